"""Hand-written claims: builders, the reference article, and another pair of states.

Quotes are short and in our own words; only who, what, how certain and who says so follow the
texts. Loaded by path, since tests are no package.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tocsin.assess import Inquiry, assess
from tocsin.assess.assessment import _make_case
from tocsin.assess.case import Case
from tocsin.assess.ranges import Sampler
from tocsin.model.assessment import Assessment
from tocsin.model.claim import Claim, Event, EventTime, Holder, StakeMention
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.ids import ActorId, DocumentId, digest
from tocsin.model.index import Cover, DataRows, IndexValue
from tocsin.model.record import OwnRate, Record
from tocsin.model.vocabulary import Attitude, EventType, Item, Polarity, Stance, Status
from tocsin.model.world import load_world
from tocsin.settings import Settings


def actors(names: str) -> tuple[ActorId, ...]:
    return tuple(ActorId(name) for name in names.split())


def holder(actor: str | None, name: str, stance: str = "asserts") -> Holder:
    return Holder(
        actor=ActorId(actor) if actor else None, name=name, stance=Stance(stance), cue="said"
    )


@dataclass(slots=True)
class TextBuilder:
    """Collects the quotes of one document, so that spans and text fit together."""

    name: str
    day: date | None = None
    publisher: str = ""
    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    stakes: list[StakeMention] = field(default_factory=list)

    @property
    def id(self) -> DocumentId:
        return DocumentId(digest("d", self.name))

    def _quote(self, quote: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += f"{quote}. "
        return start, start + len(quote)

    def claim(
        self,
        quote: str,
        kind: str,
        who: str,
        *,
        items: str = "",
        status: str = "occurred",
        holders: Sequence[Holder] = (),
        mode: str | None = None,
        reciprocal: bool = False,
        negated: bool = False,
        days: tuple[date | None, date | None] = (None, None),
        confidence: float = 0.9,
    ) -> Claim:
        source, _, target = who.partition(">")
        span = self._quote(quote)
        made = Claim(
            id=digest("c", self.name, len(self.claims)),  # type: ignore[arg-type]
            document=self.id,
            path=f"{self.name}.txt",
            sentence=len(self.claims) + len(self.stakes),
            span=span,
            quote=quote,
            event=Event(
                type=EventType(kind),
                mode=mode,
                source=actors(source),
                target=actors(target),
                items=tuple(Item(item) for item in items.split()),
                reciprocal=reciprocal,
                time=EventTime(*days),
            ),
            status=Status(status),
            polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
            holders=tuple(holders),
            confidence=confidence,
        )
        self.claims.append(made)
        return made

    def stake(
        self,
        quote: str,
        who: str,
        attitude: str,
        *,
        giver: str = "",
        receiver: str = "",
        items: str = "",
    ) -> StakeMention:
        span = self._quote(quote)
        made = StakeMention(
            id=digest("s", self.name, len(self.stakes)),
            document=self.id,
            path=f"{self.name}.txt",
            sentence=len(self.claims) + len(self.stakes),
            span=span,
            quote=quote,
            stakeholder=ActorId(who),
            attitude=Attitude(attitude),
            giver=ActorId(giver) if giver else None,
            receiver=ActorId(receiver) if receiver else None,
            items=tuple(Item(item) for item in items.split()),
        )
        self.stakes.append(made)
        return made

    def document(self) -> Document:
        return Document(
            id=self.id,
            path=f"{self.name}.txt",
            text=self.text,
            blocks=(Block(BlockKind.PARAGRAPH, 0, len(self.text)),),
            sha256=digest("sha", self.text, self.name),
            size=len(self.text),
            media_type="text/plain",
            publisher=self.publisher or None,
            date=self.day,
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """Evidence of one case."""

    claims: tuple[Claim, ...]
    stakes: tuple[StakeMention, ...]
    documents: tuple[Document, ...]

    def plus(self, other: "Sample") -> "Sample":
        return Sample(
            self.claims + other.claims,
            self.stakes + other.stakes,
            self.documents + other.documents,
        )


def sample(*texts: TextBuilder) -> Sample:
    return Sample(
        tuple(claim for text in texts for claim in text.claims),
        tuple(stake for text in texts for stake in text.stakes),
        tuple(text.document() for text in texts),
    )


def inquiry(pair: str = "RUS PRK", whom: str = "USA KOR", **more: object) -> Inquiry:
    one, two = actors(pair)
    return Inquiry(dyad=(one, two), stakeholders=actors(whom), **more)  # type: ignore[arg-type]


def run(
    case: Sample,
    question: Inquiry | None = None,
    *,
    draws: int = 4000,
    seed: int = 0,
    **more: str,
) -> Assessment:
    return assess(
        case.claims,
        case.stakes,
        case.documents,
        question or inquiry(),
        settings=Settings(draws=draws, seed=seed, **more),  # type: ignore[arg-type]
        world=load_world(),
        rng=np.random.default_rng(seed),
    )


US_OFFICIALS = holder("USA", "US officials")
YANG_UK = holder(None, "Yang Uk, a research fellow at the Asian Institute for Policy Studies")
DR_LOO = holder(None, "Dr Loo of the S Rajaratnam School of International Studies")
EXPERTS = holder(None, "experts in Seoul", "doubts")


def reference(name: str = "article", day: date | None = date(2023, 9, 5)) -> Sample:
    """Return the reference article as a careful coder would code it."""
    text = TextBuilder(name, day, "Reference")
    month = (date(2023, 9, 1), date(2023, 9, 30))
    text.claim(
        "Kim plans a visit to Russia this month",
        "CONSULT",
        "PRK.KIM_JONG_UN>RUS",
        status="planned",
        reciprocal=True,
        mode="visit",
        days=month,
    )
    text.claim(
        "they will explore supplies of weapons for the war",
        "AID",
        "PRK>RUS",
        items="weapons",
        status="possible",
        mode="military",
        holders=[US_OFFICIALS],
    )
    text.claim(
        "Washington warned of an arms deal before",
        "AGREE",
        "PRK>RUS",
        items="weapons",
        status="possible",
        reciprocal=True,
        holders=[holder("USA", "the US", "predicts")],
    )
    text.stake(
        "the first aim is to keep the weapons from the front",
        "USA",
        "prevents",
        giver="PRK",
        items="weapons",
    )
    text.stake("Seoul worries what the North gains in return", "KOR", "fears", receiver="PRK")
    text.claim(
        "Kim might demand more military support",
        "AID",
        "RUS>PRK",
        mode="military",
        status="possible",
    )
    text.claim(
        "he may propose naval exercises of the three",
        "COOPERATE",
        "PRK>RUS CHN",
        items="exercise",
        status="possible",
        reciprocal=True,
    )
    text.claim(
        "the other three exercise at sea",
        "COOPERATE",
        "USA>KOR JPN",
        items="exercise",
        reciprocal=True,
    )
    text.claim(
        "Kim opposes those exercises",
        "REJECT",
        "PRK.KIM_JONG_UN>USA KOR JPN",
        items="exercise",
        status="ongoing",
    )
    text.claim(
        "he could seek advanced weapons technology",
        "AID",
        "RUS.VLADIMIR_PUTIN>PRK",
        items="military_technology nuclear_technology",
        status="possible",
    )
    text.claim(
        "experts call help on this level unlikely",
        "AID",
        "RUS>PRK",
        items="military_technology",
        status="possible",
        holders=[EXPERTS],
    )
    text.claim(
        "if Russia refrains from selling weapons",
        "AID",
        "RUS>PRK",
        items="weapons",
        status="conditional",
        negated=True,
        holders=[YANG_UK],
    )
    text.claim(
        "it could support the programme with oil and food",
        "AID",
        "RUS>PRK",
        items="fuel food",
        status="possible",
        mode="economic",
        holders=[YANG_UK],
    )
    text.claim(
        "sanctions were built up over fifteen years", "SANCTION", "UN>PRK", status="ongoing"
    )
    text.claim("Beijing refrained from new sanctions", "SANCTION", "CHN>PRK", status="averted")
    text.claim(
        "China gives food aid",
        "AID",
        "CHN>PRK",
        items="food",
        status="ongoing",
        mode="humanitarian",
    )
    text.claim("better concessions from Moscow", "CONCEDE", "RUS>PRK", status="possible")
    text.claim(
        "Putin might overlook a nuclear test",
        "SUPPORT",
        "RUS.VLADIMIR_PUTIN>PRK",
        mode="nuclear",
        status="possible",
    )
    text.claim(
        "in the Cold War it played one off against the other",
        "COERCE",
        "PRK>RUS CHN",
        holders=[DR_LOO],
        days=(date(1950, 1, 1), date(1991, 12, 26)),
    )
    text.claim(
        "Kim met Trump in Hanoi",
        "CONSULT",
        "PRK.KIM_JONG_UN>USA.DONALD_TRUMP",
        reciprocal=True,
        days=(date(2019, 2, 1), date(2019, 2, 28)),
    )
    text.claim(
        "Kim met Putin in Vladivostok",
        "CONSULT",
        "PRK.KIM_JONG_UN>RUS.VLADIMIR_PUTIN",
        reciprocal=True,
        days=(date(2019, 4, 1), date(2019, 4, 30)),
    )
    text.claim("publicity may deter the meeting", "COERCE", "USA>PRK", status="possible")
    text.claim(
        "cancelling would be difficult",
        "CONSULT",
        "PRK>RUS",
        status="averted",
        reciprocal=True,
        holders=[holder(None, "Dr Loo of the School", "doubts")],
    )
    text.claim(
        "Washington has released intelligence to stop such deals",
        "COERCE",
        "USA>RUS PRK",
        items="intelligence",
    )
    denial = [holder("PRK", "North Korea", "denies"), holder("RUS", "Russia", "denies")]
    for voice in denial:
        text.claim(
            "both deny any arms trade",
            "COOPERATE",
            "PRK>RUS",
            items="weapons",
            status="planned",
            reciprocal=True,
            holders=[voice],
        )
    return sample(text)


def gulf() -> Sample:
    """Return another pair: Riyadh and Tehran restore ties, three origins."""
    wire = TextBuilder("wire", date(2023, 3, 11), "Meridian Wire")
    saudi = holder("SAU", "the Saudi finance minister")
    wire.claim(
        "the two agreed to restore relations",
        "AGREE",
        "SAU>IRN",
        reciprocal=True,
        days=(date(2023, 3, 10), date(2023, 3, 10)),
    )
    wire.claim(
        "their ministers plan to meet soon",
        "CONSULT",
        "SAU>IRN",
        status="planned",
        reciprocal=True,
    )
    wire.claim(
        "they will revive a security pact",
        "AGREE",
        "SAU>IRN",
        status="planned",
        reciprocal=True,
        mode="security",
    )
    wire.claim(
        "Tehran has armed the Houthis",
        "AID",
        "IRN>YEM.HOUTHIS",
        items="weapons",
        holders=[holder("USA", "the United States")],
    )
    wire.claim(
        "it denies arming them",
        "AID",
        "IRN>YEM.HOUTHIS",
        items="weapons",
        holders=[holder("IRN", "Iran", "denies")],
    )
    wire.claim(
        "Iran may ask for Saudi investment",
        "AID",
        "SAU>IRN",
        items="money",
        status="possible",
        holders=[holder(None, "a Gulf diplomat")],
    )
    wire.claim("Israel calls it a failure", "ACCUSE", "ISR>SAU")
    wire.stake("Israel hoped for a common front against Iran", "ISR", "fears", receiver="IRN")
    local = TextBuilder("lantern", date(2023, 4, 7), "Gulf Lantern")
    local.claim(
        "the ministers met in Beijing",
        "CONSULT",
        "SAU>IRN",
        reciprocal=True,
        days=(date(2023, 4, 6), date(2023, 4, 6)),
    )
    local.claim(
        "Saudi money could flow quickly",
        "AID",
        "SAU>IRN",
        items="money",
        status="possible",
        holders=[saudi],
    )
    local.claim(
        "the king has invited the president",
        "CONSULT",
        "SAU>IRN",
        status="proposed",
        reciprocal=True,
        holders=[holder("IRN", "an Iranian official")],
    )
    sceptic = TextBuilder("road", date(2023, 6, 9), "Carmel Road")
    sceptic.claim(
        "trade will remain small",
        "COOPERATE",
        "SAU>IRN",
        mode="economic",
        status="possible",
        reciprocal=True,
        holders=[holder(None, "an analyst of the Levant Institute", "doubts")],
    )
    sceptic.claim(
        "Tehran reopened its embassy",
        "AGREE",
        "IRN>SAU",
        mode="diplomatic",
        reciprocal=True,
        days=(date(2023, 6, 6), date(2023, 6, 6)),
    )
    return sample(wire, local, sceptic)


def make_case(sample: Sample, question: Inquiry, draws: int = 500) -> Case:
    sampler = Sampler(np.random.default_rng(0), draws)
    evidence = (sample.claims, sample.stakes, sample.documents)
    return _make_case(evidence, question, Settings(draws=draws), load_world(), sampler)[0]


def own_rate(
    hits: int,
    years: int,
    base_class: str = "meeting",
    parties: tuple[str, str] = ("PRK", "RUS"),
) -> OwnRate:
    """Return a pair's own years, the last of them 2022."""
    start, end = date(2023 - max(years, 1), 1, 1), date(2022, 12, 31)
    below = DataRows(
        source="colt", table="visits", parties=parties, start=start, end=end, rows=hits
    )
    value = IndexValue(
        measure="years_with_visits", family="record", parties=parties, start=start, end=end,
        value=float(hits) if years else None, unit="years", n=years, cover=Cover.FULL,
        rows=(below,),
    )  # fmt: skip
    return OwnRate(
        base_class=base_class,
        words="visits",
        is_directed=base_class != "meeting",
        value=value,
    )


def record_of(*rates: OwnRate) -> Record:
    """Return a record that holds no more than some rates."""
    return Record(
        since=date(2013, 9, 5), until=date(2023, 9, 5), history=(), unusual=(), precedents=(),
        rates=rates, coverage=(), titles={},
    )  # fmt: skip
