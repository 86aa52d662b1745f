"""The file of a watch: what it may say, and that every fault names file, line and fix."""

from pathlib import Path

import pytest

from tocsin.errors import OntologyError
from tocsin.pipeline.watching.file import load_watches, parse_watches

EXAMPLE = Path(__file__).parents[2] / "examples/watch/watch.yaml"
PATH = Path("cases/watch.yaml")
WHOLE = """horizon: 90
for: USA
sources: [reports/, https://news.example/page]
feeds: [https://news.example/feed]
stakes: stakes.yaml
hypotheses: rivals.yaml
grades: grades.yaml
games: [a.yaml, b.yaml]
record: true
pairs:
  - pair: Russia-North Korea
  - pair: SAU-IRN
    name: gulf
    for: [ISR, United States]
    sources: gulf/
    horizon: 30
    stakes: gulf.yaml
    games: []
    record: false
"""
WHOLE = WHOLE.replace("sources: gulf/", "sources: [gulf/]")


def test_pair_takes_what_the_top_says():
    one = parse_watches(WHOLE, PATH)[0]
    assert (one.name, one.dyad, one.stakeholders) == ("RUS-PRK", ("RUS", "PRK"), ("USA",))
    assert one.sources == ("cases/reports", "https://news.example/page")
    assert one.feeds == ("https://news.example/feed",)
    assert (one.horizon, one.stakes, one.record) == (90, Path("cases/stakes.yaml"), True)
    assert one.hypotheses == Path("cases/rivals.yaml")
    assert one.grades == Path("cases/grades.yaml")
    assert one.games == (Path("cases/a.yaml"), Path("cases/b.yaml"))


def test_pair_adds_its_own_sources_and_overrides_the_rest():
    one = parse_watches(WHOLE, PATH)[1]
    assert (one.name, one.stakeholders) == ("gulf", ("ISR", "USA"))
    assert one.sources == ("cases/reports", "https://news.example/page", "cases/gulf")
    assert (one.horizon, one.stakes, one.record) == (30, Path("cases/gulf.yaml"), False)
    assert one.games == ()


def test_example_fits():
    assert [one.name for one in load_watches(EXAMPLE)] == ["RUS-PRK"]


PAIR = "sources: [a]\npairs:\n  - pair: RUS-PRK\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "begin it with `pairs:`"),
        ("- a", 1, "begin it with `pairs:`"),
        ("pairs: [", 1, "not YAML"),
        ("sources: [a]", 1, "pairs: Field required"),
        ("pairs: []", 1, "at least 1 item"),
        (PAIR.replace("sources", "sorces"), 1, "no key 'sorces'; did you mean 'sources'?"),
        (
            PAIR + "    feed: [x]\n",
            4,
            "did you mean 'feeds'? Known are pair, name, games, record, for",
        ),
        (PAIR + "    stakeholders: USA\n", 4, "there is no key 'stakeholders'"),
        (PAIR + "    horizon: 0\n", 4, "greater than or equal to 1"),
        (PAIR + "    horizon: 365000\n", 4, "less than or equal to 3650"),
        (PAIR + "    for: USA,Atlantis\n", 4, "'Atlantis' is no state"),
        (PAIR + "    feeds: [news.xml]\n", 4, "'news.xml' is no http(s) address"),
        (PAIR + "    feeds: ['javascript:x']\n", 4, "list files under sources"),
        (PAIR + "  - pair: RUS-PRK\n", 4, "watched in line 3 already; give one of the two"),
        (PAIR.replace("RUS-PRK", "RUS-RUS"), 3, "names one state twice"),
        (PAIR.replace("RUS-PRK", "RUS-Atlantis"), 3, "is no pair of states"),
        ("pairs:\n  - pair: RUS-PRK\n", 2, "nothing is read for this pair"),
    ],
)
def test_fault_names_file_line_and_fix(text, line, message):
    with pytest.raises(OntologyError) as error:
        parse_watches(text, PATH)
    assert error.value.message.startswith(f"cases/watch.yaml:{line}: ")
    assert message in error.value.message
    assert error.value.subject == f"cases/watch.yaml:{line}"


@pytest.mark.parametrize("raw", [None, b"\xff\xfe\x00", b"#" * 1_000_001])
def test_file_that_cannot_be_read_is_said(tmp_path, raw):
    path = tmp_path / "watch.yaml"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(OntologyError, match=r"cannot be read|split it") as error:
        load_watches(path)
    assert str(path) in error.value.message
