"""What every game declares."""

import sys

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.base import DISCOUNT, OPEN_PROBABILITY, POSITIVE, PROBABILITY, REAL, Domain
from tocsin.game.disclosure import DISCLOSURE
from tocsin.game.exchange import EXCHANGE
from tocsin.game.extras import extra
from tocsin.game.hedging import HEDGING
from tocsin.game.layouts import number_at, truth_at
from tocsin.game.sanctions import SANCTIONS
from tocsin.game.wording import mean_of, middle, percent

GAMES = {
    "exchange": EXCHANGE.build(
        {"parties": ["A", "B"], "third": "C", "goods": [{"name": "x", "from": "A"}]}
    ),
    "hedging": HEDGING.build({"client": "A", "patrons": ["B", "C"]}),
    "disclosure": DISCLOSURE.build({"discloser": "A", "partners": "B", "stakes": ["h", "l"]}),
    "sanctions": SANCTIONS.build(
        {
            "suppliers": ["S"],
            "target": "T",
            "edges": [{"from": "S", "to": "T", "by": "E", "measure": True}],
            "body": {"voters": [{"name": "A"}, {"name": "B"}], "quota": 1, "vetoes": ["A"]},
        }
    ),
}
games = pytest.mark.parametrize("game", GAMES.values(), ids=GAMES)


def some_draws(game, size, seed=1):
    rng = np.random.default_rng(seed)
    draws = {}
    for spec in game.parameters:
        low = spec.domain.low if np.isfinite(spec.domain.low) else -3.0
        high = spec.domain.high if np.isfinite(spec.domain.high) else 3.0
        draws[spec.name] = rng.uniform(low, high, size) + (
            0.01 if not spec.domain.has_low else 0
        )
    return draws


@pytest.mark.parametrize(
    ("domain", "inside", "outside", "text"),
    [
        (REAL, [-1e300, 1e300], [np.inf, np.nan], "(-inf, inf)"),
        (POSITIVE, [1e-9], [0.0, -1], "(0, inf)"),
        (PROBABILITY, [0, 1], [-1e-9, 1.001], "[0, 1]"),
        (OPEN_PROBABILITY, [0.5], [0, 1], "(0, 1)"),
        (DISCOUNT, [0], [1], "[0, 1)"),
        (Domain(low=-1, high=2), [-1, 2], [3], "[-1, 2]"),
    ],
)
def test_domains_know_their_ends(domain, inside, outside, text):
    assert domain.contains(np.array(inside, dtype=float))
    assert not any(domain.contains(float(value)) for value in outside)
    assert str(domain) == text


@games
def test_every_outcome_that_is_declared_is_given_and_no_other(game):
    draws = some_draws(game, 40)
    for reading in game.readings:
        found = game.run(draws, reading.name)
        assert set(found) == {spec.name for spec in game.outcomes}
        assert all(values.shape == (40,) for values in found.values())
        for spec in game.outcomes:
            assert spec.may_be_missing or not np.isnan(found[spec.name]).any()


@games
def test_the_headline_comes_first_and_is_played_where_no_reading_is_named(game):
    draws = some_draws(game, 5)
    named = game.run(draws, game.readings[0].name)
    for name, values in game.run(draws).items():
        np.testing.assert_array_equal(values, named[name])


@games
def test_a_draw_does_not_depend_on_the_others(game):
    draws = some_draws(game, 30, seed=2)
    if game.kind == "sanctions":
        # The plan of closing is one for all draws, chosen by their mean.
        draws["budget.E"] = np.zeros(30)
    for reading in game.readings:
        whole = game.run(draws, reading.name)
        for place in (0, 17):
            alone = game.run({k: v[[place]] for k, v in draws.items()}, reading.name)
            for name, values in alone.items():
                np.testing.assert_allclose(values[0], whole[name][place], rtol=1e-9, atol=1e-9)


@games
def test_same_draws_same_bytes(game):
    one, two = (game.run(some_draws(game, 50), game.readings[-1].name) for _ in range(2))
    assert [v.tobytes() for v in one.values()] == [v.tobytes() for v in two.values()]


