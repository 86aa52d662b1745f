"""Who moves, when and why, one sentence each."""

import numpy as np

from tocsin.game.bargaining.play import KINDS, Floats, Rules, play_rounds
from tocsin.game.bargaining.readings import Reading

MOST = 40
"""Sentences told of one issue; a table of forty actors makes hundreds of moves."""
SMALL = 0.005
"""Share of the range below which a move is not told."""


def tell_moves(
    actors: tuple[str, ...], issue: tuple[Floats, Floats, Floats], rules: Rules, name: str
) -> list[str]:
    """Return the moves of the first reading, in order of rounds, then of actors.

    Args:
        actors: Their names.
        issue: Capability, salience and position, shape (1, actors).
        rules: Of the game; the first reading is told.
        name: Of the issue, where there are several.
    """
    if not rules.readings:
        return []
    reading = rules.readings[0]
    course = play_rounds(*issue, reading, rules.rounds)
    here = issue[2][0].copy()
    span = float(np.ptp(here))
    said: list[str] = []
    hidden = 0
    for number, moves in enumerate(course.log, start=1):
        there = np.where(moves[0] > 0, moves[5], here)
        for i in np.flatnonzero(moves[0] > 0):
            if abs(there[i] - here[i]) < SMALL * span or len(said) >= MOST:
                hidden += 1
                continue
            said.append(_sentence(actors, int(i), moves[:, i], (number, float(here[i]), name)))
        here = there
    told = f" on {name}" if name else ""
    if not said:
        return [
            f"Under the reading {reading.name} nobody moves{told}, all inputs at their medians."
        ]
    begin = (
        f"These are the moves{told} of the reading {reading.name}, all inputs at their medians."
    )
    return [begin, *said, *_ending(hidden, reading)]


def _sentence(
    actors: tuple[str, ...], i: int, move: Floats, where: tuple[int, float, str]
) -> str:
    """Return one move in words."""
    kind, sender = KINDS[int(move[0])], actors[int(move[1])]
    number, start, issue = where
    mine, theirs, target = float(move[2]), float(move[3]), float(move[5])
    backing = round(100 * float(move[4]))
    about = f" on {issue}" if issue else ""
    route = f"from {start:.3g} to {target:.3g}"
    begin = f"Round {number}: {actors[i]} "
    votes = f"{backing}:{100 - backing} of the votes in their contest are {sender}'s"
    stakes = f"it expects {mine:+.2f} of the contest and believes that {sender} expects {theirs:+.2f}"
    if kind == "conflict":
        return f"{begin}gives way to {sender}{about}, {route}, because {stakes} ({votes})."
    if kind == "compromise":
        return f"{begin}meets {sender} part of the way{about}, {route}, because {stakes} ({votes})."
    return f"{begin}gives in to {sender}{about}, {route}, because {stakes} ({votes})."


def _ending(hidden: int, reading: Reading) -> list[str]:
    """Return what is not told, and under which reading all this is."""
    if not hidden:
        return []
    return [f"{hidden} more moves under the reading {reading.name} are not told here."]
