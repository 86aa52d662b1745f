"""The timelines of the example cases, as a reader of their articles would tell them."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.model.timeline import Happening, Outcome, Phase, Timeline
from tocsin.pipeline.answering import answer
from tocsin.pipeline.base import Intake, Request, Silence
from tocsin.pipeline.timelining import Timelining, draw_timeline
from tocsin.settings import Settings
from tocsin.store import open_ledger
from tocsin.tell.timeline import timeline_json

EXAMPLES = Path(__file__).parents[2] / "examples"
TALKS, GIVES, DRILLS = "CONSULT", "AID COOPERATE", "COOPERATE"


@dataclass(frozen=True)
class Told:
    """One event of a timeline, as a reader would put it.

    Attributes:
        what: In words.
        phase: How it stands to the world.
        who: `A>B`, or `A<>B` for what they do together.
        types: Accepted types.
        words: Words that stand in one of its reports.
        when: First and last day, as far as told; `-` for none.
        houses: Who reports it; all of them.
        independent: From how many houses that do not copy each other; 0 for any number.
        status: What is said of it.
        outcome: What became of it.
        by: Words in a report of what decided that.
        basis: Words in what the outcome rests on.
        denied: Words in a report that denies it; empty where nobody does.
    """

    what: str
    phase: Phase
    who: str
    types: str
    words: str
    when: str = ""
    houses: str = ""
    independent: int = 0
    status: str = ""
    outcome: Outcome | None = None
    by: str = ""
    basis: str = ""
    denied: str = ""


WIRE, COPY = "Meridian Wire", "Castlebridge Morning Post"

RUSSIA_AND_NORTH_KOREA = [
    Told("Kim's visit to Russia, planned and kept: the summit of 13 September",
         Phase.AHEAD, "PRK>RUS", TALKS, "plans to visit Russia",
         when="2023-09-11 2023-09-18", independent=3, status="planned",
         houses=f"{WIRE}; {COPY}; Primorye Shoreline; The Harbour Review",
         outcome=Outcome.CAME, by="met at the Vostochny space centre",
         basis="the same people"),
    Told("the summit itself, told by two houses",
         Phase.DONE, "PRK<>RUS", TALKS, "met at the Vostochny space centre",
         when="2023-09-13 2023-09-13", houses=f"{WIRE}; The Harbour Review", independent=2,
         status="occurred"),
    Told("what Kim was to see after the summit is another plan",
         Phase.AHEAD, "PRK>RUS", TALKS, "aircraft plant", when="2023-09-14 2023-09-17",
         houses=WIRE, outcome=Outcome.UNKNOWN, basis="no source covers"),
    Told("the defence minister's visit to Pyongyang in July, told by all",
         Phase.DONE, "RUS>PRK", TALKS, "defence minister visited Pyongyang",
         when="2023-07-01 2023-07-31", independent=3,
         houses=f"{WIRE}; {COPY}; Northern Broadcast Monitor; The Harbour Review"),
    Told("the train of officials in August is not that visit",
         Phase.DONE, "PRK<>RUS", TALKS, "security staff", when="2023-08-01 2023-08-31",
         houses=f"{WIRE}; {COPY}", independent=1),
    Told("the foreign minister's visit to Pyongyang, planned twice and still to come",
         Phase.AHEAD, "RUS>PRK", TALKS, "foreign minister is to visit Pyongyang",
         when="2023-10-14 2023-10-31", houses=f"{WIRE}; The Harbour Review", independent=2,
         outcome=Outcome.OPEN),
    Told("Putin's visit to North Korea, proposed, is not the minister's",
         Phase.AHEAD, "RUS>PRK", TALKS, "invited Putin to visit", status="proposed",
         houses=WIRE, outcome=Outcome.OPEN),
    Told("a supply of arms is possible, and may have come with the containers",
         Phase.AHEAD, "PRK>RUS", GIVES, "could sell Russia artillery shells",
         outcome=Outcome.MAY_HAVE_COME, by="1,000 containers", basis="nobody says on which day"),
    Told("the containers, reported without a day",
         Phase.DONE, "PRK>RUS", GIVES, "1,000 containers", when="- 2023-10-14",
         houses="The Harbour Review"),
    Told("the rockets for Wagner, asserted by one side and denied by the other",
         Phase.DONE, "PRK>RUS", GIVES, "delivered infantry rockets", when="- 2023-09-04",
         houses=f"{WIRE}; {COPY}; Northern Broadcast Monitor", independent=2,
         denied="never exported weapons"),
    Told("the denials of sales, told by many",
         Phase.NOT_DONE, "PRK>RUS", GIVES, "never exported weapons", status="not occurred"),
    Told("naval drills of three, proposed by Russia according to Seoul",
         Phase.AHEAD, "PRK<>RUS", DRILLS, "three-way naval drills", status="proposed",
         houses=f"{WIRE}; {COPY}; The Harbour Review; Tanjong Institute Briefings",
         independent=3, outcome=Outcome.OPEN),
    Told("the demand to halt the talks has halted nothing",
         Phase.TALK, "PRK<>RUS", TALKS, "urged North Korea to halt", status="demanded not"),
    Told("what an expert foretells is no plan",
         Phase.TALK, "RUS>PRK", GIVES, "will send food first", status="predicted"),
    Told("a doubt is no denial",
         Phase.TALK, "PRK<>RUS", TALKS, "hotel managers doubt", status="doubted"),
    Told("the journey of 2015 was called off, and no other with it",
         Phase.OFF, "PRK>RUS", TALKS, "cancelled a trip", when="2015-01-01 2015-12-31"),
]  # fmt: skip

SAUDI_ARABIA_AND_IRAN = [
    Told("the foreign ministers' meeting, planned in March and held in April",
         Phase.AHEAD, "IRN<>SAU", TALKS, "foreign ministers plan to meet",
         outcome=Outcome.CAME, by="met in Beijing on Thursday", basis="expected by chance"),
    Told("the meeting in Beijing",
         Phase.DONE, "IRN<>SAU", TALKS, "met in Beijing on Thursday",
         when="2023-04-06 2023-04-06"),
    Told("the agreement signed in Beijing",
         Phase.DONE, "IRN<>SAU", "AGREE", "signed the agreement", when="2023-03-10 2023-03-10"),
    Told("both were to reopen embassies by May; Iran did in June",
         Phase.AHEAD, "IRN<>SAU", "SUPPORT", "reopen their embassies",
         when="2023-05-01 2023-05-31", outcome=Outcome.MAY_HAVE_COME,
         by="Iran reopened its embassy", basis="of one side only"),
    Told("a columnist foretells money",
         Phase.TALK, "SAU>IRN", GIVES, "Saudi money will enter", status="predicted"),
    Told("joint drills are thought unlikely",
         Phase.TALK, "IRN<>SAU", DRILLS, "joint exercises", status="doubted"),
]  # fmt: skip

TURKEY_AND_AZERBAIJAN = [
    Told("the declaration of Shusha",
         Phase.DONE, "AZE<>TUR", "AGREE", "signed the declaration", when="2021-06-15 2021-06-15"),
    Told("regular exercises were announced, and one was held",
         Phase.AHEAD, "AZE<>TUR", DRILLS, "hold regular military exercises",
         outcome=Outcome.CAME, by="began joint exercises in Nakhchivan"),
    Told("a consulate in Shusha: nothing more is told of it",
         Phase.AHEAD, "TUR>AZE", "SUPPORT", "open a consulate", outcome=Outcome.UNKNOWN,
         basis="no source covers"),
    Told("the presidents in Nakhchivan",
         Phase.DONE, "AZE<>TUR", TALKS, "met in Nakhchivan", when="2023-09-25 2023-09-25"),
    Told("more exercises, foretold by an analyst",
         Phase.TALK, "AZE<>TUR", DRILLS, "hold more exercises", status="predicted"),
    Told("what the two might do if they speak",
         Phase.TALK, "AZE<>TUR", TALKS, "two presidents speak", status="conditional"),
]  # fmt: skip

CASES = {
    "reference": ("RUS-PRK", RUSSIA_AND_NORTH_KOREA),
    "riyadh-tehran": ("SAU-IRN", SAUDI_ARABIA_AND_IRAN),
    "ankara-baku": ("TUR-AZE", TURKEY_AND_AZERBAIJAN),
}
EXPECTED = [
    pytest.param(folder, told, id=told.what.replace(" ", "_"))
    for folder, (_, all_told) in CASES.items()
    for told in all_told
]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Return a function that reads texts into a ledger of their own, each set once."""
    ledgers: dict[tuple[str, ...], Settings] = {}

    def run(dyad: str, *sources: str) -> Settings:
        if sources not in ledgers:
            store = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
            settings = Settings(store=str(store), reader="fast", draws=100)
            intake = Intake(sources=tuple(str(EXAMPLES / one) for one in sources))
            request = Request(intake=intake, dyad=dyad, as_of=dt.date(2024, 1, 1))
            answer(request, settings=settings, watcher=Silence())
            ledgers[sources] = settings
        return ledgers[sources]

    return run


