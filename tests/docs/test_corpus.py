"""The corpus fits its format, and its card tells the truth; failures name ids, never texts."""

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import date
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

from tocsin.model.vocabulary import EventType, Item, Polarity, Stance, Status

ROOT = Path(__file__).parents[2]
CLAIMS, RELATIONS = ("train", "dev", "test", "hard"), ("train", "dev")
FILES = [("claims", split) for split in CLAIMS] + [("relations", split) for split in RELATIONS]
# The older texts of `train`: no anchors and no chain of holders; null where nobody judged.
OLD = "c0-"
ROOTS = {*EventType, "YIELD"} - {EventType.CONCEDE, EventType.RETREAT}


@cache
def rows(part: str, split: str) -> list[dict]:
    """Return the rows of a file, which tests read and do not change."""
    text = (ROOT / "corpus" / part / f"{split}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def claims(split: str) -> list[tuple[str, dict, dict]]:
    """Return the claims of a split with an id each, and their row."""
    return [
        (f"{row['id']}/{place}", row, claim)
        for row in rows("claims", split)
        for place, claim in enumerate(row["claims"])
    ]


def card():
    # A script may have no suffix, so its loader is named; no byte code is left beside it.
    loader = SourceFileLoader("corpus_card", str(ROOT / "scripts" / "corpus_card"))
    module = module_from_spec(spec_from_loader("corpus_card", loader))
    exec(compile(loader.get_data(loader.path), loader.path, "exec"), module.__dict__)  # noqa: S102
    return module


@pytest.mark.parametrize("split", CLAIMS)
def test_rows_of_claims_have_their_fields(split):
    fields = {"id", "date", "register", "text", "claims"}
    registers = {"news", "official", "think_tank"}
    wrong = [
        row["id"]
        for row in rows("claims", split)
        if set(row) != fields or row["register"] not in registers or not row["text"].strip()
    ]
    assert wrong == []
    for row in rows("claims", split):
        date.fromisoformat(row["date"])


@pytest.mark.parametrize("split", CLAIMS)
def test_claims_have_their_fields(split):
    needed = {"types", "source", "target", "status", "polarity", "innermost", "items"}
    more = {"anchor", "holders", "also", "reciprocal", "time", "mode", "optional"}
    wrong = [
        name
        for name, row, claim in claims(split)
        if not needed <= set(claim) <= needed | more
        or (not row["id"].startswith(OLD) and not {"anchor", "holders"} <= set(claim))
    ]
    assert wrong == []


@pytest.mark.parametrize("split", CLAIMS)
def test_anchors_of_claims_stand_in_the_text(split):
    wrong = [
        name
        for name, row, claim in claims(split)
        if "anchor" in claim and not (claim["anchor"] and claim["anchor"] in row["text"])
    ]
    assert wrong == []


def is_listed(name: str, found: list | None, known: object) -> bool:
    """Return whether values are all known ones, at least one; null only in the older texts."""
    if found is None:
        return name.startswith(OLD)
    return bool(found) and set(found) <= set(known)


@pytest.mark.parametrize("split", CLAIMS)
@pytest.mark.parametrize(
    ("field", "known"), [("types", EventType), ("status", Status), ("polarity", Polarity)]
)
def test_claims_use_the_vocabulary(split, field, known):
    wrong = [name for name, _, one in claims(split) if not is_listed(name, one[field], known)]
    assert wrong == []


@pytest.mark.parametrize("split", CLAIMS)
def test_goods_are_from_the_vocabulary(split):
    def are_goods(items: list[str]) -> bool:
        return set(items) <= set(Item)

    wrong = [
        name
        for name, _, claim in claims(split)
        if not is_listed(name, claim["items"] and list(map(are_goods, claim["items"])), {True})
    ]
    assert wrong == []


@pytest.mark.parametrize("split", CLAIMS)
def test_holders_have_a_stance_and_the_preferred_one_comes_first(split):
    def is_right(name: str, claim: dict) -> bool:
        accepted, holders = claim["innermost"], claim.get("holders")
        if accepted is None:
            return name.startswith(OLD)
        stances = {one["stance"] for one in (*accepted, *(holders or ())) if one is not None}
        if not accepted or not stances <= set(Stance):
            return False
        last = holders[-1] if holders else None
        inner = last and {"actor": last["actor"], "stance": last["stance"]}
        return holders is None or accepted[0] == inner

    assert [name for name, _, claim in claims(split) if not is_right(name, claim)] == []


@pytest.mark.parametrize("split", CLAIMS)
def test_parties_are_ids_and_a_required_claim_has_one(split):
    def parties(claim: dict) -> list[str]:
        readings = (claim, *claim.get("also", ()))
        return [actor for one in readings for actor in (*one["source"], *one["target"])]

    wrong = [
        name
        for name, _, claim in claims(split)
        if not (parties(claim) or claim.get("optional"))
        or any(not actor or actor != actor.strip() for actor in parties(claim))
    ]
    assert wrong == []


@pytest.mark.parametrize("split", CLAIMS)
def test_times_have_a_first_and_a_last_day(split):
    def is_right(first: str, last: str) -> bool:
        return date.fromisoformat(first) <= date.fromisoformat(last)

    wrong = [
        name for name, _, one in claims(split) if "time" in one and not is_right(*one["time"])
    ]
    assert wrong == []


@pytest.mark.parametrize("split", RELATIONS)
def test_relations_have_their_fields_from_the_vocabulary(split):
    fields = {"id", "text", "source", "target", "source_span", "target_span"}
    closed = {"type": EventType, "status": Status, "polarity": Polarity, "root": ROOTS}
    wrong = [
        row["id"]
        for row in rows("relations", split)
        if set(row) != {*fields, *closed, "anchor"}
        or any(row[field] not in set(known) for field, known in closed.items())
    ]
    assert wrong == []


@pytest.mark.parametrize("split", RELATIONS)
def test_spans_and_anchors_of_relations_fit_the_text(split):
    wrong = [
        row["id"]
        for row in rows("relations", split)
        if any(
            row["text"][slice(*row[f"{end}_span"])] != row[end] for end in ("source", "target")
        )
        or not row["anchor"]
        or row["anchor"] not in row["text"]
    ]
    assert wrong == []


def test_ids_are_unique():
    seen: dict[str, int] = defaultdict(int)
    for part, split in FILES:
        for row in rows(part, split):
            seen[row["id"]] += 1
    assert [name for name, count in seen.items() if count > 1] == []


def test_no_text_stands_in_two_splits():
    splits: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, list[str]] = defaultdict(list)
    for part, split in FILES:
        for row in rows(part, split):
            plain = " ".join(row["text"].lower().split())
            splits[plain].add(split)
            ids[plain].append(row["id"])
    assert [ids[text] for text, found in splits.items() if len(found) > 1] == []


