"""The record of a pair for an assessment: its history, precedents, and what is unusual now."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.assess import own_rates, precedents
from tocsin.assess.as_of import AsOf
from tocsin.assess.own_rates import FAMILY_NAME, find_own_rates
from tocsin.assess.precedents import find_precedents
from tocsin.assess.tallies import EVENTS, NET, event_values
from tocsin.assess.unusual import find_unusual, late_burst
from tocsin.measure.base import Family
from tocsin.measure.families import FAMILIES
from tocsin.measure.feeds import event_feeds
from tocsin.model.index import Coverage, IndexValue, Question
from tocsin.model.record import Covered, Record, Sought, Title
from tocsin.store.base import View

YEARS = 10
"""How far back the history of a pair goes; visits, arms and pacts are counted over thirty."""

_SEASON = timedelta(days=90)
"""Days that a source of events must cover for the history of a pair, and the least length of its
last part that is told beside the whole."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """Measures that the history shows, and where they come from.

    Attributes:
        family: Their family, which is asked of one source at a time and computes no other.
        tables: Tables whose sources it is asked of.
        titles: The measures with what readers call them, in the order in which they are shown.
    """

    family: str
    tables: tuple[str, ...]
    titles: dict[str, Title]


_ARMS_TABLES = ("transfers", "transfer_totals")
_LONG = frozenset({"arms_dependence"})
"""Measures whose value of a year rests on years before it, so that it is not told as that year's."""
_SHOWN = (
    _Shown("tension", ("events",), {
        NET: Title(words="Net cooperation in events, from -1 to 1"),
        EVENTS: Title(words="Events between the two"),
    }),
    _Shown("attention", ("events",), {
        "share_of_state": Title(
            words="Part of {first}'s events that are with {second}", is_share=True
        ),
    }),
    _Shown("contact", ("visits",), {
        "days_since_visit_both": Title(words="Days since the last trip to one another"),
        "visits": Title(words="Trips of leaders and ministers, {first} to {second}"),
    }),
    _Shown("exchange", _ARMS_TABLES, {
        "arms": Title(words="Major arms, {first} to {second}"),
    }),
    _Shown("dependence", _ARMS_TABLES, {
        "arms_dependence": Title(
            words="Part of {first}'s major arms that come from {second}", is_share=True
        ),
    }),
    _Shown("dependence", ("values",), {
        "partner_share": Title(
            words="Part of {first}'s exchange that is with {second}", is_share=True
        ),
        "trade_dependence": Title(
            words="Trade with {second} as a part of {first}'s product", is_share=True
        ),
    }),
    _Shown("similarity", ("votes",), {
        "un_agreement": Title(words="Agreement in UN votes", is_share=True),
    }),
    _Shown("similarity", ("ideal_points",), {
        "ideal_point_distance": Title(words="Distance of their ideal points in UN votes"),
    }),
    _Shown("similarity", ("alliances",), {
        "alliance_tie": Title(words="Alliance tie, {first} to {second}"),
    }),
)  # fmt: skip


def find_record(
    view: View, dyad: tuple[str, str], as_of: date, sought: Collection[Sought] = ()
) -> Record | None:
    """Return what the record says of a pair up to a day; None where it has no data at all.

    Nothing later than the day enters, whatever the record holds. Values that are unknown are
    left out of the history; what the record covers is told beside it.

    Args:
        view: The record.
        dyad: The two states.
        as_of: The day.
        sought: What the texts speak of: precedents of it come first.
    """
    known = AsOf(view, as_of)
    covered = tuple(one for one in known.coverage() if one.rows)
    if not covered:
        return None
    since = as_of.replace(year=max(1, as_of.year - YEARS), day=min(as_of.day, 28))
    question = Question(dyad=dyad, since=since, until=as_of)
    history = tuple(_history(known, question, covered))
    feeds = _bursting(known, question)
    unusual = find_unusual(feeds, dyad, as_of)
    over = [
        one
        for _, values in feeds
        for one in values
        if one.measure == "burst" and one.value is not None and not late_burst(one, as_of)
    ]
    return Record(
        since=since,
        until=as_of,
        history=history,
        unusual=unusual,
        precedents=find_precedents(known, dyad, as_of, sought, over),
        rates=find_own_rates(known, dyad, as_of, sought),
        coverage=tuple(_covered(one) for one in covered),
        titles=_titles(history),
    )


