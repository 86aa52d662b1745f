"""Did it happen, and who says so: one walk from the event up to the main clause."""

from dataclasses import replace

from tocsin.coding.events.candidate import Candidate, states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.status.asides import add_sources, add_speakers, in_brackets
from tocsin.coding.status.clauses import shares_condition
from tocsin.coding.status.governors import (
    adjective_above,
    behind_preposition,
    hold,
    noun_above,
    verb_above,
)
from tocsin.coding.status.holders import subjects_of, told_by
from tocsin.coding.status.predicates import predicate
from tocsin.coding.status.reading import Reading
from tocsin.coding.syntax.conditions import condition_spans, stretch_of
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tense import has_tense, modal_of, read_local, read_modifiers
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.claim import Holder
from tocsin.model.vocabulary import EventType, Polarity, Stance, Status

# Acts whose name may be what becomes of them: "called off the talks".
_CALLED_OFF = frozenset({EventType.CONSULT, EventType.COOPERATE})
# Acts that a promise or an offer is by itself, and not what is promised.
_GIVEN_WORDS = frozenset({EventType.AGREE, EventType.THREATEN, EventType.REQUEST})


def read_status(scene: Scene, event: Candidate) -> Reading:
    """Return the status, polarity and holders of an event."""
    reading = Reading()
    reading.doers = states_of(event.source)
    reading.is_given = event.carrier is event.anchor and _is_given(scene, event.anchor)
    _read_own(scene, event, reading)
    is_whole = _walk(scene, event, reading)
    if not reading.holders and is_whole:
        reading.holders.extend(in_brackets(scene, event.anchor))
    reading.holders = _with_names(reading.holders)
    if reading.status is None:
        reading.status = Status.OCCURRED
    _by_place(scene, event, reading)
    _refused(scene, event, reading)
    reading.holders.reverse()
    return reading


def _walk(scene: Scene, event: Candidate, reading: Reading) -> bool:
    """Take in each word above an event; return whether what it is part of reaches to the top."""
    tree, node = scene.tree, event.carrier
    path = [node, *tree.ancestors(node)]
    if event.anchor is not node:
        path.insert(0, event.anchor)
        add_sources(scene, event.anchor, {node.i}, reading.holders)
    own = {word.i for word in path}
    add_sources(scene, node, own, reading.holders)
    is_told, is_whole = True, True
    while (head := tree.head(node)) is not None:
        verb = told_by(scene, node) if is_told else None
        if verb is not None:
            stance = scene.lexicon.reporting[verb.base]
            hold(scene, verb, subjects_of(scene, verb, stance), reading)
            head = verb
        elif is_told and _is_set_apart(scene, node, head):
            is_told = False
        elif is_told and _is_presupposed(scene, node):
            _recounted(scene, node, reading)
            is_told = is_whole = False
        elif is_told:
            _step(scene, node, head, reading)
        node = head
        add_sources(scene, node, own, reading.holders)
    for word in path:
        add_speakers(scene, word, own, reading.holders)
    return is_whole


def _read_own(scene: Scene, event: Candidate, reading: Reading) -> None:
    """Take in what the anchor of an event and its light verb say by themselves."""
    node, is_carried = event.carrier, event.anchor is not event.carrier
    if is_carried:
        read_modifiers(scene, event.anchor, reading)
    read_local(scene, node, reading)
    if not node.is_verb:
        return
    if is_carried:
        predicate(scene, node, reading)
    lemma = lemma_of(scene.tree, node)
    if (
        not is_carried
        and event.type in _CALLED_OFF
        and lemma in scene.lexicon.words["calling_off"]
    ):
        reading.combine(Status.AVERTED)  # the act is named by what becomes of it: "called off"
    is_word_given = event.type in _GIVEN_WORDS and not is_carried
    if lemma in scene.lexicon.words["light_operators"] and not is_word_given:
        reading.apply(scene.lexicon.operators[lemma], node)


def _refused(scene: Scene, event: Candidate, reading: Reading) -> None:
    """Turn a refusal that is told by a negation to what was done: `does not accept the award`."""
    verb = event.anchor
    if event.type is not EventType.REJECT or not verb.is_verb or not reading.negators:
        return
    frame = scene.lexicon.verbs.get(lemma_of(scene.tree, verb))
    if frame is None or frame.type is not EventType.REJECT:
        reading.polarity = Polarity.AFFIRMED
        if reading.status in {Status.PLANNED, Status.POSSIBLE}:
            reading.status = Status.OCCURRED


