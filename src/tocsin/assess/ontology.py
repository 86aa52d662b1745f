"""Reading the assessment's data files, with errors that name file and line."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tocsin.assess.hypotheses.schema import HypothesesFile
from tocsin.assess.schema import (
    BaseRatesFile,
    ChannelsFile,
    LikelihoodsFile,
    OverridesFile,
    StakeOverride,
    StakesFile,
)
from tocsin.errors import OntologyError
from tocsin.model.event_classes import load_event_classes
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country
from tocsin.model.located import refuse_unfit

FOLDER = "tocsin.model"
PLACE = ("ontology", "assess")

MAX_BYTES = 1_000_000
"""How large a file of a user may be."""
MOST_SHOWN = 200

File = TypeVar("File", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """One line of the follow-through table.

    Attributes:
        dataset: The event data it was counted on.
        horizon_days: Days after the intent.
        p_intent: Share of pairs with a visit after an expressed intent.
        p_control: Share of pairs with a visit after a random day.
        n: Number of expressed intents.
    """

    dataset: str
    horizon_days: int
    p_intent: float
    p_control: float
    n: int


@dataclass(frozen=True)
class Ontology:
    """All data files of the assessment."""

    channels: ChannelsFile
    base_rates: BaseRatesFile
    follow_through: tuple[FollowThrough, ...]
    likelihoods: LikelihoodsFile
    stakes: StakesFile
    hypotheses: HypothesesFile


@cache
def load_ontology() -> Ontology:
    """Return the packaged data files, read and checked once.

    Raises:
        OntologyError: A file is malformed; the subject is `file:line`.
    """
    base_rates = packaged("base_rates.yaml", BaseRatesFile)
    ontology = Ontology(
        channels=packaged("channels.yaml", ChannelsFile),
        base_rates=base_rates,
        follow_through=_follow_through(base_rates.follow_through.file),
        likelihoods=packaged("likelihoods.yaml", LikelihoodsFile),
        stakes=packaged("stakes.yaml", StakesFile),
        hypotheses=packaged("hypotheses.yaml", HypothesesFile),
    )
    _check_names(ontology)
    return ontology


def load_overrides(path: Path) -> tuple[StakeOverride, ...]:
    """Return the stakes that a user has set by hand.

    Raises:
        OntologyError: The file cannot be read, is not YAML, or a line does not fit.
    """
    return parse_overrides(read_own(path, "a stakes file"), str(path))


def read_own(path: Path, what: str, *, remedy: str = "take out what it does not need") -> str:
    """Return the text of a file that a user has written.

    Args:
        path: The file.
        what: What it should be.
        remedy: What makes one smaller that is too large.

    Raises:
        OntologyError: It cannot be read, is no text, or is too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{path} cannot be read as {what}: {reason}."
        raise OntologyError(message, subject=str(path)) from error
    if len(raw) > MAX_BYTES:
        message = f"{path} is larger than {MAX_BYTES:,} bytes; {remedy}."
        raise OntologyError(message, subject=str(path))
    return text


def parse_overrides(text: str, name: str = "stakes.yaml") -> tuple[StakeOverride, ...]:
    """Return the stakes in the text of a user's stakes.yaml.

    Raises:
        OntologyError: The text is not YAML, or a line does not fit; the subject is `file:line`.
    """
    overrides = parse(text, OverridesFile, name).stakes
    known = load_ontology().channels.channels
    for index, row in enumerate(overrides):
        if row.channel != "*" and row.channel not in known:
            where = f"{name}:{line_of(text, ('stakes', index, 'channel'))}"
            message = (
                f"{where}: there is no channel {row.channel!r}; known are {', '.join(known)}."
            )
            raise OntologyError(message, subject=where)
        _refuse_unknown(row, index, text, name)
    _refuse_contradictions(overrides, text, name)
    return overrides


def _refuse_unknown(row: StakeOverride, index: int, text: str, name: str) -> None:
    """Refuse a row of somebody who is no state or body, which would set nothing.

    Raises:
        OntologyError: It is; the message names the line.
    """
    known = load_gazetteer().names
    for field in ("stakeholder", "giver", "receiver"):
        actor = getattr(row, field)
        if actor is not None and country(actor) not in known:
            where = f"{name}:{line_of(text, ('stakes', index, field))}"
            message = (
                f"{where}: {field} {actor!r} is no state or body; write a code of three letters "
                "such as KOR, or a body such as UN."
            )
            raise OntologyError(message, subject=where)


