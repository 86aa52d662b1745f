"""Text in capitals throughout, in small letters all but its names; every offset stays.

The parser takes nearly every word in capitals for a name and finds no verb. What is a name, the
gazetteer knows; what is a word, a dictionary. What neither knows is taken for a name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from tocsin.coding.lexicon import load_lists
from tocsin.model.gazetteer import Gazetteer, Tokens, load_gazetteer
from tocsin.model.guards import subtokens

FEWEST_WORDS = 3
CAPITALS_SHARE = 0.9
"""Of the letters: `RUSSIA SENT 40 MiGs TO NK` counts, a sentence with three abbreviations not."""

LONGEST_ABBREVIATION = 4

IsWord = Callable[[str], bool]

# A full stop behind a single letter (`U.S.`) or behind a title ends no sentence.
_SENTENCE = re.compile(
    r"\S.*?(?:(?<!\W\w)(?<!\bM[RS])(?<!\bMRS)(?<!\bDR)(?<!\b[GS]EN)[.!?;:][\"')]*(?=\s)|$)",
    re.DOTALL,
)
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Two words in capitals with at most three others between them, none with a small letter in it.
_RUN = re.compile(r"\b[^\W\d_a-z]{2,}\b(?:[^a-z]{0,30}?\b[^\W\d_a-z]{2,}\b){2}")
_ENDINGS = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})


def restore_case(text: str, is_word: IsWord) -> str:
    """Return a text with its sentences in capitals in small letters, all but their names.

    Sentences with small letters in them stay as they are. The result is as long as the text.

    Args:
        text: In plain typography.
        is_word: Whether a word in small letters is one of the language, and no name.
    """
    if _RUN.search(text) is None:  # which is what nearly all texts are
        return text
    return _SENTENCE.sub(lambda found: _sentence(found[0], is_word), text)


def _sentence(text: str, is_word: IsWord) -> str:
    """Return one sentence, in small letters where it is in capitals."""
    words = _LETTERS.findall(text)
    letters = "".join(words)
    capitals = sum(map(str.isupper, letters))
    if len(words) < FEWEST_WORDS or capitals < CAPITALS_SHARE * len(letters):
        return text
    tokens = list(_TOKEN.finditer(text))
    restored = _Restoring([token[0] for token in tokens], is_word).run()
    letters_now = list(text)
    for token, word in zip(tokens, restored, strict=True):
        letters_now[token.start() : token.end()] = word
    return "".join(letters_now)


@dataclass(slots=True)
class _Restoring:
    """The words of one sentence in capitals on their way to small letters."""

    tokens: list[str]
    is_word: IsWord
    words: list[str] = field(default_factory=list)

    def run(self) -> list[str]:
        """Return the words as they would be written, each as long as before."""
        names = _names()
        self.words = [self._plain(place) for place in range(len(self.tokens))]
        place = 0
        while place < len(self.tokens):
            form = names.longest(self.tokens, place, has_title=self._has_title(place))
            for offset, part in enumerate(form):
                self.words[place + offset] = part
            place += max(1, len(form))
        self._raise_titles(names.titles)
        if self.words and self.words[0][:1].islower():
            self.words[0] = _raised(self.words[0])
        return self.words

    def _plain(self, place: int) -> str:
        """Return a word as it is written where it is part of no known name."""
        token = self.tokens[place]
        lower = _lower(token)
        if not token.isalpha() or token == "I":  # noqa: S105 - no password
            return token
        if lower in _lists()["abbreviations"]:
            return token[:-1] + "s"
        if self._is_day_or_month(place, lower):
            return _raised(lower)
        is_plain = self._is_contraction(place, lower) or self._is_known(token, lower)
        return lower if is_plain else self._unknown(token, lower)

    def _is_known(self, token: str, lower: str) -> bool:
        """Return whether a word is one of the language; of single letters only `a` is."""
        if len(token) == 1:
            return lower == "a"
        return self.is_word(lower) or lower in _lists()["function_words"]

    def _unknown(self, token: str, lower: str) -> str:
        """Return a word that no list has: an abbreviation where it is short, else a name."""
        return token if len(token) <= LONGEST_ABBREVIATION else _raised(lower)

    def _is_contraction(self, place: int, lower: str) -> bool:
        """Return whether a word is part of one with an apostrophe: `DIDN'T`, `CHINA'S`."""
        before, after = self.tokens[max(0, place - 1)], self.tokens[place + 1 : place + 3]
        is_ending = place > 0 and before == "'" and lower in _ENDINGS
        return is_ending or (after == ["'", "T"] and lower.endswith("n"))

    def _is_day_or_month(self, place: int, lower: str) -> bool:
        """Return whether a word is a day or a month here."""
        lists = _lists()
        if lower in lists["days"] | lists["months"]:
            return True
        around = [*self.tokens[max(0, place - 1) : place], *self.tokens[place + 1 : place + 2]]
        return lower in lists["month_words"] and (
            any(token.isdecimal() for token in around)
            or (place > 0 and _lower(self.tokens[place - 1]) in lists["before_months"])
        )

    def _has_title(self, place: int) -> bool:
        """Return whether a title stands before a place: `PRESIDENT`, `MR.`."""
        end = place - 1 if self.tokens[max(0, place - 1)] == "." else place
        return end > 0 and self.tokens[end - 1] in _names().titles

    def _raise_titles(self, titles: frozenset[str]) -> None:
        """Give the titles before names a capital: `Foreign Minister Lavrov`."""
        for place in range(len(self.words) - 2, -1, -1):
            after = next(
                (word for word in self.words[place + 1 : place + 3] if word != "."), ""
            )
            is_before_name = after[:1].isupper() and after[1:2].islower()
            if self.tokens[place] in titles and is_before_name and self.words[place].islower():
                self.words[place] = _raised(self.words[place])


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the gazetteer by what they are in capitals.

    Attributes:
        forms: By their first word in capitals; the longest first, those in capitals before others.
        families: Family names that are words too, which only count behind a title.
        titles: The words of titles, in capitals.
    """

    forms: dict[str, list[tuple[Tokens, Tokens]]]
    families: dict[str, str]
    titles: frozenset[str]

    def longest(self, tokens: list[str], place: int, *, has_title: bool) -> Tokens:
        """Return the name that begins at a place as it is written; empty where there is none."""
        for capitals, form in self.forms.get(tokens[place], ()):
            if tuple(tokens[place : place + len(capitals)]) == capitals:
                return form
        if has_title and tokens[place] in self.families:
            return (self.families[tokens[place]],)
        return ()


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Return the word lists."""
    return load_lists("capitals.yaml")


@cache
def _names() -> _Names:
    """Return the names of the shipped gazetteer."""
    return _names_of(load_gazetteer())


def _names_of(gazetteer: Gazetteer) -> _Names:
    """Return the names of a gazetteer by what they are in capitals."""
    lists = _lists()
    known = {tokens for group in gazetteer.forms.values() for tokens, _ in group}
    surnames = {tuple(subtokens(name)) for name in gazetteer.terms}
    words = lists["words"] | lists["family_words"]
    forms: dict[str, list[tuple[Tokens, Tokens]]] = {}
    for form in sorted(
        known | surnames, key=lambda form: (-len(form), not form[0].isupper(), form)
    ):
        capitals = tuple(map(str.upper, form))
        is_word = len(form) == 1 and form[0].lower() in words
        if (
            not is_word
            and not form[0].islower()
            and list(map(len, capitals)) == list(map(len, form))
        ):
            forms.setdefault(capitals[0], []).append((capitals, form))
    families = {name.upper(): name for name in gazetteer.terms if name.lower() in words}
    titles = {word.upper() for title in gazetteer.titles for word in subtokens(title)}
    titles |= {word.upper() for word in lists["titles"]}
    return _Names(
        forms, families, frozenset(word for word in titles - {"OF", "THE"} if len(word) > 1)
    )


def _lower(token: str) -> str:
    """Return a word in small letters, as long as before: `İ` has no such letter."""
    lower = token.lower()
    return lower if len(lower) == len(token) else token


def _raised(word: str) -> str:
    """Return a word with a capital, as long as before."""
    first = word[:1].upper()
    return first + word[1:] if len(first) == 1 else word
