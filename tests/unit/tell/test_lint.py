"""The rules of estimative language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.estimative import SCALES
from tocsin.model.wording.sentences import unquoted
from tocsin.tell.lint import lint_sentences

RANGES = SCALES["icd203"].spans()


@pytest.mark.parametrize(
    "text",
    ["It is likely (68%, 90% range 49\u201383%) that they meet. Confidence is moderate: one source.",
     "There is almost no chance (less than 1%) of it.",
     "It is almost certain (more than 99%).",
     "A 30% chance makes it unlikely.",
     "Concern is high for South Korea (63).",
     "It is very unlikely (20%) that it holds.",
     "They met in May 2023, and on 5 May 2022.",
     "US officials assert: “it might, perhaps, be likely (3%)”.",
     "He said “that “it may” seems odd” again.",
     "The port appears in the exchange alone."],
)  # fmt: skip
def test_sound_sentences_pass(text):
    assert lint_sentences([text]) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [("We judge with high confidence that it is likely.", "shares a sentence"),
     ("It is likely, and we are confident of it.", "shares a sentence"),
     ("It is likely (34%) that they meet.", "34% is not 'likely'"),
     ("It is very likely (79%).", "79% is not 'very likely'"),
     ("A 68% chance makes it unlikely.", "68% is not 'unlikely'"),
     ("It could be so.", "'could' hedges"),
     ("Perhaps it is so.", "'Perhaps' hedges"),
     ("It may be so.", "'may' hedges"),
     ("It appears to be so.", "'appears to' hedges"),
     ("The record seems short.", "'seems' hedges"),
     ("It is highly likely (85%).", "no term of ICD 203")],
)  # fmt: skip
def test_faults_are_named(text, fault):
    (message,) = lint_sentences([text])
    assert fault in message


@given(st.sampled_from(sorted(RANGES)), st.integers(0, 100))
def test_a_number_passes_exactly_within_the_range_of_its_word(word, number):
    low, high = RANGES[word]
    faults = lint_sentences([f"It is {word} ({number}%) that it holds."])
    assert bool(faults) == (not low <= number <= high)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("There is a realistic possibility (45%) of it.", None),
     ("It is highly likely (93%) that it holds.", None),
     ("It is unlikely (22%) that it holds.", None),
     ("It is unlikely (42%) that it holds.", "42% is not 'unlikely'"),
     ("It is very likely (85%) that it holds.", "no term of PHIA 2025")],
)  # fmt: skip
def test_words_are_held_to_the_standard_in_force(text, fault):
    faults = lint_sentences([text], "phia")
    assert [fault in one for one in faults] == ([True] if fault else [])


@given(st.sampled_from(sorted(SCALES)), st.integers(0, 1000))
def test_what_is_written_for_a_probability_passes_by_its_own_standard(name, permille):
    word = SCALES[name].word(permille / 1000)
    assert lint_sentences([f"It is {word} ({permille / 10:.0f}%) that it holds."], name) == []


@given(st.text("“”ab ", max_size=12))
def test_nothing_within_quotes_is_left(text):
    assert "a" not in unquoted(f"“a{text.replace('”', '')}")
    assert unquoted(text.replace("“", "")) == text.replace("“", "")
    assert len(unquoted(text)) == len(text)
