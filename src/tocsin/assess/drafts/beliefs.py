"""What a draft believes of a number, and where the belief comes from."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.assess.drafts.rules import Ruled, load_rules
from tocsin.game.base import Domain, ParameterSpec
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.model.scenario import Parameter, Shape, Spread

CODER = "draft"
DIGITS = 3
EDGE = 0.001
"""How far inside an open end of a domain a range is kept."""
_MOST_ALSO = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """A range with what it rests on.

    Attributes:
        ruled: The range and its rule.
        said: The claim or stake mention that it rests on; None for a placeholder.
        also: Ids of further ones that say the same, or speak against it.
        recorded: Recorded relations beside it, in words; may be empty.
    """

    ruled: Ruled
    said: Claim | StakeMention | None = None
    also: tuple[str, ...] = ()
    recorded: str = ""


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, cut with an ellipsis, between words if it can.

    What stands before the ellipsis is the beginning of the text, letter for letter.
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return f"{cut[:space] if space > limit // 2 else cut}…"


def parameter_of(
    spec: ParameterSpec, belief: Belief, documents: "dict[str, Document] | None" = None
) -> Parameter:
    """Return a belief as a parameter of a game, its range kept inside the domain."""
    low, mode, high = within(spec.domain, belief.ruled.numbers)
    shape = Shape.FIXED if low == high else Shape.TRIANGULAR
    said = belief.said
    document = (documents or {}).get(said.document) if said else None
    return Parameter(
        name=spec.name,
        unit=spec.unit,
        spread=Spread(
            shape=shape, numbers=(low,) if shape is Shape.FIXED else (low, mode, high)
        ),
        source=_source(belief, document),
        quote=shortened(said.quote, load_rules().lengths.quote) if said else "",
        claim=said.id if said else "",
        date=document.date.isoformat() if document and document.date else "",
        coder=CODER,
    )


def within(domain: Domain, numbers: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return a range cut to a domain and rounded to three digits, in rising order."""
    least = domain.low if domain.has_low else domain.low + EDGE
    most = domain.high if domain.has_high else domain.high - EDGE
    low, mode, high = (min(max(_rounded(one), least), most) for one in numbers)
    return low, max(low, mode), max(low, mode, high)


def _rounded(number: float) -> float:
    """Return a number with three significant digits."""
    if number == 0 or not math.isfinite(number):
        return 0.0
    return round(number, DIGITS - 1 - math.floor(math.log10(abs(number))))


def named(said: Claim | StakeMention, document: Document | None) -> str:
    """Return the name of a document: its title and publisher, else its path."""
    limit = load_rules().lengths.title
    title = document.title if document else None
    name = shortened(title or said.path, limit)
    publisher = document.publisher if document else None
    return f"{name} ({shortened(publisher, limit)})" if publisher else name


def _source(belief: Belief, document: Document | None) -> str:
    """Return where a belief comes from, in one line."""
    rule = f"judgement by rule {belief.ruled.rule}: {belief.ruled.working}"
    recorded = f"; recorded: {belief.recorded}" if belief.recorded else ""
    if belief.said is None:
        return f"placeholder: no claim speaks to it{recorded}; {rule}"
    also = _also(belief.also, belief.said.id)
    read = ""
    if isinstance(belief.said, Claim):
        read = f"; read with confidence {belief.said.confidence:.2f}"
    return f"{named(belief.said, document)}; {rule}{read}{also}{recorded}"


def _also(ids: Sequence[str], own: str) -> str:
    """Return further claims, a few by their ids."""
    others = [one for one in dict.fromkeys(ids) if one != own]
    if not others:
        return ""
    more = f" and {len(others) - _MOST_ALSO} more" if len(others) > _MOST_ALSO else ""
    return f"; see also {', '.join(others[:_MOST_ALSO])}{more}"
