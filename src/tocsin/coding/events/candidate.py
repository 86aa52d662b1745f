"""An event found in a sentence, before it is known whether it happened and who says so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.syntax.tree import Word
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import EventType, Item

# Events back that a phrase such as `the meeting` may take up.
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
        return states_of((*self.source, *self.target))


class Past:
    """The events of a document so far, and how many each pair has had.

    The counts are kept as events come in: to count anew for each phrase that looks back made
    the time of a long document grow with its square.
    """

    def __init__(self) -> None:
        self.events: list[Candidate] = []
        self._ties: Counter[frozenset[ActorId]] = Counter()
        self._starts: list[int] = [0]

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.events)

    def extend(self, events: list[Candidate]) -> None:
        """Add events; they must not change afterwards."""
        self.events.extend(events)
        self._ties.update(
            event.parties
            for event in events
            if event.type in TIE_TYPES and len(event.parties) == 2
        )

    def begin_sentence(self) -> int:
        """Note that a sentence begins, and return how many events there are before it."""
        self._starts.append(len(self.events))
        return len(self.events)

    def of_last_sentences(self, number: int) -> Iterator[Candidate]:
        """Yield the events of this sentence and of so many before it, the latest first."""
        start = self._starts[max(0, len(self._starts) - 1 - number)]
        return reversed(self.events[start:])

    def latest(self) -> Iterator[Candidate]:
        """Yield the events within reach of a phrase, the latest first."""
        return reversed(self.events[-ECHO_REACH:])

    def main_pair(self) -> Actors:
        """Return the pair that most events are between; nothing under two events."""
        top = self._ties.most_common(1)
        return tuple(sorted(top[0][0])) if top and top[0][1] >= 2 else ()

    def of_main_pair(self, types: frozenset[EventType]) -> Candidate | None:
        """Return the latest event of some types, of the pair that the text has most events of.

        A text is about a pair: `the meeting` is theirs, also right after another one's.
        """
        fitting = [
            event
            for event in self.latest()
            if event.type in types and not event.is_echo and event.parties in self._ties
        ]
        # The first of several with the highest count is the latest.
        return max(fitting, key=lambda event: self._ties[event.parties], default=None)

    def with_item(self, item: Item) -> Candidate | None:
        """Return the latest event in which some goods move or something is done together."""
        return next(
            (event for event in self.latest() if item in event.items and _is_told(event)), None
        )

    def of_types(self, types: frozenset[EventType]) -> Candidate | None:
        """Return the latest event between parties, of some types, a few events back."""
        near = reversed(self.events[-12:])
        return next((event for event in near if event.type in types and _is_told(event)), None)


def _is_told(event: Candidate) -> bool:
    """Return whether an event is one between parties, told and not taken up."""
    return len(event.parties) >= 2 and not event.is_echo


def states_of(actors: Actors) -> frozenset[ActorId]:
    """Return the states and bodies of some actors."""
    return frozenset(map(country, actors))


def split_parties(actors: Actors) -> tuple[Actors, Actors]:
    """Return the parties of a reciprocal event as source (the first) and target (the rest)."""
    states: dict[ActorId, ActorId] = {}
    for actor in actors:
        states.setdefault(country(actor), actor)
    parties = tuple(states.values())
    return parties[:1], parties[1:]


def without(actors: Actors, others: Actors) -> Actors:
    """Return the actors whose state is not among the others."""
    states = states_of(others)
    return tuple(actor for actor in actors if country(actor) not in states)


def distinct(actors: Iterator[ActorId]) -> Actors:
    """Return actors each once, in order."""
    return tuple(dict.fromkeys(actors))
