"""The exchange: closed forms against simulation, against counting back, and by hand."""

from statistics import NormalDist

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.exchange import EXCHANGE, Table, counted_back, power, proposer_gets

LAYOUT = {
    "parties": ["PRK", "RUS"],
    "third": "CHN",
    "goods": [
        {"name": "shells", "from": "PRK"},
        {"name": "technology", "from": "RUS", "needs": "shells"},
    ],
}
ONE = {"parties": ["A", "B"], "goods": [{"name": "good", "from": "A"}]}


def play(layout, reading=None, **numbers):
    game = EXCHANGE.build(layout)
    draws = {name.replace("__", "."): np.atleast_1d(value) for name, value in numbers.items()}
    length = max(map(len, draws.values()))
    draws = {name: np.broadcast_to(v, length).astype(float) for name, v in draws.items()}
    return game.run(draws, reading)


def shells(**more):
    base = {
        "value__shells": 6.0,
        "cost__shells": 2.0,
        "value__technology": 5.0,
        "cost__technology": 4.0,
    }
    return play(LAYOUT, more.pop("reading", None), **(base | more))


def test_patience_divides_as_rubinstein_has_it():
    assert power(np.array([0.9]), np.array([0.8]))[0] == pytest.approx(0.2 / 0.28)
    assert power(np.array([0.0]), np.array([0.0]))[0] == 1.0


