"""The rules that a brief must keep before it is written: its own sentences, and its numbers."""

from collections.abc import Iterator

from tocsin.errors import OutputError
from tocsin.model.assessment import Concern, Hypothesis, Judgement
from tocsin.tell.hygiene import clean
from tocsin.tell.lint import lint_sentences
from tocsin.tell.sentences import confidence_sentence, likelihood
from tocsin.tell.view import BriefInput

MOST_WORDS = 40
CLOSE = 0.0015
"""Numbers are rounded to three digits where they are told, and flips once more."""


def check_wording(view: BriefInput) -> None:
    """Refuse an answer whose brief would break its own rules.

    Raises:
        OutputError: A sentence of ours hedges, mixes likelihood and confidence or has a word
            outside its range; the bottom line is too long; a number has no figure.
    """
    faults = brief_faults(view)
    if faults:
        count = len(faults)
        raise OutputError(
            f"The brief breaks {count} {'rule' if count == 1 else 'rules'} of its own language, "
            f"so that it is not written. {faults[0]} The answer as data: --json, or --out with "
            "the ending .json.",
            subject="--out",
        )


def brief_faults(view: BriefInput) -> list[str]:
    """Return what is wrong with the sentences and numbers of a brief, one message each.

    Sentences of ours are the bottom line, judgements, confidence, limits, flips, levers, signs to
    watch, and the rivals that the user did not write. Quotes, names, data rows, scenarios and
    the user's own words are another's.
    """
    faults = lint_sentences(own_sentences(view), view.assessment.words)
    words = len(view.assessment.bottom_line.split())
    if words > MOST_WORDS:
        faults.append(f"The bottom line has {words} words; it may have {MOST_WORDS}.")
    known = {figure.id: figure.value for figure in view.assessment.figures}
    for ref, value in told_numbers(view):
        if ref not in known:
            faults.append(
                f"The number {value:g} has no figure {ref}, so that nothing opens it."
            )
        elif abs(known[ref] - value) > CLOSE:
            faults.append(
                f"The number {value:g} is not that of its figure {ref}, {known[ref]:g}."
            )
    return faults


def own_sentences(view: BriefInput) -> Iterator[str]:
    """Yield the sentences of our own making."""
    answer = view.assessment
    yield clean(answer.bottom_line)
    for judgement in answer.judgements:
        yield str(likelihood(judgement, view))
        yield confidence_sentence(judgement)
    yield from answer.limits
    for concern in answer.concern:
        yield from (flip.what for flip in concern.flips)
        if concern.lever is not None:
            yield concern.lever.what
    for sign in answer.indicators:
        yield from (sign.what, sign.where)
    rivals = answer.hypotheses
    yield rivals.note
    yield from (one.statement for one in rivals.hypotheses if not one.is_own)
    yield from (one.statement for one in rivals.families or () if not one.is_own)


def told_numbers(view: BriefInput) -> Iterator[tuple[str, float]]:
    """Yield the numbers that a brief tells, each with the id of the figure that opens it."""
    answer = view.assessment
    for name in ("documents", "origins", "claims"):
        yield f"corpus.{name}", getattr(answer.corpus, name)
    for judgement in answer.judgements:
        yield from _of_judgement(judgement)
    for concern in answer.concern:
        yield from _of_concern(concern)
    for one in answer.hypotheses.hypotheses:
        yield from _of_hypothesis(one)
    for family in answer.hypotheses.families or ():
        yield f"h-{family.id}.posterior", family.posterior


def _of_judgement(one: Judgement) -> Iterator[tuple[str, float]]:
    """Yield the numbers of a judgement."""
    yield one.id, one.p
    for name in ("base_rate", "testimony", "model"):
        value = getattr(one.components, name)
        if value is not None:
            yield f"{one.id}.{name}", value


def _of_concern(one: Concern) -> Iterator[tuple[str, float]]:
    """Yield the numbers of a stakeholder's concern."""
    yield one.id, one.score
    for driver in one.drivers:
        yield f"{one.id}.share.{driver.judgement}", driver.share
    for place, flip in enumerate(one.flips, start=1):
        yield flip.ref, flip.from_
        yield f"{one.id}.flip.{place}", flip.to
    if one.lever is not None:
        yield f"{one.id}.lever", one.lever.score_after


def _of_hypothesis(one: Hypothesis) -> Iterator[tuple[str, float]]:
    """Yield the numbers of a hypothesis."""
    yield f"h-{one.id}.posterior", one.posterior
    yield f"h-{one.id}.inconsistency", one.inconsistency
