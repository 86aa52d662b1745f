import numpy as np

from tocsin.measure.economy.accounts import (
    amount_series,
    amounts_account,
    arms_account,
    trade_account,
    yearly_values,
)
from tocsin.model.series import Flows

YEARS = range(2010, 2013)
NAN = np.nan


def flows(record, *rows):
    return record.series(Flows, *rows)


def arms(supplier, recipient, year, value, feed="sipri"):
    return (feed, "tiv", year, supplier, recipient, value, "million TIV")


def trade(series, source, target, year, value, unit="USD"):
    return ("table", series, year, source, target, value, unit)


def test_arms_are_what_a_state_received_and_no_row_is_no_delivery(record):
    rows = flows(
        record,
        arms("RUS", "PRK", 2010, 5),
        arms("CHN", "PRK", 2012, 7),
        arms("PRK", "IRN", 2010, 9),
        arms("RUS", "PRK", 2013, 9),
        arms("RUS", "PRK", 2010, 9, feed="other"),
    )
    found = arms_account(rows, "sipri", "PRK", YEARS)
    assert found.partners == ("CHN", "RUS")
    assert found.amounts.tolist() == [[0, 5], [0, 0], [7, 0]]
    assert found.rows.tolist() == [1, 0, 1]
    assert found.keys == (("tiv RUS PRK 2010",), (), ("tiv CHN PRK 2012",))
    assert (found.unit, found.flaw) == ("million TIV", "")


def test_unknown_suppliers_stay_in_the_total(record):
    rows = flows(record, arms("RUS", "PRK", 2010, 5), arms(None, "PRK", 2010, 3))
    pool = arms_account(rows, "sipri", "PRK", YEARS).pool(YEARS)
    assert pool.total == 8
    assert pool.unnamed == 3
    assert pool.count == 2
    assert "tiv unknown PRK 2010" in pool.keys


def test_a_delivery_without_a_value_is_a_blank_and_no_zero(record):
    rows = flows(record, arms("RUS", "PRK", 2010, None), arms("CHN", "PRK", 2010, 4))
    found = arms_account(rows, "sipri", "PRK", YEARS)
    assert found.blanks.tolist() == [1, 0, 0]
    assert np.isnan(found.amounts[0, 1])
    assert np.isnan(found.pool([2010]).of("RUS"))
    assert found.pool([2010, 2011]).of("RUS") == 0


def test_rows_of_one_supplier_and_year_are_added_up(record):
    rows = flows(record, arms("RUS", "PRK", 2010, 4), arms("RUS", "PRK", 2010, 2))
    assert arms_account(rows, "sipri", "PRK", YEARS).pool([2010]).of("RUS") == 6


def test_a_supplier_without_rows_has_none_of_arms_and_an_unknown_part_of_else(record):
    rows = flows(record, arms("RUS", "PRK", 2010, 4), trade("aid", "RUS", "PRK", 2010, 4))
    assert arms_account(rows, "sipri", "PRK", YEARS).pool([2010]).of("USA") == 0
    assert np.isnan(arms_account(rows, "sipri", "PRK", YEARS).pool([]).of("USA"))
    assert np.isnan(amounts_account(rows, "table", "aid", "PRK", YEARS).pool([2010]).of("USA"))


def test_a_generic_amount_without_a_row_is_unknown(record):
    rows = flows(
        record, trade("aid", "RUS", "PRK", 2010, 4), trade("aid", "CHN", "PRK", 2011, 4)
    )
    found = amounts_account(rows, "table", "aid", "PRK", YEARS)
    np.testing.assert_array_equal(found.amounts, [[NAN, 4], [4, NAN], [NAN, NAN]])
    assert found.what == "aid received"


def test_trade_is_exports_and_imports_of_the_state_that_reports(record):
    rows = flows(
        record,
        trade("exports", "RUS", "PRK", 2010, 10),
        trade("imports", "RUS", "PRK", 2010, 3),
        # The other's figures for the same goods do not count where there are own ones.
        trade("exports", "PRK", "RUS", 2010, 99),
        trade("imports", "PRK", "RUS", 2010, 99),
    )
    found = trade_account(rows, "table", "RUS", YEARS)
    assert found.partners == ("PRK",)
    assert found.pool([2010]).of("PRK") == 13
    assert trade_account(rows, "table", "PRK", YEARS).pool([2010]).of("RUS") == 198


def test_the_partners_figures_stand_in_where_there_are_no_own_ones(record):
    rows = flows(
        record,
        trade("exports", "RUS", "PRK", 2010, 10),
        trade("exports", "PRK", "RUS", 2010, 4),
    )
    for state, partner in (("RUS", "PRK"), ("PRK", "RUS")):
        assert trade_account(rows, "table", state, YEARS).pool([2010]).of(partner) == 14
    one = flows(record, trade("exports", "RUS", "PRK", 2010, 10))
    found = trade_account(one, "table", "RUS", YEARS)
    assert np.isnan(found.pool([2010]).of("PRK"))
    assert found.blanks.tolist() == [1, 1, 1]


def test_totals_of_a_single_state_are_no_partner(record):
    rows = flows(
        record, trade("exports", "RUS", "", 2010, 500), trade("exports", "RUS", None, 2010, 5)
    )
    assert trade_account(rows, "table", "RUS", YEARS).partners == ()


def test_amounts_in_several_units_or_below_zero_are_flawed(record):
    rows = flows(
        record, trade("aid", "RUS", "PRK", 2010, 4), trade("aid", "CHN", "PRK", 2010, 4, "EUR")
    )
    assert "EUR and USD" in amounts_account(rows, "table", "aid", "PRK", YEARS).flaw
    rows = flows(record, trade("aid", "RUS", "PRK", 2010, -4))
    assert "below zero" in amounts_account(rows, "table", "aid", "PRK", YEARS).flaw


def test_only_amounts_with_a_unit_between_two_states_have_shares(record):
    rows = flows(
        record,
        trade("aid", "RUS", "PRK", 2010, 4),
        trade("affinity", "RUS", "PRK", 2010, 0.4, "1"),
        trade("cinc", "RUS", "", 2010, 0.4, "share"),
        trade("exports", "RUS", "PRK", 2010, 4),
    )
    assert amount_series(rows, "table") == ("aid",)


def test_values_of_a_single_state_are_unknown_where_no_row_is(record):
    rows = flows(record, trade("gdp", "RUS", "", 2011, 4), trade("gdp", "RUS", "PRK", 2010, 9))
    found, unit = yearly_values(rows, "table", "gdp", "RUS", YEARS)
    np.testing.assert_array_equal(found, [NAN, 4, NAN])
    assert unit == "USD"


def test_no_rows_give_an_account_without_partners(record):
    found = arms_account(flows(record), "sipri", "PRK", YEARS)
    pool = found.pool(YEARS)
    assert (found.partners, pool.total, pool.rows, pool.count) == ((), 0, 0, 0)
