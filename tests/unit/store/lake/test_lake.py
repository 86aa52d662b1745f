"""What is taken into the lake, and what is not."""

import datetime as dt
import errno

import pytest

from tocsin.errors import SourceError, StoreError, UsageError
from tocsin.store.lake import duck, offers, step
from tocsin.store.lake.view import viewing

LINES = (
    "1 2018-03-26 CHN PRK 1 4.0",
    "2 2018-03-27 PRK CHN 1 2.5",
    "3 2018-05-07 CHN PRK 4 -7.2",
    "4 2018-05-07 CHN - 4 -7.2",
    "5 2018-05-08 USA USA 1 1.0",
)
PAIR = ("CHN", "PRK")
SPRING = (dt.date(2018, 3, 1), dt.date(2018, 5, 31))


def months(filled, states=PAIR, since=SPRING[0], until=SPRING[1]):
    with viewing(filled.ledger, filled.lake.place) as view:
        found = view.event_months(states, since, until)
    return [
        (str(found.month[n])[:7], found.source[n], found.target[n], int(found.events[n]),
         float(found.goldstein[n]))
        for n in range(len(found))
    ]  # fmt: skip


def test_rows_are_counted_and_summed_by_month(filled):
    done = filled.take("a.txt", *LINES)
    assert (done.inputs[0].rows, done.inputs[0].kept) == (5, 5)
    assert [part.period for part in done.parts] == ["2018-03", "2018-05"]
    assert months(filled) == [
        ("2018-03", "CHN", "PRK", 1, 4.0),
        ("2018-03", "PRK", "CHN", 1, 2.5),
        ("2018-05", "CHN", "PRK", 1, -7.2),
    ]
    assert filled.ledger.verify() == []


def test_the_same_file_is_taken_in_once_whatever_its_name(filled):
    filled.take("a.txt", *LINES)
    before = filled.lake.place.files()
    assert filled.take("b.txt", *LINES) is None
    assert filled.lake.place.files() == before


def test_a_row_that_is_known_by_its_key_is_not_added_again(filled):
    filled.take("a.txt", *LINES)
    done = filled.take("b.txt", LINES[0], "6 2018-03-28 CHN PRK 1 1.0")
    one = done.inputs[0]
    assert (one.rows, one.kept, one.repeated) == (2, 1, 1)
    assert months(filled)[0] == ("2018-03", "CHN", "PRK", 2, 5.0)


def test_of_rows_with_one_key_in_a_file_the_last_stands(filled):
    done = filled.take("a.txt", LINES[0], "1 2018-03-26 CHN PRK 1 9.0")
    assert (done.inputs[0].kept, done.inputs[0].repeated) == (1, 1)
    assert months(filled) == [("2018-03", "CHN", "PRK", 1, 9.0)]


def test_a_row_without_a_key_is_kept_each_time(filled):
    done = filled.take("a.txt", "- 2018-03-26 CHN PRK 1 1.0", "- 2018-03-26 CHN PRK 1 1.0")
    assert done.inputs[0].kept == 2


def test_only_dyads_sets_the_others_aside(filled):
    done = filled.take("a.txt", *LINES, only_dyads=True)
    one = done.inputs[0]
    assert (one.rows, one.kept, one.set_aside) == (5, 3, 2)


def test_a_row_that_does_not_fit_stops_the_step_and_leaves_nothing(filled):
    with pytest.raises(SourceError, match=r"a\.txt, line 2: found 1 cells") as caught:
        filled.take("a.txt", LINES[0], "nonsense")
    assert caught.value.line == 2
    assert filled.ledger.ingests() == ()
    assert filled.lake.place.files() == []


def test_rows_that_do_not_fit_are_left_out_where_that_is_allowed(filled):
    done = filled.take("a.txt", "nonsense", LINES[0], "more nonsense", most_refused=2)
    assert (done.inputs[0].rows, done.inputs[0].kept, done.inputs[0].refused) == (3, 1, 2)
    assert len(done.refused) == 2


def test_coverage_has_the_gaps_between_files(filled):
    filled.take("a.txt", "1 2018-01-01 CHN PRK 1 1", "2 2018-01-31 CHN PRK 1 1")
    filled.take("b.txt", "3 2018-03-01 CHN PRK 1 1", "4 2018-03-31 CHN PRK 1 1")
    with viewing(filled.ledger, filled.lake.place) as view:
        (found,) = view.coverage("events")
    assert (found.start, found.end) == (dt.date(2018, 1, 1), dt.date(2018, 3, 31))
    assert found.gaps == ((dt.date(2018, 2, 1), dt.date(2018, 2, 28)),)
    assert found.of(dt.date(2018, 2, 3), dt.date(2018, 2, 9)).value == "none"
    assert found.of(dt.date(2018, 1, 3), dt.date(2018, 2, 9)).value == "part"
    assert found.of(dt.date(2018, 1, 3), dt.date(2018, 1, 9)).value == "full"


