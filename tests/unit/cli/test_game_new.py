"""`tocsin game new`: from claims, articles and the ledger to scenario files."""

import json

import pytest

from tocsin.cli import app as commands
from tocsin.cli import game
from tocsin.game.scenarios import parse_scenario, read_scenario

NAMES = ["exchange", "disclosure", "hedging", "sanctions", "bargaining"]


@pytest.fixture
def new(tocsin, monkeypatch):
    """Return a function that runs `tocsin game new` as the whole command would."""
    groups = commands.app.registered_groups
    if not any(one.typer_instance is game.app for one in groups):
        monkeypatch.setattr(commands.app, "registered_groups", [*groups])
        commands.app.add_typer(game.app)
    return lambda *arguments, **more: tocsin("game", "new", *arguments, **more)


def test_an_article_gives_a_scenario_on_standard_output(new, wire):
    found = new("exchange", "--from", wire)
    assert found.status == 0, found.err
    setup = parse_scenario(found.out)
    assert setup.scenario.kind == "exchange"
    quoted = [one for one in setup.scenario.parameters if one.quote]
    assert quoted
    assert all(one.quote in wire.read_text() for one in quoted)
    assert all("Harbour Wire" in one.source for one in quoted)
    assert all(one.date == "2023-09-05" for one in quoted)


def test_claims_of_a_file_and_of_standard_input_give_the_same_bytes(
    new, tocsin, wire, tmp_path
):
    lines = tocsin("code", wire, "--json").out
    (tmp_path / "claims.ndjson").write_text(lines, encoding="utf-8")
    first = new("exchange", "--from", "claims.ndjson", "--as-of", "2023-09-05")
    turned = "\n".join(reversed(lines.splitlines()))
    second = new("exchange", "--from", "-", "--as-of", "2023-09-05", stdin=turned.encode())
    assert first.status == second.status == 0
    assert first.out == second.out
    assert parse_scenario(first.out)


def test_title_and_publisher_name_the_source_of_bare_claims(new, tocsin, wire):
    lines = tocsin("code", wire, "--json").out.encode()
    found = new("exchange", "--from", "-", "--title", "A: #1", "--publisher", "Wire",
                "--date", "2023-09-05", stdin=lines)  # fmt: skip
    quoted = [one for one in parse_scenario(found.out).scenario.parameters if one.quote]
    assert quoted
    assert all(one.source.startswith("A: #1 (Wire); ") for one in quoted)


def test_an_assessment_of_the_ledger_gives_its_claims_pair_and_day(new, tocsin, wire):
    answer = tocsin("assess", wire, "--dyad", "RUS-PRK", "-q", "--json")
    found = new("exchange", "--from", json.loads(answer.out)["id"])
    assert found.status == 0, found.err
    assert "as of 2023-09-05" in found.out
    assert found.out == new("exchange", "--from", wire, "--dyad", "RUS-PRK").out


def test_without_a_kind_the_first_that_the_claims_carry_is_drafted_and_all_are_told(new, wire):
    found = new("--from", wire)
    assert found.status == 0
    assert parse_scenario(found.out).scenario.kind == "exchange"
    assert [line.split()[1].rstrip(":") for line in found.errors] == NAMES
    assert "sanctions: The claims speak of no sanctions" in found.err


def test_all_writes_one_file_for_each_kind_that_is_carried(new, wire, tmp_path):
    found = new("--from", wire, "--all", "drafts", "-q")
    assert found.status == 0
    assert found.out == ""
    files = sorted((tmp_path / "drafts").iterdir())
    assert "exchange.yaml" in [file.name for file in files]
    assert "sanctions.yaml" not in [file.name for file in files]
    assert all(read_scenario(file).scenario.kind == file.stem for file in files)


