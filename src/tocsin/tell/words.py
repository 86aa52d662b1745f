"""How numbers, ranges, dates and names are written; nothing is computed here but rounding."""

import re
from collections.abc import Callable
from datetime import date

from tocsin.model.assessment import Figure
from tocsin.model.ids import country

LEVELS = ("minimal", "guarded", "elevated", "high", "severe")
"""The levels of `Concern.level`, each a fifth of the scale from 0 to 100."""

_DASH = "\u2013"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def percent(p: float) -> str:
    """Return a probability in [0, 1] as a whole percentage.

    Below 1 and above 99 the words of the house stand instead: no estimate is that sharp.
    """
    if p < 0.01:
        return "less than 1%"
    if p > 0.99:
        return "more than 99%"
    return f"{p * 100:.0f}%"


def share(part: float) -> str:
    """Return a share in [0, 1] as a whole percentage; unlike an estimate it may be all of it."""
    return f"{part * 100:.0f}%"


def percent_range(interval: tuple[float, float]) -> str:
    """Return an interval of probabilities, such as `49-83%` with an en dash."""
    low, high = percent(interval[0]), percent(interval[1])
    if low == high:
        return low
    is_plain = " " not in low + high
    return f"{low[:-1]}{_DASH}{high}" if is_plain else f"{low} to {high}"


def score(value: float) -> str:
    """Return a score from 0 to 100 as a whole number."""
    return f"{value:.0f}"


def score_range(interval: tuple[float, float]) -> str:
    """Return an interval of scores, such as `48-77` with an en dash."""
    return f"{interval[0]:.0f}{_DASH}{interval[1]:.0f}"


def quantity(value: float, unit: str) -> str:
    """Return a number in the unit of a figure, with the unit's sign or name."""
    write = _QUANTITIES.get(unit)
    return write(value) if write is not None else f"{value:.3g} {unit}".strip()


def move(now: float, then: float, unit: str) -> tuple[str, str]:
    """Return two numbers of a change in the unit of a figure; they differ in print if at all.

    Where both would read alike, as 29.3% and 28.8% do, probabilities and scores get as many
    digits as tell them apart, three at most.
    """
    told = quantity(now, unit), quantity(then, unit)
    if now == then or unit not in {"probability", "share", "score_0_100"}:
        return told
    factor, sign = (1.0, " of 100") if unit == "score_0_100" else (100.0, "%")
    for digits in range(1, 4):
        if told[0] != told[1] or " than " in told[0]:
            break
        told = f"{now * factor:.{digits}f}{sign}", f"{then * factor:.{digits}f}{sign}"
    return told


_QUANTITIES: dict[str, Callable[[float], str]] = {
    "share": share,
    "probability": percent,
    "score_0_100": lambda value: f"{value:.0f} of 100",
    "count": lambda value: f"{value:,.0f}",
    "days": lambda value: f"{value:,.0f} days",
    "log_odds": lambda value: f"{value:+.2f} log-odds",
    "harm": lambda value: f"{value:.2f}",
    "score_change": lambda value: f"{value:+.1f} points",
    "probability_change": lambda value: f"{100 * value:+.1f} percentage points",
    "points": lambda value: f"{value:.2f} points",
}


def quantity_range(interval: tuple[float, float], unit: str) -> str:
    """Return an interval in the unit of a figure."""
    if unit in {"probability", "share"}:
        return percent_range(interval)
    if unit in {"score_0_100", "count", "days"}:
        return score_range(interval)
    return f"{interval[0]:+.2f} to {interval[1]:+.2f}"


def figure_value(figure: Figure) -> str:
    """Return a figure's number with its unit and, where it has one, its 90 % range."""
    number = quantity(figure.value, figure.unit)
    if figure.interval is None:
        return number
    return f"{number} (90% range {quantity_range(figure.interval, figure.unit)})"


def day(value: date | None) -> str:
    """Return a date in words, `5 September 2023`; nothing for no date."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else ""


def label(identifier: str) -> str:
    """Return an identifier such as `arms_supply` in words."""
    return identifier.replace("_", " ").strip()


def actor_name(actor: str | None, names: dict[str, str]) -> str:
    """Return the readable name of an actor; its part's name or its id where none is given."""
    if not actor:
        return "not named"
    if actor in names:
        return names[actor]
    head, _, part = actor.partition(".")
    return label(part).title() if part else names.get(country(actor), head)


def listing(words: tuple[str, ...] | list[str]) -> str:
    """Return words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def anchor(prefix: str, identifier: str) -> str:
    """Return an id as a fragment that is safe in HTML and in a URL."""
    return f"{prefix}-{re.sub(r'[^A-Za-z0-9_.-]', '-', identifier)}"
