"""The README's first screen, and where it leads; `test_shown.py` holds its output."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


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
