"""The rules of estimative language, on texts of anybody."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.estimative import SCALES
from tocsin.model.wording.check import Strictness, check_wording
from tocsin.model.wording.finding import Passage, Rule
from tocsin.model.wording.sentences import sentence_spans, unquoted

THEIRS = Strictness(reports=False, traces=True)


def passage(text, *, source=None, is_quoted=False):
    return Passage(text, range(len(text)), source or text, is_quoted)


def found(*texts, scale=None):
    passages = [passage(text) if isinstance(text, str) else text for text in texts]
    return [(one.rule, one.text) for one in check_wording(passages, scale, strict=THEIRS)]


@pytest.mark.parametrize(
    "text",
    ["US officials said the talks could cover shells.",
     "According to Seoul, the plan may be dropped.",
     "A vote of no confidence is likely, and confidence-building measures are likely.",
     "It is more likely than not, and the most likely course.",
     "The village is remote.",
     "It is likely that exports fell 30% [E1].",
     "It is unlikely that 70% of them agree [E1].",
     "Exports fell 30% and growth is likely [E1].",
     "It is very unlikely (5\u201320%, 90% range 3\u201331%) [E1].",
     "He asked: \u00abcould it be likely (3%)?\u00bb",
     "\u201eEs could be likely (3%)\u201c, he wrote.",
     "The port \u2018could be likely (3%)\u2019 and it\u2019s open.",
     'She called it "a deal that could be" today.',
     "Mr. Kim is likely to come. Confidence is low.",
     "The U.S. Navy is likely to come. Confidence is low."],
)  # fmt: skip
def test_sound_text_passes(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [("We assess that Russia, which denies it, could sell oil.", Rule.HEDGE, "could"),
     ("A test cannot be ruled out.", Rule.HEDGE, "cannot be ruled out"),
     ("Mr. Kim is likely to come, in which we have high confidence.", Rule.MIXED, "confidence"),
     ("The U.S. Navy is likely to come, with low confidence.", Rule.MIXED, "confidence"),
     ("It is very  likely (60%) [E1].", Rule.RANGE, "very likely"),
     ("It is very likely, at about 60 per cent [E1].", Rule.RANGE, "very likely"),
     ("68% (unlikely) [E1].", Rule.RANGE, "unlikely"),
     ("There is a 3 in 10 chance, which is likely [E1].", Rule.RANGE, "likely"),
     ("It is likely (20\u201330%) [E1].", Rule.RANGE, "likely"),
     ("It is likely (60%), and a test very unlikely (30%) [E1].", Rule.RANGE, "very unlikely"),
     ("It is likely that the two leaders of the two great powers meet there (3%) [E1].",
      Rule.RANGE, "likely"),
     ("It is highly likely.", Rule.TWO_STANDARDS, "highly likely"),
     ("Trade grew 7%.", Rule.UNTRACED, "7%")],
)  # fmt: skip
def test_breach_is_named(text, rule, words):
    assert found(text) == [(rule, words)]


def test_words_of_both_rows_are_a_breach_where_the_rarer_stands():
    text = "It is likely. It is unlikely. A test is improbable."
    assert found(text) == [(Rule.ROWS, "improbable")]
    assert found("It is probable.", "It is improbable.", "It is likely.") == [
        (Rule.ROWS, "likely")
    ]
    assert found("It is probable. It is likely.", scale="phia") == []


def test_every_fault_says_what_would_be_right():
    faults = check_wording(
        [passage("It is highly likely (60%), with high confidence. It could be likely (20%).")],
        strict=THEIRS,
    )
    told = {one.rule: one.right for one in faults}
    assert "'very likely'" in told[Rule.TWO_STANDARDS]
    assert "'unlikely' (20 to 45%)" in told[Rule.RANGE]
    assert all(told.values())
    assert set(told) == {*Rule} - {Rule.ROWS, Rule.LENGTH}


def test_number_is_traced_in_its_paragraph_or_where_it_stands_again():
    assert found("It is likely (68%).") == [(Rule.UNTRACED, "68%")]
    assert found("It is likely (68%).", "A deal is likely (68%) [E3, E7].") == []
    assert found(passage("It is likely (68%).", source="It is likely (68%).[^1]")) == []
    assert found(passage("68%, see the page.", source="68%, see [the page](x.html).")) == []
    assert found("It is likely (68%; j-arms_supply-PRK-RUS).") == []


def test_block_quotes_pass():
    assert found(passage("It could be likely (3%), with confidence.", is_quoted=True)) == []


@pytest.mark.parametrize("text", ["", " ", "\u201c", '"', "'", "%", "a"])
def test_empty_and_odd_texts_have_no_fault(text):
    assert found(text) == []


@given(st.text("ab.;!?\u201c\u201d\u2018\u2019\u00ab\u00bb\"' AB", max_size=40))
def test_sentences_and_quotes_keep_every_place(text):
    assert len(unquoted(text)) == len(text)
    spans = list(sentence_spans(text))
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(text[slice(*span)] for span in spans).split() == text.split()


@given(st.sampled_from(sorted(SCALES)), st.integers(0, 100))
def test_what_is_right_is_right(name, number):
    """The word that a fault names passes in its place."""
    for word in SCALES[name].spans():
        (*_, last) = check_wording(
            [passage(f"There is {word} ({number}%) [1].")], name, strict=THEIRS
        ) or [None]
        if last is not None:
            mended = last.right.split("'")[1]
            assert found(f"There is {mended} ({number}%) [1].", scale=name) == []


def test_a_text_without_a_stop_is_taken_in_parts_and_found_in_each():
    text = "likely 5% " * 400
    faults = check_wording([passage(text)], strict=Strictness())
    assert {fault.rule for fault in faults} == {Rule.RANGE}
    assert len(faults) == 400
    assert max(len(fault.sentence) for fault in faults) <= 1000
