"""`tocsin game`: what is printed, which status, and one sentence for every fault."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from tocsin.engine.compiled import Kernel
from tocsin.game.bargaining import kernels
from tocsin.pipeline import CONTRACTS
from tocsin.pipeline.gaming.pictures import OWN, PICTURES

EXAMPLES = Path(__file__).parents[3] / "examples/games"
COMMANDS = ("run", "explain", "what-if", "compare", "kinds", "check", "solve", "convert")
SCENARIO = """\
version: 1
game: exchange
title: Reactors for a port
source: own judgement, for a test
settings: {parties: [CHN, PAK], goods: [{name: reactor, from: CHN}, {name: port, from: PAK}]}
parameters:
  value.reactor: {triangular: [1, 2, 3], unit: utility}
  cost.reactor: {triangular: [1, 2, 4], unit: utility}
  value.port: {fixed: 2, unit: utility}
  cost.port: {fixed: 1, unit: utility}
bands:
  - {name: no deal, below: 0.5}
  - {name: deal, from: 0.5}
draws: 32
"""
PENNIES = 'NFG 1 R "Pennies" { "A" "B" } { { "h" "t" } { "h" "t" } }\n1 -1 -1 1 -1 1 1 -1\n'


@pytest.fixture
def scenario(tmp_path):
    (tmp_path / "s.yaml").write_text(SCENARIO, encoding="utf-8")
    return "s.yaml"


def one_sentence(result):
    assert result.out == ""
    assert len(result.errors) == 1, result.err
    assert result.errors[0].startswith("tocsin: ")
    return result.errors[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(tocsin, name):
    found = tocsin("game", name, "--help")
    assert found.status == 0
    assert f"tocsin game {name}" in found.out
    assert "--quiet" in found.out


def test_the_help_of_the_group_lists_the_commands_in_order(tocsin):
    out = tocsin("game", "--help").out
    places = [out.index(f"│ {name} ") for name in COMMANDS]
    assert places == sorted(places)


def test_every_picture_is_named_in_the_help(tocsin):
    out = tocsin("game", "run", "--help").out
    assert all(name in out for name in (*PICTURES, *OWN))


def test_an_answer_is_printed_as_text_json_and_csv(tocsin, scenario):
    told = tocsin("game", "run", scenario)
    assert (told.status, told.err) == (0, "")
    assert "its 3 readings say" in told.out
    data = json.loads(tocsin("game", "run", scenario, "--json").out)
    assert data["headline"]["outcome"] == "deal"
    assert set(data) == set(json.loads(tocsin("schema", "game").out)["properties"])
    rows = list(csv.reader(io.StringIO(tocsin("game", "run", scenario, "--csv").out)))
    assert rows[0] == ["part", "name", "reading", "measure", "value", "unit", "replay"]


@pytest.mark.parametrize(
    ("contract", "call"),
    [
        ("game_explanation", ("explain",)),
        ("game_what_if", ("what-if", "value.port=3")),
        ("game_comparison", ("compare", "s.yaml")),
    ],
)
def test_json_has_the_fields_of_its_contract_and_the_same_bytes(
    tocsin, scenario, contract, call
):
    command = ("game", call[0], scenario, *call[1:], "--json")
    found = tocsin(*command)
    assert (found.status, found.out.count("\n")) == (0, 1)
    schema = json.loads(tocsin("schema", contract).out)
    assert set(json.loads(found.out)) == set(schema["properties"])
    assert tocsin(*command).out == found.out
    assert contract in CONTRACTS


def test_the_schema_of_scenario_files_lists_their_keys(tocsin):
    schema = json.loads(tocsin("schema", "scenario").out)
    assert {"version", "game", "parameters", "bands"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_reading_seed_and_set_change_the_answer(tocsin, scenario):
    plain = json.loads(tocsin("game", "run", scenario, "--json").out)
    other = json.loads(tocsin("game", "run", scenario, "--json", "--seed", "5").out)
    assert plain["replay"]["sha256"] != other["replay"]["sha256"]
    found = json.loads(tocsin(
        "game", "run", scenario, "--json", "--reading", "barter", "--outcome", "payment",
        "--set", "value.port=9", "--set", "cost.port=0", "--draws", "16",
    ).out)  # fmt: skip
    assert found["headline"]["reading"] == "barter"
    assert found["headline"]["outcome"] == "payment"
    assert found["replay"]["draws"] == 16


def test_a_scenario_is_read_from_standard_input(tocsin, scenario):
    found = tocsin("game", "run", "-", "--json", stdin=SCENARIO.encode())
    assert found.out == tocsin("game", "run", scenario, "--json").out


def test_json_is_yaml(tocsin, scenario, tmp_path):
    data = {
        "version": 1, "game": "hedging", "title": "A", "source": "b",
        "settings": {"client": "A", "patrons": ["B", "C"]}, "draws": 16,
        "parameters": {name: {"fixed": 1, "unit": "utility"}
                       for name in ("aid.B", "aid.C", "dependence")},
    }  # fmt: skip
    (tmp_path / "h.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    assert tocsin("game", "check", "h.json").status == 0


@pytest.mark.slow
def test_pictures_are_drawn(tocsin, scenario, tmp_path):
    call = ("game", "explain", scenario, "--plot", "b.svg", "--picture", "tornado")
    assert tocsin(*call).status == 0
    assert tocsin("game", "what-if", scenario, "cost.port=0", "--plot", "c.svg").status == 0
    beside = tocsin("game", "compare", scenario, scenario, "--plot", "d.svg")
    assert "A  s.yaml: Reactors for a port" in beside.out
    assert {one.name for one in tmp_path.iterdir()} >= {"b.svg", "c.svg", "d.svg"}


def test_files_in_order_are_passed_in_silence_and_others_told(tocsin, scenario, tmp_path):
    good = tocsin("game", "check", scenario, *sorted(EXAMPLES.glob("*.yaml")))
    assert (good.status, good.out, good.err) == (0, "", "")
    (tmp_path / "bad.yaml").write_text(SCENARIO.replace("draws", "drawz"), encoding="utf-8")
    bad = tocsin("game", "check", scenario, "bad.yaml", "nothere.yaml")
    assert (bad.status, bad.out) == (2, "")
    assert [line.split(":")[1].strip() for line in bad.errors] == ["bad.yaml", "nothere.yaml"]


def test_kinds_are_told_at_three_depths(tocsin, scenario):
    assert "disclosure" in tocsin("game", "kinds").out
    assert "parties" in tocsin("game", "kinds", "exchange").out
    assert "value.reactor" in tocsin("game", "kinds", scenario).out
    lines = tocsin("game", "kinds", "--json").out.splitlines()
    assert [json.loads(line)["kind"] for line in lines][:1] == ["bargaining"]
    assert json.loads(tocsin("game", "kinds", "hedging", "--json").out)["settings"]
    assert json.loads(tocsin("game", "kinds", scenario, "--json").out)["outcomes"]


def test_a_finite_game_is_solved_and_converted(tocsin, tmp_path):
    (tmp_path / "p.nfg").write_text(PENNIES, encoding="utf-8")
    assert "1 profile found, 0 pure" in tocsin("game", "solve", "p.nfg").out
    data = json.loads(tocsin("game", "solve", "p.nfg", "--json").out)
    assert data["value"] == pytest.approx(0)
    assert set(data) == set(json.loads(tocsin("schema", "game_solution").out)["properties"])
    done = tocsin("game", "convert", "p.nfg", "--out", "p.efg")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert tocsin("game", "solve", "p.efg").status == 0


# What is put in the place of what in the scenario, the line that is named, and the fix.
FAULTS = {
    "weights": ("draws: 32", "draws: 32\nweights: {barter: 0.7, walk_away: 0.7}", 15, "scaled to 1"),
    "negative": ("fixed: 1,", "fixed: -1,", 10, "must lie in [0, inf)"),
    "no unit": (", unit: utility}\n  cost.r", "}\n  cost.r", 7, "add `unit: …`"),
    "other unit": ("fixed: 1, unit: utility", "fixed: 1, unit: USD", 10, "`unit: utility`"),
    "empty range": ("[1, 2, 3]", "[2, 2, 2]", 7, "write `fixed: 2`"),
    "bounds": ("[1, 2, 3]", "[1, 2, 3], bounds: [3, 1]", 7, "low must lie below high"),
    "target": ("draws: 32", "draws: 32\ntarget: moon", 15, "there are 'no deal', 'deal'"),
    "unreachable": ("from: 0.5", "from: 7", 13, "move the band"),
    "version": ("version: 1", "version: 3", 1, "write `version: 1`"),
    "kind": ("game: exchange", "game: poker", 2, "there are bargaining"),
    "broken": ("draws: 32", "draws: [32", 15, "check indentation"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_file_is_told_with_line_and_fix(tocsin, tmp_path, fault):
    old, new, line, words = FAULTS[fault]
    (tmp_path / "s.yaml").write_text(SCENARIO.replace(old, new, 1), encoding="utf-8")
    found = tocsin("game", "run", "s.yaml")
    assert found.status == 2
    told = one_sentence(found)
    assert f"s.yaml:{line}: " in told
    assert words in told


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("zero.yaml", b"", "the file is empty"),
        ("binary.yaml", b"\x7fELF\xff\xfe\x00", "no UTF-8 text"),
        ("nul.yaml", b"a: \x00", "plain UTF-8 text"),
        ("text.yaml", b"just words", "begin it with `version: 1`"),
        ("one.csv", b"Actor,Capability,Position,Salience\nA,1,2,1\n", "at least two actors"),
        ("cut.csv", b"Actor,Capability\nA,1\n", "the first line must read Actor,Capability,"),
        ("neg.csv", b"Actor,Capability,Position,Salience\nA,-1,2,1\nB,1,3,1\n", "neg.csv:2: "),
        ("per.csv", b"Actor,Capability,Position,Salience\nA,1,2,80\nB,1,3,1\n", "by 100"),
    ],
)
def test_what_is_no_scenario_is_told(tocsin, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    found = tocsin("game", "explain", name)
    assert found.status == 2
    assert words in one_sentence(found)


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (("run", "nothere.yaml"), 2, "No such file"),
        (("run", "."), 2, "Is a directory"),
        (("run", "s.yaml", "--set", "moon=1"), 2, "no parameter 'moon'"),
        (("run", "s.yaml", "--set", "cost.port"), 2, "write PARAM=VALUE"),
        (("run", "s.yaml", "--set", "cost.port=x"), 2, "sets no number, found 'x'"),
        (("run", "s.yaml", "--set", "cost.port=-1"), 2, "must lie in [0, inf)"),
        (
            ("run", "s.yaml", "--reading", "tea"),
            2,
            "it has walk_away, split_difference, barter",
        ),
        (("run", "s.yaml", "--outcome", "tea"), 2, "no outcome 'tea'"),
        (("run", "s.yaml", "--json", "--csv"), 2, "exclude each other"),
        (("run", "s.yaml", "--picture", "bands"), 2, "add --plot FILE.svg"),
        (("run", "s.yaml", "--plot", "x.svg", "--picture", "moon"), 2, "no picture 'moon'"),
        (("run", "s.yaml", "--plot", "x.svg", "--picture", "levers"), 3, "No stakeholder"),
        (("run", "s.yaml", "--plot", "x.pdf"), 1, ".svg or .png"),
        (("what-if", "s.yaml", "--plot", "no/x.svg", "cost.port=1"), 1, "cannot be written"),
        (("run", "s.yaml", "--rounds", "3"), 2, "--rounds is for bargaining"),
        (("run", "s.yaml", "--draws", "0"), 2, "--draws is 0"),
        (("what-if", "s.yaml"), 2, "PARAM=VALUE"),
        (("compare", "s.yaml"), 2, "found 1"),
        (("kinds", "chess"), 2, "no game 'chess'"),
        (("solve", "s.yaml"), 2, "games are read from .efg"),
        (("solve", "s.yaml", "--method", "magic"), 2, "no method 'magic'"),
        (("convert", "s.yaml", "--out", "x.txt"), 1, ".nfg or .efg"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(tocsin, scenario, call, status, words):
    found = tocsin("game", *call)
    assert found.status == status
    assert words in one_sentence(found)


@pytest.mark.parametrize("package", ["numba", "scipy"])
def test_without_the_extra_it_says_what_to_install(
    tocsin, scenario, tmp_path, monkeypatch, package
):
    hidden = [name for name in sys.modules if name.partition(".")[0] == package]
    for name in hidden:
        monkeypatch.delitem(sys.modules, name)
    # Another test may have compiled it already.
    monkeypatch.setattr(kernels, "play_all", Kernel(kernels.play_all.plain, "game"))
    monkeypatch.setitem(sys.modules, package, None)
    assert tocsin("game", "run", scenario).status == 0  # nothing of the extra is needed
    wide = SCENARIO.replace("triangular: [1, 2, 3]", "lognormal: [2, 1.5]")
    (tmp_path / "wide.yaml").write_text(wide, encoding="utf-8")
    (tmp_path / "a.csv").write_text("Actor,Capability,Position,Salience\nA,1,0,1\nB,2,4,1\n")
    found = tocsin("game", "run", "a.csv" if package == "numba" else "wide.yaml")
    assert found.status == 2
    assert package in one_sentence(found)
    assert "is not installed: pip install 'tocsin[game]'" in one_sentence(found)


def test_the_help_loads_none_of_the_heavy_packages(tocsin, monkeypatch):
    heavy = ("numba", "scipy", "networkx", "matplotlib", "tocsin.game.base")
    for name in [one for one in sys.modules if one.startswith("tocsin.pipeline.gaming.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in heavy:
        monkeypatch.setitem(sys.modules, name, None)
    assert tocsin("--help").status == 0
    assert tocsin("game", "run", "--help").status == 0
