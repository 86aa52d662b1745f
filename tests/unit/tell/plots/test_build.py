"""Which panels are drawn, with which lines."""

from datetime import date

import pytest

from tocsin.measure.families import FAMILIES
from tocsin.tell.plots.build import MOST_LINES, MOST_PANELS, called, plan_of, without_names
from tocsin.tell.plots.lines import lines_of
from tocsin.tell.plots.palette import FIRST, SECOND, TOGETHER
from tocsin.tell.plots.panels import LEFT_OUT, PANELS, Form, Spec, Tag

NAMES = {"RUS": "Russia", "PRK": "North Korea", "CHN": "China"}


def plan(values, covered=(), labels=None):
    return plan_of(values, covered, NAMES, labels or {})


def test_each_family_has_panels_and_no_measure_twice():
    for specs in PANELS.values():
        names = [name for spec in specs for name in spec.names]
        assert len(names) == len(set(names))
        assert not set(names) & LEFT_OUT


def test_every_measure_has_a_panel_or_is_left_out_on_purpose():
    assert PANELS.keys() == FAMILIES.keys()
    for name, family in FAMILIES.items():
        measures = {method.name for method in family.methods}
        drawn = {one for spec in PANELS[name] for one in spec.names}
        assert drawn <= measures
        assert measures <= drawn | LEFT_OUT


def test_steps_have_names_and_fixed_scales_hold_their_reference():
    for spec in (one for specs in PANELS.values() for one in specs):
        assert bool(spec.levels) == (spec.form is Form.STEPS)
        if spec.extent and spec.reference is not None:
            assert spec.extent[0] <= spec.reference <= spec.extent[1]


def test_directions_have_their_names_and_colours(make):
    back = make.years("events", [3, 4], parties=("PRK", "RUS"))
    (panel,) = plan([*make.years("events", [1, 2]), *back]).panels
    assert [(one.name, one.colour) for one in panel.drawn] == [
        ("Russia → North Korea", FIRST), ("North Korea → Russia", SECOND),
    ]  # fmt: skip
    assert panel.caption == "events; icews"
    assert [one.name for one in without_names(panel).drawn] == ["RUS → PRK", "PRK → RUS"]


def test_a_single_line_has_no_name_and_no_direction_colour(make):
    (panel,) = plan(make.months("events_both", [1, 2])).panels
    assert [(one.name, one.colour) for one in panel.drawn] == [("", TOGETHER)]


def test_sources_stand_apart_or_are_told_by_their_dash(make):
    months = [*make.months("events_both", [1, 2]),
              *make.months("events_both", [3, 4], source="gdelt")]  # fmt: skip
    assert [panel.caption.split("; ")[1] for panel in plan(months).panels] == ["icews", "gdelt"]
    ways = [
        one
        for source in ("icews", "gdelt")
        for parties in (("RUS", "PRK"), ("PRK", "RUS"))
        for one in make.years("net_cooperation", [0.1, 0.2], source=source, parties=parties)
    ]
    (panel,) = plan(ways).panels
    first, back, other, _ = panel.drawn
    assert first.name == "Russia → North Korea, icews"
    assert first.colour == other.colour != back.colour
    assert first.dash == back.dash != other.dash


def test_measures_of_two_directions_differ_by_colour_and_by_dash(make):
    values = [
        make.value(name, date(2018, 1, 1), date(2018, 12, 31), 3.0, parties=parties,
                   family="exchange")
        for name in ("promised", "delivered")
        for parties in (("RUS", "PRK"), ("PRK", "RUS"))
    ]  # fmt: skip
    (panel,) = plan(values).panels
    assert [one.name for one in panel.drawn] == [
        "ahead, Russia → North Korea", "ahead, North Korea → Russia",
        "done, Russia → North Korea", "done, North Korea → Russia",
    ]  # fmt: skip
    assert [one.colour for one in panel.drawn] == [FIRST, SECOND] * 2
    balances = [
        one
        for name in ("kappa", "pi")
        for source in ("atop", "cow")
        for one in make.years(name, [0.1, 0.2], source=source, family="similarity")
    ]
    (panel,) = plan(balances).panels
    assert [one.name for one in panel.drawn] == [
        "kappa, atop", "kappa, cow", "pi, atop", "pi, cow",
    ]  # fmt: skip
    assert len({(one.colour, one.dash) for one in panel.drawn}) == 4


def test_a_client_has_a_panel_and_third_parties_have_lines(make):
    values = [
        one
        for parties in (("RUS", "PRK", "CHN"), ("RUS", "PRK", "IRN"), ("PRK", "RUS", "CHN"))
        for one in make.years("patron_share", [0.5, 0.6], parties=parties, family="triads")
    ]
    first, second = plan(values).panels
    assert first.title == "How Russia divides its cooperation"
    assert first.caption.startswith("share of North Korea")
    assert [one.name for one in first.drawn] == ["China", "IRN"]
    assert len(second.drawn) == 1