def test_a_file_that_is_there_is_not_replaced_unless_forced(new, wire, tmp_path):
    target = tmp_path / "deal.yaml"
    target.write_text("mine", encoding="utf-8")
    found = new("exchange", "--from", wire, "--out", target)
    assert found.status == 2
    assert "--force" in found.err
    assert target.read_text() == "mine"
    assert new("exchange", "--from", wire, "--out", target, "--force", "-q").status == 0
    assert read_scenario(target).scenario.kind == "exchange"
    assert new("--from", wire, "--all", tmp_path / "x").status == 0
    assert new("--from", wire, "--all", tmp_path / "x").status == 2


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["chess", "--from", "WIRE"], 2, "There is no game 'chess'; there are exchange"),
        (["exchange"], 2, "A draft needs evidence"),
        (["exchange", "--from", "WIRE", "--out", "deal.txt"], 2, "a scenario ends in .yaml"),
        (["exchange", "--from", "WIRE", "--all", "x"], 2, "leave the kind and --out out"),
        (["exchange", "--from", "WIRE", "--out", "none/deal.yaml"], 1, "cannot be written"),
        (["exchange", "--from", "WIRE", "--dyad", "here"], 2, "no pair of states"),
        (["exchange", "--from", "WIRE", "--dyad", "BRA-MEX"], 3, "No claim names both"),
        (["sanctions", "--from", "WIRE"], 3, "speak of no sanctions"),
        (["exchange", "--from", "gone.txt"], 1, "gone.txt"),
        (["exchange", "--from", "a-0123456789"], 1, "ledger"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(new, wire, arguments, status, words):
    found = new(*[wire if one == "WIRE" else one for one in arguments])
    assert found.status == status, found.err
    assert words in found.err
    assert found.out == ""


def test_a_line_that_is_no_claim_is_named_by_its_number(new, tocsin, wire):
    lines = tocsin("code", wire, "--json").out
    found = new("exchange", "--from", "-", stdin=(lines + '{"id": "c-1"}\n').encode())
    assert found.status == 2
    assert f"Line {len(lines.splitlines()) + 1} of standard input" in found.err


def test_claims_are_known_whatever_the_order_of_their_keys(new, tocsin, wire, tmp_path):
    lines = tocsin("code", wire, "--json").out.splitlines()
    turned = [json.dumps(json.loads(line), sort_keys=True) for line in lines]
    (tmp_path / "plain.ndjson").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "turned.ndjson").write_text("\n\n".join(turned), encoding="utf-8-sig")
    plain, other = (
        new("exchange", "--from", name, "-q") for name in ("plain.ndjson", "turned.ndjson")
    )
    assert plain.status == other.status == 0
    assert plain.out == other.out


def test_other_json_is_not_read_as_prose(new, tocsin, wire, tmp_path):
    documents = tocsin("read", wire, "--json").out
    (tmp_path / "documents.ndjson").write_text(documents, encoding="utf-8")
    found = new("exchange", "--from", "documents.ndjson")
    assert found.status == 2
    assert "no claims as `tocsin code --json` prints them" in found.err
    (tmp_path / "answer.json").write_text('{\n  "id": "a-1"\n}\n', encoding="utf-8")
    assert new("exchange", "--from", "answer.json").status == 2
    piped = new("exchange", "--from", "-", stdin=documents.encode())
    assert piped.status == 0
    assert piped.out == new("exchange", "--from", wire).out


def test_a_text_on_standard_input_is_read_whole(new, wire):
    long = wire.read_bytes() + b"\n" * 200_000
    found = new("exchange", "--from", "-", "-q", stdin=long)
    assert found.status == 0, found.err
    assert parse_scenario(found.out)


def test_a_text_without_a_claim_carries_nothing(new):
    found = new(
        "exchange", "--from", "-", "--date", "2023-09-05", stdin=b"The weather is fine."
    )
    assert found.status == 3


def test_a_file_without_a_claim_carries_nothing(new, tmp_path):
    (tmp_path / "claims.ndjson").write_text("\n", encoding="utf-8")
    found = new("exchange", "--from", "claims.ndjson")
    assert found.status == 3
    assert "nothing to draft a game from" in found.err


def test_the_help_names_every_option_and_an_example(new):
    found = new("--help")
    assert found.status == 0
    for option in ("--from", "--dyad", "--as-of", "--out", "--all", "--force"):
        assert option in found.out
