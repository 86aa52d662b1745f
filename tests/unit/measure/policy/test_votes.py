import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.policy.votes import (
    agreement_interval,
    agreement_values,
    distance_interval,
    distance_values,
    ideal_point_distance,
    opening_years,
    un_agreement,
)
from tocsin.model.index import Cover, Coverage, Question
from tocsin.model.series import IdealPoints, PairedVotes

SHARED = Path(__file__).parents[4].parent / "shared/data"
VOTES = SHARED / "sources/unvotes_un_votes_7states_s70_s74.csv"
CALLS = SHARED / "sources/unvotes_un_roll_calls_s70_s74.csv"
DISTANCES = SHARED / "cases/unga_idealpoint_distance_apr2020.csv"
POINTS = SHARED / "sources/unga_idealpoints_apr2020_7states.csv"

DYAD = ("RUS", "PRK")
fixed = settings(max_examples=100, deadline=None, derandomize=True)
vote = st.sampled_from([1.0, 0.0, -1.0])

# Agreement computed from the data of unvotes (shared/reference/data.md, section 6); no roll call
# of these sessions was unanimous among all members.
AGREEMENTS = [
    (70, "KP", "RU", 0.798507),
    (74, "KP", "RU", 0.858974),
    (74, "KP", "CN", 0.9),
    (74, "KR", "US", 0.538462),
    (74, "RU", "US", 0.287356),
    (74, "CN", "RU", 0.873563),
    (74, "GB", "US", 0.653846),
]

# Ideal points of the release of April 2020 (Bailey, Strezhnev & Voeten), as in
# `unga_idealpoint_distance_apr2020.csv`.
KEYED_IN = [
    (27, -2.050261, 2.135975, 4.186236),
    (48, -1.723127, 1.336861, 3.059988),
    (48, -1.723127, 2.955602, 4.678729),
    (74, -0.1494992, 0.1418769, 0.2913761),
    (74, -0.1494992, 2.694793, 2.8442922),
    (74, 0.8708524, 2.694793, 1.8239406),
]


def question(since, until, sources=()):
    days = (date.fromisoformat(one) for one in (since, until))
    return Question(dyad=DYAD, since=next(days), until=next(days), sources=sources)


def calls(*given, session=74, day="2019-12-12", feed="unvotes"):
    """Return rows of roll calls from (first, second, unanimous)."""
    return [
        (feed, f"{session}-{number}", session, day, first, second, alike, False)
        for number, (first, second, alike) in enumerate(given)
    ]


def votes_record(record, rows, **covered):
    given = {"start": "1946-01-01", "end": "2020-12-31"} | covered
    coverage = record.covers("unvotes", "votes", given["start"], given["end"], rows=len(rows))
    return record.Record(paired=record.series(PairedVotes, *rows), covered=(coverage,))


def agreements(record, rows, asked, **covered):
    return list(agreement_values(votes_record(record, rows, **covered), asked, "similarity"))


def points_record(record, rows, end="2020-12-31"):
    coverage = record.covers("voeten", "ideal_points", "1946-01-01", end)
    return record.Record(points=record.series(IdealPoints, *rows), covered=(coverage,))


def distances(record, rows, asked):
    return list(distance_values(points_record(record, rows), asked, "similarity"))


def sample_votes():
    if not (VOTES.exists() and CALLS.exists()):
        pytest.skip(f"{VOTES} is absent")
    sessions = {}
    with CALLS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            sessions[int(float(line["rcid"]))] = int(float(line["session"]))
    cast = {}
    numbers = {"yes": 1.0, "abstain": 0.0, "no": -1.0}
    with VOTES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            call = int(float(line["rcid"]))
            mine = cast.setdefault((sessions[call], call), {})
            mine[line["country_code"]] = numbers[line["vote"]]
    return cast


@pytest.mark.parametrize(("session", "first", "second", "expected"), AGREEMENTS)
def test_agreement_comes_out_as_published(session, first, second, expected):
    found = [one for (of, _), one in sample_votes().items() if of == session]
    both = [one for one in found if first in one and second in one]
    votes = (np.array([one[state] for one in both]) for state in (first, second))
    assert un_agreement(*votes) == pytest.approx(expected, abs=1e-6)


