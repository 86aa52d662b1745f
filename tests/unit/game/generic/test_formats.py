"""Reading and writing games as text."""

from fractions import Fraction
from pathlib import Path

import pytest

from tocsin.errors import SourceError
from tocsin.game.generic import NodeKind, parse_efg, parse_nfg, table_of, write_efg, write_nfg
from tocsin.game.generic import efg as efg_module
from tocsin.game.generic import tokens as tokens_module

ROOT = Path(__file__).resolve().parents[4]
GAMES = ROOT / "tests/data/games"
SHARED = ROOT.parent / "shared/data/games/gambit"
SMALL = """EFG 2 R "A \\"game\\"" { "One" "Two" } "What it is."
c "" 1 "deal" { "up" 1/3 "down" 2/3 } 0
p "first" 1 1 "here" { "L" "R" } 1 "on the way" { 1, -1/2 }
t "" 2 "end" { 2 3 }
t "" 2 "end" { 2 3 }
p "" 1 1 1
t "" 2
t "" 3 "other" { .5, -1e2 }
"""


def test_a_tree_is_read_with_exact_numbers():
    tree = parse_efg(SMALL)
    assert (tree.title, tree.comment, tree.players) == (
        'A "game"',
        "What it is.",
        ("One", "Two"),
    )
    assert [node.kind for node in tree.nodes] == [
        NodeKind.CHANCE,
        NodeKind.PLAYER,
        NodeKind.TERMINAL,
        NodeKind.TERMINAL,
        NodeKind.PLAYER,
        NodeKind.TERMINAL,
        NodeKind.TERMINAL,
    ]
    assert tree.infos[0].probabilities == (Fraction(1, 3), Fraction(2, 3))
    assert tree.members() == ((0,), (1, 4))


def test_payoffs_on_the_way_add_to_those_at_the_end():
    gains = parse_efg(SMALL).gains()
    assert gains[2] == (Fraction(3), Fraction(5, 2))
    assert gains[6] == (Fraction(3, 2), Fraction(-201, 2))


def test_a_described_set_and_outcome_need_not_be_described_again():
    tree = parse_efg(SMALL)
    assert tree.nodes[4].info == tree.nodes[1].info
    assert tree.nodes[5].payoffs == tree.nodes[2].payoffs


@pytest.mark.parametrize("path", sorted(GAMES.glob("*.efg")), ids=lambda path: path.name)
def test_our_trees_survive_writing(path):
    tree = parse_efg(path.read_text(encoding="utf-8"), name=path.name)
    assert parse_efg(write_efg(tree)) == tree


def test_published_games_survive_writing():
    paths = sorted(SHARED.glob("*.*fg")) if SHARED.exists() else []
    if not paths:
        pytest.skip(f"{SHARED} is not here")
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".efg":
            tree = parse_efg(text, name=path.name)
            assert parse_efg(write_efg(tree)) == tree
        else:
            table = parse_nfg(text, name=path.name)
            assert parse_nfg(write_nfg(table)) == table


@pytest.mark.parametrize(
    ("old", "new", "line", "wanted"),
    [
        ("EFG 2", "EFG 3", 1, "version"),
        ("EFG 2", "NFG 2", 1, "EFG"),
        ("2 R", "2 X", 1, "R or D"),
        ('{ "One" "Two" }', "{ }", 1, "1 to 20 players"),
        ('p "" 1 1 1', 'p "" 1 1 "" { "L" "M" } 1', 6, "as first given"),
        ('t "" 2\n', 't "" 2 "end" { 9 9 }\n', 7, "as first given"),
        ('t "" 3 "other" {', 't "" 0 "other" {', 8, "as first given"),
        ('1 1 "here"', f"1 {'1' * 80}", 3, "60 characters"),
        ('"Two" }', '"Two"', 2, "}"),
        ("1/3", "1/2", 2, "add to 1"),
        ("1/3", "1/0", 2, "zero"),
        ("1/3", "1e999999999", 2, "exponent"),
        ("1/3", "9" * 80, 2, "60 characters"),
        ('p "first" 1', 'p "first" 7', 3, "2 players"),
        ('p "" 1 1 1', 'p "" 1 2 1', 6, "new"),
        ("{ 2 3 }", "{ 2 3 4 }", 4, "2 payoffs"),
        ('t "" 2\n', 't "" 9\n', 7, "new"),
        ('t "" 3', 'x "" 3', 8, "node"),
        ('t "" 3 "other"', 't "" 3 "other', 8, "quotation mark"),
        ("-1e2 }", "-1e2 } t", 8, "end of the file"),
        ('t "" 2\n', "", 8, "node"),
        ("{ .5, -1e2 }", "{ .5, $ }", 8, "no word"),
        ('"L" "R" } 1', "} 1", 3, "at least one action"),
        ('1 "here"', 'one "here"', 3, "whole number"),
    ],
)
def test_a_broken_tree_is_refused_with_file_and_line(old, new, line, wanted):
    broken = SMALL.replace(old, new, 1)
    with pytest.raises(SourceError, match=r"bad\.efg, line") as caught:
        parse_efg(broken, name="bad.efg")
    assert wanted in caught.value.message
    assert caught.value.line == line


