"""Kinds of names and dates for parses that may not tell them."""

import re
from collections.abc import Sequence

from tocsin.coding.syntax.conllu import Row
from tocsin.coding.syntax.labels import label_names, label_words
from tocsin.coding.syntax.node import Node
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.guards import subtokens

_COLUMN = frozenset({"ner", "NER"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def name_entities(nodes: Sequence[Node], rows: Sequence[Row]) -> None:
    """Say which words are names and dates, as the last column tells.

    Where no word of the sentence has an entry there, the gazetteer names states, bodies and
    leaders, a name without inner structure (`flat`) is a person's, and dates are known by their
    words. Other persons and private bodies stay unnamed.

    Args:
        nodes: The words, not turned yet; changed.
        rows: Their rows.
    """
    if any(row.misc.keys() & _COLUMN for row in rows):
        kinds = label_names("entities")
        for node, row in zip(nodes, rows, strict=True):
            label = row.misc.get("ner") or row.misc.get("NER") or ""
            node.entity = kinds.get(label.rpartition("-")[2], "")
        return
    _name_persons(nodes)
    _name_dates(nodes)
    _lay_gazetteer(nodes)


def _name_persons(nodes: Sequence[Node]) -> None:
    """Name the persons: by the shape of their name, or by the family name of an office holder."""
    gazetteer = load_gazetteer()
    for node in nodes:
        head = nodes[node.head]
        if node.label.startswith(("flat", "name")) and node.pos == head.pos == "PROPN":
            node.entity = head.entity = "PERSON"
        elif node.pos == "PROPN" and gazetteer.offices(node.text):
            node.entity = "PERSON"


def _name_dates(nodes: Sequence[Node]) -> None:
    """Name the words of dates and what stands before them: `last week`, `5 May 2020`."""
    for node in nodes:
        is_month = node.pos == "PROPN" and node.base in label_words("calendar_names")
        is_unit = node.pos == "NOUN" and node.base in label_words("calendar_nouns")
        is_year = node.pos == "NUM" and _YEAR.fullmatch(node.text) is not None
        if not (is_month or is_unit or is_year):
            continue
        node.entity = "DATE"
        for child in nodes:
            if child.head == node.i and child.pos in {"ADJ", "NUM", "DET"}:
                child.entity = "DATE"


def _lay_gazetteer(nodes: Sequence[Node]) -> None:
    """Name the words that the gazetteer knows; a part of a person's name stays one."""
    tokens: list[str] = []
    owners: list[Node] = []
    for node in nodes:
        pieces = subtokens(node.text)
        tokens.extend(pieces)
        owners.extend([node] * len(pieces))
    kinds = label_names("gazetteer_kinds")
    for match in load_gazetteer().find(tokens):
        found = owners[match.start : match.end]
        meant = {kinds.get(entry.kind, "") for entry in match.entries}
        is_part = len(found) == 1 and found[0].entity == "PERSON"
        if len(meant) == 1 and not is_part:
            for node in found:
                node.entity = next(iter(meant))
