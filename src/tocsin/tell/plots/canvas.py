"""The sheet that every picture is drawn on: title, body, source line and notes, and its saving.

Sizes are inches from the left and from the top. Text stays text in SVG, so that it can be
searched, read aloud and translated; it is measured in DejaVu Sans, one of the widest faces, so
that what fits here fits in the faces that stand in for it. Nothing is read from the user's
settings of matplotlib and none of them is changed for good, and the same picture has the same
bytes.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from tocsin.errors import UsageError, missing_extra
from tocsin.tell.hygiene import clean
from tocsin.tell.plots.palette import INK, MUTED, PAPER, RULE
from tocsin.tell.plots.saving import kind_of, write_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 8.0
NARROW = 4.2
"""Width of pictures that are read on a telephone: at 320 pixels their text has 8 and more."""
MARGIN = 0.3
INNER = WIDTH - 2 * MARGIN
TITLE, TEXT, SMALL, TINY = 13.0, 9.0, 8.0, 7.0
"""Sizes of letters in points."""
_DPI = 144
_RULER_DPI = 720
_LINE = 1.32
"""Height of a line in sizes of its letters."""
_FONT = "DejaVu Sans"
_STAND_INS = f"'{_FONT}', Verdana, 'Segoe UI', Arial, sans-serif"
_STYLE: dict[str, Any] = {
    "font.family": _FONT,
    "font.size": SMALL,
    "text.color": INK,
    "text.parse_math": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "tocsin",
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "xtick.labelsize": TINY,
    "xtick.major.size": 3.0,
    "xtick.major.width": 0.6,
    "xtick.major.pad": 2.5,
    "ytick.color": MUTED,
    "ytick.labelsize": TINY,
    "ytick.major.size": 0.0,
    "ytick.major.pad": 3.0,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.4,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
}
_NO_TEXT = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is written around a picture.

    Attributes:
        title: What it shows.
        subtitle: For whom and when.
        source: Where the data come from.
        notes: What a reader must know.
        told: The picture in words, for those who cannot see it.
    """

    title: str
    subtitle: str
    source: str
    notes: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a sheet: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Return whether two rectangles share more than an edge."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The body of a picture.

    Attributes:
        figure: What it is drawn on.
        width: Width of the whole.
        height: Height of the whole.
        top: Where the body begins.
    """

    figure: "Figure" = field(repr=False)
    width: float
    height: float
    top: float

    def axes(self, box: Box) -> "Axes":
        """Return axes with nothing on them in a rectangle of the body."""
        bottom = self.height - self.top - box.top - box.height
        place = (box.left / self.width, bottom / self.height)
        size = (box.width / self.width, box.height / self.height)
        return self.figure.add_axes((*place, *size))

    def write(
        self,
        text: str,
        at: tuple[float, float],
        *,
        size: float = TEXT,
        colour: str = INK,
        **style: Any,  # noqa: ANN401 - whatever a text takes
    ) -> None:
        """Write a line of text with its left end and baseline at a point of the body."""
        x, y = at[0] / self.width, 1 - (self.top + at[1]) / self.height
        self.figure.text(x, y, shown(text), fontsize=size, color=colour, **style)

    def stroke(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        **style: Any,  # noqa: ANN401 - whatever a line takes
    ) -> None:
        """Draw a line between two points of the body."""
        line = _load("matplotlib.lines").Line2D
        xs = [one[0] / self.width for one in (start, end)]
        ys = [1 - (self.top + one[1]) / self.height for one in (start, end)]
        self.figure.add_artist(line(xs, ys, **style))


def draw_picture(
    words: Words,
    body: float,
    draw: Callable[[Sheet], None],
    path: Path,
    *,
    width: float = WIDTH,
) -> None:
    """Draw a picture and write it to a file whose ending says the kind.

    Args:
        words: What is written around it.
        body: Height of its body.
        draw: Draws the body.
        path: The file, `.svg` or `.png`.
        width: Width of the whole.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    kind = kind_of(path)
    with _style():
        inner = width - 2 * MARGIN
        head, foot = _header(words, inner), _footer(words, inner)
        top, bottom = _height(head) + 0.3, _height(foot) + 0.2
        height = top + body + bottom
        figure = _load("matplotlib.figure").Figure(figsize=(width, height), dpi=_DPI)
        sheet = Sheet(figure, width, height, top)
        _write_lines(sheet, head, -top + 0.14)
        draw(sheet)
        _write_lines(sheet, foot, body + 0.08)
        content = _svg(figure, words) if kind == "svg" else _png(figure)
    write_picture(content, path)


