"""The shape of the assessment's data files; pydantic, since outside data enters here."""

from datetime import date
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from tocsin.model.codec import describe_fields
from tocsin.model.vocabulary import EventType, Item, Status


def _spread(value: object) -> object:
    """Return a bare number as a range without width; true and false are no numbers."""
    if isinstance(value, bool):
        raise ValueError("a number or [low, mode, high] is wanted, not true or false")
    return (value, value, value) if isinstance(value, int | float) else value


def _ordered(value: tuple[float, float, float]) -> tuple[float, float, float]:
    """Refuse a range that is not low <= mode <= high."""
    if not value[0] <= value[1] <= value[2]:
        raise ValueError(
            f"a range must read [low, mode, high] in rising order, not {list(value)}"
        )
    return value


def _within_one(value: tuple[float, float, float]) -> tuple[float, float, float]:
    """Refuse a range that leaves [0, 1]."""
    if value[0] < 0 or value[2] > 1:
        raise ValueError(f"a range must lie between 0 and 1, not {list(value)}")
    return value


def _range_schema(**bounds: float) -> WithJsonSchema:
    """Return the schema of a range as it is written: one number, or [low, mode, high]."""
    number: dict[str, Any] = {"type": "number", **bounds}
    three = {"type": "array", "items": number, "minItems": 3, "maxItems": 3}
    return WithJsonSchema({"anyOf": [number, three]})


Triple = Annotated[
    tuple[float, float, float],
    BeforeValidator(_spread),
    AfterValidator(_ordered),
    _range_schema(),
]
UnitTriple = Annotated[Triple, AfterValidator(_within_one), _range_schema(minimum=0, maximum=1)]


class Row(BaseModel):
    """A row of a data file: closed, so that a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=describe_fields)


class Parameter(Row):
    """A range with the reason for it."""

    range: Triple
    reason: str
    source: str = "judgement"


class UnitParameter(Parameter):
    """A range within [0, 1] with the reason for it."""

    range: UnitTriple


class Pattern(Row):
    """What a claim must look like to speak to a channel; see channels.yaml."""

    types: frozenset[EventType]
    items: frozenset[Item] | None = None
    modes: frozenset[str | None] | None = None
    target: Literal["body"] | None = None
    swap: bool = False
    inverts: bool = False
    partner: bool = False
    fit: Annotated[float, Field(gt=0, le=1)]


class IndicatorRow(Row):
    """Something to watch for a channel, and how telling it is to see it.

    `ratio` is how many times as probable it is to be seen if the proposition is true as if not.
    """

    what: str
    where: str
    direction: Literal["up", "down"]
    ratio: Triple
    reason: str

    @model_validator(mode="after")
    def _telling(self) -> Self:
        """Refuse a ratio that speaks the other way than the direction, or for neither."""
        low, _, high = self.ratio
        if not (low > 1 if self.direction == "up" else low > 0 and high < 1):
            side = "above 1" if self.direction == "up" else "between 0 and 1"
            message = f"a ratio for direction {self.direction} must lie {side}, not {list(self.ratio)}"
            raise ValueError(message)
        return self


class LeverRow(Row):
    """What a stakeholder could do about a channel, and the share of p that it takes away."""

    what: str
    takes: UnitTriple
    reason: str
    needs_leverage: bool = False


class Channel(Row):
    """One channel through which a rapprochement matters; see channels.yaml."""

    label: str
    proposition: str
    direction: Literal["directed", "joint"]
    covert: bool
    repeats: bool
    by_words: bool = False
    base_rate: str
    event_class: str = ""
    harm: UnitParameter
    patterns: tuple[Pattern, ...]
    indicators: tuple[IndicatorRow, ...]
    lever: LeverRow

    @property
    def is_joint(self) -> bool:
        """Return whether both partners do it together."""
        return self.direction == "joint"


class ChannelsFile(Row):
    """channels.yaml."""

    words: dict[EventType, Status]
    unknown_direction: UnitParameter
    channels: dict[str, Channel]


class FollowThroughRow(Row):
    """Where the follow-through table lies and how it is read."""

    file: str
    dataset: str
    source: str
    design_effect: Parameter
    beyond_table: UnitParameter


class BaseRateClass(Row):
    """How the base rate of a class of events is found; see base_rates.yaml.

    `follow` names a class of the forecast's follow-through table; empty for the published count
    of meetings.
    """

    kind: Literal["follow_through", "prior", "none"]
    follow: str = ""
    range: UnitTriple | None = None
    weight: UnitParameter | None = None
    reason: str = ""


class OwnHistory(Row):
    """What a class's rate is worth beside the pair's own years, and how many of them show."""

    worth: Parameter
    seen: UnitParameter


class BaseRatesFile(Row):
    """base_rates.yaml."""

    own_history: dict[str, OwnHistory]
    follow_through: FollowThroughRow
    classes: dict[str, BaseRateClass]


Letter = Literal["A", "B", "C", "D", "E", "F"]


class Gains(Row):
    """What a kind of holder gains if it is believed, by what it says."""

    asserted: str
    denied: str


class Voice(Row):
    """What the word of one kind of holder weighs, what it can know and what it gains."""

    label: str
    knows: str
    gains: Gains
    weight_facts: Parameter
    weight_ahead: Parameter
    denies: UnitParameter
    denies_open: UnitParameter | None = None
    doubts: UnitParameter


class Cap(Row):
    """The most that claims may move the odds."""

    value: Annotated[float, Field(ge=1)]
    reason: str


class Caps(Row):
    """The caps of likelihoods.yaml."""

    ahead: Cap
    actual: Cap


class Windows(Row):
    """How the time of an event is sorted, in days before the assessment's date."""

    just_before_days: int
    recent_days: int


