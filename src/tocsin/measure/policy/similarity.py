"""Policy similarity of two states: alliance portfolios, UN votes, ideal points.

What is alike in alliances is the whole portfolio, not the tie between the two: each value says
how strong that tie is, and how many states neither is tied to.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tocsin.measure.base import Family, Method
from tocsin.measure.policy.portfolios import (
    Portfolios,
    alignment,
    joint_table,
    kendall_tau_b,
    portfolios_of,
    s_score,
    scotts_pi,
    tie_level,
    weighted_kappa,
)
from tocsin.measure.policy.votes import AGREEMENT, DISTANCE, agreement_values, distance_values
from tocsin.measure.spans import unknown
from tocsin.measure.yearly import NAN, Desk, Figure, days_of, feeds_of, years_of
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.model.series import Counts, Flags, Flows, Numbers, Texts, Ties
from tocsin.store.base import View

FAMILY_NAME = "similarity"
WEIGHTS = "cinc"
"""Series of a generic table that weighs states in S: shares of the capabilities of all."""

_FEW = 20
"""Fewer states than the system ever had: COW begins with 23 in 1816 (COW state list, U)."""
_UNWEIGHTED = 0.1
"""Share of states without a weight above which a weighted S is unknown."""
_TELLING = 5
"""Ties to name beneath a value."""
_UNDEFINED = "not defined where a portfolio has one level of tie only"
_LEVELS = ("none", "non-aggression", "neutrality or consultation", "defence or offence")


def s_squared(joint: Numbers) -> Numbers:
    """Return S with squared distances; see `s_score`."""
    return s_score(joint, squared=True)


def weighted_s(first: Counts, second: Counts, weights: Numbers) -> Numbers:
    """Return S with states weighted, as by their share of the system's capabilities.

    `s_score` over the table of weights: in [-1, 1], unknown where a weight is.

    References: Signorino & Ritter (1999), table 6; Singer, Bremer & Stuckey (1972) for CINC.
    """
    return s_score(joint_table(first, second, weights))


_PLAIN = (
    Method(name="s", title="S of alliances", unit="1", formula=s_score),
    Method(name="s_squared", title="S of alliances, squared", unit="1", formula=s_squared),
    Method(name="kappa", title="Weighted kappa of alliances", unit="1", formula=weighted_kappa),
    Method(name="pi", title="Scott's pi of alliances", unit="1", formula=scotts_pi),
    Method(name="alignment", title="S beyond chance", unit="1", formula=alignment),
    Method(name="tau_b", title="Tau-b of alliances", unit="1", formula=kendall_tau_b),
)
_WEIGHTED = Method(
    name="s_weighted", title="S of alliances, by capabilities", unit="1", formula=weighted_s
)
_TIE = Method(name="alliance_tie", title="Alliance tie", unit="level", formula=tie_level)
_ALLIED = (_TIE, *_PLAIN, _WEIGHTED)


def similarity(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return the measures of similarity of two states by year and over the period.

    Each source of alliances, votes and ideal points is measured apart. The value of a period is
    the mean of its known years for portfolios and ideal points, and that of all roll calls for
    votes. Years outside of a source's coverage, or that had not ended on the last day, are
    unknown.
    """
    return (
        *_alliances(view, question),
        *agreement_values(view, question, FAMILY_NAME),
        *distance_values(view, question, FAMILY_NAME),
    )


def _alliances(view: View, question: Question) -> Iterator[IndexValue]:
    """Yield the likeness of alliance portfolios, feed by feed."""
    feeds = feeds_of(view, question, "alliances")
    if not feeds:
        why = "unknown, not zero: the store has no alliances of a source that was asked for"
        period = (question.since, question.until)
        yield from unknown(FAMILY_NAME, _ALLIED, question.dyad, period, why)
        return
    years = years_of(question)
    own = view.ties(*days_of(years), states=question.dyad)
    found = own if _all_are_whole(own, feeds) else view.ties(*days_of(years))
    for coverage in feeds:
        about = question.dyad
        desk = Desk(family=FAMILY_NAME, coverage=coverage, question=question, about=about)
        portfolios = portfolios_of(found, coverage.source, question.dyad, years)
        yield from _of_feed(_Reading.of(desk, portfolios), view)


def _all_are_whole(ties: Ties, feeds: tuple[Coverage, ...]) -> bool:
    """Return whether the ties of two states alone show all states of each feed.

    They do where a feed says of a pair that it has no tie; one that lists only ties shows its
    states in the ties of all.
    """
    whole = set(ties.feed[ties.level == 0].tolist())
    return all(one.source in whole for one in feeds)


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """Portfolios of one feed with what is told of each year: where tie and likeness are known."""

    desk: Desk
    portfolios: Portfolios
    tied: Flags
    known: Flags
    rows: tuple[DataRows, ...]
    notes: tuple[str, ...]
    whys: tuple[str, ...]

    @classmethod
    def of(cls, desk: Desk, portfolios: Portfolios) -> "_Reading":
        """Return the reading of portfolios."""
        is_open = np.array([not desk.gap(year) for year in portfolios.years], np.bool_)
        known = portfolios.comparable & is_open
        places = range(len(portfolios.years))
        return cls(
            desk,
            portfolios,
            portfolios.present & is_open,
            known,
            tuple(_rows(desk, portfolios, at) for at in places),
            tuple(_note(portfolios, at) if known[at] else "" for at in places),
            tuple("" if known[at] else _why(desk, portfolios, at) for at in places),
        )


