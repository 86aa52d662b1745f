"""Drafts of hand-coded cases."""

from datetime import date

import pytest

from tocsin.assess.drafts import DRAFTERS, gather_material
from tocsin.game.scenarios import parse_scenario
from tocsin.model.world import load_world


def gathered(sample, **more):
    """Return the material of a sample of evidence."""
    evidence = (sample.claims, sample.stakes, sample.documents)
    return gather_material(evidence, world=load_world(), **more)


class Drafted:
    """A draft with ways to look things up."""

    def __init__(self, kind, sample, **more):
        self.draft = DRAFTERS[kind](gathered(sample, **more))
        self.scenario = self.draft.scenario
        self.text = self.draft.text
        self.setup = parse_scenario(self.text)
        assert self.setup.scenario == self.scenario
        self.parameters = {one.name: one for one in self.scenario.parameters}

    def numbers(self, name):
        return self.parameters[name].spread.numbers

    def quote(self, name):
        return self.parameters[name].quote


@pytest.fixture(scope="session")
def drafted():
    return Drafted


@pytest.fixture(scope="session")
def article(cases):
    """The reference article as a careful coder would code it."""
    return cases.reference()


@pytest.fixture
def text(cases):
    """Return a new text of another pair."""
    return lambda name="note", day=date(2022, 3, 10), **more: cases.TextBuilder(
        name, day, more.get("publisher", "Harbour Note")
    )


@pytest.fixture(scope="session")
def material_of():
    return gathered
