"""`tocsin export` of an assessment, as a user calls it."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from tocsin.model.codec import plain
from tocsin.model.records import Kind
from tocsin.pipeline import Intake, Request, Silence, answer
from tocsin.settings import Settings
from tocsin.store import open_ledger
from tocsin.tell import answer_sheets

duckdb = pytest.importorskip("duckdb", reason="Parquet needs DuckDB")

WIRE = """---
date: 2023-09-05
publisher: Harbour Wire
title: Kim to visit Russia
---

Kim Jong Un plans to travel to Russia this month, US officials said on Monday.

North Korea could sell Russia artillery shells for the war in Ukraine, they said. Seoul fears
that Russia will give North Korea missile technology. Russia denied that it buys weapons from North
Korea.
"""
DENIAL = """---
date: 2021-10-07
publisher: Bosphorus Courier
---

Turkey will supply drones to Azerbaijan, Iranian officials said on Thursday. Azerbaijan denied that
it buys weapons from Turkey.
"""
STORE = "store/ledger.sqlite"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Return the folder of a ledger with one assessment, and the assessment as JSON."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "wire.md").write_text(WIRE, encoding="utf-8")
    request = Request(intake=Intake(sources=(str(folder / "wire.md"),)))
    settings = Settings(store=str(folder / STORE), draws=200, reader="fast")
    view = answer(request, settings=settings, watcher=Silence())
    return folder / "store", plain(view.assessment)


@pytest.fixture
def kept(tocsin, stored, tmp_path):
    """Return the command over a copy of that ledger, with the assessment as `answer`."""
    shutil.copytree(stored[0], tmp_path / "store")

    class Command:
        answer = stored[1]

        def __call__(self, *arguments):
            return tocsin(*arguments)

    return Command()


def read_csv(path):
    with Path(path).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("b.stix.json", "stix"), ("b.ftm.json", "ftm"), ("b.json", "json"), ("b.txt", "stix")],
)
def test_kind_follows_the_ending_or_what_is_asked_for(kept, name, kind):
    asked = ("--as", kind) if name.endswith(".txt") else ()
    found = kept("export", "last", "--out", name, *asked)
    assert (found.status, found.out) == (0, "")
    assert found.err == f"tocsin: {kept.answer['id']} is written to {name}.\n"
    text = Path(name).read_text(encoding="utf-8")
    first = json.loads(text.partition("\n")[0] if kind == "ftm" else text)
    mark = {"stix": "objects", "ftm": "schema", "json": "judgements"}[kind]
    assert mark in first


def test_json_is_the_assessment_and_its_claims(kept):
    Path("both").mkdir()
    assert kept("export", kept.answer["id"][:6], "--as", "json", "--out", "both").status == 0
    name = kept.answer["id"]
    assert json.loads(Path(f"both/{name}.json").read_text(encoding="utf-8")) == kept.answer
    lines = Path(f"both/{name}.claims.ndjson").read_text(encoding="utf-8").splitlines()
    assert len(lines) == kept.answer["corpus"]["claims"]
    assert json.loads(lines[0])["id"].startswith("c-")


def test_tables_are_the_same_cells_as_csv_and_as_parquet(kept):
    for kind in ("csv", "parquet"):
        assert kept("export", "last", "--as", kind, "--out", kind).status == 0
    names = answer_sheets()
    assert sorted(one.name for one in Path("csv").iterdir()) == sorted(
        f"{one}.csv" for one in names
    )
    for name, sheet in names.items():
        rows = duckdb.sql(f"SELECT * FROM 'parquet/{name}.parquet'")  # noqa: S608
        assert rows.columns == [field.name for field in sheet.fields]
        cells = read_csv(f"csv/{name}.csv")
        found = rows.fetchall()
        assert len(found) == len(cells)
        for row, texts in zip(found, cells, strict=True):
            for field, cell in zip(sheet.fields, row, strict=True):
                if field.kind is Kind.REAL and cell is not None:
                    assert float(texts[field.name]) == cell
                elif field.kind is Kind.DAY:
                    assert texts[field.name] == (cell.isoformat() if cell else "")


def test_one_table_into_a_file_and_into_a_folder(kept):
    assert kept("export", "last", "--table", "concern", "--out", "k.csv").status == 0
    Path("some").mkdir()
    call = ("export", "last", "--table", "concern", "--as", "csv", "--out", "some")
    assert kept(*call).status == 0
    assert [one.name for one in Path("some").iterdir()] == ["concern.csv"]
    assert Path("some/concern.csv").read_bytes() == Path("k.csv").read_bytes()


def test_every_number_of_every_table_is_opened_by_the_id_beside_it(kept):
    assert kept("export", "last", "--as", "csv", "--out", "t").status == 0
    opened = {}
    with open_ledger(STORE, create=False) as ledger:
        for name, sheet in answer_sheets().items():
            rows = read_csv(f"t/{name}.csv")
            for field in sheet.fields:
                for row in rows if field.opened_by else ():
                    if row[field.name]:
                        ref = row[field.opened_by]
                        assert ref, (name, field.name)
                        opened.setdefault(ref, ledger.find(ref))
                        value = opened[ref].value
                        known = [getattr(value, at, None) for at in ("value", "p", "score")]
                        known += [getattr(value, "confidence", None)]
                        known += list(getattr(value, "interval", None) or ())
                        assert float(row[field.name]) in known, (name, field.name, ref)
    assert len(opened) > 30
    ref = next(one for one in opened if "/k-" in one)
    assert kept("why", ref).status == 0


def test_same_assessment_gives_the_same_bytes(kept):
    for folder in ("one", "two"):
        Path(folder).mkdir()
        for kind in ("stix", "ftm", "json", "csv"):
            assert kept("export", "last", "--as", kind, "--out", folder).status == 0
        call = ("export", "last", "--as", "parquet", "--table", "figures", "--out", folder)
        assert kept(*call).status == 0
    names = sorted(one.name for one in Path("one").iterdir())
    assert len(names) == len(answer_sheets()) + 5
    for name in names:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes(), name


def test_last_of_a_pair_is_chosen_by_its_states(kept, tmp_path):
    (tmp_path / "denial.md").write_text(DENIAL, encoding="utf-8")
    assert kept("assess", "denial.md", "--draws", "200").status == 0
    for pair, name in (("RUS-PRK", "a.json"), ("North Korea-Russia", "b.json")):
        assert kept("export", "last", "--dyad", pair, "--out", name).status == 0
    assert kept("export", "last", "--out", "c.json").status == 0
    assert json.loads(Path("a.json").read_bytes())["id"] == kept.answer["id"]
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    other = json.loads(Path("c.json").read_bytes())["question"]["dyad"]
    assert set(other) == {"AZE", "TUR"}
    assert "Korea" not in Path("c.json").read_text(encoding="utf-8")
    assert kept("export", "last", "--out", "c.stix.json").status == 0
    assert "Korea" not in Path("c.stix.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (("a-ffff", "--out", "x.json"), 2, "holds no assessment 'a-ffff'"),
        (("a-ffff", "--as", "csv", "--out", "x"), 2, "holds no assessment 'a-ffff'"),
        (("j-arms_supply-PRK-RUS", "--out", "x.json"), 2, "of assessments last and ids such as"),
        (("last", "--out", "x.docx"), 2, "end it in .stix.json"),
        (("last", "--as", "docx", "--out", "x"), 2, "There is no kind 'docx'"),
        (("last", "--table", "nosuch", "--out", "x.csv"), 2, "There is no table 'nosuch'"),
        (("last", "--table", "../claims", "--as", "csv", "--out", "x"), 2, "no table '../claims'"),
        (("last", "--table", "claims", "--out", "x.json"), 2, "as csv or parquet, not as json"),
        (("last", "--out", "x.csv"), 2, "name it with --table"),
        (("last", "--as", "csv", "--out", "file"), 2, "file is a file; name a folder"),
        (("last", "--as", "csv", "--out", "no/such"), 1, "The folder no/such cannot be made"),
        (("last", "--out", "no/x.json"), 1, "no/x.json cannot be written"),
        (("last", "--as", "json", "--out", "/dev/null"), 1, "/dev/null is no file"),
        (("last", "--dyad", "TUR-AZE", "--out", "x.json"), 2, "no assessment of TUR-AZE yet"),
        (("last", "--dyad", "TUR", "--out", "x.json"), 2, "no pair of states"),
        (("a-1", "--dyad", "TUR-AZE", "--out", "x.json"), 2, "a-1 is chosen already"),
        (("last", "--since", "2020-01-01", "--out", "x.json"), 2, "has its own day"),
        (("gdelt", "--as", "csv", "--out", "x.csv"), 2, "--as is for assessments"),
        (("gdelt", "--table", "claims", "--out", "x.csv"), 2, "--table is for assessments"),
        (("last", "--out", "x.json", "--store", "none.sqlite"), 1, "There is no ledger"),
    ],
)  # fmt: skip
def test_bad_input_gives_one_sentence_and_no_file(kept, call, status, words):
    Path("file").write_text("mine")
    before = sorted(Path().iterdir())
    found = kept("export", *call)
    assert found.status == status
    assert len(found.errors) == 1
    assert words in found.errors[0]
    assert sorted(Path().iterdir()) == before