def test_the_seven_states_of_the_sample_cannot_tell_what_was_unanimous():
    found = [one for (of, _), one in sample_votes().items() if of == 74]
    alike = [one for one in found if len(set(one.values())) == 1]
    assert alike
    left = [one for one in found if one not in alike and "KP" in one and "RU" in one]
    votes = (np.array([one[state] for one in left]) for state in ("KP", "RU"))
    assert abs(un_agreement(*votes) - 0.858974) > 1e-3


@fixed
@given(st.lists(st.tuples(vote, vote), min_size=1, max_size=50))
def test_agreement_is_a_symmetric_share_within_its_interval(pairs):
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    found = un_agreement(first, second)
    assert 0 <= found <= 1
    assert found == un_agreement(second, first)
    low, high = agreement_interval(found, len(pairs))
    assert 0 <= low <= found <= high <= 1
    assert un_agreement(first, first) == 1
    assert agreement_interval(1.0, len(pairs))[0] < 1


def test_agreement_leaves_out_who_did_not_vote():
    assert un_agreement(np.array([1, np.nan, 0]), np.array([-1, 1, 0])) == 0.5


def test_agreement_over_no_roll_call_is_unknown():
    assert np.isnan(un_agreement(np.array([]), np.array([])))
    assert np.isnan(agreement_interval(np.nan, 0)).all()


def test_what_are_no_votes_is_refused():
    with pytest.raises(ValueError, match="same roll calls"):
        un_agreement(np.array([1.0]), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match="1 yes"):
        un_agreement(np.array([3.0]), np.array([1.0]))


def test_the_agreement_interval_holds_the_truth_at_least_as_often_as_it_says():
    rng = np.random.default_rng(11)
    chances, size, hits = np.array([0.5, 0.3, 0.2]), 80, 0
    truth = float(chances @ [1.0, 0.5, 0.0])
    for _ in range(1000):
        drawn = rng.choice([1.0, 0.5, 0.0], size, p=chances)
        low, high = agreement_interval(float(drawn.mean()), size)
        hits += low <= truth <= high
    assert hits >= 950


@pytest.mark.parametrize(("session", "first", "second", "expected"), KEYED_IN)
def test_distances_come_out_as_published(session, first, second, expected):
    found = ideal_point_distance(np.array(first), np.array(second))
    assert found == pytest.approx(expected, abs=1e-6)


def test_every_distance_of_the_case_file_holds(record):
    if not DISTANCES.exists():
        pytest.skip(f"{DISTANCES} is absent")
    with DISTANCES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 38
    for line in lines:
        asked = Question(
            dyad=(line["iso3_a"], line["iso3_b"]),
            since=date(1946, 1, 1),
            until=date(2020, 12, 31),
        )
        session = int(line["session"])
        rows = [
            ("voeten", line[f"iso3_{side}"], session, float(line[f"ip_{side}"]), None, None)
            for side in ("a", "b")
        ]
        found = {one.start.year: one.value for one in distances(record, rows, asked)[:-1]}
        expected = float(line["ideal_point_distance"])
        assert found[1945 + session] == pytest.approx(expected, abs=1e-6)
        assert sum(one is not None for one in found.values()) == 1


def test_the_sample_of_ideal_points_gives_published_distances_with_intervals():
    if not POINTS.exists():
        pytest.skip(f"{POINTS} is absent")
    with POINTS.open(encoding="latin-1", newline="") as file:
        lines = {(one["session"], one["iso3c"]): one for one in csv.DictReader(file)}
    north, russia = lines["74", "PRK"], lines["74", "RUS"]
    points = [np.array(float(one["IdealPoint"])) for one in (north, russia)]
    widths = [np.array(float(one["Q95%"]) - float(one["Q5%"])) for one in (north, russia)]
    assert ideal_point_distance(*points) == pytest.approx(0.291, abs=5e-4)
    low, high = distance_interval(tuple(points), tuple(widths))
    assert 0 <= low < 0.291 < high < 1.5


@fixed
@given(*[st.floats(-4, 4)] * 2, *[st.floats(0, 2)] * 2)
def test_a_distance_is_symmetric_and_within_its_interval(first, second, wide, narrow):
    points, widths = (np.array(first), np.array(second)), (np.array(wide), np.array(narrow))
    distance = ideal_point_distance(*points)
    low, high = distance_interval(points, widths)
    assert 0 <= low <= distance <= high
    assert distance == ideal_point_distance(*points[::-1])
    assert (low, high) == distance_interval(points[::-1], widths[::-1])


