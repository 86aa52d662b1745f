"""Likeness of two states in the UN General Assembly: votes alike, and ideal points apart.

A session belongs to the year in which it opened, 1945 + session: session 74 has votes of January
2020 and belongs to 2019.
"""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from tocsin.measure.base import Method
from tocsin.measure.intervals import Interval, Z, wilson
from tocsin.measure.spans import unknown
from tocsin.measure.yearly import NAN, Desk, Figure, days_of, feeds_of, years_of
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Counts, Flags, IdealPoints, Numbers, PairedVotes
from tocsin.store.base import View

FIRST_YEAR = 1945
"""A session opened in this year plus its number."""

_Z90 = 1.6448536269514722
"""The 95 % point of the normal distribution."""
_OPENS, _CLOSES = 9, 15
"""Regular sessions open and close in September, at the earliest about its middle."""
_TELLING = 5
"""Roll calls to name beneath a value."""


def un_agreement(first: Numbers, second: Numbers) -> float:
    """Return the mean agreement of two states over roll calls.

    mean(1 - |a - b| / 2) with votes 1 yes, 0 abstain, -1 no: in [0, 1], 1 where all votes are
    alike. Roll calls in which either did not vote (not-a-number) are left out; not-a-number
    where none is left. Which roll calls to give is the caller's to say: those that were
    unanimous among all members tell nothing of a pair, and are judged before it is chosen.

    Raises:
        ValueError: The shapes differ, or a vote is outside of -1 to 1.

    References: Lijphart (1963), index of agreement; Voeten (2013).
    """
    scores = _scores(first, second)
    return float(scores.mean()) if scores.size else NAN


def agreement_interval(agreement: float, votes: int) -> tuple[float, float]:
    """Return the interval of a mean agreement over so many roll calls.

    Wilson's, of a share: a mean of halves and wholes spreads at most as much as a share does,
    so that it errs on the wide side where states abstain. In [0, 1]; not-a-number without votes.
    It takes roll calls for independent draws of what could have come to a vote; resolutions
    that come back every year are not.

    References: Wilson (1927).
    """
    low, high = wilson(np.array(agreement * votes), np.array(votes))
    return float(low), float(high)


def ideal_point_distance(first: Numbers, second: Numbers) -> Numbers:
    """Return how far two ideal points lie apart, |a - b|.

    At least 0, in standard deviations of the first ideal points; not-a-number where one is
    unknown. Points of different sessions may be compared, as the model bridges them; points of
    different releases may not.

    Raises:
        ValueError: The shapes do not fit each other.

    References: Bailey, Strezhnev & Voeten (2017), ideal points and their distance.
    """
    found: Numbers = np.abs(np.asarray(first, float) - np.asarray(second, float))
    return found


def distance_interval(
    points: tuple[Numbers, Numbers], widths: tuple[Numbers, Numbers]
) -> Interval:
    """Return the interval of the distance of two ideal points.

    Each posterior is taken for normal, its standard deviation from the width between its 5 %
    and 95 % quantiles, and the two for independent (in the model they are not quite, as both
    rest on the same roll calls). Where the interval of the difference holds zero, that of the
    distance begins there. Not-a-number where a width is unknown or below zero.

    Args:
        points: The two ideal points.
        widths: 95 % quantile less 5 % quantile of each.

    References: Bailey, Strezhnev & Voeten (2017), posterior quantiles; the approximation is
        ours.
    """
    wide = [np.where(np.asarray(one, float) >= 0, one, np.nan) for one in widths]
    half = Z * np.hypot(*wide) / (2 * _Z90)
    gap = np.asarray(points[0], float) - np.asarray(points[1], float)
    low, high = np.abs(gap) - half, np.abs(gap) + half
    return np.maximum(low, 0.0), high


AGREEMENT = Method(
    name="un_agreement", title="Agreement in UN votes", unit="1", formula=un_agreement
)
DISTANCE = Method(
    name="ideal_point_distance", title="Distance of ideal points", unit="sd",
    formula=ideal_point_distance,
)  # fmt: skip


def agreement_values(view: View, question: Question, family: str) -> Iterator[IndexValue]:
    """Yield the agreement of two states by session and over the period, feed by feed.

    A period that ends with a year takes the sessions that opened in it whole; one that ends
    within a year knows no roll call after its last day.
    """
    feeds = feeds_of(view, question, "votes")
    if not feeds:
        why = "unknown, not zero: the store has no votes of a source that was asked for"
        yield from unknown(family, (AGREEMENT,), question.dyad, _period(question), why)
        return
    rows = view.votes(question.dyad, days_of(years_of(question))[0], _last_day(question))
    for coverage in feeds:
        yield from _agreements(rows, coverage, question, family)


