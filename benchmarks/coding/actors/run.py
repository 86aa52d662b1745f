"""How well names of actors are found and linked, on sentences of our own.

Usage: run.py [--data PATH] [--kind NAME] [--verbose]. Prints one JSON object last.
"""

import argparse
import json
import re
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from scoring import set_f1  # noqa: E402 - a script's own folder
from texts import as_document, read_rows  # noqa: E402 - likewise

from tocsin.coding.actors.reference import Discourse  # noqa: E402 - likewise
from tocsin.coding.lexicon import load_lexicon  # noqa: E402 - likewise
from tocsin.coding.syntax.parser import parse  # noqa: E402 - likewise
from tocsin.coding.syntax.tree import Tree  # noqa: E402 - likewise
from tocsin.model.gazetteer import load_gazetteer  # noqa: E402 - likewise
from tocsin.model.ids import country  # noqa: E402 - likewise


class Link(NamedTuple):
    """A stretch of characters linked to a state or body.

    In a case, `actor` None lets anything pass there; an optional link is not asked for.
    """

    start: int
    end: int
    actor: str | None
    is_optional: bool = False


def gold_links(case: dict[str, Any]) -> list[Link]:
    """Return the links that a case asks for."""
    return [
        Link(
            row["start"],
            row["start"] + len(row["text"]),
            row["id"],
            is_optional=row.get("optional", False),
        )
        for row in case["mentions"]
    ]


def told_links(case: dict[str, Any]) -> list[Link]:
    """Return what the coder links: the gazetteer's mentions and names of persons."""
    gazetteer = load_gazetteer()
    day = date.fromisoformat(case["date"])
    discourse = Discourse(gazetteer, load_lexicon(gazetteer), day)
    found: list[Link] = []
    for tree in parse(as_document(case["text"], day)).trees:
        discourse.enter(tree)
        found.extend(_links_of(tree, discourse))
    return found


def _links_of(tree: Tree, discourse: Discourse) -> list[Link]:
    """Return the links of one sentence."""
    found = []
    for mention in discourse.given():
        first, last = tree.words[mention.start], tree.words[mention.end - 1]
        found.append(Link(first.start, last.end, country(mention.actor)))
    for word in tree.words:
        is_name = word.tag in {"NNP", "NNPS"} or word.text in discourse.persons.known
        if is_name and discourse.mention(word.i) is None:
            states = {country(actor) for actor in discourse.actors(tree, word)}
            if len(states) == 1:
                found.append(Link(word.start, word.end, min(states)))
    return found


@cache
def _country_pattern() -> re.Pattern[str]:
    names = sorted(load_gazetteer().states.values(), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def naive_links(case: dict[str, Any]) -> list[Link]:
    """Return the floor method's links: names of states, in any case, wherever they stand."""
    codes = {name.lower(): code for code, name in load_gazetteer().states.items()}
    return [
        Link(match.start(), match.end(), codes[match[0].lower()])
        for match in _country_pattern().finditer(case["text"])
    ]


def judge(told: list[Link], gold: list[Link], counts: Counter[str], text: str) -> list[str]:
    """Count right, missed and false links; return a line for each that is not right.

    A link is right when it overlaps the phrase and names its state or body; a second one over
    the same phrase and to the same is neither right nor false.
    """
    problems = []
    for link in gold:
        over = [one for one in told if one.start < link.end and link.start < one.end]
        if link.actor is None or link.is_optional:
            continue
        is_right = any(one.actor == link.actor for one in over)
        counts["right" if is_right else "missed"] += 1
        if not is_right:
            problems.append(f"missed {text[link.start : link.end]} = {link.actor}")
    for one in told:
        over = [link for link in gold if link.start < one.end and one.start < link.end]
        if not any(link.actor in {None, one.actor} for link in over):
            counts["false"] += 1
            problems.append(f"false {text[one.start : one.end]} = {one.actor}")
    return problems


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F1 of some counts, in [0, 1]."""
    right, missed, false = counts["right"], counts["missed"], counts["false"]
    return set_f1(right, right + missed, right + false)


def measure(path: Path, kind: str = "", *, verbose: bool = False) -> dict[str, Any]:
    """Return the figures of linking at the level of states and bodies, and the floor's."""
    cases = read_rows(path, kind)
    counts: Counter[str] = Counter()
    floor: Counter[str] = Counter()
    for case in cases:
        gold = gold_links(case)
        problems = judge(told_links(case), gold, counts, case["text"])
        judge(naive_links(case), gold, floor, case["text"])
        if verbose and problems:
            print(f"[{case['id']}] {case['text']}", *problems, sep="\n    ", file=sys.stderr)
    return {
        "set": "actors",
        "n": len(cases),
        "mentions": counts["right"] + counts["missed"],
        **figures(counts),
        "false_links": counts["false"],
        "naive_f1": figures(floor)["f1"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "cases.jsonl")
    parser.add_argument("--kind", default="", help="such as states, capitals, trap_person")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.kind, verbose=options.verbose)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
