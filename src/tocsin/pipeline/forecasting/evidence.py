"""Rows of the lake behind the reasons of a forecast, by the ids of their source."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.model.event_classes import event_class
from tocsin.model.forecast import EvidenceRow, ForecastQuestion, Reason, ResolutionRule
from tocsin.pipeline.forecasting.histories import chosen_sources
from tocsin.sources import SOURCES
from tocsin.store.lake.class_rows import Exact, Sought, class_rows, exact_rows

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

MOST_ROWS = 3
"""Rows that are named where one is enough."""


def sought_by(
    rule: ResolutionRule, question: ForecastQuestion, since: dt.date, until: dt.date
) -> Sought:
    """Return which rows a rule looks for in a period."""
    return Sought(
        pair=question.dyad,
        is_mutual=question.is_mutual,
        codes=rule.codes,
        modes=rule.modes,
        since=since,
        until=until,
        feeds=rule.sources,
    )


def row_that_came(
    question: ForecastQuestion, day: dt.date, view: "LakeView"
) -> EvidenceRow | None:
    """Return the first row by which a question is yes on a day; None where there is none yet.

    Raises:
        StoreError: The lake is damaged.
    """
    until = min(question.end, day)
    if until < question.start:
        return None
    sought = sought_by(question.rule, question, question.start, until)
    return next(iter(class_rows(view, sought, most=1)), None)


def rows_of_class(
    name: str, pair: tuple[str, str], days: tuple[dt.date, dt.date], view: "LakeView"
) -> tuple[EvidenceRow, ...]:
    """Return the first rows of a class of events between two states, of the largest source.

    Raises:
        StoreError: The lake is damaged.
    """
    kind = event_class(name)
    sought = Sought(
        pair=pair,
        is_mutual=kind.is_mutual,
        codes=kind.codes,
        modes=kind.modes,
        since=days[0],
        until=days[1],
        feeds=tuple(one.source for one in chosen_sources(view.coverage(), ())),
    )
    return class_rows(view, sought, most=MOST_ROWS)


def with_evidence(reasons: Sequence[Reason], feed: str, view: "LakeView") -> tuple[Reason, ...]:
    """Return reasons whose rows carry the numbers of their source.

    A model knows events by their place among those it was given; whoever opens a reason wants
    the source's own number. Rows that the lake does not give again stay as they are.

    Raises:
        StoreError: The lake is damaged.
    """
    events = {row: _event(row) for reason in reasons for row in reason.rows}
    wanted = tuple(dict.fromkeys(event for event in events.values() if event))
    known = exact_rows(view, feed, wanted)
    found = {row: known.get(event, row) if event else row for row, event in events.items()}
    return tuple(
        replace(reason, rows=tuple(dict.fromkeys(found[row] for row in reason.rows)))
        for reason in reasons
    )


def _event(row: EvidenceRow) -> Exact | None:
    """Return the event that a model names as `PRK Make a visit RUS`; None for other words."""
    parts = row.words.split(" ")
    if len(parts) < 3:
        return None
    return Exact(row.day, parts[0], parts[-1], " ".join(parts[1:-1]))


def shareable_rows(rows: Sequence[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    """Return rows as they may be handed on: where the licence forbids it, only their numbers."""
    return tuple(row if _may_go(row.source) else replace(row, words="") for row in rows)


def _may_go(name: str) -> bool:
    """Return whether rows of a source may be handed on."""
    source = SOURCES.get(name)
    return source is None or source.licence.allows_rows
