"""Rival hypotheses."""

from datetime import date


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

    def test_silence_on_arms_speaks_against_exchange(self, gulf_answer):
        exchange = next(h for h in gulf_answer.hypotheses.hypotheses if h.id == "exchange")
        assert exchange.posterior < 0.25
        figure = next(f for f in gulf_answer.figures if f.id == "h-exchange.posterior")
        assert any("No claim speaks to" in step for step in figure.steps)
