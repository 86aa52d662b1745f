"""How tight the first page must be set to stay one sheet of A4, estimated from its text.

A browser does not tell how high a page will be, and there is no script to ask it. Each number here
was read off prints of the reference case and of a crowd; they err on the safe side, and the tests
print both.
"""

import re
from dataclasses import dataclass
from math import ceil

from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Paragraph,
    Picture,
    Section,
    Statement,
    Statements,
    Table,
    text_of,
)
from tocsin.tell.svg.network import TALL

ROOM = 266.0
"""Millimetres that the first page has, A4 between its margins less a line."""
SCALES = (1.0, 0.93, 0.86, 0.79, 0.72)
"""How large each density sets the first page; `style.css` has the same."""
_HEAD = 24.0
_TITLE = 7.0
_HEADING = 5.5
_LINE = 3.7
_COLUMN = 86.0
_TALLEST = {"exchange": 66.0, "concern": 56.0}
_TALL = 96.0
_RIGHT = {"exchange", "change"}
_WIDE = {"bottom", "key"}
_LETTERS = {"title": 62, "lead": 104, "likely": 112, "sure": 118, "item": 60}
"""Letters on a line, by what it is."""
_NARROW = 15
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def density_of(title: Line, front: tuple[Section, ...]) -> int:
    """Return the least density at which the first page fits; the greatest where none does."""
    fitting = (
        place
        for place, scale in enumerate(SCALES)
        if _Sheet(scale).height(title, front) <= ROOM
    )
    return next(fitting, len(SCALES) - 1)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The first page at a scale: what is set smaller is lower, and has more letters on a line."""

    scale: float

    def height(self, title: Line, front: tuple[Section, ...]) -> float:
        """Return the height of the first page in millimetres."""
        wide = sum(self._section(one) for one in front if one.key in _WIDE)
        right = sum(self._section(one) for one in front if one.key in _RIGHT)
        left = sum(self._section(one) for one in front if one.key not in _WIDE | _RIGHT)
        head = self.scale * (_HEAD + _TITLE * self._rows(title, "title"))
        return head + wide + max(left, right)

    def _section(self, section: Section) -> float:
        """Return the height of a section."""
        return self.scale * _HEADING + sum(
            self._block(block, section.key) for block in section.blocks
        )

    def _block(self, block: Block, key: str) -> float:
        """Return the height of a block."""
        if isinstance(block, Picture):
            return self._picture(block, key)
        if isinstance(block, Table):
            return self.scale * self._table(block)
        if isinstance(block, Paragraph):
            return self.scale * (4.0 + 4.9 * self._rows(block.line, "lead"))
        lines = block.lines if isinstance(block, Items) else ()
        entries = block.entries if isinstance(block, Statements) else ()
        told = sum(2.4 + _LINE * self._sentences(one) for one in entries)
        return self.scale * (
            told + sum(0.6 + _LINE * self._rows(line, "item") for line in lines)
        )

    def _sentences(self, one: Statement) -> int:
        """Return on how many lines a judgement stands."""
        return self._rows(one.likely, "likely") + self._rows((*one.sure, *one.cites), "sure")

    def _picture(self, block: Picture, key: str) -> float:
        """Return the height of a picture as wide as its column, unless that is too high."""
        found = _VIEW.search(block.svg)
        if found is None:
            return 0.0
        wide, high = float(found[1]), float(found[2])
        most = _TALL if high > TALL else _TALLEST.get(key, 200.0)
        return min(_COLUMN * high / wide, most * self.scale)

    def _table(self, block: Table) -> float:
        """Return the height of a table as wide as a column, before it is scaled."""
        # Whole words leave much of a narrow cell empty.
        letters = [
            most * (0.7 if most < _NARROW else 1.0)
            for most in (_LETTERS["item"] * one / sum(block.widths) for one in block.widths)
        ]
        rows = sum(
            max(
                sum(ceil(max(1, len(text_of(line))) * self.scale / most) for line in cell)
                for cell, most in zip(row.cells, letters, strict=False)
            )
            for row in block.rows
        )
        return 4.5 + 1.5 * len(block.rows) + _LINE * rows

    def _rows(self, line: Line, kind: str) -> int:
        """Return on how many lines of the page a line of text stands."""
        return ceil(max(1, len(text_of(line))) * self.scale / _LETTERS[kind])
