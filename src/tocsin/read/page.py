"""HTML and PDF: parsed in a process of its own, then sifted as any other text is."""

from collections.abc import Sequence
from typing import Any

from tocsin.errors import ExtractionError
from tocsin.model.document import BlockKind
from tocsin.read.article import is_same_title, select_article
from tocsin.read.base import Draft, Stated, Unit
from tocsin.read.child import run_worker
from tocsin.read.dates import find_dates
from tocsin.read.furniture import ends_sentence, is_furniture_line, is_no_article
from tocsin.read.layout import find_units
from tocsin.read.prescan import LEAST_VISIBLE, PageShape, scan_page

GAP = "\n\n"
LONGEST_TITLE = 400
LONGEST_NAME = 200
LONGEST_URL = 2_000
LOST_SHARE = 0.6
"""Less of the visible text than this in the parser's tree means that the parser lost some."""


def draft_page(page: str, *, path: str, encoding: str, seconds: float) -> Draft:
    """Return the article of an HTML page.

    Args:
        page: The decoded page.
        path: How the page is called in messages.
        encoding: The one it was decoded with.
        seconds: The longest the extraction may take.

    Raises:
        ExtractionError: The page is unfit, or holds no article.
    """
    shape = scan_page(page, path=path)
    if shape.visible < LEAST_VISIBLE:
        raise ExtractionError(_no_article(shape, "", path), subject=path)
    parts = run_worker("html", page.encode("utf-8", "replace"), path=path, seconds=seconds)
    _refuse_loss(shape, parts, path)
    units = [
        Unit(BlockKind(kind), 0, len(text), text, kind != "paragraph")
        for kind, text in parts["blocks"]
    ]
    draft = _draft(units, _stated(parts), encoding=encoding, language=parts["language"])
    _refuse_emptiness(draft, shape, path)
    return draft


def draft_pdf(raw: bytes, *, path: str, seconds: float) -> Draft:
    """Return the article of a PDF.

    Raises:
        ExtractionError: The file is damaged, locked, or holds no text.
    """
    parts = run_worker("pdf", raw, path=path, seconds=seconds)
    text = "\n".join(parts["lines"])
    units = [
        Unit(unit.kind, 0, 0, joined, unit.is_marked)
        for unit in find_units(text, marked={}, is_furniture=is_furniture_line)
        for joined in [" ".join(join_lines(text[unit.start : unit.end]).split())]
    ]
    draft = _draft(units, _stated(parts, title=False), encoding="binary", language=None)
    if not any(any(map(str.isalpha, unit.text)) for unit in draft.units):
        message = (
            f"failed: {path} holds no text; its pages may be pictures. Run a text recognition "
            "on it, or give the text as a plain file."
        )
        raise ExtractionError(message, subject=path)
    return draft


def join_lines(text: str) -> str:
    """Return a paragraph with words joined that a line end had split."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        is_split = len(joined) > 1 and joined[-1] in "-\u00ad\u2010" and joined[-2].islower()
        is_word = is_split and line[:1].islower()
        joined = joined[:-1] + line if is_word else f"{joined} {line}"
    return joined


def _stated(parts: dict[str, Any], *, title: bool = True) -> Stated:
    """Return what a page says of its article; the title of a PDF is that of its template."""
    dates = [value for _, _, value in find_dates((parts.get("date") or "")[:100])]
    return Stated(
        title=_short(parts.get("title"), LONGEST_TITLE) if title else None,
        author=_short(parts.get("author"), LONGEST_NAME),
        publisher=_short(parts.get("publisher"), LONGEST_NAME),
        date=dates[0] if dates else None,
        url=_short(parts.get("url"), LONGEST_URL),
    )


def _short(value: str | None, longest: int) -> str | None:
    """Return a stated value if it is of a length that such a value has."""
    return value if value and len(value) <= longest else None


def _draft(
    units: Sequence[Unit], stated: Stated, *, encoding: str, language: str | None
) -> Draft:
    """Return the kept units, put together to a text."""
    whole = list(units)
    if stated.title and not any(is_same_title(unit.text, stated.title) for unit in whole[:5]):
        whole.insert(0, Unit(BlockKind.HEADING, 0, 0, stated.title, is_marked=True))
    text, placed = compose([unit.text for unit in whole], whole)
    selection = select_article(placed, title=stated.title)
    begins = {unit.end: unit.start for unit in placed}
    spans = [(begins[unit.end], unit) for unit in selection.units]
    final, kept = compose([text[begin : unit.end] for begin, unit in spans], selection.units)
    moved = [
        Unit(new.kind, new.start + unit.start - begin, new.end, unit.text, new.is_marked)
        for new, (begin, unit) in zip(kept, spans, strict=True)
    ]
    return Draft(
        text=final,
        units=tuple(moved),
        stated=stated.over(selection.stated),
        encoding=encoding,
        dropped=selection.dropped,
        language=language,
    )


def compose(texts: Sequence[str], units: Sequence[Unit]) -> tuple[str, list[Unit]]:
    """Return the texts with a blank line between them, and the units where they now stand."""
    placed = []
    place = 0
    for text, unit in zip(texts, units, strict=True):
        placed.append(Unit(unit.kind, place, place + len(text), unit.text, unit.is_marked))
        place += len(text) + len(GAP)
    return GAP.join(texts), placed


def _refuse_loss(shape: PageShape, parts: dict[str, Any], path: str) -> None:
    """Raise an error where the parser, or the extraction, lost most of a page in silence."""
    taken = sum(len(text) for _, text in parts["blocks"])
    is_parser = shape.visible >= 500 and parts["seen"] < LOST_SHARE * shape.visible
    is_extraction = shape.prose >= 2_000 and taken < 0.05 * shape.prose and taken < 1_500
    if is_parser or is_extraction:
        kept = parts["seen"] if is_parser else taken
        message = (
            f"failed: of {shape.visible:,} visible characters in {path} only {kept:,} could be "
            "taken out. Give the text of the article as a plain file."
        )
        raise ExtractionError(message, subject=path)


def _refuse_emptiness(draft: Draft, shape: PageShape, path: str) -> None:
    """Raise an error for a page that holds no article."""
    title = draft.stated.title or ""
    sentences = [unit for unit in draft.units if is_article_text(unit)]
    size = sum(len(unit.text) for unit in sentences)
    if sentences and not (size < 600 and is_no_article(title)):
        return
    raise ExtractionError(_no_article(shape, title, path), subject=path)


def _no_article(shape: PageShape, title: str, path: str) -> str:
    """Return the message for a page that holds no article."""
    found = f'it is titled "{title[:60]}"' if title else "no title was found"
    return (
        f"failed: {path} holds no article: {shape.visible:,} visible characters, but no "
        f"paragraph of prose, and {found}. Give the page of one article, or its text."
    )


def is_article_text(unit: Unit) -> bool:
    """Return whether a unit is prose of an article: 25 characters and a stop, or 200 with one.

    A long row of links has no stop in it.
    """
    if unit.kind in {BlockKind.TITLE, BlockKind.HEADING} or len(unit.text) < 25:
        return False
    has_stop = any(mark in unit.text for mark in ".!?")
    return ends_sentence(unit.text) or (len(unit.text) >= 200 and has_stop)
