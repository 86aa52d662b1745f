"""Did it happen, and who says so: one walk from the event up to the main clause."""

from dataclasses import replace

from tocsin.coding.events.candidate import Candidate, states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.status.asides import according_to
from tocsin.coding.status.holders import holder_of, is_charge, noun_holder, subjects_of, told_by
from tocsin.coding.status.reading import Reading
from tocsin.coding.syntax.conditions import (
    condition_spans,
    has_condition,
    is_condition,
    stretch_of,
)
from tocsin.coding.syntax.grammar import bare_lemma, is_negated, lemma_of, relied_on
from tocsin.coding.syntax.tense import has_tense, modal_of, read_local, read_modifiers
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.claim import Holder
from tocsin.model.ids import country
from tocsin.model.vocabulary import EventType, Polarity, Stance, Status

_ARGUMENTS = frozenset(
    {Role.OBJECT, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.PREP_OBJECT, Role.APPOSITION}
)
# Operators that act on an event noun as their object: "cancelled the visit".
_ON_EVENTS = frozenset({"averted", "planned", "proposed", "possible", "negated"})
# What a speech act with a stance says of an event whose status nothing told yet.
_STANCE_STATUS = {
    Stance.DEMANDS: Status.PROPOSED,
    Stance.DENIES: Status.OCCURRED,
    Stance.PREDICTS: Status.POSSIBLE,
}


_CALLED_OFF = frozenset({EventType.CONSULT, EventType.COOPERATE})
# Acts that a promise or an offer is by itself, and not what is promised.
_GIVEN_WORDS = frozenset({EventType.AGREE, EventType.THREATEN, EventType.REQUEST})


def read_status(scene: Scene, event: Candidate) -> Reading:
    """Return the status, polarity and holders of an event."""
    reading = Reading()
    node = event.carrier
    reading.doers = states_of(event.source)
    reading.is_given = node is event.anchor and _is_given(scene, node)
    _read_own(scene, event, reading)
    is_presupposed = False
    for _ in range(len(scene.tree)):
        head = scene.tree.head(node)
        if head is None or _is_set_apart(scene, node, head):
            break
        if (verb := told_by(scene, node)) is not None:
            _hold(scene, verb, subjects_of(scene, verb, scene.lexicon.reporting[verb.base]), reading)
            node = verb
            continue
        if _is_presupposed(scene, node):
            _recounted(scene, node, reading)
            is_presupposed = True
            break
        _step(scene, node, head, reading)
        node = head
    according_to(scene, event.anchor, reading.holders, is_presupposed=is_presupposed)
    reading.holders = _with_names(reading.holders)
    if reading.status is None:
        reading.status = Status.OCCURRED
    _by_place(scene, event, reading)
    _refused(scene, event, reading)
    reading.holders.reverse()
    return reading


def _read_own(scene: Scene, event: Candidate, reading: Reading) -> None:
    """Take in what the anchor of an event and its light verb say by themselves."""
    node, is_carried = event.carrier, event.anchor is not event.carrier
    if is_carried:
        read_modifiers(scene, event.anchor, reading)
    read_local(scene, node, reading)
    if not node.is_verb:
        return
    if is_carried:
        _predicate(scene, node, reading)
    lemma = lemma_of(scene.tree, node)
    if not is_carried and event.type in _CALLED_OFF and scene.lexicon.operators.get(lemma) == "averted":
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
    if node.role is Role.RELATIVE_CLAUSE and _is_claimed(scene, node):
        return False
    if node.role in {Role.RELATIVE_CLAUSE, Role.APPOSITION, Role.ADJECTIVE, Role.PARATAXIS}:
        return True
    if node.role is Role.PREPOSITION and node.base in scene.lexicon.words["setting"] | {"under"}:
        return True
    if node.role is Role.ADVERBIAL_CLAUSE and has_tense(scene, node):
        head = scene.tree.head(node)
        if node.tag in {"VBZ", "VBP"} and head is not None and modal_of(scene, head) == "planned":
            return False  # "will sit down after Israel frees them"
        apart = scene.lexicon.words["apart_markers"]
        if any(child.base in apart for child in scene.tree.children(node.i, Role.MARKER)):
            return True
    is_reduced = not scene.tree.children(node.i, Role.AUXILIARY, Role.MARKER, Role.SUBJECT)
    return node.role is Role.NOUN_CLAUSE and node.tag == "VBN" and is_reduced