@games
def test_something_is_said_in_whole_sentences(game):
    draws = game.completed(some_draws(game, 20))
    said = game.say(draws, game.run(draws))
    assert len(said) >= 3
    assert all(sentence.endswith(".") and "nan" not in sentence for sentence in said)


@games
def test_levers_are_parameters_of_actors(game):
    names = {spec.name for spec in game.parameters}
    assert game.levers
    for who, moved in game.levers:
        assert who in game.actors
        assert set(moved) <= names


def test_parameters_left_out_take_their_defaults():
    game = GAMES["exchange"]
    full = game.completed({"value.x": np.array([3.0, 4.0]), "cost.x": np.array([1.0, 1.0])})
    assert list(full) == [spec.name for spec in game.parameters]
    assert full["patience.A"].tolist() == [0.9, 0.9]


@pytest.mark.parametrize(
    ("draws", "reading", "wanted"),
    [
        ({"value.x": [1.0]}, None, "cost.x .utility. is missing"),
        ({"value.x": [1.0], "cost.x": [1.0], "price.x": [1.0]}, None, "no parameter 'price.x'"),
        ({"value.x": [1.0, 2.0], "cost.x": [1.0]}, None, "found shapes"),
        ({"value.x": [[1.0]], "cost.x": [[1.0]]}, None, "found shapes"),
        ({"value.x": [-1.0], "cost.x": [1.0]}, None, r"must lie in \[0, inf\); found values"),
        ({"value.x": [np.nan], "cost.x": [1.0]}, None, "must lie in"),
        ({"value.x": [1.0], "cost.x": [1.0]}, "magic", "no reading 'magic'; it has walk_away"),
    ],
)
def test_draws_that_do_not_fit_are_refused(draws, reading, wanted):
    with pytest.raises(UsageError, match=wanted):
        GAMES["exchange"].run({k: np.array(v) for k, v in draws.items()}, reading)


def test_an_unknown_outcome_is_refused_with_those_there_are():
    assert GAMES["exchange"].outcome("deal").unit == "probability"
    with pytest.raises(UsageError, match=r"no outcome 'war'; it has 14, such as: proceed, "):
        GAMES["disclosure"].outcome("war")


def test_of_many_names_the_nearest_are_told():
    with pytest.raises(UsageError, match=r"it has \d+, perhaps .* is meant: cost\.x\.$"):
        GAMES["exchange"].parameter("cost")
    with pytest.raises(UsageError, match=r"perhaps .*: outside\."):
        GAMES["exchange"].parameter("outsde.A")
    with pytest.raises(UsageError, match=r"it has \d+, such as: "):
        GAMES["exchange"].parameter("zzzzzz")


def test_a_missing_extra_says_what_to_install(monkeypatch):
    assert extra("math", "Counting").pi > 3
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(UsageError, match=r"Counting needs scipy.*pip install 'tocsin\[game\]'"):
        extra("scipy", "Counting")


def test_numbers_in_sentences():
    assert percent(0.5) == "50%"
    assert percent(1e-5) == "less than 1%"
    assert percent(1 - 1e-5) == "more than 99%"
    assert (percent(0.0), percent(1.0), percent(float("nan"))) == (
        "0%",
        "100%",
        "an unknown share",
    )
    assert middle(np.array([2.0, np.nan])) == "2"
    assert middle(np.array([np.nan])) == "unknown"
    assert np.isnan(mean_of(np.array([np.nan])))


def test_settings_of_the_wrong_kind_are_refused():
    with pytest.raises(UsageError, match=r"a\.cost: expected a number of at least 0"):
        number_at({"cost": True}, "cost", "a", default=1)
    with pytest.raises(UsageError, match="true or false"):
        truth_at({"denial": 1}, "denial", default=True)


@games
def test_what_is_told_are_outcomes_with_the_headline_first(game):
    names = [spec.name for spec in game.outcomes]
    assert game.told[0] == names[0]
    assert set(game.told) <= set(names)
    assert len(set(game.told)) == len(game.told)
