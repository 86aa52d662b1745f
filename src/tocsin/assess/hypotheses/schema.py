"""The shape of hypotheses.yaml: readings with their conditions, classes of claims, cells."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.assess.schema import Row

CellName = Literal["CC", "C", "N", "I", "II", "NA"]
NEUTRAL: CellName = "N"
SILENCE = "silence"
"""The key of the cell for claims that are lacking, beside those of the classes of claims."""


class CellRow(Row):
    """What one cell letter weighs in both scorings."""

    likelihood_ratio: Annotated[float, Field(gt=0)]
    parc: Annotated[int, Field(le=0)]


class Condition(Row):
    """What the claims must hold for a reading to be proposed; all keys given must be met.

    Attributes:
        channels: A claim on the pair speaks for or against one of them.
        there: One member is said to give to the other through one of them ...
        back: ... and the other to give to the first through one of these.
        patron: A third state, no opponent of a member, is said to give to it through one of them.
        pressure: A third state acts against a member, or opposes what the pair does.
        audience: A member deals with third states, or a third state acts against a member.
        estranged: The two are rivals or at war by the record, or most claims tell of conflict.
        proposed: One of these readings is proposed.
    """

    channels: frozenset[str] | None = None
    there: frozenset[str] | None = None
    back: frozenset[str] | None = None
    patron: frozenset[str] | None = None
    pressure: bool = False
    audience: bool = False
    estranged: bool = False
    proposed: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check_flows(self) -> Self:
        """Refuse half an exchange, and a condition that asks for nothing."""
        if (self.there is None) != (self.back is None):
            raise ValueError("there and back belong together; give both or neither")
        if not self.model_fields_set:
            raise ValueError("a condition must ask for something")
        return self


class GoodsRow(Row):
    """Channels whose goods fill a word of the statements, and what fills it for want of any."""

    channels: frozenset[str]
    otherwise: str


class ReadingRow(Row):
    """One rival reading; see hypotheses.yaml."""

    statement: str
    prior: Annotated[float, Field(gt=0, lt=1)]
    parent: str | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[str, ...] = ()
    reason: str


class ClassMatch(Row):
    """Which claims fall into a class."""

    about: Literal["dyad", "patron", "member", "pressure"]
    sign: Literal["for", "against"] | None = None
    actual: bool | None = None
    past: bool | None = None
    flow: Literal["back"] | None = None
    channels: frozenset[str] | None = None
    voices: frozenset[str] | None = None


class ClaimClass(Row):
    """A class of claims and its cell under each hypothesis; N under one that is not named."""

    match: ClassMatch
    cells: Annotated[dict[str, CellName], Field(default_factory=dict)]
    reason: str


class SilenceRow(Row):
    """What it says that no claim speaks to some channels."""

    channels: frozenset[str]
    cells: dict[str, CellName]
    reason: str


class HypothesesFile(Row):
    """hypotheses.yaml."""

    cells: dict[str, CellRow]
    cells_reason: str
    parc_levels: tuple[float, float, float]
    goods: dict[str, GoodsRow]
    states: dict[str, str]
    hypotheses: dict[str, ReadingRow]
    fallback: tuple[str, ...]
    fewest: Annotated[int, Field(ge=2)]
    prior_reason: str
    silence: SilenceRow
    classes: dict[str, ClaimClass]

    @model_validator(mode="after")
    def _check_names(self) -> Self:
        """Refuse a reading that is named and not there, or named before it is decided upon."""
        before: set[str] = set()
        for name, row in self.hypotheses.items():
            named = {*row.unless, *(one for when in row.when for one in when.proposed)}
            if row.parent is not None:
                named.add(row.parent)
            if unknown := sorted(named - before):
                raise ValueError(
                    f"{name} names {unknown[0]!r}, which must stand before it under hypotheses"
                )
            before.add(name)
        if unknown := sorted(set(self.fallback) - before):
            raise ValueError(f"fallback names {unknown[0]!r}, which is not under hypotheses")
        return self
