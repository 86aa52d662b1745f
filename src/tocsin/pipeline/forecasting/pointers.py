"""Claims that tell, as a fact, of what an open question asks: for a person to decide by."""

from collections.abc import Iterable, Iterator
from datetime import date

from tocsin.model.claim import Claim
from tocsin.model.event_classes import load_event_classes
from tocsin.model.forecast import ForecastQuestion, QuestionRecord, Stage
from tocsin.model.ids import country
from tocsin.model.vocabulary import Polarity, Stance, Status
from tocsin.tell import Told


def find_pointers(
    claims: Iterable[Claim], records: Iterable[QuestionRecord], today: date
) -> tuple[Told, ...]:
    """Return for each open or due question the first claim that tells of what it asks.

    Only events that lie behind count. The rule of a question goes by rows of event data; what
    texts say decides nothing by itself.
    """
    facts = sorted(_facts(claims), key=lambda claim: claim.id)
    found = []
    for record in records:
        question = record.question
        if question.stage(today, record.resolution) is Stage.RESOLVED:
            continue
        fitting = [
            (day, claim)
            for claim in facts
            if (day := _day(claim, question)) is not None and day <= today
        ]
        if fitting:
            day, claim = min(fitting, key=lambda one: (one[0], one[1].id))
            found.append(Told(question=question.id, claim=claim.id, quote=claim.quote, day=day))
    return tuple(found)


def _facts(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims that tell of something that happened, and that nobody denies in them."""
    for claim in claims:
        stance = claim.innermost.stance if claim.innermost else Stance.ASSERTS
        is_told = claim.status is Status.OCCURRED and claim.polarity is Polarity.AFFIRMED
        if is_told and stance is Stance.ASSERTS:
            yield claim


def _day(claim: Claim, question: ForecastQuestion) -> date | None:
    """Return the last day of a claim's event if it is what a question asks; None where it is not.

    All its days must lie in the window.
    """
    event, kind = claim.event, load_event_classes().get(question.event_class)
    day = event.time.end or event.time.start
    first = event.time.start or day
    if kind is None or day is None or first is None:
        return None
    if not question.start <= first <= day <= question.end:
        return None
    if not kind.fits_claim(event.type.value, event.mode):
        return None
    ways = [question.dyad, question.dyad[::-1]] if question.is_mutual else [question.dyad]
    source, target = set(map(country, event.source)), set(map(country, event.target))
    is_mutual = question.is_mutual and set(question.dyad) <= source | target
    return day if is_mutual or any(a in source and b in target for a, b in ways) else None
