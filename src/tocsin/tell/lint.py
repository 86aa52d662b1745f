"""A check of finished sentences against the rules of estimative language."""

import re
from collections.abc import Iterable, Iterator

# ICD 203 (2015), D.6.e.(2).(a), both rows of words; the outer ranges reach 0 and 100 because
# the house writes `less than 1%` and `more than 99%` there.
RANGES: dict[str, tuple[int, int]] = {
    word: (low, high)
    for words, low, high in (
        ("almost no chance|remote", 0, 5),
        ("very unlikely|highly improbable", 5, 20),
        ("unlikely|improbable|improbably", 20, 45),
        ("roughly even chance|roughly even odds", 45, 55),
        ("likely|probable|probably", 55, 80),
        ("very likely|highly probable", 80, 95),
        ("almost certain|almost certainly|nearly certain", 95, 100),
    )
    for word in words.split("|")
}
_WORD = re.compile(
    rf"\b({'|'.join(sorted(RANGES, key=len, reverse=True))})\b(?!-)", re.IGNORECASE
)
_CONFIDENCE = re.compile(r"\bconfiden(?:ce|t|tly)\b", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent\b)")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\s\da-z])|\n+")
_REACH = 40


def lint_sentences(texts: Iterable[str]) -> list[str]:
    """Return what is wrong with the sentences of our own making, one message each.

    Two rules: a likelihood word and a level of confidence never stand in one sentence, and a
    number beside a likelihood word lies within the range of that word. Quotes are not ours and
    must be left out by the caller. An empty list means that nothing is wrong.
    """
    return [
        message
        for text in texts
        for sentence in _SENTENCE_END.split(text)
        for message in _faults(sentence.strip())
    ]


def _faults(sentence: str) -> Iterator[str]:
    """Yield the faults of one sentence."""
    found = _WORD.search(sentence)
    if found and _CONFIDENCE.search(sentence):
        yield f"Likelihood and confidence share a sentence: {sentence}"
    for word in _WORD.finditer(sentence):
        number = _number_beside(sentence, word)
        low, high = RANGES[word.group(1).lower()]
        if number is not None and not low <= number <= high:
            yield f"{number:g}% is not '{word.group(1)}' ({low} to {high}%): {sentence}"


def _number_beside(sentence: str, word: re.Match[str]) -> float | None:
    """Return the first percentage behind a word, else the last before it, within reach."""
    behind = _PERCENT.search(sentence, word.end(), word.end() + _REACH)
    if behind:
        return float(behind.group(1))
    before = list(_PERCENT.finditer(sentence, max(0, word.start() - _REACH), word.start()))
    return float(before[-1].group(1)) if before else None
