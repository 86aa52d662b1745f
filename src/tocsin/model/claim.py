"""The claim: an event as somebody put it."""

from dataclasses import dataclass, field
from datetime import date

from tocsin.model.ids import ActorId, ClaimId, DocumentId
from tocsin.model.vocabulary import Attitude, EventType, Item, Polarity, Stance, Status


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event is said to happen, apart from when that was said.

    Attributes:
        start: First day it may fall on, inclusive; None where unknown.
        end: Last day it may fall on, inclusive; None where unknown or open.
        text: The words that say so, as they stand in the document.
    """

    start: date | None = None
    end: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who does what to whom.

    Attributes:
        type: PLOVER (2021) event type.
        mode: Refinement of the type, such as `military`; None where there is none.
        source: Who acts; for a reciprocal event the first party. Empty where unknown.
        target: Who is acted on; for a reciprocal event the other parties. Empty where unknown.
        items: What moves from source to target, or is done together.
        reciprocal: Whether source and target do it to each other.
        place: Where it happens, as a name; None where unknown.
        time: When it happens.
    """

    type: EventType
    mode: str | None = None
    source: tuple[ActorId, ...] = ()
    target: tuple[ActorId, ...] = ()
    items: tuple[Item, ...] = ()
    reciprocal: bool = False
    place: str | None = None
    time: EventTime = field(default_factory=EventTime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who stands to an event in some way.

    Attributes:
        actor: Their id; None for persons and houses that belong to no political actor.
        name: As the text names them.
        stance: How they stand to the event.
        cue: The words that say so.
    """

    actor: ActorId | None
    name: str
    stance: Stance
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An event as somebody put it, with the words that say so.

    Attributes:
        id: `c-` and ten hexadecimal digits.
        document: Id of the document.
        path: The document as it was named on the command line.
        sentence: Index of the sentence in its document.
        span: Offsets of the quote in `Document.text`, [start, end).
        quote: Exactly the characters at the span.
        event: Who does what to whom.
        status: Whether it happened, as the text puts it.
        polarity: Whether the event or its absence is stated.
        holders: From the outermost speaker inwards; empty when it is the author.
        confidence: That event, status and innermost holder are read rightly, in [0, 1].
    """

    id: ClaimId
    document: DocumentId
    path: str
    sentence: int
    span: tuple[int, int]
    quote: str
    event: Event
    status: Status
    polarity: Polarity
    holders: tuple[Holder, ...]
    confidence: float

    @property
    def innermost(self) -> Holder | None:
        """Return the holder closest to the event; None when that is the author."""
        return self.holders[-1] if self.holders else None

    @property
    def levels(self) -> tuple[tuple[Holder, ...], ...]:
        """Return the holders by level, outermost first; who speaks together shares a level.

        `Both A and B denied it` gives two holders with one cue and one stance: one level.
        """
        found: list[list[Holder]] = []
        for holder in self.holders:
            last = found[-1][-1] if found else None
            if last is not None and (last.cue, last.stance) == (holder.cue, holder.stance):
                found[-1].append(holder)
            else:
                found.append([holder])
        return tuple(map(tuple, found))

    @property
    def is_denied(self) -> bool:
        """Return whether the innermost holder denies the event."""
        return self.innermost is not None and self.innermost.stance is Stance.DENIES


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeMention:
    """A sentence that says what somebody fears, wants, opposes or means to prevent.

    Attributes:
        id: `s-` and ten hexadecimal digits.
        document: Id of the document.
        path: The document as it was named on the command line.
        sentence: Index of the sentence in its document.
        span: Offsets of the quote in `Document.text`, [start, end).
        quote: Exactly the characters at the span.
        stakeholder: Whose stake it is.
        attitude: How they stand to it.
        giver: Who would hand something over, where the sentence says so.
        receiver: Who would get it, where the sentence says so.
        items: What would move; empty means anything that this giver or receiver may exchange.
        event_type: What would be done; None where the sentence names only goods.
    """

    id: str
    document: DocumentId
    path: str
    sentence: int
    span: tuple[int, int]
    quote: str
    stakeholder: ActorId
    attitude: Attitude
    giver: ActorId | None = None
    receiver: ActorId | None = None
    items: tuple[Item, ...] = ()
    event_type: EventType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Everything that the coder found in one document.

    Attributes:
        document: Id of the document.
        sentences: How many sentences it has.
        claims: The claims, in the order of the text.
        stakes: The stakes, in the order of the text.
    """

    document: DocumentId
    sentences: int
    claims: tuple[Claim, ...] = ()
    stakes: tuple[StakeMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim with what its document says of itself.

    Attributes:
        claim: The claim.
        published: Day on which the document was published; None where unknown.
        publisher: Who published it; None where unknown.
        title: Title of the document; None where it has none.
    """

    claim: Claim
    published: date | None
    publisher: str | None
    title: str | None