def distance_values(view: View, question: Question, family: str) -> Iterator[IndexValue]:
    """Yield the distance of the ideal points of two states by session, feed by feed."""
    feeds = feeds_of(view, question, "ideal_points")
    if not feeds:
        why = "unknown, not zero: the store has no ideal points of a source that was asked for"
        yield from unknown(family, (DISTANCE,), question.dyad, _period(question), why)
        return
    rows = view.ideal_points(question.dyad, *days_of(years_of(question)))
    for coverage in feeds:
        about = question.dyad
        desk = Desk(family=family, coverage=coverage, question=question, about=about)
        yield from _distances(desk, rows)


def opening_years(votes: PairedVotes) -> Counts:
    """Return the year in which the session of each roll call opened; 0 where unknown.

    1945 + session; of a roll call without a session it is told from its day, as sessions open
    in September.
    """
    months = votes.day.astype("datetime64[M]").astype(np.int64)
    by_day = 1970 + (months - (_OPENS - 1)) // 12
    by_day = np.where(np.isnat(votes.day), 0, by_day)
    found: Counts = np.where(votes.session > 0, FIRST_YEAR + votes.session, by_day)
    return found


def _scores(first: Numbers, second: Numbers) -> Numbers:
    """Return the agreement in each roll call in which both voted."""
    a, b = np.asarray(first, float), np.asarray(second, float)
    if a.shape != b.shape:
        raise ValueError(
            f"Votes on the same roll calls are needed, found {a.shape}, {b.shape}."
        )
    if np.any(np.abs(a) > 1) or np.any(np.abs(b) > 1):
        raise ValueError("Votes of 1 yes, 0 abstain and -1 no are needed, found others.")
    scores: Numbers = 1 - np.abs(a - b) / 2
    return scores[~np.isnan(scores)]


def _agreements(
    rows: PairedVotes, coverage: Coverage, question: Question, family: str
) -> Iterator[IndexValue]:
    """Yield the agreement by session and over the period of one feed."""
    dyad, years = question.dyad, years_of(question)
    desk = Desk(family=family, coverage=coverage, question=question, about=dyad, is_dated=True)
    opened, mine = opening_years(rows), rows.feed == coverage.source
    is_known = np.zeros(len(rows), np.bool_)
    for year in years:
        chosen = mine & (opened == year)
        figure = _agreement(desk, rows, chosen, range(year, year + 1))
        value = desk.of_year(AGREEMENT, dyad, year, figure)
        is_known |= chosen & (value.value is not None)
        yield value
    figure = _agreement(desk, rows, is_known, years)
    yield from desk.of_period(AGREEMENT, dyad, figure)


def _agreement(desk: Desk, rows: PairedVotes, chosen: Flags, years: range) -> Figure:
    """Return the agreement over some roll calls."""
    counted = chosen & ~_left_out(desk, rows)
    first, second = rows.first[counted], rows.second[counted]
    value, n = un_agreement(first, second), int(counted.sum())
    low, high = agreement_interval(value, n)
    order = np.lexsort((rows.roll_call[counted].astype(str), -np.abs(first - second)))
    keys = tuple(str(one) for one in rows.roll_call[counted][order[:_TELLING]])
    below = desk.rows(desk.question.dyad, years, int(chosen.sum()), keys)
    why = "unknown: no roll call in which both voted and not all members voted alike"
    is_cut = any(_is_cut(desk, year) for year in years)
    return Figure(
        value=value, n=n, rows=(below,), low=low, high=high, why=why,
        note=_told(desk, rows, chosen, years), cover=Cover.PART if is_cut else Cover.FULL,
    )  # fmt: skip


def _left_out(desk: Desk, rows: PairedVotes) -> Flags:
    """Return which roll calls were unanimous; none where the votes of most members are not there.

    Where only some states were read, their unanimity says nothing of that of all members.
    """
    found: Flags = rows.is_unanimous & (not desk.coverage.scope)
    return found


