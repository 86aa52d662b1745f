"""How claims become ranges of a draft: the rules of drafts.yaml, read and checked."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from tocsin.assess.ontology import load_ontology, parse
from tocsin.assess.schema import Row, Triple
from tocsin.errors import OntologyError
from tocsin.model.vocabulary import Attitude, EventType, Stance

PLACEHOLDER = "placeholder"
FILE = "drafts.yaml"

Share = Annotated[float, Field(ge=0, le=1)]


class Kind(Row):
    """What a claim says of a proposition: the manner that families know, and how firmly."""

    manner: str
    firmness: Share


class Rule(Row):
    """A range and the reason for it."""

    range: Triple
    reason: str


class Family(Row):
    """The rules of one kind of parameter, by manner; `times` says what ranges are multiplied by."""

    times: Literal["weight"] | None = None
    manners: dict[str, Rule]

    @model_validator(mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:  # noqa: ANN401 - what a file says
        """Return the manners apart from what is said of all of them."""
        if not isinstance(given, dict) or "manners" in given:
            return given
        manners = {name: rule for name, rule in given.items() if name != "times"}
        if PLACEHOLDER not in manners:
            raise ValueError(
                f"a family needs a rule `{PLACEHOLDER}` for what no claim speaks to"
            )
        return {"times": given.get("times"), "manners": manners}


class Pressing(Row):
    """An act by which somebody stands against a pair, and the weight by which it is ranked."""

    types: frozenset[EventType] = frozenset()
    modes: frozenset[str] | None = None
    stances: frozenset[Stance] = frozenset()
    attitudes: frozenset[Attitude] = frozenset()
    weight: Share


class Gravity(Row):
    """The harm of a channel whose goods cost their owner their plain weight."""

    pivot: Annotated[float, Field(gt=0, le=1)]
    reason: str


class Lengths(Row):
    """How long a quote and a title may be before they are cut, in characters."""

    quote: Annotated[int, Field(ge=20)]
    title: Annotated[int, Field(ge=20)]


class DraftsFile(Row):
    """drafts.yaml."""

    scale: dict[str, float]
    gravity: Gravity
    lengths: Lengths
    kinds: dict[str, Kind]
    presses: dict[str, Pressing]
    flows: frozenset[str]
    covers: frozenset[str]
    cues: dict[str, tuple[str, ...]]
    families: dict[str, dict[str, Family]]

    def rule(self, game: str, family: str, manner: str) -> tuple[str, Rule]:
        """Return the rule for a manner, else the placeholder's, with its name."""
        rules = self.families[game][family].manners
        chosen = manner if manner in rules else PLACEHOLDER
        return f"{family}.{chosen}", rules[chosen]

    def has_cue(self, name: str, text: str) -> bool:
        """Return whether a text holds one of the cues of a name."""
        return (
            re.search(rf"\b(?:{'|'.join(self.cues[name])})\b", text, re.IGNORECASE) is not None
        )


@dataclass(frozen=True, slots=True)
class Ruled:
    """A range with the rule that gave it.

    Attributes:
        numbers: Low, mode, high.
        rule: Its name, such as `cost.doubted`.
        reason: Why, in a sentence.
        working: How the numbers came about, such as `9 x [0.2, 0.8, 1.7]`.
    """

    numbers: tuple[float, float, float]
    rule: str
    reason: str
    working: str


@cache
def load_rules() -> DraftsFile:
    """Return the packaged rules, read and checked once.

    Raises:
        OntologyError: The file is malformed, or names a channel that is not known.
    """
    place = resources.files("tocsin.model").joinpath("ontology", "game", FILE)
    rules = parse(place.read_text(encoding="utf-8"), DraftsFile, FILE)
    unknown = (rules.flows | rules.covers) - load_ontology().channels.channels.keys()
    if unknown:
        message = f"{FILE}: there is no channel {min(unknown)!r}."
        raise OntologyError(message, subject=FILE)
    return rules


def apply(game: str, family: str, manner: str, *, weight: float = 1.0) -> Ruled:
    """Return the range that the rules give a parameter of a family.

    Args:
        game: Name of the kind of game.
        family: What comes before the first dot of the parameter's name.
        manner: What the claims say; one that the family does not know is the placeholder.
        weight: What a range is multiplied by in a family that says so.
    """
    rules = load_rules()
    name, rule = rules.rule(game, family, manner)
    if rules.families[game][family].times is None:
        return Ruled(rule.range, name, rule.reason, _told(rule.range))
    low, mode, high = (weight * number for number in rule.range)
    working = f"{weight:.3g} x {_told(rule.range)}"
    return Ruled((low, mode, high), name, rule.reason, working)


def _told(numbers: tuple[float, float, float]) -> str:
    """Return numbers as a list."""
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"
