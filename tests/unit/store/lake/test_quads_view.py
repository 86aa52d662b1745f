"""Events of the lake are quadruples of our ids and the names of what was done."""

import datetime as dt

import pytest

from tocsin.errors import InsufficientDataError
from tocsin.store.lake.quads import quads_of_view
from tocsin.store.lake.view import viewing

LINES = (
    "1 2023-09-02 RUS PRK 1 1.0",
    "2 2023-09-01 PRK RUS 1 1.0",
    "3 2023-09-02 RUS PRK 1 2.0",
    "4 2023-09-03 RUS RUS 1 1.0",
    "5 2023-09-03 RUS - 1 1.0",
    "6 2023-10-03 CHN RUS 1 1.0",
)


def test_events_between_two_are_quadruples(filled):
    filled.take("events", *LINES)
    with viewing(filled.ledger, filled.lake.place) as view:
        found = quads_of_view(view)
        again = quads_of_view(view, feeds=["toy"], until=dt.date(2023, 9, 30))

    assert found.quads.actors == ("CHN", "PRK", "RUS")
    assert [found.quads.with_names(place) for place in range(3)] == [
        ("2023-09-01", "PRK", "Consult", "RUS"),
        ("2023-09-02", "RUS", "Consult", "PRK"),
        ("2023-10-03", "CHN", "Consult", "RUS"),
    ]
    assert (found.rows_read, found.duplicates, found.split) == (4, 1, None)
    assert len(again.quads) == 2


def test_relations_may_be_types(filled):
    filled.take("events", *LINES)
    with viewing(filled.ledger, filled.lake.place) as view:
        assert quads_of_view(view, by_type=True).quads.relations == ("CONSULT",)


def test_nothing_in_the_period_is_refused(filled):
    filled.take("events", *LINES)
    with viewing(filled.ledger, filled.lake.place) as view:
        with pytest.raises(InsufficientDataError, match="none of 0 rows"):
            quads_of_view(view, since=dt.date(2024, 1, 1))
        with pytest.raises(InsufficientDataError, match="none of 0 rows"):
            quads_of_view(view, feeds=["other"])
