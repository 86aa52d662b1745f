"""Resolving questions by their rule, from the events of the lake, or by hand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.model.forecast import (
    Answer,
    EvidenceRow,
    ForecastQuestion,
    QuestionRecord,
    Resolution,
    Stage,
)
from tocsin.model.index import Cover, Coverage
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.evidence import sought_by
from tocsin.pipeline.forecasting.histories import event_sources
from tocsin.pipeline.measuring import refuse_empty
from tocsin.pipeline.record import place_of
from tocsin.settings import Settings
from tocsin.store import Ledger, open_ledger
from tocsin.store.lake.class_rows import class_rows
from tocsin.store.lake.view import viewing
from tocsin.tell.words import listing

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

BY_RULE, BY_HAND = "rule", "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolving:
    """What somebody wants to have resolved.

    Attributes:
        as_of: Day of the resolution; later data are not looked at.
        question: Id of the question; empty for all that are due or have come already.
        answer: What came of it, by hand; None to let the rule decide.
        because: Why, for an answer by hand.
    """

    as_of: dt.date
    question: str = ""
    answer: Answer | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A question after the attempt to resolve it.

    Attributes:
        record: The question with all that is said of it.
        missing: What is missing to decide it; empty where it is decided.
        is_new: Whether the resolution is new.
    """

    record: QuestionRecord
    missing: str = ""
    is_new: bool = False


def resolve(
    request: Resolving, *, settings: Settings, watcher: Watcher
) -> tuple[Resolved, ...]:
    """Return questions with what came of them, which is kept in the ledger.

    Raises:
        UsageError: There is no such question, or an answer by hand has no question or reason.
        InsufficientDataError: There is no ledger.
        StoreError: The ledger or the lake cannot be used.
    """
    _refuse_partial(request)
    refuse_empty(settings)
    with (
        open_ledger(settings.store, create=False) as ledger,
        viewing(ledger, place_of(ledger, settings)) as view,
    ):
        if request.answer is not None:
            return (_by_hand(request, request.answer, ledger),)
        records = _chosen(request, ledger)
        return tuple(_by_rule(records, request, ledger, view, watcher))


def answer_of(text: str) -> Answer:
    """Return the answer that a word names.

    Raises:
        UsageError: It names none.
    """
    try:
        return Answer(text)
    except ValueError as error:
        message = f"--outcome is {text!r}; it must be yes, no or void."
        raise UsageError(message, subject="--outcome") from error


def _refuse_partial(request: Resolving) -> None:
    """Refuse an answer by hand that names no question or no reason.

    Raises:
        UsageError: It does not.
    """
    if request.answer is None:
        if request.because:
            raise UsageError("--because goes with --outcome; give both.", subject="--because")
        return
    if not request.question:
        message = "--outcome needs the question that it is of; give its id."
        raise UsageError(message, subject="--outcome")
    if not request.because.strip():
        message = "An outcome by hand needs its reason; give it with --because."
        raise UsageError(message, subject="--because")


def _by_hand(request: Resolving, answer: Answer, ledger: Ledger) -> Resolved:
    """Return a question as somebody resolves it.

    Raises:
        UsageError: There is no such question, or its no comes before its window has passed.
    """
    record = ledger.question(request.question)
    question = record.question
    if answer is Answer.NO and request.as_of <= question.end:
        message = (
            f"The window of {question.id} lasts to {question.end}; until then it may still come. "
            "Give --as-of a later day, or --outcome void."
        )
        raise UsageError(message, subject=question.id)
    found = Resolution(
        question=question.id,
        answer=answer,
        decided_on=request.as_of,
        by=BY_HAND,
        because=request.because.strip(),
    )
    return kept(record, found, ledger)


def _chosen(request: Resolving, ledger: Ledger) -> list[QuestionRecord]:
    """Return the questions that are tried: the one named, or all that are not resolved.

    Raises:
        UsageError: There is no such question.
    """
    if request.question:
        return [ledger.question(request.question)]
    return [record for record in ledger.questions() if record.resolution is None]


def _by_rule(
    records: list[QuestionRecord],
    request: Resolving,
    ledger: Ledger,
    view: "LakeView",
    watcher: Watcher,
) -> Iterator[Resolved]:
    """Yield the questions as their rules decide; of several those that are open pass silently."""
    coverage = event_sources(view.coverage())
    for record in records:
        watcher.step("resolving", record.question.id)
        if record.resolution is not None and record.resolution.by == BY_HAND:
            yield Resolved(record=record)
            continue
        found, missing = decided(record.question, request.as_of, coverage, view)
        if found is not None:
            yield kept(record, found, ledger)
        elif request.question or record.question.stage(request.as_of, None) is Stage.DUE:
            yield Resolved(record=record, missing=missing)


def decided(
    question: ForecastQuestion,
    as_of: dt.date,
    coverage: tuple[Coverage, ...],
    view: "LakeView",
) -> tuple[Resolution | None, str]:
    """Return what the rule of a question decides by the data, or what is missing for that.

    Raises:
        StoreError: The lake is damaged.
    """
    rule, until = question.rule, min(question.end, as_of)
    if until >= question.start:
        rows = class_rows(view, sought_by(rule, question, question.start, until))
        if rows:
            because = f"{rows[0].source} has such a row of {rows[0].day}"
            return _resolution(question, Answer.YES, as_of, because, rows=rows), ""
    if as_of <= question.end:
        return None, f"its window lasts to {question.end}, and no such row is there yet"
    held = [one for one in coverage if not rule.sources or one.source in rule.sources]
    whole = [one.source for one in held if _covers(one, question)]
    if whole:
        because = f"{listing(whole)} covers the window and has no such row"
        return _resolution(question, Answer.NO, as_of, because), ""
    missing = _missing(question, held)
    if as_of >= rule.void_on:
        because = f"by {rule.void_on} {missing}"
        return _resolution(question, Answer.VOID, as_of, because), ""
    return None, missing


def _covers(source: Coverage, question: ForecastQuestion) -> bool:
    """Return whether a source covers the window of a question in full, and both states."""
    is_of_both = not source.scope or set(question.dyad) <= set(source.scope)
    return is_of_both and source.of(question.start, question.end) is Cover.FULL


def _missing(question: ForecastQuestion, held: list[Coverage]) -> str:
    """Return what is missing to decide a question."""
    window = f"{question.start} to {question.end}"
    if not held:
        named = listing(question.rule.sources) or "any source of event data"
        return f"the lake holds nothing of {named}, which must cover {window}"
    parts = [
        f"{one.source} covers {one.start or 'unknown days'} to {one.end or 'unknown days'}"
        + (
            ""
            if not one.scope or set(question.dyad) <= set(one.scope)
            else ", other states only"
        )
        for one in held
    ]
    return f"no source covers all of {window}: {'; '.join(parts)}"


def _resolution(
    question: ForecastQuestion,
    answer: Answer,
    as_of: dt.date,
    because: str,
    *,
    rows: tuple[EvidenceRow, ...] = (),
) -> Resolution:
    """Return what the rule decides."""
    return Resolution(
        question=question.id,
        answer=answer,
        decided_on=as_of,
        by=BY_RULE,
        because=because,
        rows=rows,
    )


def kept(record: QuestionRecord, found: Resolution, ledger: Ledger) -> Resolved:
    """Return a question with a resolution that was stored."""
    before = record.resolution
    stored = ledger.add_resolution(found)
    is_new = before is None or stored.id != before.id
    return Resolved(record=ledger.question(record.question.id), is_new=is_new)
