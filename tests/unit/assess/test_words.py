"""Words for probabilities and scores."""

import pytest

from tocsin.assess.words import level_of, likelihood_word, percent


class TestWords:
    @pytest.mark.parametrize(
        ("p", "word"),
        [
            (0.0, "almost no chance"),
            (0.05, "very unlikely"),
            (0.2, "unlikely"),
            (0.45, "roughly even chance"),
            (0.55, "likely"),
            (0.8, "very likely"),
            (0.95, "almost certain"),
            (1.0, "almost certain"),
        ],
    )
    def test_bounds_belong_to_the_word_above(self, p, word):
        assert likelihood_word(p) == word

    def test_extremes_in_words(self):
        assert (percent(0.001), percent(0.42), percent(0.999)) == (
            "less than 1%",
            "42%",
            "more than 99%",
        )

    def test_levels(self):
        scores = (0, 20, 39.9, 40, 60, 80, 100)
        assert [level_of(score) for score in scores] == [
            "minimal",
            "guarded",
            "guarded",
            "elevated",
            "high",
            "severe",
            "severe",
        ]
