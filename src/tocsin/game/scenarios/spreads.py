"""Checks of what is believed of one number, against its shape and the game's domain."""

import math

from tocsin.game.base import ParameterSpec
from tocsin.game.scenarios.schema import SpreadRow
from tocsin.model.located import Located, Path
from tocsin.model.scenario import Shape, Spread

_SIZES = {"triangular": (3, 3), "beta": (3, 4), "lognormal": (2, 2)}
_FORMS = {
    "triangular": "[low, mode, high]",
    "beta": "[low, mode, high] or [low, mode, high, concentration]",
    "lognormal": "[median, factor], as in [0.2, 1.5] for 0.2 with 90 % between 0.13 and 0.3",
}


def spread_of(row: SpreadRow, file: Located, path: Path) -> Spread:
    """Return what a file says of a number.

    Raises:
        OntologyError: The range is empty or out of order, or bounds contradict it; the message
            names file, line and fix.
    """
    shape = row.shape
    at = (*path, shape)
    given = getattr(row, shape)
    numbers = (given,) if shape == "fixed" else tuple(given)
    if shape != "fixed":
        least, most = _SIZES[shape]
        if not least <= len(numbers) <= most:
            file.refuse(at, f"{shape} takes {_FORMS[shape]}; found {_told(numbers)}.")
        _check_order(shape, numbers, (file, at))
    low, high = _bounds(row, numbers, (file, path))
    return Spread(shape=Shape(shape), numbers=numbers, low=low, high=high)


def _check_order(shape: str, numbers: tuple[float, ...], at: tuple[Located, Path]) -> None:
    """Refuse a range that is empty or out of order."""
    file, path = at
    if shape == "lognormal":
        median, factor = numbers
        if median <= 0 or factor < 1:
            file.refuse(path, f"lognormal takes {_FORMS[shape]}, the median above 0 and the "
                        f"factor at least 1; found {_told(numbers)}.")  # fmt: skip
        return
    low, mode, high = numbers[:3]
    if low == high:
        file.refuse(path, f"the range {_told(numbers)} is empty; write `fixed: {low:g}`.")
    if not low <= mode <= high:
        ordered = _told(tuple(sorted(numbers[:3])))
        file.refuse(path, f"the range must rise, {_FORMS[shape]}; found {_told(numbers)}, "
                    f"perhaps {ordered} is meant.")  # fmt: skip
    if len(numbers) > 3 and numbers[3] <= 0:
        file.refuse(
            path, f"the concentration must be above 0, such as 4; found {numbers[3]:g}."
        )


def _bounds(
    row: SpreadRow, numbers: tuple[float, ...], at: tuple[Located, Path]
) -> tuple[float | None, float | None]:
    """Return the bounds, checked against one another and against the range."""
    file, path = at
    if row.bounds is None:
        return None, None
    here = (*path, "bounds")
    if len(row.bounds) != 2:
        file.refuse(here, f"bounds take [low, high]; found {_told(tuple(row.bounds))}.")
    low, high = row.bounds
    if not low < high:
        file.refuse(here, f"the bounds [{low:g}, {high:g}] contradict each other; low must lie "
                    "below high.")  # fmt: skip
    inside = numbers[:1] if row.shape in {"fixed", "lognormal"} else numbers[:3]
    if min(inside) < low or max(inside) > high:
        file.refuse(here, f"the bounds [{low:g}, {high:g}] contradict the {row.shape} "
                    f"{_told(numbers)}; widen the bounds or narrow the range.")  # fmt: skip
    return low, high


def check_domain(spread: Spread, spec: ParameterSpec, file: Located, path: Path) -> None:
    """Refuse a range that leaves what makes sense for the parameter.

    Raises:
        OntologyError: It does; the message names file, line and fix.
    """
    at = (*path, spread.shape.value)
    ends = extent(spread)
    for end in ends:
        if not spec.domain.contains(end) and not _is_open_end(spread, end, spec):
            file.refuse(at, f"{spec.name} must lie in {spec.domain} ({spec.meaning.rstrip('.')})"
                        f"; found {end:g}.{_fix(spread, spec, end)}")  # fmt: skip


def extent(spread: Spread) -> tuple[float, float]:
    """Return the least and the greatest value that a belief admits; they may be infinite."""
    if spread.shape is Shape.LOGNORMAL and not spread.is_fixed:
        low = spread.low if spread.low is not None else 0.0
        return low, spread.high if spread.high is not None else float("inf")
    if spread.is_fixed:
        return spread.numbers[0], spread.numbers[0]
    return spread.numbers[0], spread.numbers[2]


def _is_open_end(spread: Spread, end: float, spec: ParameterSpec) -> bool:
    """Return whether an end is only approached, and the domain goes as far."""
    if spread.shape is not Shape.LOGNORMAL or spread.is_fixed:
        return False
    if end == 0.0:
        return spec.domain.low <= 0.0
    return math.isinf(end) and math.isinf(spec.domain.high)


def _fix(spread: Spread, spec: ParameterSpec, end: float) -> str:
    """Return the fix of a range that leaves its domain."""
    if spec.domain.high == 1.0 and 1.0 < end <= 100.0 and math.isfinite(end):
        return " Divide percentages by 100, other scales by their top."
    if spread.shape is Shape.LOGNORMAL and spread.high is None:
        return " Add `bounds: [low, high]` that cut the tail off."
    return ""


def _told(numbers: tuple[float, ...]) -> str:
    """Return numbers as a list in a file."""
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"
