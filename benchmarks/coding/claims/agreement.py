"""How far two annotators of the corpus agree: what the second prefers against what the first accepts.

Usage: agreement.py [--first FILE] [--second FILE]. Prints one JSON object last. It is judged as the
coder is: the second annotator's required claims, each with its preferred values, stand for what is
told. `strict_claim_f1` lets the first annotator's preferred values count alone.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

from judging import Gold, Told, judge  # noqa: E402 - a script's own folder
from run import CORPUS, read_cases, summary  # noqa: E402 - likewise

SECOND = CORPUS.parent / "agreement" / "test.jsonl"


def preferred(gold: Gold) -> Told:
    """Return what an annotator prefers for a claim, as something that is told."""
    inner = gold["innermost"][0]
    fields = {
        "status": gold["status"][0],
        "polarity": gold["polarity"][0],
        "holder": (inner["actor"], inner["stance"]) if inner else None,
        "items": gold["items"][0],
        "time": gold.get("time") or [],
    }
    parties = frozenset(gold["source"]), frozenset(gold["target"])
    depth = len(gold.get("holders") or [])
    return Told(gold["types"][0], *parties, bool(gold.get("reciprocal")), fields, depth)


def bare(gold: Gold) -> Gold:
    """Return a claim without the alternatives that an annotator accepts."""
    firsts = {
        name: gold[name][:1] for name in ("types", "status", "polarity", "items", "innermost")
    }
    return {**{name: value for name, value in gold.items() if name != "also"}, **firsts}


def compare(
    first: list[dict[str, Any]], second: dict[str, dict[str, Any]], *, is_strict: bool
) -> dict[str, Any]:
    """Return the figures of the second annotator's claims."""
    counts: Counter[str] = Counter()
    for case in first:
        claims = [bare(gold) for gold in case["claims"]] if is_strict else case["claims"]
        told = [preferred(gold) for gold in second[case["id"]]["claims"]
                if not gold.get("optional")]  # fmt: skip
        judge(told, {**case, "claims": claims}, counts)
    return summary(len(first), counts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=Path, default=CORPUS / "test.jsonl")
    parser.add_argument("--second", type=Path, default=SECOND)
    options = parser.parse_args()
    first = read_cases(options.first, "all")
    second = {case["id"]: case for case in read_cases(options.second, "all")}
    found = compare(first, second, is_strict=False)
    strict = compare(first, second, is_strict=True)
    print(json.dumps({"set": "agreement", **found, "strict_claim_f1": strict["claim_f1"]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
