"""Drafts of games from coded claims, one module for each kind of game."""

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.assess.drafts.bargaining import draft_bargaining
from tocsin.assess.drafts.base import Draft, inform_once
from tocsin.assess.drafts.disclosure import draft_disclosure
from tocsin.assess.drafts.exchange import draft_exchange
from tocsin.assess.drafts.hedging import draft_hedging
from tocsin.assess.drafts.material import Material, gather_material
from tocsin.assess.drafts.rules import load_rules
from tocsin.assess.drafts.sanctions import draft_sanctions
from tocsin.errors import InsufficientDataError

__all__ = [
    "DRAFTERS",
    "Draft",
    "Material",
    "Tried",
    "gather_material",
    "inform_once",
    "load_rules",
    "try_draft",
]

DRAFTERS: dict[str, Callable[[Material], Draft]] = {
    "exchange": draft_exchange,
    "disclosure": draft_disclosure,
    "hedging": draft_hedging,
    "sanctions": draft_sanctions,
    "bargaining": draft_bargaining,
}
"""Who drafts a kind of game, in the order in which kinds are preferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One kind of game, and what came of drafting it.

    Attributes:
        kind: Name of the kind.
        draft: The draft; None where the claims do not carry one.
        why_not: Why they do not; empty where they do.
    """

    kind: str
    draft: Draft | None
    why_not: str = ""


def try_draft(kind: str, material: Material) -> Tried:
    """Return the draft of a kind of game, or why the claims do not carry one."""
    try:
        return Tried(kind=kind, draft=DRAFTERS[kind](material))
    except InsufficientDataError as error:
        return Tried(kind=kind, draft=None, why_not=error.message)
