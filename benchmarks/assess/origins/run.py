"""Copies among generated texts: precision and recall of pairs, by kind of copy, and seconds.

Usage: run.py [--sizes 100,1000,10000] [--seed N] [--library] [--ours]. Prints one JSON object last. The floor is plain
Jaccard similarity of four-word shingles over all pairs, with the threshold that suits the same
texts best; it is computed up to 1,000 texts, and not at all with `--ours`, since it takes several
times as long as what it is set beside. `--library` times datasketch, where it is installed, on the
same shingles.
"""

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from generate import Text, generate

from tocsin.assess.origins import find_origins
from tocsin.assess.shingles import Shingler, Shingles

FLOOR_LIMIT = 1000
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(2, 19))

Groups = Sequence[object]


def pairs_of(labels: Iterable[object]) -> int:
    """Return how many pairs have one label."""
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def scores(found: Groups, stories: Groups) -> dict[str, float]:
    """Return precision, recall and F1 of the pairs that are put into one group."""
    right = pairs_of(zip(found, stories, strict=True))
    told, true = pairs_of(found), pairs_of(stories)
    precision, recall = right / told if told else 1.0, right / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
    }  # fmt: skip


def by_kind(texts: Sequence[Text], found: Groups) -> dict[str, float]:
    """Return for each kind of copy the share that is put together with its original."""
    originals = {
        text.story: place for place, text in enumerate(texts) if text.kind == "original"
    }
    hits: dict[str, list[bool]] = defaultdict(list)
    for place, text in enumerate(texts):
        first = originals.get(text.story)
        if first is not None and first != place:
            hits[text.kind].append(found[place] == found[first])
    return {kind: round(float(np.mean(ones)), 4) for kind, ones in sorted(hits.items())}


def lookalikes(texts: Sequence[Text], found: Groups) -> float:
    """Return the share of texts that share paragraphs with another story and were put to it."""
    originals = {
        text.story: place for place, text in enumerate(texts) if text.kind == "original"
    }
    wrong = [
        found[place] == found[originals[text.story - 1]]
        for place, text in enumerate(texts)
        if text.kind in {"quotation", "background"} and text.story - 1 in originals
    ]
    return round(float(np.mean(wrong)), 4) if wrong else 0.0


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each text the first of its chain of pairs."""
    leaders = list(range(count))

    def leader(place: int) -> int:
        while leaders[place] != place:
            place = leaders[place]
        return place

    for one, two in pairs:
        first, second = sorted((leader(one), leader(two)))
        leaders[second] = first
    return [leader(place) for place in range(count)]


def floor(texts: Sequence[Text], sets: Sequence[Shingles]) -> dict[str, Any]:
    """Return the scores of plain Jaccard similarity at its best threshold, and its seconds."""
    start = time.process_time()
    known = []
    for one, two in combinations(range(len(sets)), 2):
        shared = np.intersect1d(sets[one], sets[two], assume_unique=True).size
        if shared:
            known.append((one, two, shared / (sets[one].size + sets[two].size - shared)))
    seconds = time.process_time() - start
    stories = [text.story for text in texts]
    best: dict[str, Any] = {"f1": -1.0}
    for threshold in THRESHOLDS:
        near = [(one, two) for one, two, share in known if share >= threshold]
        found = components(len(sets), near)
        told = scores(found, stories) | {"threshold": threshold}
        if told["f1"] > best["f1"]:
            best = told | {"by_kind": by_kind(texts, found)}
    return best | {"cpu_seconds": round(seconds, 3)}


def library(sets: Sequence[Shingles]) -> dict[str, Any]:
    """Return the seconds that datasketch takes for signatures and for its index."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - only where it is asked for

    start = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    sketches = []
    for one in sets:
        sketch = MinHash(num_perm=128, hashfunc=lambda value: value)
        sketch.update_batch((one & np.uint64(0xFFFFFFFF)).tolist())
        sketches.append(sketch)
    for place, sketch in enumerate(sketches):
        index.insert(place, sketch)
    met = sum(len(index.query(sketch)) - 1 for sketch in sketches) // 2
    return {"cpu_seconds": round(time.process_time() - start, 3), "candidates": met}


def measure(count: int, seed: int, *, with_floor: bool, with_library: bool) -> dict[str, Any]:
    """Return everything of one size."""
    texts = generate(count, seed)
    documents = [text.document(number) for number, text in enumerate(texts)]
    start = time.process_time()
    origins = find_origins(documents)
    seconds = time.process_time() - start
    found = [origins[doc.id] for doc in documents]
    backwards = find_origins(documents[::-1])
    told: dict[str, Any] = {
        "texts": count,
        "stories": len({text.story for text in texts}),
        "origins": len(set(found)),
        "cpu_seconds": round(seconds, 3),
        "order_matters": backwards != origins,
        **scores(found, [text.story for text in texts]),
        "by_kind": by_kind(texts, found),
        "lookalikes_joined": lookalikes(texts, found),
    }
    shingler = Shingler()
    with_floor = with_floor and count <= FLOOR_LIMIT
    if with_floor or with_library:
        sets = [shingler.distinct(doc.text) for doc in documents]
        if with_floor:
            told["jaccard_floor"] = floor(texts, sets)
        if with_library:
            told["datasketch"] = library(sets)
    return told


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--library", action="store_true")
    parser.add_argument("--ours", action="store_true", help="Leave out the floor.")
    asked = parser.parse_args()
    sizes = [int(one) for one in asked.sizes.split(",")]
    runs = [
        measure(one, asked.seed, with_floor=not asked.ours, with_library=asked.library)
        for one in sizes
    ]
    thousand = next((one for one in runs if one["texts"] >= FLOOR_LIMIT), runs[-1])
    told = {
        "precision": thousand["precision"],
        "recall": thousand["recall"],
        "lookalikes_joined": thousand["lookalikes_joined"],
        "seconds_per_thousand": round(1000 * runs[-1]["cpu_seconds"] / runs[-1]["texts"], 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "runs": runs,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
