"""What the pages show is what the commands print, and what holds pages to it does hold them."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = spec_from_file_location("shown", ROOT / "scripts/shown.py")
shown = module_from_spec(SPEC)
sys.modules["shown"] = shown  # its dataclasses look themselves up
SPEC.loader.exec_module(shown)

PRINTED = [
    "Concern: high, 67.",
    "",
    "For  Score",
    "USA     67",
    "KOR     57",
    "Open a-0123456789.",
]
PAGE = """# A page

<!-- run -->
```sh
printf 'one\\ntwo\\nthree\\n' > words.txt   # three of them
cat words.txt | sort
```

```text
one
…
two
```
"""


def name_of(page):
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module", autouse=True)
def _codings():
    with shown.remembering():
        yield


@pytest.mark.slow
@pytest.mark.sampled
@pytest.mark.parametrize("page", shown.PAGES, ids=name_of)
def test_a_page_shows_what_its_commands_print(page):
    assert shown.faults(shown.text_of(page)) == [], "run .venv/bin/python scripts/readme"


@pytest.mark.parametrize("page", shown.PAGES, ids=name_of)
def test_a_page_has_examples(page):
    assert shown.examples(shown.text_of(page))


@pytest.mark.parametrize("page", shown.STRICT, ids=name_of)
def test_every_command_of_the_guide_is_run_or_says_why_not(page):
    assert shown.unmarked(shown.text_of(page)) == []
    marks = re.findall(
        r"^<!-- (?:run|not run|file|shown)\b.*$", shown.text_of(page), re.MULTILINE
    )
    assert len(marks) == len(shown.examples(shown.text_of(page)))


@pytest.mark.parametrize(
    "lines",
    [
        PRINTED,
        ["Concern: high, 67.", "…"],
        ["…", "USA     67", "KOR     57", "…"],
        ["Concern: high, 67.", "…", "USA     67", "…", "Open a-9999999999."],
        ["…"],
    ],
)
def test_lines_that_are_printed_pass(lines):
    assert shown.missing(lines, PRINTED) == []


@pytest.mark.parametrize(
    "lines",
    [
        PRINTED[:-1],  # the end is left out, and no gap says so
        PRINTED[1:],
        [*PRINTED, "more"],
        ["For  Score", "…"],  # not the beginning
        ["…", "KOR     57"],  # not the end
        ["…", "KOR     57", "…", "USA     67", "…"],  # not in this order
        ["…", "For  Score", "KOR     57", "…"],  # not without a gap
        ["…", "USA     68", "…"],
    ],
)
def test_lines_that_are_not_printed_are_told(lines):
    assert shown.missing(lines, PRINTED)


def test_a_page_is_run_as_it_is_typed():
    assert shown.faults(PAGE.replace("…", "three")) == []
    assert shown.faults(PAGE) == []
    assert shown.faults(PAGE.replace("\ntwo", "\nfour"))


def test_a_command_that_ends_otherwise_is_told():
    page = "<!-- run, status 2 -->\n```sh\ntocsin schema nothing\n```\n"
    assert shown.faults(page) == []
    assert shown.faults(page.replace(", status 2", ""))


def test_a_page_is_brought_up_to_date():
    old = PAGE.replace("three\\n' >", "tree\\n' >").replace("…\ntwo", "three\n…")
    new = shown.renewed(old)
    assert "```text\none\ntree\n…\n```" in new
    assert shown.faults(new) == []
    assert shown.renewed(new) == new


def test_python_is_run_and_files_are_there():
    page = (
        "<!-- file: n.txt -->\n```text\n7\n```\n\n<!-- run -->\n```python\n"
        "from pathlib import Path\nprint(int(Path('n.txt').read_text()) + 1)\n```\n\n"
        "```text\n8\n```\n"
    )
    assert shown.faults(page) == []
    assert shown.faults(page.replace("\n8\n", "\n9\n"))


def test_commands_without_a_mark_are_found():
    assert shown.unmarked(PAGE) == []
    assert shown.unmarked(PAGE.replace("<!-- run -->\n", "")) == [
        "printf 'one\\ntwo\\nthree\\n' > words.txt   # three of them"
    ]


def test_an_example_that_needs_a_missing_program_is_left_out():
    page = "<!-- run, needs nosuchprogram -->\n```sh\nnosuchprogram\n```\n\n```text\nx\n```\n"
    assert shown.faults(page) == []
    assert shown.faults(page.replace(", needs nosuchprogram", ""))
