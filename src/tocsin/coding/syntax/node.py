"""Words of a foreign tree while they are being turned to our conventions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tocsin.coding.syntax.tree import Role


@dataclass(slots=True, kw_only=True)
class Node:
    """One word whose head and role may still change.

    Attributes:
        i: Its place in the sentence.
        text: The word in plain typography.
        lemma: Its dictionary form.
        pos: Universal part of speech.
        tag: Penn Treebank tag.
        feats: Universal features.
        label: Its label; changes where another word takes its place.
        head: Place of its head; its own place for the root.
        role: What it is to its head, as far as is known.
        entity: What kind of name it belongs to.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    feats: Mapping[str, str]
    label: str
    head: int
    role: Role
    entity: str = ""

    @property
    def base(self) -> str:
        """Return the lemma in lower case."""
        return self.lemma.lower()

    @property
    def is_verb(self) -> bool:
        """Return whether the word is a verb or auxiliary."""
        return self.pos in {"VERB", "AUX"}

    @property
    def main_label(self) -> str:
        """Return the label without its subtype."""
        return self.label.partition(":")[0]


def children(nodes: Iterable[Node], node: Node, *labels: str) -> list[Node]:
    """Return the children of a node, of the given labels (with or without subtype) or any."""
    return [
        child
        for child in nodes
        if child.head == node.i
        and child.i != node.i
        and (not labels or child.label in labels or child.main_label in labels)
    ]


def take_place(node: Node, other: Node) -> None:
    """Hang a node where another one hangs, in the same role."""
    is_root = other.head == other.i
    node.head = node.i if is_root else other.head
    node.label, node.role = other.label, other.role
