"""The United Nations General Assembly: votes, roll calls and ideal points.

Two families of files are read. Those of the R package unvotes name the voter and its ISO code and
hold only votes that were cast; those of Voeten number the voter after the Correlates of War and
hold absences and states that were no members, too.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter

from tocsin.errors import SourceError
from tocsin.model.ids import ActorId
from tocsin.model.records import ROLL_CALLS, VOTES
from tocsin.sources.base import Cell, Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.declared import declared_coverage, pass_over, spanned
from tocsin.sources.tabular import Layout, Line, delimiter_of, header_of, read_lines
from tocsin.sources.voters import STATE_ALIASES, STATE_COLUMNS, Voters

FIRST_SESSION_YEAR = 1946
"""Session 1 opened in January 1946; in these data session s stands for the year 1945 + s."""

MIT = Licence(
    name="MIT",
    terms="The repositories of unvotes and of Voeten's data are under the MIT licence; cite them.",
    allows_rows=True,
    is_verified=True,
)

_DAYS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%d%b%Y")

_VOTES = {
    "yes": "yes",
    "abstain": "abstain",
    "no": "no",
    "absent": "absent",
    "not_member": "not_member",
    "1": "yes",
    "2": "abstain",
    "3": "no",
    "8": "absent",
    "9": "not_member",
}


def year_of_session(session: int) -> int:
    """Return the year for which a session stands: 2019 for 74, with its votes of January 2020."""
    return FIRST_SESSION_YEAR - 1 + session


def session_in(line: Line) -> int | None:
    """Return the session in a line; `70.0` is one.

    Raises:
        SourceError: It is no whole number from 1 to 999.
    """
    session = line.whole("session")
    if session is not None and not 1 <= session <= 999:
        raise line.misfit("session", str(session), "a session from 1 on")
    return session


@dataclass(frozen=True, slots=True)
class Moment:
    """When a vote was, as far as a file says so.

    Attributes:
        session: Its session.
        day: Its day.
        about: A day in its session, to find states by, where the day is unknown.
    """

    session: int | None
    day: dt.date | None
    about: dt.date | None


def moment_of(line: Line) -> Moment:
    """Return when the vote of a line was.

    Raises:
        SourceError: The session is no number or the day no day.
    """
    session, day = session_in(line), line.day("date", *_DAYS)
    about = day
    if day is None and session is not None:
        # Sessions open in September; most votes are cast in December.
        about = dt.date(year_of_session(session), 12, 1)
    return Moment(session, day, about)


def covered(lines: Iterator[Line]) -> Facts:
    """Return what the votes of some lines cover: to the last day where days are known."""
    years, days, known = set[int](), set[dt.date](), set[object]()
    first = next(lines, None)
    if first is None or not first.places(*_WHEN):
        return Facts()
    when = itemgetter(*first.places(*_WHEN))
    for line in chain((first,), lines):
        key = when(line.cells)
        if key in known:
            continue
        known.add(key)
        with contextlib.suppress(SourceError):
            moment = moment_of(line)
            years |= {year_of_session(moment.session)} if moment.session else set()
            days |= {moment.day} if moment.day else set()
    return Facts(start=min(days), end=max(days)) if days else spanned(years)


_WHEN = ("session", "date")


class Votes:
    """Reads who voted how.

    `NA` in a country code is Namibia. A state that is numbered but did not exist on the day is
    "not a member" of anything and gives no row: Voeten's files have Germany under three numbers
    in every year, of which one votes. Where a file has neither days nor sessions, the admission
    of those that voted says after which day a roll call was, and so which Yugoslavia voted.
    """

    def facts(self, given: Given) -> Facts:
        """Return what the rows cover; where they do not say when, what the user says.

        Else it is unknown: an extract of a few sessions looks like the whole file.
        """
        start, end = declared_coverage(given)
        shown = covered(read_lines(given, _vote_layout(given), pass_over))
        return Facts(
            start=start or shown.start,
            end=end or shown.end,
        )

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield the votes; those that only a whole roll call can date come last."""
        lines = read_lines(given, _vote_layout(given), refuse)
        first = next(lines, None)
        if first is None:
            return
        tally = _Tally(first)
        for line in chain((first,), lines, tally.held()):
            try:
                cells = tally.vote(line)
            except SourceError as error:
                refuse(error)
                continue
            if cells is not None:
                yield Row(line.number, cells)


UNVOTES_SPAN = Facts(start=dt.date(1946, 1, 1), end=dt.date(2020, 1, 14))
"""What unvotes 0.3.0 covers, whose votes do not say when they were cast."""


def _vote_layout(given: Given) -> Layout:
    """Return how a file of votes is written; beside two-letter codes NA is no missing value."""
    layout = Layout(
        needed=("rcid", "vote", "country"),
        aliases=STATE_ALIASES,
        delimiter=delimiter_of(given),
    )
    names = {cell.strip().lower() for cell in header_of(given, layout)}
    has_namibia = names & set(STATE_ALIASES["iso2"])
    return layout if has_namibia else replace(layout, empty=frozenset({"NA"}))


@dataclass(slots=True)
class _Call:
    """A roll call.

    Attributes:
        number: Its number.
        moment: When it was.
        month: Its month, by which what depends on the day is remembered: there are thousands of
            days, and none on which the assembly voted lies in a month in which a number changed
            hands.
        joined: When the last of those that voted joined the United Nations.
    """

    number: str
    moment: Moment
    month: tuple[int, int] | None
    joined: dt.date = dt.date.min


_Vote = tuple[ActorId, str] | None
_NEW: _Vote = (ActorId(""), "")


