"""What exports say in words, where a format has no place for a number or a stance."""

from tocsin.model.assessment import Concern, Judgement
from tocsin.model.claim import Claim
from tocsin.tell.export.traces import Traces
from tocsin.tell.grades import meaning
from tocsin.tell.hygiene import clean
from tocsin.tell.sentences import (
    act,
    confidence_sentence,
    event_time,
    holder_chain,
    likelihood,
    standing,
)
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day, listing, score, score_range, share


def claim_title(claim: Claim, view: BriefInput) -> str:
    """Return what is claimed, and first how firmly: `possible: North Korea → Russia: weapons`."""
    return f"{standing(claim)}: {act(claim, view.name)}"


def claim_text(claim: Claim) -> str:
    """Return who says so, in which words, and when it is said to happen."""
    chain = holder_chain(claim)
    when = event_time(claim)
    quoted = f"{chain[:1].upper()}{chain[1:]}: “{clean(claim.quote)}”"
    return f"{quoted} Time: {when}." if when else quoted


def grade_text(claim: Claim, view: BriefInput) -> str | None:
    """Return the grade of a claim and its origin: `Grade B2 (...); origin: ...`; None for none."""
    grade = view.grades().get(claim.id)
    if grade is None:
        return None
    return f"Grade {grade.mark} ({meaning(grade)}); origin: {clean(grade.origin)}."


def judgement_text(judgement: Judgement, view: BriefInput, traces: Traces) -> str:
    """Return likelihood, confidence and horizon, a sentence each, with the id of the number."""
    question = view.assessment.question
    sentences = (
        str(likelihood(judgement, view)),
        confidence_sentence(judgement),
        f"The horizon is {question.horizon_days} days from {day(question.as_of)}.",
        _opens(traces.of(judgement.id)),
    )
    return " ".join(filter(None, sentences))


def concern_text(concern: Concern, view: BriefInput, traces: Traces) -> str:
    """Return level, score and drivers of a stakeholder's concern, with the id of the number."""
    drivers = [
        f"{view.short_label(one.judgement)} ({share(one.share)})" for one in concern.drivers
    ]
    head = (
        f"Concern of {view.name(concern.stakeholder)} is {clean(concern.level)}: "
        f"{score(concern.score)} of 100 (90% range {score_range(concern.interval)})."
    )
    driven = f"It is driven by {listing(drivers)}." if drivers else ""
    return " ".join(filter(None, (head, driven, _opens(traces.of(concern.id)))))


def brief_title(view: BriefInput) -> str:
    """Return the title of the whole answer."""
    pair = listing([view.name(one) for one in view.assessment.question.dyad])
    return f"Concern about the rapprochement of {pair}, {day(view.assessment.question.as_of)}"


def brief_text(view: BriefInput) -> str:
    """Return the bottom line and what the answer does not carry."""
    limits = [f"{clean(limit).rstrip('.')}." for limit in view.assessment.limits]
    lead = clean(view.assessment.bottom_line)
    return " ".join([lead, *(["Limits:", *limits] if limits else [])])


def _opens(trace: str | None) -> str:
    """Return how a number is opened; nothing where it has no figure."""
    return f"`tocsin why {trace}` opens the number." if trace else ""
