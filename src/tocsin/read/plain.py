"""Plain text and Markdown: every offset of what is kept is the offset in the decoded file."""

from tocsin.errors import ExtractionError
from tocsin.model.document import BlockKind
from tocsin.read.article import select_article
from tocsin.read.base import Draft, Overrides, Stated
from tocsin.read.canvas import Canvas, blank_outside
from tocsin.read.frontmatter import read_front_matter
from tocsin.read.furniture import is_furniture_line
from tocsin.read.layout import find_units
from tocsin.read.markdown import blank_markdown


def translate_newlines(text: str) -> str:
    """Return the text with every line end as a line feed and without a byte order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def draft_text(
    text: str, *, path: str, encoding: str, is_markdown: bool, overrides: Overrides
) -> Draft:
    """Return the article in a plain text, what is no part of it blanked.

    Args:
        text: The decoded file, line ends as line feeds.
        path: How the file is called in messages.
        encoding: The one it was decoded with.
        is_markdown: Whether Markdown's marks are to be read as such.
        overrides: What the caller says of the document.

    Raises:
        ReadError: The front matter is malformed.
        ExtractionError: Nothing but furniture is in the text.
    """
    front = read_front_matter(text, path=path, has_date=overrides.date is not None)
    begin = front.end if front else 0
    stated = front.stated if front else Stated()
    body, marked = prose_body(text, begin, is_markdown=is_markdown)
    units = find_units(body, marked=marked, is_furniture=is_furniture_line)
    selection = select_article(units, title=overrides.title or stated.title)
    if not any(any(map(str.isalpha, unit.text)) for unit in selection.units):
        raise ExtractionError(_emptiness(path, selection.dropped), subject=path)
    dropped = ("front matter", *selection.dropped) if front else selection.dropped
    # A dateline is no part of its block, and stays in the text: it says whose dispatch this is.
    begins = {unit.end: unit.start for unit in units}
    return Draft(
        text=blank_outside(body, [(begins[unit.end], unit.end) for unit in selection.units]),
        units=selection.units,
        stated=stated.over(selection.stated),
        encoding=encoding,
        dropped=dropped,
    )


def prose_body(text: str, begin: int, *, is_markdown: bool) -> tuple[str, dict[int, BlockKind]]:
    """Return the text with front matter and marks blanked, and the kinds written down."""
    if is_markdown:
        return blank_markdown(text, start=begin)
    canvas = Canvas(text)
    canvas.blank(0, begin)
    return canvas.text(), {}


def _emptiness(path: str, dropped: tuple[str, ...]) -> str:
    """Return the message for a text without an article."""
    found = (
        f"only page furniture was found ({dropped[0]})" if dropped else "no words were found"
    )
    return f"failed: {path} holds no article; {found}. Give a file with the text of the news."
