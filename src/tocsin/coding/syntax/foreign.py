"""Sentences in other languages inside an English text, told so that nothing is read into them."""

from collections.abc import Callable, Sequence
from functools import cache

from tocsin.coding.lexicon import load_lists

FEWEST_LETTERS = 10
FEWEST_WORDS = 2
"""Function words of a language, different ones; names of firms and papers have one or two."""

_SHARE = 0.2
"""Of the words that are function words; nearly all prose comes over it."""

_MOST_ENGLISH = 0.5
"""Of the other words in small letters: in `De la Rua visits El Salvador` they all are English."""

IsWord = Callable[[str], bool]


def is_foreign(words: Sequence[str], is_word: IsWord) -> bool:
    """Return whether a sentence is certainly in another language than English.

    Args:
        words: As they stand in the text.
        is_word: Whether a word in small letters is an English one.
    """
    letters = [letter for word in words for letter in word if letter.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        return False
    if sum(letter > _LATIN for letter in letters) > len(letters) / 2:
        return True
    english, others = _function_words()
    found = {word.lower() for word in words}
    if found & english:
        return False
    language = max(others, key=lambda others: len(found & others))
    hits = len(found & language)
    if hits < FEWEST_WORDS or hits < _SHARE * sum(map(str.isalpha, words)):
        return False
    rest = [word for word in words if word.islower() and len(word) > 1 and word not in language]
    return sum(map(is_word, rest)) <= _MOST_ENGLISH * len(rest)


_LATIN = "\u02af"
"""The last letter of the Latin alphabets that European languages are written in."""


@cache
def _function_words() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Return the function words of English, and of the other languages without those."""
    lists = load_lists("foreign.yaml")
    english = lists["english"]
    return english, tuple(words for name, words in lists.items() if name != "english")
