"""The record scored: one forecast of each resolved question, beside base rates of that day."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.rates import CLIMATOLOGY, LAST, PAIR
from tocsin.forecast.scores import Cases, Rival, groups_of, score_cases
from tocsin.model.event_classes import event_class
from tocsin.model.forecast import Answer, Forecast, QuestionRecord, Stage
from tocsin.model.score import ScoreReport
from tocsin.pipeline.measuring import refuse_empty
from tocsin.pipeline.states import parse_dyad
from tocsin.settings import Settings
from tocsin.store import open_ledger

RIVALS = (
    (CLIMATOLOGY, "the share of all pairs"),
    (PAIR, "the pair's own rate"),
    (LAST, "the window before, as 0 or 1"),
)


class Which(StrEnum):
    """Which forecast of a question is scored."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """Which part of the record somebody wants scored.

    Attributes:
        as_of: Day of the score; later resolutions do not count.
        since: Only questions asked on this day or later.
        kind: Only questions of a class of events.
        dyad: Only questions on two states, as codes or names.
        method: Only forecasts of a method, such as `hand`.
        which: Which forecast of a question is scored.
    """

    as_of: dt.date
    since: dt.date | None = None
    kind: str = ""
    dyad: str = ""
    method: str = ""
    which: Which = Which.FIRST


def score(request: Scoring, *, settings: Settings) -> ScoreReport:
    """Return the score of the record.

    A forecast counts only if it was made before what decided its question had happened.

    Raises:
        UsageError: There is no such class or pair of states.
        InsufficientDataError: There is no ledger, or no resolved forecast in that part.
        StoreError: The ledger cannot be read.
    """
    refuse_empty(settings)
    if request.kind:
        event_class(request.kind)
    pair = frozenset(parse_dyad(request.dyad)) if request.dyad else frozenset()
    with open_ledger(settings.store, create=False) as ledger:
        records = [one for one in ledger.questions() if _is_asked(one, request, pair)]
    known = [as_known(one, request.as_of) for one in records]
    return scored(known, request, seed=settings.seed)


def scored(records: Sequence[QuestionRecord], request: Scoring, *, seed: int) -> ScoreReport:
    """Return the score of some questions.

    Raises:
        InsufficientDataError: None of them has a resolved forecast.
    """
    stages = Counter(one.question.stage(request.as_of, one.resolution) for one in records)
    answers = [one.resolution.answer for one in records if one.resolution]
    decided = [one for one in records if _is_decided(one)]
    pairs = [(one, found) for one in decided if (found := forecast_scored(one, request))]
    if not pairs:
        raise _nothing(records, decided)
    report = score_cases(_cases(pairs, request.which), rng=np.random.default_rng(seed))
    return replace(
        report,
        asked=len(records),
        open=stages[Stage.OPEN],
        due=stages[Stage.DUE],
        void=answers.count(Answer.VOID),
        unforecast=len(decided) - len(pairs),
    )


def as_known(record: QuestionRecord, day: dt.date) -> QuestionRecord:
    """Return a question with what was said of it up to a day."""
    return replace(
        record,
        forecasts=tuple(one for one in record.forecasts if one.made_on <= day),
        resolutions=tuple(one for one in record.resolutions if one.decided_on <= day),
    )


def forecast_scored(record: QuestionRecord, request: Scoring) -> Forecast | None:
    """Return the forecast of a question that is scored; None where there is none in time."""
    rows = record.resolution.rows if record.resolution else ()
    known = min((row.day for row in rows), default=record.question.end)
    in_time = [
        one
        for one in record.forecasts
        if one.made_on < known and request.method in ("", one.method)
    ]
    if not in_time:
        return None
    return in_time[0] if request.which is Which.FIRST else in_time[-1]


def _is_asked(record: QuestionRecord, request: Scoring, pair: frozenset[str]) -> bool:
    """Return whether a question belongs to the part that is scored."""
    question = record.question
    return (
        question.asked_on <= request.as_of
        and (request.since is None or question.asked_on >= request.since)
        and request.kind in ("", question.event_class)
        and (not pair or pair == set(question.dyad))
    )


def _is_decided(record: QuestionRecord) -> bool:
    """Return whether a question came to yes or no."""
    return record.resolution is not None and record.resolution.answer is not Answer.VOID


def _cases(pairs: Sequence[tuple[QuestionRecord, Forecast]], which: Which) -> Cases:
    """Return forecasts with outcomes as arrays; what hangs together are pairs of states."""
    came = [one.resolution and one.resolution.answer is Answer.YES for one, _ in pairs]
    names = ["-".join(sorted(one.question.dyad)) for one, _ in pairs]
    return Cases(
        p=np.array([found.p for _, found in pairs]),
        came=np.array(came, np.bool_),
        groups=groups_of(names),
        rivals=tuple(_rival(name, words, pairs) for name, words in RIVALS),
        which=f"the {which} forecast of each question that was made in time",
    )


def _rival(name: str, words: str, pairs: Sequence[tuple[QuestionRecord, Forecast]]) -> Rival:
    """Return a base rate as somebody who answered the same questions on the same day."""
    bases = [found.base(name) for _, found in pairs]
    return Rival(
        name=name, words=words, p=np.array([one.p if one else np.nan for one in bases])
    )


def _nothing(
    records: Sequence[QuestionRecord], decided: Sequence[QuestionRecord]
) -> InsufficientDataError:
    """Return the error for a record without anything to score."""
    if not records:
        message = "There is no such question; `tocsin forecast list` shows those there are."
    elif not decided:
        message = (
            f"None of {len(records)} questions is resolved by yes or no; "
            "`tocsin forecast resolve --due` tries those whose window has passed."
        )
    else:
        message = (
            f"{len(decided)} questions are resolved, and none has such a forecast from before "
            "its answer was known."
        )
    return InsufficientDataError(message)


def which_of(text: str) -> Which:
    """Return which forecast a word names.

    Raises:
        UsageError: It names none.
    """
    try:
        return Which(text)
    except ValueError as error:
        message = f"--forecast is {text!r}; it must be first or last."
        raise UsageError(message, subject="--forecast") from error
