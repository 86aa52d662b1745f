"""What became of what was announced: the rules by which a plan counts as having come.

A deed of the same kind by the same states is not yet the deed that was announced, least of all
between states that meet every week. So a link is made on strong grounds only, and what falls
short of them is called by its name.
"""

from datetime import date

from tocsin.measure.chronicle.cases import Case, Evidence, Verdict, case_of, fits, windows_of
from tocsin.measure.chronicle.coded import usual_share
from tocsin.measure.chronicle.merging import Known
from tocsin.measure.chronicle.profiles import MEETING
from tocsin.measure.chronicle.sameness import NARROW_DAYS, may_fulfil, particulars, shared
from tocsin.measure.chronicle.standouts import CHANCE, NO_SIGN, shown, silent, standouts
from tocsin.model.timeline import CLAIMS, Happening, Outcome

SURE = 0.5
"""Confidence of the coder below which a claim decides nothing."""


def settle(plan: Known, evidence: Evidence) -> Verdict:
    """Return what became of something that was ahead.

    In this order, the first that holds:

    1. *came, by text*: a report of such a deed (`sameness.may_fulfil`), told after the plan, whose
       time, at most a month long, lies in the time announced (`cases.due`); of which the coder is
       sure enough; which is not of one side alone where both announced it; and which names the
       same people, goods or place, or, but for meetings, tells it in the same words; or at most
       0.2 such deeds are expected by chance until then (`expected_deeds`). Of several the one
       with most in common, then with most sources. Trips of leaders count as reports.
    2. *called off, by text*: a report, from the day of the announcement on, that such an event
       was called off, with something in common; or that a meeting was, which by its time can be
       no other.
    3. *came, by data*: a day with two rows or more that stands out in event data (`coded.peaks`),
       with at most 0.2 such days expected by chance; meetings only.
    4. *may have come*: a deed as in 1 that fails the test, with at most one expected by chance;
       or one told without a day, later than the announcement and with people, goods or place in
       common; or a day that stands out with at most one such day expected.
    5. *open*: the time has not passed on the last day of the timeline.
    6. *did not show*: some source covers the whole time, and no source has any such row.
    7. *unknown*: no source covers the time, or one has such rows as usual.
    """
    case = case_of(plan, evidence)
    if not case.reports:
        return Verdict(outcome=Outcome.UNKNOWN, basis="nobody says when it was said or meant")
    deeds = _candidates(case)
    found = _came(case, deeds) or _called_off(case)
    if found is not None:
        return found
    days = standouts(case)
    found = (
        shown(case, days, is_firm=True)
        or _may_have_come(case, deeds)
        or shown(case, days, is_firm=False)
    )
    if found is not None:
        return found
    if case.last >= evidence.until:
        return Verdict(outcome=Outcome.OPEN, basis=f"its time lasts to {case.last}")
    return silent(case, days)


def _candidates(case: Case) -> list[Known]:
    """Return what may be the announced deed: in its time, or told later without a day.

    A deed that nobody told after the announcement is another one, or was misread: no report
    says that a thing is done and to come on one day. Data need no telling.
    """
    found = []
    for deed in case.deeds:
        said = deed.profile.said
        if not deed.event.is_dated:
            is_one = bool(case.told and said and case.told < said[0] <= case.last)
        else:
            is_one = _lies_in(case, deed.event)
        if is_one:
            found.append(deed)
    return sorted(found, key=lambda deed: _worth(case.plan, deed))


def _lies_in(case: Case, deed: Happening) -> bool:
    """Return whether a deed with a day lies in the time of a report of a plan, and came after."""
    for origin, window in case.reports:
        if not fits(window, deed):
            continue
        if origin.said is None or (origin.end is not None and origin.end < origin.said):
            return True
        if any(one.feed != CLAIMS or (one.said or date.min) > origin.said
               for one in deed.origins):  # fmt: skip
            return True
    return False


def _worth(plan: Known, deed: Known) -> tuple[object, ...]:
    """Return what deeds are ordered by: most in common, best told, then the earliest."""
    return (
        -particulars(plan.profile, deed.profile),
        -deed.independent,
        -deed.confidence,
        deed.event.start or date.max,
        deed.event.origins[0].id,
    )


def _came(case: Case, deeds: list[Known]) -> Verdict | None:
    """Return the verdict that a plan came by a report of the deed; None without a firm one."""
    for deed in deeds:
        event = deed.event
        if not event.is_dated or deed.profile.width > NARROW_DAYS or deed.confidence < SURE:
            continue
        if _is_half(case.plan, deed):
            continue
        grounds = "it names the same people, goods, place or matter"
        if not _in_common(case.plan, deed):
            expected = expected_deeds(case, deed)
            if expected > CHANCE:
                continue
            grounds = f"{expected:.2f} such events are expected by chance until then"
        return Verdict(
            outcome=Outcome.CAME,
            basis=f"{_told_by(event)}; {grounds}",
            by=event,
            day=event.end,
        )
    return None


