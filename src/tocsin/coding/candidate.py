"""An event found in a sentence, before it is known whether it happened and who says so."""

from collections import Counter
from dataclasses import dataclass, field

from tocsin.coding.grammar import Arguments
from tocsin.coding.lexicon import Frame, Lexicon
from tocsin.coding.reference import Actors, Discourse
from tocsin.coding.tree import Tree, Word
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import EventType, Item


ECHO_REACH = 40
ACT_TYPES = frozenset({EventType.COOPERATE, EventType.AGREE, EventType.CONSULT})
TIE_TYPES = frozenset(
    {
        EventType.CONSULT,
        EventType.AGREE,
        EventType.COOPERATE,
        EventType.AID,
        EventType.SUPPORT,
        EventType.REQUEST,
    }
)


@dataclass(slots=True, kw_only=True)
class Candidate:
    """Who does what to whom, with the words that say so.

    Attributes:
        anchor: The verb or noun that names the act.
        carrier: The word whose tense and governors tell the status; the anchor itself, or the
            light verb of an event noun.
        type: PLOVER type.
        words: The words of the text that fill roles; the quote spans them.
        is_echo: Whether the parties are those of an event named before (`the meeting`).
    """

    anchor: Word
    carrier: Word
    type: EventType
    mode: str | None = None
    source: Actors = ()
    target: Actors = ()
    items: tuple[Item, ...] = ()
    reciprocal: bool = False
    words: list[Word] = field(default_factory=list)
    is_echo: bool = False

    @property
    def parties(self) -> frozenset[ActorId]:
        """Return the states and bodies involved."""
        return frozenset(country(actor) for actor in (*self.source, *self.target))


@dataclass(slots=True)
class Scene:
    """What the extraction of one sentence needs at hand."""

    tree: Tree
    discourse: Discourse
    lexicon: Lexicon
    past: list[Candidate] = field(default_factory=list)
    start: int = 0

    def group(self, word: Word | None) -> Actors:
        """Return the actors of a noun and its conjuncts; nothing for None."""
        return self.discourse.group(self.tree, word) if word is not None else ()

    def groups(self, words: list[Word]) -> Actors:
        """Return the actors of several nouns, each once."""
        return tuple(dict.fromkeys(actor for word in words for actor in self.group(word)))

    def modifiers(self, word: Word) -> Actors:
        """Return the actors that modify a noun."""
        return self.discourse.modifiers(self.tree, word)

    def acted_on(self, words: list[Word], source: Actors) -> Actors:
        """Return who is acted on: the nouns themselves, else whose they are.

        An act on oneself is no event between actors; a possessive pronoun that would make it
        one is read as the next candidate (`it could support its programme`).
        """
        found = self.groups(words)
        for word in words:
            if not found:
                found = self.owners(word)
            if found and _states(found) <= _states(source):
                found = self._other_owner(word, source)
        return tuple(actor for actor in found if country(actor) not in _states(source))

    def reach(self, words: list[Word], source: Actors) -> Actors:
        """Return who stands behind some words: themselves, their modifiers, what hangs on them.

        `from Azerbaijan's border districts`, `along its border with China`.
        """
        found = without(self.groups(words), source)
        if not found:
            found = without(
                tuple(actor for word in words for actor in self.modifiers(word)), source
            )
        if not found:
            inner = [deep for word in words for name, deep in self.tree.prepositions(word.i)
                     if name in {"of", "with", "in", "between", "to"} and deep.is_nominal]  # fmt: skip
            found = without(
                (
                    *self.groups(inner),
                    *(actor for word in inner for actor in self.modifiers(word)),
                ),
                source,
            )
        return tuple(dict.fromkeys(found))

    def owners(self, word: Word) -> Actors:
        """Return whose a thing is: possessor, adjective, or behind `of`."""
        found = self.modifiers(word)
        if found:
            return found
        return self.groups([inner for name, inner in self.tree.prepositions(word.i)
                            if name in {"of", "in", "between", "against"} and inner.is_nominal])  # fmt: skip

    def _other_owner(self, word: Word, source: Actors) -> Actors:
        """Return the second reading of a possessive pronoun."""
        from tocsin.coding.tree import Role

        owner = self.tree.child(word.i, Role.POSSESSOR)
        if owner is None or owner.text.lower() not in {"its", "their", "his", "her"}:
            return ()
        for item in self.discourse.candidates(owner, "state"):
            if not _states(item.actors) & _states(source):
                return item.actors
        return ()

    def echo_pair(self, types: frozenset[EventType]) -> "Candidate | None":
        """Return the latest event of the pair that the text has most events of.

        A text is about a pair: `the meeting` is theirs, also right after another one's.
        """
        counts: Counter[frozenset[ActorId]] = Counter()
        for event in self.past:
            if len(event.parties) == 2 and event.type in TIE_TYPES:
                counts[event.parties] += 1
        fitting = [event for event in self.past[-ECHO_REACH:]
                   if event.type in types and not event.is_echo and event.parties in counts]  # fmt: skip
        if not fitting:
            return None
        top = max(counts[event.parties] for event in fitting)
        return next(event for event in reversed(fitting) if counts[event.parties] == top)

    def echo_here(self, types: frozenset[EventType]) -> "Candidate | None":
        """Return the latest such event of this sentence."""
        here = self.past[self.start :]
        fitting = [event for event in here if event.type in types and len(event.parties) >= 2]
        return fitting[-1] if fitting else None

    def echo_item(self, item: Item) -> "Candidate | None":
        """Return the latest event in which some goods move or something is done together."""
        for event in reversed(self.past[-ECHO_REACH:]):
            if item in event.items and len(event.parties) >= 2 and not event.is_echo:
                return event
        return None

    def echo(self, types: frozenset[EventType] | None = None) -> Candidate | None:
        """Return the latest event between parties that a phrase such as `the deal` may mean."""
        for event in reversed(self.past[-12:]):
            fits = types is None or event.type in types
            if fits and len(event.parties) >= 2 and not event.is_echo:
                return event
        return None


def _states(actors: Actors) -> set[ActorId]:
    """Return the states and bodies of some actors."""
    return {country(actor) for actor in actors}


def split_parties(actors: Actors) -> tuple[Actors, Actors]:
    """Return the parties of a reciprocal event as source (the first) and target (the rest)."""
    states: dict[ActorId, ActorId] = {}
    for actor in actors:
        states.setdefault(country(actor), actor)
    parties = tuple(states.values())
    return parties[:1], parties[1:]


def without(actors: Actors, others: Actors) -> Actors:
    """Return the actors whose state is not among the others."""
    states = _states(others)
    return tuple(actor for actor in actors if country(actor) not in states)


def nominal(words: list[Word]) -> list[Word]:
    """Return the words that can name somebody."""
    return [word for word in words if word.is_nominal]


__all__ = [
    "ACT_TYPES",
    "ECHO_REACH",
    "TIE_TYPES",
    "Arguments",
    "Candidate",
    "Frame",
    "Scene",
    "nominal",
    "split_parties",
    "without",
]
