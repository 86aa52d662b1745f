"""Reports of one event put together, whatever the order in which they come."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tocsin.measure.chronicle.profiles import Profile, profile_of
from tocsin.measure.chronicle.sameness import (
    NARROW_DAYS,
    both,
    is_copy,
    is_same,
    particulars,
    shared,
)
from tocsin.model.timeline import CLAIMS, Happening, Origin, Phase
from tocsin.model.vocabulary import Status

_FIRMEST = (
    Status.OCCURRED.value, Status.ONGOING.value, Status.PLANNED.value, Status.PROPOSED.value,
    Status.POSSIBLE.value,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A happening with what tells it from others.

    Attributes:
        event: The happening.
        profile: Of all its reports together.
        parts: Its reports, each as a happening of its own, the most exact first.
        independent: From how many sources it is known that do not copy each other.
        confidence: How sure the coder is of the best report, in [0, 1]; 1 for data.
        is_news: Whether it has a narrow time and was told within a month of it.
    """

    event: Happening
    profile: Profile
    parts: tuple[Happening, ...]
    independent: int
    confidence: float
    is_news: bool


def known_of(event: Happening, profile: Profile, parts: Iterable[Happening]) -> Known:
    """Return a happening with what tells it from others and how well it is told."""
    sure = (1.0 if one.confidence is None else one.confidence for one in event.origins)
    return Known(
        event=event,
        profile=profile,
        parts=tuple(parts),
        independent=event.independent,
        confidence=max(sure),
        is_news=_is_news(profile),
    )


def _is_news(profile: Profile) -> bool:
    """Return whether something has a narrow time and was told within a month of it."""
    if profile.said is None or profile.end is None or profile.width > NARROW_DAYS:
        return False
    return (profile.said[0] - profile.end).days <= NARROW_DAYS


def merged(reports: Iterable[Happening]) -> list[Known]:
    """Return reports as events, those of one event (`is_same`) put together.

    Reports are taken by how exact they are, whatever their order: narrow times before wide ones,
    and those without a time last. Each joins the one event that it fits, or of several the one
    with which it shares most. A report that fits several equally well is kept apart from all of
    them: `in September` tells neither of two meetings of that month. So two events are never
    joined by a report that could be of either.

    What is denied or only talked of is put together like the rest, and never with what is told
    as a fact or a plan.
    """
    ranked = sorted(((one, profile_of(one)) for one in reports), key=lambda pair: _rank(*pair))
    shelves: dict[tuple[str, ...], _Shelf] = {}
    for one, profile in ranked:
        shelves.setdefault(_shelf(one, profile), _Shelf()).put(one, profile)
    return [group.known() for shelf in shelves.values() for group in shelf.groups()]


def _shelf(one: Happening, profile: Profile) -> tuple[str, ...]:
    """Return what reports must share to be of one event, and need no comparing for."""
    manner = ""
    if one.phase is Phase.TALK:
        manner = one.status
    elif one.phase is Phase.NOT_DONE:
        manner = "fact" if is_of_fact(one) else "plan"
    return one.phase.value, profile.kind, manner


def is_of_fact(one: Happening) -> bool:
    """Return whether a denial speaks of what has happened, not of what is to come."""
    return one.status in (f"not {Status.OCCURRED.value}", f"not {Status.ONGOING.value}")


def _rank(one: Happening, profile: Profile) -> tuple[object, ...]:
    """Return what reports are ordered by: the most exact first, then by day and words."""
    origin = one.origins[0]
    detail = (
        bool(profile.way) + bool(profile.goods) + bool(profile.places) + len(profile.others)
    )
    people = sum(len(party.persons) or bool(party.ranks) for _, party in profile.parties)
    return (
        profile.width,
        -(detail + people),
        one.start or date.max,
        origin.said or date.max,
        origin.words,
        origin.publisher,
        origin.feed,
        origin.id,
    )


@dataclass(slots=True)
class _Group:
    """Reports of one event while they are gathered."""

    profile: Profile
    parts: list[Happening]

    def add(self, one: Happening, profile: Profile) -> None:
        self.parts.append(one)
        self.profile = both(self.profile, profile)

    def known(self) -> Known:
        return known_of(_joined(self.parts, self.profile), self.profile, self.parts)


