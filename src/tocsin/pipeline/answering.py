"""The main run: from sources and a question to an assessment that the ledger keeps."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from tocsin.assess import Inquiry, LookUp, assess, load_overrides
from tocsin.coding import Depth, coder_version, depth_of, named_states
from tocsin.errors import InsufficientDataError
from tocsin.model.assessment import Assessment
from tocsin.model.document import Document
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId
from tocsin.model.outcome import GameResult
from tocsin.model.record import Record, Sought
from tocsin.model.world import load_world
from tocsin.pipeline.base import Coded, Refused, Request, Watcher, sift
from tocsin.pipeline.claims import at_path, code_document
from tocsin.pipeline.command import command_of
from tocsin.pipeline.gather import attempt_readings
from tocsin.pipeline.output import check_output, write_answer
from tocsin.pipeline.states import parse_dyad, parse_states
from tocsin.read import Reading
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger
from tocsin.tell import BriefInput


@dataclass(slots=True)
class _Evidence:
    """What a run has gathered so far.

    Attributes:
        coded: The documents that count, with what was found in them.
        late: Documents of after the day of the assessment; they only are counted.
        notes: What the reader of an answer should know; an error needs none of it.
    """

    coded: list[Coded] = field(default_factory=list)
    late: list[Document] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def answer(request: Request, *, settings: Settings, watcher: Watcher) -> BriefInput:
    """Return the answer to a question with its evidence; it is kept in the ledger.

    What the ledger already holds of a document and this version of the coder is used again.

    Raises:
        UsageError: The question cannot be asked like this.
        OutputError: The file for the answer cannot be written.
        ReadError: No source could be read.
        InsufficientDataError: The evidence does not carry an answer.
        StoreError: The ledger cannot be used.
    """
    if request.out is not None:
        check_output(request.out)
    inquiry = _inquiry(request, settings)
    games = _played(request.games, watcher)
    with open_ledger(settings.store) as ledger:
        evidence = _gather(request, ledger, settings, watcher)
        watcher.step("assessing")
        asked = replace(inquiry, look_up=_looker(ledger, settings, watcher), games=games)
        assessment = _assess(evidence, asked, settings)
        if assessment.record is not None:
            ledger.add_values(assessment.record.values())
        ledger.add_assessment(assessment)
    for note in evidence.notes:
        watcher.note(note)
    view = _view(assessment, evidence)
    if request.out is not None:
        watcher.step("writing", str(request.out))
        write_answer(view, request.out)
    return view


def _inquiry(request: Request, settings: Settings) -> Inquiry:
    """Return the question as the assessment takes it."""
    return Inquiry(
        dyad=parse_dyad(request.dyad) if request.dyad else None,
        as_of=request.as_of,
        horizon_days=settings.horizon_days,
        stakeholders=parse_states(request.stakeholders) if request.stakeholders else (),
        overrides=load_overrides(request.stakes) if request.stakes else (),
        command=command_of(request, settings),
    )


def _played(paths: tuple[Path, ...], watcher: Watcher) -> tuple[GameResult, ...]:
    """Return the answers of the games of some scenario files.

    Games and what they compile are loaded only where one is played.

    Raises:
        OntologyError: A file says something that makes no sense.
        UsageError: The extra `game` is missing.
    """
    if not paths:
        return ()
    from tocsin.game.explain import explain  # noqa: PLC0415
    from tocsin.game.scenarios import read_scenario  # noqa: PLC0415

    found = []
    for path in paths:
        watcher.step("playing", str(path))
        found.append(explain(read_scenario(path)))
    return tuple(found)


def _looker(ledger: Ledger, settings: Settings, watcher: Watcher) -> LookUp | None:
    """Return what looks a pair up in the lake; None where the lake holds nothing.

    Measures and DuckDB are loaded only where there is something to look up.
    """
    if not ledger.ingests():
        return None
    from tocsin.assess.history import find_record  # noqa: PLC0415
    from tocsin.pipeline.record import place_of  # noqa: PLC0415
    from tocsin.store.lake.view import viewing  # noqa: PLC0415

    def look_up(
        dyad: tuple[ActorId, ActorId], as_of: dt.date, sought: tuple[Sought, ...]
    ) -> Record | None:
        watcher.step("looking up", "-".join(dyad))
        with viewing(ledger, place_of(ledger, settings)) as view:
            return find_record(view, dyad, as_of, sought)

    return look_up


def _gather(
    request: Request, ledger: Ledger, settings: Settings, watcher: Watcher
) -> _Evidence:
    """Return everything that the sources say, kept in the ledger."""
    readings = attempt_readings(request.intake, settings=settings, watcher=watcher)
    depth = depth_of(settings.reader)
    found = _code_or_recall(readings, request.as_of, ledger, watcher, depth)
    items: Iterator[Coded | Document] = sift(found, watcher)
    evidence = _Evidence()
    seen: set[str] = set()
    for item in items:
        document = item.document if isinstance(item, Coded) else item
        if document.id in seen:
            note = f"{document.path} is the same as a source before it; it counts once."
            evidence.notes.append(note)
            continue
        seen.add(document.id)
        _add(item, evidence)
    return evidence


def _add(item: Coded | Document, evidence: _Evidence) -> None:
    """Add one document to the evidence, with what its reader should know of it."""
    if isinstance(item, Document):
        evidence.late.append(item)
        note = f"{item.path} is dated {item.date}, after --as-of; it is left out."
        evidence.notes.append(note)
        return
    evidence.coded.append(item)
    if item.document.date is None:
        evidence.notes.append(f"{item.document.path} has no date; give it one with --date.")


def _code_or_recall(
    readings: Iterable[Reading | Refused],
    as_of: dt.date | None,
    ledger: Ledger,
    watcher: Watcher,
    depth: Depth,
) -> Iterator[Coded | Document | Refused]:
    """Yield each document coded; as it stands where it is too late, or why it was refused."""
    for item in readings:
        if isinstance(item, Refused):
            yield item
            continue
        date = item.document.date
        if as_of is not None and date is not None and date > as_of:
            yield item.document
            continue
        watcher.step("coding", item.document.path)
        yield _coded(item, ledger, depth)


def _coded(reading: Reading, ledger: Ledger, depth: Depth) -> Coded | Refused:
    """Return what the coder finds in a document, from the ledger where it is there."""
    document = _kept(reading, ledger)
    version = coder_version(depth)
    known = ledger.coding(document.id, version)
    if known is not None:
        return Coded(document, at_path(known, document.path))
    found = code_document(document, depth=depth)
    if isinstance(found, Coded):
        ledger.add_coding(found.coding, found.sentences, version)
    return found


def _kept(reading: Reading, ledger: Ledger) -> Document:
    """Return a document as the ledger keeps it, under the name that it has now.

    The text that was stored first stands, as earlier answers quote it.
    """
    document = reading.document
    if ledger.add_document(document, reading.raw):
        return document
    return replace(
        ledger.document(document.id),
        path=document.path,
        title=document.title,
        author=document.author,
        url=document.url,
    )


def _assess(evidence: _Evidence, inquiry: Inquiry, settings: Settings) -> Assessment:
    """Return the assessment of the evidence.

    Raises:
        InsufficientDataError: The evidence does not carry an answer; where the texts name fewer
            than two states, the message says which.
    """
    try:
        return _assessment(evidence, inquiry, settings)
    except InsufficientDataError as error:
        if inquiry.dyad is None and (reason := _too_few_states(evidence)) is not None:
            raise InsufficientDataError(reason, subject=error.subject) from error
        raise


def _too_few_states(evidence: _Evidence) -> str | None:
    """Return the sentence that says that the texts name no state or one; None for more."""
    named = sorted({state for item in evidence.coded for state in named_states(item.document)})
    paths = ", ".join(item.document.path for item in evidence.coded[:3])
    if len(named) > 1 or not evidence.coded:
        return None
    if not named:
        return f"No state is named in {paths}; give a text about two states."
    state = load_gazetteer().name_of(named[0])
    return f"Only one state is named in {paths}: {state}; give a text about two states."


def _assessment(evidence: _Evidence, inquiry: Inquiry, settings: Settings) -> Assessment:
    """Return the assessment of the evidence as the stage gives it."""
    return assess(
        [claim for item in evidence.coded for claim in item.coding.claims],
        [mention for item in evidence.coded for mention in item.coding.stakes],
        [*(item.document for item in evidence.coded), *evidence.late],
        inquiry,
        settings=settings,
        world=load_world(),
        rng=np.random.default_rng(settings.seed),
    )


def _view(assessment: Assessment, evidence: _Evidence) -> BriefInput:
    """Return an assessment with all that its ids point to."""
    codings = [item.coding for item in evidence.coded]
    return BriefInput(
        assessment=assessment,
        claims={claim.id: claim for coding in codings for claim in coding.claims},
        stakes={mention.id: mention for coding in codings for mention in coding.stakes},
        documents={item.document.id: item.document for item in evidence.coded},
    )
