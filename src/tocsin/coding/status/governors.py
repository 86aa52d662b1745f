"""What the word above an event says of it: verbs, nouns, adjectives and prepositions."""

from dataclasses import replace

from tocsin.coding.events.scene import Scene
from tocsin.coding.status.clauses import adverbial
from tocsin.coding.status.holders import holder_of, is_charge, noun_holder
from tocsin.coding.status.predicates import predicate, sceptical
from tocsin.coding.status.reading import Reading
from tocsin.coding.syntax.grammar import bare_lemma, is_negated, lemma_of
from tocsin.coding.syntax.tense import modal_of, read_local, read_modifiers
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.claim import Holder
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance, Status

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


def behind_preposition(scene: Scene, node: Word, prep: Word, reading: Reading) -> None:
    """Take in what a preposition says: `without` negates; `about` makes a topic of an event."""
    words = scene.lexicon.words
    if node.is_verb and prep.base == "without":
        reading.negate(prep)
    anchor = scene.tree.head(prep)
    if reading.is_given and node.pos == "NOUN" and prep.base in words["given_prepositions"]:
        reading.is_apart = True
    if node.is_verb or reading.is_told or reading.is_report or anchor is None:
        return
    is_spoken = anchor.base in scene.lexicon.reporting or anchor.base in words["speech_nouns"]
    if prep.base in words["topic_prepositions"] and is_spoken:
        reading.is_topic = True
    elif prep.base in words["setting"] | {"before"} and node.pos == "NOUN":
        reading.is_topic = reading.is_topic or _is_definite(scene, node)


def _is_definite(scene: Scene, noun: Word) -> bool:
    """Return whether a noun has `the` or `this` before it and nobody's name on it."""
    determiners = scene.tree.children(noun.i, Role.DETERMINER)
    has_owner = scene.tree.child(noun.i, Role.POSSESSOR, Role.PREPOSITION) is not None
    definite = scene.lexicon.words["definite"]
    return not has_owner and any(word.base in definite for word in determiners)


def verb_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing verb says: holder, operator, its own tense."""
    if node.role is Role.ADVERBIAL_CLAUSE and not _is_bare_gerund(scene, node, head):
        adverbial(scene, node, head, reading)
        return
    if any(child.base == "whether" for child in scene.tree.children(node.i, Role.MARKER)):
        # "has not decided whether to grant it": an open question, however it is put.
        reading.combine(Status.POSSIBLE)
        return
    holders = holder_of(scene, node, head)
    if holders:
        hold(scene, head, holders, reading)
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
        predicate(scene, head, reading)
        read_local(scene, head, reading, weak=reading.status is not None)
    elif reading.status is None:
        # The object of an ordinary verb is taken for granted: "praised the deal".
        may_be = bool(modal_of(scene, head)) and not reading.is_given
        status = Status.POSSIBLE if may_be else Status.OCCURRED
        reading.combine(status, explicit=False)
        predicate(scene, head, reading)
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
    negating = scene.lexicon.words["negating_infinitives"]
    if node.role is Role.OPEN_COMPLEMENT and lemma in negating:
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


def hold(scene: Scene, head: Word, holders: list[Holder], reading: Reading) -> None:
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


def noun_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing noun says: `possibility of`, `plan to`, `claim that`."""
    if node.role in {Role.COMPOUND, Role.POSSESSOR, Role.APPOSITION}:
        return
    verb = scene.tree.head(head)
    if (
        verb is not None
        and verb.is_verb
        and head.role is Role.OBJECT
        and is_charge(scene, node, verb)
    ):
        # The parser hangs the charge on the accused: "accused its neighbour of pushing".
        hold(scene, verb, holder_of(scene, node, verb) or [], reading)
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


def adjective_above(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in what a governing adjective says: `ready to`, `unlikely to`."""
    operator = scene.lexicon.adjectives.get(head.base)
    verb = scene.tree.head(head)
    if operator == "sceptical" and verb is not None and verb.is_verb:
        sceptical(scene, verb, head, reading)
    elif operator:
        reading.apply("doubted" if operator == "difficult" else operator, head)
