"""What must hold of every assessment, whatever the evidence."""

import importlib.util
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.assess import parse_overrides
from tocsin.assess.concern import round_shares, scale_rate, score_of
from tocsin.assess.ranges import Sampler
from tocsin.assess.words import likelihood_word
from tocsin.model.codec import to_json

HOLDERS = (
    (None, "a source"),
    (None, "an analyst at an institute"),
    ("USA", "US officials"),
    ("RUS", "the Kremlin"),
    ("CHN", "Beijing"),
    ("BRA", "Brasilia"),
    ("UN", "a UN panel"),
    None,
)
KINDS = (
    ("AID", "PRK>RUS", "weapons", False),
    ("AID", "RUS>PRK", "military_technology", False),
    ("AID", "RUS>PRK", "fuel", False),
    ("COOPERATE", "PRK>RUS", "weapons", True),
    ("CONSULT", "PRK>RUS", "", True),
)
STATUSES = ("occurred", "ongoing", "planned", "proposed", "possible", "conditional")
WORDS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
DAY = date(2023, 9, 5)
DRAWS = 300

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

spoken = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(STATUSES),
    st.sampled_from(HOLDERS),
    st.sampled_from(("asserts", "doubts", "denies")),
    st.floats(0.2, 1.0),
)
texts = st.lists(st.lists(spoken, min_size=1, max_size=4), min_size=1, max_size=4)


