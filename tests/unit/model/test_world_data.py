import re

import pytest

from tocsin.model import world_data, world_tables
from tocsin.model.world_data import Record


def record(**cells):
    return Record("x.csv:7", {"start": "", "end": "", "source": "s", **cells})


@pytest.mark.parametrize(
    ("build", "cells", "message"),
    [
        (
            "_seat",
            {"state": "usa", "kind": "permanent"},
            "state is 'usa', expected an actor id",
        ),
        ("_seat", {"state": "USA", "kind": "honorary"}, "expected permanent, elected"),
        ("_seat", {"state": "USA", "kind": "permanent;elected"}, "expected one word"),
        ("_seat", {"state": "", "kind": "permanent"}, "state is empty"),
        ("_interest", {"state": "USA", "interest": "Free Seas"}, "expected lower-case words"),
        ("_interest", {"state": "USA", "interest": "a;b"}, "expected one word"),
        (
            "_interest",
            {"state": "USA", "interest": "a", "start": "5 May"},
            "start is '5 May', expected YYYY-MM-DD",
        ),
        (
            "_interest",
            {"state": "USA", "interest": "a", "start": "2020-01-02", "end": "2020-01-01"},
            "ends 2020-01-01 before it starts 2020-01-02",
        ),
        ("_contiguity", {"a": "USA", "b": "CAN", "kind": "land"}, "alphabetical order"),
        (
            "_war",
            {"id": "w", "name": "W", "side_a": "USA;CAN", "side_b": "CAN"},
            "an actor is on both sides",
        ),
        (
            "_war",
            {"id": "w", "name": "W", "side_a": "USA;USA", "side_b": "CAN"},
            "expected distinct actor ids",
        ),
        (
            "_alliance",
            {
                "id": "p",
                "name": "P",
                "members": "CAN;USA",
                "kind": "defense",
                "directed_from": "GBR",
                "directed_to": "",
            },
            "must be members",
        ),
    ],
)
def test_malformed_rows_name_file_and_line(build, cells, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        getattr(world_tables, build)(record(**cells))
    assert str(caught.value).startswith("x.csv:7: ")


def test_a_later_row_takes_the_longer_key():
    taken: set[str] = set()
    first, second = (
        Record("x.csv:7", {"start": start}, taken) for start in ("2020-01-01", "2021-01-01")
    )
    assert first.key("backing:w:USA", "UKR") == "backing:w:usa"
    assert second.key("backing:w:USA", "UKR") == "backing:w:usa:ukr"
    assert second.key("backing:w:USA", "UKR") == "backing:w:usa:ukr:2021-01-01"
    with pytest.raises(ValueError, match="occurs twice"):
        second.key("backing:w:USA", "UKR")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,c\n", "x.csv:1: the header is"),
        ("a,b\nUSA\n", "x.csv:2: 1 cells, expected 2"),
        ("", "x.csv:1: the header is None"),
    ],
)
def test_malformed_files_are_refused(tmp_path, monkeypatch, text, message):
    folder = tmp_path / "ontology" / "world"
    folder.mkdir(parents=True)
    (folder / "x.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(world_data, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=re.escape(message)):
        world_data.read_table("x", "a b", lambda row: row)
