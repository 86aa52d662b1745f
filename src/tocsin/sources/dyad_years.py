"""Any table of yearly values of pairs of states, or of single ones, by a declared column map."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.errors import SourceError, UsageError
from tocsin.model.crosswalk import Scheme
from tocsin.model.records import VALUES
from tocsin.sources.base import Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.declared import choice, declared_coverage, parts, year_of
from tocsin.sources.parties import Parties
from tocsin.sources.tabular import Layout, Line, delimiter_of, header_of, read_lines

NAME = "name"
"""The scheme of files that name states instead of coding them."""

NOBODY = "none"
"""What a user gives for the column of targets of a table of single states."""

SCHEMES = {"cow": Scheme.COW, "gw": Scheme.GW, "iso3": Scheme.ISO3, "iso2": Scheme.ISO2}

DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";"}

# What stands for a missing value whatever the user says; a number such as -9 may be a value, so
# it must be declared. Only the cells of values are meant: NA is the ISO code of Namibia.
_EMPTY = ("NA", "N/A", "NaN", "nan", "null", ".", "..", "-")

_PAIRS = (
    ("ccode1", "ccode2", "cow"),
    ("ccodea", "ccodeb", "cow"),
    ("ccode_a", "ccode_b", "cow"),
    ("cowcode1", "cowcode2", "cow"),
    ("statea", "stateb", "cow"),
    ("gwcode1", "gwcode2", "gw"),
    ("gwno1", "gwno2", "gw"),
    ("gwno_a", "gwno_b", "gw"),
    ("iso3_o", "iso3_d", "iso3"),
    ("iso_o", "iso_d", "iso3"),
    ("iso3_1", "iso3_2", "iso3"),
    ("iso3c1", "iso3c2", "iso3"),
    ("iso3c_o", "iso3c_d", "iso3"),
    ("iso2_o", "iso2_d", "iso2"),
    ("iso2c1", "iso2c2", "iso2"),
    ("importer1", "importer2", NAME),
    ("state a", "state b", NAME),
    ("country1", "country2", NAME),
    ("country_o", "country_d", NAME),
)
_SINGLES = (
    ("ccode", "cow"),
    ("cowcode", "cow"),
    ("gwcode", "gw"),
    ("gwno", "gw"),
    ("iso3c", "iso3"),
    ("iso3", "iso3"),
    ("iso2c", "iso2"),
    ("iso2", "iso2"),
    ("country", NAME),
    ("state", NAME),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """What a file's columns hold, as the user says it or its header suggests it.

    Attributes:
        source: Column of the state that a value is of or from.
        target: Column of the state that it is towards; empty for values of single states.
        year: Column of the year.
        values: Columns of values.
        series: Names of their series, one for each.
        scheme: `cow`, `gw`, `iso3`, `iso2` or `name`.
        unit: Unit of the values; may be empty.
        is_directed: Whether a row speaks of one direction only.
        start: First day of the declared coverage.
        end: Last day of it.
        empty: Texts that stand for a missing value.
        delimiter: One character.
    """

    source: str
    target: str
    year: str
    values: tuple[str, ...]
    series: tuple[str, ...]
    scheme: str
    unit: str
    is_directed: bool
    start: dt.date
    end: dt.date
    empty: tuple[str, ...]
    delimiter: str

    @property
    def layout(self) -> Layout:
        """Return how the file is written."""
        target = (self.target,) if self.target else ()
        needed = (self.source, *target, self.year, *self.values)
        return Layout(needed=needed, aliases={}, delimiter=self.delimiter)

    @property
    def empty_numbers(self) -> frozenset[float]:
        """Return the numbers that stand for a missing value, so that -9.0 is meant by -9."""
        return frozenset(number for text in self.empty if (number := _number(text)) is not None)


class DyadYears:
    """Reads yearly values by a declared column map.

    A missing value gives a row without a value. A year outside the declared coverage does not
    fit: of the years that nobody vouches for, a table holds only some rows.
    """

    def facts(self, given: Given) -> Facts:
        """Return the coverage that the user declares."""
        columns = column_map(given)
        return Facts(start=columns.start, end=columns.end)

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each value column; of an undirected table for both directions."""
        columns = column_map(given)
        parties, empty = Parties(), columns.empty_numbers
        for line in read_lines(given, columns.layout, refuse):
            try:
                year = _covered_year(line, columns)
                pairs = _pairs(line, columns, parties, year)
                values = [_value(line, name, columns.empty, empty) for name in columns.values]
            except SourceError as error:
                refuse(error)
                continue
            for series, value in zip(columns.series, values, strict=True):
                for source, target in pairs:
                    cells = (series, source, target, year, value, columns.unit or None)
                    yield Row(line.number, cells)


