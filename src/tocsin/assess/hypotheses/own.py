"""A user's own hypotheses: a YAML file that adds to what the claims propose, or replaces it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from tocsin.assess.hypotheses.schema import SILENCE, CellName
from tocsin.assess.ontology import load_ontology
from tocsin.assess.schema import Row
from tocsin.errors import OntologyError
from tocsin.model.located import Located, load

MAX_BYTES = 1_000_000
MOST = 20
LEAST_PRIOR = 0.001

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Prior = Annotated[float, Field(ge=LEAST_PRIOR, le=1, strict=True)]


class OwnReading(Row):
    """One hypothesis of a user's file.

    Attributes:
        statement: What it says, one sentence; a proposed one keeps its own where absent.
        prior: Its chance among those with the same parent, scaled to sum to 1.
        parent: The hypothesis that it is a kind of.
        reason: Why it is weighed.
        classes: Its cell for each class of claims of hypotheses.yaml, and for `silence`.
        claims: Its cell for single claims, which wins over that of their class.
    """

    statement: Text | None = None
    prior: Prior | None = None
    parent: str | None = None
    reason: Text | None = None
    classes: Annotated[dict[str, CellName], Field(default_factory=dict)]
    claims: Annotated[dict[str, CellName], Field(default_factory=dict)]


class OwnFile(Row):
    """A user's hypotheses file.

    Attributes:
        proposed: Whether what the claims propose is weighed too; the file stands alone if not.
        drop: Proposed ones that are taken out, with all that are kinds of them.
        hypotheses: Own ones, and proposed ones with what is changed of them.
    """

    proposed: bool = True
    drop: tuple[str, ...] = ()
    hypotheses: Annotated[dict[Name, OwnReading], Field(default_factory=dict, max_length=MOST)]


@dataclass(frozen=True, slots=True)
class OwnHypotheses:
    """A user's file with the line of everything in it."""

    file: OwnFile
    located: Located

    @property
    def name(self) -> str:
        """Return the file's name without its folder."""
        return Path(self.located.name).name

    @property
    def claims(self) -> frozenset[str]:
        """Return the claims that have cells set by hand."""
        return frozenset(one for row in self.file.hypotheses.values() for one in row.claims)


def load_hypotheses(path: Path) -> OwnHypotheses:
    """Return the hypotheses that a user has written.

    Raises:
        OntologyError: The file cannot be read, is no YAML, or says something that makes no
            sense by itself; the message names file, line and fix.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); name a hypotheses file."
        raise OntologyError(message, subject=str(path)) from error
    except UnicodeDecodeError as error:
        where = f"{path}:{raw[: error.start].count(10) + 1}"
        message = f"{where}: this is no UTF-8 text; save the file as UTF-8."
        raise OntologyError(message, subject=where) from error
    if len(raw) > MAX_BYTES:
        message = f"{path}: {len(raw):,} bytes; a hypotheses file has at most {MAX_BYTES:,}."
        raise OntologyError(message, subject=str(path))
    return parse_hypotheses(text, str(path))


def parse_hypotheses(text: str, name: str = "hypotheses.yaml") -> OwnHypotheses:
    """Return the hypotheses in the text of a user's file.

    Raises:
        OntologyError: As of `load_hypotheses`.
    """
    located = load(text, name, begin="`hypotheses:`")
    try:
        file = OwnFile.model_validate(located.data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = tuple(part for part in first["loc"] if part != "[key]")
        at = ".".join(map(str, place)) or "the whole"
        located.refuse(place, f"at {at}: {_advice(first)}")
    _check_classes(file, located)
    _check_parents(file, located)
    return OwnHypotheses(file, located)


def _advice(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a value and what would be right."""
    place = error["loc"]
    if place[-1:] == ("prior",):
        return f"a prior is a number from {LEAST_PRIOR} to 1; found {error['input']!r}."
    if place[-1:] == ("[key]",):
        return (
            f"the name {error['input']!r} must be small letters, digits and _, begin with a "
            "letter, and have at most 40 signs."
        )
    if error["type"] == "extra_forbidden":
        keys = OwnReading.model_fields if place[:1] == ("hypotheses",) else OwnFile.model_fields
        return f"there is no key {place[-1]!r}; there are {', '.join(keys)}."
    return f"{error['msg']}; found {error['input']!r}."


def _check_classes(file: OwnFile, located: Located) -> None:
    """Refuse a cell for a class of claims that there is not."""
    known = (*load_ontology().hypotheses.classes, SILENCE)
    for name, row in file.hypotheses.items():
        for one in row.classes:
            if one not in known:
                located.refuse(
                    ("hypotheses", name, "classes", one),
                    f"there is no class of claims {one!r}; there are {', '.join(known)}.",
                )


def _check_parents(file: OwnFile, located: Located) -> None:
    """Refuse what descends from itself, and what is both written and taken out."""
    rows = {name: row.parent for name, row in file.hypotheses.items()}
    for name in rows:
        if cycle := find_cycle(name, rows):
            located.refuse(
                ("hypotheses", name, "parent"),
                f"{name} descends from itself ({' < '.join(cycle)}); take one parent out.",
            )
    for place, name in enumerate(file.drop):
        if name in rows:
            located.refuse(
                ("drop", place), f"{name} is taken out and written below; keep one of the two."
            )


def find_cycle(name: str, rows: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the way from a name by its parents back to itself; empty where there is none."""
    way = [name]
    parent = rows.get(name)
    while parent is not None and parent not in way:
        way.append(parent)
        parent = rows.get(parent)
    return (*way, name) if parent == name else ()
