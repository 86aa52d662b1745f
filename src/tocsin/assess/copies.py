"""Texts of one origin: which of them had some words first."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tocsin.assess.library import Library
from tocsin.assess.origins import rank_of
from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.model.ids import DocumentId

# Texts that are open at once: the claims of one origin are asked for one after the other.
MOST_OPEN = 16


class Copies:
    """Documents by their origin, the oldest of each first, as `find_origins` ranks them."""

    def __init__(
        self,
        documents: Sequence[Document],
        origins: Mapping[DocumentId, DocumentId],
        library: Library,
    ) -> None:
        self._origins = origins
        self._texts: dict[DocumentId, list[DocumentId]] = {}
        for doc in sorted(documents, key=lambda doc: rank_of(doc, library)):
            self._texts.setdefault(origins.get(doc.id, doc.id), []).append(doc.id)
        by_id = {doc.id: doc for doc in documents}
        self._text = lru_cache(MOST_OPEN)(lambda ref: library.open(by_id[ref]).text)

    def first_print(self, claim: Claim) -> DocumentId:
        """Return the oldest text of a claim's origin that has its words.

        Old news that is printed again stays old, and is said by whoever said it first; what a
        copy adds is its own.
        """
        texts = self._texts.get(self._origins.get(claim.document, claim.document), ())
        if len(texts) < 2:
            return claim.document
        return next((ref for ref in texts if claim.quote in self._text(ref)), claim.document)