def column_map(given: Given) -> ColumnMap:
    """Return the column map of a file.

    Raises:
        UsageError: An option is needed or wrong.
        SourceError: The file has no header with these columns.
    """
    start, end = _coverage(given)
    delimiter = _delimiter(given)
    header = header_of(given, Layout(needed=(), aliases={}, delimiter=delimiter))
    source, target, scheme = _party_columns(given, header)
    year = given.options.get("year", "year").strip()
    values = _value_columns(given, header, {source, target, year})
    directed = choice(given, "directed", ("yes", "no"), "yes")
    return ColumnMap(
        source=source,
        target=target,
        year=year,
        values=values,
        series=_series(given, values),
        scheme=scheme,
        unit=given.options.get("unit", "").strip(),
        is_directed=directed == "yes",
        start=start,
        end=end,
        empty=(*_EMPTY, *parts(given, "empty")),
        delimiter=delimiter,
    )


def _coverage(given: Given) -> tuple[dt.date, dt.date]:
    """Return the declared coverage, which a user has to declare."""
    start, end = declared_coverage(given)
    if start is None or end is None:
        lacking = "start" if start is None else "end"
        message = (
            f"Option {lacking} of {given.name} is not given: missing is not zero, and without "
            "the coverage nobody can tell a pair without a row from a pair that was not looked "
            "at. Give both: --option start=1990 --option end=2014."
        )
        raise UsageError(message, subject=lacking)
    return start, end


def _delimiter(given: Given) -> str:
    """Return the delimiter that the user names, or the one that the header has most of."""
    if "delimiter" in given.options:
        return DELIMITERS[choice(given, "delimiter", DELIMITERS)]
    return delimiter_of(given)


def _party_columns(given: Given, header: list[str]) -> tuple[str, str, str]:
    """Return the columns of source and target, and the scheme of their codes."""
    source = given.options.get("source", "").strip()
    target = given.options.get("target", "").strip()
    guess = _guess(header)
    if bool(source) != bool(target):
        if target or (guess[1] and source in guess[:2]):
            message = (
                f"Options source and target of {given.name}: give both; for values of single "
                f"states source and target={NOBODY}."
            )
            raise UsageError(message, subject="target" if source else "source")
    elif not source:
        source, target, _ = guess
    if not source:
        message = (
            f"{given.name}: no column of states is known in {', '.join(header)[:200]}; give "
            f"source, target ({NOBODY} if the values are of single states) and scheme."
        )
        raise UsageError(message, subject="source")
    target = "" if target == NOBODY else target
    scheme = choice(given, "scheme", (*SCHEMES, NAME), _scheme_of(source, target))
    return source, target, scheme


def _guess(header: list[str]) -> tuple[str, str, str]:
    """Return the columns of states and their scheme that a header suggests; empty for none."""
    names = {cell.strip().lower(): cell.strip() for cell in header}
    for first, second, scheme in _PAIRS:
        if first in names and second in names:
            return names[first], names[second], scheme
    for only, scheme in _SINGLES:
        if only in names:
            return names[only], "", scheme
    return "", "", ""


def _scheme_of(source: str, target: str) -> str:
    """Return the scheme that the names of columns suggest; empty for none, or for two."""
    found = {
        next((scheme for names, scheme in _KNOWN if column.lower() in names), "")
        for column in (source, target)
        if column
    }
    return found.pop() if len(found) == 1 else ""


_KNOWN = (
    *(((first, second), scheme) for first, second, scheme in _PAIRS),
    *(((only,), scheme) for only, scheme in _SINGLES),
)


