"""Rows and sums as files for others: whole or not at all, and harmless in a spreadsheet."""

import csv
import datetime as dt
import os
from contextlib import contextmanager

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError, OutputError
from tocsin.model.records import EVENTS, VALUES, Kind
from tocsin.store.lake import duck, export
from tocsin.store.lake.export import export_months, export_rows, refuse_target, write_rows
from tocsin.store.lake.view import viewing

duckdb = pytest.importorskip("duckdb")

COLUMNS = (
    ("name", Kind.TEXT),
    ("day", Kind.DAY),
    ("value", Kind.REAL),
    ("n", Kind.WHOLE),
    ("flag", Kind.FLAG),
)
LINES = (
    "1 2018-03-26 CHN PRK 1 4.0",
    "2 2018-03-27 PRK CHN 4 -7.5",
    "3 2018-05-07 CHN PRK 1 -",
    "4 2018-05-07 CHN USA 3 -2.0",
    "5 2018-05-08 CHN CHN 1 1.0",
)
ALWAYS = (dt.date.min, dt.date.max)


def read_csv(path):
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def months(filled, target, **more):
    more.setdefault("period", ALWAYS)
    with viewing(filled.ledger, filled.lake.place) as view:
        return export_months(view, filled.lake.place, target, **more)


def rows(filled, target, what=("toy", EVENTS), **more):
    with viewing(filled.ledger, filled.lake.place) as view:
        return export_rows(view, filled.lake.place, target, what, **more)


class TestOwnRows:
    def test_cells_come_back_in_their_kinds_to_the_last_digit(self, tmp_path):
        target = tmp_path / "m.parquet"
        given = [
            ("a", dt.date(2018, 1, 2), 0.1 + 0.2, 3, True),
            ("=x\n\x1b'", None, -1e-17, 2**60, False),
            (None, dt.date.min, None, None, None),
        ]
        assert write_rows(target, COLUMNS, given) == 3
        found = duckdb.read_parquet(str(target))
        assert [str(kind) for kind in found.types] == [
            "VARCHAR", "DATE", "DOUBLE", "BIGINT", "BOOLEAN",
        ]  # fmt: skip
        assert found.fetchall() == given

    def test_any_number_comes_back(self, tmp_path):
        rng = np.random.default_rng(7)
        numbers = (rng.uniform(-1, 1, 2_000) * 10.0 ** rng.integers(-300, 300, 2_000)).tolist()
        write_rows(tmp_path / "n.parquet", (("x", Kind.REAL),), [(one,) for one in numbers])
        kept = duckdb.read_parquet(f"{tmp_path}/n.parquet").fetchall()
        assert [one for (one,) in kept] == numbers

    def test_no_rows_are_a_file_with_columns(self, tmp_path):
        assert write_rows(tmp_path / "m.parquet", COLUMNS, []) == 0
        found = duckdb.read_parquet(f"{tmp_path}/m.parquet")
        assert (found.columns, found.fetchall()) == ([name for name, _ in COLUMNS], [])

    def test_same_rows_are_same_bytes_and_nothing_else_is_left(self, tmp_path):
        for name in ("a.parquet", "b.parquet"):
            write_rows(tmp_path / name, COLUMNS, [("a", None, 1.5, 1, None)] * 100)
        assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]

    def test_names_that_sql_would_mind(self, tmp_path):
        folder = tmp_path / 'it\'s a "folder"'
        folder.mkdir()
        write_rows(folder / "o'clock.parquet", COLUMNS, [("a", None, 1.5, 1, None)])
        assert [path.name for path in folder.iterdir()] == ["o'clock.parquet"]

    def test_a_failure_leaves_what_was_there_and_names_the_file(self, tmp_path, monkeypatch):
        target = tmp_path / "m.parquet"
        write_rows(target, COLUMNS, [("a", None, 1.5, 1, None)])
        before = target.read_bytes()

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(export.os, "fsync", full)
        with pytest.raises(
            OutputError, match=r"m\.parquet cannot be written: .*no room|No space"
        ):
            write_rows(target, COLUMNS, [])
        assert target.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["m.parquet"]

    def test_an_error_of_the_database_names_the_file_too(self, tmp_path):
        with pytest.raises(OutputError, match=r"m\.parquet cannot be written"):
            write_rows(tmp_path / "m.parquet", COLUMNS[2:3], [("no number",)])
        assert list(tmp_path.iterdir()) == []


class TestTarget:
    def test_a_folder_is_refused(self, tmp_path):
        with pytest.raises(OutputError, match="is a folder; name a file in it"):
            refuse_target(tmp_path)

    def test_a_missing_folder_is_refused(self, tmp_path):
        with pytest.raises(OutputError, match="cannot be written: No such file"):
            refuse_target(tmp_path / "no" / "x.csv")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
    def test_what_is_no_file_is_refused(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(OutputError, match="is no file"):
            refuse_target(tmp_path / "pipe.csv")

    def test_a_file_that_can_be_written_is_left_as_it_is(self, tmp_path):
        (tmp_path / "x.csv").write_text("old")
        refuse_target(tmp_path / "x.csv")
        refuse_target(tmp_path / "new.csv")
        assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]

    def test_permissions_of_what_is_replaced_stay(self, filled, tmp_path):
        filled.take("a.txt", *LINES)
        target = tmp_path / "x.csv"
        target.write_text("old")
        target.chmod(0o600)
        rows(filled, target)
        assert target.stat().st_mode & 0o777 == 0o600


