"""What must hold of evidence whatever is said, by whom, and in how many texts."""

import importlib.util
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.assess.evidence import AGAINST, FOR
from tocsin.assess.grades import grade_claims
from tocsin.assess.origins import find_origins
from tocsin.assess.propositions import find_propositions
from tocsin.assess.ranges import Sampler
from tocsin.assess.reliability import UNGRADED, rate
from tocsin.assess.rivals import _credibility
from tocsin.assess.schema import GradeRow, SourceRow
from tocsin.assess.sources import Source
from tocsin.assess.testimony import combine, weigh
from tocsin.model.assessment import ClaimGrade

KEY = "arms_supply-PRK-RUS"
DAY = date(2023, 9, 5)
DRAWS = 100
PUBLISHERS = ("", "Reuters", "RT", "KCNA", "Harbour Review", "Gulf Lantern", "Daily Mail")
HOLDERS = (
    (),
    ((None, "a source"),),
    ((None, "an analyst at an institute"),),
    (("USA", "US officials"),),
    (("RUS", "the Kremlin"),),
    (("BRA", "Brasilia"),),
    (("UN", "a UN panel"),),
    ((None, "leaked documents"),),
    ((None, "the Wall Street Journal"),),
    (("KOR.YONHAP", "Yonhap"), ("KOR", "the ministry")),
    (("PRK.KCNA", "KCNA"),),
    ((None, "Gulf Lantern"),),
)
OUTLETS = ((None, "the Wall Street Journal"), (None, "Reuters news agency"), ("RUS.RT", "RT"))
STATUSES = ("occurred", "ongoing", "planned", "proposed", "possible", "conditional")
LETTERS = "ABCDE"

suppress = list(HealthCheck)
few = settings(max_examples=25, deadline=None, suppress_health_check=suppress)
many = settings(max_examples=1000, deadline=None, suppress_health_check=suppress)

spoken = st.tuples(
    st.sampled_from(STATUSES),
    st.sampled_from(HOLDERS),
    st.sampled_from(("asserts", "doubts", "denies")),
    st.sampled_from(("weapons", "munitions")),
    st.floats(0.2, 1.0),
)
text = st.tuples(
    st.sampled_from(PUBLISHERS), st.integers(0, 20), st.lists(spoken, min_size=1, max_size=3)
)
texts = st.lists(text, min_size=1, max_size=5)
# Voices that neither of two deniers shares, in papers that nobody quotes.
unofficial = st.lists(
    st.tuples(
        st.sampled_from(("", "Harbour Review", "Reuters")),
        st.integers(0, 20),
        st.lists(
            st.tuples(
                st.sampled_from(STATUSES),
                st.sampled_from((*HOLDERS[:3], *HOLDERS[7:9])),
                st.sampled_from(("asserts", "doubts", "denies")),
                st.sampled_from(("weapons", "munitions")),
                st.floats(0.2, 1.0),
            ),
            min_size=1,
            max_size=3,
        ),
    ),
    min_size=1,
    max_size=5,
)