def _told(desk: Desk, rows: PairedVotes, chosen: Flags, years: range) -> str:
    """Return what to say of the agreement over some roll calls."""
    first, last = (year - FIRST_YEAR for year in (years[0], years[-1]))
    parts = [f"session {first}" if first == last else f"sessions {first} to {last}"]
    if _is_cut(desk, years[-1]):
        parts[0] += f" up to {desk.question.until}"
    unanimous = int((chosen & _left_out(desk, rows)).sum())
    if unanimous:
        parts.append(f"{unanimous} unanimous roll calls left out")
    if desk.coverage.scope:
        parts.append("unanimity not judged, as not all members are in the data")
    late = chosen & (rows.day >= np.datetime64(f"{years[-1] + 1:04d}-01-01"))
    if late.any():
        parts.append(f"{int(late.sum())} roll calls held in {years[-1] + 1}")
    return "; ".join([*parts, "interval by Wilson, as if roll calls were drawn at random"])


def _distances(desk: Desk, rows: IdealPoints) -> Iterator[IndexValue]:
    """Yield the distance by session and its mean over the period."""
    dyad, years = desk.question.dyad, years_of(desk.question)
    points, widths = _by_year(rows, desk.coverage.source, dyad, years)
    distance = ideal_point_distance(*points)
    low, high = distance_interval((points[0], points[1]), (widths[0], widths[1]))
    values = []
    for at, year in enumerate(years):
        missing = [one for one, row in zip(dyad, points, strict=True) if np.isnan(row[at])]
        keys = tuple(f"{one} {year - FIRST_YEAR}" for one in dyad if one not in missing)
        below = desk.rows(dyad, range(year, year + 1), len(keys), keys)
        figure = Figure(
            value=distance[at], n=len(keys), rows=(below,), low=low[at], high=high[at],
            note=_interval_note(year, low[at]),
            why=f"unknown: no ideal point of {' or '.join(missing)} in session "
                f"{year - FIRST_YEAR}",
        )  # fmt: skip
        values.append(desk.of_year(DISTANCE, dyad, year, figure))
    yield from values
    yield from desk.of_period(DISTANCE, dyad, _mean_distance(desk, values))


def _mean_distance(desk: Desk, values: list[IndexValue]) -> Figure:
    """Return the mean of the distances of the known sessions."""
    found = [one for one in values if one.value is not None]
    numbers = [one.value for one in found if one.value is not None]
    keys = tuple(key for one in found for key in one.rows[0].keys)[-_TELLING:]
    below = desk.rows(desk.question.dyad, years_of(desk.question), 2 * len(found), keys)
    return Figure(
        value=float(np.mean(numbers)) if numbers else NAN,
        n=len(found),
        rows=(below,),
        note=f"mean of {len(found)} sessions; without an interval, as ideal points of "
        "following sessions depend on each other",
        why="unknown: no session of the period has an ideal point of both",
    )


def _interval_note(year: int, low: float) -> str:
    """Return what to say of a distance and its interval."""
    told = f"session {year - FIRST_YEAR}"
    if np.isnan(low):
        return f"{told}; no interval, as the quantiles are unknown"
    return f"{told}; interval by normal approximation of two independent posteriors"


def _by_year(
    rows: IdealPoints, feed: str, dyad: tuple[str, str], years: range
) -> tuple[list[Numbers], list[Numbers]]:
    """Return point and width of the quantiles of each state by year."""
    place = FIRST_YEAR + rows.session - years[0]
    mine = (rows.feed == feed) & (place >= 0) & (place < len(years))
    points: list[Numbers] = []
    widths: list[Numbers] = []
    for state in dyad:
        own = mine & (rows.state == state)
        for found, column in ((points, rows.point), (widths, rows.high - rows.low)):
            line = np.full(len(years), np.nan)
            line[place[own]] = column[own]
            found.append(line)
    return points, widths


def _ends_a_year(question: Question) -> bool:
    """Return whether the last day of a period is the last of its year."""
    return (question.until.month, question.until.day) == (12, 31)


def _last_day(question: Question) -> dt.date:
    """Return the last day of which roll calls are asked for."""
    if _ends_a_year(question) and question.until.year < dt.date.max.year:
        return dt.date(question.until.year + 1, 12, 31)
    return question.until


def _is_cut(desk: Desk, year: int) -> bool:
    """Return whether the period ends before the session that opened in a year."""
    over = min(year + 1, dt.date.max.year)
    return _last_day(desk.question) < dt.date(over, _OPENS, _CLOSES)


def _period(question: Question) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a question."""
    return question.since, question.until
