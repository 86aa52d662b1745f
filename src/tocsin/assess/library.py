"""The texts of a case: what is kept of each, and the texts themselves while they are read."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from tocsin.assess.context import beside
from tocsin.assess.credits import credited
from tocsin.assess.shingles import Shingler, Shingles, rare_of, signature_of
from tocsin.assess.sources import SourceBook, load_book
from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.model.ids import ClaimId, DocumentId

Reopen = Callable[[DocumentId], Document]
"""Gives a document with its text."""

MOST_WORDS = 1_000_000
"""Words of texts whose shingles are held at once, 16 bytes each; those of others are made anew."""

Context = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Gist:
    """What is kept of a text when it is put away.

    Attributes:
        length: Its characters.
        signature: Its MinHash signature.
        rare: Those of its shingles that are compared among many texts, one in four.
        agencies: Keys of those whose dispatch it says it carries, by its lines.
    """

    length: int
    signature: Shingles
    rare: Shingles
    agencies: frozenset[str]


class Library:
    """Texts by their documents: read once, then put away.

    Attributes:
        book: The sources that are known.
    """

    def __init__(self, book: SourceBook | None = None, reopen: Reopen | None = None) -> None:
        """Begin an empty library.

        Args:
            book: The sources that are known; ours by default.
            reopen: Gives the text of a document that was put away; without it documents must
                come with their texts.
        """
        self.book = book or load_book()
        self._reopen = reopen
        self._shingler = Shingler()
        self._gists: dict[DocumentId, Gist] = {}
        self._contexts: dict[DocumentId, dict[ClaimId, Context]] = {}
        self._words: OrderedDict[DocumentId, tuple[Shingles, Shingles]] = OrderedDict()
        self._held = 0

    def put_away(self, document: Document, claims: Iterable[Claim]) -> Document:
        """Return a document without its text, of which everything that counts is kept."""
        self.gist(document)
        found = ((claim.id, beside(document, claim)) for claim in claims)
        self._contexts[document.id] = {ref: context for ref, context in found if any(context)}
        return replace(document, text="", blocks=())

    def open(self, document: Document) -> Document:
        """Return a document with its text."""
        if document.text or self._reopen is None:
            return document
        return self._reopen(document.id)

    def gist(self, document: Document) -> Gist:
        """Return what is kept of a text."""
        if document.id not in self._gists:
            self._gists[document.id] = self._read(self.open(document))
        return self._gists[document.id]

    def beside(self, document: Document, claim: Claim) -> Context:
        """Return the words around a claim that may name a source; see `context.beside`."""
        known = self._contexts.get(document.id)
        if known is not None:
            return known.get(claim.id, ("", ""))
        return beside(self.open(document), claim)

    def shingles(self, document: Document) -> tuple[Shingles, Shingles]:
        """Return the shingles of a text: as they stand in it, and sorted without repeats."""
        if document.id not in self._words:
            self._hold(document.id, self._shingler.in_order(self.open(document).text))
        self._words.move_to_end(document.id)
        return self._words[document.id]

    def _read(self, document: Document) -> Gist:
        """Return what is kept of a text that is open."""
        _, distinct = self.shingles(document)
        return Gist(
            length=len(document.text),
            signature=signature_of(distinct),
            rare=rare_of(distinct),
            agencies=frozenset(credited(document, self.book)),
        )

    def _hold(self, ref: DocumentId, ordered: Shingles) -> None:
        """Keep the shingles of a text, and forget those longest unused."""
        self._words[ref] = (ordered, np.unique(ordered))
        self._held += ordered.size
        while self._held > MOST_WORDS and len(self._words) > 1:
            _, (old, _) = self._words.popitem(last=False)
            self._held -= old.size
