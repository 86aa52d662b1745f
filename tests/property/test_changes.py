"""Changes and harms: what must hold whatever the numbers are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.assess.changes import round_parts
from tocsin.assess.mixing import shapley
from tocsin.model.change import Cause

CAUSES = tuple(Cause)
SETS = [frozenset(some) for size in range(4) for some in combinations(CAUSES, size)]
VALUE = st.floats(min_value=-100, max_value=100)
games = st.fixed_dictionaries(dict.fromkeys(SETS, VALUE))


@given(games)
def test_parts_sum_to_the_whole_change(values):
    parts = shapley(values, CAUSES)
    whole = values[frozenset(CAUSES)] - values[frozenset()]
    assert abs(sum(parts.values()) - whole) < 1e-9


@given(games, st.sampled_from(CAUSES))
def test_a_cause_that_adds_nothing_gets_nothing(values, idle):
    same = {one: values[one - {idle}] for one in SETS}
    assert abs(shapley(same, CAUSES)[idle]) < 1e-9


@given(games)
def test_causes_that_add_the_same_get_the_same(values):
    first, second = CAUSES[:2]
    swapped = {first: second, second: first}
    even = {
        one: (values[one] + values[frozenset(swapped.get(c, c) for c in one)]) / 2
        for one in SETS
    }
    parts = shapley(even, CAUSES)
    assert abs(parts[first] - parts[second]) < 1e-9


@given(st.lists(VALUE, min_size=3, max_size=3), st.integers(1, 3))
def test_rounded_parts_sum_and_stay_near(parts, digits):
    total = sum(parts)
    found = round_parts(parts, total, digits)
    assert round(sum(found), digits) == round(total, digits)
    step = 10**-digits
    assert all(abs(a - b) < 1.01 * step for a, b in zip(found, parts, strict=True))
