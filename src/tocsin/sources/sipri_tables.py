"""SIPRI's tables of trend-indicator values (TIV): a row for each country, a column for each year.

A cell says one of three things, as the lines before the table explain: a number is the volume
in millions; `0` is a volume between 0 and 0.5 million; an empty cell means that no deliveries
have been identified. So a number and a `0` become a row, and an empty cell becomes none: within
the years and countries that the export covers, no row is what the source has to say. A row with
an unknown value would say that the source does not know, and a row with 0 that there was a little.

The total row is no country. It is checked against the sum of its column, each cell of which is
rounded to the nearest whole number, and tells whose imports or exports the table is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.errors import SourceError
from tocsin.model.records import TRANSFER_TOTALS
from tocsin.sources.base import Facts, Given, Refuse, Row, Source
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

MOST_ROWS = 2_000
"""Rows of a table, which is held whole until its total is checked; SIPRI knows some 300 names."""

_SUPPLIERS = ("supplier", "exports by")
_RECIPIENTS = ("recipient", "imports by")
_ALL = "world"
"""Stands for the other party of a table that is about nobody's transfers in particular."""
_TOTAL = re.compile(r"total\b.*?(?: (?:to|from) (?P<name>.+))?", re.IGNORECASE)
# The site until 2023 said it in the prose, and left the first column without a name.
_OLD = re.compile(
    r"\bTIV of arms (?P<way>imports to|exports from) (?P<name>.+?), \d{4}-\d{4}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """What the header of a table says.

    Attributes:
        given: The file.
        prose: The lines before it.
        supplier: Header of the column with suppliers; None for none.
        recipient: Header of the column with recipients; None for none.
        years: Its years, in order.
    """

    given: Given
    prose: Prose
    supplier: str | None
    recipient: str | None
    years: tuple[int, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the headers of the columns with names: one, or both."""
        return tuple(one for one in (self.supplier, self.recipient) if one is not None)

    @property
    def overall(self) -> str:
        """Return the header of the column with the sum over all years; empty for none."""
        wanted = (f"{self.years[0]}-{self.years[-1]}", "Total")
        return next((one for one in wanted if one in self.prose.header), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Country:
    """A row of a table.

    Attributes:
        line: Line of the file.
        supplier: In the source's words; empty where the table has no such column.
        recipient: Likewise.
        values: For each year; None where no deliveries were identified.
    """

    line: int
    supplier: str
    recipient: str
    values: tuple[float | None, ...]


class TivTable:
    """Reads a table of values by supplier, by recipient, or by both."""

    def facts(self, given: Given) -> Facts:
        """Return when the export was made, which years it covers and whom it is about.

        Raises:
            SourceError: The file is no such table, or its totals are not the sums of its rows.
        """
        table = _table_of(given)
        countries, other = _body_of(table, _overlook)
        columns = zip(table.years, *(one.values for one in countries), strict=True)
        seen = (year for year, *cells in columns if any(cell is not None for cell in cells))
        last = last_covered(table.years[-1], max(seen, default=None), table.prose.generated)
        names = (other,) if other else ()
        return facts_of(table.prose, (table.years[0], last), scope_of(names, last))

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each country and year with deliveries.

        Raises:
            SourceError: The file is no such table, or its totals are not the sums of its rows.
        """
        table = _table_of(given)
        countries, other = _body_of(table, refuse)
        for one in countries:
            names = (one.supplier or other or _ALL, one.recipient or other or _ALL)
            for year, value in zip(table.years, one.values, strict=True):
                if value is not None:
                    known = tuple(who(name, year) for name in names)
                    yield Row(one.line, (*known, *names, year, value))


def _overlook(error: SourceError) -> None:
    """Do nothing: a row that does not fit is told of when the rows are read."""


def _table_of(given: Given) -> _Table:
    """Return what the header of a table says.

    Raises:
        SourceError: There is none, or it is not by country.
    """
    prose = read_prose(given, _is_header)
    if prose is None:
        found = "has no line with a column for each year after Supplier or Recipient"
        right = "the table of import or export values has it, as the site exports it (CSV)"
        raise wrong_export(given, found, right)
    years = tuple(int(cell) for cell in prose.header if _is_year(cell))
    if years != tuple(range(years[0], years[-1] + 1)):
        found = f"has the years {', '.join(map(str, years[:20]))} in its header"
        raise wrong_export(given, found, "a table has each year once, in order")
    before = prose.header[: prose.header.index(str(years[0]))]
    supplier = next((cell for cell in before if cell.lower() in _SUPPLIERS), None)
    recipient = next((cell for cell in before if cell.lower() in _RECIPIENTS), None)
    old = _OLD.search(prose.text)
    if before == ("",) and old:
        is_by_supplier = old["way"].lower() == "imports to"
        supplier, recipient = ("", None) if is_by_supplier else (None, "")
    if supplier is None and recipient is None:
        found = f"has rows by {before[0]!r}" if before[0] else "has rows that are no countries"
        raise wrong_export(given, found, "choose the table by supplier or by recipient")
    return _Table(given=given, prose=prose, supplier=supplier, recipient=recipient, years=years)


def _body_of(table: _Table, refuse: Refuse) -> tuple[list[_Country], str]:
    """Return the rows of a table and whose transfers it is about, empty for the world's.

    The totals are checked first, unless a row does not fit and is missing in their sums.

    Raises:
        SourceError: There is no total row, or something after it, or it does not hold.
    """
    rows: list[_Country] = []
    total: Line | None = None
    refused: list[SourceError] = []

    def note(error: SourceError) -> None:
        refused.append(error)
        refuse(error)

    for line in _lines(table, note):
        if total is not None or len(rows) > MOST_ROWS:
            raise _overlong(table, line)
        if _TOTAL.fullmatch(line.text(table.labels[0]) or ""):
            total = line
            continue
        try:
            rows.append(_country(table, line))
        except SourceError as error:
            note(error)
    if total is None and len(table.labels) == 1:
        found = "ends without its total row, so that nobody knows whether it is whole"
        raise wrong_export(table.given, found, "export the table anew")
    if total is not None and not refused:
        for year, *cells in zip(table.years, *(one.values for one in rows), strict=True):
            _check_sum(total, str(year), cells)
    return rows, _other(table, total)


def _lines(table: _Table, refuse: Refuse) -> Iterator[Line]:
    """Yield the lines after the header of a table."""
    skipped = table.prose.lines
    layout = Layout(needed=table.labels, aliases={}, encodings=ENCODINGS, skipped=skipped)
    return read_lines(table.given, layout, refuse)


def _country(table: _Table, line: Line) -> _Country:
    """Return a row of a table.

    Raises:
        SourceError: It has no name, or a cell that does not fit.
    """
    names = [
        "" if label is None else line.needed(label)
        for label in (table.supplier, table.recipient)
    ]
    return _Country(
        line=line.number, supplier=names[0], recipient=names[1], values=_cells(table, line)
    )


def _cells(table: _Table, line: Line) -> tuple[float | None, ...]:
    """Return the values of a country, year by year.

    Raises:
        SourceError: A cell is no number, or the row's own sum is not that of its cells.
    """
    cells = tuple(line.real(str(year)) for year in table.years)
    for year, cell in zip(table.years, cells, strict=True):
        if cell is not None and cell < 0:
            raise line.misfit(str(year), str(cell), "a volume of 0 or more")
    if table.overall:
        _check_sum(line, table.overall, cells)
    return cells


def _check_sum(line: Line, column: str, cells: Sequence[float | None]) -> None:
    """Raise an error where a cell is not the sum of others, each of which was rounded.

    Every cell is up to a half off, and so is the sum itself.

    Raises:
        SourceError: It is further off than that.
    """
    known = [cell for cell in cells if cell is not None]
    found, most = line.real(column) or 0.0, 0.5 * (len(known) + 1)
    if abs(sum(known) - found) > most:
        expected = (
            f"{sum(known):g} give or take {most:g} (the sum of {len(known)} rounded cells)"
        )
        raise line.misfit(column, f"{found:g}", expected)


def _other(table: _Table, total: Line | None) -> str:
    """Return whose imports or exports a table is about; empty for the world's."""
    old = _OLD.search(table.prose.text)
    found = _TOTAL.fullmatch(total.text(table.labels[0]) or "") if total else None
    name = (found["name"] if found else None) or (old["name"] if old else "")
    return "" if name.lower() in {"all", "all countries", "world"} else name.strip()


def _overlong(table: _Table, line: Line) -> SourceError:
    """Return the error for rows after the total, or too many of them."""
    message = (
        f"{table.given.name}, line {line.number}: there are rows after the total, or over "
        f"{MOST_ROWS:,}; a file has one table, so give each its own."
    )
    return SourceError(message, subject=table.given.name, line=line.number)


def _is_header(cells: Sequence[str]) -> bool:
    """Return whether a line is the header of a table: a name, and then years."""
    years = [_is_year(cell) for cell in cells]
    return any(years) and 0 < years.index(True) < 3


def _is_year(cell: str) -> bool:
    """Return whether the header of a column is a year."""
    return bool(re.fullmatch(r"(?:19|20)\d{2}", cell))


SOURCE_SIPRI_TIV = Source(
    name="sipri-tiv",
    title="SIPRI Arms Transfers Database, import and export values (TIV)",
    provider="Stockholm International Peace Research Institute",
    table=TRANSFER_TOTALS,
    licence=LICENCE,
    citation=CITATION,
    start=FIRST_YEAR,
    end=None,
    formats=(
        "CSV after some lines of prose, as the site exports it: a row for each supplier or "
        "recipient, a column for each year, and a total row"
    ),
    reader=TivTable(),
)
