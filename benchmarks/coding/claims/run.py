"""How well the coder reads claims, on texts of our own: the corpus.

Usage: run.py [--data PATH] [--split NAME] [--jobs N] [--verbose]. Prints one JSON object last.
PATH is a folder with `train.jsonl`, `dev.jsonl`, `test.jsonl` and `hard.jsonl`, or one such file.
"""

import argparse
import json
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

from judging import FIELDS, Told, each_once, judge  # noqa: E402 - a script's own folder
from naive import naive_claims  # noqa: E402 - likewise
from reader import READER  # noqa: E402 - likewise
from scoring import set_f1  # noqa: E402 - likewise

from tocsin.coding import code  # noqa: E402 - likewise
from tocsin.model.document import Block, BlockKind, Document  # noqa: E402 - likewise
from tocsin.model.ids import DocumentId  # noqa: E402 - likewise

CORPUS = HERE.parents[2] / "corpus" / "claims"
SPLITS = ("train", "dev", "test", "hard")


def as_document(text: str, day: date) -> Document:
    """Return a text as a document with one paragraph for each line."""
    places, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            places.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document(
        id=DocumentId("d-case"),
        path="case",
        text=text,
        blocks=tuple(places),
        sha256="",
        size=len(text),
        media_type="text/plain",
        date=day,
    )


def coded(case: dict[str, Any]) -> list[Told]:
    """Return what the coder tells of one case."""
    document = as_document(case["text"], date.fromisoformat(case["date"]))
    return each_once(code(document, depth=READER)[0].claims)


def read_cases(path: Path, split: str) -> list[dict[str, Any]]:
    """Return the cases of a split, or of all splits of a folder.

    Raises:
        SystemExit: There is no such split, or it is empty.
    """
    files = [path] if path.is_file() else [path / f"{name}.jsonl" for name in SPLITS]
    if split != "all" and path.is_dir():
        files = [path / f"{split}.jsonl"]
    rows = [
        json.loads(line)
        for file in files
        if file.is_file()
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    if not rows:
        sys.exit(f"{path} has no case of the split {split!r}; splits are {', '.join(SPLITS)}.")
    return rows


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def summary(n: int, counts: Counter[str]) -> dict[str, Any]:
    """Return the figures of some counts."""
    found = counts["found"]
    scores = set_f1(found, found + counts["missed"], found + counts["spurious"])
    return {
        "n": n,
        "claims": found + counts["missed"],
        "claim_f1": scores["f1"],
        "precision": scores["precision"],
        "recall": scores["recall"],
        **{
            f"{field}_accuracy": ratio(counts[f"{field}_right"], counts[f"{field}_judged"])
            for field in (*FIELDS, "depth")
        },
        "false_alarms": counts["false_alarms"],
        "without_event": counts["without_event"],
    }


def measure(
    path: Path = CORPUS, split: str = "test", *, jobs: int = 1, verbose: bool = False
) -> dict[str, Any]:
    """Return the scores of one split, or of all, with those of the naive floor method."""
    cases = read_cases(path, split)
    with ProcessPoolExecutor(jobs) as pool:
        told = list((pool.map if jobs > 1 else map)(coded, cases))
    counts: Counter[str] = Counter()
    floor: Counter[str] = Counter()
    for case, claims in zip(cases, told, strict=True):
        problems = judge(claims, case, counts)
        judge(naive_claims(case["text"], date.fromisoformat(case["date"])), case, floor)
        if verbose and problems:
            print(f"[{case['id']}] {case['text']}", *problems, sep="\n    ", file=sys.stderr)
    result = {"set": "claims", "split": split, "reader": READER, **summary(len(cases), counts)}
    result["naive_claim_f1"] = summary(len(cases), floor)["claim_f1"]
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=CORPUS)
    parser.add_argument("--split", default="test", help="train, dev, test, hard or all")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    result = measure(options.data, options.split, jobs=options.jobs, verbose=options.verbose)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
