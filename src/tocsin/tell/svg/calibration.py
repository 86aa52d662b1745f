"""Calibration: what was said against how often it came, with how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.tell.svg.parts import ACCENT, MUTED, RULE, element, label, picture
from tocsin.tell.words import share

WIDTH = 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 16.0, 10.0, 46.0
_SIDE = WIDTH - _LEFT - _RIGHT
_HEIGHT = _TOP + _SIDE + _BOTTOM
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
_LARGEST = 9.0


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """Forecasts of about the same probability.

    Attributes:
        p: Mean of what was said, in [0, 1].
        came: Share of them that came, in [0, 1].
        interval: Range of that share.
        n: How many they are.
    """

    p: float
    came: float
    interval: tuple[float, float]
    n: int


def calibration_plot(points: Sequence[CalibrationPoint], *, key: str = "calibration") -> str:
    """Return what was said against how often it came; on the line both are the same."""
    line = element("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), stroke=MUTED,
                   stroke_width=1.0, stroke_dasharray="4 4", class_="muted-line")  # fmt: skip
    most = max((point.n for point in points), default=1)
    drawn = "".join(_point(point, most) for point in points)
    return picture(
        _grid() + line + drawn,
        size=(WIDTH, _HEIGHT),
        key=key,
        words=("What was said, and how often it came", calibration_words(points)),
    )


def calibration_words(points: Sequence[CalibrationPoint]) -> str:
    """Return what the picture shows in words."""
    told = "; ".join(
        f"said {share(one.p)} on average, came {share(one.came)} "
        f"({share(one.interval[0])} to {share(one.interval[1])}), {one.n} forecasts"
        for one in points
    )
    return told or "No forecast has been decided"


def _x(p: float) -> float:
    """Return the place of what was said."""
    return _LEFT + _SIDE * p


def _y(came: float) -> float:
    """Return the place of how often it came."""
    return _TOP + _SIDE * (1 - came)


def _grid() -> str:
    """Return the lines and numbers of both scales."""
    parts = []
    for step in _STEPS:
        parts += [
            element("line", x1=_x(step), x2=_x(step), y1=_y(0), y2=_y(1), stroke=RULE,
                    stroke_width=1.0, class_="rule-line"),
            element("line", x1=_x(0), x2=_x(1), y1=_y(step), y2=_y(step), stroke=RULE,
                    stroke_width=1.0, class_="rule-line"),
            label(share(step), _x(step), _y(0) + 14, font_size=11.0, text_anchor="middle",
                  fill=MUTED, class_="muted scale"),
            label(share(step), _LEFT - 5, _y(step) + 3.5, font_size=11.0, text_anchor="end",
                  fill=MUTED, class_="muted scale"),
        ]  # fmt: skip
    names = label("said", _x(0.5), _y(0) + 30, font_size=11.0, text_anchor="middle",
                  class_="ink") + label("came", _LEFT + 4, _TOP + 12, font_size=11.0,
                                        class_="ink")  # fmt: skip
    return "".join(parts) + names


def _point(point: CalibrationPoint, most: int) -> str:
    """Return a point as large as the number of its forecasts, with the range of its share."""
    x = _x(point.p)
    radius = max(3.0, _LARGEST * math.sqrt(point.n / most))
    return element("line", x1=x, x2=x, y1=_y(point.interval[0]), y2=_y(point.interval[1]),
                   stroke=ACCENT, stroke_width=2.0, stroke_opacity="0.6",
                   class_="accent-line") + element(
        "circle", cx=x, cy=_y(point.came), r=radius, fill=ACCENT,
        class_="accent-fill")  # fmt: skip
