"""`tocsin doctor`: what is sound, absent and broken."""

import importlib.metadata
import importlib.util
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from tocsin.errors import ModelFilesError


def checks(found):
    return {row["name"]: row for row in map(json.loads, found.out.splitlines())}


def test_sound_installation_is_status_0(tocsin):
    found = tocsin("doctor")
    assert found.status == 0, found.out
    assert "broken" not in found.out
    assert "absent  ledger" in found.out


def test_json_is_one_check_a_line(tocsin, wire):
    tocsin("assess", wire, "--draws", "200")
    rows = checks(tocsin("doctor", "--json"))
    assert rows["ledger"]["state"] == "sound"
    assert "1 documents" in rows["ledger"]["detail"]
    assert rows["language model"]["state"] == "sound"


def test_foreign_ledger_is_broken_and_left_alone(tocsin):
    with sqlite3.connect("other.sqlite") as base:
        base.execute("CREATE TABLE mine (x)")
    base.close()
    before = Path("other.sqlite").read_bytes()
    found = tocsin("doctor", "--store", "other.sqlite", "--json")
    assert found.status == 1
    assert checks(found)["ledger"]["state"] == "broken"
    assert Path("other.sqlite").read_bytes() == before


def test_altered_ledger_is_broken(tocsin, wire):
    tocsin("assess", wire, "--draws", "200", "--store", "l.sqlite")
    with sqlite3.connect("l.sqlite") as base:
        base.execute("UPDATE documents SET text = replace(text, 'Kim', 'Tim')")
    base.close()
    found = tocsin("doctor", "--store", "l.sqlite", "--json")
    assert found.status == 1
    assert checks(found)["ledger"]["state"] == "broken"
    assert "restore a copy" in checks(found)["ledger"]["detail"]


def test_a_zeroed_stretch_of_a_ledger_is_told_as_damage(tocsin, wire):
    tocsin("assess", wire, "--draws", "200", "--store", "l.sqlite")
    whole = Path("l.sqlite").read_bytes()
    found = []
    for start in range(16384, len(whole) - 4096, len(whole) // 5):
        Path("l.sqlite").write_bytes(whole[:start] + bytes(3000) + whole[start + 3000 :])
        found.append(checks(tocsin("doctor", "--store", "l.sqlite", "--json"))["ledger"])
    broken = [one["detail"] for one in found if one["state"] == "broken"]  # else it was unused
    assert len(broken) > 2
    assert [one for one in broken if "restore a copy" not in one and "damaged" not in one] == []


def test_wrong_settings_are_broken_and_the_rest_is_still_checked(tocsin):
    Path("tocsin.toml").write_text("sede = 1\n")
    found = tocsin("doctor", "--json")
    rows = checks(found)
    assert found.status == 1
    assert rows["settings"]["state"] == "broken"
    assert rows["data files"]["state"] == "sound"


def test_missing_package_names_what_to_install(tocsin, monkeypatch):
    known = importlib.metadata.version

    def version(name):
        if name == "httpx":
            raise importlib.metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    found = tocsin("doctor", "--json")
    assert found.status == 1
    assert "pip install httpx" in checks(found)["packages"]["detail"]


def test_missing_extra_is_absent_not_broken(tocsin, monkeypatch):
    known, absent = importlib.util.find_spec, {"pypdf", "typst"}
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in absent else known(name)
    )
    found = tocsin("doctor", "--json")
    assert found.status == 0
    assert checks(found)["pdf"]["state"] == "absent"
    assert "pip install 'tocsin[brief]'" in checks(found)["brief"]["detail"]
    assert checks(found)["game"]["state"] == "sound"


def test_altered_weights_are_broken(tocsin, monkeypatch):
    def altered(_folder):
        raise ModelFilesError("The English model was altered: x.")

    monkeypatch.setattr("tocsin.coding.syntax.parser.check_weights", altered)
    found = tocsin("doctor", "--json")
    assert found.status == 1
    assert "altered" in checks(found)["language model"]["detail"]


def test_missing_model_is_broken(tocsin, monkeypatch):
    monkeypatch.setattr("tocsin.coding.syntax.parser.installed_model", lambda: None)
    found = tocsin("doctor", "--json")
    assert found.status == 1
    assert "pip install" in checks(found)["language model"]["detail"]


def test_old_python_is_broken(tocsin, monkeypatch):
    monkeypatch.setattr("tocsin.pipeline.doctor.OLDEST_PYTHON", (99, 0))
    assert checks(tocsin("doctor", "--json"))["Python"]["state"] == "broken"
    assert sys.version_info < (99, 0)


def test_folder_that_may_not_be_written_is_broken(tocsin, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    rows = checks(tocsin("doctor", "--json"))
    assert rows["data folder"]["state"] == "broken"


def test_database_server_needs_no_folder(tocsin):
    pytest.importorskip("sqlalchemy")
    rows = checks(tocsin("doctor", "--json", "--store", "postgresql+nodriver://h/x"))
    assert rows["data folder"]["state"] == "absent"
    assert rows["ledger"]["state"] == "broken"
