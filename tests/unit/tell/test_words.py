"""Numbers, ranges, dates and names in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.assessment import Figure
from tocsin.tell import words


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.0, "less than 1%"), (0.0099, "less than 1%"), (0.01, "1%"), (0.684, "68%"),
     (0.99, "99%"), (0.9901, "more than 99%"), (1.0, "more than 99%")],
)  # fmt: skip
def test_percent_stays_within_1_to_99(p, text):
    assert words.percent(p) == text


def test_ranges_are_tight_unless_they_hold_words():
    assert words.percent_range((0.49, 0.83)) == "49\u201383%"
    assert words.percent_range((0.001, 0.05)) == "less than 1% to 5%"
    assert words.percent_range((0.0, 0.001)) == "less than 1%"
    assert words.score_range((48.0, 77.4)) == "48\u201377"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(0.42, "share", "42%"), (63.2, "score_0_100", "63 of 100"), (1234, "count", "1,234"),
     (365, "days", "365 days"), (0.75, "log_odds", "+0.75 log-odds"), (2.5, "km", "2.5 km")],
)  # fmt: skip
def test_quantity_names_its_unit(value, unit, text):
    assert words.quantity(value, unit) == text


@pytest.mark.parametrize(
    ("unit", "interval", "text"),
    [("probability", (0.2, 0.4), "30% (90% range 20\u201340%)"),
     ("score_0_100", (0.0, 1.0), "0 of 100 (90% range 0\u20131)"),
     ("log_odds", (-1.0, 1.0), "+0.30 log-odds (90% range -1.00 to +1.00)"),
     ("probability", None, "30%")],
)  # fmt: skip
def test_a_figure_shows_its_range(unit, interval, text):
    figure = Figure(id="f", label="l", value=0.3, interval=interval, unit=unit)
    assert words.figure_value(figure) == text


@pytest.mark.parametrize(
    ("now", "then", "unit", "told"),
    [(0.293, 0.288, "probability", ("29.3%", "28.8%")), (0.47, 0.19, "probability", ("47%", "19%")),
     (0.291, 0.2912, "share", ("29.10%", "29.12%")), (0.3, 0.3, "probability", ("30%",) * 2),
     (0.995, 0.999, "probability", ("more than 99%",) * 2), (0.5, 0.504, "harm", ("0.50",) * 2),
     (59.7, 60.2, "score_0_100", ("59.7 of 100", "60.2 of 100"))],
)  # fmt: skip
def test_a_change_is_told_with_the_digits_that_show_it(now, then, unit, told):
    assert words.move(now, then, unit) == told


def test_dates_are_in_words_and_a_missing_one_is_nothing():
    assert words.day(date(2023, 9, 5)) == "5 September 2023"
    assert words.day(None) == ""


@pytest.mark.parametrize(
    ("actor", "name"),
    [("PRK", "North Korea"), ("PRK.KIM_JONG_UN", "Kim Jong Un"), ("XYZ", "XYZ"),
     (None, "not named"), ("", "not named")],
)  # fmt: skip
def test_an_actor_without_a_name_keeps_what_its_id_says(actor, name):
    assert words.actor_name(actor, {"PRK": "North Korea"}) == name


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_listing(items, text):
    assert words.listing(items) == text


@given(st.text())
def test_an_anchor_is_safe_in_html_and_in_a_url(identifier):
    assert words.anchor("fig", identifier).isascii()
    assert not set(words.anchor("fig", identifier)) & set(" \"'<>#%&?")


@given(st.floats(0, 1), st.floats(0, 1))
def test_percent_is_monotone(one, other):
    low, high = sorted((one, other))
    order = ["less than 1%", *(f"{n}%" for n in range(1, 100)), "more than 99%"]
    assert order.index(words.percent(low)) <= order.index(words.percent(high))
