"""How well the coder reads PETRARCH-2's own validation sentences, from raw text.

Usage: run.py [--data PATH] [--split NAME] [--jobs N] [--verbose]. Prints one JSON object last.
PATH is PETR2_GSR_validation.xml of UniversalPetrarch; it is not part of this repository. The
parse that stands in it is not used.
"""

import argparse
import csv
import json
import re
import sys
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from scoring import set_f1  # noqa: E402 - a script's own folder
from triples import (  # noqa: E402 - likewise
    Triple,
    code_all,
    each_event_once,
    is_between,
    naive_in,
    one_by_one,
    plain,
    same_actors,
)

DATA = HERE.parents[3] / "shared/data/coding/petrarch/PETR2_GSR_validation.xml"
# Bodies and groups in the codes of the Phoenix dictionaries; the first that fits counts.
BODIES = (
    ("IGOUNO", "UN"),
    ("IGOEUREEC", "EU"),
    ("IGOCOP", "INTERPOL"),
    ("IMGMUSISI", "IS"),
    ("SOMUAF", "SOM"),
)
NOBODY = "---"


@dataclass(frozen=True)
class Case:
    """One sentence with the events that the set wants."""

    id: str
    text: str
    day: date
    golds: tuple[Triple, ...]


@cache
def roots() -> dict[str, str]:
    """Return CAMEO code -> PLOVER root."""
    with (HERE / "cameo_to_plover.csv").open(encoding="utf-8", newline="") as file:
        return {row["cameo"]: row["plover"] for row in csv.DictReader(file)}


def root_of(code: str) -> str | None:
    """Return the PLOVER root of a CAMEO code; None for statements (01), which PLOVER drops.

    Appeals (02) have no row in the table of 2021: the REQUEST of 2021 takes them in.
    """
    if code.startswith("02"):
        return "REQUEST"
    return next((roots()[code[:n]] for n in (4, 3) if code[:n] in roots()), None)


def actor(code: str) -> frozenset[str]:
    """Return whom a Phoenix code means at country level; nobody where it names no country."""
    if code.startswith(NOBODY):
        return frozenset()
    body = next((name for prefix, name in BODIES if code.startswith(prefix)), code[:3])
    return frozenset({body})


def merged(triples: list[Triple]) -> tuple[Triple, ...]:
    """Return events each once; the same from both sides is one that is mutual."""
    found: dict[Triple, None] = {}
    for one in triples:
        mirror = Triple(one.root, one.target, one.source)
        if mirror in found and mirror != one:
            found.pop(mirror)
            found[Triple(one.root, one.target, one.source, is_mutual=True)] = None
        elif Triple(one.root, one.target, one.source, is_mutual=True) not in found:
            found[one] = None
    return tuple(found)


def read_cases(path: Path) -> list[Case]:
    """Return the sentences with a text. The file is no well-formed XML: it is read by patterns."""
    found = []
    for block in re.split(r"<Sentence\s", path.read_text(encoding="utf-8"))[1:]:
        head = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', block[: block.index(">")]))
        text = re.search(r"<Text>(.*?)</Text>", block, re.DOTALL)
        events = [dict(re.findall(r'(\w+)="([^"]*)"', event))
                  for event in re.findall(r"<EventCoding\s([^>]*)>", block)]  # fmt: skip
        if text is None or not text[1].strip():
            continue
        golds = [
            Triple(root, actor(event["sourcecode"]), actor(event["targetcode"]))
            for event in events
            if "eventcode" in event and (root := root_of(event["eventcode"])) is not None
        ]
        found.append(Case(head["id"], plain(text[1]), day_of(head["date"]), merged(golds)))
    return found


def day_of(text: str) -> date:
    """Return a date of the set: eight digits, or six with the century left out."""
    return date(int(text[:-4]) % 2000 + 2000, int(text[-4:-2]), int(text[-2:]))


def matches(told: list[Triple], golds: tuple[Triple, ...], *, is_either: bool = False) -> int:
    """Return how many events of a sentence are right, each counted once.

    The set codes some events ahead as they are (`will supply`: 072) and others as intents (`wants
    to help`: 033); with `is_either` the type before folding will do as well.
    """
    left, right = list(told), 0
    for gold in golds:
        hit = next(
            (
                one
                for one in left
                if same_actors(one, gold)
                and (one.root == gold.root or (is_either and one.plain == gold.root))
            ),
            None,
        )
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def scores(
    cases: list[Case], told: list[list[Triple]], *, is_either: bool = False
) -> dict[str, float]:
    """Return precision, recall and F1 of the triples, and the share of sentences all right."""
    rows = [(matches(row, case.golds, is_either=is_either), len(case.golds), len(row))
            for case, row in zip(cases, told, strict=True)]  # fmt: skip
    right, asked, given = (sum(column) for column in zip(*rows, strict=True))
    exact = sum(hit == wanted == got for hit, wanted, got in rows)
    return {**set_f1(right, asked, given), "exact_sentence": round(exact / len(rows), 3)}


def between_f1(cases: list[Case], told: list[list[Triple]]) -> float:
    """Return F1 of the triples without those, wanted or told, within one country."""
    kept = [replace(case, golds=tuple(filter(is_between, case.golds))) for case in cases]
    return scores(kept, [list(filter(is_between, row)) for row in told])["f1"]


def measure(path: Path = DATA, *, jobs: int = 1, verbose: bool = False) -> dict[str, Any]:
    """Return the figures of the set."""
    cases = read_cases(path)
    texts = [(case.text, case.day) for case in cases]
    plain_told = list(map(one_by_one, code_all(texts, jobs)))
    told = list(map(each_event_once, plain_told))
    if verbose:
        report(cases, told)
    found = scores(cases, told)
    floor = scores(cases, [one_by_one(naive_in(text)) for text in texts])
    return {
        "set": "petrarch",
        "n": len(cases),
        "events": sum(len(case.golds) for case in cases),
        "triple_f1": found["f1"],
        "precision": found["precision"],
        "recall": found["recall"],
        "exact_sentence": found["exact_sentence"],
        "between_f1": between_f1(cases, told),
        "triple_f1_folded_or_not": scores(cases, plain_told, is_either=True)["f1"],
        "naive_triple_f1": floor["f1"],
    }


def report(cases: list[Case], told: list[list[Triple]]) -> None:
    """Print every sentence that is not exactly right."""
    for case, row in zip(cases, told, strict=True):
        if matches(row, case.golds) == len(case.golds) == len(row):
            continue
        print(f"[{case.id}] {case.text}", file=sys.stderr)
        print(f"    gold {'; '.join(map(shown, case.golds))}", file=sys.stderr)
        print(f"    told {'; '.join(map(shown, row))}", file=sys.stderr)


def shown(triple: Triple) -> str:
    arrow = "<->" if triple.is_mutual else "->"
    return f"{triple.root} {','.join(triple.source)} {arrow} {','.join(triple.target)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--split", default="all", choices=("all",))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, jobs=options.jobs, verbose=options.verbose)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
