"""Answers to questions: whether something happens at all between two states."""

from dataclasses import dataclass

import numpy as np

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.base import Asked, Given
from tocsin.forecast.occurrence.actors import NOBODY, Scope, unit_names
from tocsin.forecast.occurrence.features import MIDDLE, Rows
from tocsin.forecast.occurrence.fitting import Fitted
from tocsin.forecast.occurrence.hazard import hazards
from tocsin.forecast.occurrence.history import ClassHistory, class_history
from tocsin.forecast.occurrence.logit import log_odds_of, sigmoid
from tocsin.forecast.occurrence.model import OccurrenceModel
from tocsin.forecast.occurrence.predicting import LONGEST, Said, ends, say
from tocsin.forecast.occurrence.words import Case, reasons
from tocsin.forecast.rates import CLIMATOLOGY, LAST, PAIR, History, number_of
from tocsin.model.forecast import BaseRate, Reason

METHOD = "occurrence"
STATED = frozenset({"planned"})
"""Ways a text puts an event that state the intent."""
MOST_DAYS = 365
STALE_DAYS = 3
"""Days after the last event that need no note."""
LONGEST_GAP = 365
_LADDER = (1, 3, 7, 14, 30, 60)
_DRAWS = 4000


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """A question as it is worked on.

    Attributes:
        asked: What is asked.
        past: The past of the class, up to the last day that is known.
        learned: What was learned of the class.
        known: The events behind it.
        day: Last day that is known.
        units: The two.
    """

    asked: Asked
    past: ClassHistory
    learned: Fitted
    known: History
    day: int
    units: tuple[int, int]

    @property
    def ends(self) -> tuple[int, int]:
        """Return the days from the last known one to before the window, and to its end."""
        before = number_of(self.asked.start) - 1 - self.day
        return max(before, 0), number_of(self.asked.end) - self.day

    @property
    def cut(self) -> int:
        """Return the first day that is not known."""
        return self.day + 1


