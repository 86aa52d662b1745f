"""The command as a process: pipes, signals, streams, a later process, the seed article."""

import json
import os
import pty
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

COMMAND = Path(sysconfig.get_path("scripts")) / "tocsin"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
TEXT = """---
date: 2023-09-05
---

Kim Jong Un plans to travel to Russia this month, US officials said on Monday. North Korea
could sell Russia artillery shells. Seoul fears that Russia will give North Korea missile
technology.
"""


@pytest.fixture
def environment(tmp_path):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TOCSIN_")}
    return {**kept, "XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}


@pytest.fixture
def run(tmp_path, environment):
    """Return a function that runs the command as a process in an empty folder."""
    (tmp_path / "wire.md").write_text(TEXT, encoding="utf-8")

    def start(*arguments, **more):
        return subprocess.run(
            [str(COMMAND), *map(str, arguments)],
            cwd=tmp_path,
            env={**environment, **more.pop("env", {})},
            capture_output=True,
            timeout=60,
            check=False,
            **more,
        )

    return start


def test_module_ends_with_the_status_of_the_command(environment, tmp_path):
    command = [sys.executable, "-m", "tocsin", "why", "c-0", "--store", "none.sqlite"]
    found = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert found.returncode == 1
    assert b"There is no ledger" in found.stderr


def test_why_opens_in_a_later_process_what_assess_stored(run, tmp_path):
    answer = run("assess", "wire.md", "--for", "KOR", "--json")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == b""
    judgement = json.loads(answer.stdout)["judgements"][0]
    found = run("why", judgement["id"], "--json")
    assert found.returncode == 0, found.stderr
    sentences = json.loads(found.stdout)["sentences"]
    assert all(sentences[claim] for claim in judgement["claims"])
    assert (tmp_path / "data" / "tocsin" / "ledger.sqlite").exists()


@pytest.mark.heavy
def test_same_bytes_in_two_processes(run, tmp_path):
    calls = [("assess", "wire.md", "--json", "--store", s, "--out", f"{s}.html") for s in "ab"]
    seeds = ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"})
    answers = {run(*call, env=env).stdout for call, env in zip(calls, seeds, strict=True)}
    assert len(answers) == 1
    assert len({(tmp_path / f"{store}.html").read_bytes() for store in "ab"}) == 1


@pytest.mark.heavy
@pytest.mark.heavy
def test_read_pipes_into_code(run, environment, tmp_path):
    pipe = f"'{COMMAND}' read wire.md --json | '{COMMAND}' code - --json"
    found = subprocess.run(
        ["/bin/sh", "-c", pipe], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    run_alone = run("code", "wire.md", "--json")
    assert found.stdout == run_alone.stdout
    assert json.loads(found.stdout.splitlines()[0])["id"].startswith("c-")


def test_reader_that_stops_early_gets_no_traceback(environment, tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(
            f"Russia and Iran signed treaty number {number} on Monday, both said.\n" * 200
        )
    process = subprocess.Popen(
        [str(COMMAND), "read", ".", "--json"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in {0, 1}
    assert errors == b""


# A test run in the background is started with Ctrl-C ignored, and hands that on.
HEED_CTRL_C = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)


def test_interruption_is_130_without_traceback(environment, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HEED_CTRL_C, str(COMMAND), "read", "-"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2.0)  # until it waits for its input
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_full_standard_output_is_one_sentence(environment, tmp_path):
    (tmp_path / "wire.md").write_text(TEXT)
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            [str(COMMAND), "read", "wire.md", "--json"],
            cwd=tmp_path,
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert found.returncode == 1
    assert found.stderr.decode().count("\n") == 1
    assert "No space left" in found.stderr.decode()


def test_json_is_utf8_whatever_the_terminal_speaks(run, tmp_path):
    (tmp_path / "u.txt").write_text("Пхеньян: Russia and Iran signed a pact on Monday.\n" * 3)
    found = run("read", "u.txt", "--json", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert found.returncode == 0, found.stderr
    assert "Пхеньян" in json.loads(found.stdout)["text"]


@pytest.mark.heavy
@pytest.mark.heavy
def test_answer_fits_a_terminal_that_speaks_ascii_only(run):
    found = run("assess", "wire.md", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert found.returncode == 0, found.stderr
    assert found.stdout.isascii()


def test_nothing_but_text_when_nobody_watches(run):
    found = run("assess", "wire.md")
    assert b"\x1b" not in found.stdout
    assert found.stderr == b""


def test_progress_is_shown_on_a_terminal_and_leaves_results_alone(environment, tmp_path):
    (tmp_path / "wire.md").write_text(TEXT)
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this machine has no pseudo-terminals")
    with (tmp_path / "out.json").open("wb") as out:
        process = subprocess.Popen(
            [str(COMMAND), "code", "wire.md", "--json"],
            cwd=tmp_path,
            env={**environment, "TERM": "xterm"},
            stdout=out,
            stderr=theirs,
        )
        os.close(theirs)
        shown = read_all(ours)
        assert process.wait(timeout=60) == 0
    assert b"coding (1) wire.md" in shown
    assert shown.endswith(b"\x1b[2K"), "the line is wiped at the end"
    lines = (tmp_path / "out.json").read_text().splitlines()
    assert all(json.loads(line)["quote"] for line in lines)


def read_all(handle):
    """Return what is written to a pseudo-terminal until its other end is closed."""
    shown = b""
    while True:
        try:
            part = os.read(handle, 65536)
        except OSError:  # Linux says so when the other end is closed
            part = b""
        if not part:
            os.close(handle)
            return shown
        shown += part


def test_closed_streams_are_no_reason_to_fail(environment, tmp_path):
    (tmp_path / "wire.md").write_text(TEXT)
    for closing in (">&-", "2>&-", ">&- 2>&-"):
        found = subprocess.run(
            ["/bin/sh", "-c", f"'{COMMAND}' read wire.md missing.txt --json {closing}"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert found.returncode == 0, closing
        assert b"Traceback" not in found.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_is_there(run, shell):
    script = run(env={"_TOCSIN_COMPLETE": f"source_{shell}"})
    assert b"_TOCSIN_COMPLETE" in script.stdout


def test_shell_completion_completes_commands(run):
    env = {"_TOCSIN_COMPLETE": "complete_bash", "COMP_WORDS": "tocsin as", "COMP_CWORD": "1"}
    assert run(env=env).stdout.split() == [b"assess"]


def test_help_and_version_load_nothing_heavy():
    code = (
        "import sys; from tocsin.cli import main; main(sys.argv[1:]);"
        "heavy = {'spacy', 'numpy', 'sqlalchemy', 'httpx', 'jinja2', 'trafilatura'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    for arguments in (["--help"], ["assess", "--help"], ["--version"]):
        found = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, check=False
        )
        assert found.stderr == b""
        assert found.returncode == 0


@pytest.mark.heavy
@pytest.mark.skipif(not SEED.exists(), reason=f"the seed article is not at {SEED}")
def test_seed_article_gives_the_answer_of_the_reference_case(run, tmp_path):
    call = ("assess", SEED, "--date", "2023-09-05", "--dyad", "RUS-PRK", "--for", "USA,KOR")
    found = run(*call, "--json", "--out", "brief.html")
    assert found.returncode == 0, found.stderr
    answer = json.loads(found.stdout)
    drivers = {one["stakeholder"]: one["drivers"][0]["judgement"] for one in answer["concern"]}
    assert drivers["USA"] == "j-arms_supply-PRK-RUS"
    assert drivers["KOR"].endswith("-RUS-PRK"), "what Pyongyang gains"
    words = json.loads(run("why", "k-KOR", "--json").stdout)["sentences"].values()
    assert any("South Korean concern" in one for one in words)
    assert (tmp_path / "brief.html").read_text(encoding="utf-8").startswith("<!")
