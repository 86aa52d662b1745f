"""Tables: every row a document, what is wrong with one row said of that row."""

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from tocsin.errors import ReadError
from tocsin.read import (
    Columns,
    Failure,
    Overrides,
    Reading,
    count_rows,
    is_table,
    list_source,
    read_rows,
    read_source,
)
from tocsin.settings import Settings

TEXT = "Kenya met Uganda on Monday, officials said."
ALL = Columns(text="text", id="id", date="day")


def read(name, columns=Columns(text="text"), *, settings=Settings(), stream=None, **given):  # noqa: B008
    return list(
        read_rows(
            str(name), columns, settings=settings, overrides=Overrides(**given), stream=stream
        )
    )


def texts(items):
    return [item.document.text if isinstance(item, Reading) else None for item in items]


def errors(items):
    return [item.error.message for item in items if isinstance(item, Failure)]


def ndjson(path, *rows):
    path.write_bytes(
        b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    )
    return path


def parquet(path, query):
    duckdb = pytest.importorskip("duckdb", reason="tocsin[parquet] is not installed")
    duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_tables_are_told_by_their_ending():
    names = ("a.parquet", "b.NDJSON", "c.jsonl", "d.csv", "e.tsv")
    assert all(map(is_table, names))
    assert not any(map(is_table, ("a.txt", "-", "https://a.example/b.csv", "json", "a.json")))


def test_rows_of_json_lines_are_documents_called_by_their_line(tmp_path):
    path = ndjson(
        tmp_path / "rows.ndjson", {"text": TEXT, "x": 1}, b"", {"text": "Chad met Mali."}
    )
    first, second = read(path)
    assert (first.document.path, second.document.path) == (f"{path}#1", f"{path}#3")
    assert (first.document.text, first.raw) == (TEXT, TEXT.encode())
    assert first.document.media_type == "text/plain"


def test_a_row_is_read_as_a_file_with_its_text_would_be(tmp_path):
    text = "---\npublisher: A\n---\nKim to visit Moscow\n\n" + TEXT * 3
    (tmp_path / "a.txt").write_text(text)
    (file,) = read_source(str(tmp_path / "a.txt"), settings=Settings())
    (row,) = read(ndjson(tmp_path / "a.jsonl", {"text": text}))
    assert row.document.id == file.document.id
    assert row.document.blocks == file.document.blocks
    assert row.raw == file.raw


def test_id_and_date_columns(tmp_path):
    rows = [
        {"text": TEXT, "id": "a 1", "day": "2023-09-05"},
        {"text": TEXT, "id": 7, "day": "20230906"},
        {"text": TEXT, "id": None, "day": None},
        {"text": TEXT, "id": "\n", "day": "5 September 2023"},
        {"text": TEXT, "id": "b", "day": "2023-09-05T10:00:00Z"},
        {"text": TEXT, "id": "x" * 500, "day": "someday"},
    ]
    found = read(ndjson(tmp_path / "r.ndjson", *rows), ALL)
    names = [item.document.path.split("#")[1] for item in found[:5]]
    assert names == ["a 1", "7", "3", "4", "b"]
    assert [item.document.date for item in found[:5]] == [
        date(2023, 9, 5),
        date(2023, 9, 6),
        None,
        date(2023, 9, 5),
        date(2023, 9, 5),
    ]
    assert "no single day" in errors(found)[0]
    assert len(found[5].path) < len(str(tmp_path)) + 220
    given = read(tmp_path / "r.ndjson", ALL, date=date(2024, 1, 1))
    assert {item.document.date for item in given} == {date(2024, 1, 1)}


BAD_LINES = {
    b'{"text": "trunc': "no JSON",
    b"\xff\xfe\xfa": "not in UTF-8",
    b"[1, 2]": "no object",
    b'{"txt": "a"}': "no 'text'; it has txt",
    b'{"text": null}': "is empty",
    b'{"text": "  "}': "is empty",
    b'{"text": 12}': "kind int",
    b'{"text": ["a"]}': "kind list",
    b"[" * 7_000: "no JSON",
    b'{"text": ' + b"9" * 5000 + b"}": "no JSON",
    b'{"text": "a", "text2": "' + b"x" * 9000 + b'"}': "over 8,000 bytes",
    json.dumps({"text": "word " * 300}).encode(): "too large",
    b'{"text": "\\u0000\\u0001\\u0002\\u0003"}': "",
    b'{"text": "%PDF-1.4 x"}': "PDF",
    b'{"text": "1234 5678"}': "no words",
}


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:20].decode("latin-1"))
def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path, line):
    path = ndjson(tmp_path / "r.ndjson", {"text": TEXT}, line, {"text": TEXT})
    found = read(path, settings=Settings(max_bytes=1000))
    assert texts(found) == [TEXT, None, TEXT]
    assert found[1].path == f"{path}#2"
    assert BAD_LINES[line] in errors(found)[0]
    assert errors(found)[0].endswith(".")


