"""Ideal points of states in the General Assembly, as estimated by Bailey, Strezhnev and Voeten.

Releases until 2020 have one estimate for each session, later ones several (of all votes, of
final passage) under longer names, and from July 2025 on for each calendar year. A year Y is then
given as the session that opened in it, Y - 1945.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence

from tocsin.errors import SourceError
from tocsin.model.records import IDEAL_POINTS
from tocsin.sources.base import Cell, Facts, Given, Refuse, Row, Source
from tocsin.sources.declared import choice, pass_over, spanned, year_of
from tocsin.sources.tabular import Layout, Line, delimiter_of, header_of, read_lines
from tocsin.sources.unga import MIT, session_in, year_of_session
from tocsin.sources.voters import STATE_ALIASES, Voters

_ENDINGS = {"all": ("", "all", "fp"), "final": ("fp",)}
"""Endings of the names of columns, in order of preference, by what the user wants."""


class IdealPoints:
    """Reads ideal points; an estimate that a release lacks is unknown."""

    def facts(self, given: Given) -> Facts:
        """Return the years with an estimate: the last years of some releases have none."""
        layout, ending = _layout(given)
        years = []
        for line in read_lines(given, layout, pass_over):
            with contextlib.suppress(SourceError):
                if line.real("point") is not None:
                    years.append(_session(line)[1])
        return spanned(years, edition="final passage" if ending == "fp" else "")

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield the ideal points."""
        layout, _ = _layout(given)
        voters = Voters()
        for line in read_lines(given, layout, refuse):
            try:
                cells = _cells(line, voters)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(line.number, cells)


def _cells(line: Line, voters: Voters) -> tuple[Cell, ...]:
    """Return the cells of one estimate."""
    session, year = _session(line)
    point, low, high = (line.real(column) for column in ("point", "low", "high"))
    state = voters.state(line, dt.date(year, 12, 31))
    return state, session, year, point, low, high, line.whole("votes")


def _session(line: Line) -> tuple[int, int]:
    """Return the session and the year of a line, by whichever of them the file has."""
    if line.has("year"):
        year = year_of(line, "year")
        return year - year_of_session(0), year
    session = session_in(line)
    if session is None:
        raise line.misfit("session", "", "a session")
    return session, year_of_session(session)


def _layout(given: Given) -> tuple[Layout, str]:
    """Return how a file is written, and which of its estimates is taken.

    Raises:
        SourceError: It has no estimate of the wanted kind.
    """
    delimiter = delimiter_of(given)
    header = header_of(given, Layout(needed=(), aliases={}, delimiter=delimiter))
    ending = _ending(given, header)
    aliases = {
        **STATE_ALIASES,
        "session": ("session", "year"),
        "point": (f"idealpoint{ending}",),
        "votes": (f"nvotes{ending}",),
        "low": _quantile(5, ending),
        "high": _quantile(95, ending),
    }
    layout = Layout(
        needed=("country", "session", "point"),
        aliases=aliases,
        delimiter=delimiter,
        empty=frozenset({"NA", "NaN", "."}),
    )
    return layout, ending


def _ending(given: Given, header: Sequence[str]) -> str:
    """Return the ending of the columns with the wanted estimate."""
    wanted = choice(given, "points", tuple(_ENDINGS), "all")
    names = {cell.strip().lower() for cell in header}
    for ending in _ENDINGS[wanted]:
        if f"idealpoint{ending}" in names:
            return ending
    expected = " or ".join(f"IdealPoint{ending}" for ending in _ENDINGS[wanted])
    message = (
        f"{given.name}, line 1: no column with ideal points; {expected} is expected, found "
        f"{', '.join(header)[:200] or 'nothing'}."
    )
    raise SourceError(message, subject=given.name, line=1, column="IdealPoint")


def _quantile(percent: int, ending: str) -> tuple[str, ...]:
    """Return the names under which releases give a quantile: `Q5%`, `Q5%All`, `q5all`."""
    return f"q{percent}%{ending}", f"q{percent}{ending}", f"q{percent}.{ending}"


SOURCE_UNGA_IDEAL_POINTS = Source(
    name="unga-ideal-points",
    title="Ideal points of states in the United Nations General Assembly",
    provider="Michael Bailey, Anton Strezhnev, Erik Voeten",
    table=IDEAL_POINTS,
    licence=MIT,
    citation=(
        "Michael A. Bailey, Anton Strezhnev, Erik Voeten (2017): Estimating Dynamic State "
        "Preferences from United Nations Voting Data, Journal of Conflict Resolution 61(2), "
        "430-456; data: Harvard Dataverse, doi:10.7910/DVN/LEJUQZ"
    ),
    start=dt.date(1946, 1, 1),
    end=None,
    formats=(
        "CSV or tab-separated text, UTF-8 or Latin-1: ccode or iso3c or Countryname, session or "
        "year, IdealPoint (IdealPointAll, IdealPointFP), quantiles where there are any."
    ),
    reader=IdealPoints(),
    options={
        "points": "all or final: estimates from all votes (else) or from final passage only."
    },
)
