"""How well phrases are resolved to whom they mean, in short texts of our own.

Usage: run.py [--data PATH] [--kind NAME] [--verbose]. Prints one JSON object last.
"""

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from texts import as_document, read_rows  # noqa: E402 - a script's own folder

from tocsin.coding.actors.mentions import find_mentions  # noqa: E402 - likewise
from tocsin.coding.actors.reference import Discourse  # noqa: E402 - likewise
from tocsin.coding.lexicon import load_lexicon  # noqa: E402 - likewise
from tocsin.coding.syntax.parser import ParsedDocument, parse  # noqa: E402 - likewise
from tocsin.coding.syntax.tree import Tree, Word  # noqa: E402 - likewise
from tocsin.model.gazetteer import load_gazetteer  # noqa: E402 - likewise
from tocsin.model.ids import country  # noqa: E402 - likewise

States = frozenset[str]
UNKNOWN: States = frozenset()


def span_of(text: str, phrase: dict[str, Any]) -> tuple[int, int]:
    """Return where the wanted occurrence of a phrase stands, counted as a plain substring."""
    start = -1
    for _ in range(phrase["occurrence"]):
        start = text.index(phrase["text"], start + 1)
    return start, start + len(phrase["text"])


def gold_of(phrase: dict[str, Any]) -> list[States]:
    """Return the accepted answers; the empty set stands for `unknown`."""
    return [UNKNOWN if one == "unknown" else frozenset(one) for one in phrase["gold"]]


def head_of(tree: Tree, start: int, end: int) -> Word | None:
    """Return the word of a stretch of characters that the rest of it hangs on."""
    inside = [word for word in tree.words if start <= word.start and word.end <= end]
    places = {word.i for word in inside}
    tops = [word for word in inside if word.head not in places or word.head == word.i]
    nominal = [word for word in tops if word.is_nominal or word.tag == "PRP$"]
    return next(iter(nominal or tops), None)


def told(parsed: ParsedDocument, day: date, spans: list[tuple[int, int]]) -> list[States]:
    """Return whom the coder takes some phrases of a text for; empty where it abstains."""
    gazetteer = load_gazetteer()
    discourse = Discourse(gazetteer, load_lexicon(gazetteer), day)
    found: dict[tuple[int, int], States] = {}
    for tree in parsed.trees:
        discourse.enter(tree)
        for start, end in spans:
            if not tree.start <= start < tree.end:
                continue
            head = head_of(tree, start, end)
            if head is not None:
                actors = discourse.group(tree, head) or discourse.actors(tree, head)
                if not actors and head.base not in discourse.lexicon.words["kin_nouns"]:
                    actors = discourse.modifiers(tree, head)
                found[start, end] = frozenset(map(country, actors))
    return [found.get(span, UNKNOWN) for span in spans]


def naive(parsed: ParsedDocument, day: date, spans: list[tuple[int, int]]) -> list[States]:
    """Return the floor method's answers: the state or body named last before the phrase."""
    named = [
        (tree.words[mention.start].start, country(mention.actor))
        for tree in parsed.trees
        for mention in find_mentions(tree, load_gazetteer(), day)
    ]
    answers = []
    for start, _ in spans:
        before = [actor for place, actor in named if place < start]
        answers.append(frozenset(before[-1:]))
    return answers


def count(answer: States, gold: list[States], counts: Counter[str]) -> bool:
    """Count one answer; return whether it is right."""
    is_right = answer in gold
    counts["n"] += 1
    counts["right"] += is_right
    counts["answered"] += bool(answer)
    counts["answered_right"] += bool(answer) and is_right
    if UNKNOWN not in gold:
        counts["known"] += 1
        counts["known_answered"] += bool(answer)
    return is_right


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return the shares of some counts, in [0, 1]."""
    return {
        "accuracy": round(counts["right"] / counts["n"], 3),
        "coverage": round(counts["known_answered"] / max(1, counts["known"]), 3),
        "answered_accuracy": round(counts["answered_right"] / max(1, counts["answered"]), 3),
    }


def measure(path: Path, kind: str = "", *, verbose: bool = False) -> dict[str, Any]:
    """Return accuracy, coverage and accuracy where answered, and the floor's accuracy."""
    counts: Counter[str] = Counter()
    floor: Counter[str] = Counter()
    for case in read_rows(path, kind):
        text, day = case["text"], date.fromisoformat(case["date"])
        parsed = parse(as_document(text, day))
        spans = [span_of(text, phrase) for phrase in case["phrases"]]
        answers = zip(
            case["phrases"], told(parsed, day, spans), naive(parsed, day, spans), strict=True
        )
        for phrase, answer, simple in answers:
            count(simple, gold_of(phrase), floor)
            if not count(answer, gold_of(phrase), counts) and verbose:
                line = f"{phrase['text']!r} is {phrase['gold']}, told {sorted(answer)}"
                print(f"[{case['id']}] {text}\n    {line}", file=sys.stderr)
    result = {"set": "reference", "n": counts["n"], **figures(counts)}
    result.update((f"naive_{name}", value) for name, value in figures(floor).items())
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "cases.jsonl")
    parser.add_argument("--kind", default="", help="such as pronoun, pair, person")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.kind, verbose=options.verbose)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
