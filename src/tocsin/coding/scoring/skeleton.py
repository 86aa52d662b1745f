"""What stands between two mentions: the clause that ties them, cut out of its sentence."""

from dataclasses import dataclass, field

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.scoring.paths import NAME, is_name, masked, name_of, way
from tocsin.coding.syntax.tree import Role, Tree, Word

_KEPT = frozenset(
    {
        Role.PARTICLE, Role.NEGATION, Role.OBJECT, Role.AUXILIARY, Role.OPEN_COMPLEMENT,
        Role.PREDICATIVE, Role.PREPOSITION, Role.MARKER, Role.PASSIVE_AUXILIARY,
        Role.COMPLEMENT, Role.RECIPIENT, Role.PREP_CLAUSE,
    }
)  # fmt: skip
_BELOW = {
    Role.OPEN_COMPLEMENT: (Role.OBJECT, Role.NEGATION, Role.PARTICLE, Role.AUXILIARY),
    Role.PREPOSITION: (Role.PREP_OBJECT, Role.PREP_CLAUSE),
}
_SAID = (Role.OBJECT, Role.PREDICATIVE)
_GOVERNED = (Role.OBJECT, Role.OPEN_COMPLEMENT, Role.PARTICLE, Role.NEGATION)
_NO_HEADS = frozenset({"PUNCT", "DET", "ADP"})
# Steps up from a mention that count where the other one stands in another tree.
_ALONE = 3
SOURCE_MARK, TARGET_MARK = "X", "Y"


@dataclass(frozen=True, slots=True)
class Ends:
    """A sentence with the two mentions in it; a head is None where the mention is elsewhere.

    Attributes:
        source: The word that the source's other words hang on.
        target: Likewise of the target.
        inside: Places of the words of the source, and of the target.
    """

    tree: Tree
    source: Word | None
    target: Word | None
    inside: tuple[frozenset[int], frozenset[int]]

    def is_outside(self, word: Word) -> bool:
        """Return whether a word belongs to neither mention."""
        return word.i not in self.inside[0] and word.i not in self.inside[1]


@dataclass(slots=True)
class Skeleton:
    """The words that tie two mentions, and what they show.

    Attributes:
        names: Features, as `slot:word`.
        meanings: Words whose meaning counts, as (slot, word).
        kept: Places of the words of the clause that ties them.
    """

    names: list[str] = field(default_factory=list)
    meanings: list[tuple[str, str]] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)


def find_ends(
    trees: tuple[Tree, ...], source: tuple[int, int], target: tuple[int, int]
) -> Ends | None:
    """Return the sentence that holds both mentions, else one that holds either.

    Args:
        trees: The sentences of a text.
        source: Offsets of the source in the text, [start, end).
        target: Offsets of the target.
    """
    found = [_ends(tree, source, target) for tree in trees]
    both = (ends for ends in found if ends.source is not None and ends.target is not None)
    either = (ends for ends in found if ends.source is not None or ends.target is not None)
    return next(both, None) or next(either, None)


def _ends(tree: Tree, source: tuple[int, int], target: tuple[int, int]) -> Ends:
    """Return the mentions as far as they stand in one sentence."""
    spans = (_inside(tree, source), _inside(tree, target))
    heads = [_head(tree, sorted(places)) for places in spans]
    return Ends(tree, heads[0], heads[1], spans)


def _inside(tree: Tree, span: tuple[int, int]) -> frozenset[int]:
    """Return the places of the words that overlap a span."""
    start, end = span
    return frozenset(word.i for word in tree.words if word.start < end and word.end > start)


def _head(tree: Tree, places: list[int]) -> Word | None:
    """Return the word among some that hangs on none of the others."""
    for i in places:
        word = tree.words[i]
        if (word.head not in places or word.head == i) and word.pos not in _NO_HEADS:
            return word
    return tree.words[places[-1]] if places else None


def skeleton(ends: Ends, lexicon: Lexicon) -> Skeleton:
    """Return what ties two mentions: the way between them, its verbs and what they govern."""
    found = Skeleton()
    tree = ends.tree
    for word, slot in _course(ends):
        name = name_of(tree, word)
        found.names += [f"{slot}:{name}", f"P:{name}", *_types(lexicon, slot, name, word)]
        found.meanings.append((slot, name))
        found.kept.add(word.i)
        if word.pos in {"VERB", "AUX", "NOUN"}:
            _below(ends, word, slot, found, lexicon)
    _ways(ends, found)
    for end, slot, own in ((ends.source, "gs", 0), (ends.target, "gt", 1)):
        if end is not None:
            _governor(ends, end, slot, ends.inside[own], found, lexicon)
    return found