def load_cases():
    path = Path(__file__).parents[1] / "unit" / "assess" / "cases.py"
    spec = importlib.util.spec_from_file_location("assess_cases", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = load_cases()


def one_text(name, sayings):
    text = cases.TextBuilder(name, DAY, name)
    for number, (kind, status, who, stance, confidence) in enumerate(sayings):
        event, ends, items, reciprocal = kind
        text.claim(
            f"{name} says number {number} about {' '.join(f'{name}{n}' for n in range(20))}",
            event,
            ends,
            items=items,
            status=status,
            reciprocal=reciprocal,
            holders=[cases.holder(*who, stance)] if who else [],
            confidence=confidence,
        )
    return text


def evidence(sayings):
    """Return several texts, with one plain claim so that there always is a judgement."""
    base = one_text("base", [(KINDS[0], "possible", None, "asserts", 0.9)])
    return cases.sample(base, *(one_text(f"t{n}", item) for n, item in enumerate(sayings)))


def p_of(answer, ident="j-arms_supply-PRK-RUS"):
    return next(item.p for item in answer.judgements if item.id == ident)


def run(sample, question=None):
    return cases.run(sample, question, draws=DRAWS)


@few
@given(texts, st.sampled_from(STATUSES), st.sampled_from(HOLDERS), st.floats(0.2, 1.0))
def test_independent_support_never_lowers_a_probability(sayings, status, who, confidence):
    before = evidence(sayings)
    more = one_text("more", [(KINDS[0], status, who, "asserts", confidence)])
    assert p_of(run(before.plus(cases.sample(more)))) >= p_of(run(before))


@few
@given(texts, st.data())
def test_copy_of_an_origin_changes_nothing(sayings, data):
    before = evidence(sayings)
    place = data.draw(st.integers(0, len(before.documents) - 1))
    original = before.documents[place]
    copy = replace(original, id="d-zcopy", path="copy.txt", sha256="other")
    copies = tuple(
        replace(claim, id=f"c-z{number}", document=copy.id)
        for number, claim in enumerate(before.claims)
        if claim.document == original.id
    )
    after = run(before.plus(cases.Sample(copies, (), (copy,))))
    answer = run(before)
    assert after.judgements == answer.judgements
    assert after.concern == answer.concern
    assert after.hypotheses == answer.hypotheses
    assert after.exchange == answer.exchange
    assert after.corpus.origins == answer.corpus.origins


@few
@given(texts, st.sampled_from(["third", "opponent", "body", "expert", "author"]))
def test_denial_by_the_accused_moves_less(sayings, other):
    before = evidence(sayings)
    actors = {
        "third": ("BRA", "Brasilia"),
        "opponent": ("USA", "Washington"),
        "body": ("UN", "a UN panel"),
        "expert": (None, "an analyst at an institute"),
        "author": (None, "a source"),
    }
    moved = []
    for who in (("PRK", "Pyongyang"), actors[other]):
        denial = one_text("denial", [(KINDS[0], "occurred", who, "denies", 0.9)])
        moved.append(p_of(run(before)) - p_of(run(before.plus(cases.sample(denial)))))
    # Where a voice has denied it already, its second denial adds little: compare fresh voices.
    heard = {
        who
        for text in sayings
        for kind, _, who, stance, _ in text
        if stance != "asserts" and who and kind[2] == "weapons"
    }
    if actors[other] not in heard:
        assert 0 <= moved[0] <= moved[1] + 1e-9


@few
@given(texts, st.floats(0, 1), st.floats(0, 1), st.sampled_from(["harm", "exposure"]))
def test_raising_a_harm_or_exposure_never_lowers_concern(sayings, one, two, field):
    low, high = sorted((round(one, 3), round(two, 3)))
    scores = []
    for value in (low, high):
        text = f"stakes:\n  - {{stakeholder: KOR, {field}: {value}, reason: a test}}\n"
        rows = parse_overrides(text)
        answer = run(evidence(sayings), cases.inquiry(whom="KOR", overrides=rows))
        scores.append(answer.concern[0].score)
    assert scores[0] <= scores[1]


@few
@given(
    texts,
    st.sampled_from(["fears", "prevents", "opposes", "wants"]),
    st.sampled_from(["", "PRK", "RUS"]),
    st.sampled_from(["", "weapons", "fuel"]),
)
def test_stated_stake_never_lowers_concern(sayings, attitude, receiver, items):
    before = evidence(sayings)
    text = cases.TextBuilder("stake", DAY, "stake")
    text.stake("the stake", "KOR", attitude, receiver=receiver, items=items)
    question = cases.inquiry(whom="KOR")
    stated = run(before.plus(cases.sample(text)), question).concern[0].score
    assert stated >= run(before, question).concern[0].score


@few
@given(texts, st.randoms(use_true_random=False))
def test_order_of_the_evidence_does_not_matter(sayings, random):
    before = evidence(sayings)
    shuffled = [list(part) for part in (before.claims, before.stakes, before.documents)]
    for part in shuffled:
        random.shuffle(part)
    assert to_json(run(cases.Sample(*map(tuple, shuffled)))) == to_json(run(before))


@few
@given(texts)
def test_bounds_shares_and_bytes(sayings):
    sample = evidence(sayings)
    answer = run(sample)
    for item in answer.judgements:
        assert 0 <= item.interval[0] <= item.p <= item.interval[1] <= 1
        assert item.words == likelihood_word(item.p)
    for concern in answer.concern:
        assert 0 <= concern.interval[0] <= concern.score <= concern.interval[1] <= 100
        assert sum(driver.share for driver in concern.drivers) == pytest.approx(1.0)
    assert len(answer.bottom_line.split()) <= 40
    assert to_json(run(sample)) == to_json(answer)


@settings(max_examples=1000, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_words_rise_with_probability(one, two):
    low, high = sorted((one, two))
    assert WORDS.index(likelihood_word(low)) <= WORDS.index(likelihood_word(high))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.floats(0, 10), min_size=1, max_size=12))
def test_shares_sum_to_one(parts):
    shares = round_shares(parts)
    assert not shares or sum(shares) == pytest.approx(1.0, abs=1e-9)
    assert all(0 <= share <= 1 for share in shares)


@settings(max_examples=500, deadline=None)
@given(st.floats(0, 5), st.floats(0, 5), st.floats(1, 99))
def test_score_rises_with_harm_and_stays_on_its_scale(one, two, anchor):
    low, high = sorted((one, two))
    scores = score_of(np.array([low, high]), np.array([scale_rate(anchor)]))
    assert 0 <= scores[0] <= scores[1] <= 100


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.01, 0.99)).map(sorted),
    st.tuples(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 0.5)).map(sorted),
    st.sampled_from(["linear", "log", "logit"]),
)
def test_draws_rise_with_their_range(spread, more, scale):
    higher = tuple(min(0.99, a + b) for a, b in zip(spread, more, strict=True))
    sampler = Sampler(np.random.default_rng(1), 200)
    low = sampler.draw("x", tuple(spread), scale)
    high = sampler.draw("x", higher, scale)
    assert (low <= high + 1e-12).all()
    assert (low >= spread[0] - 1e-12).all()
    assert (low <= spread[2] + 1e-12).all()
