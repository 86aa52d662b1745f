"""Rival hypotheses."""

import json
from datetime import date

from tocsin.model.assessment import Hypothesis, Rivals
from tocsin.model.codec import from_json, to_json


class TestRivals:
    def test_scorings_disagree_openly(self, answer):
        rivals = answer.hypotheses
        leader = max(rivals.hypotheses, key=lambda item: item.posterior)
        least = max(rivals.hypotheses, key=lambda item: item.inconsistency)
        assert rivals.agree == (leader.inconsistency == least.inconsistency)
        assert ("disagree" in rivals.note) is not rivals.agree

    def test_every_cell_belongs_to_a_claim(self, answer, cases):
        known = {claim.id for claim in cases.reference().claims}
        for hypothesis in answer.hypotheses.hypotheses:
            assert set(hypothesis.cells) <= known
            assert set(hypothesis.cells.values()) <= {"CC", "C", "N", "I", "II", "NA"}

    def test_arms_that_have_moved_favour_exchange(self, cases):
        text = cases.TextBuilder("t", date(2023, 9, 5))
        text.claim(
            "shells have been delivered",
            "AID",
            "PRK>RUS",
            items="munitions",
            holders=[cases.holder("USA", "the White House")],
        )
        rivals = cases.run(cases.sample(text)).hypotheses
        assert max(rivals.hypotheses, key=lambda item: item.posterior).id == "exchange"
        assert rivals.decisive == (text.claims[0].id,)

    def test_matrix_is_sorted_by_what_tells_the_rivals_apart(self, answer):
        rows = answer.hypotheses.matrix
        told = [row.diagnosticity for row in rows]
        assert told == sorted(told, reverse=True)
        assert told[0] > 0 == told[-1]
        for row in rows:
            cells = {one.cells[row.claim] for one in answer.hypotheses.hypotheses}
            assert row.diagnosticity == 0 or len(cells) > 1

    def test_the_most_telling_claims_have_a_figure(self, answer):
        figures = {figure.id: figure for figure in answer.figures}
        for row in answer.hypotheses.matrix[:10]:
            assert figures[f"h-matrix.{row.claim}"].value == row.diagnosticity

    def test_families_are_the_sum_of_their_kinds(self, answer):
        found = {one.id: one.posterior for one in answer.hypotheses.hypotheses}
        for family in answer.hypotheses.families:
            assert family.posterior == sum(found[kind] for kind in family.kinds)
            assert family.id not in found

    def test_silence_counts_once_the_only_claim_on_arms_is_left_out(self, cases):
        text = cases.TextBuilder("t", date(2023, 9, 5))
        text.claim("arms are offered", "AID", "PRK>RUS", items="weapons", status="possible")
        rivals = cases.run(cases.sample(text), draws=100).hypotheses
        # Without it the exchange would have lost to silence alone: the two start level.
        assert rivals.decisive == (text.claims[0].id,)

    def test_old_answers_keep_their_bytes(self):
        old = Rivals(
            hypotheses=(Hypothesis(id="a", statement="A.", posterior=1.0, inconsistency=0.0,
                                   cells={}),)
        )  # fmt: skip
        text = to_json(old)
        assert set(json.loads(text)) == {"hypotheses", "agree", "decisive", "note"}
        assert len(json.loads(text)["hypotheses"][0]) == 5
        assert from_json(Rivals, text) == old
