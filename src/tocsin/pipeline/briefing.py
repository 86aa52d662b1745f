"""What a brief shows beside the answer: origins, the line of time, open questions, the record."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from tocsin.assess import Library
from tocsin.assess.origins import find_origins
from tocsin.errors import InsufficientDataError
from tocsin.measure.chronicle.timeline import Asking, timeline
from tocsin.model.claim import Telling
from tocsin.model.forecast import QuestionRecord
from tocsin.model.score import ScoreReport
from tocsin.model.timeline import CLAIMS, Timeline
from tocsin.pipeline.forecasting.scoring import Scoring, as_known, scored
from tocsin.pipeline.record import place_of
from tocsin.settings import Settings
from tocsin.store import Ledger
from tocsin.store.lake.view import viewing
from tocsin.tell import BriefInput


def with_background(
    view: BriefInput, ledger: Ledger, settings: Settings, *, library: Library
) -> BriefInput:
    """Return an answer with what its brief shows beside it, as of the day of the assessment.

    The line of time holds the claims of these documents alone, so that the same sources give the
    same brief; questions are what the ledger holds on the two.
    """
    question = view.assessment.question
    found = find_origins(list(view.documents.values()), library=library)
    origins = {str(one): str(lead) for one, lead in found.items()}
    questions = _questions(ledger, set(question.dyad), question.as_of)
    return replace(
        view,
        origins=origins,
        timeline=_timeline(view, origins, ledger, settings),
        questions=questions,
        score=_score(questions, question.as_of, settings),
    )


def _timeline(
    view: BriefInput, origins: dict[str, str], ledger: Ledger, settings: Settings
) -> Timeline | None:
    """Return what the claims tell of the two, as events; None where no claim has a day."""
    question = view.assessment.question
    tellings = _tellings(view)
    said = [one.published for one in tellings if one.published]
    if not said:
        return None
    asking = Asking(
        dyad=(str(question.dyad[0]), str(question.dyad[1])),
        since=min(said),
        until=max(question.as_of, *said),
        sources=(CLAIMS,),
    )
    with viewing(ledger, place_of(ledger, settings)) as record:
        return timeline(record, asking, tellings=tellings, copies=origins)


def _tellings(view: BriefInput) -> tuple[Telling, ...]:
    """Return the claims with what their documents say of themselves."""
    return tuple(
        Telling(claim=claim, published=doc.date, publisher=doc.publisher, title=doc.title)
        for claim in view.claims.values()
        if (doc := view.documents.get(claim.document)) is not None
    )


def _questions(ledger: Ledger, dyad: set[str], day: dt.date) -> tuple[QuestionRecord, ...]:
    """Return the questions on two states that were asked by a day, with what was said by then."""
    asked = (
        as_known(one, day)
        for one in ledger.questions()
        if set(one.question.dyad) == dyad and one.question.asked_on <= day
    )
    return tuple(sorted(asked, key=lambda one: (one.question.end, one.question.id)))


def _score(
    questions: Sequence[QuestionRecord], day: dt.date, settings: Settings
) -> ScoreReport | None:
    """Return the score of the questions that were decided; None where none was."""
    try:
        return scored(questions, Scoring(as_of=day), seed=settings.seed)
    except InsufficientDataError:
        return None
