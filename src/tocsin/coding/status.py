"""Did it happen, and who says so: one walk from the event up to the main clause."""

from dataclasses import dataclass, field

from tocsin.coding.candidate import Candidate, Scene
from tocsin.coding.grammar import bare_lemma, is_negated, is_passive, lemma_of, relied_on, subject_of
from tocsin.coding.holders import according_to, holder_of, noun_holder, subjects_of
from tocsin.coding.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.claim import Holder
from tocsin.model.vocabulary import Polarity, Stance, Status

_OPERATOR_STATUS = {
    "planned": Status.PLANNED,
    "possible": Status.POSSIBLE,
    "proposed": Status.PROPOSED,
    "averted": Status.AVERTED,
    "ongoing": Status.ONGOING,
    "occurred": Status.OCCURRED,
    "conditional": Status.CONDITIONAL,
}
_ARGUMENTS = frozenset(
    {Role.OBJECT, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.PREP_OBJECT, Role.APPOSITION}
)
_STRONG = frozenset(
    {Status.PLANNED, Status.PROPOSED, Status.POSSIBLE, Status.CONDITIONAL, Status.AVERTED}
)


@dataclass(slots=True)
class Reading:
    """What the grammar around an event says of it.

    Attributes:
        status: None until something tells.
        is_explicit: Whether a cue or a holder told it, and not only a default.
        is_told: Whether a cue told the status or polarity.
        is_topic: Whether the event is only what is spoken about, and nothing is said of it.
        holders: From the innermost outwards while walking up.
        words: The words that told.
    """

    status: Status | None = None
    polarity: Polarity = Polarity.AFFIRMED
    is_explicit: bool = False
    is_told: bool = False
    is_topic: bool = False
    holders: list[Holder] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    is_report: bool = False

    def apply(self, operator: str, word: Word) -> None:
        """Take in what one governing word does to the event."""
        if operator == "negated":
            self.negate()
        elif operator == "doubted":
            self._doubt(word)
        elif (status := _OPERATOR_STATUS.get(operator)) is not None:
            self.combine(status, explicit=operator != "occurred")
        if operator != "occurred":
            self.words.append(word)

    def combine(self, outer: Status, *, explicit: bool = True) -> None:
        """Set the status that an outer word gives, unless an inner one says more.

        An outer possibility or condition weakens what is below it; a plan or a fact further
        out changes nothing that is already only possible, and a prevention stays one.
        """
        inner = self.status
        weakens = outer is Status.POSSIBLE and inner in {Status.PLANNED, Status.PROPOSED}
        if inner is None or (outer in _STRONG and inner in {Status.OCCURRED, Status.ONGOING}):
            self.status = outer
        elif inner is Status.AVERTED and outer in {
            Status.POSSIBLE,
            Status.PLANNED,
            Status.PROPOSED,
        }:
            self.status = outer
            self.negate()
        elif weakens or outer in {Status.AVERTED, Status.CONDITIONAL}:
            self.status = outer
        self.is_explicit = self.is_explicit or explicit
        self.is_told = self.is_told or explicit

    def negate(self) -> None:
        """Turn the polarity round."""
        is_affirmed = self.polarity is Polarity.AFFIRMED
        self.polarity = Polarity.NEGATED if is_affirmed else Polarity.AFFIRMED
        self.is_explicit = self.is_told = True

    def _doubt(self, word: Word) -> None:
        """Note that what stands here is thought unlikely."""
        self.combine(Status.POSSIBLE)
        self.holders.append(Holder(actor=None, name="", stance=Stance.DOUBTS, cue=word.text))


