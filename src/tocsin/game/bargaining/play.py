"""Bargaining played on arrays: every reading, every issue, all draws."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.blocks import in_blocks
from tocsin.game.bargaining import concept_kernels, kernels, spatial_kernels
from tocsin.game.bargaining.baseline import weighted_mean, weighted_median
from tocsin.game.bargaining.concepts import Table, kalai_smorodinsky, nash
from tocsin.game.bargaining.readings import Reading

Floats: TypeAlias = NDArray[np.float64]

KINDS = ("none", "conflict", "compromise", "capitulation")
"""Kinds of offers, by the number in the log."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a bargain went on.

    Attributes:
        means: Weighted mean after each round, the start first, shape (draws, rounds + 1).
        medians: Weighted median, likewise.
        ends: Positions in the end, shape (draws, actors).
        log: Of the first draw, by round and actor, the offer taken: kind (see `KINDS`), who sent
            it, what the receiver expects of the contest, what it believes the sender expects,
            the sender's share of the votes, and where it leads; shape (rounds, 6, actors).
    """

    means: Floats
    medians: Floats
    ends: Floats
    log: Floats


def play_rounds(
    capability: Floats, salience: Floats, position: Floats, reading: Reading, rounds: int
) -> Course:
    """Return how actors move on one issue under one reading, arrays of shape (draws, actors).

    Draws in which nobody cares, or all positions are the same, stay where they are.

    References: as of `tocsin.game.bargaining.kernels`.
    """
    table = np.stack((capability, salience, position, position), axis=1)
    draws, _, actors = table.shape
    means = np.empty((draws, 2, rounds + 1))
    log = np.zeros((min(draws, 1), rounds, kernels.LOG_ROWS, actors))

    def play(part: slice) -> None:
        state = np.zeros((kernels.STATE_ROWS, actors))
        state[kernels.QUO] = reading.quo
        desk = np.zeros((kernels.DESK_LAYERS, actors, actors))
        kept = log if part.start == 0 else log[:0]
        steps = (part.stop - part.start) * rounds * actors**3
        kernels.play_all.soon(
            steps, table[part], reading.switches, means[part], kept, state, desk
        )

    in_blocks(play, draws)
    return Course(
        means[:, 0], means[:, 1], table[:, kernels.ENDS], log[0] if draws else log.sum(axis=0)
    )


def is_compiled() -> bool:
    """Return whether all models were compiled before, so that the first run need not wait.

    Raises:
        UsageError: numba is not installed.
    """
    models = (kernels.play_all, spatial_kernels.play_all, concept_kernels.solve_all)
    return all(one.is_kept() for one in models)


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """How the spatial model elects.

    Attributes:
        is_sweep: Whether the winner must beat all others at once; else challengers come one by
            one, and the option that stands is counted.
        exponent: Power of the votes of either side; 1 for odds as the votes.
    """

    is_sweep: bool = False
    exponent: float = 1.0


def play_spatial(table: Table, election: Election, rounds: int) -> Floats:
    """Return the mean of the election after each round, shape (draws, rounds + 1, issues).

    In the issues' units. The options are the actors' points; see docs/games/bargaining.md.
    """
    scaled = table.salience * (table.weights / table.spans)[:, None, :]
    draws, actors, issues = table.position.shape
    stacked = np.concatenate((table.capability[:, :, None], scaled, table.position), axis=2)
    whole = np.ascontiguousarray(stacked.transpose(0, 2, 1))
    results = np.empty((draws, rounds + 1, issues))
    rules = np.array([float(election.is_sweep), election.exponent])

    def play(part: slice) -> None:
        spatial_kernels.play_all.soon(
            (part.stop - part.start) * (rounds + 1) * actors**3 * issues,
            whole[part],
            rules,
            results[part],
            np.zeros((spatial_kernels.SEATS, actors + 1)),
            # Three columns at least, for the spots.
            np.zeros((spatial_kernels.PLACES, issues, max(actors + 1, 3))),
            np.zeros((spatial_kernels.GRIDS, actors + 1, actors + 1)),
        )

    in_blocks(play, draws)
    return results


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a bargaining game is played by, beside its numbers.

    Attributes:
        rounds: Rounds of the models that have any.
        readings: Readings of the expected-utility model.
        election: Of the spatial model.
        fallback: What holds without agreement, by issue; None for the lottery.
    """

    rounds: int
    readings: tuple[Reading, ...]
    election: Election
    fallback: Floats | None


def answer(table: Table, name: str, rules: Rules) -> tuple[Floats, Floats]:
    """Return what a reading answers and the weighted mean of its positions, both (draws, issues).

    The answer of an expected-utility reading is the weighted median after the last round.

    Raises:
        KeyError: There is no such reading.
    """
    for reading in rules.readings:
        if reading.name == name:
            return _expected_utility(table, reading, rules.rounds)
    found = _POINTS[name](table, rules)
    return found, found


def _by_issue(table: Table) -> list[tuple[Floats, Floats, Floats]]:
    """Return capability, salience and position of each issue."""
    issues = range(table.position.shape[2])
    return [
        (table.capability, table.salience[:, :, m], table.position[:, :, m]) for m in issues
    ]


def _expected_utility(table: Table, reading: Reading, rounds: int) -> tuple[Floats, Floats]:
    """Return medians and means after the last round, issues being settled one by one."""
    courses = [play_rounds(*issue, reading, rounds) for issue in _by_issue(table)]
    medians = np.stack([course.medians[:, -1] for course in courses], axis=1)
    return medians, np.stack([course.means[:, -1] for course in courses], axis=1)


def _mean(table: Table, _rules: Rules) -> Floats:
    """Return the weighted means."""
    return np.stack([weighted_mean(*issue) for issue in _by_issue(table)], axis=1)


def _median(table: Table, _rules: Rules) -> Floats:
    """Return the weighted medians."""
    return np.stack([weighted_median(*issue) for issue in _by_issue(table)], axis=1)


def _spatial(table: Table, rules: Rules) -> Floats:
    """Return the mean of the election after the last round."""
    return play_spatial(table, rules.election, rules.rounds)[:, -1]


def _nash(table: Table, rules: Rules) -> Floats:
    """Return Nash's points."""
    return nash(table, rules.fallback)


def _kalai(table: Table, rules: Rules) -> Floats:
    """Return Kalai and Smorodinsky's points."""
    return kalai_smorodinsky(table, rules.fallback)


_POINTS = {
    "weighted_mean": _mean,
    "weighted_median": _median,
    "spatial": _spatial,
    "nash": _nash,
    "kalai_smorodinsky": _kalai,
}
