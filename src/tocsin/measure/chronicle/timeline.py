"""Text and data on one line of time: one event however often it is told, plans with outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.measure.chronicle.cases import LEAST_TOLD_DAYS, Evidence, due, fits, windows_of
from tocsin.measure.chronicle.coded import (
    Coded,
    cells_on,
    coded,
    happening_of,
    most_told,
    usual_share,
)
from tocsin.measure.chronicle.merging import Known, in_order, is_of_fact, known_of, merged
from tocsin.measure.chronicle.outcomes import settle
from tocsin.measure.chronicle.profiles import Profile
from tocsin.measure.chronicle.sameness import clashes, particulars
from tocsin.measure.chronicle.told import told
from tocsin.measure.chronicle.trips import VISITS, trips
from tocsin.model.claim import Telling
from tocsin.model.index import Coverage
from tocsin.model.timeline import CLAIMS, Happening, Phase, Timeline
from tocsin.store.base import View

MOST = 500
"""Events of data that a timeline shows by default."""
USUAL_DAYS = 365
"""How far before a timeline data are read to see what is usual."""
USUAL_SHARE = 0.25
"""Share of days with such rows above which a row of the same day need not be the same deed."""
DENIAL_DAYS = 60
"""How long after an event was told last a denial without a day still speaks of it."""

EVENTS = "events"
Copies = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a timeline is asked for.

    Attributes:
        dyad: The two states.
        since: First day.
        until: Last day; what came after it is not known yet.
        sources: Names of sources, `claims` for the texts; all where empty.
        most: How many events of data are shown at most; 0 for all.
    """

    dyad: tuple[str, str]
    since: date
    until: date
    sources: tuple[str, ...] = ()
    most: int = MOST


def timeline(
    view: View,
    asking: Asking,
    *,
    tellings: Sequence[Telling] | None = None,
    copies: Copies | None = None,
) -> Timeline:
    """Return all events between two states in a period, claims of the ledger among them.

    Reports that tell the same event are one happening with several origins (`merging.merged`),
    trips of leaders among them. Of event data, the rows of one source, day, direction and type
    are one happening; those of the day, type and direction of a deed that is told in the texts
    with its day are reports of that deed, where such rows are no daily matter. What was ahead
    is linked to what became of it (`outcomes.settle`); a report that something is planned,
    told after the deed or the cancellation, is of another plan. What somebody denies is linked
    to the denial. Nothing is concluded from silence where no source covers the time.

    A happening belongs to the period when it falls or was told in it; so does what decided an
    outcome. The order in which documents came does not matter.

    Args:
        view: The record.
        asking: The states, the period and the sources.
        tellings: The claims about the two, where they were read already.
        copies: For the id of a document, that of the one that stands for its text, where texts
            are copies of each other (`assess.find_origins` tells); each stands for itself where
            it is not named.
    """
    is_read = not asking.sources or CLAIMS in asking.sources
    if tellings is None:
        tellings = view.tellings(asking.dyad) if is_read else ()
    reports = _reports(view, asking, tellings, copies or {})
    first = min([asking.since, *_firsts(reports)])
    first -= min(timedelta(days=USUAL_DAYS), first - date.min)
    data = coded(view, asking.dyad, first, asking.until, _feeds(view, EVENTS, asking))
    known, joined = _with_data(merged(reports), data)
    evidence = _evidence(view, asking, known, (data, joined))
    settled = _settled(known, evidence)
    events = _denied([one for one, _ in settled], asking.until)
    cells, left_out = most_told(
        data, (asking.since, asking.until), asking.most, without=joined.keys()
    )
    found = [one for one in events if _is_within(one, asking)]
    found += [happening_of(data, cell) for cell in cells]
    linked = {by.id: by for _, by in settled if by} | {one.id: one for one in events}
    named = {key for one in found for key in (one.resolved_by, *one.denied_by) if key}
    found += [linked[key] for key in sorted(named - {one.id for one in found})]
    return Timeline(
        dyad=asking.dyad,
        since=asking.since,
        until=asking.until,
        happenings=tuple(sorted(found, key=_order)),
        left_out=left_out,
    )