def read_status(scene: Scene, event: Candidate) -> Reading:
    """Return the status, polarity and holders of an event."""
    reading = Reading()
    node = event.carrier
    if event.anchor is not event.carrier:
        _modifiers(scene, event.anchor, reading)
    _local(scene, node, reading)
    if event.anchor is not node and node.is_verb:
        _predicate(scene, event.anchor, node, reading)
    if node.is_verb and lemma_of(scene.tree, node) in _LIGHT_OPERATORS:
        reading.apply(scene.lexicon.operators[lemma_of(scene.tree, node)], node)
    for _ in range(len(scene.tree)):
        head = scene.tree.head(node)
        if head is None:
            break
        if _is_presupposed(scene, node):
            _recounted(scene, node, reading)
            break
        if not _step(scene, node, head, reading):
            break
        node = head
    according_to(scene, event.anchor, reading.holders)
    if reading.status is None:
        reading.status = Status.OCCURRED
    reading.holders.reverse()
    return reading


def _is_presupposed(scene: Scene, node: Word) -> bool:
    """Return whether a word opens a part whose truth nothing above it changes."""
    if node.role in {Role.RELATIVE_CLAUSE, Role.APPOSITION, Role.ADJECTIVE, Role.PARATAXIS}:
        return True
    if node.role is Role.PREPOSITION and node.lemma.lower() in _SETTING:
        return True
    is_reduced = not scene.tree.children(node.i, Role.AUXILIARY, Role.MARKER, Role.SUBJECT)
    return node.role is Role.NOUN_CLAUSE and node.tag == "VBN" and is_reduced


_SETTING = frozenset("during after since following amid despite".split())


def _recounted(scene: Scene, node: Word, reading: Reading) -> None:
    """Add who recounts an aside: `draws parallels to the time when …`, `recalled the day that …`."""
    for word in scene.tree.ancestors(node):
        if word.is_verb:
            if (
                node.role is Role.RELATIVE_CLAUSE
                and word.lemma.lower() in scene.lexicon.words["recounting"]
            ):
                reading.holders.extend(subjects_of(scene, word, Stance.ASSERTS))
            return


# Light verbs that say by themselves that the act of their object is only offered or sought.
_LIGHT_OPERATORS = frozenset("offer seek pledge promise vow commit propose".split())


def _step(scene: Scene, node: Word, head: Word, reading: Reading) -> bool:
    """Walk one step up, taking in what the head says; return whether to go on."""
    if node.role is Role.CONJUNCT:
        if reading.status is None or (node.is_verb and not _has_tense(scene, node)):
            _local(scene, head, reading)
        return True
    if head.is_verb:
        _verb_above(scene, node, head, reading)
    elif head.pos == "ADP":
        _behind_preposition(scene, node, head, reading)
    elif head.pos in {"NOUN", "PROPN"}:
        _noun_above(scene, node, head, reading)
    elif head.pos == "ADJ":
        _adjective_above(scene, node, head, reading)
    return True


def _behind_preposition(scene: Scene, node: Word, prep: Word, reading: Reading) -> None:
    """Take in what a preposition says: `without` negates; `about` makes a topic of an event."""
    lemma = prep.lemma.lower()
    if node.is_verb and lemma == "without":
        reading.negate()
    anchor = scene.tree.head(prep)
    if node.is_verb or reading.is_told or anchor is None:
        return
    is_spoken = anchor.lemma.lower() in scene.lexicon.reporting or anchor.lemma.lower() in _SPEECH_NOUNS
    if lemma in {"about", "regarding", "concerning", "on"} and is_spoken:
        reading.is_topic = True
    elif lemma in _SETTING | {"before"} and node.pos == "NOUN":
        reading.is_topic = reading.is_topic or _is_definite(scene, node)


def _is_definite(scene: Scene, noun: Word) -> bool:
    """Return whether a noun has `the` or `this` before it and nobody's name on it."""
    determiners = scene.tree.children(noun.i, Role.DETERMINER)
    has_owner = scene.tree.child(noun.i, Role.POSSESSOR, Role.PREPOSITION) is not None
    return not has_owner and any(word.lemma.lower() in {"the", "this", "that"} for word in determiners)


_SPEECH_NOUNS = frozenset("nothing comment question information detail word anything news".split())


