"""All equilibria of two-player games as tables, and pure ones of any number of players."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tocsin.errors import UsageError
from tocsin.game.generic.forms import Numbers, Table
from tocsin.game.generic.polytopes import Corners, corners

_PURE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium:
    """A profile of mixed strategies from which nobody gains by deviating.

    Attributes:
        mixes: Of each player, the probability of each strategy.
        payoffs: What each player expects.
        regret: Most that anybody would gain by deviating, as a share of the range of his
            payoffs; zero but for rounding.
    """

    mixes: tuple[Numbers, ...]
    payoffs: tuple[float, ...]
    regret: float

    @property
    def is_pure(self) -> bool:
        """Return whether nobody mixes."""
        return all(mix.max() > 1 - _PURE for mix in self.mixes)


@dataclass(frozen=True, slots=True, eq=False)
class Equilibria:
    """All extreme equilibria of a two-player game and how they hang together.

    Attributes:
        extreme: All extreme equilibria; every equilibrium is a mixture of some of one component.
        components: Indices of extreme equilibria that are connected; one alone is isolated.
    """

    extreme: tuple[Equilibrium, ...]
    components: tuple[tuple[int, ...], ...]


def all_equilibria(table: Table) -> Equilibria:
    """Return all extreme equilibria of a two-player game.

    Both best-reply polytopes' corners are enumerated; a pair in which each strategy is unused
    or a best reply is an equilibrium. Degenerate games give the extreme points of their
    components.

    Raises:
        UsageError: There are not two players, or too many strategies.

    References:
        Mangasarian (1964); von Stengel (2002), section 2; Avis et al. (2010).
    """
    if len(table.players) != 2:
        raise UsageError(
            f"All equilibria are enumerated for 2 players; this game has {len(table.players)}. "
            "Ask for pure equilibria or the logit response."
        )
    first, second = table.array(0), table.array(1)
    rows, columns = corners(_scaled(second).T), corners(_scaled(first))
    pairs = _complementary(rows, columns, first.shape[0])
    arrays = (first, second)
    found = [
        equilibrium(arrays, (_mix(rows.points[i]), _mix(columns.points[j]))) for i, j in pairs
    ]
    return Equilibria(tuple(found), _components(pairs))


def _scaled(payoffs: Numbers) -> Numbers:
    """Return payoffs scaled to lie in [1, 2], which changes no equilibrium."""
    low, high = float(payoffs.min()), float(payoffs.max())
    return 1 + (payoffs - low) / (high - low) if high > low else np.ones_like(payoffs)


def _mix(point: Numbers) -> Numbers:
    """Return a corner as probabilities."""
    return np.asarray(point / point.sum(), dtype=np.float64)


def _complementary(rows: Corners, columns: Corners, size: int) -> list[tuple[int, int]]:
    """Return the pairs of corners that together have every label."""
    # Of the column player's corners the tight rows come last, his unused strategies first.
    turned = np.hstack([columns.labels[:, -size:], columns.labels[:, :-size]])
    lacking = (~rows.labels).astype(np.float64) @ (~turned).astype(np.float64).T
    found = np.argwhere(lacking == 0)
    return [(int(i), int(j)) for i, j in found]


def _components(pairs: list[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return which equilibria share a mix of either player, directly or through others."""
    group = list(range(len(pairs)))

    def head(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    seen: dict[tuple[int, int], int] = {}
    for index, pair in enumerate(pairs):
        for side in (0, 1):
            other = seen.setdefault((side, pair[side]), index)
            group[head(index)] = head(other)
    gathered: dict[int, list[int]] = {}
    for index in range(len(pairs)):
        gathered.setdefault(head(index), []).append(index)
    return tuple(sorted(map(tuple, gathered.values())))


def pure_equilibria(table: Table) -> tuple[Equilibrium, ...]:
    """Return all equilibria in pure strategies, for any number of players."""
    arrays = [table.array(player) for player in range(len(table.players))]
    stable = np.ones(table.shape, dtype=np.bool_)
    for player, payoffs in enumerate(arrays):
        stable &= payoffs >= payoffs.max(axis=player, keepdims=True)
    units = [np.eye(size) for size in table.shape]
    return tuple(
        equilibrium(tuple(arrays), tuple(unit[i] for unit, i in zip(units, cell, strict=True)))
        for cell in np.argwhere(stable)
    )


def expected(payoffs: Numbers, mixes: tuple[Numbers, ...], but: int | None = None) -> Numbers:
    """Return a player's expected payoff, or one for each strategy of the player left out."""
    for player in reversed(range(len(mixes))):
        if player != but:
            payoffs = np.tensordot(payoffs, mixes[player], axes=(player, 0))
    return payoffs


def regrets(payoffs: tuple[Numbers, ...], mixes: tuple[Numbers, ...]) -> Iterator[float]:
    """Yield how much each player would gain by deviating, as a share of his payoffs' range."""
    for player, mix in enumerate(mixes):
        replies = expected(payoffs[player], mixes, but=player)
        yield float((replies.max() - replies @ mix) / (np.ptp(payoffs[player]) or 1.0))


def equilibrium(payoffs: tuple[Numbers, ...], mixes: tuple[Numbers, ...]) -> Equilibrium:
    """Return mixes with what follows from them."""
    worth = tuple(float(expected(own, mixes)) for own in payoffs)
    return Equilibrium(mixes, worth, max(regrets(payoffs, mixes)))
