"""Sentences of a passage, and what in it is another's words."""

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(r"[.!?;][\"'\u201d\u2019\u00bb)\]]*\s+(?=[^\s\da-z])")
# Behind these a stop ends no sentence: initials, titles and what stands before a name or number.
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Amb|St|No|Nos|"
    r"vs|cf|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|[A-Za-z]\.[A-Za-z]))"
    r"\.\s+$"
)
_OPENS = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c", "\u2018": "\u2019"}
_STRAIGHT = re.compile(r"\"[^\"]*\"")
_STRAIGHT_OPEN = re.compile(r"\A\W*\"[^\"]*\Z")
_APOSTROPHES = re.compile(r"(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){2,400}(?<!\s)'(?!\w)")


# What has no stop for so many characters is no prose, and is taken in parts.
LONGEST = 1000


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a passage begins and ends, in order."""
    ends = [
        one.end()
        for one in _END.finditer(text)
        if not _ABBREVIATION.search(text, max(0, one.start() - 12), one.end())
    ]
    for start, end in pairwise([0, *ends, len(text)]):
        begin = start
        while begin < end:
            last = _last(text, begin, end)
            if text[begin:last].strip():
                yield begin, last
            begin = last


def _last(text: str, begin: int, end: int) -> int:
    """Return where a sentence ends, or its first part of words where it is overlong."""
    if end - begin <= LONGEST:
        return end
    space = text.rfind(" ", begin, begin + LONGEST)
    return space + 1 if space > begin else begin + LONGEST


def unquoted(text: str) -> str:
    """Return a passage with what stands in quotation marks blank, as long as it was.

    Marks are curly, angular or straight ones, single or double; quotes within quotes are included. A quote that
    is opened and not closed ends with the passage, as in a quotation of several paragraphs; a
    straight mark is only taken so where the passage begins with it.
    """
    blank = _curly(text)
    for pattern in (_STRAIGHT, _STRAIGHT_OPEN, _APOSTROPHES):
        blank = pattern.sub(lambda one: " " * len(one.group()), blank)
    return blank


def _curly(text: str) -> str:
    """Return a passage with what stands in marks that open and close blank."""
    kept, awaited = [], list[str]()
    for place, sign in enumerate(text):
        is_closing = bool(awaited) and sign == awaited[-1] and not _joins(text, place, sign)
        if is_closing:
            awaited.pop()
        elif sign in _OPENS and not (sign == "\u2018" and text[place - 1 : place].isalnum()):
            awaited.append(_OPENS[sign])
            is_closing = True
        kept.append(" " if awaited or is_closing else sign)
    return "".join(kept)


def _joins(text: str, place: int, sign: str) -> bool:
    """Return whether a mark is an apostrophe within a word."""
    around = text[place - 1 : place], text[place + 1 : place + 2]
    return sign == "\u2019" and all(one.isalpha() for one in around)


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
