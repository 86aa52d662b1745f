"""Earlier judgements that are settled: told as done, disputed, or their days passed unseen."""

from datetime import date, timedelta

import pytest

from tocsin.assess import Since
from tocsin.model.change import Ending
from tocsin.model.codec import to_json

THEN, NOW = date(2023, 9, 5), date(2023, 9, 20)
MEETING, ARMS = "j-leaders_meeting-PRK-RUS", "j-arms_supply-PRK-RUS"


def plan(cases):
    text = cases.TextBuilder("plan", THEN)
    text.claim("they plan to meet", "CONSULT", "PRK>RUS", status="planned", reciprocal=True)
    text.claim("arms may go", "AID", "PRK>RUS", items="weapons", status="possible")
    return text


def later(cases, *said, name="later", day=NOW):
    """Return a later text: each claim is (act, ends, what else)."""
    text = cases.TextBuilder(name, day)
    for place, (kind, ends, more) in enumerate(said):
        text.claim(f"{name} tells {place} {'abcdefgh'[place] * 9}", kind, ends, **more)
    return text


def settled(cases, *texts, as_of=NOW, horizon=30, **more):
    """Return what is settled between the plan and a later day, by judgement."""
    sample = cases.sample(plan(cases), *texts)
    since = Since(day=THEN, **more)
    question = cases.inquiry(as_of=as_of, horizon_days=horizon, since=since)
    change = cases.run(sample, question, draws=100).change
    return {one.judgement: one for one in change.settled or ()}


def met(cases, days=(date(2023, 9, 13), date(2023, 9, 13)), who=("RUS", "the Kremlin"), **more):
    holders = [cases.holder(*who)] if who else []
    given = {"reciprocal": True, "days": days, "holders": holders} | more
    return ("CONSULT", "PRK>RUS", given)


def test_a_fact_within_the_days_settles_with_the_claim_that_tells_it(cases):
    text = later(cases, met(cases))
    found = settled(cases, text)
    assert set(found) == {MEETING}
    one = found[MEETING]
    assert (one.ending, one.day) == (Ending.HAPPENED, date(2023, 9, 13))
    assert one.claims == (text.claims[0].id,)
    assert (one.asked_on, one.end) == (THEN, THEN + timedelta(days=30))


@pytest.mark.parametrize(
    "more",
    [
        {"status": "planned"},
        {"status": "possible"},
        {"status": "averted"},
        {"negated": True},
        {"days": (None, None)},
        {"days": (THEN, THEN)},
        {"days": (date(2023, 9, 1), date(2023, 9, 13))},
        {"days": (date(2023, 9, 13), date(2023, 10, 20))},
    ],
)
def test_what_is_no_fact_of_those_days_settles_nothing(cases, more):
    assert settled(cases, later(cases, met(cases, **more))) == {}


@pytest.mark.parametrize("stance", ["denies", "doubts", "predicts", "demands"])
def test_what_nobody_asserts_settles_nothing(cases, stance):
    holders = [cases.holder("RUS", "the Kremlin", stance)]
    assert settled(cases, later(cases, met(cases, holders=holders))) == {}


def test_an_agreement_to_give_is_no_giving(cases):
    days = (date(2023, 9, 13), date(2023, 9, 13))
    agreed = ("AGREE", "PRK>RUS", {"items": "weapons", "days": days})
    given = ("AID", "PRK>RUS", {"items": "weapons", "days": days})
    unclear = ("COOPERATE", "PRK>RUS", {"items": "weapons", "days": days, "reciprocal": True})
    assert settled(cases, later(cases, agreed)) == {}
    assert settled(cases, later(cases, unclear)) == {}
    assert set(settled(cases, later(cases, given))) == {ARMS}


def test_a_denial_by_a_party_disputes_nothing_and_one_by_others_does(cases):
    fact = later(cases, met(cases))
    for who, ending in ((("PRK", "Pyongyang"), "happened"), (("BRA", "Brasilia"), "disputed")):
        denial = later(cases, met(cases, holders=[cases.holder(*who, "denies")]), name="denial")
        one = settled(cases, fact, denial)[MEETING]
        assert one.ending == ending
        assert one.against == ((denial.claims[0].id,) if ending == "disputed" else ())


