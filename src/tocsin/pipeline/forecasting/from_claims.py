"""Questions out of claims: a text says that something is planned; does it come?"""

import datetime as dt
from dataclasses import dataclass, replace

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.claim import Claim
from tocsin.model.event_classes import EventClass, event_class, load_event_classes
from tocsin.model.forecast import ForecastQuestion
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import country
from tocsin.model.vocabulary import Polarity
from tocsin.pipeline.forecasting.wording import (
    Window,
    checked_window,
    question_of,
    window_of,
)
from tocsin.pipeline.states import parse_dyad
from tocsin.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What somebody says of a question beside the claim that it is made from.

    Attributes:
        asked_on: Day of the question.
        dyad: The two states, as codes or names; those of the claim where empty.
        kind: Name of the class of events; that of the claim where empty.
        within: Days of the window.
        by: Last day of the window.
        sources: Names of the sources whose rows decide.
    """

    asked_on: dt.date
    dyad: str = ""
    kind: str = ""
    within: int | None = None
    by: dt.date | None = None
    sources: tuple[str, ...] = ()


def question_from_claim(ref: str, ledger: Ledger, narrowing: Narrowing) -> ForecastQuestion:
    """Return the question that a claim asks: whether the event that it tells of comes.

    The pair, the class and the window are those of the claim's event unless they are given; an
    event without days gets the default window.

    Raises:
        UsageError: There is no such claim, it tells of something that is not ahead, or its time
            has passed.
        InsufficientDataError: It names no two states, or nothing that a class of events holds.
    """
    claim = ledger.claim(ref)
    _refuse_done(claim)
    pair = parse_dyad(narrowing.dyad) if narrowing.dyad else _pair(claim)
    question = question_of(
        event_class(narrowing.kind) if narrowing.kind else _class(claim),
        pair,
        _window(claim, narrowing),
        asked_on=narrowing.asked_on,
        sources=narrowing.sources,
    )
    return replace(question, claim=claim.id, status=claim.status.value)


def _refuse_done(claim: Claim) -> None:
    """Refuse a claim about what has happened or was called off.

    Raises:
        UsageError: It is one.
    """
    if not claim.status.is_ahead or claim.polarity is Polarity.NEGATED:
        told = "did not happen" if claim.polarity is Polarity.NEGATED else claim.status.value
        message = (
            f"{claim.id} tells of an event as {told}, which asks nothing; choose a claim about "
            "what is planned, proposed, possible or conditional."
        )
        raise UsageError(message, subject=claim.id)


def _pair(claim: Claim) -> tuple[str, str]:
    """Return the two states of a claim's event, who acts first.

    Raises:
        InsufficientDataError: They are not two.
    """
    states = load_gazetteer().states
    sides = [
        [code for code in dict.fromkeys(map(country, side)) if code in states]
        for side in (claim.event.source, claim.event.target)
    ]
    pairs = [(one, other) for one in sides[0] for other in sides[1] if one != other]
    if len(pairs) != 1:
        listed = ", ".join("-".join(one) for one in pairs) or "none"
        message = (
            f"The event of {claim.id} names no single pair of states, but {listed}; say which "
            "is meant with --dyad."
        )
        raise InsufficientDataError(message, subject=claim.id)
    return pairs[0]


def _class(claim: Claim) -> EventClass:
    """Return the first class that a claim's event belongs to.

    Raises:
        InsufficientDataError: No class holds it.
    """
    event = claim.event
    for kind in load_event_classes().values():
        if kind.fits_claim(event.type.value, event.mode):
            return kind
    named = f"{event.type}:{event.mode}" if event.mode else event.type.value
    message = (
        f"No class of events holds what {claim.id} tells of ({named}); say which is meant with "
        f"--class: {', '.join(load_event_classes())}."
    )
    raise InsufficientDataError(message, subject=claim.id)


def _window(claim: Claim, narrowing: Narrowing) -> Window:
    """Return the window of a claim's event, unless one is given.

    Raises:
        UsageError: It has passed.
    """
    time, asked_on = claim.event.time, narrowing.asked_on
    if narrowing.within is None and narrowing.by is None and time.end is not None:
        start = time.start or asked_on
        return checked_window(asked_on, Window(start=start, end=time.end))
    return window_of(asked_on, within=narrowing.within, by=narrowing.by)
