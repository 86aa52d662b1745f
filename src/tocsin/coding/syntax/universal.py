"""Parses of Universal Dependencies, in CoNLL-U, as sentences and trees of ours."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from tocsin.coding.lexicon import load_repairs
from tocsin.coding.syntax.base import (
    MAX_SENTENCE_WORDS,
    ParsedDocument,
    kept_blocks,
    parsed_document,
    sentence_at,
)
from tocsin.coding.syntax.conllu import RawSentence, Row, place_words, read_conllu
from tocsin.coding.syntax.entities import name_entities
from tocsin.coding.syntax.node import Node
from tocsin.coding.syntax.penn import tag_of
from tocsin.coding.syntax.repair import repair
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.coding.syntax.turning import turn
from tocsin.errors import ReadError
from tocsin.model.document import Block, BlockKind, Document, Sentence
from tocsin.model.ids import DocumentId, digest
from tocsin.model.text import NormalText, normalize

Annotate = Callable[[str], str]
MEDIA_TYPE = "text/x-conllu"
_OLD_POS = {"CONJ": "CCONJ"}


class UniversalParser:
    """A parser of Universal Dependencies as a back end of the coder.

    Args:
        annotate: Returns the CoNLL-U parse of one paragraph. The words of all its sentences in
            order must be those of the paragraph; nothing else is asked of it.
    """

    def __init__(self, annotate: Annotate) -> None:
        self._annotate = annotate

    def __call__(self, document: Document, *, headings: bool = False) -> ParsedDocument:
        """Return the sentences of a document's paragraphs and their trees.

        Raises:
            ReadError: The parse is no CoNLL-U, or not of the document's words.
        """
        trees: list[Tree] = []
        sentences: list[Sentence] = []
        for block in kept_blocks(document, headings=headings):
            normal = normalize(document.text[block.start : block.end])
            cursor = 0
            for raw in read_conllu(self._annotate(normal.text)):
                spans = place_words(raw, normal.text, cursor)
                cursor = spans[-1][1]
                spans = [_shifted(normal, span, block.start) for span in spans]
                _add(document, raw, spans, trees, sentences)
        return parsed_document(document, trees, sentences)


def parse_conllu(
    text: str, *, path: str = "-", day: date | None = None, publisher: str | None = None
) -> ParsedDocument:
    """Return a text that somebody else has parsed, ready to be coded.

    The document's text is made of the sentences' `# text` comments, or of their words where
    there are none, one a line; `# newpar` and `# newdoc` begin a paragraph. Offsets are those of
    that text.

    Args:
        text: The parse, in CoNLL-U.
        path: The document's path, for messages.
        day: The day of publication.
        publisher: Who published it.

    Raises:
        ReadError: The text is no CoNLL-U; the message names the line.
    """
    raws = list(read_conllu(text))
    if not raws:
        message = f"{path} holds no sentence in CoNLL-U: ten columns separated by tabs."
        raise ReadError(message, subject=path)
    starts, plain = [], ""
    for raw in raws:
        if plain:
            plain += "\n\n" if raw.begins_paragraph else "\n"
        starts.append(len(plain))
        plain += raw.text
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(
        id=DocumentId(digest("d", sha256, day, publisher)),
        path=path,
        text=plain,
        blocks=tuple(Block(BlockKind.PARAGRAPH, start, start + len(raw.text))
                     for raw, start in zip(raws, starts, strict=True)),
        sha256=sha256,
        size=len(data),
        media_type=MEDIA_TYPE,
        date=day,
        publisher=publisher,
        language="en",
    )  # fmt: skip
    trees: list[Tree] = []
    sentences: list[Sentence] = []
    for raw, start in zip(raws, starts, strict=True):
        _add(document, raw, place_words(raw, plain, start), trees, sentences)
    return parsed_document(document, trees, sentences)


def _shifted(normal: NormalText, span: tuple[int, int], shift: int) -> tuple[int, int]:
    """Return a span of a block's plain text as a span of the document."""
    start, end = normal.source_span(*span)
    return shift + start, shift + end


def _add(
    document: Document,
    raw: RawSentence,
    spans: Sequence[tuple[int, int]],
    trees: list[Tree],
    sentences: list[Sentence],
) -> None:
    """Add one sentence, and its tree unless it is too long."""
    index = len(sentences)
    sentences.append(sentence_at(document, index, spans[0][0], spans[-1][1]))
    if len(raw.rows) <= MAX_SENTENCE_WORDS:
        trees.append(universal_tree(raw.rows, spans, index=index))


def universal_tree(
    rows: Sequence[Row], spans: Sequence[tuple[int, int]], *, index: int = 0
) -> Tree:
    """Return the tree of one sentence.

    Args:
        rows: Its words; their heads make a tree.
        spans: Their offsets in the document.
        index: The place of the sentence.
    """
    nodes = [_node(place, row) for place, row in enumerate(rows)]
    name_entities(nodes, rows)
    turn(nodes)
    words = tuple(_word(node, span) for node, span in zip(nodes, spans, strict=True))
    return Tree(index=index, words=repair(words, load_repairs().two_faced_markers))


def _node(place: int, row: Row) -> Node:
    """Return one row as a node, in plain typography."""
    text = normalize(row.form).text.strip() or row.form
    pos = _OLD_POS.get(row.upos, row.upos)
    tag = tag_of(text, pos, row.xpos, row.feats)
    return Node(
        i=place,
        text=text,
        lemma=_lemma(text, tag, row.lemma),
        pos=pos,
        tag=tag,
        feats=row.feats,
        label=row.label,
        head=row.head,
        role=Role.OTHER,
    )


def _lemma(text: str, tag: str, lemma: str) -> str:
    """Return the lemma as our word lists have it: `its` and not `it`, `could` and not `can`."""
    if tag in {"PRP$", "WP$"}:
        return text.lower()
    if tag == "MD":
        return _FULL_MODALS.get(text.lower(), text.lower())
    if text.lower() == "n't":
        return "not"
    return lemma or (text if tag.startswith("NNP") else text.lower())


_FULL_MODALS = {"ca": "can", "wo": "will", "'ll": "will", "sha": "shall"}


def _word(node: Node, span: tuple[int, int]) -> Word:
    """Return a node whose head and role are settled as a word."""
    return Word(
        i=node.i,
        text=node.text,
        lemma=node.lemma,
        pos=node.pos,
        tag=node.tag,
        role=node.role,
        head=node.head,
        start=span[0],
        end=span[1],
        entity=node.entity,
    )
