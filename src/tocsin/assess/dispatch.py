"""Whose dispatch each document carries, the documents seen together."""

import re
from collections.abc import Sequence

from tocsin.assess.credits import Credit, key_of
from tocsin.assess.library import Library
from tocsin.model.document import Document


def find_credits(documents: Sequence[Document], library: Library) -> list[Credit]:
    """Return whose text each document is, by its author field, dateline, first and last lines.

    An author counts where it is a known outlet or the publisher of another document: two texts
    by `Staff reporter` share nothing.
    """
    book = library.book
    outlets = {key for _, key in book.outlets}
    outlets |= {key_of(doc.publisher, book) for doc in documents}
    return [_credit(doc, library, outlets) for doc in documents]


def _credit(doc: Document, library: Library, outlets: set[str]) -> Credit:
    """Return whose text a document is."""
    book = library.book
    publisher = key_of(doc.publisher, book)
    author = key_of(re.sub(r"^(?i:by|from)\s+", "", doc.author or ""), book)
    named = set(library.gist(doc).agencies)
    if author in outlets:
        named.add(author)
    return Credit(publisher, frozenset(named - {publisher, ""}), doc.date)