def test_the_corpus_is_as_large_as_promised():
    sentences = card().sentences
    texts = [row for split in CLAIMS for row in rows("claims", split)]
    empty = [row for row in texts if not row["claims"]]
    pairs = {
        frozenset(parties)
        for split in CLAIMS
        for _, _, claim in claims(split)
        if len(parties := {*claim["source"], *claim["target"]}) == 2
    }
    counts = [sum(sentences(row["text"]) for row in some) for some in (texts, empty)]
    assert counts[0] >= 1500
    assert counts[1] >= 300
    assert len(pairs) >= 25


def check(root: Path, *options: str) -> int:
    command = [sys.executable, str(root / "scripts" / "corpus_card"), *options]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture
def copy(tmp_path) -> Path:
    """A corpus of the same form whose card may be written."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "corpus_card", tmp_path / "scripts")
    return tmp_path


@pytest.mark.slow
def test_the_card_is_true():
    assert check(ROOT, "--check") == 0, "run scripts/corpus_card"


@pytest.mark.heavy
@pytest.mark.slow
def test_a_card_passes_only_while_its_numbers_are_true(copy):
    assert check(copy) == 0
    assert check(copy, "--check") == 0
    path = copy / "corpus" / "claims" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[1:]), encoding="utf-8")
    before = (copy / "corpus" / "README.md").read_bytes()
    assert check(copy, "--check") != 0
    assert (copy / "corpus" / "README.md").read_bytes() == before