def _feeds(view: View, table: str, asking: Asking) -> tuple[Coverage, ...]:
    """Return the sources of a table that are asked for and were read for both states."""
    dyad = set(asking.dyad)
    return tuple(
        one
        for one in view.coverage(table)
        if one.source != CLAIMS
        and one.rows
        and (not asking.sources or one.source in asking.sources)
        and (not one.scope or dyad <= set(one.scope))
    )


def _reports(
    view: View, asking: Asking, tellings: Iterable[Telling], copies: Copies
) -> list[Happening]:
    """Return claims and trips as happenings, each by itself."""
    found = [one for item in tellings if (one := told(item, asking.dyad, copies))]
    start = min([asking.since, *_firsts(found)])
    feeds = _feeds(view, VISITS, asking)
    return [*found, *trips(view, asking.dyad, start, asking.until, feeds)]


def _firsts(reports: Iterable[Happening]) -> list[date]:
    """Return the days from which on plans are waited for."""
    return [
        window[0]
        for one in reports
        if one.phase is Phase.AHEAD
        for window in windows_of(one.origins)
    ]


def _with_data(known: Sequence[Known], data: Coded) -> tuple[list[Known], dict[int, Happening]]:
    """Return events with the rows of data that tell the same deed, and which took what.

    A row is of a deed that the texts give a day, where day, type and direction are the same,
    such rows come on at most a quarter of the days of their source, and no other deed of the
    texts claims them.
    """
    wants = {place: _matching(one, data) for place, one in enumerate(known)}
    claims: dict[int, list[int]] = {}
    for place, cells in wants.items():
        for cell in cells:
            claims.setdefault(cell, []).append(place)
    found, joined = list(known), {}
    for place, cells in wants.items():
        mine = [cell for cell in cells if claims[cell] == [place]]
        if mine:
            found[place] = _taking(known[place], [happening_of(data, cell) for cell in mine])
            joined.update(dict.fromkeys(mine, found[place].event))
    return found, joined


def _matching(one: Known, data: Coded) -> list[int]:
    """Return the cells that may tell a deed of the texts."""
    event = one.event
    if event.phase is not Phase.DONE or event.start is None or event.start != event.end:
        return []
    return [
        cell
        for cell in cells_on(data, event.start, event)
        if usual_share(data, one.profile.kind, feed=data.names[data.feed[cell]]) <= USUAL_SHARE
    ]


def _taking(one: Known, cells: Sequence[Happening]) -> Known:
    """Return an event with some cells of data among its reports."""
    values = [cell.goldstein for cell in cells if cell.goldstein is not None]
    event = replace(
        one.event,
        origins=in_order([*one.event.origins, *(o for cell in cells for o in cell.origins)]),
        goldstein=sum(values) / len(values) if values else None,
    )
    return known_of(event, one.profile, one.parts)


def _evidence(
    view: View, asking: Asking, known: Sequence[Known], data: tuple[Coded, dict[int, Happening]]
) -> Evidence:
    """Return what plans are held against; what came after the last day is not known yet."""
    until = asking.until
    said = [o.said for one in known for o in one.event.origins if o.said and o.feed == CLAIMS]
    told_days = (max(said) - min(said)).days + 1 if said else 0
    seen = [one for one in known if _is_known_on(one.event, until)]
    return Evidence(
        until=until,
        deeds=_by_kind(seen, Phase.DONE),
        offs=_by_kind(seen, Phase.OFF),
        plans=_by_kind(seen, Phase.AHEAD),
        data=data[0],
        trips=_feeds(view, VISITS, asking),
        told_days=max(told_days, LEAST_TOLD_DAYS),
        joined=data[1],
    )


def _is_known_on(one: Happening, until: date) -> bool:
    """Return whether an event fell by a day or, where it has no time, was told by it."""
    if one.phase is Phase.DONE and one.start is not None:
        return one.start <= until
    return min((o.said for o in one.origins if o.said), default=until) <= until


def _by_kind(known: Iterable[Known], phase: Phase) -> dict[str, list[Known]]:
    """Return the events of a phase by their kind."""
    found: dict[str, list[Known]] = {}
    for one in known:
        if one.event.phase is phase:
            found.setdefault(one.profile.kind, []).append(one)
    return found


