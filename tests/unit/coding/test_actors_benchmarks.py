"""The harnesses of linking and of reference count what they say they count."""

import importlib.util
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding"


def load(name):
    spec = importlib.util.spec_from_file_location(f"{name}_benchmark", FOLDER / name / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def actors():
    yield load("actors")
    for name in ("scoring", "texts"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def reference():
    yield load("reference")
    sys.modules.pop("texts", None)


CASE = {
    "date": "2024-06-12",
    "text": "Iran met Peru and Ohio.",
    "mentions": [
        {"text": "Iran", "start": 0, "id": "IRN"},
        {"text": "Peru", "start": 9, "id": "CHL"},
        {"text": "Ohio", "start": 18, "id": "USA", "optional": True},
    ],
}


def test_right_missed_and_false_links_are_counted(actors):
    counts = Counter()
    told, gold = actors.told_links(CASE), actors.gold_links(CASE)
    assert len(actors.judge(told, gold, counts, CASE["text"])) == 2
    assert counts == {"right": 1, "missed": 1, "false": 1}


def test_the_floor_looks_up_names_in_any_case(actors):
    case = {**CASE, "text": "turkey and Iran"}
    assert [link.actor for link in actors.naive_links(case)] == ["TUR", "IRN"]


def test_a_link_where_nothing_is_asked_does_not_count(actors):
    counts = Counter()
    assert (
        actors.judge([actors.Link(0, 4, "IRN")], [actors.Link(0, 4, None)], counts, "Iran")
        == []
    )
    assert counts == {}


def test_an_answer_to_what_is_unknown_is_wrong(reference):
    counts = Counter()
    assert not reference.count(frozenset({"IRN"}), [frozenset()], counts)
    assert reference.count(frozenset(), [frozenset()], counts)
    assert reference.count(frozenset({"IRN"}), [frozenset({"IRN"})], counts)
    assert reference.figures(counts) == {
        "accuracy": 0.667,
        "coverage": 1.0,
        "answered_accuracy": 0.5,
    }


def test_a_phrase_is_found_by_its_occurrence(reference, document):
    text = "Iran left. It said that it won."
    spans = [reference.span_of(text, {"text": "it", "occurrence": 1})]
    assert spans == [(24, 26)]
    parsed = reference.parse(document(text))
    assert reference.told(parsed, date(2024, 6, 12), spans) == [frozenset({"IRN"})]
    assert reference.naive(parsed, date(2024, 6, 12), spans) == [frozenset({"IRN"})]


@pytest.mark.parametrize("name", ["actors", "reference"])
def test_the_cases_point_into_their_texts(name):
    lines = (FOLDER / name / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        date.fromisoformat(case["date"])
        for mention in case.get("mentions", ()):
            start = mention["start"]
            assert case["text"][start : start + len(mention["text"])] == mention["text"]
        for phrase in case.get("phrases", ()):
            assert case["text"].count(phrase["text"]) >= phrase["occurrence"]


def test_missing_cases_are_refused(actors, tmp_path):
    with pytest.raises(SystemExit, match="is missing"):
        actors.measure(tmp_path / "none.jsonl")


def test_an_unknown_kind_is_refused(reference):
    with pytest.raises(SystemExit, match="no case of the kind"):
        reference.measure(FOLDER / "reference/cases.jsonl", "nonsense")
