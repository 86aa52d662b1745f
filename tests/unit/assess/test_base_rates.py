"""Counted and judged base rates."""

from dataclasses import replace

import numpy as np
import pytest

from tocsin.assess.base_rates import base_rate, cumulative_hazard
from tocsin.assess.ranges import Sampler, interval


class TestBaseRates:
    def test_table_is_met_at_its_columns(self, ontology):
        table = [row for row in ontology.follow_through if row.dataset == "ICEWS18"]
        for row in table:
            hazard = cumulative_hazard(
                table, row.horizon_days, np.array([0.5]), has_intent=True
            )
            assert 1 - np.exp(-hazard[0]) == pytest.approx(row.p_intent)

    def test_interval_widens_beyond_the_table(self, ontology, sampler):
        widths = []
        for days in (60, 120, 365):
            rate = base_rate("meeting", days, ontology, sampler, has_intent=True)
            low, high = interval(rate.log_odds)
            widths.append(high - low)
        assert widths == sorted(widths)

    def test_intent_raises_the_rate(self, ontology, sampler):
        with_intent = base_rate("meeting", 14, ontology, sampler, has_intent=True)
        without = base_rate("meeting", 14, ontology, sampler, has_intent=False)
        assert with_intent.p == pytest.approx(0.349, abs=0.01)
        assert without.p == pytest.approx(0.250, abs=0.01)
        assert with_intent.is_counted

    @pytest.mark.parametrize("name", ["meeting", "economic_aid"])
    @pytest.mark.parametrize("days", [1, 7, 30, 90, 180, 365, 3650])
    def test_intent_lowers_no_draw_even_where_the_table_says_so(
        self, ontology, sampler, name, days
    ):
        draws = [
            base_rate(name, days, ontology, sampler, has_intent=one).log_odds
            for one in (True, False)
        ]
        assert (draws[0] >= draws[1]).all()

    def test_prior_range_rises_with_the_horizon(self, ontology, sampler):
        rates = [
            base_rate("arms_transfer", days, ontology, sampler, has_intent=False).p
            for days in (30, 365, 730)
        ]
        assert rates == sorted(rates)

    def test_absence_is_said(self, ontology, sampler):
        rate = base_rate("intelligence", 365, ontology, sampler, has_intent=False)
        assert rate.p is None
        assert rate.interval is None
        assert not rate.weight.any()
        assert "no base rate" in rate.steps[0]


class TestOwnYears:
    @pytest.fixture
    def rate(self, ontology, cases):
        def build(hits, years, *, days=365, name="meeting", has_intent=False):
            sampler = Sampler(np.random.default_rng(0), 2000)
            own = None if years is None else cases.own_rate(hits, years, name)
            return base_rate(name, days, ontology, sampler, has_intent=has_intent, own=own)

        return build

    @pytest.mark.parametrize("name", ["meeting", "arms_transfer"])
    @pytest.mark.parametrize("has_intent", [True, False])
    @pytest.mark.parametrize("days", [1, 14, 365, 3650])
    def test_without_own_years_the_rate_is_the_class_to_the_bit(
        self, rate, ontology, name, has_intent, days
    ):
        sampler = Sampler(np.random.default_rng(0), 2000)
        before = base_rate(name, days, ontology, sampler, has_intent=has_intent)
        for years in (None, 0):
            found = rate(0, years, days=days, name=name, has_intent=has_intent)
            assert (found.log_odds == before.log_odds).all()
            assert (found.steps, found.rows) == (before.steps, before.rows)
            assert not found.is_own

    def test_class_without_own_history_takes_none(self, rate):
        assert not rate(3, 10, name="treaty").is_own

    def test_own_years_pull_towards_their_share_and_say_so(self, rate):
        seldom, often, before = rate(1, 30), rate(29, 30), rate(0, None)
        assert seldom.p < before.p < often.p
        assert seldom.is_own
        text = " ".join(seldom.steps)
        assert "visits between North Korea and Russia in 1 of 30 years" in text
        assert "1993 to 2022 (colt, m-" in text
        assert "colt:PRK-RUS:1993-2022" in seldom.rows
        assert any(row.startswith("m-") for row in seldom.rows)

    def test_direction_is_told_where_there_is_one(self, rate):
        text = " ".join(rate(1, 30, name="arms_transfer").steps)
        assert "visits from North Korea to Russia in 1 of 30 years" in text

    @pytest.mark.parametrize("name", ["meeting", "arms_transfer"])
    def test_interval_narrows_with_years_alike(self, rate, name):
        widths = []
        for hits, years in ((1, 3), (4, 12), (10, 30)):
            low, high = interval(rate(hits, years, name=name).log_odds)
            widths.append(high - low)
        assert widths == sorted(widths, reverse=True)

    def test_silence_says_little_where_the_data_show_little(self, ontology, cases):
        history = ontology.base_rates.own_history
        p = []
        for seen in ((0.05, 0.1, 0.15), (0.85, 0.9, 0.95)):
            row = history["arms_transfer"]
            row = row.model_copy(update={"seen": row.seen.model_copy(update={"range": seen})})
            file = ontology.base_rates.model_copy(
                update={"own_history": {**history, "arms_transfer": row}}
            )
            other = replace(ontology, base_rates=file)
            sampler = Sampler(np.random.default_rng(0), 2000)
            own = cases.own_rate(0, 30, "arms_transfer")
            p.append(
                base_rate("arms_transfer", 365, other, sampler, has_intent=False, own=own).p
            )
        assert p[0] > 1.5 * p[1]

    def test_stated_intent_is_not_drowned_by_silent_years(self, rate):
        """A pair that never met: the days after a stated intent are not like any other days."""
        without, stated = (rate(0, 30, days=14, has_intent=one).p for one in (False, True))
        assert without < 0.05
        assert 0.12 < stated - without < 0.2
        assert stated < rate(0, None, days=14, has_intent=True).p

    def test_busy_pair_gains_little_from_a_stated_intent(self, rate):
        without, stated = (rate(30, 30, days=365, has_intent=one).p for one in (False, True))
        assert without < stated < without + 0.02

    @pytest.mark.parametrize("has_intent", [True, False])
    @pytest.mark.parametrize(("hits", "years"), [(0, 30), (3, 30), (30, 30)])
    def test_longer_horizon_never_lowers_it(self, rate, has_intent, hits, years):
        p = [
            rate(hits, years, days=days, has_intent=has_intent).p
            for days in (1, 3, 5, 7, 10, 14, 22, 23, 30, 45, 60, 61, 90, 365, 1000, 3650)
        ]
        assert p == sorted(p)

    @pytest.mark.parametrize("days", [1, 3650])
    @pytest.mark.parametrize(("hits", "years"), [(0, 1), (0, 200), (1, 1), (200, 200)])
    @pytest.mark.parametrize("name", ["meeting", "arms_transfer"])
    def test_edges_give_probabilities(self, rate, days, hits, years, name):
        found = rate(hits, years, days=days, name=name, has_intent=True)
        assert np.isfinite(found.log_odds).all()
        assert 0 < found.p < 1

    def test_steps_show_the_class_the_pair_and_the_horizon(self, rate):
        found = rate(6, 30, days=14, has_intent=True)
        assert "Chance within a year, by the class 0.9" in " ".join(found.steps)
        assert f"mean {found.p:.3f}" in " ".join(found.steps)
        assert "the stated intent adds" in " ".join(found.steps)
