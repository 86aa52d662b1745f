"""The words for a probability, by the standard in force, and for lists and days."""

from datetime import date

from tocsin.model.estimative import DEFAULT, SCALES

LEVELS = ((20.0, "minimal"), (40.0, "guarded"), (60.0, "elevated"), (80.0, "high"))
_SEVERE = "severe"


def likelihood_word(p: float, scale: str = DEFAULT) -> str:
    """Return the word for a probability in [0, 1] by a standard: `icd203` or `phia`."""
    return SCALES[scale].word(p)


def level_of(score: float) -> str:
    """Return the level of a score of concern in [0, 100]; bounds belong to the level above."""
    for bound, level in LEVELS:
        if score < bound:
            return level
    return _SEVERE


def percent(p: float) -> str:
    """Return a probability as whole percent; outside 1 to 99 % in words."""
    if p < 0.01:
        return "less than 1%"
    if p > 0.99:
        return "more than 99%"
    return f"{100 * p:.0f}%"


def join(parts: tuple[str, ...] | list[str]) -> str:
    """Return parts as a list in a sentence: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def horizon_words(days: int) -> str:
    """Return a horizon in words."""
    return "one day" if days == 1 else f"{days} days"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """Return a day in words, `5 September 2023`, whatever the language of the machine."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span_words(start: date, end: date) -> str:
    """Return days in words: `on 4 July 2023`, `from 25 to 29 August 2023`."""
    if start == end:
        return f"on {day_words(start)}"
    is_month = (start.year, start.month) == (end.year, end.month)
    return f"from {start.day if is_month else day_words(start)} to {day_words(end)}"
