"""`tocsin assess` and `tocsin why`: the answer, its file, its ledger."""

import json
from pathlib import Path

import pytest

from tocsin.model.assessment import Assessment
from tocsin.model.codec import from_json


def assess(tocsin, *arguments, **more):
    found = tocsin("assess", *arguments, "--draws", "200", "--json", **more)
    assert found.status == 0, found.err
    return json.loads(found.out)


def test_answer_for_people_names_the_pair_and_each_stakeholder(tocsin, wire):
    found = tocsin("assess", wire, "--for", "USA,KOR", "--draws", "200")
    assert found.status == 0
    assert found.err == ""
    for words in ("North Korea", "Russia", "United States", "South Korea", "tocsin why"):
        assert words in found.out


def test_json_is_the_assessment_contract(tocsin, wire):
    answer = assess(tocsin, wire, "--dyad", "RUS-PRK", "--for", "USA, South Korea")
    assert answer["question"]["dyad"] == ["RUS", "PRK"]
    assert answer["question"]["stakeholders"] == ["USA", "KOR"]
    assert answer["question"]["as_of"] == "2023-09-05"
    assert answer["corpus"]["documents"] == 1
    assert from_json(Assessment, json.dumps(answer)).id == answer["id"]


def test_same_question_gives_the_same_bytes_from_a_new_and_a_used_ledger(tocsin, wire):
    calls = [
        ("assess", wire, "--json", "--store", store, "--out", out)
        for store, out in (
            ("a.sqlite", "a.html"),
            ("b.sqlite", "b.html"),
            ("a.sqlite", "c.html"),
        )
    ]
    answers = {tocsin(*call).out for call in calls}
    assert len(answers) == 1
    assert len({Path(name).read_bytes() for name in ("a.html", "b.html", "c.html")}) == 1


def test_command_of_the_run_repeats_it_and_leaves_out_what_does_not_matter(tocsin, wire):
    answer = assess(tocsin, wire, "--dyad", "RUS-PRK", "--store", "x.sqlite", "-q")
    expected = f"tocsin assess --dyad RUS-PRK --draws 200 {wire}"
    assert answer["run"]["command"] == expected


def test_setting_of_the_environment_is_part_of_the_command(tocsin, wire, monkeypatch):
    monkeypatch.setenv("TOCSIN_SEED", "7")
    answer = assess(tocsin, wire)
    assert answer["run"]["seed"] == 7
    assert "--seed 7" in answer["run"]["command"]


def test_coding_is_taken_from_the_ledger(tocsin, wire, monkeypatch):
    first = assess(tocsin, wire)

    def fail(_document):
        raise AssertionError("it was coded again")

    monkeypatch.setattr("tocsin.pipeline.batches.code", fail)
    assert assess(tocsin, wire) == first


def test_document_under_another_name_is_named_as_it_is_now(tocsin, wire, tmp_path):
    assess(tocsin, wire)
    copy = tmp_path / "copy.md"
    copy.write_bytes(wire.read_bytes())
    assert tocsin("assess", copy, "--out", "copy.html", "--draws", "200").status == 0
    page = Path("copy.html").read_text()
    assert "copy.md" in page
    assert "wire.md" not in page


def test_same_document_twice_counts_once_with_a_note(tocsin, wire):
    found = tocsin("assess", wire, wire, "--json", "--draws", "200")
    assert json.loads(found.out)["corpus"]["documents"] == 1
    assert "counts once" in found.err
    assert tocsin("assess", "-q", wire, wire, "--json", "--draws", "200").err == ""


def test_later_document_is_left_out_with_a_note(tocsin, wire, tmp_path):
    later = tmp_path / "later.md"
    later.write_text(wire.read_text().replace("2023-09-05", "2023-12-01") + "More.\n")
    found = tocsin("assess", wire, later, "--as-of", "2023-10-01", "--json", "--draws", "200")
    answer = json.loads(found.out)
    assert answer["corpus"]["documents"] == 1
    assert answer["question"]["as_of"] == "2023-10-01"
    assert "later.md is dated 2023-12-01" in found.err


def test_nothing_before_the_day_of_the_judgement_is_status_3(tocsin, wire):
    found = tocsin("assess", wire, "--as-of", "2020-01-01", "-q")
    assert found.status == 3
    assert "--as-of" in found.err


def test_no_date_anywhere_is_status_3(tocsin):
    text = b"Russia could supply oil to North Korea, US officials said on Monday.\n"
    found = tocsin("assess", "-", "-q", stdin=text)
    assert found.status == 3
    assert "--date" in found.err
    assert assess(tocsin, "-", "--date", "2023-09-05", stdin=text)["question"]["as_of"]