def test_lone_surrogates_and_marks_do_not_stop_a_row(tmp_path):
    path = ndjson(tmp_path / "r.ndjson", b'\xef\xbb\xbf{"text": "Kenya \\ud800 met Mali."}')
    assert texts(read(path)) == ["Kenya ? met Mali."]


def test_json_lines_on_standard_input():
    stream = io.BytesIO(b'{"text": "Kenya met Mali."}\n{"text": "Chad left."}')
    found = read("-", stream=stream)
    assert [item.document.path for item in found] == ["-#1", "-#2"]
    assert "holds no row" in errors(read("-", stream=io.BytesIO()))[0]


def test_rows_are_read_one_after_the_other(tmp_path):
    class Endless(io.RawIOBase):
        lines = 0

        def readline(self, _size=-1):
            self.lines += 1
            return b'{"text": "Kenya met Mali."}\n'

    stream = Endless()
    rows = read_rows("-", ALL, settings=Settings(), overrides=Overrides(), stream=stream)
    assert next(rows).document.path == "-#1"
    assert next(rows).document.path == "-#2"
    assert stream.lines == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_a_header(tmp_path, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(
        [["id", "text", "day"], ["a", 'He said "no";\nKenya, left.', "2023-09-05"]]
    )
    path = tmp_path / "r.csv"
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    (row,) = read(path, ALL)
    assert row.document.path == f"{path}#a"
    assert row.document.text == 'He said "no";\nKenya, left.'
    assert row.document.date == date(2023, 9, 5)


def test_broken_rows_of_csv(tmp_path):
    path = tmp_path / "r.csv"
    long = "x" * 5000
    path.write_bytes(
        b"id,text\n1,Kenya left.\n2\n3,a,b\n4,"
        + long.encode()
        + b"\n5,"
        + b"Caf\xe9 owners in Kenya met the owners of a caf\xe9 in Mali and it was closed. " * 8
        + b"\n\n"
        b"6,\n7,Mali left.\n"
    )
    found = read(path, settings=Settings(max_bytes=1000))
    assert [
        item.path if isinstance(item, Failure) else item.document.path for item in found
    ] == [f"{path}#{n}" for n in range(1, 8)]
    assert [text is None for text in texts(found)] == [
        False,
        True,
        True,
        True,
        False,
        True,
        False,
    ]
    messages = errors(found)
    assert "1 cells, and the header 2" in messages[0]
    assert "3 cells" in messages[1]
    assert "too long" in messages[2]
    assert "empty" in messages[3]
    assert "Café" in found[4].document.text
    assert csv.field_size_limit() == 131_072


def test_a_cell_over_the_limit_is_one_broken_row(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(f"text\n{'x ' * 800}\nMali left.\n")
    found = read(path, settings=Settings(max_bytes=1000))
    assert texts(found) == [None, "Mali left."]
    assert "no row of CSV" in errors(found)[0]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.csv", b"id,name\n1,2\n", "no column 'text'; it has id, name"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"text\n", "holds no row"),
        ("a.ndjson", b"\n\n", "holds no row"),
        ("a.parquet", b"text", "no Parquet"),
        ("a.parquet", b"", "no Parquet"),
    ],
)
def test_a_table_that_cannot_be_used_is_one_failure(tmp_path, name, content, word):
    (tmp_path / name).write_bytes(content)
    (failure,) = read(tmp_path / name)
    assert failure.path == str(tmp_path / name)
    assert word in failure.error.message


def test_no_such_table_and_one_that_is_no_file(tmp_path):
    (tmp_path / "d.csv").mkdir()
    assert "No such file" in errors(read(tmp_path / "none.csv"))[0]
    assert "no ordinary file" in errors(read(tmp_path / "d.csv"))[0]
    assert "cannot be read" in errors(read("a\0b.csv"))[0]


