"""The coder's word lists, read once from its data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tocsin.errors import OntologyError
from tocsin.model.gazetteer import Gazetteer
from tocsin.model.vocabulary import Attitude, EventType, Item, Stance

FOLDER = "tocsin.coding.data"


@dataclass(frozen=True, slots=True)
class Frame:
    """How one word stands for an act.

    Attributes:
        pattern: Which role is who; see the head of `frames.yaml`.
        type: PLOVER type of the act.
        mode: Refinement of the type.
        preps: Prepositions before the target of a verb.
        of: Whether an `of` phrase of a noun is its source or its target.
        reciprocal: Whether both sides do it.
        item: What is done together, where the word itself says so.
        needs: What the object must be: `evidence` or empty.
    """

    pattern: str
    type: EventType
    mode: str | None = None
    preps: tuple[str, ...] = ()
    of: str = "source"
    reciprocal: bool = False
    item: Item | None = None
    needs: str = ""


@dataclass(frozen=True, slots=True)
class PhraseFrame:
    """An act that a verb and its object noun name together."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    frame: Frame


@dataclass(frozen=True)
class Lexicon:
    """All word lists of the coder."""

    pronouns: Mapping[str, tuple[str, str]]
    pronoun_reach: int
    relative_pronouns: frozenset[str]
    numbers: Mapping[str, int]
    party_nouns: frozenset[str]
    state_nouns: Mapping[str, tuple[str, ...]]
    role_nouns: Mapping[str, str]
    titles: frozenset[str]
    item_heads: Mapping[str, Item]
    item_phrases: Mapping[str, Item]
    item_modifiers: Mapping[str, Item]
    modes: Mapping[str, str]
    verbs: Mapping[str, Frame]
    second: Mapping[str, Frame]
    nouns: Mapping[str, Frame]
    phrases: tuple[PhraseFrame, ...]
    reporting: Mapping[str, Stance]
    holder_nouns: Mapping[str, Stance]
    operators: Mapping[str, str]
    noun_operators: Mapping[str, str]
    adjectives: Mapping[str, str]
    modifiers: Mapping[str, str]
    modals: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    attitude_nouns: Mapping[str, Attitude]
    attitude_verbs: Mapping[str, Attitude]
    attitude_adjectives: Mapping[str, Attitude]


@cache
def load_lexicon(gazetteer: Gazetteer) -> Lexicon:
    """Return the word lists; role nouns and titles come from the gazetteer.

    Raises:
        OntologyError: A file does not hold what it should.
    """
    reference, items = _load("reference.yaml"), _load("items.yaml")
    cues, stakes, frames = _load("cues.yaml"), _load("stakes.yaml"), _load("frames.yaml")
    plain = {name: frozenset(value) for name, value in cues.items() if isinstance(value, list)}
    plain |= {
        name: frozenset(value) for name, value in stakes.items() if isinstance(value, list)
    }
    return Lexicon(
        pronouns={form: (kind, sex) for form, (kind, sex) in reference["pronouns"].items()},
        pronoun_reach=reference["pronoun_reach"],
        relative_pronouns=frozenset(reference["relative_pronouns"]),
        numbers=reference["numbers"],
        party_nouns=frozenset(reference["party_nouns"]),
        state_nouns={noun: tuple(ids) for noun, ids in reference["state_nouns"].items()},
        role_nouns={form.lower(): kind for form, kind in gazetteer.roles.items()},
        titles=frozenset(gazetteer.titles) | {form.rstrip(".") for form in gazetteer.titles},
        item_heads={word: Item(item) for word, item in _inverted(items["heads"]).items()},
        item_phrases={word: Item(item) for word, item in _inverted(items["phrases"]).items()},
        item_modifiers={
            word: Item(item) for word, item in _inverted(items["modifiers"]).items()
        },
        modes=_inverted(items["modes"]),
        verbs=_frames(frames["verbs"]),
        second=_seconds(frames["verbs"]),
        nouns=_frames(frames["nouns"]),
        phrases=tuple(_phrase(entry) for entry in frames["phrases"]),
        reporting={word: Stance(name) for word, name in _inverted(cues["reporting"]).items()},
        holder_nouns={
            word: Stance(name) for word, name in _inverted(cues["holder_nouns"]).items()
        },
        operators=_inverted(cues["operators"]),
        noun_operators=_inverted(cues["nouns"]),
        adjectives=_inverted(cues["adjectives"]),
        modifiers=_inverted(cues["modifiers"]),
        modals=_inverted(cues["modals"]),
        words=plain,
        attitude_nouns=_attitudes(stakes["attitude_nouns"]),
        attitude_verbs=_attitudes(stakes["attitude_verbs"]),
        attitude_adjectives=_attitudes(stakes["attitude_adjectives"]),
    )


def _load(name: str) -> dict[str, Any]:
    """Return the mapping that a data file holds."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.files(FOLDER) / name).read_text(encoding="utf-8")
    try:
        data = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader in either case
    except yaml.YAMLError as error:
        raise OntologyError(f"{name} is no YAML: {error}.", subject=name) from error
    if not isinstance(data, dict):
        raise OntologyError(f"{name} must hold a mapping.", subject=name)
    return data


def _inverted(groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Return word -> group for lists by group; the first group that has a word keeps it."""
    found: dict[str, str] = {}
    for group, words in groups.items():
        for word in words:
            found.setdefault(word, group)
    return found


def _attitudes(groups: Mapping[str, list[str]]) -> dict[str, Attitude]:
    """Return word -> attitude."""
    return {word: Attitude(name) for word, name in _inverted(groups).items()}


def _frame(entry: Mapping[str, Any]) -> Frame:
    """Return the frame that an entry describes."""
    item = entry.get("item")
    return Frame(
        pattern=entry.get("pattern", "act"),
        type=EventType(entry["type"]),
        mode=entry.get("mode"),
        preps=tuple(entry.get("preps", ())),
        of=entry.get("of", "source"),
        reciprocal=entry.get("reciprocal", False),
        item=Item(item) if item else None,
        needs=entry.get("needs", ""),
    )


def _frames(entries: list[dict[str, Any]]) -> dict[str, Frame]:
    """Return lemma -> frame; the first entry of a lemma stands."""
    found: dict[str, Frame] = {}
    for entry in entries:
        for lemma in entry["lemmas"]:
            found.setdefault(lemma, _frame(entry))
    return found


def _phrase(entry: Mapping[str, Any]) -> PhraseFrame:
    """Return the frame of a verb and a noun together."""
    return PhraseFrame(frozenset(entry["verbs"]), frozenset(entry["nouns"]), _frame(entry))


def _seconds(entries: list[dict[str, Any]]) -> dict[str, Frame]:
    """Return lemma -> its second frame: read where the first finds no parties."""
    first: set[str] = set()
    found: dict[str, Frame] = {}
    for entry in entries:
        for lemma in entry["lemmas"]:
            if lemma in first:
                found.setdefault(lemma, _frame(entry))
            first.add(lemma)
    return found
