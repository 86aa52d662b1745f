import numpy as np
import pytest

from tocsin.errors import UsageError
from tocsin.game.bargaining import kernels
from tocsin.game.bargaining.readings import (
    READINGS,
    SWITCHES,
    Denominator,
    Reading,
    reading_from,
    reading_of,
)


def test_the_ensemble_has_four_readings_with_different_switches():
    assert len({(*one.switches.tolist(), one.quo) for one in READINGS}) == 4


def test_switches_stand_where_the_compiled_functions_look_for_them():
    places = (
        kernels.DENOMINATOR, kernels.WHOSE, kernels.SECURITY, kernels.CLAUSE, kernels.BORDERS,
        kernels.ORDER, kernels.KEY, kernels.CONFLICTS, kernels.GIVES_IN, kernels.SPAN,
        kernels.STOP, kernels.VIEWER, kernels.RISKS, kernels.TIES, kernels.MIDDLE,
    )  # fmt: skip
    assert SWITCHES == (
        "denominator", "salience", "security", "clause", "borders", "order", "key", "conflict",
        "capitulation", "span", "stop", "viewer", "risk", "ties", "middle",
    )  # fmt: skip
    assert places == tuple(range(15))
    set_last = Reading(name="x", meaning="y", middle=2).switches
    assert set_last.dtype == np.int64
    assert set_last[kernels.MIDDLE] == 2


def test_a_reading_of_the_users_own_starts_from_another():
    own = reading_from("mine", "all_pairs", {"denominator": "own_pair", "quo": 0.25})
    assert own.denominator is Denominator.OWN_PAIR
    assert own.quo == 0.25
    assert own.ties is reading_of("all_pairs").ties
    assert own.meaning == "as all_pairs with denominator own_pair, quo 0.25"


@pytest.mark.parametrize(
    ("switches", "told"),
    [
        ({"denominators": "own_pair"}, "there are denominator, salience"),
        ({"denominator": "own"}, "takes all_pairs, own_pair, not 'own'"),
        ({"quo": "half"}, "takes a number"),
        ({"quo": 2.0}, r"must lie in \[0, 1\], not 2"),
    ],
)
def test_a_switch_that_does_not_exist_is_refused(switches, told):
    with pytest.raises(UsageError, match=told):
        reading_from("mine", "all_pairs", switches)


def test_an_unknown_reading_is_refused():
    with pytest.raises(UsageError, match="there are all_pairs, least_move, half_quo, own_pair"):
        reading_of("policon")