def _is_claimed(scene: Scene, node: Word) -> bool:
    """Return whether a clause taken for a relative one is what a noun says: `insinuation that`."""
    head = scene.tree.head(node)
    markers = scene.tree.children(node.i, Role.MARKER)
    is_said = head is not None and (
        head.base in scene.lexicon.words["report_nouns"] or head.base in scene.lexicon.holder_nouns
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
        if _shares_condition(scene, node, head, reading):
            reading.combine(Status.CONDITIONAL)
        _verb_above(scene, node, head, reading)
    elif head.pos == "ADP":
        _behind_preposition(scene, node, head, reading)
    elif head.pos in {"NOUN", "PROPN"}:
        _noun_above(scene, node, head, reading)
    elif head.pos == "ADJ":
        _adjective_above(scene, head, reading)


def _shares_condition(scene: Scene, node: Word, head: Word, reading: Reading) -> bool:
    """Return whether the verb above is under a condition that what is below it shares.

    `B stands ready to send it should A agree`; an act that was done stays done.
    """
    if node.role not in CLAUSE_ROLES | {Role.OBJECT} or node.role is Role.RELATIVE_CLAUSE:
        return False
    is_open = reading.status in {None, Status.PLANNED, Status.POSSIBLE, Status.PROPOSED}
    if not is_open or is_condition(scene, node):
        return False
    return has_condition(scene, head)


def _behind_preposition(scene: Scene, node: Word, prep: Word, reading: Reading) -> None:
    """Take in what a preposition says: `without` negates; `about` makes a topic of an event."""
    words = scene.lexicon.words
    if node.is_verb and prep.base == "without":
        reading.negate(prep)
    anchor = scene.tree.head(prep)
    if reading.is_given and node.pos == "NOUN" and prep.base in words["given_prepositions"]:
        reading.is_apart = True
    if node.is_verb or reading.is_told or anchor is None:
        return
    is_spoken = anchor.base in scene.lexicon.reporting or anchor.base in words["speech_nouns"]
    if prep.base in words["topic_prepositions"] and is_spoken:
        reading.is_topic = True
    elif prep.base in words["setting"] | {"before"} and node.pos == "NOUN":
        reading.is_topic = reading.is_topic or _is_definite(scene, node)


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


def _is_definite(scene: Scene, noun: Word) -> bool:
    """Return whether a noun has `the` or `this` before it and nobody's name on it."""
    determiners = scene.tree.children(noun.i, Role.DETERMINER)
    has_owner = scene.tree.child(noun.i, Role.POSSESSOR, Role.PREPOSITION) is not None
    definite = scene.lexicon.words["definite"]
    return not has_owner and any(word.base in definite for word in determiners)


def _verb_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing verb says: holder, operator, its own tense."""
    if node.role is Role.ADVERBIAL_CLAUSE and not _is_bare_gerund(scene, node, head):
        _adverbial(scene, node, head, reading)
        return
    if any(child.base == "whether" for child in scene.tree.children(node.i, Role.MARKER)):
        # "has not decided whether to grant it": an open question, however it is put.
        reading.combine(Status.POSSIBLE)
        return
    holders = holder_of(scene, node, head)
    if holders:
        _hold(scene, head, holders, reading)
    elif holders is None and not reading.is_report:
        # "declined to comment on a report that": what is reported stands, whatever is done.
        _governed(scene, node, head, reading)


def _is_bare_gerund(scene: Scene, node: Word, head: Word) -> bool:
    """Return whether the parser took a gerund object for an adverbial: `ruled out sending`."""
    tree = scene.tree
    is_behind = node.tag == "VBG" and node.i > head.i
    has_own = tree.child(node.i, Role.SUBJECT, Role.MARKER, Role.AUXILIARY) is not None
    between = tree.words[head.i + 1 : node.i]
    is_adjacent = all(word.role is Role.PARTICLE or word.pos == "ADV" for word in between)
    return is_behind and not has_own and is_adjacent and bool(_operator(scene, node, head))


def _governed(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a verb that holds nothing does to what hangs on it."""
    lemma = lemma_of(scene.tree, head)
    operator = _operator(scene, node, head)
    if operator == "excluded":
        _excluded(scene, head, reading)
        return
    is_complement = _is_complement(scene, node, operator)
    is_open = is_complement or lemma in scene.lexicon.words["light"]
    if operator and (is_complement or _governs_events(scene, lemma, operator)):
        reading.apply(operator, head)
        read_local(scene, head, reading, weak=True)
    elif is_open:
        _predicate(scene, head, reading)
        read_local(scene, head, reading, weak=reading.status is not None)
    elif reading.status is None:
        # The object of an ordinary verb is taken for granted: "praised the deal".
        is_open = modal_of(scene, head) and not reading.is_given
        status = Status.POSSIBLE if is_open else Status.OCCURRED
        reading.combine(status, explicit=False)
        _predicate(scene, head, reading)
    elif reading.status.is_actual and not reading.is_explicit:
        read_local(scene, head, reading, weak=True, modal_only=True)


def _excluded(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in that something was ruled out, or that it was not: `would not rule out a truce`."""
    if is_negated(scene.tree, head, scene.lexicon):
        reading.combine(Status.POSSIBLE)
        return
    reading.combine(Status.PLANNED)
    reading.negate(head)


def _operator(scene: Scene, node: Word, head: Word) -> str:
    """Return what a verb does to what hangs on it; empty where nothing but telling it."""
    lemma = lemma_of(scene.tree, head)
    if node.role is Role.SUBJECT and lemma not in scene.lexicon.words["subject_raising"]:
        return ""  # the event does it: "the deal will prevent an attack"
    if (
        node.role is Role.OPEN_COMPLEMENT
        and lemma in scene.lexicon.words["negating_infinitives"]
    ):
        return "negated"
    known = scene.lexicon.operators
    operator = known.get(lemma) or known.get(bare_lemma(scene.tree, head, scene.lexicon), "")
    return "" if operator == "occurred" else operator


def _is_complement(scene: Scene, node: Word, operator: str) -> bool:
    """Return whether a word is what a verb speaks of, and not a party or thing that it acts on."""
    if node.pos == "ADP" or node.role is Role.PREPOSITION:
        if operator == "proposed" and node.base == "for":
            return True  # "called for sanctions"
        below = scene.tree.children(node.i)
        return operator == "averted" or any(child.role is Role.PREP_CLAUSE for child in below)
    return node.role not in _ARGUMENTS


def _governs_events(scene: Scene, lemma: str, operator: str) -> bool:
    """Return whether an operator verb acts on an event noun: `cancelled the visit`."""
    return operator in _ON_EVENTS and lemma not in scene.lexicon.words["not_over_events"]


def _hold(scene: Scene, head: Word, holders: list[Holder], reading: Reading) -> None:
    """Add holders; a view that is itself only possible holds nothing but makes it possible."""
    if not holders:
        return
    if modal_of(scene, head) in {"possible", "would"}:
        reading.combine(Status.POSSIBLE)
        reading.words.append(head)
        return
    if holders[0].stance is Stance.PREDICTS and head.base == "warn":
        holders = [_of_own_act(reading, holder) for holder in holders]
    stance = holders[0].stance
    if stance in {Stance.ASSERTS, Stance.DENIES} and is_negated(
        scene.tree, head, scene.lexicon
    ):
        return
    if stance is Stance.DEMANDS and not reading.is_told and reading.status is not None:
        reading.status = None  # "demands that A withdraw" is no present tense
    if reading.status is None and stance in _STANCE_STATUS:
        reading.combine(_STANCE_STATUS[stance])
    if stance is Stance.DOUBTS and is_negated(scene.tree, head, scene.lexicon):
        reading.combine(Status.POSSIBLE)
    reading.is_explicit = True
    reading.holders.extend(reversed(holders))
    reading.words.append(head)


def _of_own_act(reading: Reading, holder: Holder) -> Holder:
    """Return who warns of an act of their own as asserting it: it is no forecast."""
    is_own = holder.actor is not None and country(holder.actor) in reading.doers
    return replace(holder, stance=Stance.ASSERTS) if is_own else holder


def _adverbial(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what an adverbial clause says: condition, purpose, or the tense above it."""
    tree = scene.tree
    auxiliaries = tree.children(node.i, Role.AUXILIARY)
    is_purpose = any(child.base == "to" for child in auxiliaries)
    if _is_counterfactual(scene, node):
        reading.status, reading.polarity = Status.OCCURRED, Polarity.AFFIRMED
    elif is_condition(scene, node) or _is_awaited(scene, node, head):
        reading.combine(Status.CONDITIONAL)
        stance = scene.lexicon.reporting.get(head.base)
        if stance is not None and tree.child(head.i, Role.COMPLEMENT) is not None:
            # The parser hangs the condition on the verb of saying; it is part of what is said.
            reading.holders.extend(reversed(subjects_of(scene, head, stance)))
    elif is_purpose and reading.status is None and _averts_object(scene, head):
        # The parser hangs the clause on the verb: "scrapped a deal to buy jets".
        reading.combine(Status.AVERTED)
    elif is_purpose and reading.status is Status.AVERTED:
        reading.combine(Status.POSSIBLE)
    elif reading.status is None and relied_on(tree, head, scene.lexicon) is not None:
        reading.combine(Status.ONGOING)
    elif reading.status is None and is_purpose:
        reading.combine(Status.OCCURRED if _was_done(scene, head) else Status.POSSIBLE)
    elif _is_gerund_subject(scene, node, head):
        _predicate(scene, head, reading)
    elif reading.status is None or _is_still_ahead(scene, node, head, reading):
        reading.status = None
        read_local(scene, head, reading, negations=False)
    if not is_purpose and (has_tense(scene, node) or tree.child(node.i, Role.MARKER) is not None):
        reading.is_apart = True


def _is_still_ahead(scene: Scene, node: Word, head: Word, reading: Reading) -> bool:
    """Return whether a present tense shares the future of the verb above it."""
    is_present = node.tag in {"VBZ", "VBP"} and not reading.is_told
    markers = {child.base for child in scene.tree.children(node.i, Role.MARKER)}
    is_time = bool(markers & scene.lexicon.words["time_markers"])
    return is_present and is_time and modal_of(scene, head) == "planned"


def _is_counterfactual(scene: Scene, node: Word) -> bool:
    """Return whether a clause says that what was done had not been: `had A not vetoed it, …`."""
    auxiliaries = scene.tree.children(node.i, Role.AUXILIARY)
    has_had = any(child.text.lower() == "had" for child in auxiliaries)
    return has_had and is_condition(scene, node) and is_negated(scene.tree, node, scene.lexicon)


def _is_awaited(scene: Scene, node: Word, head: Word) -> bool:
    """Return whether something is not done before a clause comes true: `will not … before …`."""
    tree, words = scene.tree, scene.lexicon.words
    markers = {child.base for child in tree.children(node.i, Role.MARKER)}
    if "until" in markers and node.tag in {"VBZ", "VBP"} and head.tag != "VBD":
        return True
    is_open = bool(modal_of(scene, head)) and is_negated(tree, head, scene.lexicon)
    return bool(markers & words["awaiting"]) and is_open


def _was_done(scene: Scene, verb: Word) -> bool:
    """Return whether a verb tells a deed of the past: what it was done for is told with it.

    `Bombers took off to hit targets`; but `he warned, to stop an attack`, tells of none.
    """
    lexicon = scene.lexicon
    is_word = verb.base in lexicon.reporting or lemma_of(scene.tree, verb) in lexicon.operators
    is_past = verb.tag in {"VBD", "VBN"} and not modal_of(scene, verb)
    return is_past and not is_word


def _averts_object(scene: Scene, verb: Word) -> bool:
    """Return whether a verb cancels or prevents its object."""
    operator = scene.lexicon.operators.get(lemma_of(scene.tree, verb))
    return operator == "averted" and scene.tree.child(verb.i, Role.OBJECT) is not None


def _is_gerund_subject(scene: Scene, node: Word, head: Word) -> bool:
    """Return whether the parser took a gerund subject for an adverbial.

    `cancelling could prove hard`.
    """
    is_before = node.tag == "VBG" and node.i < head.i
    return is_before and scene.tree.child(head.i, Role.PREDICATIVE) is not None


def _predicate(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in an adjective that is said of the event: `is unlikely`, `could prove difficult`."""
    lexicon = scene.lexicon
    for child in scene.tree.children(head.i, Role.PREDICATIVE):
        if reading.is_report and child.base in lexicon.words["denial_adjectives"]:
            denial = Holder(actor=None, name="", stance=Stance.DENIES, cue=child.text)
            reading.holders.append(denial)
            continue
        operator = lexicon.adjectives.get(child.base)
        if operator == "sceptical":
            _sceptical(scene, head, child, reading)
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


def _sceptical(scene: Scene, verb: Word, adjective: Word, reading: Reading) -> None:
    """Add who doubts it: `is sceptical that`; `it is doubtful that` leaves that to who says so."""
    reading.combine(reading.status or Status.POSSIBLE)
    subject = scene.tree.child(verb.i, Role.SUBJECT)
    if subject is None or subject.base == "it":
        doubt = Holder(actor=None, name="", stance=Stance.DOUBTS, cue=adjective.text)
        reading.holders.append(doubt)
        return
    reading.holders.extend(reversed(subjects_of(scene, verb, Stance.DOUBTS)))


def _noun_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing noun says: `possibility of`, `plan to`, `claim that`."""
    if node.role in {Role.COMPOUND, Role.POSSESSOR, Role.APPOSITION}:
        return
    verb = scene.tree.head(head)
    if verb is not None and verb.is_verb and head.role is Role.OBJECT and is_charge(scene, node, verb):
        # The parser hangs the charge on the accused: "accused its neighbour of pushing".
        _hold(scene, verb, holder_of(scene, node, verb) or [], reading)
        return
    holders = noun_holder(scene, node, head)
    is_content = node.role in {Role.NOUN_CLAUSE, Role.COMPLEMENT, Role.RELATIVE_CLAUSE}
    if is_content and head.base in scene.lexicon.words["report_nouns"]:
        reading.is_report = True
    if holders:
        _hold_by_noun(head, holders, reading)
        return
    operator = scene.lexicon.noun_operators.get(head.base)
    if operator == "aimed":
        operator = "possible" if node.role in CLAUSE_ROLES else None
    if operator:
        reading.apply(operator, head)
        if reading.status in {Status.PLANNED, Status.POSSIBLE}:
            read_modifiers(scene, head, reading, negations_only=True)


def _hold_by_noun(noun: Word, holders: list[Holder], reading: Reading) -> None:
    """Add who holds the content of a noun: `Seoul's fears that`."""
    if reading.status is None and holders[0].stance is not Stance.ASSERTS:
        reading.combine(Status.POSSIBLE)
    if holders[0].name:
        reading.holders.extend(holders)
    reading.words.append(noun)


def _adjective_above(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in what a governing adjective says: `ready to`, `unlikely to`."""
    operator = scene.lexicon.adjectives.get(head.base)
    verb = scene.tree.head(head)
    if operator == "sceptical" and verb is not None and verb.is_verb:
        _sceptical(scene, verb, head, reading)
    elif operator:
        reading.apply("doubted" if operator == "difficult" else operator, head)
