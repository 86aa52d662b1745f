from dataclasses import replace
from datetime import date

import pytest

from tocsin.measure.economy.dependence import FAMILY
from tocsin.model.index import Cover, Coverage, Question
from tocsin.model.series import Flows

DYAD = ("PRK", "RUS")


def question(since, until, **more):
    return Question(dyad=DYAD, since=date(since, 1, 1), until=date(until, 12, 31), **more)


def arms(supplier, recipient, year, value, feed="sipri"):
    return (feed, "tiv", year, supplier, recipient, value, "million TIV")


def table(series, source, target, year, value, unit="USD"):
    return ("table", series, year, source, target, value, unit)


def view(record, *rows, covered=None):
    every = (
        record.covers("sipri", "transfers", "1950-01-01", "2024-12-31"),
        record.covers("table", "values", "1950-01-01", "2024-12-31"),
    )
    names = {row[0] for row in rows}
    shown = tuple(one for one in every if one.source in names)
    return record.Record(flowing=record.series(Flows, *rows), covered=covered or shown)


def values(record, asked, *rows, covered=None):
    return FAMILY.values(view(record, *rows, covered=covered), asked)


def named(found, measure, *parties):
    return [
        one
        for one in found
        if one.measure == measure and (not parties or one.parties == parties)
    ]


ARMS = (
    arms("RUS", "PRK", 2010, 30),
    arms("CHN", "PRK", 2014, 10),
    arms("FRA", "RUS", 2012, 5),
    arms("PRK", "RUS", 2014, 15),
)


def test_arms_dependence_looks_back_over_five_years(record):
    found = values(record, question(2014, 2015), *ARMS)
    first, second, whole = named(found, "arms_dependence", "PRK", "RUS")
    assert (first.value, second.value) == (0.75, 0)
    assert (first.start, first.end) == (date(2014, 1, 1), date(2014, 12, 31))
    assert (first.rows[0].start, first.rows[0].end) == (date(2010, 1, 1), date(2014, 12, 31))
    assert first.rows[0].rows == 2
    assert first.rows[0].keys == ("tiv CHN PRK 2014", "tiv RUS PRK 2010")
    assert "40 million TIV of arms received by PRK in 2010 to 2014, 2 partners" in first.note
    assert "not money" in first.note
    assert (first.n, first.low) == (2, None)
    # The period itself has no delivery of Russia's, and years before it do not count.
    assert whole.value == 0


def test_both_directions_are_given_and_their_difference(record):
    found = values(record, question(2014, 2014), *ARMS)
    assert named(found, "arms_dependence", "RUS", "PRK")[0].value == 0.75
    (gap,) = named(found, "asymmetric_dependence", "PRK", "RUS")
    assert (gap.value, gap.low, gap.n) == (0, None, 4)
    turned = values(record, replace(question(2014, 2014), dyad=DYAD[::-1]), *ARMS[:3])
    (gap,) = named(turned, "asymmetric_dependence", "RUS", "PRK")
    assert gap.value == pytest.approx(0 - 0.75)
    assert "RUS on PRK 0.000" in gap.note


def test_concentration_and_hedging_are_of_one_state(record):
    found = values(record, question(2014, 2014), *ARMS)
    (one,) = named(found, "herfindahl", "PRK")
    assert one.value == pytest.approx(0.75**2 + 0.25**2)
    assert "RUS 75%, CHN 25%" in one.note
    (other,) = named(found, "hedging", "PRK")
    assert other.value == pytest.approx(1 - one.value)


def test_nothing_delivered_is_unknown_and_not_zero(record):
    found = values(record, question(2020, 2020), *ARMS)
    for measure in ("arms_dependence", "herfindahl", "hedging", "asymmetric_dependence"):
        for one in named(found, measure):
            assert (one.value, one.cover) == (None, Cover.FULL)
            assert "in 2016 to 2020 in the data" in one.note


def test_unknown_suppliers_stay_in_the_total_and_widen_the_interval(record):
    rows = (
        arms("RUS", "PRK", 2014, 60),
        arms("CHN", "PRK", 2014, 20),
        arms(None, "PRK", 2014, 20),
    )
    found = values(record, question(2014, 2014), *rows)
    (share,) = named(found, "arms_dependence", "PRK", "RUS")
    assert (share.value, share.low) == (pytest.approx(0.6), pytest.approx(0.6))
    assert share.high == pytest.approx(0.8)
    assert "20.0% from suppliers that the data do not name" in share.note
    (one,) = named(found, "herfindahl", "PRK")
    assert one.value == pytest.approx(0.36 + 0.04 + 0.04)
    assert (one.low, one.high) == (pytest.approx(0.40), pytest.approx(0.68))
    (other,) = named(found, "hedging", "PRK")
    assert (other.low, other.high) == (pytest.approx(0.32), pytest.approx(0.60))


