"""Scale, exposure, flips and lever."""

from datetime import date

import numpy as np
import pytest

from tocsin.assess.concern import reckon, round_shares, scale_rate, score_of
from tocsin.assess.flips import find_flips
from tocsin.assess.judgements import judge
from tocsin.assess.propositions import find_propositions
from tocsin.assess.ranges import mean, sigmoid

DYAD = ("RUS", "PRK")


class TestScale:
    def test_worst_channel_alone_meets_the_anchor(self):
        rate = np.array([scale_rate(70.0)])
        assert score_of(np.array([1.0]), rate)[0] == pytest.approx(70.0)
        assert score_of(np.array([0.0]), rate)[0] == 0.0

    def test_shares_sum_to_one_exactly(self):
        shares = round_shares([1.0, 1.0, 1.0])
        assert shares == (0.334, 0.333, 0.333)
        assert round_shares([0.0, 0.0]) == ()


class TestConcern:
    def test_state_without_a_stake_is_not_concerned(self, cases):
        answer = cases.run(cases.reference(), cases.inquiry(whom="URY"))
        concern = answer.concern[0]
        assert (concern.score, concern.level, concern.drivers) == (0.0, "minimal", ())
        assert concern.lever is None

    def test_stated_fear_raises_and_names_its_mention(self, cases):
        text = cases.TextBuilder("t", date(2023, 9, 5))
        text.claim(
            "shells may go to Russia", "AID", "PRK>RUS", items="munitions", status="possible"
        )
        silent = cases.run(cases.sample(text), cases.inquiry(whom="URY"))
        text.stake("Montevideo fears it", "URY", "fears", giver="PRK", items="munitions")
        stated = cases.run(cases.sample(text), cases.inquiry(whom="URY"))
        assert stated.concern[0].score > silent.concern[0].score
        assert stated.concern[0].stakes == (text.stakes[0].id,)

    def test_wanting_is_no_fear(self, cases):
        text = cases.TextBuilder("t", date(2023, 9, 5))
        text.claim("shells may go", "AID", "PRK>RUS", items="munitions", status="possible")
        text.stake("Montevideo wants it", "URY", "wants", giver="PRK")
        assert cases.run(cases.sample(text), cases.inquiry(whom="URY")).concern[0].score == 0

    def test_flips_cross_the_level_when_recomputed(self, cases):
        case = cases.make_case(cases.reference(), cases.inquiry(), draws=2000)
        own = [p for p in find_propositions(case) if p.is_alleged]
        own = [p for p in own if {p.giver, p.receiver} == set(DYAD)]
        judged = [judge(proposition, case) for proposition in own]
        reckoning = reckon("USA", judged, case)
        flips = find_flips(reckoning)
        assert flips
        flip = next(f for f in flips if f.ref == reckoning.terms[0].judged.judgement.id)
        assert flip.level != reckoning.level
        term = reckoning.terms[0]
        shifts = np.linspace(-8, 8, 4001)
        rest = reckoning.total - term.expected
        nearest = min(
            shifts, key=lambda s: abs(mean(sigmoid(term.judged.log_odds + s)) - flip.to)
        )
        changed = sigmoid(term.judged.log_odds + nearest) * term.harm * term.exposure.draws
        score = mean(score_of(rest + changed, reckoning.rate))
        assert min(abs(score - bound) for bound in (20, 40, 60, 80)) < 0.2

    def test_lever_lowers_the_score(self, answer):
        for concern in answer.concern:
            assert concern.lever is not None
            assert concern.lever.score_after < concern.score