def _of_feed(reading: _Reading, view: View) -> Iterator[IndexValue]:
    """Yield every measure of the portfolios of one feed, the tie itself first."""
    dyad = reading.desk.question.dyad
    ways = (dyad, (dyad[1], dyad[0]))
    for parties, tie in zip(ways, reading.portfolios.ties, strict=True):
        yield from _tie_values(reading, parties, np.where(reading.tied, tie, np.nan))
    joint = reading.portfolios.joint()
    for method in _PLAIN:
        yield from _values(reading, method, np.asarray(method.formula(joint), float))
    yield from _weighted_values(reading, view)


def _tie_values(
    reading: _Reading, parties: tuple[str, str], tie: Numbers
) -> Iterator[IndexValue]:
    """Yield the tie of one state to another by year, and its mean."""
    desk, portfolios = reading.desk, reading.portfolios
    for at, year in enumerate(portfolios.years):
        told = "" if np.isnan(tie[at]) else f"{tie[at]:.0f}: {_LEVELS[int(tie[at])]}"
        rows, why = (reading.rows[at],), reading.whys[at]
        figure = Figure(value=tie[at], n=1, rows=rows, note=told, why=why)
        yield desk.of_year(_TIE, parties, year, figure)
    yield from desk.of_period(_TIE, parties, _mean(reading, tie))


def _values(
    reading: _Reading,
    method: Method,
    numbers: Numbers,
    *,
    below: tuple[DataRows, ...] = (),
    told: tuple[str, ...] = (),
) -> Iterator[IndexValue]:
    """Yield a measure of portfolios by year, and its mean."""
    desk, portfolios = reading.desk, reading.portfolios
    dyad, states = desk.question.dyad, portfolios.members.sum(axis=1).tolist()
    shown = np.where(reading.known, numbers, np.nan)
    for at, year in enumerate(portfolios.years):
        more = told[at] if told else ""
        figure = Figure(
            value=shown[at],
            n=states[at],
            rows=(reading.rows[at], *below),
            note="; ".join(part for part in (reading.notes[at], more) if part),
            why=reading.whys[at] or f"unknown: {more or _UNDEFINED}",
        )
        yield desk.of_year(method, dyad, year, figure)
    yield from desk.of_period(method, dyad, _mean(reading, shown, below=below))


def _mean(reading: _Reading, numbers: Numbers, *, below: tuple[DataRows, ...] = ()) -> Figure:
    """Return the mean of a measure over the years in which it is known."""
    portfolios, known = reading.portfolios, ~np.isnan(numbers)
    years = [year for year, is_in in zip(portfolios.years, known, strict=True) if is_in]
    if not years:
        whys = dict.fromkeys(one for one in reading.whys if one)
        return Figure(value=NAN, why=next(iter(whys), "unknown: in no year is it defined"))
    forth, back = (float(tie[known].mean()) for tie in portfolios.ties)
    first, second = portfolios.dyad
    count = int(portfolios.rows[known].sum())
    told = f"mean of {len(years)} years, {years[0]} to {years[-1]}"
    return Figure(
        value=float(numbers[known].mean()), n=len(years),
        rows=(reading.desk.rows(portfolios.dyad, portfolios.years, count), *below),
        note=f"{told}; the tie itself: mean level {forth:.3g} from {first} to {second}, "
             f"{back:.3g} from {second} to {first}; likeness of portfolios is no alignment",
    )  # fmt: skip


def _note(portfolios: Portfolios, at: int) -> str:
    """Return what must stand beside a likeness of portfolios: the tie, and what makes it high."""
    first, second = portfolios.dyad
    forth, back = (int(tie[at]) for tie in portfolios.ties)
    members = portfolios.members[at]
    states = int(members.sum())
    free = (portfolios.levels[0][at] == 0) & (portfolios.levels[1][at] == 0) & members
    if forth == back:
        tie = f"{forth} ({_LEVELS[forth]}) both ways"
    else:
        tie = f"{forth} ({_LEVELS[forth]}) from {first} to {second}, "
        tie += f"{back} ({_LEVELS[back]}) from {second} to {first}"
    parts = [
        f"over {states} states",
        f"the tie itself: {tie}",
        f"neither is tied to {int(free.sum())} of them, which counts as likeness, not alignment",
    ]
    if states < _FEW:
        parts.append("so few states are no whole system, over which it may be quite another")
    return "; ".join(parts)