def _verb_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing verb says: holder, operator, its own tense."""
    tree, lexicon = scene.tree, scene.lexicon
    if node.role is Role.ADVERBIAL_CLAUSE:
        _adverbial(scene, node, head, reading)
        return
    lemma = lemma_of(tree, head)
    holder = holder_of(scene, node, head)
    if holder is not None:
        if holder:
            _hold(scene, head, holder, reading)
        return
    operator = lexicon.operators.get(lemma) or lexicon.operators.get(bare_lemma(tree, head))
    if reading.is_report:
        return  # "declined to comment on a report that": what is reported stands
    is_complement = node.role not in _ARGUMENTS
    if node.role is Role.SUBJECT and lemma not in {"appear", "seem", "look", "fail"}:
        operator = None  # the event does it: "the deal will prevent an attack"
    if node.pos == "ADP" or node.role is Role.PREPOSITION:
        is_complement = _is_clause_behind(scene, node) or operator == "averted"
    if (
        operator
        and operator != "occurred"
        and (is_complement or _governs_events(lemma, operator))
    ):
        reading.apply(operator, head)
        _local(scene, head, reading, weak=True)
    elif reading.status is None and not is_complement and lemma not in lexicon.words["light"]:
        # The object of an ordinary verb is taken for granted: "praised the deal".
        reading.combine(
            Status.POSSIBLE if _modal(scene, head) else Status.OCCURRED, explicit=False
        )
        _predicate(scene, node, head, reading)
    elif is_complement or lemma in lexicon.words["light"]:
        _predicate(scene, node, head, reading)
        _local(scene, head, reading, weak=reading.status is not None)
    elif reading.status in {Status.OCCURRED, Status.ONGOING} and not reading.is_explicit:
        _local(scene, head, reading, weak=True, modal_only=True)


def _governs_events(lemma: str, operator: str) -> bool:
    """Return whether an operator verb acts on an event noun: `cancelled the visit`."""
    return operator in {"averted", "planned", "proposed", "possible", "negated"} and lemma not in {
        "set", "see", "have", "need", "hold", "discuss", "like", "mean", "call",
        "appear", "seem", "look", "urge", "press", "push", "order", "invite",
    }  # fmt: skip


def _is_clause_behind(scene: Scene, prep: Word) -> bool:
    """Return whether a preposition leads to a clause and not to a thing."""
    return any(child.role is Role.PREP_CLAUSE for child in scene.tree.children(prep.i))


def _hold(scene: Scene, head: Word, holder: list[Holder], reading: Reading) -> None:
    """Add holders; a view that is itself only possible holds nothing but makes it possible."""
    if _modal(scene, head) in {"possible", "would"}:
        reading.combine(Status.POSSIBLE)
        reading.words.append(head)
        return
    stance = holder[0].stance
    if reading.holders and not reading.holders[-1].name:
        # "Experts believe that it is unlikely": the doubt is the experts'.
        doubt = reading.holders.pop()
        holder = [Holder(actor=item.actor, name=item.name, stance=doubt.stance, cue=item.cue)
                  for item in holder]  # fmt: skip
    elif is_negated(scene.tree, head, scene.lexicon) and stance in {Stance.ASSERTS, Stance.DENIES}:
        return
    if stance is Stance.DEMANDS and reading.status is None:
        reading.combine(Status.PROPOSED)
    if stance is Stance.DENIES and reading.status is None:
        reading.combine(Status.OCCURRED, explicit=True)
    if stance is Stance.PREDICTS and reading.status is None:
        reading.combine(Status.POSSIBLE)
    reading.is_explicit = True
    reading.holders.extend(reversed(holder))
    reading.words.append(head)


def _adverbial(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what an adverbial clause says: condition, purpose, or the tense above it."""
    markers = {child.lemma.lower() for child in scene.tree.children(node.i, Role.MARKER)}
    markers |= {node.text.lower()} & {"provided", "providing", "assuming"}
    if node.text.lower() == "were" and all(child.i > node.i for child in scene.tree.children(node.i)):
        markers.add("if")  # "were A to attack"
    if markers & scene.lexicon.words["condition_markers"]:
        reading.combine(Status.CONDITIONAL)
        return
    is_purpose = any(child.lemma.lower() == "to" for child in
                     scene.tree.children(node.i, Role.AUXILIARY))  # fmt: skip
    operator = scene.lexicon.operators.get(lemma_of(scene.tree, head))
    if (
        is_purpose
        and operator == "averted"
        and scene.tree.child(head.i, Role.OBJECT)
        and reading.status is None
    ):
        # The parser hangs the clause on the verb: "scrapped a deal to buy jets".
        reading.combine(Status.AVERTED)
    elif is_purpose and reading.status is Status.AVERTED:
        reading.combine(Status.POSSIBLE)
    elif reading.status is None:
        if is_purpose and relied_on(scene.tree, head) is None:
            reading.combine(Status.POSSIBLE)
        elif relied_on(scene.tree, head) is not None:
            reading.combine(Status.ONGOING)
        elif (
            node.tag == "VBG" and node.i < head.i and scene.tree.child(head.i, Role.PREDICATIVE)
        ):
            _predicate(scene, node, head, reading)
        else:
            _local(scene, head, reading)
    elif node.tag == "VBG" and node.i < head.i and scene.tree.child(head.i, Role.PREDICATIVE):
        # A gerund that the parser took for an adverbial is the subject: "cancelling could prove hard".
        _predicate(scene, node, head, reading)