class Forecaster:
    """Says how probable it is that something happens at all, by a learned model.

    Attributes:
        model: What was learned.
        history: The events that are known.
    """

    def __init__(self, model: OccurrenceModel, history: History, *, seed: int = 0) -> None:
        self.model = model
        self.history = history
        self._seed = seed
        self._pasts: dict[tuple[str, int], ClassHistory] = {}

    def forecast(self, asked: Asked) -> Given:
        """Return a probability out of the events up to the day on which it is asked.

        Where the two have no event with each other, it is the rate of their regions, which the
        notes say; where the events end before that day, it is asked as
        of the last day that they cover.

        Raises:
            InsufficientDataError: There are no events up to that day, they end long before it,
                an actor is no state and in no event, or too little was there to learn from.
            UsageError: The window is not of 1 to 365 days, or the model has no such class.
        """
        question = self._question(asked)
        if not self._has_past(question):
            return self._of_region(question)
        return self._of_pair(question)

    def _question(self, asked: Asked) -> _Question:
        """Return a question with the past that it is answered from."""
        _refuse_window(asked)
        learned = self._learned(asked)
        known = self.history.until(asked.made_on)
        if not len(known.quads):
            message = (
                f"{known.source} has no event up to {asked.made_on}; nothing can be said of what "
                "comes then."
            )
            raise InsufficientDataError(message, subject=known.source)
        _refuse_gap(asked, known)
        past = self._past(asked, known)
        units = tuple(past.actors.unit(name, known.last) for name in asked.pair)
        for name, unit in zip(asked.pair, units, strict=True):
            if unit == NOBODY:
                message = (
                    f"{known.source} has no event of {name} up to {known.last}, and it is no "
                    "state whose region could stand for it."
                )
                raise InsufficientDataError(message, subject=name)
        if units[0] == units[1]:
            message = f"{asked.pair[0]} and {asked.pair[1]} are the same; give two."
            raise UsageError(message, subject=asked.pair[0])
        return _Question(
            asked, past, learned, known, number_of(known.last), (units[0], units[1])
        )

    def _learned(self, asked: Asked) -> Fitted:
        """Return what was learned of the class.

        Raises:
            InsufficientDataError: Too little was there to learn from.
            UsageError: The model was not asked to learn it.
        """
        name, model = asked.event_class.name, self.model
        if name in model.skipped:
            raise InsufficientDataError(model.skipped[name], subject=name)
        if name not in model.classes:
            message = (
                f"The model has learned nothing of the class {name!r}; it knows "
                f"{', '.join(model.classes)}."
            )
            raise UsageError(message, subject=name)
        return model.classes[name]

    def _past(self, asked: Asked, known: History) -> ClassHistory:
        """Return the past of a class up to a day; that of the day asked last is kept."""
        key = (asked.event_class.name, number_of(known.last))
        if key not in self._pasts:
            scope = Scope(self.model.provenance.scope)
            past = class_history(
                known.quads, asked.event_class, scope=scope, first=number_of(known.first)
            )
            self._pasts = {key: past}
        return self._pasts[key]

    def _has_past(self, question: _Question) -> bool:
        """Return whether the two have any event with each other."""
        pair, cut = _pair(question), np.array([question.cut], np.int64)
        return bool(question.past.all_rolled.seen(pair, cut)[0])

    def _of_pair(self, question: _Question) -> Given:
        """Return what the model says of a pair with a past."""
        before, end = question.ends
        rows = _rows(question, end - before)
        said = say(question.learned, question.past, rows)
        p = _after_gap(float(said.p[-1]), float(said.hazards.p(rows.days)[-1]), before)
        notes = [*_gap_notes(question), *_length_notes(question)]
        return Given(
            p=p,
            interval=ends(p, float(said.deviation[-1])),
            method=METHOD,
            reasons=reasons(_case(question, said), said.effects),
            bases=_bases(question),
            notes=tuple(notes),
        )

    def _of_region(self, question: _Question) -> Given:
        """Return the rate of two regions, for a pair without a past.

        The range is that of pairs of the two regions: a gamma distribution with the strength of
        the pair's shrinkage as its shape.
        """
        regions = _region_rate(question)
        shape = question.learned.core.shrinkage.pair
        scale = 1.0 / (question.cut - question.past.first + shape / regions)
        before, end = question.ends
        drawn = np.random.default_rng(self._seed).gamma(shape, scale, _DRAWS)
        chances = -np.expm1(-drawn * (end - before))
        p = float(-np.expm1(-shape * scale * (end - before)))
        low, high = np.percentile(chances, (5.0, 95.0))
        world = _world_rate(question)
        note = (
            f"{question.known.source} has no event between {question.asked.pair[0]} and "
            f"{question.asked.pair[1]} up to {question.known.last}: this is the rate of pairs of "
            "their two regions, drawn towards that of the world."
        )
        return Given(
            p=p,
            interval=(min(float(low), p), max(float(high), p)),
            method=METHOD,
            reasons=_region_reasons(question, regions, world),
            bases=_bases(question),
            notes=(note, *_gap_notes(question), *_length_notes(question)),
        )


def _refuse_window(asked: Asked) -> None:
    """Refuse windows that cannot be answered.

    Raises:
        UsageError: The window is not of 1 to 365 days, or does not lie after the day.
    """
    if not 1 <= asked.days <= MOST_DAYS or asked.start <= asked.made_on:
        message = (
            f"The window is {asked.start} to {asked.end} and is asked about on {asked.made_on}; "
            f"it must begin after that day and have 1 to {MOST_DAYS} days."
        )
        raise UsageError(message, subject=str(asked.start))


def _refuse_gap(asked: Asked, known: History) -> None:
    """Refuse events that end long before the day of asking.

    Raises:
        InsufficientDataError: They do.
    """
    if (asked.made_on - known.last).days > LONGEST_GAP:
        message = (
            f"{known.source} ends on {known.last}, more than {LONGEST_GAP} days before "
            f"{asked.made_on}; take newer data in."
        )
        raise InsufficientDataError(message, subject=known.source)


