"""The words around a claim that may say where it was had from."""

import re

from tocsin.model.claim import Claim
from tocsin.model.document import Document

# A sentence with none of these says nothing of its source; the patterns behind it are slow.
_TRIGGER = re.compile(
    r"report|reveal|disclos|broken by|\btold\b|ccording to|iting|uoted|speaking to|interview"
)
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s")


def beside(doc: Document, claim: Claim) -> tuple[str, str]:
    """Return the sentence of a claim, and the one behind it, where they may name a source.

    Each is empty where no word in it says so; the second also where the claim has a holder.
    """
    if not _holds(doc, claim):
        return "", ""
    sentence, following = _around(doc, claim)
    return (
        sentence if _TRIGGER.search(sentence) else "",
        following if not claim.holders and _TRIGGER.search(following) else "",
    )


def _holds(doc: Document, claim: Claim) -> bool:
    """Return whether a document has the claim's quote where it should be."""
    start, end = claim.span
    return doc.text[start:end] == claim.quote


def _around(doc: Document, claim: Claim) -> tuple[str, str]:
    """Return the sentence of a claim, and the one behind it in the same paragraph."""
    start, end = claim.span
    blocks = ((one.start, one.end) for one in doc.blocks if one.start <= start < one.end)
    low, high = next(blocks, (0, len(doc.text)))
    before = [match.end() for match in _SENTENCE_END.finditer(doc.text, low, start)]
    behind = [match.end() for match in _SENTENCE_END.finditer(doc.text, end - 1, high)]
    first = behind[0] if behind else high
    second = behind[1] if len(behind) > 1 else high
    return doc.text[before[-1] if before else low : first], doc.text[first:second]
