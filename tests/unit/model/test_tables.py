"""Rows of shipped CSV files."""

from datetime import date

import pytest

from tocsin.errors import OntologyError
from tocsin.model.gazetteer import FOLDER
from tocsin.model.tables import day_of, read_rows


def test_rows_know_their_place():
    first = next(iter(read_rows(FOLDER, "titles.csv")))
    assert set(first) == {"form", "kind", "_where"}
    assert first["_where"] == "titles.csv:2"


def test_a_missing_file_is_named():
    with pytest.raises(OntologyError, match=r"nothing\.csv"):
        list(read_rows(FOLDER, "nothing.csv"))


@pytest.mark.parametrize(
    ("column", "cell", "day"),
    [
        ("start", "", None),
        ("start", "2020", date(2020, 1, 1)),
        ("end", "2020", date(2020, 12, 31)),
        ("end", "2020-02-29", date(2020, 2, 29)),
    ],
)
def test_a_year_alone_is_its_first_or_last_day(column, cell, day):
    assert day_of({column: cell}, column) == day


def test_what_is_no_day_is_refused_with_its_place():
    with pytest.raises(OntologyError, match=r"leaders\.csv:7: start is '2020-13-01'"):
        day_of({"start": "2020-13-01", "_where": "leaders.csv:7"}, "start")
