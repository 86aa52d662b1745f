"""The shape of scenario files; pydantic, since outside data enters here."""

import math
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from tocsin.model.codec import describe_fields

SHAPES = ("fixed", "triangular", "beta", "lognormal")


def _finite(value: float) -> float:
    """Refuse what is no number."""
    if not math.isfinite(value):
        raise ValueError(f"a number must be finite, not {value}")
    return value


def _no_truth(value: object) -> object:
    """Refuse true and false, which would pass for 1 and 0."""
    if isinstance(value, bool):
        raise ValueError(f"a number is needed, not {str(value).lower()}")
    return value


Number = Annotated[float, BeforeValidator(_no_truth), AfterValidator(_finite)]
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, BeforeValidator(_no_truth), Field(ge=1)]


class Row(BaseModel):
    """A part of a scenario file: closed, so that a misspelt key is an error."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        json_schema_extra=describe_fields,
    )


class SpreadRow(Row):
    """What is believed of a number: exactly one shape, and bounds where its tail is cut.

    Attributes:
        fixed: One number.
        triangular: [low, most likely, high].
        beta: [low, most likely, high] and, if wanted, the concentration (4): a smooth hump.
        lognormal: [median, factor]: 90 % lies between median / factor and median x factor.
        bounds: [low, high] that cut the tail, and say how far the flip table may go.
    """

    fixed: Number | None = None
    triangular: list[Number] | None = None
    beta: list[Number] | None = None
    lognormal: list[Number] | None = None
    bounds: list[Number] | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> "SpreadRow":
        """Refuse none and several shapes."""
        given = [name for name in SHAPES if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise ValueError(
                f"a parameter takes exactly one of {', '.join(SHAPES)}; found {found}"
            )
        return self

    @property
    def shape(self) -> str:
        """Return the name of the shape."""
        return next(name for name in SHAPES if getattr(self, name) is not None)


class ParameterRow(SpreadRow):
    """A parameter of any game.

    Attributes:
        unit: Its unit, as the game has it.
        source: Where the belief comes from.
        quote: The words it rests on.
        claim: Id of the coded claim it rests on.
        date: Date of the source.
        coder: Who set it.
    """

    unit: Text
    source: Text
    quote: str = ""
    claim: str = ""
    date: str = ""
    coder: str = ""


class ActorRow(Row):
    """An actor at the table of a bargaining game; numbers stand for `fixed`.

    Attributes:
        name: What the actor is called.
        source: Where its numbers come from.
        capability: Its weight in the matter, in the unit given under `units`: a number or a
            shape.
        position: The point it stands for, likewise; with several issues a map by issue.
        salience: How much it cares, a share of 0 to 1, likewise.
        quote: The words they rest on.
        claim: Id of the coded claim they rest on.
        date: Date of the source.
        coder: Who set them.
    """

    name: Text
    source: str = ""
    capability: Any
    position: Any
    salience: Any
    quote: str = ""
    claim: str = ""
    date: str = ""
    coder: str = ""


class CellRow(SpreadRow):
    """A number in the table of actors, with a source of its own where it has one."""

    source: str = ""
    quote: str = ""
    claim: str = ""
    date: str = ""


class BandRow(Row):
    """A named band of an outcome, from `from` up to, not including, `below`.

    Attributes:
        name: What it is called.
        outcome: The outcome that it is a range of; the game's first by default.
        from_: Where it begins; left out for no border.
        below: What it stays below; left out for no border.
    """

    name: Text
    outcome: str = ""
    from_: Annotated[Number | None, Field(alias="from")] = None
    below: Number | None = None


class LeverRow(Row):
    """Something a stakeholder can do.

    Attributes:
        what: What can be done.
        parameter: The parameter that it sets.
        to: The number that it sets it to.
    """

    what: Text
    parameter: Text
    to: Number


class StakeholderRow(Row):
    """Somebody whom the outcome harms.

    Attributes:
        name: What it is called.
        harms: What each band harms it, 0 to 100.
        levers: What it can do.
    """

    name: Text
    harms: dict[str, Annotated[Number, Field(ge=0, le=100)]]
    levers: list[LeverRow] = []


class InformsRow(Row):
    """A judgement of `tocsin assess` that an outcome speaks to.

    Attributes:
        channel: A channel of the ontology.
        giver: Who gives.
        receiver: Who gets it.
        outcome: The outcome that is its probability.
    """

    channel: Text
    giver: Text
    receiver: Text
    outcome: Text


class UnitsRow(Row):
    """Units of the table of actors.

    Attributes:
        capability: Unit of capability.
        salience: Unit of salience.
    """

    capability: Text
    salience: Text


class ScenarioRow(Row):
    """A scenario file.

    Attributes:
        version: Version of the format.
        game: Kind of game; `tocsin game kinds` lists them.
        title: What the scenario is called.
        source: Where it comes from.
        settings: What the kind of game is built from: names of parties, goods, patrons, edges.
        units: Units of the table of actors.
        actors: Who bargains.
        parameters: What is believed of each number, by its name; what is left out has the
            game's default.
        correlations: [parameter, parameter, rank correlation in -1 to 1].
        bands: Named ranges of outcomes.
        stakeholders: Whom the outcome harms.
        weights: Weight of each reading in the pooled figures; they sum to 1, and are alike by default.
        target: A band: the flip table then seeks this one alone.
        informs: Judgements that outcomes speak to.
        seed: Seed of the draws.
        draws: How many draws.
    """

    version: Literal[1]
    game: Text
    title: Text
    source: str = ""
    settings: dict[str, Any] = {}
    units: UnitsRow | None = None
    actors: list[ActorRow] | None = None
    parameters: dict[str, ParameterRow] = {}
    correlations: list[tuple[str, str, Number]] = []
    bands: list[BandRow] = []
    stakeholders: list[StakeholderRow] = []
    weights: dict[str, Annotated[Number, Field(ge=0)]] = {}
    target: str = ""
    informs: list[InformsRow] = []
    seed: Annotated[int, BeforeValidator(_no_truth), Field(ge=0)] = 0
    draws: Annotated[Count, Field(le=1_000_000)] = 4096


KEYS = tuple(sorted({
    (field.alias or name)
    for row in (ScenarioRow, ParameterRow, ActorRow, CellRow, BandRow, LeverRow, StakeholderRow,
                InformsRow)
    for name, field in row.model_fields.items()
}))  # fmt: skip
"""All keys that a file may use, to guess what a misspelt one meant."""
