"""What must hold of bursts, change points and surprise, whatever the series."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.measure.change.bursts import Trigger, find_bursts
from tocsin.measure.change.changes import SHORTEST_LEVEL_DAYS, find_changes
from tocsin.measure.change.surprise import recent_surprise
from tocsin.measure.change.tails import lower_tail, upper_tail

some = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def series(draw, *, with_gaps=True):
    """Draw over-dispersed days with bursts, levels and unknown days."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    days = draw(st.integers(90, 500))
    mean, size = (
        draw(st.sampled_from([0.1, 1.0, 5.0, 80.0])),
        draw(st.sampled_from([0.1, 1, 50])),
    )
    counts = rng.negative_binomial(size, size / (size + mean), days).astype(float)
    for _ in range(draw(st.integers(0, 3))):
        start, length = draw(st.integers(0, days - 1)), draw(st.integers(1, 60))
        counts[start : start + length] += draw(st.integers(0, 40))
    if with_gaps and draw(st.booleans()):
        counts[rng.random(days) < draw(st.sampled_from([0.02, 0.3]))] = np.nan
        counts[:60] = np.nan_to_num(counts[:60])  # enough for all to answer
    return counts


@some
@given(series())
def test_bursts_are_apart_in_order_and_add_up(counts):
    bursts = find_bursts(counts)
    for burst in bursts:
        inside = counts[burst.start : burst.end + 1]
        assert 0 <= burst.start <= burst.peak <= burst.end < len(counts)
        assert not np.isnan(counts[[burst.start, burst.end]]).any()
        assert burst.count == np.nansum(inside)
        assert counts[burst.peak] == np.nanmax(inside)
        assert burst.days == np.sum(~np.isnan(inside))
        assert 0 < burst.p < 0.05
        assert burst.expected > 0
    for one, other in pairwise(bursts):
        assert one.end < other.start


@some
@given(series(), st.integers(1, 300))
def test_unknown_days_around_shift_bursts_and_change_nothing_else(counts, before):
    alone = find_bursts(counts)
    wider = find_bursts(np.pad(counts, (before, 40), constant_values=np.nan))
    assert [(b.start + before, b.end + before, b.peak + before) for b in alone] == [
        (b.start, b.end, b.peak) for b in wider
    ]
    assert np.allclose([b.p for b in alone], [b.p for b in wider])


@some
@given(series(), st.integers(2, 50))
def test_the_strongest_run_does_not_depend_on_the_unit_of_counting(counts, factor):
    # A lone day depends on it, as the tail of a count does: mirrored events are two for one.
    runs, scaled = (
        [b for b in find_bursts(values) if b.trigger is Trigger.RUN]
        for values in (counts, factor * counts)
    )
    assert min((b.p for b in runs), default=1) == min((b.p for b in scaled), default=1)


@some
@given(series())
def test_bursts_backwards_are_the_same_bursts(counts):
    last = len(counts) - 1
    backwards = {(last - b.end, last - b.start) for b in find_bursts(counts[::-1])}
    assert {(b.start, b.end) for b in find_bursts(counts)} == backwards


@some
@given(series())
def test_changes_are_apart_and_their_means_are_those_of_the_days_between(counts):
    changes = find_changes(counts)
    cuts = [0, *(c.day for c in changes), len(counts)]
    for place, change in enumerate(changes, start=1):
        before, after = (
            counts[cuts[place - 1] : change.day],
            counts[change.day : cuts[place + 1]],
        )
        assert np.sum(~np.isnan(before)) >= SHORTEST_LEVEL_DAYS
        assert np.sum(~np.isnan(after)) >= SHORTEST_LEVEL_DAYS
        assert np.isclose(change.before, np.nanmean(before))
        assert np.isclose(change.after, np.nanmean(after))
        assert change.interval[0] <= change.day <= change.interval[1]
        assert cuts[place - 1] < change.interval[0]
        assert change.interval[1] < cuts[place + 1]
        assert 0 < change.p <= 0.05 * (1 + 1e-9)


@some
@given(series(), st.integers(1, 200))
def test_unknown_days_around_shift_changes_and_change_nothing_else(counts, before):
    wider = find_changes(np.pad(counts, (before, 9), constant_values=np.nan))
    assert [c.day + before for c in find_changes(counts)] == [c.day for c in wider]


@some
@given(series())
def test_changes_depend_on_the_order_of_values_alone(counts):
    days = [c.day for c in find_changes(counts)]
    assert [c.day for c in find_changes(np.sqrt(counts) * 7 - 100)] == days
    assert [c.day for c in find_changes(-counts)] == days


@some
@given(series(with_gaps=False), st.sampled_from([7, 30]), st.integers(1, 50))
def test_more_events_are_more_of_a_surprise(counts, window_days, more):
    raised = counts.copy()
    raised[-1] += more
    base, higher = (recent_surprise(one, window_days=window_days) for one in (counts, raised))
    assert higher.p_upper <= base.p_upper
    assert higher.p_lower >= base.p_lower
    assert higher.z >= base.z
    assert base.expected == higher.expected


@some
@given(series(with_gaps=False), st.integers(0, 2**32 - 1))
def test_the_order_of_days_within_the_window_does_not_matter(counts, seed):
    mixed = counts.copy()
    mixed[-30:] = np.random.default_rng(seed).permutation(mixed[-30:])
    assert recent_surprise(mixed, window_days=30) == recent_surprise(counts, window_days=30)


@some
@given(
    st.integers(0, 10**6), st.floats(1e-3, 1e5), st.floats(0.5, 1e4),
)  # fmt: skip
def test_both_tails_make_one_and_fall_with_the_count(count, mean, ratio):
    upper = upper_tail(count, mean, mean * ratio)
    assert 0 < upper <= 1
    assert upper_tail(count + 1, mean, mean * ratio) <= upper * (1 + 1e-9)
    lower = lower_tail(count, mean, mean * ratio)
    assert abs(lower + upper_tail(count + 1, mean, mean * ratio) - 1) < 1e-9
