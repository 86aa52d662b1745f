"""Text from outside made safe to show: controls and overrides of direction as what they are."""

import re
import unicodedata

from tocsin.model.text import normalize

_SPACES = re.compile(r"\s+")
# Joiners are format characters too, but Persian, Hindi and emoji need them.
_KEPT_FORMAT = frozenset("\u200c\u200d")
# Embeddings and overrides turn what stands behind them; nothing honest in a report needs them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e")
_MARK = "[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]"
_STACKED_MARKS = re.compile(f"({_MARK}{{3}}){_MARK}+")
# Letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001eeff"
# What joins words of one phrase; quotes, brackets and dashes belong to the sentence around it.
_PHRASE = re.compile(
    rf"[{_RIGHT}](?:[{_RIGHT}\u0300-\u036f\d\s,.:!?'\u2019\u200c\u200d-]*[{_RIGHT}])?"
)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_PLAIN_SIGNS = str.maketrans({"→": "->", "←": "<-", "↔": "<->"})


def clean(text: str) -> str:
    """Return a text on one line in which nothing steers a terminal or turns what is read.

    Controls, the begin of an escape sequence among them, and overrides of direction are written
    as what they are, `[U+001B]`: what a hostile text tried stays visible, and what stands behind
    them is text. Other format marks, which are invisible and do nothing, are left out. Spaces and
    line ends of any kind become one space, none at the ends. Lone surrogates become U+FFFD, so
    that the result can always be written as UTF-8. Stacks of combining marks are cut at three.
    """
    return inline(text).strip()


def inline(text: str) -> str:
    """Return a piece of a text cleaned, with the space that it may begin or end with."""
    joined = _SPACES.sub(" ", "".join(_visible(character) for character in text))
    return _STACKED_MARKS.sub(r"\1", joined)


def fit(text: str, encoding: str) -> str:
    """Return the cleaned text as an output of this encoding can hold it."""
    cleaned = clean(text)
    try:
        cleaned.encode(encoding)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", normalize(cleaned.translate(_PLAIN_SIGNS)).text)
        bare = "".join(character for character in plain if not unicodedata.combining(character))
        return bare.encode(encoding, "replace").decode(encoding)
    return cleaned


def isolated(text: str, encoding: str = "utf-8") -> str:
    """Return a cleaned text whose phrases from right to left turn nothing around them.

    Each stands between U+2068 and U+2069, as a browser's `bdi` does it; an output that cannot
    hold these signs gets the text as it is.
    """
    if text.isascii():
        return text
    found = _PHRASE.sub(lambda one: f"{_ISOLATE}{one.group()}{_END_ISOLATE}", text)
    try:
        found.encode(encoding)
    except UnicodeEncodeError:
        return text
    return found


def shown(text: str, encoding: str) -> str:
    """Return a text as a terminal of this encoding is to show it: fitted and isolated."""
    return isolated(fit(text, encoding), encoding)


def shorten(text: str, limit: int) -> str:
    """Return the cleaned text, cut at a word's end to at most `limit` characters."""
    cleaned = clean(text)
    if len(cleaned) <= limit:
        return cleaned
    head = cleaned[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:-") + "…"


def _visible(character: str) -> str:
    """Return what stands for one character."""
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "\ufffd"
    if kind == "Cc" or character in _TURNING:
        return f"[U+{ord(character):04X}]"
    if kind == "Cf" and character not in _KEPT_FORMAT:
        return ""
    return character
