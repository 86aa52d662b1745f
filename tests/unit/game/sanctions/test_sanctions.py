"""Sanctions: flows and cuts, interdiction, votes and vetoes."""

from fractions import Fraction
from itertools import chain, combinations, permutations, product

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.sanctions import (
    SANCTIONS,
    Body,
    Closing,
    Edge,
    Network,
    cuts,
    drops,
    interdict,
    most_flow,
    pass_chance,
    plan_of,
    power,
    read_sanctions,
    ways_of,
)

PERMANENT = ("USA", "RUS", "CHN", "FRA", "GBR")
COUNCIL = Body((*PERMANENT, *(f"E{i}" for i in range(10))), (1,) * 15, 9, frozenset(PERMANENT))
LAYOUT = {
    "suppliers": ["WORLD"],
    "target": "PRK",
    "edges": [
        {"from": "WORLD", "to": "CHN", "by": "USA", "measure": True},
        {"from": "WORLD", "to": "FRONT", "by": "USA", "cost": 2},
        {"from": "CHN", "to": "PRK"},
        {"from": "FRONT", "to": "PRK", "by": "ROK"},
    ],
    "body": {
        "voters": [{"name": "USA"}, {"name": "RUS"}, {"name": "X"}],
        "quota": 2,
        "vetoes": ["RUS"],
    },
}
NUMBERS = {
    "demand": 10.0,
    "capacity.WORLD_CHN": 6.0,
    "capacity.WORLD_FRONT": 3.0,
    "capacity.CHN_PRK": 5.0,
    "capacity.FRONT_PRK": 4.0,
    "yes.USA": 1.0,
    "yes.RUS": 0.0,
    "no.RUS": 0.5,
    "yes.X": 0.8,
}


def random_network(rng, size=4, edges=9):
    nodes = ["S", *(f"N{i}" for i in range(size)), "T"]
    pairs = [(a, b) for a in nodes for b in nodes if a != b and a != "T" and b != "S"]
    chosen = rng.choice(len(pairs), edges, replace=False)
    return Network(("S",), "T", tuple(Edge(*pairs[i]) for i in chosen))


def play(layout=LAYOUT, **numbers):
    game = SANCTIONS.build(layout)
    given = NUMBERS | {name.replace("__", "."): value for name, value in numbers.items()}
    return game.run({name: np.atleast_1d(float(value)) for name, value in given.items()})


def test_the_greatest_flow_is_that_of_networkx():
    networkx = pytest.importorskip("networkx")
    rng = np.random.default_rng(2)
    for _ in range(25):
        network = random_network(rng)
        capacities = rng.uniform(0, 5, len(network.edges))
        graph = networkx.DiGraph()
        graph.add_nodes_from(["S", "T"])
        for edge, capacity in zip(network.edges, capacities, strict=True):
            graph.add_edge(edge.source, edge.target, capacity=capacity)
        exact = networkx.maximum_flow_value(graph, "S", "T")
        assert most_flow(cuts(network), capacities[:, None])[0] == pytest.approx(exact)


def test_flow_of_many_draws_is_that_of_each(monkeypatch):
    monkeypatch.setattr("tocsin.game.sanctions.flows._CHUNK", 64)
    rng = np.random.default_rng(3)
    network = random_network(rng)
    capacities = rng.uniform(0, 5, (9, 50))
    cut = cuts(network)
    alone = [most_flow(cut, capacities[:, [i]])[0] for i in range(50)]
    assert most_flow(cut, capacities) == pytest.approx(alone)


def test_several_suppliers_feed_one_target():
    network = Network(("A", "B"), "T", (Edge("A", "T"), Edge("B", "M"), Edge("M", "T")))
    assert most_flow(cuts(network), np.array([[2.0], [3.0], [1.0]]))[0] == 3.0


def test_a_target_that_nobody_reaches_gets_nothing():
    network = Network(("A",), "T", (Edge("A", "M"), Edge("N", "T")))
    assert most_flow(cuts(network), np.ones((2, 3))).tolist() == [0, 0, 0]


