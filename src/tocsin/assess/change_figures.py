"""The figures of a change: how far something moved, and what each cause did."""

from collections.abc import Sequence

from tocsin.assess.case import Case
from tocsin.assess.words import day_words, percent
from tocsin.model.assessment import Figure
from tocsin.model.change import Cause, Change, Influence, Share, Shift

_METHOD = (
    "Shapley values of evidence, data and assumptions: the mean, over all orders of changing "
    "them, of what each adds when it changes."
)
_LABELS = {
    Cause.EVIDENCE: "new evidence",
    Cause.DATA: "data",
    Cause.ASSUMPTIONS: "assumptions",
}


def change_figures(change: Change, labels: dict[str, str], case: Case) -> tuple[Figure, ...]:
    """Return the figures of a change.

    Args:
        change: The change.
        labels: What each figure that moved is called, by id.
        case: The case of the later day.
    """
    shifts = [one for one in (*change.concern, *change.judgements) if one.amount is not None]
    return tuple(
        figure for one in shifts for figure in _figures(one, change, labels[one.id], case)
    )


def _figures(shift: Shift, change: Change, label: str, case: Case) -> Sequence[Figure]:
    """Return the figures of one score or probability that moved."""
    parts = [_part(shift, share, change, label, case) for share in shift.shares]
    day = day_words(change.since)
    listed = ", ".join(
        f"{_LABELS[share.cause]} {_amount(shift, share.amount)}" for share in shift.shares
    )
    whole = Figure(
        id=shift.figure,
        label=f"change since {day} of: {label}",
        value=shift.amount or 0.0,
        unit=_unit(shift),
        method=_METHOD,
        steps=(
            (
                f"On {day} {_value(shift, shift.before)} ({shift.before_word}), now "
                f"{_value(shift, shift.after)} ({shift.after_word})."
            ),
            f"Of the change of {_amount(shift, shift.amount or 0.0)}: {listed}.",
            *((f"The earlier value is that of {change.earlier}.",) if change.earlier else ()),
        ),
        parts=(shift.id, *(part.id for part in parts)),
    )
    return (whole, *parts)


def _part(shift: Shift, share: Share, change: Change, label: str, case: Case) -> Figure:
    """Return the figure of what one cause did."""
    claims: tuple[str, ...] = ()
    if share.cause is Cause.EVIDENCE:
        steps = _evidence_steps(shift, change)
        claims = tuple(
            dict.fromkeys(ref for one in shift.influences for ref in one.claims)
        ) or _new_claims(change, case)
    else:
        told = change.data if share.cause is Cause.DATA else change.assumptions
        steps = told or (f"Nothing changed in the {_LABELS[share.cause]}.",)
    return Figure(
        id=share.figure,
        label=f"part of {_LABELS[share.cause]} in the change of: {label}",
        value=share.amount,
        unit=_unit(shift),
        method=_METHOD,
        steps=steps,
        claims=claims,
    )


def _evidence_steps(shift: Shift, change: Change) -> tuple[str, ...]:
    """Return what came, what went, and which texts did most."""
    new, gone = len(change.documents), len(change.gone)
    went = f", {gone} no longer counted" if gone else ""
    first = f"{new} new {'text' if new == 1 else 'texts'}{went}."
    return (first, *(_influence(shift, one) for one in shift.influences))


def _influence(shift: Shift, one: Influence) -> str:
    """Return what a text did, in words."""
    when = f" of {day_words(one.date)}" if one.date else ""
    return (
        f"Without {one.document}{when} ({one.title}) and its copies the value would differ by "
        f"{_amount(shift, -one.amount)}."
    )


def _new_claims(change: Change, case: Case) -> tuple[str, ...]:
    """Return the claims of the new texts."""
    new = set(change.documents)
    return tuple(claim.id for claim in case.claims if claim.document in new)


def _is_score(shift: Shift) -> bool:
    """Return whether what moved is a score and no probability."""
    return shift.id.startswith("k-")


def _unit(shift: Shift) -> str:
    """Return the unit of a change."""
    return "score_change" if _is_score(shift) else "probability_change"


def _value(shift: Shift, value: float | None) -> str:
    """Return a score or probability in words."""
    return f"{value or 0.0:.1f}" if _is_score(shift) else percent(value or 0.0)


def _amount(shift: Shift, amount: float) -> str:
    """Return a change in words, with its sign."""
    if _is_score(shift):
        return f"{amount:+.1f} points"
    return f"{100 * amount:+.1f} percentage points"