def _refuse_contradictions(overrides: tuple[StakeOverride, ...], text: str, name: str) -> None:
    """Refuse two rows that set the same for the same stakeholder, channel and ends.

    Raises:
        OntologyError: There are two; the message names both lines.
    """
    seen: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(overrides):
        line = line_of(text, ("stakes", index))
        for field in ("exposure", "harm"):
            if getattr(row, field) is None:
                continue
            key = (row.stakeholder, row.channel, row.giver, row.receiver, field)
            if key in seen:
                where = f"{name}:{line}"
                message = (
                    f"{where}: the {field} of {row.stakeholder} for channel {row.channel!r} is "
                    f"set in line {seen[key]} already; keep one of the two, or narrow one by "
                    "channel, giver or receiver."
                )
                raise OntologyError(message, subject=where)
            seen[key] = line


def parse(text: str, kind: type[File], name: str) -> File:
    """Return a YAML text as a checked file.

    Raises:
        OntologyError: The text is not YAML, or does not fit; the subject is `file:line`.
    """
    refuse_unfit(text, name)
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        last = max(1, len(text.splitlines()))
        where = f"{name}:{min(mark.line + 1, last) if mark else 1}"
        raise OntologyError(f"{where}: not YAML: {error}.", subject=where) from error
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = f"{name}:{line_of(text, first['loc'])}"
        at = ".".join(str(part) for part in first["loc"]) or "the whole"
        message = f"{where}: at {at}: {first['msg']}; found {_shown(first['input'])}."
        raise OntologyError(message, subject=where) from error


def _shown(value: object) -> str:
    """Return a value as it stands in a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def line_of(text: str, place: tuple[int | str, ...]) -> int:
    """Return the line, from 1, of the deepest node on the way to a place in a YAML text."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = 1
    for part in place:
        following = _child(node, part)
        if following is None:
            break
        node, line = following
    return line


def _child(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, int] | None:
    """Return a node's child by key or index, with the line on which it starts."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value) == str(part):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line + 1
    return None


def packaged_text(name: str) -> str:
    """Return the text of one of our data files."""
    return resources.files(FOLDER).joinpath(*PLACE, name).read_text(encoding="utf-8")


def packaged(name: str, kind: type[File]) -> File:
    """Return one of our data files, checked."""
    return parse(packaged_text(name), kind, name)


def _follow_through(name: str) -> tuple[FollowThrough, ...]:
    """Return the follow-through table."""
    rows = []
    for line, row in enumerate(csv.DictReader(packaged_text(name).splitlines()), start=2):
        try:
            rows.append(
                FollowThrough(
                    row["dataset"],
                    int(row["horizon_days"]),
                    float(row["p_intent"]),
                    float(row["p_control"]),
                    int(row["n"]),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            where = f"{name}:{line}"
            raise OntologyError(f"{where}: not a row: {row}.", subject=where) from error
    return tuple(rows)


def _check_names(ontology: Ontology) -> None:
    """Refuse names in one file that another file does not know."""
    channels = ontology.channels.channels
    needed = {
        "base_rates.yaml": (
            {row.base_rate for row in channels.values()},
            set(ontology.base_rates.classes),
        ),
        "channels.yaml": (
            {row.event_class for row in channels.values() if row.event_class},
            set(load_event_classes()),
        ),
        "stakes.yaml": (
            {name for role in ontology.stakes.roles.values() for name in role.exposure},
            set(channels),
        ),
        "hypotheses.yaml": (
            {name for row in ontology.hypotheses.classes.values() for name in row.cells},
            set(ontology.hypotheses.hypotheses),
        ),
    }
    for file, (used, known) in needed.items():
        if unknown := sorted(used - known):
            message = (
                f"{file}: unknown name {unknown[0]!r}; known are {', '.join(sorted(known))}."
            )
            raise OntologyError(message, subject=file)