def test_the_worth_of_closing_one_edge_is_what_the_flow_loses():
    rng = np.random.default_rng(4)
    network = random_network(rng)
    capacities = rng.uniform(0, 5, (9, 20))
    cut = cuts(network)
    found = drops(cut, capacities)
    for place in range(9):
        closed = capacities.copy()
        closed[place] = 0
        assert found[place] == pytest.approx(
            most_flow(cut, capacities) - most_flow(cut, closed)
        )


def test_the_plan_of_closing_is_the_best_of_all():
    rng = np.random.default_rng(5)
    for turn in range(30):
        network = random_network(rng, size=3, edges=7)
        cut = cuts(network)
        capacities = rng.uniform(0, 5, 7)
        costs = np.ones(7) if turn % 2 else rng.integers(1, 5, 7).astype(float)
        closing = Closing(costs, rng.integers(-1, 2, 7), rng.integers(0, 6, 2).astype(float))
        found = interdict(cut, capacities, closing)
        best = min(
            (
                float((cut @ np.where(np.isin(range(7), chosen), 0, capacities)).min())
                for chosen in chain.from_iterable(combinations(range(7), n) for n in range(8))
                if _fits(closing, chosen)
            ),
        )
        assert found.flow == pytest.approx(best)
        assert _fits(closing, found.edges)
        assert found.cost == pytest.approx(costs[list(found.edges)].sum())


def _fits(closing, chosen):
    spent = np.zeros(len(closing.budgets))
    for edge in chosen:
        if closing.enforcers[edge] < 0:
            return False
        spent[closing.enforcers[edge]] += closing.costs[edge]
    return bool(np.all(spent <= closing.budgets + 1e-9))


def test_the_security_council_has_its_published_power():
    found = {one.voter: one for one in power(COUNCIL)}
    assert float(found["CHN"].shapley_shubik) == pytest.approx(0.1963, abs=5e-5)
    assert float(found["E0"].shapley_shubik) == pytest.approx(0.001865, abs=5e-7)
    assert float(found["CHN"].banzhaf) == pytest.approx(0.1669, abs=5e-5)
    assert float(found["E0"].banzhaf) == pytest.approx(0.0165, abs=5e-5)


def test_luxembourg_had_no_power_in_the_council_of_1958():
    six = Body(("DE", "FR", "IT", "NL", "BE", "LU"), (4, 4, 4, 2, 2, 1), 12)
    found = power(six)
    assert [one.banzhaf for one in found] == [Fraction(5, 21)] * 3 + [Fraction(1, 7)] * 2 + [0]
    assert [one.shapley_shubik for one in found] == [Fraction(7, 30)] * 3 + [
        Fraction(3, 20)
    ] * 2 + [0]


def test_power_is_that_of_counting_every_order_and_coalition():
    rng = np.random.default_rng(6)
    for _ in range(12):
        names = tuple("abcde")
        weights = tuple(int(x) for x in rng.integers(0, 5, 5))
        weights = (weights[0] + 1, *weights[1:])
        vetoes = frozenset(name for name in names if rng.random() < 0.3)
        body = Body(names, weights, int(rng.integers(1, sum(weights) + 1)), vetoes)

        def wins(group, body=body):
            held = sum(w for n, w in zip(body.voters, body.weights, strict=True) if n in group)
            return held >= body.quota and body.vetoes <= set(group)

        pivots = dict.fromkeys(names, 0)
        for order in permutations(names):
            for i, name in enumerate(order):
                if wins(order[: i + 1]) and not wins(order[:i]):
                    pivots[name] += 1
        swings = dict.fromkeys(names, 0)
        for inside in product((0, 1), repeat=5):
            group = {name for name, is_in in zip(names, inside, strict=True) if is_in}
            for name in group:
                swings[name] += wins(group) and not wins(group - {name})
        for one in power(body):
            assert one.shapley_shubik == Fraction(pivots[one.voter], 120)
            assert one.swing == Fraction(swings[one.voter], 16)


