"""An assessment as files: inside of the folder, whole or not at all, without what stays here."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tocsin import tell
from tocsin.errors import OutputError, UsageError
from tocsin.model.assessment import Assessment, CorpusSummary, Question, Rivals, Run
from tocsin.model.index import Cover, DataRows, IndexValue
from tocsin.model.record import Precedent, Record
from tocsin.pipeline.handing_on import ENDINGS, Wanted, shareable_record, write_assessment
from tocsin.tell import BriefInput

DAY = date(2023, 9, 5)
ASSESSMENT = Assessment(
    id="a-1f2e3d4c5b",
    question=Question(dyad=("RUS", "PRK"), as_of=DAY, horizon_days=365),
    corpus=CorpusSummary(documents=0, origins=0, claims=0),
    bottom_line="Nothing is known.",
    judgements=(),
    concern=(),
    hypotheses=Rivals(),
    indicators=(),
    exchange=(),
    figures=(),
    limits=("It is made up.",),
    run=Run(version="0", seed=0, draws=1, inputs_sha256="ab" * 32),
    names={"RUS": "Russia", "PRK": "North Korea"},
)
VIEW = BriefInput(assessment=ASSESSMENT, claims={}, stakes={}, documents={})


def precedent(words, source, rows):
    below = DataRows(source=source, table="visits", parties=("PRK", "RUS"), start=DAY, end=DAY,
                     rows=rows)  # fmt: skip
    value = IndexValue(measure="past_visit", family="record", parties=("PRK", "RUS"), start=DAY,
                       end=DAY, value=1.0, unit="days", n=rows, cover=Cover.FULL,
                       rows=(below,))  # fmt: skip
    return Precedent(base_class="meeting", words=words, value=value)


def recorded(*precedents):
    record = Record(since=DAY, until=DAY, history=(), unusual=(), precedents=precedents, rates=(),
                    coverage=(), titles={})  # fmt: skip
    return replace(ASSESSMENT, record=record)


def entries(folder):
    return sorted(one.name for one in folder.iterdir())


@pytest.mark.parametrize("ending", list(ENDINGS))
def test_file_that_is_there_is_replaced_whole_and_keeps_its_permissions(ending, tmp_path):
    path = tmp_path / f"brief{ending}"
    path.write_text("old")
    path.chmod(0o640)
    table = "judgements" if ending in (".csv", ".parquet") else None
    write_assessment(VIEW, Wanted(out=path, table=table))
    assert path.read_bytes()[:3] != b"old"
    assert path.stat().st_mode & 0o777 == 0o640
    assert entries(tmp_path) == [path.name]


def test_failure_on_the_way_leaves_every_file_as_it_was(tmp_path, monkeypatch):
    write_assessment(VIEW, Wanted(out=tmp_path / "t", kind="csv"))
    before = {one: one.read_bytes() for one in (tmp_path / "t").iterdir()}
    changed = replace(VIEW, assessment=replace(ASSESSMENT, id="a-0000000000"))

    def fail(sheet, view, stream):
        if sheet.name == "figures":
            raise OSError(28, "No space left on device")
        stream.write("half")

    monkeypatch.setattr(tell, "write_sheet", fail, raising=False)
    with pytest.raises(OutputError, match="No space left"):
        write_assessment(changed, Wanted(out=tmp_path / "t", kind="csv"))
    assert {one: one.read_bytes() for one in (tmp_path / "t").iterdir()} == before


@pytest.mark.parametrize("kind", ["csv", "json", "stix"])
def test_link_in_the_folder_is_refused_and_leads_nowhere(kind, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "t"
    folder.mkdir()
    name = {"csv": "claims.csv", "json": "a-1f2e3d4c5b.json"}.get(
        kind, "a-1f2e3d4c5b.stix.json"
    )
    (folder / name).symlink_to(outside)
    with pytest.raises(OutputError, match="is a link"):
        write_assessment(VIEW, Wanted(out=folder, kind=kind))
    assert outside.read_text() == "mine"
    assert entries(folder) == [name]


@pytest.mark.parametrize(
    "name", ["../up", "/etc/up", "a\0b", "..", "", ".hidden", "a/b", "a\\b"]
)
def test_strange_id_makes_no_name_of_a_file(name, tmp_path):
    folder = tmp_path / "t"
    folder.mkdir()
    view = replace(VIEW, assessment=replace(ASSESSMENT, id=name))
    with pytest.raises(OutputError, match="is no name for a file"):
        write_assessment(view, Wanted(out=folder, kind="stix"))
    assert entries(tmp_path) == ["t"]
    assert entries(folder) == []


@pytest.mark.parametrize("table", ["../judgements", "/tmp/x", "judgements\0", "Judgements", ""])  # noqa: S108
def test_table_is_chosen_by_its_name_alone(table, tmp_path):
    with pytest.raises(UsageError, match="There is no table"):
        write_assessment(VIEW, Wanted(out=tmp_path, kind="csv", table=table))
    assert entries(tmp_path) == []


def test_name_with_a_zero_byte_is_refused(tmp_path):
    with pytest.raises(OutputError, match="null byte"):
        write_assessment(VIEW, Wanted(out=tmp_path / "a\0.json"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_folder_that_cannot_be_made_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be made: Permission denied"):
        write_assessment(VIEW, Wanted(out=tmp_path / "t", kind="csv"))


def test_ending_counts_in_any_case_and_a_folder_may_have_one(tmp_path):
    write_assessment(VIEW, Wanted(out=tmp_path / "B.STIX.JSON"))
    assert b'"bundle"' in (tmp_path / "B.STIX.JSON").read_bytes()
    (tmp_path / "d.csv").mkdir()
    write_assessment(VIEW, Wanted(out=tmp_path / "d.csv"))
    assert "claims.csv" in entries(tmp_path / "d.csv")


def test_assessment_without_claims_is_written_in_every_kind(tmp_path):
    for kind in dict.fromkeys(ENDINGS.values()):
        table = "claims" if kind == "parquet" else None
        write_assessment(VIEW, Wanted(out=tmp_path, kind=kind, table=table))
    assert (tmp_path / "claims.parquet").read_bytes()[:4] == b"PAR1"
    assert Path(tmp_path, "claims.csv").read_text().count("\n") == 1
    assert Path(tmp_path, "a-1f2e3d4c5b.claims.ndjson").read_text() == ""


def test_precedent_that_is_a_single_row_of_a_closed_source_stays_here():
    closed, derived = precedent("a visit", "colt", 1), precedent("a burst", "icews", 40)
    free, unknown = precedent("an event", "gdelt", 1), precedent("a row", "nobody knows", 1)
    found, told = shareable_record(recorded(closed, derived, free, unknown))
    assert found.record.precedents == (derived, free)
    assert told == (
        "Precedents that are single rows which may not be handed on are left out: 1 of colt, "
        "1 of nobody knows; see `tocsin sources NAME`."
    )
    assert found.limits == ("It is made up.", told)


def test_what_is_left_out_is_told_where_it_is_missing(tmp_path):
    view = replace(VIEW, assessment=recorded(precedent("a visit of the chairman", "colt", 1)))
    told = write_assessment(view, Wanted(out=tmp_path / "x.json"))
    assert "left out: 1 of colt" in told[1]
    assert "chairman" not in (tmp_path / "x.json").read_text()
    assert len(write_assessment(view, Wanted(out=tmp_path / "x.stix.json"))) == 1


@pytest.mark.parametrize(
    "assessment", [ASSESSMENT, recorded(precedent("a burst", "icews", 40))]
)
def test_assessment_from_which_nothing_is_kept_back_is_itself(assessment):
    assert shareable_record(assessment) == (assessment, "")
