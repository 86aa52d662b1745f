"""The article among the units of a text: title, headings, prose; furniture set aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.model.document import BlockKind
from tocsin.read.base import Stated, Unit
from tocsin.read.furniture import ends_sentence, is_prose, mark_furniture, plain_line
from tocsin.read.stated import Surroundings, read_surroundings

LONGEST_TITLE = 200
LONGEST_HEADING = 100
MOST_DESCRIPTIONS = 200

_OPEN_END = re.compile(r"[.:;,]['\")\]]*$")
_SITE_SUFFIX = re.compile(r"\s+[-|:·•>»]\s+[^-|·•]{2,40}$")


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a text is the article.

    Attributes:
        units: The kept ones, in order, with their final kinds.
        dropped: What was taken out, one short description each.
        stated: What the text says of itself.
    """

    units: tuple[Unit, ...]
    dropped: tuple[str, ...]
    stated: Stated


def select_article(units: Sequence[Unit], *, title: str | None = None) -> Selection:
    """Return the units that make the article.

    Args:
        units: All units of the text, in order.
        title: The title where it is stated; otherwise it is looked for.
    """
    marks = mark_furniture(units)
    open_places = [place for place, mark in enumerate(marks) if mark is None]
    around = read_surroundings([units[place] for place in open_places])
    kept: list[Unit] = []
    dropped = {place: mark for place, mark in enumerate(marks) if mark}
    for index, place in enumerate(open_places):
        mark = around.marks[index]
        if mark:
            dropped[place] = mark
        else:
            kept.append(_behind_dateline(units[place], around, index))
    named, repeated, found = _with_title(kept, title)
    final, doubles = _without_doubles(_with_headings(named))
    texts = [(mark, units[place].text) for place, mark in sorted(dropped.items())]
    texts += [("repeated heading", unit.text) for unit in [*repeated, *doubles]]
    stated = Stated(title=found).over(around.stated)
    return Selection(tuple(final), _descriptions(texts), stated)


def _behind_dateline(unit: Unit, around: Surroundings, index: int) -> Unit:
    """Return the unit without the dateline it may open with; the text itself stays as it is."""
    end = around.dateline_end.get(index)
    if end is None or len(unit.text) != unit.end - unit.start:
        return unit
    return replace(unit, start=unit.start + end, text=unit.text[end:])


def _descriptions(texts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return one short line for each thing that was taken out."""
    lines = [f"{what}: {_short(text)}" for what, text in texts[:MOST_DESCRIPTIONS]]
    if len(texts) > MOST_DESCRIPTIONS:
        lines.append(f"and {len(texts) - MOST_DESCRIPTIONS} more")
    return tuple(lines)


def _short(text: str) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= 60 else f"{text[:57]}..."


def is_same_title(one: str, other: str) -> bool:
    """Return whether two lines are one title, the name of a site behind it aside."""
    if max(len(one), len(other)) > 3 * LONGEST_TITLE:
        return one == other
    first, second = (plain_line(text).casefold().strip(" .") for text in (one, other))
    if first == second:
        return bool(first)
    return _SITE_SUFFIX.sub("", first) == second or first == _SITE_SUFFIX.sub("", second)


def _with_title(
    units: Sequence[Unit], title: str | None
) -> tuple[list[Unit], list[Unit], str | None]:
    """Return the units with the title marked, its repetitions, and the title itself."""
    has_prose = any(is_sentence(unit) for unit in units[1:])
    if title is None and units and has_prose and _may_be_title(units[0]):
        title = units[0].text
    if title is None:
        return list(units), [], None
    kept: list[Unit] = []
    repeated: list[Unit] = []
    for unit in units:
        if not is_same_title(unit.text, title):
            kept.append(unit)
        elif any(is_prose(other) or other.kind is BlockKind.TITLE for other in kept):
            repeated.append(unit)
        else:
            kept.append(replace(unit, kind=BlockKind.TITLE))
    return kept, repeated, title


def is_sentence(unit: Unit) -> bool:
    """Return whether a unit ends as a sentence does and is no heading."""
    return unit.kind is not BlockKind.HEADING and ends_sentence(unit.text)


def _may_be_title(unit: Unit) -> bool:
    """Return whether the first unit of a text can be its title."""
    if unit.kind is BlockKind.HEADING:
        return True
    is_short = unit.kind is BlockKind.PARAGRAPH and len(unit.text) <= LONGEST_TITLE
    return is_short and not _OPEN_END.search(plain_line(unit.text))


def _with_headings(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with short lines above prose marked as headings."""
    result: list[Unit] = []
    is_above_prose = False
    for unit in reversed(units):
        if unit.kind is BlockKind.PARAGRAPH and is_above_prose and _may_be_heading(unit):
            result.append(replace(unit, kind=BlockKind.HEADING))
            continue
        is_above_prose = is_above_prose or is_sentence(unit)
        result.append(unit)
    return result[::-1]


def _may_be_heading(unit: Unit) -> bool:
    """Return whether a paragraph has the form of a heading."""
    if len(unit.text) > 2 * LONGEST_HEADING:
        return False
    plain = plain_line(unit.text)
    is_open = bool(_OPEN_END.search(plain)) or plain.endswith(("!", "'", '"'))
    return len(plain) <= LONGEST_HEADING and not is_open and not plain[:1].islower()


def _without_doubles(units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Return the units without headings that stood before, and those headings."""
    seen: set[str] = set()
    kept: list[Unit] = []
    doubles: list[Unit] = []
    for unit in units:
        is_heading = unit.kind in {BlockKind.HEADING, BlockKind.TITLE}
        name = plain_line(unit.text).casefold() if is_heading else ""
        (doubles if is_heading and name in seen else kept).append(unit)
        if is_heading:
            seen.add(name)
    return kept, doubles
