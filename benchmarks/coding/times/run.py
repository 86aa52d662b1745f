"""How well times are read: the days that an event of a sentence is said to happen on.

Usage: run.py [--data PATH] [--verbose]. Prints one JSON object last; README.md says how is counted.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.coding.details.times import Told, time_of
from tocsin.coding.syntax.parser import parse
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.model.claim import EventTime
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.ids import DocumentId
from tocsin.model.vocabulary import Status

CASES = Path(__file__).resolve().parent / "cases.jsonl"

Days = tuple[str | None, str | None]


@dataclass(frozen=True)
class Case:
    """One event of a sentence, with the days it should have."""

    id: str
    kind: str
    text: str
    day: date
    anchor: str
    status: Status
    time: Days


def read_cases(path: Path) -> list[Case]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Case(
            id=row["id"],
            kind=row["kind"],
            text=row["text"],
            day=date.fromisoformat(row["date"]),
            anchor=row["anchor"],
            status=Status(row["status"]),
            time=tuple(row["time"] or (None, None)),
        )
        for row in rows
    ]


def trees_of(case: Case) -> tuple[Tree, ...]:
    block = Block(BlockKind.PARAGRAPH, 0, len(case.text))
    document = Document(
        id=DocumentId("d-case"),
        path=case.id,
        text=case.text,
        blocks=(block,),
        sha256="",
        size=len(case.text),
        media_type="text/plain",
        date=case.day,
    )
    return tuple(parse(document).trees)


def anchor_of(trees: tuple[Tree, ...], case: Case) -> tuple[Tree, Word]:
    """Return the word that the anchor begins with, and its sentence.

    Raises:
        ValueError: No word begins there.
    """
    start = case.text.index(case.anchor)
    for tree in trees:
        for word in tree.words:
            if word.start == start:
                return tree, word
    message = f"{case.id}: no word begins with {case.anchor!r}."
    raise ValueError(message)


def told_by_us(case: Case) -> Days:
    """Return the days that Tocsin reads; the times of the words before count as told."""
    trees = trees_of(case)
    tree, word = anchor_of(trees, case)
    return days_of(time_of(tree, Told(case.day), case.status, [word], [word]))


def naive(case: Case) -> Days:
    """Return the floor: whatever happens happens today."""
    return case.day.isoformat(), case.day.isoformat()


def days_of(time: EventTime) -> Days:
    first, last = (day.isoformat() if day else None for day in (time.start, time.end))
    return first, last


def summary(cases: list[Case], told: list[Days]) -> dict[str, float]:
    """Return the share of right intervals and starts, and of times told where there is none."""
    counts: Counter[str] = Counter()
    for case, days in zip(cases, told, strict=True):
        has_time = case.time != (None, None)
        counts["timed" if has_time else "timeless"] += 1
        counts["interval"] += has_time and days == case.time
        counts["start"] += has_time and days[0] == case.time[0]
        counts["false"] += not has_time and days != (None, None)
    return {
        "interval_accuracy": round(counts["interval"] / max(1, counts["timed"]), 3),
        "start_accuracy": round(counts["start"] / max(1, counts["timed"]), 3),
        "false_times": counts["false"],
        "without_time": counts["timeless"],
    }


def measure(path: Path = CASES, *, verbose: bool = False) -> dict[str, Any]:
    """Return the figures, with those of the naive floor method."""
    cases = read_cases(path)
    told = list(map(told_by_us, cases))
    if verbose:
        for case, days in zip(cases, told, strict=True):
            if days != case.time:
                print(f"[{case.id}] {case.text}\n    {case.anchor}: {days}, not {case.time}", file=sys.stderr)  # fmt: skip
    floor = summary(cases, list(map(naive, cases)))
    return {
        "set": "times",
        "n": len(cases),
        **summary(cases, told),
        **{f"naive_{name}": floor[name] for name in ("interval_accuracy", "start_accuracy", "false_times")},
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=CASES)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, verbose=options.verbose)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
