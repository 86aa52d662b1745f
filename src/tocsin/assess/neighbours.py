"""Which texts are worth comparing: those whose signatures or rare shingles meet."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.shingles import SIGNATURE, Shingles, Signatures

# Three hashes a band: two texts of Jaccard similarity .5 meet in one of 42 bands with chance
# .996, those of .3 with .68, unrelated ones (.01) with 4 in 100,000.
ROWS = 3
BANDS = SIGNATURE // ROWS
# What more than so many texts share is a phrase of the trade, or one story whose copies the
# bands have found already.
WIDEST = 64

Index = NDArray[np.int64]


def banded(signatures: Signatures) -> list[Index]:
    """Return groups of texts that agree in a band of their signatures, the smallest first.

    Texts are given and told by their places. Near-copies meet here, in time that grows with the
    number of texts and not with that of pairs.

    References: Leskovec, Rajaraman & Ullman (2020), Mining of Massive Datasets, section 3.4.
    """
    texts = np.arange(len(signatures))
    groups: dict[bytes, Index] = {}
    for band in range(BANDS):
        rows = np.ascontiguousarray(signatures[:, band * ROWS : (band + 1) * ROWS])
        keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * ROWS))).ravel()
        for group in _equal(keys, texts):
            groups.setdefault(group.tobytes(), group)
    return sorted(groups.values(), key=lambda group: (group.size, group.tolist()))


def _equal(keys: NDArray[np.void], texts: Index) -> Iterator[Index]:
    """Yield the texts of each key that more than one of them has."""
    order = np.argsort(keys, kind="stable")
    starts, sizes = _runs(keys[order])
    for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True):
        yield np.sort(texts[order[start : start + size]])


def _runs(ordered: NDArray[np.void] | Shingles) -> tuple[Index, Index]:
    """Return where each run of equal values begins, and how long it is."""
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], [True])) + 1
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1]))
    return starts, ends - starts


def sharing(rare: Sequence[Shingles], stories: Index) -> tuple[Index, NDArray[np.float64]]:
    """Return pairs of texts that share rare shingles, and an estimate of their containment.

    Args:
        rare: The rare shingles of the texts, one text at least; see `shingles.rare_of`.
        stories: For each text the story it is known to belong to; pairs within one are left out.

    A brief is short beside the report it was cut from: their signatures disagree, but most of
    its shingles stand in the report. Of the rare ones those count that at most 64 texts
    have; of more the first text of each story.
    """
    taken = np.array([one.size for one in rare])
    hashes = np.concatenate(rare)
    order = np.argsort(hashes, kind="stable")
    texts = np.repeat(np.arange(len(rare)), taken)[order]
    codes, shared = np.unique(_shared(texts, hashes[order], stories), return_counts=True)
    pairs = np.stack((codes // len(rare), codes % len(rare)), axis=1)
    is_new = stories[pairs[:, 0]] != stories[pairs[:, 1]]
    pairs, shared = pairs[is_new], shared[is_new]
    return pairs, shared / np.minimum(taken[pairs[:, 0]], taken[pairs[:, 1]])


def _shared(texts: Index, hashes: Shingles, stories: Index) -> Index:
    """Return every pair of texts for every hash they share, each pair as one number.

    Texts are those of the hashes, which are sorted. Groups of one size are paired at once.
    """
    starts, sizes = _runs(hashes) if hashes.size else (texts, texts)
    found = [np.empty(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= WIDEST)]):
        groups = texts[starts[sizes == size][:, np.newaxis] + np.arange(size)]
        found.append(_pairs(groups, stories.size))
    for start, size in zip(starts[sizes > WIDEST], sizes[sizes > WIDEST], strict=True):
        group = texts[start : start + size]
        _, first = np.unique(stories[group], return_index=True)
        if 1 < first.size <= WIDEST:
            found.append(_pairs(group[np.sort(first)][np.newaxis], stories.size))
    return np.concatenate(found)


def _pairs(groups: Index, texts: int) -> Index:
    """Return all pairs within each row, the smaller text first, each as one number."""
    rows, columns = np.triu_indices(groups.shape[1], k=1)
    return np.asarray(groups[:, rows] * texts + groups[:, columns]).ravel()
