"""Timeline and network on the command line: text and data together, pictures, exit statuses."""

import csv
import datetime as dt
import io
import sqlite3
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")

REPORT = """---
date: 2023-09-05
publisher: Harbour Wire
---

Kim Jong Un plans to travel to Russia this month, US officials said on Monday. North Korea could
sell Russia artillery shells.
"""
STATES = {
    "RUS": "Russian Federation", "PRK": "North Korea", "CHN": "China", "USA": "United States",
    "KOR": "South Korea",
}  # fmt: skip
FRIENDS = ({"RUS", "PRK", "CHN"}, {"USA", "KOR"})


@pytest.fixture
def told(filled):
    """Return the runner of commands over the filled record, with the claims of a report."""
    Path("wire.md").write_text(REPORT)
    call = ("assess", "wire.md", "--dyad", "RUS-PRK", "--for", "KOR", "--draws", "100")
    assert filled(*call).status == 0
    return filled


@pytest.fixture
def blocs(command, small):
    """Return the runner of commands over a year of events between five states in two blocs."""
    header = (small / "icews_events.tab").read_text(encoding="utf-8").splitlines()[0]
    lines, day = [header], dt.date(2017, 7, 1)
    for number in range(3_650):
        a, b = sorted(STATES)[number % 5], sorted(STATES)[(number + 1 + number // 5 % 4) % 5]
        is_friendly = any({a, b} <= group for group in FRIENDS)
        code, intensity, text = (
            ("040", "1", "Consult") if is_friendly else ("112", "-2", "Accuse")
        )
        cells = [
            *(
                str(number),
                str(day + dt.timedelta(number // 10)),
                f"Minister of {a}",
                "Government",
            ),
            *(STATES[a], text, code, intensity, f"Minister of {b}", "Government", STATES[b]),
            *("1", "1", "Wire", "NA", "NA", "NA", STATES[a], "NA", "NA"),
        ]
        lines.append("\t".join(cells))
    Path("year.tab").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = command("ingest", "icews", "year.tab", "--json")
    assert found.status == 0, found.err
    assert found.rows[0]["inputs"][0]["kept"] == 3_650
    return command


def test_text_and_data_share_one_line_of_time(told):
    found = told("timeline", "--dyad", "RUS-PRK")
    assert found.status == 0
    assert found.out.startswith("RUS-PRK, ")
    for feed in ("gdelt", "icews", "polecat", "claims"):
        assert f"({feed})" in found.out
    assert "ahead (planned)" in found.out
    assert "artillery shells" in found.out


def test_rows_that_may_not_be_handed_on_are_left_out_and_this_is_said(told):
    found = told("timeline", "--dyad", "RUS-PRK", "--json")
    assert found.status == 0
    assert "may not be handed on are left out" in found.err
    happenings = found.rows[0]["happenings"]
    feeds = {origin["feed"] for one in happenings for origin in one["origins"]}
    assert feeds == {"gdelt", "claims"}
    read = list(csv.DictReader(io.StringIO(told("timeline", "--dyad", "RUS-PRK", "--csv").out)))
    assert [row["id"] for row in read] == [one["id"] for one in happenings]
    claims = [o["id"] for one in happenings for o in one["origins"] if o["feed"] == "claims"]
    assert told("why", claims[0]).status == 0


def test_a_timeline_is_bounded_by_days_and_sources(told):
    found = told("timeline", "--dyad", "RUS-PRK", "--source", "gdelt", "--since", "2023-09-01")
    assert found.status == 0
    assert "(gdelt)" in found.out
    assert "(claims)" not in found.out


CALLS = (
    (("timeline", "--dyad", "RUS-PRK", "--source", "nosuch"), 2, "no events of 'nosuch'"),
    (("timeline", "--dyad", "RUS"), 2, "no pair of states"),
    (("timeline", "--dyad", "RUS-PRK", "--json", "--csv"), 2, "exclude each other"),
    (
        ("timeline", "--dyad", "RUS-PRK", "--since", "2024-01-01", "--until", "2023-01-01"),
        2,
        "is after --until",
    ),
    (("timeline", "--dyad", "RUS-PRK", "--plot", "x.gif"), 1, "'.gif'"),
    (("network", "--source", "nosuch"), 2, "no events of 'nosuch'"),
    (("network", "--window", "0"), 2, "--window"),
    (("network", "--at", "soon"), 2, "'soon' is no day"),
    (("network", "--at", "1700-01-01"), 3, "covers"),
    (("network", "--json", "--csv"), 2, "exclude each other"),
    (("network", "--dyad", "RUS"), 2, "no pair of states"),
    (("measure", "--dyad", "RUS-PRK", "--plot", "x.gif"), 1, "'.gif'"),
    (("measure", "--dyad", "RUS-PRK", "--plot", "no/x.svg"), 1, "no/x.svg cannot be written"),
)


@pytest.mark.parametrize(("call", "status", "words"), CALLS)
def test_a_wrong_call_is_one_sentence(filled, call, status, words):
    found = filled(*call)
    assert (found.status, found.out, len(found.errors)) == (status, "", 1), found.err
    assert words in found.err


def test_a_record_without_events_has_neither(command, small):
    for call in (("timeline", "--dyad", "RUS-PRK"), ("network",)):
        assert command(*call).status == 3
    command("ingest", "cow-alliances", small / "cow_alliance_by_directed.csv")
    assert command("network").status == 3
    found = command("network", "--alliances", "--at", "2012-06-30")
    assert found.status == 0, found.err
    assert "JPN-USA" in found.out


def test_blocs_are_found_and_who_is_asked_for_is_there(blocs):
    found = blocs("network", "--at", "2018-06-30", "--dyad", "RUS-PRK", "--json")
    assert found.status == 0, found.err
    (graph,) = found.rows
    home = {node["id"]: node["bloc"] for node in graph["nodes"]}
    groups = {
        frozenset(state for state in home if home[state] == bloc) for bloc in home.values()
    }
    assert groups == {frozenset(group) for group in FRIENDS}
    ties = list(
        csv.DictReader(io.StringIO(blocs("network", "--at", "2018-06-30", "--csv").out))
    )
    assert len(ties) == len(graph["edges"]) == 10
    table = blocs("network", "--at", "2018-06-30")
    assert all(state in table.out for state in STATES)
    assert {blocs("network", "--at", "2018-06-30").out for _ in range(2)} == {table.out}


def test_measures_of_a_full_year_are_known_in_full(blocs):
    rows = blocs("measure", "--dyad", "RUS-PRK", "--since", "2017-07-01", "--until", "2018-06-30",
                 "--json").rows  # fmt: skip
    whole = [
        row for row in rows
        if (row["start"], row["end"]) == ("2017-07-01", "2018-06-30") and row["value"] is not None
    ]  # fmt: skip
    names = {row["measure"] for row in whole}
    assert {
        "events_both",
        "goldstein_both",
        "share_of_events",
        "share_verbal_cooperation",
    } <= names
    assert {row["cover"] for row in whole if row["family"] == "tension"} == {"full"}
    assert "*" not in blocs("measure", "--dyad", "RUS-PRK", "--since", "2017-07-01", "--until",
                            "2018-06-30", "--family", "tension").out  # fmt: skip


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_pictures_are_drawn_the_same_twice(blocs, ending):
    pytest.importorskip("matplotlib", reason="pictures need the extra plot")
    calls = {
        "measure": ("measure", "--dyad", "RUS-PRK", "--family", "tension"),
        "network": ("network", "--at", "2018-06-30", "--dyad", "RUS-PRK"),
        "timeline": ("timeline", "--dyad", "RUS-PRK", "--most", "20"),
    }
    starts = {"svg": b"<?xml", "png": b"\x89PNG"}
    for name, call in calls.items():
        drawn = set()
        for number in (1, 2):
            path = Path(f"{name}-{number}.{ending}")
            found = blocs(*call, "--plot", path, "-q")
            assert found.status == 0, found.err
            assert path.read_bytes().startswith(starts[ending])
            drawn.add(path.read_bytes())
        assert len(drawn) == 1, name


def test_a_damaged_ledger_is_told_by_every_command(filled):
    with sqlite3.connect("w.sqlite") as base:
        base.execute("UPDATE parts SET json = replace(json, 'gdelt', 'gdolt')")
    base.close()
    for call in (
        ("sources",), ("timeline", "--dyad", "RUS-PRK"), ("measure", "--dyad", "RUS-PRK"),
        ("export", "dyad-months", "--out", "m.csv"),
    ):  # fmt: skip
        found = filled(*call)
        if call == ("sources",):  # which files there are is not asked
            assert found.status == 0
            continue
        assert found.status == 1, call
        assert len(found.errors) == 1
        assert "Traceback" not in found.err
    (ledger,) = [row for row in filled("doctor", "--json").rows if row["name"] == "ledger"]
    assert ledger["state"] == "broken"
