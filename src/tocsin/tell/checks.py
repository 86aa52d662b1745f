"""The rules that a brief must keep before it is written: its own sentences, and its numbers."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.errors import OutputError
from tocsin.model.assessment import Concern, Hypothesis, Judgement
from tocsin.model.change import Shift
from tocsin.model.wording.finding import Fault, Finding, Rule
from tocsin.tell.changes import came, moved_concern, moved_judgements, settled_lines
from tocsin.tell.hygiene import clean
from tocsin.tell.lint import lint_texts
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
    """Return what is wrong with the sentences and numbers of a brief, one message each."""
    return [
        f"{one.wrong[:1].upper()}{one.wrong[1:]}{f': {one.sentence}' if one.sentence else '.'}"
        for one in brief_findings(view)
    ]


def brief_findings(view: BriefInput) -> list[Finding]:
    """Return what is wrong with the sentences and numbers of a brief.

    Sentences of ours are the bottom line, judgements, confidence, limits, flips, levers, signs to
    watch, what changed, and the rivals that the user did not write. Quotes, names, data rows,
    scenarios and the user's own words are another's.
    """
    told = list(own_sentences(view))
    faults = lint_texts([text for _, text in told], view.assessment.words)
    return [
        *(_finding(view, told[one.passage][0], one) for one in faults),
        *_bottom_line(view),
        *_numbers(view),
    ]


def _finding(view: BriefInput, ref: str, fault: Fault) -> Finding:
    """Return a fault with where it stands in an answer."""
    return fault.at(view.assessment.id, None, ref)


def _bottom_line(view: BriefInput) -> Iterator[Finding]:
    """Yield a fault where the bottom line is too long."""
    line = view.assessment.bottom_line
    words = len(line.split())
    if words > MOST_WORDS:
        wrong = f"the bottom line has {words} words; it may have {MOST_WORDS}"
        right = f"say it in {MOST_WORDS} words"
        yield _finding(view, view.assessment.id, Fault(Rule.LENGTH, line, wrong, right))


def _numbers(view: BriefInput) -> Iterator[Finding]:
    """Yield the numbers that no figure opens, or another one."""
    known = {figure.id: figure.value for figure in view.assessment.figures}
    right = f"every number is that of a figure of {view.assessment.id}"
    for ref, value in told_numbers(view):
        if ref not in known:
            wrong = f"the number {value:g} has no figure {ref}, so that nothing opens it"
        elif abs(known[ref] - value) > CLOSE:
            wrong = f"the number {value:g} is not that of its figure {ref}, {known[ref]:g}"
        else:
            continue
        yield _finding(view, ref, Fault(Rule.UNTRACED, f"{value:g}", wrong, right))


def own_sentences(view: BriefInput) -> Iterator[tuple[str, str]]:
    """Yield the sentences of our own making, each with the id of what it tells of."""
    answer = view.assessment
    yield answer.id, clean(answer.bottom_line)
    for judgement in answer.judgements:
        yield judgement.id, str(likelihood(judgement, view))
        yield judgement.id, confidence_sentence(judgement)
    yield from ((answer.id, limit) for limit in answer.limits)
    for concern in answer.concern:
        yield from ((concern.id, flip.what) for flip in concern.flips)
        if concern.lever is not None:
            yield concern.id, concern.lever.what
    for sign in answer.indicators:
        yield from ((sign.judgement, text) for text in (sign.what, sign.where))
    rivals = answer.hypotheses
    yield answer.id, rivals.note
    weighed = ((one.id, one.statement) for one in rivals.hypotheses if not one.is_own)
    above = ((one.id, one.statement) for one in rivals.families or () if not one.is_own)
    for name, statement in (*weighed, *above):
        yield f"h-{name}.posterior", statement
    yield from _change_sentences(view)


def _change_sentences(view: BriefInput) -> Iterator[tuple[str, str]]:
    """Yield what is said of a change, in the brief and by a watch."""
    change, answer = view.assessment.change, view.assessment.id
    if change is None:
        return
    for moved in (*moved_concern(view), *moved_judgements(view)):
        # Titles of texts are another's words.
        yield moved.figure or answer, f"{replace(moved, most=()).sentence}."
    for line in (*settled_lines(view), came(view), *change.assumptions, *change.data):
        yield answer, line


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
    for shift in (*answer.change.concern, *answer.change.judgements) if answer.change else ():
        yield from _of_shift(shift)


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


def _of_shift(one: Shift) -> Iterator[tuple[str, float]]:
    """Yield how far something moved, and the part of each cause."""
    if one.amount is not None:
        yield one.figure, one.amount
        yield from ((share.figure, share.amount) for share in one.shares)


def _of_hypothesis(one: Hypothesis) -> Iterator[tuple[str, float]]:
    """Yield the numbers of a hypothesis."""
    yield f"h-{one.id}.posterior", one.posterior
    yield f"h-{one.id}.inconsistency", one.inconsistency