@pytest.fixture
def draw(read):
    """Return a function that draws the timeline of some texts."""

    def run(dyad: str, *sources: str, until: dt.date | None = None) -> Timeline:
        settings = read(dyad, *sources)
        request = Timelining(dyad=dyad, until=until)
        return draw_timeline(request, settings=settings, watcher=Silence())

    return run


def who(one: Happening) -> str:
    if one.is_mutual:
        return "<>".join(sorted((one.source, one.target)))
    return f"{one.source}>{one.target}"


def has(one: Happening, words: str) -> bool:
    return any(words in origin.words for origin in one.origins)


def found(timeline: Timeline, told: Told) -> Happening:
    """Return the only event that says what is told."""
    (one,) = (
        each
        for each in timeline.happenings
        if each.phase is told.phase
        and each.type in told.types.split()
        and who(each) == told.who
        and has(each, told.words)
    )
    return one


@pytest.mark.parametrize(("folder", "told"), EXPECTED)
def test_the_timeline_tells_what_a_reader_would(draw, folder, told):
    timeline = draw(CASES[folder][0], folder)
    one = found(timeline, told)
    by = {each.id: each for each in timeline.happenings}
    assert one.outcome is told.outcome
    if told.by:
        assert has(by[one.resolved_by], told.by)
    else:
        assert one.resolved_by == ""
    assert told.basis in one.basis
    if told.when:
        assert f"{one.start or '-'} {one.end or '-'}" == told.when
    if told.houses:
        assert {origin.publisher for origin in one.origins} == set(told.houses.split("; "))
    if told.independent:
        assert one.independent == told.independent
    if told.status:
        assert one.status == told.status
    assert bool(one.denied_by) == bool(told.denied)
    assert all(has(by[each], told.denied) for each in one.denied_by)


