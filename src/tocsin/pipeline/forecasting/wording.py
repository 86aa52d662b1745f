"""A question with its rule of resolution, written at once and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.errors import UsageError
from tocsin.model.cameo import load_cameo
from tocsin.model.event_classes import EventClass
from tocsin.model.forecast import ForecastQuestion, ResolutionRule
from tocsin.model.gazetteer import load_gazetteer
from tocsin.tell.words import listing

WITHIN = 30
"""Days of a window that nobody bounds."""
MOST_DAYS = 3650
GRACE_DAYS = 365
"""Days after the window in which data on it are waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When something is to happen, both days inclusive."""

    start: date
    end: date


def window_of(asked_on: date, *, within: int | None, by: date | None) -> Window:
    """Return the window from the day after a question on.

    Args:
        asked_on: Day of the question.
        within: Days of the window, 1 to 3650.
        by: Last day of the window.

    Raises:
        UsageError: Both are given, or the window has passed or is too long.
    """
    if within is not None and by is not None:
        raise UsageError("--within and --by exclude each other; give one of them.")
    if within is not None and not 1 <= within <= MOST_DAYS:
        message = f"--within is {within}; it must lie between 1 and {MOST_DAYS} days."
        raise UsageError(message, subject="--within")
    end = by or asked_on + timedelta(days=within or WITHIN)
    return checked_window(asked_on, Window(start=asked_on + timedelta(days=1), end=end))


def checked_window(asked_on: date, window: Window) -> Window:
    """Return a window that begins after the day of the question, cut to what is still ahead.

    Raises:
        UsageError: It has passed, or reaches too far.
    """
    if window.end <= asked_on:
        message = (
            f"The window of this question ended on {window.end}, and it is asked on {asked_on}: "
            "what has passed is no forecast. Ask about a later day, or give the day of asking "
            "with --as-of."
        )
        raise UsageError(message, subject="window")
    if (window.end - asked_on).days > MOST_DAYS:
        message = f"{window.end} is more than {MOST_DAYS} days after {asked_on}; ask for less."
        raise UsageError(message, subject="window")
    return Window(start=max(window.start, asked_on + timedelta(days=1)), end=window.end)


def question_of(
    kind: EventClass,
    dyad: tuple[str, str],
    window: Window,
    *,
    asked_on: date,
    sources: Sequence[str],
) -> ForecastQuestion:
    """Return a question about two states with its rule.

    The states of a class without a direction are put in order, so that both orders ask the same.
    """
    pair = (min(dyad), max(dyad)) if kind.is_mutual else dyad
    first, second = (load_gazetteer().states.get(state, state) for state in pair)
    text = kind.question.format(a=first, b=second)
    return ForecastQuestion(
        asked_on=asked_on,
        dyad=pair,
        event_class=kind.name,
        is_mutual=kind.is_mutual,
        text=f"{text.rstrip('?')}, from {window.start} to {window.end}?",
        start=window.start,
        end=window.end,
        rule=_rule(kind, (first, second), window, tuple(sorted(sources))),
    )


def _rule(
    kind: EventClass, names: tuple[str, str], window: Window, sources: tuple[str, ...]
) -> ResolutionRule:
    """Return the rule that decides a question."""
    void_on = window.end + timedelta(days=GRACE_DAYS)
    named = listing(sources) if sources else "any source of event data in the lake"
    codes = _either([_coded(code) for code in kind.codes])
    modes = f", or in PLOVER {_either(kind.modes)}" if kind.modes else ""
    return ResolutionRule(
        sources=sources,
        codes=kind.codes,
        modes=kind.modes,
        who=_who(kind, names),
        yes=f"a row of {named}, dated {window.start} to {window.end}, has the CAMEO code {codes}, "
        f"or one that begins so{modes}. One row is enough; claims in texts do not count.",
        no=f"{named} covers all days of the window for both states, and no such row is there.",
        void=f"by {void_on} no such source covers all days of the window; or a person says why "
        "it cannot be decided.",
        void_on=void_on,
    )


def _who(kind: EventClass, names: tuple[str, str]) -> str:
    """Return who must act on whom."""
    first, second = names
    way = (
        f"{first} and {second}, either acting"
        if kind.is_mutual
        else f"{first} acting on {second}"
    )
    told = f"{way} on the other" if kind.is_mutual else way
    return (
        f"{told}, as the source assigns actors to states: leaders, ministries and parties count "
        "for their state, and what happens inside one state does not count."
    )


def _coded(code: str) -> str:
    """Return a CAMEO code with its name."""
    known = load_cameo().get(code)
    return f"{code} ({known.name.lower()})" if known else code


def _either(words: Sequence[str]) -> str:
    """Return words of which one is enough: `a`, `a or b`, `a, b or c`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
