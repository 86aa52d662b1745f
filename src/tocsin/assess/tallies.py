"""Events between the two states over the history, from sums by day.

The family of tension gives the same figures, and every month, direction and telling event beside
them, for which it reads all files of a source; two figures of two periods need the sums only.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from tocsin.measure.events import tension
from tocsin.measure.intervals import balance_interval
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.model.series import EventDays
from tocsin.store.base import View

NET, EVENTS = "net_cooperation_both", "events_both"
_GOOD, _BAD = (1, 2), (3, 4)
_NO_QUAD = "no event of a known quadrant"


def event_values(view: View, question: Question, coverage: Coverage) -> Iterator[IndexValue]:
    """Yield net cooperation and number of events of both directions, of one source.

    For the whole period and for its years, the first and the last cut to it, as the family of
    tension has them. A source that covers none of it has no values here.

    References: `tension.net_cooperation`, with the interval of `balance_interval`.
    """
    rows = view.event_days(
        question.dyad, question.since, question.until, feeds=(coverage.source,)
    )
    years = range(question.since.year, question.until.year + 1)
    spans = [(question.since, question.until)]
    if len(years) > 1:
        spans += [
            (max(question.since, date(year, 1, 1)), min(question.until, date(year, 12, 31)))
            for year in years
        ]
    for span in spans:
        if coverage.of(*span) is not Cover.NONE:
            yield from _of_span(rows, question.dyad, coverage, span)


def _of_span(
    rows: EventDays, dyad: tuple[str, str], coverage: Coverage, span: tuple[date, date]
) -> Iterator[IndexValue]:
    """Yield the values of some days."""
    first, after = (np.datetime64(one, "D") for one in (span[0], span[1] + timedelta(days=1)))
    mine = (rows.day >= first) & (rows.day < after) & (rows.feed == coverage.source)
    events = int(rows.events[mine].sum())
    good, bad = (
        np.array(float(rows.events[mine & np.isin(rows.quad, quads)].sum()))
        for quads in (_GOOD, _BAD)
    )
    start, end = span
    below = DataRows(
        source=coverage.source, table="events", parties=dyad, start=start, end=end, rows=events,
        edition=coverage.edition,
    )  # fmt: skip
    low, high = (float(one) for one in balance_interval(good, bad))
    net, known = float(tension.net_cooperation(good, bad)), int(good + bad)
    cover = coverage.of(start, end)
    yield IndexValue(
        measure=NET, family=tension.FAMILY_NAME, parties=dyad, start=start, end=end,
        value=net if known else None, unit="1", n=known, cover=cover, rows=(below,),
        low=low if known else None, high=high if known else None,
        note="" if known else _NO_QUAD,
    )  # fmt: skip
    # Of a period that is covered in part, nothing follows from no event in that part.
    is_known = bool(events) or cover is Cover.FULL
    yield IndexValue(
        measure=EVENTS, family=tension.FAMILY_NAME, parties=dyad, start=start, end=end,
        value=float(events) if is_known else None, unit="events", n=events, cover=cover,
        rows=(below,), note="" if is_known else "unknown, not zero",
    )  # fmt: skip
