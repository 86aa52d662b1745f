"""Stories and their copies, made up from the sentences of our own corpus; nothing is random but by seed."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.ids import DocumentId

CORPUS = Path(__file__).parents[3] / "corpus/claims/train.jsonl"
AGENCIES = ("Reuters", "AP", "AFP", "Yonhap", "Meridian Wire")
OUTLETS = tuple(f"The {name}" for name in (
    "Harbour Review", "Gulf Lantern", "Carmel Road", "Castle Post", "River Record", "Tanjong Note",
    "Shoreline", "Northern Monitor",
))  # fmt: skip
REPLACED = 0.5
"""Of a corpus sentence as many words are drawn anew: what is left is the phrasing of the trade."""

Paragraphs = list[str]


@dataclass(frozen=True, slots=True)
class Text:
    """One document before it is one."""

    story: int
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    publisher: str
    author: str
    day: date

    def document(self, number: int) -> Document:
        """Return it as a document, its blocks in place."""
        text, blocks = "", []
        for kind, part in (
            (BlockKind.TITLE, self.title),
            *((BlockKind.PARAGRAPH, one) for one in self.paragraphs),
        ):
            blocks.append(Block(kind, len(text), len(text) + len(part)))
            text += part + "\n\n"
        return Document(
            id=DocumentId(f"d-{number:06}"), path=f"{number}.txt", text=text,
            blocks=tuple(blocks), sha256=f"{number:064}", size=len(text),
            media_type="text/plain", publisher=self.publisher, author=self.author or None,
            date=self.day,
        )  # fmt: skip


@dataclass(slots=True)
class Maker:
    """Makes stories, copies of each kind, and texts that only look like copies."""

    rng: random.Random
    sentences: list[list[str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the corpus."""
        lines = CORPUS.read_text(encoding="utf-8").splitlines()
        self.sentences = [json.loads(line)["text"].split() for line in lines]
        self.sentences = [one for one in self.sentences if 8 <= len(one) <= 45]
        self.words = sorted({word for one in self.sentences for word in one})

    def sentence(self) -> str:
        """Return a new sentence with old phrasing."""
        return " ".join(
            self.rng.choice(self.words) if self.rng.random() < REPLACED else word
            for word in self.rng.choice(self.sentences)
        )

    def paragraphs(self, low: int = 6, high: int = 12) -> Paragraphs:
        """Return paragraphs of two to four sentences."""
        return [
            " ".join(self.sentence() for _ in range(self.rng.randint(2, 4)))
            for _ in range(self.rng.randint(low, high))
        ]

    def story(self, number: int, paragraphs: Paragraphs | None = None) -> Text:
        """Return an agency's dispatch, its dateline in front."""
        agency = self.rng.choice(AGENCIES)
        body = paragraphs or self.paragraphs()
        day = date(2023, 9, 1) + timedelta(days=self.rng.randrange(60))
        head = f"SEOUL, {day:%b} {day.day} ({agency}) - {body[0]}"
        return Text(number, "original", self.title(), (head, *body[1:]), agency, "", day)

    def title(self) -> str:
        """Return a headline."""
        return " ".join(self.sentence().split()[:8])

    def reprint(self, text: Text, kind: str, paragraphs: Sequence[str], *, credit: str) -> Text:
        """Return a text as another house prints it, with or without its agency's name."""
        agency = text.publisher
        body = [paragraphs[0].split(") - ", 1)[-1], *paragraphs[1:]]
        if credit == "dateline":
            body[0] = f"SEOUL, {text.day:%b} {text.day.day} ({agency}) - {body[0]}"
        if credit == "tail":
            body.append(f"({agency})")
        day = text.day + timedelta(days=self.rng.randrange(3))
        author = agency if credit == "author" else ""
        outlet = self.rng.choice(OUTLETS)
        return Text(text.story, kind, self.title(), tuple(body), outlet, author, day)

    def cut(self, text: Text, low: float, high: float) -> Paragraphs:
        """Return the first part of a text, sentence by sentence."""
        parts = [one.split(". ") for one in text.paragraphs]
        left = max(2, round(sum(map(len, parts)) * self.rng.uniform(low, high)))
        kept = []
        for part in parts:
            kept.append(". ".join(part[:left]))
            left -= len(part)
            if left <= 0:
                break
        return kept

    def reordered(self, text: Text) -> Paragraphs:
        """Return the paragraphs behind the first in another order."""
        rest = list(text.paragraphs[1:])
        self.rng.shuffle(rest)
        return [text.paragraphs[0], *rest]

    def reworded(self, text: Text, low: float = 0.1, high: float = 0.3) -> Paragraphs:
        """Return a text with 10 to 30 % of its words drawn anew, wherever they stand."""
        share = self.rng.uniform(low, high)
        return [
            " ".join(
                self.rng.choice(self.words) if self.rng.random() < share else word
                for word in one.split(" ")
            )
            for one in text.paragraphs
        ]

    def rewritten(self, text: Text) -> Paragraphs:
        """Return a text with 10 to 30 % of its sentences written anew."""
        share = self.rng.uniform(0.1, 0.3)
        return [
            ". ".join(
                self.sentence() if self.rng.random() < share else one
                for one in paragraph.split(". ")
            )
            for paragraph in text.paragraphs
        ]

    def lookalike(self, text: Text, number: int, share: float, *, agency: str) -> Text:
        """Return another story that shares whole paragraphs: a quoted statement, background."""
        own = self.paragraphs(len(text.paragraphs), len(text.paragraphs))
        taken = max(1, round(share * len(own)))
        body = [*own[:-taken], *text.paragraphs[-taken:]]
        other = self.story(number, body)
        day = text.day + timedelta(days=self.rng.randrange(2))
        if agency:
            return Text(number, "background", other.title, other.paragraphs, agency, "", day)
        body[0] = body[0].split(") - ", 1)[-1]
        outlet = self.rng.choice(OUTLETS)
        return Text(number, "quotation", other.title, tuple(body), outlet, "", day)


