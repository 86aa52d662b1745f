"""A check of finished sentences against the rules of estimative language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tocsin.model.estimative import SCALES, WordScale, scale_named

_CONFIDENCE = re.compile(r"\bconfiden(?:ce|t|tly)\b", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent\b)")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\s\da-z])|\n+")
# `May` with a capital is the month.
_HEDGE = re.compile(
    r"\b(?:(?i:could|might|possibly|perhaps|potentially|appear(?:s|ed)? to|seem(?:s|ed)?|"
    r"suggest(?:s|ed)?)|may)\b"
)
_REACH = 40
_ROUNDING = 0.5


def lint_sentences(texts: Iterable[str], scale: str | None = None) -> list[str]:
    """Return what is wrong with the sentences of our own making, one message each.

    The rules: no hedge (could, might, may, possibly, perhaps, potentially, appears to, seems,
    suggests); a likelihood word and a level of confidence never stand in one sentence; a number
    beside a likelihood word lies within the range of that word; no word of another standard. What
    stands in curly quotes is another's and passes. An empty list means that nothing is wrong.

    Args:
        texts: The sentences; one text may hold several.
        scale: The standard of the words, `icd203` or `phia`; ICD 203 by default.
    """
    rules = _rules(scale)
    return [
        message
        for text in texts
        for sentence in _SENTENCE_END.split(unquoted(text))
        for message in _faults(sentence.strip(), rules)
    ]


def unquoted(text: str) -> str:
    """Return a text without what stands in curly quotes, quotes within quotes included."""
    kept, depth = [], 0
    for sign in text:
        depth += sign == "“"
        if depth == 0:
            kept.append(sign)
        depth = max(0, depth - (sign == "”"))
    return "".join(kept)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the words of one standard look like."""

    scale: WordScale
    spans: dict[str, tuple[float, float]]
    word: re.Pattern[str]
    foreign: re.Pattern[str]


@cache
def _rules(name: str | None) -> _Rules:
    """Return the rules of a standard.

    Of the other standards only terms of several words are foreign: `remote` alone is no term.
    """
    scale = scale_named(name)
    spans = scale.spans()
    others = {
        word
        for other in SCALES.values()
        for word in other.spans()
        if " " in word and word not in spans
    }
    return _Rules(scale, spans, _any_of([*spans, *others]), _any_of(others))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some words, the longest first."""
    listed = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"\b({listed})\b(?!-)", re.IGNORECASE)


def _faults(sentence: str, rules: _Rules) -> Iterator[str]:
    """Yield the faults of one sentence."""
    for hedge in _HEDGE.finditer(sentence):
        yield f"'{hedge.group()}' hedges: {sentence}"
    words = list(rules.word.finditer(sentence))
    if words and _CONFIDENCE.search(sentence):
        yield f"Likelihood and confidence share a sentence: {sentence}"
    for word in words:
        if rules.foreign.fullmatch(word.group()):
            yield f"'{word.group()}' is no term of {rules.scale.title}: {sentence}"
            continue
        number = _number_beside(sentence, word)
        low, high = rules.spans[word.group().lower()]
        if number is not None and not low - _ROUNDING <= number <= high + _ROUNDING:
            yield f"{number:g}% is not '{word.group()}' ({low:g} to {high:g}%): {sentence}"


def _number_beside(sentence: str, word: re.Match[str]) -> float | None:
    """Return the first percentage behind a word, else the last before it, within reach."""
    behind = _PERCENT.search(sentence, word.end(), word.end() + _REACH)
    if behind:
        return float(behind.group(1))
    before = list(_PERCENT.finditer(sentence, max(0, word.start() - _REACH), word.start()))
    return float(before[-1].group(1)) if before else None
