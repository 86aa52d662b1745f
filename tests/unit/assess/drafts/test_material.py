"""What drafts are made from, and how ranges come about."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tocsin.assess.drafts import DRAFTERS
from tocsin.assess.drafts.beliefs import Belief, parameter_of, shortened, within
from tocsin.assess.drafts.rules import apply, load_rules
from tocsin.errors import InsufficientDataError
from tocsin.game.base import DISCOUNT, NON_NEGATIVE, PROBABILITY, ParameterSpec
from tocsin.game.kinds import KINDS

PAGE = Path(__file__).resolve().parents[4] / "docs/games/drafts.md"


def test_every_family_of_every_rule_has_a_reason_and_rises():
    rules = load_rules()
    for families in rules.families.values():
        for family in families.values():
            for rule in family.manners.values():
                assert rule.reason.strip().endswith(".")
                assert rule.range[0] <= rule.range[1] <= rule.range[2]


def test_there_are_rules_for_every_kind_of_game():
    assert set(load_rules().families) == set(KINDS)


def test_an_unknown_manner_is_the_placeholder():
    assert apply("exchange", "patience", "shouted").rule == "patience.placeholder"


def test_a_range_is_multiplied_by_its_weight_and_says_so():
    found = apply("exchange", "cost", "done", weight=5.5)
    assert found.numbers == pytest.approx((0.55, 2.2, 4.95))
    assert found.working == "5.5 x [0.1, 0.4, 0.9]"


@pytest.mark.parametrize("domain", [PROBABILITY, DISCOUNT, NON_NEGATIVE])
@pytest.mark.parametrize("numbers", [(-3, 0.5, 7), (0.99996, 1.0, 1.0), (0, 0, 0), (2, 3, 4)])
def test_ranges_are_kept_inside_their_domain_and_in_order(domain, numbers):
    low, mode, high = within(domain, numbers)
    assert low <= mode <= high
    assert all(domain.contains(one) for one in (low, mode, high))


def test_long_quotes_are_cut_with_an_ellipsis_and_begin_as_they_did():
    quote = "word " * 2_000
    cut = shortened(quote, 400)
    assert len(cut) <= 400
    assert cut.endswith("…")
    assert quote.startswith(cut.removesuffix("…"))
    assert shortened("x" * 10_000, 50) == "x" * 49 + "…"
    assert shortened("short", 50) == "short"


def test_a_placeholder_says_plainly_that_no_claim_speaks_to_it():
    spec = ParameterSpec(name="patience.A", unit="share", meaning="Patience.", domain=DISCOUNT)
    found = parameter_of(spec, Belief(ruled=apply("exchange", "patience", "placeholder")))
    assert found.source.startswith("placeholder: no claim speaks to it")
    assert (found.quote, found.claim) == ("", "")


def test_the_order_of_claims_and_documents_changes_no_byte(material_of, cases):
    sample = cases.reference().plus(cases.reference("second", date(2023, 9, 4)))
    turned = cases.Sample(sample.claims[::-1], sample.stakes[::-1], sample.documents[::-1])
    one, other = material_of(sample), material_of(turned)
    for drafter in DRAFTERS.values():
        assert drafter(one).text == drafter(other).text


def test_documents_after_the_day_are_left_out(drafted, cases):
    sample = cases.reference()
    late = cases.TextBuilder("late", date(2024, 1, 1), "Late")
    late.claim("labour is sent", "AID", "PRK>RUS", items="labour")
    both = sample.plus(cases.sample(late))
    day = date(2023, 9, 5)
    assert drafted("exchange", both, as_of=day).text == drafted("exchange", sample).text


def test_only_documents_after_the_day_carry_nothing(drafted, cases):
    with pytest.raises(InsufficientDataError, match="later --as-of"):
        drafted("exchange", cases.reference(), as_of=date(2020, 1, 1))


def test_without_a_day_no_recorded_relation_is_used_and_the_file_says_so(drafted, cases):
    sample = cases.reference()
    undated = cases.Sample(
        sample.claims, (), tuple(replace(doc, date=None) for doc in sample.documents)
    )
    found = drafted("exchange", undated)
    assert "No document has a date" in found.text
    network = drafted("sanctions", undated)
    assert "body" not in network.scenario.settings
    assert "whose seats need a day" in " ".join(network.text.replace("#", "").split())
    assert all("recorded:" not in one.source for one in found.parameters.values())


def test_a_pair_that_no_claim_names_is_refused(drafted, cases):
    with pytest.raises(InsufficientDataError, match="No claim names both"):
        drafted("exchange", cases.reference(), dyad=("BRA", "MEX"))


def test_hostile_titles_and_quotes_stand_in_the_file_as_they_are(drafted, cases):
    quote = 'China: "sends" arms # today\n\tto Pakistan \x07 ' + "x " * 400
    note = cases.TextBuilder("note", date(2022, 3, 1), "Evil: #1\nPress")
    note.claim(quote, "AID", "CHN>PAK", items="weapons")
    sample = cases.sample(note)
    documents = tuple(replace(d, title="a\n---\ngame: hedging") for d in sample.documents)
    found = drafted("exchange", cases.Sample(sample.claims, (), documents))
    cut = found.quote("value.weapons")
    assert cut.endswith("…")
    assert cut.removesuffix("…") in sample.documents[0].text
    assert "a\n---\ngame: hedging (Evil: #1\nPress)" in found.parameters["value.weapons"].source


FIGURES = {
    ("possible", "possible"): 54,
    ("planned", "planned"): 79,
    ("done", "done"): 95,
    ("asked", "possible"): 72,
    ("possible", "denied"): 45,
    ("possible", "doubted"): 22,
    ("possible", "refused"): 13,
}


@pytest.mark.parametrize(("value", "cost"), FIGURES)
def test_the_page_tells_how_often_a_good_moves_by_its_manner_alone(value, cost):
    rng = np.random.default_rng(0)

    def drawn(family, manner):
        return rng.triangular(*apply("exchange", family, manner).numbers, size=200_000)

    worth = drawn("value", value) - drawn("cost", cost) - drawn("penalty", "placeholder")
    share = round(100 * float((worth > 0).mean()))
    assert share == pytest.approx(FIGURES[value, cost], abs=1)
    assert f"{FIGURES[value, cost]} %" in PAGE.read_text(encoding="utf-8")
