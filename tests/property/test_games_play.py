"""What must hold of every game that is played, whatever its numbers."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.errors import SourceError
from tocsin.game.disclosure import DISCLOSURE
from tocsin.game.exchange import EXCHANGE
from tocsin.game.generic import (
    all_equilibria,
    logit_of_table,
    parse_efg,
    parse_nfg,
    table_of,
    write_nfg,
)
from tocsin.game.hedging import HEDGING
from tocsin.game.sanctions import Body, Edge, Network, cuts, interdict, most_flow, power
from tocsin.game.sanctions.flows import Closing

some = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
amounts = st.floats(0, 20, allow_subnormal=False)
shares = st.floats(0, 1, allow_subnormal=False)
NODES = ("S", "N1", "N2", "N3", "T")
PAIRS = [(a, b) for a in NODES for b in NODES if a != b and a != "T" and b != "S"]
DEAL = {
    "parties": ["A", "B"],
    "third": "C",
    "goods": [
        {"name": "x", "from": "A"},
        {"name": "y", "from": "B", "needs": "x"},
        {"name": "z", "from": "B"},
    ],
}


@st.composite
def deals(draw):
    game = EXCHANGE.build(DEAL)
    values = {}
    for spec in game.parameters:
        top = 0.99 if spec.name.startswith("patience") else 10.0
        values[spec.name] = np.array([draw(st.floats(0, top, allow_subnormal=False))])
    return game, values


@some
@given(deals(), st.sampled_from(["cost.x", "cost.y", "cost.z", "penalty.y"]), amounts)
def test_a_deal_never_becomes_likelier_as_a_cost_rises(deal, name, more):
    game, values = deal
    dearer = values | {name: values[name] + more}
    for reading in game.readings:
        before, after = (game.run(one, reading.name) for one in (values, dearer))
        assert after["deal"][0] <= before["deal"][0]
        good = name.partition(".")[2]
        if reading.name != "barter":
            assert after[f"moves.{good}"][0] <= before[f"moves.{good}"][0]


@some
@given(deals(), st.sampled_from(["outside.A", "reward.B", "punishment.A"]), amounts)
def test_a_deal_never_becomes_likelier_as_refraining_gets_better(deal, name, more):
    game, values = deal
    better = values | {name: values[name] + more}
    for reading in game.readings:
        before, after = (game.run(one, reading.name) for one in (values, better))
        assert after["deal"][0] <= before["deal"][0]


@some
@given(deals())
def test_a_deal_leaves_nobody_worse_off_and_the_price_lies_in_its_range(deal):
    game, values = deal
    for reading in game.readings:
        found = {name: one[0] for name, one in game.run(values, reading.name).items()}
        if found["deal"]:
            assert min(found["gain.A"], found["gain.B"]) >= -1e-9
            slack = 1e-9 + 1e-12 * abs(found["payment"])
            assert found["payment_low"] - slack <= found["payment"]
            assert found["payment"] <= found["payment_high"] + slack


@some
@given(deals())
def test_relabelling_the_parties_permutes_the_deal(deal):
    _, values = deal
    turned = DEAL | {"parties": ["B", "A"], "first_mover": "A"}
    game, other = EXCHANGE.build(DEAL), EXCHANGE.build(turned)
    for reading in game.readings:
        one, two = game.run(values, reading.name), other.run(values, reading.name)
        for name in one:
            if not name.startswith("payment"):
                np.testing.assert_allclose(one[name], two[name], atol=1e-9)
        np.testing.assert_allclose(one["payment"], -two["payment"], atol=1e-9)


@st.composite
def networks(draw):
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=9, unique=True))
    capacities = draw(st.lists(amounts, min_size=len(pairs), max_size=len(pairs)))
    return pairs, np.array(capacities)


def flow(pairs, capacities):
    network = Network(("S",), "T", tuple(Edge(*pair) for pair in pairs))
    return most_flow(cuts(network), capacities[:, None])[0]


@some
@given(networks(), st.sampled_from(PAIRS), amounts)
def test_leakage_never_falls_when_an_edge_is_added(network, pair, capacity):
    pairs, capacities = network
    if pair not in pairs:
        wider = flow([*pairs, pair], np.append(capacities, capacity))
        assert wider >= flow(pairs, capacities) - 1e-9


@some
@given(networks(), st.integers(0, 8), amounts)
def test_leakage_never_falls_when_an_edge_gets_wider(network, place, more):
    pairs, capacities = network
    wider = capacities.copy()
    wider[place % len(pairs)] += more
    assert flow(pairs, wider) >= flow(pairs, capacities) - 1e-9


@some
@given(networks(), st.integers(0, 4))
def test_a_larger_budget_never_leaves_more(network, budget):
    pairs, capacities = network
    cut = cuts(Network(("S",), "T", tuple(Edge(*pair) for pair in pairs)))
    count = len(pairs)
    left = [
        interdict(
            cut,
            capacities,
            Closing(np.ones(count), np.zeros(count, dtype=np.int64), np.array([float(money)])),
        ).flow
        for money in (budget, budget + 1)
    ]
    assert left[1] <= left[0] + 1e-9


@st.composite
def bodies(draw):
    count = draw(st.integers(1, 7))
    weights = tuple(draw(st.lists(st.integers(0, 6), min_size=count, max_size=count)))
    weights = (weights[0] + 1, *weights[1:])
    names = tuple(f"V{i}" for i in range(count))
    vetoes = frozenset(draw(st.sets(st.sampled_from(names))))
    return Body(names, weights, draw(st.integers(1, sum(weights))), vetoes)


@some
@given(bodies())
def test_power_adds_to_one_and_grows_with_a_veto(body):
    found = power(body)
    assert sum(one.shapley_shubik for one in found) == 1
    assert sum(one.banzhaf for one in found) == 1
    for place, one in enumerate(found):
        given_one = Body(body.voters, body.weights, body.quota, body.vetoes | {one.voter})
        assert power(given_one)[place].shapley_shubik >= one.shapley_shubik


@st.composite
def disclosures(draw, *, detection=None):
    game = DISCLOSURE.build({"discloser": "W", "partners": "P", "denial": False})
    values = {}
    for spec in game.parameters:
        top = min(spec.domain.high, 6.0)
        low = 0.5 if spec.name == "rationality" else 0.0
        values[spec.name] = np.array([draw(st.floats(low, top, allow_subnormal=False))])
    if detection is not None:
        values["detection.only"] = np.array([detection])
    return game, values


@some
@given(disclosures(detection=1.0))
def test_certain_detection_and_a_large_cost_stop_everybody(made):
    game, values = made
    gain, sunk = values["gain.only"], values["sunk_cost"]
    values = values | {
        "embarrassment": gain + sunk + 0.1,
        "harm.only": values["source_cost"] + 0.1,
        "found_out": np.zeros(1),
    }
    found = game.run(values, "on_proceeding")
    assert found["equilibria"][0] >= 1
    assert found["proceed_high"][0] == 0


@some
@given(disclosures())
def test_with_the_other_sign_disclosure_does_not_deter(made):
    game, values = made
    values = values | {"embarrassment": values["sanction"] + 0.1, "found_out": np.zeros(1)}
    found = game.run(values, "on_cancelling")
    assert found["deterrence"][0] <= 0
    assert found["proceed_if_disclosed"][0] >= found["proceed_if_silent"][0]


@some
@given(disclosures())
def test_the_worth_of_disclosing_is_never_negative_in_equilibrium(made):
    game, values = made
    for reading in ("on_proceeding", "on_cancelling", "no_embarrassment"):
        found = game.run(values, reading)
        assert found["value_of_disclosure"][0] >= -1e-9
        assert found["proceed_low"][0] <= found["proceed"][0] + 1e-9
        assert found["proceed"][0] <= found["proceed_high"][0] + 1e-9


@some
@given(st.lists(st.floats(0.01, 3), min_size=3, max_size=3), shares)
def test_relabelling_patrons_permutes_the_shares(numbers, tie):
    one, two, dependence = (np.array([value]) for value in numbers)
    rest = {"dependence": dependence, "patrons_tie": np.array([tie])}
    game = HEDGING.build({"client": "C", "patrons": ["A", "B"]})
    found = game.run({"aid.A": one, "aid.B": two, **rest})
    turned = game.run({"aid.A": two, "aid.B": one, **rest})
    np.testing.assert_allclose(found["share.A"], turned["share.B"], atol=1e-9)
    np.testing.assert_allclose(found["leverage.A"], turned["leverage.B"], rtol=1e-6)


@st.composite
def tables(draw):
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    cells = st.lists(st.integers(-4, 4), min_size=shape[0] * shape[1], max_size=9)
    count = shape[0] * shape[1]
    return tuple(np.array(draw(cells)[:count], dtype=float).reshape(shape) for _ in range(2))


@some
@given(tables(), st.integers(1, 7), st.integers(-5, 5))
def test_equilibria_have_no_regret_and_do_not_depend_on_scale(payoffs, factor, shift):
    found = all_equilibria(table_of(*payoffs)).extreme
    assert found
    assert max(one.regret for one in found) < 1e-7
    scaled = all_equilibria(table_of(factor * payoffs[0] + shift, payoffs[1])).extreme
    assert _rounded(found) == _rounded(scaled)


@some
@given(tables())
def test_relabelling_players_permutes_the_equilibria(payoffs):
    found = all_equilibria(table_of(*payoffs)).extreme
    turned = all_equilibria(table_of(payoffs[1].T, payoffs[0].T)).extreme
    assert _rounded(found) == {(two, one) for one, two in _rounded(turned)}


def _rounded(found):
    return {
        tuple(tuple((np.round(mix, 6) + 0.0).tolist()) for mix in one.mixes) for one in found
    }


@settings(some, max_examples=10)
@given(tables(), st.floats(0.1, 20))
def test_the_logit_response_obeys_its_rule(payoffs, rationality):
    found = logit_of_table(table_of(*payoffs), rationality)
    one, two = found.choices
    for mix, values in ((one, payoffs[0] @ two), (two, one @ payoffs[1])):
        own = payoffs[0] if mix is one else payoffs[1]
        raw = np.exp(found.rationality * values / (np.ptp(own) or 1.0))
        np.testing.assert_allclose(mix, raw / raw.sum(), atol=1e-6)


@some
@given(tables())
def test_tables_survive_writing(payoffs):
    table = table_of(*payoffs)
    assert parse_nfg(write_nfg(table)) == table


@settings(some, max_examples=150)
@given(
    st.text('EFGNR 012 "{}c p t,/.-\n\\', max_size=60),
    st.integers(0, 200),
    st.integers(0, 40),
)
def test_no_text_does_worse_than_a_refusal(junk, place, cut):
    whole = (
        'EFG 2 R "g" { "A" "B" } c "" 1 "" { "u" 1/2 "d" 1/2 } 0 p "" 1 1 "" { "l" "r" } 0 '
        't "" 1 "" { 1 2 } t "" 2 "" { 3 4 } t "" 1'
    )
    lines = []
    for parse, text in ((parse_efg, whole), (parse_nfg, 'NFG 1 R "g" { "A" } { 2 } 1 2')):
        for broken in (junk, text[:place] + junk + text[place + cut :]):
            try:
                parse(broken)
            except SourceError as error:
                lines.append(error.line)
    assert None not in lines