def _why(desk: Desk, portfolios: Portfolios, at: int) -> str:
    """Return why the portfolios of a year are unknown."""
    year, feed = portfolios.years[at], desk.coverage.source
    places = zip(portfolios.dyad, portfolios.places, strict=True)
    absent = [state for state, place in places if not portfolios.members[at, place]]
    if gap := desk.gap(year):
        return gap
    if absent:
        return f"unknown: {' and '.join(absent)} not among the states of {feed} in {year}"
    return f"unknown: {feed} has no third state in {year}"


def _rows(desk: Desk, portfolios: Portfolios, at: int) -> DataRows:
    """Return the rows of a year, those named first on which the two differ most."""
    year, (first, second) = portfolios.years[at], portfolios.places
    mine, theirs = portfolios.levels[0][at], portfolios.levels[1][at]
    apart = np.abs(mine - theirs)
    order = np.argsort(-apart, kind="stable")[:_TELLING].tolist()
    named = [(0, second), (1, first)]
    named += [(int(theirs[one] > mine[one]), one) for one in order if apart[one] > 0]
    pairs = dict.fromkeys(
        (portfolios.dyad[side], portfolios.states[place])
        for side, place in named
        if portfolios.states[place] != portfolios.dyad[side]
    )
    keys = tuple(f"{source} {target} {year}" for source, target in pairs)[:_TELLING]
    years, count = range(year, year + 1), int(portfolios.rows[at])
    return desk.rows(portfolios.dyad, years, count, keys)


def _weighted_values(reading: _Reading, view: View) -> Iterator[IndexValue]:
    """Yield S by capabilities, unknown where the store has none."""
    question, portfolios = reading.desk.question, reading.portfolios
    feeds, sizes = view.coverage("values"), [0]
    if feeds:
        days = days_of(portfolios.years)
        found = view.flows(portfolios.states, *days, series=WEIGHTS)
        sizes = [int(np.sum(found.feed == one.source)) for one in feeds]
    if not any(sizes):
        why = f"unknown: it needs the series {WEIGHTS!r} of a generic table for all states"
        period = (question.since, question.until)
        yield from unknown(FAMILY_NAME, (_WEIGHTED,), question.dyad, period, why)
        return
    coverage = feeds[int(np.argmax(sizes))]
    weights = _weights(found, coverage, portfolios)
    yield from _weighted_by(reading, coverage, weights)


def _weights(found: Flows, coverage: Coverage, portfolios: Portfolios) -> Numbers:
    """Return the weight of each state by year, not-a-number where unknown."""
    weights = np.full(portfolios.members.shape, np.nan)
    place = {state: at for at, state in enumerate(portfolios.states)}
    cells = (found.feed, found.year.tolist(), found.source, found.target, found.value)
    for feed, year, state, other, value in zip(*cells, strict=True):
        if feed == coverage.source and not other and state in place:
            weights[year - portfolios.years[0], place[state]] = value
    for at, year in enumerate(portfolios.years):
        if coverage.of(*days_of(range(year, year + 1))) is Cover.NONE:
            weights[at] = np.nan
    weights[weights < 0] = np.nan
    return weights


def _weighted_by(
    reading: _Reading, coverage: Coverage, weights: Numbers
) -> Iterator[IndexValue]:
    """Yield S with the weights of one feed."""
    portfolios, question = reading.portfolios, reading.desk.question
    lacking = portfolios.members & np.isnan(weights)
    count, states = lacking.sum(axis=1), portfolios.members.sum(axis=1)
    is_thin = (count > _UNWEIGHTED * states) | lacking[:, list(portfolios.places)].any(axis=1)
    numbers = s_score(portfolios.joint(np.where(lacking, 0.0, weights)))
    told = tuple(
        _told(f"{WEIGHTS} of {coverage.source}", np.array(portfolios.states, object)[line])
        for line in lacking
    )
    desk = Desk(family=FAMILY_NAME, coverage=coverage, question=question)
    rows = desk.rows(portfolios.dyad, portfolios.years, int(np.sum(~np.isnan(weights))))
    thin = np.where(is_thin, np.nan, numbers)
    yield from _values(reading, _WEIGHTED, thin, below=(rows,), told=told)


def _told(series: str, lacking: Texts) -> str:
    """Return what to say of the states that have no weight and are left out."""
    if not len(lacking):
        return f"by {series}"
    named = ", ".join(lacking[:_TELLING]) + (" and others" if len(lacking) > _TELLING else "")
    return f"{series} has no weight for {len(lacking)} states, which are left out: {named}"


FAMILY = Family(
    name=FAMILY_NAME,
    title="Policy similarity",
    methods=(*_ALLIED, AGREEMENT, DISTANCE),
    tables=("alliances", "votes", "roll_calls", "ideal_points", "values"),
    values=similarity,
)
