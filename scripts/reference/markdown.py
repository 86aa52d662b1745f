"""Markdown of the generated pages: tables, headings, and docstrings taken apart."""

import html
import inspect
import re
from collections.abc import Iterable, Sequence

Cells = Sequence[object]

_SECTION = re.compile(r"^(Attributes|Args|Raises|References|Returns|Yields):\s*(.*)$")
_ENTRY = re.compile(r"^(\*{0,2}[\w., ]+?): (.*)$")


def heading(level: int, text: str) -> str:
    """Return a heading."""
    return f"{'#' * level} {text}"


def joined(*blocks: str) -> str:
    """Return blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def code(text: object) -> str:
    """Return a text set as code; empty for an empty one."""
    return f"`{text}`" if str(text) else ""


def codes(texts: Iterable[object]) -> str:
    """Return texts set as code, with commas between."""
    return ", ".join(code(one) for one in texts)


def cell(value: object) -> str:
    """Return what a cell of a table holds: one line, in which a bar is no border."""
    text = " ".join(str(value).split())
    return text.replace("|", "\\|")


def plain(text: str) -> str:
    """Return prose of code or data as Markdown that shows it letter by letter, but for code.

    What stands in backticks stays code; everything else that Markdown would read as markup is shown.
    """
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(
        one if one.startswith("`") else re.sub(r"([*_<>\[\]$\\])", r"\\\1", one)
        for one in pieces
    )


def table(head: Cells, rows: Iterable[Cells]) -> str:
    """Return a table; nothing for no rows. Columns that are empty throughout are left out."""
    cells = [[cell(one) for one in row] for row in rows]
    if not cells:
        return ""
    kept = [place for place in range(len(head)) if any(row[place] for row in cells)]
    lines = [[cell(head[place]) for place in kept], ["---"] * len(kept)]
    lines += [[row[place] for place in kept] for row in cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def counts(head: Cells, rows: Iterable[Cells]) -> str:
    """Return a long table of short cells as HTML, which Sphinx need not take apart cell by cell.

    Of 5,000 cells that saves four seconds. Words in it are not found by the search of the site, so
    it is for numbers alone. A text in backticks is code.
    """
    lines = ["<tr>" + "".join(f"<th>{_html(one)}</th>" for one in head) + "</tr>"]
    lines += [
        "<tr>" + "".join(f"<td>{_html(one)}</td>" for one in row) + "</tr>" for row in rows
    ]
    inside = f'<table class="docutils align-default">\n{lines[0]}\n' + "\n".join(lines[1:])
    return f'<div class="table-wrapper docutils container">\n{inside}\n</table></div>'


def _html(value: object) -> str:
    """Return a cell as HTML."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(str(value)))


def span(range_: tuple[float, float, float]) -> str:
    """Return a range [low, most likely, high] as it is read: most likely (low to high)."""
    low, mode, high = range_
    return f"{mode:g}" if low == high else f"{mode:g} ({low:g} to {high:g})"


class Docstring:
    """A docstring in Google's style, taken apart.

    Attributes:
        text: What stands before the sections, one line a paragraph.
        sections: The text of `Attributes`, `Args`, `Raises` and so on, by name and entry; what has no
            entries stands under the empty one.
    """

    def __init__(self, raw: str | None) -> None:
        """Take a docstring apart."""
        blocks: list[list[str]] = [[]]
        self.sections: dict[str, dict[str, str]] = {}
        section: list[str] = blocks[0]
        found: dict[str, list[str]] = {}
        for line in inspect.cleandoc(raw or "").split("\n"):
            match = _SECTION.match(line)
            if match:
                section = found.setdefault(match[1], [])
                section.extend([match[2]] if match[2] else [])
            elif line and not line.startswith(" ") and section is not blocks[0]:
                section = blocks[0]
                section.extend(["", line])
            else:
                section.append(line)
        self.text = _paragraphs(blocks[0])
        self.sections = {name: _entries(lines) for name, lines in found.items()}

    @property
    def first(self) -> str:
        """Return the first paragraph."""
        return self.text.split("\n\n")[0]

    def of(self, section: str) -> dict[str, str]:
        """Return the entries of a section; nothing where there is none."""
        return self.sections.get(section, {})


def _paragraphs(lines: list[str]) -> str:
    """Return lines with one line for each paragraph; blocks that are indented stay as they are."""
    blocks = re.split(r"\n\s*\n", "\n".join(lines).strip("\n"))
    return "\n\n".join(
        block if block.startswith("    ") else " ".join(block.split()) for block in blocks
    ).strip()


def _entries(lines: list[str]) -> dict[str, str]:
    """Return the entries of a section by name."""
    found: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc("\n" + "\n".join(lines)).split("\n"):
        entry = _ENTRY.match(line)
        if entry:
            name = entry[1].lstrip("*")
            found[name] = entry[2]
        elif line.strip():
            found[name] = f"{found.get(name, '')} {line.strip()}".strip()
    return found
