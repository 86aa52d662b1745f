"""What the words around an event say of it, gathered step by step."""

from dataclasses import dataclass, field

from tocsin.coding.syntax.tree import Word
from tocsin.model.claim import Holder
from tocsin.model.ids import ActorId
from tocsin.model.vocabulary import Polarity, Stance, Status

OPERATOR_STATUS = {
    "planned": Status.PLANNED,
    "possible": Status.POSSIBLE,
    "proposed": Status.PROPOSED,
    "averted": Status.AVERTED,
    "ongoing": Status.ONGOING,
    "occurred": Status.OCCURRED,
    "conditional": Status.CONDITIONAL,
}
_STRONG = frozenset(
    {Status.PLANNED, Status.PROPOSED, Status.POSSIBLE, Status.CONDITIONAL, Status.AVERTED}
)
_AHEAD = frozenset({Status.POSSIBLE, Status.PLANNED, Status.PROPOSED})


@dataclass(slots=True)
class Reading:
    """What the grammar around an event says of it.

    Attributes:
        status: None until something tells.
        is_explicit: Whether a cue or a holder told it, and not only a default.
        is_told: Whether a cue told the status or polarity.
        is_topic: Whether the event is only what is spoken about, and nothing is said of it.
        holders: From the innermost outwards while walking up.
        words: The words that told.
        is_report: Whether it is the content of a report, which what is done with the report
            does not touch.
        doers: The states and bodies that do it.
        is_given: Whether the event is named as a known one.
        is_apart: Whether the walk has left the event's own clause by an adverbial one, so that
            negations further up are not of the event.
        negators: Places of the words that have turned the polarity round.
    """

    status: Status | None = None
    polarity: Polarity = Polarity.AFFIRMED
    is_explicit: bool = False
    is_told: bool = False
    is_topic: bool = False
    holders: list[Holder] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    is_report: bool = False
    doers: frozenset[ActorId] = frozenset()
    is_given: bool = False
    is_apart: bool = False
    negators: set[int] = field(default_factory=set)

    def apply(self, operator: str, word: Word) -> None:
        """Take in what one governing word does to the event."""
        if operator == "negated":
            self.negate(word)
        elif operator == "doubted":
            self._doubt(word)
        elif (status := OPERATOR_STATUS.get(operator)) is not None:
            self.combine(status, explicit=operator != "occurred")
        if operator != "occurred":
            self.words.append(word)

    def combine(self, outer: Status, *, explicit: bool = True) -> None:
        """Set the status that an outer word gives, unless an inner one says more.

        An outer possibility or condition weakens what is below it; a plan or a fact further
        out changes nothing that is already only possible, and a prevention stays one.
        """
        inner = self.status
        is_fact = inner in {Status.OCCURRED, Status.ONGOING}
        weakens = outer is Status.POSSIBLE and inner in {Status.PLANNED, Status.PROPOSED}
        is_stronger = outer in {Status.AVERTED, Status.CONDITIONAL}
        if inner is Status.AVERTED and outer in _AHEAD:
            self.status = outer
            self.negate()
        elif inner is None or (outer in _STRONG and is_fact) or weakens or is_stronger:
            self.status = outer
        self.is_explicit = self.is_explicit or explicit
        self.is_told = self.is_told or explicit

    def negate(self, by: Word | None = None) -> None:
        """Turn the polarity round; one word does it once.

        The `no` of `no deal was signed` is met at the noun and again at the verb.
        """
        if by is not None and (by.i in self.negators or self.is_apart):
            return
        if by is not None:
            self.negators.add(by.i)
        is_affirmed = self.polarity is Polarity.AFFIRMED
        self.polarity = Polarity.NEGATED if is_affirmed else Polarity.AFFIRMED
        self.is_explicit = self.is_told = True

    def _doubt(self, word: Word) -> None:
        """Note that what stands here is thought unlikely."""
        self.combine(Status.POSSIBLE)
        self.holders.append(Holder(actor=None, name="", stance=Stance.DOUBTS, cue=word.text))
