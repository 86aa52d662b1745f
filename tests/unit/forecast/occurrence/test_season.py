"""Days of the week and months."""

import numpy as np
import pytest
from invented_worlds import FIRST

from tocsin.forecast.occurrence.season import season_of
from tocsin.forecast.occurrence.series import day_series


def every(days):
    return day_series(
        np.zeros(len(days), np.int64), np.array(days, np.int64), np.arange(len(days))
    )


def test_a_free_day_of_the_week_is_seen():
    days = [d for d in range(FIRST, FIRST + 700) if d % 7 != 2]
    season = season_of(every(days), FIRST, FIRST + 700)
    assert season.week[2] < 0.2
    assert (season.year == 1).all()
    first = np.array([FIRST, FIRST + (2 - FIRST) % 7], np.int64)
    whole, free = season.of(first, np.array([7, 1]))
    assert whole == pytest.approx(0, abs=0.02)
    assert free < -1.5


def test_months_are_told_apart_after_two_years_only():
    august = [d for d in range(FIRST, FIRST + 1460) if (d - FIRST) % 365 // 30 == 7]
    rest = [d for d in range(FIRST, FIRST + 1460) if d % 3 == 0]
    season = season_of(every(sorted({*august, *rest})), FIRST, FIRST + 1460)
    assert season.year[7] == season.year.max() > 1.5
