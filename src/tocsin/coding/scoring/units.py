"""The words of a sentence that stand for somebody: what an act can be tied to."""

from dataclasses import dataclass

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.events.candidate import states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.ids import ActorId


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that stands for one or several actors.

    Attributes:
        word: The head of the phrase that plays a role: `bombers` in `Russian bombers`.
        actors: Who is meant, at the level that the text tells.
        states: The same at the level of states and bodies.
        kind: How the word stands for them: `name`, `pronoun`, `role`, `owned` (a thing or
            person of theirs).
        is_private: Whether it is a single private person, who acts for nobody.
    """

    word: Word
    actors: Actors
    states: frozenset[ActorId]
    kind: str
    is_private: bool = False


def find_units(scene: Scene) -> list[Unit]:
    """Return who the words of a sentence stand for, left to right.

    A thing of somebody's (`Russian bombers`, `Moscow's offer`) stands for its owner; the
    owner's own word is then no unit of its own.
    """
    tree = scene.tree
    found: list[Unit] = []
    for word in tree.words:
        if not (word.is_nominal or word.tag in {"PRP", "PRP$", "WDT", "WP"}):
            continue
        actors = scene.discourse.actors(tree, word)
        kind = _kind(scene, word)
        if not actors and word.pos in {"NOUN", "PROPN"}:
            actors, kind = _owners(scene, word), "owned"
        if actors:
            is_private = word.tag == "NN" and scene.discourse.role_kind(tree, word) == "private"
            found.append(Unit(word, actors, states_of(actors), kind, is_private))
    return [unit for unit in found if not _is_inside_another(tree, unit, found)]


def _owners(scene: Scene, word: Word) -> Actors:
    """Return whose a thing is; of `French Bastion carriers` the first word belongs to the second."""
    if scene.discourse.mention(word.i) is not None or word.role is Role.COMPOUND:
        return ()
    beside = scene.tree.children(word.i, Role.COMPOUND)
    return scene.modifiers(word) or next(filter(None, map(scene.modifiers, beside)), ())


def _kind(scene: Scene, word: Word) -> str:
    """Return how a word stands for somebody."""
    if word.pos == "PRON" or word.tag in {"PRP", "PRP$", "WDT", "WP"}:
        return "pronoun"
    return "name" if scene.discourse.mention(word.i) is not None else "role"


def _is_inside_another(tree: Tree, unit: Unit, units: list[Unit]) -> bool:
    """Return whether a unit only modifies another one of the same actors."""
    if unit.word.role not in {Role.COMPOUND, Role.ADJECTIVE, Role.POSSESSOR, Role.APPOSITION}:
        return False
    head = tree.head(unit.word)
    return head is not None and any(
        other.word.i == head.i and unit.states <= other.states for other in units
    )
