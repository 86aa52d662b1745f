"""Values of measures over time as small multiples, a panel for each measure or two.

Every axis of counts and shares has its zero, a line is never drawn through an unknown period,
and what no source covers is shaded. Which panels, in which order, is said in `build.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tocsin.errors import InsufficientDataError
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.index import Cover
from tocsin.tell.measures import Measured
from tocsin.tell.plots.build import Panel, Plan, plan_of
from tocsin.tell.plots.canvas import INNER, MARGIN, Sheet, Words, draw_picture, wrapped
from tocsin.tell.plots.credits import source_line
from tocsin.tell.plots.frames import slots_of
from tocsin.tell.plots.limits import time_limits
from tocsin.tell.plots.lines import Line
from tocsin.tell.plots.palette import MUTED
from tocsin.tell.plots.panels import Form
from tocsin.tell.plots.scales import number_told
from tocsin.tell.words import day, listing

_WITH_INTERVALS = {Form.LINES, Form.DOTS, Form.LEVELS}
_WITH_PARTS = {Form.LINES, Form.BARS, Form.DOTS}
_NO_CREDITS: Mapping[str, str] = {}


def plot_measures(
    found: Measured, path: Path, *, credits_: Mapping[str, str] = _NO_CREDITS
) -> None:
    """Draw the values of measures to a file, `.svg` or `.png` by its ending.

    Where nothing is known, the picture says so and why. The same values give the same bytes.

    Args:
        found: The values.
        path: The file.
        credits_: How to cite each source, by its name.

    Raises:
        InsufficientDataError: There is no value, not even an unknown one.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    if not found.values:
        message = "There are no values to draw; ask for a family that the record has data for."
        raise InsufficientDataError(message)
    names = load_gazetteer().states
    plan = plan_of(found.values, found.coverage, names, dict(found.labels))
    words = _words(found, plan, names, credits_)
    if not plan.panels:
        rows = _reasons(plan)
        draw_picture(words, 0.2 * len(rows) + 0.1, lambda sheet: _say(sheet, rows), path)
        return
    question = found.question
    days = time_limits(plan.panels, question.since, question.until)
    slots, height = slots_of(plan.panels)

    def draw(sheet: Sheet) -> None:
        for slot in slots:
            slot.draw(sheet, days)

    draw_picture(words, height, draw, path)


def _say(sheet: Sheet, rows: Sequence[str]) -> None:
    """Write why there is nothing to draw."""
    for place, row in enumerate(rows):
        sheet.write(row, (MARGIN, 0.2 * place + 0.15), colour=MUTED)


def _reasons(plan: Plan) -> list[str]:
    """Return what is unknown and why, as lines of words."""
    told = [f"{', '.join(titles)}: {why}" for why, titles in _by_reason(plan)]
    return [
        line
        for text in ("Nothing of this is known.", *told)
        for line in wrapped(text, INNER, lines=3)
    ]


def _by_reason(plan: Plan) -> list[tuple[str, list[str]]]:
    """Return what is unknown by the reason."""
    found: dict[str, list[str]] = {}
    for title, why in plan.unknown:
        found.setdefault(why.rstrip(".") or "no reason is given", []).append(title)
    return list(found.items())


def _words(
    found: Measured, plan: Plan, names: Mapping[str, str], credits_: Mapping[str, str]
) -> Words:
    """Return what is written around the picture."""
    question = found.question
    pair = listing([names.get(state, state) for state in question.dyad])
    families = list(dict.fromkeys(one.family for one in found.values))
    titles = {name: name.capitalize() for name in families} | dict(found.titles)
    rows = [
        row
        for panel in plan.panels
        for line in panel.lines
        for one in line.points
        for row in one.rows
    ]
    return Words(
        title=f"{titles[families[0]]}: {pair}"
        if len(families) == 1
        else f"{pair} in the record",
        subtitle=f"{day(question.since)} to {day(question.until)}",
        source=source_line(rows, credits_),
        notes=tuple(_notes(plan, titles)),
        told=" ".join(_told(panel) for panel in plan.panels),
    )


def _notes(plan: Plan, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield what a reader must know."""
    yield from _interval_note(plan.panels)
    if any(panel.closed for panel in plan.panels):
        yield (
            "Grey: no source covers it; what is not covered is unknown, not zero. "
            "Lines are broken where a value is unknown."
        )
    if any(_has_part(panel) for panel in plan.panels):
        yield "Hollow marks and pale bars: the data cover the period in part only."
    if plan.panels and plan.unknown and plan.is_one:
        told = "; ".join(f"{', '.join(titles)} ({why})" for why, titles in _by_reason(plan))
        yield f"Not known: {told}."
    if plan.left_out and plan.is_one:
        yield f"No room for: {', '.join(plan.left_out)}. Ask for one source to see more."
    if plan.panels and plan.blank:
        told = ", ".join(titles[one].lower() for one in plan.blank)
        yield f"Nothing is known of: {told}. Ask for one of them to see why."
    if plan.left_out and not plan.is_one:
        lost = ", ".join(titles[one].lower() for one in plan.families)
        more = f"; no room for {lost}" if lost else ""
        yield f"Of each family of measures the first panel{more}. Ask for one to see all of it."


def _has_part(panel: Panel) -> bool:
    """Return whether a panel shows values that are covered in part."""
    known = (one for line in panel.lines for one in line.known)
    is_marked = panel.form in _WITH_PARTS
    return is_marked and any(one.cover is not Cover.FULL for one in known)


def _interval_note(panels: Sequence[Panel]) -> Iterator[str]:
    """Yield what the intervals are."""
    bands: dict[str, list[str]] = {}
    for panel in panels:
        has_any = any(one.low is not None for line in panel.lines for one in line.known)
        is_level = panel.form is Form.LEVELS
        if panel.form in _WITH_INTERVALS and (has_any or is_level):
            bands.setdefault(panel.spec.band, []).append(panel.title)
    told = [
        f"{band} ({', '.join(dict.fromkeys(titles))})" if len(bands) > 1 else band
        for band, titles in bands.items()
    ]
    if told:
        yield f"Bands and bars around values: {'; '.join(told)}."


def _told(panel: Panel) -> str:
    """Return a panel in words."""
    parts = [_line_told(one.line, one.name, panel) for one in panel.drawn]
    return f"{panel.title} ({panel.caption}): {'; '.join(parts)}."


def _line_told(line: Line, name: str, panel: Panel) -> str:
    """Return a line in words: where it begins and ends, how far it goes, what is unknown."""
    known = line.known
    values = [one.value for one in known if one.value is not None]
    if not values:
        return f"{name} unknown"
    is_share = panel.spec.is_share
    first, last, least, most = (
        number_told(one, is_share=is_share)
        for one in (values[0], values[-1], min(values), max(values))
    )
    if len(known) == 1:
        text = f"{first} in {known[0].start} to {known[0].end}"
    else:
        text = f"{first} in {known[0].start} to {last} in {known[-1].end}, {least} to {most}"
    lacking = len(line.points) - len(known)
    more = f", unknown in {lacking} of {len(line.points)} periods" if lacking else ""
    return f"{name} {text}{more}".strip()