def test_the_closed_form_is_the_limit_of_counting_back_within_its_stated_error():
    rng = np.random.default_rng(5)
    size = 2_000
    table = Table(
        rng.uniform(1, 5, size),
        rng.uniform(0, 0.95, size),
        rng.uniform(0, 0.95, size),
        rng.uniform(0, 0.5, size),
        rng.uniform(0, 0.5, size),
    )
    for rounds in (4, 5, 20, 21, 100):
        stated = table.pie * (table.own_patience * table.other_patience) ** (rounds // 2)
        error = np.abs(counted_back(table, rounds) - proposer_gets(table))
        assert np.all(error <= stated + 1e-12)


def test_an_outside_option_counts_only_where_it_beats_going_on():
    def first_of_ten(outside):
        return proposer_gets(Table(*(np.array([x]) for x in (10.0, 0.9, 0.9, 0.0, outside))))[0]

    free = 10 / 1.9
    assert first_of_ten(0.0) == pytest.approx(free)
    assert first_of_ten(10 - free - 0.01) == pytest.approx(free)
    assert first_of_ten(7.0) == pytest.approx(3.0)


def test_the_price_of_one_good_is_cost_plus_share_of_the_difference():
    found = play(ONE, value__good=10.0, cost__good=4.0, patience__A=0.9, patience__B=0.8)
    share = 0.2 / 0.28
    assert found["payment"][0] == pytest.approx(4 + share * 6)
    assert (found["payment_low"][0], found["payment_high"][0]) == (4.0, 10.0)
    assert found["gain.A"][0] + found["gain.B"][0] == pytest.approx(6)
    assert found["break_even_cost.good"][0] == pytest.approx(10)
    assert found["break_even_value.good"][0] == pytest.approx(4)


def test_who_proposes_first_gets_more():
    other = play(ONE | {"first_mover": "B"}, value__good=10.0, cost__good=4.0)
    first = play(ONE, value__good=10.0, cost__good=4.0)
    assert first["gain.A"][0] == pytest.approx(other["gain.B"][0])
    assert first["gain.A"][0] > other["gain.A"][0]


def test_the_chance_of_a_deal_agrees_with_its_closed_form():
    # Value N(5, 1.5), cost N(4, 2), both made non-negative far in the tail.
    rng = np.random.default_rng(6)
    size = 200_000
    value = np.maximum(rng.normal(12, 1.5, size), 0)
    cost = np.maximum(rng.normal(11, 2, size), 0)
    found = play(ONE, value__good=value, cost__good=cost)["deal"].mean()
    exact = NormalDist().cdf(1 / 2.5)
    # Four standard errors: a false alarm in one of 16,000 seeds.
    assert abs(found - exact) < 4 * np.sqrt(exact * (1 - exact) / size)


def test_a_good_moves_while_it_is_worth_more_than_it_costs():
    found = shells(cost__technology=[3.0, 4.9, 5.1])
    assert found["moves.technology"].tolist() == [1, 1, 0]
    assert found["deal"].tolist() == [1, 1, 1]
    assert found["break_even_cost.technology"] == pytest.approx([5, 5, 5])


def test_a_good_that_needs_another_can_carry_the_deal():
    # Shells alone lose 1; with technology the bundle gains 2.
    found = shells(
        value__shells=2.0, cost__shells=3.0, value__technology=5.0, cost__technology=2.0
    )
    assert found["deal"][0] == found["moves.shells"][0] == 1
    assert found["break_even_cost.shells"][0] == pytest.approx(5.0)
    assert shells(value__shells=2.0, cost__shells=3.0, cost__technology=4.5)["deal"][0] == 0


def test_break_evens_are_where_the_answer_turns():
    found = shells()
    for name in ("shells", "technology"):
        edge = found[f"break_even_cost.{name}"][0]
        below = shells(**{f"cost__{name}": edge - 1e-6})
        above = shells(**{f"cost__{name}": edge + 1e-6})
        assert below[f"moves.{name}"][0] == 1
        assert above[f"moves.{name}"][0] == 0


def test_a_third_party_stops_a_deal_by_punishment_reward_or_penalty_alike():
    surplus = shells()["surplus"][0]
    assert surplus == pytest.approx(5.0)
    for name in ("punishment__PRK", "punishment__RUS", "reward__PRK", "reward__RUS"):
        assert shells(**{name: surplus - 0.01})["deal"][0] == 1
        assert shells(**{name: surplus + 0.01})["deal"][0] == 0
    assert shells(penalty__technology=1.1)["moves.technology"][0] == 0


def test_barter_needs_goods_that_pay_for_goods():
    # Technology costs its owner less than shells are worth to it, and the other way round.
    both = shells(reading="barter", value__technology=5.0, cost__technology=3.0)
    assert both["deal"][0] == both["moves.technology"][0] == 1
    assert both["payment"][0] == 0
    # Alone, shells are a gift: nobody gives without being paid.
    alone = shells(reading="barter", value__technology=1.0, cost__technology=7.0)
    assert alone["deal"][0] == 0
    paid = shells(
        reading="barter", value__technology=1.0, cost__technology=7.0, payment_limit__RUS=10.0
    )
    assert paid["deal"][0] == 1
    assert 2 < paid["payment"][0] < 6
    assert np.isnan(paid["break_even_cost.shells"][0])


def test_unlimited_payment_makes_barter_the_nash_split():
    free = shells(reading="split_difference")
    limited = shells(reading="barter", payment_limit__RUS=100.0, payment_limit__PRK=100.0)
    assert limited["payment"][0] == pytest.approx(free["payment"][0])
    assert limited["moves.technology"][0] == free["moves.technology"][0]


def test_without_a_deal_there_is_no_price():
    found = shells(value__shells=1.0, value__technology=0.5)
    assert found["deal"][0] == 0
    assert np.isnan(found["payment"][0])
    assert np.isnan(found["moves_if_deal.shells"][0])
    assert found["surplus"][0] < 0


def test_what_is_said_names_parties_goods_and_the_price_of_stopping():
    game = EXCHANGE.build(LAYOUT)
    names = ("value.shells", "cost.shells", "value.technology", "cost.technology")
    draws = game.completed(
        {
            name: np.array(values)
            for name, values in zip(
                names, ([6.0, 3.0], [2.0, 4.0], [5.0, 5.0], [4.0, 6.0]), strict=True
            )
        }
    )
    said = " ".join(game.say(draws, game.run(draws)))
    assert "PRK and RUS strike a deal in 50%" in said
    assert "CHN has to make them dearer by 5." in said
    nothing = game.run(draws | {"value.shells": np.zeros(2), "value.technology": np.zeros(2)})
    assert game.say(draws, nothing)[-1].startswith("The best deal falls short by ")
    assert "PRK does not give shells to RUS" in game.say(draws, nothing)[1]


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({"parties": ["PRK"]}, "parties"),
        ({"parties": ["PRK", "PRK"]}, "parties[1]"),
        ({"goods": []}, "goods"),
        ({"goods": [{"name": "a.b", "from": "PRK"}]}, "goods[0]"),
        ({"goods": [{"name": "x", "from": "USA"}]}, "goods[0].from"),
        ({"goods": [{"name": "x", "from": "PRK", "needs": "y"}]}, "goods[0].needs"),
        ({"goods": [{"name": "x", "from": "PRK", "price": 3}]}, "goods[0].price"),
        ({"first_mover": "CHN"}, "first_mover"),
        ({"third": "RUS"}, "parties and third[2]"),
        ({"players": 3}, "players"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_their_path(change, subject):
    with pytest.raises(UsageError) as caught:
        EXCHANGE.build(LAYOUT | change)
    assert caught.value.subject == subject
