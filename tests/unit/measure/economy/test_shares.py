import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.economy.shares import (
    arms_dependence,
    asymmetric_dependence,
    hedging,
    herfindahl,
    herfindahl_bounds,
    partner_shares,
    trade_dependence,
)

fixed = settings(max_examples=100, deadline=None, derandomize=True)
amount = st.one_of(st.just(0.0), st.floats(1e-6, 1e9))
amounts = st.lists(amount, min_size=1, max_size=30)
some = amounts.filter(lambda given: sum(given) > 0)


@fixed
@given(some)
def test_shares_add_up_to_one(given):
    shares = partner_shares(np.array(given))
    assert shares.sum() == pytest.approx(1)
    assert ((shares >= 0) & (shares <= 1)).all()


@fixed
@given(some)
def test_concentration_lies_between_equal_shares_and_a_single_partner(given):
    found = herfindahl(np.array(given))
    partners = sum(one > 0 for one in given)
    assert 1 / partners - 1e-12 <= found <= 1 + 1e-12
    assert hedging(np.array(given)) == pytest.approx(1 - float(found))


@fixed
@given(some, st.randoms(use_true_random=False))
def test_the_order_of_partners_does_not_matter(given, random):
    shuffled = given.copy()
    random.shuffle(shuffled)
    assert herfindahl(np.array(given)) == pytest.approx(float(herfindahl(np.array(shuffled))))


@fixed
@given(some, st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(given, factor):
    scaled = np.array(given) * factor
    np.testing.assert_allclose(partner_shares(scaled), partner_shares(np.array(given)))


@fixed
@given(st.lists(amount, max_size=20), st.lists(amount, max_size=5))
def test_bounds_hold_whoever_the_unnamed_partners_are(named, hidden):
    low, high = herfindahl_bounds(np.array(named), np.array(sum(hidden)))
    if not sum(named) + sum(hidden):
        assert np.isnan([low, high]).all()
        return
    apart, as_one = (
        herfindahl(np.array(named + hidden)),
        herfindahl(np.array([*named, sum(hidden)])),
    )
    largest = np.array(named or [0.0])
    largest[largest.argmax()] += sum(hidden)
    for found in (apart, as_one, herfindahl(largest)):
        assert low - 1e-9 <= found <= high + 1e-9


def test_equal_partners_and_a_single_one():
    assert herfindahl(np.ones(4)) == pytest.approx(0.25)
    assert hedging(np.array([7.0, 0.0])) == 0


def test_no_exchange_has_no_shares_rather_than_none():
    assert np.isnan(partner_shares(np.zeros(3))).all()
    assert np.isnan(herfindahl(np.zeros(3)))
    assert np.isnan(hedging(np.array([])))
    assert np.isnan(herfindahl(np.array([np.nan, 0.0])))


def test_an_unknown_amount_is_left_out():
    shares = partner_shares(np.array([1.0, np.nan, 3.0]))
    np.testing.assert_allclose(shares, [0.25, np.nan, 0.75])
    assert herfindahl(np.array([1.0, np.nan, 3.0])) == pytest.approx(0.625)


def test_years_are_computed_at_once():
    rows = np.array([[1.0, 3.0], [0.0, 0.0], [2.0, 0.0]])
    np.testing.assert_allclose(herfindahl(rows), [0.625, np.nan, 1.0])
    low, high = herfindahl_bounds(rows, np.array([0.0, 1.0, 2.0]))
    np.testing.assert_allclose(low, [0.625, 0.0, 0.25])
    np.testing.assert_allclose(high, [0.625, 1.0, 1.0])


@fixed
@given(st.floats(0, 1), st.floats(0, 1))
def test_asymmetry_changes_its_sign_with_the_order(first, second):
    found = asymmetric_dependence(np.array(first), np.array(second))
    assert -1 <= found <= 1
    assert found == -asymmetric_dependence(np.array(second), np.array(first))


def test_asymmetry_with_an_unknown_share_is_unknown():
    assert np.isnan(asymmetric_dependence(np.array(0.3), np.array(np.nan)))


def test_arms_are_added_up_over_the_window():
    given = np.array([[10.0, 0.0], [0.0, 10.0], [0.0, 0.0], [0.0, 0.0]])
    found = arms_dependence(given, window=2)
    np.testing.assert_allclose(found, [[1, 0], [0.5, 0.5], [0, 1], [np.nan, np.nan]])


@fixed
@given(st.lists(st.tuples(amount, amount, amount), min_size=1, max_size=12))
def test_a_window_is_the_sum_of_its_years(rows):
    given, found = np.array(rows), arms_dependence(np.array(rows))
    for year in range(len(rows)):
        window = given[max(0, year - 4) : year + 1].sum(axis=0)
        np.testing.assert_allclose(found[year], partner_shares(window))


def test_what_left_the_window_leaves_nothing_behind():
    given = np.concatenate((np.full((7, 2), 0.1), np.zeros((5, 2))))
    assert np.isnan(arms_dependence(given)[-1]).all()


def test_trade_dependence_is_a_share_of_product():
    assert trade_dependence(np.array(30.0), np.array(20.0), np.array(200.0)) == 0.25
    for product in (np.nan, 0.0, -5.0):
        found = trade_dependence(np.array(1.0), np.array(1.0), np.array(product))
        assert np.isnan(found)
    assert np.isnan(trade_dependence(np.array(np.nan), np.array(1.0), np.array(5.0)))


def test_amounts_below_zero_and_empty_windows_are_refused():
    with pytest.raises(ValueError, match="at least 0"):
        herfindahl(np.array([1.0, -1.0]))
    with pytest.raises(ValueError, match="at least 0"):
        trade_dependence(np.array(-1.0), np.array(1.0), np.array(1.0))
    with pytest.raises(ValueError, match="at least 1 year"):
        arms_dependence(np.ones((2, 2)), window=0)
