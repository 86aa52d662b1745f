"""The rules of estimative language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.tell.lint import RANGES, lint_sentences


@pytest.mark.parametrize(
    "text",
    ["It is likely (68%, 90% range 49\u201383%) that they meet. Confidence is moderate: one source.",
     "There is almost no chance (less than 1%) of it.",
     "It is almost certain (more than 99%).",
     "A 30% chance makes it unlikely.",
     "Concern is high for South Korea (63).",
     "It is very unlikely (20%) that it holds."],
)  # fmt: skip
def test_sound_sentences_pass(text):
    assert lint_sentences([text]) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [("We judge with high confidence that it is likely.", "share a sentence"),
     ("It is likely, and we are confident of it.", "share a sentence"),
     ("It is likely (34%) that they meet.", "34% is not 'likely'"),
     ("It is very likely (79%).", "79% is not 'very likely'"),
     ("A 68% chance makes it unlikely.", "68% is not 'unlikely'")],
)  # fmt: skip
def test_faults_are_named(text, fault):
    (message,) = lint_sentences([text])
    assert fault in message


@given(st.sampled_from(sorted(RANGES)), st.integers(0, 100))
def test_a_number_passes_exactly_within_the_range_of_its_word(word, number):
    low, high = RANGES[word]
    faults = lint_sentences([f"It is {word} ({number}%) that it holds."])
    assert bool(faults) == (not low <= number <= high)
