"""Paragraphs of a plain text: hard-wrapped lines are joined, single lines are told apart."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tocsin.model.document import BlockKind
from tocsin.read.base import Unit
from tocsin.read.furniture import ends_sentence

WIDEST_WRAP = 130
"""Nobody breaks lines by hand beyond this width; longer lines are whole paragraphs."""

_ITEM = re.compile(r"(?:[-*+•‣▪◦·]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it; empty where it holds nothing else.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last character.
        text: The characters between them.
        origin: Offset of the beginning of the whole line.
    """

    start: int
    end: int
    text: str
    origin: int


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text, split at line feeds alone."""
    lines = []
    origin = 0
    for whole in text.split("\n"):
        stripped = whole.strip()
        start = origin + (len(whole) - len(whole.lstrip()) if stripped else 0)
        lines.append(Line(start, start + len(stripped), stripped, origin))
        origin += len(whole) + 1
    return lines


def find_units(
    text: str,
    *,
    marked: Mapping[int, BlockKind],
    is_furniture: Callable[[str], bool],
) -> list[Unit]:
    """Return the paragraphs, headings and items of a text, in order.

    Args:
        text: The text, line ends as line feeds.
        marked: Kinds that were written down, by the offset at which their line begins.
        is_furniture: Tells a line that is no part of a paragraph, wherever it stands.
    """
    groups = _groups(split_lines(text))
    width = wrap_width(groups, is_furniture)
    units: list[Unit] = []
    for group in groups:
        runs = _runs(group, width, marked, is_furniture)
        units.extend(_unit(text, run, marked) for run in runs)
    return units


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the runs of lines between blank lines."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def wrap_width(
    groups: Sequence[Sequence[Line]], is_furniture: Callable[[str], bool]
) -> int | None:
    """Return the width at which lines were broken by hand, or None where each is a paragraph.

    Judged on the lines that another one follows at once, furniture and headings (short and
    without a stop) aside: where most of them end as sentences do, or one in twenty is wider
    than `WIDEST_WRAP`, a line is a paragraph.
    """
    broken = sorted(len(line.text) for group in groups for line in group[:-1])
    usual = broken[(len(broken) * 4) // 5] if broken else 0
    inner = [
        line
        for group in groups
        for line in group[:-1]
        if (len(line.text) > usual // 2 or ends_sentence(line.text))
        and not is_furniture(line.text)
    ]
    if not inner:
        return None
    lengths = sorted(len(line.text) for line in inner)
    width = lengths[(len(lengths) * 19) // 20]
    is_prose = sum(ends_sentence(line.text) for line in inner) > 0.6 * len(inner)
    return None if width > WIDEST_WRAP or is_prose else width


def _runs(
    group: Sequence[Line],
    width: int | None,
    marked: Mapping[int, BlockKind],
    is_furniture: Callable[[str], bool],
) -> list[list[Line]]:
    """Return the lines of a group, put together to paragraphs."""
    runs = [[group[0]]]
    for before, line in pairwise(group):
        is_split = (
            width is None
            or line.origin in marked
            or _opens_item(before.text, line.text)
            or marked.get(before.origin) is BlockKind.HEADING
            or is_break(before.text, line.text, width)
            or (_stands_alone(before.text, line.text) and is_furniture(line.text))
            or (_may_begin(line.text) and is_furniture(before.text) and len(runs[-1]) == 1)
        )
        if is_split:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _opens_item(before: str, line: str) -> bool:
    """Return whether a line opens an item of a list, and no clause behind a dash."""
    item = _ITEM.match(line)
    if item is None:
        return False
    return _may_begin(line[item.end() :]) or before.endswith(":") or bool(_ITEM.match(before))


def is_break(before: str, line: str, width: int) -> bool:
    """Return whether a line end was meant: the next word would have fitted well."""
    word = _WORD.match(line)
    would_fit = len(before) + 1 + len(word.group() if word else "") <= 0.75 * width
    return would_fit and (ends_sentence(before) or _may_begin(line))


def _may_begin(line: str) -> bool:
    """Return whether a line could begin a sentence or heading."""
    return not line[:1].islower()


def _stands_alone(before: str, line: str) -> bool:
    """Return whether a line is not the continuation of the one before it."""
    return _may_begin(line) and ends_sentence(before)


def _unit(text: str, run: Sequence[Line], marked: Mapping[int, BlockKind]) -> Unit:
    """Return the unit that some lines make."""
    first, end = run[0], run[-1].end
    start = first.start
    kind = marked.get(first.origin, BlockKind.PARAGRAPH)
    item = _ITEM.match(first.text)
    if item and kind is BlockKind.PARAGRAPH:
        kind = BlockKind.LIST_ITEM
        start += item.end()
    return Unit(kind, start, end, " ".join(text[start:end].split()), first.origin in marked)
