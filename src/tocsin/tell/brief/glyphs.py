"""Characters that no font at hand can print, told instead of set as empty boxes.

Typst says nothing of a character that it has no glyph for. But it sets each of them as the same
box, which a code point that is no character shows: so what a page of one character holds tells.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from tocsin.tell.brief.parts import Brief, Items, Piece, Section

Part = TypeVar("Part")
Setter = Callable[..., list[bytes]]

_PAGES = (
    b'#set page(width: auto, height: auto, margin: 0pt)\n#set text(font: "Libertinus Serif")\n'
    b"#for one in json(bytes(sys.inputs.signs)) { page(text(one)) }"
)
_NO_CHARACTER = "\U0010ffff"
_GLYPH = re.compile(rb'href="#(\w+)"')
# Typst carries glyphs for all of these.
_SURE = frozenset(map(chr, range(0x250))) - frozenset(map(chr, range(0x80, 0xA0)))
_PICTURE = "svg"
_SET = frozenset({"text", "heads", "empty", "groups", "name", _PICTURE})
"""The fields that are set in type; what else is text is an id, a link or the name of a style."""
_UNSEEN = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)
_OMITTED = "[…]"


@dataclass(frozen=True, slots=True)
class Printable:
    """A brief in which every character can be printed.

    Attributes:
        brief: The brief; what could not be printed is told in its place and among the limits.
        needs_system: Whether fonts of the machine are needed.
    """

    brief: Brief
    needs_system: bool


def printable(brief: Brief, pages: Setter, *, pictures_alone: bool = False) -> Printable:
    """Return a brief with what can be printed of it.

    Typst's own fonts come first, so that bytes do not depend on the machine; only where they
    lack a character are those of the machine asked.

    Args:
        brief: What is to be printed.
        pages: Sets a source as pages of SVG; takes the source, its inputs and `has_system`.
        pictures_alone: Whether the text outside pictures is set by somebody else's fonts.
    """
    wanted = frozenset({_PICTURE}) if pictures_alone else _SET
    signs = {sign for text in _texts(brief, wanted) for sign in text}
    lacking = _lacking(signs - _SURE, pages, has_system=False)
    if not lacking:
        return Printable(brief, needs_system=False)
    lost = _lacking(lacking, pages, has_system=True)
    found = _without(brief, lost, wanted) if lost else brief
    return Printable(found, needs_system=lost != lacking)


def _lacking(signs: Iterable[str], pages: Setter, *, has_system: bool) -> frozenset[str]:
    """Return those of some characters that are set as the box that stands for none."""
    listed = sorted(signs)
    if not listed:
        return frozenset()
    inputs = {"signs": json.dumps([_NO_CHARACTER, *listed])}
    box, *rest = (
        set(_GLYPH.findall(page)) for page in pages(_PAGES, inputs, has_system=has_system)
    )
    return frozenset(one for one, glyphs in zip(listed, rest, strict=True) if glyphs & box)


def _texts(value: object, wanted: frozenset[str], name: str = "") -> Iterator[str]:
    """Yield the texts of a part that stand in wanted fields and are set in type."""
    if isinstance(value, str):
        if name in wanted:
            yield _UNSEEN.sub("", value) if name == _PICTURE else value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, wanted, name)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name), wanted, each.name)


def _without(brief: Brief, lost: frozenset[str], wanted: frozenset[str]) -> Brief:
    """Return a brief with characters left out, told in their place and among the limits."""
    runs = re.compile("[" + "".join(map(re.escape, sorted(lost))) + "]+")

    def change(text: str, name: str) -> str:
        if name == _PICTURE:
            return runs.sub(_OMITTED, text)
        return runs.sub(lambda one: f"[{len(one.group())} not printed]", text)

    count = sum(len(run) for text in _texts(brief, wanted) for run in runs.findall(text))
    where = "of its pictures " if wanted == {_PICTURE} else ""
    noun = "character" if count == 1 else "characters"
    limit = (
        f"{count} {noun} {where}could not be printed, as no font at hand has them; the brief as "
        "HTML has them."
    )
    told = _mapped(brief, change, wanted)
    return replace(told, annex=tuple(_limited(section, limit) for section in told.annex))


def _mapped(
    value: Part, change: Callable[[str, str], str], wanted: frozenset[str], name: str = ""
) -> Part:
    """Return a part with the texts of wanted fields changed."""
    found: Any = value
    if isinstance(value, str):
        found = change(value, name) if name in wanted else value
    elif isinstance(value, tuple):
        found = tuple(_mapped(item, change, wanted, name) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changes = {
            each.name: _mapped(getattr(value, each.name), change, wanted, each.name)
            for each in fields(value)
        }
        found = replace(value, **changes)
    return cast("Part", found)


def _limited(section: Section, limit: str) -> Section:
    """Return the section on limits with one more; any other as it is."""
    if section.key != "limits":
        return section
    line = (Piece(limit),)
    blocks = tuple(
        replace(block, lines=(*block.lines, line)) if isinstance(block, Items) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)
