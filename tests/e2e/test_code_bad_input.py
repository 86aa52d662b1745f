"""`tocsin code` on bad input: no crash, the broken ones by name, the rest coded, memory bounded."""

import io
import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tocsin.cli import main
from tocsin.model.claim import Coding
from tocsin.pipeline import batches

COMMAND = Path(sysconfig.get_path("scripts")) / "tocsin"
GOOD = "Iran attacked Poland last week, officials said in report number {}.\n"


@pytest.fixture
def tocsin(monkeypatch, capfdbinary, tmp_path):
    """Return a function that runs a command in an empty folder."""
    for name in [name for name in os.environ if name.startswith("TOCSIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(one) for one in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return (
            status,
            [json.loads(line) for line in out.splitlines()],
            err.decode().splitlines(),
        )

    return run


@pytest.fixture
def gists(tocsin):
    """Return a function that gives the claims of a text in one line each."""

    def run(text):
        status, claims, errors = tocsin("code", "-", "--json", stdin=text.encode())
        assert (status, errors) == (0, [])
        for claim in claims:
            start, end = claim["span"]
            assert text[start:end] == claim["quote"]
        return [gist(claim) for claim in claims]

    return run


def gist(claim):
    event = claim["event"]
    return " ".join([event["type"], *event["source"], ">", *event["target"], claim["status"]])


ATTACK = "ASSAULT IRN > POL occurred"
OIL = "AID RUS > PRK occurred"


@pytest.mark.slow
@pytest.mark.parametrize(
    "filler", ["Kenya is a country; ", "Kenya is a country, and ", "Kenya, "]
)
def test_a_sentence_of_2000_words_is_read(gists, filler):
    count = 2000 // len(filler.split())
    assert ATTACK in gists(filler * count + "Iran attacked Poland last week.")


@pytest.mark.slow
@pytest.mark.parametrize("filler", ["of the Kenya ", "Kenya and ", "which ", "x"])
def test_words_without_end_take_bounded_time(gists, filler):
    start = time.process_time()
    gists(filler * 2_000)
    assert time.process_time() - start < 20


@pytest.mark.parametrize("cell", [" | ", "\t", ",", "   "])
def test_a_table_pasted_as_text_claims_nothing(gists, cell):
    rows = [["Country", "Year", "From"], *([f"Kenya {n}", str(n), "Chad"] for n in range(200))]
    table = "\n".join(cell.join(row) for row in rows)
    assert gists(f"Iran attacked Poland last week.\n\n{table}\n") == [ATTACK]


def test_text_in_capitals_claims_what_it_does_in_small_letters(gists):
    text = (
        "Russia has sent oil to North Korea, U.S. officials said on Monday. Iran attacked Poland "
        "last week. President Putin met Kim Jong Un in Vladivostok in May."
    )
    assert gists(text.upper()) == gists(text)
    assert len(gists(text)) == 3


def test_headlines_with_and_without_verbs(gists):
    assert gists("IRAN ATTACKS POLAND\n") == [ATTACK]
    for text in ("Russia-North Korea arms deal\n", "War!\n", "IRAN, POLAND\n", "Talks: off\n"):
        gists(text)


def test_bullet_lists_are_read_item_by_item(gists):
    text = (
        "- Iran attacked Poland last week.\n* Russia has sent oil to North Korea\n\u2022 Mali\n"
    )
    assert gists(text) == [ATTACK, OIL]


def test_sentences_in_other_languages_give_nothing_and_are_counted(tocsin):
    text = (
        "Iran attacked Poland last week, officials said in the capital. Kenia atacó a Chad con las "
        "armas de Mali el lunes. Kenia hat Mali mit den Waffen von Chad beliefert. Россия "
        "поставила оружие Ирану. Japan criticised Iran for it.\n"
    )
    status, claims, errors = tocsin("code", "-", "--json", "-v", stdin=text.encode())
    assert status == 0
    assert [claim["event"]["type"] for claim in claims] == ["ASSAULT", "ACCUSE"]
    assert any("3 of 5 sentences are in another language" in line for line in errors)


def test_pictures_and_invisible_characters_hide_nothing(gists):
    text = (
        "Iran \U0001f680 attacked \U0001f1f5\U0001f1f1 Poland last week \U0001f525\U0001f525. "
        "Rus\u200bsia has \u2060sent oil\ufe0f to \u200bNorth Korea \u2705\n"
    )
    assert gists(text) == [ATTACK, OIL]


def write_documents(folder, count):
    """Write documents of which every tenth is broken, each in another way; return their names."""
    bad = {
        "empty": b"",
        "blank": b" \n\n",
        "binary": bytes(range(256)) * 8,
        "damaged": "Россия ".encode() * 2 + b"\xff\x81\x9d Iran attacked Poland" * 3,
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "large": b"word " * 500,
        "nothing": b"1234 5678\n",
        "folder": None,
        "pipe": None,
        "gone": None,
    }
    kinds = list(bad)
    broken = []
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 10:
            path.write_text(GOOD.format(number))
            continue
        kind = kinds[number // 10 % len(kinds)]
        if kind == "folder":  # no document at all
            path.mkdir()
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind == "gone":  # a link to nowhere is passed over
            path.symlink_to("nowhere")
        else:
            path.write_bytes(bad[kind])
        if kind not in {"folder", "gone"}:
            broken.append(str(path))
    return broken


def assert_all_coded(found, broken, count):
    status, claims, errors = found
    assert status == 0
    assert [name for name in broken if not any(name in line for line in errors)] == []
    assert len(errors) == len(broken)
    assert {gist(claim) for claim in claims} == {ATTACK}
    paths = [claim["path"] for claim in claims]
    assert paths == sorted(paths)
    assert len(paths) == count - count // 10


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.heavy
def test_broken_documents_are_named_and_the_rest_is_coded(tocsin, tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_MAX_BYTES", "2000")
    broken = write_documents(tmp_path / "docs", 200)
    alone = tocsin("code", tmp_path / "docs", "--json")
    assert_all_coded(alone, broken, 200)
    assert tocsin("code", tmp_path / "docs", "--json", "--jobs", "2") == alone


def resident():
    """Return the memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc to measure with")
@pytest.mark.heavy
def test_10000_documents_in_bounded_memory(tocsin, tmp_path, monkeypatch):
    """With a coder that finds nothing: what is measured is everything around it."""
    monkeypatch.setenv("TOCSIN_MAX_BYTES", "2000")

    def nothing(documents, **_options):
        return iter([(Coding(document=one.id, sentences=1), ()) for one in documents])

    monkeypatch.setattr(batches, "code_many", nothing)
    few = write_documents(tmp_path / "few", 200)
    many = write_documents(tmp_path / "many", 10_000)
    assert len(tocsin("code", tmp_path / "few", "--json")[2]) == len(few)
    before = resident()
    status, claims, errors = tocsin("code", tmp_path / "many", "--json")
    assert (status, claims, len(errors)) == (0, [], len(many))
    assert resident() - before < 40


@pytest.mark.slow
@pytest.mark.heavy
def test_ctrl_c_ends_every_process_at_once(tmp_path):
    (tmp_path / "r.ndjson").write_text(
        "".join(json.dumps({"text": GOOD.format(n)}) + "\n" for n in range(5000))
    )
    heed = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    call = [str(COMMAND), "code", "r.ndjson", "--column", "text", "--json", "--jobs", "2"]
    process = subprocess.Popen(
        [sys.executable, "-c", heed, *call],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        start = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to all of them
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert first.startswith(b'{"id": "c-'), "results come while others wait"
    assert (process.returncode, errors) == (130, b"")
    assert time.monotonic() - start < 5
    assert is_gone(process.pid), "no process is left behind"


def is_gone(group):
    """Return whether a group of processes ends within some seconds."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_table_row_by_row(tocsin, tmp_path):
    rows = [{"text": GOOD.format(n), "id": f"r{n}", "day": "2023-09-05"} for n in range(3)]
    lines = [json.dumps(row) for row in rows]
    lines[1] = lines[1][:30]
    Path("r.ndjson").write_text("\n".join(lines))
    call = ("--column", "text", "--id-column", "id", "--date-column", "day", "--json")
    status, claims, errors = tocsin("code", "r.ndjson", *call)
    assert status == 0
    assert [claim["path"] for claim in claims] == ["r.ndjson#r0", "r.ndjson#r2"]
    assert claims[0]["event"]["time"]["start"] == "2023-08-28"
    assert len(errors) == 1
    assert "r.ndjson#2 is no JSON" in errors[0]
    piped = tocsin("code", "-", *call, stdin=Path("r.ndjson").read_bytes())
    assert [claim["path"] for claim in piped[1]] == ["-#r0", "-#r2"]


def test_columns_and_jobs_that_make_no_sense(tocsin):
    for call, word in (
        (("--id-column", "id"), "--column"),
        (("--jobs", "many"), "number of jobs"),
        (("--column", "text", "--jobs", "-3"), "number of jobs"),
    ):
        status, claims, errors = tocsin("code", "-", *call, stdin=b"Iran attacked Poland.")
        assert (status, claims, len(errors)) == (2, [], 1)
        assert word in errors[0]
