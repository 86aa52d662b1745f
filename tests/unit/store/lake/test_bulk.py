"""Text tables are staged whole, or the error names file, line and column."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import SourceError, StoreError
from tocsin.model.records import Column, Grain, Kind, Table
from tocsin.sources.base import Given
from tocsin.sources.bulk import Bulk, Form, Lookup, Say, Steps, Take
from tocsin.sources.bulk_cells import Each
from tocsin.sources.gdelt import GDELT
from tocsin.store.lake import bulk, bulk_files, duck
from tocsin.store.lake.bulk import choose_form, stage_bulk

duckdb = pytest.importorskip("duckdb")

TABLE = Table(
    name="things",
    key=("id", "day"),
    day="day",
    grain=Grain.MONTH,
    parties=("source", "target"),
    columns=tuple(
        Column(name, kind, "")
        for name, kind in {
            "id": Kind.TEXT, "day": Kind.DAY, "source": Kind.TEXT, "target": Kind.TEXT,
            "count": Kind.WHOLE, "value": Kind.REAL, "is_new": Kind.FLAG, "seen": Kind.MOMENT,
            "note": Kind.TEXT, "scheme": Kind.TEXT, "nothing": Kind.TEXTS,
        }.items()
    ),
)  # fmt: skip
STATES = Lookup("state codes", lambda: (("P", "PRK"), ("R", "RUS"), ("U", "USA")))
COLUMNS = ("Id", "Day", "From", "To", "Count", "Value", "New", "Seen", "Note")
FEED = Bulk(
    columns=COLUMNS,
    cells=(
        ("id", Take(("Id",))),
        ("day", Take(("Day",), Form.COMPACT_DAY)),
        ("source", Steps((("From", STATES),))),
        ("target", Steps((("To", STATES),))),
        ("count", Take(("Count",), Form.WHOLE)),
        ("value", Take(("Value",), Form.REAL)),
        ("is_new", Take(("New",), Form.FLAG)),
        ("seen", Take(("Seen",), Form.MOMENT)),
        ("note", Take(("Note",))),
        ("scheme", Say("o'er")),
    ),
    needed=("Id", "Day"),
    has_header=False,
)
HEADED = replace(FEED, has_header=True, empty=("NA",), aliases=(("Date", "Day"),))
QUOTED = replace(HEADED, delimiter=",", is_quoted=True, empty=())
GOOD = "1\t20230904\tP\tR\t3\t-1.5\t1\t20230905143000\tarms"
ROW = GOOD.split("\t")


@pytest.fixture(scope="module")
def connection():
    """Return a connection to a database in memory, with one thread."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        yield connection


@pytest.fixture
def stage(connection, tmp_path):
    """Return what stages files that are given by their bytes or paths."""

    def call(*contents, forms=(FEED,), table=TABLE, **options):
        files = []
        for number, content in enumerate(contents):
            path = content
            if isinstance(content, (bytes, str)):
                path = tmp_path / f"file-{number}.txt"
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
            files.append(Given(name=path.name, path=path))
        options = {"only_dyads": False, "most_refused": 0} | options
        connection.execute("DROP TABLE IF EXISTS staged")
        return stage_bulk(connection, table, forms, files, **options)

    return call


@pytest.fixture
def rows(connection):
    """Return what gives chosen columns of the staged rows in order."""

    def call(columns="*"):
        query = f"SELECT {columns} FROM staged ORDER BY file, line"  # noqa: S608
        return connection.execute(query).fetchall()

    return call


def changed(column, cell):
    """Return a good row with another cell in a column."""
    return "\t".join(
        cell if name == column else old for name, old in zip(COLUMNS, ROW, strict=True)
    )