def test_no_plan_of_the_reference_case_is_called_off(draw):
    timeline = draw("RUS-PRK", "reference")
    assert Outcome.CALLED_OFF not in {one.outcome for one in timeline.happenings}


def test_the_wire_and_its_copy_are_one_source_that_is_heard_twice(draw):
    sources = ("reference/2023-09-04-wire.md", "reference/2023-09-05-wire-syndicated.md")
    timeline = draw("RUS-PRK", *sources)
    visit = found(timeline, RUSSIA_AND_NORTH_KOREA[0])
    assert {origin.publisher for origin in visit.origins} == {WIRE, COPY}
    assert (visit.independent, visit.outcome) == (1, Outcome.OPEN)
    assert {one.independent for one in timeline.happenings} == {1}
    assert all(
        len({origin.publisher for origin in one.origins}) == 2 for one in timeline.happenings
    )


def test_before_the_summit_nobody_knows_of_it(draw):
    timeline = draw("RUS-PRK", "reference", until=dt.date(2023, 9, 10))
    visit = found(timeline, RUSSIA_AND_NORTH_KOREA[0])
    assert (visit.outcome, visit.resolved_by) == (Outcome.OPEN, "")
    assert max(one.start or one.end or dt.date.min for one in timeline.happenings
               if one.phase is Phase.DONE) <= dt.date(2023, 9, 10)  # fmt: skip


@pytest.mark.heavy
def test_the_order_of_the_files_does_not_matter(draw):
    files = sorted(path.name for path in (EXAMPLES / "riyadh-tehran").glob("*.md"))
    forth, back = (
        draw("SAU-IRN", *(f"riyadh-tehran/{name}" for name in names))
        for names in (files, files[::-1])
    )
    assert forth == back


def test_each_claim_of_the_case_stands_once(draw, read):
    timeline = draw("RUS-PRK", "reference")
    ids = [origin.id for one in timeline.happenings for origin in one.origins]
    with open_ledger(read("RUS-PRK", "reference").store) as ledger:
        known = {claim.id for claim in ledger.claims(dyad=("RUS", "PRK"))}
    assert len(ids) == len(set(ids))
    assert set(ids) <= known


def test_the_timeline_is_the_same_bytes_each_time(draw):
    first, second = (json.dumps(timeline_json(draw("TUR-AZE", "ankara-baku"))) for _ in "ab")
    assert first == second
