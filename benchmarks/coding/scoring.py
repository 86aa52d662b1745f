"""Figures that the harnesses of the coder share: F1 per class, macro-F1, bootstrap intervals."""

import random
from collections import Counter
from collections.abc import Sequence


def class_f1(gold: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    """Return the F1 of each class of the gold labels, in [0, 1]."""
    right, asked, given = Counter(), Counter(gold), Counter(told)
    right.update(one for one, other in zip(gold, told, strict=True) if one == other)
    return {name: 2 * right[name] / (asked[name] + given[name]) for name in sorted(asked)}


def macro_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """Return the mean F1 over the classes of the gold labels, in [0, 1]."""
    scores = class_f1(gold, told)
    return sum(scores.values()) / len(scores)


def accuracy(gold: Sequence[str], told: Sequence[str]) -> float:
    """Return the share of right labels, in [0, 1]."""
    return sum(one == other for one, other in zip(gold, told, strict=True)) / len(gold)


def interval(
    gold: Sequence[str], told: Sequence[str], *, draws: int = 300, seed: int = 0
) -> list[float]:
    """Return the 95 % bootstrap interval of the macro-F1."""
    rng = random.Random(seed)  # noqa: S311 - a bootstrap, not a secret
    rows = range(len(gold))
    found = []
    for _ in range(draws):
        picked = rng.choices(rows, k=len(gold))
        found.append(macro_f1([gold[i] for i in picked], [told[i] for i in picked]))
    found.sort()
    return [round(found[int(draws * share)], 3) for share in (0.025, 0.975)]


def set_f1(right: int, asked: int, given: int) -> dict[str, float]:
    """Return precision, recall and F1 of found things, in [0, 1]."""
    return {
        "precision": round(right / given, 3) if given else 0.0,
        "recall": round(right / asked, 3) if asked else 0.0,
        "f1": round(2 * right / (asked + given), 3) if asked + given else 0.0,
    }
