"""Ideal points of the General Assembly, of old and new releases."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tocsin.errors import SourceError, UsageError
from tocsin.model.records import IDEAL_POINTS
from tocsin.sources.base import Given
from tocsin.sources.ideal_points import SOURCE_UNGA_IDEAL_POINTS

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data/sources"
OLD = DATA / "unga_ideal_points_latin1.csv"
NEW = DATA / "unga_ideal_points_2025.tab"
REAL = ROOT.parent / "shared/data/sources/unga_idealpoints_apr2020_7states.csv"
CASES = ROOT.parent / "shared/data/cases/unga_idealpoint_distance_apr2020.csv"
READER = SOURCE_UNGA_IDEAL_POINTS.reader
NAMES = [column.name for column in IDEAL_POINTS.columns]


def strict(error):
    raise error


def given(path, **options):
    return Given(name=path.name, path=path, options=options)


def rows(path, refuse=strict, **options):
    found = READER.rows(given(path, **options), refuse)
    return [dict(zip(NAMES, row.cells, strict=True)) for row in found]


class TestOldRelease:
    def test_latin_1_does_not_break_the_reading(self):
        assert b"\xe3" in OLD.read_bytes()
        assert [row["state"] for row in rows(OLD)] == ["USA", "RUS", "DEU", "DEU", "STP", "CIV"]

    def test_a_session_is_the_year_in_which_it_opened(self):
        assert [(row["session"], row["year"]) for row in rows(OLD)][:2] == [
            (1, 1946),
            (45, 1990),
        ]

    def test_point_quantiles_and_votes_are_numbers(self):
        first = rows(OLD)[0]
        assert (first["point"], first["low"], first["high"], first["votes"]) == (
            1.5, 1.25, 1.75, 42
        )  # fmt: skip

    def test_two_numbers_of_germany_are_one_state(self):
        german = [row for row in rows(OLD) if row["state"] == "DEU"]
        assert [row["session"] for row in german] == [44, 45]

    def test_coverage_is_that_of_the_sessions(self):
        found = READER.facts(given(OLD))
        assert (found.start, found.end) == (date(1946, 1, 1), date(2019, 12, 31))
        assert found.edition == ""


class TestNewRelease:
    def test_a_calendar_year_is_the_session_that_opened_in_it(self):
        first = rows(NEW)[0]
        assert (first["state"], first["year"], first["session"]) == ("USA", 2023, 78)

    def test_estimates_from_all_votes_are_taken(self):
        first = rows(NEW)[0]
        assert (first["point"], first["low"], first["high"], first["votes"]) == (
            2.5, 2.25, 2.75, 100
        )  # fmt: skip

    def test_an_estimate_that_is_not_there_is_unknown_and_no_coverage(self):
        last = next(row for row in rows(NEW) if row["year"] == 2024)
        assert (last["state"], last["point"], last["votes"]) == ("NAM", None, None)
        assert READER.facts(given(NEW)).end == date(2023, 12, 31)

    def test_estimates_of_final_passage_are_taken_if_wanted(self):
        found = rows(NEW, points="final")
        assert [row["point"] for row in found] == [2.25, 0.75, -0.5, -0.25]
        facts = READER.facts(given(NEW, points="final"))
        assert (facts.end, facts.edition) == (date(2024, 12, 31), "final passage")

    def test_a_name_stands_in_for_a_code_that_is_not_available(self):
        assert rows(NEW)[3]["state"] == "YUG"

    def test_final_passage_alone_is_taken_where_there_is_no_other(self, tmp_path):
        path = tmp_path / "new.csv"
        path.write_text("ccode,year,NVotesFP,IdealPointFP,Q5%FP,Q95%FP\n2,2025,9,2,1,3\n")
        (row,) = rows(path)
        assert (row["point"], row["low"], row["high"], row["votes"]) == (2.0, 1.0, 3.0, 9)
        assert READER.facts(given(path)).edition == "final passage"

    def test_quantiles_may_be_missing(self, tmp_path):
        path = tmp_path / "bare.csv"
        path.write_text("iso3c,session,IdealPointAll\nUSA,70,2.5\n")
        (row,) = rows(path)
        assert (row["point"], row["low"], row["high"], row["votes"]) == (2.5, None, None, None)


class TestMisfits:
    def test_a_file_without_estimates_is_refused(self, tmp_path):
        path = tmp_path / "none.csv"
        path.write_text("ccode,session\n2,70\n")
        with pytest.raises(SourceError, match="IdealPoint or IdealPointall"):
            rows(path)

    def test_a_file_without_rows_covers_nothing(self, tmp_path):
        path = tmp_path / "none.csv"
        path.write_text("ccode,session,IdealPoint\n")
        found = READER.facts(given(path))
        assert (found.start, found.end) == (None, None)

    def test_what_is_wanted_must_be_one_of_two(self):
        with pytest.raises(UsageError, match="use one of all, final"):
            rows(NEW, points="some")

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ("99999,70,1", "ccode"),
            ("2,,1", "session"),
            ("2,70,x", "IdealPoint"),
            ("2,0,1", "session"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named(self, tmp_path, cells, column):
        path = tmp_path / "odd.csv"
        path.write_text(f"ccode,session,IdealPoint\n{cells}\n2,70,2.5\n")
        errors = []
        assert [row["point"] for row in rows(path, refuse=errors.append)] == [2.5]
        assert [(error.line, error.column) for error in errors] == [(2, column)]


@pytest.mark.skipif(not REAL.exists(), reason="the development data are not here")
class TestRealFile:
    def test_nothing_is_lost(self):
        with REAL.open(encoding="latin-1", newline="") as stream:
            expected = list(csv.DictReader(stream))
        found = rows(REAL)
        assert len(found) == len(expected) == 389
        assert [row["state"] for row in found] == [row["iso3c"] for row in expected]
        assert [row["session"] for row in found] == [int(row["session"]) for row in expected]
        for ours, theirs in (("point", "IdealPoint"), ("low", "Q5%"), ("high", "Q95%"),
                             ("votes", "NVotes")):  # fmt: skip
            total = sum(float(row[theirs]) for row in expected)
            assert sum(row[ours] for row in found) == pytest.approx(total, rel=1e-12)

    def test_published_distances_hold(self):
        points = {(row["session"], row["state"]): row["point"] for row in rows(REAL)}
        with CASES.open(encoding="utf-8", newline="") as stream:
            cases = list(csv.DictReader(stream))
        assert len(cases) >= 20
        for case in cases:
            session = int(case["session"])
            distance = abs(points[session, case["iso3_a"]] - points[session, case["iso3_b"]])
            assert distance == pytest.approx(float(case["ideal_point_distance"]), abs=1e-9)

    def test_coverage_ends_with_the_last_session(self):
        found = READER.facts(given(REAL))
        assert (found.start, found.end) == (date(1946, 1, 1), date(2019, 12, 31))