def _history(
    view: View, question: Question, covered: Sequence[Coverage]
) -> Iterator[IndexValue]:
    """Yield the values that are shown, measure by measure and source by source."""
    for shown in _SHOWN:
        for one in covered:
            if one.table in shown.tables and (asked := _asked(question, one)) is not None:
                if shown.family == "tension":
                    values = tuple(event_values(view, asked, one))
                else:
                    values = FAMILIES[shown.family].values(view, asked)
                yield from _headlines(values, shown.titles)


def _asked(question: Question, one: Coverage) -> Question | None:
    """Return the question that one source is asked; None where it covers too little.

    A source of events is asked for the days that it covers, if they are a season at least: a
    figure of ten years must not rest on a day.
    """
    if one.table != "events":
        return replace(question, sources=(one.source,))
    since = max(question.since, one.start or question.since)
    until = min(question.until, one.end or question.until)
    if until - since < _SEASON:
        return None
    return replace(question, since=since, until=until, sources=(one.source,))


def _headlines(values: Iterable[IndexValue], measures: Collection[str]) -> Iterator[IndexValue]:
    """Yield of each measure and parties the value of the whole period, if known, and the last.

    The last one is that of a year, or of the part of one that is a season at least.
    """
    order = list(measures)
    groups: dict[tuple[str, tuple[str, ...], str], list[IndexValue]] = {}
    for one in values:
        if one.measure in measures:
            groups.setdefault((one.measure, one.parties, one.unit), []).append(one)
    for _, group in sorted(groups.items(), key=lambda item: order.index(item[0][0])):
        whole = max(group, key=lambda one: (one.end - one.start, one.end))
        if whole.value is None:
            continue
        yield whole
        last = [
            one
            for one in group
            if one is not whole and one.value is not None and one.end - one.start >= _SEASON
        ]
        if last and whole.measure not in _LONG:
            yield max(last, key=lambda one: (one.end, one.end - one.start))


def _bursting(
    view: View, question: Question
) -> tuple[tuple[Coverage, tuple[IndexValue, ...]], ...]:
    """Return each source of events with its bursts, changes and surprises, up to its last day."""
    found = []
    for feed in event_feeds(view, question):
        until = min(question.until, feed.end or question.until)
        asked = replace(question, until=until, sources=(feed.source,))
        values = FAMILIES["bursts"].values(view, asked) if until >= question.since else ()
        found.append((feed, values))
    return tuple(found)


def _covered(one: Coverage) -> Covered:
    """Return what a source covers, without what else its files hold."""
    return Covered(
        source=one.source,
        table=one.table,
        start=one.start,
        end=one.end,
        edition=one.edition,
        scope=one.scope,
    )


def _titles(values: Iterable[IndexValue]) -> dict[str, Title]:
    """Return what readers call the measures of some values."""
    known = {name: title for shown in _SHOWN for name, title in shown.titles.items()}
    return {one.measure: known[one.measure] for one in values}


def _own(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return the counts and episodes of a pair up to the last day of a question."""
    known, dyad, as_of = AsOf(view, question.until), question.dyad, question.until
    rates = find_own_rates(known, dyad, as_of)
    told = find_precedents(known, dyad, as_of, ())
    return (*(one.value for one in rates), *(one.value for one in told))


FAMILY = Family(
    name=FAMILY_NAME,
    title="The pair before",
    methods=(*own_rates.METHODS, *precedents.METHODS),
    tables=("visits", "transfers", "transfer_totals", "alliances"),
    values=_own,
)
"""What an assessment counts itself: it is opened by its ids, and not among the measures."""
