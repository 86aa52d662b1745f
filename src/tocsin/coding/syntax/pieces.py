"""What is parsed as one text: a block, or a part of one that is too long."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.coding.syntax.casing import IsWord, restore_case
from tocsin.model.document import BlockKind, Document
from tocsin.model.text import NormalText, normalize

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_BLOCK_CHARACTERS = 100_000
PART_WORDS = 60
"""What a part of an overlong sentence may hold before it is cut at the next weaker mark."""

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_STRONG = frozenset({";", "|", "\u2022"})
_CONJUNCTIONS = frozenset({"and", "but", "while", "whereas", "or", "yet"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document in plain typography, as the parser gets it.

    Attributes:
        normal: The stretch, and where each of its characters came from.
        shift: Offset of its first character in `Document.text`.
    """

    normal: NormalText
    shift: int

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the plain text as a span of the document."""
        first, last = self.normal.source_span(start, end)
        return self.shift + first, self.shift + last

    def part(self, start: int, end: int) -> "Piece":
        """Return a stretch of this piece; its offsets stay those of the document."""
        origins = self.normal.origins[start : end + 1]
        return Piece(NormalText(self.normal.text[start:end], origins), self.shift)


def cut_blocks(document: Document, is_word: IsWord, *, headings: bool = False) -> list[Piece]:
    """Return the paragraphs of a document as pieces that the parser can hold.

    Text in capitals throughout is in small letters here, all but its names.

    Args:
        document: A document.
        is_word: Whether a word in small letters is one of the language, and no name.
        headings: Whether titles and headings are kept where there is anything else.
    """
    kept = [block for block in document.blocks if headings or block.kind not in _HEADINGS]
    blocks = kept or list(document.blocks)
    return [
        _piece(document.text, start, end, is_word)
        for block in blocks
        for start, end in cut_length(document.text, block.start, block.end)
    ]


def _piece(text: str, start: int, end: int, is_word: IsWord) -> Piece:
    """Return a stretch of a text as a piece."""
    normal = normalize(text[start:end])
    return Piece(NormalText(restore_case(normal.text, is_word), normal.origins), start)


def cut_length(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a block in stretches that the parser can hold; most blocks are one."""
    while end - start > MAX_BLOCK_CHARACTERS:
        stop = text.rfind(" ", start, start + MAX_BLOCK_CHARACTERS) + 1
        stop = stop if stop > start else start + MAX_BLOCK_CHARACTERS
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def cut_sentence(piece: Piece, tokens: Sequence["Token"], text: str) -> list[Piece]:
    """Return a sentence in parts of some sixty words, cut where a clause may end.

    A semicolon always ends a part. Where a part is still too long, dashes and colons end one,
    then commas before a conjunction, line breaks, any comma, and at last any word.

    Args:
        piece: What the sentence stands in.
        tokens: Its words.
        text: The text of the document, which has the line breaks.
    """
    parts = [_Words(piece, list(tokens), text)]
    for level in range(len(_ENDS)):
        parts = [part for whole in parts for part in whole.cut(level)]
    return [part.as_piece() for part in parts]


@dataclass(frozen=True, slots=True)
class _Words:
    """Some words of an overlong sentence."""

    piece: Piece
    tokens: list["Token"]
    text: str

    def cut(self, level: int) -> Iterator["_Words"]:
        """Yield these words in parts, cut at the marks of one level where they are too many."""
        may_end, begin = _ENDS[level], 0
        if level == 0 or len(self.tokens) > PART_WORDS:
            for place in range(1, len(self.tokens)):
                if may_end(self, place, place - begin):
                    yield _Words(self.piece, self.tokens[begin:place], self.text)
                    begin = place
        yield _Words(self.piece, self.tokens[begin:], self.text)

    def as_piece(self) -> Piece:
        """Return the piece that these words stand in."""
        return self.piece.part(self.tokens[0].idx, self.tokens[-1].idx + len(self.tokens[-1]))

    def is_set_off(self, place: int) -> bool:
        """Return whether the word before a place is a dash or colon, not a hyphen."""
        mark = self.tokens[place - 1]
        return mark.text == ":" or (
            mark.text == "-" and self.tokens[place - 2].whitespace_ == mark.whitespace_ == " "
        )

    def is_behind_comma(self, place: int) -> bool:
        """Return whether a comma stands before a place."""
        return self.tokens[place - 1].text == ","

    def is_on_new_line(self, place: int) -> bool:
        """Return whether a line ends before a place."""
        before, after = self.tokens[place - 1], self.tokens[place]
        start, end = self.piece.source_span(before.idx + len(before) - 1, after.idx + 1)
        return "\n" in self.text[start:end]


# Whether a part may end before the word at a place, having so many words; strongest mark first.
_ENDS: tuple[Callable[[_Words, int, int], bool], ...] = (
    lambda words, place, _: words.tokens[place - 1].text in _STRONG,
    lambda words, place, _: words.is_set_off(place),
    lambda words, place, _: (
        words.is_behind_comma(place) and words.tokens[place].lower_ in _CONJUNCTIONS
    ),
    lambda words, place, _: words.is_on_new_line(place),
    lambda words, place, length: words.is_behind_comma(place) and length > PART_WORDS // 2,
    lambda _words, _place, length: length >= PART_WORDS,
)
