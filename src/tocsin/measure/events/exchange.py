"""The balance of an exchange: what goes which way, in events, arms, other flows and claims.

Arms and other flows are in `flows.py`, promises in `promises.py` beside it.
"""

from collections.abc import Iterator

from tocsin.measure.base import Family, Method
from tocsin.measure.events.flows import METHODS as FLOWS
from tocsin.measure.events.flows import balance, flowing
from tocsin.measure.events.promises import METHODS as PROMISES
from tocsin.measure.events.promises import promised
from tocsin.measure.feeds import (
    BACK,
    NO_FEED,
    NO_MONTH,
    OUT,
    Placed,
    event_feeds,
    parties,
    placed_months,
)
from tocsin.measure.intervals import balance_interval
from tocsin.measure.spans import Figures, Ground, Spans, ended_months, frame, ground, unknown
from tocsin.model.index import Cover, Coverage, IndexValue, Question
from tocsin.model.series import EventMonths, Flags, Numbers
from tocsin.model.vocabulary import EventType
from tocsin.store.base import View

FAMILY_NAME = "exchange"
_MATERIAL = 2
_KINDS = (
    ("material", "material cooperation"),
    ("aid", "aid"),
    ("cooperation", "cooperation of a practical kind"),
    ("support", "support in words and treaties"),
)
_TYPES = (EventType.AID, EventType.COOPERATE, EventType.SUPPORT)
_MUTUAL = "what two do together is often coded once each way, which draws this towards 0"


def _methods() -> Iterator[Method]:
    """Yield the measures from events."""
    for name, text in _KINDS:
        yield Method(
            name=f"{name}_given", title=f"Events of {text}", unit="events", formula=Placed.sums
        )
        yield Method(
            name=f"{name}_balance", title=f"Balance of {text}", unit="1", formula=balance
        )


EVENT_METHODS = tuple(_methods())
METHODS = (*EVENT_METHODS, *FLOWS, *PROMISES)


def exchange(view: View, question: Question) -> tuple[IndexValue, ...]:
    """Return what goes which way between two states.

    From events, feed by feed: material cooperation (the quadrant), and of it aid and
    cooperation, and support, in the months that had ended. From yearly tables: arms and other
    flows. From claims: promises and deliveries. A balance has the sign of the first state: 1
    where it gives all.

    References: Halterman et al. (2023) for the PLOVER types.
    """
    return (
        *_from_events(view, question),
        *flowing(view, question, FAMILY_NAME),
        *promised(view, question, FAMILY_NAME),
    )


def _from_events(view: View, question: Question) -> Iterator[IndexValue]:
    """Yield the measures from events."""
    feeds = event_feeds(view, question)
    spans = ended_months(question.since, question.until)
    if not feeds or spans is None:
        period, why = (question.since, question.until), NO_MONTH if feeds else NO_FEED
        yield from unknown(FAMILY_NAME, EVENT_METHODS, question.dyad, period, why)
        return
    names = [one.source for one in feeds]
    days = (spans.starts[0], spans.ends[-1])
    rows = view.event_months(question.dyad, *days, feeds=names)
    for feed in feeds:
        yield from _of_feed(rows, question.dyad, feed, spans)


def _of_feed(
    rows: EventMonths, dyad: tuple[str, str], feed: Coverage, spans: Spans
) -> Iterator[IndexValue]:
    """Yield the values of one feed: the whole period, then its years."""
    placed = placed_months(rows, feed.source, dyad, spans)
    known = ground(FAMILY_NAME, feed, dyad, spans).is_covered
    sums = [placed.sums(rows.events * mask) * known for mask in _masks(rows)]
    years = spans.by_year()
    for level in (spans.as_one(), *([years] if len(years) > 1 else [])):
        grounded = ground(FAMILY_NAME, feed, dyad, level)
        for place, each in enumerate(sums):
            given, evened = EVENT_METHODS[2 * place : 2 * place + 2]
            yield from _given(grounded, dyad, given, level.sums(each))
            yield from _evened(grounded, dyad, evened, level.sums(each))
        if grounded.covers == (Cover.NONE,):
            return


def _masks(rows: EventMonths) -> list[Flags]:
    """Return which rows are of each kind."""
    return [rows.quad == _MATERIAL, *(rows.type == one.value for one in _TYPES)]


def _given(
    grounded: Ground, dyad: tuple[str, str], method: Method, sums: Numbers
) -> Iterator[IndexValue]:
    """Yield the events of each way."""
    for way in (OUT, BACK):
        framed = frame(grounded, parties(dyad, way), sums[way], directed=True)
        yield from framed.values(method, Figures(value=sums[way], n=sums[way], is_sum=True))


def _evened(
    grounded: Ground, dyad: tuple[str, str], method: Method, sums: Numbers
) -> Iterator[IndexValue]:
    """Yield the balance of the two ways."""
    out, back, both = sums
    low, high = balance_interval(out, back)
    figures = Figures(
        value=balance(out, back), n=both, low=low, high=high, why="no event of it either way",
        note=_MUTUAL,
    )  # fmt: skip
    yield from frame(grounded, dyad, both, directed=False).values(method, figures)


FAMILY = Family(
    name=FAMILY_NAME,
    title="Exchange balance",
    methods=METHODS,
    tables=("events", "transfers", "transfer_totals", "values"),
    values=exchange,
)
