"""The coder's word lists, read once from its data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

from tocsin.errors import OntologyError
from tocsin.model.gazetteer import Gazetteer
from tocsin.model.vocabulary import Attitude, EventType, Item, Stance

FOLDER = "tocsin.coding.data"
_FILES = ("reference.yaml", "items.yaml", "cues.yaml", "stakes.yaml", "frames.yaml")
_CLASS_FILES = ("words.yaml", "cues.yaml", "reference.yaml", "stakes.yaml")


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
        needs: The noun class that the object must be of; such a frame is read with its noun
            (`phrases`) and never by the verb alone. Empty for most.
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
    """All word lists of the coder.

    Attributes:
        second: The further frames of a verb, read in order where the first finds no parties.
        known_verbs: Every verb of a frame or phrase, as it stands there.
        words: The plain word classes by name: the lists of `words.yaml`, `cues.yaml`,
            `reference.yaml` and `stakes.yaml`.
    """

    pronouns: Mapping[str, tuple[str, str]]
    pronoun_reach: int
    numbers: Mapping[str, int]
    ranks: tuple[str, ...]
    state_nouns: Mapping[str, tuple[str, ...]]
    role_nouns: Mapping[str, str]
    titles: frozenset[str]
    item_heads: Mapping[str, Item]
    item_phrases: Mapping[str, Item]
    item_modifiers: Mapping[str, Item]
    modes: Mapping[str, str]
    verbs: Mapping[str, Frame]
    second: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, Frame]
    phrases: tuple[PhraseFrame, ...]
    known_verbs: frozenset[str]
    reporting: Mapping[str, Stance]
    holder_nouns: Mapping[str, Stance]
    operators: Mapping[str, str]
    noun_operators: Mapping[str, str]
    adjectives: Mapping[str, str]
    modifiers: Mapping[str, str]
    modals: Mapping[str, str]
    deverbal: Mapping[str, str]
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
    reference, items, cues, stakes, frames = map(_load, _FILES)
    return Lexicon(
        pronouns={form: (kind, sex) for form, (kind, sex) in reference["pronouns"].items()},
        pronoun_reach=reference["pronoun_reach"],
        numbers=reference["numbers"],
        ranks=tuple(reference["ranks"]),
        state_nouns={noun: tuple(ids) for noun, ids in reference["state_nouns"].items()},
        role_nouns={form.lower(): kind for form, kind in gazetteer.roles.items()},
        titles=frozenset(gazetteer.titles) | {form.rstrip(".") for form in gazetteer.titles},
        item_heads=_members(Item, items["heads"]),
        item_phrases=_members(Item, items["phrases"]),
        item_modifiers=_members(Item, items["modifiers"]),
        modes=_inverted(items["modes"]),
        verbs=_frames(frames["verbs"]),
        second=_seconds(frames["verbs"]),
        nouns=_frames(frames["nouns"]),
        phrases=tuple(_phrase(entry) for entry in frames["phrases"]),
        known_verbs=_known_verbs(frames),
        reporting=_members(Stance, cues["reporting"]),
        holder_nouns=_members(Stance, cues["holder_nouns"]),
        operators=_inverted(cues["operators"]),
        noun_operators=_inverted(cues["nouns"]),
        adjectives=_inverted(cues["adjectives"]),
        modifiers=_inverted(cues["modifiers"]),
        modals=_inverted(cues["modals"]),
        deverbal=cues["deverbal"],
        words=_word_classes(),
        attitude_nouns=_members(Attitude, stakes["attitude_nouns"]),
        attitude_verbs=_members(Attitude, stakes["attitude_verbs"]),
        attitude_adjectives=_members(Attitude, stakes["attitude_adjectives"]),
    )


def load_mapping(name: str) -> dict[str, Any]:
    """Return the mapping that a data file of the coder holds.

    Raises:
        OntologyError: The file does not hold what it should.
    """
    return _load(name)


def _word_classes() -> dict[str, frozenset[str]]:
    """Return the plain lists of the data files by name.

    Raises:
        OntologyError: Two files have a list of the same name.
    """
    found: dict[str, frozenset[str]] = {}
    for file in _CLASS_FILES:
        for name, value in _load(file).items():
            if not isinstance(value, list):
                continue
            if name in found:
                raise OntologyError(f"{file}: the list {name} stands twice.", subject=file)
            found[name] = frozenset(value)
    return found


@dataclass(frozen=True, slots=True)
class Repairs:
    """What the parser gets wrong: lemmas, and markers that may be prepositions."""

    lemmas: Mapping[str, str]
    two_faced_markers: frozenset[str]


@cache
def load_repairs() -> Repairs:
    """Return the corrections of the parser's output.

    Raises:
        OntologyError: The file does not hold what it should.
    """
    data = _load("parser.yaml")
    return Repairs(data["lemmas"], frozenset(data["two_faced_markers"]))


def load_data(name: str) -> dict[str, Any]:
    """Return the mapping that a data file of the coder holds; not to be changed.

    Raises:
        OntologyError: The file is no YAML, no mapping, or holds a truth value in a list.
    """
    return _load(name)


def load_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the lists of words of one data file by name.

    Raises:
        OntologyError: The file does not hold what it should.
    """
    return {list_: frozenset(words) for list_, words in _load(name).items()}


