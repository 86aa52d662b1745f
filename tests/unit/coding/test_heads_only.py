"""Who does what to whom is read from heads and conjuncts, never from whole subtrees."""

import ast
from pathlib import Path

import tocsin.coding

ROOT = Path(tocsin.coding.__file__).parent
# They give the extent of a passage, which is a subtree by its nature: what somebody is quoted
# with, and the words that name the speaker. They name no party of an event.
PASSAGES = {"status/voices"}


def _walks_subtrees(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Attribute) and node.attr in {"subtree", "_below", "_children"}
        for node in ast.walk(tree)
    )


def test_only_passages_are_read_from_subtrees():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if _walks_subtrees(path) and path.relative_to(ROOT).as_posix() != "syntax/tree.py"
    }
    assert {name for name in found if not name.startswith(tuple(PASSAGES))} == set()


def test_an_aside_lends_no_party(claims, brief):
    text = "The warning about Syria, which Israel attacked in 2007, was issued by France."
    told = [brief(claim) for claim in claims(text)]
    assert not any(line.startswith("THREATEN") and "ISR" in line for line in told)
