"""The hypotheses that are weighed: what the claims propose, changed by the user's file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tocsin.assess.hypotheses.propose import parents
from tocsin.assess.hypotheses.schema import NEUTRAL, CellName


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """One hypothesis on the board.

    Attributes:
        id: Its name.
        statement: What it says, one sentence.
        prior: Its chance among those with the same parent, before the claims; these sum to 1.
        parent: The hypothesis that it is a kind of; None for most.
        reason: Why it is weighed.
        claims: The claims that proposed it.
        rows: The data rows that proposed it.
        classes: Its cell for each class of claims, and for `silence`.
        by_hand: Its cell for single claims, set by the user.
        is_own: Whether the user wrote its statement.
    """

    id: str
    statement: str
    prior: float
    parent: str | None = None
    reason: str
    claims: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    classes: Mapping[str, CellName] = field(default_factory=dict)
    by_hand: Mapping[str, CellName] = field(default_factory=dict)
    is_own: bool = False

    def cell(self, claim: str, class_name: str | None) -> CellName:
        """Return the cell of a claim of some class; N for one of no class."""
        return self.by_hand.get(claim) or self.classes.get(class_name or "", NEUTRAL)


@dataclass(frozen=True)
class Board:
    """The hypotheses of one question.

    Attributes:
        rivals: All of them, parents included, in order.
        note: What the reader must know of how it was made; empty for nothing.
    """

    rivals: tuple[Rival, ...]
    note: str = ""

    @cached_property
    def by_id(self) -> dict[str, Rival]:
        """Return the hypotheses by name."""
        return {rival.id: rival for rival in self.rivals}

    @cached_property
    def leaves(self) -> tuple[Rival, ...]:
        """Return those that are weighed against each other: no other is a kind of them."""
        above = parents({rival.id: rival.parent for rival in self.rivals})
        return tuple(rival for rival in self.rivals if rival.id not in above)

    @cached_property
    def families(self) -> tuple[Rival, ...]:
        """Return those that are sums of others."""
        weighed = {rival.id for rival in self.leaves}
        return tuple(rival for rival in self.rivals if rival.id not in weighed)

    def prior_of(self, rival: Rival) -> float:
        """Return the chance of a hypothesis before the claims, its parents' included."""
        above = self.by_id[rival.parent] if rival.parent is not None else None
        return rival.prior if above is None else rival.prior * self.prior_of(above)

    def leaves_of(self, family: Rival) -> tuple[Rival, ...]:
        """Return the leaves that are kinds of a family, its children's included."""
        return tuple(leaf for leaf in self.leaves if family.id in self._above(leaf))

    def _above(self, rival: Rival) -> set[str]:
        """Return the names of the parents of a hypothesis, up to the top."""
        if rival.parent is None:
            return set()
        return {rival.parent} | self._above(self.by_id[rival.parent])
