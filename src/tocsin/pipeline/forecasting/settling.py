"""What new texts and rows do to the open questions of a pair: each is tried by its own rule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tocsin.model.claim import Claim
from tocsin.model.forecast import Answer, QuestionRecord, Stage
from tocsin.pipeline.forecasting.histories import event_sources
from tocsin.pipeline.forecasting.pointers import find_pointers
from tocsin.pipeline.forecasting.resolving import decided, kept
from tocsin.pipeline.record import place_of
from tocsin.settings import Settings
from tocsin.store import Ledger
from tocsin.store.lake.view import viewing
from tocsin.tell import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The open questions of a pair after their rules were tried.

    Attributes:
        resolved: Those that their rule decided now, with what came of them.
        told: Claims that tell of what those left open ask, each with what its rule still lacks.
    """

    resolved: tuple[QuestionRecord, ...]
    told: tuple[Told, ...]


def settle(
    pair: tuple[str, str],
    claims: Iterable[Claim],
    as_of: date,
    ledger: Ledger,
    *,
    settings: Settings,
    is_kept: bool = True,
) -> Tried:
    """Try the open questions of a pair by the rule that was written with each; keep yes and no.

    Where nothing is to be kept the questions stay as they are, and claims alone are told. Texts
    decide none: where one tells of what a question asks and the rule lacks its data, both are
    told. Void is for `forecast resolve` to say, to which a person has to go: it would end what
    data that come late could still decide.

    Raises:
        StoreError: The ledger or the lake cannot be used.
    """
    records = [
        one
        for one in ledger.questions()
        if set(one.question.dyad) == set(pair)
        and one.question.asked_on <= as_of
        and one.question.stage(as_of, one.resolution) is not Stage.RESOLVED
    ]
    if not records:
        return Tried(resolved=(), told=())
    resolved, lacking = [], {}
    with viewing(ledger, place_of(ledger, settings)) as view:
        coverage = event_sources(view.coverage())
        for record in records:
            found, missing = decided(record.question, as_of, coverage, view)
            is_void = found is not None and found.answer is Answer.VOID
            if found is not None and is_kept and not is_void:
                resolved.append(kept(record, found, ledger).record)
            else:
                lacking[record.question.id] = found.because if found and is_void else missing
    left = [one for one in records if one.question.id in lacking]
    told = find_pointers(claims, left, as_of)
    return Tried(
        resolved=tuple(resolved),
        told=tuple(replace(one, missing=lacking[one.question]) for one in told),
    )