def _settled(
    known: Iterable[Known], evidence: Evidence
) -> list[tuple[Known, Happening | None]]:
    """Return events with what became of those that were ahead, and what decided it."""
    found: list[tuple[Known, Happening | None]] = []
    left = list(known)
    while left:
        one = left.pop()
        if one.event.phase is not Phase.AHEAD:
            found.append((one, None))
            continue
        verdict = settle(one, evidence)
        parts = _parts(one, verdict.day, verdict.by)
        if len(parts) > 1:
            left += [part for group in parts for part in merged(group)]
            continue
        by = verdict.by.id if verdict.by else ""
        event = replace(one.event, outcome=verdict.outcome, resolved_by=by, basis=verdict.basis)
        found.append((replace(one, event=event), verdict.by))
    return found


def _parts(one: Known, day: date | None, by: Happening | None) -> list[list[Happening]]:
    """Return the reports of a plan, those told after it was settled apart from the others.

    Who says afterwards that something is planned speaks of the next time; unless the report
    looks back, so that the deed lies in the time that it gives.
    """
    if day is None or by is None:
        return [list(one.parts)]
    groups: tuple[list[Happening], list[Happening]] = ([], [])
    for part in one.parts:
        origin = part.origins[0]
        is_after = origin.said is not None and origin.said > day and not fits(due(origin), by)
        groups[is_after].append(part)
    return [group for group in groups if group]


def _denied(known: Sequence[Known], until: date) -> list[Happening]:
    """Return events, those that somebody has denied by a day with the ids of the denials.

    What has happened is denied by who says that it has not, a plan by who says that there is
    none.
    """
    denials: dict[tuple[str, Phase], list[Known]] = {}
    for one in known:
        if one.event.phase is Phase.NOT_DONE and _is_known_on(one.event, until):
            phase = Phase.DONE if is_of_fact(one.event) else Phase.AHEAD
            denials.setdefault((one.profile.kind, phase), []).append(one)
    found = []
    for one in known:
        mine = denials.get((one.profile.kind, one.event.phase), ())
        ids = sorted(denial.event.id for denial in mine if _speaks_of(denial, one))
        found.append(replace(one.event, denied_by=tuple(ids)) if ids else one.event)
    return found


def _speaks_of(denial: Known, one: Known) -> bool:
    """Return whether a denial of the same kind is of an event that somebody asserts.

    Nothing may clash, people, goods or place must be shared, and a denial of something in
    particular, be it goods or a mode, speaks of that alone. The times must fit: where both have
    one they overlap; else the denial was told when the event was known, and at most two months
    after it was told last.
    """
    mine, theirs = denial.profile, one.profile
    is_narrower = (mine.goods and not theirs.goods) or (mine.mode and not theirs.mode)
    if is_narrower or clashes(mine, theirs):
        return False
    return particulars(mine, theirs) > 0 and _is_timely(mine, theirs)


def _is_timely(denial: Profile, one: Profile) -> bool:
    """Return whether a denial speaks of the time of an event, or was told soon after it."""
    if denial.start and denial.end and one.start and one.end:
        return denial.start <= one.end and one.start <= denial.end
    if denial.said is None or one.said is None:
        return False
    is_known = denial.said[1] >= one.said[0]
    return is_known and (denial.said[0] - one.said[1]).days <= DENIAL_DAYS


def _is_within(one: Happening, asking: Asking) -> bool:
    """Return whether a happening was told or falls in a period; one without a day always is."""
    said = [origin.said for origin in one.origins if origin.said]
    if any(asking.since <= day <= asking.until for day in said):
        return True
    days = [day for day in (one.start, one.end) if day] or said
    if not days:
        return True
    return min(days) <= asking.until and max(days) >= asking.since


def _order(one: Happening) -> tuple[object, ...]:
    """Return what happenings are ordered by: their day, then type, pair and reports."""
    said = min((origin.said for origin in one.origins if origin.said), default=date.max)
    day = one.start or one.end or said
    return (day, one.end or day, one.type, one.source, one.id)
