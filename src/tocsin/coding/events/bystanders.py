"""Whom an act hits where its verb does not say: the other side at hand."""

from tocsin.coding.actors.mentions import NAME_KINDS, PLACE_KINDS, Actors, Mention
from tocsin.coding.events.candidate import states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.ids import ActorId, country


def other_at_hand(scene: Scene, verb: Word, source: Actors) -> Actors:
    """Return the other side of an act without a stated target; nothing where several may be.

    `Pakistan shot down two Indian jets and captured a pilot`: the one other state that the
    sentence names. `Tokyo told Seoul to drop the suit`: with several, who speaks of the act.
    `Taipei put its forces on alert`: with none, who did something to the source just before.
    """
    acting = states_of(source)
    if len(acting) != 1:
        return ()
    named = _named_beside(scene, acting)
    if not named:
        return _last_partner(scene, acting) or scene.pair_partner(source)
    if len(named) == 1:
        return tuple(named)
    return _speaker_above(scene, verb, acting)


def _named_beside(scene: Scene, acting: frozenset[ActorId]) -> frozenset[ActorId]:
    """Return the states of a sentence beside the acting one, mere places only for want of others."""
    mentions = scene.discourse.given()
    states = frozenset(country(mention.actor) for mention in mentions) - acting
    if len(states) < 2:
        return states
    actors = frozenset(country(mention.actor) for mention in mentions
                       if not _is_place(scene, mention)) - acting  # fmt: skip
    return actors or states


def _is_place(scene: Scene, mention: Mention) -> bool:
    """Return whether a mention only says where something is: `in Geneva`, `over Kashmir`."""
    word = scene.tree.words[mention.head]
    if mention.kind not in PLACE_KINDS | NAME_KINDS or word.role is not Role.PREP_OBJECT:
        return False
    prep = scene.tree.head(word)
    return prep is not None and prep.base in scene.lexicon.words["place_prepositions"]


def _speaker_above(scene: Scene, verb: Word, acting: frozenset[ActorId]) -> Actors:
    """Return the one state that the nearest verb above has as its subject, beside the acting one."""
    for above in scene.tree.ancestors(verb):
        if not above.is_verb:
            continue
        speakers = states_of(scene.group(scene.tree.child(above.i, Role.SUBJECT))) - acting
        if speakers:
            return tuple(speakers) if len(speakers) == 1 else ()
    return ()


def _last_partner(scene: Scene, acting: frozenset[ActorId]) -> Actors:
    """Return the other party of the latest event of the last sentences that the source is in."""
    for event in scene.past.of_last_sentences(2):
        others = event.parties - acting
        if acting <= event.parties and len(others) == 1:
            return tuple(others)
    return ()