def test_the_columns_are_those_of_the_table_with_file_and_line(stage, connection, rows):
    stage(GOOD)
    described = connection.execute("DESCRIBE staged").fetchall()
    assert [(name, kind) for name, kind, *_ in described] == [
        ("id", "VARCHAR"), ("day", "DATE"), ("source", "VARCHAR"), ("target", "VARCHAR"),
        ("count", "BIGINT"), ("value", "DOUBLE"), ("is_new", "BOOLEAN"), ("seen", "TIMESTAMP"),
        ("note", "VARCHAR"), ("scheme", "VARCHAR"), ("nothing", "VARCHAR[]"),
        ("file", "INTEGER"), ("line", "BIGINT"),
    ]  # fmt: skip
    assert rows() == [
        ("1", dt.date(2023, 9, 4), "PRK", "RUS", 3, -1.5, True,
         dt.datetime(2023, 9, 5, 14, 30), "arms", "o'er", None, 0, 1),  # noqa: DTZ001
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        f"{GOOD}\n{GOOD}\n",
        f"{GOOD}\n{GOOD}",
        f"{GOOD}\r\n{GOOD}\r\n",
        f"{GOOD}\r\n{GOOD}",
        f"{GOOD}\n{GOOD}\n\n\n",
        f"{GOOD}\r\n{GOOD}\r\n\r\n",
        f"{GOOD}\r\n{GOOD}\n",
        f"{GOOD}\n{GOOD}\r\n\n",
        f"\ufeff{GOOD}\n{GOOD}\n",
    ],
)
def test_ends_of_lines_and_of_the_file_change_nothing(stage, rows, content):
    staged = stage(content)
    assert staged.rows == staged.staged == (2,)
    assert rows("id, note, line") == [("1", "arms", 1), ("1", "arms", 2)]


def test_an_empty_file_of_a_feed_has_no_rows(stage):
    assert stage(b"", b"\n\n").rows == (0, 0)


def test_a_header_alone_has_no_rows(stage):
    header = "\t".join(COLUMNS)
    assert stage(header, header + "\r\n\r\n", forms=(HEADED,)).rows == (0, 0)


def test_an_empty_file_of_a_form_with_a_header_is_refused(stage):
    with pytest.raises(SourceError, match=r"file-0.txt: the file is empty, a header with Id,"):
        stage(b"", forms=(HEADED, QUOTED))


@pytest.mark.parametrize(
    "cell", ['"', '"a', 'a"b', "'", "\\N", "#", "NA", " x ", "a\rb", "\x85", "a,b"]
)
def test_a_text_survives_as_it_is(stage, rows, cell):
    stage(f"{changed('Note', cell)}\n{changed('Id', cell)}\n")
    assert rows("note")[0] == (cell,)
    assert rows("id")[1] == (cell,)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("Count", "007", 7), ("Count", "-3", -3), ("Count", "+3", 3), ("Count", "5.0", 5),
        ("Value", "1e3", 1000.0), ("Value", "-0", 0.0), ("Value", ".5", 0.5),
        ("New", "TRUE", True), ("New", "no", False), ("New", "0", False),
        ("Count", "", None), ("Value", "", None), ("New", "", None), ("Seen", "", None),
        ("Note", "", None),
    ],
)  # fmt: skip
def test_a_cell_of_its_form_is_read(stage, rows, column, cell, value):
    stage(changed(column, cell))
    name = {"New": "is_new"}.get(column, column.lower())
    assert rows(f'"{name}"') == [(value,)]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("Count", "abc", "a whole number"),
        ("Count", "5.7", "a whole number"),
        ("Count", "1e3", "a whole number"),
        ("Count", "0x10", "a whole number"),
        ("Count", "1_000", "a whole number"),
        ("Count", "9" * 19, "a whole number"),
        ("Value", "1,5", "a number"),
        ("Value", "nan", "a number"),
        ("Value", "-inf", "a number"),
        ("Value", "1e999", "a number"),
        ("Value", "1_0", "a number"),
        ("New", "2", "1 or 0, true or false, yes or no"),
        ("Day", "20230231", "a day such as 20180601"),
        ("Day", "2023-09-04", "a day such as 20180601"),
        ("Day", " 2023094", "a day such as 20180601"),
        ("Seen", "20230905", "a moment such as 20180601143000"),
        ("Seen", "20230905253000", "a moment such as 20180601143000"),
    ],
)
def test_a_cell_that_is_not_of_its_form_is_named(stage, column, cell, expected):
    with pytest.raises(SourceError) as caught:
        stage(GOOD, f"{GOOD}\n{changed(column, cell)}\n{changed('Count', 'later')}\n")
    error = caught.value
    assert error.message == (
        f"file-1.txt, line 2, column {column}: found {cell!r}, {expected} is expected."
    )
    assert (error.subject, error.line, error.column) == ("file-1.txt", 2, column)


