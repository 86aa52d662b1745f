"""What a terminal can show: its signs, its colours, and text that is safe on it."""

from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text

from tocsin.tell.hygiene import shorten, shown

LEVEL_STYLES = {
    "minimal": "green",
    "guarded": "cyan",
    "elevated": "yellow",
    "high": "bright_red",
    "severe": "bold red",
}
_BLOCKS, _ASCII_BLOCKS = ("█", "░"), ("#", ".")


@dataclass(frozen=True, slots=True)
class Screen:
    """The encoding and width of a terminal.

    Attributes:
        encoding: Of the output; what it cannot hold is written in plain letters.
        width: In columns.
    """

    encoding: str
    width: int

    def text(self, words: str, style: str | Style = "") -> Text:
        """Return words as text in which nothing is markup and nothing is a control."""
        return Text(shown(words, self.encoding), style=style)

    def short(self, words: str, limit: int, style: str | Style = "") -> Text:
        """Return words cut to a number of characters."""
        return self.text(shorten(words, limit), style)

    def bar(self, value: float, columns: int, style: str = "") -> Text:
        """Return a bar for a score from 0 to 100."""
        full, empty = _BLOCKS if self.holds("".join(_BLOCKS)) else _ASCII_BLOCKS
        length = min(columns, max(0, round(value * columns / 100)))
        return Text.assemble((full * length, style), (empty * (columns - length), "dim"))

    def holds(self, signs: str) -> bool:
        """Return whether the output can hold these signs."""
        try:
            signs.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def screen_of(console: Console) -> Screen:
    """Return what a console can show."""
    return Screen(encoding=console.encoding, width=console.width)


def level_style(level: str) -> str:
    """Return the colour of a level; none for a level that is not known."""
    return LEVEL_STYLES.get(level, "")
