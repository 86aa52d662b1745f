"""What must hold of rivals, whatever the claims and the cells."""

from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.assess.hypotheses.own import parse_hypotheses
from tocsin.assess.hypotheses.scoring import Matrix, Witness
from tocsin.model.assessment import (
    Assessment,
    CorpusSummary,
    Family,
    Hypothesis,
    Question,
    Rivals,
    Run,
)
from tocsin.tell.hypotheses import hypotheses_yaml
from tocsin.tell.view import BriefInput

DAY = date(2023, 9, 5)
many = settings(max_examples=1000, deadline=None)
RATIOS = {"CC": 2.0, "C": 1.35, "N": 1.0, "I": 0.7, "II": 0.45, "NA": 1.0}
MARKS = {"I": -1.0, "II": -2.0}
LETTERS = sorted(RATIOS)
CELLS = st.sampled_from(LETTERS)


def make(priors, rows, *, discount=0.7, heard=True):
    """Return a matrix of rows (cells, group, weight, parc)."""
    size = len(priors)
    shape = (len(rows), size)
    cells = [row[0] for row in rows]
    return Matrix(
        log_priors=np.log(np.array(priors) / sum(priors)),
        witnesses=[
            Witness(f"c-{place:04}", "x", ("d", group), weight, parc)
            for place, (_, group, weight, parc) in enumerate(rows)
        ],
        log_ratios=np.log([[RATIOS[c] for c in row] for row in cells]).reshape(shape),
        marks=np.array([[MARKS.get(c, 0.0) for c in row] for row in cells]).reshape(shape),
        silence=(np.log(np.linspace(0.45, 1, size)), -np.arange(size, dtype=float)),
        discount=discount,
        heard=frozenset({"elsewhere"}) if heard else frozenset(),
    )


def drawn(seed):
    """Return a matrix drawn from a seed: cells drawn one by one take 30 ms an example."""
    random = Random(seed)  # noqa: S311 - a test is no secret
    size = random.randint(2, 6)
    rows = [
        (
            random.choices(LETTERS, k=size)
            if random.random() < 0.8
            else [random.choice(LETTERS)] * size,
            random.choice("abc"),
            random.choice((0.2, 0.7, 1.0, 1.3)),
            random.choice((0.5, 0.7071, 1.0, 2.0)),
        )
        for _ in range(random.randint(1, 8))
    ]
    priors = [random.uniform(0.01, 1) for _ in range(size)]
    discount = random.choice((0.0, 0.4, 0.7, 1.0))
    return make(priors, rows, discount=discount, heard=random.random() < 0.5)


matrices = st.integers(0, 2**32 - 1).map(drawn)


def taken_out(matrix, place):
    keep = [one for one in range(len(matrix.witnesses)) if one != place]
    claim = matrix.witnesses[place].claim
    return replace(
        matrix,
        witnesses=[matrix.witnesses[one] for one in keep],
        log_ratios=matrix.log_ratios[keep],
        marks=matrix.marks[keep],
        heard=matrix.heard - {claim},
    )


def joined(matrix, witness, ratios, marks):
    """Return a matrix with one more claim."""
    return replace(
        matrix,
        witnesses=[*matrix.witnesses, witness],
        log_ratios=np.vstack([matrix.log_ratios, ratios]),
        marks=np.vstack([matrix.marks, marks]),
    )


@pytest.mark.slow
@many
@given(matrices, st.integers(0, 100))
def test_posterior_sums_to_one_in_any_order_and_equal_cells_tell_nothing_apart(matrix, seed):
    scores = matrix.scores
    assert abs(scores.posterior.sum() - 1) < 1e-12
    assert (scores.posterior >= 0).all()
    assert (scores.parc <= 0).all()
    first = {group[0] for group in matrix.order}
    for place, told in enumerate(matrix.diagnosticity.tolist()):
        is_flat = len(set(matrix.log_ratios[place].tolist())) == 1
        counts = matrix.discount > 0 or place in first
        assert (told > 1e-6) == (counts and not is_flat)
    places = np.random.default_rng(seed).permutation(len(matrix.witnesses)).tolist()
    other = replace(
        matrix,
        witnesses=[matrix.witnesses[place] for place in places],
        log_ratios=matrix.log_ratios[places],
        marks=matrix.marks[places],
    )
    assert np.allclose(other.scores.posterior, scores.posterior, rtol=0, atol=1e-12)
    assert np.allclose(other.scores.parc, scores.parc, rtol=0, atol=1e-12)
    told = matrix.diagnosticity[places]
    assert np.allclose(other.diagnosticity, told, rtol=0, atol=1e-12)


