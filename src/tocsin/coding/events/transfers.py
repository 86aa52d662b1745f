"""Verbs by which something moves: giving, getting, equipping, and promises of either."""

from tocsin.coding.actors.mentions import NAME_KINDS, Actors
from tocsin.coding.details.items import items_of
from tocsin.coding.events.bystanders import other_at_hand
from tocsin.coding.events.candidate import Candidate, without
from tocsin.coding.events.clause import Clause
from tocsin.coding.events.scene import nominal
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType, Item

_PROMISED = Frame("transfer", EventType.AID)
_PERSONS = frozenset({"person", "private", "government", "legislature"})
_SHARED = Frame("joint", EventType.COOPERATE)


def read_transfer(clause: Clause) -> Candidate | None:
    """Read `A gives goods to B`, `A gives B goods`, `A provides B with goods`."""
    items, source = clause.goods(), clause.subject
    if items:
        target = _receivers(clause)
    else:
        items = clause.goods_behind_with()
        target = clause.objects if items else _receivers(clause)
    if not items and not clause.is_support() and not _is_thing(clause):
        return _read_sent(clause, source)
    if items and not target and (giver := clause.behind("from")):
        # "could lease submarines from China": the subject gets, and does not give.
        return clause.event(giver, source, items)
    if not target and clause.is_any("swapping"):
        return clause.by(_SHARED).together(source, items)
    source = source or without(clause.behind("from"), target)
    target = target or clause.dependant() or _beneficiary(clause)
    target = without(target or _other_party(clause, source, items), source)
    if not target or not (source or clause.roles.is_passive):
        return None
    event = clause.event(source, target, items)
    if Item.INTELLIGENCE in items and clause.is_any("sharing"):
        event.type = EventType.COOPERATE
    return event


def _read_sent(clause: Clause, source: Actors) -> Candidate | None:
    """Read what is on no list and goes to somebody by name: `flew rescue teams to Kathmandu`."""
    if not _is_any_thing(clause) or clause.objects:
        return None
    return clause.between(source, clause.behind("to", "after", "before", "into"))


def _is_any_thing(clause: Clause) -> bool:
    """Return whether the objects are things or helpers, and no acts or words."""
    parts, lexicon = clause.object_parts(), clause.scene.lexicon
    others = lexicon.words["intangible"] - lexicon.words["helpers"] | set(lexicon.nouns)
    return bool(parts) and all(part.pos == "NOUN" and part.base not in others for part in parts)


def read_acquire(clause: Clause) -> Candidate | None:
    """Read `B gets goods from A`; an object that is an act itself keeps its own type."""
    target, items = clause.subject, clause.goods()
    things = [*clause.roles.objects, *nominal(clause.roles.behind("of"))]
    source = clause.behind("from") or clause.scene.modifiers_of(things)
    source = without(source, target)
    named = _noun_frame(clause)
    is_known = bool(items or named or clause.is_support()) or _is_bought(clause)
    if not source or not target or not is_known:
        return None
    # `Ordered the arrest of B's officers`: B is hit by the act, and gives nothing.
    if named is not None and named.of == "target" and not (items or clause.behind("from")):
        return None
    chosen = clause.by(named) if named is not None and not items else clause
    return chosen.event(source, target, items)


def _is_bought(clause: Clause) -> bool:
    """Return whether a thing on no list is bought from somebody: `vaccine bought from Moscow`."""
    is_told = clause.is_any("buying") and bool(clause.behind("from"))
    return is_told and _is_any_thing(clause)


def read_equip(clause: Clause) -> Candidate | None:
    """Read `A arms B`, `A funds B's programme`, with goods behind `with` or `by providing`."""
    source = clause.subject
    target = clause.scene.acted_on(clause.roles.objects, source)
    items = (*clause.goods_behind_with(), *clause.means())
    items = items or ((clause.frame.item,) if clause.frame.item else ())
    if not target or not (source or clause.roles.is_passive):
        return None
    return clause.event(source, target, items)


def brings_help(clause: Clause, subject: Word) -> bool:
    """Return whether a subject is goods, troops or helpers, whose coming is a delivery."""
    tree, lexicon = clause.scene.tree, clause.scene.lexicon
    parts = tree.conjuncts(subject.i)
    is_help = any(part.base in lexicon.words["helpers"] for part in parts)
    return is_help or bool(items_of(tree, subject, lexicon))


