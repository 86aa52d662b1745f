"""How probable each scenario is: one bar for each set of them, which sums to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.tell.svg.parts import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    element,
    label,
    number,
    picture,
    text_width,
    wrap,
)
from tocsin.tell.words import percent, percent_range

WIDTH = 360.0
_MARGIN = 3.0
_BAR = 24.0
_GAP = 8.0
_HEAD = 16.0
_SIZE = 11.0
# Shades of one colour, as no set of many colours is told apart by everybody; on the first two
# the light ink has a contrast of 4.5, on the others the dark one.
_SHADES = (1.0, 0.78, 0.5, 0.36, 0.24, 0.15)
_DARK = 2


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario with its probability among those beside it.

    Attributes:
        short: What the bar calls it.
        name: What happens in it.
        p: Its probability, in [0, 1].
        interval: What range the probability has; None where none is known.
        figure: The id of the figure beneath it; None where there is none.
    """

    short: str
    name: str
    p: float
    interval: tuple[float, float] | None = None
    figure: str | None = None

    @property
    def told(self) -> str:
        """Return the probability with its range, where it has one."""
        return percent(self.p) + (f" ({percent_range(self.interval)})" if self.interval else "")


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Scenarios that exclude each other, so that they sum to the whole."""

    title: str
    rows: tuple[Scenario, ...]


def scenario_bands(groups: Sequence[Scenarios], *, key: str = "scenarios") -> str:
    """Return each set of scenarios as one bar, cut by their probabilities.

    A set is titled where there are several. A part that is too narrow for its name carries none;
    the parts stand in the order of the words.
    """
    top, drawn = 1.0, []
    for group in groups:
        if len(groups) > 1:
            title = " ".join(wrap(group.title, WIDTH, 11.0, lines=1))
            drawn.append(label(title, _MARGIN, top + 10, font_size=11.0, font_weight="600",
                               fill=MUTED, class_="muted"))  # fmt: skip
            top += _HEAD
        drawn.append(_bar(group, top))
        top += _BAR + _GAP
    return picture(
        "".join(drawn),
        size=(WIDTH, max(top - _GAP + 1, 1.0)),
        key=key,
        words=("How probable each scenario is", scenario_words(groups)),
    )


def scenario_words(groups: Sequence[Scenarios]) -> str:
    """Return what the bars show in words."""
    told = ". ".join(
        f"{group.title}: "
        + "; ".join(f"{row.short}, {row.name.rstrip('.')}: {row.told}" for row in group.rows)
        for group in groups
    )
    return told or "No scenario is told apart"


def _bar(group: Scenarios, top: float) -> str:
    """Return one bar; what the probabilities lack of the whole by rounding is shared out."""
    total = sum(row.p for row in group.rows) or 1.0
    left, parts = _MARGIN, []
    for place, row in enumerate(group.rows):
        width = (WIDTH - 2 * _MARGIN) * row.p / total
        parts.append(_part(row, place, (left, width), top))
        left += width
    return "".join(parts)


def _part(row: Scenario, place: int, across: tuple[float, float], top: float) -> str:
    """Return one scenario as a part of its bar, with its name where it has room."""
    left, width = across
    shade = _SHADES[min(place, len(_SHADES) - 1)]
    extra = {"data_figure": row.figure} if row.figure else {}
    shape = element("rect", x=left, y=top, width=max(0.6, width - 1.2), height=_BAR,
                    fill=ACCENT, fill_opacity=number(shade) if shade == 1 else f"{shade:.2f}",
                    stroke=ACCENT, stroke_width=0.5, class_="accent-fill accent-line",
                    **extra)  # fmt: skip
    names = (f"{row.short} {percent(row.p)}", row.short)
    words = next((one for one in names if text_width(one, _SIZE) + 6 <= width), "")
    if not words:
        return shape
    is_dark = place < _DARK
    return shape + label(words, left + width / 2 - 0.6, top + 16, font_size=_SIZE,
                         font_weight="600", text_anchor="middle", fill=PAPER if is_dark else INK, **extra,
                         class_="on-accent" if is_dark else "ink")  # fmt: skip