def _course(ends: Ends) -> list[tuple[Word, str]]:
    """Return the words from the source up (U), at the meeting (L), and down to the target (D)."""
    tree = ends.tree
    above = [[word, *tree.ancestors(word)] if word is not None else []
             for word in (ends.source, ends.target)]  # fmt: skip
    if not above[0] or not above[1]:
        up, down = above[0][1:_ALONE], above[1][1:_ALONE]
        return [*((word, "U") for word in up), *((word, "D") for word in down)]
    places = {word.i: place for place, word in enumerate(above[0])}
    meet = next((place for place, word in enumerate(above[1]) if word.i in places), None)
    if meet is None:
        up, down, top = above[0][1:], above[1][1:], []
    else:
        meeting = above[1][meet]
        up, down, top = above[0][1 : places[meeting.i]], above[1][1:meet], [meeting]
    course = [*((w, "U") for w in up), *((w, "L") for w in top), *((w, "D") for w in down)]
    return [(word, slot) for word, slot in course if ends.is_outside(word)]


def _below(ends: Ends, word: Word, slot: str, found: Skeleton, lexicon: Lexicon) -> None:
    """Add what a word of the way governs: objects, particles, negations, prepositions."""
    tree = ends.tree
    for child in tree.children(word.i, *_KEPT):
        if not ends.is_outside(child):
            continue
        found.kept.add(child.i)
        found.names += [f"c{slot}:{child.role.value}:{masked(child)}", f"K:{masked(child)}"]
        if child.role in _SAID:
            found.names.append(f"VO:{name_of(tree, word)}+{masked(child)}")
            found.names += _types(lexicon, "c", child.base, child)
            found.meanings.append(("c", masked(child)))
        for deep in tree.children(child.i, *_BELOW.get(child.role, (Role.ROOT,))):
            if ends.is_outside(deep):
                found.kept.add(deep.i)
                found.names.append(f"K2:{masked(deep)}")


def _ways(ends: Ends, found: Skeleton) -> None:
    """Add the roles along the way."""
    if ends.source is not None:
        found.names.append(f"rs:{ends.source.role.value}")
    if ends.target is not None:
        found.names.append(f"rt:{ends.target.role.value}")
    if ends.source is not None and ends.target is not None:
        is_first = ends.source.i < ends.target.i
        found.names.append("order:" + ("st" if is_first else "ts"))
        course = way(ends.tree, ends.source, ends.target)
        found.names.append(f"way:{course.signature}")


def _governor(
    ends: Ends, word: Word, slot: str, own: frozenset[int], found: Skeleton, lexicon: Lexicon
) -> None:
    """Add the verb or noun right above a mention, what it governs, and the verb above it."""
    tree = ends.tree
    above = (
        up for up in tree.ancestors(word) if up.pos in {"VERB", "NOUN"} and up.i not in own
    )
    governor = next(above, None)
    if governor is None:
        return
    name = name_of(tree, governor)
    found.names += [f"{slot}:{name}", *_types(lexicon, slot, name, governor)]
    found.meanings.append((slot, name))
    found.kept.add(governor.i)
    higher = next((up for up in tree.ancestors(governor) if up.pos == "VERB"), None)
    if higher is not None:
        found.names.append(f"{slot}2:{name_of(tree, higher)}")
    for child in tree.children(governor.i, *_GOVERNED):
        if ends.is_outside(child):
            found.names.append(f"{slot}c:{masked(child)}")
            found.kept.add(child.i)


def _types(lexicon: Lexicon, slot: str, name: str, word: Word) -> list[str]:
    """Return what the frames and cues know of a word, as features."""
    frame = lexicon.verbs.get(name) or lexicon.nouns.get(name) or lexicon.verbs.get(word.base)
    found = [f"T{slot}:{frame.type}", f"TP:{frame.type}"] if frame is not None else []
    operator = lexicon.operators.get(name) or lexicon.noun_operators.get(name)
    return [*found, f"O{slot}:{operator}"] if operator is not None else found


def clause_text(ends: Ends, found: Skeleton) -> list[str]:
    """Return the words of the tying clause in order, the mentions as X and Y."""
    words: list[str] = []
    for word in ends.tree.words:
        mark = _mark(ends, word)
        if mark:
            if mark not in words:
                words.append(mark)
        elif word.i in found.kept:
            words.append(NAME if is_name(word) else word.text.lower())
    return words


def masked_text(ends: Ends) -> list[str]:
    """Return the words of the whole sentence in lower case, the mentions as X and Y."""
    words: list[str] = []
    for word in ends.tree.words:
        mark = _mark(ends, word)
        if not mark:
            words.append(NAME if is_name(word) else word.text.lower())
        elif mark not in words:
            words.append(mark)
    return words


def _mark(ends: Ends, word: Word) -> str:
    """Return the mark of the mention that a word belongs to; empty for none."""
    if word.i in ends.inside[1]:
        return TARGET_MARK  # nested mentions: the inner one is mostly the target
    return SOURCE_MARK if word.i in ends.inside[0] else ""


def cue_of(ends: Ends) -> Word | None:
    """Return the verb or noun that most likely names the relation: nearest above the source."""
    course = [word for word, _ in _course(ends) if word.pos in {"VERB", "NOUN"}]
    verbs = [word for word in course if word.pos == "VERB"]
    if verbs or course:
        return (verbs or course)[0]
    start = ends.source if ends.source is not None else ends.target
    if start is None:
        return None
    return next((up for up in ends.tree.ancestors(start) if up.pos == "VERB"), None)
