"""Cells of CSV."""

from datetime import date

import pytest

from tocsin.tell.cells import csv_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (-1, -1), (-0.5, -0.5), ("-0.5", "'-0.5"), ("=1+1", "'=1+1"),
        ("@x", "'@x"), ("plain", "plain"), (date(2023, 9, 4), "2023-09-04"),
        ("a\r\n\x1b[1mb", "a [U+001B][1mb"),
    ],
)  # fmt: skip
def test_numbers_stay_and_texts_are_defused(value, cell):
    assert csv_cell(value) == cell
