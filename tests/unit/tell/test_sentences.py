"""The sentences on judgements and the words for who says what."""

from dataclasses import replace

import pytest

from tocsin.model.claim import EventTime, Holder
from tocsin.model.vocabulary import Stance
from tocsin.tell import sentences
from tocsin.tell.lint import lint_sentences


def _holder(name, stance):
    return Holder(actor=None, name=name, stance=Stance(stance), cue="")


def test_likelihood_and_confidence_stand_apart(view):
    one = view.assessment.judgements[0]
    first = str(sentences.likelihood(one, view))
    assert first == (
        "It is likely (68%, 90% range 49\u201383%) that North Korea supplies arms or munitions to "
        "Russia."
    )
    second = sentences.confidence_sentence(one)
    assert second.startswith("Confidence is moderate: a single origin speaks for it; ")
    assert lint_sentences([f"{first} {second}"]) == []


@pytest.mark.parametrize(
    ("word", "lead"),
    [("almost no chance", "There is almost no chance"), ("very likely", "It is very likely"),
     ("roughly even chance", "There is a roughly even chance")],
)  # fmt: skip
def test_the_lead_fits_the_word(view, word, lead):
    one = replace(view.assessment.judgements[0], words=word)
    assert sentences.likelihood(one, view).lead == lead


def test_only_a_name_keeps_its_capital(view):
    clause = sentences.likelihood(view.assessment.judgements[1], view).clause
    assert clause.startswith("leaders or senior officials")
    pact = replace(view.assessment.judgements[1], proposition="A pact is signed.")
    assert sentences.likelihood(pact, view).clause == "a pact is signed"
    code = replace(pact, proposition="PRK supplies arms.")
    assert sentences.likelihood(code, view).clause == "PRK supplies arms"


def test_confidence_without_reasons_is_a_sentence(view):
    one = replace(view.assessment.judgements[0], reasons=())
    assert sentences.confidence_sentence(one) == "Confidence is moderate."


@pytest.mark.parametrize(
    ("holders", "text"),
    [((), "the author states"),
     ((("US officials", "asserts"),), "US officials assert"),
     ((("experts in Seoul", "doubts"),), "experts in Seoul doubt"),
     ((("We", "doubts"),), "We doubt"),
     ((("I", "predicts"),), "I predict"),
     ((("He", "denies"),), "He denies"),
     ((("United States", "asserts"), ("North Korea", "denies")),
      "United States asserts that North Korea denies"),
     ((("North Korea", "denies"), ("Russia", "denies")), "North Korea and Russia deny")],
)  # fmt: skip
def test_holder_chain_runs_inwards_by_level(view, holders, text):
    claim = next(iter(view.claims.values()))
    spoken = replace(claim, holders=tuple(_holder(*one) for one in holders))
    assert sentences.holder_chain(spoken) == text


def test_holders_of_one_quote_speak_together(view):
    denials = (view.claims["c-000000000e"], view.claims["c-000000000f"])
    assert sentences.joint_chain(denials) == "North Korea and Russia deny"
    mixed = (view.claims["c-0000000001"], denials[0])
    assert sentences.joint_chain(mixed) == "the author states"


def test_act_names_parties_and_matter(view):
    told = {key: sentences.act(claim, view.name) for key, claim in view.claims.items()}
    assert told["c-0000000002"] == "North Korea → Russia: weapons, munitions"
    assert told["c-0000000003"] == "North Korea ↔ Russia: consult"
    bare = view.claims["c-0000000002"]
    nobody = replace(bare, event=replace(bare.event, source=(), target=(), items=()))
    assert sentences.act(nobody, view.name) == "not named: aid (military)"


def test_standing_names_status_polarity_and_denial(view):
    assert sentences.standing(view.claims["c-000000000e"]) == "planned, denied"
    assert sentences.standing(view.claims["c-000000000d"]) == "averted, negated"


def test_event_time_prefers_the_words(view):
    planned = view.claims["c-0000000001"]
    assert sentences.event_time(planned) == "this month (2023-09-01 to 2023-09-30)"
    start = planned.event.time.start
    dated = replace(
        planned, event=replace(planned.event, time=EventTime(start=start, end=start))
    )
    assert sentences.event_time(dated) == "2023-09-01"
    said = replace(planned, event=replace(planned.event, time=EventTime(text="soon")))
    assert sentences.event_time(said) == "soon"
    assert sentences.event_time(view.claims["c-0000000002"]) == ""
