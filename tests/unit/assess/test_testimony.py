"""Testimony: what is weighed alike is weighed once, and nothing depends on how much at once."""

from datetime import date

import numpy as np
import pytest

from tocsin.assess import testimony
from tocsin.assess.ranges import MOST_RECENT, Sampler


@pytest.fixture
def answer_of(cases):
    """Many voices on one proposition, some of them with several claims."""
    texts = []
    for number in range(12):
        text = cases.TextBuilder(f"t{number}", date(2023, 9, 5))
        for who in (("USA", "officials"), ("KOR", "the ministry"), (None, f"analyst {number}")):
            holders = [cases.holder(*who)]
            text.claim(
                f"shells go {number} {who}",
                "AID",
                "PRK>RUS",
                items="munitions",
                holders=holders,
            )
        texts.append(text)
    sample = cases.sample(*texts)
    return lambda: cases.run(sample)


@pytest.mark.parametrize("most", [400, 9001])
def test_answer_is_the_same_however_many_draws_are_reckoned_at_once(
    answer_of, most, monkeypatch
):
    whole = answer_of()
    monkeypatch.setattr(testimony, "AT_ONCE", most)
    assert answer_of() == whole


def test_claims_that_are_weighed_alike_share_their_draws(answer_of, monkeypatch):
    found = []
    combine = testimony.combine

    def listen(weighed, *more):
        found.extend(weighed)
        return combine(weighed, *more)

    monkeypatch.setattr("tocsin.assess.judgements.combine", listen)
    answer_of()
    assert len(found) > 20
    assert len({id(item.odds) for item in found}) <= 4
    for item in found:
        assert item.moved == pytest.approx(float(item.log_ratio.mean()), abs=1e-15)


def test_sampler_forgets_what_was_not_asked_for_lately():
    sampler, made = Sampler(np.random.default_rng(0), 4), []

    def make():
        made.append(1)
        return np.zeros(4)

    for key in (*range(MOST_RECENT), 0, MOST_RECENT, 0, 1):
        sampler.lately(key, make)
    assert len(made) == MOST_RECENT + 2  # the first stays, as it was asked for; the second went
