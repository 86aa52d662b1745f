"""Structured data through the pipeline: which files, which period, which rows lie beneath."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tocsin.cli.measure import Options as MeasureOptions
from tocsin.errors import (
    FetchError,
    InsufficientDataError,
    OutputError,
    SourceError,
    StoreError,
    UsageError,
)
from tocsin.measure.families import FAMILIES
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue
from tocsin.model.ingest import Ingest, Input
from tocsin.model.records import TABLES
from tocsin.pipeline import Silence, exporting, ingesting, measuring, opening
from tocsin.pipeline.ingesting import (
    ENDINGS,
    LEAST_BYTES,
    MOST_BYTES,
    MOST_FILES,
    Delivery,
    files_of,
    held,
    in_steps,
    ingest,
)
from tocsin.pipeline.measuring import period
from tocsin.pipeline.record import lake_of, open_view, place_of
from tocsin.pipeline.sourcing import source_entries
from tocsin.settings import Settings
from tocsin.sources import SOURCES
from tocsin.store.lake import duck
from tocsin.tell import OpenedRows, OpenedValue

TODAY = dt.date(2026, 11, 26)


class Ear(Silence):
    """A watcher that remembers what it heard."""

    def __init__(self):
        self.notes, self.refused, self.steps = [], [], []

    def note(self, message):
        self.notes.append(message)

    def refuse(self, path, error):
        self.refused.append(str(error))

    def step(self, what, subject=""):
        self.steps.append((what, subject))


def covers(start, end, *, rows=1, source="gdelt", table="events"):
    first, last = (dt.date.fromisoformat(one) if one else None for one in (start, end))
    return Coverage(source=source, table=table, start=first, end=last, edition="", rows=rows)


class TestFiles:
    def test_names_stay_in_order_and_folders_give_their_data(self, tmp_path):
        for name in ("b.csv", "a.CSV.zip", "c.gz", "sub/d.tab", "e.pdf", "README.txt", ".f.csv",
                     ".git/g.csv", "codebook.csv"):  # fmt: skip
            path = tmp_path / "folder" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")
        (tmp_path / "x.weird").write_text("x")
        ear = Ear()
        names = [str(tmp_path / "x.weird"), str(tmp_path / "folder"), "https://x.example/y.zip"]
        found = [Path(one).name for one in files_of(names, ear)]
        assert found == ["x.weird", "a.CSV.zip", "b.csv", "c.gz", "d.tab", "y.zip"]
        assert ear.notes == [
            f"{tmp_path / 'folder'}: 3 files passed over, which are no data by their names."
        ]

    @pytest.mark.parametrize("name", ["", "nofile", "a" * 5_000, "a\x00b", "~"])
    def test_what_is_no_file_is_told(self, name, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        with pytest.raises(UsageError):
            files_of([name], Ear())

    def test_a_folder_without_data_is_told(self, tmp_path):
        with pytest.raises(UsageError, match="holds no file"):
            files_of([str(tmp_path)], Ear())
        (tmp_path / "notes.md").write_text("x")
        with pytest.raises(UsageError, match="holds 1 files, none of which is one of data"):
            files_of([str(tmp_path)], Ear())

    def test_links_are_followed_to_files_and_never_in_circles(self, tmp_path):
        (tmp_path / "real.csv").write_text("x")
        folder = tmp_path / "folder"
        folder.mkdir()
        (folder / "link.csv").symlink_to(tmp_path / "real.csv")
        (folder / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
        (folder / "loop").symlink_to(folder)
        assert [Path(one).name for one in files_of([str(folder)], Ear())] == ["link.csv"]

    def test_every_ending_of_a_format_is_data(self):
        assert {".csv", ".tab", ".txt", ".json", ".zip", ".gz", ".xlsx", ".dat"} <= set(ENDINGS)


class TestSteps:
    def test_small_files_come_together_and_addresses_alone(self, tmp_path):
        names = []
        for number in range(MOST_FILES + 2):
            names.append(str(tmp_path / f"{number}.csv"))
            Path(names[-1]).write_text("x")
        steps = list(in_steps([*names, "https://x.example/a", "https://x.example/b"]))
        assert list(map(len, steps)) == [MOST_FILES, 2, 1, 1]
        assert [name for step in steps for name in step][: len(names)] == names

    def test_large_files_come_alone(self, monkeypatch):
        monkeypatch.setattr(ingesting, "size_of", lambda path: MOST_BYTES // 2 + 1)
        assert list(map(len, in_steps("abcdefghi"))) == [1] * 9
        monkeypatch.setattr(ingesting, "size_of", lambda path: MOST_BYTES // 2)
        assert list(map(len, in_steps("abcdefghi"))) == [2, 2, 2, 2, 1]

    @pytest.mark.parametrize(
        ("size", "steps"), [(LEAST_BYTES // 4, [4, 4]), (LEAST_BYTES, [2] * 4)]
    )
    def test_a_middling_delivery_is_parted_so_that_steps_run_side_by_side(
        self, monkeypatch, size, steps
    ):
        monkeypatch.setattr(ingesting, "size_of", lambda path: size)
        assert list(map(len, in_steps("abcdefgh"))) == steps

    def test_no_files_are_no_steps_and_one_that_is_gone_is_kept_for_its_error(self, tmp_path):
        assert list(in_steps([])) == []
        assert list(in_steps([str(tmp_path / "gone")])) == [[str(tmp_path / "gone")]]


class TestIngest:
    @pytest.fixture
    def take(self, tmp_path):
        """Return a function that takes files into a lake of its own."""
        pytest.importorskip("duckdb")
        self.settings = Settings(store=str(tmp_path / "w.sqlite"))
        self.ear = Ear()

        def run(*names, **more):
            more.setdefault("source", "gdelt")
            delivery = Delivery(names=tuple(map(str, names)), retrieved=TODAY, **more)
            return list(ingest(delivery, settings=self.settings, watcher=self.ear))

        return run

    @pytest.fixture
    def events(self):
        return Path(__file__).parents[1] / "data" / "sources" / "gdelt2_events.export.CSV"

    def test_an_address_is_loaded_and_keeps_its_name(self, take, events, monkeypatch):
        def load(url, target, *, settings):
            target.write_bytes(events.read_bytes())

        monkeypatch.setattr("tocsin.read.fetch.fetch_file", load)
        (done,) = take("https://x.example/20230905.export.CSV")
        assert done.inputs[0].name == "https://x.example/20230905.export.CSV"
        assert self.ear.steps == [
            ("loading", "https://x.example/20230905.export.CSV"),
            ("reading", "https://x.example/20230905.export.CSV"),
        ]

    def test_steps_before_an_address_that_fails_are_safe(self, take, events, monkeypatch):
        def fail(url, target, *, settings):
            raise FetchError(f"{url} was answered with status 404.")

        monkeypatch.setattr("tocsin.read.fetch.fetch_file", fail)
        with pytest.raises(FetchError, match="404"):
            take(events, "https://x.example/gone.zip")
        assert held(self.settings)[0].rows == 12

    def test_a_full_disk_while_loading_is_told_as_such(self, take, monkeypatch):
        def fail(url, target, *, settings):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("tocsin.read.fetch.fetch_file", fail)
        with pytest.raises(StoreError, match="No space left on device; what was stored before"):
            take("https://x.example/x.zip")

    def test_a_file_that_goes_while_it_is_listed_is_told(self, take, tmp_path, monkeypatch):
        monkeypatch.setattr(ingesting, "files_of", lambda *_: [str(tmp_path / "gone.csv")])
        with pytest.raises(StoreError, match=r"gone\.csv cannot be read: No such file"):
            take("gone.csv")

    def test_nothing_is_loaded_without_duckdb_and_no_ledger_made(
        self, take, events, monkeypatch
    ):
        monkeypatch.setattr(duck, "is_installed", lambda: False)
        with pytest.raises(UsageError, match="needs DuckDB, which is not installed"):
            take(events)
        assert not Path(self.settings.store).exists()

    def test_the_same_bytes_twice_are_told(self, take, events, tmp_path):
        copy = tmp_path / "copy.CSV"
        copy.write_bytes(events.read_bytes())
        (done,) = take(events, copy)
        assert len(done.inputs) == 1
        assert len(self.ear.notes) == 1
        assert "in the lake already, by its bytes" in self.ear.notes[0]
        assert take(copy, events) == []
        assert f"{copy} and 1 more: in the lake already" in self.ear.notes[1]

    def test_a_record_of_what_no_measure_reads_is_refused(self, take, events):
        take(events.with_name("gdelt2.mentions.CSV"), source="gdelt-mentions")
        request = measuring.Measuring(dyad="RUS-PRK")
        with pytest.raises(InsufficientDataError, match="it holds none of alliances, events"):
            measuring.measure(request, settings=self.settings, watcher=self.ear)

    def test_a_value_whose_rows_are_no_more_is_opened_without_them(self, take, events):
        take(events)
        rows = DataRows(source="colt", table="visits", parties=("RUS", "PRK"), start=TODAY,
                        end=TODAY, rows=3)  # fmt: skip
        value = IndexValue(
            measure="forgotten", family="forgotten", parties=("RUS", "PRK"), start=TODAY,
            end=TODAY, value=1.0, unit="1", n=3, cover=Cover.FULL, rows=(rows,),
        )  # fmt: skip
        with open_view(self.settings) as view:
            found = opening.open_value(value, view)
        assert (found.view.title, found.view.formula) == ("forgotten", "")
        assert found.view.tables[0].cells == ()
        assert found.as_json()["rows"][0]["rows"]["rows"] == 3

    def test_an_error_of_one_file_says_what_became_of_the_others(self, take, events, tmp_path):
        bad = tmp_path / "bad.CSV"
        bad.write_text("1\t2\n")
        with pytest.raises(SourceError, match="None of the 2 files of this step") as caught:
            take(events, bad)
        assert (caught.value.subject, caught.value.line) == (str(bad), 1)
        with pytest.raises(SourceError) as caught:
            take(bad)
        assert "None of" not in str(caught.value)


class TestPeriod:
    DECADE = covers("2000-01-01", "2020-06-30")

    def test_ten_years_up_to_the_last_day_that_is_covered(self):
        found = period([self.DECADE], None, None)
        assert found == (dt.date(2010, 6, 28), dt.date(2020, 6, 30))
        assert period([covers("2019-01-05", "2020-06-30")], None, None)[0] == dt.date(
            2019, 1, 5
        )

    def test_what_is_asked_stands_covered_or_not(self):
        asked = (dt.date(1950, 1, 1), dt.date(1951, 1, 1))
        assert period([self.DECADE], *asked) == asked
        assert period([], *asked) == asked
        assert period([self.DECADE], dt.date(2001, 1, 1), None)[0] == dt.date(2001, 1, 1)
        assert period([self.DECADE], None, dt.date(2005, 1, 1)) == (
            dt.date(2000, 1, 1), dt.date(2005, 1, 1),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("since", "until", "words"),
        [
            (dt.date(2021, 1, 1), None, "ends with 2020-06-30, before --since 2021-01-01"),
            (None, dt.date(1999, 1, 1), "begins with 2000-01-01, after --until 1999-01-01"),
        ],
    )
    def test_a_side_that_nothing_covers_is_refused(self, since, until, words):
        with pytest.raises(InsufficientDataError, match=words):
            period([self.DECADE], since, until)

    def test_a_record_that_covers_no_day_is_refused(self):
        for one in ([], [covers(None, None)], [covers("2000-01-01", "2001-01-01", rows=0)]):
            with pytest.raises(InsufficientDataError, match="covers no period"):
                period(one, None, None)

    def test_a_leap_day_has_a_day_ten_years_before(self):
        assert period([covers("1990-01-01", "2024-02-29")], None, None)[0] == dt.date(
            2014, 2, 28
        )


class TestOpening:
    def test_formulas_are_told_without_arguments_and_errors(self):
        def ours():
            """Return x.

            Unitless: 0 to 1.

            Args:
                a: A.

            Raises:
                ValueError: No.

            References:
                Hirschman (1945).
            """

        def silent(): ...

        ours.__module__ = silent.__module__ = "tocsin.measure.x"
        told = "Return x.\n\nUnitless: 0 to 1.\n\nReferences:\n    Hirschman (1945)."
        assert opening.formula_of(ours) == told
        assert opening.formula_of(silent) == ""
        assert opening.formula_of(np.sum) == "Sum of array elements over a given axis."

    @pytest.mark.parametrize("family", FAMILIES)
    def test_every_measure_has_a_title_and_a_formula_that_is_told(self, family):
        for method in FAMILIES[family].methods:
            value = IndexValue(
                measure=method.name, family=family, parties=(), start=TODAY, end=TODAY,
                value=None, unit="1", n=0, cover=Cover.NONE,
            )  # fmt: skip
            title, formula = opening._method(value)
            assert title == method.title
            assert formula, method.name
            assert not {"Raises:", "Args:", "Parameters"} & set(formula.splitlines())

    @pytest.mark.parametrize("may_go", [True, False])
    def test_rows_that_may_not_be_handed_on_are_withheld_from_json(self, may_go):
        source = next(one for one in SOURCES.values() if one.licence.allows_rows == may_go)
        rows = DataRows(source=source.name, table="events", parties=("RUS", "PRK"), start=TODAY,
                        end=TODAY, rows=1)  # fmt: skip
        table = OpenedRows(rows=rows, columns=("id",), cells=(("1",), ("2",)))
        value = IndexValue(
            measure="x", family="x", parties=(), start=TODAY, end=TODAY, value=1.0, unit="1",
            n=1, cover=Cover.FULL, rows=(rows,),
        )  # fmt: skip
        opened = opening.Opened(
            OpenedValue(value=value, title="x", formula="", tables=(table,))
        )
        (told,) = opened.as_json()["rows"]
        assert told["cells"] == ([["1"], ["2"]] if may_go else [])
        assert told["rows"]["rows"] == 1
        assert ("may not be handed on" in told["withheld"]) != may_go

    @pytest.mark.parametrize("table", TABLES)
    @pytest.mark.parametrize("parties", [(), ("RUS",), ("RUS", "PRK")])
    def test_a_condition_has_a_value_for_each_place(self, table, parties):
        rows = DataRows(source="x", table=table, parties=parties, start=TODAY, end=TODAY, rows=1,
                        directed=True)  # fmt: skip
        where, values = opening._condition(rows, TABLES[table])
        assert where.count("?") == len(values)
        assert values[0] == "x"


class TestSourcesAndPlaces:
    def test_every_source_is_listed_with_its_terms(self, tmp_path):
        entries = source_entries(None, settings=Settings(store=str(tmp_path / "w.sqlite")))
        assert [one.name for one in entries] == list(SOURCES)
        assert all(
            one.licence and one.terms and one.citation and one.formats for one in entries
        )
        assert not (tmp_path / "w.sqlite").exists()

    def test_the_lake_lies_beside_its_ledger_or_where_it_is_set(self, tmp_path):
        ledger = SimpleNamespace(name=str(tmp_path / "w.v2.sqlite"))
        assert place_of(ledger, Settings()).folder == tmp_path / "w.v2.lake"
        assert (
            lake_of(ledger, Settings(lake=str(tmp_path / "l"))).place.folder == tmp_path / "l"
        )
        server = SimpleNamespace(name="postgresql://h/x")
        with pytest.raises(UsageError, match="TOCSIN_LAKE"):
            place_of(server, Settings())
        assert place_of(server, Settings(lake=str(tmp_path))).folder == tmp_path

    def test_a_view_of_a_ledger_that_is_not_there_is_refused(self, tmp_path):
        with pytest.raises(StoreError), open_view(Settings(store=str(tmp_path / "w.sqlite"))):
            pass


class TestExport:
    @pytest.mark.parametrize(
        "name", [name for name in SOURCES if not SOURCES[name].licence.allows_rows]
    )
    def test_a_licence_that_forbids_it_is_named_before_anything_else(self, name, tmp_path):
        request = exporting.Exporting(what=name, out=tmp_path / "x.csv")
        with pytest.raises(UsageError, match="may not be handed on") as caught:
            exporting.export(request, settings=Settings(store=str(tmp_path / "w.sqlite")))
        assert SOURCES[name].licence.name in str(caught.value)

    def test_a_file_that_cannot_be_written_is_named_before_the_record_is_opened(self, tmp_path):
        request = exporting.Exporting(what="gdelt", out=tmp_path / "no" / "x.csv")
        with pytest.raises(OutputError):
            exporting.export(request, settings=Settings(store=str(tmp_path / "w.sqlite")))
        with pytest.raises(InsufficientDataError):
            exporting.export(
                replace(request, out=tmp_path / "x.csv"),
                settings=Settings(store=str(tmp_path / "w.sqlite")),
            )
        assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_family():
    (text,) = [
        one.help for one in MeasureOptions.__annotations__["family"].__metadata__
    ]  # fmt: skip
    assert [name for name in FAMILIES if name not in text] == []


def test_third_states_are_others():
    dyad = ("RUS", "PRK")
    assert measuring._third("", dyad) == ()
    assert measuring._third("USA,China", dyad) == ("USA", "CHN")
    with pytest.raises(UsageError, match="--third names PRK"):
        measuring._third("USA,North Korea", dyad)


def test_a_step_of_an_ingest_counts_what_it_kept():
    given = Input(
        name="a", sha256="0", size=1, rows=3, kept=2, repeated=1, set_aside=0, refused=0
    )
    done = Ingest(
        source="x", table="events", edition="", scope=(), retrieved=TODAY, options=(),
        only_dyads=False, inputs=(given, given), parts=(), refused=(), version="0", licence="x",
        citation="x",
    )  # fmt: skip
    assert done.kept == 4
