"""The record of forecasts on the command line: ask, list, resolve, score, show, why, backtest."""

import csv
import io
import json
import re
import shutil
from datetime import date, timedelta

import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")

from tocsin.cli import main

FIRST, DAYS = date(2018, 1, 1), 180
HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\t"
    "Publisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
NAMES = {
    "042": "Make a visit",
    "043": "Host a visit",
    "040": "Consult",
    "072": "Provide military aid",
}


def rows():
    """Yield day, who, code and whom: China and Russia meet every tenth day, others seldom."""
    for day in range(DAYS):
        yield day, "Russian Federation", "040", "United States"
        yield day, "China", "040", "North Korea"
        if day % 10 == 0:
            yield day, "China", "042", "Russian Federation"
            yield day, "Russian Federation", "043", "China"
        if day in (40, 95, 130):
            yield day, "North Korea", "042", "Russian Federation"
        if day == 60:
            yield day, "North Korea", "072", "Russian Federation"


@pytest.fixture(scope="session")
def events(tmp_path_factory):
    """Return a file of events in the format of ICEWS, of our own invention."""
    path = tmp_path_factory.mktemp("events") / "own.tab"
    lines = [HEAD]
    for number, (day, who, code, whom) in enumerate(rows(), start=1):
        when = FIRST + timedelta(days=day)
        cells = [number, when, who, "Government", who, NAMES[code], code, 1, whom, "Government",
                 whom, number, 1, "Own Wire", "", "", "", "", "", ""]  # fmt: skip
        lines.append("\t".join(map(str, cells)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def asked_record(tmp_path_factory, events):
    """Return a ledger with the events in its lake; to be copied, not used."""
    store = tmp_path_factory.mktemp("asked") / "w.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(events.parent)
        assert main(["ingest", "icews", events.name, "--store", str(store), "-q"]) == 0
    return store


@pytest.fixture
def lake(command, asked_record, tmp_path):
    """Return the runner of commands, its ledger a copy of the one with events."""
    shutil.copy(asked_record, tmp_path / "w.sqlite")
    shutil.copytree(asked_record.with_suffix(".lake"), tmp_path / "w.lake")
    return command


def ask(run, *more, dyad="RUS-PRK", kind="meeting", as_of="2018-05-01", within="10"):
    return run("forecast", "ask", "--dyad", dyad, "--class", kind, "--within", within,
               "--as-of", as_of, *more)  # fmt: skip


def test_ask_writes_the_rule_and_gives_a_probability_with_its_reasons(lake):
    found = ask(lake)
    assert found.status == 0, found.err
    text = " ".join(found.out.split())
    assert "Will officials of North Korea and Russia meet" in text
    assert "from 2018-05-02 to 2018-05-11?" in text
    assert "042 (make a visit), 043 (host a visit) or 044" in text
    assert "the pair had one in 2 of 12 windows of 10 days" in text
    assert "icews" in text
    (row,) = ask(lake, "--json").rows
    assert row["stage"] in ("open", "due", "resolved")
    (forecast,) = row["forecasts"]
    assert 0 < forecast["interval"][0] < forecast["p"] < forecast["interval"][1] < 1
    assert forecast["data_until"] == "2018-05-01"
    assert [one["name"] for one in forecast["bases"]] == ["climatology", "pair", "last_value"]
    assert {one["feature"] for one in forecast["reasons"]} == {"pair", "climatology"}


def test_same_question_again_is_the_same_one_with_one_forecast(lake):
    ask(lake)
    found = ask(lake)
    assert "asked before" in found.err
    (row,) = lake("forecast", "list", "--json").rows
    assert len(row["forecasts"]) == 1
    # Both orders of a mutual class ask the same.
    assert ask(lake, "--json", dyad="PRK-RUS").rows[0]["id"] == row["id"]


def test_nothing_later_than_the_day_of_asking_enters(lake, tmp_path):
    (whole,) = ask(lake, "--json", as_of="2018-03-01").rows
    (later,) = ask(lake, "--json", as_of="2018-06-25", within="10").rows
    assert whole["forecasts"][0]["data_until"] == "2018-03-01"
    assert whole["forecasts"][0]["p"] != later["forecasts"][0]["p"]
    days = [row["day"] for one in whole["forecasts"][0]["reasons"] for row in one["rows"]]
    assert days
    assert max(days) <= "2018-03-01"


def test_own_probability_needs_no_data(command):
    found = ask(command, "--p", "0.3", "--json")
    assert found.status == 0, found.err
    (forecast,) = found.rows[0]["forecasts"]
    assert (forecast["p"], forecast["method"], forecast["bases"]) == (0.3, "hand", [])


def test_own_probability_stands_beside_the_base_rates(lake):
    (row,) = ask(lake, "--p", "0.3", "--json").rows
    assert [one["name"] for one in row["forecasts"][0]["bases"]] == [
        "climatology", "pair", "last_value",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "status", "word"),
    [
        (("--dyad", "RUS-XYZ"), 2, "RUS-PRK"),
        (("--class", "dance"), 2, "meeting"),
        (("--within", "0"), 2, "between 1 and 3650"),
        (("--within", "3651"), 2, "between 1 and 3650"),
        (("--by", "2018-04-30"), 2, "exclude each other"),
        (("--p", "1.5"), 2, "between 0 and 1"),
        (("--source", "gdelt"), 2, "holds icews"),
        (("--within", "60"), 3, "at least 300 are needed"),
        (("--dyad", "RUS-FRA"), 3, "no event of FRA"),
        (("--as-of", "2020-01-01"), 3, "days before 2020-01-01"),
        (("--as-of", "2017-01-01"), 3, "covers no day up to"),
    ],
)
def test_what_is_no_question_or_has_no_answer_is_said(lake, more, status, word):
    given = dict(zip(more[::2], more[1::2], strict=True))
    call = {
        "--dyad": "RUS-PRK",
        "--class": "meeting",
        "--within": "10",
        "--as-of": "2018-05-01",
    }
    flags = [part for pair in (call | given).items() for part in pair]
    found = lake("forecast", "ask", *flags)
    assert found.status == status, found.err
    assert word in found.err
    assert len(found.errors) == 1
    assert found.out == ""
    assert lake("forecast", "list", "--json").rows == []


def test_window_that_has_passed_is_refused(lake):
    found = lake("forecast", "ask", "--dyad", "RUS-PRK", "--class", "meeting",
                 "--by", "2018-04-30", "--as-of", "2018-05-01")  # fmt: skip
    assert found.status == 2
    assert "what has passed is no forecast" in found.err
    assert lake("forecast", "ask", "--class", "meeting").status == 2
    assert lake("forecast", "ask", "--dyad", "RUS-PRK").status == 2


def test_no_data_at_all_is_status_3(command):
    found = ask(command)
    assert found.status == 3
    assert "--p" in found.err
    assert command("forecast", "list", "--json").rows == []


@pytest.mark.parametrize("name", ["list", "score", "backtest"])
def test_no_ledger_is_status_3(command, name):
    found = command("forecast", name)
    assert found.status == 3
    assert "no record yet" in found.err


def filled(lake):
    """Ask four questions: two come, one does not, and one is not covered."""
    ids = []
    for dyad, as_of in (("CHN-RUS", "2018-05-01"), ("RUS-PRK", "2018-05-01"),
                        ("RUS-PRK", "2018-05-15"), ("CHN-RUS", "2018-06-25")):  # fmt: skip
        ids.append(ask(lake, "--json", dyad=dyad, as_of=as_of).rows[0]["id"])
    return ids


def test_resolve_decides_by_the_rule_or_says_what_is_missing(lake):
    yes, early, no, open_ = filled(lake)
    found = lake("forecast", "resolve", "--due", "--as-of", "2018-07-20", "--json")
    assert found.status == 0, found.err
    by_id = {row["id"]: row for row in found.rows}
    answers = {key: [one["answer"] for one in row["resolutions"]] for key, row in by_id.items()}
    assert answers == {yes: ["yes"], early: ["yes"], no: ["no"], open_: []}
    assert "icews covers 2018-01-01 to 2018-06-29" in by_id[open_]["missing"]
    row = by_id[yes]["resolutions"][0]["rows"][0]
    assert (row["source"], row["day"]) == ("icews", "2018-05-11")
    assert row["key"].isdigit()


def test_question_that_no_source_covers_stays_open_and_becomes_void_by_its_rule(lake):
    asked = ask(lake, "--json", as_of="2018-06-25", within="15").rows[0]
    found = lake("forecast", "resolve", asked["id"], "--as-of", "2018-07-20")
    assert found.status == 3
    text = " ".join(found.out.split())
    assert "stays open: no source covers all of 2018-06-26 to 2018-07-10" in text
    assert "icews covers 2018-01-01 to 2018-06-29" in text
    late = lake("forecast", "resolve", "--due", "--as-of", asked["rule"]["void_on"], "--json")
    assert late.rows[0]["resolutions"][0]["answer"] == "void"


def test_nothing_due_is_said(lake):
    found = lake("forecast", "resolve", "--due")
    assert (found.status, found.out, "Nothing is due" in found.err) == (0, "", True)
    (asked,) = ask(lake, "--json").rows
    text = lake("forecast", "resolve", asked["id"], "--as-of", "2018-07-01").out
    assert f"{asked['id']} yes: icews has such a row of 2018-05-11" in " ".join(text.split())


def test_resolution_by_hand_needs_its_reason(lake):
    (asked,) = ask(lake, "--json").rows
    call = ("forecast", "resolve", asked["id"], "--as-of", "2018-05-05")
    assert lake(*call, "--outcome", "void").status == 2
    assert lake(*call, "--outcome", "perhaps", "--because", "x").status == 2
    assert lake(*call, "--because", "x").status == 2
    assert lake("forecast", "resolve").status == 2
    assert lake("forecast", "resolve", "--due", "--outcome", "no", "--because", "x").status == 2
    early = lake(*call, "--outcome", "no", "--because", "it was denied")
    assert (early.status, "may still come" in early.err) == (2, True)
    found = lake(*call, "--outcome", "void", "--because", "a state was dissolved", "--json")
    assert found.rows[0]["resolutions"][0]["because"] == "a state was dissolved"
    again = lake("forecast", "ask", asked["id"], "--as-of", "2018-05-05", "--p", "0.5")
    assert (again.status, "is resolved: void" in again.err) == (2, True)
    # What a person decided is not overruled by the rule.
    kept = lake("forecast", "resolve", asked["id"], "--as-of", "2018-07-01", "--json")
    assert [one["answer"] for one in kept.rows[0]["resolutions"]] == ["void"]


def test_question_is_answered_once_more_as_its_window_shrinks(lake):
    (asked,) = ask(lake, "--json", as_of="2018-05-15").rows
    key = asked["id"]
    again = lake("forecast", "ask", key, "--as-of", "2018-05-20", "--json")
    assert [one["made_on"] for one in again.rows[0]["forecasts"]] == [
        "2018-05-15",
        "2018-05-20",
    ]
    mine = lake("forecast", "ask", key, "--as-of", "2018-05-21", "--p", "0.05", "--json")
    assert mine.rows[0]["forecasts"][-1]["method"] == "hand"
    every = lake("forecast", "ask", "--open", "--as-of", "2018-05-22", "--json")
    assert len(every.rows[0]["forecasts"]) == 4
    assert lake("forecast", "ask", "--open", "--as-of", "2018-05-30").status == 3
    past = lake("forecast", "ask", key, "--as-of", "2018-05-30", "--p", "0.5")
    assert (past.status, "resolve it" in past.err) == (2, True)
    back = lake("forecast", "ask", key, "--as-of", "2018-05-16", "--p", "0.5")
    assert (back.status, "has a forecast of 2018-05-22" in back.err) == (2, True)
    assert lake("forecast", "ask", key, "--class", "aid").status == 2
    assert lake("forecast", "ask", "--open", "--p", "0.5").status == 2
    assert lake("forecast", "ask", "--open", key).status == 2


def test_what_has_come_already_is_not_asked_again(lake):
    (asked,) = ask(lake, "--json", dyad="CHN-RUS", within="20").rows
    found = lake("forecast", "ask", asked["id"], "--as-of", "2018-05-11", "--p", "1")
    assert (found.status, "has come already" in found.err) == (2, True)
    assert lake("forecast", "ask", "--open", "--as-of", "2018-05-11").status == 3


def test_list_tells_open_due_and_resolved_apart(lake):
    yes, early, no, open_ = filled(lake)
    lake("forecast", "resolve", no, "--as-of", "2018-06-28")
    states = {row["id"]: row["stage"]
              for row in lake("forecast", "list", "--as-of", "2018-06-28", "--json").rows}  # fmt: skip
    assert states == {yes: "due", early: "due", no: "resolved", open_: "open"}
    due = lake("forecast", "list", "--state", "due", "--as-of", "2018-06-28", "--csv")
    table = list(csv.DictReader(io.StringIO(due.out)))
    assert {row["id"] for row in table} == {yes, early}
    assert table[0]["dyad"] == "CHN-RUS"
    assert 0 < float(table[0]["p"]) < 1
    shown = lake("forecast", "list", "--dyad", "RUS-PRK", "--as-of", "2018-06-28")
    assert "due since 2018-05-11" in shown.out
    assert lake("forecast", "list", "--state", "lost").status == 2
    assert lake("forecast", "list", "--json", "--csv").status == 2
    assert "No such question" in lake("forecast", "list", "--class", "aid").out


def test_score_compares_with_base_rates_and_draws_the_calibration(lake, tmp_path):
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    filled(lake)
    none = lake("forecast", "score", "--as-of", "2018-07-20")
    assert (none.status, "resolve --due" in none.err) == (3, True)
    lake("forecast", "resolve", "--due", "--as-of", "2018-07-20")
    found = lake("forecast", "score", "--as-of", "2018-07-20", "--json", "--plot", "cal.svg")
    assert found.status == 0, found.err
    (score,) = found.rows
    assert (score["n"], score["yes"], score["asked"], score["due"]) == (3, 2, 4, 1)
    parts = score["parts"]
    total = (parts["reliability"] - parts["resolution"] + parts["uncertainty"]
             + parts["within_variance"] - parts["within_covariance"])  # fmt: skip
    assert total == pytest.approx(score["brier"]["value"], abs=1e-9)
    assert [one["name"] for one in score["comparisons"]] == [
        "climatology", "pair", "last_value", "even",
    ]  # fmt: skip
    assert (tmp_path / "cal.svg").read_text().startswith("<?xml")
    text = " ".join(lake("forecast", "score", "--as-of", "2018-07-20").out.split())
    assert "3 forecasts scored, 2 came true; of 4 questions 0 open, 1 due, 0 void" in text
    assert "Brier = reliability" in text
    assert lake("forecast", "score", "--class", "aid", "--as-of", "2018-07-20").status == 3
    assert lake("forecast", "score", "--forecast", "best").status == 2
    assert lake("forecast", "score", "--plot", "cal.gif", "--as-of", "2018-07-20").status == 1


def test_score_takes_the_day_of_the_score_and_only_forecasts_in_time(lake):
    (asked,) = ask(lake, "--json", dyad="CHN-RUS").rows
    lake("forecast", "resolve", asked["id"], "--as-of", "2018-05-20")
    before = lake("forecast", "score", "--as-of", "2018-05-15")
    assert (before.status, "None of 1 questions" in before.err) == (3, True)
    assert lake("forecast", "score", "--as-of", "2018-05-20", "--method", "hand").status == 3
    assert lake("forecast", "score", "--as-of", "2018-05-20").status == 0


def test_show_and_why_open_a_question_down_to_the_rows(lake, tmp_path):
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    (asked,) = ask(lake, "--json").rows
    key, forecast = asked["id"], asked["forecasts"][0]["id"]
    shown = lake("forecast", "show", key[:8], "--plot", "h.png", "--as-of", "2018-05-02")
    assert shown.status == 0, shown.err
    assert "What moved it most" in shown.out
    assert (tmp_path / "h.png").read_bytes().startswith(b"\x89PNG")
    lake("forecast", "resolve", key, "--as-of", "2018-05-20")
    for ref in (key, forecast):
        text = lake("why", ref).out
        assert "source=PRK target=RUS" in text
        assert re.search(r"own\.tab:\d+", text)
    (told,) = lake("why", forecast, "--json").rows
    assert (told["kind"], told["id"], told["question"]["id"]) == ("forecast", forecast, key)
    resolution = lake("forecast", "show", key, "--json").rows[0]["resolutions"][0]["id"]
    assert lake("why", resolution, "--json").rows[0]["kind"] == "resolution"
    assert lake("why", "q-zzzz").status == 2
    assert lake("forecast", "show", "f-zzzz").status == 2


def test_rows_of_a_source_that_forbids_it_are_not_handed_on(lake):
    (asked,) = ask(lake, "--json").rows
    rows_ = [row for one in asked["forecasts"][0]["reasons"] for row in one["rows"]]
    assert rows_
    assert {row["words"] for row in rows_} == {""}
    assert "Make a visit" in lake("forecast", "show", asked["id"]).out


def test_claim_of_a_plan_becomes_a_question(lake, tmp_path):
    report = tmp_path / "wire.md"
    report.write_text(
        "---\ndate: 2018-05-01\n---\n\nKim Jong Un plans to visit Russia on 9 May, "
        "officials in Moscow said. Russia invaded Ukraine in 2014.\n"
    )
    lake("assess", report, "--dyad", "RUS-PRK", "--for", "KOR", "--draws", "100")
    claims = lake("code", report, "--json").rows
    plan = next(one for one in claims if one["event"]["type"] == "CONSULT")
    found = lake(
        "forecast", "ask", "--from-claim", plan["id"], "--as-of", "2018-05-01", "--json"
    )
    assert found.status == 0, found.err
    (row,) = found.rows
    assert (row["event_class"], row["dyad"]) == ("meeting", ["PRK", "RUS"])
    assert (row["claim"], row["status"]) == (plan["id"], plan["status"])
    assert row["end"] == "2018-05-09"
    late = lake("forecast", "ask", "--from-claim", plan["id"], "--as-of", "2018-06-01")
    assert (late.status, "has passed" in late.err) == (2, True)
    assert lake("forecast", "ask", "--from-claim", "c-zzzz").status == 2
    done = [one for one in claims if one["status"] == "occurred"]
    for one in done:
        refused = lake("forecast", "ask", "--from-claim", one["id"], "--as-of", "2018-05-01")
        assert (refused.status, "asks nothing" in refused.err) == (2, True)


def test_backtest_asks_all_busy_pairs_on_rolling_origins(lake, tmp_path):
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    found = lake("forecast", "backtest", "--within", "10", "--every", "10", "--json",
                 "--plot", "bt.svg", "--model", "pair")  # fmt: skip
    assert found.status == 0, found.err
    (row,) = found.rows
    assert row["source"] == "icews"
    assert row["origins"] == len(range(49, 170, 10))
    assert row["n"] == sum(one["n"] for one in row["bins"])
    assert (tmp_path / "bt.svg").exists()
    text = " ".join(lake("forecast", "backtest", "--every", "40").out.split())
    assert "Meeting of officials within 14 days, icews" in text


def test_origins_whose_window_is_not_covered_are_left_out_and_counted(lake):
    call = ("forecast", "backtest", "--model", "pair", "--from", "2018-06-01", "--to")
    (row,) = lake(*call, "2018-07-13", "--json").rows
    assert (row["origins"], row["last"]) == (3, "2018-06-15")
    assert "4 origins are left out" in row["notes"][0]
    none = lake("forecast", "backtest", "--from", "2018-06-20", "--to", "2018-06-28")
    assert (none.status, "before the first window does" in none.err) == (3, True)
    many = lake("forecast", "backtest", "--from", "2000-01-01", "--every", "1")
    assert (many.status, "larger --every" in many.err) == (2, True)
    fit = lake("forecast", "fit", "--class", "meeting", "--until", "2018-04-10")
    assert "learned from" in fit.out


def test_backtest_of_a_file_says_what_was_assumed(command, tmp_path):
    path = tmp_path / "events.csv"
    lines = ["date,subj,rel,obj"]
    for day in range(120):
        when = FIRST + timedelta(days=day)
        lines += [
            f"{when},North Korea,Consult,China",
            f"{when},Kim_Jong-Un,Make_a_visit,North Korea",
        ]
        if day % 9 == 0:
            lines.append(f"{when},Foreign Affairs (China),Make_a_visit,North Korea")
    path.write_text("\n".join([*lines, lines[-1], "x,y,z,w"]) + "\n")
    found = command("forecast", "backtest", "--events", path, "--within", "7", "--json")
    assert found.status == 0, found.err
    (row,) = found.rows
    assert "1 repeats and 1 incomplete rows left out" in row["notes"][0]
    assert "persons and offices taken for their state" in row["notes"][1]
    assert 0 < row["yes"] < row["n"]
    none = command("forecast", "backtest", "--events", path, "--least", "3000")
    assert (none.status, "no question" in none.err) == (3, True)


@pytest.mark.parametrize(
    ("more", "status", "word"),
    [
        (("--model", "oracle"), 2, "learned or pair"),
        (("--every", "0"), 2, "between 1 and 3650"),
        (("--class", "dance"), 2, "known are"),
        (("--from", "2018-06-20"), 2, "after the last origin"),
        (("--source", "gdelt"), 2, "holds icews"),
        (("--events", "nothing.csv"), 1, "cannot be read"),
        (("--within", "100"), 2, "after the last origin"),
        (("--from", "2018-01-05"), 3, "are needed"),
    ],
)
def test_backtest_of_nothing_is_said(lake, more, status, word):
    found = lake("forecast", "backtest", *more)
    assert found.status == status, found.err
    assert word in found.err
    assert len(found.errors) == 1


def fitted(lake, *more):
    """Learn meetings from the first hundred days and return the card."""
    found = lake(
        "forecast", "fit", "--class", "meeting", "--until", "2018-04-10", "--json", *more
    )
    assert found.status == 0, found.err
    return found.rows[0]


def test_fit_writes_a_model_that_ask_takes(lake, tmp_path):
    card = fitted(lake)
    assert (card["kind"], card["source"], card["last"]) == ("occurrence", "icews", "2018-04-10")
    assert [name for name, _ in card["parts"]] == ["meeting"]
    assert (tmp_path / "w.models" / "occurrence.npz").exists()
    (row,) = ask(lake, "--json").rows
    (forecast,) = row["forecasts"]
    assert (forecast["method"], forecast["model"]) == ("occurrence", card["sha256"])
    assert 1 <= len(forecast["reasons"]) <= 5
    assert all(one["words"] for one in forecast["reasons"])
    keys = {line["key"] for one in forecast["reasons"] for line in one["rows"]}
    assert keys
    text = lake("why", forecast["id"]).out
    assert "own.tab:" in text
    (again,) = ask(lake, "--json", "--model", "pair").rows
    assert again["forecasts"][-1]["method"] == "pair_rate"


def test_model_that_knows_later_days_is_not_used(lake):
    card = fitted(lake)
    (row,) = ask(lake, "--json", as_of="2018-03-20").rows
    assert row["forecasts"][0]["method"] == "pair_rate"
    assert "after the day of asking" in row["forecasts"][0]["notes"][-1]
    named = ask(lake, "--model", card["path"], as_of="2018-03-20")
    assert (named.status, "after the day of asking" in named.err) == (2, True)
    other = ask(lake, "--json", kind="military_aid")
    assert "not asked to learn the class" in other.rows[0]["forecasts"][0]["notes"][-1]


def test_same_fit_gives_the_same_file(lake, tmp_path):
    one, other = (fitted(lake, "--out", f"{name}.npz") for name in ("a", "b"))
    assert one["sha256"] == other["sha256"]
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_model_is_brought_up_to_date_with_the_days_since(lake, tmp_path):
    card = fitted(lake)
    new = lake("forecast", "update", "--json")
    assert new.status == 0, new.err
    assert "80 new days" in new.err
    assert (new.rows[0]["last"], new.rows[0]["first"]) == ("2018-06-29", card["first"])
    same = lake("forecast", "update", "--json")
    assert "No new days" in same.err
    assert same.rows[0]["sha256"] == new.rows[0]["sha256"]
    assert "learned from" in lake("forecast", "update").out
    none = lake("forecast", "update", "--model", "nothing.npz")
    assert (none.status, "forecast fit" in none.err) == (2, True)


@pytest.mark.parametrize(
    ("more", "status", "word"),
    [
        (("--class", "dance"), 2, "known are"),
        (("--source", "gdelt"), 2, "holds icews"),
        (("--until", "2018-01-20"), 3, "too few"),
        (("--until", "2017-01-20"), 3, "Nothing can be learned"),
        (("--class", "attack"), 3, "too few"),
        (("--events", "nothing.csv"), 1, "cannot be read"),
        (("--out", "."), 1, "folder"),
    ],
)
def test_nothing_to_learn_from_is_said_and_leaves_no_file(lake, tmp_path, more, status, word):
    found = lake("forecast", "fit", *more)
    assert found.status == status, found.err
    assert word in found.err
    assert len(found.errors) == 1
    assert list(tmp_path.glob("w.models/*")) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"x" * 1000])
