"""A hand-made assessment of the reference case, as rich as one of the assess stage."""
# The article's own typography and its long sentences.
# ruff: noqa: RUF001, ISC004, FLY002

from dataclasses import replace
from datetime import date

import pytest

from tocsin.model.assessment import (
    Assessment,
    ClaimGrade,
    Components,
    Concern,
    CorpusSummary,
    Driver,
    Exchange,
    Figure,
    Flip,
    Hypothesis,
    Indicator,
    Judgement,
    Lever,
    Question,
    Rivals,
    Run,
)
from tocsin.model.claim import Claim, Event, EventTime, Holder, StakeMention
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.vocabulary import Attitude, EventType, Item, Polarity, Stance, Status
from tocsin.tell.view import BriefInput

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x1b[31mred\x1b[0m",
    "[bold]markup[/bold]",
    "\u202eevil\u202c",
    "]]>&amp;{{ 7*7 }}",
)

DOC = "d-93ab5c01de"
PATH = "article.txt"
TEXT = "\n\n".join(
    (
        "How Concerning is a Russia-Kim Jong Un Alliance?",
        "The news of North Korean leader Kim Jong Un’s planned visit to Russia this month has "
        "stirred apprehension among the United States and its allies. According to US officials, "
        "the purpose of his meeting with President Vladimir Putin is to explore the possibility "
        "of North Korea supplying weapons to support Russia’s involvement in the Ukraine "
        "conflict.",
        "While the US’s immediate priority is to prevent North Korean weaponry from reaching the "
        "frontlines in Ukraine, the South Korean concern revolves around what North Korea would "
        "gain in return for selling arms to Russia.",
        "He might demand increased military support from Russia, possibly even proposing joint "
        "naval exercises involving Russia, China, and North Korea. Moreover, Mr. Kim could seek "
        "access to advanced weapons technology or knowledge from Mr. Putin to aid in advancing "
        "North Korea’s nuclear weapons program. However, experts in Seoul believe that such "
        "cooperation on this level is unlikely, as it could pose significant strategic risks for "
        "Russia. Yang Uk suggests that even if Russia refrains from selling weapons to North "
        "Korea, it could still support its nuclear program by providing oil and food.",
        "As sanctions have intensified, North Korea has become increasingly reliant on China to "
        "overlook sanctions violations and provide food aid. Putin might be more inclined to "
        "overlook a North Korean nuclear test, a step that could strain relations with Chinese "
        "President Xi Jinping.",
        "Still, there is uncertainty regarding whether the meeting will actually take place. "
        "Dr. Loo believes that canceling such events could prove difficult without causing "
        "embarrassment to all parties involved.",
        "Despite these concerns, both North Korea and Russia have consistently denied any "
        "intentions of engaging in arms trade.",
    )
)
NAMES = {
    "RUS": "Russia",
    "PRK": "North Korea",
    "USA": "United States",
    "KOR": "South Korea",
    "CHN": "China",
    "PRK.KIM_JONG_UN": "Kim Jong Un",
}
ARMS = "j-arms_supply-PRK-RUS"
TECH = "j-technology_transfer-RUS-PRK"
LIFE = "j-economic_lifeline-RUS-PRK"
MEET = "j-leaders_meeting-PRK-RUS"
DRILL = "j-joint_exercises-PRK-RUS"
TEST = "j-nuclear_tolerance-RUS-PRK"


def _span(quote, text=TEXT):
    start = text.index(quote)
    return start, start + len(quote)


def _claim(number, quote, kind, parties, items="", status="possible", **more):
    source, target = parties.split(">")
    holders = tuple(
        Holder(actor=actor or None, name=name, stance=Stance(stance), cue=cue)
        for actor, name, stance, cue in more.get("holders", ())
    )
    return Claim(
        id=f"c-{number:010x}",
        document=DOC,
        path=PATH,
        sentence=number,
        span=_span(quote),
        quote=quote,
        event=Event(
            type=EventType(kind),
            mode=more.get("mode"),
            source=tuple(source.split()),
            target=tuple(target.split()),
            items=tuple(Item(item) for item in items.split()),
            reciprocal=more.get("reciprocal", False),
            time=more.get("time", EventTime()),
        ),
        status=Status(status),
        polarity=Polarity(more.get("polarity", "affirmed")),
        holders=holders,
        confidence=0.81,
    )


US = (("USA", "US officials", "asserts", "According to"),)
LOO = ((None, "Dr. Loo", "predicts", "believes"),)
SEOUL = (("KOR", "experts in Seoul", "doubts", "believe"),)
YANG = ((None, "Yang Uk", "predicts", "suggests"),)
VISIT = "Kim Jong Un’s planned visit to Russia this month"
SUPPLY = (
    "the purpose of his meeting with President Vladimir Putin is to explore the possibility "
    "of North Korea supplying weapons"
)
DENIAL = "both North Korea and Russia have consistently denied any intentions of engaging in arms trade"
SEPTEMBER = EventTime(start=date(2023, 9, 1), end=date(2023, 9, 30), text="this month")
DRILLS = "proposing joint naval exercises involving Russia, China, and North Korea"
SEEK = "Mr. Kim could seek access to advanced weapons technology or knowledge from Mr. Putin"
OIL = "it could still support its nuclear program by providing oil and food"
CLAIMS = (
    _claim(1, VISIT, "CONSULT", "PRK.KIM_JONG_UN>RUS", status="planned", time=SEPTEMBER),
    _claim(2, SUPPLY, "AID", "PRK>RUS", "weapons munitions", mode="military", holders=US),
    _claim(3, "his meeting with President Vladimir Putin", "CONSULT", "PRK>RUS",
           status="planned", reciprocal=True, holders=US),
    _claim(4, "selling arms to Russia", "AID", "PRK>RUS", "weapons", "conditional"),
    _claim(5, "He might demand increased military support from Russia", "REQUEST", "PRK>RUS",
           "military_technology"),
    _claim(6, DRILLS, "COOPERATE", "RUS>CHN PRK", "exercise", "possible", reciprocal=True),
    _claim(7, SEEK, "REQUEST", "PRK>RUS", "military_technology nuclear_technology"),
    _claim(8, "such cooperation on this level is unlikely", "AID", "RUS>PRK",
           "military_technology", holders=SEOUL),
    _claim(9, "even if Russia refrains from selling weapons to North Korea", "AID", "RUS>PRK",
           "weapons", "averted", holders=YANG),
    _claim(10, OIL, "AID", "RUS>PRK", "fuel food", holders=YANG),
    _claim(11, "China to overlook sanctions violations and provide food aid", "AID", "CHN>PRK",
           "food sanctions_relief", "ongoing"),
    _claim(12, "Putin might be more inclined to overlook a North Korean nuclear test", "CONCEDE",
           "RUS>PRK", "diplomatic_cover"),
    _claim(13, "canceling such events could prove difficult", "CONSULT", "PRK>RUS",
           status="averted", polarity="negated", reciprocal=True, holders=LOO),
    _claim(14, DENIAL, "AID", "PRK>RUS", "weapons", "planned",
           holders=(("PRK", "North Korea", "denies", "denied"),)),
    _claim(15, DENIAL, "AID", "PRK>RUS", "weapons", "planned",
           holders=(("RUS", "Russia", "denies", "denied"),)),
    _claim(16, "there is uncertainty regarding whether the meeting will actually take place",
           "CONSULT", "PRK>RUS", polarity="negated", reciprocal=True),
)  # fmt: skip


def _ids(numbers):
    return tuple(f"c-{int(number):010x}" for number in numbers.split())


def _judgement(judgement_id, text, p, interval, words, confidence, **more):
    _, channel, giver, receiver = judgement_id.split("-")
    return Judgement(
        id=judgement_id,
        channel=channel,
        giver=giver,
        receiver=receiver,
        proposition=f"{text} within 365 days.",
        p=p,
        interval=interval,
        words=words,
        confidence=confidence,
        reasons=more["reasons"],
        components=Components(
            base_rate=more["base"], testimony=more["said"], model=more.get("model")
        ),
        claims=_ids(more["pro"]),
        against=_ids(more.get("con", "")),
    )


ONE = "a single origin speaks for it"
JUDGEMENTS = (
    _judgement(ARMS, "North Korea supplies arms or munitions to Russia", 0.68, (0.49, 0.83),
               "likely", "moderate", base=0.31, said=0.74, pro="2 4", con="14 15",
               reasons=(ONE, "2 kinds of voices speak for it",
                        "nobody but a party speaks against it")),
    _judgement(MEET, "Leaders or senior officials of North Korea and Russia meet", 0.82,
               (0.66, 0.92), "very likely", "moderate", base=0.71, said=0.78, pro="1 3 13",
               con="16", reasons=(ONE, "its base rate is counted")),
    _judgement(TECH, "Russia passes advanced weapons technology or know-how to North Korea",
               0.34, (0.17, 0.55), "unlikely", "low", base=0.14, said=0.41, pro="7 5", con="8 9",
               reasons=(ONE, "1 claim by others than a party against it")),
    _judgement(LIFE, "Russia sustains North Korea with fuel, food or trade", 0.64, (0.44, 0.8),
               "likely", "low", base=None, said=0.69, pro="10",
               reasons=("one kind of voice speaks for it", "its base rate is not counted")),
    _judgement(DRILL, "North Korea and Russia hold a joint military exercise", 0.29, (0.14, 0.47),
               "unlikely", "low", base=0.18, said=0.36, pro="6", reasons=(ONE,)),
    _judgement(TEST, "Russia condones a nuclear test or programme of North Korea", 0.18,
               (0.07, 0.36), "very unlikely", "low", base=0.09, said=0.33, pro="12",
               reasons=("no placed voice speaks for it",)),
)  # fmt: skip


def _concern(state, score, interval, level, shares, roles, flips, **more):
    return Concern(
        id=f"k-{state}",
        stakeholder=state,
        score=score,
        interval=interval,
        level=level,
        roles=roles,
        drivers=tuple(Driver(judgement=one, share=share) for one, share in shares),
        flips=flips,
        lever=more.get("lever"),
        stakes=more.get("stakes", ()),
    )


CONCERN = (
    _concern("KOR", 63.2, (48.0, 77.0), "high",
             ((TECH, 0.42), (LIFE, 0.27), (ARMS, 0.2), (TEST, 0.11)),
             ("targeted by the arsenal of North Korea", "neighbour of North Korea"),
             (Flip(what="probability that Russia passes advanced weapons technology", ref=TECH,
                   from_=0.34, to=0.21, level="elevated"),),
             lever=Lever(what="publish launches and name the institutes that help",
                         judgement=TECH, score_after=55.0),
             stakes=("s-0000000001",)),
    _concern("USA", 57.4, (41.0, 71.0), "elevated",
             ((ARMS, 0.48), (LIFE, 0.22), (TECH, 0.2), (DRILL, 0.1)),
             ("backs Ukraine against Russia", "author of the sanctions"),
             (Flip(what="probability that North Korea supplies arms", ref=ARMS, from_=0.68,
                   to=0.77, level="high"),),
             lever=Lever(what="publish tracked shipments and sanction the carriers",
                         judgement=ARMS, score_after=49.0),
             stakes=("s-0000000002",)),
    _concern("CHN", 31.0, (18.0, 46.0), "guarded", ((MEET, 0.6), (TEST, 0.4)),
             ("patron of North Korea that loses leverage",),
             (Flip(what="probability that Russia condones a test", ref=TEST, from_=0.18,
                   to=0.47, level="elevated"),)),
)  # fmt: skip


def _figures():
    yield Figure(id="corpus.documents", label="documents read", value=1, unit="count")
    yield Figure(id="corpus.origins", label="independent origins", value=1, unit="count")
    yield Figure(id="corpus.claims", label="claims coded", value=16, unit="count")
    for one in JUDGEMENTS:
        parts = [
            Figure(id=f"{one.id}.{name}", label=f"{name.replace('_', ' ')} of: {one.proposition}",
                   value=value, interval=(value / 2, min(1, value * 1.3)),
                   method="Counted follow-through." if name == "base_rate" else "Likelihoods.",
                   steps=(f"Start at {value}.",), rows=("base_rates.yaml:arms_transfer",),
                   claims=one.claims)
            for name, value in (("base_rate", one.components.base_rate),
                                ("testimony", one.components.testimony))
            if value is not None
        ]  # fmt: skip
        yield Figure(id=one.id, label=one.proposition, value=one.p, interval=one.interval,
                     method="Pooled in log-odds by the weights given.",
                     steps=("Base rate 0.31 enters with weight 0.40.",
                            "Testimony 0.74 enters with weight 0.60."),
                     claims=(*one.claims, *one.against),
                     parts=tuple(part.id for part in parts))  # fmt: skip
        yield from parts
    for one in CONCERN:
        shares = [
            Figure(id=f"{one.id}.share.{driver.judgement}", label="share of the concern",
                   value=driver.share, unit="share", parts=(driver.judgement,))
            for driver in one.drivers
        ]  # fmt: skip
        yield Figure(id=one.id, label=f"concern of {NAMES[one.stakeholder]}", value=one.score,
                     interval=one.interval, unit="score_0_100", claims=one.stakes,
                     method="Expected harm over channels.",
                     parts=tuple(share.id for share in shares))  # fmt: skip
        yield from shares


def _edge(parties, channel, text, status, pro, *, mutual=False):
    giver, receiver = parties.split(">")
    return Exchange(giver=giver, receiver=receiver, channel=channel, label=text, status=status,
                    reciprocal=mutual, claims=_ids(pro))  # fmt: skip


EXCHANGE = (
    _edge("PRK>RUS", "arms_supply", "weapons, munitions", "possible", "2 4"),
    _edge("PRK>RUS", "leaders_meeting", "leaders’ meeting", "asserted", "1 3", mutual=True),
    _edge("RUS>PRK", "technology_transfer", "weapons technology", "possible", "5 7"),
    _edge("RUS>PRK", "economic_lifeline", "fuel, food", "possible", "10"),
    _edge("RUS>PRK", "arms_supply", "weapons", "denied", "9"),
    _edge("RUS>PRK", "nuclear_tolerance", "tolerance of a nuclear test", "possible", "12"),
    _edge("CHN>PRK", "economic_lifeline", "food", "asserted", "11"),
    _edge("CHN>PRK", "sanctions_erosion", "sanctions overlooked", "asserted", "11"),
    _edge("RUS>CHN", "joint_exercises", "joint naval exercise", "possible", "6", mutual=True),
    _edge("PRK>CHN", "joint_exercises", "joint naval exercise", "possible", "6", mutual=True),
)
RIVALS = Rivals(
    hypotheses=(
        Hypothesis(id="H1", statement="They meet and North Korea sells arms", posterior=0.52,
                   inconsistency=-1.4, cells={"c-0000000002": "C", "c-000000000e": "I"}),
        Hypothesis(id="H2", statement="They meet; only oil, food and cover", posterior=0.31,
                   inconsistency=-2.0, cells={"c-0000000002": "N", "c-000000000e": "C"}),
        Hypothesis(id="H3", statement="Disclosure deters the deal", posterior=0.17,
                   inconsistency=-3.1, cells={"c-0000000002": "I"}),
    ),
    decisive=("c-0000000002",),
    note="Both scorings put the same reading first.",
)  # fmt: skip
INDICATORS = (
    Indicator(what="port calls and rail traffic between North Korea and Russia",
              where="satellite images, ship tracking", judgement=ARMS, direction="up",
              by=date(2023, 12, 1)),
    Indicator(what="a launch that shows foreign parts", where="debris analysis", judgement=TECH,
              direction="up"),
    Indicator(what="special trains and advance parties", where="transport tracking",
              judgement=MEET, direction="up", by=date(2023, 9, 30)),
    Indicator(what="Chinese votes on the next sanctions draft", where="Security Council records",
              judgement=TEST, direction="down"),
)  # fmt: skip
STAKES = tuple(
    StakeMention(id=f"s-{number:010x}", document=DOC, path=PATH, sentence=3, span=_span(quote),
                 quote=quote, stakeholder=state, attitude=Attitude(attitude), giver="PRK",
                 receiver="RUS")
    for number, state, attitude, quote in (
        (1, "KOR", "fears", "the South Korean concern revolves around what North Korea would "
                            "gain in return for selling arms to Russia"),
        (2, "USA", "prevents", "prevent North Korean weaponry from reaching the frontlines in "
                               "Ukraine"),
    )
)  # fmt: skip
GRADES = (
    ClaimGrade(claim="c-0000000002", reliability="B", credibility="2", source="The Reference",
               origin=DOC, voice="an opponent of a party", knows="much where its services watch",
               gains="the isolation of an adversary; loses face when wrong",
               reasons=("The Reference, since 2020-01-01: its own record. (file 12)",
                        "c-0000000004 of another origin says as much, less firmly."),
               rows=("sources.yaml:reference.2020-01-01",)),
    ClaimGrade(claim="c-0000000004", reliability="F", credibility="6", source="",
               origin="outlet:gulf lantern", voice="a news outlet",
               knows="what its reporters were told", gains="readers",
               reasons=("None of the sources it came through is graded.",
                        "No other origin speaks to it.")),
)  # fmt: skip
ASSESSMENT = Assessment(
    id="a-1f2e3d4c5b",
    question=Question(dyad=("RUS", "PRK"), as_of=date(2023, 9, 5), horizon_days=365,
                      stakeholders=("USA", "KOR", "CHN")),
    corpus=CorpusSummary(documents=1, origins=1, claims=16, first_date=date(2023, 9, 5),
                         last_date=date(2023, 9, 5)),
    bottom_line="High concern for South Korea (63), which fears what Russia gives in return; "
    "elevated for the United States (57), which fears shells at the front. An arms supply by "
    "North Korea is likely (68%).",
    judgements=JUDGEMENTS,
    concern=CONCERN,
    hypotheses=RIVALS,
    indicators=INDICATORS,
    exchange=EXCHANGE,
    figures=tuple(_figures()),
    limits=("A single article speaks; nothing corroborates it.",
            "No voice from Beijing is quoted."),
    run=Run(version="0.1.0", seed=0, draws=4000, inputs_sha256="ab" * 32,
            command="tocsin assess article.txt --dyad RUS-PRK --for USA,KOR,CHN"),
    names=NAMES,
)  # fmt: skip
DOCUMENT = Document(
    id=DOC, path=PATH, text=TEXT, blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(TEXT)),),
    sha256="cd" * 32, size=len(TEXT.encode()), media_type="text/plain",
    title="How Concerning is a Russia-Kim Jong Un Alliance?", date=date(2023, 9, 5),
    publisher="The Reference", url="https://example.org/article", language="en",
    dropped=("read time", "comment box"),
)  # fmt: skip


