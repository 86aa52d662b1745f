"""Who does what to whom, as PLOVER sets have it: gold events against claims folded into PLOVER."""

import json
import re
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "claims"))

from judging import at_country  # noqa: E402 - the folder of the corpus harness
from naive import naive_claims  # noqa: E402 - likewise
from reader import READER  # noqa: E402 - likewise
from run import as_document  # noqa: E402 - likewise

from tocsin.coding import code  # noqa: E402 - likewise
from tocsin.coding.plover import fold_claim  # noqa: E402 - likewise

Sides = frozenset[str]


@dataclass(frozen=True)
class Triple:
    """One event: root type, source, target; the two sides are one where it is mutual.

    `plain` is the type before folding, for sets that fold some events ahead and others not.
    """

    root: str
    source: Sides
    target: Sides
    is_mutual: bool = False
    plain: str = ""

    @property
    def parties(self) -> Sides:
        return self.source | self.target


def told_in(case: tuple[str, date]) -> list[Triple]:
    """Return what the coder tells of a text, folded into PLOVER, each once."""
    claims = code(as_document(*case), depth=READER)[0].claims
    folded = ((fold_claim(claim), claim.event.type.value) for claim in claims)
    found = {
        Triple(
            event.root.value,
            at_country(event.source),
            at_country(event.target),
            event.reciprocal,
            plain,
        ): None
        for event, plain in folded
        if event is not None
    }
    return list(found)


def naive_in(case: tuple[str, date]) -> list[Triple]:
    """Return what the floor method tells: the first two countries and the first known verb."""
    return [Triple(told.type, told.source, told.target) for told in naive_claims(*case)]


def code_all(cases: list[tuple[str, date]], jobs: int) -> list[list[Triple]]:
    """Return what the coder tells of each text."""
    if jobs < 2:
        return list(map(told_in, cases))
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(told_in, cases, chunksize=8))


def one_by_one(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples with one actor on each side; a mutual one of several gives every pair."""
    found: dict[Triple, None] = {}
    for triple in triples:
        if triple.is_mutual:
            pairs = list(combinations(sorted(triple.parties), 2))
        else:
            sources, targets = triple.source or {""}, triple.target or {""}
            pairs = [(one, other) for one in sorted(sources) for other in sorted(targets)]
        for one, other in pairs:
            sides = frozenset({one} - {""}), frozenset({other} - {""})
            found[replace(triple, source=sides[0], target=sides[1])] = None
    return list(found)


def each_event_once(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples without those that differ from an earlier one before folding alone."""
    found: dict[Triple, Triple] = {}
    for triple in triples:
        found.setdefault(replace(triple, plain=""), triple)
    return list(found.values())


def is_between(triple: Triple) -> bool:
    """Return whether an event is not one within a single country, which our contract cannot tell."""
    return not triple.source or triple.source != triple.target


def same_actors(told: Triple, gold: Triple) -> bool:
    """Return whether two events have the same parties; `?` in gold accepts anybody or nobody."""
    if (told.is_mutual or gold.is_mutual) and told.parties == gold.parties:
        return True
    return _accepts(gold.source, told.source) and _accepts(gold.target, told.target)


def _accepts(gold: Sides, told: Sides) -> bool:
    return gold == told or "?" in gold


def read_json(path: Path) -> list[dict[str, object]]:
    return json.loads(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Return a text with the spaces and quotes of its source put right."""
    text = re.sub(r"\s+", " ", text.strip().strip("{}"))
    return text.replace("`` ", '"').replace("``", '"').replace("''", '"')
