"""Where the marks of a timeline stand."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.timeline import Outcome, Phase
from tocsin.tell.plots.canvas import width_of
from tocsin.tell.plots.lanes import (
    FROM_DATA,
    LABEL,
    MOST_LABELS,
    MOST_MARKS,
    MOST_ROWS,
    UNPLACED,
    bins_of,
    label_of,
    lay_out,
)

SINCE = date(2023, 1, 1)
WIDTH = 6.0


def place(ordinal):
    return (ordinal - SINCE.toordinal()) / 273 * WIDTH


def laid(make, *happenings):
    return lay_out(make.timeline(*happenings), place, WIDTH)


def told(make, key, day, **more):
    return make.happening(origins=(make.origin(id=key, said=day),), start=day, end=day, **more)


def data(make, key, day, rows=1, **more):
    origins = tuple(make.origin("icews", day, id=f"{key}-{at}") for at in range(rows))
    return make.happening(origins=origins, start=day, end=day, mode="042", **more)


def stretch(mark):
    """Return the ends of a mark with its line and label."""
    low, high = mark.line[0] - 0.05, mark.line[1] + 0.05
    room = width_of(mark.label, LABEL) + 0.04 if mark.label else 0.0
    return (low - room, high) if mark.is_left else (low, high + room)


def test_lanes_are_quadrants_and_all_four_are_shown(make):
    layout = laid(make, told(make, "a", SINCE, quad=3), told(make, "b", SINCE, quad=0))
    assert [mark.lane for mark in layout.marks] == [3, UNPLACED]
    assert layout.rows == {1: 1, 2: 1, 3: 1, 4: 1, UNPLACED: 1}


def test_a_plan_stands_where_it_was_announced_and_its_line_ends_when_it_is_due(make):
    plan = make.happening(
        phase=Phase.AHEAD, outcome=Outcome.OPEN, start=date(2023, 9, 10),
        end=date(2023, 9, 13), origins=(make.origin(said=date(2023, 9, 4)),),
    )  # fmt: skip
    (mark,) = laid(make, plan).marks
    assert mark.x == place(date(2023, 9, 4).toordinal() + 0.5)
    assert mark.line == (mark.x, place(date(2023, 9, 14).toordinal()))
    came = replace(plan, outcome=Outcome.CAME, resolved_by="h-1")
    (mark,) = laid(make, came).marks
    assert mark.line == (mark.x, mark.x)


def test_days_of_an_event_are_its_line_and_the_mark_is_in_the_middle(make):
    visit = make.happening(start=date(2023, 3, 1), end=date(2023, 3, 10))
    (mark,) = laid(make, visit).marks
    assert mark.line == (
        place(date(2023, 3, 1).toordinal()),
        place(date(2023, 3, 11).toordinal()),
    )
    assert mark.x == sum(mark.line) / 2


def test_what_lies_outside_stays_within_the_plot(make):
    layout = laid(make, make.happening(start=date(2020, 1, 1), end=date(2030, 1, 1)))
    assert layout.marks[0].line == (0.0, WIDTH)


def test_an_event_without_any_day_is_counted_not_drawn(make):
    bare = make.happening(start=None, end=None, origins=(make.origin(said=None),))
    layout = laid(make, bare, told(make, "b", SINCE))
    assert layout.undated == 1
    assert len(layout.marks) == 1


@given(
    st.lists(
        st.tuples(st.integers(0, 272), st.integers(0, 60), st.sampled_from(list(Phase)),
                  st.integers(0, 4)),
        min_size=1, max_size=50,
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_two_stretches_of_a_row_meet(make, rows):
    happenings = [
        make.happening(
            phase=phase, quad=quad, origins=(make.origin(id=f"c-{at}", said=SINCE + timedelta(day)),),
            start=SINCE + timedelta(day), end=SINCE + timedelta(day + length), type=f"T{at}",
        )
        for at, (day, length, phase, quad) in enumerate(rows)
    ]  # fmt: skip
    layout = laid(make, *happenings)
    assert len(layout.marks) == len(happenings)
    rows_of = {}
    for mark in layout.marks:
        assert mark.row < layout.rows[mark.lane] <= MOST_ROWS + 1
        if mark.row < MOST_ROWS:
            rows_of.setdefault((mark.lane, mark.row), []).append(stretch(mark))
        else:
            assert not mark.label
    for some in rows_of.values():
        some.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(some))
    for mark in layout.marks:
        if mark.label:
            low, high = stretch(mark)
            assert low >= -0.1
            assert high <= WIDTH + 0.1


def test_texts_come_before_data_and_data_fill_up(make):
    texts = [told(make, f"c{at}", SINCE + timedelta(at), type=f"T{at}") for at in range(5)]
    rows = [data(make, f"d{at}", SINCE + timedelta(at), at + 1) for at in range(60)]
    layout = laid(make, *texts, *rows)
    assert len(layout.marks) == FROM_DATA
    ids = {mark.happening.id for mark in layout.marks}
    assert {one.id for one in texts} <= ids
    assert rows[-1].id in ids
    assert rows[0].id not in ids
    assert layout.unmarked == 0


def test_a_few_events_of_each_quadrant_are_shown(make):
    rows = [data(make, f"d{at}", SINCE + timedelta(at), 9, quad=1) for at in range(60)]
    rare = [data(make, f"r{quad}", SINCE, 1, quad=quad) for quad in (2, 3, 4)]
    layout = laid(make, *rows, *rare)
    assert {mark.lane for mark in layout.marks} == {1, 2, 3, 4}


def test_what_decided_a_plan_has_a_mark_though_few_rows_tell_of_it(make):
    deed = data(make, "deed", date(2023, 9, 13))
    rows = [data(make, f"d{at}", SINCE + timedelta(at), 9) for at in range(60)]
    plan = make.happening(
        phase=Phase.AHEAD, outcome=Outcome.CAME, resolved_by=deed.id, start=None, end=None
    )
    layout = laid(make, plan, deed, *rows)
    named = {mark.happening.id: mark.label for mark in layout.marks}
    assert named[deed.id] == "make a visit, 13 Sep 2023"


def test_more_texts_than_there_is_room_for_are_counted(make):
    texts = [told(make, f"c{at}", SINCE + timedelta(at)) for at in range(MOST_MARKS + 7)]
    layout = laid(make, *texts)
    assert len(layout.marks) == MOST_MARKS
    assert layout.unmarked == 7


def test_the_same_act_seen_from_both_sides_is_named_once(make):
    sides = [data(make, "a", SINCE, 9), data(make, "b", SINCE, 9, source="RUS", target="PRK")]
    labels = [mark.label for mark in laid(make, *sides).marks]
    assert sorted(map(bool, labels)) == [False, True]
    texts = [told(make, f"c{at}", SINCE + timedelta(at), type=f"T{at}") for at in range(50)]
    assert sum(bool(mark.label) for mark in laid(make, *texts).marks) <= MOST_LABELS


def test_a_long_label_is_cut_before_its_day(make):
    items = ("munitions", "weapons", "military_technology", "fuel", "food", "money")
    label = label_of(make.happening(type="AID", mode="military", items=items))
    assert label.startswith("aid (military): munitions")
    assert label.endswith("…, 13 Sep 2023")
    assert width_of(label, LABEL) <= 2.11


def test_rows_of_data_are_counted_by_bin_and_kind(make):
    rows = [
        data(make, "a", SINCE, 3),
        data(make, "b", SINCE + timedelta(6), 2, quad=4),
        data(make, "c", SINCE + timedelta(7), 1, quad=0),
        told(make, "d", SINCE),
        data(make, "e", SINCE - timedelta(1), 5),
    ]
    assert bins_of(rows, SINCE, date(2023, 9, 30), 7.0) == {0: (3, 2), 1: (0, 0)}