def read_arrive(clause: Clause) -> Candidate | None:
    """Read `S-300s have reached Iran from Russia`, `Cuban doctors arrived in Angola`."""
    scene, subject = clause.scene, clause.roles.subject
    if subject is None or clause.roles.is_passive:
        return None
    inside = [word for name, word in scene.tree.prepositions(subject.i)
              if name == "of" and subject.base in scene.lexicon.words["masses"]]  # fmt: skip
    if inside and not brings_help(clause, subject):
        subject = inside[0]  # "a first batch of Nepali troops arrived in B"
    items = tuple(dict.fromkeys(items_of(scene.tree, subject, scene.lexicon)))
    if not brings_help(clause, subject):
        return None
    target = clause.objects
    if not clause.roles.objects:  # "reached the front in Ukraine" reaches nobody
        target = clause.behind("to", "in", "into", "at", "through")
    source = clause.behind("from") or scene.modifiers(subject)
    source = source or other_at_hand(scene, clause.verb, target)
    return clause.between(source, target) and clause.event(
        source, without(target, source), items
    )


def read_agree(clause: Clause) -> Candidate | None:
    """Read `A and B agreed to …`, `A agreed with B`; a promise of goods is their transfer."""
    if clause.goods() or clause.is_support():
        return read_transfer(clause.by(_PROMISED))
    return clause.together((*clause.subject, *clause.behind("with")))


def _is_thing(clause: Clause) -> bool:
    """Return whether an object is a thing that can be handed over, though not on the list.

    `delivered vaccines to`, but not `sent a message to` or `gave a speech to`.
    """
    if not clause.is_any("handing") or not clause.roles.objects:
        return False
    scene = clause.scene
    return all(
        part.pos == "NOUN"
        and part.base not in scene.lexicon.words["intangible"]
        and part.base not in scene.lexicon.nouns
        and not _is_person(clause, part)
        for part in clause.object_parts()
    )


def _is_person(clause: Clause, part: Word) -> bool:
    """Return whether a noun is somebody who is not sent to help."""
    scene = clause.scene
    is_helper = part.base in scene.lexicon.words["helpers"]
    return not is_helper and scene.discourse.role_kind(scene.tree, part) in _PERSONS


def _receivers(clause: Clause) -> Actors:
    """Return who gets something: without preposition, else behind `to`, `for`, `with`, `into`."""
    scene = clause.scene
    return (
        scene.groups(clause.roles.recipients)
        or _buried_receiver(clause)
        or clause.behind("to", "into")
        or clause.behind("for", "with")
        or scene.reach(nominal(clause.roles.behind("to", "for", "into")), clause.subject)
    )


def _buried_receiver(clause: Clause) -> Actors:
    """Return the receiver that the parser took for part of the goods: `sell Russia shells`.

    Only a state's name right behind the verb: `Russian shells` are goods, `Russia shells` not.
    """
    tree = clause.scene.tree
    for word in clause.roles.objects:
        for child in tree.children(word.i, Role.COMPOUND, Role.ADJECTIVE):
            mention = clause.scene.discourse.mention(child.i)
            if mention is None or mention.kind not in NAME_KINDS or not mention.start:
                continue
            if tree.words[mention.start - 1].is_verb:
                return (mention.actor,)
    return ()


def _other_party(clause: Clause, source: Actors, items: tuple[Item, ...]) -> Actors:
    """Return the one other state of the sentence, as the receiver that goes without saying.

    `Its launches failed, and Russia could share rocket technology`: only with goods named, and
    only where no second candidate stands before the verb.
    """
    scene, verb = clause.scene, clause.verb
    has_goal = any(name in {"to", "for", "into"} for name, _ in scene.tree.prepositions(verb.i))
    if not items or has_goal:
        return ()
    before = scene.tree.words[: verb.i]
    return scene.sole_other(before, source) or scene.pair_partner(source)


def _beneficiary(clause: Clause) -> Actors:
    """Return whom a transfer without a receiver is to help: `supply arms to support B's war`."""
    scene, verb = clause.scene, clause.verb
    for below in scene.tree.children(verb.i, Role.ADVERBIAL_CLAUSE, Role.OPEN_COMPLEMENT):
        frame = scene.lexicon.verbs.get(below.base)
        if frame is not None and frame.type in {EventType.SUPPORT, EventType.AID}:
            return scene.acted_on(scene.tree.children(below.i, Role.OBJECT), ())
    return ()


def _noun_frame(clause: Clause) -> Frame | None:
    """Return the frame of an object noun that names an act: `win concessions from`."""
    nouns = clause.scene.lexicon.nouns
    frames = (nouns.get(word.base) for word in clause.roles.objects)
    return next(
        (frame for frame in frames if frame and frame.pattern in {"act", "support"}), None
    )
