"""How values are drawn: nothing through the unknown, counts from zero."""
# Dashes and minus signs as they are shown.
# ruff: noqa: RUF001

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from tocsin.model.index import Cover
from tocsin.tell.plots.build import plan_of
from tocsin.tell.plots.finds import draw_bursts, draw_dots, draw_levels
from tocsin.tell.plots.limits import dot_limits, time_limits, value_limits
from tocsin.tell.plots.marks import (
    draw_bars,
    draw_flags,
    draw_ground,
    draw_lines,
    draw_stack,
    draw_steps,
)
from tocsin.tell.plots.palette import PAPER, UNCOVERED


def panel_of(values, covered=()):
    return plan_of(values, covered, {}, {}).panels[0]


def joined(axes):
    """Return the stretches of lines that join points, as arrays of days."""
    found = []
    for line in axes.lines:
        xs = np.asarray(line.get_xdata(), float)
        if line.get_linestyle() != "None":
            known = ~(np.isnan(xs) | np.isnan(np.asarray(line.get_ydata(), float)))
            found += [xs[at] for at in np.ma.clump_unmasked(np.ma.array(xs, mask=~known))]
    return [xs for xs in found if len(xs) > 1]


def bars(axes):
    """Return left, bottom, right and top of each bar that is drawn."""
    return [
        (*path.vertices.min(axis=0), *path.vertices.max(axis=0))
        for shapes in axes.collections
        for path in shapes.get_paths()
    ]


def test_no_line_goes_through_unknown_months(axes, make):
    panel = panel_of(make.months("goldstein", [1, 2, None, None, 4, 5], low=0, high=3))
    draw_lines(axes, panel)
    gap = (date(2018, 3, 1).toordinal(), date(2018, 5, 1).toordinal())
    lines = joined(axes)
    assert len(lines) == 2
    for xs in lines:
        assert max(xs) <= gap[0] or min(xs) >= gap[1]
    shapes = bars(axes)
    assert len(shapes) == 2
    for left, _, right, _ in shapes:
        assert right <= gap[0] or left >= gap[1]


def test_a_lone_known_month_has_a_mark_and_the_bar_of_its_interval(axes, make):
    known = [None] * 20 + [3] + [None] * 20
    panel = panel_of(make.months("goldstein", known, low=1, high=4))
    draw_lines(axes, panel)
    marks = [line for line in axes.lines if line.get_marker() != "None"]
    assert [list(line.get_ydata()) for line in marks if len(line.get_ydata())] == [[3]]
    (bar,) = axes.collections
    assert bar.get_segments()[0][:, 1].tolist() == [1, 4]


def test_a_period_covered_in_part_has_a_hollow_mark_and_a_pale_bar(axes, make):
    first, second = make.months("goldstein", [1, 2])
    draw_lines(axes, panel_of([first, replace(second, cover=Cover.PART)]))
    faces = [line.get_markerfacecolor() for line in axes.lines if line.get_marker() != "None"
             and len(line.get_xdata())]  # fmt: skip
    assert faces.count(PAPER) == 1
    first, second = make.months("events_both", [1, 2])
    draw_bars(axes, panel_of([first, replace(second, cover=Cover.PART)]))
    assert [bar.get_alpha() for bar in axes.collections] == [1.0, 0.5]


def test_dots_with_a_line_over_them_are_not_joined(axes, make):
    values = [*make.months("goldstein_both", [1, 2, 3]),
              *make.months("goldstein_decayed_both", [2, 2, 2])]  # fmt: skip
    panel = panel_of(values)
    draw_lines(axes, panel)
    assert [one.is_faint for one in panel.drawn] == [True, False]
    assert len(joined(axes)) == 1


def test_bars_stand_on_zero_side_by_side_and_a_known_zero_is_marked(axes, make):
    values = [*make.years("events", [5, 0, None]),
              *make.years("events", [2, 3, None], parties=("PRK", "RUS"))]  # fmt: skip
    draw_bars(axes, panel_of(values))
    assert [round(bar[1], 9) for bar in bars(axes)] == [0] * 4
    assert sorted(round(bar[3], 9) for bar in bars(axes)) == [0, 2, 3, 5]
    spans = sorted((left, right) for left, _, right, _ in bars(axes))
    slack = 1e-6
    assert all(one[1] <= other[0] + slack for one, other in pairwise(spans))
    zeros = [line for line in axes.lines if line.get_marker() == "_" and len(line.get_xdata())]
    assert len(zeros) == 1
    assert date(2015, 1, 1).toordinal() < zeros[0].get_xdata()[0] < date(2016, 1, 1).toordinal()