def test_unknown_suppliers_of_one_state_widen_the_difference(record):
    rows = (*ARMS[3:], arms("RUS", "PRK", 2014, 60), arms(None, "PRK", 2014, 40))
    found = values(record, question(2014, 2014), *rows)
    (gap,) = named(found, "asymmetric_dependence")
    assert gap.value == pytest.approx(0.6 - 1)
    assert (gap.low, gap.high) == (pytest.approx(-0.4), pytest.approx(0))


def test_only_unknown_suppliers_say_nothing_of_one(record):
    found = values(record, question(2014, 2014), arms(None, "PRK", 2014, 20))
    (share,) = named(found, "arms_dependence", "PRK", "RUS")
    assert (share.value, share.low, share.high) == (0, 0, 1)
    (one,) = named(found, "herfindahl", "PRK")
    assert "no partner is named" in one.note
    assert (one.low, one.high) == (0, 1)


def test_a_window_that_begins_before_the_coverage_is_partly_known(record):
    covered = (record.covers("sipri", "transfers", "2012-01-01", "2024-12-31"),)
    found = values(record, question(2014, 2014), *ARMS, covered=covered)
    (share,) = named(found, "arms_dependence", "PRK", "RUS")
    assert (share.value, share.cover) == (0, Cover.PART)
    assert "2 of these years not covered" in share.note


def test_years_after_the_coverage_are_unknown(record):
    covered = (record.covers("sipri", "transfers", "1950-01-01", "2014-12-31"),)
    found = values(record, question(2014, 2016), *ARMS, covered=covered)
    first, second, third, whole = named(found, "arms_dependence", "PRK", "RUS")
    assert first.value == 0.75
    assert (second.value, third.value, third.cover) == (None, None, Cover.NONE)
    assert third.note == "unknown, not zero: sipri covers 1950-01-01 to 2014-12-31"
    assert (whole.value, whole.cover) == (0, Cover.PART)
    assert "2 of these years not covered" in whole.note


def test_a_period_outside_the_coverage_is_unknown_with_the_end_of_the_data(record):
    covered = (record.covers("sipri", "transfers", "1950-01-01", "2005-12-31"),)
    found = values(record, question(2014, 2016), *ARMS, covered=covered)
    *_, whole = named(found, "arms_dependence", "PRK", "RUS")
    assert (whole.value, whole.cover) == (None, Cover.NONE)
    assert "covers 1950-01-01 to 2005-12-31" in whole.note


def scoped(scope):
    return (
        Coverage(
            source="sipri", table="transfers", start=date(1950, 1, 1), end=date(2024, 12, 31),
            edition="", rows=9, scope=scope,
        ),
    )  # fmt: skip


def test_files_on_one_recipient_tell_nothing_of_another(record):
    found = values(record, question(2014, 2014), *ARMS, covered=scoped(("PRK",)))
    assert named(found, "arms_dependence", "PRK", "RUS")[0].value == 0.75
    (other,) = named(found, "arms_dependence", "RUS", "PRK")
    assert (other.value, other.cover) == (None, Cover.NONE)
    assert "read for PRK only" in other.note


def test_files_on_suppliers_do_not_pass_for_all_that_a_state_received(record):
    # Two files, on what North Korea and on what Russia supply: Russia's other supplier is absent.
    rows = (arms("PRK", "RUS", 2014, 15), arms("RUS", "IND", 2014, 900))
    found = values(record, question(2014, 2014), *rows, covered=scoped(("PRK", "RUS")))
    (one,) = named(found, "arms_dependence", "RUS", "PRK")
    assert one.value is None
    assert "may lack other partners of RUS" in one.note


def test_feeds_are_measured_apart(record):
    covered = (
        record.covers("sipri", "transfers", "1950-01-01", "2024-12-31"),
        record.covers("totals", "transfer_totals", "1950-01-01", "2024-12-31"),
    )
    rows = (*ARMS, arms("RUS", "PRK", 2014, 1, feed="totals"))
    found = values(record, question(2014, 2014), *rows, covered=covered)
    both = named(found, "arms_dependence", "PRK", "RUS")
    assert [(one.rows[0].source, one.value) for one in both] == [("sipri", 0.75), ("totals", 1)]
    asked = question(2014, 2014, sources=("totals",))
    (one,) = named(
        values(record, asked, *rows, covered=covered), "arms_dependence", "PRK", "RUS"
    )
    assert one.rows[0].table == "transfer_totals"


TRADE = (
    table("exports", "PRK", "CHN", 2014, 60),
    table("imports", "PRK", "CHN", 2014, 20),
    table("exports", "PRK", "RUS", 2014, 5),
    table("imports", "PRK", "RUS", 2014, 15),
    table("exports", "RUS", "CHN", 2014, 900),
    table("imports", "RUS", "CHN", 2014, 80),
    table("gdp", "PRK", "", 2014, 400),
    table("gdp", "RUS", "", 2014, 2000),
)


