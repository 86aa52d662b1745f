"""Equilibria found by whichever method, as profiles that can be told."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.generic import (
    Assessment,
    Behaviour,
    Equilibrium,
    Strategic,
    Table,
    Tree,
    Walker,
    all_equilibria,
    backward_induction,
    behaviour_of,
    gambit_equilibria,
    logit_of_table,
    logit_of_tree,
    perfect_bayesian,
    pure_equilibria,
    strategic,
    supported_equilibria,
    zero_sum_value,
)
from tocsin.game.generic.equilibria import equilibrium
from tocsin.game.generic.forms import CHANCE, Numbers
from tocsin.model.equilibrium import Belief, Choice, Profile, Solution

Game: TypeAlias = Tree | Table
Found: TypeAlias = tuple[tuple[Profile, ...], tuple[str, ...]]
"""Profiles and notes."""

_LEAST = 1e-9
"""Probability below which a choice is none."""
WORDS = {
    "all": "all extreme equilibria; every equilibrium mixes some of one component",
    "supports": "equilibria found support by support; nothing proves that these are all",
    "pure": "all equilibria in pure strategies",
    "logit": "the logit response along its branch from pure chance",
    "induction": "backward induction: the subgame-perfect equilibrium",
    "value": "a plan that makes the first player sure of the value",
}
METHODS = ("auto", *WORDS)
_COMPLETE = ("all", "supports")
"""Methods of which is said why they could not be taken."""


def solved(game: Game, file: str, *, method: str, rng: np.random.Generator) -> Solution:
    """Return what a method finds of a game; `auto` takes the first that fits.

    Raises:
        UsageError: The method does not fit the game.
    """
    if method != "auto":
        profiles, notes = _FINDERS[method](game, rng)
        return _solution(game, file, (method, WORDS[method]), (profiles, notes))
    refused: list[str] = []
    for name in _fitting(game):
        try:
            profiles, notes = _FINDERS[name](game, rng)
        except UsageError as error:
            refused += [error.message] if name in _COMPLETE else []
        else:
            return _solution(game, file, (name, WORDS[name]), (profiles, (*refused, *notes)))
    raise UsageError(" ".join(dict.fromkeys(refused)) or "No method fits.", subject=file)


def by_gambit(game: Game, file: str, *, method: str, interpreter: Path) -> Solution:
    """Return the equilibria that pygambit finds in another interpreter.

    Raises:
        UsageError: There is no such method or interpreter.
        EngineError: pygambit failed.
    """
    form = _form(game)
    found = gambit_equilibria(form.table, interpreter=interpreter, method=method)
    own = [equilibrium(_payoffs(form.table), mixes) for mixes in found]
    words = f"found by pygambit, method {method}, in {interpreter}"
    profiles = tuple(_profile(game, form, one) for one in own)
    return _solution(game, file, (f"gambit {method}", words), (profiles, ()))


def _fitting(game: Game) -> tuple[str, ...]:
    """Return the methods that are tried on a game, in order."""
    if len(game.players) == 2:
        return ("all", "value", "logit") if isinstance(game, Tree) else ("all", "pure")
    if isinstance(game, Tree):
        return "induction", "supports", "logit"
    return "supports", "pure"


def _solution(game: Game, file: str, method: tuple[str, str], found: Found) -> Solution:
    """Return what was found with what was asked."""
    profiles, notes = found
    is_tree = isinstance(game, Tree)
    sizes = (
        tuple(len(game.infos_of(player)) for player in range(len(game.players)))
        if isinstance(game, Tree)
        else game.shape
    )
    return Solution(
        title=game.title,
        file=file,
        form="tree" if is_tree else "table",
        players=game.players,
        sizes=sizes,
        method=method[0],
        words=method[1],
        profiles=profiles,
        value=_value(game, profiles),
        notes=notes,
    )


def _value(game: Game, profiles: tuple[Profile, ...]) -> float | None:
    """Return the value of a two-player game of constant sum: the payoff of any equilibrium."""
    if len(game.players) != 2 or not profiles:
        return None
    rows = (
        [row for row, node in zip(game.gains(), game.nodes, strict=True) if not node.children]
        if isinstance(game, Tree)
        else list(zip(*game.values, strict=True))
    )
    return profiles[0].payoffs[0] if len({sum(row) for row in rows}) == 1 else None


def _form(game: Game) -> Strategic:
    """Return a game as a table, with the moves of each strategy of a tree."""
    if isinstance(game, Tree):
        return strategic(game)
    return Strategic(game, ())


def _payoffs(table: Table) -> tuple[Numbers, ...]:
    """Return the payoffs of all players."""
    return tuple(table.array(player) for player in range(len(table.players)))


def _all(game: Game, _rng: np.random.Generator) -> Found:
    """Return all extreme equilibria; of a tree the perfect Bayesian ones are marked."""
    form = _form(game)
    found = all_equilibria(form.table)
    places = {i: n for n, group in enumerate(found.components, start=1) for i in group}
    assessed, notes = _assessed(game)
    return tuple(
        _profile(game, form, one, component=places[i], assessed=assessed)
        for i, one in enumerate(found.extreme)
    ), notes


def _assessed(game: Game) -> tuple[tuple[Assessment, ...] | None, tuple[str, ...]]:
    """Return the perfect Bayesian equilibria of a tree; None where they cannot be told."""
    if not isinstance(game, Tree):
        return None, ()
    try:
        return perfect_bayesian(game), ()
    except UsageError as error:
        return None, (f"Perfect Bayesian ones are not marked: {error.message}",)


def _profile(
    game: Game,
    form: Strategic,
    one: Equilibrium,
    *,
    component: int | None = None,
    assessed: tuple[Assessment, ...] | None = None,
) -> Profile:
    """Return an equilibrium of the table of a game as a profile."""
    beliefs: tuple[Belief, ...] = ()
    is_perfect: bool | None = None
    if isinstance(game, Tree):
        fixed = _behaviour(game, form, one)
        own = _fitting_assessment(fixed, assessed or ())
        is_perfect = None if assessed is None else own is not None
        if own is not None:
            fixed = dict(enumerate(own.behaviour))
            beliefs = tuple(_beliefs(game, own))
        choices = tuple(_tree_choices(game, fixed.items()))
    else:
        choices = tuple(_table_choices(game, one.mixes))
    return Profile(
        choices=choices,
        payoffs=one.payoffs,
        regret=max(one.regret, 0.0),
        is_pure=one.is_pure,
        is_perfect=is_perfect,
        beliefs=beliefs,
        component=component,
    )


def _behaviour(tree: Tree, form: Strategic, one: Equilibrium) -> dict[int, Numbers]:
    """Return the behaviour of all players under their mixes."""
    found: dict[int, Numbers] = {}
    for plans, mix in zip(form.plans, one.mixes, strict=True):
        found |= behaviour_of(tree, plans, mix)
    return dict(sorted(found.items()))


def _fitting_assessment(
    fixed: dict[int, Numbers], assessed: Iterable[Assessment]
) -> Assessment | None:
    """Return the first assessment that agrees with what an equilibrium fixes."""
    for one in assessed:
        if all(np.allclose(one.behaviour[info], mix, atol=1e-7) for info, mix in fixed.items()):
            return one
    return None


def _table_choices(table: Table, mixes: Iterable[Numbers]) -> Iterable[Choice]:
    """Yield what players of a table do."""
    for player, names, mix in zip(table.players, table.strategies, mixes, strict=True):
        for name, p in zip(names, mix, strict=True):
            if p > _LEAST:
                yield Choice(player=player, at="", action=name, p=float(p))


def _tree_choices(tree: Tree, behaviour: Iterable[tuple[int, Numbers]]) -> Iterable[Choice]:
    """Yield what players of a tree do, by information set; chance is left out."""
    for info, mix in behaviour:
        described = tree.infos[info]
        if described.player == CHANCE or not len(mix):
            continue
        for action, p in zip(described.actions, mix, strict=True):
            if p > _LEAST:
                yield Choice(
                    player=tree.players[described.player],
                    at=_label(tree, info),
                    action=action,
                    p=float(p),
                )


def _label(tree: Tree, info: int) -> str:
    """Return what an information set is called."""
    described = tree.infos[info]
    return f"{described.number} {described.name}".strip()


def _beliefs(tree: Tree, one: Assessment) -> Iterable[Belief]:
    """Yield what is believed where nodes cannot be told apart."""
    ways = _ways(tree)
    for info, (described, nodes) in enumerate(zip(tree.infos, tree.members(), strict=True)):
        if described.player != CHANCE and len(nodes) > 1:
            pairs = zip(nodes, one.beliefs[info], strict=True)
            yield Belief(
                player=tree.players[described.player],
                at=_label(tree, info),
                nodes=tuple((ways[node] or "the start", float(p)) for node, p in pairs),
            )


def _ways(tree: Tree) -> list[str]:
    """Return the actions that lead to each node."""
    found = [""] * len(tree.nodes)
    for index, node in enumerate(tree.nodes):
        for place, child in enumerate(node.children):
            action = tree.infos[node.info].actions[place]
            found[child] = f"{found[index]}, {action}" if found[index] else action
    return found


def _supports(game: Game, rng: np.random.Generator) -> Found:
    """Return what is found support by support."""
    form = _form(game)
    found = supported_equilibria(form.table, rng)
    return tuple(_profile(game, form, one) for one in found), ()


def _pure(game: Game, _rng: np.random.Generator) -> Found:
    """Return the pure equilibria."""
    form = _form(game)
    found = pure_equilibria(form.table)
    notes = () if found else ("There is no equilibrium in pure strategies.",)
    return tuple(_profile(game, form, one) for one in found), notes


def _logit(game: Game, _rng: np.random.Generator) -> Found:
    """Return the logit response at the end of its branch."""
    found = logit_of_tree(game) if isinstance(game, Tree) else logit_of_table(game)
    if isinstance(game, Tree):
        choices = tuple(_tree_choices(game, enumerate(found.choices)))
        payoffs = _expected(game, found.choices)
    else:
        choices = tuple(_table_choices(game, found.choices))
        payoffs = equilibrium(_payoffs(game), found.choices).payoffs
    note = f"Followed to a rationality of {found.rationality:,.0f}."
    return (
        Profile(
            choices=choices,
            payoffs=payoffs,
            regret=max(found.regret, 0.0),
            is_pure=all(mix.max() > 1 - _LEAST for mix in found.choices if len(mix)),
        ),
    ), (note,)


def _expected(tree: Tree, choices: Behaviour) -> tuple[float, ...]:
    """Return what players expect where they choose so."""
    walker = Walker(tree)
    whole = tuple(
        chance if info.player == CHANCE else own
        for info, chance, own in zip(tree.infos, walker.uniform(), choices, strict=True)
    )
    return tuple(float(one) for one in walker.follow(whole).worth[0])


def _induction(game: Game, _rng: np.random.Generator) -> Found:
    """Return the subgame-perfect equilibrium of a tree of perfect information."""
    if not isinstance(game, Tree):
        raise UsageError("Backward induction needs a tree (.efg), not a table.")
    found = backward_induction(game)
    behaviour = [
        (info, np.eye(len(game.infos[info].actions))[action])
        for info, action in enumerate(found.choices)
        if action >= 0
    ]
    ties = [_label(game, info) for info in found.ties]
    notes = (
        (
            f"Other actions are as good at the information sets {', '.join(ties)}; the first was taken.",
        )
        if ties
        else ()
    )
    return (
        Profile(
            choices=tuple(_tree_choices(game, behaviour)),
            payoffs=tuple(float(one) for one in found.payoffs),
            regret=0.0,
            is_pure=True,
            is_perfect=True,
        ),
    ), notes


def _sure(game: Game, _rng: np.random.Generator) -> Found:
    """Return a plan of the first player that makes sure of the value."""
    if not isinstance(game, Tree):
        raise UsageError("The value by linear programme needs a tree (.efg), not a table.")
    found = zero_sum_value(game)
    ends = (
        row for row, node in zip(game.gains(), game.nodes, strict=True) if not node.children
    )
    total = float(sum(next(iter(ends))))
    return (
        Profile(
            choices=tuple(_tree_choices(game, found.plan.items())),
            payoffs=(found.value, total - found.value),
            regret=None,
            is_pure=all(mix.max() > 1 - _LEAST for mix in found.plan.values()),
        ),
    ), (f"What {game.players[1]} does is not told: it holds {game.players[0]} to the value.",)


_FINDERS: dict[str, Callable[[Game, np.random.Generator], Found]] = {
    "all": _all,
    "supports": _supports,
    "pure": _pure,
    "logit": _logit,
    "induction": _induction,
    "value": _sure,
}