def test_many_bars_of_two_lines_are_lines(axes, make):
    values = [*make.months("events", [1] * 30),
              *make.months("events", [2] * 30, parties=("PRK", "RUS"))]  # fmt: skip
    draw_bars(axes, panel_of(values))
    assert not axes.collections
    assert len(joined(axes)) == 2


def test_shares_stand_on_each_other(axes, make):
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict",
             "material_conflict")  # fmt: skip
    values = [
        one
        for quad, share in zip(quads, (0.4, 0.3, 0.2, 0.1), strict=True)
        for one in make.years(f"share_{quad}_both", [share, share])
    ]
    draw_stack(axes, panel_of(values))
    tops = sorted({round(bar.get_y() + bar.get_height(), 9) for bar in axes.patches})
    assert tops == [0.4, 0.7, 0.9, 1.0]


def test_steps_lie_beside_each_other_and_break(axes, make):
    values = [*make.years("alliance_tie", [2, None, 3], family="similarity"),
              *make.years("alliance_tie", [2, None, 3], family="similarity",
                          parties=("PRK", "RUS"))]  # fmt: skip
    draw_steps(axes, panel_of(values))
    lines = [line.get_ydata() for line in axes.lines]
    assert len(lines) == 4
    assert lines[0][0] != lines[2][0]
    assert abs(lines[0][0] - 2) < 0.3


def test_flags_are_filled_for_yes_framed_for_no_and_absent_for_unknown(axes, make):
    panel = panel_of(make.years("same_bloc", [1, 0, None], family="blocs"))
    draw_flags(axes, panel)
    faces = [bar.get_facecolor()[:3] for bar in axes.patches]
    assert len(faces) == 2
    assert faces[0] != (1, 1, 1)
    assert faces[1] == (1, 1, 1)


def test_what_is_not_covered_is_shaded_and_says_so(axes, make):
    panel = panel_of(make.months("goldstein", [None] * 12 + [1] * 12))
    axes.set_xlim(*time_limits([panel], date(2018, 1, 1), date(2019, 12, 31)))
    draw_ground(axes, panel, 3.0 / 730)
    (shade,) = axes.patches
    assert shade.get_facecolor() == pytest.approx([int(UNCOVERED[at : at + 2], 16) / 255 for at in (1, 3, 5)] + [1.0])  # fmt: skip
    assert shade.get_x() == date(2018, 1, 1).toordinal()
    assert shade.get_width() == 365
    assert [text.get_text() for text in axes.texts] == ["not covered"]
    assert len(axes.lines) == 1


def test_a_narrow_gap_is_shaded_without_words(axes, make):
    panel = panel_of(make.months("events_both", [1, None, 1]))
    axes.set_xlim(*time_limits([panel], date(2018, 1, 1), date(2018, 3, 31)))
    draw_ground(axes, panel, 0.001)
    assert len(axes.patches) == 1
    assert not axes.texts


def bursts(make):
    spans = [((3, 26), (4, 2), 151), ((4, 15), (4, 18), 59), ((5, 1), (5, 5), 60),
             ((5, 8), (5, 11), 55), ((6, 18), (6, 24), 119)]  # fmt: skip
    return [
        make.value("burst", date(2018, *start), date(2018, *end), count, family="bursts")
        for start, end, count in spans
    ]


def test_bursts_are_bars_over_their_days_with_labels_that_do_not_meet(axes, make):
    panel = panel_of(bursts(make))
    axes.set_xlim(date(2018, 1, 1).toordinal(), date(2018, 12, 31).toordinal())
    axes.set_ylim(*value_limits(panel))
    draw_bursts(axes, panel, 3.2 / 364)
    first = axes.patches[0]
    assert (first.get_x(), first.get_width()) == (date(2018, 3, 26).toordinal(), 8)
    assert first.get_height() == 151
    labels = [text.get_text() for text in axes.texts]
    assert labels[0] == "26 Mar – 2 Apr 2018: 151"
    boxes = [text.get_window_extent() for text in axes.texts]
    assert not any(
        one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]
    )


