"""Boosted trees as arrays: learnt with LightGBM, applied without it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.engine.compiled import compiled
from tocsin.forecast.ranking.base import Floats32, Scores
from tocsin.model.quads import Int32s, Int64s

BLOCK = 512
"""Rows that go through one tree after the other, so that the tree stays in the cache."""


class Forest(NamedTuple):
    """Trees, the inner nodes of all one after the other; children below 0 are leaves.

    Attributes:
        root: Where the nodes of each tree begin, with the end as the last; int64[t+1].
        leaf_root: The same for leaves.
        column: The column each node asks for.
        threshold: Values up to it go left.
        left: The next node by its place in the tree, or `-1 - leaf`.
        right: The same for greater values.
        leaf: What each leaf adds to the score.
        value: What rows that reach a node are given on average; for explanations.
    """

    root: Int64s
    leaf_root: Int64s
    column: Int32s
    threshold: NDArray[np.float32]
    left: Int32s
    right: Int32s
    leaf: Scores
    value: Scores


def is_sound(forest: Forest, width: int) -> bool:
    """Return whether every way down each tree ends in one of its leaves.

    `applied` looks nothing up twice: trees of a file are checked before they are used. A child
    stands behind its parent, as LightGBM numbers them, so no way leads back.

    Args:
        forest: The trees.
        width: Columns of a row.
    """
    inner, leaves = np.diff(forest.root), np.diff(forest.leaf_root)
    nodes = (forest.column, forest.threshold, forest.left, forest.right, forest.value)
    whole = (forest.root, forest.leaf_root, forest.column, forest.left, forest.right)
    if (
        any(one.ndim != 1 for one in forest)
        or any(not np.issubdtype(one.dtype, np.integer) for one in whole)
        or not len(forest.root) == len(forest.leaf_root) > 0
        or forest.root[0] != 0
        or forest.leaf_root[0] != 0
        or (inner < 0).any()
        or (leaves < 1).any()
        or any(len(one) != forest.root[-1] for one in nodes)
        or len(forest.leaf) != forest.leaf_root[-1]
        or not np.isfinite(forest.leaf).all()
    ):
        return False
    place = np.arange(len(forest.column)) - np.repeat(forest.root[:-1], inner)
    behind, before = np.repeat(inner, inner), -1 - np.repeat(leaves, inner)
    ways = [
        ((child > place) & (child < behind)) | ((child < 0) & (child > before))
        for child in (forest.left.astype(np.int64), forest.right.astype(np.int64))
    ]
    known = (forest.column >= 0) & (forest.column < width)
    return bool(known.all() and ways[0].all() and ways[1].all())


def forest_of(text: str) -> Forest:
    """Return the trees of a model of LightGBM in its text form; none splits by category."""
    trees = [_fields(part) for part in text.split("\nTree=")[1:]]
    inner = [len(one.get("split_feature", "").split()) for one in trees]
    leaves = [len(one["leaf_value"].split()) for one in trees]
    return Forest(
        root=np.cumsum([0, *inner]).astype(np.int64),
        leaf_root=np.cumsum([0, *leaves]).astype(np.int64),
        column=_joined(trees, "split_feature").astype(np.int32),
        threshold=_down(_joined(trees, "threshold")),
        left=_joined(trees, "left_child").astype(np.int32),
        right=_joined(trees, "right_child").astype(np.int32),
        leaf=_joined(trees, "leaf_value"),
        value=_joined(trees, "internal_value"),
    )


def _down(threshold: Scores) -> NDArray[np.float32]:
    """Return thresholds as the next smaller float32; rows are float32, so nothing changes sides."""
    rounded = threshold.astype(np.float32)
    return np.where(
        rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded
    ).astype(np.float32)


def _fields(part: str) -> dict[str, str]:
    """Return the lines `name=values` of a tree."""
    return dict(line.split("=", 1) for line in part.splitlines() if "=" in line)


def _joined(trees: list[dict[str, str]], name: str) -> Scores:
    """Return the numbers of all trees under a name."""
    return np.array(
        [float(one) for tree in trees for one in tree.get(name, "").split()], np.float64
    )


@compiled("forecast")
def applied(forest: Forest, rows: Floats32) -> Scores:
    """Return the sum of the leaves that each row falls into."""
    score = np.zeros(len(rows))
    for begin in range(0, len(rows), BLOCK):
        end = min(begin + BLOCK, len(rows))
        for tree in range(len(forest.root) - 1):
            root = forest.root[tree]
            base = forest.leaf_root[tree]
            if forest.root[tree + 1] == root:
                score[begin:end] += forest.leaf[base]
                continue
            for i in range(begin, end):
                node = 0
                while node >= 0:
                    at = root + node
                    if rows[i, forest.column[at]] <= forest.threshold[at]:
                        node = forest.left[at]
                    else:
                        node = forest.right[at]
                score[i] += forest.leaf[base - 1 - node]
    return score


def moved(forest: Forest, row: Floats32, width: int) -> Scores:
    """Return how much each column moved the score of one row, from the mean of all.

    Going down a tree, what a step changes in the mean of the rows that come along is put down to
    the column the step asked for. The sum is the score less the mean of all rows.

    References: Saabas (2014), Interpreting random forests; Lundberg et al. (2020), section 2.
    """
    effect = np.zeros(width)
    for root, end, base in zip(
        forest.root[:-1], forest.root[1:], forest.leaf_root[:-1], strict=True
    ):
        node = 0 if end > root else -1
        while node >= 0:
            at = root + node
            column = forest.column[at]
            is_left = row[column] <= forest.threshold[at]
            node = int(forest.left[at] if is_left else forest.right[at])
            after = forest.value[root + node] if node >= 0 else forest.leaf[base - 1 - node]
            effect[column] += after - forest.value[at]
    return effect
