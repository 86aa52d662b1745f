"""Hedging: the client's share, the patrons' offers, the triangle."""

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.hedging import (
    HEDGING,
    SHAPES,
    Offers,
    Patron,
    Ties,
    best_responses,
    best_share,
    client_worth,
    contest,
    end,
    is_balanced,
    leverage,
    logit_responses,
    shape,
    ties_at,
    ties_of,
)
from tocsin.game.hedging.triangle import matrices

LAYOUT = {"client": "PRK", "patrons": ["RUS", "CHN"]}


def offers(first=1.0, second=1.0, dependence=0.0, *, punish=(0.0, 0.0), tolerance=0.5):
    return Offers(
        *(np.atleast_1d(np.asarray(x, dtype=float)) for x in (first, second, dependence)),
        *(np.atleast_1d(np.asarray(x, dtype=float)) for x in (*punish, tolerance)),
    )


def some_offers(rng, size):
    return offers(
        rng.uniform(0, 3, size),
        rng.uniform(0, 3, size),
        rng.uniform(0, 2, size),
        punish=(rng.uniform(0, 2, size), rng.uniform(0, 2, size)),
        tolerance=rng.uniform(0.5, 1, size),
    )


def play(reading=None, **numbers):
    game = HEDGING.build(LAYOUT)
    given = {"aid__RUS": 1.0, "aid__CHN": 1.0, "dependence": 0.5} | numbers
    draws = {name.replace("__", "."): np.atleast_1d(value) for name, value in given.items()}
    length = max(map(len, draws.values()))
    return game.run(
        {k: np.broadcast_to(v, length).astype(float) for k, v in draws.items()}, reading
    )


def test_without_dependence_and_punishment_the_share_is_that_of_squared_aid():
    found = best_share(offers([3.0, 1.0, 0.0, 2.0], [1.0, 1.0, 1.0, 0.0]))
    assert found == pytest.approx([0.9, 0.5, 0.0, 1.0], abs=1e-12)


def test_without_offers_the_client_stays_in_the_middle():
    assert best_share(offers(0.0, 0.0, [0.0, 1.0])) == pytest.approx([0.5, 0.5])


def test_the_best_share_beats_every_other_on_a_fine_grid():
    faced = some_offers(np.random.default_rng(3), 300)
    found = client_worth(best_share(faced), faced)
    grid = np.linspace(0, 1, 401)
    every = np.array([client_worth(np.full(300, share), faced) for share in grid])
    assert np.all(found >= every.max(axis=0) - 1e-9)


def test_punishment_holds_the_client_at_the_tolerated_share():
    assert best_share(offers(2.0, 1.0, punish=(0.0, 5.0), tolerance=0.6)) == pytest.approx(
        [0.6]
    )


def test_leverage_is_the_aid_that_keeps_the_share():
    faced = offers(2.0, 1.5, 0.4)
    share = best_share(faced)
    step = 1e-5
    answered = offers(2.0 + step * leverage(share), 1.5 + step, 0.4)
    assert best_share(answered) == pytest.approx(share, abs=1e-9)
    assert np.isnan(leverage(np.array([0.0, 1.0]))).all()


def patron(budget, stake=2.0, price=1.0, aid=0.5, size=1):
    return Patron(*(np.full(size, float(x)) for x in (aid, stake, price, budget)))


def test_equal_patrons_without_dependence_bid_as_tullock_has_it():
    # Exponent 2: each pays half of its stake; levels of an eighth of 2 contain that 1.
    found = contest(patron(2.0), patron(2.0), offers())
    bids = best_responses(found, patron(2.0, aid=1.0), patron(2.0, aid=1.0))
    assert bids.is_settled.all()
    assert (bids.first_aid[0], bids.second_aid[0]) == (1.0, 1.0)
    assert bids.share[0] == pytest.approx(0.5, abs=1e-7)


def test_nobody_gains_by_another_level_where_offers_have_settled():
    rng = np.random.default_rng(4)
    size = 200
    patrons = [Patron(*(rng.uniform(0.2, 2, size) for _ in range(4))) for _ in range(2)]
    found = contest(*patrons, some_offers(rng, size))
    bids = best_responses(found, *patrons)
    assert bids.is_settled.mean() > 0.5
    for draw in np.flatnonzero(bids.is_settled):
        one = np.abs(found.first_levels[:, draw] - bids.first_aid[draw]).argmin()
        two = np.abs(found.second_levels[:, draw] - bids.second_aid[draw]).argmin()
        assert found.first[one, two, draw] >= found.first[:, two, draw].max() - 1e-5
        assert found.second[one, two, draw] >= found.second[one, :, draw].max() - 1e-5


def test_a_dearer_client_gets_more_from_rational_patrons():
    cheap = play("logit", stake__RUS=0.5)["paid.RUS"][0]
    dear = play("logit", stake__RUS=8.0)["paid.RUS"][0]
    assert dear > cheap