def test_a_burst_of_a_day_in_ten_years_can_be_seen(axes, make):
    day = date(2018, 3, 1)
    panel = panel_of([make.value("burst", day, day, 5, family="bursts")])
    axes.set_xlim(date(2014, 1, 1).toordinal(), date(2023, 12, 31).toordinal())
    axes.set_ylim(*value_limits(panel))
    scale = 6.0 / 3650
    draw_bursts(axes, panel, scale)
    assert axes.patches[0].get_width() * scale > 0.02


def test_a_level_is_drawn_between_its_changes_and_not_where_nothing_is_covered(axes, make):
    changes = [
        make.value("change_point", date(2018, 3, 20), date(2018, 3, 30), 8.05, family="bursts",
                   note="on 2018-03-26 from 0.75 to 8.05 events a day; p 0.001"),
        make.value("change_point", date(2018, 6, 1), date(2018, 7, 10), 2.2, family="bursts"),
    ]  # fmt: skip
    panel = panel_of(changes, [make.covers("icews", "2018-01-01", "2018-09-27")])
    axes.set_xlim(date(2018, 1, 1).toordinal(), date(2018, 12, 31).toordinal())
    draw_levels(axes, panel)
    solid = [line.get_xdata() for line in axes.lines if line.get_alpha() is None]
    assert [[date.fromordinal(int(x)) for x in xs] for xs in solid] == [
        [date(2018, 3, 31), date(2018, 6, 1)], [date(2018, 7, 11), date(2018, 9, 28)],
    ]  # fmt: skip
    assert [text.get_text() for text in axes.texts] == [
        "on 2018-03-26 from 0.75 to 8.05 events a day", "2.20 from here on",
    ]  # fmt: skip


def test_dots_have_their_numbers_and_counts_are_bars(axes, make):
    year = (date(2018, 1, 1), date(2018, 12, 31))
    panel = panel_of([make.value("net_cooperation", *year, 0.901, low=0.8, high=0.95)])
    draw_dots(axes, panel)
    assert [text.get_text() for text in axes.texts] == ["0.90"]
    assert [0.8, 0.95] in [list(line.get_xdata()) for line in axes.lines]
    panel = panel_of([make.value("events", *year, 448)])
    draw_dots(axes, panel)
    assert axes.patches[0].get_width() == 448


@pytest.mark.parametrize(
    ("measure", "numbers", "low", "high"),
    [
        ("events_both", [40, 50], 0, 50), ("goldstein", [2, 3], 0, 3),
        ("goldstein", [-3, -2], -3, 0), ("share_of_state", [0.4, 0.5], 0, 0.5),
        ("attention_ratio", [2.0, 3.0], 0, 3), ("events_both", [0, 0], 0, 1),
    ],
)  # fmt: skip
def test_axes_hold_zero_and_every_value(make, measure, numbers, low, high):
    family = "attention" if measure in {"share_of_state", "attention_ratio"} else "tension"
    found = value_limits(panel_of(make.months(measure, numbers, family=family)))
    assert found[0] <= low
    assert found[1] >= high
    assert found[1] - found[0] < 1.4 * (high - low)
    if low == 0:
        assert found[0] == 0


def test_a_few_wide_intervals_do_not_flatten_the_rest(make):
    values = [
        replace(one, low=-10.0 if at == 0 else 1.5, high=10.0 if at == 0 else 2.5)
        for at, one in enumerate(make.months("goldstein", [2.0] * 20))
    ]
    low, high = value_limits(panel_of(values))
    assert high < 4
    assert low == 0


def test_dots_hold_zero_and_the_values_to_compare_with(make):
    day = date(2018, 12, 31)
    panel = panel_of([make.value("unusual_7", day, day, 0.7, family="bursts")])
    low, high = dot_limits(panel)
    assert low < -2
    assert high > 2


def test_the_axis_of_time_is_that_of_the_question_or_longer(make):
    panel = panel_of(make.years("s", [1, 2], family="similarity", first=2018))
    low, high = time_limits([panel], date(2018, 6, 1), date(2019, 6, 30))
    assert (low, high) == (date(2018, 1, 1).toordinal(), date(2020, 1, 1).toordinal())
