"""Which of several events of one sentence stand: light verbs, echoes and speech acts give way."""

from itertools import islice

from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.surroundings import light_verb
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType

_SPEECH_ACTS = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.AGREE}
)
_COVERING = frozenset({EventType.REQUEST, EventType.SANCTION})


def without_rivals(
    scene: Scene, nouns: list[Candidate], verbs: list[Candidate]
) -> list[Candidate]:
    """Return the events without those that another one already tells, in order of the text.

    A verb whose object noun names the act is that act's light verb, unless verb and noun
    make an act of their own; a demand or an accusation gives way to what is demanded.
    """
    carriers = {event.anchor.i: event for event in verbs}
    kept_nouns = [event for event in nouns
                  if not _is_covered(scene, event, carriers) and not _is_echo_of(event, verbs)]  # fmt: skip
    everything = [*verbs, *kept_nouns]
    kept_verbs = [
        event
        for event in verbs
        if not _gives_way(scene, event, everything) and not _is_purpose_of(scene, event, verbs)
    ]
    return sorted([*kept_nouns, *kept_verbs], key=lambda event: event.anchor.i)


def adds_nothing(scene: Scene, event: Candidate, others: list[Candidate]) -> bool:
    """Return whether an event beside others only says what one of them says better.

    A speech act gives way to what is said; a word that says what becomes of another event
    (`cancelled`, `managed to`, `agreed to`) or who speaks of it is no act of its own.
    """
    if _gives_way(scene, event, others) or _is_purpose_of(scene, event, others):
        return True
    if _hands_over_words(scene, event.anchor) or _speaks_about(scene, event.anchor):
        return True
    if any(_is_same_again(scene, event, other) for other in others if other is not event):
        return True
    if any(other.is_echo and _is_object_of(scene, event, other) for other in others):
        return True  # `dismissed it as false` says of an act told before what becomes of it
    lexicon, word = scene.lexicon, event.anchor
    lemmas = {lemma_of(scene.tree, word), word.base} if word.is_verb else {word.base}
    operators = lexicon.operators if word.is_verb else lexicon.noun_operators
    speaks = lexicon.reporting if word.is_verb else lexicon.holder_nouns
    is_only_about = any(lemma in operators or lemma in speaks for lemma in lemmas)
    is_only_about = is_only_about or bool(lemmas & lexicon.words["light"])
    return is_only_about and any(
        is_near_above(scene, word, other.anchor) for other in others if other is not event
    )


def _is_same_again(scene: Scene, event: Candidate, other: Candidate) -> bool:
    """Return whether an event is another one told twice: of its type, or in one phrase with it.

    `signed a treaty with B` is one act of the two, whichever word is asked.
    """
    if not other.parties or not other.parties <= event.parties:
        return False
    if event.type is not other.type and not _is_object_of(scene, event, other):
        return False
    return is_near_above(scene, event.anchor, other.anchor) or is_near_above(
        scene, other.anchor, event.anchor
    )