COPIES: dict[str, Callable[[Maker, Text], Text]] = {
    "headline": lambda m, t: m.reprint(t, "headline", t.paragraphs, credit=""),
    "cut": lambda m, t: m.reprint(t, "cut", m.cut(t, 0.3, 0.8), credit=""),
    "brief": lambda m, t: m.reprint(t, "brief", m.cut(t, 0.1, 0.2), credit=""),
    "reordered": lambda m, t: m.reprint(t, "reordered", m.reordered(t), credit=""),
    "rewritten": lambda m, t: m.reprint(t, "rewritten", m.rewritten(t), credit=""),
    "reworded": lambda m, t: m.reprint(t, "reworded", m.reworded(t), credit=""),
    "reworded_credited": lambda m, t: m.reprint(
        t, "reworded_credited", m.reworded(t), credit=m.rng.choice(("dateline", "tail", "author"))
    ),
    "cut_rewritten_credited": lambda m, t: m.reprint(
        t, "cut_rewritten_credited", m.rewritten(replaced(t, m.cut(t, 0.3, 0.8))),
        credit=m.rng.choice(("dateline", "tail", "author")),
    ),
}  # fmt: skip


def replaced(text: Text, paragraphs: Sequence[str]) -> Text:
    """Return a text with other paragraphs."""
    return Text(
        text.story,
        text.kind,
        text.title,
        tuple(paragraphs),
        text.publisher,
        text.author,
        text.day,
    )


def generate(count: int, seed: int) -> list[Text]:
    """Return so many texts in random order: stories, one copy in three, lookalikes one in six."""
    maker = Maker(random.Random(seed))  # noqa: S311 - reproducible, not secret
    texts = list(_take(maker, count))[:count]
    maker.rng.shuffle(texts)
    return texts


def _take(maker: Maker, count: int) -> Iterator[Text]:
    """Yield texts, at least as many as are asked for."""
    number = made = 0
    while made < count:
        text = maker.story(number)
        batch = [text]
        if maker.rng.random() < 0.4:
            kinds = maker.rng.choices(sorted(COPIES), k=maker.rng.randint(1, 4))
            batch += [COPIES[kind](maker, text) for kind in kinds]
        number += 1
        if maker.rng.random() < 0.3:
            share, agency = maker.rng.uniform(0.1, 0.4), maker.rng.choice((text.publisher, ""))
            batch.append(maker.lookalike(text, number, share, agency=agency))
            number += 1
        made += len(batch)
        yield from batch
