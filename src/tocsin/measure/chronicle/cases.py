"""Something that was announced, and all that may say what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.measure.chronicle.coded import Coded
from tocsin.measure.chronicle.merging import Known
from tocsin.measure.chronicle.sameness import may_fulfil
from tocsin.model.index import Coverage
from tocsin.model.timeline import Happening, Origin, Outcome

GRACE_DAYS = 7
"""How long after its time an announced event may still come, or be reported."""
DATA_GRACE_DAYS = 2
"""The same for data, which give the day itself."""
HORIZON_DAYS = 365
"""How long a plan without a last day is waited for."""
LEAST_TOLD_DAYS = 30
"""A shorter time of reporting says nothing of how often something is reported."""

Window = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a plan.

    Attributes:
        outcome: In a word.
        basis: What it rests on, in a sentence.
        by: What decided it; None for nothing.
        day: Day on which it was settled for good; reports of a plan after it are of another one.
    """

    outcome: Outcome
    basis: str
    by: Happening | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What plans are held against, up to the last day of the timeline.

    Attributes:
        until: That day.
        deeds: What happened, from text and trips, by kind.
        offs: What was called off, by kind.
        plans: What was announced, by kind.
        data: Rows of event data.
        trips: What sources of leaders' trips cover.
        told_days: Days from the first to the last report of the texts.
        joined: For a cell of the data, the happening that took it in.
    """

    until: date
    deeds: dict[str, list[Known]]
    offs: dict[str, list[Known]]
    plans: dict[str, list[Known]]
    data: Coded
    trips: Sequence[Coverage] = ()
    told_days: int = LEAST_TOLD_DAYS
    joined: dict[int, Happening] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A plan with what may have come of it.

    Attributes:
        plan: The plan.
        evidence: All there is.
        reports: Its reports, each with the time in which it counts as having come.
        deeds: What happened of its kind, whenever.
        news: How many of them were news when they were told.
    """

    plan: Known
    evidence: Evidence
    reports: tuple[tuple[Origin, Window], ...]
    deeds: tuple[Known, ...]
    news: int

    @property
    def first(self) -> date:
        """Return the first day on which it counts as having come."""
        return min(window[0] for _, window in self.reports)

    @property
    def last(self) -> date:
        """Return the last day on which it counts as having come."""
        return max(window[1] for _, window in self.reports)

    @property
    def in_data(self) -> Window:
        """Return the days on which data would show it."""
        ends = [origin.end for origin in self.plan.event.origins if origin.end]
        last = later(max(ends), DATA_GRACE_DAYS) if ends else self.last
        return self.first, max(self.first, last)

    @property
    def told(self) -> date | None:
        """Return the day on which it was announced first."""
        said = self.plan.profile.said
        return said[0] if said else None


def case_of(plan: Known, evidence: Evidence) -> Case:
    """Return a plan with what may have come of it."""
    deeds = [
        deed
        for deed in evidence.deeds.get(plan.profile.kind, ())
        if may_fulfil(plan.profile, deed.profile)
    ]
    return Case(
        plan=plan,
        evidence=evidence,
        reports=tuple(
            (origin, window) for origin in plan.event.origins if (window := due(origin))
        ),
        deeds=tuple(deeds),
        news=sum(deed.is_news for deed in deeds),
    )


def windows_of(reports: Iterable[Origin]) -> tuple[Window, ...]:
    """Return when a plan counts as having come, report by report."""
    return tuple(found for origin in reports if (found := due(origin)))


def due(report: Origin) -> Window | None:
    """Return the first and last day on which an announced event counts as having come.

    From the day of the report, or the first day of its time, to a week after its time; to a year
    on where it has no last day. A report later than the time that it gives looks back on a plan:
    then that time alone counts. None where no first day is known.
    """
    said, start, end = report.said, report.start, report.end
    if said is not None and end is not None and end < said:
        first = start
    else:
        first = max((day for day in (said, start) if day), default=None)
    if first is None:
        return None
    return first, later(end, GRACE_DAYS) if end else later(first, HORIZON_DAYS)


def fits(window: Window | None, deed: Happening) -> bool:
    """Return whether a deed with a time lies in the time that a report announced."""
    if window is None or deed.start is None or deed.end is None:
        return False
    return deed.end >= window[0] and deed.start <= window[1]


def later(day: date, days: int) -> date:
    """Return a day so many days later; not after the end of the calendar."""
    return day + timedelta(days=min(days, (date.max - day).days))
