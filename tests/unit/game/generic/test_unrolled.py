"""Tables as trees: what is solved as one is solved as the other."""

from fractions import Fraction

import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.generic import parse_efg, strategic, table_of, tree_of, write_efg
from tocsin.game.generic.forms import Table


def test_a_table_comes_back_from_its_tree():
    rng = np.random.default_rng(3)
    table = table_of(*(rng.integers(-5, 5, size=(2, 3, 2)).astype(float) for _ in range(3)))
    back = strategic(parse_efg(write_efg(tree_of(table)))).table
    assert back.values == table.values
    assert back.shape == table.shape
    assert back.strategies == table.strategies


def test_nobody_sees_what_others_chose():
    tree = tree_of(table_of(np.eye(2), np.eye(2)))
    assert [len(nodes) for nodes in tree.members()] == [1, 2]


def test_a_tree_that_grows_too_large_is_refused():
    size = 400
    nothing = (Fraction(0),) * size**2
    names = tuple(str(i) for i in range(size))
    with pytest.raises(UsageError, match=r"has 160401 nodes.*\.nfg"):
        tree_of(Table("", "", ("1", "2"), (names, names), (nothing, nothing)))
