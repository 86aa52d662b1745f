"""How events of a timeline are drawn: marks, what ties them to each other, and the key."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.timeline import Happening, Outcome, Phase
from tocsin.tell.plots.canvas import INNER, MARGIN, TINY, Sheet, width_of
from tocsin.tell.plots.lanes import LABEL, Mark, is_told
from tocsin.tell.plots.palette import FIRST, INK, MUTED, PAPER, SECOND, TOGETHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STAND = {
    Phase.DONE: ("o", True, False),
    Phase.AHEAD: ("o", False, False),
    Phase.TALK: ("D", False, False),
    Phase.OFF: ("o", False, True),
    Phase.NOT_DONE: ("x", False, False),
}
"""Mark, whether it is filled, whether it is crossed."""
_NAMES = (
    (Phase.DONE, "done"),
    (Phase.AHEAD, "ahead when told"),
    (Phase.TALK, "only talked of"),
    (Phase.OFF, "called off"),
    (Phase.NOT_DONE, "denied or not done"),
)
_LATER = {Phase.AHEAD, Phase.TALK}
_SHORT = 0.05
"""Length in inches below which a line of days is not worth drawing."""
_DOTTED = (0, (1.2, 1.6))
_DASHED = (0, (3.0, 2.0))
_LARGE, _SMALL = 5.6, 4.2
_KEY_ROW = 0.17


def colour_of(one: Happening, dyad: tuple[str, str]) -> str:
    """Return the colour of who acts."""
    if one.is_mutual:
        return TOGETHER
    return FIRST if one.source == dyad[0] else SECOND


def draw_mark(axes: "Axes", mark: Mark, at: tuple[float, float], colour: str) -> None:
    """Draw a mark with its label; events of the data alone are smaller."""
    one, (x, y) = mark.happening, at
    size = _LARGE if is_told(one) else _SMALL
    for style in _styles(one.phase, colour, size):
        axes.plot(x, y, linestyle="none", zorder=6, clip_on=False, **style)  # type: ignore[arg-type]
    if mark.label:
        left = mark.line[0] - 0.09 if mark.is_left else mark.line[1] + 0.09
        axes.text(
            left, y, mark.label, ha="right" if mark.is_left else "left", va="center_baseline",
            fontsize=LABEL, color=INK, zorder=7,
        )  # fmt: skip


def draw_tie(
    axes: "Axes", mark: Mark, spots: Mapping[str, tuple[float, float]], colour: str
) -> None:
    """Draw the days of an event, what became of a plan, and what denies it.

    Args:
        axes: The lanes.
        mark: The event.
        spots: Where all events stand, by id.
        colour: Its colour.
    """
    one, (x, y) = mark.happening, spots[mark.happening.id]
    for other in one.denied_by:
        if other in spots:
            ends = zip((x, y), spots[other], strict=True)
            axes.plot(*ends, color=MUTED, linewidth=0.6, linestyle=_DOTTED, zorder=2)
    if one.resolved_by in spots:
        is_sure = one.outcome is not Outcome.MAY_HAVE_COME
        _arrow(axes, (x, y), spots[one.resolved_by], is_sure=is_sure)
        return
    low, high = mark.line
    if high - low > _SHORT and one.phase in _LATER:
        axes.plot((low, high), (y, y), color=colour, linewidth=0.9, linestyle=_DOTTED, zorder=2)
    elif high - low > _SHORT:
        axes.plot((low, high), (y, y), color=colour, linewidth=3, alpha=0.3, zorder=2,
                  solid_capstyle="butt")  # fmt: skip
    if one.outcome is Outcome.DID_NOT_SHOW:
        axes.plot((high, high), (y - 0.06, y + 0.06), color=colour, linewidth=1.4, zorder=3)


def draw_key(sheet: Sheet, dyad: tuple[str, str]) -> None:
    """Write what colours and marks mean, in two rows or three."""
    x, y = MARGIN, 0.07
    for draw, text in _entries(dyad):
        need = 0.26 + width_of(text, TINY)
        if x + need > MARGIN + INNER:
            x, y = MARGIN, y + _KEY_ROW
        draw(sheet, (x, y))
        sheet.write(text, (x + 0.26, y + 0.035), size=TINY)
        x += need + 0.18


def _entries(
    dyad: tuple[str, str],
) -> Iterator[tuple[Callable[[Sheet, tuple[float, float]], None], str]]:
    """Yield how each sample of the key is drawn, and its words."""
    names = load_gazetteer().states
    first, second = (names.get(state, state) for state in dyad)
    for text, colour in (
        (f"{first} → {second}", FIRST), (f"{second} → {first}", SECOND), ("together", TOGETHER),
    ):  # fmt: skip
        yield partial(_patch, colour=colour), text
    for phase, text in _NAMES:
        yield partial(_sample, phase=phase), text
    yield _arrow_sample, "what became of a plan"
    yield _line_sample, "the time it was announced for"
    yield _end_sample, "it did not show"


def _patch(sheet: Sheet, at: tuple[float, float], *, colour: str) -> None:
    """Draw the sample of a colour."""
    x, y = at
    sheet.stroke((x + 0.02, y), (x + 0.19, y), color=colour, linewidth=6,
                 solid_capstyle="butt")  # fmt: skip


def _sample(sheet: Sheet, at: tuple[float, float], *, phase: Phase) -> None:
    """Draw the sample of a mark."""
    spot = (at[0] + 0.17, at[1])
    for style in _styles(phase, INK, 5.0):
        sheet.stroke(spot, spot, linestyle="none", **style)


def _line_sample(sheet: Sheet, at: tuple[float, float]) -> None:
    """Draw the sample of a time ahead."""
    x, y = at
    sheet.stroke((x, y), (x + 0.2, y), color=INK, linewidth=0.9, linestyle=_DOTTED)


def _end_sample(sheet: Sheet, at: tuple[float, float]) -> None:
    """Draw the sample of a time that passed."""
    x, y = at
    _line_sample(sheet, at)
    sheet.stroke((x + 0.2, y - 0.05), (x + 0.2, y + 0.05), color=INK, linewidth=1.4)


def _arrow_sample(sheet: Sheet, at: tuple[float, float]) -> None:
    """Draw the sample of an arrow."""
    x, y = at
    sheet.stroke((x, y), (x + 0.16, y), color=INK, linewidth=0.8)
    tip = (x + 0.18, y)
    sheet.stroke(tip, tip, color=INK, marker=">", markersize=3.5, markeredgewidth=0)


def _styles(phase: Phase, colour: str, size: float) -> Iterator[dict[str, object]]:
    """Yield how a mark is drawn, in one or two strokes."""
    mark, is_filled, is_crossed = _STAND[phase]
    yield {
        "marker": mark,
        "markersize": size * (0.8 if mark == "D" else 1.0),
        "markeredgecolor": colour,
        "markerfacecolor": colour if is_filled else PAPER,
        "markeredgewidth": 1.1,
    }
    if is_crossed:
        yield {
            "marker": "x",
            "markersize": size * 0.6,
            "markeredgecolor": colour,
            "markeredgewidth": 1.1,
        }


def _arrow(
    axes: "Axes", start: tuple[float, float], end: tuple[float, float], *, is_sure: bool
) -> None:
    """Draw the arrow from a plan to its outcome, bent away from the labels at its left."""
    bend = -0.25 if end[1] >= start[1] else 0.25
    axes.annotate(
        "", xy=end, xytext=start, zorder=5,
        arrowprops={
            "arrowstyle": "-|>,head_width=0.18,head_length=0.32", "color": INK, "linewidth": 0.8,
            "connectionstyle": f"arc3,rad={bend}", "shrinkA": 3.2, "shrinkB": 3.4,
            "linestyle": "solid" if is_sure else _DASHED,
        },
    )  # fmt: skip
