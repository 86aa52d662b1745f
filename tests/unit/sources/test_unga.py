"""Votes and roll calls of the General Assembly, as unvotes and Voeten publish them."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tocsin.errors import SourceError, UsageError
from tocsin.model.records import ROLL_CALLS, VOTES
from tocsin.sources import unga
from tocsin.sources.base import Given
from tocsin.sources.unga import SOURCE_UNGA_ROLL_CALLS, SOURCE_UNGA_VOTES, year_of_session

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data/sources"
REAL = ROOT.parent / "shared/data/sources"
REAL_VOTES = REAL / "unvotes_un_votes_7states_s70_s74.csv"
REAL_CALLS = REAL / "unvotes_un_roll_calls_s70_s74.csv"
READ_VOTES = SOURCE_UNGA_VOTES.reader
READ_CALLS = SOURCE_UNGA_ROLL_CALLS.reader


def strict(error):
    raise error


def rows(reader, table, path, refuse=strict, **options):
    names = [column.name for column in table.columns]
    given = Given(name=path.name, path=path, options=options)
    return [
        dict(zip(names, row.cells, strict=True)) | {"line": row.line}
        for row in reader.rows(given, refuse)
    ]


def facts(reader, path, **options):
    return reader.facts(Given(name=path.name, path=path, options=options))


def written(tmp_path, text):
    path = tmp_path / "votes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refused(reader, table, path):
    errors = []
    kept = rows(reader, table, path, refuse=errors.append)
    return kept, errors


class TestUnvotes:
    @pytest.fixture
    def by_line(self):
        found = rows(READ_VOTES, VOTES, DATA / "unga_votes_unvotes.csv")
        return {row["line"]: row for row in found}

    def test_every_line_gives_a_vote(self, by_line):
        assert sorted(by_line) == list(range(2, 16))

    def test_numbers_written_as_floats_are_those_written_as_whole_numbers(self, by_line):
        assert by_line[2]["roll_call"] == "11"
        assert by_line[14]["roll_call"] == "13"

    def test_na_is_namibia(self, by_line):
        assert by_line[8]["state"] == "NAM"

    def test_a_name_decides_where_the_code_is_empty_or_of_a_successor(self, by_line):
        assert by_line[4]["state"] == "ZAN"
        assert by_line[5]["state"] == "YMD"

    def test_a_code_decides_between_two_states_of_like_names(self, by_line):
        assert by_line[11]["state"] == "COD"
        assert by_line[12]["state"] == "COG"

    def test_who_else_voted_says_which_yugoslavia_it_was(self, by_line):
        # Kenya joined in 1963, Croatia and Slovenia in 1992, which Yugoslavia did not outlive.
        assert by_line[6]["state"] == "YUG"
        assert by_line[9]["state"] == "SRB"
        assert by_line[14]["state"] == "SRB"

    def test_what_the_file_does_not_say_stays_unknown(self, by_line):
        assert {(row["session"], row["day"]) for row in by_line.values()} == {(None, None)}

    def test_coverage_is_unknown_where_the_file_has_no_days(self):
        found = facts(READ_VOTES, DATA / "unga_votes_unvotes.csv")
        assert (found.start, found.end) == (None, None)

    def test_coverage_of_an_extract_can_be_declared(self):
        path = DATA / "unga_votes_unvotes.csv"
        found = facts(READ_VOTES, path, start="1964", end="1992-12-01")
        assert (found.start, found.end) == (date(1964, 1, 1), date(1992, 12, 1))

    def test_a_coverage_that_is_no_day_is_a_wrong_call(self):
        with pytest.raises(UsageError, match="a year such as"):
            facts(READ_VOTES, DATA / "unga_votes_unvotes.csv", start="long ago")

    def test_where_too_much_depends_on_the_day_the_lines_so_far_decide(self, monkeypatch):
        monkeypatch.setattr(unga, "MOST_HELD", 0)
        found = rows(READ_VOTES, VOTES, DATA / "unga_votes_unvotes.csv")
        assert [row["line"] for row in found] == list(range(2, 16))
        # Line 9 stands before the vote of Croatia that would have dated it.
        assert found[7]["state"] == "YUG"

    def test_the_order_of_the_lines_does_not_matter(self, tmp_path):
        text = (DATA / "unga_votes_unvotes.csv").read_text(encoding="utf-8").splitlines()
        by_name = sorted(text[1:], key=lambda line: line.split(",")[1])
        path = written(tmp_path, "\n".join([text[0], *by_name]))
        found = rows(READ_VOTES, VOTES, path)
        expected = rows(READ_VOTES, VOTES, DATA / "unga_votes_unvotes.csv")
        keys = ("roll_call", "state", "vote")
        assert Counter(tuple(row[key] for key in keys) for row in found) == Counter(
            tuple(row[key] for key in keys) for row in expected
        )


class TestVoeten:
    @pytest.fixture
    def by_line(self):
        found = rows(READ_VOTES, VOTES, DATA / "unga_votes_voeten.csv")
        return {row["line"]: row for row in found}

    def test_numbers_stand_for_votes(self, by_line):
        assert {line: by_line[line]["vote"] for line in (2, 3, 4, 8, 9)} == {
            2: "yes",
            3: "abstain",
            4: "no",
            8: "not_member",
            9: "absent",
        }

    def test_states_go_by_their_number_on_the_day(self, by_line):
        assert by_line[3]["state"] == "DEU"
        assert by_line[4]["state"] == "DDR"
        assert by_line[7]["state"] == "YUG"
        assert by_line[10]["state"] == "SRB"
        assert by_line[13]["state"] == "NAM"

    def test_a_state_votes_before_its_number_begins(self, by_line):
        assert by_line[6]["state"] == "UKR"

    def test_a_number_without_a_state_on_the_day_is_no_vote_of_a_state(self, by_line):
        assert 5 not in by_line
        assert 12 not in by_line
        assert len({(row["roll_call"], row["state"]) for row in by_line.values()}) == len(
            by_line
        )

    def test_a_vote_of_session_74_may_be_in_2020(self, by_line):
        assert (by_line[9]["session"], by_line[9]["day"]) == (74, date(2020, 1, 14))

    def test_the_last_vote_ends_the_coverage(self):
        found = facts(READ_VOTES, DATA / "unga_votes_voeten.csv")
        assert (found.start, found.end) == (date(1985, 12, 10), date(2020, 1, 14))

    def test_sessions_date_a_file_without_days(self, tmp_path):
        path = written(tmp_path, "rcid,ccode,session,vote\n1,345,46,1\n2,345,47,1\n")
        assert [row["state"] for row in rows(READ_VOTES, VOTES, path)] == ["YUG", "SRB"]
        found = facts(READ_VOTES, path)
        assert (found.start, found.end) == (date(1991, 1, 1), date(1992, 12, 31))

    def test_who_is_no_member_may_be_coded_by_letters(self, tmp_path):
        path = written(tmp_path, "rcid,iso3c,session,vote\n1,CHE,50,9\n")
        (row,) = rows(READ_VOTES, VOTES, path)
        assert (row["state"], row["vote"]) == ("CHE", "not_member")

    def test_na_is_no_value_where_no_two_letter_code_is(self, tmp_path):
        path = written(tmp_path, "rcid,ccode,session,date,vote\n1,2,NA,NA,1\n")
        (row,) = rows(READ_VOTES, VOTES, path)
        assert (row["session"], row["day"]) == (None, None)


class TestRollCalls:
    @pytest.fixture
    def calls(self):
        found = rows(READ_CALLS, ROLL_CALLS, DATA / "unga_roll_calls.csv")
        return {row["roll_call"]: row for row in found}

    def test_floats_are_numbers_and_flags(self, calls):
        assert list(calls) == ["11", "12", "13"]
        assert calls["11"]["session"] == 19
        assert [one["is_important"] for one in calls.values()] == [True, False, None]

    def test_texts_keep_commas_quotes_and_lines(self, calls):
        assert calls["11"]["title"] == "SHORT, WITH A COMMA"
        assert calls["11"]["description"] == (
            'A description, invented,\nover two lines and with "quotes"'
        )
        assert calls["13"]["title"] is None

    def test_days_are_not_those_of_the_session(self, calls):
        assert calls["12"]["day"] == date(2020, 1, 14)
        assert year_of_session(calls["12"]["session"]) == 2019

    def test_coverage_is_first_to_last_day(self):
        found = facts(READ_CALLS, DATA / "unga_roll_calls.csv")
        assert (found.start, found.end) == (date(1964, 3, 2), date(2020, 1, 14))


class TestMisfits:
    @pytest.mark.parametrize(
        ("line", "column", "found"),
        [
            ("5394.5,Kenya,KE,yes", "rcid", "5394.5"),
            (",Kenya,KE,yes", "rcid", "empty"),
            ("7,Kenya,KE,maybe", "vote", "maybe"),
            ("7,Kenya,KE,", "vote", "empty"),
            ("7,Atlantis,,yes", "country", "Atlantis"),
            ("7,,ZZ,yes", "country_code", "ZZ"),
        ],
    )
    def test_a_cell_that_does_not_fit_is_named_and_the_next_row_read(
        self, tmp_path, line, column, found
    ):
        text = f"rcid,country,country_code,vote\n{line}\n8,Kenya,KE,no\n"
        kept, errors = refused(READ_VOTES, VOTES, written(tmp_path, text))
        assert [row["roll_call"] for row in kept] == ["8"]
        (error,) = errors
        assert (error.line, error.column) == (2, column)
        assert found in error.message
        assert "votes.csv, line 2" in error.message

    def test_a_session_out_of_bounds_does_not_fit(self, tmp_path):
        text = "rcid,session,importantvote,date\n7,0,,2019-01-01\n8,74,,1.2.2019\n"
        kept, errors = refused(READ_CALLS, ROLL_CALLS, written(tmp_path, text))
        assert kept == []
        assert [error.column for error in errors] == ["session", "date"]

    @pytest.mark.parametrize(
        "header", ["rcid,vote\n1,yes\n", "country_code,vote\nKE,yes\n", ""]
    )
    def test_a_file_without_a_needed_column_is_refused_whole(self, tmp_path, header):
        with pytest.raises(SourceError, match="the header lacks"):
            rows(READ_VOTES, VOTES, written(tmp_path, header))


@settings(max_examples=40, deadline=None, derandomize=True)
@hypothesis_given(
    st.lists(
        st.tuples(
            st.integers(1, 9999),
            st.sampled_from(["US", "RU", "KE", "NA", "CD"]),
            st.sampled_from(["yes", "no", "abstain"]),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_votes_come_back_as_they_were_written(tmp_path_factory, votes):
    path = tmp_path_factory.mktemp("votes") / "votes.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t")
        writer.writerow(["vote", "country_code", "rcid"])
        writer.writerows(
            (vote, code, f"{call}.0" if is_float else call)
            for call, code, vote, is_float in votes
        )
    states = {"US": "USA", "RU": "RUS", "KE": "KEN", "NA": "NAM", "CD": "COD"}
    found = [
        (row["roll_call"], row["state"], row["vote"]) for row in rows(READ_VOTES, VOTES, path)
    ]
    assert found == [(str(call), states[code], vote) for call, code, vote, _ in votes]


@pytest.mark.skipif(not REAL_VOTES.exists(), reason="the development data are not here")
class TestRealVotes:
    def test_nothing_is_lost(self):
        with REAL_VOTES.open(encoding="utf-8", newline="") as stream:
            expected = list(csv.DictReader(stream))
        found = rows(READ_VOTES, VOTES, REAL_VOTES)
        assert len(found) == len(expected) == 1125
        assert Counter(row["vote"] for row in found) == Counter(row["vote"] for row in expected)
        assert Counter(row["vote"] for row in found) == {"yes": 642, "no": 276, "abstain": 207}
        codes = {"US": "USA", "GB": "GBR", "KR": "KOR", "JP": "JPN", "CN": "CHN", "RU": "RUS",
                 "KP": "PRK"}  # fmt: skip
        assert [(row["roll_call"], row["state"]) for row in found] == [
            (row["rcid"].removesuffix(".0"), codes[row["country_code"]]) for row in expected
        ]

    def test_published_agreement_of_session_74_comes_out_of_the_rows(self):
        # The published mean leaves unanimous roll calls out; session 74 has none.
        sessions = {row["roll_call"]: row["session"] for row in
                    rows(READ_CALLS, ROLL_CALLS, REAL_CALLS)}  # fmt: skip
        value = {"yes": 1.0, "abstain": 0.0, "no": -1.0}
        cast = {(row["roll_call"], row["state"]): value[row["vote"]] for row in
                rows(READ_VOTES, VOTES, REAL_VOTES)}  # fmt: skip
        pairs = [
            (cast[call, "KOR"], cast[call, "USA"])
            for call, session in sessions.items()
            if session == 74 and (call, "KOR") in cast and (call, "USA") in cast
        ]
        mean = sum(1 - abs(one - other) / 2 for one, other in pairs) / len(pairs)
        assert len(pairs) == 91
        assert mean == pytest.approx(0.538462, abs=5e-7)


@pytest.mark.skipif(not REAL_CALLS.exists(), reason="the development data are not here")
def test_real_roll_calls_lose_nothing():
    with REAL_CALLS.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    found = rows(READ_CALLS, ROLL_CALLS, REAL_CALLS)
    assert len(found) == len(expected) == 164
    assert Counter(row["session"] for row in found) == {70: 73, 74: 91}
    assert Counter(row["is_important"] for row in found) == {True: 13, False: 60, None: 91}
    assert [row["day"].isoformat() for row in found] == [row["date"] for row in expected]
    assert [row["description"] for row in found] == [row["descr"].strip() for row in expected]
    assert facts(READ_CALLS, REAL_CALLS).end == date(2020, 1, 14)
