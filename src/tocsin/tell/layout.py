"""Lines for a terminal: cells below each other, and words broken below a head.

What the lines are made of is cleaned first, so nothing in it is markup or a control character;
no line ends with spaces, so that what is copied or piped is what is seen.
"""

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from tocsin.tell.hygiene import fit, isolated

NARROWEST = 40
"""Columns below which lines are not broken any more."""
LEAST_ROOM = 22
"""Columns that the last cell of a folded row needs beside the others."""


def put(lines: Iterable[str], console: Console, *, style: str = "") -> None:
    """Print lines as they are; a terminal that is too narrow breaks them itself."""
    for line in lines:
        console.print(Text(isolated(line, console.encoding), style=style), soft_wrap=True)


def say(words: str, console: Console, *, style: str = "", head: str = "") -> None:
    """Print words behind a head; the lines that they are broken into stand below them."""
    lines = textwrap.wrap(
        fit(words, console.encoding),
        max(console.width, NARROWEST),
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
    put(lines or [head.rstrip()], console, style=style)


def aligned(
    rows: Sequence[Sequence[str]],
    console: Console,
    *,
    indent: int = 0,
    right: Collection[int] = (),
) -> Iterator[str]:
    """Yield rows as lines in which their cells stand below each other, two spaces apart.

    Args:
        rows: Cells, as many in each row; a column of empty ones is left out.
        console: Where the lines go.
        indent: Spaces before each line.
        right: Columns, from 0, whose cells stand to the right.
    """
    shown = [[fit(cell, console.encoding) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        ]
        yield (" " * indent + "  ".join(cells)).rstrip()


def folded(
    rows: Sequence[Sequence[str]],
    console: Console,
    *,
    indent: int = 0,
    right: Collection[int] = (),
    least: int = LEAST_ROOM,
) -> Iterator[str]:
    """Yield rows as `aligned` does, the words of their last cell broken below themselves.

    Where it has less room than so many columns, the last cell stands on lines of its own.
    """
    heads = list(aligned([row[:-1] for row in rows], console, indent=indent, right=right))
    wide = max(console.width, NARROWEST)
    start = max(map(len, heads), default=0) + 2
    is_below = wide - start < least
    edge = indent + 4 if is_below else start
    for head, row in zip(heads, rows, strict=True):
        words = textwrap.wrap(
            fit(row[-1], console.encoding), wide - edge, break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
        first = [] if is_below else words[:1]
        yield f"{head.ljust(edge)}{first[0]}" if first else head
        for line in words[len(first) :]:
            yield " " * edge + line
