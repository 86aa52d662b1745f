"""Independent origins: copies and near-copies of one text count once."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import numpy as np

from tocsin.assess.dispatch import find_credits
from tocsin.assess.library import Library
from tocsin.assess.neighbours import banded, sharing
from tocsin.assess.shingles import containment, spread
from tocsin.assess.sources import SourceBook, load_credits
from tocsin.model.document import Document
from tocsin.model.ids import DocumentId

# Below this a share of shingles says nothing: two texts are of one origin when all are the same.
SMALLEST_SHINGLES = 12
# Up to here every pair is compared.
EXACT_LIMIT = 60
# An estimate from one shingle in four may lie so far below the share.
MARGIN = 0.5
# Up to 64 texts that meet in a band are compared pair by pair; of more each text with eight.
EXACT_PAIRS = 64 * 63 // 2
PASSES = 8


def find_origins(
    documents: Sequence[Document],
    book: SourceBook | None = None,
    library: Library | None = None,
) -> dict[DocumentId, DocumentId]:
    """Return for each document the document that stands for its origin.

    Two documents are of one origin when their raw bytes are the same; when at least 70 % of the
    four-word shingles of the shorter one stand in the longer one; or when fewer do, but in nearly
    every part of it, as in a text that was rewritten and not in one that quotes the other. Where
    both credit one agency, or one of them is what the other credits, and not more than three days
    lie between them, a little less will do (`credits.yaml:copies`).
    Chains of such pairs are one origin. The oldest stands for it, then the longest, then the
    smallest id, so that the order of the documents does not matter.

    Args:
        documents: The documents, each id once.
        book: The sources that are known; ours by default.
        library: Where their texts are, and the sources that are known; where it is left out,
            the documents come with their texts.

    References: Broder (1997), On the resemblance and containment of documents.
    """
    texts_of = library or Library(book)
    ranked = sorted(documents, key=lambda doc: rank_of(doc, texts_of))
    texts = _Texts(ranked, texts_of)
    texts.join_same_bytes()
    if len(ranked) <= EXACT_LIMIT:
        for pair in combinations(range(len(ranked)), 2):
            texts.compare(*pair)
    else:
        texts.join_banded()
        texts.join_contained()
    return {doc.id: ranked[texts.leader(place)].id for place, doc in enumerate(ranked)}


def rank_of(doc: Document, library: Library) -> tuple[date, int, str]:
    """Return the order in which documents may stand for an origin."""
    return (doc.date or date.max, -library.gist(doc).length, doc.id)


class _Texts:
    """Texts by their rank, joined step by step; the first of a group leads it."""

    def __init__(self, ranked: Sequence[Document], library: Library) -> None:
        self._ranked, self._library = ranked, library
        self._copies = load_credits().copies
        self._credits = find_credits(ranked, library)
        self._leaders = list(range(len(ranked)))
        self._unlike: set[tuple[int, int]] = set()

    def leader(self, place: int) -> int:
        """Return the first text of a group."""
        while self._leaders[place] != place:
            self._leaders[place] = self._leaders[self._leaders[place]]
            place = self._leaders[place]
        return place

    def join_same_bytes(self) -> None:
        """Join texts that were read from the same bytes."""
        first: dict[str, int] = {}
        for place, doc in enumerate(self._ranked):
            self._join(first.setdefault(doc.sha256, place), place)

    def join_banded(self) -> None:
        """Join copies among those that agree in a band."""
        gists = map(self._library.gist, self._ranked)
        for group in banded(np.array([gist.signature for gist in gists], np.uint64)):
            self._join_group(group.tolist())

    def join_contained(self) -> None:
        """Join texts that share enough rare shingles to be worth a comparison."""
        places = range(len(self._ranked))
        stories = np.array([self.leader(place) for place in places], np.int64)
        rare = [self._library.gist(doc).rare for doc in self._ranked]
        pairs, shares = sharing(rare, stories)
        order = np.argsort(-shares, kind="stable")
        for (one, two), share in zip(
            pairs[order].tolist(), shares[order].tolist(), strict=True
        ):
            if share >= MARGIN * self._copies.shared.value:
                self.compare(one, two)

    def compare(self, one: int, two: int) -> None:
        """Join two texts if they are of one origin."""
        if self.leader(one) == self.leader(two) or (one, two) in self._unlike:
            return
        if self._is_copy(one, two):
            self._join(one, two)
        else:
            self._unlike.add((one, two))

    def _join_group(self, members: Sequence[int]) -> None:
        """Join copies in a group, comparing each with those it is not joined to yet.

        Copies are joined in one pass. What many texts share that are no copies is boilerplate;
        the comparisons of a large group are limited, for its copies meet in other bands too.
        """
        left = max(EXACT_PAIRS, PASSES * len(members))
        waiting = list(members)
        while len(waiting) > 1:
            chain = [waiting.pop(0)]
            while chain and waiting:
                if left < 0:
                    return
                one = chain.pop()
                left -= len(waiting)
                for two in waiting:
                    self.compare(one, two)
                own = self.leader(one)
                chain += [two for two in waiting if self.leader(two) == own]
                waiting = [two for two in waiting if self.leader(two) != own]

    def _join(self, one: int, two: int) -> None:
        """Put two texts into one group."""
        first, second = sorted((self.leader(one), self.leader(two)))
        self._leaders[second] = first

    def _is_copy(self, one: int, two: int) -> bool:
        """Return whether one text is the other, whole, cut or rewritten."""
        (ordered, first), (other, second) = (
            self._library.shingles(self._ranked[place]) for place in (one, two)
        )
        shorter = min(first.size, second.size)
        if shorter < SMALLEST_SHINGLES:
            return bool(np.array_equal(first, second))
        shared, copies = containment(first, second), self._copies
        if shared >= copies.same.value:
            return True
        if shared < copies.shared.value or shorter < copies.shortest.value:
            return False
        is_first = first.size <= second.size
        found = spread(ordered, second) if is_first else spread(other, first)
        return found >= self._spread_needed(one, two)

    def _spread_needed(self, one: int, two: int) -> float:
        """Return in how much of a rewritten text something of the other must stand."""
        first, second = self._credits[one], self._credits[two]
        if not first.shares(second) or first.day is None or second.day is None:
            return self._copies.spread.value
        is_near = abs((first.day - second.day).days) <= self._copies.same_story_days.value
        return (self._copies.spread_credited if is_near else self._copies.spread).value
