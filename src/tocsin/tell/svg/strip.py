"""A probability as a strip from 0 to 100 %, for beside a sentence."""

from tocsin.tell.svg.parts import ACCENT, RULE, element, picture
from tocsin.tell.words import percent, percent_range

TITLE = "Probability and its 90% range"


def range_strip(p: float, interval: tuple[float, float], *, key: str) -> str:
    """Return a probability as a point on a line from 0 to 100 % with its 90 % range."""
    width, middle = 120.0, 7.0
    low, high, at = (5.0 + 110.0 * value for value in (*interval, p))
    content = (
        element("line", x1=5.0, x2=115.0, y1=middle, y2=middle, stroke=RULE, stroke_width=2.0,
                class_="rule-line")
        + element("line", x1=60.0, x2=60.0, y1=3.0, y2=11.0, stroke=RULE, stroke_width=1.0,
                  class_="rule-line")
        + element("line", x1=low, x2=high, y1=middle, y2=middle, stroke=ACCENT,
                  stroke_width=5.0, stroke_opacity="0.45", class_="accent-line")
        + element("circle", cx=at, cy=middle, r=4.5, fill=ACCENT, class_="accent-fill")
    )  # fmt: skip
    return picture(
        content, size=(width, 14.0), key=key, words=(TITLE, strip_words(p, interval))
    )


def strip_words(p: float, interval: tuple[float, float]) -> str:
    """Return what the strip shows in words."""
    return f"{percent(p)}, range {percent_range(interval)}"
