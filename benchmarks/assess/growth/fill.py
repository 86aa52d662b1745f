"""A ledger filled as a cold run fills it, each different sentence coded once.

A parser reads some thousand sentences in a minute; 3,000 articles have fifty thousand, but only some
hundred different ones that say anything. What the coder finds in one of them alone is put where it
stands in each article.

Usage: fill.py FOLDER [--articles N] [--seed N] [--filler N] [--copies SHARE]. Writes FOLDER/texts and
FOLDER/ledger.sqlite.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generate import FIRST, Article, Maker

from tocsin.coding import code_many, coder_version, depth_of
from tocsin.model.claim import Claim, Coding, StakeMention
from tocsin.model.document import Block, BlockKind, Document, Sentence
from tocsin.model.ids import ClaimId, DocumentId, digest
from tocsin.read import Overrides, read_source
from tocsin.settings import Settings
from tocsin.store import open_ledger

BATCH = 100
Known = dict[str, Coding]


def code_sentences(texts: Sequence[str]) -> Known:
    """Return what the coder finds in each sentence alone."""
    depth, found = depth_of("fast"), {}
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        for text, one in zip(
            batch, code_many(list(map(_alone, batch)), depth=depth), strict=True
        ):
            if isinstance(one, Exception):
                raise one
            found[text] = one[0]
    return found


def _alone(text: str) -> Document:
    """Return a document of one sentence."""
    return Document(
        id=DocumentId("d-0000000000"), path="alone", text=text, sha256="0" * 64, size=len(text),
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),), media_type="text/plain", date=FIRST,
    )  # fmt: skip


def fill(articles: Sequence[Article], paths: Sequence[Path], known: Known, store: Path) -> None:
    """Put articles into a ledger, with what is found in them."""
    version = coder_version(depth_of("fast"))
    with open_ledger(str(store)) as ledger:
        for article, path in zip(articles, paths, strict=True):
            (reading,) = read_source(str(path), settings=Settings(), overrides=Overrides())
            document = reading.document
            ledger.add_document(document, reading.raw)
            coding, sentences = _coded(document, article, known)
            ledger.add_coding(coding, sentences, version)


def _coded(
    document: Document, article: Article, known: Known
) -> tuple[Coding, tuple[Sentence, ...]]:
    """Return what is found in an article, and its sentences."""
    claims: dict[str, Claim] = {}
    stakes: dict[str, StakeMention] = {}
    sentences, end = [], 0
    for place, text in enumerate(article.sentences):
        start = document.text.index(text, end)
        end = start + len(text)
        sentences.append(Sentence(document.id, place, start, end, text))
        if place in article.frames:
            claims |= {one.id: one for one in _claims(document, place, start, known[text])}
            stakes |= {one.id: one for one in _stakes(document, place, start, known[text])}
    coding = Coding(
        document=document.id, sentences=len(sentences),
        claims=tuple(claims.values()), stakes=tuple(stakes.values()),
    )  # fmt: skip
    return coding, tuple(sentences)


def _claims(document: Document, place: int, at: int, coding: Coding) -> Iterator[Claim]:
    """Yield the claims of a sentence where it stands in an article."""
    for claim in coding.claims:
        span = (claim.span[0] + at, claim.span[1] + at)
        ident = ClaimId(
            digest("c", document.id, span, claim.event, claim.status, claim.holders)
        )
        yield replace(
            claim, id=ident, document=document.id, path=document.path, sentence=place, span=span
        )


def _stakes(document: Document, place: int, at: int, coding: Coding) -> Iterator[StakeMention]:
    """Yield the stakes of a sentence where it stands in an article."""
    for one in coding.stakes:
        span = (one.span[0] + at, one.span[1] + at)
        ident = digest("s", document.id, span, one.stakeholder, one.attitude, one.items)
        yield replace(
            one, id=ident, document=document.id, path=document.path, sentence=place, span=span
        )


def main() -> None:
    """Write the articles and fill the ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--filler", type=int, default=6)
    parser.add_argument("--copies", type=float, default=0.1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)  # noqa: S311 - reproducible, not secret
    articles = list(
        Maker(rng, filler=asked.filler, copies=asked.copies).articles(asked.articles)
    )
    texts = asked.folder / "texts"
    texts.mkdir(parents=True)
    paths = [texts / f"{one.number:05}.md" for one in articles]
    for path, one in zip(paths, articles, strict=True):
        path.write_text(one.file(), encoding="utf-8")
    known = code_sentences(sorted({one.sentences[at] for one in articles for at in one.frames}))
    fill(articles, paths, known, asked.folder / "ledger.sqlite")


if __name__ == "__main__":
    main()