def _is_object_of(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Return whether one of two words is the other's object: `signed a treaty`, `it was praised`."""
    pairs = ((one.anchor, other.anchor), (other.anchor, one.anchor))
    return any(
        noun.i == word.i
        for verb, word in pairs
        for noun in scene.tree.children(verb.i, Role.OBJECT, Role.PASSIVE_SUBJECT)
    )


def is_near_above(scene: Scene, upper: Word, lower: Word) -> bool:
    """Return whether a word stands above another one within a few steps."""
    return any(word.i == upper.i for word in islice(scene.tree.ancestors(lower), _NEAR))


def _speaks_about(scene: Scene, verb: Word) -> bool:
    """Return whether a verb of talking has a topic and nobody who is talked to."""
    if verb.base not in scene.lexicon.words["topic_verbs"]:
        return False
    return not any(name in {"to", "with"} for name, _ in scene.tree.prepositions(verb.i))


def _hands_over_words(scene: Scene, verb: Word) -> bool:
    """Return whether a verb hands over nothing that can be handed over: `sent a message to`."""
    words = scene.lexicon.words
    objects = scene.tree.children(verb.i, Role.OBJECT)
    return verb.base in words["handing"] and any(
        word.base in words["intangible"] for word in objects
    )


# Steps in the tree within which a word is about an event below it.
_NEAR = 3


def _is_covered(scene: Scene, noun: Candidate, carriers: dict[int, Candidate]) -> bool:
    """Return whether a verb's event already says what its object noun says."""
    head = scene.tree.head(scene.tree.first_conjunct(noun.anchor))
    governor = head if head is not None and head.is_verb else None
    verb = light_verb(scene, noun.anchor) or governor
    rival = carriers.get(verb.i) if verb is not None else None
    if rival is not None and _is_agreed_act(noun, rival):
        return False
    return rival is not None and (noun.parties <= rival.parties or rival.type in _COVERING)


def _is_agreed_act(noun: Candidate, verb: Candidate) -> bool:
    """Return whether a verb of agreeing only carries what is agreed: `agreed to a ceasefire`."""
    is_agreeing = verb.type is EventType.AGREE and noun.type is EventType.RETREAT
    return is_agreeing and noun.parties == verb.parties


def _is_purpose_of(scene: Scene, event: Candidate, verbs: list[Candidate]) -> bool:
    """Return whether support is only what a transfer is for: `supply arms to support B's war`."""
    if event.type is not EventType.SUPPORT:
        return False
    above = {word.i for word in scene.tree.ancestors(event.anchor)}
    return any(
        other.anchor.i in above
        and other.type is EventType.AID
        and other.parties == event.parties
        for other in verbs
    )


def _is_echo_of(event: Candidate, verbs: list[Candidate]) -> bool:
    """Return whether an event noun only takes up what a verb of its sentence tells."""
    return event.is_echo and any(
        verb.type is event.type and verb.parties == event.parties for verb in verbs
    )


def _gives_way(scene: Scene, event: Candidate, others: list[Candidate]) -> bool:
    """Return whether a speech act is told better by what it asks for or blames for."""
    if event.type is EventType.REJECT:
        return any(_is_refused(scene, other, event) for other in others if other is not event)
    if event.type not in _SPEECH_ACTS or event.mode == "disclosure":
        return False
    return any(
        other is not event
        and (_is_content_of(scene, other, event) or _is_carried(scene, other, event))
        for other in others
    )


def _is_refused(scene: Scene, inner: Candidate, outer: Candidate) -> bool:
    """Return whether an event is what somebody refuses to do: `refused to send arms`."""
    top = inner.anchor
    for word in scene.tree.ancestors(inner.anchor):
        if word.i == outer.anchor.i:
            return top.role is Role.OPEN_COMPLEMENT
        top = word
    return False


def _is_carried(scene: Scene, noun: Candidate, verb: Candidate) -> bool:
    """Return whether an act noun hangs on the verb by which it is agreed."""
    above = [word.i for word in scene.tree.ancestors(noun.anchor)][:2]
    return not noun.anchor.is_verb and verb.anchor.i in above and _is_agreed_act(noun, verb)


def _is_content_of(scene: Scene, inner: Candidate, outer: Candidate) -> bool:
    """Return whether one event is what another one says, asks or blames for."""
    path: list[Word] = []
    for word in (inner.anchor, *scene.tree.ancestors(inner.anchor)):
        if word.i == outer.anchor.i:
            return bool(path) and _runs_through_content(path)
        path.append(word)
    return False


def _runs_through_content(path: list[Word]) -> bool:
    """Return whether a path from an event up to a speech act runs through what is said."""
    top = path[-1]
    if top.role in {Role.COMPLEMENT, Role.OPEN_COMPLEMENT}:
        return True
    if top.role in {Role.PREPOSITION, Role.OBJECT} and len(path) > 1:
        return path[-2].role in {Role.PREP_CLAUSE, Role.NOUN_CLAUSE, Role.OPEN_COMPLEMENT}
    return False