class NameCues(Row):
    """Words in a holder's name that tell its kind."""

    expert: tuple[str, ...]
    unnamed: tuple[str, ...]
    leak: tuple[str, ...]


class LikelihoodsFile(Row):
    """likelihoods.yaml."""

    status: dict[str, Parameter]
    against: dict[str, UnitParameter]
    voices: dict[str, Voice]
    modifiers: dict[str, UnitParameter]
    reliability: dict[str, Parameter]
    dependence: dict[str, UnitParameter]
    caps: Caps
    pool: dict[str, UnitParameter]
    structure: Parameter
    games: dict[str, UnitParameter]
    windows: Windows
    names: NameCues

    @field_validator("reliability")
    @classmethod
    def _check_letters(cls, value: dict[str, Parameter]) -> dict[str, Parameter]:
        """Refuse a table that lacks a letter, or has another."""
        letters = get_args(Letter)
        if sorted(value) != sorted(letters):
            raise ValueError(f"the letters are {', '.join(letters)}, each once")
        return value


class GradeRow(Row):
    """How reliable a source has been from one day to another; see sources.yaml.

    Attributes:
        reliability: The Admiralty letter.
        start: First day on which it holds; None where it has always held. `from` in the file.
        end: Last such day; None where it still holds. `to` in the file.
        reason: Why it has this letter, one sentence.
        source: Where that can be read.
    """

    reliability: Letter
    start: Annotated[date | None, Field(alias="from")] = None
    end: Annotated[date | None, Field(alias="to")] = None
    reason: Annotated[str, Field(min_length=1)]
    source: str = "judgement"

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        """Refuse a grade that ends before it begins."""
        if self.start and self.end and self.end < self.start:
            raise ValueError(
                f"a grade cannot end ({self.end}) before it begins ({self.start}); swap them"
            )
        return self

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return (self.start or date.min) <= day <= (self.end or date.max)

    def first_with(self, other: "GradeRow") -> date:
        """Return the first day on which another one may hold as well."""
        return max(self.start or date.min, other.start or date.min)

    def overlaps(self, other: "GradeRow") -> bool:
        """Return whether both hold on some day."""
        day = self.first_with(other)
        return self.holds_on(day) and other.holds_on(day)


