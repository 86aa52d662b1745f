"""Alliances between states: ATOP by directed dyad and year, the Correlates of War by dyad."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.errors import SourceError
from tocsin.model.records import ALLIANCES
from tocsin.sources.base import Cell, Facts, Given, Licence, Refuse, Row, Source
from tocsin.sources.cow import COW_TERMS, NOT_GIVEN, day_in, numbered_state
from tocsin.sources.declared import first_day, last_day, pass_over, spanned, year_of
from tocsin.sources.parties import Parties
from tocsin.sources.tabular import Layout, Line, delimiter_of, read_lines

ATOP_YEARS = (1815, 2018)
"""First and last year that ATOP 5.1 covers."""

COW_YEARS = (1816, 2012)
"""First and last year that version 4.1 of the Correlates of War's alliances covers."""

_SIDES = ("ccode1", "ccode2")
_OWED = ("defense", "offense", "neutrality", "nonaggression", "consultation")
_START = ("dyad_st_year", "dyad_st_month", "dyad_st_day")
_END = ("dyad_end_year", "dyad_end_month", "dyad_end_day")


class Atop:
    """Reads ATOP's directed dyad-years, as published or under the names of peacesciencer.

    A row says what its first state owes the second in a year. Copies of the data go on with
    zeros for years that nobody coded: a year after 2018 counts as covered only up to the last
    one in which anybody owes anything, and rows of later years do not fit.
    """

    def facts(self, given: Given) -> Facts:
        """Return the years that the file covers."""
        years = _atop_years(given)
        return spanned(years) if years[0] <= years[1] else Facts()

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each directed dyad and year."""
        _, last = _atop_years(given)
        parties = Parties()
        for line in read_lines(given, _atop_layout(given), refuse):
            try:
                cells = _atop_cells(line, parties, last)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(line.number, cells)


def _atop_cells(line: Line, parties: Parties, last: int) -> tuple[Cell, ...]:
    """Return the cells of a dyad and year; `last` is the last year that was coded."""
    year = year_of(line, "year")
    if year > last:
        expected = f"a year up to {last} (in none after it does anybody owe anything)"
        raise line.misfit("year", str(year), expected)
    day = first_day(year)
    source, target = (numbered_state(line, column, parties, day) for column in _SIDES)
    owed = tuple(line.flag(column) for column in _OWED)
    is_open = year == last and any(owed)
    return "", source, target, day, last_day(year), None, is_open, *owed


def _atop_years(given: Given) -> tuple[int, int]:
    """Return the first year in a file and the last that was coded; 1 and 0 for no rows."""
    years, coded = set[int](), set[int]()
    for line in read_lines(given, _atop_layout(given), pass_over):
        try:
            year = year_of(line, "year")
            is_owed = any(line.flag(column) for column in _OWED)
        except SourceError:
            continue
        years.add(year)
        if is_owed or year <= ATOP_YEARS[1]:
            coded.add(year)
    return (min(years), max(coded)) if coded else (1, 0)


def _atop_layout(given: Given) -> Layout:
    """Return how a file of ATOP is written."""
    aliases = {
        "ccode1": ("statea",),
        "ccode2": ("stateb",),
        "defense": ("atop_defense",),
        "offense": ("atop_offense",),
        "neutrality": ("atop_neutral", "neutral"),
        "nonaggression": ("atop_nonagg", "nonagg"),
        "consultation": ("atop_consul", "consul"),
    }
    return Layout(
        needed=(*_SIDES, "year", *_OWED),
        aliases=aliases,
        delimiter=delimiter_of(given),
        empty=NOT_GIVEN,
    )


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file of the Correlates of War's alliances shows as a whole.

    Attributes:
        is_directed: Whether pacts stand in it both ways round.
        is_yearly: Whether a row is a year of a pact.
        years: Years in it, of a yearly file those of its rows.
        version: Its version, such as 4.1.
    """

    is_directed: bool
    is_yearly: bool
    years: frozenset[int]
    version: str


class CowAlliances:
    """Reads the alliances of the Correlates of War by dyad, by directed dyad, and yearly.

    The headers of directed and undirected files are alike; a file is undirected if no pact
    stands in it both ways round, and then both directions are given. A pact with an unknown day
    or month lasts as long as it may have. One without end, or marked so, was in force when the
    data end.
    """

    def facts(self, given: Given) -> Facts:
        """Return the version and coverage: of a yearly file its years, else as published."""
        survey = survey_of(given)
        if survey.is_yearly:
            return spanned(survey.years, edition=survey.version)
        return spanned({*COW_YEARS, *survey.years}, edition=survey.version)

    def rows(self, given: Given, refuse: Refuse) -> Iterator[Row]:
        """Yield a row for each direction of a pact; of a yearly file for each year of it."""
        survey = survey_of(given)
        parties = Parties()
        for line in read_lines(given, _cow_layout(given), refuse):
            try:
                alliance, source, target, *rest = _pact(line, survey, parties)
            except SourceError as error:
                refuse(error)
                continue
            yield Row(line.number, (alliance, source, target, *rest))
            if not survey.is_directed:
                yield Row(line.number, (alliance, target, source, *rest))


