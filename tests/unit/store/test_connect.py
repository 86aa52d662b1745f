"""What is no ledger of ours is refused in one sentence, and not one byte of it changes."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tocsin.errors import StoreError
from tocsin.store import connect, open_ledger


def refusal(path, *, create=True):
    with pytest.raises(StoreError) as error:
        open_ledger(str(path), create=create)
    message = error.value.message
    assert "\n" not in message
    assert message.endswith(".")
    assert "Traceback" not in message
    return message


def files(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def test_database_of_another_program_is_refused_and_untouched(path):
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE bookmarks (url)")
        other.execute("INSERT INTO bookmarks VALUES ('x')")
        other.commit()
        before = files(path.parent)
        assert len(before) == 3
        assert "is an SQLite file of another program; choose another --store." in refusal(path)
        assert files(path.parent) == before
    other.close()


@pytest.mark.parametrize(
    "content", [b"Dear diary", b"S", b"\x00" * 5000, b"SQLite format 2\x00"]
)
def test_file_of_another_kind_is_refused_and_untouched(path, content):
    path.write_bytes(content)
    assert "nor any SQLite file; choose another --store." in refusal(path)
    assert files(path.parent) == {path.name: content}


def test_places_that_hold_no_file_are_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    plain = tmp_path / "plain"
    plain.write_bytes(b"x")
    for place in (tmp_path, pipe, "/dev/null", plain / "ledger", "/proc/none/ledger", "a\0b"):
        assert "cannot be opened as a ledger" in refusal(place)
    assert "cannot be opened as a ledger" in refusal(tmp_path / ("x" * 300))
    assert "names a home folder that is not known" in refusal("~nobody-here/ledger")


def test_missing_ledger_is_created_with_its_folders_only_on_request(tmp_path):
    path = tmp_path / "a" / "b" / "ledger.sqlite"
    assert "There is no ledger at" in refusal(path, create=False)
    assert not path.parent.exists()
    open_ledger(str(path)).close()
    with open_ledger(str(path), create=False) as ledger:
        assert ledger.verify() == []


def test_empty_file_counts_as_missing(path):
    path.touch()
    assert "There is no ledger at" in refusal(path, create=False)
    with open_ledger(str(path)) as ledger:
        assert ledger.verify() == []


def test_file_marked_as_ours_without_tables_is_completed(path):
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA application_id = {connect.APPLICATION_ID}")
        raw.execute("CREATE TABLE x (y)")
    raw.close()
    assert "There is no ledger at" in refusal(path, create=False)
    open_ledger(str(path)).close()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            "UPDATE meta SET schema_version = 5",
            "newer Tocsin (ledger version 5, this one knows 4)",
        ),
        ("UPDATE meta SET application = 'x'", "is a database of another program"),
        ("DELETE FROM meta", "is a database of another program"),
    ],
)
def test_tables_that_we_do_not_know_are_refused(filled, path, change, message):
    filled.close()
    with sqlite3.connect(path) as raw:
        raw.execute(change)
    raw.close()
    assert message in refusal(path)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:///x.sqlite?mode=ro", "must name a file"),
        ("nonsense://me:secret@host/x", "needs a database driver"),
        ("postgresql+none://me:secret@host/x", "needs a database driver"),
        ("://", "no database URL"),
    ],
)
def test_urls_that_lead_nowhere_are_refused_without_their_password(url, message):
    text = refusal(url)
    assert message in text
    assert "secret" not in text


def test_sqlite_url_and_path_name_the_same_ledger(filled, path):
    with open_ledger(f"sqlite:///{path}", create=False) as again:
        assert again.name == filled.name
        assert again.documents() == filled.documents()


def test_writer_waits_and_then_says_that_the_ledger_is_in_use(path, make, monkeypatch):
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    document, raw = make.document(1)
    with open_ledger(str(path)) as ledger:
        ledger.add_document(document, raw)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is in use by another process; try again when"):
            ledger.add_document(*make.document(2))
        # Readers and whoever adds what is there already need not wait.
        assert ledger.documents() == (document,)
        assert ledger.add_document(document, raw) is False
        with open_ledger(str(path)) as beside:
            assert beside.document(document.id) == document
        other.execute("ROLLBACK")
        other.close()
        assert ledger.add_document(*make.document(2)) is True
        assert ledger.verify() == []


def test_ledger_locked_for_good_cannot_be_opened(filled, path, monkeypatch):
    filled.close()
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert "is in use by another process" in refusal(path)
    other.close()
    open_ledger(str(path)).close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_file_that_may_not_be_written_is_refused(filled, path, make):
    filled.close()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    assert "cannot be" in refusal(path)
    path.parent.chmod(0o700)


def test_full_disk_is_said_and_loses_nothing(filled, path, make):
    program = (
        "import resource, sys; sys.path.insert(0, sys.argv[2])\n"
        "from conftest import Maker; from tocsin.store import open_ledger\n"
        "from tocsin.errors import StoreError\n"
        "document, raw = Maker.document(9, count=40_000)\n"
        "with open_ledger(sys.argv[1]) as ledger:\n"
        "    before = ledger.documents()\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, -1))\n"
        "    try:\n"
        "        ledger.add_document(document, raw)\n"
        "    except StoreError as error:\n"
        "        print(error.message)\n"
        "    assert ledger.documents() == before\n"
    )
    before = filled.documents()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(path), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "all that was stored before is intact" in done.stdout
    assert filled.documents() == before
    assert filled.add_document(*make.document(9)) is True
    assert filled.verify() == []


def test_size_limit_of_the_database_is_a_full_disk(filled, make):
    with filled._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match="has no room left on its disk"):
        filled.add_document(*make.document(9, count=40_000))
    filled._engine.dispose()
    assert filled.verify() == []


def test_many_threads_open_and_write_one_new_ledger(path, make):
    barrier = threading.Barrier(8)

    def work(number):
        barrier.wait()
        with open_ledger(str(path)) as ledger:
            return [ledger.add_document(*make.document(number % 4)) for _ in range(3)]

    with ThreadPoolExecutor(8) as pool:
        added = sum(sum(done) for done in pool.map(work, range(8)))
    assert added == 4
    with open_ledger(str(path)) as ledger:
        assert len(ledger.documents()) == 4
        assert ledger.verify() == []
        with ledger._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_threads_may_share_a_ledger(ledger, make):
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda n: ledger.add_document(*make.document(n)), range(24)))
    assert all(added)
    assert ledger.verify() == []


def test_ledger_in_use_gets_its_log_later(filled, path, make):
    filled.close()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("PRAGMA journal_mode=DELETE")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM meta").fetchall()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "BUSY_SECONDS", 0.1)
        with open_ledger(str(path)) as ledger:
            assert len(ledger.documents()) == 2
    reader.close()
    with open_ledger(str(path)) as ledger:
        assert ledger.add_document(*make.document(3))
        with ledger._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_sqlite_without_full_text_search_still_keeps_a_ledger(path, make, monkeypatch):
    monkeypatch.setattr(
        connect, "CREATE_SEARCH_INDEX", "CREATE VIRTUAL TABLE sentence_index USING fts0(x)"
    )
    document, raw = make.document(1)
    with open_ledger(str(path)) as ledger:
        ledger.add_document(document, raw)
        ledger.add_coding(*make.coding(document), "rules-1")
        assert len(ledger.search("shells")) == 3
        assert ledger.verify() == []


def test_failed_creation_leaves_an_empty_file(path, monkeypatch):
    monkeypatch.setattr(connect, "CREATE_SEARCH_INDEX", "CREATE NONSENSE")
    assert "refused the operation" in refusal(path)
    assert path.read_bytes() == b""
    monkeypatch.undo()
    open_ledger(str(path)).close()


def test_copy_of_the_file_is_a_backup(filled, path, tmp_path):
    filled.close()
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    with open_ledger(str(copy), create=False) as ledger:
        assert ledger.verify() == []
        assert len(ledger.documents()) == 2
