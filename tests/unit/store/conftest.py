"""Small values of the model, made from a seed number, and a ledger to put them in."""

import datetime
import hashlib
from pathlib import Path

import pytest

from tocsin.model.assessment import (
    Assessment,
    Components,
    Concern,
    CorpusSummary,
    Driver,
    Figure,
    Judgement,
    Question,
    Rivals,
    Run,
)
from tocsin.model.claim import Claim, Coding, Event, EventTime, Holder, StakeMention
from tocsin.model.document import Block, BlockKind, Document, Sentence
from tocsin.model.ids import ActorId, ClaimId, DocumentId, digest
from tocsin.model.vocabulary import Attitude, EventType, Item, Polarity, Stance, Status
from tocsin.store import open_ledger

RUS, PRK, KOR = ActorId("RUS"), ActorId("PRK"), ActorId("KOR")
WORDS = "North Korea may supply shells to Russia, says officer number {0} of Orléans."
CODER = "rules-1"


class Maker:
    """Makes documents, codings and assessments that differ by their number."""

    @staticmethod
    def raw(number: int, count: int = 3) -> bytes:
        return " ".join(WORDS.format(number * 100 + place) for place in range(count)).encode()

    @staticmethod
    def document(number: int, count: int = 3) -> tuple[Document, bytes]:
        raw = Maker.raw(number, count)
        text = raw.decode()
        document = Document(
            id=DocumentId(digest("d", number, text)),
            path=f"news/{number}.txt",
            text=text,
            blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
            sha256=hashlib.sha256(raw).hexdigest(),
            size=len(raw),
            media_type="text/plain",
            title=f"Title {number} “quoted”",
            date=datetime.date(2023, 9, 5),
            language="en",
            dropped=("a comment box",),
        )
        return document, raw

    @staticmethod
    def coding(document: Document) -> tuple[Coding, tuple[Sentence, ...]]:
        sentences, start = [], 0
        for index, part in enumerate(document.text.split(". ")):
            start = document.text.index(part, start)
            end = start + len(part)
            sentences.append(Sentence(document.id, index, start, end, part))
        claims = tuple(Maker.claim(document, sentence) for sentence in sentences)
        stakes = (Maker.stake(document, sentences[-1]),)
        coding = Coding(
            document=document.id, sentences=len(sentences), claims=claims, stakes=stakes
        )
        return coding, tuple(sentences)

    @staticmethod
    def claim(document: Document, sentence: Sentence) -> Claim:
        event = Event(
            type=EventType.AID,
            mode="military",
            source=(ActorId("PRK.ARMY"),),
            target=(RUS if sentence.index else KOR,),
            items=(Item.MUNITIONS,),
            time=EventTime(datetime.date(2023, 9, 1), None, "this month"),
        )
        return Claim(
            id=ClaimId(digest("c", document.id, sentence.index)),
            document=document.id,
            path=document.path,
            sentence=sentence.index,
            span=(sentence.start, sentence.end),
            quote=sentence.text,
            event=event,
            status=Status.POSSIBLE,
            polarity=Polarity.AFFIRMED,
            holders=(Holder(actor=None, name="officer", stance=Stance.ASSERTS, cue="says"),),
            confidence=0.8125,
        )

    @staticmethod
    def stake(document: Document, sentence: Sentence) -> StakeMention:
        return StakeMention(
            id=digest("s", document.id, sentence.index),
            document=document.id,
            path=document.path,
            sentence=sentence.index,
            span=(sentence.start, sentence.start + 5),
            quote=sentence.text[:5],
            stakeholder=KOR,
            attitude=Attitude.FEARS,
            items=(Item.WEAPONS,),
        )

    @staticmethod
    def assessment(number: int, claims: tuple[Claim, ...] = (), p: float = 0.68) -> Assessment:
        ids = tuple(claim.id for claim in claims)
        name = "j-arms_supply-PRK-RUS"
        judgement = Judgement(
            id=name,
            channel="arms_supply",
            giver=PRK,
            receiver=RUS,
            proposition="North Korea supplies arms to Russia.",
            p=p,
            interval=(0.49, 0.83),
            words="likely",
            confidence="moderate",
            reasons=("one origin",),
            components=Components(base_rate=0.31, testimony=0.74, model=None),
            claims=ids,
            against=(),
        )
        concern = Concern(
            id="k-KOR",
            stakeholder=KOR,
            score=63.0,
            interval=(48.0, 77.0),
            level="high",
            roles=("neighbour",),
            drivers=(Driver(judgement=name, share=1.0),),
            flips=(),
        )
        return Assessment(
            id=digest("a", number),
            question=Question(
                dyad=(RUS, PRK),
                as_of=datetime.date(2023, 9, 5),
                horizon_days=365,
                stakeholders=(KOR,),
            ),
            corpus=CorpusSummary(documents=1, origins=1, claims=len(ids)),
            bottom_line="High concern for South Korea.",
            judgements=(judgement,),
            concern=(concern,),
            hypotheses=Rivals(),
            indicators=(),
            exchange=(),
            figures=(
                Figure(
                    id=name, label="probability", value=p, interval=(0.49, 0.83), claims=ids
                ),
                Figure(id=f"{name}.testimony", label="testimony", value=0.74, claims=ids),
                Figure(id=f"{name}.base_rate", label="base rate", value=0.31),
                Figure(id="k-KOR.score", label="concern", value=63.0, unit="score_0_100"),
            ),
            limits=("One document.",),
            run=Run(version="0.1.0", seed=number, draws=100, inputs_sha256="0" * 64),
            names={"RUS": "Russia", "PRK": "North Korea"},
        )


@pytest.fixture(scope="session")
def make():
    return Maker


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path):
    with open_ledger(str(path)) as opened:
        yield opened


@pytest.fixture
def filled(ledger, make):
    """A ledger with two documents, their codings and one assessment."""
    for number in (1, 2):
        document, raw = make.document(number)
        assert ledger.add_document(document, raw)
        assert ledger.add_coding(*make.coding(document), CODER)
    assert ledger.add_assessment(make.assessment(1, ledger.claims()))
    return ledger
