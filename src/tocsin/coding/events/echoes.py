"""Nouns that take up an event told before: `the meeting`, `such a deal`."""

from dataclasses import replace

from tocsin.coding.events.candidate import Candidate, split_parties
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.surroundings import Surroundings
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType

_TYPES = {
    "meet": frozenset({EventType.CONSULT}),
    "visit": frozenset({EventType.CONSULT}),
    "joint": frozenset({EventType.AGREE, EventType.COOPERATE}),
}
_TIES = frozenset(
    {
        EventType.AGREE,
        EventType.COOPERATE,
        EventType.AID,
        EventType.CONSULT,
        EventType.REQUEST,
    }
)


def echo_of(scene: Scene, noun: Word, frame: Frame, around: Surroundings) -> Candidate | None:
    """Return the event that a definite noun without parties of its own means."""
    same = _TYPES.get(frame.pattern)
    if same is None or around.owners:
        return None
    event = _meant(scene, noun, frame, same)
    if event is None:
        return None
    source, target = split_parties((*event.source, *event.target))
    kind = event.type if event.type in same else frame.type
    return replace(
        event,
        anchor=noun,
        carrier=around.verb or noun,
        type=kind,
        source=source,
        target=target,
        items=event.items if kind is event.type else (),
        reciprocal=True,
        words=[noun],
        is_echo=True,
    )


def _meant(
    scene: Scene, noun: Word, frame: Frame, same: frozenset[EventType]
) -> Candidate | None:
    """Return the earlier event that a noun can mean, by its determiner."""
    words = scene.lexicon.words
    before = scene.tree.children(noun.i, Role.DETERMINER, Role.ADJECTIVE)
    determiners = {child.base for child in before}
    if not determiners & words["echo_determiners"]:
        return None
    if frame.item is not None:
        event = scene.past.with_item(frame.item)
    else:
        event = scene.past.of_main_pair(same)
    if event is None and determiners & words["fresh_determiners"]:
        event = scene.past.of_main_pair(_TIES)
    return event