@pytest.fixture
def view():
    return BriefInput(
        assessment=ASSESSMENT,
        claims={claim.id: claim for claim in CLAIMS},
        stakes={stake.id: stake for stake in STAKES},
        documents={DOC: DOCUMENT},
    )


@pytest.fixture
def graded(view):
    """The same view with the grades of two claims, one of them had from an outlet."""
    names = NAMES | {"outlet:gulf lantern": "Gulf Lantern"}
    return replace(view, assessment=replace(view.assessment, names=names, grades=GRADES))


@pytest.fixture
def hostile(view):
    """The same view with hostile text in every field that comes from outside."""
    evil = " ".join(HOSTILE)
    claims = {
        key: replace(
            claim,
            quote=evil,
            path=evil,
            holders=tuple(replace(holder, name=evil, cue=evil) for holder in claim.holders),
            event=replace(claim.event, mode=evil, time=EventTime(text=evil)),
        )
        for key, claim in view.claims.items()
    }
    document = replace(
        DOCUMENT, title=evil, publisher=evil, author=evil, path=evil, url="javascript:alert(1)",
        text=evil * 20, dropped=(evil,),
    )  # fmt: skip
    assessment = replace(
        ASSESSMENT,
        bottom_line=evil,
        names={**NAMES, "RUS": evil, "KOR": evil},
        exchange=tuple(replace(edge, label=evil) for edge in EXCHANGE),
        judgements=tuple(replace(one, proposition=evil, reasons=(evil,)) for one in JUDGEMENTS),
        indicators=tuple(replace(one, what=evil, where=evil) for one in INDICATORS),
        limits=(evil,),
        run=replace(ASSESSMENT.run, command=evil),
        figures=tuple(replace(one, label=evil, steps=(evil,)) for one in ASSESSMENT.figures),
        grades=tuple(
            replace(one, source=evil, origin=evil, reasons=(evil, evil), rows=(evil,))
            for one in GRADES
        ),
    )
    stakes = {key: replace(stake, quote=evil, path=evil) for key, stake in view.stakes.items()}
    return BriefInput(
        assessment=assessment, claims=claims, stakes=stakes, documents={DOC: document}
    )