def load_cases():
    path = Path(__file__).parents[1] / "unit" / "assess" / "cases.py"
    spec = importlib.util.spec_from_file_location("assess_cases", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = load_cases()


def one_text(name, publisher, ago, sayings):
    made = cases.TextBuilder(name, DAY - timedelta(days=ago), publisher)
    for number, (status, who, stance, items, confidence) in enumerate(sayings):
        made.claim(
            f"{name} says number {number} about {' '.join(f'{name}{n}' for n in range(20))}",
            "AID",
            "PRK>RUS",
            items=items,
            status=status,
            holders=[cases.holder(*one, stance) for one in who],
            confidence=confidence,
        )
    return made


BASE = cases.make_case(
    cases.sample(one_text("base", "", 0, [("possible", (), "asserts", "weapons", 0.9)])),
    cases.inquiry(as_of=DAY),
    DRAWS,
)


def sample_of(written):
    """Return several texts, with one plain claim so that there always is a proposition."""
    base = one_text("base", "", 0, [("possible", (), "asserts", "weapons", 0.9)])
    return cases.sample(base, *(one_text(f"t{n}", *one) for n, one in enumerate(written)))


def weighed(sample):
    """Return the proposition on arms, its testimony and the grades."""
    case = replace(
        BASE,
        claims=tuple(sorted(sample.claims, key=lambda claim: claim.id)),
        documents=tuple(sorted(sample.documents, key=lambda doc: doc.id)),
        origins=find_origins(sample.documents),
    )
    propositions = find_propositions(case)
    arms = next(one for one in propositions if one.key == KEY)
    likelihoods, channels = case.ontology.likelihoods, case.ontology.channels
    parts = [weigh(one, channels, likelihoods, case.sampler) for one in arms.evidence]
    return arms, combine(parts, likelihoods, case.sampler), grade_claims(propositions, case)


def total(sample):
    return weighed(sample)[1].log_ratio


def support_never_lowers(written, status, who, confidence):
    before = sample_of(written)
    more = one_text("more", "", 0, [(status, who, "asserts", "weapons", confidence)])
    after = total(before.plus(cases.sample(more)))
    assert (after >= total(before) - 1e-12).all()


def copy_changes_nothing(written, data, later):
    before = sample_of(written)
    original = before.documents[data.draw(st.integers(0, len(before.documents) - 1))]
    day = original.date + timedelta(days=later)
    copy = replace(original, id="d-zcopy", path="copy.txt", sha256="other", date=day)
    copies = tuple(
        replace(claim, id=f"c-z{number}", document=copy.id)
        for number, claim in enumerate(before.claims)
        if claim.document == original.id
    )
    arms, testimony, grades = weighed(before)
    again, other, marks = weighed(before.plus(cases.Sample(copies, (), (copy,))))
    assert np.array_equal(testimony.log_ratio, other.log_ratio)
    assert again.evidence == arms.evidence
    assert marks == grades


def quotation_counts_once(written, outlet, status, times):
    # One saying a text: an outlet that two texts quote is known better than one that one does.
    written = [(publisher, ago, sayings[:1]) for publisher, ago, sayings in written]
    said = (status, (outlet,), "asserts", "weapons", 0.9)
    first = one_text("first", "", 0, [said])
    before = sample_of(written).plus(cases.sample(first))
    quotes = [one_text(f"q{n}", "", 0, [said]) for n in range(times)]
    after = before.plus(cases.sample(*quotes))
    assert np.array_equal(total(before), total(after))


def accused_moves_less(written, accused, other, publisher):
    before = sample_of(written)
    moved = []
    for who in (accused, other):
        said = ("occurred", (who,), "denies", "weapons", 0.9)
        denial = cases.sample(one_text("denial", publisher, 0, [said]))
        moved.append((total(before) - total(before.plus(denial))).mean())
    assert -1e-12 <= moved[0] <= moved[1] + 1e-12


def order_does_not_matter(written, random):
    before = sample_of(written)
    shuffled = [list(part) for part in (before.claims, before.stakes, before.documents)]
    for part in shuffled:
        random.shuffle(part)
    arms, testimony, grades = weighed(before)
    again, other, marks = weighed(cases.Sample(*map(tuple, shuffled)))
    assert (again, marks) == (arms, grades)
    assert np.array_equal(testimony.log_ratio, other.log_ratio)


def confirmed_by_another_origin(written):
    arms, _, grades = weighed(sample_of(written))
    by_claim = {one.claim.id: one for one in arms.evidence}
    for claim, grade in grades.items():
        own = by_claim[claim]
        others = [one for one in arms.evidence if one.sign == own.sign]
        if grade.credibility == "1":
            assert any(
                one.origin != own.origin and one.speaker.key != own.speaker.key
                for one in others
            )
        if grade.credibility in "45":
            assert any(one.sign == -own.sign for one in arms.evidence)
        if len({one.origin for one in arms.evidence}) == 1:
            assert grade.credibility == "6"


def unknown_is_never_worst(written, place):
    arms, _, _ = weighed(sample_of(written))
    case, likelihoods = BASE, BASE.ontology.likelihoods
    for item in arms.evidence:
        strengths = {
            letter: abs(
                weigh(
                    replace(item, reliability=replace(UNGRADED, letter=letter)),
                    case.ontology.channels,
                    likelihoods,
                    case.sampler,
                ).log_ratio
            )
            for letter in "ABCDEF"
        }
        for better, worse in pairwise("ABCDE"):
            assert (strengths[better] >= strengths[worse] - 1e-12).all()
        if item.sign in {FOR, AGAINST}:
            assert strengths["F"].mean() >= strengths["D"].mean()
    letter, digit = LETTERS[place], "12345"[place]
    assert level("F6") == 1
    assert level(f"{letter}6") == level(f"{letter}3")
    assert level(f"F{digit}") >= level(f"E{digit}")
    assert level(f"{letter}6") >= level(f"{letter}5")


@given(
    st.lists(st.sampled_from("ABCDEF"), max_size=5),
    st.integers(-400, 400),
    st.lists(st.integers(0, 300), min_size=5, max_size=5),
)
def chain_is_as_good_as_its_worst_known_link(letters, ahead, spans):
    day = DAY + timedelta(days=ahead)
    sources = [
        Source(
            f"s{place}",
            SourceRow(
                name=f"S{place}",
                grades=(
                    GradeRow.model_validate(
                        {
                            "reliability": letter,
                            "from": DAY - timedelta(days=spans[place]),
                            "to": DAY + timedelta(days=spans[place]),
                            "reason": "a test",
                        }
                    ),
                ),
            ),
        )
        for place, letter in enumerate(letters)
    ]
    held = [letter for letter, span in zip(letters, spans, strict=False) if abs(ahead) <= span]
    known = [letter for letter in held if letter != "F"]
    assert rate(sources, day).letter == (max(known) if known else "F")


def level(mark):
    return _credibility(
        ClaimGrade(
            claim="c-1", reliability=mark[0], credibility=mark[1], source="", origin="",
            voice="", knows="", gains="", reasons=(),
        )
    )  # fmt: skip


def test_draws_are_those_of_a_run():
    assert BASE.sampler.draws == DRAWS
    assert isinstance(BASE.sampler, Sampler)


PROPERTIES = {
    support_never_lowers: (
        texts,
        st.sampled_from(STATUSES),
        st.sampled_from(HOLDERS),
        st.floats(0.2, 1.0),
    ),
    copy_changes_nothing: (
        texts,
        st.data(),
        st.integers(0, 20),
    ),
    quotation_counts_once: (
        texts,
        st.sampled_from(OUTLETS),
        st.sampled_from(STATUSES),
        st.integers(1, 10),
    ),
    accused_moves_less: (
        unofficial,
        st.sampled_from([("RUS", "the Kremlin"), ("PRK.KCNA", "KCNA"), ("PRK", "Pyongyang")]),
        st.sampled_from([("BRA", "Brasilia"), ("UN", "a UN panel"), ("CHE", "Bern")]),
        st.sampled_from(("", "Harbour Review", "Reuters", "Daily Mail")),
    ),
    order_does_not_matter: (
        texts,
        st.randoms(use_true_random=False),
    ),
    confirmed_by_another_origin: (texts,),
    unknown_is_never_worst: (
        texts,
        st.integers(0, 4),
    ),
}


# Each on few examples in every run, and on a thousand where time allows.
for check, strategies in PROPERTIES.items():
    globals()[f"test_{check.__name__}"] = few(given(*strategies)(check))
    globals()[f"test_{check.__name__}_thousand"] = pytest.mark.heavy(
        many(given(*strategies)(check))
    )

test_chain_is_as_good_as_its_worst_known_link = settings(max_examples=300, deadline=None)(
    chain_is_as_good_as_its_worst_known_link
)
