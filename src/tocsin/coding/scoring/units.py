"""Whom an act can be tied to: the words of a sentence that stand for somebody, and who stands before it."""

from dataclasses import dataclass

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.events.candidate import states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.ids import ActorId, country

# A sentence that names so many states or bodies needs nobody from the sentence before.
ENOUGH = 2
_INSIDE = frozenset({Role.COMPOUND, Role.ADJECTIVE, Role.POSSESSOR, Role.APPOSITION})


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


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody whom the sentence before names, and this one does not.

    Attributes:
        place: Of the last piece that stands for them, in `Scene.before`.
        actors: Who that is, at the level that the text tells.
        states: The same at the level of states and bodies.
    """

    place: int
    actors: Actors
    states: frozenset[ActorId]
    is_private: bool = False


Party = Unit | Absent


def find_absent(scene: Scene, units: list[Unit]) -> list[Absent]:
    """Return whom an act of a sentence may be tied to though only the one before names them.

    Nobody where the sentence names enough (`The move angered Peru`), or nobody at all.
    """
    here = {state for unit in units for state in unit.states}
    if not here or len(here) >= ENOUGH:
        return []
    found: dict[ActorId, Absent] = {}
    for place, piece in enumerate(scene.before):
        if piece.actor is not None and (state := country(piece.actor)) not in here:
            known = found.get(state)
            actors = known.actors if known is not None else (piece.actor,)
            found[state] = Absent(place, actors, states_of((piece.actor,)))
    return list(found.values())


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
    """Return whether a unit only modifies another one of the same actors, if by way of a third."""
    word: Word | None = unit.word
    while word is not None and word.role in _INSIDE:
        word = tree.head(word)
        if word is not None and any(
            other.word.i == word.i and unit.states <= other.states for other in units
        ):
            return True
    return False
