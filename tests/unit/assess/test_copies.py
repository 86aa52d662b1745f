"""Copies of a text: old news stays old, and is said by whoever said it first."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.assess.copies import Copies
from tocsin.assess.library import Library
from tocsin.assess.propositions import find_propositions

OLD, NEW = date(2023, 6, 1), date(2023, 9, 4)
WORDS = " ".join(f"word{n}" for n in range(30))


@pytest.fixture
def texts(cases):
    """Give a text and a later copy with one more claim, as (sample, claims by document)."""
    old = cases.TextBuilder("old", OLD, "RT")
    old.claim(f"{WORDS} on arms", "AID", "PRK>RUS", items="weapons", status="ongoing")
    copy = cases.TextBuilder("copy", NEW, "Fjord Gazette")
    copy.claim(f"{WORDS} on arms", "AID", "PRK>RUS", items="weapons", status="ongoing")
    copy.claim("it adds fuel", "AID", "RUS>PRK", items="fuel", status="ongoing")
    return cases.sample(old, copy)


def evidence(cases, sample):
    case = cases.make_case(sample, cases.inquiry(as_of=date(2023, 9, 5)), 100)
    return {one.key: one.evidence for one in find_propositions(case)}


def test_first_print_is_the_oldest_text_of_an_origin_with_the_words(cases, texts):
    old, copy = texts.documents
    copies = Copies(texts.documents, {old.id: old.id, copy.id: old.id}, Library())
    assert [copies.first_print(claim) for claim in texts.claims] == [old.id, old.id, copy.id]
    apart = Copies(texts.documents, {}, Library())
    assert [apart.first_print(claim) for claim in texts.claims] == [old.id, copy.id, copy.id]


def test_what_a_late_copy_says_again_is_as_old_as_the_text(cases, texts):
    (arms,) = evidence(cases, texts)["arms_supply-PRK-RUS"]
    assert (arms.kind, arms.speaker.key) == ("recent", "actor:RUS")


def test_what_a_late_copy_adds_is_new_and_its_own(cases, texts):
    (fuel,) = evidence(cases, texts)["economic_lifeline-RUS-PRK"]
    assert fuel.kind == "ongoing"
    assert fuel.speaker.kind == "author"


def test_what_is_not_the_same_to_the_letter_keeps_its_own_date(cases, texts):
    old, copy = texts.documents
    late = replace(copy, text=copy.text.replace(WORDS, WORDS.upper()))
    claims = tuple(
        replace(one, quote=one.quote.replace(WORDS, WORDS.upper()))
        if one.document == copy.id
        else one
        for one in texts.claims
    )
    found = evidence(cases, cases.Sample(claims, (), (old, late)))
    assert {item.kind for item in found["arms_supply-PRK-RUS"]} == {"ongoing", "recent"}
