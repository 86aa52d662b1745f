"""Which way a claim speaks, and how it was put."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.assess.propositions import find_propositions


def first_kind(cases, day=date(2023, 9, 5), as_of=date(2023, 9, 5), **options):
    text = cases.TextBuilder("t", day)
    kind = options.pop("kind", "AID")
    text.claim("words", kind, "PRK>RUS", items=options.pop("items", "weapons"), **options)
    case = cases.make_case(cases.sample(text), cases.inquiry(as_of=as_of))
    item = find_propositions(case)[0].evidence[0]
    return item.sign, item.kind


class TestEvidence:
    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ({"status": "possible"}, (1, "possible")),
            ({}, (1, "undated")),
            ({"status": "ongoing"}, (1, "ongoing")),
            ({"days": (date(2023, 9, 1), date(2023, 9, 2))}, (1, "in_window")),
            ({"days": (date(2022, 9, 1), date(2022, 9, 2))}, (1, "recent")),
            ({"days": (date(2012, 9, 1), date(2012, 9, 2))}, (1, "precedent")),
            ({"negated": True}, (-1, "negated")),
            ({"status": "averted"}, (-1, "averted")),
            ({"status": "averted", "days": (None, date(2012, 9, 2))}, (0, "precedent")),
            ({"kind": "AGREE"}, (1, "planned")),
            ({"day": date(2023, 1, 5)}, (1, "recent")),
            ({"status": "planned", "days": (None, date(2023, 5, 1))}, (1, "precedent")),
        ],
    )
    def test_kind_of_statement(self, cases, options, expected):
        assert first_kind(cases, **options) == expected

    def test_stance_turns_a_claim(self, cases):
        denial = cases.holder("RUS", "Russia", "denies")
        doubt = cases.holder(None, "an analyst", "doubts")
        demand = cases.holder("RUS", "Russia", "demands")
        assert first_kind(cases, holders=[denial]) == (-1, "denies")
        assert first_kind(cases, holders=[doubt]) == (-1, "doubts")
        assert first_kind(cases, holders=[denial], negated=True) == (0, "denies")
        assert first_kind(cases, holders=[demand], status="possible") == (1, "proposed")

    def test_single_event_of_last_year_is_a_precedent(self, cases):
        days = (date(2022, 12, 1), date(2022, 12, 2))
        assert first_kind(cases, kind="CONSULT", items="", days=days) == (1, "precedent")

    def test_demand_that_it_should_not_happen_is_no_evidence(self, cases):
        demand = cases.holder("USA", "Washington", "demands")
        assert first_kind(cases, holders=[demand], negated=True) == (0, "demand")

    @pytest.mark.parametrize("status", ["planned", "proposed", "possible", "conditional"])
    def test_what_lies_beyond_the_horizon_says_next_to_nothing_of_it(self, cases, status):
        near = {"status": status, "days": (date(2024, 9, 4), date(2024, 12, 1))}
        assert first_kind(cases, **near) == (1, status)
        after = {"status": status, "days": (date(2024, 9, 5), date(2024, 9, 5))}
        assert first_kind(cases, **after) == (1, "beyond")
        assert first_kind(cases, status=status, days=(None, date(2025, 1, 1))) == (1, status)

    def test_plan_beyond_the_horizon_lifts_a_probability_less_than_one_within(self, cases):
        def probability(day):
            text = cases.TextBuilder("t", date(2023, 9, 5))
            text.claim("they plan to meet", "CONSULT", "PRK>RUS", status="planned",
                       reciprocal=True, days=(day, day))  # fmt: skip
            answer = cases.run(cases.sample(text), cases.inquiry(horizon_days=30))
            return answer.judgements[0].p

        assert probability(date(2023, 11, 1)) < probability(date(2023, 9, 20)) - 0.1

    def test_hope_to_prevent_is_weak(self, cases):
        assert first_kind(cases, status="possible", negated=True) == (-1, "perhaps_not")

    def test_fear_is_no_plan(self, cases):
        text = cases.TextBuilder("t", date(2023, 9, 5))
        claim = text.claim(
            "Seoul worries that Russia will give",
            "AID",
            "RUS>PRK",
            items="weapons",
            status="planned",
            holders=[cases.holder("KOR", "Seoul")],
        )
        mention = replace(
            text.stake("it fears this", "KOR", "fears", receiver="PRK"), sentence=claim.sentence
        )
        sample = cases.Sample((claim,), (mention,), (text.document(),))
        case = cases.make_case(sample, cases.inquiry())
        assert find_propositions(case)[0].evidence[0].kind == "possible"
        feared = cases.Sample((claim,), (), (text.document(),))
        case = cases.make_case(feared, cases.inquiry())
        assert find_propositions(case)[0].evidence[0].kind == "planned"
