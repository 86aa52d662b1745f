"""What an adverbial clause says of the event in it: condition, purpose, time."""

from tocsin.coding.events.scene import Scene
from tocsin.coding.status.holders import subjects_of
from tocsin.coding.status.predicates import predicate
from tocsin.coding.status.reading import Reading
from tocsin.coding.syntax.conditions import has_condition, is_condition
from tocsin.coding.syntax.grammar import is_negated, lemma_of, relied_on
from tocsin.coding.syntax.tense import has_tense, modal_of, read_local
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.vocabulary import Polarity, Status


def adverbial(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what an adverbial clause says: condition, purpose, or the tense above it."""
    tree = scene.tree
    is_purpose = any(child.base == "to" for child in tree.children(node.i, Role.AUXILIARY))
    if _is_counterfactual(scene, node):
        reading.status, reading.polarity = Status.OCCURRED, Polarity.AFFIRMED
    elif is_condition(scene, node) or _is_awaited(scene, node, head):
        _conditional(scene, head, reading)
    elif reading.status is None and relied_on(tree, head, scene.lexicon) is not None:
        reading.combine(Status.ONGOING)
    elif is_purpose and reading.status in {None, Status.AVERTED}:
        _purpose(scene, head, reading)
    elif _is_gerund_subject(scene, node, head):
        predicate(scene, head, reading)
    elif reading.status is None or _is_still_ahead(scene, node, head, reading):
        reading.status = None
        read_local(scene, head, reading, negations=False)
    has_marker = tree.child(node.i, Role.MARKER) is not None
    if not is_purpose and (has_marker or has_tense(scene, node)):
        reading.is_apart = True


def _conditional(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in a condition; one that hangs on a verb of saying is part of what is said."""
    reading.combine(Status.CONDITIONAL)
    stance = scene.lexicon.reporting.get(head.base)
    if stance is not None and scene.tree.child(head.i, Role.COMPLEMENT) is not None:
        reading.holders.extend(reversed(subjects_of(scene, head, stance)))


def _purpose(scene: Scene, head: Word, reading: Reading) -> None:
    """Take in what something is done for: told with a deed, averted with what is scrapped."""
    if reading.status is Status.AVERTED:
        reading.combine(Status.POSSIBLE)
    elif _averts_object(scene, head):
        # The parser hangs the clause on the verb: "scrapped a deal to buy jets".
        reading.combine(Status.AVERTED)
    else:
        reading.combine(Status.OCCURRED if _was_done(scene, head) else Status.POSSIBLE)


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


def shares_condition(scene: Scene, node: Word, head: Word, reading: Reading) -> bool:
    """Return whether the verb above is under a condition that what is below it shares.

    `B stands ready to send it should A agree`; an act that was done stays done.
    """
    if (
        node.role not in CLAUSE_ROLES | {Role.OBJECT, Role.PREDICATIVE}
        or node.role is Role.RELATIVE_CLAUSE
    ):
        return False
    is_open = reading.status in {None, Status.PLANNED, Status.POSSIBLE, Status.PROPOSED}
    if not is_open or is_condition(scene, node):
        return False
    return has_condition(scene, head)
