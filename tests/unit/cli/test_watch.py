"""`tocsin watch`, and `assess --since` and `--record`: what is said, and with which status."""

import json

import pytest

FILE = """sources: [wire.md]
pairs:
  - pair: SAU-IRN
  - pair: RUS-PRK
    for: USA
    record: true
"""


@pytest.fixture
def watch(tmp_path, wire):
    path = tmp_path / "watch.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_pair_that_fails_is_named_and_does_not_stop_the_others(tocsin, watch):
    result = tocsin("watch", watch, "--json", "-q")
    failed, first = map(json.loads, result.out.splitlines())
    assert result.status == 1
    assert (failed["name"], failed["state"], failed["assessment"]) == (
        "SAU-IRN",
        "failed",
        None,
    )
    assert "No claim says that" in failed["error"]
    assert (first["name"], first["state"]) == ("RUS-PRK", "first")
    assert [one["source"].split("/")[0] for one in first["questions"]] == [
        first["assessment"]
    ] * len(first["questions"])
    assert first["questions"]
    listed = tocsin("forecast", "list", "--as-of", "2023-09-05")
    assert listed.out.count(first["assessment"]) == len(first["questions"])


def test_second_run_changes_nothing_and_a_new_text_is_told(tocsin, watch, tmp_path):
    only = ("--only", "RUS-PRK", "-q")
    assert tocsin("watch", watch, *only).out.startswith("RUS-PRK: first answer, a-")
    same = tocsin("watch", watch, *only)
    assert (same.status, same.out.split(",")[0]) == (0, "RUS-PRK: nothing changed")
    assert tocsin("watch", watch, *only, "--changed").out == ""
    text = "---\ndate: 2023-09-07\n---\n\nNorth Korea delivered munitions to Russia, the White House said.\n"
    (tmp_path / "wire.md").rename(tmp_path / "old.md")
    watch.write_text(FILE.replace("wire.md", "old.md, new.md"), encoding="utf-8")
    (tmp_path / "new.md").write_text(text, encoding="utf-8")
    dry = tocsin("watch", watch, *only, "--dry-run")
    changed = tocsin("watch", watch, *only)
    assert (changed.status, dry.out) == (0, changed.out)
    assert changed.out.startswith("RUS-PRK: changed, a-")
    assert "new evidence +" in changed.out
    assert "1 new text. 2 days passed" in changed.out


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["watch.yaml", "--only", "X"], 2, "There is no pair 'X' in this file"),
        (["none.yaml"], 1, "cannot be read as the file of a watch"),
        (["watch.yaml", "--as-of", "2023-09-01", "--only", "RUS-PRK"], 1, "failed"),
    ],
)
def test_faults_are_said_in_a_line(tocsin, watch, arguments, status, message):
    result = tocsin("watch", *arguments)
    assert result.status == status
    assert message in result.err + result.out


@pytest.mark.parametrize(
    ("since", "status", "message"),
    [
        ("yesterday", 2, "neither a day nor an earlier answer"),
        ("a-0000", 2, "a-0000"),
        ("2023-09-05", 2, "not before the day of the judgement"),
        ("2023-09-04", 3, "Choose a later --since"),
    ],
)
def test_comparison_that_cannot_be_made_is_refused(tocsin, wire, since, status, message):
    result = tocsin("assess", wire, "--dyad", "RUS-PRK", "--since", since)
    assert (result.status, message in result.err) == (status, True)


def test_answer_is_compared_with_an_earlier_one_and_recorded(tocsin, wire):
    call = ("assess", wire, "--dyad", "RUS-PRK", "--for", "USA", "--json")
    first = json.loads(tocsin(*call).out)
    again = tocsin(*call, "--as-of", "2023-09-12", "--since", first["id"][:6], "--record")
    answer = json.loads(again.out)
    assert answer["change"]["earlier"] == first["id"]
    assert answer["change"]["concern"][0]["before"] == first["concern"][0]["score"]
    assert "In the record of forecasts: q-" in again.err
    assert f"--since {first['id'][:6]}" in answer["run"]["command"]
    why = tocsin("why", "k-USA.change.assumptions")
    assert "7 days passed" in why.out
    html = tocsin(*call, "--as-of", "2023-09-12", "--since", "2023-09-05", "--out", "b.html")
    assert html.status == 0
