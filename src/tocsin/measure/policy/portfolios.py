"""Likeness of two states' alliance portfolios: whom each is tied to, and how strongly.

The portfolios of two states over the same n states are told whole by a table of 4 by 4: how many
of the n have level i in the first and level j in the second. Every measure here is a function of
that table, so many years are computed at once as an array of tables.
"""

from dataclasses import dataclass

import numpy as np

from tocsin.measure.intervals import quotient
from tocsin.model.series import Counts, Flags, Numbers, Ties

LEVELS = 4
"""0 none, 1 non-aggression, 2 neutrality or consultation, 3 defence or offence."""
SELF = LEVELS - 1
"""Tie of a state to itself, which belongs to its portfolio (Signorino & Ritter 1999)."""


def joint_table(first: Counts, second: Counts, weights: Numbers | None = None) -> Numbers:
    """Return how much weight lies on each pair of levels of two portfolios.

    Shape (..., 4, 4): the level in the first portfolio, the level in the second; a count of
    states where they are not weighted. Not-a-number in a weight goes through to the measure. A
    state of weight zero does not belong to the system, whatever its levels. All zeros where
    there is no state.

    Args:
        first: Levels of the ties of the first state, 0 to 3, the states on the last axis.
        second: Levels of the ties of the second, towards the same states.
        weights: Weight of each state, at least 0; all alike where there are none.

    Raises:
        ValueError: Shapes differ, levels are not whole numbers of 0 to 3, a weight is negative.

    References: Haege (2011), agreement tables of valued ties.
    """
    x, y = np.asarray(first), np.asarray(second)
    if x.shape != y.shape or x.ndim == 0:
        raise ValueError(f"Portfolios of one shape are needed, found {x.shape} and {y.shape}.")
    _check_levels(x)
    _check_levels(y)
    wide = np.broadcast_to(np.asarray(1.0 if weights is None else weights, float), x.shape)
    if np.any(wide < 0):
        raise ValueError(f"Weights of at least 0 are needed, found {np.nanmin(wide)}.")
    tables = int(np.prod(x.shape[:-1], dtype=np.int64))
    cell = (x.astype(np.int64) * LEVELS + y).reshape(tables, x.shape[-1])
    cell = cell + LEVELS**2 * np.arange(tables)[:, None]
    flat = np.bincount(cell.ravel(), wide.ravel(), tables * LEVELS**2)
    return flat.astype(np.float64).reshape(*x.shape[:-1], LEVELS, LEVELS)


def _check_levels(levels: Counts) -> None:
    """Raise ValueError for levels that are not whole numbers of 0 to 3."""
    if levels.size and (
        not np.issubdtype(levels.dtype, np.integer) or levels.min() < 0 or levels.max() > SELF
    ):
        raise ValueError(f"Whole levels of 0 to {SELF} are needed, found {np.unique(levels)}.")


def s_score(joint: Numbers, *, squared: bool = False) -> Numbers:
    """Return S, the likeness of two portfolios by the distance of their ties.

    S = 1 - 2 sum(w |x - y|) / (d_max sum(w)), and with squares S = 1 - 2 sum(w (x - y)^2) /
    (d_max^2 sum(w)), d_max = 3. In [-1, 1]; 1 for equal portfolios; not-a-number without weight.
    States that neither is tied to count as likeness, so that two states with few ties come out
    alike: S of alliances is no alignment, and must not stand without the tie itself.

    Args:
        joint: Tables as of `joint_table`, shape (..., 4, 4); of weights for a weighted S.
        squared: Whether distances are squared.

    Raises:
        ValueError: The last two axes are not 4 by 4.

    References: Signorino & Ritter (1999), S for a single attribute, table 6.
    """
    step = _steps(2 if squared else 1)
    weight = _squares(joint).sum(axis=(-2, -1))
    return 1 - 2 * quotient((joint * step).sum(axis=(-2, -1)), weight)


def weighted_kappa(joint: Numbers) -> Numbers:
    """Return Cohen's kappa of two portfolios with squared weights.

    1 - sum(w O) / sum(w E), w = (i - j)^2 / 9, O the table of shares and E the one that each
    state's own margins would give by chance; the levels are 0 to 3 whether they occur or not.
    At most 1, 1 for equal portfolios, 0 for what chance would give; not-a-number where chance
    leaves no distance, as where both have a single and the same level.

    Raises:
        ValueError: The last two axes are not 4 by 4.

    References: Cohen (1968), weighted kappa; Haege (2011), kappa of valued ties.
    """
    shares, rows, columns = _shares(joint)
    step = _steps(2)
    by_chance = rows[..., :, None] * columns[..., None, :]
    seen = (shares * step).sum(axis=(-2, -1))
    return 1 - quotient(seen, (by_chance * step).sum(axis=(-2, -1)))


def scotts_pi(joint: Numbers) -> Numbers:
    """Return Scott's pi of two portfolios, levels taken for mere names.

    (p_o - p_e) / (1 - p_e), p_o the share of states with one level in both and p_e the sum of
    squares of the pooled margins. Not weighted by distance: a weighted pi is another measure
    and gives other values. At most 1, 1 for equal portfolios; not-a-number where only one level
    occurs.

    Raises:
        ValueError: The last two axes are not 4 by 4.

    References: Scott (1955), pi; Haege (2011).
    """
    shares, rows, columns = _shares(joint)
    alike = np.trace(shares, axis1=-2, axis2=-1)
    by_chance = (((rows + columns) / 2) ** 2).sum(axis=-1)
    return quotient(alike - by_chance, 1 - by_chance)


