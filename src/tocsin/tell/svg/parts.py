"""The parts that all pictures share: escaped text, numbers, elements, widths of words."""

import unicodedata
from xml.sax.saxutils import escape, quoteattr

from tocsin.tell.hygiene import clean, isolated

INK = "#1c2733"
MUTED = "#5b6673"
RULE = "#d5dae0"
PAPER = "#ffffff"
ACCENT = "#1f4e79"
LEVEL_COLOURS = {
    "minimal": "#2f6f4f",
    "guarded": "#34688f",
    "elevated": "#8a6100",
    "high": "#b04a00",
    "severe": "#a3171f",
}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"

_NARROW = frozenset("iljtfrI.,:;'\u2019|!()[] ")
_BROAD = frozenset("mwMW@%—→↔")
_WIDE_CLASSES = frozenset("WF")


def escaped(text: str) -> str:
    """Return outside text cleaned and escaped for the content of an element."""
    return escape(isolated(clean(text)))


def number(value: float) -> str:
    """Return a coordinate with one fixed decimal; no negative zero."""
    return f"{value + 0.0:.1f}" if abs(value) >= 0.05 else "0.0"


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return an element; `content` is markup already, attributes are escaped.

    An underscore in an attribute's name stands for a hyphen, one at the end is dropped.
    """
    pairs = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_attribute(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def label(text: str, x: float, y: float, **attributes: str | float) -> str:
    """Return a text element with outside text at a point."""
    return element("text", escaped(text), x=x, y=y, **attributes)


def picture(
    content: str,
    *,
    size: tuple[float, float],
    key: str,
    words: tuple[str, str],
    shape: str = "",
) -> str:
    """Return the svg element with its title and description, `words`.

    Args:
        content: The markup of all that is drawn.
        size: Width and height in its own units.
        key: A name that no other picture of the page has.
        words: Title and description, for those who cannot see it.
        shape: What a style may want to know of its size; empty for nothing.
    """
    title = element("title", escaped(words[0]) or "Picture", id=f"{key}-title")
    description = element("desc", escaped(words[1]) or "No description", id=f"{key}-desc")
    return element(
        "svg",
        title + description + content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(size[0])} {number(size[1])}",
        role="img",
        class_=f"picture {key} {shape}".rstrip(),
        aria_labelledby=f"{key}-title {key}-desc",
        font_family=FONT,
        fill=INK,
    )


def text_width(text: str, size: float) -> float:
    """Return the estimated width of a text in a common sans-serif face, a little generous."""
    return sum(_share(character) for character in text) * size


def wrap(text: str, width: float, size: float, *, lines: int) -> tuple[str, ...]:
    """Return a text on at most `lines` lines of a width; what does not fit is cut."""
    rows: list[str] = []
    for word in clean(text).split(" "):
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and text_width(joined, size) <= width:
            rows[-1] = joined
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return tuple(_cut(row, width, size) for row in rows)


def _cut(text: str, width: float, size: float) -> str:
    """Return a text cut with an ellipsis to a width."""
    if text_width(text, size) <= width:
        return text
    length = len(text)
    while length > 1 and text_width(text[:length] + "…", size) > width:
        length -= 1
    return text[:length].rstrip(" ,;:-") + "…"


def _share(character: str) -> float:
    """Return the width of a character as a share of the font size."""
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in _WIDE_CLASSES:
        return 1.05
    if character in _NARROW:
        return 0.34
    if character in _BROAD:
        return 0.92
    return 0.7 if character.isupper() else 0.58


def _attribute(value: str | float) -> str:
    """Return an attribute's value as text."""
    return clean(value) if isinstance(value, str) else number(value)
