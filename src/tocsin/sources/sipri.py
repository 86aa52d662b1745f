"""SIPRI's register of arms transfers: one row for each order and year of delivery."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.errors import SourceError
from tocsin.model.records import TRANSFERS
from tocsin.sources.base import Cell, Facts, Given, Refuse, Row, Source
from tocsin.sources.sipri_prose import (
    CITATION,
    ENCODINGS,
    FIRST_YEAR,
    LICENCE,
    Prose,
    facts_of,
    last_covered,
    read_prose,
    scope_of,
    who,
    wrong_export,
)
from tocsin.sources.tabular import Layout, Line, read_lines

_ID = "SIPRI AT Database ID"
_YEAR = "Delivery year"
_LAYOUT = Layout(
    needed=(_ID, "Supplier", "Recipient", _YEAR, "Numbers delivered", "TIV delivery values"),
    aliases={},
    encodings=ENCODINGS,
)
_MARKS = {_ID.lower(), "supplier", "recipient", _YEAR.lower()}
_BY_ORDER = "year(s) of delivery"
"""Marks the other export of the register, whose rows are orders."""


class Register:
    """Reads the register with one row for each order and year of delivery."""

    def facts(self, given: Given) -> Facts:
        """Return when the export was made, which years it covers and whom it is about.

        Raises:
            SourceError: The file is no such export.
        """
        prose = _prose(given)
        first, stated = prose.years
        seen = max(_years(given, prose), default=None)
        last = last_covered(stated, seen, prose.generated)
        scope = scope_of((*prose.suppliers, *prose.recipients), last)
        return facts_of(prose, (first, last), scope)

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each delivery of a deal in a year.

        Its value is that of what was delivered in the year. An order without a delivery year,
        where an export has one, is kept without a year.

        Raises:
            SourceError: The file is no such export.
        """
        for line in read_lines(given, _layout(_prose(given)), refuse):
            try:
                cells = _cells(line)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(line.number, cells)


def _cells(line: Line) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of the table."""
    year = line.whole(_YEAR)
    if year is not None and not FIRST_YEAR.year <= year <= 2200:
        raise line.misfit(_YEAR, str(year), f"a year from {FIRST_YEAR.year} on")
    supplier, recipient = line.needed("Supplier"), line.needed("Recipient")
    return (
        line.needed(_ID),
        who(supplier, year),
        who(recipient, year),
        supplier,
        recipient,
        line.text("Designation"),
        line.text("Description"),
        line.text("Armament category"),
        line.whole("Order date"),
        line.flag("Order date is estimate"),
        year,
        line.flag("Delivery year is estimate"),
        line.real("Numbers delivered"),
        line.flag("Numbers delivered is estimate"),
        line.text("Status"),
        line.real("TIV deal unit"),
        line.real("TIV delivery values"),
        line.flag("Local production"),
        line.number,
    )


def _years(given: Given, prose: Prose) -> Iterator[int]:
    """Yield the years of delivery of all rows that have one."""
    for line in read_lines(given, _layout(prose), _overlook):
        try:
            year = line.whole(_YEAR)
        except SourceError:
            continue
        if year is not None:
            yield year


def _overlook(error: SourceError) -> None:
    """Do nothing: a row that does not fit is told of when the rows are read."""


def _layout(prose: Prose) -> Layout:
    """Return the layout of the table behind the prose."""
    return replace(_LAYOUT, skipped=prose.lines)


def _prose(given: Given) -> Prose:
    """Return the prose of a register.

    Raises:
        SourceError: The file is none, or one with a row for each order.
    """
    prose = read_prose(given, _is_header)
    if prose is not None:
        return prose
    if read_prose(given, _is_by_order) is not None:
        found = "has one row for each order, which does not say how much came in which year"
        raise wrong_export(given, found, f"choose the export whose header begins with {_ID!r}")
    found = f"has no line with the columns {_ID!r}, Supplier, Recipient and {_YEAR!r}"
    right = "the register of arms transfers has it, as the site exports it (CSV)"
    raise wrong_export(given, found, right)


def _is_header(cells: Sequence[str]) -> bool:
    """Return whether a line is the header of the register."""
    return len(_MARKS & {cell.lower() for cell in cells}) >= len(_MARKS) - 1 and len(cells) > 5


def _is_by_order(cells: Sequence[str]) -> bool:
    """Return whether a line is the header of the register by order."""
    return _BY_ORDER in {cell.lower() for cell in cells}


SOURCE_SIPRI_REGISTER = Source(
    name="sipri-register",
    title="SIPRI Arms Transfers Database, register of transfers",
    provider="Stockholm International Peace Research Institute",
    table=TRANSFERS,
    licence=LICENCE,
    citation=CITATION,
    start=FIRST_YEAR,
    end=None,
    formats=(
        "CSV after some lines of prose, as the site exports it: one row for each order and year "
        f"of delivery, its header beginning with {_ID}"
    ),
    reader=Register(),
)