def test_sums_of_many_steps_are_merged_and_stay_the_same(filled):
    expected = 0.0
    for number in range(19):
        filled.take(f"{number}.txt", f"{number} 2018-03-26 CHN PRK 1 {number / 10}")
        expected += number / 10
    assert len(filled.ledger.parts(roles=("months",))) <= 5
    assert months(filled) == [("2018-03", "CHN", "PRK", 19, pytest.approx(expected, abs=1e-12))]
    named = {part.path for part in filled.ledger.parts()}
    on_disk = {path for path in filled.lake.place.files() if path.endswith(".parquet")}
    assert on_disk == named


def test_single_events_come_in_order_and_most_mentioned_first_when_limited(filled):
    filled.take("a.txt", *LINES)
    with viewing(filled.ledger, filled.lake.place) as view:
        assert view.events(PAIR, *SPRING).id.tolist() == ["1", "2", "3"]
        assert len(view.events(PAIR, *SPRING, most=2)) == 2
        assert view.event_days(PAIR, *SPRING).events.tolist() == [1, 1, 1]
        assert view.feed_months(*SPRING).events.tolist() == [2, 1]
        assert len(view.state_months("PRK", *SPRING)) == 3


def test_a_later_edition_replaces_an_earlier_one_that_it_covers(filled):
    old = ("2025 2000-01-01 2022-12-31", "tiv USA UKR 2022 966", "tiv USA UKR 2021 6")
    new = ("2026 2000-01-01 2024-12-31", "tiv USA UKR 2022 879")
    filled.take("old.txt", *old, toy="toy-values")
    filled.take("new.txt", *new, toy="toy-values")
    with viewing(filled.ledger, filled.lake.place) as view:
        found = view.flows(("UKR",), dt.date(2020, 1, 1), dt.date(2023, 1, 1), series="tiv")
    assert list(zip(found.year.tolist(), found.value.tolist(), strict=True)) == [(2022, 879.0)]


def test_an_edition_that_covers_less_replaces_only_the_same_keys(filled):
    old = ("2025 1990-01-01 2022-12-31", "tiv USA UKR 2022 966", "tiv USA UKR 1991 6")
    new = ("2026 2000-01-01 2024-12-31", "tiv USA UKR 2022 879")
    filled.take("old.txt", *old, toy="toy-values")
    filled.take("new.txt", *new, toy="toy-values")
    with viewing(filled.ledger, filled.lake.place) as view:
        found = view.flows(("UKR",), dt.date(1990, 1, 1), dt.date(2023, 1, 1))
        (covered,) = view.coverage("values")
    assert dict(zip(found.year.tolist(), found.value.tolist(), strict=True)) == {
        1991: 6.0,
        2022: 879.0,
    }
    assert covered.edition == "2025; 2026"


def test_a_file_about_one_state_does_not_replace_one_about_another(filled):
    filled.take("a.txt", "e 2000-01-01 2020-12-31 UKR", "tiv USA UKR 2010 1", toy="toy-values")
    filled.take("b.txt", "e 2000-01-01 2020-12-31 POL", "tiv USA POL 2010 2", toy="toy-values")
    with viewing(filled.ledger, filled.lake.place) as view:
        found = view.flows(("USA",), dt.date(2010, 1, 1), dt.date(2010, 12, 31))
    assert sorted(found.value.tolist()) == [1.0, 2.0]


def test_an_unknown_value_is_not_zero(filled):
    filled.take("a.txt", "e 2000-01-01 2020-12-31", "x USA UKR 2010 -", toy="toy-values")
    with viewing(filled.ledger, filled.lake.place) as view:
        found = view.flows(("USA",), dt.date(2010, 1, 1), dt.date(2010, 12, 31))
    assert str(found.value[0]) == "nan"


def test_a_full_disk_is_one_sentence_and_leaves_the_lake_intact(filled, monkeypatch):
    filled.take("a.txt", *LINES)
    before = (filled.lake.place.files(), months(filled))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("copied", "settle"):
        with monkeypatch.context() as patch:
            patch.setattr(step, name, full)
            with pytest.raises(StoreError, match=r"No space left on device.*intact"):
                filled.take("b.txt", "9 2018-04-01 CHN PRK 1 1.0")
        assert (filled.lake.place.files(), months(filled)) == before
    assert filled.take("b.txt", "9 2018-04-01 CHN PRK 1 1.0") is not None


