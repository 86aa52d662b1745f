"""What the words of a standard look like, and the words that none of them may stand for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tocsin.model.estimative import SCALES, WordScale, scale_named

# `May` with a capital is the month.
HEDGE = re.compile(
    r"\b(?:(?i:could|might|possibly|perhaps|potentially|conceivably|arguably|"
    r"(?:would\s+)?appear(?:s|ed)?\s+to|seem(?:s|ed)?|suggest(?:s|ed)?|"
    r"(?:cannot|can't|can\u2019t|could\s+not)\s+(?:be\s+ruled|rule)\s+out)|may)\b"
)
# Other senses of confidence: votes, markets, measures, statistics.
CONFIDENCE = re.compile(
    r"(?<!no-)(?<!no )(?<!vote of )(?<!votes of )(?<!self-)(?<!consumer )(?<!business )"
    r"(?<!investor )(?<!market )(?<!public )"
    r"\bconfiden(?:ce|t|tly)\b(?!-|\s+(?:building|intervals?|bounds?|votes?|measures?|motions?))",
    re.IGNORECASE,
)
# Comparisons are no terms: `more likely than not`, `the most likely course`.
_COMPARED = (
    r"(?<!\bmore )(?<!\bless )(?<!\bmost )(?<!\bleast )(?<!\bas )(?<!\bhow )(?<!\bequally )"
)
# Everyday words too: terms only beside a word of chance or a number.
_EVERYDAY = {"remote"}
_CHANCES = re.compile(r"%|\b(?:chances?|probability|likelihood|odds|possibility|prospects?)\b")
# Behind these the author speaks, whoever else is told of.
_OWN = re.compile(
    r"\b(?:[Ww]e|I)\s+(?:\w+\s+)?(?:assess|judge|estimate|believe|expect|think)\b"
)
_REPORTS = re.compile(
    r"\b[Aa]ccording\s+to\b|(?<!\bwe )(?<!\bI )\b(?:says?|said|told|tells?|claim(?:s|ed)|"
    r"stat(?:es|ed)|report(?:s|ed)|announc(?:es|ed)|declar(?:es|ed)|warn(?:s|ed)|"
    r"argu(?:es?|ed)|assert(?:s|ed)?|alleg(?:es?|ed)|insist(?:s|ed)?|believ(?:es|ed)|"
    r"threaten(?:s|ed)?|den(?:y|ies|ied)|predict(?:s|ed)?|contend(?:s|ed)?|wrote|writes|"
    r"fear(?:s|ed)|add(?:s|ed))\b"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one standard, and those of the others that a text may take for it.

    Attributes:
        scale: The standard.
        spans: For each of its words the percentages it may stand beside.
        word: Finds any term, of this standard or another.
    """

    scale: WordScale
    spans: dict[str, tuple[float, float]]
    word: re.Pattern[str]

    def found(self, sentence: str) -> list[re.Match[str]]:
        """Return the terms of a sentence, in order."""
        return [one for one in self.word.finditer(sentence) if _is_term(one, sentence)]

    def named(self, low: float, high: float) -> str:
        """Return the word of this standard for the middle of a range, with its range."""
        word = self.scale.word((low + high) / 200)
        return f"'{word}' ({range_words(self.spans[word])})"

    def counterpart(self, key: str) -> str:
        """Return the word of the other row that has the same range."""
        for band in self.scale.bands:
            if key in band.others:
                return f"'{band.word}'"
            if key in {band.word, *band.forms} and band.others:
                return f"'{band.others[0]}'"
        return f"'{key}'"


@cache
def terms_of(name: str | None) -> Terms:
    """Return the terms of a standard.

    Of the other standards only terms of several words are foreign: `remote` alone is no term.
    """
    scale = scale_named(name)
    spans = scale.spans()
    others = {word for word in foreign_spans(name) if " " in word}
    return Terms(scale, spans, _any_of([*spans, *others]))


@cache
def foreign_spans(name: str | None) -> dict[str, tuple[float, float]]:
    """Return the words of the other standards that are none of this one, with their ranges."""
    own = scale_named(name).spans()
    return {
        word: span
        for other in SCALES.values()
        for word, span in other.spans().items()
        if word not in own
    }


def is_reported(sentence: str, place: int) -> bool:
    """Return whether what stands at a place is told as another's word, without quotes."""
    return not _OWN.search(sentence, 0, place) and _REPORTS.search(sentence) is not None


def key_of(term: re.Match[str]) -> str:
    """Return a term as the tables have it."""
    return " ".join(term.group().lower().split())


def range_words(span: tuple[float, float]) -> str:
    """Return a range in words: `55 to 80%`."""
    return f"{span[0]:g} to {span[1]:g}%"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    listed = "|".join(word.replace(" ", r"\s+") for word in ordered)
    return re.compile(rf"{_COMPARED}\b(?:{listed})\b(?!-)", re.IGNORECASE)


def _is_term(found: re.Match[str], sentence: str) -> bool:
    """Return whether a word that is an everyday word too stands as a term."""
    return key_of(found) not in _EVERYDAY or _CHANCES.search(sentence) is not None
