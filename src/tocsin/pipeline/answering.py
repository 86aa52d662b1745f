"""The main run: from sources and a question to an assessment that the ledger keeps."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tocsin.assess import (
    Inquiry,
    Library,
    LookFor,
    LookUp,
    assess,
    load_grades,
    load_hypotheses,
    load_overrides,
    merged,
)
from tocsin.coding import depth_of, named_states
from tocsin.errors import InsufficientDataError
from tocsin.model.assessment import Assessment
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId
from tocsin.model.outcome import GameResult
from tocsin.model.record import Record, Sought
from tocsin.model.world import load_world
from tocsin.pipeline.base import Request, Watcher
from tocsin.pipeline.claims import count_documents
from tocsin.pipeline.command import command_of
from tocsin.pipeline.evidencing import Evidence, Shelf, gather_evidence
from tocsin.pipeline.gather import attempt_readings
from tocsin.pipeline.output import check_output, is_brief, write_answer, write_whole
from tocsin.pipeline.since import check_since, since_of
from tocsin.pipeline.states import parse_dyad, parse_states
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger
from tocsin.tell import BriefInput, hypotheses_yaml
from tocsin.tell.watched import resolved_line, told_lines
from tocsin.tell.whole import refuse_unwritable

if TYPE_CHECKING:
    from tocsin.pipeline.forecasting.asking import Answered


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
    _check_files(request)
    inquiry = inquiry_of(request, settings, watcher)
    with open_ledger(settings.store) as ledger:
        watcher.expect(count_documents(request.intake, settings))
        readings = attempt_readings(request.intake, settings=settings, watcher=watcher)
        shelf = shelf_of(ledger, inquiry)
        evidence = gather_evidence(
            readings,
            request.as_of,
            shelf,
            settings=settings,
            watcher=watcher,
            jobs=request.jobs,
        )
        assessment = assess_evidence(
            evidence, inquiry, ledger, settings=settings, watcher=watcher, since=request.since
        )
        keep(assessment, ledger)
        if request.record:
            asked = record(assessment, ledger, settings=settings, watcher=watcher)
            watcher.note(_recorded(asked))
            for line in _settled(assessment, evidence, ledger, settings):
                watcher.note(line)
        view = view_of(assessment, evidence)
        if request.out is not None and is_brief(request.out):
            view = _with_background(view, shelf, settings)
    for note in evidence.notes:
        watcher.note(note)
    if request.write_hypotheses is not None:
        watcher.step("writing", str(request.write_hypotheses))
        write_whole(hypotheses_yaml(view), request.write_hypotheses, flag="--write-hypotheses")
        watcher.note(f"The rival hypotheses are written to {request.write_hypotheses}.")
    if request.out is not None:
        watcher.step("writing", str(request.out))
        write_answer(view, request.out)
        watcher.note(f"The answer is written to {request.out}.")
    return view


def shelf_of(ledger: Ledger, inquiry: Inquiry) -> Shelf:
    """Return where the documents of a question go."""
    return Shelf(ledger, Library(merged(inquiry.grades), ledger.document))


def _check_files(request: Request) -> None:
    """Make sure that what is to be written can be, before anything is computed.

    Raises:
        UsageError: The ending of the answer is of no kind that can be written.
        OutputError: A file cannot be written.
    """
    if request.out is not None:
        check_output(request.out)
    if request.write_hypotheses is not None:
        refuse_unwritable(request.write_hypotheses, flag="--write-hypotheses")


def _with_background(view: BriefInput, shelf: Shelf, settings: Settings) -> BriefInput:
    """Return an answer with what its brief shows beside it; only a brief needs it."""
    from tocsin.pipeline.briefing import with_background  # noqa: PLC0415 - measures, scores

    return with_background(view, shelf.ledger, settings, library=shelf.library)


def keep(assessment: Assessment, ledger: Ledger) -> None:
    """Store an assessment with the values of measures that it rests on.

    Raises:
        StoreError: The ledger cannot be used.
    """
    if assessment.record is not None:
        ledger.add_values(assessment.record.values())
    ledger.add_assessment(assessment)


def record(
    assessment: Assessment, ledger: Ledger, *, settings: Settings, watcher: Watcher
) -> "tuple[Answered, ...]":
    """Return the questions that an answer asks, kept in the record of forecasts.

    Raises:
        StoreError: The ledger or the lake cannot be used.
    """
    from tocsin.pipeline.forecasting.from_judgements import (  # noqa: PLC0415 - DuckDB, for this only
        record_judgements,
    )

    return record_judgements(assessment, ledger, settings=settings, watcher=watcher)


def _recorded(asked: "tuple[Answered, ...]") -> str:
    """Return in a sentence which questions are in the record."""
    if not asked:
        return "No judgement here has a class of events; nothing entered the record."
    return f"In the record of forecasts: {', '.join(one.record.question.id for one in asked)}."


def _settled(
    assessment: Assessment, evidence: Evidence, ledger: Ledger, settings: Settings
) -> Iterator[str]:
    """Yield what the rules of the pair's open questions decide now, and what they lack.

    Raises:
        StoreError: The ledger or the lake cannot be used.
    """
    from tocsin.pipeline.forecasting.settling import settle  # noqa: PLC0415 - DuckDB, for this only

    claims = [claim for item in evidence.coded for claim in item.coding.claims]
    asked = assessment.question
    tried = settle(asked.dyad, claims, asked.as_of, ledger, settings=settings)
    yield from map(resolved_line, tried.resolved)
    yield from told_lines(tried.told)


def inquiry_of(request: Request, settings: Settings, watcher: Watcher) -> Inquiry:
    """Return the question as the assessment takes it, its games played.

    Raises:
        UsageError: The question cannot be asked like this.
        OntologyError: A file of stakes or a scenario says something that makes no sense.
    """
    if request.since:
        check_since(request.since)
    return Inquiry(
        dyad=parse_dyad(request.dyad) if request.dyad else None,
        as_of=request.as_of,
        horizon_days=settings.horizon_days,
        stakeholders=parse_states(request.stakeholders) if request.stakeholders else (),
        overrides=load_overrides(request.stakes) if request.stakes else (),
        hypotheses=load_hypotheses(request.hypotheses) if request.hypotheses else None,
        grades=load_grades(request.grades) if request.grades else None,
        command=command_of(request, settings),
        games=_played(request.games, watcher),
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
    from tocsin.game.explain import weigh  # noqa: PLC0415
    from tocsin.game.scenarios import read_scenario  # noqa: PLC0415

    found = []
    for path in paths:
        watcher.step("playing", str(path))
        found.append(weigh(read_scenario(path)))
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


def _row_looker(ledger: Ledger, settings: Settings) -> LookFor | None:
    """Return what looks for rows of a class of events; None where the lake holds nothing."""
    if not ledger.ingests():
        return None
    from tocsin.pipeline.forecasting.evidence import rows_of_class  # noqa: PLC0415 - DuckDB
    from tocsin.pipeline.record import place_of  # noqa: PLC0415
    from tocsin.store.lake.view import viewing  # noqa: PLC0415

    def look_for(
        name: str, pair: tuple[str, str], start: dt.date, until: dt.date
    ) -> list[tuple[dt.date, str]]:
        with viewing(ledger, place_of(ledger, settings)) as view:
            found = rows_of_class(name, pair, (start, until), view)
        return [(row.day, f"{row.source}:{row.key}") for row in found]

    return look_for


def assess_evidence(
    evidence: Evidence,
    inquiry: Inquiry,
    ledger: Ledger,
    *,
    settings: Settings,
    watcher: Watcher,
    since: str = "",
) -> Assessment:
    """Return the assessment of evidence, compared with an earlier day or answer where one is given.

    Raises:
        InsufficientDataError: The evidence does not carry an answer; where the texts name fewer
            than two states, the message says which.
        UsageError: There is no such day or answer to compare with.
    """
    watcher.step("assessing")
    depth = depth_of(settings.reader)
    shelf = Shelf(ledger, evidence.library)
    compared = since_of(since, shelf, evidence.coded, depth) if since else None
    if compared is not None:
        compared = replace(compared, look_for=_row_looker(ledger, settings))
    asked = replace(
        inquiry,
        look_up=_looker(ledger, settings, watcher),
        library=evidence.library,
        since=compared,
    )
    try:
        return _assessment(evidence, asked, settings)
    except InsufficientDataError as error:
        if inquiry.dyad is None and (reason := _too_few_states(evidence)) is not None:
            raise InsufficientDataError(reason, subject=error.subject) from error
        raise


def _too_few_states(evidence: Evidence) -> str | None:
    """Return the sentence that says that the texts name no state or one; None for more."""
    texts = map(evidence.library.open, (item.document for item in evidence.coded))
    named = sorted({state for document in texts for state in named_states(document)})
    paths = ", ".join(item.document.path for item in evidence.coded[:3])
    if len(named) > 1 or not evidence.coded:
        return None
    if not named:
        return f"No state is named in {paths}; give a text about two states."
    state = load_gazetteer().name_of(named[0])
    return f"Only one state is named in {paths}: {state}; give a text about two states."


def _assessment(evidence: Evidence, inquiry: Inquiry, settings: Settings) -> Assessment:
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


def view_of(assessment: Assessment, evidence: Evidence) -> BriefInput:
    """Return an assessment with all that its ids point to."""
    codings = [item.coding for item in evidence.coded]
    return BriefInput(
        assessment=assessment,
        claims={claim.id: claim for coding in codings for claim in coding.claims},
        stakes={mention.id: mention for coding in codings for mention in coding.stakes},
        documents={item.document.id: item.document for item in evidence.coded},
    )
