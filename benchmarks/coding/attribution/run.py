"""How well the coder finds who says what, on annotated news that is not in the repository.

Usage: run.py --data PATH [--split NAME] [--jobs N] [--verbose]. PATH holds `text/*.txt` and
`ann/*.ann` (brat). Prints one JSON object last; README.md says how is counted.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any

from tocsin.coding import find_attributions
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.ids import DocumentId

# An annotator's mark at the end of the name of an annotation.
ANNOTATOR = re.compile(r"_[0-9a-z]{4}$")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Told:
    """One attribution, as it is compared; the source is empty where nobody is named."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass
class Tally:
    """Matched, told and expected attributions."""

    matched: float = 0.0
    told: float = 0.0
    gold: float = 0.0

    def add(self, matched: int, told: int, gold: int, weight: float) -> None:
        self.matched += matched * weight
        self.told += told * weight
        self.gold += gold * weight

    @property
    def precision(self) -> float:
        return self.matched / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.told + self.gold
        return 2 * self.matched / total if total else 0.0


@dataclass
class Case:
    """One text with the annotations that were made of it."""

    name: str
    text: str
    annotations: list[list[Told]] = field(default_factory=list)


def characters(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def shared(one: Spans, other: Spans) -> int:
    return len(characters(one) & characters(other))


def has_source(told: Told, gold: Told) -> bool:
    """Return whether the source is found; gold without a source asks for none."""
    return not gold.source or shared(told.source, gold.source) > 0


def has_half(told: Told, gold: Told) -> bool:
    """Return whether intersection over union of the contents is at least half."""
    common = shared(told.content, gold.content)
    union = len(characters(told.content) | characters(gold.content))
    return 2 * common >= union > 0


def has_half_of_gold(told: Told, gold: Told) -> bool:
    """Return whether at least half of the gold content is covered."""
    size = len(characters(gold.content))
    return 2 * shared(told.content, gold.content) >= size > 0


def has_cue(told: Told, gold: Told) -> bool:
    return shared(told.cue, gold.cue) > 0


TESTS: dict[str, Callable[[Told, Told], bool]] = {
    "f1": lambda told, gold: has_source(told, gold) and has_half(told, gold),
    "loose_f1": lambda told, gold: has_source(told, gold) and has_half_of_gold(told, gold),
    "content_f1": has_half,
    "source_f1": lambda told, gold: has_cue(told, gold) and has_source(told, gold),
    "cue_f1": has_cue,
}


def match(
    told: list[Told], gold: list[Told], fits: Callable[[Told, Told], bool]
) -> dict[int, int]:
    """Return the largest one-to-one matching, gold place by told place (Kuhn 1955)."""
    edges = [[j for j, other in enumerate(gold) if fits(item, other)] for item in told]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(told)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def read_spans(field_text: str) -> Spans:
    """Return the spans of a text-bound line, `a b` or `a b;c d`."""
    pairs = (part.split() for part in field_text.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def read_annotation(path: Path) -> list[Told]:
    """Return the attributions of one annotation; an event without content is left out."""
    spans: dict[str, Spans] = {}
    events: list[list[tuple[str, str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            spans[name] = read_spans(rest.split("\t")[0].split(" ", 1)[1])
        elif name.startswith("E"):
            events.append([tuple(part.split(":", 1)) for part in rest.split()])  # type: ignore[misc]
    return [told for event in events if (told := _event(event, spans)).content]


def _event(event: list[tuple[str, str]], spans: dict[str, Spans]) -> Told:
    """Return one event; `Content2` and the like belong to the same role."""
    roles: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for role, target in event[1:]:
        roles[role.rstrip("0123456789")].extend(spans[target])
    return Told(*(tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content")))


def read_cases(data: Path, split: str) -> list[Case]:
    """Return the texts whose names begin with the split's name, or all."""
    found: dict[str, Case] = {}
    for path in sorted((data / "ann").glob("*.ann")):
        name = path.stem
        text = data / "text" / f"{name}.txt"
        if not text.exists():
            name = ANNOTATOR.sub("", name)
            text = data / "text" / f"{name}.txt"
        if split not in {"all", name.split("_")[0]}:
            continue
        if name not in found:
            # As bytes: the offsets count carriage returns.
            found[name] = Case(name, text.read_bytes().decode("utf-8"))
        found[name].annotations.append(read_annotation(path))
    return list(found.values())


def as_document(name: str, text: str) -> Document:
    """Return a text as a document, every line with something in it a paragraph."""
    blocks = [
        Block(BlockKind.PARAGRAPH, hit.start(), hit.end())
        for hit in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)
    ]
    return Document(
        id=DocumentId("d-case"),
        path=name,
        text=text,
        blocks=tuple(blocks),
        sha256="",
        size=len(text),
        media_type="text/plain",
    )


def by_coder(case: Case) -> list[Told]:
    """Return what the coder finds, without what others say within somebody's content."""
    return [
        Told((item.source,) if item.source else (), (item.cue,), item.content)
        for item in find_attributions(as_document(case.name, case.text))
        if not item.depth
    ]


QUOTED = re.compile(r"[\u201c\"][^\u201d\"\n]+[\u201d\"]")
SAID = re.compile(
    r"(?P<before>(?:[A-Z][\w.\u2019'-]* ){1,4}|[Hh]e |[Ss]he |[Tt]hey )(?P<cue>said|says|say|told)\b"
    r"|(?P<cue2>said|says) (?P<after>(?:[A-Z][\w.\u2019'-]* ?){1,4})"
)


def by_floor(case: Case) -> list[Told]:
    """Return what a naive method finds: a form of `say` with the name beside it.

    The content is what stands in quotes in its sentence, else what follows it there.
    """
    found = []
    for sentence in re.finditer(r"[^\n]+?(?:[.!?][\u201d\"]?(?=\s|$)|$)", case.text):
        hit = SAID.search(sentence.group())
        if hit is None:
            continue
        base = sentence.start()
        who, cue = ("before", "cue") if hit["cue"] else ("after", "cue2")
        quotes = [(base + quote.start(), base + quote.end())
                  for quote in QUOTED.finditer(sentence.group())]  # fmt: skip
        rest = (base + hit.end(), sentence.end())
        content = tuple(quotes) or ((rest,) if rest[1] - rest[0] > 2 else ())
        spans = tuple(((base + hit.start(part), base + hit.end(part)),) for part in (who, cue))
        found.append(Told(*spans, content))
    return found


def pairwise(case: Case) -> Iterator[tuple[list[Told], list[Told]]]:
    """Yield every ordered pair of annotations of one text."""
    yield from permutations(case.annotations, 2)


def count(case: Case, told: list[Told], tallies: dict[str, Tally]) -> None:
    """Count what was told of a text; several annotations of it share one weight."""
    weight = 1 / len(case.annotations)
    for gold in case.annotations:
        for name, fits in TESTS.items():
            tallies[name].add(len(match(told, gold, fits)), len(told), len(gold), weight)


def agreement(cases: list[Case]) -> float | None:
    """Return the F1 of one annotator against another, over texts that several have annotated."""
    tally = Tally()
    for case in cases:
        for one, other in pairwise(case):
            tally.add(len(match(one, other, TESTS["f1"])), len(one), len(other), 1.0)
    return round(tally.f1, 3) if tally.gold else None


def measure(data: Path, split: str = "all", jobs: int = 1) -> dict[str, Any]:
    """Return the figures of one split, or of all."""
    cases = read_cases(data, split)
    if not cases:
        sys.exit(f"{data} has no text of the split {split!r}.")
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            told = list(pool.map(by_coder, cases))
    else:
        told = [by_coder(case) for case in cases]
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    floors: defaultdict[str, Tally] = defaultdict(Tally)
    for case, found in zip(cases, told, strict=True):
        count(case, found, tallies)
        count(case, by_floor(case), floors)
    main = tallies["f1"]
    return {
        "set": "attribution",
        "n": len(cases),
        "gold": round(main.gold),
        "told": round(main.told),
        "f1": round(main.f1, 3),
        "precision": round(main.precision, 3),
        "recall": round(main.recall, 3),
        **{name: round(tallies[name].f1, 3) for name in TESTS if name != "f1"},
        "naive_f1": round(floors["f1"].f1, 3),
        "annotators_f1": agreement(cases),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="all", help="a publisher, as the names begin")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.split, options.jobs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
