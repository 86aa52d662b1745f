"""What moved a forecast, in words, with the events behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from tocsin.forecast.occurrence.features import NAMES
from tocsin.forecast.occurrence.history import ClassHistory
from tocsin.forecast.occurrence.series import NEVER, DaySeries
from tocsin.model.forecast import EvidenceRow, Reason
from tocsin.model.quads import Quads, date_of
from tocsin.model.series import Numbers

MOST = 5
ROWS = 3
RATE = "shrunken_rate"
MERGED = {
    "window_x_own": "own_rate",
    "window_x_stated": "stated",
    "window_x_recent": "own_20",
    "own_80": "own_20",
    "intent_80": "intent_20",
    "hinted": "stated",
}
"""Features that say what another one says, and are told with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question with what was known of it.

    Attributes:
        history: The past of the class.
        quads: The events.
        source: Name of the source or file.
        pair: Number of the pair.
        names: Names of the two for readers.
        cut: Day before which events are known.
        days: Days of the window.
        values: Its features.
    """

    history: ClassHistory
    quads: Quads
    source: str
    pair: int
    names: tuple[str, str]
    cut: int
    days: int
    values: Numbers

    def value(self, feature: str) -> float:
        """Return a feature."""
        return float(self.values[NAMES.index(feature)])

    def events(self, feature: str) -> float:
        """Return the events behind a feature that is log(1 + events)."""
        return float(np.expm1(self.value(feature)))

    @property
    def known_days(self) -> int:
        """Return the days that were looked at."""
        return max(self.cut - self.history.first, 1)


def reasons(case: Case, effects: dict[str, float]) -> tuple[Reason, ...]:
    """Return the five things that moved a forecast most, the strongest first.

    Args:
        case: The question.
        effects: Log-odds that each feature adds, compared with the mean case.
    """
    merged: dict[str, float] = {}
    for name, effect in effects.items():
        told = MERGED.get(name, name)
        merged[told] = merged.get(told, 0.0) + effect
    strongest = sorted(merged, key=lambda name: (-abs(merged[name]), name))[:MOST]
    return tuple(
        Reason(
            feature=name,
            words=_WORDS[name](case),
            value=case.value(name) if name in NAMES else None,
            effect=merged[name],
            rows=_rows(case, name),
        )
        for name in strongest
    )


def _rows(case: Case, feature: str) -> tuple[EvidenceRow, ...]:
    """Return the last events behind a feature."""
    series = _SERIES.get(feature)
    if series is None:
        return ()
    unit = case.pair
    if feature in ("quieter_state", "busier_state"):
        unit = _state(case, is_busier=feature == "busier_state")
    places = series(case.history).places(unit, case.cut, ROWS)
    return tuple(evidence(case.quads, int(place), case.source) for place in places)


def evidence(quads: Quads, place: int, source: str) -> EvidenceRow:
    """Return an event as evidence."""
    day, *words = quads.with_names(place)
    return EvidenceRow(
        source=source,
        key=str(int(quads.key[place])),
        day=date.fromisoformat(day),
        words=" ".join(words),
    )


def _state(case: Case, *, is_busier: bool) -> int:
    """Return which of the two has more, or less, of the class of late."""
    size = case.history.size
    both = np.array([case.pair // size, case.pair % size], np.int64)
    worth = case.history.of_state.decayed(both, np.full(2, case.cut, np.int64), 60.0)
    return int(both[int(np.argmax(worth) if is_busier else np.argmin(worth))])


def _last(series: DaySeries, case: Case, none: str) -> str:
    """Return when the last event was."""
    unit, day = np.array([case.pair], np.int64), np.array([case.cut], np.int64)
    since = float(series.since(unit, day)[0])
    if not series.seen(unit, day)[0]:
        return none
    if since >= NEVER:
        return f"the last one {NEVER:.0f} days before or more"
    return f"the last one on {date_of(case.cut - int(since))}"


def _own_rate(case: Case) -> str:
    seen = case.history.own.seen(np.array([case.pair]), np.array([case.cut]))[0]
    one, other = case.names
    return f"{one} and {other} had such events on {seen} of {case.known_days} days"


_SERIES: dict[str, Callable[[ClassHistory], DaySeries]] = {
    "own_rate": lambda past: past.own,
    "own_20": lambda past: past.own,
    "own_since": lambda past: past.own,
    "intent_20": lambda past: past.intent,
    "intent_since": lambda past: past.intent,
    "stated": lambda past: past.intent_rolled,
    "own_rolled_20": lambda past: past.own_rolled,
    "intent_rolled_20": lambda past: past.intent_rolled,
    "kin_20": lambda past: past.kin,
    "all_20": lambda past: past.all,
    "all_rolled_20": lambda past: past.all_rolled,
    "quieter_state": lambda past: past.of_state,
    "busier_state": lambda past: past.of_state,
    "reciprocal": lambda past: past.all,
    "burst": lambda past: past.all,
    RATE: lambda past: past.own,
}
_WORDS: dict[str, Callable[[Case], str]] = {
    "own_rate": _own_rate,
    "own_20": lambda case: (
        f"{case.events('own_20'):.1f} such events of late (worth half after 20 days)"
    ),
    "own_since": lambda case: "such events: " + _last(case.history.own, case, "none on record"),
    "intent_20": lambda case: (
        f"{case.events('intent_20'):.1f} stated intents of late (worth half after 20 days)"
    ),
    "intent_since": lambda case: (
        "stated intents: " + _last(case.history.intent, case, "none on record")
    ),
    "stated": lambda case: (
        "the intent is stated"
        if case.value("stated") or case.value("hinted")
        else "no intent is stated that day"
    ),
    "own_rolled_20": lambda case: (
        f"{case.events('own_rolled_20'):.1f} such events of late with officials of the two"
    ),
    "intent_rolled_20": lambda case: (
        f"{case.events('intent_rolled_20'):.1f} stated intents of late by officials of the two"
    ),
    "kin_20": lambda case: (
        f"{case.events('kin_20'):.1f} acts of late that go with it, such as talks or threats"
    ),
    "all_20": lambda case: f"{case.events('all_20'):.1f} acts of any kind of late",
    "all_rolled_20": lambda case: (
        f"{case.events('all_rolled_20'):.1f} acts of any kind of late, officials among them"
    ),
    "quieter_state": lambda case: (
        f"{case.events('quieter_state'):.1f} such events of the quieter state with others"
    ),
    "busier_state": lambda case: (
        f"{case.events('busier_state'):.1f} such events of the busier state with others"
    ),
    "reciprocal": lambda case: (
        f"{case.events('reciprocal'):.1f} acts of late from the side that acts less"
    ),
    "burst": lambda case: (
        f"the two are {np.exp(case.value('burst')):.1f} times as busy as they usually are"
    ),
    "season": lambda case: (
        f"the days of the window have {np.exp(case.value('season')):.2f} times the usual rate"
    ),
    "window": lambda case: f"the window has {case.days} days",
    RATE: lambda case: f"the rate of {' and '.join(case.names)}, drawn towards their regions'",
}
