"""Reading and writing games as trees, in the `.efg` format of Gambit.

References:
    Gambit project, "Game representation formats", the extensive game (.efg) file format.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from tocsin.errors import SourceError
from tocsin.game.generic.forms import CHANCE, InfoSet, Node, NodeKind, Payoffs, Tree
from tocsin.game.generic.tokens import Kind, Words, quoted, written

MAX_NODES = 100_000


def parse_efg(text: str, *, name: str = "game.efg") -> Tree:
    """Return the game that a text describes.

    Numbers are exact. An information set or outcome named before need not be described again.
    Text after the last node is an error, as is a tree of more than 100,000 nodes.

    Raises:
        SourceError: The text is not in the format; the message names file and line.
    """
    words = Words(text, name=name)
    title, players = words.prologue("EFG", 2)
    comment = words.text("comment") if words.is_at(Kind.TEXT) else ""
    reader = _Reader(words, players)
    nodes = reader.tree()
    if not words.is_at(Kind.END):
        words.fail("the end of the file after the last node")
    return Tree(title, comment, players, nodes, tuple(reader.infos), tuple(reader.payoffs))


@dataclass(slots=True)
class _Draft:
    """A node whose children are not all read."""

    kind: NodeKind
    name: str
    info: int
    payoffs: int
    wanted: int
    children: list[int] = field(default_factory=list)


class _Reader:
    """What has been read of a tree so far."""

    def __init__(self, words: Words, players: tuple[str, ...]) -> None:
        self.words = words
        self.players = players
        self.infos: list[InfoSet] = []
        self.payoffs: list[Payoffs] = []
        self._info_at: dict[tuple[int, int], int] = {}
        self._payoffs_at: dict[int, int] = {}

    def tree(self) -> tuple[Node, ...]:
        """Return all nodes; a stack instead of recursion, so that depth is no danger."""
        drafts = [self._node()]
        waiting = [0] if drafts[0].wanted else []
        while waiting:
            drafts.append(self._node())
            if len(drafts) > MAX_NODES:
                self.words.fail(f"at most {MAX_NODES} nodes")
            drafts[waiting[-1]].children.append(len(drafts) - 1)
            if drafts[-1].wanted:
                waiting.append(len(drafts) - 1)
            while waiting and len(drafts[waiting[-1]].children) == drafts[waiting[-1]].wanted:
                waiting.pop()
        return tuple(
            Node(one.kind, one.name, one.info, one.payoffs, tuple(one.children))
            for one in drafts
        )

    def _node(self) -> _Draft:
        """Return the next node."""
        words = self.words
        if words.now.kind is not Kind.WORD or words.now.text not in {"c", "p", "t"}:
            words.fail("a node (c, p or t)")
        kind = NodeKind(words.take(Kind.WORD, "a node"))
        name = words.text("name of the node") if words.is_at(Kind.TEXT) else ""
        info = -1
        if kind is not NodeKind.TERMINAL:
            player = CHANCE if kind is NodeKind.CHANCE else self._player()
            info = self._info(player)
        wanted = len(self.infos[info].actions) if info >= 0 else 0
        return _Draft(kind, name, info, self._outcome(), wanted)

    def _player(self) -> int:
        """Return the number of a player, from 0."""
        line = self.words.now.line
        number = self.words.whole("number of the player")
        if not 1 <= number <= len(self.players):
            raise SourceError(
                f"{self.words.name}, line {line}: player {number} moves, but the file names "
                f"{len(self.players)} players; number them from 1.",
                subject=self.words.name,
                line=line,
            )
        return number - 1

    def _info(self, player: int) -> int:
        """Return the index of the information set described here, known or new."""
        words = self.words
        number = words.whole("number of the information set")
        name = words.text("name of the information set") if words.is_at(Kind.TEXT) else ""
        known = self._info_at.get((player, number))
        if not words.is_at(Kind.OPEN):
            if known is None:
                words.fail_before("'{' and the actions after an information set that is new")
            return known
        actions, chances = self._actions(player)
        described = InfoSet(player, number, name, actions, chances)
        if known is None:
            self.infos.append(described)
            self._info_at[player, number] = len(self.infos) - 1
            return len(self.infos) - 1
        if (self.infos[known].actions, self.infos[known].probabilities) != (actions, chances):
            words.fail_before(f"the actions of information set {number} as first given")
        return known

    def _actions(self, player: int) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
        """Return the actions, with their probabilities where chance moves."""
        if player != CHANCE:
            actions = self.words.texts("names of actions")
            if not actions:
                self.words.fail_before("at least one action")
            return actions, ()
        self.words.take(Kind.OPEN, "'{' before the actions of chance")
        names, chances = [], []
        while self.words.is_at(Kind.TEXT):
            names.append(self.words.text("action"))
            chances.append(self.words.number("probability"))
        self.words.take(Kind.CLOSE, "an action of chance or '}'")
        total = sum(chances, Fraction(0))
        # Files with decimals such as .333 are common; what is off by more is a mistake.
        if not chances or min(chances) < 0 or abs(total - 1) > Fraction(1, 1000):
            self.words.fail_before("probabilities of chance that add to 1, none negative")
        return tuple(names), tuple(one / total for one in chances)

    def _outcome(self) -> int:
        """Return the index of the outcome here; -1 for none."""
        words = self.words
        number = words.whole("number of the outcome")
        name = words.text("name of the outcome") if words.is_at(Kind.TEXT) else ""
        if words.is_at(Kind.OPEN):
            values = words.numbers("payoffs")
            if len(values) != len(self.players):
                words.fail_before(f"{len(self.players)} payoffs, found {len(values)}")
            return self._payoffs(Payoffs(number, name, values))
        if number == 0:
            return -1
        if number not in self._payoffs_at:
            words.fail_before(f"'{{' and the payoffs of outcome {number}, which is new")
        return self._payoffs_at[number]

    def _payoffs(self, found: Payoffs) -> int:
        """Return the index of payoffs, known or new; outcome 0 may not have any."""
        known = self._payoffs_at.get(found.number)
        if known is None and found.number > 0:
            self.payoffs.append(found)
            self._payoffs_at[found.number] = known = len(self.payoffs) - 1
        if known is None or self.payoffs[known].values != found.values:
            self.words.fail_before(f"the payoffs of outcome {found.number} as first given")
        return known


def write_efg(tree: Tree) -> str:
    """Return a game in the format; reading it gives an equal game."""
    names = " ".join(map(quoted, tree.players))
    lines = [f"EFG 2 R {quoted(tree.title)} {{ {names} }}", quoted(tree.comment), ""]
    lines.extend(_line(tree, node) for node in _in_order(tree))
    return "\n".join(lines) + "\n"


def _in_order(tree: Tree) -> list[Node]:
    """Return the nodes in the order of the format: each before its first child's branch."""
    found, waiting = [], [0]
    while waiting:
        node = tree.nodes[waiting.pop()]
        found.append(node)
        waiting.extend(reversed(node.children))
    return found


def _line(tree: Tree, node: Node) -> str:
    """Return a node as one line."""
    outcome = "0"
    if node.payoffs >= 0:
        payoffs = tree.payoffs[node.payoffs]
        values = ", ".join(map(written, payoffs.values))
        outcome = f"{payoffs.number} {quoted(payoffs.name)} {{ {values} }}"
    head = f"{node.kind.value} {quoted(node.name)}"
    if node.info < 0:
        return f"{head} {outcome}"
    info = tree.infos[node.info]
    who = "" if info.player == CHANCE else f"{info.player + 1} "
    chances = map(written, info.probabilities)
    actions = " ".join(
        f"{quoted(action)} {chance}" if chance else quoted(action)
        for action, chance in zip(
            info.actions, [*chances] or [""] * len(info.actions), strict=True
        )
    )
    return f"{head} {who}{info.number} {quoted(info.name)} {{ {actions} }} {outcome}"
