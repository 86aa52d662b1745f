"""What is said of an event by a predicate: `is unlikely`, `is sceptical that`, `is baseless`."""

from tocsin.coding.events.scene import Scene
from tocsin.coding.status.holders import subjects_of
from tocsin.coding.status.reading import Reading
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.claim import Holder
from tocsin.model.vocabulary import Stance, Status


def predicate(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in an adjective that is said of the event: `is unlikely`, `could prove difficult`."""
    lexicon = scene.lexicon
    for child in scene.tree.children(head.i, Role.PREDICATIVE):
        if reading.is_report and child.base in lexicon.words["denial_adjectives"]:
            denial = Holder(actor=None, name="", stance=Stance.DENIES, cue=child.text)
            reading.holders.append(denial)
            continue
        operator = lexicon.adjectives.get(child.base)
        if operator == "sceptical":
            sceptical(scene, head, child, reading)
        elif operator == "difficult":
            doubt = Holder(actor=None, name="", stance=Stance.DOUBTS, cue=child.text)
            reading.holders.append(doubt)
            reading.is_explicit = True
            reading.words.append(child)
        elif operator:
            reading.apply(operator, child)
        is_said_of = child.pos == "NOUN" and head.base == "be"
        if is_said_of and child.base in lexicon.noun_operators:
            reading.apply(lexicon.noun_operators[child.base], child)


def sceptical(scene: Scene, verb: Word, adjective: Word, reading: Reading) -> None:
    """Add who doubts it: `is sceptical that`; `it is doubtful that` leaves that to who says so."""
    reading.combine(reading.status or Status.POSSIBLE)
    subject = scene.tree.child(verb.i, Role.SUBJECT)
    if subject is None or subject.base == "it":
        doubt = Holder(actor=None, name="", stance=Stance.DOUBTS, cue=adjective.text)
        reading.holders.append(doubt)
        return
    reading.holders.extend(reversed(subjects_of(scene, verb, Stance.DOUBTS)))
