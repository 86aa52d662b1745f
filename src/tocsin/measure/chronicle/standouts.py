"""What event data say of a plan: a day that stands out, days as usual, or silence."""

from collections.abc import Sequence

from tocsin.measure.chronicle.cases import Case, Verdict
from tocsin.measure.chronicle.coded import Peak, happening_of, peaks
from tocsin.measure.chronicle.profiles import LEADER, MEETING
from tocsin.model.index import Cover
from tocsin.model.timeline import Happening, Outcome

# Measured on 55 summits of January to September 2018 in ICEWS18, each looked for as if announced
# for a span of 1, 7, 14 and 30 days around it (`test_standouts`): at .2 they stand out in .98,
# .90, .85 and .65 of the cases, on the right day in 1, .96, .94 and .94 of these, and so do .07,
# .03, .03 and .02 of spans of the same pairs without a summit. At .3 it is .74 and .05 for 30
# days; at .1 nothing of that length can stand out, as nine months leave 240 days outside of it.
CHANCE = 0.2
"""Events expected by chance up to which a match is taken for the announced one."""
LEAST_ROWS = 2
"""Rows below which a day shows nothing for sure: both sides of a meeting are coded, and each of
those 55 summits has as many."""
NO_SIGN = 1.0
"""Events expected by chance from which on a match says nothing."""


def standouts(case: Case) -> tuple[Peak, ...]:
    """Return the busiest day of each source in the time of a plan, the least usual first."""
    profile = case.plan.profile
    found = peaks(case.evidence.data, profile.kind, profile.way, case.in_data, case.told)
    return tuple(sorted(found, key=lambda peak: (peak.rows == 0, peak.expected, peak.feed)))


def shown(case: Case, found: Sequence[Peak], *, is_firm: bool) -> Verdict | None:
    """Return the verdict that data show a plan as having come, or that it may have.

    Only meetings are shown firmly: no code of the data says which goods moved, or what was
    signed.
    """
    is_met = case.plan.profile.kind == MEETING
    most = (CHANCE if is_met else 0.0) if is_firm else NO_SIGN
    least = LEAST_ROWS if is_firm else 1
    for peak in found:
        if peak.rows < least or peak.expected > most or peak.day > case.evidence.until:
            continue
        rows = f"{peak.rows} rows" if peak.rows > 1 else "one row"
        return Verdict(
            outcome=Outcome.CAME if is_firm else Outcome.MAY_HAVE_COME,
            basis=(
                f"by data: {rows} of {peak.feed} on {peak.day}, the busiest of {peak.days} days; "
                f"{peak.expected:.2f} such days are expected by chance"
            ),
            by=_cell(case, peak),
            day=peak.day if is_firm else None,
        )
    return None


def _cell(case: Case, peak: Peak) -> Happening:
    """Return the happening that stands for a day of data: its largest cell of the kind."""
    data, profile = case.evidence.data, case.plan.profile
    cells = data.of_kind(peak.feed, peak.day, profile.kind, profile.way)
    best = max(cells, key=lambda cell: (len(data.places(cell)), -cell))
    return case.evidence.joined.get(best) or happening_of(data, best)


def silent(case: Case, found: Sequence[Peak]) -> Verdict:
    """Return the verdict on a plan whose time has passed without a sign of it.

    Data on trips count for plans of leaders alone.
    """
    first, last = case.in_data
    usual = [peak for peak in found if peak.busy]
    if usual:
        most = max(usual, key=lambda peak: (peak.busy, peak.feed))
        basis = (
            f"{most.feed} has such events on {most.busy} of {most.days} days, and none of them "
            "stands out"
        )
        return Verdict(outcome=Outcome.UNKNOWN, basis=basis)
    covering = [one.source for one in case.evidence.data.covering(first, last)]
    profile = case.plan.profile
    if profile.kind == MEETING and any(LEADER in party.ranks for _, party in profile.parties):
        trips = case.evidence.trips
        covering += [one.source for one in trips if one.of(first, last) is Cover.FULL]
    if covering:
        basis = f"no such event in {', '.join(covering)} from {first} to {last}"
        return Verdict(outcome=Outcome.DID_NOT_SHOW, basis=basis)
    basis = f"no source covers the time from {first} to {last}"
    return Verdict(outcome=Outcome.UNKNOWN, basis=basis)