def _value_columns(given: Given, header: list[str], others: set[str]) -> tuple[str, ...]:
    """Return the columns of values: those named, else those called like a series or `value`."""
    named = parts(given, "value")
    if named:
        return named
    names = {cell.strip().lower() for cell in header}
    series = parts(given, "series")
    if series and {one.lower() for one in series} <= names:
        return series
    rest = [one for one in header if one.strip().lower() not in {o.lower() for o in others}]
    if "value" in names or len(rest) == 1:
        return ("value",) if "value" in names else (rest[0].strip(),)
    message = (
        f"Option value of {given.name} is not given: name the column of the values, or several "
        f"with commas between them; the columns are {', '.join(header)[:200]}."
    )
    raise UsageError(message, subject="value")


def _series(given: Given, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name for the series of each value column: its own where the user says nothing."""
    named = parts(given, "series")
    if not named:
        return values
    if len(named) != len(values) or len(set(named)) != len(named):
        message = (
            f"Option series of {given.name}: found {', '.join(named)}; {len(values)} different "
            f"names are expected, for {', '.join(values)}."
        )
        raise UsageError(message, subject="series")
    return named


def _covered_year(line: Line, columns: ColumnMap) -> int:
    """Return the year of a line that lies within the declared coverage."""
    year = year_of(line, columns.year)
    if not columns.start.year <= year <= columns.end.year:
        expected = f"a year from {columns.start.year} to {columns.end.year}, as declared,"
        raise line.misfit(columns.year, str(year), expected)
    return year


def _pairs(
    line: Line, columns: ColumnMap, parties: Parties, year: int
) -> tuple[tuple[str, str], ...]:
    """Return the directions that a line speaks of; a target is empty for a single state."""
    source = _party(line, columns.source, columns.scheme, parties, year)
    if not columns.target:
        return ((source, ""),)
    target = _party(line, columns.target, columns.scheme, parties, year)
    if columns.is_directed or source == target:
        return ((source, target),)
    return (source, target), (target, source)


def _party(line: Line, column: str, scheme: str, parties: Parties, year: int) -> str:
    """Return the state in a cell."""
    text = line.needed(column)
    day = dt.date(year, 12, 31)
    if scheme == NAME:
        state = parties.named(text, day)
    else:
        state = parties.coded(text, SCHEMES[scheme], day)
    if state is None:
        raise line.misfit(column, text, f"a state by its {scheme} {_WORD[scheme == NAME]}")
    return state


_WORD = {True: "as the crosswalk has it", False: "code"}


def _value(
    line: Line, column: str, empty: tuple[str, ...], empty_numbers: frozenset[float]
) -> float | None:
    """Return the number in a cell; None where a code for a missing value stands in it."""
    text = line.text(column)
    if text is None or text in empty:
        return None
    value = line.real(column)
    return None if value in empty_numbers else value


def _number(text: str) -> float | None:
    """Return the number that a text is; None for any other text."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


SOURCE_DYAD_YEARS = Source(
    name="dyad-years",
    title="A table of yearly values of pairs of states",
    provider="whoever made the file",
    table=VALUES,
    licence=Licence(
        name="of the file's maker",
        terms="Nobody but the user knows the terms of the file, so no rows of it are handed on.",
        allows_rows=False,
        is_verified=False,
    ),
    citation="Cite whoever made the file.",
    start=None,
    end=None,
    formats=(
        "Text with a header and a delimiter (comma, tab or semicolon); one row for each pair of "
        "states and year, or for each state and year."
    ),
    reader=DyadYears(),
    options={
        "start": "First year or day of the declared coverage; needed.",
        "end": "Last year or day of the declared coverage; needed.",
        "value": "Column of the values, or several with commas; else `value` or the only one left.",
        "series": "Name of the series of each value column; else the name of the column.",
        "unit": "Unit of the values.",
        "source": "Column of the state that a value is of or from; else guessed, as ccode1.",
        "target": "Column of the state that it is towards; `none` for values of single states.",
        "year": "Column of the year; else `year`.",
        "scheme": "cow, gw, iso3, iso2 or name; else what the names of the columns suggest.",
        "directed": "no: a row speaks of both directions; else yes.",
        "empty": "Codes for a missing value, such as -9, with commas between them.",
        "delimiter": "comma, tab or semicolon; else what the header has most of.",
    },
)