def test_a_veto_is_a_no_and_an_abstention_is_none():
    body = Body(("A", "B", "V"), (1, 1, 1), 2, frozenset({"V"}))
    yes, no = np.array([[1.0], [1.0], [0.0]]), np.zeros((3, 1))
    assert pass_chance(body, yes, no)[0] == 1.0
    no[2] = 0.25
    assert pass_chance(body, yes, no)[0] == pytest.approx(0.75)


def test_the_chance_of_passing_agrees_with_simulation():
    rng = np.random.default_rng(7)
    chances = rng.uniform(0, 0.5, (2, 15, 1))
    size = 100_000
    cast = rng.random((15, size))
    votes_yes = cast < chances[0]
    votes_no = (cast >= chances[0]) & (cast < chances[0] + chances[1])
    body = Body(COUNCIL.voters, COUNCIL.weights, 4, COUNCIL.vetoes)
    passed = (votes_yes.sum(axis=0) >= 4) & ~votes_no[:5].any(axis=0)
    exact = pass_chance(body, chances[0], chances[1])[0]
    assert 0.05 < exact < 0.95
    # Four standard errors.
    assert abs(passed.mean() - exact) < 4 * np.sqrt(exact * (1 - exact) / size)


def test_one_veto_more_or_less_changes_what_passes_and_what_leaks():
    found = play()
    # Passes where X votes yes and RUS does not vote no; without its veto X alone decides.
    assert found["passes"][0] == pytest.approx(0.8 * 0.5)
    assert found["passes_without_veto.RUS"][0] == pytest.approx(0.8)
    assert found["leakage_without_measure"][0] == pytest.approx(0.8)
    assert found["leakage_with_measure"][0] == pytest.approx(0.3)
    assert found["leakage"][0] == pytest.approx(0.4 * 0.3 + 0.6 * 0.8)
    assert found["veto_changes.RUS"][0] == pytest.approx(-0.4 * 0.5)
    assert found["veto_changes.X"][0] == pytest.approx(0.0)


def test_a_budget_closes_the_ways_that_are_worth_it():
    game = read_sanctions(LAYOUT)
    assert game.enforcers == ("USA", "ROK")
    assert play(budget__USA=1)["leakage_after_plan"][0] == pytest.approx(0.3)
    assert play(budget__USA=1, budget__ROK=1)["leakage_after_plan"][0] == 0.0
    assert play(budget__USA=0.5)["leakage_after_plan"][0] == pytest.approx(0.8)
    draws = SANCTIONS.build(LAYOUT).completed(
        {name: np.array([value]) for name, value in (NUMBERS | {"budget.USA": 3.0}).items()}
    )
    assert plan_of(game, draws).edges == (0, 1)


def test_worth_counts_only_what_the_target_wants():
    found = play(demand=4.0)
    assert found["leakage_without_measure"][0] == 1.0
    assert found["worth.FRONT_PRK"][0] == 0.0
    assert found["worth.CHN_PRK"][0] == pytest.approx(0.25)


def test_without_a_vote_leakage_is_what_flows():
    layout = {key: value for key, value in LAYOUT.items() if key != "body"}
    game = SANCTIONS.build(layout)
    draws = {k: np.array([v]) for k, v in NUMBERS.items() if not k.startswith(("yes", "no."))}
    found = game.run(draws)
    assert found["leakage"][0] == pytest.approx(0.8)
    assert "passes" not in found
    assert len(game.say(game.completed(draws), found)) == 2


def test_where_no_way_is_worth_closing_alone_that_is_said():
    layout = {
        "suppliers": ["A"],
        "target": "T",
        "edges": [{"from": "A", "to": "T"}, {"from": "A", "to": "M"}, {"from": "M", "to": "T"}],
    }
    game = SANCTIONS.build(layout)
    names = ("demand", "capacity.A_T", "capacity.A_M", "capacity.M_T")
    draws = game.completed({name: np.array([1.0]) for name in names})
    assert "No way is worth closing alone" in game.say(draws, game.run(draws))[1]


