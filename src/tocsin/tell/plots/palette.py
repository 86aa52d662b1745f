"""Colours and marks of pictures: told apart in print and by readers who are colour-blind.

The pairs differ in lightness as well as in hue, and whatever a colour says is said by a dash, a
mark or a word too. Hues after Okabe and Ito (2008); every mark has a contrast of 3 to 1 on
white, as WCAG 2.2 asks, and all text is in ink or grey with 4.5 to 1.
"""

from tocsin.tell.svg.parts import INK, MUTED, PAPER, RULE

__all__ = [
    "BLOCS",
    "DASHES",
    "FAINT",
    "FIRST",
    "FRIENDLY",
    "HOSTILE",
    "INK",
    "MARKS",
    "MUTED",
    "PAPER",
    "QUADS",
    "QUAD_NAMES",
    "RULE",
    "SECOND",
    "SERIES",
    "TOGETHER",
    "UNCOVERED",
]

FIRST = "#0a4f8a"
"""What goes from the first state to the second, or is of the first."""
SECOND = "#df6a12"
"""What goes from the second state to the first, or is of the second."""
TOGETHER = "#33404d"
"""Both directions, or no direction."""
FAINT = "#6b7f93"
"""The ground of another line."""
SERIES = (FIRST, SECOND, "#00876a", "#8a4a86", "#8f6b00", "#4a5561")
"""Further lines of one panel, in order."""
DASHES: tuple[str | tuple[float, tuple[float, ...]], ...] = (
    "solid", (0.0, (5.0, 1.6)), (0.0, (1.4, 1.2)), (0.0, (6.0, 1.6, 1.4, 1.6)),
)  # fmt: skip
"""Lines told apart by dash: further directions and sources."""
MARKS = ("o", "s", "^", "D", "v", "P")
"""Marks of lines in the order of their colours."""
FRIENDLY, HOSTILE = FIRST, SECOND
QUADS = ("#a9cbe8", "#0a4f8a", "#f6c19a", "#b23c06")
"""Verbal and material cooperation, verbal and material conflict: the material ones darker."""
QUAD_NAMES = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)
UNCOVERED = "#eceff2"
"""Ground of periods that no source covers."""
BLOCS = ("#e3eef8", "#fbeadd", "#e2f1ec", "#f0e6f0", "#f3eed9", "#e9ecef")
"""Grounds of blocs, light enough for text and lines on them."""
