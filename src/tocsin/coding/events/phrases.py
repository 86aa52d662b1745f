"""Acts that a verb and its object noun name together: `lift sanctions`, `sign a deal`."""

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.details.items import modifier_items
from tocsin.coding.events.bystanders import other_at_hand
from tocsin.coding.events.candidate import TIE_TYPES, Candidate, split_parties, without
from tocsin.coding.events.clause import Clause
from tocsin.coding.events.scene import Scene, nominal
from tocsin.coding.lexicon import PhraseFrame
from tocsin.coding.syntax.grammar import Arguments
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType

_MUTUAL = frozenset({EventType.SUPPORT, EventType.SANCTION, EventType.RETREAT})
_ONE_SIDED = frozenset({EventType.MOBILIZE, EventType.REJECT})
# Types whose other side may be the one other state that the sentence names.
_TOWARDS_OTHER = frozenset({EventType.RETREAT, EventType.SANCTION})
# Types that are no act on the one other state of the sentence: their parties are told.
_OPEN = frozenset({EventType.AGREE, EventType.MOBILIZE, EventType.COOPERATE, EventType.CONSULT})
# Tried in order: whom the act hits, then where it takes place.
_TIERS = (
    ("on", "against", "to", "with", "from", "out of", "into", "of"),
    (
        "toward",
        "towards",
        "near",
        "over",
        "off",
        "along",
        "around",
        "inside",
        "in",
        "at",
        "for",
    ),
)


def find_phrase(
    scene: Scene, verb: Word, lemmas: list[str], roles: Arguments
) -> PhraseFrame | None:
    """Return the frame that a verb and its object noun make together."""
    tree = scene.tree
    nouns = {part.base for word in roles.objects for part in tree.conjuncts(word.i)}
    if not nouns:
        return None
    for phrase in scene.lexicon.phrases:
        is_named = bool(nouns & phrase.nouns) and any(
            lemma in phrase.verbs for lemma in (*lemmas, verb.base)
        )
        if is_named and _is_complete(phrase, roles):
            return None if _is_delivery(verb.base, phrase, roles) else phrase
    return None


# What a day or an hour is labelled as: "on Tuesday" is no target.
TIMES = frozenset({"DATE", "TIME"})
_SENDING = frozenset({"send", "dispatch", "despatch", "ship", "bring", "transfer"})


def _is_complete(phrase: PhraseFrame, roles: Arguments) -> bool:
    """Return whether a phrase that needs a preposition has one: missiles fired *at* somebody."""
    behind = nominal(roles.behind(*phrase.frame.preps))
    return not phrase.frame.preps or any(word.entity not in TIMES for word in behind)


def _is_delivery(lemma: str, phrase: PhraseFrame, roles: Arguments) -> bool:
    """Return whether arms are sent to somebody and not into position: `send jets to Ukraine`."""
    is_sending = lemma in _SENDING and phrase.frame.type is EventType.MOBILIZE
    return is_sending and bool([*roles.recipients, *roles.behind("to")])


def read_phrase(clause: Clause) -> Candidate | None:
    """Return the event of a verb and noun: `lift sanctions on`, `release intelligence`."""
    scene, frame = clause.scene, clause.frame
    source = clause.subject
    items = (frame.item,) if frame.item else ()
    event = clause.event(source, _target(clause, source), items)
    if frame.mode == "disclosure" and not event.target:
        event.target = without(_purpose_parties(scene, clause.verb), source)
    if not event.target:
        event.target = without(clause.dependant(), source)
    if not event.target and frame.type in _TOWARDS_OTHER and not frame.mode:
        event.target = scene.sole_other(scene.tree.words, source)
    if not event.target and frame.type not in _OPEN and not frame.mode:
        event.target = other_at_hand(scene, clause.verb, source)
    if frame.type is EventType.AGREE:
        return _agreement(clause, event)
    if not event.target and frame.type in _MUTUAL:
        event.source, event.target = split_parties(source)
        event.reciprocal = True
    return event if event.source and (event.target or frame.type in _ONE_SIDED) else None


def _target(clause: Clause, source: Actors) -> Actors:
    """Return whom a phrase is about: behind a preposition, else a modifier of its noun."""
    if target := clause.scene.acted_on(clause.roles.recipients, source):
        return target
    for names in _TIERS:
        if target := clause.scene.reach(nominal(clause.roles.behind(*names)), source):
            return target
    return without(clause.scene.modifiers_of(clause.roles.objects), source)


def _purpose_parties(scene: Scene, verb: Word) -> Actors:
    """Return whom a disclosure aims at: the parties of what it is meant to discourage."""
    for below in scene.tree.children(verb.i, Role.ADVERBIAL_CLAUSE):
        objects = scene.tree.children(below.i, Role.OBJECT)
        if named := scene.groups(objects):
            return named
        if objects and (event := scene.past.of_main_pair(TIE_TYPES)) is not None:
            return (*event.source, *event.target)
    return ()


def _agreement(clause: Clause, event: Candidate) -> Candidate | None:
    """Return a signed deal: its parties are the subjects and those behind `with`."""
    tree, objects = clause.scene.tree, clause.roles.objects
    inside = [word for noun in objects for name, word in tree.prepositions(noun.i)
              if name in {"between", "with"}]  # fmt: skip
    behind = clause.behind("with", "between")
    parties = (*event.source, *behind, *clause.scene.groups(inside))
    event.source, event.target = split_parties(parties)
    event.reciprocal = True
    event.items = tuple(item for word in objects
                        for item in modifier_items(tree, word, clause.scene.lexicon))  # fmt: skip
    return event if event.target else None