def shown(text: str) -> str:
    """Return outside text as it may stand in a picture: one line, no controls, fit for XML."""
    return _NO_TEXT.sub("\ufffd", clean(text))


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = TEXT, weight: str = "normal") -> float:
    """Return the width of a text in inches."""
    fonts = _load("matplotlib.font_manager")
    font = fonts.FontProperties(family=_FONT, size=size, weight=weight)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _GLYPHS)
        width, _, _ = _ruler().get_text_width_height_descent(shown(text), font, False)
    return float(width) / _RULER_DPI


@cache
def _ruler() -> Any:  # noqa: ANN401 - matplotlib's renderer
    """Return what measures text."""
    return _load("matplotlib.backends.backend_agg").RendererAgg(1, 1, _RULER_DPI)


def _load(name: str) -> Any:  # noqa: ANN401 - a module
    """Return a module of matplotlib.

    Raises:
        UsageError: matplotlib is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise missing_extra(
            UsageError, "A picture", package="matplotlib", extra="plot"
        ) from error


def height_of(size: float) -> float:
    """Return the height of a line of text in inches."""
    return size * _LINE / 72


def wrapped(
    text: str, width: float, *, size: float = TEXT, weight: str = "normal", lines: int = 1
) -> tuple[str, ...]:
    """Return a text on at most so many lines of a width in inches; what does not fit is cut."""
    rows: list[str] = []
    for word in shown(text).split(" "):
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and width_of(joined, size, weight) <= width:
            rows[-1] = joined
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return tuple(_cut(row, width, size, weight) for row in rows if row)


def _cut(text: str, width: float, size: float, weight: str) -> str:
    """Return a text cut with an ellipsis to a width."""
    if width_of(text, size, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        is_fit = width_of(text[:middle] + "…", size, weight) <= width
        low, high = (middle, high) if is_fit else (low, middle - 1)
    return text[:low].rstrip(" ,;:-") + "…"


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of text with its letters."""

    text: str
    size: float
    colour: str
    weight: str = "normal"


def _header(words: Words, inner: float) -> list[_Row]:
    """Return the lines above the body; a narrow picture may have more."""
    most = 2 if inner >= INNER else 4
    title = wrapped(words.title, inner, size=TITLE, weight="bold", lines=most)
    below = wrapped(words.subtitle, inner, size=TEXT, lines=most)
    return [
        *(_Row(text, TITLE, INK, "bold") for text in title),
        *(_Row(text, TEXT, MUTED) for text in below),
    ]


def _footer(words: Words, inner: float) -> list[_Row]:
    """Return the lines below the body, larger and more of them in a narrow picture."""
    size, times = (TINY, 1) if inner >= INNER else (SMALL, 2)
    texts = [(note, 3 * times) for note in words.notes] + [(words.source, 6)]
    return [
        _Row(line, size, MUTED)
        for text, most in texts
        if text
        for line in wrapped(text, inner, size=size, lines=most)
    ]


def _height(rows: list[_Row]) -> float:
    """Return the height of lines in inches."""
    return sum(height_of(row.size) for row in rows)


def _write_lines(sheet: Sheet, rows: list[_Row], top: float) -> None:
    """Write lines from a height downwards."""
    for row in rows:
        at = (MARGIN, top + row.size / 72)
        sheet.write(row.text, at, size=row.size, colour=row.colour, fontweight=row.weight)
        top += height_of(row.size)


_GLYPHS = "Glyph .* missing from font"


@contextmanager
def _style() -> Iterator[None]:
    """Draw in our style, whatever the user's; letters that the face lacks become boxes."""
    with _load("matplotlib.style").context(_STYLE, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", _GLYPHS)
        yield


def _png(figure: "Figure") -> bytes:
    """Return a figure as PNG without a word on software or date."""
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None})
    return stream.getvalue()


def _svg(figure: "Figure", words: Words) -> bytes:
    """Return a figure as SVG with its title and its description in words."""
    stream = BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(stream, format="svg", metadata=nothing)
    text = stream.getvalue().decode("utf-8").replace(f"'{_FONT}'", _STAND_INS)
    told = " ".join((f"{words.subtitle}.", words.told, *words.notes, words.source))
    head = (
        ' role="img" aria-labelledby="picture-title picture-desc">\n'
        f' <title id="picture-title">{escape(shown(words.title))}</title>\n'
        f' <desc id="picture-desc">{escape(shown(told))}</desc>\n'
    )
    start = text.index(">", text.index("<svg")) + 1
    lines = (text[: start - 1] + head + text[start:].lstrip("\n")).splitlines()
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()
