"""Where an event is said to happen."""

from tocsin.coding.actors.mentions import PLACE_KINDS
from tocsin.coding.details.times import Expression, in_reach
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.ids import country

_WHERE = frozenset({"in", "at", "near", "outside", "aboard"})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


def place_of(scene: Scene, event: Candidate) -> str | None:
    """Return the place of an event: the next one behind its words, else behind its anchor.

    Cities and sites of the gazetteer, what the parser takes for the name of a place, and
    states, where they are no party: in `struck targets in Syria` the place is the target.
    """
    last = max((word.i for word in event.words), default=event.anchor.i)
    places = [
        (word.i, name)
        for word in scene.tree.words
        if (name := _name_at(scene, event, word)) is not None
    ]
    for start in (last, event.anchor.i, -1):
        found = next((name for i, name in places if i > start), None)
        if found is not None:
            return found
    return None


def _name_at(scene: Scene, event: Candidate, word: Word) -> str | None:
    """Return the name of a place that a word names as where the event is; None for most."""
    tree = scene.tree
    prep = tree.words[word.head]
    if word.role is not Role.PREP_OBJECT or prep.base not in _WHERE:
        return None
    name = _place_name(scene, event, word)
    if name is None:
        return None
    where = Expression(prep.i, prep.i + 1, None, None, "")
    return name if in_reach(tree, [where], event.anchor, event.carrier) else None


def _place_name(scene: Scene, event: Candidate, word: Word) -> str | None:
    """Return what a word names, where that is a place and no party of the event."""
    mention = scene.discourse.mention(word.i)
    if mention is None:
        is_place = word.pos == "PROPN" and word.entity in _PLACE_ENTITIES
        return _whole_name(scene.tree, word) if is_place else None
    if mention.kind in PLACE_KINDS:
        return scene.discourse.place_of(scene.tree, word)
    if mention.kind != "name" or country(mention.actor) in event.parties:
        return None
    is_state = word.entity in _PLACE_ENTITIES and len(country(mention.actor)) == 3
    words = scene.tree.words[mention.start : mention.end]
    return " ".join(part.text for part in words) if is_state else None


def _whole_name(tree: Tree, word: Word) -> str:
    """Return a name with the parts before it: `Camp David`."""
    start = word.i
    while start and tree.words[start - 1].entity == word.entity and _is_part(tree, start - 1):
        start -= 1
    return " ".join(part.text for part in tree.words[start : word.i + 1])


def _is_part(tree: Tree, i: int) -> bool:
    """Return whether a word is part of a name."""
    return tree.words[i].pos == "PROPN" and tree.words[i].role is Role.COMPOUND