@cache
def _load(name: str) -> dict[str, Any]:
    """Return the mapping that a data file holds."""
    # The C loader is eight times faster; wheels of PyYAML have it, some builds do not.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.files(FOLDER) / name).read_text(encoding="utf-8")
    try:
        data = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader in either case
    except yaml.YAMLError as error:
        raise OntologyError(f"{name} is no YAML: {error}.", subject=name) from error
    if not isinstance(data, dict):
        raise OntologyError(f"{name} must hold a mapping.", subject=name)
    _check_words(name, data)
    return data


def _check_words(file: str, data: object) -> None:
    """Refuse lists with truth values: YAML reads a bare `no` or `on` as one, and not as a word.

    Raises:
        OntologyError: A list holds a truth value.
    """
    if isinstance(data, dict):
        for value in data.values():
            _check_words(file, value)
    elif isinstance(data, list):
        for value in data:
            if isinstance(value, bool):
                message = f"{file}: a list holds the truth value {value}; quote words such as no, on and false."
                raise OntologyError(message, subject=file)
            _check_words(file, value)


def _inverted(groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Return word -> group for lists by group; the first group that has a word keeps it."""
    found: dict[str, str] = {}
    for group, words in groups.items():
        for word in words:
            found.setdefault(word, group)
    return found


Member = TypeVar("Member", bound=StrEnum)


def _members(kind: type[Member], groups: Mapping[str, list[str]]) -> dict[str, Member]:
    """Return word -> member of a closed set, for lists by the member's value."""
    return {word: kind(name) for word, name in _inverted(groups).items()}


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
        frame = _frame(entry)
        for lemma in entry["lemmas"]:
            found.setdefault(lemma, frame)
    return found


def _known_verbs(frames: Mapping[str, list[dict[str, Any]]]) -> frozenset[str]:
    """Return every verb that a frame or a phrase knows, with its particle."""
    alone = (lemma for entry in frames["verbs"] for lemma in entry["lemmas"])
    with_noun = (lemma for entry in frames["phrases"] for lemma in entry["verbs"])
    return frozenset((*alone, *with_noun))


def _phrase(entry: Mapping[str, Any]) -> PhraseFrame:
    """Return the frame of a verb and a noun together."""
    return PhraseFrame(frozenset(entry["verbs"]), frozenset(entry["nouns"]), _frame(entry))


def _seconds(entries: list[dict[str, Any]]) -> dict[str, tuple[Frame, ...]]:
    """Return lemma -> its further frames, in order: read where the first finds no parties."""
    every: dict[str, tuple[Frame, ...]] = {}
    for entry in entries:
        frame = _frame(entry)
        for lemma in entry["lemmas"]:
            every[lemma] = (*every.get(lemma, ()), frame)
    return {lemma: frames[1:] for lemma, frames in every.items() if len(frames) > 1}
