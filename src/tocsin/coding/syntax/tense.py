"""What a word says of its own event: modals, negation, tense, adverbs and modifiers."""

from tocsin.coding.events.scene import Scene
from tocsin.coding.status.reading import OPERATOR_STATUS, Reading
from tocsin.coding.syntax.conditions import has_condition, is_inverted
from tocsin.coding.syntax.grammar import is_passive, negator_of
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.claim import Holder
from tocsin.model.vocabulary import Stance, Status


def read_local(
    scene: Scene,
    word: Word,
    reading: Reading,
    *,
    weak: bool = False,
    modal_only: bool = False,
    negations: bool = True,
) -> None:
    """Take in the tense, modals and negation of one word.

    Args:
        scene: The sentence.
        word: The word that carries the event, or one above it.
        reading: What is known so far; changed.
        weak: Only what weakens counts: a modal, a condition, a negation; not plain tense.
        modal_only: Nothing but a modal counts.
        negations: Whether a negation counts.
    """
    if not word.is_verb:
        read_modifiers(scene, word, reading)
        if not weak and reading.status is None and _is_generic(scene, word):
            reading.combine(Status.POSSIBLE, explicit=False)
        return
    negator = negator_of(scene.tree, word, scene.lexicon)
    if negations and not modal_only and negator is not None:
        reading.negate(negator)
    status = _modal_status(scene, word)
    if status is not None:
        reading.combine(status)
    elif not weak and not modal_only and (tense := _tense(scene, word)) is not None:
        reading.combine(tense, explicit=False)
    if not modal_only:
        _read_adverbs(scene, word, reading)


def read_modifiers(
    scene: Scene, noun: Word, reading: Reading, *, negations_only: bool = False
) -> None:
    """Take in the modifiers of an event noun: `planned visit`, `possible deal`, `no deal`."""
    roles = (Role.ADJECTIVE, Role.DETERMINER, Role.COMPOUND, Role.NEGATION)
    known = scene.lexicon.modifiers
    for child in scene.tree.children(noun.i, *roles):
        operator = known.get(child.base) or known.get(child.text.lower())
        if operator and (not negations_only or operator == "negated"):
            reading.apply(operator, child)
            if operator == "occurred":
                reading.is_explicit = True


def _is_generic(scene: Scene, noun: Word) -> bool:
    """Return whether an event is spoken of in general: `a deal appears to make sense`."""
    head = scene.tree.head(noun)
    indefinite = scene.lexicon.words["indefinite"]
    determiners = scene.tree.children(noun.i, Role.DETERMINER)
    is_indefinite = any(child.base in indefinite for child in determiners)
    if not is_indefinite or noun.role is not Role.SUBJECT or head is None:
        return False
    has_auxiliary = scene.tree.children(head.i, Role.AUXILIARY)
    return head.tag in {"VBZ", "VBP"} and not has_auxiliary


def _modal_status(scene: Scene, verb: Word) -> Status | None:
    """Return the status that a verb's modal gives."""
    modal = modal_of(scene, verb)
    if modal and has_condition(scene, verb):
        return Status.CONDITIONAL
    if modal == "proposed" and is_inverted(scene, verb):
        return Status.CONDITIONAL
    if modal == "would":
        return Status.PLANNED if _is_backshifted(scene, verb) else Status.POSSIBLE
    return OPERATOR_STATUS.get(modal)


def _is_backshifted(scene: Scene, verb: Word) -> bool:
    """Return whether a `would` is a reported `will`: `announced that he would travel`.

    Also where the speaker comes behind (`it would send none, he said`), and where an agreement
    tells what its parties will do (`a pact under which A would lease B a port`).
    """
    first = scene.tree.first_conjunct(verb)
    head = scene.tree.head(first)
    if first.role is Role.RELATIVE_CLAUSE and head is not None:
        return head.base in scene.lexicon.words["agreement_nouns"]
    if head is not None and first.role in {Role.COMPLEMENT, Role.OPEN_COMPLEMENT}:
        if head.pos == "NOUN":
            return head.base in scene.lexicon.words["agreement_nouns"]
        return _tells_in_past(scene, head)
    if head is not None and first.role is Role.NOUN_CLAUSE:
        return head.base in scene.lexicon.words["agreement_nouns"]
    asides = scene.tree.children(first.i, Role.PARATAXIS)
    return any(_tells_in_past(scene, clause) for clause in asides)


def _tells_in_past(scene: Scene, verb: Word) -> bool:
    """Return whether a verb reports in the past, or in the historic present of a headline."""
    is_past = verb.tag in {"VBD", "VBN"} or (verb.pos == "VERB" and verb.tag in {"VBG", "VB"})
    is_plan = scene.lexicon.operators.get(verb.base) == "planned"
    stance = scene.lexicon.reporting.get(verb.base)
    return is_past and (stance in {Stance.ASSERTS, Stance.PREDICTS} or is_plan)


def modal_of(scene: Scene, verb: Word) -> str:
    """Return the group of a verb's modal, shared by coordination; empty where there is none."""
    while True:
        for child in scene.tree.children(verb.i, Role.AUXILIARY):
            group = scene.lexicon.modals.get(child.text.lower())
            if group is not None:
                return group
        if _is_going_to(scene, verb) or _is_to_be(scene, verb):
            return "planned"
        head = scene.tree.head(verb)
        shares = verb.role is Role.CONJUNCT and not has_tense(scene, verb)
        if not shares or head is None or not head.is_verb:
            return ""
        verb = head