def test_damaged_model_is_an_error_of_one_sentence(lake, tmp_path, content):
    (tmp_path / "bad.npz").write_bytes(content)
    found = ask(lake, "--model", "bad.npz")
    assert found.status == 2
    assert len(found.errors) == 1
    assert "bad.npz" in found.err


@pytest.mark.heavy
def test_next_ranks_whom_an_actor_meets(lake):
    pytest.importorskip("numba", reason="ranking needs the extra forecast")
    found = lake("forecast", "next", "--subject", "CHN", "--relation", "042", "--json")
    assert found.status == 0, found.err
    (row,) = found.rows
    assert (row["relation"], row["at"], row["data_until"]) == (
        "Make a visit", "2018-06-30", "2018-06-29",
    )  # fmt: skip
    first = row["candidates"][0]
    assert first["actor"] == "RUS"
    assert 1 <= len(first["reasons"]) <= 5
    assert "learned for this question alone" in row["notes"][0]
    keys = {line["key"] for one in first["reasons"] for line in one["rows"]}
    assert keys
    text = lake("forecast", "next", "--subject", "Russia", "--relation", "make a visit",
                "--by-whom", "--most", "2", "--at", "2018-05-01").out  # fmt: skip
    assert "Make a visit, which is done to RUS on 2018-05-01: who else?" in text
    assert "1. CHN" in text
    assert "2018-04-21 icews" in text
    assert "it is no probability" in " ".join(text.split())


