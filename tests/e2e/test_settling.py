"""Six reports watched with data in the lake: each question is resolved by its own rule."""

import contextlib
import io
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the lake needs DuckDB")

from tocsin.cli import main
from tocsin.pipeline.forecasting.settling import settle
from tocsin.settings import Settings
from tocsin.store import open_ledger

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "examples/watch"
FIRST = date(2023, 6, 1)
HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\t"
    "Publisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)


def write_events(path, last):
    """Write events of every day up to one: others consult, and a visit on 13 September."""
    lines = [HEAD]
    for number in range((last - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        rows = [("United States", "Consult", "040", "Russian Federation"),
                ("China", "Consult", "040", "North Korea")]  # fmt: skip
        if day == date(2023, 9, 13):
            rows.append(("North Korea", "Make a visit", "042", "Russian Federation"))
        for place, (who, text, code, whom) in enumerate(rows):
            cells = [3 * number + place, day, who, "Government", who, text, code, 1, whom,
                     "Government", whom, number, 1, "Own Wire", "", "", "", "", "", ""]  # fmt: skip
            lines.append("\t".join(map(str, cells)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Give what a watch tells on three dates, as JSON, and the record in the end."""
    folder = tmp_path_factory.mktemp("settling")
    write_events(folder / "own.tab", date(2023, 10, 10))
    shutil.copytree(EXAMPLE, folder / "watch")
    store = folder / "w.sqlite"
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["ingest", "icews", "own.tab", "--store", str(store), "-q"]) == 0
        for day in ("2023-09-04", "2023-09-14", "2023-10-14"):
            argv = ["watch", "watch/watch.yaml", "--as-of", day, "--store", str(store),
                    "--reader", "fast", "--json", "-q"]  # fmt: skip
            found[day] = json.loads(run(argv))
        found["record"] = [
            json.loads(line)
            for line in run(
                ["forecast", "list", "--store", str(store), "--json", "--as-of", "2023-10-14"]
            ).splitlines()
        ]
    return found


def run(argv):
    """Return what a command prints on standard output."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(out):
        assert main(argv) == 0
    out.flush()
    return raw.getvalue().decode()


def by_class(told, day):
    questions = {one["id"]: one for one in told["2023-09-04"]["questions"]}
    return {
        questions[one["id"]]["text"].split(" from ")[0]: one
        for one in told[day]["resolved"]
        if one["id"] in questions
    }


def test_row_of_the_visit_resolves_the_question_on_the_day_of_the_report(told):
    assert told["2023-09-04"]["resolved"] == []
    ((text, one),) = by_class(told, "2023-09-14").items()
    assert "meet" in text
    assert one["answer"] == "yes"
    assert one["rows"][0]["source"] == "icews"
    assert "2023-09-13" in one["because"]


def test_row_stands_beside_the_claim_that_settles_the_judgement(told):
    (settled,) = told["2023-09-14"]["change"]["settled"]
    assert settled["ending"] == "happened"
    assert settled["rows"][0].startswith("icews:")
    assert settled["claims"]


def test_rule_says_no_where_its_source_saw_nothing_whatever_texts_tell(told):
    """The texts tell of containers; the source that decides covers the window and has no row."""
    ((text, one),) = by_class(told, "2023-10-14").items()
    assert "military aid" in text
    assert one["answer"] == "no"
    endings = {s["judgement"]: s for s in told["2023-10-14"]["change"]["settled"]}
    assert endings["j-arms_supply-PRK-RUS"]["ending"] == "happened"
    assert endings["j-arms_supply-PRK-RUS"]["rows"] == []


def test_what_a_rule_lacks_is_told_beside_the_claim(told):
    """The windows of later questions are open, or reach beyond the data's last day."""
    missing = {one["missing"] for one in told["2023-10-14"]["told"]}
    assert all("window lasts to" in one or "covers" in one for one in missing)


def test_record_holds_the_resolutions_by_rule(told):
    found = [one["resolutions"][-1] for one in told["record"] if one["resolutions"]]
    assert {one["by"] for one in found} == {"rule"}
    assert sorted(one["answer"] for one in found) == ["no", "yes"]


def test_void_is_left_to_the_command_that_resolves(tmp_path):
    store = str(tmp_path / "void.sqlite")
    asked = ["forecast", "ask", "--dyad", "RUS-PRK", "--class", "meeting", "--within", "2"]
    run([*asked, "--p", "0.6", "--as-of", "2018-05-31", "--store", store])
    settings = Settings(store=store)
    with open_ledger(settings.store) as ledger:
        tried = settle(("PRK", "RUS"), (), date(2020, 1, 1), ledger, settings=settings)
    assert tried.resolved == ()
    printed = run(["forecast", "resolve", "--due", "--as-of", "2020-01-01", "--store", store])
    assert " void: " in printed
