"""How tight the first page must be set to stay one sheet of A4, estimated from its text.

A browser does not tell how high a page will be, and there is no script to ask it. Each number here
was read off prints of the reference case and of a crowd; they err on the safe side, and the tests
print both.
"""

import re
from math import ceil

from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Paragraph,
    Picture,
    Section,
    Statements,
    Table,
    text_of,
)

ROOM = 268.0
"""Millimetres that the first page has, A4 between its margins less one."""
SCALES = (1.0, 0.93, 0.86, 0.79, 0.72)
"""How large each density sets the first page; `style.css` has the same."""
_HEAD = 24.0
_TITLE = 7.0
_HEADING = 5.5
_LINE = 3.7
_COLUMN = 86.0
_TALLEST = {"exchange": 66.0, "concern": 56.0}
_RIGHT = {"exchange", "change"}
_WIDE = {"bottom", "key"}
_LETTERS = {"title": 62, "lead": 92, "likely": 112, "sure": 118, "item": 60}
"""Letters on a line, by what it is."""
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def density_of(title: Line, front: tuple[Section, ...]) -> int:
    """Return the least density at which the first page fits; the greatest where none does."""
    wide = sum(_section(one) for one in front if one.key in _WIDE)
    right = sum(_section(one) for one in front if one.key in _RIGHT)
    left = sum(_section(one) for one in front if one.key not in _WIDE | _RIGHT)
    height = _HEAD + _TITLE * _rows(title, "title") + wide + max(left, right)
    fitting = (place for place, scale in enumerate(SCALES) if height * scale <= ROOM)
    return next(fitting, len(SCALES) - 1)


def _section(section: Section) -> float:
    """Return the height of a section in millimetres."""
    return _HEADING + sum(_block(block, section.key) for block in section.blocks)


def _block(block: Block, key: str) -> float:
    """Return the height of a block in millimetres."""
    if isinstance(block, Picture):
        return _picture(block, key)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Paragraph):
        return 6.0 + 4.9 * _rows(block.line, "lead")
    lines = block.lines if isinstance(block, Items) else ()
    entries = block.entries if isinstance(block, Statements) else ()
    told = sum(
        2.4 + _LINE * (_rows(one.likely, "likely") + _rows((*one.sure, *one.cites), "sure"))
        for one in entries
    )
    return told + sum(0.6 + _LINE * _rows(line, "item") for line in lines)


def _picture(block: Picture, key: str) -> float:
    """Return the height of a picture as wide as a column."""
    found = _VIEW.search(block.svg)
    if found is None:
        return 0.0
    return min(_COLUMN * float(found[2]) / float(found[1]), _TALLEST.get(key, 200.0))


def _table(block: Table) -> float:
    """Return the height of a table as wide as a column."""
    share = [width / sum(block.widths) for width in block.widths]
    rows = sum(
        max(
            sum(ceil(max(1, len(text_of(line))) / (_LETTERS["item"] * part)) for line in cell)
            for cell, part in zip(row.cells, share, strict=False)
        )
        for row in block.rows
    )
    return 4.5 + 1.5 * len(block.rows) + _LINE * rows


def _rows(line: Line, kind: str) -> int:
    """Return on how many lines of the page a line of text stands."""
    return ceil(max(1, len(text_of(line))) / _LETTERS[kind])