def test_the_interval_is_that_of_normal_posteriors():
    rng = np.random.default_rng(3)
    drawn = [rng.normal(at, spread, 200_000) for at, spread in ((1.0, 0.2), (-1.0, 0.4))]
    widths = tuple(np.diff(np.quantile(one, [0.05, 0.95]))[0] for one in drawn)
    low, high = distance_interval((np.array(1.0), np.array(-1.0)), widths)
    expected = np.quantile(np.abs(drawn[0] - drawn[1]), [0.025, 0.975])
    assert [low, high] == pytest.approx(expected.tolist(), abs=0.02)


def test_an_unknown_or_impossible_width_gives_no_interval():
    for width in (np.nan, -0.1):
        ends = distance_interval(
            (np.array(0.0), np.array(1.0)), (np.array(width), np.array(1.0))
        )
        assert np.isnan(ends).all()


def test_a_session_belongs_to_the_year_in_which_it_opened(record):
    rows = record.series(
        PairedVotes,
        *calls((1, 1, False), session=74, day="2020-01-14"),
        *calls((1, 1, False), session=-1, day="2020-01-14"),
        *calls((1, 1, False), session=-1, day="2019-09-17"),
        *calls((1, 1, False), session=-1, day=None),
        *calls((1, 1, False), session=74, day=None),
    )
    assert opening_years(rows).tolist() == [2019, 2019, 2019, 0, 2019]


def test_votes_of_january_count_for_the_year_before(record):
    late = ("unvotes", "late", 74, "2020-01-14", 1, 0, False, False)
    rows = [*calls((1, 1, False), (1, -1, False)), late]
    found, whole = agreements(record, rows, question("2019-01-01", "2020-12-31"))[0::2]
    assert (found.start, found.end) == (date(2019, 1, 1), date(2019, 12, 31))
    assert found.value == pytest.approx(0.5)
    assert found.n == 3
    assert "1 roll calls held in 2020" in found.note
    assert whole.value == pytest.approx(0.5)


def test_a_period_that_ends_with_a_year_asks_for_the_whole_session(record):
    asked = {}

    class Asked(record.Record):
        def votes(self, dyad, since, until):
            asked["days"] = (since, until)
            return super().votes(dyad, since, until)

    coverage = (record.covers("unvotes", "votes", "1946-01-01", "2020-12-31"),)
    view = Asked(covered=coverage)
    list(agreement_values(view, question("2019-05-01", "2019-12-31"), "similarity"))
    assert asked["days"] == (date(2019, 1, 1), date(2020, 12, 31))
    list(agreement_values(view, question("2019-05-01", "2019-11-30"), "similarity"))
    assert asked["days"] == (date(2019, 1, 1), date(2019, 11, 30))


def test_a_session_cut_by_the_period_is_partly_covered(record):
    rows = calls((1, 1, False), (1, 0, False), day="2019-11-01")
    (found,) = agreements(record, rows, question("2019-01-01", "2019-11-30"))
    assert found.value == 0.75
    assert found.cover is Cover.PART
    assert "up to 2019-11-30" in found.note


def test_unanimous_roll_calls_are_left_out_and_counted(record):
    rows = calls((1, 1, True), (1, 0, False), (-1, -1, False))
    (found,) = agreements(record, rows, question("2019-01-01", "2019-12-31"))
    assert found.value == 0.75
    assert found.n == 2
    assert found.rows[0].rows == 3
    assert "1 unanimous roll calls left out" in found.note


def test_unanimity_among_some_states_is_no_unanimity(record):
    rows = calls((1, 1, True), (1, -1, False))
    view = votes_record(record, rows)
    one = view.covered[0]
    view.covered = (
        Coverage(
            source=one.source, table=one.table, start=one.start, end=one.end, edition="",
            rows=2, scope=("CHN", "PRK", "RUS"),
        ),
    )  # fmt: skip
    asked = question("2019-01-01", "2019-12-31")
    (found,) = agreement_values(view, asked, "similarity")
    assert found.value == 0.5
    assert "not all members" in found.note


def test_the_most_telling_roll_calls_are_those_against_each_other(record):
    rows = calls((1, 1, False), (1, 0, False), (1, -1, False))
    (found,) = agreements(record, rows, question("2019-01-01", "2019-12-31"))
    assert found.rows[0].keys == ("74-2", "74-1", "74-0")


