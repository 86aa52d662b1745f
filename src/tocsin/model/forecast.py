"""Questions about what will happen, the probabilities given, what came of them, and the score.

A question carries its rule of resolution from the day on which it was asked; nothing about it is
changed later. Forecasts and resolutions are added to it, one after the other.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from tocsin.model.ids import digest

QuestionId = NewType("QuestionId", str)
"""`q-` and ten hexadecimal digits."""

ForecastId = NewType("ForecastId", str)
"""`f-` and ten hexadecimal digits."""


class Answer(StrEnum):
    """What came of a question."""

    YES = "yes"
    NO = "no"
    VOID = "void"
    """It could not be decided; it is counted, and scored by nothing."""


class Stage(StrEnum):
    """How far a question has come on a day."""

    OPEN = "open"
    """Its window has not passed."""
    DUE = "due"
    """Its window has passed, and it waits for its resolution."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRule:
    """What decides a question, written when it is asked.

    Attributes:
        sources: Sources of event data whose rows count; one row of one of them is enough for yes.
        codes: CAMEO codes of the rows that count.
        modes: Types with modes of PLOVER that count in sources without CAMEO, `CONSULT:visit`.
        who: Who must act on whom, in words.
        yes: When it is yes, in words.
        no: When it is no, in words.
        void: When it is void, in words.
        void_on: First day on which a question that no source covers becomes void.
    """

    sources: tuple[str, ...]
    codes: tuple[str, ...]
    modes: tuple[str, ...] = ()
    who: str
    yes: str
    no: str
    void: str
    void_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastQuestion:
    """Whether an event of a class happens between two states within a window.

    Attributes:
        asked_on: Day on which it was asked; what came later is not known to its rule.
        dyad: The two states; of a class with a direction the one that acts comes first.
        event_class: Name of the class.
        is_mutual: Whether either may act on the other.
        text: The question in words.
        start: First day of the window, inclusive.
        end: Last day of the window, inclusive.
        rule: What decides it.
        claim: Id of the claim that it was made from; empty for none.
        status: How that claim puts it, such as `planned`; empty for no claim.
    """

    asked_on: date
    dyad: tuple[str, str]
    event_class: str
    is_mutual: bool
    text: str
    start: date
    end: date
    rule: ResolutionRule
    claim: str = ""
    status: str = ""

    @property
    def id(self) -> str:
        """Return `q-` and ten digits that depend on what is asked, not on who asks and when."""
        rule = (self.rule.sources, self.rule.codes, self.rule.modes)
        return digest("q", self.dyad, self.event_class, self.start, self.end, rule)

    def stage(self, today: date, resolution: "Resolution | None") -> Stage:
        """Return how far it has come on a day."""
        if resolution is not None:
            return Stage.RESOLVED
        return Stage.DUE if self.end < today else Stage.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A row of event data behind a reason or a resolution.

    Attributes:
        source: Name of the source, or of the file that the events were read from.
        key: The source's own number of the row.
        day: When it happened, as the source says.
        words: What the row says, short.
    """

    source: str
    key: str
    day: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that moved a forecast.

    Attributes:
        feature: Name of the feature or rule.
        words: What it says of this case, in words.
        value: Its value; None where it has none.
        effect: How far it moved the forecast, in log-odds, above zero for more probable.
        rows: Some of the events behind it, the most telling first.
    """

    feature: str
    words: str
    value: float | None
    effect: float
    rows: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """What somebody would say who knew nothing but how often such things happen.

    Attributes:
        name: `climatology`, `pair` or `last_value`.
        words: What it is, in words.
        p: The probability, in [0, 1].
        n: Cases that it rests on.
    """

    name: str
    words: str
    p: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A probability given to a question on a day, with all that stands behind it.

    Attributes:
        question: Id of the question.
        place: Which forecast of its question it is, from 1.
        made_on: Day on which it was made; nothing later entered into it.
        p: The probability of yes, in [0, 1].
        interval: 90 % range of the probability; None where nobody gave one.
        method: What made it: `hand`, or the name of a model.
        model: The sha256 of the model file; empty for none.
        data_until: Last day that the data behind it cover; None for none.
        reasons: The five things that moved it most, the strongest first.
        bases: Base rates as of the same day.
        notes: What the reader must know of it.
        source: Id of the assessment and of its judgement, `a-…/j-…`, that it was taken from.
    """

    question: str
    place: int = 1
    made_on: date
    p: float
    interval: tuple[float, float] | None = None
    method: str
    model: str = ""
    data_until: date | None = None
    reasons: tuple[Reason, ...] = ()
    bases: tuple[BaseRate, ...] = ()
    notes: tuple[str, ...] = ()
    source: str | None = field(default=None, metadata={"omitted": True})

    @property
    def id(self) -> str:
        """Return `f-` and ten digits that depend on the question, the place and what is said."""
        what = (self.made_on, self.p, self.interval, self.method, self.model, self.data_until)
        return digest("f", self.question, self.place, *what)

    def base(self, name: str) -> BaseRate | None:
        """Return a base rate by its name; None where it was not known."""
        return next((one for one in self.bases if one.name == name), None)

    def repeats(self, other: "Forecast") -> bool:
        """Return whether it says what another one says, whichever place they have."""
        return replace(self, place=other.place) == other


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What came of a question.

    Attributes:
        question: Id of the question.
        place: Which resolution of its question it is, from 1; the last one counts.
        answer: What came of it.
        decided_on: Day on which that was decided.
        by: `rule` where the rule decided by data, `hand` where a person did.
        because: Why, in words.
        rows: Rows of event data that decided it.
    """

    question: str
    place: int = 1
    answer: Answer
    decided_on: date
    by: str
    because: str
    rows: tuple[EvidenceRow, ...] = ()

    @property
    def id(self) -> str:
        """Return `r-` and ten digits that depend on the question, the place and the answer."""
        what = (self.answer.value, self.decided_on, self.by, self.because)
        return digest("r", self.question, self.place, *what)

    def repeats(self, other: "Resolution") -> bool:
        """Return whether it decides as another one, on whichever day and in whichever words."""
        same = (self.question, self.answer, self.by)
        return same == (other.question, other.answer, other.by) and (
            self.by == "rule" or self.because == other.because
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """A question with all that was said about it.

    Attributes:
        question: The question.
        forecasts: Probabilities given, in that order.
        resolutions: What came of it; the last one counts.
    """

    question: ForecastQuestion
    forecasts: tuple[Forecast, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    @property
    def resolution(self) -> Resolution | None:
        """Return the resolution that counts; None before the first one."""
        return self.resolutions[-1] if self.resolutions else None

    @property
    def first(self) -> Forecast | None:
        """Return the first forecast; None where there is none."""
        return self.forecasts[0] if self.forecasts else None

    @property
    def last(self) -> Forecast | None:
        """Return the last forecast; None where there is none."""
        return self.forecasts[-1] if self.forecasts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be next.

    Attributes:
        actor: Who.
        place: Place in the order, from 1.
        score: What the order goes by; no probability, and comparable within one answer only.
        reasons: What speaks for them, the strongest first.
    """

    actor: str
    place: int
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAnswer:
    """With whom somebody is next to do something, given that they do.

    Attributes:
        subject: Who is given.
        relation: What is done.
        is_by_whom: Whether it is done to them.
        at: The day.
        data_until: Last day that is known.
        source: Name of the source or file.
        mode: How the order is made: `counting` or `full`.
        candidates: The most probable ones, in order.
        known: How many there are in all.
        notes: What the reader must know of it.
    """

    subject: str
    relation: str
    is_by_whom: bool
    at: date
    data_until: date
    source: str
    mode: str
    candidates: tuple[Candidate, ...]
    known: int
    notes: tuple[str, ...] = ()
