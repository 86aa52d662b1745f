"""Which hypotheses the claims propose, and what a user's file makes of them."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.assess.hypotheses.own import load_hypotheses, parse_hypotheses
from tocsin.errors import OntologyError
from tocsin.tell import BriefInput, hypotheses_yaml

DAY = date(2023, 9, 5)


@pytest.fixture
def weigh(cases):
    """Return a function that weighs the rivals of some claims, each (event, parties, goods)."""

    def run(*told, pair="RUS PRK", own=None, **more):
        text = cases.TextBuilder("t", DAY)
        for number, (kind, who, items) in enumerate(told):
            text.claim(
                f"claim number {number}", kind, who, items=items, status="possible", **more
            )
        question = cases.inquiry(pair, hypotheses=parse_hypotheses(own) if own else None)
        return cases.run(cases.sample(text), question, draws=100).hypotheses

    return run


def statements(rivals):
    return {one.id: one.statement for one in (*rivals.hypotheses, *(rivals.families or ()))}


ARMS = ("AID", "PRK>RUS", "weapons")
TECHNOLOGY = ("AID", "RUS>PRK", "missile_or_space_technology")
FUEL = ("AID", "RUS>PRK", "fuel")


class TestProposals:
    def test_one_flow_proposes_an_exchange_and_something_less(self, weigh):
        found = statements(weigh(ARMS))
        assert found["exchange"] == "Russia and North Korea exchange weapons."
        assert {"exchange", "limited", "status_quo"} == set(found)

    def test_both_flows_propose_what_is_given_for_what(self, weigh):
        rivals = weigh(ARMS, TECHNOLOGY)
        found = statements(rivals)
        assert found["arms_for_technology"] == (
            "North Korea gives weapons to Russia, and gets missile or space technology for it."
        )
        assert "without missile or space technology in return" in found["arms_alone"]
        (family,) = rivals.families
        assert family.id == "exchange"
        assert set(family.kinds) == {"arms_for_technology", "arms_alone"}
        assert "arms_for_goods" not in found

    def test_arms_for_goods_where_goods_alone_come_back(self, weigh):
        found = statements(weigh(ARMS, FUEL))
        assert found["arms_for_goods"].endswith("and gets fuel for it.")

    def test_claims_that_tell_no_direction_tell_no_exchange_of_one_for_another(self, weigh):
        found = statements(weigh(("COOPERATE", "PRK>RUS", "weapons"), FUEL, reciprocal=True))
        assert not any(name.startswith("arms_") for name in found)

    def test_hedging_needs_a_patron_that_gives_and_is_no_opponent(self, weigh):
        found = statements(weigh(ARMS, ("AID", "CHN>PRK", "food")))
        expected = "The opening of North Korea to Russia is mainly leverage on China."
        assert found["hedging"] == expected
        assert "hedging" not in statements(weigh(ARMS, ("AID", "USA>PRK", "food")))
        assert "hedging" not in statements(weigh(ARMS))

    def test_pressure_and_an_audience_name_their_states(self, weigh):
        found = statements(weigh(ARMS, ("THREATEN", "JPN>PRK", "")))
        assert "by Japan stops or delays" in found["deterred"]
        assert found["signalling"].endswith("signal to Japan.")

    def test_rivals_that_talk_may_only_want_less_tension(self, weigh, gulf_answer):
        assert "detente" in statements(gulf_answer.hypotheses)
        assert "detente" not in statements(weigh(("CONSULT", "PRK>RUS", ""), ARMS))

    def test_nothing_of_one_pair_appears_with_another(self, gulf_answer):
        for text in statements(gulf_answer.hypotheses).values():
            assert not any(name in text for name in ("Korea", "Russia", "China", "missile"))

    def test_there_are_always_three_and_the_status_quo(self, weigh):
        rivals = weigh(("CONSULT", "PRK>RUS", ""))
        assert len(rivals.hypotheses) == 3
        assert rivals.hypotheses[-1].id == "status_quo"
        assert "too few others" in rivals.hypotheses[0].reason

    def test_priors_of_siblings_sum_to_one(self, answer):
        rivals = answer.hypotheses
        for parent in (None, "exchange"):
            group = [
                one.prior
                for one in (*rivals.hypotheses, *rivals.families)
                if one.parent == parent
            ]
            assert sum(group) == pytest.approx(1, abs=1e-12)

    def test_technology_that_comes_back_tells_a_swap_from_a_sale(self, weigh):
        rivals = weigh(ARMS, TECHNOLOGY)
        cells = {one.id: one.classes["technology_back_ahead"] for one in rivals.hypotheses}
        assert (cells["arms_for_technology"], cells["arms_alone"]) == ("C", "I")
        swap, sale = (
            next(one for one in rivals.hypotheses if one.id == name)
            for name in ("arms_for_technology", "arms_alone")
        )
        assert swap.posterior > sale.posterior


OWN = """\
proposed: true
drop: [limited]
hypotheses:
  exchange:
    prior: 0.4
  barter:
    statement: they trade shells for grain
    prior: 0.3
    classes: {hard_ahead: C, silence: II}
  on_credit:
    statement: grain comes years later
    prior: 0.5
    parent: barter
  at_once:
    statement: grain comes at once
    prior: 0.25
    parent: barter
    classes: {hard_ahead: CC}
