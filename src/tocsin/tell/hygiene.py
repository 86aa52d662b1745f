"""Text from outside made safe to show: no control characters, no hidden direction changes."""

import re
import unicodedata

from tocsin.model.text import normalize

# CSI, OSC and the other escape sequences of ECMA-48, with ESC or in their one-byte form.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_SPACES = re.compile(r"\s+")
# Joiners are format characters too, but Persian, Hindi and emoji need them.
_KEPT_FORMAT = frozenset("\u200c\u200d")
_MARK = "[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]"
_STACKED_MARKS = re.compile(f"({_MARK}{{3}}){_MARK}+")
_PLAIN_SIGNS = str.maketrans({"→": "->", "←": "<-", "↔": "<->"})


def clean(text: str) -> str:
    """Return a text on one line without escape sequences, controls and hidden format marks.

    Spaces and line ends of any kind become one space, none at the ends. Lone surrogates become
    U+FFFD, so that the result can always be written as UTF-8. Stacks of combining marks are
    cut at three.
    """
    return inline(text).strip()


def inline(text: str) -> str:
    """Return a piece of a text cleaned, with the space that it may begin or end with."""
    bare = _ESCAPES.sub("", text)
    joined = _SPACES.sub(" ", "".join(_shown(character) for character in bare))
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


def shorten(text: str, limit: int) -> str:
    """Return the cleaned text, cut at a word's end to at most `limit` characters."""
    cleaned = clean(text)
    if len(cleaned) <= limit:
        return cleaned
    head = cleaned[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:-") + "…"


def _shown(character: str) -> str:
    """Return what stands for one character."""
    if character.isspace():
        return " "
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "\ufffd"
    if kind == "Cc" or (kind == "Cf" and character not in _KEPT_FORMAT):
        return ""
    return character
