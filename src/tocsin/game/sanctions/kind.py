"""Sanctions as a network, as a kind of game."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import (
    NON_NEGATIVE,
    POSITIVE,
    PROBABILITY,
    Domain,
    Draws,
    Game,
    GameKind,
    Layout,
    Numbers,
    Outcomes,
    OutcomeSpec,
    ParameterSpec,
    Reading,
)
from tocsin.game.sanctions.flows import Closing, Plan, cuts, drops, interdict, most_flow
from tocsin.game.sanctions.layout import SETTINGS, Sanctions, read_sanctions
from tocsin.game.sanctions.votes import Body, pass_chance, power
from tocsin.game.wording import mean_of, middle, percent

_READINGS = (
    Reading(
        name="rerouting", meaning="What is stopped on one way takes another (maximum flow)."
    ),
)
_CHANGE = Domain(low=-1.0, high=1.0)


def build_sanctions(layout: Layout) -> Game:
    """Return the game that settings describe.

    Raises:
        UsageError: They describe none; the subject is the path of the setting.
    """
    game = read_sanctions(layout)
    body = game.body
    voters = body.voters if body else ()
    network = game.network
    actors = dict.fromkeys(
        (*network.suppliers, *network.inner, network.target, *game.enforcers, *voters)
    )
    levers: list[tuple[str, tuple[str, ...]]] = [
        (who, (f"budget.{who}", *_leaks(game, number)))
        for number, who in enumerate(game.enforcers)
    ]
    levers += [(who, (f"yes.{who}", f"no.{who}")) for who in voters]
    return Game(
        kind="sanctions",
        actors=tuple(actors),
        parameters=tuple(_parameters(game)),
        outcomes=tuple(_outcomes(game)),
        readings=_READINGS,
        play=partial(_play, game),
        say=partial(_say, game),
        levers=tuple(levers),
        told=(
            *("leakage", "leakage_unwatched", "leakage_after_plan"),
            *(("passes",) if game.body else ()),
        ),
    )


SANCTIONS = GameKind(
    name="sanctions",
    title="How much leaks through a sanctions network, and what would one veto change?",
    settings=SETTINGS,
    build=build_sanctions,
)


def _leaks(game: Sanctions, number: int) -> tuple[str, ...]:
    """Return the leak rates of the ways that an enforcer watches."""
    pairs = zip(game.network.edges, game.closers, strict=True)
    return tuple(f"leak.{edge.name}" for edge, closer in pairs if closer == number)


def _parameters(game: Sanctions) -> Iterator[ParameterSpec]:
    """Yield all parameters."""

    def chance(name: str, meaning: str, default: float | None = None) -> ParameterSpec:
        return ParameterSpec(
            name=name, unit="probability", meaning=meaning, domain=PROBABILITY, default=default
        )

    def flow(name: str, meaning: str, domain: Domain) -> ParameterSpec:
        return ParameterSpec(name=name, unit="flow", meaning=meaning, domain=domain)

    yield flow("demand", f"What {game.network.target} wants.", POSITIVE)
    for edge in game.network.edges:
        way = f"from {edge.source} to {edge.target}"
        yield flow(f"capacity.{edge.name}", f"What can go {way} unwatched.", NON_NEGATIVE)
        yield chance(
            f"leak.{edge.name}", f"Share of it that gets past those who watch {way}.", 1.0
        )
    for enforcer in game.enforcers:
        yield ParameterSpec(
            name=f"budget.{enforcer}",
            unit="cost of closing",
            meaning=f"What {enforcer} can spend on closing ways.",
            domain=NON_NEGATIVE,
            default=0.0,
        )
    if game.body is None:
        return
    yield chance("bite", "Share of the leak that the new measure stops where it bears.", 1.0)
    for voter in game.body.voters:
        yield chance(f"yes.{voter}", f"That {voter} votes for the new measure.")
        yield chance(f"no.{voter}", f"That {voter} votes against; what is left abstains.", 0.0)


def _outcomes(game: Sanctions) -> Iterator[OutcomeSpec]:
    """Yield all outcomes."""

    def share(name: str, meaning: str, unit: str = "share") -> OutcomeSpec:
        return OutcomeSpec(name=name, unit=unit, meaning=meaning, domain=PROBABILITY)

    target = game.network.target
    yield share("leakage", f"Share of {target}'s demand that gets through.")
    yield share("leakage_unwatched", "The same if nobody watched.")
    yield share("leakage_after_plan", "The same without a measure, after the plan of closing.")
    for edge in game.network.edges:
        yield share(f"worth.{edge.name}", f"By how much closing {edge.name} alone lowers it.")
    if game.body is None:
        return
    yield share("leakage_with_measure", "Leakage if the new measure passes.")
    yield share("leakage_without_measure", "Leakage if it does not.")
    yield share("passes", "The new measure passes.", "probability")
    for voter in game.body.voters:
        how = "without" if voter in game.body.vetoes else "with"
        yield share(
            f"passes_{how}_veto.{voter}", f"It passes, {voter} {how} a veto.", "probability"
        )
        yield OutcomeSpec(
            name=f"veto_changes.{voter}",
            unit="difference of shares",
            meaning=f"Leakage with {voter} {how} a veto less leakage as it is.",
            domain=_CHANGE,
        )


def _family(game: Sanctions, draws: Draws, name: str) -> Numbers:
    """Return a family of parameters: edges by draws."""
    return np.array([draws[f"{name}.{edge.name}"] for edge in game.network.edges])


def _play(game: Sanctions, draws: Draws, _reading: str) -> dict[str, Numbers]:
    """Return all outcomes of all draws."""
    cut = cuts(game.network)
    demand = draws["demand"]
    capacity = _family(game, draws, "capacity")
    watched = capacity * _family(game, draws, "leak")

    def share(capacities: Numbers) -> Numbers:
        return np.asarray(np.minimum(most_flow(cut, capacities) / demand, 1.0))

    closed = watched.copy()
    closed[list(plan_of(game, draws).edges)] = 0.0
    without = share(watched)
    found = {
        "leakage": without,
        "leakage_unwatched": share(capacity),
        "leakage_after_plan": share(closed),
    }
    worth = worth_of(game, cut, draws)
    for place, edge in enumerate(game.network.edges):
        found[f"worth.{edge.name}"] = worth[place]
    if game.body is None:
        return found
    bitten = np.array(game.measured)[:, None] * draws["bite"]
    return found | _votes(game.body, draws, without, share(watched * (1 - bitten)))


def worth_of(game: Sanctions, cut: NDArray[np.bool_], draws: Draws) -> Numbers:
    """Return, by edge and draw, by how much closing it alone lowers leakage; demand caps both."""
    watched, demand = (
        _family(game, draws, "capacity") * _family(game, draws, "leak"),
        draws["demand"],
    )
    whole = most_flow(cut, watched)
    left = whole - drops(cut, watched)
    return np.asarray(np.minimum(whole / demand, 1.0) - np.minimum(left / demand, 1.0))


def plan_of(game: Sanctions, draws: Draws) -> Plan:
    """Return the ways that the enforcers close best, given what is expected on average.

    They choose before they know the draw, so that the plan is one for all draws.
    """
    watched = _family(game, draws, "capacity") * _family(game, draws, "leak")
    budgets = [float(draws[f"budget.{who}"].mean()) for who in game.enforcers]
    closing = Closing(np.array(game.costs), np.array(game.closers), np.array(budgets))
    return interdict(cuts(game.network), watched.mean(axis=1), closing)


def _votes(
    body: Body, draws: Draws, without: Numbers, with_measure: Numbers
) -> dict[str, Numbers]:
    """Return what the vote changes, as it is and with one veto more or less."""
    yes = np.array([draws[f"yes.{voter}"] for voter in body.voters])
    # What is said twice cannot add to more than all: a sure yes leaves no room for a no.
    no = np.minimum(np.array([draws[f"no.{voter}"] for voter in body.voters]), 1 - yes)
    passes = pass_chance(body, yes, no)

    def leakage(chance: Numbers) -> Numbers:
        return np.asarray(chance * with_measure + (1 - chance) * without)

    found = {
        "leakage": leakage(passes),
        "leakage_with_measure": with_measure,
        "leakage_without_measure": without,
        "passes": passes,
    }
    for voter in body.voters:
        how = "without" if voter in body.vetoes else "with"
        other = Body(body.voters, body.weights, body.quota, body.vetoes ^ {voter})
        chance = pass_chance(other, yes, no)
        found[f"passes_{how}_veto.{voter}"] = chance
        found[f"veto_changes.{voter}"] = leakage(chance) - leakage(passes)
    return found


def _say(game: Sanctions, draws: Draws, found: Outcomes) -> tuple[str, ...]:
    """Return what leaks, what would be worth closing, and who is pivotal."""
    target = game.network.target
    worth = {edge: mean_of(found[f"worth.{edge.name}"]) for edge in game.network.edges}
    best = max(worth, key=lambda edge: worth[edge])
    now, unwatched = middle(found["leakage"]), middle(found["leakage_unwatched"])
    said = [f"{target} gets {now} of what it wants; unwatched it would be {unwatched}."]
    if worth[best] > 0:
        said.append(
            f"The way most worth closing alone leads from {best.source} to {best.target}: "
            f"{percent(worth[best])} of the demand less."
        )
    else:
        said.append("No way is worth closing alone: what it carries takes another.")
    plan = plan_of(game, draws)
    if plan.edges:
        names = [game.network.edges[i] for i in plan.edges]
        ways = ", ".join(f"{edge.source} to {edge.target}" for edge in names)
        after = middle(found["leakage_after_plan"])
        said.append(f"The budgets close best: {ways}; {after} would still get through.")
    return (*said, *(_said_of_votes(game.body, found) if game.body else ()))


def _said_of_votes(body: Body, found: Outcomes) -> tuple[str, ...]:
    """Return who is pivotal and what one veto changes most."""
    powers = sorted(power(body), key=lambda one: (-one.shapley_shubik, one.voter))
    voter = max(body.voters, key=lambda one: abs(mean_of(found[f"veto_changes.{one}"])))
    how = "without" if voter in body.vetoes else "with"
    passes = mean_of(found[f"passes_{how}_veto.{voter}"])
    change = 100 * mean_of(found[f"veto_changes.{voter}"])
    top = powers[0]
    return (
        (
            f"The new measure passes in {percent(mean_of(found['passes']))}; {voter} {how} a "
            f"veto it would in {percent(passes)}, and leakage would change by {change:+.1f} "
            "points."
        ),
        (
            f"{top.voter} is pivotal in {percent(float(top.shapley_shubik))} of all orders of "
            f"voting (Shapley-Shubik) and makes {percent(float(top.banzhaf))} of all swings "
            "(Banzhaf)."
        ),
    )