@pytest.mark.parametrize("ending", [".html", ".json", ".HTML"])
def test_answer_is_written_by_its_ending(tocsin, wire, ending):
    path = Path(f"answer{ending}")
    found = tocsin("assess", wire, "--out", path, "--draws", "200")
    assert found.status == 0
    assert f"is written to {path}." in found.err
    text = path.read_text(encoding="utf-8")
    assert text.lstrip()[0] == ("{" if ending == ".json" else "<")
    assert sorted(one.name for one in Path().iterdir() if one.name.endswith(".part")) == []


@pytest.mark.parametrize("out", ["missing/brief.html", "file/brief.html", "folder.html"])
def test_output_that_cannot_be_written_is_refused_before_the_work(
    tocsin, wire, tmp_path, monkeypatch, out
):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.html").mkdir()
    monkeypatch.setattr("tocsin.pipeline.answering.gather_evidence", None)
    found = tocsin("assess", wire, "--out", out)
    assert found.status == 1
    assert len(found.errors) == 1
    assert out in found.err


def test_stakes_set_by_hand_change_the_answer(tocsin, wire, tmp_path):
    stakes = tmp_path / "stakes.yaml"
    stakes.write_text(
        "stakes:\n  - stakeholder: KOR\n    exposure: 0\n    reason: Suppose nothing matters.\n"
    )
    before = assess(tocsin, wire, "--for", "KOR")["concern"][0]["score"]
    after = assess(tocsin, wire, "--for", "KOR", "--stakes", stakes)["concern"][0]["score"]
    assert after < before


def test_stakes_file_that_does_not_fit_names_the_line(tocsin, wire, tmp_path):
    stakes = tmp_path / "stakes.yaml"
    stakes.write_text(
        "stakes:\n  - stakeholder: KOR\n    channel: nonsense\n    exposure: 1\n    reason: x\n"
    )
    found = tocsin("assess", wire, "--stakes", stakes)
    assert found.status == 1
    assert "stakes.yaml:3" in found.err


def test_own_grades_are_shown_and_repeated(tocsin, wire, tmp_path):
    grades = tmp_path / "grades.yaml"
    grades.write_text(
        "sources:\n  wire:\n    name: Harbour Wire\n    grades:\n"
        "      - {reliability: E, reason: Suppose that it lies.}\n"
    )
    before = assess(tocsin, wire, "--for", "KOR")
    after = assess(tocsin, wire, "--for", "KOR", "--grades", grades)
    assert {one["reliability"] for one in before["grades"]} == {"F"}
    assert {one["reliability"] for one in after["grades"]} == {"E"}
    assert after["concern"][0]["score"] < before["concern"][0]["score"]
    assert f"--grades {grades}" in after["run"]["command"]


@pytest.mark.parametrize(
    ("rows", "line", "fix"),
    [
        (["{reliability: G, reason: x}"], 5, "'A', 'B', 'C', 'D', 'E' or 'F'"),
        (["{reliability: A, reason: x}", "{reliability: B, reason: x}"], 6, "end one before"),
        (["{reliability: A, from: 2023-02-01, to: 2023-01-01, reason: x}"], 5, "swap them"),
    ],
)
def test_grades_that_do_not_fit_name_line_and_fix(tocsin, wire, tmp_path, rows, line, fix):
    grades = tmp_path / "grades.yaml"
    listed = "".join(f"      - {row}\n" for row in rows)
    grades.write_text(f"sources:\n  wire:\n    name: Wire\n    grades:\n{listed}")
    found = tocsin("assess", wire, "--grades", grades)
    assert found.status == 1
    assert len(found.errors) == 1
    assert f"grades.yaml:{line}" in found.err
    assert fix in found.err


def test_documents_as_ndjson_are_refused(tocsin, wire):
    piped = tocsin("read", wire, "--json").out.encode()
    found = tocsin("assess", "-", stdin=piped)
    assert found.status == 2
    assert "tocsin code -" in found.err


@pytest.fixture
def answered(tocsin, wire):
    return assess(tocsin, wire, "--for", "KOR,USA")


def test_why_opens_every_figure(tocsin, answered):
    for figure in answered["figures"][::9]:
        found = tocsin("why", figure["id"])
        assert found.status == 0, found.err
        assert figure["label"].split()[0] in found.out


