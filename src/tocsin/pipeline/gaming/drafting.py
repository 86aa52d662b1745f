"""`tocsin game new`: scenarios drafted from claims, checked by reading them back."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tocsin.assess.drafts import (
    DRAFTERS,
    Draft,
    Material,
    gather_material,
    inform_once,
    try_draft,
)
from tocsin.errors import InsufficientDataError, OutputError, UsageError
from tocsin.game.scenarios import parse_scenario
from tocsin.model.world import load_world
from tocsin.pipeline.base import Intake, Watcher
from tocsin.pipeline.gaming.evidence import Evidence, gather, refuse_empty
from tocsin.pipeline.output import write_whole
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings
from tocsin.tell.whole import refuse_unwritable

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What somebody wants drafted.

    Attributes:
        intake: Claims, ids of the ledger, or texts, and what is said of them.
        kind: Name of the kind of game; empty for the first that the claims carry.
        dyad: The two states, as codes or names; found in the claims where empty.
        as_of: The day on which the pair is looked at.
        out: The file to be written; None for none.
        folder: A folder that gets one file for each kind that the claims carry.
        is_forced: Whether files that are there are replaced.
    """

    intake: Intake
    kind: str = ""
    dyad: str = ""
    as_of: dt.date | None = None
    out: Path | None = None
    folder: Path | None = None
    is_forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One scenario that was drafted.

    Attributes:
        kind: Name of the kind of game.
        text: The file.
        path: Where it was written; None where nowhere.
    """

    kind: str
    text: str
    path: Path | None = None


def draft_scenarios(
    request: Drafting, *, settings: Settings, watcher: Watcher
) -> tuple[Drafted, ...]:
    """Return the scenarios that the claims carry, written to their files.

    Raises:
        UsageError: There is no such kind of game, a file is there already, a line is no claim,
            or the options contradict each other.
        InsufficientDataError: The claims do not carry the game that is asked for, or any.
        OutputError: A file cannot be written.
        ReadError: Nothing can be read.
        StoreError: The ledger cannot be used.
    """
    _check(request)
    dyad = parse_dyad(request.dyad) if request.dyad else None
    found = gather(request.intake, settings=settings, watcher=watcher)
    refuse_empty(found)
    watcher.step("drafting", request.kind or "games")
    material = gather_material(
        (
            list(found.claims.values()),
            list(found.stakes.values()),
            list(found.documents.values()),
        ),
        world=load_world(),
        dyad=dyad or found.dyad,
        as_of=request.as_of or found.day,
    )
    _note_what_is_missing(material, found, watcher)
    chosen = _chosen(request, material, watcher)
    return tuple(_written(kind, draft, request) for kind, draft in chosen)


def _check(request: Drafting) -> None:
    """Refuse what cannot be carried out, before anything is read.

    Raises:
        UsageError: The kind is unknown, the options contradict each other, or a file is there.
        OutputError: A file cannot be written.
    """
    if request.kind and request.kind not in DRAFTERS:
        message = f"There is no game {request.kind!r}; there are {', '.join(DRAFTERS)}."
        raise UsageError(message, subject=request.kind)
    if not request.intake.sources:
        message = "A draft needs evidence: --from CLAIMS, an article, or - for standard input."
        raise UsageError(message, subject="--from")
    if request.folder is not None and (request.out is not None or request.kind):
        raise UsageError(
            "--all writes every kind that the claims carry, each to a file of its own; leave "
            "the kind and --out out.",
            subject="--all",
        )
    if request.out is not None:
        if request.out.suffix.lower() not in ENDINGS:
            raise UsageError(
                f"{request.out} has the ending {request.out.suffix!r}; a scenario ends in "
                f"{' or '.join(ENDINGS)}.",
                subject="--out",
            )
        _refuse_taken(request.out, request)
        refuse_unwritable(request.out, flag="--out")
    if request.folder is not None:
        _make(request.folder)
        for kind in DRAFTERS:
            _refuse_taken(request.folder / f"{kind}.yaml", request)


def _refuse_taken(path: Path, request: Drafting) -> None:
    """Refuse a file that is there, unless it may be replaced.

    Raises:
        UsageError: It is there.
    """
    if path.exists() and not path.is_dir() and not request.is_forced:
        raise UsageError(
            f"{path} is there already, and may have been worked on; name another file, or "
            "replace it with --force.",
            subject=str(path),
        )


def _make(folder: Path) -> None:
    """Make a folder where there is none.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made: {error.strerror}; name another folder with --all."
        raise OutputError(message, subject=str(folder)) from error


def _note_what_is_missing(material: Material, found: Evidence, watcher: Watcher) -> None:
    """Tell what the draft does without."""
    if material.day is None:
        watcher.note(
            "No document has a date, so that recorded relations are left out; give the day with "
            "--as-of, or date the documents with --date."
        )
    late = len(found.documents) - len(material.case.documents)
    if late:
        watcher.note(f"{late} of {len(found.documents)} documents are of after --as-of.")
    if not found.stakes:
        watcher.note(
            "Claims alone do not say who fears what; give the texts themselves, and stakes are "
            "read as well."
        )


def _chosen(request: Drafting, material: Material, watcher: Watcher) -> list[tuple[str, Draft]]:
    """Return the drafts that are asked for, by kind.

    Raises:
        InsufficientDataError: The claims do not carry them.
    """
    found: list[tuple[str, Draft]] = []
    for kind in [request.kind] if request.kind else DRAFTERS:
        tried = try_draft(kind, material)
        if tried.draft is not None:
            found.append((kind, tried.draft))
        elif request.kind:
            raise InsufficientDataError(tried.why_not, subject=kind)
        if not request.kind:
            watcher.note(f"{kind}: {tried.why_not or 'the claims carry a draft.'}")
    if not found:
        raise InsufficientDataError(
            "The claims carry no game: for each kind the reason is above; -q hides it."
        )
    return list(inform_once(dict(found)).items()) if request.folder is not None else found[:1]


def _written(kind: str, draft: Draft, request: Drafting) -> Drafted:
    """Return a draft that reads back as a scenario, written where it belongs."""
    text, path = draft.text, request.out
    parse_scenario(text, f"{kind}.yaml")
    if request.folder is not None:
        path = request.folder / f"{kind}.yaml"
    if path is not None:
        write_whole(text, path)
    return Drafted(kind=kind, text=text, path=path)
