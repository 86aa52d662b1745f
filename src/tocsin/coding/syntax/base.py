"""What a parser is to the coder: a document goes in, sentences and trees come out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tocsin.coding.syntax.tree import Tree
from tocsin.model.document import Block, BlockKind, Document, Sentence

# Longer ones are tables or lists without full stops; no parser makes anything sound of them.
MAX_SENTENCE_WORDS = 400

_LOG = logging.getLogger(__name__)
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True)
class ParsedDocument:
    """A document's sentences, and the trees of those that could be parsed.

    `Tree.index` is the place of its sentence.
    """

    document: Document
    trees: tuple[Tree, ...]
    sentences: tuple[Sentence, ...]


class Parser(Protocol):
    """A back end that parses documents.

    Whatever its own scheme is, the trees keep one set of conventions: a preposition is the head
    of its noun (`PREPOSITION` above `PREP_OBJECT`, or above `PREP_CLAUSE`), by whom something is
    done stands below an `AGENT`, a copula is the head of its predicate (`PREDICATIVE`), each
    conjunct hangs on the one before it, `to` is an `AUXILIARY` of its infinitive, the last word
    of a name is its head. Offsets are those of `Document.text`.
    """

    def __call__(self, document: Document, *, headings: bool = False) -> ParsedDocument:
        """Return the sentences of a document's paragraphs and their trees.

        Args:
            document: The document.
            headings: Whether titles and headings are read too; a document that is nothing but
                headings is read whole.
        """


def kept_blocks(document: Document, *, headings: bool) -> list[Block]:
    """Return the blocks to be parsed.

    Titles and headings are left out: what they claim, the text below them claims with a
    subject and a tense. A document that is nothing but headings is read whole.
    """
    kept = [block for block in document.blocks if headings or block.kind not in _HEADINGS]
    return kept or list(document.blocks)


def sentence_at(document: Document, index: int, start: int, end: int) -> Sentence:
    """Return one sentence by its span in the document."""
    return Sentence(
        document=document.id,
        index=index,
        start=start,
        end=end,
        text=document.text[start:end],
    )


def parsed_document(
    document: Document, trees: Sequence[Tree], sentences: Sequence[Sentence]
) -> ParsedDocument:
    """Return a parsed document; warn of sentences that are too long to be coded."""
    if skipped := len(sentences) - len(trees):
        _LOG.warning(
            "%s: %d of %d sentences have over %d words and are not coded",
            document.path, skipped, len(sentences), MAX_SENTENCE_WORDS,
        )  # fmt: skip
    return ParsedDocument(document, tuple(trees), tuple(sentences))
