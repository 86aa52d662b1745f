"""COLT: travel of heads of state and government, of ministers and of leaders of bodies.

It is published as a workbook whose sheet `Master` has a row for each trip, and as the same table
in Latin-1 text. Columns are found by their names. Only a few of them were seen in public code
that reads the file; what is known of each is on the page of the source.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from tocsin.errors import SourceError
from tocsin.model.crosswalk import Scheme, load_crosswalk
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId, country
from tocsin.model.records import VISITS
from tocsin.sources.base import Cell, Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.sheets import is_workbook, sheet_rows
from tocsin.sources.tabular import Layout, Line, lines_of, read_lines

SHEET = "Master"
_ID, _START, _END, _YEAR = "TripID", "TripStartDate", "TripEndDate", "TripYear"
_LEADER, _HOST, _ROLE = "LeaderCountryOrIGO", "CountryVisited", "LeaderRole"
_LAYOUT = Layout(
    needed=(_ID, _LEADER, _HOST, _START),
    aliases={
        _LEADER: ("LeaderCountry", "CountryOrIGO"),
        _HOST: ("VisitedCountry",),
        _START: ("StartDate",),
        _END: ("EndDate",),
        _YEAR: ("Year",),
        "LeaderFullName": ("FullName", "LeaderName"),
        "MetHostHoGS": ("MetHostHOG", "MetHost"),
        "HostHOGSName": ("HostHOGSNames", "HostHOGName"),
    },
    encodings=("utf-8-sig", "cp1252", "latin-1"),
)
_HEADER_WITHIN = 20
"""Rows of a sheet in which its header is looked for."""

_UNKNOWN = frozenset(
    {"tbd", "tba", "unknown", "unclear", "n/a", "na", "#n/a", "none", "?", "-"}
)
"""What stands for unknown in dates, lengths, truths and places; never in a code, where NA is
Namibia."""

RANKS: Mapping[str, str] = {
    **dict.fromkeys(
        ("gs", "s", "head of state", "head of state and government"), "head_of_state"
    ),
    **dict.fromkeys(("g", "de facto", "head of government"), "head_of_government"),
    **dict.fromkeys(("f", "d", "e", "minister", "foreign minister"), "minister"),
    **dict.fromkeys(("defense minister", "finance minister"), "minister"),
    **dict.fromkeys(("i", "cp", "igo leader", "crown prince"), "other"),
}
"""Rank by the role of a leader: head of state and government (GS), of state (S), of government
(G), who rules without the office (De Facto), ministers of foreign affairs (F), defence (D) and
finance (E), leaders of bodies (I), crown princes (CP). The codes but D were seen in public code
that reads the file; D and the words are guesses."""

_BODY = frozenset({"i", "igo leader"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ]\d.*)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})(?: \d.*)?"),
    re.compile(r"(?P<d>\d{1,2})[- ](?P<m>[A-Za-z]{3})[a-z]*[- ,]+(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<m>[A-Za-z]{3})[a-z]*\.? (?P<d>\d{1,2}),? (?P<y>\d{4})"),
)
_NO_DAY = re.compile(r"\d{4}(?:[-/.]\d{1,2})?|\d{1,2}/\d{4}|[A-Za-z]{3,9}\.? \d{4}")
"""A month or a year: the day is unknown."""
_SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")
"""Days since the end of 1899, as a spreadsheet counts them: 1982 to 2036."""
_PIVOT = 70
"""Years of two digits: from here on of the last century."""


class Colt:
    """Reads trips of leaders."""

    def facts(self, given: Given) -> Facts:
        """Return the edition, by the date in the file's name, and the days it covers.

        It covers from the beginning of the year of the first trip to the last trip's first day.

        Raises:
            SourceError: The file is no such table.
        """
        first = last = None
        for line in _lines(given, _overlook):
            try:
                start, year = _day(line, _START), line.whole(_YEAR)
            except SourceError:
                continue
            days = [start] if start else [dt.date(year, 1, 1)] if year else []
            first = min((day for day in (first, *days) if day), default=None)
            last = max((day for day in (last, *days) if day), default=None)
        named = re.search(r"(?<!\d)(20\d{2})([01]\d)([0-3]\d)(?!\d)", given.name)
        return Facts(
            edition="-".join(named.groups()) if named else "",
            start=dt.date(first.year, 1, 1) if first else None,
            end=last,
        )

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each trip.

        An end before the start is unknown: one of the two is wrong.

        Raises:
            SourceError: The file is no such table.
        """
        for line in _lines(given, refuse):
            try:
                cells = _cells(line)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(line.number, cells)