def test_depth_is_no_danger_and_size_is_bounded(monkeypatch):
    chain = "".join(f'p "" 1 {i} "" {{ "a" }} 0\n' for i in range(1, 3_000))
    head = 'EFG 2 R "deep" { "One" }\n'
    tree = parse_efg(f'{head}{chain}t "" 1 "" {{ 1 }}\n')
    assert len(tree.nodes) == 3_000
    assert parse_efg(write_efg(tree)) == tree
    monkeypatch.setattr(efg_module, "MAX_NODES", 100)
    with pytest.raises(SourceError, match="100 nodes"):
        parse_efg(f'{head}{chain}t "" 1 "" {{ 1 }}\n')
    monkeypatch.setattr(tokens_module, "MAX_CHARACTERS", 50)
    with pytest.raises(SourceError, match="characters"):
        parse_efg(f"{head}{chain}")


def test_a_table_is_read_in_both_versions():
    by_payoff = parse_nfg('NFG 1 R "t" { "A" "B" } { 2 2 }\n1 1 0 2 0 2 1 1')
    by_outcome = parse_nfg(
        'NFG 1 R "t" { "A" "B" } { { "1" "2" } { "1" "2" } } "said"\n'
        '{ { "x" 1, 1 } { "y" 0, 2 } } 1 2 2 1'
    )
    assert by_payoff.values == by_outcome.values
    assert by_payoff.strategies == by_outcome.strategies
    assert by_outcome.comment == "said"
    assert by_payoff.array(1).tolist() == [[1, 2], [2, 1]]


def test_outcome_0_of_a_table_gives_nothing():
    table = parse_nfg('NFG 1 R "t" { "A" } { 2 } { { "x" 3 } } 1 0')
    assert table.values == ((Fraction(3), Fraction(0)),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('NFG 1 R "t" { "A" "B" } { 2 2 } 1 1 0', "payoff of 2 players"),
        ('NFG 1 R "t" { "A" "B" } { 2 2 } 1 1 0 2 0 2 1 1 5', "end of the file"),
        ('NFG 1 R "t" { "A" "B" } { 2 } 1', "2 players, found 1"),
        ('NFG 1 R "t" { "A" "B" } { 999999 999999 }', "at most"),
        ('NFG 1 R "t" { "A" } { 2 } { { "x" 3 } } 1 2', "one of 1 outcomes"),
        ('NFG 1 R "t" { } { } ', "1 to 20 players"),
        ('NFG 1 R "t" { "A" } { 2 } { { "x" 3 4 } } 1 1', "after 1 payoffs"),
        ("", "NFG"),
        ('EFG 1 R "t" { "A" } { 2 } 1 2', "NFG at the beginning"),
        ('NFG 2 R "t" { "A" } { 2 } 1 2', "NFG 1"),
        ('NFG 1 X "t" { "A" } { 2 } 1 2', "R or D"),
        ('NFG 1 R "t" { "A" "B" } { { } { "x" } } 1 2', "strategies of each"),
    ],
)
def test_a_broken_table_is_refused(text, wanted):
    with pytest.raises(SourceError, match="line 1") as caught:
        parse_nfg(text, name="bad.nfg")
    assert wanted in caught.value.message


def test_backslashes_and_quotes_survive_writing():
    table = table_of([[1.0, 2.0]], [[0.1, 3.0]], title='a \\ "b" \\"')
    again = parse_nfg(write_nfg(table))
    assert again == table
