"""A PDF taken apart with pypdf. Imported by the worker process alone."""

import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
_NUMBER = re.compile(r"\W*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?\W*", re.IGNORECASE)


def pdf_parts(payload: bytes) -> dict[str, Any]:
    """Return the lines of a PDF, page by page, and what the file says of itself."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        return {"error": "reading a PDF needs pypdf. Run: pip install 'tocsin[pdf]'"}
    try:
        return _parts(PdfReader(io.BytesIO(payload)))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        # pypdf meets damaged files with whatever its arithmetic raises, not with one error.
        return {"error": f"the PDF is damaged ({type(error).__name__}: {error})."}
    except NotImplementedError as error:
        return {"error": f"the PDF uses a feature that is not supported ({error})."}


def _parts(reader: "PdfReader") -> dict[str, Any]:
    """Return the parts of an opened PDF."""
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "the PDF is locked with a password. Give one without."}
    if len(reader.pages) > MOST_PAGES:
        return {"error": f"the PDF has {len(reader.pages)} pages; {MOST_PAGES} are read."}
    pages = [page.extract_text().splitlines() for page in reader.pages]
    about = reader.metadata
    lines = [line for page in without_running_lines(pages) for line in [*page, ""]]
    return {
        "lines": lines,
        "title": _text(about.title) if about else None,
        "author": _text(about.author) if about else None,
    }


def without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers and lines that head or foot three pages or more."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:2], *page[-2:]})
    return [
        [
            line
            for place, line in enumerate(page)
            if not (
                (place < 2 or place >= len(page) - 2)
                and (edges[_shape(line)] >= 3 or _NUMBER.fullmatch(line.strip() or "-"))
            )
        ]
        for page in pages
    ]


def _shape(line: str) -> str:
    """Return a line with its numbers alike, so that running lines with page numbers match."""
    return re.sub(r"\d+", "0", line.strip().casefold())


def _text(value: object) -> str | None:
    """Return a stated value as one line."""
    return " ".join(str(value).split()) or None if value else None