"""


class TestOwnFile:
    def test_own_ones_are_added_and_proposed_ones_changed_or_taken_out(self, weigh):
        rivals = weigh(ARMS, own=OWN)
        found = {one.id: one for one in rivals.hypotheses}
        assert set(found) == {"exchange", "status_quo", "on_credit", "at_once"}
        assert found["at_once"].statement == "Grain comes at once."
        assert found["at_once"].is_own
        assert found["exchange"].is_own is None
        assert found["on_credit"].classes["hard_ahead"] == "C"
        assert found["at_once"].classes["hard_ahead"] == "CC"
        assert found["at_once"].classes["silence"] == "II"
        (family,) = rivals.families
        kinds = found["on_credit"].posterior + found["at_once"].posterior
        assert family.posterior == pytest.approx(kinds)
        assert (found["on_credit"].prior, found["at_once"].prior) == (0.666667, 0.333333)
        assert "Priors under barter that summed to 0.75 were scaled to 1." in rivals.note

    def test_taking_out_a_family_takes_out_its_kinds(self, weigh):
        own = (
            "drop: [exchange]\nhypotheses:\n  mine: {statement: no trade at all, prior: 0.3}\n"
        )
        names = statements(weigh(ARMS, TECHNOLOGY, own=own))
        assert not {"exchange", "arms_for_technology", "arms_alone"} & names.keys()

    def test_cells_of_single_claims_win_over_those_of_their_class(self, cases, answer):
        claim = answer.hypotheses.matrix[0].claim
        text = (
            "hypotheses:\n"
            f"  status_quo: {{claims: {{{claim}: CC}}}}\n"
            f"  signalling: {{claims: {{{claim}: CC}}}}\n"
        )
        question = cases.inquiry(hypotheses=parse_hypotheses(text))
        changed = cases.run(cases.reference(), question)
        found = {one.id: one for one in changed.hypotheses.hypotheses}
        assert found["status_quo"].cells[claim] == "CC"
        assert found["status_quo"].by_hand == {claim: "CC"}
        figures = {figure.id: figure for figure in changed.figures}
        assert any("set by hand" in step for step in figures["h-status_quo.posterior"].steps)
        assert changed.run.inputs_sha256 != answer.run.inputs_sha256
        assert changed.judgements == answer.judgements

    def test_claim_of_no_class_becomes_evidence_by_its_own_cells(self, cases):
        text = cases.TextBuilder("t", DAY)
        text.claim("arms move", *ARMS[:2], items=ARMS[2])
        odd = text.claim("Brazil and Chile talk", "CONSULT", "BRA>CHL", reciprocal=True)
        sample = cases.sample(text)
        bare = cases.run(sample, draws=100).hypotheses
        assert odd.id not in {row.claim for row in bare.matrix}
        own = f"hypotheses:\n  status_quo: {{claims: {{{odd.id}: CC}}}}\n"
        question = cases.inquiry(hypotheses=parse_hypotheses(own))
        told = cases.run(sample, question, draws=100).hypotheses
        row = next(row for row in told.matrix if row.claim == odd.id)
        assert row.kind == ""
        assert row.diagnosticity > 0

    def test_silence_on_arms_speaks_against_an_exchange_that_is_added(self, cases, gulf_answer):
        own = "hypotheses:\n  exchange: {statement: they trade arms}\n"
        question = cases.inquiry("SAU IRN", "ISR USA", hypotheses=parse_hypotheses(own))
        answer = cases.run(cases.gulf(), question)
        exchange = next(one for one in answer.hypotheses.hypotheses if one.id == "exchange")
        assert exchange.posterior < exchange.prior
        figures = {figure.id: figure for figure in answer.figures}
        steps = figures["h-exchange.posterior"].steps
        assert any("No claim speaks to" in step for step in steps)
        assert "exchange" not in statements(gulf_answer.hypotheses)

    @pytest.mark.parametrize("name", ["reference", "gulf"])
    def test_written_file_read_back_gives_the_same_answer(self, cases, name):
        sample = getattr(cases, name)()
        pair, whom = ("RUS PRK", "USA KOR") if name == "reference" else ("SAU IRN", "ISR USA")
        answer = cases.run(sample, cases.inquiry(pair, whom), draws=200)
        written = hypotheses_yaml(view_of(answer, sample))
        question = cases.inquiry(pair, whom, hypotheses=parse_hypotheses(written))
        again = cases.run(sample, question, draws=200)
        assert again.hypotheses == answer.hypotheses
        assert again.figures == answer.figures
        assert hypotheses_yaml(view_of(again, sample)) == written

    def test_a_file_with_cells_by_hand_comes_back_too(self, cases):
        sample = cases.reference()
        claim = sample.claims[1].id
        own = OWN.replace("    prior: 0.4\n", f"    claims: {{{claim}: II}}\n").replace(
            "drop: [limited]\n", ""
        )
        first = cases.run(sample, cases.inquiry(hypotheses=parse_hypotheses(own)), draws=200)
        written = hypotheses_yaml(view_of(first, sample))
        again = cases.run(
            sample, cases.inquiry(hypotheses=parse_hypotheses(written)), draws=200
        )
        note = first.hypotheses.note.split(" Priors")[0]
        assert again.hypotheses == replace(first.hypotheses, note=note)


def view_of(answer, sample):
    return BriefInput(
        assessment=answer,
        claims={claim.id: claim for claim in sample.claims},
        stakes={},
        documents={doc.id: doc for doc in sample.documents},
    )


CYCLE = """\
hypotheses:
  a: {statement: one, prior: 0.5, parent: b}
  b: {statement: two, prior: 0.5, parent: a}
