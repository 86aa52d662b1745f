"""How the numbers of games are written: by their unit, never sharper than an estimate is."""

from collections.abc import Iterable

from tocsin.model.gaming import Input
from tocsin.model.outcome import BandShare, Estimate
from tocsin.model.scenario import Shape

NONE = "-"
_DASH = "\u2013"
_SHARES = ("probability", "share")
_DIFFERENCE = "difference of "
_UNKNOWN = "as in "
"""How the unit of a table begins that does not name its own."""
_NOTHING = 1e-9
_LARGE, _HUGE = 1_000.0, 1e6


def is_share(unit: str) -> bool:
    """Return whether numbers of a unit are written as percentages."""
    return unit in _SHARES


def unit_of(unit: str) -> str:
    """Return the unit behind a number; nothing where the number says it itself, or nobody does."""
    is_said = is_share(unit) or unit.startswith((_DIFFERENCE, _UNKNOWN))
    return "" if is_said else f" {unit}"


def number(value: float | None, unit: str = "") -> str:
    """Return a number as its unit wants it written, without the unit; a dash for none."""
    if value is None:
        return NONE
    if is_share(unit):
        return _percent(value, is_chance=unit == "probability")
    if unit.startswith(_DIFFERENCE):
        return f"{100 * value + 0.0:+.1f} points"
    return plain_number(value)


def plain_number(value: float) -> str:
    """Return a number with three digits that count, or whole where it is large."""
    if abs(value) < _NOTHING:
        return "0"
    return f"{value:,.0f}" if _LARGE <= abs(value) < _HUGE else f"{value:.3g}"


def quantity(value: float | None, unit: str) -> str:
    """Return a number with its unit."""
    return number(value, unit) + (unit_of(unit) if value is not None else "")


def span(ends: tuple[float, float] | None, unit: str) -> str:
    """Return a range of numbers without the unit; a dash for none."""
    if ends is None:
        return NONE
    low, high = number(ends[0], unit), number(ends[1], unit)
    if low == high:
        return low
    is_plain = is_share(unit) and low[0].isdigit() and high[0].isdigit()
    return f"{low[:-1]}{_DASH}{high}" if is_plain else f"{low} to {high}"


def over(values: Iterable[float | None], unit: str) -> str:
    """Return the range of the values of readings; a dash where none has one."""
    known = [one for one in values if one is not None]
    return span((min(known), max(known)), unit) if known else NONE


def ranged(estimate: Estimate) -> str:
    """Return an estimate with its 90 % range in brackets, unit and all."""
    told = quantity(estimate.value, estimate.unit)
    if estimate.interval is None or estimate.value is None:
        return told
    return f"{told} (90% range {span(estimate.interval, estimate.unit)})"


def band_over(band: BandShare) -> str:
    """Return the range over readings of a band's probability."""
    return over((p for _, p in band.by_reading), "probability")


def belief(one: Input, *, has_unit: bool = False) -> str:
    """Return what is believed of an input, in words."""
    shown = [number(value) for value in one.numbers]
    unit = f" {one.unit}" if has_unit and not one.unit.startswith(_UNKNOWN) else ""
    if one.shape is Shape.FIXED or len(set(one.numbers[:3])) == 1:
        told = f"{shown[0]}{unit}"
    elif one.shape is Shape.LOGNORMAL:
        told = f"{shown[0]}{unit}, 90% within a factor of {shown[1]}"
    else:
        told = f"{shown[0]} to {shown[2]}{unit}, most likely {shown[1]}"
    if one.bounds is not None:
        told += f", cut at {' and '.join(number(end) for end in one.bounds if end is not None)}"
    return told


def _percent(value: float, *, is_chance: bool) -> str:
    """Return a share as a whole percentage; a probability is never none nor all."""
    if is_chance and value < 0.01:
        return "<1%"
    if is_chance and value > 0.99:
        return ">99%"
    return f"{100 * value:.0f}%"
