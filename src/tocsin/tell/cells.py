"""Cells of CSV: numbers stay numbers, and no text is taken for a formula."""

from tocsin.tell.claims import defused


def csv_cell(value: object) -> object:
    """Return a cell: a number as it is, nothing for None, else text that no spreadsheet runs.

    A negative number is no formula; a text that begins like one gets an apostrophe.
    """
    if value is None:
        return ""
    return value if isinstance(value, int | float) else defused(value)