@pytest.mark.parametrize("form", [Form.DAY])
def test_a_day_with_hyphens_is_one_alone(stage, rows, form):
    cells = tuple(("day", Take(("Day",), form)) if name == "day" else (name, spec)
                  for name, spec in FEED.cells)  # fmt: skip
    forms = (replace(FEED, cells=cells),)
    stage(changed("Day", "2023-09-04"), forms=forms)
    assert rows("day") == [(dt.date(2023, 9, 4),)]
    for wrong in ("2023-9-4", "2023-09-04 10:00", "2023/09/04", "2023-02-30", "20230904"):
        with pytest.raises(SourceError, match="a day such as 2018-06-01"):
            stage(changed("Day", wrong), forms=forms)


def test_an_empty_cell_that_is_needed_is_named(stage):
    with pytest.raises(
        SourceError, match="line 1, column Day: found an empty cell, a value is"
    ):
        stage(changed("Day", ""))


def test_a_miss_is_nobody_and_of_a_complete_lookup_unfit(stage, rows):
    stage(f"{changed('From', 'X')}\n{changed('From', '')}")
    assert rows("source") == [(None,), (None,)]
    whole = replace(STATES, is_complete=True)
    cells = tuple(("source", Steps((("From", whole),))) if name == "source" else (name, spec)
                  for name, spec in FEED.cells)  # fmt: skip
    forms = (replace(FEED, cells=cells),)
    assert stage(changed("From", ""), forms=forms).staged == (1,)
    with pytest.raises(SourceError, match="column From: found 'X', one of the state codes is"):
        stage(changed("From", "X"), forms=forms)