def test_values_of_one_period_are_dots(make):
    whole = make.value("net_cooperation", date(2018, 1, 1), date(2018, 12, 31), 0.5)
    (panel,) = plan([whole]).panels
    assert panel.form is Form.DOTS


def test_what_is_unknown_is_named_with_its_reason(make):
    lacking = make.value(
        "goldstein_both", date(2018, 1, 1), date(2018, 12, 31), None, source="", note="no feed"
    )
    found = plan([*make.months("events_both", [1, 2]), lacking])
    assert [panel.title for panel in found.panels] == ["Events between the two by month"]
    assert found.unknown == (("Mean Goldstein value by month", "no feed"),)
    assert found.blank == ()
    nothing = plan([lacking])
    assert (nothing.panels, nothing.blank) == ((), ("tension",))


def test_a_new_measure_has_a_panel_of_its_own(make):
    (panel,) = plan(make.months("warmth_{first}", [1, 2], unit="degrees {x}")).panels
    assert panel.title == "Warmth Russia"
    assert panel.caption == "degrees {x}; icews"
    labels = {"warmth": "How warm it is"}
    (panel,) = plan(make.months("warmth", [1, 2]), labels=labels).panels
    assert panel.title == "How warm it is"
    assert plan(make.months("share_verbal_conflict", [0.1, 0.2])).panels == ()


def test_at_most_eight_panels_and_the_rest_is_named(make):
    values = [
        one
        for source in "abcdefghij"
        for one in make.months("events_both", [1, 2], source=source)
    ]
    found = plan(values)
    assert len(found.panels) == MOST_PANELS
    assert found.left_out == (
        "Events between the two by month (i)", "Events between the two by month (j)",
    )  # fmt: skip


def test_of_several_families_each_has_its_turn_with_its_fullest_source(make):
    values = [
        one
        for at in range(10)
        for one in (
            *make.months("first", [1, None], family=f"family{at}"),
            *make.months("first", [1, 2], family=f"family{at}", source="gdelt"),
            *make.months("second", [1, 2], family=f"family{at}"),
        )
    ]
    found = plan(values)
    assert not found.is_one
    assert len(found.panels) == MOST_PANELS
    assert {panel.title for panel in found.panels} == {"First"}
    assert {panel.lines[0].source for panel in found.panels} == {"gdelt"}
    assert found.families == ("family8", "family9")
    two = plan([one for one in values if one.family in {"family0", "family1"}])
    assert [panel.title for panel in two.panels] == ["First", "Second"] * 2


def test_lines_that_cannot_be_told_apart_are_not_drawn(make):
    values = [
        one
        for at in range(MOST_LINES + 3)
        for one in make.years("friendly_ties", [1, 2], parties=("RUS", "PRK", f"S{at}"),
                              family="triads")
    ]  # fmt: skip
    (panel,) = plan(values).panels
    assert len(panel.drawn) == MOST_LINES


def test_bursts_have_their_gaps_from_what_the_source_covers(make):
    burst = make.value("burst", date(2018, 3, 1), date(2018, 3, 4), 20, family="bursts")
    covered = [make.covers("icews", "2018-01-01", "2018-09-27"), make.covers("x", None, None)]
    (panel,) = plan([burst], covered).panels
    assert panel.closed == (
        (date.min, date(2017, 12, 31)), (date(2018, 9, 28), date.max),
    )  # fmt: skip
    assert plan([burst]).panels[0].closed == ()


@pytest.mark.parametrize(
    ("tag", "parties", "told"),
    [
        (Tag.WAY, ("RUS", "PRK"), "Russia → North Korea"),
        (Tag.ON, ("RUS", "PRK"), "Russia on North Korea"),
        (Tag.STATE, ("RUS", "PRK"), "Russia"),
        (Tag.THIRD, ("RUS", "PRK", "CHN"), "China"),
        (Tag.ALL, ("RUS", "PRK", "CHN"), "RUS of PRK, CHN"),
        (Tag.OVER, ("RUS", "PRK", "CHN"), "PRK over RUS, rival CHN"),
        (Tag.WAY, (), ""),
    ],
)
def test_lines_are_called_by_what_tells_them_apart(tag, parties, told):
    assert called(tag, parties, NAMES) == told


def test_a_spec_names_its_measures():
    spec = Spec(title="", measures=(("s", ""), ("pi", "pi")))
    assert spec.names == ("s", "pi")
    assert lines_of([]) == ()