def _in_common(plan: Known, deed: Known) -> int:
    """Return how many particulars a deed shares with a plan; words count but for meetings.

    Of meetings the words are the same whoever meets.
    """
    if plan.profile.kind == MEETING:
        return particulars(plan.profile, deed.profile)
    return shared(plan.profile, deed.profile)


def _is_half(plan: Known, deed: Known) -> bool:
    """Return whether both announced something together, and only one of them did it."""
    is_one_sided = plan.profile.way is None and deed.profile.way is not None
    return is_one_sided and plan.profile.kind != MEETING


def expected_deeds(case: Case, deed: Known) -> float:
    """Return how many such deeds are expected by chance from an announcement to a deed.

    With d the days between, n the other deeds of the kind told within a month of their day, D
    the days over which the texts tell anything (at least 30), and q the share of days with such
    rows in the source of event data that has them most often,

        expected = d max((n + 0.5) / D, q).

    Above 0. A meeting that was announced mostly takes place, so 0.2 is a weak test of whether
    this is the one; it keeps pairs out that meet all the time.
    """
    evidence, profile = case.evidence, case.plan.profile
    days = max(1, ((deed.event.start or case.first) - case.first).days + 1)
    others = case.news - deed.is_news
    share = usual_share(evidence.data, profile.kind, profile.way)
    return days * max((others + 0.5) / evidence.told_days, share)


def _called_off(case: Case) -> Verdict | None:
    """Return the verdict that a plan was called off; None without a firm report of it."""
    plan = case.plan
    offs = [
        off
        for off in case.evidence.offs.get(plan.profile.kind, ())
        if off.confidence >= SURE and _may_end(off, plan)
    ]
    for off in sorted(offs, key=lambda one: _worth(plan, one)):
        if shared(plan.profile, off.profile) or _is_only_one(off, case):
            said = off.profile.said
            return Verdict(
                outcome=Outcome.CALLED_OFF,
                basis=_told_by(off.event),
                by=off.event,
                day=said[0] if said else None,
            )
    return None


def _is_only_one(off: Known, case: Case) -> bool:
    """Return whether what was called off is a meeting that can be this one alone, by its time."""
    if case.plan.profile.kind != MEETING:
        return False
    if not case.plan.event.is_dated and not off.event.is_dated:
        return False
    return sum(_may_end(off, other) for other in case.evidence.plans.get(MEETING, ())) <= 1


def _may_end(off: Known, plan: Known) -> bool:
    """Return whether a report of something called off may speak of a plan."""
    told, said = plan.profile.said, off.profile.said
    if not told or not said or said[1] < told[0] or not may_fulfil(plan.profile, off.profile):
        return False
    windows, event = windows_of(plan.event.origins), off.event
    if event.start is None or event.end is None:
        return any(said[0] <= last for _, last in windows)
    return any(event.start <= last and first <= event.end for first, last in windows)


def _may_have_come(case: Case, deeds: list[Known]) -> Verdict | None:
    """Return the verdict that a plan may have come by a deed that is told less exactly."""
    for deed in deeds:
        doubt = _doubt(case, deed)
        if doubt:
            basis = f"{_told_by(deed.event)}; {doubt}"
            return Verdict(outcome=Outcome.MAY_HAVE_COME, basis=basis, by=deed.event)
    return None


def _doubt(case: Case, deed: Known) -> str:
    """Return why a deed may or may not be the announced one; empty where it says nothing."""
    common = _in_common(case.plan, deed)
    end = deed.event.end
    if not deed.event.is_dated or end is None:
        return (
            "nobody says on which day" if particulars(case.plan.profile, deed.profile) else ""
        )
    if any(origin.said and origin.said > end and not fits(window, deed.event)
           for origin, window in case.reports):  # fmt: skip
        return ""  # it was still to come afterwards
    if not common and expected_deeds(case, deed) > NO_SIGN:
        return ""
    return "of one side only" if _is_half(case.plan, deed) else "it may be another one"


def _told_by(event: Happening) -> str:
    """Return by whom something is told first, and by how many more."""
    first = event.origins[0]
    if first.feed != CLAIMS:
        return f"by data of {first.feed}"
    holder = f", {first.holder}" if first.holder else ""
    more = event.independent - 1
    others = f" and {more} more" if more else ""
    return f"by text: {first.publisher} on {first.said}{holder}{others}"
