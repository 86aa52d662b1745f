"""Sources and steps of an ingest as text for people."""

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from tocsin.model.index import Coverage
from tocsin.model.ingest import Ingest, Input
from tocsin.tell.lake import SourceEntry, render_ingest, render_source, render_sources

HELD = Coverage(
    source="icews", table="events", start=date(2018, 1, 1), end=date(2018, 12, 31), edition="",
    rows=12_345,
)  # fmt: skip
ENTRY = SourceEntry(
    name="icews", title="ICEWS Coded Event Data", provider="Lockheed", table="events",
    licence="terms of the Harvard Dataverse page", terms="Ask.", allows_rows=False,
    is_verified=False, citation="Boschee et al. (2015)", start=date(1995, 1, 1),
    end=date(2023, 4, 11), formats="tab-separated", options=(), held=HELD,
)  # fmt: skip
OPEN = replace(ENTRY, name="gdelt", licence="free", allows_rows=True, end=None, held=None)
INPUT = Input(
    name="a.tab", sha256="0" * 64, size=1, rows=10, kept=5, repeated=2, set_aside=1, refused=2,
    start=date(2018, 6, 1), end=date(2018, 6, 1),
)  # fmt: skip


def shown(render, *arguments, width=80):
    console = Console(file=io.StringIO(), width=width, highlight=False)
    render(*arguments, console)
    return console.file.getvalue()


def step(*inputs):
    return Ingest(
        source="icews", table="events", edition="", scope=(), retrieved=date(2024, 1, 1),
        options=(), only_dyads=False, inputs=inputs, parts=(), refused=(), version="0",
        licence="x", citation="y",
    )  # fmt: skip


def test_sources_are_lines_of_80_columns_with_terms_and_what_is_held():
    found = shown(render_sources, (ENTRY, OPEN))
    lines = found.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[1].split("  ")[-1] == "terms of the Harvard…*"
    assert lines[2].endswith("1995 to now   free"), "no star where rows may be handed on"
    assert "* Rows may not be handed on" in found
    assert lines[-1] == "icews        12,345  2018"


def test_a_wide_terminal_shows_titles():
    assert "ICEWS Coded Event Data" in shown(render_sources, (ENTRY,), width=120)
    assert "ICEWS Coded Event Data" not in shown(render_sources, (ENTRY,), width=100)


def test_no_star_is_explained_where_there_is_none():
    found = shown(render_sources, (OPEN,))
    assert "*" not in found
    assert "The lake holds nothing yet" in found


@pytest.mark.parametrize(
    ("held", "line"),
    [
        ({"rows": 0}, "icews           0"),
        ({"start": None, "end": None}, "icews        12,345"),
        ({"start": None}, "icews        12,345  an unknown day to 2018-12-31"),
        ({"scope": ("UKR",)}, "icews        12,345  2018    UKR only"),
        (
            {"scope": ("DEU", "FRA", "POL", "UKR"), "gaps": ((date.min, date.min),)},
            "icews        12,345  2018    1 gap; DEU, FRA, POL ...…",
        ),
        ({"edition": "generated 2025-02-17"}, "icews        12,345  2018    generated 2025-02-17"),
    ],
)  # fmt: skip
def test_what_is_held_is_told_with_its_limits(held, line):
    entry = replace(ENTRY, held=replace(HELD, **held))
    assert shown(render_sources, (entry,)).splitlines()[-1] == line


def test_one_source_is_told_in_full_with_a_hanging_indent():
    entry = replace(ENTRY, terms="Ask. " * 40, options=(("start", "First year."), ("x", "Y.")))
    lines = shown(render_source, entry).splitlines()
    assert lines[0] == "icews: ICEWS Coded Event Data"
    assert "covers       1995-01-01 to 2023-04-11" in lines
    assert "rows         may not be exported" in lines
    assert "in the lake  12,345 rows, 2018" in lines
    assert "not checked" in " ".join(" ".join(lines).split())
    assert lines[-3:] == [
        "Options, each as --option NAME=VALUE:",
        "  start  First year.",
        "  x      Y.",
    ]
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith(" " * 13) for line in lines) >= 2


def test_a_verified_licence_and_an_empty_lake():
    lines = shown(render_source, replace(OPEN, is_verified=True)).splitlines()
    assert "licence      free: Ask." in lines
    assert "in the lake  nothing" in lines
    assert "rows         may be exported" in lines


def test_every_row_of_a_step_is_accounted_for():
    assert shown(render_ingest, step(INPUT)) == (
        "a.tab: 10 rows read, 5 kept, 2 there already, 1 set aside, 2 did not fit; "
        "covers 2018-06-01\n"
    )


def test_a_file_of_which_nothing_is_known_covers_nothing():
    none = replace(INPUT, rows=1, kept=0, repeated=0, refused=0)
    assert shown(render_ingest, step(none)) == "a.tab: 1 row read, 0 kept, 1 set aside\n"
    undated = replace(INPUT, kept=8, repeated=0, set_aside=0, start=None, end=None)
    assert "covers" not in shown(render_ingest, step(undated))


def test_a_hostile_name_is_harmless():
    hostile = replace(INPUT, name="[red]a\x1b[31m\n.tab")
    assert shown(render_ingest, step(hostile)).startswith(
        "[red]a[U+001B][31m .tab: 10 rows read"
    )


def test_json_has_options_as_an_object():
    entry = replace(ENTRY, options=(("start", "First year."),))
    assert entry.as_json()["options"] == {"start": "First year."}
    assert entry.as_json()["held"]["rows"] == 12_345