def test_parquet(tmp_path):
    path = parquet(
        tmp_path / "rows.parquet",
        "SELECT * FROM (VALUES (7, 'Kenya met Mali.', DATE '2023-09-05', TIMESTAMP '2023-09-06 23:00:00'),"
        " (8, NULL, NULL, NULL), (9, repeat('long ', 300), NULL, NULL), (NULL, 'Mali left.', NULL, NULL))"
        ' t(id, text, day, "at")',
    )
    found = read(path, ALL, settings=Settings(max_bytes=1000))
    assert texts(found) == ["Kenya met Mali.", None, None, "Mali left."]
    assert found[0].document.path == f"{path}#7"
    assert found[3].document.path == f"{path}#4"
    assert found[0].document.date == date(2023, 9, 5)
    assert ["empty" in message or "too large" in message for message in errors(found)] == [
        True
    ] * 2
    at = read(path, Columns(text="text", date="at"), settings=Settings(max_bytes=1000))
    assert at[0].document.date == date(2023, 9, 6)
    assert count_rows(str(path)) == 4


def test_parquet_whose_name_would_stand_for_others(tmp_path):
    parquet(tmp_path / "b.parquet", "SELECT 'two' AS text")
    path = parquet(tmp_path / "plain.parquet", "SELECT 'Kenya met Mali.' AS text")
    odd = path.rename(tmp_path / "[a-b]*'s.parquet")
    assert texts(read(odd)) == ["Kenya met Mali."]
    assert count_rows(str(odd)) == 1


def test_parquet_that_cannot_be_used(tmp_path):
    path = parquet(
        tmp_path / "rows.parquet", "SELECT 1 AS id, 'Kenya' AS text, 'x'::BLOB AS raw"
    )
    assert (
        "no column 'nope'; it has id, text, raw" in errors(read(path, Columns(text="nope")))[0]
    )
    assert "holds INTEGER, no text" in errors(read(path, Columns(text="id")))[0]
    assert texts(read(path, Columns(text="raw"))) == ["x"]
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(path.read_bytes()[:-20])
    assert "cannot be read as Parquet" in errors(read(cut))[0]
    assert count_rows(str(cut)) is None
    hollow = parquet(tmp_path / "hollow.parquet", "SELECT 'a' AS text LIMIT 0")
    assert "holds no row" in errors(read(hollow))[0]


def test_parquet_reaches_no_other_file(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="tocsin[parquet] is not installed")
    from tocsin.read import rows_parquet  # noqa: PLC0415

    path = parquet(tmp_path / "rows.parquet", "SELECT 'a' AS text")
    other = parquet(tmp_path / "other.parquet", "SELECT 'b' AS text")
    with rows_parquet._open(str(path)) as base:
        assert base.execute("SELECT text FROM read_parquet(?)", [str(path)]).fetchall()
        for query in (
            f"SELECT * FROM read_parquet('{other}')",  # noqa: S608
            f"COPY (SELECT 1) TO '{tmp_path / 'new.csv'}'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
            "SET memory_limit = '100GB'",
        ):
            with pytest.raises(duckdb.Error):
                base.execute(query)


def test_parquet_without_duckdb_names_the_extra(tmp_path, monkeypatch):
    path = tmp_path / "rows.parquet"
    path.write_bytes(b"PAR1....PAR1")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert "pip install 'tocsin[parquet]'" in errors(read(path))[0]
    assert count_rows(str(path)) is None


def test_tables_count_in_folders_only_with_a_column(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "below").mkdir()
    ndjson(tmp_path / "below" / "b.ndjson", {"text": "Mali left."})
    (tmp_path / "below" / "link.ndjson").symlink_to(tmp_path / "below" / "b.ndjson")
    (tmp_path / "below" / "round").symlink_to(tmp_path)
    plain = [Path(one).name for one in list_source(str(tmp_path), settings=Settings())]
    assert plain == ["a.txt"]
    found = list(read_source(str(tmp_path), settings=Settings(), columns=Columns(text="text")))
    assert texts(found) == [TEXT, "Mali left."]


def test_a_table_without_a_column_is_refused_with_the_option(tmp_path):
    path = ndjson(tmp_path / "rows.ndjson", {"text": TEXT})
    (failure,) = read_source(str(path), settings=Settings())
    assert isinstance(failure.error, ReadError)
    assert "--column" in failure.error.message


def test_a_folder_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "sealed").mkdir()
    (tmp_path / "z.txt").write_text(TEXT)
    real = __import__("os").scandir

    def scandir(path):
        if str(path).endswith("sealed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    found = list(read_source(str(tmp_path), settings=Settings()))
    failure = next(item for item in found if isinstance(item, Failure))
    assert failure.path.endswith("sealed")
    assert "Permission denied" in failure.error.message
    assert TEXT in texts(found)