def test_ranking_is_kept_brought_up_to_date_and_never_asked_of_days_it_knows(lake, tmp_path):
    pytest.importorskip("numba", reason="ranking needs the extra forecast")
    card = lake("forecast", "fit", "--what", "ranking", "--until", "2018-05-30", "--json").rows[
        0
    ]
    assert (card["kind"], card["last"], card["parts"][0][0]) == (
        "ranking", "2018-05-30", "counting",
    )  # fmt: skip
    call = ("forecast", "next", "--subject", "CHN", "--relation", "042")
    (row,) = lake(*call, "--at", "2018-06-01", "--json").rows
    assert (row["candidates"][0]["actor"], len(row["notes"])) == ("RUS", 1)
    (row,) = lake(*call, "--at", "2018-05-30", "--json").rows
    assert "learned from events up to 2018-05-30" in row["notes"][0]
    named = lake(*call, "--at", "2018-05-30", "--model", card["path"])
    assert (named.status, "ask about a later day" in named.err) == (2, True)
    new = lake("forecast", "update", "--what", "ranking", "--json")
    assert "30 new days" in new.err
    assert new.rows[0]["last"] == "2018-06-29"
    assert "No new days" in lake("forecast", "update", "--what", "ranking").err
    (tmp_path / "bad.npz").write_bytes(b"x" * 100)
    bad = lake(*call, "--model", "bad.npz")
    assert (bad.status, len(bad.errors)) == (2, 1)
    none = lake("forecast", "update", "--what", "ranking", "--model", "nothing.npz")
    assert (none.status, "forecast fit" in none.err) == (2, True)
    assert lake("forecast", "fit", "--what", "magic").status == 2
    assert lake("forecast", "fit", "--what", "ranking", "--mode", "magic").status == 2