class _Tally:
    """Makes votes of the lines of a file, each different one worked out once.

    Nine tenths of the time of a plain reading went into cells that had been seen before.
    """

    def __init__(self, first: Line) -> None:
        self._voters = Voters()
        self._has_days = bool(first.places(*_WHEN))
        self._when = itemgetter(*first.places("rcid", *_WHEN))
        self._who = itemgetter(*first.places(*STATE_COLUMNS, "vote"))
        self._calls: dict[object, _Call] = {}
        self._votes: dict[object, tuple[ActorId, str, dt.date]] = {}
        self._dated: dict[object, _Vote] = {}
        self._held: list[Line] = []
        self._is_over = False

    def held(self) -> Iterator[Line]:
        """Yield the lines that were held back until all roll calls were read."""
        self._is_over = True
        yield from self._held

    def vote(self, line: Line) -> tuple[Cell, ...] | None:
        """Return the cells of a vote.

        None for a state that was none on the day, and for a line that is held back.

        Raises:
            SourceError: A cell does not fit.
        """
        when, who = self._when(line.cells), self._who(line.cells)
        call = self._calls.get(when)
        if call is None:
            call = self._calls[when] = _call(line)
        known = self._votes.get(who)
        if known is not None:
            state, word, joined = known
            call.joined = max(call.joined, joined)
            return call.number, state, word, call.moment.session, call.moment.day
        vote = self._dated.get((who, call.month), _NEW) if self._has_days else _NEW
        if vote is _NEW:
            vote = self._worked_out(line, who, call)
        return vote and (call.number, *vote, call.moment.session, call.moment.day)

    def _worked_out(self, line: Line, who: object, call: _Call) -> _Vote:
        """Return who voted how; it is kept for all days or for the month."""
        word, voter, about = _word(line), self._voters.voter(line), call.moment.about
        if word != "not_member" and not voter.is_dated:
            state = self._voters.state(line, about)
            self._votes[who] = (state, word, voter.joined)
            call.joined = max(call.joined, voter.joined)
            return state, word
        if not self._has_days:
            if not self._is_over and len(self._held) < MOST_HELD:
                self._held.append(line)
                return None
            about = None if call.joined == dt.date.min else call.joined
        is_there = word != "not_member" or self._voters.was_state(line, about)
        vote = (self._voters.state(line, about), word) if is_there else None
        if self._has_days:
            self._dated[who, call.month] = vote
        return vote


MOST_HELD = 200_000
"""Lines that are held back at most; unvotes has 4,000 of Yugoslavia."""


def _call(line: Line) -> _Call:
    """Return the roll call that a line is about."""
    moment = moment_of(line)
    about = moment.about
    month = None if about is None else (about.year, about.month)
    return _Call(_number(line), moment, month)


def _number(line: Line) -> str:
    """Return the number of a roll call as text: `5394` for `5394.0`."""
    line.needed("rcid")
    return str(line.whole("rcid"))


def _word(line: Line) -> str:
    """Return the vote in a line as a word."""
    text = line.needed("vote")
    word = _VOTES.get(text.lower().removesuffix(".0"))
    if word is None:
        raise line.misfit("vote", text, "yes, abstain or no, or one of 1, 2, 3, 8 and 9")
    return word


class RollCalls:
    """Reads what was voted on, and when."""

    def facts(self, given: Given) -> Facts:
        """Return the days that the roll calls span."""
        return covered(read_lines(given, _call_layout(given), pass_over))

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield the roll calls."""
        for line in read_lines(given, _call_layout(given), refuse):
            try:
                moment = moment_of(line)
                call, is_important = _number(line), line.flag("importantvote")
            except SourceError as error:
                refuse(error)
                continue
            words = (line.text("unres"), line.text("short"), line.text("descr"))
            cells = (call, moment.session, moment.day, is_important, *words)
            yield Row(line.number, cells)


def _call_layout(given: Given) -> Layout:
    """Return how a file of roll calls is written."""
    needed = ("rcid", "session", "date")
    return Layout(
        needed=needed,
        aliases={"importantvote": ("important_vote",)},
        delimiter=delimiter_of(given),
        empty=frozenset({"NA"}),
    )


_CITATION = (
    "Erik Voeten, Anton Strezhnev, Michael Bailey (2009): United Nations General Assembly Voting "
    "Data, Harvard Dataverse, hdl:1902.1/12379; David Robinson, Nicholas Goguen-Compagnoni "
    "(2021): unvotes, R package version 0.3.0"
)

SOURCE_UNGA_VOTES = Source(
    name="unga-votes",
    title="Votes in the United Nations General Assembly",
    provider="Erik Voeten and others; the R package unvotes",
    table=VOTES,
    licence=MIT,
    citation=_CITATION,
    start=UNVOTES_SPAN.start,
    end=None,
    formats=(
        "CSV of unvotes (rcid, country, country_code, vote), or Voeten's raw votes (rcid, ccode, "
        "vote as 1, 2, 3, 8 or 9, session, date)."
    ),
    reader=Votes(),
    options={
        "start": "First day covered, of a file without days and sessions; else unknown.",
        "end": "Last day covered, of such a file; else unknown. unvotes 0.3.0 ends on 2020-01-14.",
    },
)

SOURCE_UNGA_ROLL_CALLS = Source(
    name="unga-roll-calls",
    title="Roll calls of the United Nations General Assembly",
    provider="Erik Voeten and others; the R package unvotes",
    table=ROLL_CALLS,
    licence=MIT,
    citation=_CITATION,
    start=dt.date(1946, 1, 1),
    end=None,
    formats="CSV of unvotes (rcid, session, importantvote, date, unres, amend, para, short, descr).",
    reader=RollCalls(),
)