def test_the_first_column_that_is_not_empty_counts(stage, rows):
    cells = (("id", Take(("Id",))), ("count", Take(("Count", "Value"), Form.WHOLE)))
    forms = (replace(FEED, cells=cells, needed=()),)
    second = "\t".join([*ROW[:4], "", "8", *ROW[6:]])
    stage(f"{GOOD}\n{second}", forms=forms)
    assert rows('"count"') == [(3,), (8,)]
    with pytest.raises(SourceError, match=r"line 1, column Value: found '8\.5'"):
        stage("\t".join([*ROW[:4], "", "8.5", *ROW[6:]]), forms=forms)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tb", "found 2 columns, a row of 9 columns is expected"),
        (GOOD + "\tmore", "found 10 columns, a row of 9 columns is expected"),
        (GOOD + "\t", "found 10 columns, a row of 9 columns is expected"),
        ("", "found an empty line, a row of 9 columns is expected"),
        ("\t" * 9, "found 10 empty columns, a row of 9 columns is expected"),
        ("x" * 1_000_001, "found more than 1,000,000 bytes, a shorter line is expected"),
        ("x" * 3_000_000, "found more than 1,000,000 bytes, a shorter line is expected"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_that_is_no_row_is_named(stage, line, message, end):
    with pytest.raises(SourceError) as caught:
        stage(end.join([GOOD, GOOD, line, GOOD, ""]))
    assert caught.value.message == f"file-0.txt, line 3: {message}."
    assert (caught.value.line, caught.value.column) == (3, None)


@pytest.mark.parametrize(
    ("bytes_", "found"),
    [
        (b"\xff\xfe", r"the bytes b'\\xff\\xfe'"),
        (b"a\xc3", r"the bytes b'\\xc3'"),
        (b"\0", "a NUL byte"),
    ],
)
@pytest.mark.parametrize("column", ["Note", "From"])
def test_broken_text_is_named(stage, bytes_, found, column):
    bad = changed(column, "¤").encode().replace("¤".encode(), bytes_)
    with pytest.raises(SourceError, match=f"line 2, column {column}: found {found}"):
        stage(GOOD.encode() + b"\n" + bad + b"\n")


def test_a_line_of_a_million_bytes_is_read(stage, rows):
    note = "x" * (1_000_000 - len(GOOD) + len("arms"))
    stage(f"{GOOD}\n{changed('Note', note)}\n{GOOD}\n")
    assert rows("length(note)") == [(4,), (len(note),), (4,)]


def test_faults_are_named_in_the_order_of_the_file(stage):
    bad, short = changed("Count", "bad"), "short"
    with pytest.raises(SourceError, match="line 2, column Count"):
        stage(f"{GOOD}\n{bad}\n{GOOD}\n{short}")
    with pytest.raises(SourceError, match="line 2: found 1 columns"):
        stage(f"{GOOD}\n{short}\n{bad}")
    with pytest.raises(SourceError, match=r"file-1\.txt, line 1, column Count"):
        stage(GOOD, bad, short + "\n" + GOOD.replace("1", "2"))


def test_faults_up_to_a_number_are_left_out_and_counted(stage, rows):
    bad, short = changed("Count", "bad"), "short"
    first = f"{GOOD}\n{bad}\n{GOOD}\n{short}"
    staged = stage(first, GOOD, bad + "\n" + GOOD, most_refused=3)
    assert staged.rows == (4, 1, 2)
    assert staged.staged == (2, 1, 1)
    assert staged.refused == (2, 0, 1)
    assert [(error.subject, error.line) for error in staged.refusals] == [
        ("file-0.txt", 2), ("file-0.txt", 4), ("file-2.txt", 1),
    ]  # fmt: skip
    assert rows("file, line") == [(0, 1), (0, 3), (1, 1), (2, 2)]
    with pytest.raises(SourceError, match=r"file-0\.txt, line 2"):
        stage(first, GOOD, bad + "\n" + GOOD, most_refused=2)


def test_only_the_first_faults_are_kept_and_all_are_counted(stage):
    lines = [GOOD, *[changed("Count", f"bad{n}") for n in range(30)]]
    staged = stage("\n".join(lines), "\n".join(lines), most_refused=100)
    assert staged.refused == (30, 30)
    assert [error.line for error in staged.refusals] == list(range(2, 22))


def test_of_lines_that_are_no_rows_only_the_first_are_kept(stage):
    staged = stage("\n".join([GOOD, *["short"] * 30]), most_refused=100)
    assert (staged.rows, staged.refused, len(staged.refusals)) == ((31,), (30,), 20)


def test_only_dyads_are_rows_with_two_different_parties(stage, rows):
    lines = [GOOD, changed("From", "R"), changed("To", "X"), changed("From", ""),
             changed("Count", "bad")]  # fmt: skip
    staged = stage("\n".join(lines), only_dyads=True, most_refused=1)
    assert (staged.rows, staged.staged, staged.set_aside, staged.refused) == (
        (5,), (1,), (3,), (1,),
    )  # fmt: skip
    assert rows("line") == [(1,)]


def test_a_header_decides_the_order_whatever_its_case(stage, rows):
    order = [8, 0, 5, 4, 3, 2, 1, 7, 6]
    names = [("date" if n == 1 else COLUMNS[n].upper()) for n in order]
    content = "\t".join([*names, "Other"]) + "\n" + "\t".join([*(ROW[n] for n in order), "?"])
    stage(content, forms=(HEADED,))
    assert rows('id, day, source, "count", note, line') == [
        ("1", dt.date(2023, 9, 4), "PRK", 3, "arms", 2)
    ]


def test_texts_that_stand_for_nothing_are_empty(stage, rows):
    content = "\t".join(COLUMNS) + "\n" + changed("Note", "NA") + "\n" + changed("Count", "NA")
    stage(content, forms=(HEADED,))
    assert rows('note, "count"') == [(None, 3), ("arms", None)]


def test_tabs_at_the_ends_of_lines_are_no_columns(stage, rows):
    content = "\t".join(COLUMNS) + "\t\t\n" + GOOD + "\t\t\n" + GOOD + "\n"
    assert stage(content, forms=(HEADED,)).staged == (2,)
    assert rows("line") == [(2,), (3,)]
    with pytest.raises(SourceError, match="line 2: found 10 columns"):
        stage("\t".join(COLUMNS) + "\t\n" + GOOD + "\tmore\n", forms=(HEADED,))


def test_a_header_may_name_a_column_that_no_row_has(stage, rows):
    names = [*COLUMNS[:3], "Headline", *COLUMNS[3:]]
    stage("\t".join(names) + "\n" + GOOD, forms=(HEADED,))
    assert rows("target, note") == [("RUS", "arms")]


def test_a_header_that_names_a_column_twice_is_refused(stage):
    with pytest.raises(SourceError, match="line 1: found the column 'Day' twice"):
        stage("\t".join([*COLUMNS, "Date"]) + "\n" + GOOD + "\t20230904", forms=(HEADED,))


def csv_row(note="arms", *, quote=True):
    """Return a good row between commas."""
    return ",".join([*ROW[:-1], '"' + note.replace('"', '""') + '"' if quote else note])


def test_quoted_cells_may_hold_anything(stage, rows):
    notes = ['say "no"', "a,b", "two\nlines", "two\r\nlines", "\r", "plain"]
    content = "\n".join([",".join(COLUMNS), *map(csv_row, notes)]) + "\n"
    stage(content, forms=(QUOTED,))
    assert rows("note, line") == list(zip(notes, [2, 3, 4, 6, 8, 9], strict=True))


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        (
            csv_row('a"b', quote=False),
            "1: quotes|quotes that do not fit|a quote that is not closed",
        ),
        (csv_row('"a"b', quote=False), "quotes that do not fit"),
        (csv_row('"open', quote=False), "a quote that is not closed"),
        (csv_row() + ",more", "found 10 columns"),
        (csv_row(quote=False).replace("a", "\r"), "quotes that do not fit"),
        ("", "an empty line"),
    ],
)
def test_a_broken_quoted_row_spoils_no_other(stage, rows, bad, found):
    content = "\n".join([",".join(COLUMNS), csv_row("first"), bad, csv_row("last")])
    with pytest.raises(SourceError, match=f"file-0.txt, line 3.*({found})"):
        stage(content, forms=(QUOTED,))
    staged = stage(content, forms=(QUOTED,), most_refused=1)
    assert (staged.rows, staged.staged, staged.refused) == ((3,), (2,), (1,))
    assert rows("note, line") == [("first", 2), ("last", 4)]