def test_days_that_passed_unseen_are_told_as_that(cases):
    found = settled(cases, later(cases, met(cases)), as_of=date(2023, 10, 10))
    assert found[MEETING].ending is Ending.HAPPENED
    assert (found[ARMS].ending, found[ARMS].day) == (Ending.PASSED, None)
    # On their last day they have not passed.
    assert set(settled(cases, as_of=date(2023, 10, 5))) == set()


def test_rows_of_data_settle_too(cases):
    asked = []

    def look_for(kind, pair, start, until):
        asked.append((kind, pair, start, until))
        return [(date(2023, 9, 14), "own:7")] if kind == "military_aid" else []

    one = settled(cases, look_for=look_for)[ARMS]
    assert (one.ending, one.day, one.rows) == (Ending.HAPPENED, date(2023, 9, 14), ("own:7",))
    assert ("military_aid", ("PRK", "RUS"), date(2023, 9, 6), NOW) in asked
    assert all(start > THEN and until <= NOW for _, _, start, until in asked)


class TestEarlierAnswers:
    """Of several earlier answers each judgement is settled once."""

    def answer(self, cases, texts, as_of, *before):
        sample = cases.sample(*texts)
        since = None
        if before:
            first = before[0]
            known = [doc for doc in sample.documents if doc.date <= first.question.as_of]
            ids = {doc.id for doc in known}
            claims = tuple(one for one in sample.claims if one.document in ids)
            since = Since(
                day=first.question.as_of, earlier=first, claims=claims,
                documents=tuple(known), before=before[1:],
            )  # fmt: skip
        question = cases.inquiry(as_of=as_of, horizon_days=30, since=since)
        return cases.run(sample, question, draws=100)

    def test_the_first_judgement_of_those_days_is_settled_and_no_other_again(self, cases):
        texts = [plan(cases), later(cases, met(cases))]
        one = self.answer(cases, texts, THEN)
        two = self.answer(cases, texts, date(2023, 9, 8), one)
        three = self.answer(cases, texts, NOW, two, one)
        (told,) = three.change.settled
        assert (told.judgement, told.earlier, told.asked_on) == (MEETING, one.id, THEN)
        four = self.answer(cases, texts, date(2023, 9, 21), three, two, one)
        assert four.change.settled is None

    def test_what_passed_is_told_once_for_all_that_passed(self, cases):
        texts = [plan(cases)]
        one = self.answer(cases, texts, THEN)
        two = self.answer(cases, texts, date(2023, 9, 8), one)
        late = self.answer(cases, texts, date(2023, 10, 20), two, one)
        assert {(s.judgement, s.asked_on) for s in late.change.settled} == {
            (MEETING, THEN),
            (ARMS, THEN),
        }
        again = self.answer(cases, texts, date(2023, 10, 21), late, two, one)
        assert again.change.settled is None

    def test_a_dispute_is_told_once_and_ends_with_a_further_word(self, cases):
        holders = [cases.holder("BRA", "Brasilia", "denies")]
        denial = later(cases, met(cases, holders=holders), name="denial")
        texts = [plan(cases), later(cases, met(cases)), denial]
        one = self.answer(cases, texts, THEN)
        two = self.answer(cases, texts, NOW, one)
        assert [s.ending for s in two.change.settled] == ["disputed"]
        three = self.answer(cases, texts, date(2023, 9, 21), two, one)
        assert three.change.settled is None
        gone = self.answer(cases, texts[:2], date(2023, 9, 22), three, two, one)
        assert [s.ending for s in gone.change.settled] == ["happened"]


def test_without_an_earlier_day_the_answer_says_nothing_of_it(cases, answer):
    assert answer.change is None
    change = cases.run(
        cases.sample(plan(cases), later(cases, met(cases, status="planned"))),
        cases.inquiry(as_of=NOW, since=Since(day=THEN)),
        draws=100,
    ).change
    assert change.settled is None
    assert '"settled"' not in to_json(change)