@pytest.mark.parametrize(
    ("more", "status", "word"),
    [
        (("--subject", "FRA"), 2, "--subject 'FRA' is in none"),
        (("--relation", "Make a vist"), 2, "similar are Make a visit"),
        (("--mode", "magic"), 2, "counting or full"),
        (("--at", "2018-01-01"), 3, "no event before"),
        (("--at", "2018-01-03"), 3, "too few"),
        (("--source", "gdelt"), 2, "holds icews"),
    ],
)
def test_next_without_an_answer_is_said(lake, more, status, word):
    pytest.importorskip("numba", reason="ranking needs the extra forecast")
    given = {"--subject": "CHN", "--relation": "042", more[0]: more[1]}
    found = lake("forecast", "next", *(part for pair in given.items() for part in pair))
    assert found.status == status, found.err
    assert word in found.err
    assert len(found.errors) == 1


def test_same_commands_give_the_same_bytes(lake, tmp_path):
    pytest.importorskip("matplotlib", reason="pictures need matplotlib")
    filled(lake)
    lake("forecast", "resolve", "--due", "--as-of", "2018-07-20")
    outs = []
    for turn in (1, 2):
        score = lake(
            "forecast", "score", "--as-of", "2018-07-20", "--json", "--plot", f"{turn}.png"
        )
        outs.append((score.out, (tmp_path / f"{turn}.png").read_bytes()))
    assert outs[0] == outs[1]


def test_doctor_checks_the_record_of_forecasts(lake):
    filled(lake)
    checks = {row["name"]: row for row in lake("doctor", "--json").rows}
    assert checks["ledger"]["state"] == "sound"
    assert json.dumps(checks)