def _pair(question: _Question) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the number of the pair, as an array of one."""
    one, other = (np.array([unit], np.int64) for unit in question.units)
    return question.past.number(one, other)


def _rows(question: _Question, length: int) -> Rows:
    """Return the question for windows of rising length, the one asked about last."""
    lengths = np.array([*(step for step in _LADDER if step < length), length], np.int64)
    count, pair = len(lengths), _pair(question)
    day = np.array([question.day], np.int64)
    past, status = question.past, question.asked.status
    stated = bool(past.intent.within(pair, day, day)[0]) or status in STATED
    hinted = bool(past.intent_rolled.within(pair, day, day)[0]) or stated
    return Rows(
        np.repeat(pair, count), np.repeat(day, count), lengths,
        np.full(count, stated), np.full(count, hinted),
    )  # fmt: skip


def _after_gap(p: float, rate: float, gap: int) -> float:
    """Return the chance of an event in a window that begins some days after the last known one.

    The log-odds go from those of a window that begins at once to those of the pair's rate; what
    is known of late is worth half after twenty days.
    """
    worth = 2.0 ** (-gap / MIDDLE)
    near, usual = log_odds_of(np.array([p, rate]))
    return float(sigmoid(np.array([worth * near + (1 - worth) * usual]))[0])


def _case(question: _Question, said: Said) -> Case:
    """Return the question as its reasons are told."""
    past = question.past
    pair = int(_pair(question)[0])
    one, other = unit_names(past.actors, question.units)
    return Case(
        past, question.known.quads, question.known.source, pair, (one, other),
        question.cut, question.asked.days, said.values,
    )  # fmt: skip


def _world_rate(question: _Question) -> float:
    """Return the rate of any pair of the world, in events a day."""
    past = question.past
    days = max(question.cut - past.first, 1)
    count = float(past.world.count[past.world.day < question.cut].sum())
    return (count + 0.5) / (max(past.possible_pairs, 1) * days)


def _region_rate(question: _Question) -> float:
    """Return the rate of any pair of the two regions, in events a day."""
    rates = hazards(
        question.past, _pair(question), np.array([question.cut], np.int64),
        question.learned.core.shrinkage,
    )  # fmt: skip
    return float(rates.region[0])


def _bases(question: _Question) -> tuple[BaseRate, ...]:
    """Return what others would say who knew nothing but how often such things happen."""
    before, end = question.ends
    days = end - before
    world, known = _world_rate(question), question.cut - question.past.first
    pairs = question.past.possible_pairs
    found = [
        BaseRate(
            name=CLIMATOLOGY,
            words=f"rate of all {pairs:,} pairs of states in the data",
            p=float(-np.expm1(-world * days)),
            n=known,
        )
    ]
    pair, cut = _pair(question), np.array([question.cut], np.int64)
    rates = hazards(question.past, pair, cut, question.learned.core.shrinkage)
    seen = int(rates.seen[0])
    recent = question.past.own.within(pair, cut - days, cut - 1)[0] > 0
    found += [
        BaseRate(
            name=PAIR,
            words=f"rate of the pair, {seen} days with such events of {known}, drawn towards "
            "that of its regions",
            p=float(-np.expm1(-rates.pair[0] * days)),
            n=known,
        ),
        BaseRate(
            name=LAST,
            words=f"the last {days} days had {'one' if recent else 'none'}",
            p=float(recent),
            n=1,
        ),
    ]
    return tuple(found)


def _region_reasons(question: _Question, regions: float, world: float) -> tuple[Reason, ...]:
    """Return what moved the rate of two regions."""
    days = question.ends[1] - question.ends[0]
    chances = -np.expm1(-np.array([world, regions]) * days)
    base, moved = (float(one) for one in log_odds_of(chances))
    return (
        Reason(
            feature=CLIMATOLOGY,
            words=f"of all pairs of states {chances[0]:.2%} of such windows have one",
            value=float(chances[0]),
            effect=base,
        ),
        Reason(
            feature="region",
            words=f"of pairs of the two regions {chances[1]:.2%} of such windows have one",
            value=float(chances[1]),
            effect=moved - base,
        ),
    )


def _gap_notes(question: _Question) -> tuple[str, ...]:
    """Return a note where the events end before the day of asking."""
    gap = (question.asked.made_on - question.known.last).days
    if gap <= STALE_DAYS:
        return ()
    note = (
        f"{question.known.source} ends on {question.known.last}, {gap} days before the question: "
        "the forecast is as of that day."
    )
    return (note,)


def _length_notes(question: _Question) -> tuple[str, ...]:
    """Return a note where the window is longer than what was learned from."""
    if question.asked.days <= LONGEST:
        return ()
    note = (
        f"Windows of up to {LONGEST:.0f} days were learned from; beyond, the rate is carried on "
        "and the range widened."
    )
    return (note,)
