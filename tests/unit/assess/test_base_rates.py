"""Counted and judged base rates."""

import numpy as np
import pytest

from tocsin.assess.base_rates import base_rate, cumulative_hazard
from tocsin.assess.ranges import interval


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