def test_voters_without_votes_change_nothing():
    one = Body(("A", "B", "Z"), (1, 1, 0), 2)
    other = Body(("A", "B"), (1, 1), 2)
    yes = np.array([[0.3], [0.6], [0.9]])
    no = np.zeros((3, 1))
    assert pass_chance(one, yes, no) == pytest.approx(pass_chance(other, yes[:2], no[:2]))
    assert power(one)[2].swing == 0


def test_what_is_said_names_the_way_the_plan_and_the_pivot():
    game = SANCTIONS.build(LAYOUT)
    given = {name: np.array([value]) for name, value in (NUMBERS | {"budget.USA": 1.0}).items()}
    draws = game.completed(given)
    said = " ".join(game.say(draws, game.run(draws)))
    assert "The budgets close best: WORLD to CHN" in said
    assert "RUS without a veto" in said
    assert "RUS is pivotal in" in said


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({"suppliers": []}, "suppliers"),
        ({"target": "WORLD"}, "target"),
        ({"edges": [{"from": "A", "to": "A"}]}, "edges[0]"),
        ({"edges": [{"from": "A", "to": "B"}] * 2}, "edges[1]"),
        ({"edges": [{"from": "A", "to": f"N{i}"} for i in range(14)]}, "edges"),
        ({"edges": [{"from": "A", "to": "B", "cost": -1}]}, "edges[0].cost"),
        ({"body": {"voters": [{"name": "A"}], "quota": 2}}, "body"),
        (
            {"body": {"voters": [{"name": "A", "votes": -1}], "quota": 1}},
            "body.voters[0].votes",
        ),
        ({"body": {"voters": [{"name": "A"}], "quota": 1, "vetoes": ["B"]}}, "body.vetoes[0]"),
        ({"body": []}, "body"),
        ({"edges": ["A to B"]}, "edges[0]"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_their_path(change, subject):
    with pytest.raises(UsageError) as caught:
        SANCTIONS.build(LAYOUT | change)
    assert caught.value.subject == subject


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (((), (), 1), "1 to 60"),
        ((("A",), (20_000,), 1), "10000"),
        ((("A",), (1,), 0), "quota"),
        ((("A",), (1,), 1, frozenset("B")), "no voters"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(fields, wanted):
    with pytest.raises(UsageError, match=wanted):
        Body(*fields)


def test_too_many_nodes_for_cuts_are_refused():
    edges = tuple(Edge(f"N{i}", f"N{i + 1}") for i in range(13))
    with pytest.raises(UsageError, match="Join nodes"):
        cuts(Network(("S",), "T", edges))


def test_ways_are_told_as_they_are_drawn():
    game = SANCTIONS.build(LAYOUT)
    given = {
        "demand": 10.0, "capacity.WORLD_CHN": 6.0, "leak.WORLD_CHN": 0.5,
        "capacity.WORLD_FRONT": 2.0, "capacity.CHN_PRK": 5.0, "capacity.FRONT_PRK": 4.0,
        "budget.USA": 1.0, "yes.USA": 1.0, "yes.RUS": 0.0, "yes.X": 1.0,
    }  # fmt: skip
    draws = game.completed({name: np.array([value, value]) for name, value in given.items()})
    ways = {(one.source, one.target): one for one in ways_of(LAYOUT, draws)}
    first = ways["WORLD", "CHN"]
    assert (first.capacity, first.watched, first.enforcer) == (6.0, 3.0, "USA")
    assert first.worth == pytest.approx(0.3)
    assert [key for key, one in ways.items() if one.is_closed] == [("WORLD", "CHN")]
    assert ways["CHN", "PRK"].enforcer == ""
