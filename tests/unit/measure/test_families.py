"""What holds for every measure, whatever its family."""

import inspect

import pytest

from tocsin.assess.history import FAMILY as RECORD
from tocsin.measure.families import FAMILIES
from tocsin.pipeline.opening import formula_of

METHODS = [
    pytest.param(method, id=f"{family.name}.{method.name}")
    for family in (*FAMILIES.values(), RECORD)
    for method in family.methods
]


@pytest.mark.parametrize("method", METHODS)
def test_every_formula_is_ours_and_says_what_it_returns(method):
    assert method.formula.__module__.startswith("tocsin.")
    said = formula_of(method.formula)
    assert said.startswith("Return")
    assert "Args:" not in said
    assert inspect.getdoc(method.formula)