class TestMonths:
    def test_directed_pairs_with_quadrants_and_means(self, filled, tmp_path):
        filled.take("a.txt", *LINES)
        assert months(filled, tmp_path / "m.csv") == 4
        found = read_csv(tmp_path / "m.csv")
        assert [(row["source"], row["target"], row["month"], row["events"]) for row in found] == [
            ("CHN", "PRK", "2018-03-01", "1"), ("CHN", "PRK", "2018-05-01", "1"),
            ("CHN", "USA", "2018-05-01", "1"), ("PRK", "CHN", "2018-03-01", "1"),
        ]  # fmt: skip
        assert [row["goldstein_mean"] for row in found] == ["4.0", "", "-2.0", "-7.5"]
        assert [row["material_conflict"] for row in found] == ["0", "0", "0", "1"]

    def test_a_dyad_is_both_directions_and_a_period_whole_months(self, filled, tmp_path):
        filled.take("a.txt", *LINES)
        assert months(filled, tmp_path / "m.csv", dyad=("PRK", "CHN")) == 3
        spring = (dt.date(2018, 5, 20), dt.date(2018, 5, 21))
        assert months(filled, tmp_path / "m.csv", period=spring) == 2

    def test_parquet_and_csv_say_the_same(self, filled, tmp_path):
        filled.take("a.txt", *LINES)
        months(filled, tmp_path / "m.csv")
        months(filled, tmp_path / "m.parquet")
        kept = duckdb.read_parquet(f"{tmp_path}/m.parquet")
        read = duckdb.read_csv(f"{tmp_path}/m.csv")
        assert kept.fetchall() == read.fetchall()

    def test_without_events_there_is_nothing_to_write(self, filled, tmp_path):
        with pytest.raises(InsufficientDataError, match="holds no events"):
            months(filled, tmp_path / "m.csv")
        assert not (tmp_path / "m.csv").exists()


class TestRows:
    def test_rows_are_narrowed_to_a_dyad_without_a_states_own(self, filled, tmp_path):
        filled.take("a.txt", *LINES)
        assert rows(filled, tmp_path / "r.csv") == 5
        assert rows(filled, tmp_path / "r.csv", dyad=("CHN", "PRK")) == 3
        assert rows(filled, tmp_path / "r.csv", dyad=("CHN", "USA")) == 1

    def test_rows_are_narrowed_to_a_period(self, filled, tmp_path):
        filled.take("a.txt", *LINES)
        march = (dt.date(2018, 3, 26), dt.date(2018, 3, 26))
        rows(filled, tmp_path / "r.csv", period=march)
        assert [row["id"] for row in read_csv(tmp_path / "r.csv")] == ["1"]

    def test_each_row_names_the_file_it_came_from(self, filled, tmp_path):
        done = filled.take("a.txt", *LINES)
        rows(filled, tmp_path / "r.csv")
        shas = {row["file"] for row in read_csv(tmp_path / "r.csv")}
        assert shas == {done.inputs[0].sha256}

    @pytest.mark.parametrize(
        "name", ["=1+1", "+1", "-1", "@x", "|x", "%x", "\uff1dx", "\uff20x"]
    )
    def test_csv_holds_no_formula_and_parquet_the_text(self, filled, tmp_path, name):
        filled.take(
            "v.txt", "e1 2000-01-01 2001-12-31", f"{name} RUS PRK 2000 -2.5", toy="toy-values"
        )
        for ending in (".csv", ".parquet"):
            rows(filled, tmp_path / f"r{ending}", ("toy-values", VALUES))
        (row,) = read_csv(tmp_path / "r.csv")
        assert (row["series"], row["value"]) == (f"'{name}", "-2.5"), "a number is no formula"
        kept = duckdb.read_parquet(f"{tmp_path}/r.parquet").project("series, value").fetchall()
        assert kept == [(name, -2.5)]

    def test_csv_holds_no_controls(self, filled, tmp_path):
        name = "a\x1b[31mb\u202ec\x7f\u200b"
        filled.take(
            "v.txt", "e1 2000-01-01 2001-12-31", f"{name} RUS PRK 2000 1", toy="toy-values"
        )
        rows(filled, tmp_path / "r.csv", ("toy-values", VALUES))
        assert read_csv(tmp_path / "r.csv")[0]["series"] == "a [31mb c "


def test_an_export_larger_than_memory_may_spill_to_disk(filled, tmp_path, monkeypatch):
    # That it does is measured at 50 million rows by benchmarks/store/growth.py.
    filled.take("a.txt", *LINES)
    opened, spills = duck.opened, []

    @contextmanager
    def watched(folder, **more):
        with opened(folder, **more) as connection:
            ((place,),) = connection.execute(
                "SELECT current_setting('temp_directory')"
            ).fetchall()
            spills.append(place)
            yield connection

    monkeypatch.setattr(duck, "opened", watched)
    with viewing(filled.ledger, filled.lake.place) as view:
        export_rows(view, filled.lake.place, tmp_path / "a.csv", ("toy", EVENTS))
        export_months(
            view,
            filled.lake.place,
            tmp_path / "b.csv",
            period=(dt.date(2018, 1, 1), dt.date(2018, 12, 31)),
        )
    assert len(spills) == 2
    assert all(place.startswith(str(filled.lake.place.folder / "work")) for place in spills)