def test_broken_text_between_quotes_is_named(stage):
    content = f"{','.join(COLUMNS)}\n{csv_row('¤')}".encode().replace("¤".encode(), b"\xff")
    with pytest.raises(SourceError, match=r"line 2: found the bytes b'\\xff\"', text in utf-8"):
        stage(content, forms=(QUOTED,))


def test_latin_1_is_read_byte_by_byte(stage, rows):
    forms = (replace(FEED, encoding="latin-1"),)
    note = bytes(set(range(1, 256)) - {9, 10, 13})
    content = changed("Note", "¤").encode("latin-1").replace(b"\xa4", note)
    stage(content + b"\n", content + b"\r\n", b"\n" + content, forms=forms, most_refused=1)
    assert rows("file, note") == [(n, note.decode("latin-1")) for n in (0, 1, 2)]


def test_choose_form_takes_the_first_that_fits(tmp_path):
    forms = (HEADED, QUOTED, FEED)

    def chosen(text):
        path = tmp_path / "x"
        path.write_text(text)
        return choose_form(forms, Given(name="x", path=path))

    assert chosen("\t".join(COLUMNS)) is HEADED
    assert chosen(",".join(f'"{name.lower()}"' for name in COLUMNS)) is QUOTED
    assert chosen(GOOD) is FEED
    assert chosen("") is FEED
    with pytest.raises(SourceError, match="line 1"):
        chosen("a\rb,c")


WANTED = "9 columns without a header, or a header with Id, Day, From, To and 5 more is expected"


@pytest.mark.parametrize(
    ("text", "found", "lacking"),
    [
        ("a\tb\tc", "3 columns between tabs ('a', 'b', 'c')", ""),
        (
            "id,day,from,to,count,value,new,seen",
            "8 columns between commas ('id', 'day', 'from', 'to', …)",
            "; it lacks 'Note'",
        ),
    ],
)
def test_a_file_that_fits_no_form_is_named(tmp_path, text, found, lacking):
    path = tmp_path / "x"
    path.write_text(text)
    with pytest.raises(SourceError) as caught:
        choose_form((FEED, HEADED, QUOTED), Given(name="x", path=path))
    assert caught.value.message == f"x, line 1: found {found}, {WANTED}{lacking}."
    assert caught.value.line == 1


def test_files_are_read_together_and_numbered_in_order(stage, rows, monkeypatch):
    monkeypatch.setattr(bulk, "_MOST_TOGETHER", 3)
    contents = ["\n".join(changed("Note", f"{f}-{n}") for n in range(f + 1)) for f in range(8)]
    contents[5] += "\n\n" + changed("Note", "after an empty line")
    staged = stage(*contents, most_refused=1)
    assert staged.staged == (1, 2, 3, 4, 5, 7, 7, 8)
    assert staged.refused == (0, 0, 0, 0, 0, 1, 0, 0)
    expected = [(f, n + 1, f"{f}-{n}") for f in range(8) for n in range(f + 1)]
    expected.append((5, 8, "after an empty line"))
    assert rows("file, line, note") == sorted(expected)