def _cells(line: Line) -> tuple[Cell, ...]:
    """Return the cells of a row in the order of the table."""
    start, end = _day(line, _START), _day(line, _END)
    year = start.year if start else _whole(line, _YEAR)
    on = start or (dt.date(year, 7, 1) if year else None)
    role = line.text(_ROLE)
    is_body = (role or "").lower() in _BODY
    code = None if is_body else line.text("LeaderCountryISO")
    return (
        line.needed(_ID),
        _party(code, line.text(_LEADER), on),
        _party(line.text("CountryVisitedISO"), _known(line, _HOST), on),
        line.text(_LEADER) or code,
        line.text(_HOST) or line.text("CountryVisitedISO"),
        line.text("LeaderFullName") or line.text("LeaderSurname"),
        rank_of(role),
        role,
        start,
        end if end and (start is None or end >= start) else None,
        year,
        _whole(line, "TripDuration"),
        _flag(line, "MetHostHoGS"),
        _known(line, "HostHOGSName"),
        _flag(line, "AttendedMultilatEvent"),
    )


def rank_of(role: str | None) -> str | None:
    """Return the rank of a role; None where it is not known."""
    return RANKS.get(" ".join(role.lower().split())) if role else None


@lru_cache(maxsize=1 << 16)
def _party(code: str | None, name: str | None, day: dt.date | None) -> ActorId | None:
    """Return the state of a code, or else the state or body of a name; None for nobody known."""
    crosswalk = load_crosswalk()
    scheme = {2: Scheme.ISO2, 3: Scheme.ISO3}.get(len(code or ""))
    found = crosswalk.state(code, scheme, day) if code and scheme else None
    if found is None and name:
        found = crosswalk.named(name, Scheme.COLT, day)
        body = None if found else load_gazetteer().lookup(name, day)
        found = country(body) if body else found
    return found


def _known(line: Line, column: str) -> str | None:
    """Return the text of a cell; None where it is empty or a word for unknown."""
    cell = line.text(column)
    return None if cell is None or cell.lower() in _UNKNOWN else cell


def _whole(line: Line, column: str) -> int | None:
    """Return a whole number; None where it is unknown."""
    return None if _known(line, column) is None else line.whole(column)


def _flag(line: Line, column: str) -> bool | None:
    """Return a truth; None where it is unknown."""
    return None if _known(line, column) is None else line.flag(column)


def _day(line: Line, column: str) -> dt.date | None:
    """Return a day; None where it is unknown, or only its month or year is known.

    Raises:
        SourceError: The cell holds anything else.
    """
    cell = _known(line, column)
    if cell is None:
        return None
    day = _parsed(cell)
    if day is None and not _NO_DAY.fullmatch(cell):
        raise line.misfit(column, cell, "a day such as 2018-06-01 or 6/1/2018")
    return day


@lru_cache(maxsize=1 << 15)
def _parsed(text: str) -> dt.date | None:
    """Return the day of a text; None where it is none. A month stands before a day, as there."""
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    try:
        if found is None:
            serial = float(text) if _SERIAL.fullmatch(text) else None
            return None if serial is None else dt.date(1899, 12, 30) + dt.timedelta(int(serial))
        month, year = found["m"], int(found["y"])
        number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
        if len(found["y"]) == 2:
            year += 1900 if year >= _PIVOT else 2000
        return dt.date(year, number, int(found["d"]))
    except ValueError:
        return None


def _lines(given: Given, refuse: Refuse) -> Iterator[Line]:
    """Return the lines of the table, be it text or a workbook.

    Raises:
        SourceError: It has no header with the columns that are needed.
    """
    if not is_workbook(given.path):
        return read_lines(given, _LAYOUT, refuse)
    rows = sheet_rows(given, SHEET)
    header: list[str] = []
    for _, cells in islice(rows, _HEADER_WITHIN):
        header = header or [cell for cell in cells if cell]
        if _ID.lower() in {cell.strip().lower() for cell in cells}:
            header = cells
            break
    return lines_of(given.name, header, rows, _LAYOUT, refuse)


def _overlook(error: SourceError) -> None:
    """Do nothing: a row that does not fit is told of when the rows are read."""


SOURCE_COLT = Source(
    name="colt",
    title="Country and Organizational Leader Travel (COLT)",
    provider="Diplometrics, Pardee Center, University of Denver",
    table=VISITS,
    licence=Licence(
        name="not verified",
        terms=(
            "The terms of the Dataverse page were not read; until they are, cite it, and hand "
            "on no rows."
        ),
        allows_rows=False,
        is_verified=False,
    ),
    citation=(
        "Diplometrics, Country and Organizational Leader Travel (COLT) Dataset, Frederick S. "
        "Pardee Center for International Futures, University of Denver"
    ),
    start=dt.date(1990, 1, 1),
    end=None,
    formats=(
        f"workbook (.xlsx) with a sheet {SHEET}, for which pip install 'tocsin[xlsx]', or the "
        "same table as CSV in Latin-1 or UTF-8"
    ),
    reader=Colt(),
)
