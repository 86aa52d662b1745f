"""Documents, trees and the parser, loaded once for all tests of the coder."""

from collections.abc import Callable
from datetime import date

import pytest

from tocsin.coding.actors.reference import Discourse
from tocsin.coding.coder import code
from tocsin.coding.events.scene import Scene
from tocsin.coding.lexicon import Lexicon, load_lexicon
from tocsin.coding.scoring.depth import Depth
from tocsin.coding.syntax.parser import load_english
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.claim import Claim, Coding
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import DocumentId

DAY = date(2024, 6, 12)


def make_document(
    text: str, *, day: date | None = DAY, language: str | None = "en"
) -> Document:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document(
        id=DocumentId("d-test"),
        path="test.txt",
        text=text,
        blocks=tuple(blocks),
        sha256="",
        size=len(text),
        media_type="text/plain",
        date=day,
        language=language,
    )


def make_tree(*rows: str, index: int = 0) -> Tree:
    """Return a tree from rows `text lemma POS TAG role head [entity]`, no parser involved."""
    words, offset = [], 0
    for i, row in enumerate(rows):
        text, lemma, pos, tag, role, head, *entity = row.split()
        start, offset = offset, offset + len(text) + 1
        words.append(
            Word(i, text, lemma, pos, tag, Role(role), int(head), start, offset - 1, *entity)
        )
    return Tree(index=index, words=tuple(words))


@pytest.fixture(scope="session", autouse=True)
def _english():
    """Load the parser once: it takes half a second."""
    return load_english()


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture(scope="session")
def tree() -> Callable[..., Tree]:
    return make_tree


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(load_gazetteer())


@pytest.fixture
def scene(lexicon) -> Callable[[Tree], Scene]:
    def build(tree: Tree) -> Scene:
        discourse = Discourse(load_gazetteer(), lexicon, DAY)
        discourse.enter(tree)
        return Scene(tree, discourse, lexicon)

    return build


@pytest.fixture(scope="session")
def coding() -> Callable[..., Coding]:
    def run(text: str, day: date | None = DAY) -> Coding:
        # Rules and word lists are tested beside the judge that adds least.
        return code(make_document(text, day=day), depth=Depth.FAST)[0]

    return run


@pytest.fixture(scope="session")
def claims(coding) -> Callable[..., tuple[Claim, ...]]:
    return lambda text, day=DAY: coding(text, day).claims


@pytest.fixture(scope="session")
def claim(claims) -> Callable[..., Claim]:
    """Return the one claim of a text."""

    def only(text: str, day: date | None = DAY) -> Claim:
        found = claims(text, day)
        assert len(found) == 1, [(c.event.type, c.quote) for c in found]
        return found[0]

    return only


@pytest.fixture(scope="session")
def brief() -> Callable[[Claim], str]:
    """Return a claim in one line: `AID IRN>SYR [fuel] planned`."""

    def line(claim: Claim) -> str:
        event = claim.event
        arrow = "<>" if event.reciprocal else ">"
        source, target = ",".join(event.source), ",".join(event.target)
        items = ",".join(event.items)
        parts = [event.type, source + arrow + target, f"[{items}]", claim.status]
        return " ".join(parts) + (" not" if claim.polarity == "negated" else "")

    return line
