"""Which states there were: the lists of the Correlates of War and of Gleditsch and Ward."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tocsin.errors import SourceError
from tocsin.model.crosswalk import Scheme
from tocsin.model.records import STATES
from tocsin.sources.base import Cell, Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.cow import COW_TERMS, NOT_GIVEN, day_in
from tocsin.sources.declared import pass_over
from tocsin.sources.parties import Parties
from tocsin.sources.tabular import Layout, Line, delimiter_of, header_of, read_lines

FIRST_DAY = dt.date(1816, 1, 1)
"""Where both lists begin; states that are older begin there, too."""

_DAYS = ("%Y-%m-%d", "%d:%m:%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateList:
    """Reads a list of states with the first and last day of each.

    A state whose last day is the last of the whole file still is one: the data end there, not
    the state. It is kept even where the crosswalk has no id for it.

    Attributes:
        scheme: Whose numbers the states have.
        end: Last day of the list as published; an extract may have no state that reaches it.
        lines: Opens a file.
        spell: Returns first and last day in a line.
    """

    scheme: Scheme
    end: dt.date
    lines: Callable[[Given, Refuse], Iterator[Line]]
    spell: Callable[[Line], tuple[dt.date | None, dt.date | None]]

    def facts(self, given: Given) -> Facts:
        """Return the version, and coverage up to the last day in the file."""
        edition = ""
        for line in self.lines(given, pass_over):
            edition = line.text("version") or ""
            break
        return Facts(edition=edition, start=FIRST_DAY, end=self._last(given))

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each spell of membership of a state."""
        last, parties = self._last(given), Parties()
        for line in self.lines(given, refuse):
            try:
                cells = self._cells(line, parties, last)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(line.number, cells)

    def _cells(self, line: Line, parties: Parties, last: dt.date) -> tuple[Cell, ...]:
        """Return the cells of a spell; `last` is the last day of the data."""
        number = line.whole("code")
        start, end = self.spell(line)
        if number is None or start is None:
            raise line.misfit("code" if number is None else "start", "", "a value")
        if end is not None and end < start:
            raise line.misfit("end", str(end), f"a day from {start} on")
        is_open = end is None or end >= last
        state = parties.coded(str(number), self.scheme, start)
        return state, str(number), line.text("name"), start, None if is_open else end, is_open

    def _last(self, given: Given) -> dt.date:
        """Return the last day of the data: of the file, but not before that of the list."""
        last = self.end
        for line in self.lines(given, pass_over):
            try:
                _, end = self.spell(line)
            except SourceError:
                continue
            last = max(last, end or last)
        return last


_COW_START = ("styear", "stmonth", "stday")
_COW_END = ("endyear", "endmonth", "endday")


def _cow_lines(given: Given, refuse: Refuse) -> Iterator[Line]:
    """Yield the lines of the Correlates of War's list."""
    layout = Layout(
        needed=("code", "name", *_COW_START, *_COW_END),
        aliases={"code": ("ccode",), "name": ("statenme", "statename")},
        delimiter=delimiter_of(given),
        empty=NOT_GIVEN,
    )
    return read_lines(given, layout, refuse)


def _cow_spell(line: Line) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a spell of the Correlates of War."""
    return day_in(line, _COW_START, is_end=False), day_in(line, _COW_END, is_end=True)


_GW_COLUMNS = ("code", "abbreviation", "name", "start", "end")


def _gw_lines(given: Given, refuse: Refuse) -> Iterator[Line]:
    """Yield the lines of Gleditsch and Ward's list.

    Of five columns the order is always the same; whether a header stands above them, and what
    it calls them, is not.
    """
    layout = Layout(
        needed=("code", "name", "start", "end"),
        aliases={
            "code": ("statenumber", "gwcode", "gwno"),
            "name": ("statename", "country_name", "countryname"),
            "start": ("startdate",),
            "end": ("enddate",),
        },
        delimiter=delimiter_of(given),
        empty=NOT_GIVEN,
    )
    header = header_of(given, layout)
    if len(header) == len(_GW_COLUMNS):
        skipped = 0 if header[0].strip().isdecimal() else 1
        layout = replace(layout, columns=_GW_COLUMNS, skipped=skipped)
    return read_lines(given, layout, refuse)


def _gw_spell(line: Line) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a spell of Gleditsch and Ward."""
    return line.day("start", *_DAYS), line.day("end", *_DAYS)


SOURCE_COW_STATES = Source(
    name="cow-states",
    title="State System Membership of the Correlates of War",
    provider="the Correlates of War project",
    table=STATES,
    licence=COW_TERMS,
    citation="Correlates of War Project (2017): State System Membership List, v2016",
    start=FIRST_DAY,
    end=dt.date(2016, 12, 31),
    formats=(
        "CSV: stateabb, ccode, statenme, styear, stmonth, stday, endyear, endmonth, endday, "
        "version (states2016.csv)."
    ),
    reader=StateList(
        scheme=Scheme.COW, end=dt.date(2016, 12, 31), lines=_cow_lines, spell=_cow_spell
    ),
)

SOURCE_GW_STATES = Source(
    name="gw-states",
    title="Independent states by Gleditsch and Ward",
    provider="Kristian Skrede Gleditsch, Michael D. Ward",
    table=STATES,
    licence=Licence(
        name="to be cited",
        terms="Published without a licence; free to use with citation.",
        allows_rows=False,
        is_verified=False,
    ),
    citation=(
        "Kristian S. Gleditsch, Michael D. Ward (1999): A Revised List of Independent States "
        "since the Congress of Vienna, International Interactions 25, 393-413"
    ),
    start=FIRST_DAY,
    end=dt.date(2017, 12, 31),
    formats=(
        "Tab-separated text or CSV of five columns: number, abbreviation, name, first and last "
        "day (31:12:2017 or 2017-12-31); iisystem.dat, ksgmdw.txt. Give a file of microstates "
        "in the same call as the list that it adds to."
    ),
    reader=StateList(
        scheme=Scheme.GW, end=dt.date(2017, 12, 31), lines=_gw_lines, spell=_gw_spell
    ),
)