"""
TWO = "hypotheses:\n  a: {statement: one, prior: 0.5}\n  b: {statement: two, prior: 0.5}\n"
ALONE = "proposed: false\n"


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (CYCLE, 2, r"a descends from itself \(a < b < a\); take one parent out"),
            (TWO.replace("0.5", "1.5"), 2, "a prior is a number from 0.001 to 1; found 1.5"),
            (TWO.replace("0.5", "true"), 2, "a prior is a number"),
            (TWO.replace("  b:", "  a:"), 3, "the key 'a' is there twice"),
            (TWO.replace("  b:", "  B-2:"), 3, "'B-2' must be small letters"),
            (TWO.replace("prior: 0.5}\n  b", "classes: {rumour: C}}\n  b"), 2,
             "no class of claims 'rumour'; there are party_denial"),
            (TWO.replace("prior: 0.5}\n  b", "classes: {silence: X}}\n  b"), 2, "'CC', 'C'"),
            (TWO.replace("prior: 0.5}\n  b", "weight: 1}\n  b"), 2,
             "no key 'weight'; there are statement, prior"),
            ("droop: [x]\n", 1, "no key 'droop'; there are proposed, drop, hypotheses"),
            (f"drop: [a]\n{TWO}", 1, "a is taken out and written below"),
            ("hypotheses: [", 1, "no YAML"),
            ("", 1, "empty; begin it with `hypotheses:`"),
            (TWO.replace("one", "''"), 2, "at least 1 character"),
            ("a: &x 1\nb: *x\n", 2, "references"),
        ],
    )  # fmt: skip
    def test_a_file_that_makes_no_sense_names_line_and_fix(self, text, line, words):
        with pytest.raises(OntologyError, match=words) as caught:
            parse_hypotheses(text, "own.yaml")
        assert caught.value.subject == f"own.yaml:{line}"

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (TWO.replace("prior: 0.5}\n  b", "prior: 0.5, claims: {c-00: C}}\n  b"), 2,
             r"no claim 'c-00' among the 1 that were read up to 2023-09-05"),
            (TWO.replace("prior: 0.5}\n  b", "prior: 0.5, parent: none}\n  b"), 2,
             "no hypothesis 'none'; there are exchange, limited, status_quo, b"),
            (TWO.replace("two", "One."), 3, "a and b say the same"),
            (TWO.replace(", prior: 0.5}\n  b", "}\n  b"), 2, "a is new; give it a prior"),
            (TWO.replace("statement: one, ", ""), 2, "a is not proposed here; give it a statement"),
            ("drop: [hedging]\n", 1, "'hedging' is not proposed here; exchange, limited"),
            ("drop: [exchange, limited]\n", 1, "1 is left to weigh; it takes 2 to 20"),
            (ALONE + TWO.split("  b", 1)[0], 2, "1 is left to weigh"),
            (f"{ALONE}drop: [exchange]\n{TWO}", 2, "nothing, as the file says"),
            ("hypotheses:\n  limited: {parent: status_quo}\n  status_quo: {parent: limited}\n", 2,
             "descends from itself"),
            ("drop: [limited]\nhypotheses:\n  status_quo: {parent: exchange}\n", 2,
             "1 is left to weigh"),
        ],
    )  # fmt: skip
    def test_a_file_that_does_not_fit_the_claims_names_line_and_fix(
        self, weigh, text, line, words
    ):
        with pytest.raises(OntologyError, match=words) as caught:
            weigh(ARMS, own=text)
        assert caught.value.subject == f"hypotheses.yaml:{line}"

    def test_a_file_that_cannot_be_read_is_named(self, tmp_path):
        path = tmp_path / "own.yaml"
        with pytest.raises(OntologyError, match="cannot be read"):
            load_hypotheses(path)
        path.write_bytes(b"hypotheses:\n  \xff: x\n")
        with pytest.raises(OntologyError, match=r"own\.yaml:2: this is no UTF-8"):
            load_hypotheses(path)
        path.write_bytes(b"# " + b"x" * 1_000_001)
        with pytest.raises(OntologyError, match="at most 1,000,000"):
            load_hypotheses(path)
        path.write_text(OWN, encoding="utf-8")
        assert load_hypotheses(path).file == parse_hypotheses(OWN).file
        assert load_hypotheses(path).name == "own.yaml"