def alignment(joint: Numbers) -> Numbers:
    """Return S less the S that the margins of two portfolios would give by chance.

    S - (1 - 2 sum(p_i q_j |i - j|) / 3), p and q the shares of the levels in each portfolio. In
    (-2, 2), 0 for what chance would give, and 0 too where a portfolio has one level only: what
    S says there is no news. Not-a-number without weight.

    Raises:
        ValueError: The last two axes are not 4 by 4.

    References: Benati & Capurri (2026), alignment with absolute distances (formula taken from
        notes, the paper was not checked).
    """
    _, rows, columns = _shares(joint)
    by_chance = rows[..., :, None] * columns[..., None, :]
    return s_score(joint) - s_score(by_chance)


def kendall_tau_b(joint: Numbers) -> Numbers:
    """Return Kendall's tau-b of two portfolios: whether they rank states alike.

    (C - D) / sqrt((N - T_x)(N - T_y)) over all N pairs of states, C of them ranked alike, D
    against each other, T_x and T_y tied in one portfolio. In [-1, 1]; not-a-number where a
    portfolio has one level only.

    Raises:
        ValueError: The last two axes are not 4 by 4.

    References: Kendall (1945), tau-b.
    """
    table = _squares(joint)
    sign = np.sign(np.arange(LEVELS)[:, None] - np.arange(LEVELS)[None, :])
    flat = table.reshape(*table.shape[:-2], LEVELS**2)
    excess = np.einsum("...a,ab,...b->...", flat, np.kron(sign, sign), flat)
    total = flat.sum(axis=-1) ** 2
    rows = total - (table.sum(axis=-1) ** 2).sum(axis=-1)
    columns = total - (table.sum(axis=-2) ** 2).sum(axis=-1)
    return quotient(excess, np.sqrt(rows) * np.sqrt(columns))


def tie_level(forth: Counts) -> Numbers:
    """Return the strongest obligation of one state towards another.

    3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 none; directed. Over
    a period the mean of its years, the years on the last axis.

    References: Leeds et al. (2002), obligations of ATOP; ordering of ours.
    """
    found: Numbers = np.asarray(forth, float).mean(axis=-1)
    return found


def _steps(power: int) -> Numbers:
    """Return the distance of two levels as a share of the longest, to a power."""
    level = np.arange(LEVELS) / SELF
    found: Numbers = np.abs(level[:, None] - level[None, :]) ** power
    return found


def _squares(joint: Numbers) -> Numbers:
    """Return tables as they are; raise ValueError where they are none."""
    table = np.asarray(joint, float)
    if table.shape[-2:] != (LEVELS, LEVELS):
        raise ValueError(f"Tables of 4 by 4 are needed, found the shape {table.shape}.")
    return table


def _shares(joint: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return tables as shares with the margins of the first and of the second portfolio."""
    table = _squares(joint)
    shares = quotient(table, table.sum(axis=(-2, -1), keepdims=True))
    return shares, shares.sum(axis=-1), shares.sum(axis=-2)


@dataclass(frozen=True, slots=True, eq=False)
class Portfolios:
    """Alliance portfolios of two states by year, as one feed has them.

    Attributes:
        dyad: The two states.
        years: The years.
        states: All states that appear in any of the years, sorted.
        levels: Levels of the ties of each of the two, year by state.
        members: Which states appear in which year.
        rows: Rows that each year of the two portfolios rests on.
    """

    dyad: tuple[str, str]
    years: range
    states: tuple[str, ...]
    levels: tuple[Counts, Counts]
    members: Flags
    rows: Counts

    @property
    def places(self) -> tuple[int, int]:
        """Return where the two states stand among all."""
        return self.states.index(self.dyad[0]), self.states.index(self.dyad[1])

    @property
    def present(self) -> Flags:
        """Return the years in which both states appear."""
        first, second = self.places
        return self.members[:, first] & self.members[:, second]

    @property
    def comparable(self) -> Flags:
        """Return the years in which both states appear, and a third one at least."""
        found: Flags = self.present & (self.members.sum(axis=1) > 2)
        return found

    @property
    def ties(self) -> tuple[Counts, Counts]:
        """Return the tie of the first to the second by year, and of the second to the first."""
        first, second = self.places
        return self.levels[0][:, second], self.levels[1][:, first]

    def joint(self, weights: Numbers | None = None) -> Numbers:
        """Return the tables of the years; weights are given year by state."""
        wide = np.where(self.members, 1.0 if weights is None else weights, 0.0)
        return joint_table(*self.levels, wide)


def portfolios_of(ties: Ties, feed: str, dyad: tuple[str, str], years: range) -> Portfolios:
    """Return the portfolios of two states over all states that a feed has in each year.

    A tie of which there is no row is none; the tie to oneself is 3. Of two rows on the same tie
    the stronger counts. A state that appears in no row of a year is not in the system then.
    """
    keep = (ties.feed == feed) & (ties.year >= years[0]) & (ties.year <= years[-1])
    source, target = ties.source[keep].tolist(), ties.target[keep].tolist()
    states = tuple(sorted({*source, *target, *dyad}))
    place = {state: at for at, state in enumerate(states)}
    start, end = (
        np.fromiter(map(place.__getitem__, side), np.int64, len(side))
        for side in (source, target)
    )
    year = ties.year[keep] - years[0]
    members = np.zeros((len(years), len(states)), np.bool_)
    members[year, start] = True
    members[year, end] = True
    levels = [np.zeros(members.shape, np.int64) for _ in dyad]
    for table, state in zip(levels, dyad, strict=True):
        own = start == place[state]
        np.maximum.at(table, (year[own], end[own]), ties.level[keep][own])
        table[:, place[state]] = SELF
    own = (start == place[dyad[0]]) | (start == place[dyad[1]])
    rows = np.bincount(year[own], minlength=len(years))
    return Portfolios(dyad, years, states, (levels[0], levels[1]), members, rows)
