"""Events to forecast from: out of the lake, or from a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.occurrence.actors import Scope, actors_of
from tocsin.forecast.rates import MOST_WINDOWS, History, day_numbered
from tocsin.model.index import Coverage
from tocsin.model.quads import Quads, quads_of
from tocsin.pipeline.measuring import refuse_empty
from tocsin.pipeline.record import open_view
from tocsin.settings import Settings

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

LAKE = "lake"
EVENTS = "events"
CLAIMS = "claims"
MOST_STALE_DAYS = 92
"""Days after the last day of the data beyond which they say nothing of the next ones."""
_LEAST_DAYS = 730
"""Days that are read at least: recency and bursts look back as far."""


def event_sources(coverage: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """Return the sources of event data that hold rows, the largest first; claims are none."""
    held = [
        one for one in coverage if one.table == EVENTS and one.rows and one.source != CLAIMS
    ]
    return tuple(sorted(held, key=lambda one: (-one.rows, one.source)))


def chosen_sources(coverage: Sequence[Coverage], names: Sequence[str]) -> tuple[Coverage, ...]:
    """Return the sources of a question: those named, else the largest one; none without any.

    Raises:
        UsageError: The lake holds no events of a source that is named, but of others.
    """
    held = {one.source: one for one in event_sources(coverage)}
    if not names:
        return tuple(held.values())[:1]
    unknown = [name for name in names if name not in held]
    if unknown and held:
        known = ", ".join(held)
        message = f"The lake holds no events of {unknown[0]!r}; it holds {known}."
        raise UsageError(message, subject=unknown[0])
    return tuple(held[name] for name in names if name in held)


def lake_history(view: "LakeView", source: Coverage, *, until: date, days: int) -> History:
    """Return the events of a source up to a day, as far back as windows of some days need.

    Raises:
        InsufficientDataError: The source covers nothing up to the day, or ends long before it.
        StoreError: The lake is damaged.
    """
    from tocsin.store.lake.quads import quads_of_view  # noqa: PLC0415 - numpy, for this only

    if source.start is None or source.end is None or source.start > until:
        message = f"{source.source} covers no day up to {until}; take data in, or give --p."
        raise InsufficientDataError(message, subject=source.source)
    last = min(source.end, until)
    refuse_stale(source.source, last, until)
    back = timedelta(days=max(MOST_WINDOWS * days, _LEAST_DAYS))
    first = max(source.start, last - back + timedelta(days=1))
    read = quads_of_view(view, since=first, until=last, feeds=(source.source,))
    return History(quads=read.quads, first=first, last=last, source=source.source)


def whole_history(view: "LakeView", source: Coverage) -> History:
    """Return all events of a source in its coverage.

    Raises:
        InsufficientDataError: Nobody knows which days the source covers.
        StoreError: The lake is damaged.
    """
    from tocsin.store.lake.quads import quads_of_view  # noqa: PLC0415 - numpy, for this only

    if source.start is None or source.end is None:
        message = f"{source.source} covers no days that anybody knows of; take data in."
        raise InsufficientDataError(message, subject=source.source)
    read = quads_of_view(view, since=source.start, until=source.end, feeds=(source.source,))
    return History(quads=read.quads, first=source.start, last=source.end, source=source.source)


def file_history(path: Path) -> tuple[History, str]:
    """Return the events of a file, and what was left out of it in words.

    Raises:
        UsageError: DuckDB is not installed.
        SourceError: The file cannot be read.
        InsufficientDataError: It holds no whole row.
    """
    from tocsin.store.lake.quads import quads_of_file  # noqa: PLC0415 - numpy, for this only

    read = quads_of_file(path)
    days = read.quads.day
    history = History(
        quads=read.quads,
        first=day_numbered(days[0]),
        last=day_numbered(days[-1]),
        source=path.name,
    )
    return history, f"{path.name}: {read}; days without rows count as days without events"


def refuse_stale(name: str, last: date, day: date) -> None:
    """Refuse data that end long before the day of a forecast.

    Raises:
        InsufficientDataError: They do.
    """
    gap = (day - last).days
    if gap > MOST_STALE_DAYS:
        message = (
            f"{name} ends on {last}, {gap:,} days before {day}; data more than {MOST_STALE_DAYS} "
            "days old say nothing of the next ones. Take newer data in, give the day of asking "
            "with --as-of, or your own probability with --p."
        )
        raise InsufficientDataError(message, subject=name)


def states_of(quads: Quads) -> Quads:
    """Return events between states, each actor taken for the state that it belongs to.

    What happens within one state drops out, and so do actors of no state.
    """
    actors = actors_of(quads, Scope.ROLLED)
    subject, object_ = actors.rolled[quads.subject], actors.rolled[quads.object]
    kept = (subject >= 0) & (object_ >= 0) & (subject != object_)
    found, _ = quads_of(
        quads.day[kept],
        (subject[kept], quads.relation[kept], object_[kept]),
        actors=actors.units,
        relations=quads.relations,
        key=quads.key[kept],
    )
    return found


def history_of(events: str, source: str, settings: Settings) -> tuple[History, tuple[str, ...]]:
    """Return the events between states, and what was assumed of them.

    Args:
        events: `lake`, or a file.
        source: Name of the source of the lake; the largest one where empty.
        settings: Where the lake lies.

    Raises:
        UsageError: The lake has no such source, or DuckDB is not installed.
        SourceError: The file cannot be read.
        InsufficientDataError: There are none.
        StoreError: The lake is damaged.
    """
    if events != LAKE:
        history, note = file_history(Path(events))
        states = states_of(history.quads)
        rolled = (
            f"{len(states):,} of {len(history.quads):,} events are between two states, persons "
            "and offices taken for their state"
        )
        return replace(history, quads=states), (note, rolled)
    return lake_events(source, settings), ()


def raw_history(
    events: str, source: str, settings: Settings
) -> tuple[History, tuple[str, ...]]:
    """Return events as they are, persons and offices of a file included, and what was assumed.

    Raises:
        UsageError: The lake has no such source, or DuckDB is not installed.
        SourceError: The file cannot be read.
        InsufficientDataError: There are none.
        StoreError: The lake is damaged.
    """
    if events == LAKE:
        return lake_events(source, settings), ()
    history, note = file_history(Path(events))
    return history, (note,)


def lake_events(source: str, settings: Settings) -> History:
    """Return all events of a source of the lake; of the largest one where none is named.

    Raises:
        UsageError: The lake has no such source.
        InsufficientDataError: It holds no events.
        StoreError: The lake is damaged.
    """
    refuse_empty(settings)
    with open_view(settings) as view:
        sources = chosen_sources(view.coverage(), (source,) if source else ())
        if not sources:
            message = "The lake holds no events; take some in with `tocsin ingest`."
            raise InsufficientDataError(message, subject="events")
        return whole_history(view, sources[0])