@pytest.mark.slow
@many
@given(matrices, CELLS, st.sampled_from("abc"), st.sampled_from((0.2, 1.3)))
def test_claim_equally_likely_under_all_changes_no_rank_and_support_never_lowers(
    matrix, cell, group, weight
):
    size, before = len(matrix.log_priors), matrix.scores
    flat = np.full((1, size), 1.0)
    witness = Witness("c-9999", "x", ("d", group), weight, 1.0)
    more = joined(matrix, witness, flat * np.log(RATIOS[cell]), flat * MARKS.get(cell, 0.0))
    assert np.allclose(more.scores.posterior, before.posterior, rtol=0, atol=1e-12)
    assert more.scores.leaders == before.leaders
    assert more.diagnosticity[-1] == 0
    assert len(matrix.witnesses) not in more.decisive()
    which = size // 2
    one = np.where(np.arange(size) == which, np.log(RATIOS["CC"]), 0.0).reshape(1, size)
    more = joined(matrix, Witness("c-9999", "y", ("e", "new"), weight, 1.0), one, 0 * flat)
    assert more.scores.posterior[which] >= before.posterior[which] - 1e-12


@settings(max_examples=300, deadline=None)
@given(matrices, st.booleans())
def test_leaving_one_out_is_the_scoring_without_it(matrix, speaks):
    matrix = replace(matrix, heard=frozenset({"c-0000"}) if speaks else matrix.heard)
    for place in range(len(matrix.witnesses)):
        without, rest = matrix.without(place), taken_out(matrix, place).scores
        assert np.allclose(without.posterior, rest.posterior, rtol=0, atol=1e-9)
        assert np.allclose(without.parc, rest.parc, rtol=0, atol=1e-9)
    decisive = matrix.decisive()
    for place in range(len(matrix.witnesses)):
        changes = matrix.without(place).leaders != matrix.scores.leaders
        assert (place in decisive) == changes


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60
).filter(lambda text: text.strip())
PRIORS = st.floats(0.001, 1)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(NAMES, st.tuples(TEXTS, PRIORS, TEXTS), min_size=2, max_size=5),
    CELLS,
    st.booleans(),
)
def test_written_file_says_what_was_weighed(given_rows, cell, has_family):
    names = list(given_rows)
    family = names[0] if has_family and len(names) > 2 else None
    kinds = [name for name in names if name != family]
    told = Rivals(
        hypotheses=tuple(
            Hypothesis(
                id=name, statement=given_rows[name][0], prior=given_rows[name][1],
                reason=given_rows[name][2], classes={"hard_fact": cell, "silence": "N"},
                posterior=0.5, inconsistency=0.0, cells={}, parent=family, by_hand={"c-1": cell},
            )
            for name in kinds
        ),
        families=(
            Family(id=family, statement=given_rows[family][0], posterior=1.0, kinds=tuple(kinds),
                   prior=given_rows[family][1], reason=given_rows[family][2]),
        ) if family else None,
    )  # fmt: skip
    read = parse_hypotheses(hypotheses_yaml(view_of(told))).file
    assert read.proposed is False
    assert set(read.hypotheses) == set(names)
    for name in names:
        row = read.hypotheses[name]
        statement, prior, reason = given_rows[name]
        assert (row.statement, row.prior, row.reason) == (
            statement.strip(),
            prior,
            reason.strip(),
        )
        if name != family:
            assert row.parent == family
            assert row.classes == {"hard_fact": cell, "silence": "N"}
            assert row.claims == {"c-1": cell}


def view_of(rivals):
    answer = Assessment(
        id="a-1", bottom_line="", judgements=(), concern=(), hypotheses=rivals, indicators=(),
        exchange=(), figures=(), limits=(),
        question=Question(dyad=("RUS", "PRK"), as_of=DAY, horizon_days=1),
        corpus=CorpusSummary(documents=0, origins=0, claims=0),
        run=Run(version="0", seed=0, draws=1, inputs_sha256=""),
    )  # fmt: skip
    return BriefInput(assessment=answer, claims={}, stakes={}, documents={})