def _predicate(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in an adjective that is said of the event: `is unlikely`, `could prove difficult`."""
    for child in scene.tree.children(head.i, Role.PREDICATIVE):
        operator = scene.lexicon.adjectives.get(child.lemma.lower())
        if operator == "difficult":
            reading.holders.append(
                Holder(actor=None, name="", stance=Stance.DOUBTS, cue=child.text)
            )
            reading.is_explicit = True
            reading.words.append(child)
        elif operator:
            reading.apply(operator, child)
        is_said_of = child.pos == "NOUN" and head.lemma.lower() == "be"
        if child.lemma.lower() in scene.lexicon.noun_operators and is_said_of:
            reading.apply(scene.lexicon.noun_operators[child.lemma.lower()], child)


def _noun_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing noun says: `possibility of`, `plan to`, `claim that`."""
    if node.role in {Role.COMPOUND, Role.POSSESSOR, Role.APPOSITION}:
        return
    lemma = head.lemma.lower()
    holders = noun_holder(scene, node, head)
    if lemma in scene.lexicon.words["report_nouns"] and node.role in {Role.NOUN_CLAUSE, Role.COMPLEMENT}:
        reading.is_report = True
    if holders:
        if reading.status is None and holders[0].stance is not Stance.ASSERTS:
            reading.combine(Status.POSSIBLE)
        if holders[0].name:
            reading.holders.extend(holders)
        reading.words.append(head)
        return
    operator = scene.lexicon.noun_operators.get(lemma)
    if operator == "aimed":
        operator = "possible" if node.role in CLAUSE_ROLES else None
    if operator:
        reading.apply(operator, head)
        if reading.status is Status.PLANNED or reading.status is Status.POSSIBLE:
            _modifiers(scene, head, reading, negations_only=True)


def _adjective_above(scene: Scene, node: Word, head: Word, reading: Reading) -> None:
    """Take in what a governing adjective says: `ready to`, `unlikely to`."""
    operator = scene.lexicon.adjectives.get(head.lemma.lower())
    if operator == "sceptical":
        verb = scene.tree.head(head)
        if verb is not None and verb.is_verb:
            reading.combine(reading.status or Status.POSSIBLE)
            reading.holders.extend(reversed(subjects_of(scene, verb, Stance.DOUBTS)))
        return
    if operator == "difficult":
        operator = "doubted"
    if operator:
        reading.apply(operator, head)


def _local(
    scene: Scene, word: Word, reading: Reading, *, weak: bool = False, modal_only: bool = False
) -> None:
    """Take in the tense, modals and negation of one word.

    Args:
        weak: Only what weakens counts: a modal, a condition, a negation; not plain tense.
        modal_only: Nothing but a modal counts.
    """
    if not word.is_verb:
        _modifiers(scene, word, reading)
        if not weak and reading.status is None and _is_generic(scene, word):
            reading.combine(Status.POSSIBLE, explicit=False)
        return
    modal = _modal(scene, word)
    if not modal_only and is_negated(scene.tree, word, scene.lexicon):
        reading.negate()
    status = _modal_status(scene, word, modal)
    if status is not None:
        reading.combine(status)
    elif not weak and not modal_only:
        tense = _tense(scene, word)
        if tense is not None:
            reading.combine(tense, explicit=False)
    if not modal_only:
        _adverbs(scene, word, reading)


def _is_generic(scene: Scene, noun: Word) -> bool:
    """Return whether an event is spoken of in general: `a deal appears to make sense`."""
    head = scene.tree.head(noun)
    is_indefinite = any(child.lemma.lower() in {"a", "an", "any"} for child in
                        scene.tree.children(noun.i, Role.DETERMINER))  # fmt: skip
    if not is_indefinite or noun.role is not Role.SUBJECT or head is None:
        return False
    has_auxiliary = scene.tree.children(head.i, Role.AUXILIARY)
    return head.tag in {"VBZ", "VBP"} and not has_auxiliary


def _modal_status(scene: Scene, word: Word, modal: str) -> Status | None:
    """Return the status that a modal gives."""
    if modal == "would":
        return Status.CONDITIONAL if _has_condition(scene, word) else Status.POSSIBLE
    if modal == "planned" and _has_condition(scene, word):
        return Status.CONDITIONAL
    if modal == "proposed" and _is_inverted(scene, word):
        return Status.CONDITIONAL
    return _OPERATOR_STATUS.get(modal)


def _is_inverted(scene: Scene, verb: Word) -> bool:
    """Return whether the modal stands before the subject: `Should A supply B, …`."""
    subject = scene.tree.child(verb.i, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    modal = scene.tree.child(verb.i, Role.AUXILIARY)
    return subject is not None and modal is not None and modal.i < subject.i


def _has_condition(scene: Scene, word: Word) -> bool:
    """Return whether an if-clause hangs on a verb; `even if` makes no condition."""
    for clause in scene.tree.children(word.i, Role.ADVERBIAL_CLAUSE, Role.PREPOSITION):
        if clause.text.lower() in {"provided", "providing", "assuming"}:
            return True
        for marker in scene.tree.children(clause.i, Role.MARKER):
            if marker.lemma.lower() in scene.lexicon.words["condition_markers"]:
                before = scene.tree.words[marker.i - 1].lemma.lower() if marker.i else ""
                return before != "even"
    return False


def _modal(scene: Scene, verb: Word) -> str:
    """Return the group of a verb's modal, shared by coordination; empty where there is none."""
    for child in scene.tree.children(verb.i, Role.AUXILIARY):
        group = scene.lexicon.modals.get(child.text.lower())
        if group is not None:
            return group
    if _is_going_to(scene, verb):
        return "planned"
    shares = verb.role is Role.CONJUNCT and not _has_tense(scene, verb)
    head = scene.tree.head(verb)
    return _modal(scene, head) if shares and head is not None and head.is_verb else ""


def _is_going_to(scene: Scene, verb: Word) -> bool:
    """Return whether a verb stands behind `is going to` or `is to`."""
    head = scene.tree.head(verb)
    if (
        head is None
        or verb.role is not Role.OPEN_COMPLEMENT
        or head.lemma.lower() not in {"go", "be"}
    ):
        return False
    if head.lemma.lower() == "go":
        return head.tag == "VBG"
    subject = scene.tree.child(head.i, Role.SUBJECT)
    has_to = any(
        child.lemma.lower() == "to" for child in scene.tree.children(verb.i, Role.AUXILIARY)
    )
    return subject is not None and has_to and bool(scene.group(subject))


def _has_tense(scene: Scene, verb: Word) -> bool:
    """Return whether a verb has a tense or auxiliary of its own."""
    return verb.tag in {"VBD", "VBZ", "VBP"} or bool(
        scene.tree.children(verb.i, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    )


def _tense(scene: Scene, verb: Word) -> Status | None:
    """Return the status that a finite verb has by its tense; None for infinitive and gerund."""
    auxiliaries = {child.text.lower() for child in
                   scene.tree.children(verb.i, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)}  # fmt: skip
    if "to" in auxiliaries:
        return Status.OCCURRED if "have" in auxiliaries and verb.tag == "VBN" else None
    is_passive_now = bool(auxiliaries & {"is", "are", "'s", "'re", "am"})
    if verb.tag == "VBD" or auxiliaries & {"has", "have", "had", "was", "were", "did", "'ve"}:
        was_going_on = verb.tag == "VBG" and bool(auxiliaries & {"been"})
        return Status.ONGOING if was_going_on else Status.OCCURRED
    if verb.tag == "VBG":
        return Status.ONGOING if is_passive_now or auxiliaries & {"been"} else None
    if verb.tag == "VBN":
        is_reduced = verb.role in {Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE}
        if is_passive_now:
            return Status.ONGOING
        return Status.OCCURRED if is_reduced or is_passive(scene.tree, verb) else None
    if verb.tag in {"VBZ", "VBP"}:
        is_standing = verb.lemma.lower() in scene.lexicon.words["standing"]
        is_future = _has_future_adverb(scene, verb)
        return (
            Status.PLANNED if is_future else Status.ONGOING if is_standing else Status.OCCURRED
        )
    return None


def _has_future_adverb(scene: Scene, verb: Word) -> bool:
    """Return whether a present tense speaks of what is to come: `visits Minsk tomorrow`."""
    below = scene.tree.children(verb.i, Role.TIME, Role.ADVERB)
    if any(word.lemma.lower() in scene.lexicon.words["future_adverbs"] for word in below):
        return True
    return any(
        child.lemma.lower() == "next"
        for word in below
        for child in scene.tree.children(word.i, Role.ADJECTIVE)
    )


def _adverbs(scene: Scene, word: Word, reading: Reading) -> None:
    """Take in adverbs: `possibly` weakens, `reportedly` names no holder."""
    for child in scene.tree.children(word.i, Role.ADVERB):
        lemma = child.lemma.lower()
        if lemma in scene.lexicon.words["hedges"]:
            reading.combine(Status.POSSIBLE)
            reading.words.append(child)
        elif lemma in scene.lexicon.words["reported_adverbs"]:
            reading.holders.append(
                Holder(
                    actor=None, name="unnamed sources", stance=Stance.ASSERTS, cue=child.text
                )
            )


def _modifiers(
    scene: Scene, noun: Word, reading: Reading, *, negations_only: bool = False
) -> None:
    """Take in the modifiers of an event noun: `planned visit`, `possible deal`, `no deal`."""
    roles = (Role.ADJECTIVE, Role.DETERMINER, Role.COMPOUND, Role.NEGATION)
    for child in scene.tree.children(noun.i, *roles):
        operator = scene.lexicon.modifiers.get(
            child.lemma.lower()
        ) or scene.lexicon.modifiers.get(child.text.lower())
        if operator and (not negations_only or operator == "negated"):
            reading.apply(operator, child)
            if operator == "occurred":
                reading.is_explicit = True


__all__ = ["Reading", "read_status", "subject_of"]
