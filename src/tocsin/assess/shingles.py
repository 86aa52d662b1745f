"""Texts as sets of hashed word shingles, and the short signatures that tell which are alike."""

import hashlib
import re

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 4
SIGNATURE = 128
PARTS, LEAST_OF_PART = 10, 0.1
# One shingle in four: a brief of 60 words keeps about 14 of them.
SAMPLED = np.uint64(2**62)
_SHIFT = np.uint64(64 - SIGNATURE.bit_length() + 1)
_STARTS = np.arange(SIGNATURE, dtype=np.uint64) << _SHIFT
# Odd 64-bit constants with no structure: digits of the golden ratio and of two square roots.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1], np.uint64
)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_WORD = re.compile(r"\w+")

Shingles = NDArray[np.uint64]
Signatures = NDArray[np.uint64]


class _Words(dict[str, int]):
    """The 64-bit hash of every word, reckoned once; the same in every process."""

    def __missing__(self, word: str) -> int:
        value = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
        self[word] = value
        return value


class Shingler:
    """Makes shingles, every word hashed once.

    Hashing the words and mixing four of them is five times as fast as hashing every shingle.
    """

    def __init__(self) -> None:
        self._words = _Words()

    def in_order(self, text: str) -> Shingles:
        """Return the hashed four-word shingles of a text as they stand in it.

        A text of fewer words is one shingle of them, one without words one of none.
        """
        found = _WORD.findall(text.casefold())
        hashes = np.fromiter(map(self._words.__getitem__, found), np.uint64, len(found))
        if hashes.size < SHINGLE_WORDS:
            hashes = np.pad(hashes, (0, SHINGLE_WORDS - hashes.size))
        count = hashes.size - SHINGLE_WORDS + 1
        mixed = np.zeros(count, np.uint64)
        for place, factor in enumerate(_FACTORS):
            mixed += hashes[place : place + count] * factor
            mixed ^= mixed >> np.uint64(29)
        return _scatter(mixed)

    def distinct(self, text: str) -> Shingles:
        """Return the hashed shingles of a text, sorted and without repeats."""
        return np.unique(self.in_order(text))


def rare_of(shingles: Shingles) -> Shingles:
    """Return those of some sorted shingles whose hash lies below a bound, the same for all texts."""
    return shingles[: int(np.searchsorted(shingles, SAMPLED))].copy()


def _scatter(values: Shingles) -> Shingles:
    """Return hashes with all bits spread evenly (the finalizer of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return np.asarray(values ^ (values >> np.uint64(31)))


def signature_of(shingles: Shingles) -> Shingles:
    """Return the MinHash signature of a set, sorted and not empty, shape (128,).

    Equal places of two signatures estimate the Jaccard similarity of their sets. One permutation
    cut into 128 bins, the least hash of each; an empty bin borrows from the next full one, marked
    by how far that lies. Since shingles are sorted, a signature costs one search.

    References: Broder (1997); Li, Owen & Zhang (2012), One permutation hashing; Shrivastava &
    Li (2014), Densifying one permutation hashing via rotation.
    """
    first = np.searchsorted(shingles, _STARTS)
    is_full = first < np.append(first[1:], shingles.size)
    bins = np.arange(SIGNATURE)
    # The next full bin to the right, going round the end.
    twice = np.flatnonzero(np.concatenate((is_full, is_full)))
    lender = twice[np.searchsorted(twice, bins)]
    borrowed = shingles[first[lender % SIGNATURE]]
    return np.asarray(borrowed + (lender - bins).astype(np.uint64) * _FACTORS[0])


def containment(first: Shingles, second: Shingles) -> float:
    """Return the share of the smaller set that the larger one holds, in [0, 1].

    A reprint that was cut to its first half keeps all its shingles inside the original, though
    its Jaccard similarity is one half: hence containment.
    """
    both = np.concatenate((first, second))
    both.sort()
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / min(first.size, second.size)


def spread(ordered: Shingles, other: Shingles) -> float:
    """Return the share of a text's tenths that hold something of another text, in [0, 1].

    Args:
        ordered: The shingles of the shorter text as they stand in it.
        other: Those of the longer one, sorted.

    A tenth holds something where at least a tenth of its shingles stands in the other text.
    """
    places = np.minimum(np.searchsorted(other, ordered), other.size - 1)
    found = other[places] == ordered
    parts = [part.mean() >= LEAST_OF_PART for part in np.array_split(found, PARTS)]
    return float(np.mean(parts))