def test_why_prints_the_words_beneath_a_judgement(tocsin, answered):
    judgement = answered["judgements"][0]
    found = tocsin("why", judgement["id"], "--json")
    row = json.loads(found.out)
    assert row["assessment"] == answered["id"]
    assert set(judgement["claims"]) <= set(row["sentences"])
    assert all(claim["quote"] in row["sentences"][claim["id"]] for claim in row["claims"])
    assert "text" not in row["documents"][0]


def test_why_opens_claims_stakes_documents_and_answers(tocsin, answered, wire):
    row = json.loads(tocsin("why", "k-KOR", "--json").out)
    ids = [row["claims"][0]["id"], row["stakes"][0]["id"], row["documents"][0]["id"]]
    for ref in ids:
        found = tocsin("why", ref)
        assert found.status == 0, found.err
        assert ref in found.out
    whole = tocsin("why", answered["id"])
    assert "tocsin why" in whole.out
    assert json.loads(tocsin("why", answered["id"], "--json").out)["kind"] == "assessment"
    assert json.loads(tocsin("why", ids[2], "--json").out)["claims"]


def test_why_takes_the_beginning_of_an_id(tocsin, answered):
    claim = answered["judgements"][0]["claims"][0]
    assert claim in tocsin("why", claim[:8]).out


def test_why_refuses_what_it_does_not_know(tocsin, answered):
    found = tocsin("why", "j-arms_suply-PRK-RUS")
    assert found.status == 2
    assert "j-arms_supply-PRK-RUS" in found.err


def test_why_without_a_ledger_is_a_failure(tocsin):
    found = tocsin("why", "k-KOR", "--store", "none.sqlite")
    assert found.status == 1
    assert not Path("none.sqlite").exists()


def test_why_works_for_what_was_read_without_an_answer(tocsin):
    text = b"Japan criticised the launch on Monday, officials in Tokyo said.\n"
    found = tocsin("assess", "-", "--date", "2023-09-05", "-q", stdin=text)
    assert found.status == 3
    row = json.loads(tocsin("why", "d-", "--json").out)
    assert row["assessment"] is None
    assert "no assessment uses it yet" in tocsin("why", "d-").out


SALE = """version: 1
game: exchange
title: Shells for missiles
settings: {parties: [PRK, RUS], goods: [{name: shells, from: PRK}]}
parameters:
  value.shells: {triangular: [1, 3, 6], unit: utility, source: a sketch}
  cost.shells: {triangular: [1, 2, 4], unit: utility, source: a sketch}
informs:
  - {channel: arms_supply, giver: PRK, receiver: RUS, outcome: moves.shells}
draws: 128
"""


def test_game_speaks_to_its_judgement_and_every_number_of_it_opens(tocsin, wire):
    Path("sale.yaml").write_text(SALE, encoding="utf-8")
    answer = assess(tocsin, wire, "--dyad", "RUS-PRK", "--game", "sale.yaml", "--out", "b.html")
    assert "--game sale.yaml" in answer["run"]["command"]
    (judgement,) = [one for one in answer["judgements"] if one["channel"] == "arms_supply"]
    assert judgement["components"]["model"] is not None
    ids = [one["id"] for one in answer["figures"] if one["id"].startswith("g-exchange")]
    assert len(ids) >= 3
    for ident in ids:
        found = tocsin("why", ident)
        assert found.status == 0
        assert "a sketch" in found.out
        assert ident in Path("b.html").read_text(encoding="utf-8")
    assert "What games say" in tocsin("assess", wire, "--game", "sale.yaml").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SALE.replace("unit: utility, source", "source", 1), "sale.yaml:6"),
        ("", "the file is empty"),
    ],
)
def test_bad_scenario_is_one_sentence_that_names_what_is_wrong(tocsin, wire, text, words):
    Path("sale.yaml").write_text(text, encoding="utf-8")
    found = tocsin("assess", wire, "--game", "sale.yaml")
    assert found.status == 1
    assert words in found.err
    assert len(found.errors) <= 3


def test_scenario_that_is_not_there_is_named(tocsin, wire):
    found = tocsin("assess", wire, "--game", "none.yaml")
    assert found.status == 1
    assert "none.yaml" in found.err


def test_scenario_that_speaks_to_no_channel_is_refused_with_the_channels(tocsin, wire):
    Path("sale.yaml").write_text(SALE.replace("channel: arms_supply", "channel: shells"))
    found = tocsin("assess", wire, "--game", "sale.yaml")
    assert found.status == 2
    assert "no channel" in found.err
    assert "arms_supply" in found.err
