"""Claims as rows of the record, and on one timeline with data of the lake."""

import datetime as dt
from dataclasses import replace

import pytest

from tocsin.measure.chronicle.timeline import Asking, timeline
from tocsin.model.claim import Coding, EventTime, Holder
from tocsin.model.ids import ActorId, ClaimId, DocumentId, digest
from tocsin.model.timeline import Outcome, Phase
from tocsin.model.vocabulary import EventType, Polarity, Stance, Status
from tocsin.store.lake.claims import FEED, told_events
from tocsin.store.lake.view import viewing

PAIR = ("RUS", "PRK")
YEAR = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


def day(text):
    return dt.date.fromisoformat(text)


class Papers:
    """Puts claims into the ledger, each into a document of its own."""

    def __init__(self, ledger, make):
        self.ledger, self.make, self.count = ledger, make, 0

    def add(self, said="2023-09-04", publisher="Wire", **changes):
        """Add a claim that North Korea's army gives munitions to Russia, changed as wished."""
        self.count += 1
        document, raw = self.make.document(self.count, count=1)
        document = replace(document, date=day(said) if said else None, publisher=publisher)
        (_, sentences) = self.make.coding(document)
        claim = self.make.claim(document, sentences[0])
        event = {"target": (ActorId("RUS"),), "time": EventTime(), **changes.pop("event", {})}
        claim = replace(
            claim,
            id=ClaimId(digest("c", document.id, self.count)),
            event=replace(claim.event, **event),
            **{"holders": (), **changes},
        )
        coding = Coding(document=DocumentId(document.id), sentences=1, claims=(claim,))
        assert self.ledger.add_document(document, raw)
        assert self.ledger.add_coding(coding, sentences, "rules-1")
        return claim


@pytest.fixture
def papers(filled, make):
    return Papers(filled.ledger, make)


def tellings(filled, dyad=PAIR):
    with viewing(filled.ledger, filled.lake.place) as view:
        return view.tellings(dyad)


def rows(filled, **asked):
    with viewing(filled.ledger, filled.lake.place) as view:
        found = view.events(PAIR, *YEAR, **asked)
    return [
        (found.feed[n], str(found.day[n]), found.source[n], found.target[n], found.status[n])
        for n in range(len(found))
    ]


def test_claims_are_told_by_day_of_publication_with_their_paper(filled, papers):
    late = papers.add("2023-09-05", "Post")
    undated = papers.add(None)
    early = papers.add("2023-09-04")
    papers.add(event={"target": (ActorId("KOR"),)})
    found = tellings(filled)
    assert [one.claim.id for one in found] == [undated.id, early.id, late.id]
    assert [one.published for one in found] == [None, day("2023-09-04"), day("2023-09-05")]
    assert [one.publisher for one in found] == ["Wire", "Wire", "Post"]
    assert all("quoted" in one.title for one in found)
    assert tellings(filled, PAIR[::-1]) == found


def test_a_claim_is_an_event_of_its_time_or_else_of_its_publication(filled, papers):
    papers.add()
    papers.add(event={"time": EventTime(day("2023-07-01"), day("2023-07-31"), "in July")})
    papers.add(event={"time": EventTime(None, day("2023-05-31"), "by May")})
    papers.add(None)
    papers.add(event={"time": EventTime(day("2019-04-01"), day("2019-04-30"), "then")})
    assert [when for _, when, *_ in rows(filled)] == ["2023-05-31", "2023-07-01", "2023-09-04"]
    assert {(feed, source, target) for feed, _, source, target, _ in rows(filled)} == {
        (FEED, "PRK", "RUS")
    }


