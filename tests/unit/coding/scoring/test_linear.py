"""The linear model and the word vectors."""

from collections import Counter

import numpy as np
import pytest

from tocsin.coding.scoring.linear import Example

EXAMPLES = (
    Example({"one": Counter(a=2, b=1), "two": Counter(c=1)}, [(0, "call"), (1, "off")]),
    Example({"one": Counter(), "two": Counter(a=1, unknown=3)}, [(1, "call_off")]),
    Example({}, ()),
    Example({"one": Counter(b=4)}, [(0, "unknown")]),
)


def test_several_examples_at_once_give_what_each_gives_alone(random_model):
    alone = np.concatenate([random_model.scores([one]) for one in EXAMPLES])
    np.testing.assert_allclose(random_model.scores(EXAMPLES), alone, rtol=1e-5, atol=1e-6)


def test_the_order_of_examples_changes_nothing(random_model):
    turned = random_model.scores(EXAMPLES[::-1])[::-1]
    np.testing.assert_allclose(turned, random_model.scores(EXAMPLES), rtol=1e-5, atol=1e-6)


def test_probabilities_of_an_example_sum_to_one(random_model):
    found = random_model.probabilities(EXAMPLES)
    assert found.shape == (4, 3)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)


def test_large_scores_do_not_overflow(table_model):
    model = table_model("one", ("A", "NONE"), {"a": ("A", 1e4)})
    found = model.probabilities([Example({"one": Counter(a=1)})])
    np.testing.assert_allclose(found, [[1, 0]], atol=1e-6)


def test_no_examples_have_no_probabilities(random_model):
    assert random_model.probabilities([]).shape == (0, 3)


@pytest.mark.parametrize(
    "example",
    [
        Example({}),
        Example({"one": Counter(), "two": Counter()}),
        Example({"one": Counter(unknown=2)}, [(0, "unknown")]),
        Example({"unknown": Counter(a=1)}),
    ],
)
def test_without_known_features_the_bias_remains(random_model, example):
    np.testing.assert_array_equal(random_model.scores([example])[0], random_model.bias)


def test_a_feature_counts_in_its_own_block_only(random_model):
    one, two = (random_model.scores([Example({name: Counter(a=1)})]) for name in ("one", "two"))
    assert not np.allclose(one, two)


def test_known_features_of_a_block_have_unit_length(random_model):
    _, values = random_model.weighed("one", Counter(a=3, b=1, unknown=5))
    assert len(values) == 2
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-5)


def test_what_is_counted_more_often_weighs_more(random_model):
    (often, _), (once, _) = (
        random_model.weighed("one", Counter(a=count, b=1))[1] for count in (5, 1)
    )
    assert often > once


def test_a_known_word_has_a_vector_of_unit_length(vectors):
    assert np.linalg.norm(vectors.of("call")) == pytest.approx(1)


def test_the_parts_of_an_unknown_whole_make_its_vector(vectors):
    np.testing.assert_allclose(vectors.of("call_off"), [0.5, 0.5, 0])
    np.testing.assert_allclose(vectors.of("call_unknown"), [1, 0, 0])


def test_a_known_whole_is_not_taken_apart(vectors):
    np.testing.assert_allclose(vectors.of("call_on"), [0, 0, 1])


@pytest.mark.parametrize("word", ["unknown", "un_known", "", "_"])
def test_an_unknown_word_has_no_vector(vectors, word):
    assert vectors.of(word) is None


def test_groups_of_words_are_unit_vectors_and_empty_groups_zero(vectors):
    found = vectors.grouped([(0, "call"), (0, "off"), (2, "unknown")], 3).reshape(3, 3)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), [1, 0, 0], atol=1e-6)
