"""Probabilities of propositions."""

from datetime import date, timedelta

from tocsin.assess.propositions import find_propositions


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
