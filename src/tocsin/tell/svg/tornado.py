"""A tornado: how far each input moves an outcome, the widest first."""

from dataclasses import dataclass

from tocsin.tell.svg.parts import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    RULE,
    element,
    label,
    picture,
    text_width,
    wrap,
)

WIDTH = 360.0
_MARGIN = 6.0
_ROW = 30.0
_BAR = 10.0
_AXIS = 23.0
_SIZE = 11.0


@dataclass(frozen=True, slots=True)
class TornadoRow:
    """One input.

    Attributes:
        name: The input.
        inputs: Its low and high point, in words.
        outcomes: The outcome at each.
        told: The outcome at each, in words.
    """

    name: str
    inputs: tuple[str, str]
    outcomes: tuple[float, float]
    told: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tornado:
    """The inputs of one outcome.

    Attributes:
        title: The outcome.
        rows: The inputs, the one that moves it most first.
        centre: The outcome where no input is moved; None where it is not known.
        ends: The least and the greatest value of the scale.
        scale: Both in words.
        figure: The id of the figure of the outcome; empty for none.
    """

    title: str
    rows: tuple[TornadoRow, ...]
    centre: float | None
    ends: tuple[float, float]
    scale: tuple[str, str]
    figure: str = ""


def tornado_bars(told: Tornado, *, key: str) -> str:
    """Return how far each input moves the outcome from its low to its high point."""
    height = len(told.rows) * _ROW
    drawn = "".join(_row(row, place * _ROW, told) for place, row in enumerate(told.rows))
    return picture(
        _scale(told, height) + drawn,
        size=(WIDTH, height + _AXIS),
        key=key,
        words=(f"What moves most: {told.title}", tornado_words(told)),
    )


def tornado_words(told: Tornado) -> str:
    """Return what the tornado shows in words."""
    said = "; ".join(
        f"{row.name} from {row.inputs[0]} to {row.inputs[1]}: {row.told[0]} to {row.told[1]}"
        for row in told.rows
    )
    return said or "No input moves it"


def _at(value: float, told: Tornado) -> float:
    """Return the place of an outcome on the scale."""
    low, high = told.ends
    part = (value - low) / (high - low) if high > low else 0.5
    return _MARGIN + (WIDTH - 2 * _MARGIN) * min(1.0, max(0.0, part))


def _scale(told: Tornado, height: float) -> str:
    """Return the scale, and a line where the outcome lies now."""
    left, right = _MARGIN, WIDTH - _MARGIN
    parts = [
        element("line", x1=left, x2=right, y1=height + 4, y2=height + 4, stroke=RULE,
                stroke_width=1.0, class_="rule-line"),
        label(told.scale[0], left, height + 18, font_size=11.0, fill=MUTED, class_="muted scale"),
        label(told.scale[1], right, height + 18, font_size=11.0, text_anchor="end", fill=MUTED,
              class_="muted scale"),
    ]  # fmt: skip
    if told.centre is not None:
        x = _at(told.centre, told)
        parts.append(element("line", x1=x, x2=x, y1=0.0, y2=height + 4, stroke=MUTED,
                             stroke_width=1.0, stroke_dasharray="3 3",
                             class_="muted-line"))  # fmt: skip
    return "".join(parts)


def _row(row: TornadoRow, top: float, told: Tornado) -> str:
    """Return one input: its name, what it is moved between, and the bar of the outcome."""
    said = f"{row.told[0]} to {row.told[1]}"
    extra = {"data_figure": told.figure} if told.figure else {}
    room = WIDTH - 2 * _MARGIN - text_width(said, _SIZE) - 8
    name = " ".join(wrap(row.name, room, _SIZE, lines=1))
    low, high = sorted(_at(value, told) for value in row.outcomes)
    return (
        element("rect", x=low, y=top + 15, width=max(1.5, high - low), height=_BAR, fill=ACCENT,
                class_="accent-fill")
        + label(name, _MARGIN, top + 11, font_size=_SIZE, class_="ink")
        + label(said, WIDTH - _MARGIN, top + 11, font_size=_SIZE, font_weight="600",
                text_anchor="end", fill=INK, class_="ink halo", stroke=PAPER, stroke_width=3.0,
                paint_order="stroke", **extra)
    )  # fmt: skip
