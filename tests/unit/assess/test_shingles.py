"""Shingles, signatures, and the pairs of texts that are worth comparing."""

import random

import numpy as np
import pytest

from tocsin.assess.neighbours import WIDEST, banded, sharing
from tocsin.assess.shingles import Shingler, containment, rare_of, signature_of, spread

SHINGLER = Shingler()
WORDS = [f"word{n}" for n in range(400)]
OTHER = [f"term{n}" for n in range(400)]


def made(*words):
    return SHINGLER.distinct(" ".join(words))


class TestShingles:
    def test_case_and_marks_do_not_count(self):
        one, two = made("One, two; THREE four."), made("one two three four")
        assert np.array_equal(one, two)

    @pytest.mark.parametrize(
        ("text", "count"), [("", 1), ("one", 1), ("a b c d", 1), ("a b c d e", 2)]
    )
    def test_short_texts_have_one(self, text, count):
        assert SHINGLER.distinct(text).size == count

    def test_order_of_words_counts(self):
        assert not np.array_equal(made("a b c d"), made("d c b a"))

    def test_same_in_another_process(self):
        assert made("one two three four").tolist() == [15333527416483189615]

    def test_containment_is_that_of_the_smaller(self):
        assert containment(made(*WORDS[:100]), made(*WORDS)) == 1.0
        assert containment(made(*WORDS), made(*OTHER)) == 0.0


class TestSpread:
    def test_rewritten_text_has_something_everywhere(self):
        rng = random.Random(1)  # noqa: S311 - reproducible, not secret
        changed = [rng.choice(OTHER) if rng.random() < 0.25 else word for word in WORDS]
        ordered = SHINGLER.in_order(" ".join(changed))
        assert spread(ordered, made(*WORDS)) >= 0.9

    def test_quotation_has_it_in_one_place(self):
        ordered = SHINGLER.in_order(" ".join([*OTHER[:240], *WORDS[:160]]))
        assert spread(ordered, made(*WORDS)) == pytest.approx(0.4, abs=0.11)


class TestSignatures:
    @pytest.mark.parametrize("share", [0.9, 0.7, 0.5])
    def test_equal_places_estimate_jaccard(self, share):
        kept = round(400 * share)
        one, two = made(*WORDS), made(*WORDS[:kept], *OTHER[kept:])
        shared = np.intersect1d(one, two).size
        jaccard = shared / (one.size + two.size - shared)
        first, second = signature_of(one), signature_of(two)
        # 128 places: four deviations of a share near one half.
        assert abs(float((first == second).mean()) - jaccard) < 4 * 0.5 / np.sqrt(128)

    def test_signature_has_one_hash_a_bin(self):
        assert signature_of(made(*WORDS)).shape == (128,)


class TestNeighbours:
    def test_copies_meet_in_a_band_and_others_do_not(self):
        sets = [made(*WORDS), made(*OTHER), made(*WORDS[:390])]
        groups = {
            tuple(group.tolist())
            for group in banded(np.array([signature_of(one) for one in sets]))
        }
        assert (0, 2) in groups
        assert not any(1 in group for group in groups)

    def test_brief_meets_its_report(self):
        sets = [made(*WORDS), made(*WORDS[40:110]), made(*OTHER)]
        pairs, shares = sharing([rare_of(one) for one in sets], np.arange(3))
        assert pairs.tolist() == [[0, 1]]
        assert shares[0] == 1.0

    def test_pairs_of_one_story_are_left_out(self):
        sets = [made(*WORDS), made(*WORDS[40:110])]
        assert sharing([rare_of(one) for one in sets], np.zeros(2, np.int64))[0].size == 0

    def test_phrases_of_the_trade_are_left_out(self):
        phrase = WORDS[:60]
        sets = [made(*phrase, *(f"w{n}x{k}" for k in range(60))) for n in range(WIDEST + 1)]
        assert sharing([rare_of(one) for one in sets], np.arange(len(sets)))[0].size == 0
        # One story in many copies counts once beside a brief of it.
        stories = np.zeros(len(sets), np.int64)
        stories[-1] = 1
        pairs, _ = sharing([rare_of(one) for one in sets], stories)
        assert pairs.tolist() == [[0, WIDEST]]
