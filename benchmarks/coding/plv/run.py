"""The relation between two marked actors, on sets in the format of PLV; nothing is trained on them.

Usage: run.py --data FILE [--split NAME] [--jobs N] [--verbose]. Prints one JSON object last.
FILE is tab-separated with `marked_sentence` (`<s>…</s>`, `<t>…</t>`) and `gold_root`.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from reader import READER  # noqa: E402 - beside this folder
from scoring import accuracy, class_f1, interval, macro_f1  # noqa: E402 - beside this folder

from tocsin.coding import relate_spans  # noqa: E402 - likewise
from tocsin.coding.lexicon import load_lexicon  # noqa: E402 - likewise
from tocsin.model.gazetteer import load_gazetteer  # noqa: E402 - likewise

NONE = "NONE"
_MARK = re.compile(r"(</?[st]>)")
# The quadrants of the set's roots; YIELD is CONCEDE and RETREAT together.
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "1"),
    **dict.fromkeys(("AID", "COOPERATE", "YIELD"), "2"),
    **dict.fromkeys(("ACCUSE", "REJECT", "REQUEST", "THREATEN"), "3"),
    **dict.fromkeys(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"), "4"),
}
SIDES = {"1": "cooperation", "2": "cooperation", "3": "conflict", "4": "conflict"}


@dataclass(frozen=True)
class Row:
    """A sentence, where its two actors stand, and what one does to the other."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    root: str


def parse_marks(marked: str) -> tuple[str, dict[str, int]]:
    """Return a marked sentence without its marks, and where each mark stood."""
    text, places = "", {}
    for piece in _MARK.split(marked):
        if _MARK.fullmatch(piece):
            places[piece] = len(text)
        else:
            text += piece
    return text, places


def read_rows(path: Path, split: str) -> list[Row]:
    """Return the rows of a file; of a split where the file has a column of that name."""
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        # Fields may hold quotes; "None" and "NA" are words and no missing values.
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if split not in {"all", row.get("split", "all")}:
                continue
            text, places = parse_marks(row["marked_sentence"])
            for name, mention in (("s", row.get("source", "")), ("t", row.get("target", ""))):
                if mention and not {f"<{name}>", f"</{name}>"} <= set(places):
                    start = max(text.lower().find(mention.lower()), 0)
                    places |= {
                        f"<{name}>": start,
                        f"</{name}>": start + len(mention) * (start > 0),
                    }
            spans = [(places.get(f"<{name}>", 0), places.get(f"</{name}>", 0)) for name in "st"]
            rows.append(Row(text, spans[0], spans[1], row["gold_root"]))
    if not rows:
        sys.exit(f"{path} has no row of the split {split!r}.")
    return rows


def told(row: Row) -> str:
    """Return the root that the product gives for a row."""
    return relate_spans(row.text, row.source, row.target, depth=READER).root or NONE


def naive(row: Row) -> str:
    """Return the root of the first word that a frame knows: no syntax, no training."""
    lexicon = load_lexicon(load_gazetteer())
    for word in re.findall(r"[a-z]+", row.text.lower()):
        for stem in (
            word,
            word.removesuffix("s"),
            word.removesuffix("ed"),
            word.removesuffix("d"),
        ):
            frame = lexicon.verbs.get(stem) or lexicon.nouns.get(stem)
            if frame is not None:
                kind = frame.type.value
                return "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind
    return NONE


def quads(roots: list[str]) -> list[str]:
    return [QUADS.get(root, NONE) for root in roots]


def sides(roots: list[str]) -> list[str]:
    return [SIDES.get(quad, NONE) for quad in quads(roots)]


def measure(
    path: Path, split: str = "all", *, jobs: int = 1, verbose: bool = False
) -> dict[str, object]:
    """Return the figures of one file."""
    rows = read_rows(path, split)
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(told, rows, chunksize=32) if jobs > 1 else map(told, rows))
    gold = [row.root for row in rows]
    if verbose:
        wrong = Counter(pair for pair in zip(gold, found, strict=True) if pair[0] != pair[1])
        for (right, given), count in wrong.most_common(25):
            print(f"{count:4} {right} told as {given}", file=sys.stderr)
    floor = list(map(naive, rows))
    return {
        "set": "plv",
        "reader": READER,
        "n": len(rows),
        "root_macro_f1": round(macro_f1(gold, found), 3),
        "root_interval_95": interval(gold, found),
        "root_accuracy": round(accuracy(gold, found), 3),
        "quad_macro_f1": round(macro_f1(quads(gold), quads(found)), 3),
        "binary_macro_f1": round(macro_f1(sides(gold), sides(found)), 3),
        "naive_root_macro_f1": round(macro_f1(gold, floor), 3),
        "classes": {name: round(score, 3) for name, score in class_f1(gold, found).items()},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="all")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--verbose", action="store_true", help="confusions of classes, no texts"
    )
    options = parser.parse_args()
    result = measure(options.data, options.split, jobs=options.jobs, verbose=options.verbose)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