def test_the_value_of_a_period_is_that_of_all_its_roll_calls(record):
    rows = calls((1, 1, False), day="2019-12-01")
    rows += calls(*[(1, -1, False)] * 3, session=73, day="2018-12-01")
    rows += calls(*[(1, -1, False)] * 9, session=72, day="2018-02-01")
    *years, whole = agreements(record, rows, question("2018-06-01", "2019-12-31"))
    assert [one.value for one in years] == [0, 1]
    assert (whole.value, whole.n) == (0.25, 4)
    assert (whole.start, whole.end) == (date(2018, 6, 1), date(2019, 12, 31))


def test_feeds_are_never_added_up(record):
    rows = calls((1, 1, False)) + calls((1, -1, False), feed="other")
    view = votes_record(record, rows)
    view.covered += (record.covers("other", "votes", "1946-01-01", "2020-12-31"),)
    found = list(agreement_values(view, question("2019-01-01", "2019-12-31"), "similarity"))
    assert [(one.rows[0].source, one.value) for one in found] == [("unvotes", 1), ("other", 0)]
    asked = question("2019-01-01", "2019-12-31", sources=("other",))
    assert [one.value for one in agreement_values(view, asked, "similarity")] == [0]


def test_sessions_after_the_coverage_are_unknown(record):
    rows = calls((1, 1, False)) + calls((1, 1, False), session=77, day="2022-12-01")
    *years, whole = agreements(record, rows, question("2019-01-01", "2022-12-31"))
    assert [one.value for one in years] == [1, None, None, None]
    assert years[-1].cover is Cover.NONE
    assert "covers 1946-01-01 to 2020-12-31" in years[-1].note
    assert (years[-1].n, years[-1].rows) == (0, ())
    assert (whole.value, whole.n, whole.cover) == (1, 1, Cover.PART)


def test_no_common_roll_call_is_unknown_and_says_why(record):
    (found,) = agreements(record, [], question("2018-01-01", "2018-12-31"), end="2020-12-31")
    assert found.value is None
    assert "no rows" in found.note
    rows = calls((1, 1, True))
    (found,) = agreements(record, rows, question("2019-01-01", "2019-12-31"))
    assert (found.value, found.low, found.high) == (None, None, None)
    assert "no roll call" in found.note


def test_a_record_without_votes_is_unknown(record):
    (found,) = agreement_values(record.Record(), question("2018-01-01", "2019-12-31"), "x")
    assert (found.value, found.cover) == (None, Cover.NONE)
    (found,) = distance_values(record.Record(), question("2018-01-01", "2019-12-31"), "x")
    assert (found.value, found.cover) == (None, Cover.NONE)


def test_a_distance_has_an_interval_where_the_quantiles_are_known(record):
    rows = [("voeten", "RUS", 73, 0.1, -0.1, 0.3), ("voeten", "PRK", 73, -0.4, -0.6, -0.2)]
    rows += [("voeten", "RUS", 74, 0.1, None, None), ("voeten", "PRK", 74, -0.4, -0.6, -0.2)]
    first, second, whole = distances(record, rows, question("2018-01-01", "2019-12-31"))
    assert (first.value, second.value) == (pytest.approx(0.5), pytest.approx(0.5))
    spread = 0.4 / (2 * 1.6448536)
    assert first.high - first.value == pytest.approx(1.96 * spread * 2**0.5, abs=1e-3)
    assert "normal approximation" in first.note
    assert (second.low, second.high) == (None, None)
    assert "quantiles are unknown" in second.note
    assert (whole.value, whole.n, whole.low) == (pytest.approx(0.5), 2, None)
    assert first.rows[0].keys == ("RUS 73", "PRK 73")


def test_a_session_without_an_ideal_point_says_whose(record):
    rows = [("voeten", "RUS", 73, 0.1, -0.1, 0.3)]
    year, whole = distances(record, rows, question("2018-01-01", "2019-06-30"))[0::2]
    assert year.value is None
    assert year.note == "unknown: no ideal point of PRK in session 73"
    assert whole.value is None


def test_a_year_that_had_not_ended_has_no_ideal_point_yet(record):
    rows = [("voeten", "RUS", 74, 0.1, -0.1, 0.3), ("voeten", "PRK", 74, -0.4, -0.6, -0.2)]
    (found,) = distances(record, rows, question("2019-01-01", "2019-06-30"))
    assert found.value is None
    assert found.note == "unknown: 2019 had not ended on 2019-06-30"
