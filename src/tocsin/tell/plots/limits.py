"""How far the axes of a panel go: with zero for counts and shares, wherever values lie."""

from collections.abc import Sequence
from datetime import date

from tocsin.tell.plots.build import Panel
from tocsin.tell.plots.panels import Form

_TIMELESS = {Form.DOTS}


def time_limits(panels: Sequence[Panel], since: date, until: date) -> tuple[float, float]:
    """Return first and last day of all panels, as ordinals: the period asked for, or more.

    Values by calendar year may begin before the period, and go on after it.
    """
    days = [since.toordinal(), until.toordinal() + 1]
    for panel in panels:
        if panel.form in _TIMELESS:
            continue
        for line in panel.lines:
            if not line.is_rolling:
                days += [one.start.toordinal() for one in line.points]
            days += [one.end.toordinal() + 1 for one in line.points]
    return float(min(days)), float(max(days))


def value_limits(panel: Panel) -> tuple[float, float]:
    """Return the ends of the axis of values.

    A fixed scale is shown whole. Else the axis holds zero, its reference, all values and most
    of the intervals; those of a few thin months would make a flat line of the rest.
    """
    spec, form = panel.spec, panel.form
    if form is Form.FLAGS:
        return -0.6, len(panel.drawn) - 0.4
    if form is Form.STEPS:
        return -0.35, len(spec.levels) - 0.65
    if spec.extent is not None:
        pad = 0.03 * (spec.extent[1] - spec.extent[0]) if form is Form.LINES else 0.0
        return spec.extent[0] - pad, spec.extent[1] + pad
    return _around(panel)


def dot_limits(panel: Panel) -> tuple[float, float]:
    """Return the ends of the axis of values of single periods."""
    if panel.spec.extent is not None:
        pad = 0.05 * (panel.spec.extent[1] - panel.spec.extent[0])
        return panel.spec.extent[0] - pad, panel.spec.extent[1] + pad
    low, high = _reach(panel, share_of_ends=1.0)
    pad = 0.08 * (high - low)
    return low - pad, high + pad


def _around(panel: Panel) -> tuple[float, float]:
    """Return limits around what is drawn."""
    low, high = _reach(panel, share_of_ends=0.9)
    size = high - low
    above = {Form.BURSTS: 0.3, Form.LEVELS: 0.25}.get(panel.form, 0.08)
    return (0.0 if low == 0 else low - 0.08 * size), high + above * size


def _reach(panel: Panel, *, share_of_ends: float) -> tuple[float, float]:
    """Return the least and greatest of zero, reference, values and most of the intervals."""
    known = [one for line in panel.lines for one in line.known]
    values = [one.value for one in known if one.value is not None]
    reference = panel.spec.reference
    marks = [0.0, *values, *panel.spec.guides]
    if reference is not None:
        marks.append(reference)
    lows = sorted((one.low for one in known if one.low is not None), reverse=True)
    highs = sorted(one.high for one in known if one.high is not None)
    if panel.form in (Form.LINES, Form.DOTS):
        marks += [ends[int(share_of_ends * (len(ends) - 1))] for ends in (lows, highs) if ends]
    low, high = min(marks), max(marks)
    return (low, high) if high > low else (low, low + 1.0)
