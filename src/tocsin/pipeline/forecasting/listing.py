"""Questions of the record, all or one."""

import datetime as dt
from dataclasses import dataclass, replace

from tocsin.errors import UsageError
from tocsin.model.forecast import QuestionRecord, Stage
from tocsin.pipeline.forecasting.evidence import shareable_rows
from tocsin.pipeline.measuring import refuse_empty
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings
from tocsin.store import open_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which questions somebody wants to see.

    Attributes:
        as_of: The day by which open and due are told apart.
        stages: How far they have come; all.
        kind: Only those of a class of events.
        dyad: Only those on two states, as codes or names.
    """

    as_of: dt.date
    stages: tuple[Stage, ...] = ()
    kind: str = ""
    dyad: str = ""


def list_questions(request: Listing, *, settings: Settings) -> tuple[QuestionRecord, ...]:
    """Return questions, those first whose window ends first; none where none was asked.

    Raises:
        UsageError: There is no such pair of states.
        InsufficientDataError: There is no ledger.
        StoreError: The ledger cannot be read.
    """
    refuse_empty(settings)
    pair = set(parse_dyad(request.dyad)) if request.dyad else set()
    with open_ledger(settings.store, create=False) as ledger:
        records = ledger.questions()
    chosen = [
        one
        for one in records
        if request.kind in ("", one.question.event_class)
        and (not pair or pair == set(one.question.dyad))
        and (not request.stages or _stage(one, request.as_of) in request.stages)
    ]
    return tuple(sorted(chosen, key=lambda one: (one.question.end, one.question.id)))


def find_question(ref: str, *, settings: Settings) -> QuestionRecord:
    """Return the question that an id of it, of a forecast or of a resolution stands for.

    Raises:
        UsageError: There is none, or there are several.
        InsufficientDataError: There is no ledger.
        StoreError: The ledger cannot be read.
    """
    refuse_empty(settings)
    with open_ledger(settings.store, create=False) as ledger:
        return ledger.question(ref)


def shareable_record(record: QuestionRecord) -> QuestionRecord:
    """Return a question without the words of rows that may not be handed on."""
    return replace(
        record,
        forecasts=tuple(
            replace(
                one,
                reasons=tuple(
                    replace(reason, rows=shareable_rows(reason.rows)) for reason in one.reasons
                ),
            )
            for one in record.forecasts
        ),
        resolutions=tuple(
            replace(one, rows=shareable_rows(one.rows)) for one in record.resolutions
        ),
    )


def stages_of(texts: tuple[str, ...]) -> tuple[Stage, ...]:
    """Return the stages that words name.

    Raises:
        UsageError: One names none.
    """
    known = {stage.value: stage for stage in Stage}
    for text in texts:
        if text not in known:
            message = f"There is no stage {text!r}; known are {', '.join(known)}."
            raise UsageError(message, subject=text)
    return tuple(known[text] for text in texts)


def _stage(record: QuestionRecord, day: dt.date) -> Stage:
    """Return how far a question has come on a day."""
    return record.question.stage(day, record.resolution)
