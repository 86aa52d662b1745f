"""Lists of states: what ends with the data does not end."""

from datetime import date
from pathlib import Path

import pytest

from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.records import STATES
from tocsin.sources.base import Given
from tocsin.sources.state_systems import SOURCE_COW_STATES, SOURCE_GW_STATES

DATA = Path(__file__).parents[3] / "tests/data/sources"
COW = SOURCE_COW_STATES.reader
GW = SOURCE_GW_STATES.reader
NAMES = [column.name for column in STATES.columns]


def strict(error):
    raise error


def given(path):
    return Given(name=path.name, path=path)


def rows(reader, path, refuse=strict):
    return [
        dict(zip(NAMES, row.cells, strict=True)) for row in reader.rows(given(path), refuse)
    ]


def written(tmp_path, text):
    path = tmp_path / "states.csv"
    path.write_text(text, encoding="utf-8")
    return path


class TestCow:
    @pytest.fixture
    def spells(self):
        return rows(COW, DATA / "cow_states.csv")

    def test_a_state_that_ends_with_the_data_has_no_end(self, spells):
        assert (spells[0]["end"], spells[0]["is_right_censored"]) == (None, True)

    def test_a_state_that_ended_before_has_one(self, spells):
        assert (spells[1]["end"], spells[1]["is_right_censored"]) == (date(1871, 1, 18), False)

    def test_a_state_with_two_spells_has_two_rows(self, spells):
        german = [row for row in spells if row["state"] == "DEU"]
        assert [(row["code"], row["start"], row["end"]) for row in german] == [
            ("255", date(1816, 1, 1), date(1945, 5, 8)),
            ("255", date(1990, 10, 3), None),
        ]

    def test_a_number_of_nobody_keeps_its_row(self, spells):
        last = spells[-1]
        assert (last["state"], last["code"], last["name"]) == (None, "999", "Nowhere Land")
        assert (last["start"], last["end"]) == (date(1900, 1, 1), date(1901, 2, 28))

    def test_coverage_ends_with_the_file(self):
        found = COW.facts(given(DATA / "cow_states.csv"))
        assert (found.edition, found.start, found.end) == (
            "2016", date(1816, 1, 1), date(2016, 12, 31)
        )  # fmt: skip

    def test_an_extract_of_states_gone_by_does_not_revive_the_last(self, tmp_path):
        text = (DATA / "cow_states.csv").read_text(encoding="utf-8").splitlines()
        path = written(tmp_path, "\n".join([text[0], text[2], text[3]]))
        assert [row["end"] for row in rows(COW, path)] == [date(1871, 1, 18), date(1945, 5, 8)]

    def test_a_later_edition_ends_later(self, tmp_path):
        text = (DATA / "cow_states.csv").read_text(encoding="utf-8")
        text = text.replace("2016,12,31,2016", "2024,12,31,2024", 1)
        found = rows(COW, written(tmp_path, text))
        assert found[0]["end"] is None
        assert found[3]["end"] == date(2016, 12, 31)

    def test_an_end_before_the_start_does_not_fit(self, tmp_path):
        text = (DATA / "cow_states.csv").read_text(encoding="utf-8")
        errors = []
        path = written(tmp_path, text.replace("1871,1,18", "1815,1,18"))
        assert len(rows(COW, path, refuse=errors.append)) == 4
        assert [(error.line, error.subject) for error in errors] == [(3, "states.csv")]

    def test_a_state_needs_a_number_and_a_first_day(self, tmp_path):
        lines = (DATA / "cow_states.csv").read_text(encoding="utf-8").splitlines()
        path = written(
            tmp_path,
            "\n".join([lines[0], "A,,Aland,1900,1,1,1950,1,1,9", "A,2,B,,,,1950,1,1,9"]),
        )
        errors = []
        assert rows(COW, path, refuse=errors.append) == []
        assert [error.line for error in errors] == [2, 3]

    def test_an_empty_list_covers_what_was_published(self, tmp_path):
        lines = (DATA / "cow_states.csv").read_text(encoding="utf-8").splitlines()
        found = COW.facts(given(written(tmp_path, lines[0] + "\n")))
        assert (found.edition, found.end) == ("", date(2016, 12, 31))


class TestGleditschWard:
    def test_a_file_without_header_is_read_by_position(self):
        found = rows(GW, DATA / "gw_states_no_header.dat")
        assert [row["state"] for row in found] == ["USA", "CIV", "DEU", "YEM", "YMD"]
        assert found[1]["name"] == "C\u00f4te D\u2019Ivoire"
        assert [row["end"] for row in found] == [None, None, None, None, date(1990, 5, 21)]

    def test_a_file_with_any_header_is_read_by_position(self):
        found = rows(GW, DATA / "gw_states_header.txt")
        assert [(row["state"], row["start"]) for row in found] == [
            ("USA", date(1816, 1, 1)),
            ("YMD", date(1967, 11, 30)),
        ]
        assert found[0]["end"] is None
        assert GW.facts(given(DATA / "gw_states_header.txt")).end == date(2020, 12, 31)

    def test_a_wider_file_is_read_by_its_header(self, tmp_path):
        text = "microstate,gwcode,stateabb,statename,startdate,enddate\n0,365,RUS,Russia,1816-01-01,2017-12-31\n"
        (row,) = rows(GW, written(tmp_path, text))
        assert (row["state"], row["code"], row["end"]) == ("RUS", "365", None)

    def test_a_day_that_is_none_is_named(self, tmp_path):
        path = written(tmp_path, "2\tUSA\tUnited States\t1816\t31:12:2017\n")
        errors = []
        assert rows(GW, path, refuse=errors.append) == []
        assert [(error.line, error.column) for error in errors] == [(1, "start")]


@pytest.mark.parametrize(
    ("source", "scheme", "day"),
    [(SOURCE_COW_STATES, Scheme.COW, "31,12,2016"), (SOURCE_GW_STATES, Scheme.GW, "")],
)
def test_every_number_of_the_crosswalk_is_known_on_its_days(tmp_path, source, scheme, day):
    spells = [row for row in load_crosswalk().rows(scheme) if row.is_main]
    assert len(spells) > 200
    if scheme is Scheme.GW:
        lines = [f"{row.code}\tX\tX\t{row.start}\t{row.end or '2017-12-31'}" for row in spells]
    else:
        lines = ["ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday"]
        for row in spells:
            end = row.end or date(2016, 12, 31)
            lines.append(
                f"{row.code},X,{row.start.year},{row.start.month},{row.start.day},"
                f"{end.year},{end.month},{end.day}"
            )
    found = rows(source.reader, written(tmp_path, "\n".join(lines)))
    assert [(row["state"], row["start"], row["end"]) for row in found] == [
        (row.state, row.start, row.end) for row in spells
    ]
