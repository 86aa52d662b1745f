"""Scenario files that we write: they read back as what they were, whatever stands in them."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.game.scenarios import parse_scenario, read_scenario
from tocsin.game.scenarios.writing import Remarks, write_scenario

EXAMPLES = sorted((Path(__file__).resolve().parents[4] / "examples/games").glob("*.yaml"))
HOSTILE = (
    "line\nbreak: and # hash",
    "tab\tand\rreturn",
    'quotes " and \\ back',
    "\x00\x1b[31m\x7f\x85\xa0\u2028\u2029\ufeff\u202e",
    "- dash",
    "{brace: [list]}",
    "&anchor *alias !tag %percent @at `tick",
    "yes",
    "null",
    "~",
    "1e9",
    " padded ",
    "---",
    "...",
    "🚀 Ракета 火",
    "a" * 10_000,
)


@cache
def _scenario():
    return read_scenario(next(path for path in EXAMPLES if path.stem == "exchange")).scenario


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back_as_it_was(path):
    scenario = read_scenario(path).scenario
    assert parse_scenario(write_scenario(scenario)).scenario == scenario


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_means_itself_and_nothing_else(text):
    scenario = _scenario()
    first = replace(scenario.parameters[0], source=text, quote=text, coder=text)
    scenario = replace(scenario, title=text, parameters=(first, *scenario.parameters[1:]))
    written = write_scenario(scenario)
    assert parse_scenario(written).scenario == scenario
    # Another reader of YAML sees the same text too, where it looks for text.
    assert yaml.safe_load(written)["title"] == text


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=4))
def test_any_text_reads_back(texts):
    scenario = _scenario()
    parameters = tuple(
        replace(one, source=source, quote=source[::-1])
        for one, source in zip(scenario.parameters, texts, strict=False)
    )
    scenario = replace(scenario, title=texts[-1], parameters=parameters)
    assert parse_scenario(write_scenario(scenario)).scenario == scenario


def test_a_lone_surrogate_which_no_file_can_hold_is_replaced():
    written = write_scenario(replace(_scenario(), title="half \ud83d pair"))
    assert parse_scenario(written).scenario.title == "half \ufffd pair"
    assert written.encode()


@settings(max_examples=8, deadline=None)
@given(st.floats(1e-12, 1e12))
def test_any_number_reads_back(number):
    scenario = _scenario()
    first = scenario.parameters[0]
    spread = replace(first.spread, numbers=(0.0, number, 2 * number))
    scenario = replace(
        scenario, parameters=(replace(first, spread=spread), *scenario.parameters[1:])
    )
    assert parse_scenario(write_scenario(scenario)).scenario == scenario


def test_comments_stand_where_they_belong_and_cannot_end_the_comment():
    scenario = _scenario()
    remarks = Remarks(
        header=("first\ntitle: forged", "second"),
        above={
            "parameters": "all numbers",
            "cost.shells": "dear\ngame: hedging",
            "settings.goods[1]": "the second good",
            "settings.third": "who presses",
        },
    )
    written = write_scenario(scenario, remarks)
    lines = written.splitlines()
    assert lines[:2] == ["# first title: forged", "# second"]
    assert lines[lines.index("parameters:") - 1] == "# all numbers"
    assert lines[lines.index("  cost.shells:") - 1] == "  # dear game: hedging"
    assert lines[lines.index("  third: CHN") - 1] == "  # who presses"
    (second,) = [
        n for n, line in enumerate(lines) if line.startswith("    - {name: technology")
    ]
    assert lines[second - 1] == "    # the second good"
    assert parse_scenario(written).scenario == scenario


def test_long_comments_are_wrapped_and_values_never():
    written = write_scenario(
        replace(_scenario(), title="word " * 200), Remarks(header=("word " * 200,))
    )
    head = [line for line in written.splitlines() if line.startswith("#")]
    assert len(head) > 5
    assert all(len(line) <= 96 for line in head)
    assert sum(line.startswith("title: ") for line in written.splitlines()) == 1
