"""Which network is drawn where nobody says which, and what is said where there is none."""

import datetime as dt

import pytest

from tocsin.errors import InsufficientDataError
from tocsin.model.index import Coverage
from tocsin.pipeline.networking import Networking, _no_ties, _source

DAY = dt.date(2018, 6, 30)


class Held:
    """A view that knows what is covered."""

    def __init__(self, *covered):
        self._covered = covered

    def coverage(self, table=""):
        return tuple(one for one in self._covered if table in ("", one.table))


def covers(source, start, end, rows, table="events"):
    return Coverage(
        source=source,
        table=table,
        start=dt.date(start, 1, 1) if start else None,
        end=dt.date(end, 12, 31) if end else None,
        edition="",
        rows=rows,
    )


LARGE, SMALL = covers("gdelt", 2020, 2024, 9_000_000), covers("icews", 1995, 2019, 100)


@pytest.mark.parametrize(
    ("day", "expected"), [(DAY, "icews"), (dt.date(2022, 1, 31), "gdelt"), (None, "gdelt")]
)
def test_the_source_that_covers_the_day_is_taken_before_the_larger_one(day, expected):
    assert _source(Held(LARGE, SMALL), Networking(at=day)).source == expected


def test_where_none_covers_the_day_the_largest_is_named_in_the_refusal():
    request = Networking(at=dt.date(1980, 1, 31))
    assert _source(Held(LARGE, SMALL), request).source == "gdelt"


def test_a_source_that_is_named_is_taken_whatever_it_covers():
    assert _source(Held(LARGE, SMALL), Networking(at=DAY, source="gdelt")).source == "gdelt"


def test_a_record_without_alliances_is_refused():
    with pytest.raises(InsufficientDataError, match="no alliances"):
        _source(Held(LARGE), Networking(is_of_alliances=True))


def test_no_alliances_are_not_told_as_no_events():
    said = str(_no_ties(Networking(is_of_alliances=True), "atop", DAY))
    assert said == "atop has no alliance in 2018; give another year with --at."
    assert "events" in str(_no_ties(Networking(), "gdelt", DAY))