def _with_names(holders: list[Holder]) -> list[Holder]:
    """Return holders, from the innermost outwards, with doubts and denials given to a speaker.

    `Experts believe that it is unlikely`: the doubt is the experts'.
    """
    found: list[Holder] = []
    for holder in holders:
        if found and not found[-1].name and holder.name:
            found[-1] = replace(holder, stance=found[-1].stance)
        else:
            found.append(holder)
    return found


def _by_place(scene: Scene, event: Candidate, reading: Reading) -> None:
    """Read a condition that the parser has lost from the places of the words."""
    verb = event.carrier
    if not verb.is_verb or reading.status in {Status.CONDITIONAL, Status.AVERTED}:
        return
    spans = list(condition_spans(scene))
    if not spans:
        return
    if any(verb.i in span for span in spans):
        is_bare = not reading.is_told or bool(modal_of(scene, verb))
        if is_bare:
            reading.status = Status.CONDITIONAL
        return
    reach = stretch_of(scene.tree, verb.i)
    is_open = reading.status in {Status.PLANNED, Status.POSSIBLE} and modal_of(scene, verb)
    if is_open and any(span.start in reach for span in spans):
        reading.status = Status.CONDITIONAL


def _is_set_apart(scene: Scene, node: Word, head: Word) -> bool:
    """Return whether a semicolon stands between a clause and the one that the parser put over it."""
    low, high = sorted((node.i, head.i))
    return any(word.text == ";" for word in scene.tree.words[low:high])


def _is_presupposed(scene: Scene, node: Word) -> bool:
    """Return whether a word opens a part whose truth nothing above it changes."""
    if node.role is Role.RELATIVE_CLAUSE:
        return not _is_claimed(scene, node)
    if node.role in {Role.APPOSITION, Role.ADJECTIVE, Role.PARATAXIS}:
        return True
    if node.role is Role.PREPOSITION:
        return node.base in scene.lexicon.words["setting"] | {"under"}
    if node.role is Role.ADVERBIAL_CLAUSE:
        return _stands_apart(scene, node)
    is_reduced = not scene.tree.children(node.i, Role.AUXILIARY, Role.MARKER, Role.SUBJECT)
    return node.role is Role.NOUN_CLAUSE and node.tag == "VBN" and is_reduced


def _stands_apart(scene: Scene, node: Word) -> bool:
    """Return whether the author tells a clause by himself: `…, while A did the other`."""
    head = scene.tree.head(node)
    is_present = node.tag in {"VBZ", "VBP"}
    if is_present and head is not None and modal_of(scene, head) == "planned":
        return False  # "will sit down after Israel frees them"
    markers = {child.base for child in scene.tree.children(node.i, Role.MARKER)}
    return has_tense(scene, node) and bool(markers & scene.lexicon.words["apart_markers"])


def _is_claimed(scene: Scene, node: Word) -> bool:
    """Return whether a clause taken for a relative one is what a noun says: `insinuation that`."""
    head = scene.tree.head(node)
    markers = scene.tree.children(node.i, Role.MARKER)
    is_said = head is not None and (
        head.base in scene.lexicon.words["report_nouns"]
        or head.base in scene.lexicon.holder_nouns
    )
    return is_said and any(child.base == "that" for child in markers)


def _recounted(scene: Scene, node: Word, reading: Reading) -> None:
    """Add who recounts an aside: `draws parallels to the time when …`, `recalled the day that …`."""
    verb = next((word for word in scene.tree.ancestors(node) if word.is_verb), None)
    if verb is None or node.role is not Role.RELATIVE_CLAUSE:
        return
    if verb.base in scene.lexicon.words["recounting"]:
        reading.holders.extend(subjects_of(scene, verb, Stance.ASSERTS))


def _step(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Walk one step up, taking in what the head says."""
    if node.role is Role.CONJUNCT:
        if reading.status is None or (node.is_verb and not has_tense(scene, node)):
            read_local(scene, head, reading)
    elif head.is_verb:
        if shares_condition(scene, node, head, reading):
            reading.combine(Status.CONDITIONAL)
        verb_above(scene, node, head, reading)
    elif head.pos == "ADP":
        behind_preposition(scene, node, head, reading)
    elif head.pos in {"NOUN", "PROPN"}:
        noun_above(scene, node, head, reading)
    elif head.pos == "ADJ":
        adjective_above(scene, head, reading)


def _is_given(scene: Scene, noun: Word) -> bool:
    """Return whether an event noun names a known act: `the bombing`, `Washington's recognition`."""
    if noun.pos != "NOUN":
        return False
    roles = (Role.DETERMINER, Role.POSSESSOR)
    below = scene.tree.children(noun.i, *roles)
    return any(
        child.role is Role.POSSESSOR or child.base in scene.lexicon.words["definite"]
        for child in below
    )