def test_logit_of_no_rationality_offers_the_middle_of_the_budget():
    found = contest(patron(2.0), patron(4.0), offers(dependence=0.5))
    bids = logit_responses(found, np.array([1e-9]))
    assert bids.first_aid[0] == pytest.approx(1.0)
    assert bids.second_aid[0] == pytest.approx(2.0)
    assert bids.is_settled.all()


def test_the_four_shapes_of_the_triangle():
    ties = Ties(*(np.array(x) for x in ([1.0, 1, 1, -1], [1.0, 1, -1, -1], [1.0, -1, -1, -1])))
    assert [SHAPES[i] for i in shape(ties)] == list(SHAPES)
    assert is_balanced(ties).tolist() == [True, False, True, False]


def test_ties_follow_their_equation_and_end_in_balance():
    rng = np.random.default_rng(5)
    ties = Ties(*rng.uniform(-1, 1, (3, 200)))
    start = matrices(ties)
    # dX/dt = X^2, by a small step in the theory's own time.
    greatest = np.linalg.eigvalsh(start)[:, -1]
    step = 1e-6
    moved = (ties_at(start, 0.5 + step) - ties_at(start, 0.5 - step)) / (2 * step)
    middle = ties_at(start, 0.5)
    assert moved == pytest.approx(
        (middle @ middle) / greatest[:, None, None], rel=1e-4, abs=1e-6
    )
    late = ties_at(start, 1 - 1e-9)
    assert np.all(late[:, 0, 1] * late[:, 0, 2] * late[:, 1, 2] > 0)
    first, second = late[:, 0, 1] > 0, late[:, 0, 2] > 0
    wanted = np.where(first, np.where(second, 0, 1), np.where(second, 2, 3))
    assert end(ties).tolist() == wanted.tolist()


def test_without_ties_nothing_follows():
    nothing = np.zeros(2)
    assert end(Ties(nothing, nothing, nothing)).tolist() == [-1, -1]


def test_shares_and_chances_are_such_in_every_reading():
    rng = np.random.default_rng(6)
    game = HEDGING.build(LAYOUT)
    draws = {}
    for spec in game.parameters:
        high = spec.domain.high if np.isfinite(spec.domain.high) else 3.0
        draws[spec.name] = rng.uniform(spec.domain.low, high, 100)
    for reading in game.readings:
        found = game.run(draws, reading.name)
        assert found["share.RUS"] + found["share.CHN"] == pytest.approx(np.ones(100))
        assert sum(found[f"triangle.{name}"] for name in SHAPES) == pytest.approx(np.ones(100))
        ends = ("together", "with.RUS", "with.CHN", "alone")
        assert sum(found[f"ends.{name}"] for name in ends) == pytest.approx(np.ones(100))
        for spec in game.outcomes:
            values = found[spec.name][~np.isnan(found[spec.name])]
            assert np.all((values >= spec.domain.low) & (values <= spec.domain.high))


def test_more_aid_and_less_punishment_draw_the_client():
    base = play()["share.RUS"][0]
    assert play(aid__RUS=1.5)["share.RUS"][0] > base
    assert play(aid__CHN=1.5)["share.RUS"][0] < base
    assert play(aid__RUS=1.5, punishment__CHN=2.0)["share.RUS"][0] == pytest.approx(0.5)


def test_what_is_said_names_the_patron_that_is_leant_on():
    game = HEDGING.build(LAYOUT)
    draws = game.completed(
        {"aid.RUS": np.array([2.0]), "aid.CHN": np.array([1.0]), "dependence": np.array([0.1])}
    )
    said = game.say(draws, game.run(draws))
    assert said[0].startswith("PRK gives RUS ")
    assert "CHN adds" in said[1]


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({"patrons": ["RUS"]}, "patrons"),
        ({"client": "RUS"}, "client and patrons[1]"),
        ({"client": ""}, "client"),
    ],
)
def test_settings_that_make_no_sense_are_refused(change, subject):
    with pytest.raises(UsageError) as caught:
        HEDGING.build(LAYOUT | change)
    assert caught.value.subject == subject


def test_ties_are_told_as_they_are_drawn():
    game = HEDGING.build(LAYOUT)
    given = {"aid.RUS": 1.0, "aid.CHN": 1.0, "dependence": 0.0, "patrons_tie": -0.5}
    draws = game.completed({name: np.array([value, value]) for name, value in given.items()})
    ties = ties_of(LAYOUT, draws, "offered")
    assert [(one.a, one.b) for one in ties] == [("PRK", "RUS"), ("PRK", "CHN"), ("RUS", "CHN")]
    assert [one.value for one in ties] == [pytest.approx(0.5), pytest.approx(0.5), -0.5]
    assert ties[2].interval == (-0.5, -0.5)
