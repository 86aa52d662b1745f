"""What is asked of a model of occurrence, and what comes back."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tocsin.model.event_classes import EventClass
from tocsin.model.forecast import BaseRate, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whether an event of a class happens between two actors from one day to another.

    Attributes:
        pair: The two actors as the events name them; of a class with a direction the one that
            acts comes first.
        event_class: The class.
        made_on: Day of the forecast; events of that day and of earlier ones may be used.
        start: First day of the window, inclusive; after `made_on`.
        end: Last day of the window, inclusive.
        status: How a text puts the event, such as `planned`; empty for nothing.
    """

    pair: tuple[str, str]
    event_class: EventClass
    made_on: date
    start: date
    end: date
    status: str = ""

    @property
    def days(self) -> int:
        """Return the days of the window."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A probability with all that stands behind it.

    Attributes:
        p: The probability, in [0, 1].
        interval: 90 % range; None where the model gives none.
        method: Name of the model.
        reasons: The five things that moved it most, the strongest first.
        bases: Base rates as of the same day.
        notes: What the reader must know of it.
    """

    p: float
    interval: tuple[float, float] | None
    method: str
    reasons: tuple[Reason, ...] = ()
    bases: tuple[BaseRate, ...] = ()
    notes: tuple[str, ...] = ()


class Occurrence(Protocol):
    """A model that says how probable it is that something happens at all."""

    def forecast(self, asked: Asked) -> Given:
        """Return a probability out of the events up to the day on which it is asked.

        Raises:
            InsufficientDataError: The events do not carry an answer.
        """
