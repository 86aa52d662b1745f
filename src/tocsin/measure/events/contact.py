"""High-level contact: who of the leaders went to see whom, how often, and how long ago.

Trips of leaders come from data on travel; `reports.py` beside it has what events tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from tocsin.measure.base import Family, Method
from tocsin.measure.events.reports import METHODS as REPORTS
from tocsin.measure.events.reports import reported
from tocsin.measure.feeds import BACK, BOTH, OUT, parties
from tocsin.measure.intervals import Interval, poisson_interval
from tocsin.measure.spans import Figures, Frame, Spans, frame, ground, unknown, year_parts
from tocsin.measure.yearly import feeds_of
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import Flags, Numbers, Texts, Visits
from tocsin.store.base import View

FAMILY_NAME = "contact"
DAYS_A_YEAR = 365.25
_WEIGHTS = (
    ("head_of_state", 1.0), ("head_of_government", 0.9), ("minister", 0.0), ("other", 0.0),
)  # fmt: skip
_LONG_AGO = date(1800, 1, 1)
_TELLING = 5
_NO_TRIPS = "unknown, not zero; the store has no trips of leaders of a source asked for"


def visit_weights(ranks: Texts, met_host: Flags) -> Numbers:
    """Return the weight of each trip: the leader's rank times whether the host's was met.

    In [0, 1]: 1.0 for a head of state, 0.9 for a head of government, 0 for ministers and others
    and for trips without a meeting of the two. Not-a-number for a meeting of a leader of an
    unknown rank.

    Raises:
        ValueError: The two are not of one length.

    References: the weights of a public pipeline over the COLT data, as in `data.md`; a
        judgement, not an estimate. COLT is by the Pardee Institute, Denver (U).
    """
    if np.shape(ranks) != np.shape(met_host):
        found = f"{np.shape(ranks)} and {np.shape(met_host)}"
        raise ValueError(f"Ranks and meetings must be of one length, found {found}.")
    weights = np.full(np.shape(ranks), np.nan)
    for rank, weight in _WEIGHTS:
        weights[ranks == rank] = weight
    return np.where(met_host, weights, 0.0)


def yearly_rate(count: Numbers, days: float) -> tuple[Numbers, Interval]:
    """Return trips per year and the interval of that rate.

    At least 0; a year has 365.25 days, and only days that are covered count. Not-a-number for
    no day. The interval takes trips for a Poisson process, which tours of leaders are not quite.
    """
    years = days / DAYS_A_YEAR if days > 0 else np.nan
    low, high = poisson_interval(count)
    return np.asarray(count, float) / years, (low / years, high / years)


def trips_made(is_counted: Flags) -> int:
    """Return how many trips count: those that begin in the period and are of the kind asked for.

    A flag for each trip. 0 where the source covers the period and names none; outside of its
    coverage the value is unknown and not 0.
    """
    return int(np.count_nonzero(is_counted))


def days_since(lasts: Numbers, until: float) -> float:
    """Return the days from the last of some days to another; not-a-number for none.

    At least 0: a trip that is still under way on that day is no day ago. Days are ordinals.
    """
    return float(max(0.0, until - np.max(lasts))) if len(lasts) else float("nan")


def _methods() -> Iterator[Method]:
    """Yield the measures, each directed and of both directions together."""
    shown = (
        ("visits", "Trips of leaders", "trips", trips_made),
        ("visits_multilateral", "Trips to multilateral events", "trips", trips_made),
        ("visit_weight", "Trips weighted by rank and meeting", "1", visit_weights),
        ("visit_weight_bilateral", "The same, bilateral trips only", "1", visit_weights),
        ("visit_rate", "Trips per year", "trips per year", yearly_rate),
        ("days_since_visit", "Days since the last trip", "days", days_since),
        ("days_since_meeting", "Days since the last trip with a meeting", "days", days_since),
    )
    for end, told in (("", ""), ("_both", ", both directions")):
        for name, title, unit, formula in shown:
            yield Method(name=name + end, title=title + told, unit=unit, formula=formula)


_TRIPS = tuple(_methods())
METHODS = (*_TRIPS, *REPORTS)
_BY_NAME = {one.name: one for one in METHODS}


def contact(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return the contacts of the leaders of two states, source by source.

    Trips and their weights by year and in all; their rate and the time since the last for the
    whole period. Of a trip whose end is unknown, its first day stands for it.
    """
    period = (question.since, question.until)
    sources = feeds_of(view, question, "visits")
    found = [one for source in sources for one in _of_source(view, question, source)]
    if not sources:
        found += unknown(FAMILY_NAME, _TRIPS, question.dyad, period, _NO_TRIPS)
    return (*found, *reported(view, question, FAMILY_NAME))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Trips:
    """Trips one way or both, those before the period included.

    Attributes:
        rows: The trips, of a known first day.
        way: Which way.
        weights: Weight of each.
        undated: Trips without a day, which are left out.
    """

    rows: Visits
    way: int
    weights: Numbers
    undated: int


def _of_source(view: View, question: Question, source: Coverage) -> Iterator[IndexValue]:
    """Yield the values from one source of trips."""
    rows = view.visits(question.dyad, _LONG_AGO, question.until)
    for way in (OUT, BACK, BOTH):
        trips = _trips(rows, source, question.dyad, way)
        yield from _of_way(question, source, trips)


def _trips(rows: Visits, source: Coverage, dyad: tuple[str, str], way: int) -> _Trips:
    """Return the trips of one way, of one source."""
    first, second = dyad
    ways = (
        (rows.visitor == first) & (rows.host == second),
        (rows.visitor == second) & (rows.host == first),
    )
    mask = (ways[OUT] | ways[BACK] if way == BOTH else ways[way]) & (rows.feed == source.source)
    dated = mask & ~np.isnat(rows.start)
    kept = Visits(*(getattr(rows, one.name)[dated] for one in fields(rows)))
    return _Trips(
        rows=kept,
        way=way,
        weights=visit_weights(kept.rank, kept.met_host),
        undated=int(mask.sum() - dated.sum()),
    )


