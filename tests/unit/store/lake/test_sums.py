"""Sums of events: which files are merged, and that those by state are what those by dyad say."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.ingest import Part, Role
from tocsin.store.lake import duck
from tocsin.store.lake import view as view_module
from tocsin.store.lake.sums import merge_sums, stem_of, to_merge
from tocsin.store.lake.view import viewing

EVER = (dt.date(2018, 1, 1), dt.date(2018, 12, 31))


def part(stem, rows, role=Role.MONTHS):
    """Return a file of sums."""
    return Part(
        path=f"sums/feed=toy/{stem}-{role.value}.parquet",
        role=role,
        source="toy",
        table="events",
        period="",
        sha256="0",
        size=1,
        rows=rows,
        start=None,
        end=None,
    )


def test_files_of_one_step_have_one_stem():
    assert {
        stem_of(part("i-1-2", 3, role)) for role in (Role.MONTHS, Role.DAYS, Role.STATES)
    } == {"i-1-2"}


@pytest.mark.parametrize(
    ("old", "rows", "expected"),
    [
        ([], 10, set()),
        ([10], 10, {"s0"}),
        ([15], 10, {"s0"}),
        ([16], 10, set()),
        ([40, 20, 10], 10, {"s0", "s1", "s2"}),
        ([1000, 20, 10], 10, {"s1", "s2"}),
        ([1000], 1, set()),
    ],
)
def test_a_new_file_takes_in_those_that_are_not_much_larger(old, rows, expected):
    parts = [part(f"s{number}", count) for number, count in enumerate(old)]
    assert to_merge(parts, rows) == expected


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=300))
def test_few_files_are_left_whatever_comes_in(sizes):
    left = []
    for number, rows in enumerate(sizes):
        taken = to_merge(left, rows)
        kept = [one for one in left if stem_of(one) not in taken]
        merged = rows + sum(one.rows for one in left if stem_of(one) in taken)
        left = [*kept, part(f"s{number}", merged)]
    # Each that is left is more than 1.5 times as large as the next smaller one.
    assert len(left) <= 2 + 2 * sum(sizes).bit_length()
    assert sum(one.rows for one in left) == sum(sizes)


def test_totals_of_a_state_are_the_same_from_its_own_sums_and_from_those_of_dyads(
    filled, monkeypatch
):
    filled.take("a.txt", "1 2018-03-01 CHN PRK 1 1", "2 2018-03-02 PRK CHN 1 1")
    filled.take("b.txt", "3 2018-03-03 CHN USA 1 1", "4 2018-04-03 USA RUS 4 -1")
    chosen = view_module.LakeView._chosen
    found = []
    for is_without in (False, True):
        if is_without:
            monkeypatch.setattr(
                view_module.LakeView,
                "_chosen",
                lambda self, table, role=Role.ROWS, feeds=(): (
                    [] if role is Role.STATES else chosen(self, table, role, feeds)
                ),
            )
        with viewing(filled.ledger, filled.lake.place) as view:
            totals = {state: view.state_totals(state, *EVER) for state in ("CHN", "USA", "FRA")}
        found.append(
            {
                state: (rows.month.tolist(), rows.events.tolist(), rows.mentions.tolist())
                for state, rows in totals.items()
            }
        )
    assert found[0] == found[1]
    assert found[0]["CHN"] == ([dt.date(2018, 3, 1)], [3], [6])
    assert found[0]["USA"][1] == [1, 1]
    assert found[0]["FRA"] == ([], [], [])


@pytest.mark.parametrize("is_old_first", [True, False])
def test_sums_of_an_earlier_version_are_merged_without_its_extra_columns(
    tmp_path, is_old_first
):
    month = (
        """SELECT 'A' AS "source", 'B' AS "target", DATE '2018-01-01' AS "month", 'AID' AS "type", """
        """1 AS "quad", 2::BIGINT AS "events", 2::BIGINT AS "scored", 1.5::DOUBLE AS "goldstein", """
        """3::BIGINT AS "mentions" """
    )
    old, new = tmp_path / "old.parquet", tmp_path / "new.parquet"
    with duck.opened(tmp_path) as connection:
        for path, more in ((old, """, 3::BIGINT AS "most", 'i' AS "telling" """), (new, "")):
            connection.execute(f"COPY ({month}{more}) TO '{path}' (FORMAT parquet)")
        files = [old, new] if is_old_first else [new, old]
        merged = merge_sums(connection, Role.MONTHS, ("toy", "s", tmp_path), files)
        found = connection.execute(
            "SELECT * FROM read_parquet(?)", [str(merged.path)]
        ).fetchall()
    assert found == [("A", "B", dt.date(2018, 1, 1), "AID", 1, 4, 4, 3.0, 6)]
