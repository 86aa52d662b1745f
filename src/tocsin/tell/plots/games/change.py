"""A game before and after a change."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model.gaming import WhatIf
from tocsin.model.outcome import Estimate
from tocsin.tell.games.change import asked
from tocsin.tell.games.numbers import number, ranged, span
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.bands import CHANCES
from tocsin.tell.plots.games.levers import HARMS, draw_shift
from tocsin.tell.plots.games.readings import Look, draw_estimate
from tocsin.tell.plots.games.strips import (
    Block,
    Strip,
    plot_blocks,
    replay_cited,
    scale_of,
)
from tocsin.tell.plots.palette import FIRST, PAPER, TOGETHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BEFORE, _AFTER = Look(TOGETHER, PAPER), Look(FIRST, FIRST)
_NOTE = (
    "Hollow: before; filled: after, on the same draws, so that only the change differs. Lines: 90% "
    "range over draws."
)
_ARROW = "\N{RIGHTWARDS ARROW}"


def plot_what_if(found: WhatIf, path: Path) -> None:
    """Draw a game before and after a change to a file, `.svg` or `.png` by its ending.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    before, after = found.before, found.after
    words = Words(
        title=before.title,
        subtitle=asked(found),
        source=f"Inputs: as the scenario cites them. {replay_cited(before.replay, after.replay)}",
        notes=(_NOTE,),
        told=" ".join(f"{one.parameter}: {one.meaning}" for one in found.changes)
        + f" Before {ranged(before.headline)}, after {ranged(after.headline)}. "
        + " ".join(f"{name}: {told}." for name, told, *_ in (*_bands(found), *_harms(found))),
    )  # fmt: skip
    plot_blocks(words, list(_blocks(found)), path)


def _blocks(found: WhatIf) -> list[Block]:
    """Return headline, bands and harms as blocks."""
    blocks = [_headline(found)]
    for title, scale, rows in (
        ("Bands", CHANCES, _bands(found)),
        ("Harm", HARMS, _harms(found)),
    ):
        strips = [
            Strip(name, told, partial(draw_shift, one, two)) for name, told, one, two in rows
        ]
        if strips:
            blocks.append(Block(title, scale, strips))
    return blocks


def _headline(found: WhatIf) -> Block:
    """Return the headline and every reading, before and after."""
    later = {one.reading: one for one in found.after.spread}
    pairs = [(one, later[one.reading]) for one in found.before.spread]
    ends = [end for pair in pairs for one in pair for end in (one.interval or (one.value,))]
    unit = found.before.headline.unit
    name = found.before.headline.outcome
    scale = scale_of(ends, unit, f"{name} ({unit})")
    head, base = found.before.headline.reading, found.before.baseline.reading
    strips = [
        Strip(
            f"{one.reading}, baseline" if one.reading == base else one.reading,
            f"{number(one.value, unit)} {_ARROW} {number(other.value, unit)}",
            partial(_pair, one, other),
            is_bold=one.reading == head,
        )
        for one, other in pairs
    ]
    told = span(found.after.headline.interval, unit)
    return Block(f"{name}, afterwards {told}", scale, strips)


def _pair(before: Estimate, after: Estimate, axes: "Axes", y: float) -> None:
    """Draw an estimate before and after, one above the other."""
    draw_estimate(before.value, before.interval, _BEFORE, axes, y - 0.04)
    draw_estimate(after.value, after.interval, _AFTER, axes, y + 0.06)


def _bands(found: WhatIf) -> list[tuple[str, str, float, float]]:
    """Return bands: name, words, before, after."""
    later = {one.band: one.p for one in found.after.bands}
    rows = ((one.band, one.p, later[one.band]) for one in found.before.bands)
    return [
        (name, f"{number(p, 'probability')} {_ARROW} {number(q, 'probability')}", p, q)
        for name, p, q in rows
    ]


def _harms(found: WhatIf) -> list[tuple[str, str, float, float]]:
    """Return harms: stakeholder, words, before, after."""
    later = {one.stakeholder: one.value for one in found.after.harms}
    rows = ((one.stakeholder, one.value, later[one.stakeholder]) for one in found.before.harms)
    return [(name, f"{one:.0f} {_ARROW} {two:.0f}", one, two) for name, one, two in rows]
