"""Texts of one origin: which of them had some words first."""

from collections.abc import Mapping, Sequence
from datetime import date

from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.model.ids import DocumentId


class Copies:
    """Documents by their origin, the oldest of each first, as `find_origins` ranks them."""

    def __init__(
        self, documents: Sequence[Document], origins: Mapping[DocumentId, DocumentId]
    ) -> None:
        self._origins = origins
        self._texts: dict[DocumentId, list[Document]] = {}
        for doc in sorted(documents, key=_rank):
            self._texts.setdefault(origins.get(doc.id, doc.id), []).append(doc)

    def first_print(self, claim: Claim) -> DocumentId:
        """Return the oldest text of a claim's origin that has its words.

        Old news that is printed again stays old, and is said by whoever said it first; what a
        copy adds is its own.
        """
        texts = self._texts.get(self._origins.get(claim.document, claim.document), ())
        if len(texts) < 2:
            return claim.document
        return next((doc.id for doc in texts if claim.quote in doc.text), claim.document)


def _rank(doc: Document) -> tuple[date, int, str]:
    """Return the order of copies."""
    return (doc.date or date.max, -len(doc.text), doc.id)
