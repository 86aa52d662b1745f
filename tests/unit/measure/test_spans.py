"""Periods in a row, and figures over them as values."""

from datetime import date

import numpy as np
import pytest

from tocsin.measure.base import Method
from tocsin.measure.spans import (
    Figures,
    ended_months,
    ended_years,
    frame,
    ground,
    months,
    unknown,
    year_parts,
)
from tocsin.model.index import Cover, Coverage

METHOD = Method(name="m", title="M", unit="1", formula=np.sum)
DYAD = ("RUS", "PRK")


def test_months_are_whole_but_for_the_last():
    spans = months(date(2019, 11, 20), date(2020, 2, 10))
    assert spans.starts[0] == date(2019, 11, 1)
    assert spans.ends == (
        date(2019, 11, 30),
        date(2019, 12, 31),
        date(2020, 1, 31),
        date(2020, 2, 10),
    )
    years = spans.by_year()
    assert (years.starts, years.ends) == (
        (date(2019, 11, 1), date(2020, 1, 1)),
        (date(2019, 12, 31), date(2020, 2, 10)),
    )
    np.testing.assert_array_equal(years.sums(np.array([[1, 2, 4, 8], [1, 1, 1, 1]])),
                                  [[3, 12], [2, 2]])  # fmt: skip
    whole = spans.as_one()
    assert (whole.starts, whole.ends) == ((date(2019, 11, 1),), (date(2020, 2, 10),))
    assert whole.sums(np.array([1, 2, 4, 8])) == [15]


def test_a_month_counts_as_ended_on_its_last_day():
    assert ended_months(date(2020, 1, 15), date(2020, 2, 29)).ends[-1] == date(2020, 2, 29)
    assert ended_months(date(2020, 1, 15), date(2020, 2, 28)).ends[-1] == date(2020, 1, 31)
    assert ended_months(date(2020, 2, 1), date(2020, 2, 28)) is None


def test_a_year_counts_as_ended_on_its_last_day():
    assert ended_years(date(2018, 5, 1), date(2020, 12, 30)).ends[-1] == date(2019, 12, 31)
    assert ended_years(date(2018, 5, 1), date(2018, 12, 31)).starts == (date(2018, 1, 1),)
    assert ended_years(date(2018, 5, 1), date(2018, 12, 30)) is None


def test_year_parts_are_cut_to_the_period():
    spans = year_parts(date(2018, 5, 1), date(2020, 3, 2))
    assert spans.starts == (date(2018, 5, 1), date(2019, 1, 1), date(2020, 1, 1))
    assert spans.ends == (date(2018, 12, 31), date(2019, 12, 31), date(2020, 3, 2))


@pytest.mark.parametrize("make", [months, year_parts])
def test_a_period_that_ends_before_it_starts_is_refused(make):
    with pytest.raises(ValueError, match="has no day"):
        make(date(2020, 3, 2), date(2020, 3, 1))


def _coverage(**more):
    given = {"start": date(2020, 1, 15), "end": date(2020, 2, 29), "rows": 9, **more}
    return Coverage(source="gdelt", table="events", edition="e", **given)


def _values(coverage, value, states=DYAD, **more):
    grounded = ground("f", coverage, states, months(date(2019, 12, 1), date(2020, 2, 29)))
    counts = np.array([2, 1, 0])
    framed = frame(grounded, DYAD, counts, directed=True)
    return framed.values(METHOD, Figures(value=np.array(value), n=counts, **more))


def test_what_is_not_covered_is_unknown_even_with_rows():
    before, part, full = _values(_coverage(), [2.0, 1.0, 0.0], why="none", note="mind")
    assert (before.value, before.n, before.cover) == (None, 0, Cover.NONE)
    assert before.note == "unknown, not zero; gdelt covers 2020-01-15 to 2020-02-29"
    assert before.rows[0].rows == 0
    assert (part.value, part.n, part.cover) == (1.0, 1, Cover.PART)
    assert part.note == "gdelt covers 2020-01-15 to 2020-02-29; mind"
    assert (full.value, full.n, full.cover, full.note) == (0.0, 0, Cover.FULL, "mind")
    assert full.rows[0].edition == "e"


def test_a_covered_value_that_is_unknown_says_why():
    assert _values(_coverage(), [2.0, 1.0, np.nan], why="none")[2].note == "none"


def test_a_source_read_for_other_states_covers_nothing():
    coverage = _coverage(scope=("PRK", "CHN"))
    assert {one.value for one in _values(coverage, [2.0, 1.0, 0.0])} == {None}
    assert _values(coverage, [2.0, 1.0, 0.0], states=("PRK",))[1].value == 1.0


def test_unknown_gives_each_measure_with_the_reason():
    (one,) = unknown("f", (METHOD,), DYAD, (date(2020, 1, 1), date(2020, 1, 2)), "no data")
    assert (one.value, one.cover, one.note, one.rows) == (None, Cover.NONE, "no data", ())


def test_a_gap_in_the_coverage_is_named():
    gaps = ((date(2020, 1, 20), date(2020, 2, 29)),)
    before, part, none = _values(_coverage(gaps=gaps), [2.0, 1.0, 5.0])
    assert (before.cover, part.cover, none.cover) == (Cover.NONE, Cover.PART, Cover.NONE)
    assert none.value is None
    assert "without 2020-01-20 to 2020-02-29" in none.note


def test_none_in_a_part_is_not_none_in_the_whole():
    values = _values(_coverage(), [2.0, 0.0, 0.0], is_sum=True)
    assert [one.value for one in values] == [None, None, 0]
    assert values[1].note.startswith("unknown, not zero; none in the part that is covered")
    assert [one.value for one in _values(_coverage(), [2.0, 0.0, 0.0])] == [None, 0, 0]
