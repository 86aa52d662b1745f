"""Rival hypotheses and words of likelihood on the command line."""

import json
from pathlib import Path

import pytest

from tocsin import pipeline
from tocsin.tell import checks


def assess(tocsin, *arguments):
    found = tocsin("assess", *arguments, "--draws", "200", "--json")
    assert found.status == 0, found.err
    return json.loads(found.out)


def test_written_hypotheses_read_back_give_the_same_answer(tocsin, wire):
    first = assess(tocsin, wire, "--write-hypotheses", "rivals.yaml")
    again = assess(
        tocsin, wire, "--hypotheses", "rivals.yaml", "--write-hypotheses", "again.yaml"
    )
    assert again["hypotheses"] == first["hypotheses"]
    assert again["figures"] == first["figures"]
    assert Path("again.yaml").read_bytes() == Path("rivals.yaml").read_bytes()
    assert "--hypotheses rivals.yaml" in again["run"]["command"]
    assert "write-hypotheses" not in first["run"]["command"]
    claim = first["hypotheses"]["matrix"][0]["claim"]
    assert f"# {claim}  " in Path("rivals.yaml").read_text(encoding="utf-8")


def test_edited_hypotheses_change_the_answer_and_every_number_opens(tocsin, wire):
    Path("own.yaml").write_text(
        "hypotheses:\n  barter: {statement: shells for grain, prior: 0.4, classes: {hard_ahead: CC}}\n"
    )
    answer = assess(tocsin, wire, "--hypotheses", "own.yaml", "--out", "brief.html")
    assert "barter" in {one["id"] for one in answer["hypotheses"]["hypotheses"]}
    told = [one["id"] for one in answer["figures"] if one["id"].startswith("h-")]
    assert "h-barter.posterior" in told
    for ident in told:
        assert tocsin("why", ident).status == 0
    assert "Shells for grain." in Path("brief.html").read_text(encoding="utf-8")


def test_file_that_does_not_fit_is_one_sentence_with_its_line(tocsin, wire):
    Path("own.yaml").write_text(
        "hypotheses:\n  a: {statement: one, prior: 0.5, claims: {c-0: C}}\n"
    )
    found = tocsin("assess", wire, "--hypotheses", "own.yaml")
    assert found.status == 1
    assert found.errors[-1].startswith("tocsin: own.yaml:2: there is no claim 'c-0'")


def test_hypotheses_that_cannot_be_written_are_refused_before_the_work(
    tocsin, wire, monkeypatch
):
    monkeypatch.setattr("tocsin.pipeline.answering.gather_evidence", None)
    found = tocsin("assess", wire, "--write-hypotheses", "none/rivals.yaml")
    assert found.status == 1
    assert "--write-hypotheses" in found.err


def test_terminal_tells_the_rival_readings(tocsin, wire):
    shown = tocsin("assess", wire, "--draws", "200").out
    assert "Rival readings" in shown
    assert "among the rivals" in shown


def test_words_of_phia_are_used_named_and_part_of_the_command(tocsin, wire, monkeypatch):
    usual = assess(tocsin, wire)
    answer = assess(tocsin, wire, "--words", "phia", "--out", "brief.html")
    assert answer["words"] == "phia"
    assert "words" not in usual
    assert answer["id"] != usual["id"]
    assert "--words phia" in answer["run"]["command"]
    assert "PHIA 2025" in Path("brief.html").read_text(encoding="utf-8")
    assert "in words of PHIA 2025" in tocsin("assess", wire, "--words", "phia").out
    monkeypatch.setenv("TOCSIN_WORDS", "phia")
    assert assess(tocsin, wire)["id"] == answer["id"]


def test_unknown_standard_of_words_is_status_2(tocsin, wire):
    found = tocsin("assess", wire, "--words", "sherman_kent")
    assert found.status == 2
    assert "icd203 or phia" in found.err


def test_brief_that_breaks_its_rules_is_not_written(tocsin, wire, monkeypatch):
    real = checks.own_sentences
    more = ("k-KOR", "It could be so.")
    monkeypatch.setattr(checks, "own_sentences", lambda view: [*real(view), more])
    Path("brief.html").write_text("what was there")
    found = tocsin("assess", wire, "--out", "brief.html", "--draws", "200")
    assert found.status == 1
    assert "'could' hedges: It could be so." in found.err
    assert Path("brief.html").read_text() == "what was there"
    assert tocsin("assess", wire, "--out", "answer.json", "--draws", "200").status == 0


@pytest.mark.parametrize("ending", [one for one in pipeline.WRITERS if one != ".json"])
def test_every_kind_of_brief_is_checked(ending, monkeypatch, tmp_path):
    monkeypatch.setattr("tocsin.tell.check_wording", lambda _: 1 / 0, raising=False)
    with pytest.raises(ZeroDivisionError):
        pipeline.output.write_answer(None, tmp_path / f"brief{ending}")
