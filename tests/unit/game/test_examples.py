"""The example scenarios are read, played and explained."""

from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.game.explain import explain
from tocsin.game.scenarios import read_scenario

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples/games").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_answered_with_its_spread_and_in_sentences(path):
    setup = read_scenario(path)
    setup = replace(setup, scenario=replace(setup.scenario, draws=8))
    found = explain(setup)
    assert found.kind == setup.scenario.kind
    assert [one.reading for one in found.spread] == [one.name for one in setup.game.readings]
    assert sum(band.p for band in found.bands) == pytest.approx(1.0, abs=1e-9)
    assert found.moves


def test_there_is_an_example_of_every_game_played_here():
    kinds = {read_scenario(path).scenario.kind for path in EXAMPLES}
    assert {"exchange", "hedging", "disclosure", "sanctions"} <= kinds
