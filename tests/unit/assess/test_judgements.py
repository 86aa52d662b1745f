"""Probabilities of propositions."""

from datetime import date, timedelta

from tocsin.assess.propositions import find_propositions
from tocsin.model.record import Sought


class TestProbability:
    def test_fact_in_the_window_makes_it_likely(self, cases):
        day = date(2023, 10, 14)
        texts = []
        for number in range(3):
            text = cases.TextBuilder(f"t{number}", day)
            text.claim(
                f"shipments have arrived {number}",
                "AID",
                "PRK>RUS",
                items="munitions",
                holders=[cases.holder("USA", "the White House")] if number else (),
                days=(day - timedelta(days=9), day - timedelta(days=2)),
            )
            texts.append(text)
        one = cases.run(cases.sample(texts[0])).judgements[0]
        three = cases.run(cases.sample(*texts)).judgements[0]
        assert one.p > 0.7
        assert three.p > 0.9
        assert three.confidence != "low"

    def test_doubt_by_experts_lowers(self, answer, cases):
        case = cases.reference()
        kept = tuple(claim for claim in case.claims if "unlikely" not in claim.quote)
        without = cases.run(cases.Sample(kept, case.stakes, case.documents))
        ident = "j-technology_transfer-RUS-PRK"
        before = next(j for j in answer.judgements if j.id == ident)
        after = next(j for j in without.judgements if j.id == ident)
        assert before.p < after.p
        assert before.against
        assert not after.against

    def test_talk_is_capped(self, cases):
        texts = []
        for number in range(30):
            text = cases.TextBuilder(f"t{number}", date(2023, 9, 5))
            text.claim(
                f"they plan a shipment {number}",
                "AID",
                "PRK>RUS",
                items="munitions",
                status="planned",
                holders=[cases.holder(None, f"paper {number}")],
            )
            texts.append(text)
        answer = cases.run(cases.sample(*texts))
        assert answer.judgements[0].p < 0.95
        figure = next(f for f in answer.figures if f.id.endswith(".testimony"))
        assert "capped" in figure.steps[-1]

    def test_what_a_party_says_against_it_weighs_as_a_denial(self, cases, answer):
        moved = []
        for options in (
            {"holders": [cases.holder("PRK", "Pyongyang", "denies")]},
            {"holders": [cases.holder("PRK", "Pyongyang")], "negated": True},
            {"holders": [cases.holder("PRK", "Pyongyang")], "status": "averted"},
        ):
            text = cases.TextBuilder("own", date(2023, 9, 5))
            text.claim("no shells", "AID", "PRK>RUS", items="munitions", **options)
            after = cases.run(cases.reference().plus(cases.sample(text)))
            moved.append(next(j.p for j in after.judgements if j.id == "j-arms_supply-PRK-RUS"))
        assert len(set(moved)) == 1

    def test_two_who_deny_together_stand_side_by_side(self, cases):
        denials = [cases.holder(who, who, "denies") for who in ("PRK", "RUS")]
        text = cases.TextBuilder("t", date(2023, 9, 5))
        text.claim("no deal", "AID", "PRK>RUS", items="weapons", holders=denials)
        case = cases.make_case(cases.sample(text), cases.inquiry())
        assert find_propositions(case)[0].evidence[0].speaker.relays == 0

    def test_old_failures_are_left_out_without_harm(self, cases):
        text = cases.TextBuilder("t", date(2023, 9, 5))
        text.claim("shells may go", "AID", "PRK>RUS", items="munitions", status="possible")
        text.claim(
            "a sale was called off in 2010",
            "AID",
            "PRK>RUS",
            items="weapons",
            status="averted",
            days=(None, date(2010, 1, 1)),
        )
        judgement = cases.run(cases.sample(text)).judgements[0]
        assert judgement.against == ()
        assert judgement.claims == (text.claims[0].id,)


