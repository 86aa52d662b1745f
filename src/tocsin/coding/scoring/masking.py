"""A sentence as the contextual model reads it: the names of actors stand masked.

Pronouns and descriptions of whom the document has told (`it`, `the kingdom`) read with the same
stand-ins as the names. Where a sentence names fewer than two states, the end of the sentence before
stands in front of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.coding.actors.mentions import PERSON_KINDS, Mention
from tocsin.coding.events.scene import Piece, Scene
from tocsin.coding.lexicon import load_data
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.ids import ActorId, country

NAME, ADJECTIVE, PERSON = "name", "adjective", "person"
_PRONOUNS, _POSSESSIVE = frozenset({"PRP", "PRP$"}), "PRP$"
_OF_PERSONS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
# As objects these are things as often as actors: only who acts is told.
_OFTEN_THINGS = frozenset({"it", "they", "them", "itself", "themselves"})
_SUBJECTS = frozenset({Role.SUBJECT, Role.PASSIVE_SUBJECT})
# "They" may be several; a list of more would say nothing of who plays which role.
_MOST_TOLD = 3
# Pieces of the sentence before that are remembered.
_MOST_BEFORE = 48


@dataclass(frozen=True, slots=True)
class StandIns:
    """Words that stand for names.

    Attributes:
        states: One row for each state of a sentence, in the order in which they come: a `name`,
            an `adjective` and a `person`.
        body: For any body or bloc.
        armed: For any armed group.
    """

    states: tuple[dict[str, str], ...]
    body: str
    armed: str

    def row(self, place: int) -> dict[str, str]:
        """Return the words for the state that comes at a place; the last row for all beyond."""
        return self.states[min(place, len(self.states) - 1)]


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence for the model.

    Attributes:
        pieces: Its words, each name as one stand-in.
        places: For each word of the sentence the place of its piece.
        before: The pieces of what stands before it, if that is read too.
    """

    pieces: list[str]
    places: list[int]
    before: list[str]


def masked(scene: Scene, *, is_after: bool = False) -> Masked:
    """Return a sentence with stand-ins for its names, and for who else is known to be meant.

    Args:
        scene: The sentence.
        is_after: Whether it is read after the sentence before.
    """
    pieces, places = _pieces_of(scene)
    order: dict[ActorId, int] = {}
    shown, before = (
        [_text(scene, piece, order) for piece in some]
        for some in (pieces, scene.before if is_after else ())
    )
    return Masked(shown, places, before)


def end_of(scene: Scene) -> tuple[Piece, ...]:
    """Return the end of a sentence, to be remembered where the next one is read."""
    return tuple(_pieces_of(scene)[0][-_MOST_BEFORE:])


def _pieces_of(scene: Scene) -> tuple[list[Piece], list[int]]:
    """Return the pieces of a sentence, and for each word the place of its first one."""
    pieces: list[Piece] = []
    places: list[int] = []
    last: Mention | None = None
    for word in scene.tree.words:
        mention = scene.discourse.mention(word.i)
        is_same = mention is not None and mention is last
        places.append(len(pieces) - is_same)
        if mention is None:
            pieces += _resolved(scene, word)
        elif not is_same:
            pieces.append(Piece("", mention.actor, _form(mention)))
        last = mention
    return pieces, places


def _resolved(scene: Scene, word: Word) -> list[Piece]:
    """Return a word that is no name: with who is meant, where a pronoun or description tells."""
    plain = [Piece(word.text)]
    is_pronoun = word.tag in _PRONOUNS
    if word.text.lower() in _OFTEN_THINGS and word.role not in _SUBJECTS:
        return plain
    if not (is_pronoun or (word.pos == "NOUN" and not _is_named(scene, word))):
        return plain
    actors = scene.discourse.actors(scene.tree, word)
    if not 0 < len(actors) <= _MOST_TOLD:
        return plain
    form = PERSON if word.base in _OF_PERSONS else NAME
    names = [part for actor in actors for part in (Piece("and"), Piece("", actor, form))][1:]
    if is_pronoun:
        return [*names, Piece("'s")] if word.tag == _POSSESSIVE else names
    return [*plain, Piece("of"), *names]


def _text(scene: Scene, piece: Piece, order: dict[ActorId, int]) -> str:
    """Return a piece as the model reads it; `order` has the states so far."""
    if piece.actor is None:
        return piece.text
    return _stand_in(scene, piece.actor, piece.form, order)


def _is_named(scene: Scene, word: Word) -> bool:
    """Return whether a name or a possessive beside a noun tells already whose it is."""
    beside = scene.tree.children(word.i)
    return any(
        part.tag == _POSSESSIVE or scene.discourse.mention(part.i) is not None
        for part in (
            *beside,
            *(below for part in beside for below in scene.tree.children(part.i)),
        )
    )


def masked_pair(
    words: Sequence[str], source: frozenset[int], target: frozenset[int]
) -> tuple[list[str], int | None, int | None]:
    """Return a sentence with stand-ins for two given mentions, and where these stand.

    Args:
        words: Of the sentence.
        source: Places of the words of the source.
        target: Likewise of the target.
    """
    pieces: list[str] = []
    found: list[int | None] = [None, None]
    last = -1
    for place, word in enumerate(words):
        side = 0 if place in source else 1 if place in target else -1
        if side < 0:
            pieces.append(word)
        elif side != last:
            pieces.append(load_stand_ins().row(side)[NAME])
            found[side] = len(pieces) - 1 if found[side] is None else found[side]
        last = side
    return pieces, found[0], found[1]


def _form(mention: Mention) -> str:
    """Return how a name stands for its actor."""
    if mention.kind in PERSON_KINDS:
        return PERSON
    return ADJECTIVE if mention.kind == "adjective" else NAME


def _stand_in(scene: Scene, actor: ActorId, form: str, order: dict[ActorId, int]) -> str:
    """Return what stands for an actor."""
    words, gazetteer = load_stand_ins(), scene.discourse.gazetteer
    if actor in gazetteer.sorts:
        return words.armed if gazetteer.sorts[actor] == "armed" else words.body
    return words.row(order.setdefault(country(actor), len(order)))[form]


@cache
def load_stand_ins() -> StandIns:
    """Return the stand-ins."""
    data = load_data("stand_ins.yaml")
    return StandIns(tuple(data["states"]), data["body"], data["armed"])
