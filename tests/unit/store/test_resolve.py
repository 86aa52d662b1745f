"""Ids and their beginnings."""

from dataclasses import replace

import pytest

from tocsin.errors import UsageError
from tocsin.store import FoundKind

JUDGEMENT = "j-arms_supply-PRK-RUS"


def test_every_kind_of_id_is_found(filled, make):
    document = make.document(1)[0]
    coding, _ = make.coding(document)
    assessment = filled.assessment()
    expected = {
        document.id: (FoundKind.DOCUMENT, document, None),
        coding.claims[0].id: (FoundKind.CLAIM, coding.claims[0], None),
        coding.stakes[0].id: (FoundKind.STAKE, coding.stakes[0], None),
        assessment.id: (FoundKind.ASSESSMENT, assessment, None),
        JUDGEMENT: (FoundKind.JUDGEMENT, assessment.judgements[0], assessment.id),
        "k-KOR": (FoundKind.CONCERN, assessment.concern[0], assessment.id),
        "k-KOR.score": (FoundKind.FIGURE, assessment.figures[3], assessment.id),
    }
    for ref, (kind, value, within) in expected.items():
        found = filled.find(ref)
        assert (found.kind, found.value, found.assessment) == (kind, value, within)
        shorter = filled.find(ref[:-1]) if kind in {"document", "claim", "stake"} else found
        assert shorter == found


def test_part_is_found_within_a_named_assessment(filled, make):
    first = filled.assessment()
    second = make.assessment(2, p=0.11)
    filled.add_assessment(second)
    assert filled.figure(JUDGEMENT).figure.value == 0.11
    assert filled.figure(f"{first.id}/{JUDGEMENT}").figure.value == 0.68
    assert filled.figure(f"{first.id[:6]}/{JUDGEMENT}.test").assessment == first.id
    assert filled.find(f"{first.id}/k-KOR").assessment == first.id


def test_newest_of_a_pair_is_found_in_either_order(filled, make):
    first = filled.assessment()
    other = make.assessment(2)
    question = replace(other.question, dyad=("AZE", "TUR"))
    other = replace(other, id="a-00000000ff", question=question)
    filled.add_assessment(other)
    assert filled.assessment() == other
    assert filled.assessment(dyad=("TUR", "AZE")) == other
    assert filled.assessment(dyad=first.question.dyad[::-1]) == first
    with pytest.raises(UsageError, match="no assessment of IRN-SAU yet"):
        filled.assessment(dyad=("IRN", "SAU"))


def test_whole_id_wins_over_longer_ones(filled):
    assert filled.figure(JUDGEMENT).figure.id == JUDGEMENT


def test_beginning_of_several_lists_them(filled):
    with pytest.raises(UsageError) as error:
        filled.figure("j-arms_supply-PRK-RUS.")
    assert error.value.message == (
        "'j-arms_supply-PRK-RUS.' may mean j-arms_supply-PRK-RUS.base_rate, "
        "j-arms_supply-PRK-RUS.testimony; write more of it."
    )
    with pytest.raises(UsageError, match=r"'c-' may mean c-.*; write more of it"):
        filled.claim("c-")
    with pytest.raises(UsageError, match="may mean"):
        filled.find("")


def test_many_candidates_are_cut_short(filled, make):
    for number in range(3, 8):
        document, raw = make.document(number)
        filled.add_document(document, raw)
        filled.add_coding(*make.coding(document), "rules-1")
    with pytest.raises(UsageError, match=r"(c-\w{10}, ){8}and more; write more of it"):
        filled.claim("c-")


def test_unknown_id_names_similar_ones(filled):
    with pytest.raises(UsageError) as error:
        filled.figure("j-arms_suply-PRK-RUS.testimony")
    assert "Similar ones are j-arms_supply-PRK-RUS.testimony" in error.value.message
    assert error.value.exit_code == 2
    with pytest.raises(UsageError, match=r"holds no figure, judgement or concern 'zzz'\.$"):
        filled.find("zzz")
    with pytest.raises(UsageError, match="holds no assessment 'a-zz'"):
        filled.find(f"a-zz/{JUDGEMENT}")


def test_percent_and_underscore_stand_for_themselves(filled):
    for ref in ("c-%", "c-_", "d-%", "j-%", "k-KO_"):
        with pytest.raises(UsageError, match="holds no"):
            filled.find(ref)