def test_what_both_do_together_has_a_row_for_each(filled, papers):
    papers.add(event={"reciprocal": True})
    assert [(source, target) for _, _, source, target, _ in rows(filled)] == [PAIR, PAIR[::-1]]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": Status.OCCURRED}, "occurred"),
        ({"status": Status.PLANNED}, "planned"),
        ({"status": Status.AVERTED}, "averted"),
        ({"status": Status.OCCURRED, "polarity": Polarity.NEGATED}, "not occurred"),
        ({"status": Status.OCCURRED, "holders": Stance.DENIES}, "not occurred"),
        ({"status": Status.PLANNED, "holders": Stance.DENIES}, "not planned"),
        ({"status": Status.PLANNED, "holders": Stance.DEMANDS}, "demanded"),
        ({"status": Status.POSSIBLE, "holders": Stance.PREDICTS}, "predicted"),
        ({"status": Status.OCCURRED, "holders": Stance.DOUBTS}, "doubted"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_status_says_whether_it_is_told_as_a_fact(filled, papers, changes, status):
    if "holders" in changes:
        holder = Holder(actor=ActorId("USA"), name="US", stance=changes["holders"], cue="x")
        changes = {**changes, "holders": (holder,)}
    papers.add(**changes)
    assert [one for *_, one in rows(filled)] == [status]


def test_the_row_has_type_mode_quadrant_and_names(filled, papers):
    claim = papers.add()
    found = told_events(tellings(filled), PAIR, *YEAR)
    assert (found.id[0], found.type[0], found.code[0]) == (claim.id, "AID", "military")
    assert (int(found.quad[0]), str(found.goldstein[0])) == (2, "nan")
    assert (found.source_name[0], found.target_name[0]) == ("PRK.ARMY", "RUS")
    assert found.url[0] == claim.path


def test_claims_and_data_stand_in_order_of_day(filled, papers):
    papers.add()
    filled.take("a.txt", "1 2023-09-01 RUS PRK 1 1.0", "2 2023-09-07 PRK RUS 1 1.0")
    feeds = [(feed, when) for feed, when, *_ in rows(filled)]
    assert feeds == [("toy", "2023-09-01"), (FEED, "2023-09-04"), ("toy", "2023-09-07")]
    assert {feed for feed, *_ in rows(filled, feeds=(FEED,))} == {FEED}
    assert {feed for feed, *_ in rows(filled, feeds=("toy",))} == {"toy"}


# The timeline over the lake


def meeting(papers, status, said, when=(), **more):
    """Add a claim of a visit by Kim to Russia."""
    days = [day(one) for one in when]
    return papers.add(
        said,
        event={
            "type": EventType.CONSULT,
            "mode": None,
            "items": (),
            "source": (ActorId("PRK.KIM_JONG_UN"),),
            "time": EventTime(days[0], days[-1], "then") if days else EventTime(),
        },
        status=Status(status),
        **more,
    )


def drawn(filled, since=YEAR[0], until=YEAR[1], **asked):
    with viewing(filled.ledger, filled.lake.place) as view:
        return timeline(view, Asking(dyad=PAIR, since=since, until=until, **asked))


def quiet():
    """Return lines of two quiet years, one row a month."""
    months = [f"{year}-{month:02}-03" for year in (2022, 2023) for month in range(1, 13)]
    return [f"q{n} {one} RUS PRK 1 1.0" for n, one in enumerate([*months, "2023-12-31"])]


def test_text_and_data_share_one_timeline(filled, papers):
    plan = meeting(papers, "planned", "2023-09-04", ("2023-09-04", "2023-09-30"))
    deed = meeting(papers, "occurred", "2023-09-14", ("2023-09-13",))
    filled.take("a.txt", *quiet(), "x 2023-09-13 PRK RUS 1 1.9", "y 2023-09-13 RUS PRK 1 2.1")
    found = drawn(filled)
    ahead = next(one for one in found.happenings if one.phase is Phase.AHEAD)
    by = {one.id: one for one in found.happenings}[ahead.resolved_by]
    assert (ahead.outcome, ahead.origins[0].id) == (Outcome.CAME, plan.id)
    assert sorted(origin.id for origin in by.origins) == sorted([deed.id, "x", "y"])
    assert (by.independent, by.goldstein) == (2, 2.0)
    days = [one.start for one in found.happenings]
    assert days == sorted(days)
    assert len(found.happenings) == 13 + 2


def test_a_plan_is_kept_by_the_data_alone(filled, papers):
    meeting(papers, "planned", "2023-09-04", ("2023-09-04", "2023-09-30"))
    filled.take("a.txt", *quiet(), *(f"x{n} 2023-09-13 PRK RUS 1 1.9" for n in range(4)))
    ahead = next(one for one in drawn(filled).happenings if one.phase is Phase.AHEAD)
    assert ahead.outcome is Outcome.CAME
    assert ahead.basis.startswith("by data: 4 rows of toy on 2023-09-13")


def test_silence_of_the_data_counts_where_they_cover_the_time(filled, papers):
    meeting(papers, "planned", "2023-09-04", ("2023-09-04", "2023-09-30"))
    lines = [line for line in quiet() if "2023-09" not in line]
    filled.take("a.txt", *lines)
    ahead = next(one for one in drawn(filled).happenings if one.phase is Phase.AHEAD)
    assert ahead.outcome is Outcome.DID_NOT_SHOW


def test_data_that_end_before_the_time_say_nothing(filled, papers):
    meeting(papers, "planned", "2023-09-04", ("2023-09-04", "2023-09-30"))
    filled.take("a.txt", *(line for line in quiet() if line.split()[1] < "2023-09-20"))
    ahead = next(one for one in drawn(filled).happenings if one.phase is Phase.AHEAD)
    assert ahead.outcome is not Outcome.DID_NOT_SHOW


def test_an_empty_lake_leaves_the_claims(filled, papers):
    meeting(papers, "planned", "2023-09-04", ("2023-09-04", "2023-09-30"))
    (one,) = drawn(filled).happenings
    assert (one.outcome, one.origins[0].feed) == (Outcome.UNKNOWN, FEED)


def test_data_without_a_claim_make_a_timeline(filled):
    filled.take("a.txt", *quiet())
    found = drawn(filled, most=5)
    assert (len(found.happenings), found.left_out) == (5, 8)
