"""How well the coder reads the sentences of the CAMEO manual that PLOVER_GSR recodes.

Usage: run.py [--data PATH] [--split NAME] [--jobs N] [--verbose]. Prints one JSON object last.
PATH is the JSON list of the Open Event Data Alliance; it is not part of this repository.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from datetime import date
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
    plain,
    read_json,
    same_actors,
)

DATA = HERE.parents[3] / "shared/data/coding/plover_gsr.json"
# The types of the draft of 2016 that the PLOVER of 2021 has merged into others.
TYPES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
# Codes of the set that are no ISO 3166-1 codes.
CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
BODIES = frozenset({"IGO", "NGO", "IMG", "ISM"})
SPLITS = ("all", "between", "within")


def body_of(text: str) -> str:
    """Return the id of a body that the set codes only as IGO; `NONE` where we have none."""
    with (HERE / "actors.csv").open(encoding="utf-8", newline="") as file:
        known = {row["text"]: row["id"] for row in csv.DictReader(file)}
    return next(
        (known[name] for name in sorted(known, key=len, reverse=True) if name in text), "NONE"
    )


def side(record: dict[str, Any], name: str) -> frozenset[str]:
    """Return the actors of a side at country level."""
    actors = [actor for actor in record.get(name, ()) if isinstance(actor, dict)]
    return frozenset(
        body_of(actor["actorText"])
        if actor["code"] in BODIES
        else CODES.get(actor["code"], actor["code"])
        for actor in actors
    )


def gold_of(record: dict[str, Any]) -> Triple:
    """Return the event of a record; without a target, two sources do it together."""
    source, target = side(record, "source"), side(record, "target")
    kind = TYPES.get(record["event"], record["event"])
    return Triple(kind, source, target, is_mutual=len(source) > 1 and not target)


def in_split(gold: Triple, split: str) -> bool:
    """Return whether a record is in a split: between two states or bodies, or within one."""
    is_between = len(gold.parties) > 1
    return split == "all" or is_between == (split == "between")


def shares(golds: list[Triple], told: list[list[Triple]]) -> dict[str, float]:
    """Return the shares of records with the type, the actors, and all three right."""
    tests = {
        "triple_accuracy": is_same,
        "type_accuracy": lambda one, gold: one.root == gold.root,
        "actors_accuracy": same_actors,
    }
    rows = list(zip(golds, told, strict=True))
    return {
        name: round(
            sum(any(test(one, gold) for one in row) for gold, row in rows) / len(rows), 3
        )
        for name, test in tests.items()
    }


def triple_f1(texts: list[str], golds: list[Triple], told: list[list[Triple]]) -> float:
    """Return F1 of the triples. A text with several records wants all of them.

    Most sentences have one record though they tell several events: precision is a lower bound.
    """
    wanted: dict[str, list[Triple]] = {}
    for text, gold in zip(texts, golds, strict=True):
        wanted.setdefault(text, []).append(gold)
    given = {text: each_event_once(row) for text, row in zip(texts, told, strict=True)}
    right = 0
    for text, events in wanted.items():
        left = list(given[text])
        for gold in each_event_once(events):
            hit = next((one for one in left if is_same(one, gold)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    asked = sum(len(each_event_once(events)) for events in wanted.values())
    return set_f1(right, asked, sum(map(len, given.values())))["f1"]


def is_same(one: Triple, gold: Triple) -> bool:
    return one.root == gold.root and same_actors(one, gold)


def between_f1(texts: list[str], golds: list[Triple], told: list[list[Triple]]) -> float:
    """Return F1 of the triples without the records of acts within one country."""
    kept = [i for i, gold in enumerate(golds) if is_between(gold)]
    rows = [list(filter(is_between, told[i])) for i in kept]
    return triple_f1([texts[i] for i in kept], [golds[i] for i in kept], rows)


def measure(
    path: Path = DATA, split: str = "all", *, jobs: int = 1, verbose: bool = False
) -> dict[str, Any]:
    """Return the figures of one split, with those of records between two countries apart."""
    records = [record for record in read_json(path) if record["event"] != "DOCUMENT"]
    records = [record for record in records if in_split(gold_of(record), split)]
    golds = list(map(gold_of, records))
    texts = [(plain(record["text"]), date.fromisoformat(record["date"])) for record in records]
    told = code_all(texts, jobs)
    result: dict[str, Any] = {"set": "plover_gsr", "split": split, "n": len(records)}
    result |= shares(golds, told)
    sentences = [text for text, _ in texts]
    result["triple_f1"] = triple_f1(sentences, golds, told)
    result["between_f1"] = between_f1(sentences, golds, told)
    between = [i for i, gold in enumerate(golds) if in_split(gold, "between")]
    result["between_n"] = len(between)
    result["between_triple_accuracy"] = (
        shares([golds[i] for i in between], [told[i] for i in between])["triple_accuracy"]
        if between
        else 0.0
    )
    result["events_per_text"] = round(sum(map(len, told)) / len(told), 2)
    result["naive_triple_accuracy"] = shares(golds, list(map(naive_in, texts)))[
        "triple_accuracy"
    ]
    if verbose:
        report(records, golds, told)
    return result


def report(
    records: list[dict[str, Any]], golds: list[Triple], told: list[list[Triple]]
) -> None:
    """Print every record that is not right in all three."""
    missed: Counter[str] = Counter()
    for record, gold, row in zip(records, golds, told, strict=True):
        if any(is_same(one, gold) for one in row):
            continue
        missed[gold.root] += 1
        print(f"[{record['id'][12:]}] {plain(record['text'])}", file=sys.stderr)
        print(f"    gold {shown(gold)} | told {'; '.join(map(shown, row))}", file=sys.stderr)
    print(dict(missed), file=sys.stderr)


def shown(triple: Triple) -> str:
    arrow = "<->" if triple.is_mutual else "->"
    return f"{triple.root} {','.join(sorted(triple.source))} {arrow} {','.join(sorted(triple.target))}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--split", default="all", choices=SPLITS)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    result = measure(options.data, options.split, jobs=options.jobs, verbose=options.verbose)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
