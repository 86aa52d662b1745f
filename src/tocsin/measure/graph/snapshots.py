"""Networks at one date after another, and values of measures taken from them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.measure.feeds import event_feeds
from tocsin.measure.graph.networks import (
    WINDOW_DAYS,
    Network,
    alliances_at,
    month_end,
    network_at,
    window_of,
)
from tocsin.measure.yearly import covered
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.store.base import View

SHORT_YEARS = 5
"""Longest period in years that is followed by quarters; a longer one is followed by years."""
_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a family found in a network, before it is known where that came from.

    Attributes:
        measure: Name of the measure.
        parties: The states that it is about; none for the network as a whole.
        value: The value; None where it is unknown.
        unit: Its unit.
        n: Observations that it rests on.
        low: Lower end of its interval, where there is one.
        high: Upper end.
        note: What the reader must know; why a value is unknown.
        keys: Telling ties, such as `PRK-RUS`.
        events: Events beneath it; None for all of the network.
        is_local: Whether it rests on ties of its parties only.
    """

    measure: str
    value: float | None
    unit: str = "1"
    parties: tuple[str, ...] = ()
    n: int = 0
    low: float | None = None
    high: float | None = None
    note: str = ""
    keys: tuple[str, ...] = ()
    events: int | None = None
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The network of one source at one date.

    Attributes:
        coverage: The source.
        network: The network; one without nodes where the source does not cover its window.
    """

    coverage: Coverage
    network: Network

    def value(self, family: str, finding: Finding) -> IndexValue:
        """Return a finding in this network as a value, unknown where it is not covered."""
        lack = self._lack(finding)
        value = None if lack else finding.value
        return IndexValue(
            measure=finding.measure,
            family=family,
            parties=finding.parties,
            start=self.network.start,
            end=self.network.end,
            value=_rounded(value),
            unit=finding.unit,
            n=0 if lack else finding.n,
            cover=Cover.NONE if lack else self.network.cover,
            rows=() if lack else (self._rows(finding),),
            low=_rounded(None if lack else finding.low),
            high=_rounded(None if lack else finding.high),
            note=lack or self._note(finding),
        )

    def _lack(self, finding: Finding) -> str:
        """Return why a finding cannot be known from this source; nothing where it can."""
        network = self.network
        if network.cover is Cover.NONE:
            return f"unknown, not zero; {covered(self.coverage)}"
        is_known = finding.is_local and set(finding.parties) <= set(network.scope)
        if network.scope and not is_known:
            states = ", ".join(network.scope)
            return f"unknown, not zero; {network.feed} was read for {states} only"
        return ""

    def _rows(self, finding: Finding) -> DataRows:
        """Return the rows beneath a finding: those of its ties, or of all."""
        network = self.network
        every = sum(edge.events for edge in network.edges)
        return DataRows(
            source=network.feed,
            table=network.table,
            edition=self.coverage.edition,
            parties=finding.parties,
            start=network.start,
            end=network.end,
            rows=every if finding.events is None else finding.events,
            keys=finding.keys,
        )

    def _note(self, finding: Finding) -> str:
        """Return the note of a finding, with what the source lacks."""
        lack = covered(self.coverage) if self.network.cover is Cover.PART else ""
        return "; ".join(note for note in (finding.note, lack) if note)


def steps(since: date, until: date) -> tuple[tuple[date, date], ...]:
    """Return the quarters or years of a period, in whole months: first and last day of each.

    Quarters in a period of up to five years, else calendar years; the first and the last may be
    shorter. The first month counts whole; one that the period ends within is left out, for it
    would tell of days after the period. Empty where no month ends in the period.
    """
    last, first = month_end(until), since.replace(day=1)
    months = 3 if until.year - since.year < SHORT_YEARS else 12
    found = []
    while first <= last:
        place = (first.year * 12 + first.month - 1) // months * months + months - 1
        end = min(last, month_last(date(place // 12, place % 12 + 1, 1)))
        found.append((first, end))
        first = month_after(end)
    return tuple(found)


def month_after(day: date) -> date:
    """Return the first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_last(day: date) -> date:
    """Return the last day of a day's month."""
    return month_after(day) - timedelta(days=1)


def event_snapshots(view: View, question: Question) -> Iterator[Snapshot]:
    """Yield for each source of events its networks at the end of each quarter or year.

    Each looks back a year, so that those of quarters overlap. The last is that of the last
    month that ended within the period. Claims from text are no source: a choice of documents
    says nothing of the ties of all states.
    """
    ends = [end for _, end in steps(question.since, question.until)]
    for coverage in sorted(event_feeds(view, question), key=lambda one: one.source):
        for at in ends or [month_end(question.until)]:
            yield Snapshot(coverage, _network(view, coverage, at))


def alliance_snapshots(view: View, question: Question) -> Iterator[Snapshot]:
    """Yield for each source of alliances its network in each year of a period.

    The last is that of the last year that had ended by the end of the period, which may lie
    before the period.
    """
    has_ended = month_end(question.until) == date(question.until.year, 12, 31)
    last = question.until.year if has_ended else question.until.year - 1
    chosen = [
        one
        for one in view.coverage("alliances")
        if not question.sources or one.source in question.sources
    ]
    for coverage in sorted(chosen, key=lambda one: one.source):
        for year in range(min(question.since.year, last), last + 1):
            days = date(year, 1, 1), date(year, 12, 31)
            if coverage.of(*days) is Cover.NONE:
                network = _nothing(coverage, days[1], days)
            else:
                network = alliances_at(view, days[1], feed=coverage.source)
            yield Snapshot(coverage, network)


def values_of(
    family: str,
    snapshots: Iterable[Snapshot],
    find: Callable[[Network], tuple[Finding, ...]],
) -> tuple[IndexValue, ...]:
    """Return what is found in each network, as values."""
    return tuple(
        snapshot.value(family, finding)
        for snapshot in snapshots
        for finding in find(snapshot.network)
    )


def without_source(
    family: str, question: Question, findings: Iterable[Finding], why: str
) -> tuple[IndexValue, ...]:
    """Return findings as unknown values, for a record that has no source for them."""
    return tuple(
        IndexValue(
            measure=finding.measure,
            family=family,
            parties=finding.parties,
            start=question.since,
            end=question.until,
            value=None,
            unit=finding.unit,
            n=0,
            cover=Cover.NONE,
            note=why,
        )
        for finding in findings
    )


def empty_network(question: Question) -> Network:
    """Return a network without any state, of no source: what is found in it is unknown."""
    return Network(question.until, WINDOW_DAYS, "", (), (), question.since, question.until)


def _network(view: View, coverage: Coverage, at: date) -> Network:
    """Return a network of events; an empty one where the source does not cover its window."""
    window = window_of(at, WINDOW_DAYS)
    if coverage.of(*window) is Cover.NONE:
        return _nothing(coverage, at, window)
    return network_at(view, at, feed=coverage.source)


def _nothing(coverage: Coverage, at: date, window: tuple[date, date]) -> Network:
    """Return a network that nothing is known of."""
    start, end = window
    bare = Network(at, (end - start).days + 1, coverage.source, (), (), start, end)
    return replace(bare, table=coverage.table, cover=Cover.NONE, scope=coverage.scope)


def _rounded(value: float | None) -> float | None:
    """Return a value to twelve digits: the last ones hang on how a machine adds up."""
    return None if value is None else round(float(value), _DIGITS)