def test_the_same_file_may_be_given_twice(stage, rows, tmp_path):
    path = tmp_path / "one"
    path.write_text(GOOD)
    assert stage(path, path).staged == (1, 1)
    assert rows("file, line") == [(0, 1), (1, 1)]


def test_names_of_files_mean_nothing_to_the_database(stage, rows, tmp_path):
    folder = tmp_path / "it's [a] *"
    folder.mkdir()
    paths = [folder / "a?.csv", folder / "b.csv"]
    for path in paths:
        path.write_text(GOOD)
    assert stage(*paths).staged == (1, 1)


def test_what_the_database_refuses_is_sieved(stage, rows, monkeypatch):
    real = bulk_files.scan
    content = f"{GOOD}\nshort\n{GOOD}\n"

    def blind(path, **options):
        found = real(path, **options)
        found.is_plain, found.rows, found.width = True, content.count("\n"), 9
        return found

    monkeypatch.setattr(bulk_files, "scan", blind)
    staged = stage(f"{GOOD}\n{GOOD}\n{GOOD}\n", content, most_refused=1)
    assert (staged.rows, staged.staged, staged.refused) == ((3, 3), (3, 2), (0, 1))
    assert rows("file, line") == [(0, 1), (0, 2), (0, 3), (1, 1), (1, 3)]


def test_a_file_of_another_name_is_read_alone(stage, rows, tmp_path, monkeypatch):
    def renamed(connection, cells, files):
        return real(connection, cells, files).replace(", filename)", ", 'other')")

    real = bulk.source_of
    monkeypatch.setattr(bulk, "source_of", renamed)
    assert stage(GOOD, f"{GOOD}\n{GOOD}").staged == (1, 2)
    assert rows("file, line") == [(0, 1), (1, 1), (1, 2)]


def test_a_name_that_promises_a_packed_file_means_nothing(stage, tmp_path):
    path = tmp_path / "feed.csv.gz"
    path.write_text(GOOD)
    assert stage(path).staged == (1,)


def test_rows_that_get_lost_are_noticed(stage, monkeypatch):
    real = bulk_files.sieve

    def lossy(layout, target, **options):
        records, faults = real(layout, target, **options)
        return records + 1, faults

    monkeypatch.setattr(bulk_files, "sieve", lossy)
    with pytest.raises(
        StoreError, match=r"file-0\.txt is in order, but the database could not"
    ):
        stage(f"{GOOD}\n{GOOD}\r\n")


def test_forms_that_do_not_suit_the_table_are_errors_of_ours(stage):
    for cells, message in (
        ((("other", Take(("Id",))),), "no columns"),
        ((("seen", Take(("Count",), Form.WHOLE)),), "no whole becomes that"),
        ((("source", Each((("From", STATES),))), ("target", Say("USA"))), "must be so too"),
    ):
        with pytest.raises(ValueError, match=message):
            stage(GOOD, forms=(replace(FEED, cells=cells, needed=()),))


def test_a_locked_connection_suffices(tmp_path):
    work = tmp_path / "work"
    (work / "spill").mkdir(parents=True)
    lines = [GOOD, changed("Note", "\r"), "short", GOOD]
    path = work / "feed"
    path.write_text("\n".join(lines), newline="")
    with duck.opened(tmp_path, work=work) as connection:
        staged = stage_bulk(
            connection, TABLE, (FEED,), [Given(name="feed", path=path)],
            only_dyads=True, most_refused=1,
        )  # fmt: skip
        assert staged.staged == (3,)
    assert list((work / "spill").glob("tocsin*")) == []


TEXT = st.text(
    st.characters(exclude_characters="\t\n\0", exclude_categories=("Cs",)), min_size=1
).filter(lambda text: not text.endswith("\r"))
THINGS = st.tuples(
    TEXT,
    st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1)),
    st.integers(-(10**17), 10**17) | st.none(),
    st.floats(allow_nan=False, allow_infinity=False) | st.none(),
    st.booleans() | st.none(),
    st.datetimes(dt.datetime(1800, 1, 1), dt.datetime(2200, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(microsecond=0)
    ),
    TEXT | st.none(),
)


