"""The language of a text, ISO 639-1, or None where it cannot be told."""

import re
from functools import cache
from typing import Any

SAMPLE = 200_000
"""Characters that words are looked for in."""

WORDS = 4_000
"""Words that are judged."""

LETTERS_NEEDED = 40
PROBABILITY_NEEDED = 0.7

# py3langid takes 0.45 s to load (measured, cold, two cores), so that clear English is told by
# its most frequent words. "in", "is", "a", "an", "was" are left out: German and Dutch have them.
_ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "that", "for", "with", "from", "has", "have", "had"),
        *("been", "by", "this", "which", "would", "their", "its", "are", "were", "not"),
        *("but", "his", "they", "he", "who", "said"),
    )
)
ENGLISH_SHARE = 0.18
"""Measured: English news 0.25 to 0.45, Dutch, German, French, Scots below 0.08."""

_WORDS = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the language of a text; None below 40 letters or where it is doubtful."""
    words = _WORDS.findall(text[:SAMPLE])[:WORDS]
    if sum(map(len, words)) < LETTERS_NEEDED:
        return None
    if is_clearly_english([word.casefold() for word in words]):
        return "en"
    code, probability = _identifier().classify(" ".join(words))
    is_certain = probability >= PROBABILITY_NEEDED and len(code) == 2
    return str(code) if is_certain else None


def is_clearly_english(words: list[str]) -> bool:
    """Return whether the frequent words of English make up enough of the words."""
    hits = [word for word in words if word in _ENGLISH]
    return len(set(hits)) >= 3 and len(hits) >= ENGLISH_SHARE * len(words)


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library has no types
    """Return the language identifier, loaded once and only when it is needed."""
    from py3langid import langid  # type: ignore[import-untyped] # noqa: PLC0415

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
