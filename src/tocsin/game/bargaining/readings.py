"""The readings of the expected-utility model: every ambiguity of its papers is a switch.

The model of Bueno de Mesquita, as Scholz, Calbert and Smith tell it, leaves twelve points open
or contradicts itself on them. No reading is the right one; a run shows all of them.
"""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import UsageError


class Denominator(IntEnum):
    """Over what the votes for a side are divided to give its probability of winning."""

    ALL_PAIRS = 0
    """All votes of all third parties in all ordered pairs: every probability is small."""
    OWN_PAIR = 1
    """The votes in the contest itself: the two sides' probabilities sum to 1."""


class Salience(IntEnum):
    """Whose salience is the probability that a challenge is resisted."""

    TARGET = 0
    CHALLENGER = 1


class Security(IntEnum):
    """Which sum of expected utilities tells how secure an actor is."""

    OTHERS_AGAINST_ME = 0
    MINE_AGAINST_OTHERS = 1


class Clause(IntEnum):
    """Which side of the diagonal is a compromise; the paper's text and figure contradict."""

    FIGURE = 0
    """A compromise where the other gains more than I lose."""
    TEXT = 1
    """A compromise where the other gains less than I lose."""


class Borders(IntEnum):
    """Which borders part the octants; they exist only as a drawing."""

    DIAGONALS = 0
    """Axes and diagonals part eight octants."""
    AXES = 1
    """Axes alone: a quadrant is a conflict or a compromise, however large the sides."""


class Order(IntEnum):
    """Which of several offers an actor takes."""

    CONFLICT_FIRST = 0
    """By kind: conflict, compromise, capitulation; within a kind by the key."""
    LEAST_MOVE = 1
    """The one that moves it least, whatever its kind."""
    MOST_ENFORCEABLE = 2
    """The one whose sender gains most over what the actor itself expects."""


class Key(IntEnum):
    """What ranks compromises among themselves."""

    WEIGHTED_POINT = 0
    """(|a| xi + |b| xj) / (|a| + |b|), smallest first: odd, and not free of the scale's origin."""
    MOVE = 1
    """The length of the move, shortest first."""


class Conflict(IntEnum):
    """What a conflict does."""

    LOSER_MOVES = 0
    """The one that expects less moves all the way."""
    NOBODY_MOVES = 1


class Capitulation(IntEnum):
    """Whether an actor that loses more than the other gains gives in entirely."""

    NEVER = 0
    FIRES = 1


class Span(IntEnum):
    """The range by which distances are divided."""

    FIXED = 0
    """That of the first positions."""
    SHRINKING = 1
    """That of the positions of the round."""


class Stop(IntEnum):
    """When bargaining ends before the last round; the papers give no rule."""

    NEVER = 0
    SETTLED = 1
    """Once the round's moves change the weighted mean by less than 1 % of the range."""


class Viewer(IntEnum):
    """Whose risk exponent enters what an actor believes of the other side."""

    MINE = 0
    EACH_ITS_OWN = 1


class Risk(IntEnum):
    """Whether the attitude to risk is estimated from security."""

    ESTIMATED = 0
    NEUTRAL = 1


class Ties(IntEnum):
    """Which of equally ranked offers is taken."""

    LIST_ORDER = 0
    """The first in the table, so that the answer may depend on the order of its rows."""
    BEST_EXPECTED = 1
    """The one from whose contest the actor itself expects most; free of the order of rows."""
    STRONGEST_SENDER = 2
    """The one whose sender gains most; free of the order of rows."""


