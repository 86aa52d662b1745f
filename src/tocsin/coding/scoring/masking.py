"""A sentence as the contextual model reads it: the names of actors stand masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.coding.actors.mentions import PERSON_KINDS, Mention
from tocsin.coding.events.scene import Scene
from tocsin.coding.lexicon import load_data
from tocsin.model.ids import ActorId, country

NAME, ADJECTIVE, PERSON = "name", "adjective", "person"


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
    """

    pieces: list[str]
    places: list[int]


def masked(scene: Scene) -> Masked:
    """Return a sentence with stand-ins for its names."""
    pieces: list[str] = []
    places: list[int] = []
    order: dict[ActorId, int] = {}
    last: Mention | None = None
    for word in scene.tree.words:
        mention = scene.discourse.mention(word.i)
        if mention is None:
            pieces.append(word.text)
        elif mention is not last:
            pieces.append(_stand_in(scene, mention, order))
        last = mention
        places.append(len(pieces) - 1)
    return Masked(pieces, places)


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


def _stand_in(scene: Scene, mention: Mention, order: dict[ActorId, int]) -> str:
    """Return what stands for a name."""
    words, gazetteer = load_stand_ins(), scene.discourse.gazetteer
    if mention.actor in gazetteer.sorts:
        is_armed = gazetteer.sorts[mention.actor] == "armed"
        return words.armed if is_armed else words.body
    row = words.row(order.setdefault(country(mention.actor), len(order)))
    if mention.kind in PERSON_KINDS:
        return row[PERSON]
    return row[ADJECTIVE if mention.kind == "adjective" else NAME]


@cache
def load_stand_ins() -> StandIns:
    """Return the stand-ins."""
    data = load_data("stand_ins.yaml")
    return StandIns(tuple(data["states"]), data["body"], data["armed"])
