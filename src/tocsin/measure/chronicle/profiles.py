"""What tells one event from another, as far as its reports show it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country
from tocsin.model.timeline import CLAIMS, Happening, Origin, Phase
from tocsin.model.vocabulary import EventType, Item

MEETING, TRANSFER, EXERCISE = EventType.CONSULT.value, "TRANSFER", "EXERCISE"
"""Kinds of events; of all others the kind is the PLOVER type."""

QUOTE_WORDS = 4
"""Words from which on a quote is known again: `the visit` stands in any text."""

_ARMS = {Item.WEAPONS.value, Item.MUNITIONS.value}
_TECHNOLOGY = {item.value for item in Item if item.value.endswith("_technology")}
# Words for all of a kind stand for each of them, as "arms" may be shells.
_WIDER = {
    Item.WEAPONS.value: _ARMS,
    Item.MILITARY_TECHNOLOGY.value: _TECHNOLOGY,
}
_GIVING = {EventType.AID.value, EventType.COOPERATE.value}

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
# Words of reporting and of time, which two reports share whatever they tell.
_STOP_WORDS = """
about after again also been before between both called could countries country denied during from
have having into last later leader leaders month more most much next nothing officials only other
over plans president said says should some spokesman spokeswoman state such than that their them
then there these they this those told under until week were what when where which while will with
would year
"""
_STOP = frozenset(_STOP_WORDS.split())
_LEADING = re.compile(
    r"\b(presidents?|prime ministers?|chancellors?|kings?|crown princes?|emirs?|"
    r"leaders?|heads? of (?:state|government))\b(?!['\u2019]s?\s)"
)
_MINISTER = re.compile(r"(?<!prime )\bministers?\b(?!['\u2019]s?\s)")
_STAFF = re.compile(
    r"\b(envoys?|ambassadors?|delegations?|diplomats?|teams?|staff|engineers)\b"
)
LEADER, MINISTER, STAFF = "leader", "minister", "staff"
_HEADS = ("head_of", "monarch", "supreme_leader", "chief_executive", "crown_prince")


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two states in an event.

    Attributes:
        persons: Ids of the leaders who are named.
        ranks: Their ranks and those that the words give: leader, minister or staff.
    """

    persons: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()

    def clashes(self, other: "Party") -> bool:
        """Return whether the two cannot be the same people."""
        if self.persons and other.persons:
            return self.persons.isdisjoint(other.persons)
        return bool(self.ranks and other.ranks) and self.ranks.isdisjoint(other.ranks)

    def joined(self, other: "Party") -> "Party":
        """Return both as one."""
        return Party(self.persons | other.persons, self.ranks | other.ranks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What tells one event from another.

    Attributes:
        phase: How it stands to the world.
        kind: What is done: a meeting, a transfer of goods, an exercise, or the PLOVER type.
        way: Who acts on whom; None where they do it together.
        mode: Mode of the type; empty where unknown.
        goods: What moves; words for a whole kind of goods stand for each of them.
        parties: Who takes part of either state, by the state.
        others: Third states and bodies that take part.
        places: Where.
        words: Stems of the telling words, one set for each report.
        quotes: Quotes of four words or more as they stand, but for their case.
        start: First day; None where unknown.
        end: Last day.
        said: First and last day on which it was told; None where unknown.
    """

    phase: Phase
    kind: str
    way: tuple[str, str] | None
    mode: str
    goods: frozenset[str]
    parties: tuple[tuple[str, Party], ...]
    others: frozenset[str]
    places: frozenset[str]
    words: tuple[frozenset[str], ...]
    quotes: frozenset[str]
    start: date | None
    end: date | None
    said: tuple[date, date] | None

    @property
    def is_dated(self) -> bool:
        """Return whether both days are known."""
        return self.start is not None and self.end is not None

    @property
    def width(self) -> int:
        """Return how many days it may fall on; many where that is unknown."""
        if self.start is None or self.end is None:
            return date.max.toordinal()
        return (self.end - self.start).days + 1


def profile_of(one: Happening) -> Profile:
    """Return what tells a happening from others."""
    states = sorted((one.source, one.target))
    said = [origin.said for origin in one.origins if origin.said]
    return Profile(
        phase=one.phase,
        kind=kind_of(one.type, one.items),
        way=None if one.is_mutual else (one.source, one.target),
        mode=one.mode if one.origins[0].feed == CLAIMS else "",
        goods=_goods(one.items),
        parties=tuple((state, _party(state, one)) for state in states),
        others=frozenset({country(actor) for actor in one.actors} - set(states)),
        places=frozenset({one.place.casefold()} - {""}),
        words=tuple(filter(None, (_words(origin, one) for origin in one.origins))),
        quotes=frozenset(map(_quote, one.origins)) - {""},
        start=one.start,
        end=one.end,
        said=(min(said), max(said)) if said else None,
    )


def kind_of(type: str, items: Iterable[str]) -> str:  # noqa: A002 - as in `Happening`
    """Return what is done, where sources code one thing by several types.

    Giving and selling goods (AID, and COOPERATE with goods) is one kind; an exercise is another.
    """
    named = set(items)
    if Item.EXERCISE.value in named and type in {EventType.COOPERATE, EventType.MOBILIZE}:
        return EXERCISE
    is_trade = type == EventType.COOPERATE and named - {Item.EXERCISE.value}
    return TRANSFER if type == EventType.AID or is_trade else type


def _goods(items: Iterable[str]) -> frozenset[str]:
    """Return goods, with all that the word for a whole kind may stand for."""
    return frozenset(good for item in items for good in _WIDER.get(item, {item}))


def _party(state: str, one: Happening) -> Party:
    """Return who takes part of a state."""
    day = next((origin.said for origin in one.origins if origin.said), one.start)
    mine = [actor for actor in one.actors if country(actor) == state]
    offices = {actor: _ranks(actor, day) for actor in mine}
    persons = frozenset(actor for actor, ranks in offices.items() if ranks)
    if persons:
        return Party(persons, frozenset().union(*(offices[actor] for actor in persons)))
    if state != one.source and not one.is_mutual:
        return Party()
    return Party(ranks=frozenset().union(*(_worded(origin) for origin in one.origins)))


@cache
def _ranks(actor: str, day: date | None) -> frozenset[str]:
    """Return the ranks of a person on a day, or ever where none then; none for a body."""
    career = load_gazetteer().offices_of(actor)
    held = [office for office in career if office.held_on(day)] or career
    return frozenset(_rank(office.office) for office in held)


def _rank(office: str) -> str:
    """Return the rank of an office."""
    if any(mark in office for mark in _HEADS):
        return LEADER
    return MINISTER if "minister" in office or office == "secretary_of_state" else STAFF


def _worded(origin: Origin) -> frozenset[str]:
    """Return the ranks that the words of a report name, but for whoever is quoted."""
    text = origin.words.casefold()
    holder = origin.holder.rpartition(" ")[0].casefold()
    if holder:
        text = text.replace(holder, " ")
    found = [LEADER] if _LEADING.search(text) else []
    found += [MINISTER] if _MINISTER.search(text) else []
    found += [STAFF] if _STAFF.search(text) else []
    return frozenset(found)


def _quote(origin: Origin) -> str:
    """Return a quote that is long enough to be known again; empty where it is not."""
    words = origin.words.casefold().split()
    return " ".join(words) if origin.feed == CLAIMS and len(words) >= QUOTE_WORDS else ""


def _words(origin: Origin, one: Happening) -> frozenset[str]:
    """Return the stems of the telling words of a report: not names, not words of reporting."""
    if origin.feed != CLAIMS:
        return frozenset()
    names = _name_stems((one.source, one.target, *one.actors))
    spoken = _WORD.findall(origin.words.casefold())
    held = set(_WORD.findall(origin.holder.casefold()))
    return frozenset(
        word[:_STEM]
        for word in spoken
        if word not in _STOP and word not in held and word[:4] not in names
    )


@cache
def _name_stems(actors: tuple[str, ...]) -> frozenset[str]:
    """Return the beginnings of the names of actors, so that `Russian` is left out with `Russia`."""
    names = (load_gazetteer().name_of(actor) for actor in actors)
    return frozenset(word[:4] for name in names for word in _WORD.findall(name.casefold()))
