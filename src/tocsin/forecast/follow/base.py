"""What is announced and what the deed is, and the counted share that is followed by it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tocsin.errors import OntologyError
from tocsin.model.cameo import load_cameo
from tocsin.model.tables import Row, read_rows

FOLDER = "tocsin.forecast.data"
CLASSES, TABLE = "follow_classes.csv", "follow_through.csv"
HORIZONS = (7, 14, 30, 60, 180, 365)
"""Days after an announcement within which the deed is looked for."""


class Direction(StrEnum):
    """Who must do the deed."""

    SAME = "same"
    """The one who announced it, to the same one."""
    REVERSE = "reverse"
    """The one who was spoken to, to the speaker."""
    EITHER = "either"
    """Either of the two."""


@dataclass(frozen=True, slots=True)
class FollowClass:
    """An announcement with its deed.

    Attributes:
        name: Its name.
        status: `planned`, `ongoing`, `proposed`, `threatened`, `rejected`, or `control` for what
            announces nothing.
        title: What is announced, in words.
        stated: CAMEO codes of the announcement; those that begin with one count, too.
        deed: CAMEO codes of the deed.
        direction: Who must do it.
        reason: Why these codes.
    """

    name: str
    status: str
    title: str
    stated: tuple[str, ...]
    deed: tuple[str, ...]
    direction: Direction
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRate:
    """How often an announcement is followed by its deed.

    Attributes:
        dataset: The events it was counted on; `POOLED` for all of them.
        between: `states` for names that are states, `rolled` with all who belong to them.
        name: The class.
        status: Its status.
        horizon_days: Days within which the deed came.
        n: Announcements, one for each pair and day.
        pairs: Pairs that they are of.
        n_at_risk: Announcements whose window the data cover to its end.
        p: Share that is followed, drawn towards `p_control`; None where no window is covered.
        low: Lower end of its 90 % range.
        high: Upper end.
        p_raw: The share as counted, those whose window is cut off censored.
        p_control: The share after a random day of the same pairs.
        design_effect: How many times the variance is that of independent cases.
    """

    dataset: str
    between: str
    name: str
    status: str
    horizon_days: int
    n: int
    pairs: int
    n_at_risk: int
    p: float | None
    low: float | None
    high: float | None
    p_raw: float | None
    p_control: float | None
    design_effect: float | None


@cache
def load_follow_classes() -> dict[str, FollowClass]:
    """Return the classes by name.

    Raises:
        OntologyError: The file is missing or a row does not fit; the subject is `file:line`.
    """
    return {row["name"]: _class(row) for row in read_rows(FOLDER, CLASSES)}


def _class(row: Row) -> FollowClass:
    """Return the class of one row."""
    stated, deed = (tuple(row[one].split(";")) for one in ("stated", "deed"))
    unknown = [code for code in (*stated, *deed) if load_cameo().get(code) is None]
    if unknown or row["direction"] not in set(Direction):
        message = (
            f"{row['_where']}: the codes {', '.join(unknown) or 'fit'} and the direction is "
            f"{row['direction']!r}; expected codes of CAMEO and same, reverse or either."
        )
        raise OntologyError(message, subject=row["_where"])
    direction = Direction(row["direction"])
    return FollowClass(
        row["name"], row["status"], row["title"], stated, deed, direction, row["reason"]
    )


@cache
def load_follow_through() -> tuple[FollowRate, ...]:
    """Return the shipped table.

    Raises:
        OntologyError: The file is missing or a row does not fit; the subject is `file:line`.
    """
    return tuple(_rate(row) for row in read_rows(FOLDER, TABLE))


@cache
def follow_rates(
    name: str, *, dataset: str = "POOLED", between: str = "states"
) -> tuple[FollowRate, ...]:
    """Return the rates of a class by horizon, shortest first; none where there are none."""
    found = (
        row
        for row in load_follow_through()
        if (row.name, row.dataset, row.between) == (name, dataset, between)
    )
    return tuple(sorted(found, key=lambda row: row.horizon_days))


def _rate(row: Row) -> FollowRate:
    """Return the rate of one row."""
    try:
        return FollowRate(
            dataset=row["dataset"],
            between=row["between"],
            name=row["name"],
            status=row["status"],
            horizon_days=int(row["horizon_days"]),
            n=int(row["n"]),
            pairs=int(row["pairs"]),
            n_at_risk=int(row["n_at_risk"]),
            p=_number(row["p"]),
            low=_number(row["low"]),
            high=_number(row["high"]),
            p_raw=_number(row["p_raw"]),
            p_control=_number(row["p_control"]),
            design_effect=_number(row["design_effect"]),
        )
    except ValueError as error:
        message = f"{row['_where']}: {error}; expected numbers, or nothing where unknown."
        raise OntologyError(message, subject=row["_where"]) from error


def _number(cell: str) -> float | None:
    """Return the number in a cell; None where it is empty."""
    return float(cell) if cell else None
