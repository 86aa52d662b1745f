"""Events are read from files as they are, and what is left out is counted."""

import numpy as np
import pytest

from tocsin.errors import InsufficientDataError, SourceError
from tocsin.store.lake.quads import quads_of_file

duckdb = pytest.importorskip("duckdb", reason="the extra 'lake' is not installed")

HEAD = "date,subj,rel,obj,split\n"


def told(quads):
    return [quads.with_names(place) for place in range(len(quads))]


@pytest.fixture
def read(tmp_path):
    def from_text(text, name="events.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return quads_of_file(path)

    return from_text


def test_rows_are_put_in_order_with_names_made_alike(read):
    found = read(
        HEAD + "2014-01-03,North_Korea,Make_a_visit,China,train\n"
        "2014-01-01,China,Make a visit,North Korea,train\n"
    )

    assert told(found.quads) == [
        ("2014-01-01", "China", "Make a visit", "North Korea"),
        ("2014-01-03", "North Korea", "Make a visit", "China"),
    ]
    assert found.quads.key.tolist() == [1, 0]
    assert (found.rows_read, found.duplicates, found.incomplete, found.disordered) == (
        2,
        0,
        0,
        1,
    )


def test_repeats_and_incomplete_rows_are_left_out_and_counted(read):
    found = read(
        HEAD + "2014-01-01,a,r,b,train\n2014-01-01,a,r,b,train\n2014-01-01,a_,r,b,train\n"
        ",a,r,b,train\n2014-01-02,,r,b,train\n2014-01-02,a,_,b,train\nsoon,a,r,b,train\n"
    )

    assert len(found.quads) == 1
    assert (found.rows_read, found.duplicates, found.incomplete) == (7, 2, 4)
    assert "2 repeats and 4 incomplete" in str(found)


@pytest.mark.parametrize("kind", ["csv", "tsv", "parquet"])
def test_every_format_gives_the_same(read, tmp_path, kind):
    text = "day,subject,relation,object,note\n2014-01-01,a,r,b,x\n2014-02-01,b,r,a,y\n"
    expected = read(text)
    path = tmp_path / f"other.{kind}"
    if kind == "parquet":
        source = str(tmp_path / "events.csv")
        duckdb.sql(f"COPY (FROM read_csv('{source}')) TO '{path}' (FORMAT parquet)")
    else:
        path.write_text(text.replace(",", "\t") if kind == "tsv" else text, encoding="utf-8")

    found = quads_of_file(path)

    assert told(found.quads) == told(expected.quads)
    assert found.quads.key.tolist() == [0, 1]
    assert found.split is None


def test_parts_are_taken_by_name(read):
    found = read(
        HEAD + "2014-01-01,a,r,b,train\n2014-01-02,a,r,b,valid\n2014-01-03,a,r,b,test\n"
    )

    assert [len(found.part(one)) for one in ("train", "valid", "test")] == [1, 1, 1]
    assert len(found.part("train", "valid")) == 2
    assert found.part("train").actors == found.quads.actors


def test_a_part_that_is_not_there_is_named(read):
    found = read(HEAD + "2014-01-01,a,r,b,train\n")
    with pytest.raises(InsufficientDataError, match="No event is of the part test"):
        found.part("test")
    unsplit = read("date,subj,rel,obj\n2014-01-01,a,r,b\n")
    with pytest.raises(InsufficientDataError, match="are not split"):
        unsplit.part("train")


def test_parts_that_overlap_in_time_are_refused(read):
    with pytest.raises(SourceError, match=r"train and valid overlap|valid and train overlap"):
        read(HEAD + "2014-01-05,a,r,b,train\n2014-01-03,a,r,b,valid\n2014-01-01,a,r,c,train\n")


def test_a_missing_column_is_named_with_what_is_there(read):
    with pytest.raises(
        SourceError, match="has no column obj or object; it has date, rel, subj"
    ):
        read("date,subj,rel\n2014-01-01,a,r\n")


def test_unknown_columns_are_not_looked_at(read):
    found = read("extra,Date,SUBJ,rel,obj\n7,2014-01-01,a,r,b\n")

    assert told(found.quads) == [("2014-01-01", "a", "r", "b")]


def test_a_file_without_a_complete_row_is_refused(read):
    with pytest.raises(InsufficientDataError, match="none of 1 rows"):
        read(HEAD + "soon,a,r,b,train\n")


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / "events.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(SourceError, match="cannot be read as a table of events"):
        quads_of_file(path)
    with pytest.raises(SourceError, match="cannot be read"):
        quads_of_file(tmp_path / "none.csv")


def test_times_and_dates_of_any_kind_are_days(tmp_path):
    path = tmp_path / "events.parquet"
    duckdb.sql(
        "COPY (SELECT TIMESTAMP '2014-01-01 23:59:00' AS date, 'a' AS subj, 'r' AS rel, "
        f"'b' AS obj) TO '{path}' (FORMAT parquet)"
    )

    assert told(quads_of_file(path).quads)[0][0] == "2014-01-01"


def test_names_may_hold_quotes_and_commas(read):
    found = read(HEAD + '2014-01-01,"O\'Neil, Sr",r,"a ""b""",train\n')

    assert told(found.quads)[0][1::2] == ("O'Neil, Sr", 'a "b"')
    assert np.array_equal(found.quads.key, [0])