class SourceRow(Row):
    """Somebody who publishes or speaks, with the history of its reliability.

    Attributes:
        name: What it is called.
        names: Other whole names of it.
        kind: What it is; an agency, the press and state media report on others in their own
            name.
        speaks_for: The state or body that it speaks for; none where it is left out.
        actors: Ids of the gazetteer that are this source.
        grades: Its letters over time; a day without one is F, unknown.
    """

    name: Annotated[str, Field(min_length=1)]
    names: tuple[str, ...] = ()
    kind: Literal["agency", "press", "state_media", "ministry", "body", "other"] = "other"
    speaks_for: str | None = None
    actors: tuple[str, ...] = ()
    grades: tuple[GradeRow, ...] = ()

    @property
    def is_outlet(self) -> bool:
        """Return whether it reports on others, so that what others quote of it is its own."""
        return self.kind in {"agency", "press", "state_media"}


class SourcesFile(Row):
    """sources.yaml, ours or a user's.

    Attributes:
        sources: The sources by key.
    """

    sources: dict[str, SourceRow]


class Limit(Row):
    """A number with the reason for it."""

    value: float
    reason: str


class CopiesRow(Row):
    """How alike two texts must be to be of one origin; days are whole."""

    same: Limit
    shared: Limit
    spread: Limit
    spread_credited: Limit
    shortest: Limit
    same_story_days: Limit
    reported_days: Limit


class BylinesRow(Row):
    """Where a document says who wrote it: patterns with {name}."""

    head: tuple[str, ...]
    tail: tuple[str, ...]


class CreditsFile(Row):
    """credits.yaml."""

    copies: CopiesRow
    bylines: BylinesRow
    dateline: str
    attributions: tuple[str, ...]
    afterwards: tuple[str, ...]
    around: frozenset[str]


class RoleRow(Row):
    """One role that exposes a state to channels; see stakes.yaml."""

    relation: str
    family: str
    towards: Literal["receiver", "giver"]
    label: str
    exposure: dict[str, UnitTriple]
    reason: str


class ScaleRow(Row):
    """The anchor of the score: what the worst channel gives by itself."""

    worst_alone: Annotated[float, Field(gt=0, lt=100)]
    reason: str
    common: Parameter
    families: UnitParameter


class TextStakes(Row):
    """What a stake stated in the text does to exposures, and to the harm of what it names."""

    harm: UnitParameter
    fears: UnitParameter
    prevents: UnitParameter
    opposes: UnitParameter


class StakesFile(Row):
    """Our stakes.yaml."""

    scale: ScaleRow
    text: TextStakes
    roles: dict[str, RoleRow]


class StakeOverride(Row):
    """One line of a user's stakes.yaml: an exposure or harm set by hand.

    Attributes:
        stakeholder: Whose stake.
        channel: Which channel; `*` for all.
        giver: Only where this actor gives; any where absent.
        receiver: Only where this actor receives; any where absent.
        exposure: The exposure, a number or [low, mode, high] in [0, 1].
        harm: The harm to this stakeholder, likewise.
        reason: Why, for whoever reads the answer.
    """

    stakeholder: str
    channel: str = "*"
    giver: str | None = None
    receiver: str | None = None
    exposure: UnitTriple | None = None
    harm: UnitTriple | None = None
    reason: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _sets_something(self) -> Self:
        """Refuse a row that sets nothing."""
        if self.exposure is None and self.harm is None:
            raise ValueError("a row sets an exposure, a harm, or both; this one sets neither")
        return self


class OverridesFile(Row):
    """A user's stakes.yaml.

    Attributes:
        stakes: The lines; of those that fit in different breadth the later one counts.
    """

    stakes: tuple[StakeOverride, ...]
