"""A linear model over named features, word meanings and, where asked for, sentence embeddings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """What a model looks at.

    Attributes:
        blocks: Counted features, by block; each block is weighed by itself.
        meanings: Words whose meaning counts, as (group, word).
    """

    blocks: Mapping[str, Counter[str]]
    meanings: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class WordVectors:
    """The meaning of single words, as unit vectors.

    Attributes:
        words: Word -> row.
        table: Shape (words, dimensions), values in [-127, 127].
    """

    words: Mapping[str, int]
    table: NDArray[np.int8]

    @property
    def size(self) -> int:
        """Return the number of dimensions."""
        return int(self.table.shape[1])

    def of(self, word: str) -> Floats | None:
        """Return the vector of a word, its parts together where the whole is unknown."""
        row = self.words.get(word)
        if row is not None:
            return np.asarray(self.table[row], np.float32) / np.float32(127)
        parts = [self.of(part) for part in word.split("_")] if "_" in word else []
        known = [part for part in parts if part is not None]
        return np.asarray(np.mean(known, axis=0), np.float32) if known else None

    def grouped(self, meanings: Sequence[tuple[int, str]], groups: int) -> Floats:
        """Return one unit vector for each group of words, in a row; zero for an empty group."""
        whole = np.zeros((groups, self.size), np.float32)
        for group, word in meanings:
            vector = self.of(word)
            if vector is not None:
                whole[group] += vector
        norms = np.linalg.norm(whole, axis=1, keepdims=True)
        return np.asarray((whole / np.maximum(norms, 1e-9)).ravel(), np.float32)


@dataclass(frozen=True)
class LinearModel:
    """Weights of classes over features.

    Attributes:
        classes: What is told apart.
        features: Block -> feature -> row of the weights.
        idf: Inverse document frequency of each row.
        weights: Shape (rows, classes).
        dense: Weights of word meanings, shape (groups x dimensions, classes).
        bias: Shape (classes,).
        sharpness: What scores are multiplied by before they are made probabilities.
    """

    classes: tuple[str, ...]
    features: Mapping[str, Mapping[str, int]]
    idf: Floats
    weights: Floats
    dense: Floats
    bias: Floats
    sharpness: float = 1.0
    vectors: WordVectors | None = field(default=None, repr=False)

    @cached_property
    def groups(self) -> int:
        """Return the number of groups of word meanings."""
        return self.dense.shape[0] // self.vectors.size if self.vectors is not None else 0

    def scores(self, examples: Sequence[Example]) -> Floats:
        """Return the score of each class for each example; shape (examples, classes).

        Several examples at once cost little more than one.
        """
        total = np.repeat(self.bias[None, :], len(examples), axis=0)
        pieces = [
            (place, *self.weighed(block, counts))
            for place, example in enumerate(examples)
            for block, counts in example.blocks.items()
        ]
        filled = [piece for piece in pieces if len(piece[1])]
        if filled:
            rows = np.concatenate([rows for _, rows, _ in filled])
            values = np.concatenate([values for _, _, values in filled])
            starts = np.cumsum([0, *(len(rows) for _, rows, _ in filled[:-1])])
            sums = np.add.reduceat(self.weights[rows] * values[:, None], starts, axis=0)
            np.add.at(total, [place for place, _, _ in filled], sums)
        if self.vectors is not None and self.groups:
            meanings = [self.vectors.grouped(one.meanings, self.groups) for one in examples]
            total += np.array(meanings) @ self.dense
        return np.asarray(total, np.float32)

    def weighed(self, block: str, counts: Counter[str]) -> tuple[NDArray[np.int64], Floats]:
        """Return the rows of the known features of a block, and their weights of unit length."""
        known = self.features.get(block, {})
        rows = np.array([known[name] for name in counts if name in known], np.int64)
        if not len(rows):
            return rows, np.zeros(0, np.float32)
        values = self.idf[rows]
        if len(counts) < counts.total():
            seen = [count for name, count in counts.items() if name in known]
            values = values * (1 + np.log(seen))
        length = max(float(np.sqrt(values @ values)), 1e-9)
        return rows, np.asarray(values / length, np.float32)

    def probabilities(self, examples: Sequence[Example]) -> Floats:
        """Return the probability of each class for each example.

        In [0, 1], each row summing to one; shape (examples, classes), empty for no examples.
        """
        if not examples:
            return np.zeros((0, len(self.classes)), np.float32)
        scores = self.sharpness * self.scores(examples)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