def _of_way(question: Question, source: Coverage, trips: _Trips) -> Iterator[IndexValue]:
    """Yield the values of one way: the whole period, then the years."""
    years = year_parts(question.since, question.until)
    for spans in (years.as_one(), years):
        is_whole = spans is not years
        if not is_whole and len(spans) == 1:
            return
        grounded = ground(
            FAMILY_NAME, source, question.dyad, spans, is_seen=len(trips.rows) > 0
        )
        within = trips.rows.start >= np.datetime64(question.since)
        counts = _by_span(trips, spans, within)
        keys = _telling(trips, within) if is_whole else ()
        turned = parties(question.dyad, trips.way)
        framed = frame(grounded, turned, counts, directed=trips.way != BOTH, keys=keys)
        yield from _counted(framed, trips, within)
        if is_whole:
            yield from _timed(framed, question, trips, counts)
            if grounded.covers == (Cover.NONE,):
                return


def _by_span(
    trips: _Trips, spans: Spans, mask: Flags, weights: Numbers | None = None
) -> Numbers:
    """Return the number or weight of the trips of each span."""
    starts = np.array(spans.starts, "datetime64[D]")
    place = np.searchsorted(starts, trips.rows.start[mask], side="right") - 1
    chosen = None if weights is None else weights[mask]
    return np.bincount(place, chosen, len(spans)).astype(float)


def _counted(framed: Frame, trips: _Trips, within: Flags) -> Iterator[IndexValue]:
    """Yield numbers and weights of trips."""
    spans, aside = framed.ground.spans, trips.rows.is_multilateral
    known = np.nan_to_num(trips.weights)
    counts = _by_span(trips, spans, within)
    undated = f"{trips.undated} trips without a day are left out" if trips.undated else ""
    unranked = int(np.isnan(trips.weights[within]).sum())
    lost = (
        f"{unranked} meetings of leaders of an unknown rank weigh nothing" if unranked else ""
    )
    weighed = "; ".join(one for one in (lost, undated) if one)
    columns = (
        ("visits", counts, undated),
        ("visits_multilateral", _by_span(trips, spans, within & aside), undated),
        ("visit_weight", _by_span(trips, spans, within, known), weighed),
        ("visit_weight_bilateral", _by_span(trips, spans, within & ~aside, known), weighed),
    )
    for name, value, note in columns:
        method = _BY_NAME[name + _end(trips.way)]
        yield from framed.values(method, Figures(value=value, n=counts, note=note, is_sum=True))


def _timed(
    framed: Frame, question: Question, trips: _Trips, counts: Numbers
) -> Iterator[IndexValue]:
    """Yield the rate of trips, and the time since the last."""
    source, end = framed.ground.coverage, _end(trips.way)
    days = covered_days(source, question.since, question.until)
    rate, (low, high) = yearly_rate(counts, days)
    figures = Figures(value=rate, n=counts, low=low, high=high)
    yield from framed.values(_BY_NAME["visit_rate" + end], figures)
    met = trips.rows.met_host & ~(trips.weights == 0)
    everyone = np.ones(len(trips.rows), np.bool_)
    for name, mask in (("days_since_visit", everyone), ("days_since_meeting", met)):
        figures = _since(source, question.until, trips, mask)
        yield from framed.values(_BY_NAME[name + end], figures)


def _since(source: Coverage, until: date, trips: _Trips, mask: Flags) -> Figures:
    """Return the days since the last of some trips, unknown where there may be a later one."""
    rows, n = trips.rows, np.array([mask.sum()])
    ends = np.where(np.isnat(rows.end), rows.start, rows.end)[mask]
    lasts = ends.astype("datetime64[D]").astype(np.int64) + _EPOCH
    value = days_since(lasts.astype(float), until.toordinal())
    if not len(lasts):
        start = source.start or "the beginning"
        return Figures(value=np.array([value]), n=n, why=f"none in the data since {start}")
    last = date.fromordinal(int(lasts.max()))
    # What matters is that no later trip can have been missed.
    if last < until and source.of(max(last, source.start or last), until) is not Cover.FULL:
        why = f"the last one known ended on {last}, and there may be later ones"
        return Figures(value=np.array([np.nan]), n=n, why=why)
    return Figures(value=np.array([value]), n=n)


_EPOCH = date(1970, 1, 1).toordinal()


def covered_days(source: Coverage, since: date, until: date) -> int:
    """Return how many days of a period a source covers."""
    first, last = max(since, source.start or since), min(until, source.end or until)
    holes = ((max(low, first), min(high, last)) for low, high in source.gaps)
    missing = sum(max(0, (high - low).days + 1) for low, high in holes)
    return max(0, (last - first).days + 1 - missing)


def _telling(trips: _Trips, within: Flags) -> tuple[str, ...]:
    """Return the ids of the weightiest trips, the latest of equals first."""
    places = np.flatnonzero(within)[::-1]
    order = places[np.argsort(-np.nan_to_num(trips.weights[places]), kind="stable")]
    return tuple(str(one) for one in trips.rows.id[order[:_TELLING]])


def _end(way: int) -> str:
    """Return how the name of a measure of one way ends."""
    return "_both" if way == BOTH else ""


FAMILY = Family(
    name=FAMILY_NAME,
    title="High-level contact",
    methods=METHODS,
    tables=("visits", "events"),
    values=contact,
)
