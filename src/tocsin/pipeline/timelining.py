"""The timeline of a dyad out of the record: what was read, and what data hold."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.assess.origins import find_origins
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.measure.chronicle.timeline import EVENTS, MOST, Asking, timeline
from tocsin.measure.chronicle.trips import VISITS
from tocsin.model.claim import Telling
from tocsin.model.index import Coverage
from tocsin.model.timeline import CLAIMS, Happening, Origin, Timeline
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.measuring import period, refuse_empty, refuse_swapped
from tocsin.pipeline.record import open_view, place_of
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings
from tocsin.sources import SOURCES
from tocsin.store import Ledger, open_ledger
from tocsin.store.lake.view import viewing

_TABLES = (EVENTS, VISITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timelining:
    """What somebody wants to see of a dyad; what is None or empty is found in the record.

    Attributes:
        dyad: The two states, as codes or names.
        since: First day.
        until: Last day; what came after it is not known yet.
        sources: Names of sources, `claims` for what was read; all.
        most: How many events of data are shown at most; 0 for all, None for 500.
    """

    dyad: str
    since: dt.date | None = None
    until: dt.date | None = None
    sources: tuple[str, ...] = ()
    most: int | None = None


def draw_timeline(request: Timelining, *, settings: Settings, watcher: Watcher) -> Timeline:
    """Return what happened, is planned or was called off between two states.

    Claims of the ledger and data of the lake stand in one line; without data the claims alone
    make it. Documents that copy each other are one story. A dyad that a source covers and that
    has no event gives an empty timeline.

    Raises:
        UsageError: There is no such state or source, or the period ends before it starts.
        InsufficientDataError: Nothing that was read speaks of both states, and no source covers
            them; or the record covers none of the period.
        StoreError: The ledger or the lake cannot be read.
    """
    dyad = parse_dyad(request.dyad)
    refuse_swapped(request.since, request.until)
    refuse_empty(settings)
    with (
        open_ledger(settings.store, create=False) as ledger,
        viewing(ledger, place_of(ledger, settings)) as view,
    ):
        watcher.step("gathering", "-".join(dyad))
        is_read = not request.sources or CLAIMS in request.sources
        tellings = view.tellings(dyad) if is_read else ()
        covered = _covered(view.coverage(), request.sources, dyad)
        if not tellings and not covered:
            raise _nothing(dyad, request.sources)
        told = [_told(tellings)] if tellings else []
        since, until = period([*covered, *told], request.since, request.until)
        asking = Asking(
            dyad=dyad,
            since=since,
            until=until,
            sources=request.sources,
            most=MOST if request.most is None else request.most,
        )
        watcher.step("drawing", "-".join(dyad))
        copies = _copies(ledger, tellings)
        return timeline(view, asking, tellings=tellings, copies=copies)


def plot_timeline(found: Timeline, path: Path, *, settings: Settings) -> None:
    """Draw a timeline to a file, with what its sources cover and how to cite them.

    Raises:
        InsufficientDataError: There is no event in it.
        OutputError: The file cannot be written, or ends in neither .svg nor .png.
        UsageError: matplotlib is not installed.
        StoreError: The ledger cannot be read.
    """
    from tocsin.tell.plots.timeline import plot_timeline as draw  # noqa: PLC0415 - heavy

    feeds = {origin.feed for one in found.happenings for origin in one.origins}
    credits_ = {name: SOURCES[name].citation for name in feeds if name in SOURCES}
    with open_view(settings) as view:
        covered = view.coverage(EVENTS)
    draw(found, path, credits_=credits_, covered=covered)


def shareable(found: Timeline) -> tuple[Timeline, str]:
    """Return a timeline without the rows that may not be handed on, and what was left out.

    On a terminal one looks at single events of one's own data; a file of them hands them on. An
    event of which nothing else is known goes; one that texts tell of as well loses those rows
    alone. What was concluded from such rows (`basis`) stays, as it is no row. The second is a
    sentence, empty where nothing was left out.
    """
    lost: Counter[str] = Counter()
    kept: list[Happening] = []
    ids: dict[str, str] = {}
    for one in found.happenings:
        origins = tuple(origin for origin in one.origins if _may_go(origin))
        lost.update(origin.feed for origin in one.origins if not _may_go(origin))
        if origins:
            thin = one if len(origins) == len(one.origins) else _without_rows(one, origins)
            ids[one.id] = thin.id
            kept.append(thin)
    linked = (
        replace(
            one,
            resolved_by=ids.get(one.resolved_by, ""),
            denied_by=tuple(ids[each] for each in one.denied_by if each in ids),
        )
        for one in kept
    )
    return replace(found, happenings=tuple(linked)), _lost(lost)


def _without_rows(one: Happening, origins: tuple[Origin, ...]) -> Happening:
    """Return a happening with some of its reports alone, and without what the others say."""
    has_data = any(origin.feed != CLAIMS for origin in origins)
    return replace(one, origins=origins, goldstein=one.goldstein if has_data else None)


def _may_go(origin: Origin) -> bool:
    """Return whether a report may be handed on."""
    source = SOURCES.get(origin.feed)
    return origin.feed == CLAIMS or (source is not None and source.licence.allows_rows)


def _lost(lost: Counter[str]) -> str:
    """Return the sentence that says which rows were left out and why."""
    if not lost:
        return ""
    rows = ", ".join(f"{count:,} of {name}" for name, count in sorted(lost.items()))
    return (
        f"Rows that may not be handed on are left out: {rows}; see `tocsin sources NAME`. "
        "Without --json or --csv they are shown."
    )


def _covered(
    all_covered: Sequence[Coverage], sources: Sequence[str], dyad: tuple[str, str]
) -> list[Coverage]:
    """Return what the chosen sources of events and trips cover of two states.

    Raises:
        UsageError: The record holds no events of a source.
    """
    held = [one for one in all_covered if one.table in _TABLES and one.rows]
    names = {one.source for one in held} | {CLAIMS}
    for name in sources:
        if name not in names:
            known = ", ".join(sorted(names))
            message = f"The record holds no events of {name!r}; it has {known}."
            raise UsageError(message, subject=name)
    return [
        one
        for one in held
        if (not sources or one.source in sources)
        and (not one.scope or set(dyad) <= set(one.scope))
    ]


def _told(tellings: Sequence[Telling]) -> Coverage:
    """Return the days that claims speak of, from the first event to the last publication."""
    said = [one.published for one in tellings if one.published]
    times = [one.claim.event.time for one in tellings]
    days = [day for time in times for day in (time.start, time.end) if day]
    return Coverage(
        source=CLAIMS,
        table=EVENTS,
        start=min([*said, *days], default=None),
        end=max(said or days, default=None),
        edition="",
        rows=len(tellings),
    )


def _copies(ledger: Ledger, tellings: Sequence[Telling]) -> dict[str, str]:
    """Return for each document of some claims the one that stands for its text."""
    names = dict.fromkeys(one.claim.document for one in tellings)
    found = find_origins([ledger.document(name) for name in names])
    return {str(name): str(origin) for name, origin in found.items()}


def _nothing(dyad: tuple[str, str], sources: Sequence[str]) -> InsufficientDataError:
    """Return the error for a record without anything on two states."""
    pair = "-".join(dyad)
    where = f" of {', '.join(sources)}" if sources else ""
    message = (
        f"The record has nothing{where} on {pair}: read texts with `tocsin assess`, or take data "
        "in with `tocsin ingest`."
    )
    return InsufficientDataError(message, subject=pair)
