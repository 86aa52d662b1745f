"""How well the coder reads claims, on sentences of our own.

Usage: run.py [--data PATH] [--split NAME] [--verbose]. Prints one JSON object last.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.coding import code
from tocsin.model.claim import Claim
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.ids import DocumentId, country

HERE = Path(__file__).parent
CASES = HERE / "cases.jsonl"
BASELINE = HERE / "baseline.json"
# Armed groups that the gold counts as the country they act from (guide: "at country level").
GROUPS = {
    "HAMAS": "PSE",
    "HOUTHIS": "YEM",
    "HEZBOLLAH": "LBN",
    "RSF": "SDN",
    "POLISARIO": "ESH",
    "TPLF": "ETH",
    "M23": "COD",
}
FIELDS = ("status", "polarity", "holder", "items", "time")

Gold = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One claim of the coder, as it is compared."""

    type: str
    source: frozenset[str]
    target: frozenset[str]
    reciprocal: bool
    fields: dict[str, Any]

    @property
    def parties(self) -> frozenset[str]:
        return self.source | self.target

    def mirrors(self, other: "Told") -> bool:
        """Return whether two claims are one reciprocal event told from either side."""
        same = ("status", "polarity")
        return (
            self.reciprocal
            and other.reciprocal
            and self.type == other.type
            and self.parties == other.parties
            and all(self.fields[name] == other.fields[name] for name in same)
        )


def at_country(actors: Iterable[str]) -> frozenset[str]:
    states = (str(country(actor)) for actor in actors)
    return frozenset(GROUPS.get(state, state) for state in states)


def as_document(text: str, day: date) -> Document:
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


def told_by(claim: Claim) -> Told:
    event, holder = claim.event, claim.innermost
    actor = next(iter(at_country([holder.actor])), None) if holder and holder.actor else None
    start, end = event.time.start, event.time.end
    fields = {
        "status": claim.status.value,
        "polarity": claim.polarity.value,
        "holder": (actor, holder.stance.value) if holder else None,
        "items": sorted(item.value for item in event.items),
        "time": [day.isoformat() if day else None for day in (start, end)],
    }
    source, target = at_country(event.source), at_country(event.target)
    return Told(event.type.value, source, target, event.reciprocal, fields)


def coded(text: str, day: date) -> list[Told]:
    """Return the coder's claims; a reciprocal event told from both sides is one."""
    kept: list[Told] = []
    for told in map(told_by, code(as_document(text, day))[0].claims):
        if not any(told.mirrors(known) for known in kept):
            kept.append(told)
    return kept


def has_parties(told: Told, gold: Gold) -> bool:
    """Return whether a claim has the parties of one accepted reading; `?` accepts any target."""
    for pair in gold["pairs"]:
        source, target = at_country(pair["source"]), at_country(pair["target"])
        if pair["reciprocal"]:
            if told.parties == source | target:
                return True
        elif told.source == source and (told.target == target or "?" in target):
            return True
    return False


def members(told: list[Told], gold: Gold) -> list[Told]:
    """Return claims that together say a gold claim with a list: one for each member."""
    for pair in gold["pairs"]:
        source, target = at_country(pair["source"]), at_country(pair["target"])
        if pair["reciprocal"] or max(len(source), len(target)) < 2:
            continue
        parts = [item for item in told if item.type in gold["types"]
                 and item.source <= source and item.target <= target]  # fmt: skip
        sources = frozenset().union(*(item.source for item in parts))
        targets = frozenset().union(*(item.target for item in parts))
        if (sources, targets) == (source, target):
            return parts
    return []


def accepted(gold: Gold, name: str) -> list[Any] | None:
    """Return the accepted values of a field; None where it is not judged."""
    if name == "holder":
        readings = gold["holder"]
        return readings and [
            reading and (GROUPS.get(reading["actor"], reading["actor"]), reading["stance"])
            for reading in readings
        ]
    if name == "items":
        return gold["items"] and [sorted(items) for items in gold["items"]]
    if name != "time":
        return gold[name]
    if not gold.get("time"):
        return None
    first, last = gold["time"]
    # "This month" may begin on the document's date or on the first (guide, 7).
    whole = [first[:8] + "01", last] if first == "2024-06-12" else [first, last]
    return [[first, last], whole]


def find(told: list[Told], gold: Gold) -> list[Told]:
    """Return the claims that match a gold claim: one, or one for each member of its list."""
    fitting = [item for item in told if item.type in gold["types"] and has_parties(item, gold)]

    def misses(item: Told) -> int:
        judged = ((name, accepted(gold, name)) for name in ("status", "polarity"))
        return sum(values is not None and item.fields[name] not in values
                   for name, values in judged)  # fmt: skip

    return [min(fitting, key=misses)] if fitting else members(told, gold)


def judge(case: dict[str, Any], counts: Counter[str]) -> list[str]:
    """Count what one case shows; return its failures in words."""
    left = coded(case["text"], date.fromisoformat(case["date"]))
    problems = []
    counts["false_alarms"] += bool(left) and not case["claims"]
    counts["without_event"] += not case["claims"]
    for gold in sorted(case["claims"], key=lambda gold: gold["optional"]):
        matched = find(left, gold)
        left = [item for item in left if item not in matched]
        if gold["optional"]:
            continue
        counts["found" if matched else "missed"] += 1
        if not matched:
            problems.append(f"missed {gold['types']} {gold['pairs']}")
            continue
        for name in FIELDS:
            if (values := accepted(gold, name)) is not None:
                is_right = matched[0].fields[name] in values
                counts[f"{name}_judged"] += 1
                counts[f"{name}_right"] += is_right
                if not is_right:
                    problems.append(f"{name}: {matched[0].fields[name]} not in {values}")
    counts["spurious"] += len(left)
    return problems + [f"spurious {item}" for item in left]


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def summary(name: str, n: int, counts: Counter[str]) -> dict[str, Any]:
    found = counts["found"]
    precision = ratio(found, found + counts["spurious"])
    recall = ratio(found, found + counts["missed"])
    total = precision + recall
    return {
        "set": name,
        "n": n,
        "claim_f1": round(2 * precision * recall / total, 3) if total else 0.0,
        "precision": precision,
        "recall": recall,
        **{
            f"{field}_accuracy": ratio(counts[f"{field}_right"], counts[f"{field}_judged"])
            for field in FIELDS
        },
        "false_alarms": counts["false_alarms"],
        "without_event": counts["without_event"],
    }


def check_hash(path: Path) -> None:
    """Refuse changed cases: the floors of the baseline belong to one text of them."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    known = json.loads(BASELINE.read_text(encoding="utf-8"))["sha256"]
    if found != known:
        sys.exit(f"{path.name} has sha256 {found}; baseline.json knows {known}.")


def measure(path: Path = CASES, split: str = "all", *, verbose: bool = False) -> dict[str, Any]:
    """Return the scores of one split, or of all."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if split in {"all", row.get("split")}]
    if not rows:
        sys.exit(f"{path} has no case of the split {split!r}.")
    counts: Counter[str] = Counter()
    for row in rows:
        problems = judge(row, counts)
        if verbose and problems:
            print(f"[{row['id']}] {row['text']}", *problems, sep="\n    ", file=sys.stderr)
    return summary(split, len(rows), counts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=CASES)
    parser.add_argument("--split", default="all")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if options.data == CASES:
        check_hash(CASES)
    print(json.dumps(measure(options.data, options.split, verbose=options.verbose)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