def test_a_disk_that_fills_while_files_are_settled_takes_them_back(filled, monkeypatch):
    filled.take("a.txt", *LINES)
    before = filled.lake.place.files()
    settled = []

    def once(source, target):
        if settled:
            raise OSError(errno.ENOSPC, "No space left on device")
        settled.append(target)
        source.rename(target)

    (filled.lake.place.folder / "raw").mkdir(exist_ok=True)
    monkeypatch.setattr(
        step, "settle", lambda a, b: (b.parent.mkdir(exist_ok=True), once(a, b))
    )
    with pytest.raises(StoreError):
        filled.take("b.txt", "9 2018-04-01 CHN PRK 1 1.0")
    assert filled.lake.place.files() == before
    assert filled.ledger.verify() == []


def test_without_duckdb_the_error_names_the_extra(filled, monkeypatch):
    monkeypatch.setattr("tocsin.store.lake.duck.is_installed", lambda: False)
    with pytest.raises(UsageError, match=r"pip install 'tocsin\[lake\]'"):
        filled.take("a.txt", *LINES)


def test_a_path_out_of_the_lake_is_refused(filled):
    for path in ("../x", "/etc/passwd", "a/../../x", ""):
        with pytest.raises(StoreError, match="no path below"):
            filled.lake.place.path(path)


def step_of(filled, toys, *names):
    """Return a step for files of the folder, not read yet."""
    wish = toys.Wish(source=toys.sources["toy"], retrieved=toys.today, version="0")
    offers = [toys.Offer(name=name, path=filled.folder / name) for name in names]
    filled.lake.make_ready()
    return filled.lake.step(offers, wish)


def test_files_that_got_in_after_they_were_read_are_left_out_of_a_step(filled, toys):
    filled.file("a.txt", LINES[0])
    filled.file("b.txt", LINES[1])
    with (
        step_of(filled, toys, "a.txt", "b.txt") as late,
        step_of(filled, toys, "a.txt") as first,
    ):
        late.read()
        first.read()
        assert first.settle().inputs[0].name == "a.txt"
        done = late.settle()
    assert [(one.name, one.kept) for one in done.inputs] == [("b.txt", 1)]
    assert sum(part.rows for part in filled.ledger.parts(roles=("rows",))) == 2


def test_a_step_whose_files_all_got_in_meanwhile_is_none(filled, toys):
    filled.file("a.txt", LINES[0])
    with step_of(filled, toys, "a.txt") as late, step_of(filled, toys, "a.txt") as first:
        late.read()
        first.read()
        assert first.settle() is not None
        assert late.settle() is None
    assert len(filled.ledger.ingests()) == 1


def test_a_step_cancelled_before_it_is_read_reads_nothing(filled, toys):
    filled.file("a.txt", *LINES)
    with step_of(filled, toys, "a.txt") as one:
        one.cancel()
        one.read()
        assert one.settle() is None
    assert filled.ledger.ingests() == ()


def test_a_step_cancelled_while_it_is_read_stops_and_leaves_nothing(filled, toys, monkeypatch):
    monkeypatch.setattr(offers, "_LOOKS", 1)
    filled.file("a.txt", *LINES)
    reader = toys.sources["toy"].reader
    rows = reader.rows
    with step_of(filled, toys, "a.txt") as one:

        def interrupted(given, refuse):
            for row in rows(given, refuse):
                one.cancel()
                yield row

        monkeypatch.setattr(type(reader), "rows", lambda self, *given: interrupted(*given))
        with pytest.raises(StoreError, match="Reading was stopped"):
            one.read()
    assert filled.ledger.ingests() == ()
    assert filled.lake.place.files() == []


def test_a_work_folder_is_nobodys_leftover_while_it_is_made(filled):
    filled.take("a.txt", LINES[0])
    with filled.lake.place.work() as folder:
        assert folder.is_dir()
        assert filled.lake.place.abandoned() == []
        assert filled.lake.tidy() == 0
        assert folder.is_dir()
    assert not folder.exists()


def test_a_user_who_stops_a_query_is_no_failure_of_ours(tmp_path):
    with pytest.raises(KeyboardInterrupt), duck.translated(tmp_path):
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError, match="something else"), duck.translated(tmp_path):
        raise RuntimeError("something else")