def _is_to_be(scene: Scene, verb: Word) -> bool:
    """Return whether `be` carries what is yet to come: `a deal is to be signed`."""
    tree = scene.tree
    if verb.base != "be" or _is_perfect(scene, verb) or _is_aim(scene, verb):
        return False
    return any(
        child.base == "to"
        for inner in tree.children(verb.i, Role.OPEN_COMPLEMENT)
        for child in tree.children(inner.i, Role.AUXILIARY)
    )


def _is_going_to(scene: Scene, verb: Word) -> bool:
    """Return whether a verb stands behind `is going to` or `is to`."""
    tree = scene.tree
    auxiliaries = tree.children(verb.i, Role.AUXILIARY)
    has_to = any(child.base == "to" for child in auxiliaries)
    head = tree.head(verb)
    is_headline = head is not None and head.role is Role.ROOT and head.pos in {"PROPN", "NOUN"}
    if verb.role is Role.ROOT or (is_headline and verb.role is Role.RELATIVE_CLAUSE):
        return has_to  # a headline: "Norway to send tanks"
    if head is None or verb.role not in {Role.OPEN_COMPLEMENT, Role.COMPLEMENT}:
        return False
    if head.base == "go":
        return head.tag == "VBG"
    is_simple = head.base == "be" and not _is_perfect(scene, head)
    return is_simple and has_to and not _is_aim(scene, head)


def _is_perfect(scene: Scene, verb: Word) -> bool:
    """Return whether a verb stands in the perfect: `has been to` tells what was done, no plan."""
    auxiliaries = scene.tree.children(verb.i, Role.AUXILIARY)
    return any(child.base == "have" for child in auxiliaries)


def _is_aim(scene: Scene, verb: Word) -> bool:
    """Return whether `be` only says what an aim is: `the purpose of his visit is to …`."""
    subject = scene.tree.child(verb.i, Role.SUBJECT)
    if subject is None:
        return verb.role is not Role.ROOT
    words = scene.lexicon.words
    is_clause = subject.is_verb or (subject.pos == "PRON" and subject.tag in {"WP", "DT"})
    return (
        is_clause
        or subject.base in words["aims"]
        or subject.base in scene.lexicon.noun_operators
    )


def has_tense(scene: Scene, verb: Word) -> bool:
    """Return whether a verb has a tense or auxiliary of its own."""
    return verb.tag in {"VBD", "VBZ", "VBP"} or bool(
        scene.tree.children(verb.i, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    )


def _tense(scene: Scene, verb: Word) -> Status | None:
    """Return the status that a finite verb has by its tense; None for infinitive and gerund."""
    roles = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    auxiliaries = {child.text.lower() for child in scene.tree.children(verb.i, *roles)}
    words = scene.lexicon.words
    if "to" in auxiliaries:
        return _infinitive(verb, auxiliaries)
    if verb.tag == "VBG" and auxiliaries & words["progressive_auxiliaries"]:
        return Status.ONGOING
    if verb.tag == "VBD" or auxiliaries & words["past_auxiliaries"]:
        return Status.OCCURRED
    if verb.tag in {"VBZ", "VBP"}:
        return _present(scene, verb)
    return _participle(scene, verb, auxiliaries) if verb.tag == "VBN" else None


def _infinitive(verb: Word, auxiliaries: set[str]) -> Status | None:
    """Return the status of `to have sent` and `to be sending`; None for a plain infinitive."""
    if verb.tag == "VBG" and "be" in auxiliaries:
        return Status.ONGOING
    return Status.OCCURRED if "have" in auxiliaries and verb.tag == "VBN" else None


def _participle(scene: Scene, verb: Word, auxiliaries: set[str]) -> Status | None:
    """Return the status of a past participle: `is trained`, `arms sent to A`."""
    if auxiliaries & scene.lexicon.words["present_be"]:
        return Status.ONGOING
    is_reduced = verb.role in {Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE}
    return Status.OCCURRED if is_reduced or is_passive(scene.tree, verb) else None


def _present(scene: Scene, verb: Word) -> Status:
    """Return the status of the present tense: told of the news, standing, or still to come."""
    if _has_future_adverb(scene, verb):
        return Status.PLANNED
    is_standing = verb.base in scene.lexicon.words["standing"]
    return Status.ONGOING if is_standing else Status.OCCURRED


def _has_future_adverb(scene: Scene, verb: Word) -> bool:
    """Return whether a present tense speaks of what is to come: `visits Minsk tomorrow`."""
    below = scene.tree.children(verb.i, Role.TIME, Role.ADVERB)
    if any(word.base in scene.lexicon.words["future_adverbs"] for word in below):
        return True
    days = scene.lexicon.words["weekdays"]
    if any(
        name == "on" and word.base in days for name, word in scene.tree.prepositions(verb.i)
    ):
        return True
    return any(
        child.base == "next"
        for word in below
        for child in scene.tree.children(word.i, Role.ADJECTIVE)
    )


def _read_adverbs(scene: Scene, word: Word, reading: Reading) -> None:
    """Take in adverbs: `possibly` weakens, `reportedly` names no holder."""
    words = scene.lexicon.words
    for child in scene.tree.children(word.i, Role.ADVERB):
        if child.base in words["hedges"]:
            reading.combine(Status.POSSIBLE)
            reading.words.append(child)
        elif child.base in words["reported_adverbs"]:
            reading.holders.append(
                Holder(
                    actor=None, name="unnamed sources", stance=Stance.ASSERTS, cue=child.text
                )
            )
