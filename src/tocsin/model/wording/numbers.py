"""Percentages of a sentence, and which of them belong to which word of likelihood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

REACH = 40
"""Characters between a word and its number; one in brackets at the end may stand farther off."""

_UNIT = r"\s?(?:%|percent\b|per\s?cent\b|pct\b)"
_ONE = r"\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{_ONE})(?:{_UNIT})?\s?(?:[-\u2013\u2014]|to|and)\s?(?P<high>{_ONE}){_UNIT}"
    rf"|(?P<one>{_ONE}){_UNIT}|(?P<part>\d+)\s(?:in|out\sof)\s(?P<whole>10|100)\b)"
)
_INTERVAL = re.compile(r"\s?-?(?:range|interval|confidence|credible|CI)\b")
_QUALIFIER = (
    r"(?:(?:about|around|some|roughly|approximately|nearly|an?|at|by|of|or|is|p|(?:less|more)\s"
    r"than|over|under|up\sto|chance|probability|likelihood|odds|estimated|ca?\.|[~≈=<>:])\s*)*"
)
_BEHIND = re.compile(
    rf"(?:.*(?:[(\[:,;\u2013\u2014]|\b(?:chance|probability|likelihood|odds)\b))?\s*{_QUALIFIER}",
    re.DOTALL,
)
_BEFORE = re.compile(r"\s*[)\]]?\s*[,:(\[]?\s*")
_CHANCE = re.compile(r"\s*(?:chance|probability|likelihood|odds)\b")
_SHARE = re.compile(r"\s*(?:of|more|less|fewer|higher|lower|points?|percentage)\b")
_LAST = re.compile(r"[^()]{0,60}\)\s*(?:\[[^\]]{0,40}\]\s*)*[.!?;]?\s*\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A percentage, or a range of them.

    Attributes:
        value: In percent; the middle of a range.
        start: Offset of its first character.
        end: Offset behind its last character.
        text: As it is written.
    """

    value: float
    start: int
    end: int
    text: str


def percentages(sentence: str) -> list[Number]:
    """Return the percentages of a sentence, in order, levels of intervals left out."""
    return [
        Number(_value(one), one.start(), one.end(), one.group())
        for one in _NUMBER.finditer(sentence)
        if not _INTERVAL.match(sentence, one.end())
    ]


def _value(found: re.Match[str]) -> float:
    """Return a number in percent."""
    if found["one"]:
        return float(found["one"])
    if found["whole"]:
        return 100 * float(found["part"]) / float(found["whole"])
    return (float(found["low"]) + float(found["high"])) / 2


def numbers_of(
    words: Sequence[re.Match[str]], numbers: Sequence[Number], sentence: str
) -> list[Number | None]:
    """Return for each word of likelihood the number that is given with it; None for none.

    It is the first one behind the word and before the next word, else the last one before the
    word that no other word took. A percentage of something else (`exports fell 30%`) is none.
    """
    found: list[Number | None] = []
    for place, word in enumerate(words):
        until = words[place + 1].start() if place + 1 < len(words) else len(sentence)
        behind = [one for one in numbers if word.end() <= one.start < until]
        found.append(behind[0] if behind and _is_behind(word, behind[0], sentence) else None)
    for place, word in enumerate(words):
        begin = words[place - 1].end() if place else 0
        before = [one for one in numbers if begin <= one.start and one.end <= word.start()]
        is_free = before and before[-1] not in found
        if found[place] is None and is_free and _is_before(word, before[-1], sentence):
            found[place] = before[-1]
    return found


def _is_behind(word: re.Match[str], number: Number, sentence: str) -> bool:
    """Return whether a number behind a word says how probable it is."""
    gap = sentence[word.end() : number.start]
    if _SHARE.match(sentence, number.end) or not _BEHIND.fullmatch(gap):
        return bool(_CHANCE.match(sentence, number.end)) and len(gap) <= REACH
    is_last = gap.rstrip().endswith("(") and bool(_LAST.match(sentence, number.end))
    return len(gap) <= REACH or is_last


def _is_before(word: re.Match[str], number: Number, sentence: str) -> bool:
    """Return whether a number before a word says how probable it is."""
    gap = sentence[number.end : word.start()]
    is_chance = len(gap) <= REACH and bool(_CHANCE.match(gap))
    return is_chance or bool(_BEFORE.fullmatch(gap))
