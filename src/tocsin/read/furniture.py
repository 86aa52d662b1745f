"""Page furniture: what stands around an article and is no part of it. The rules are data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate

import yaml

from tocsin.model.document import BlockKind
from tocsin.model.text import normalize
from tocsin.read.base import Unit

SHORT_LINE = 80
LONG_LINE = 300
PROSE_CHARACTERS = 100
"""A paragraph of at least this length that ends as a sentence does is prose."""

_SENTENCE_END = re.compile(r"[.!?]['\")\]]*$")
_CLOSING = re.compile(r"\s+([.,;:!?])")


@dataclass(frozen=True, slots=True)
class LineRule:
    """Lines of one sort, and where in a text they may stand."""

    what: str
    where: str
    pattern: re.Pattern[str]
    is_sentence: bool


@dataclass(frozen=True, slots=True)
class SectionRule:
    """Headings behind which the article is over."""

    what: str
    until: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All furniture rules."""

    lines: tuple[LineRule, ...]
    sections: tuple[SectionRule, ...]
    no_article: re.Pattern[str]
    agencies: dict[str, str]


@cache
def load_rules() -> Rules:
    """Return the rules of `furniture.yaml`, compiled once."""
    text = resources.files("tocsin.read").joinpath("furniture.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    return Rules(
        lines=tuple(
            LineRule(
                row["what"], row["where"], _compiled(row["patterns"]), bool(row.get("sentence"))
            )
            for row in data["lines"]
        ),
        sections=tuple(
            SectionRule(row["what"], row["until"], _compiled(row["patterns"]))
            for row in data["sections"]
        ),
        no_article=_compiled(data["no_articles"]),
        agencies=dict(data["agencies"]),
    )


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return the patterns of a rule as one."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined, re.IGNORECASE)


def plain_line(text: str) -> str:
    """Return a line as the rules see it: plain typography, one space, no space before a stop.

    No rule asks for a line beyond 300 characters, and long texts are costly to normalise: they
    are returned as they are.
    """
    if len(text) > 2 * LONG_LINE:
        return text
    if text.isascii():
        return _CLOSING.sub(r"\1", " ".join(text.replace("`", "'").split()))
    return _CLOSING.sub(r"\1", " ".join(normalize(text).text.split()))


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return bool(_SENTENCE_END.search(normalize(text[-8:]).text.rstrip()))


def is_prose(unit: Unit) -> bool:
    """Return whether a unit is a long paragraph that ends as a sentence does."""
    is_text = unit.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}
    return is_text and len(unit.text) >= PROSE_CHARACTERS and ends_sentence(unit.text)


def furniture_of(line: str, *, zones: frozenset[str]) -> str | None:
    """Return what sort of furniture a line is in these zones of a text, or None.

    Args:
        line: The whole line.
        zones: Where it stands: `any`, and `head` or `tail` where that holds.
    """
    if not line or len(line) > LONG_LINE:
        return None
    plain = plain_line(line)
    is_short = len(plain) <= SHORT_LINE and (not plain.endswith(".") or plain.endswith("..."))
    for rule in load_rules().lines:
        in_place = rule.where in zones or (rule.where == "edge" and len(zones) > 1)
        if in_place and (is_short or rule.is_sentence) and rule.pattern.fullmatch(plain):
            return rule.what
    return None


def section_of(line: str) -> SectionRule | None:
    """Return the rule of the section that a heading opens, or None."""
    if not line or len(line) > SHORT_LINE + 40:
        return None
    plain = plain_line(line)
    return next((rule for rule in load_rules().sections if rule.pattern.fullmatch(plain)), None)


def is_furniture_line(line: str) -> bool:
    """Return whether a line is furniture wherever it stands."""
    anywhere = frozenset({"any"})
    return furniture_of(line, zones=anywhere) is not None or section_of(line) is not None


def is_no_article(title: str) -> bool:
    """Return whether a title is that of an error page, a check for robots or a log-in."""
    return load_rules().no_article.fullmatch(plain_line(title)) is not None


def mark_furniture(units: Sequence[Unit]) -> list[str | None]:
    """Return, for each unit, what sort of furniture it is, or None for a part of the article."""
    marks = [
        furniture_of(unit.text, zones=zones)
        for unit, zones in zip(units, _zones(units), strict=True)
    ]
    _mark_sections(units, marks)
    return marks


def _zones(units: Sequence[Unit]) -> list[frozenset[str]]:
    """Return the zones that each unit stands in."""
    before = list(accumulate((is_prose(unit) for unit in units), initial=0))
    total = before[-1]
    zones = []
    for index in range(len(units)):
        names = {"any"}
        if before[index] <= 1:
            names.add("head")
        if total - before[index + 1] <= 1:
            names.add("tail")
        zones.append(frozenset(names))
    return zones


def _mark_sections(units: Sequence[Unit], marks: list[str | None]) -> None:
    """Mark everything that stands in a section of furniture."""
    index = 0
    while index < len(units):
        rule = section_of(units[index].text)
        if rule is None or not _may_open(units, index):
            index += 1
            continue
        end = _section_end(units, index, rule)
        for place in range(index, end):
            marks[place] = marks[place] or rule.what
        index = end


def _may_open(units: Sequence[Unit], index: int) -> bool:
    """Return whether a section may open here: something of the article stands before it."""
    return any(len(unit.text) >= PROSE_CHARACTERS // 2 for unit in units[:index])


def _section_end(units: Sequence[Unit], index: int, rule: SectionRule) -> int:
    """Return the index of the first unit behind a section."""
    share = _share_before(units, index)
    if rule.until == "end" and share >= 0.5:
        return len(units)
    for place in range(index + 1, len(units) - 1):
        inner = section_of(units[place].text)
        if inner and inner.until == "end" and share >= 0.5:
            return len(units)
        if is_prose(units[place]) and is_prose(units[place + 1]):
            has_heading = place - 1 > index and _is_marked_heading(units[place - 1])
            return place - 1 if has_heading else place
    return len(units)


def _share_before(units: Sequence[Unit], index: int) -> float:
    """Return the share of the prose, in characters, that lies before an index."""
    lengths = [len(unit.text) if is_prose(unit) else 0 for unit in units]
    return sum(lengths[:index]) / (sum(lengths) or 1)


def _is_marked_heading(unit: Unit) -> bool:
    """Return whether a unit was written down as a heading."""
    return unit.is_marked and unit.kind is BlockKind.HEADING