def written(thing):
    """Return a thing as the cells of a row of a feed."""
    name, day, count, value, flag, seen, note = thing
    return [
        name, f"{day:%Y%m%d}".zfill(8), "P", "R",
        "" if count is None else str(count), "" if value is None else repr(value),
        "" if flag is None else str(int(flag)), f"{seen:%Y%m%d%H%M%S}".zfill(14), note or "",
    ]  # fmt: skip


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    things=st.lists(THINGS, max_size=8),
    is_quoted=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_rows_survive_unchanged(connection, tmp_path_factory, things, is_quoted, end):
    path = tmp_path_factory.getbasetemp() / "survivors"
    rows = [written(thing) for thing in things]
    if is_quoted:
        rows = [
            ['"' + cell.replace('"', '""') + '"' for cell in row] for row in [COLUMNS, *rows]
        ]
    mark = "," if is_quoted else "\t"
    path.write_text("".join(mark.join(row) + end for row in rows), newline="", encoding="utf-8")
    forms = (QUOTED,) if is_quoted else (FEED,)
    connection.execute("DROP TABLE IF EXISTS staged")
    staged = stage_bulk(
        connection, TABLE, forms, [Given(name="feed", path=path)],
        only_dyads=False, most_refused=0,
    )  # fmt: skip
    query = 'SELECT id, day, "count", value, is_new, seen, note FROM staged ORDER BY line'
    assert connection.execute(query).fetchall() == things
    assert staged.rows == staged.staged == (len(things),)


PIECES = st.sampled_from(
    [GOOD.encode(), b"\n", b"\r\n", b"\r", b"\t", b'"', b"\0", b"\xff", b"x", b"", b"\xef\xbb\xbf",
     changed("Count", "bad").encode(), changed("From", "X").encode(), b"\xc3\xa9"]
)  # fmt: skip


@settings(max_examples=100, derandomize=True, deadline=None)
@given(pieces=st.lists(PIECES, max_size=30), only_dyads=st.booleans())
def test_no_row_gets_lost_whatever_the_bytes(connection, tmp_path_factory, pieces, only_dyads):
    path = tmp_path_factory.getbasetemp() / "pieces"
    content = GOOD.encode() + b"\n" + b"".join(pieces)
    path.write_bytes(content)
    lines = content.rstrip(b"\r\n").split(b"\n")
    while lines and not lines[-1].strip(b"\r\n"):
        lines.pop()
    connection.execute("DROP TABLE IF EXISTS staged")
    staged = stage_bulk(
        connection, TABLE, (FEED,), [Given(name="feed", path=path)],
        only_dyads=only_dyads, most_refused=10**6,
    )  # fmt: skip
    found = connection.execute("SELECT id, line, note FROM staged ORDER BY line").fetchall()
    whole = staged.staged[0] + staged.set_aside[0] + staged.refused[0]
    assert staged.rows[0] == whole
    assert abs(staged.rows[0] - len(lines)) <= (
        1 if content.rstrip(b"\n").endswith(b"\r") else 0
    )
    assert [line for _, line, _ in found] == sorted({line for _, line, _ in found})
    for name, line, note in found:
        cells = lines[line - 1].decode("utf-8-sig" if line == 1 else "utf-8").split("\t")
        assert (name, note) == (cells[0], cells[-1].removesuffix("\r") or None)


@pytest.mark.slow
def test_a_large_feed_is_read_fast_and_whole(connection, tmp_path):
    path, rows = tmp_path / "big.CSV", 200_000
    head = ["20230904", "202309", "2023", "2023.6712", "PRKGOV", "PYONGYANG", "PRK", *[""] * 7,
            "RUSGOV", "KREMLIN", "RUS", *[""] * 7, "1", "040", "040", "04", "1", "1.0", "3",
            "1", "3", "-1.53"]  # fmt: skip
    geo = [
        "4",
        "Vladivostok, Primorskiy Kray, Russia",
        "RS",
        "RS59",
        "",
        "43.1333",
        "131.9",
        "-3",
    ]
    tail = "\t".join([*head, *geo * 3, "20230905143000", "https://news.example/2023/09/04/"])
    with path.open("w") as stream:
        stream.writelines(f"{n}\t{tail}{n}\n" for n in range(rows))
    connection.execute("DROP TABLE IF EXISTS staged")
    start = time.process_time()
    staged = stage_bulk(
        connection, GDELT.table, GDELT.reader, [Given(name="big", path=path)],
        only_dyads=False, most_refused=0,
    )  # fmt: skip
    seconds = time.process_time() - start
    assert staged.staged == (rows,)
    # 200,000 a second where nothing else runs; the bound leaves room for a busy machine.
    assert rows / seconds > 50_000