@dataclass(slots=True)
class _Row:
    """Events found by the months that they and their reports touch."""

    groups: list[_Group] = field(default_factory=list)
    months: dict[int, list[int]] = field(default_factory=dict)
    wide: list[int] = field(default_factory=list)

    def like(self, profile: Profile) -> list[int]:
        """Return which events a report fits best; several where it fits them equally well."""
        fits = [
            place
            for place in self._near(profile)
            if is_same(self.groups[place].profile, profile)
        ]
        if len(fits) < 2:
            return fits
        scores = [_closeness(self.groups[place].profile, profile) for place in fits]
        best = max(scores)
        return [place for place, score in zip(fits, scores, strict=True) if score == best]

    def _near(self, profile: Profile) -> Collection[int]:
        """Return which events a report may fit by its months, in order."""
        months = _months(profile)
        if months is None:
            return range(len(self.groups))
        near = {place for month in months for place in self.months.get(month, ())}
        return sorted(near.union(self.wide))

    def start(self, group: _Group) -> None:
        """Add an event."""
        self.groups.append(group)
        self._enter(len(self.groups) - 1, group.profile)

    def join(self, place: int, one: Happening, profile: Profile) -> None:
        """Add a report to an event."""
        self.groups[place].add(one, profile)
        self._enter(place, profile)

    def _enter(self, place: int, profile: Profile) -> None:
        months = _months(profile)
        if months is None:
            self.wide.append(place)
        for month in months or ():
            held = self.months.setdefault(month, [])
            if place not in held[-1:]:
                held.append(place)


@dataclass(slots=True)
class _Shelf:
    """Events of one phase and kind, and apart from them those that could be of several.

    Attributes:
        clear: Events that each have a report of their own.
        vague: Events whose reports all fit several of the clear ones.
    """

    clear: _Row = field(default_factory=_Row)
    vague: _Row = field(default_factory=_Row)

    def groups(self) -> Iterator[_Group]:
        yield from self.clear.groups
        yield from self.vague.groups

    def put(self, one: Happening, profile: Profile) -> None:
        """Put a report where it belongs."""
        found = self.clear.like(profile)
        row = self.clear
        if len(found) > 1:
            row = self.vague
            found = row.like(profile)[:1]
        if found:
            row.join(found[0], one, profile)
        else:
            row.start(_Group(profile, [one]))


def _closeness(one: Profile, other: Profile) -> tuple[bool, int, int]:
    """Return how much speaks for two reports being of one event."""
    return is_copy(one, other), particulars(one, other), shared(one, other)


def _months(profile: Profile) -> range | None:
    """Return the months around a report and its time; None where they are unknown or many."""
    days = [day for day in (profile.start, profile.end, *(profile.said or ())) if day]
    if not days or (profile.is_dated and profile.width > 3 * NARROW_DAYS):
        return None
    low, high = (day.year * 12 + day.month for day in (min(days), max(days)))
    return None if high - low > 12 else range(low - 1, high + 2)


def _joined(parts: Sequence[Happening], profile: Profile) -> Happening:
    """Return some reports of one event as one happening."""
    first = parts[0]
    one_way = next((part for part in parts if not part.is_mutual), first)
    values = [part.goldstein for part in parts if part.goldstein is not None]
    return replace(
        first,
        source=one_way.source,
        target=one_way.target,
        is_mutual=profile.way is None,
        type=_usual(part.type for part in parts),
        mode=_usual(part.mode for part in parts),
        items=tuple(dict.fromkeys(item for part in parts for item in part.items)),
        start=profile.start,
        end=profile.end,
        goldstein=sum(values) / len(values) if values else None,
        origins=in_order(origin for part in parts for origin in part.origins),
        status=firmest(part.status for part in parts),
        actors=tuple(dict.fromkeys(actor for part in parts for actor in part.actors)),
        place=_usual(part.place for part in parts),
    )


def in_order(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return reports, the earliest first; text before data of the same day."""
    return tuple(
        sorted(
            origins,
            key=lambda one: (
                one.said or date.max,
                one.feed != CLAIMS,
                one.feed,
                one.publisher,
                one.words,
                one.id,
            ),
        )
    )


def firmest(statuses: Iterable[str]) -> str:
    """Return the firmest of some statuses; of others the most frequent."""
    found = list(statuses)
    return next((one for one in _FIRMEST if one in found), "") or _usual(found)


def _usual(texts: Iterable[str]) -> str:
    """Return the most frequent of some texts, of equals the first in order; empty ones last."""
    counts = Counter(text for text in texts if text)
    return min(counts, key=lambda text: (-counts[text], text), default="")
