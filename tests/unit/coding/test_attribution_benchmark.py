"""The attribution benchmark reads brat and counts one to one, on a text of our own."""

import importlib.util
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks/coding/attribution"
TEXT = (
    '"The pier is closed. Nobody may land," the harbour master said. "It is over."\n\n'
    "Shops are empty, traders complained.\n"
)
FIRST = """T1\tSource 38 56\tthe harbour master
T2\tCue 57 61\tsaid
T3\tContent 0 37;63 76\t"The pier is closed. Nobody may land," "It is over."
T4\tAttribution 57 61\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tSource 96 103\ttraders
T6\tCue 104 114\tcomplained
T7\tContent 78 83\tShops
T8\tContent 84 94\tare empty
T9\tAttribution 104 114\tcomplained
E2\tAttribution:T9 Source:T5 Cue:T6 Content:T7 Content2:T8
T10\tDiscard 0 3\tx
"""


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("attribution_benchmark", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def data(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "ann").mkdir()
    (tmp_path / "text/own_harbour.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ann/own_harbour_ab12.ann").write_text(FIRST, encoding="utf-8")
    return tmp_path


def test_split_contents_and_numbered_roles_are_one_content(benchmark, data):
    first, second = benchmark.read_annotation(data / "ann/own_harbour_ab12.ann")
    assert first.content == ((0, 37), (63, 76))
    assert second.content == ((78, 83), (84, 94))


def test_a_text_of_our_own_is_read_whole(benchmark, data):
    result = benchmark.measure(data)
    assert (result["n"], result["gold"], result["f1"]) == (1, 2, 1.0)
    assert result["annotators_f1"] is None
    assert result["naive_f1"] < 1


def test_two_annotations_of_a_text_share_one_weight(benchmark, data):
    lines = FIRST.splitlines(keepends=True)
    (data / "ann/own_harbour_cd34.ann").write_text("".join(lines[:5]), encoding="utf-8")
    result = benchmark.measure(data)
    assert (result["n"], result["gold"]) == (1, 2)  # (2 + 1) / 2, rounded to even
    assert result["annotators_f1"] == pytest.approx(0.667)


def test_a_content_counts_from_half_of_the_union_on(benchmark):
    gold = benchmark.Told(((0, 5),), ((6, 9),), ((10, 20),))
    half = benchmark.Told(((4, 5),), (), ((10, 15),))
    less = benchmark.Told(((4, 5),), (), ((10, 14),))
    wide = benchmark.Told(((4, 5),), (), ((5, 40),))
    assert benchmark.TESTS["f1"](half, gold)
    assert not benchmark.TESTS["f1"](less, gold)
    assert not benchmark.TESTS["f1"](wide, gold)
    assert benchmark.TESTS["loose_f1"](wide, gold)


def test_gold_without_a_source_asks_for_none(benchmark):
    gold = benchmark.Told((), (), ((10, 20),))
    assert benchmark.TESTS["f1"](benchmark.Told((), (), ((10, 20),)), gold)


def test_matching_is_one_to_one_and_as_large_as_can_be(benchmark):
    pairs = {("a", 1), ("a", 2), ("b", 1)}
    found = benchmark.match(["a", "b"], [1, 2], lambda told, gold: (told, gold) in pairs)
    assert found == {0: 1, 1: 0}


def test_an_unknown_split_is_refused(benchmark, data):
    with pytest.raises(SystemExit, match="no text of the split"):
        benchmark.measure(data, "elsewhere")