class TestRecord:
    MEETING = "j-leaders_meeting-PRK-RUS"
    ARMS = "j-arms_supply-PRK-RUS"

    def answer(self, cases, *rates, pair="RUS PRK"):
        record = cases.record_of(*rates)
        question = cases.inquiry(pair, look_up=lambda dyad, as_of, sought: record)
        return cases.run(cases.reference(), question)

    def p(self, answer, ident):
        return next(one.p for one in answer.judgements if one.id == ident)

    def test_no_data_change_nothing(self, cases, answer):
        asked = cases.inquiry(look_up=lambda dyad, as_of, sought: None)
        assert cases.run(cases.reference(), asked) == answer
        unknown = self.answer(cases, cases.own_rate(0, 0))
        assert unknown.judgements == answer.judgements
        assert unknown.concern == answer.concern

    def test_record_is_asked_what_the_texts_speak_of(self, cases):
        heard = []
        question = cases.inquiry(look_up=lambda *asked: heard.append(asked))
        cases.run(cases.reference(), question)
        ((dyad, as_of, sought),) = heard
        assert (dyad, as_of) == (("RUS", "PRK"), date(2023, 9, 5))
        assert Sought(base_class="meeting", giver="PRK", receiver="RUS") in sought
        assert Sought(base_class="arms_transfer", giver="PRK", receiver="RUS") in sought
        assert all({one.giver, one.receiver} == {"RUS", "PRK"} for one in sought)
        assert len(set(sought)) == len(sought)

    def test_pair_that_meets_often_is_more_likely_to_meet(self, cases, answer):
        seldom = self.p(self.answer(cases, cases.own_rate(0, 30)), self.MEETING)
        often = self.p(self.answer(cases, cases.own_rate(30, 30)), self.MEETING)
        assert seldom < self.p(answer, self.MEETING) < often

    def test_years_of_one_way_say_nothing_of_the_other(self, cases, answer):
        back = cases.own_rate(30, 30, "arms_transfer", ("RUS", "PRK"))
        found = self.answer(cases, back)
        assert self.p(found, self.ARMS) == self.p(answer, self.ARMS)
        forth = cases.own_rate(30, 30, "arms_transfer", ("PRK", "RUS"))
        assert self.p(self.answer(cases, forth), self.ARMS) > self.p(answer, self.ARMS)

    def test_source_that_covers_most_years_counts(self, cases):
        short, long = cases.own_rate(3, 3), cases.own_rate(1, 30)
        assert self.answer(cases, short, long).judgements == self.answer(cases, long).judgements

    def test_order_of_the_pair_does_not_matter(self, cases):
        rate = cases.own_rate(2, 30)
        first, second = (self.answer(cases, rate, pair=one) for one in ("RUS PRK", "PRK RUS"))
        assert first.judgements == second.judgements

    def test_figures_name_the_rows_and_the_step(self, cases):
        rate = cases.own_rate(2, 30)
        answer = self.answer(cases, rate)
        figures = {one.id: one for one in answer.figures}
        main, part = figures[self.MEETING], figures[f"{self.MEETING}.base_rate"]
        for figure in (main, part):
            assert "colt:PRK-RUS:1993-2022" in figure.rows
            assert rate.value.id in figure.rows
        assert part.method == "Counted follow-through, shrunk towards the pair's own years."
        assert any("in 2 of 30 years" in step for step in part.steps)
        assert part.value == next(
            one.components.base_rate for one in answer.judgements if one.id == self.MEETING
        )

    def test_record_is_kept_and_its_limits_are_said(self, cases):
        old = cases.own_rate(2, 30, "arms_transfer")
        answer = self.answer(cases, old)
        assert answer.record.rates == (old,)
        assert any(
            "no row tells of a day after 5 September 2023" in one for one in answer.limits
        )
        assert any("shells and what is hidden are absent" in one for one in answer.limits)
        assert answer.run.inputs_sha256 != self.answer(cases).run.inputs_sha256
