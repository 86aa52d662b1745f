"""Where a document stands in quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.model.document import Block, Document

_MARKS = re.compile(r"''|``|[\"\u201c\u201d\u201e]")
_OPENING = frozenset({"\u201c", "\u201e", "``"})
_SENTENCE_END = re.compile(r"(?:^|[.?!:\u2026][\"'\u201d\u2019)\]]*)\s*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks.

    Attributes:
        start: Offset of the opening mark in `Document.text`.
        end: Offset behind the closing mark, or of the paragraph's end where there is none.
        block: The paragraph it stands in.
        is_open: Whether no mark closes it in its paragraph: the next one goes on with it.
        is_first: Whether nothing stands before it in its paragraph.
        begins_sentence: Whether it begins a paragraph, or stands behind the end of a sentence.
    """

    start: int
    end: int
    block: int
    is_open: bool
    is_first: bool
    begins_sentence: bool


def find_quotations(document: Document) -> list[Quotation]:
    """Return the quotations of a document in order; marks inside one are not counted."""
    return [
        quotation
        for number, block in enumerate(document.blocks)
        for quotation in _in_block(document.text, block, number)
    ]


def _in_block(text: str, block: Block, number: int) -> Iterator[Quotation]:
    """Yield the quotations of one paragraph."""
    start: int | None = None
    for mark in _MARKS.finditer(text, block.start, block.end):
        if start is None:
            if _can_open(text, mark, block):
                start = mark.start()
        elif mark.group() not in _OPENING:
            yield _quotation(text, start, mark.end(), block, number, is_open=False)
            start = None
    if start is not None and start + 1 < block.end:
        yield _quotation(text, start, block.end, block, number, is_open=True)


def _can_open(text: str, mark: re.Match[str], block: Block) -> bool:
    """Return whether a mark can open a quotation: no inch mark, no closing mark left over."""
    if mark.group() == "\u201d":
        return mark.start() == block.start  # a wrong mark, but it can only open
    before = text[mark.start() - 1 : mark.start()] if mark.start() > block.start else " "
    return mark.group() in _OPENING or not before.isalnum()


def _quotation(
    text: str, start: int, end: int, block: Block, number: int, *, is_open: bool
) -> Quotation:
    """Return a stretch with its place in its paragraph."""
    before = text[block.start : start]
    return Quotation(
        start=start,
        end=end,
        block=number,
        is_open=is_open,
        is_first=not before.strip(),
        begins_sentence=_SENTENCE_END.search(before) is not None,
    )