class Middle(IntEnum):
    """Which position is the weighted median where half the weight falls between two."""

    LOWER = 0
    MIDPOINT = 1
    UPPER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of the model.

    Attributes:
        name: As results and scenario files name it.
        meaning: What it stands for, in one sentence.
        quo: Weight Q of the state of affairs in the expected utility, in [0, 1].
    """

    name: str
    meaning: str
    denominator: Denominator = Denominator.ALL_PAIRS
    salience: Salience = Salience.TARGET
    security: Security = Security.OTHERS_AGAINST_ME
    clause: Clause = Clause.FIGURE
    borders: Borders = Borders.DIAGONALS
    order: Order = Order.CONFLICT_FIRST
    key: Key = Key.WEIGHTED_POINT
    conflict: Conflict = Conflict.LOSER_MOVES
    capitulation: Capitulation = Capitulation.NEVER
    span: Span = Span.FIXED
    stop: Stop = Stop.NEVER
    viewer: Viewer = Viewer.MINE
    risk: Risk = Risk.ESTIMATED
    ties: Ties = Ties.BEST_EXPECTED
    middle: Middle = Middle.LOWER
    quo: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.quo <= 1.0:
            raise UsageError(f"Q of a reading must lie in [0, 1], not {self.quo:g}.")

    @property
    def switches(self) -> NDArray[np.int64]:
        """Return the switches as the compiled functions take them, in order of definition."""
        return np.array([int(getattr(self, name)) for name in SWITCHES], dtype=np.int64)


SWITCHES = tuple(
    field.name for field in fields(Reading) if field.name not in {"name", "meaning", "quo"}
)
"""Names of the switches in order of definition."""

READINGS: tuple[Reading, ...] = (
    Reading(
        name="all_pairs",
        meaning="votes divided over all pairs, conflict before compromise, the odd compromise "
        "key, ties by list order: the open implementation of Scholz 2011",
        ties=Ties.LIST_ORDER,
    ),
    Reading(
        name="least_move",
        meaning="as all_pairs, but within a kind the shortest move is taken, and capitulation "
        "fires",
        key=Key.MOVE,
        capitulation=Capitulation.FIRES,
    ),
    Reading(name="half_quo", meaning="as all_pairs with Q = 0.5", quo=0.5),
    Reading(
        name="own_pair",
        meaning="as all_pairs, but votes are divided within each contest",
        denominator=Denominator.OWN_PAIR,
    ),
)
"""The ensemble; the first is the reading that reproduces the published trajectory best."""


def reading_of(name: str) -> Reading:
    """Return the reading of that name.

    Raises:
        UsageError: There is none; the message lists those that there are.
    """
    for reading in READINGS:
        if reading.name == name:
            return reading
    known = ", ".join(reading.name for reading in READINGS)
    raise UsageError(f"There is no reading {name!r}; there are {known}.", subject=name)


def reading_from(name: str, base: str, switches: dict[str, str | float]) -> Reading:
    """Return a reading of the user's: another one with switches set by name.

    Args:
        name: Its name.
        base: Name of the reading it starts from.
        switches: By switch the name of its value in lower case; `quo` takes a number.

    Raises:
        UsageError: A switch or value does not exist; the message lists those that do.
    """
    start = reading_of(base)
    values: dict[str, object] = {
        field.name: getattr(start, field.name) for field in fields(Reading)
    }
    values |= {key: _value(start, key, value) for key, value in switches.items()}
    told = ", ".join(f"{key} {value}" for key, value in switches.items())
    values |= {"name": name, "meaning": f"as {base} with {told}" if told else f"as {base}"}
    return Reading(**values)  # type: ignore[arg-type]


def _value(start: Reading, key: str, value: str | float) -> object:
    """Return the value of a switch from its name."""
    if key == "quo":
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise UsageError(f"The switch quo takes a number in [0, 1], not {value!r}.")
        return float(value)
    if key not in SWITCHES:
        known = ", ".join((*SWITCHES, "quo"))
        raise UsageError(f"There is no switch {key!r}; there are {known}.", subject=key)
    kind: type[IntEnum] = type(getattr(start, key))
    names = {one.name.lower(): one for one in kind}
    if str(value) not in names:
        known = ", ".join(names)
        raise UsageError(f"The switch {key} takes {known}, not {value!r}.", subject=key)
    return names[str(value)]
