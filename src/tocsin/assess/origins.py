"""Independent origins: copies and near-copies of one text count once."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tocsin.model.document import Document
from tocsin.model.ids import DocumentId

SHINGLE_WORDS = 4
HASHES = 128
# A reprint that was cut to its first half keeps all its shingles inside the original, though its
# Jaccard similarity is only one half: hence containment, not similarity alone.
SAME_CONTAINMENT = 0.7
SMALLEST_SHINGLES = 12
EXACT_LIMIT = 60

_WORD = re.compile(r"\w+")

Shingles = NDArray[np.uint64]


def find_origins(documents: Sequence[Document]) -> dict[DocumentId, DocumentId]:
    """Return for each document the document that stands for its origin.

    Two documents are of one origin when their raw bytes are the same, or when at least 70 % of
    the four-word shingles of the shorter one stand in the longer one; chains of such pairs are
    one origin. The oldest stands for it, then the longest, then the smallest id, so that the
    order of the documents does not matter.

    References: Broder (1997), On the resemblance and containment of documents.
    """
    ranked = sorted(documents, key=_rank)
    shingles = {doc.id: _shingles(doc.text) for doc in ranked}
    leaders: dict[DocumentId, DocumentId] = {doc.id: doc.id for doc in ranked}
    candidates = _candidates(ranked, shingles)
    hashes = {doc.id: doc.sha256 for doc in ranked}
    for first, second in candidates:
        one, two = _leader(leaders, first), _leader(leaders, second)
        if one == two:
            continue
        if hashes[first] == hashes[second] or _is_copy(shingles[first], shingles[second]):
            leaders[two] = one
    order = {doc.id: place for place, doc in enumerate(ranked)}
    groups: dict[DocumentId, list[DocumentId]] = {}
    for doc in ranked:
        groups.setdefault(_leader(leaders, doc.id), []).append(doc.id)
    return {
        member: min(members, key=order.__getitem__)
        for members in groups.values()
        for member in members
    }


def _rank(doc: Document) -> tuple[date, int, str]:
    """Return the order in which documents may stand for an origin."""
    return (doc.date or date.max, -len(doc.text), doc.id)


def _leader(leaders: dict[DocumentId, DocumentId], doc: DocumentId) -> DocumentId:
    """Return the document at the root of a chain."""
    while leaders[doc] != doc:
        doc = leaders[doc]
    return doc


def _shingles(text: str) -> Shingles:
    """Return the hashed word shingles of a text, sorted and without repeats."""
    words = _WORD.findall(text.casefold())
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    pieces = (" ".join(words[place : place + SHINGLE_WORDS]) for place in range(count))
    hashes = [
        int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest())
        for piece in pieces
    ]
    return np.unique(np.array(hashes, dtype=np.uint64))


def _is_copy(first: Shingles, second: Shingles) -> bool:
    """Return whether one text holds most of the other."""
    smaller = min(first.size, second.size)
    if smaller < SMALLEST_SHINGLES:
        return bool(np.array_equal(first, second))
    shared = np.intersect1d(first, second, assume_unique=True).size
    return bool(shared >= SAME_CONTAINMENT * smaller)


def _candidates(
    documents: Sequence[Document], shingles: dict[DocumentId, Shingles]
) -> Iterable[tuple[DocumentId, DocumentId]]:
    """Return pairs worth comparing: all of them in small sets, those that share a hash in large."""
    ids = [doc.id for doc in documents]
    if len(ids) <= EXACT_LIMIT:
        return ((one, two) for place, one in enumerate(ids) for two in ids[place + 1 :])
    buckets: dict[object, list[DocumentId]] = {}
    for doc in documents:
        keys: list[object] = [doc.sha256, *_sketch(shingles[doc.id])]
        for key in keys:
            buckets.setdefault(key, []).append(doc.id)
    pairs = {
        (one, two)
        for members in buckets.values()
        for place, one in enumerate(members)
        for two in members[place + 1 :]
    }
    order = {doc: place for place, doc in enumerate(ids)}
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _sketch(shingles: Shingles) -> list[object]:
    """Return the smallest shingle hashes (a bottom-k sketch) as bucket keys.

    A copy shares most of the original's shingles, so that a common one among the smallest 128
    of each is near certain: the chance to miss a full copy is nil, and one cut to half loses
    each of them with one half.
    """
    return [("shingle", int(value)) for value in shingles[:HASHES]]
