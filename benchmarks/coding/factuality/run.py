"""How well the coder tells whether something happened, on rated sentences not in the repository.

Usage: run.py --data PATH [--split NAME] [--jobs N] [--verbose]. PATH is a folder of `SET.*.jsonl`
files or one of them. Prints one JSON object last; README.md says how is counted.
"""

import argparse
import json
import math
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from tocsin.coding import judge_words

# Sets that rate a complement clause as it stands, its own modal and negation included; the others
# rate the act of one word.
CLAUSE_SETS = frozenset({"cb", "rp", "mv2"})
# From here on a label says that it happened; below the negative, that it did not.
HAPPENED = 1.0
CEILING = 3.0
CLASSES = (1, 0, -1)


@dataclass(frozen=True)
class Row:
    """One text of a set, with its targets."""

    set: str
    words: list[str]
    spans: list[tuple[int, int]]
    labels: list[float]


@dataclass(frozen=True)
class Rated:
    """One target: what people and what the coder say."""

    set: str
    label: float
    value: float


def read_rows(data: Path, split: str) -> list[Row]:
    """Return the rows of one file or of all in a folder, of one set or of all."""
    files = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    rows = []
    for path in files:
        name = path.name.split(".")[0]
        if split not in {"all", name}:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            targets = item["targets"]
            spans = [(target["span1"][0], target["span1"][1]) for target in targets]
            labels = [float(target["label"]) for target in targets]
            rows.append(Row(name, item["text"].split(), spans, labels))
    return rows


def judge(row: Row) -> list[float]:
    return judge_words(row.words, row.spans, whole_clause=row.set in CLAUSE_SETS)


def class_of(value: float) -> int:
    """Return 1 for what happened, -1 for what did not, 0 where neither is said."""
    return 1 if value >= HAPPENED else -1 if value <= -HAPPENED else 0


def macro_f1(pairs: list[tuple[int, int]]) -> float:
    """Return the mean F1 of the classes that the labels have, of (label, told) pairs."""
    scores = []
    for kind in CLASSES:
        gold = sum(label == kind for label, _ in pairs)
        told = sum(value == kind for _, value in pairs)
        both = sum(label == value == kind for label, value in pairs)
        if gold:
            scores.append(2 * both / (gold + told))
    return fmean(scores) if scores else 0.0


def pearson(xs: list[float], ys: list[float]) -> float:
    """Return the correlation of two lists, 0 where one does not vary."""
    mean_x, mean_y = fmean(xs), fmean(ys)
    shared = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread = math.sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    return shared / spread if spread else 0.0


def figures(rated: list[Rated], told: Callable[[Rated], float]) -> dict[str, float]:
    """Return the figures of some targets for one way of telling."""
    labels = [item.label for item in rated]
    values = [told(item) for item in rated]
    pairs = list(zip(map(class_of, labels), map(class_of, values), strict=True))
    return {
        "macro_f1": round(macro_f1(pairs), 3),
        "pearson_r": round(pearson(labels, values), 3),
        "mae": round(fmean(abs(a - b) for a, b in zip(labels, values, strict=True)), 3),
    }


def summary(rated: list[Rated]) -> dict[str, Any]:
    """Return the figures over all targets and by set."""
    sets = sorted({item.set for item in rated})
    by_set = {
        name: figures([item for item in rated if item.set == name], lambda item: item.value)
        for name in sets
    }
    naive = figures(rated, lambda _: CEILING)
    return {
        "set": "factuality",
        "n": len(rated),
        **figures(rated, lambda item: item.value),
        "mean_macro_f1": round(fmean(result["macro_f1"] for result in by_set.values()), 3),
        "mean_pearson_r": round(fmean(result["pearson_r"] for result in by_set.values()), 3),
        **{f"naive_{name}": value for name, value in naive.items()},
        **{f"{name}_{key}": value for name in sets for key, value in by_set[name].items()},
    }


def measure(
    data: Path, split: str = "all", jobs: int = 1, *, verbose: bool = False
) -> dict[str, Any]:
    """Return the figures of one set, or of all."""
    rows = read_rows(data, split)
    if not rows:
        sys.exit(f"{data} has no row of the set {split!r}.")
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            told = list(pool.map(judge, rows, chunksize=50))
    else:
        told = [judge(row) for row in rows]
    rated = []
    for row, values in zip(rows, told, strict=True):
        for span, label, value in zip(row.spans, row.labels, values, strict=True):
            rated.append(Rated(row.set, label, value))
            if verbose and class_of(label) != class_of(value):
                start, end = span
                words = [*row.words[:start], "[", *row.words[start:end], "]", *row.words[end:]]
                print(f"{row.set} {label:.2f} {value:.2f} {' '.join(words)}", file=sys.stderr)
    return summary(rated)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="all", help="a set, as the file names begin")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="show what is told wrongly")
    options = parser.parse_args()
    result = measure(options.data, options.split, options.jobs, verbose=options.verbose)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