def _pact(line: Line, survey: Survey, parties: Parties) -> tuple[Cell, ...]:
    """Return the cells of the direction that a line names first."""
    number = line.whole("version4id")
    start, end = day_in(line, _START, is_end=False), day_in(line, _END, is_end=True)
    if number is None or start is None:
        raise line.misfit("version4id" if number is None else _START[0], "", "a number")
    if end is not None and end < start:
        raise line.misfit(_END[0], str(end), f"a day from {start} on")
    source, target = (numbered_state(line, column, parties, start) for column in _SIDES)
    is_left, is_right = line.flag("left_censor"), bool(line.flag("right_censor")) or end is None
    if survey.is_yearly:
        year = year_of(line, "year")
        is_left, is_right = (
            is_left and year == start.year,
            is_right and year == max(survey.years),
        )
        start, end = max(start, first_day(year)), min(end or dt.date.max, last_day(year))
        if end < start:
            raise line.misfit("year", str(year), "a year of the pact")
    words = ("defense", "neutrality", "nonaggression", "entente")
    defense, *others = (line.flag(column) for column in words)
    last = None if is_right else end
    return str(number), source, target, start, last, is_left, is_right, defense, None, *others


def survey_of(given: Given) -> Survey:
    """Return what a file shows as a whole; its pacts, not its rows, are kept in mind."""
    layout = _cow_layout(given)
    pacts = set[tuple[str | None, str | None, str | None]]()
    years = set[int]()
    version, is_yearly = "", False
    for line in read_lines(given, layout, pass_over):
        is_yearly = line.has("year")
        pacts.add((line.text("version4id"), line.text("ccode1"), line.text("ccode2")))
        version = version or line.text("version") or ""
        years |= _years_in(line, ("year",) if is_yearly else (_START[0], _END[0]))
    is_directed = any(
        one != other and (pact, other, one) in pacts for pact, one, other in pacts
    )
    return Survey(is_directed, is_yearly, frozenset(years), version)


def _years_in(line: Line, columns: tuple[str, ...]) -> set[int]:
    """Return the years in some cells of a line; those that hold none are refused later."""
    try:
        return {year_of(line, column) for column in columns if line.text(column)}
    except SourceError:
        return set()


def _cow_layout(given: Given) -> Layout:
    """Return how a file of the Correlates of War's alliances is written."""
    needed = (
        "version4id", *_SIDES, *_START, *_END, "defense", "neutrality", "nonaggression", "entente"
    )  # fmt: skip
    return Layout(
        needed=needed,
        aliases={"version4id": ("version4.1id",)},
        delimiter=delimiter_of(given),
        empty=NOT_GIVEN,
    )


SOURCE_ATOP = Source(
    name="atop",
    title="Alliance Treaty Obligations and Provisions 5.1",
    provider="Brett Ashley Leeds and others, Rice University",
    table=ALLIANCES,
    licence=Licence(
        name="to be cited",
        terms="Free to use with citation; whether rows may be handed on was not read anywhere.",
        allows_rows=False,
        is_verified=False,
    ),
    citation=(
        "Brett Ashley Leeds, Jeffrey M. Ritter, Sara McLaughlin Mitchell, Andrew G. Long (2002): "
        "Alliance Treaty Obligations and Provisions, 1815-1944, International Interactions 28, "
        "237-260; version 5.1"
    ),
    start=first_day(ATOP_YEARS[0]),
    end=last_day(ATOP_YEARS[1]),
    formats=(
        "CSV by directed dyad and year: ccode1, ccode2 (stateA, stateB), year, and defense, "
        "offense, neutral, nonagg, consul, with or without atop_ before them."
    ),
    reader=Atop(),
)

SOURCE_COW_ALLIANCES = Source(
    name="cow-alliances",
    title="Formal Alliances 4.1 of the Correlates of War",
    provider="Douglas Gibler, the Correlates of War project",
    table=ALLIANCES,
    licence=COW_TERMS,
    citation=(
        "Douglas M. Gibler (2009): International Military Alliances, 1648-2008, CQ Press; "
        "Correlates of War Formal Alliances, version 4.1"
    ),
    start=first_day(COW_YEARS[0]),
    end=last_day(COW_YEARS[1]),
    formats=(
        "CSV by dyad, by directed dyad, or either by year (alliance_v4.1_by_dyad.csv and the "
        "like). Only the header was at hand when this reader was written, no rows."
    ),
    reader=CowAlliances(),
)
