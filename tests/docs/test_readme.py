"""What the README shows is what the commands print."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def shown() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- demo.*?```text\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return [line.rstrip() for line in block[1].splitlines()]


def test_output_in_the_readme_is_real(tmp_path):
    command = [sys.executable, "-m", "tocsin", "assess", "examples/reference/demo.md"]
    command += ["--dyad", "RUS-PRK", "--for", "USA,KOR", "--store", str(tmp_path / "l.sqlite")]
    environ = os.environ | {"COLUMNS": "96", "NO_COLOR": "1", "TOCSIN_READER": "auto"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT, env=environ
    )
    printed = [line.rstrip() for line in done.stdout.splitlines()]
    assert printed[: len(shown())] == shown()
    assert len(shown()) >= 10


def test_two_commands_are_on_the_first_screen():
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:20]
    assert any(line.startswith("make demo") for line in first)
    assert any(line.startswith("make test") for line in first)


def test_every_linked_page_exists():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link