def test_trade_gives_shares_and_what_they_are_of_the_product(record):
    found = values(record, question(2014, 2015), *TRADE)
    share, later, whole = named(found, "partner_share", "PRK", "RUS")
    assert (share.value, later.value, whole.value) == (pytest.approx(0.2), None, 0.2)
    assert named(found, "partner_share", "RUS", "PRK")[0].value == pytest.approx(0.02)
    assert named(found, "asymmetric_dependence")[0].value == pytest.approx(0.18)
    assert "trade by PRK in 2014, 2 partners" in share.note
    assert "not money" not in share.note
    product, later, whole = named(found, "trade_dependence", "PRK", "RUS")
    assert (product.value, later.value, whole.value) == (0.05, None, 0.05)
    assert product.rows[0].keys[-1] == "gdp PRK 2014"
    assert named(found, "trade_dependence", "RUS", "PRK")[0].value == pytest.approx(0.01)
    assert whole.note == "mean of 1 years, 2014 to 2014"
    assert later.note == "unknown: exports or imports between PRK and RUS in 2015"


def test_trade_without_the_pair_is_unknown_and_says_so(record):
    found = values(record, question(2014, 2014), *TRADE[:2], *TRADE[4:])
    (share,) = named(found, "partner_share", "PRK", "RUS")
    assert share.value is None
    assert share.note == "unknown: no value of trade between PRK and RUS"


def test_product_in_another_unit_or_unknown_gives_no_dependence(record):
    other = (*TRADE[:6], table("gdp", "PRK", "", 2014, 400, "EUR"))
    found = values(record, question(2014, 2014), *other)
    assert named(found, "trade_dependence", "PRK", "RUS")[0].note == (
        "unknown: trade is in USD and product in EUR"
    )
    assert named(found, "trade_dependence", "RUS", "PRK")[0].note == (
        "unknown: no product of RUS in 2014"
    )


def test_other_amounts_are_shares_of_what_was_received(record):
    rows = (table("food_aid", "RUS", "PRK", 2014, 1), table("food_aid", "CHN", "PRK", 2014, 3))
    found = values(record, question(2014, 2014), *rows)
    (share,) = named(found, "partner_share", "PRK", "RUS")
    assert share.value == 0.25
    assert "food aid received by PRK" in share.note
    (other,) = named(found, "partner_share", "RUS", "PRK")
    assert other.value is None
    assert other.note == "unknown: no food aid received by RUS in 2014 in the data"


def test_flawed_amounts_are_unknown(record):
    rows = (table("aid", "RUS", "PRK", 2014, 1), table("aid", "CHN", "PRK", 2014, 3, "EUR"))
    found = values(record, question(2014, 2014), *rows)
    (share,) = named(found, "partner_share", "PRK", "RUS")
    assert (share.value, share.note) == (None, "unknown: amounts in several units, EUR and USD")


def test_scores_without_a_unit_have_no_shares(record):
    found = values(record, question(2014, 2014), table("affinity", "RUS", "PRK", 2014, 1, "1"))
    assert all(one.value is None for one in found)
    assert {one.measure for one in found} == {one.name for one in FAMILY.methods}


def test_an_empty_record_gives_every_measure_as_unknown(record):
    found = values(record, question(2010, 2016))
    assert {one.measure for one in found} == {one.name for one in FAMILY.methods}
    assert all(one.value is None and one.note and one.cover is Cover.NONE for one in found)


def test_a_year_that_had_not_ended_is_unknown(record):
    asked = replace(question(2013, 2014), until=date(2014, 3, 1))
    found = values(record, asked, *ARMS)
    first, second, whole = named(found, "arms_dependence", "PRK", "RUS")
    assert (first.value, second.value) == (1, None)
    assert second.note == "unknown: 2014 had not ended on 2014-03-01"
    # Nothing of 2014 is in the value of the period.
    assert whole.value is None


def test_trade_without_any_product_has_shares_but_no_dependence(record):
    found = values(record, question(2014, 2014), *TRADE[:6])
    assert named(found, "partner_share", "PRK", "RUS")[0].value == pytest.approx(0.2)
    (product,) = named(found, "trade_dependence")
    assert product.value is None
    assert "'gdp'" in product.note


def test_the_largest_partners_are_told_as_shares_of_all_with_the_unnamed(record):
    rows = (arms("RUS", "PRK", 2014, 60), arms(None, "PRK", 2014, 40))
    (one,) = named(values(record, question(2014, 2014), *rows), "herfindahl", "PRK")
    assert "largest of those named: RUS 60%" in one.note
