"""Words of estimative probability."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.estimative import DEFAULT, SCALES, scale_named
from tocsin.settings import Settings, load_settings

NAMES = st.sampled_from(sorted(SCALES))
CHANCES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.0, "remote chance"),
        (0.0749, "remote chance"),
        (0.075, "highly unlikely"),
        (0.225, "unlikely"),
        (0.375, "realistic possibility"),
        (0.5, "realistic possibility"),
        (0.525, "realistic possibility"),
        (0.526, "likely"),
        (0.775, "likely"),
        (0.776, "highly likely"),
        (0.925, "highly likely"),
        (0.926, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_gaps_of_phia_go_to_the_nearest_band_and_ties_towards_even(p, word):
    assert SCALES["phia"].word(p) == word


def nearest(p: float) -> str:
    """Return the PHIA word by the rule itself: the least distance, ties to the side of 50."""
    distances = []
    for band in SCALES["phia"].bands:
        away = max(band.low - 100 * p, 100 * p - band.high, 0.0)
        middle = (band.low + band.high) / 2
        distances.append((round(away, 9), abs(middle - 50), band.word))
    return min(distances)[2]


def test_every_permille_has_the_word_of_the_nearest_band():
    for permille in range(1001):
        assert SCALES["phia"].word(permille / 1000) == nearest(permille / 1000)


@settings(max_examples=1000, deadline=None)
@given(NAMES, CHANCES, CHANCES)
def test_words_rise_with_probability_and_every_probability_has_one(name, one, two):
    scale = SCALES[name]
    words = [band.word for band in scale.bands]
    low, high = sorted((one, two))
    assert words.index(scale.word(low)) <= words.index(scale.word(high))
    least, most = scale.spans()[scale.word(one)]
    assert least - 1e-9 <= 100 * one <= most + 1e-9


@pytest.mark.parametrize("name", sorted(SCALES))
def test_spans_cover_everything_and_meet(name):
    scale = SCALES[name]
    spans = [scale.spans()[band.word] for band in scale.bands]
    assert (spans[0][0], spans[-1][1]) == (0, 100)
    assert all(one[1] == two[0] for one, two in pairwise(spans))


def test_the_setting_takes_the_standards_that_there_are(tmp_path):
    assert Settings().words == DEFAULT == scale_named(None).name
    for name in SCALES:
        assert load_settings({"words": name}, environ={}, folder=tmp_path).words == name
