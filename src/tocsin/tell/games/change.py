"""A game before and after a change, side by side."""

from collections.abc import Iterator

from rich.console import Console

from tocsin.model.gaming import WhatIf
from tocsin.model.outcome import BandShare, Estimate, Told
from tocsin.tell.games.answer import render_warnings, section
from tocsin.tell.games.numbers import is_share, number, over, plain_number, span, unit_of
from tocsin.tell.layout import aligned, put, say
from tocsin.tell.words import listing

_NOTHING = 1e-9


def render_what_if(found: WhatIf, console: Console) -> None:
    """Print what was changed, and headline, readings, bands and harms before and after."""
    before, after = found.before, found.after
    say(before.title, console, style="bold")
    say(asked(found), console, style="bold")
    for change in found.changes:
        say(f"{change.parameter}: {change.meaning}", console, head="  ", style="dim")
    headline = before.headline
    base = ", the baseline" if headline.reading == before.baseline.reading else ""
    section(f"{headline.outcome}, by {headline.reading}{base}", console)
    put(aligned(list(_headline(found)), console, indent=2, right=(1, 2)), console)
    told = list(_told(found))
    if told:
        section("What else it says", console)
        put(aligned([_HEAD, *told], console, indent=2, right=(1, 2, 3)), console)
    if before.bands:
        section("Bands", console)
        put(aligned([_HEAD, *_bands(found)], console, indent=2, right=(1, 2, 3)), console)
    if before.harms:
        section("Harm, 0 to 100", console)
        put(aligned([_HEAD, *_harms(found)], console, indent=2, right=(1, 2, 3)), console)
    render_warnings(after.warnings, console)
    console.print()
    say(
        f"Both are played on the same {before.replay.draws:,} draws (seed {before.replay.seed}), "
        "so that only the change differs. Replay "
        f"{before.replay.sha256[:16]} before, {after.replay.sha256[:16]} after.",
        console,
        style="dim",
    )


_HEAD = ("", "before", "after", "change")


def asked(found: WhatIf) -> str:
    """Return what is asked, such as `What if cost.shells is 3 utility instead of 2.84?`."""
    told = [
        f"{one.parameter} is {plain_number(one.to)}{unit_of(one.unit)} instead of "
        f"{plain_number(one.from_)}"
        for one in found.changes
    ]
    return f"What if {listing(told)}?"


def _headline(found: WhatIf) -> Iterator[tuple[str, str, str]]:
    """Yield the headline, its range, the baseline and every reading, before and after."""
    before, after = found.before, found.after
    unit = before.headline.unit
    yield "", "before", "after"
    yield (
        f"value{unit_of(unit) and f' ({unit})'}",
        number(before.headline.value, unit),
        number(after.headline.value, unit),
    )
    yield "90% range", span(before.headline.interval, unit), span(after.headline.interval, unit)
    if len(before.spread) > 1:
        yield (
            "over readings",
            over((one.value for one in before.spread), unit),
            over((one.value for one in after.spread), unit),
        )
    for one, other in _pairs(before.spread, after.spread):
        if one.reading == before.headline.reading:
            continue
        mark = " (baseline)" if one.reading == before.baseline.reading else ""
        yield f"by {one.reading}{mark}", number(one.value, unit), number(other.value, unit)


def _pairs(
    first: tuple[Estimate, ...], second: tuple[Estimate, ...]
) -> Iterator[tuple[Estimate, Estimate]]:
    """Yield the readings of both sides."""
    later = {one.reading: one for one in second}
    for one in first:
        yield one, later[one.reading]


def _told(found: WhatIf) -> Iterator[tuple[str, ...]]:
    """Yield what else is told, before and after."""
    later = {one.outcome: one for one in found.after.told}
    for one in found.before.told:
        if one.outcome != found.before.headline.outcome:
            yield _row(one, later[one.outcome])


def _row(one: Told, other: Told) -> tuple[str, ...]:
    """Return an outcome before and after."""
    unit = unit_of(one.unit).strip()
    return (
        f"{one.outcome}{f' ({unit})' if unit else ''}",
        number(one.value, one.unit),
        number(other.value, one.unit),
        moved(one.value, other.value, one.unit),
    )


def _bands(found: WhatIf) -> Iterator[tuple[str, ...]]:
    """Yield the bands, before and after."""
    later: dict[str, BandShare] = {one.band: one for one in found.after.bands}
    for one in found.before.bands:
        other = later[one.band]
        yield (
            one.band,
            number(one.p, "probability"),
            number(other.p, "probability"),
            moved(one.p, other.p, "probability"),
        )


def _harms(found: WhatIf) -> Iterator[tuple[str, ...]]:
    """Yield the harms, before and after."""
    later = {one.stakeholder: one for one in found.after.harms}
    for one in found.before.harms:
        other = later[one.stakeholder]
        change = f"{other.value - one.value + 0.0:+.0f}"
        yield one.stakeholder, f"{one.value:.0f}", f"{other.value:.0f}", change


def moved(before: float | None, after: float | None, unit: str) -> str:
    """Return a difference with its sign, of shares in points; a dash where one has no value."""
    if before is None or after is None:
        return "-"
    change = after - before
    if abs(change) < _NOTHING:
        return "0"
    if is_share(unit) or unit.startswith("difference of "):
        return (
            f"{100 * change:+.0f} points"
            if abs(change) >= 0.005
            else f"{100 * change:+.1g} points"
        )
    return f"{change:+.3g}"
