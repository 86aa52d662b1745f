"""How the grade of a claim is written: its mark, what the mark means, whose word it is."""

from tocsin.model.assessment import ClaimGrade
from tocsin.tell.hygiene import clean
from tocsin.tell.view import BriefInput

_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability not to be judged",
}
_CREDIBILITY = {
    "1": "confirmed by other origins",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth not to be judged",
}


def mark_of(view: BriefInput, claim: str) -> str:
    """Return the Admiralty grade of a claim, such as `B2`; empty where it has none."""
    grade = view.grades().get(claim)
    return grade.mark if grade else ""


def meaning(grade: ClaimGrade) -> str:
    """Return what a grade means: `usually reliable; probably true`."""
    letter = _RELIABILITY.get(grade.reliability, grade.reliability)
    return f"{letter}; {_CREDIBILITY.get(grade.credibility, grade.credibility)}"


def whose_word(grade: ClaimGrade) -> str:
    """Return what the holder of a claim can know, and what it gains if it is believed."""
    knows, gains = clean(grade.knows), clean(grade.gains)
    return f"{clean(grade.voice)}; can know: {knows}; gains if believed: {gains}"


def origin_name(grade: ClaimGrade, view: BriefInput) -> str:
    """Return where a claim was had from: an outlet, or the document that stands for its origin."""
    doc = view.documents.get(grade.origin)
    if doc is not None:
        return clean(doc.publisher or doc.title or doc.path)
    return clean(view.assessment.names.get(grade.origin, grade.origin))
