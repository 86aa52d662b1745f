"""Who does it and to whom, in terms of grammar: active, passive, control, coordination."""

from dataclasses import dataclass, field

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Tree, Word

_PASSIVE = (Role.PASSIVE_SUBJECT, Role.PASSIVE_AUXILIARY)
_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
# Steps from word to word after which a subject is no longer looked for.
DEEPEST = 8


@dataclass(slots=True)
class Arguments:
    """The words that fill the roles of a verb, as in the active voice.

    Attributes:
        subject: Who does it; its conjuncts belong to it.
        objects: What is done or acted on.
        recipients: Who gets it, without a preposition.
        preps: What hangs on the verb, or on its object, by a preposition.
        is_passive: Whether the verb stands in the passive.
    """

    subject: Word | None = None
    objects: list[Word] = field(default_factory=list)
    recipients: list[Word] = field(default_factory=list)
    preps: list[tuple[str, Word]] = field(default_factory=list)
    is_passive: bool = False

    def behind(self, *names: str) -> list[Word]:
        """Return what hangs on one of the prepositions, in order."""
        return [word for name, word in self.preps if name in names]


def lemma_of(tree: Tree, verb: Word) -> str:
    """Return the lemma of a verb, with its particle: `call_off`."""
    lemma = verb.base
    particle = tree.child(verb.i, Role.PARTICLE)
    return f"{lemma}_{particle.base}" if particle is not None else lemma


def bare_lemma(tree: Tree, verb: Word, lexicon: Lexicon) -> str:
    """Return the lemma of a verb for lists that do not know it with its particle.

    Empty where the particle makes another verb of it: to call off a visit is not to call.
    """
    particle = tree.child(verb.i, Role.PARTICLE)
    neutral = lexicon.words["neutral_particles"]
    is_neutral = particle is None or particle.base in neutral
    return verb.base if is_neutral else ""


def is_passive(tree: Tree, verb: Word) -> bool:
    """Return whether a verb stands in the passive, reduced relative clauses included."""
    if tree.children(verb.i, *_PASSIVE):
        return True
    head = tree.head(verb)
    if verb.tag == "VBN" and verb.role is Role.CONJUNCT and head is not None:
        # A participle without a subject of its own shares the auxiliary before it.
        if head.tag == "VBN" and not _own_subject(tree, verb):
            return is_passive(tree, head)
        return False
    is_bare = verb.tag == "VBN" and not tree.children(verb.i, Role.AUXILIARY, Role.SUBJECT)
    return is_bare and verb.role in {Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE}


def arguments(tree: Tree, verb: Word, lexicon: Lexicon) -> Arguments:
    """Return the roles of a verb, turned to the active voice."""
    found = Arguments(is_passive=is_passive(tree, verb))
    objects = tree.children(verb.i, Role.OBJECT)
    found.recipients = tree.children(verb.i, Role.RECIPIENT)
    found.preps = _plain(tree.prepositions(verb.i), lexicon)
    shared = _shared_with(tree, verb)
    if shared is not None and not objects and not found.is_passive and not found.preps:
        objects = tree.children(shared.i, Role.OBJECT)
    if found.is_passive:
        _fill_passive(tree, verb, found, objects)
    else:
        found.subject = subject_of(tree, verb, lexicon)
        found.objects = [_antecedent(tree, verb, word) for word in objects]
        found.objects = found.objects or _relative_object(tree, verb)
        found.objects = found.objects or found.behind("up to")  # "sent up to 100 men"
    for word in found.objects:
        found.preps += _plain(tree.prepositions(word.i), lexicon)
    return found


def _plain(preps: list[tuple[str, Word]], lexicon: Lexicon) -> list[tuple[str, Word]]:
    """Return prepositions with chains cut that are none: `worth $1 billion from A` is `from A`."""
    loose = lexicon.words["loose_prepositions"]
    return [
        (name.split()[-1] if name.split()[0] in loose else name, word) for name, word in preps
    ]


def _fill_passive(tree: Tree, verb: Word, found: Arguments, objects: list[Word]) -> None:
    """Fill the roles of a passive: the agent is the subject, the subject is the object."""
    agents = [word for name, word in found.preps if name == "by" and word.is_nominal]
    found.subject = agents[0] if agents else None
    patient = _patient(tree, verb)
    if patient is None:
        found.objects = objects
    elif objects:
        found.recipients, found.objects = [patient], objects
    else:
        found.objects = [patient]


def _patient(tree: Tree, verb: Word) -> Word | None:
    """Return whom a passive verb is done to, as it or another verb tells."""
    own = tree.child(verb.i, *_SUBJECTS)
    if own is not None:
        return own
    head = tree.head(verb)
    if verb.role in {Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE} and head is not None:
        return head
    if verb.role is Role.CONJUNCT and head is not None and head.is_verb:
        return _patient(tree, head)
    if verb.role is Role.OPEN_COMPLEMENT and head is not None:
        return tree.child(head.i, *_SUBJECTS)
    return None


def _own_subject(tree: Tree, verb: Word) -> Word | None:
    """Return the subject that hangs on the verb itself.

    A name before the verb that the parser took for an adverbial of time is its subject.
    """
    own = tree.child(verb.i, Role.SUBJECT) or tree.child(verb.i, Role.PASSIVE_SUBJECT)
    if own is None:
        times = tree.children(verb.i, Role.TIME)
        own = next((word for word in times if word.i < verb.i and word.entity in _NAMED), None)
    return own


_NAMED = frozenset({"GPE", "PERSON", "NORP", "ORG"})


def _shared_with(tree: Tree, verb: Word) -> Word | None:
    """Return a later coordinated verb whose object the first one shares: `buys and sells oil`."""
    for word in tree.children(verb.i, Role.CONJUNCT):
        if word.is_verb and not _own_subject(tree, word):
            return word
    return None


def _antecedent(tree: Tree, verb: Word, word: Word) -> Word:
    """Return the noun that a relative pronoun stands for, any other word itself."""
    head = tree.head(verb)
    is_relative = verb.role is Role.RELATIVE_CLAUSE and word.tag in {"WDT", "WP"}
    return head if is_relative and head is not None else word


def _relative_object(tree: Tree, verb: Word) -> list[Word]:
    """Return the noun that a relative clause without an object of its own describes."""
    if verb.role is Role.RELATIVE_CLAUSE and (head := tree.head(verb)) is not None:
        subject = _own_subject(tree, verb)
        is_subject_relative = subject is not None and subject.tag in {"WDT", "WP"}
        if not is_subject_relative and head.is_nominal:
            return [head]
    return []


def subject_of(tree: Tree, verb: Word, lexicon: Lexicon, depth: int = 0) -> Word | None:
    """Return who does a verb: its own subject, else one inherited from another word (control)."""
    own = _own_subject(tree, verb)
    head = tree.head(verb)
    if own is not None:
        return own
    if head is None or depth > DEEPEST:
        return None
    return _inherited(tree, verb, head, lexicon, depth)


def _inherited(tree: Tree, verb: Word, head: Word, lexicon: Lexicon, depth: int) -> Word | None:
    """Return who does a verb without a subject of its own, by the word that it hangs on."""
    if verb.role is Role.CONJUNCT or (verb.role not in CLAUSE_ROLES and head.is_verb):
        return subject_of(tree, head, lexicon, depth + 1)
    if verb.role in {Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE}:
        return _subject_at_noun(tree, verb, head, lexicon, depth)
    if head.pos == "ADP" or verb.role is Role.PREP_CLAUSE:
        return _subject_at_preposition(tree, head, lexicon, depth)
    if verb.role is Role.ADVERBIAL_CLAUSE and verb.tag == "VBG" and not is_passive(tree, head):
        return subject_of(tree, head, lexicon, depth + 1)  # "A told B to go, warning of …"
    return _controller(tree, head, lexicon, depth)


def _controller(tree: Tree, head: Word, lexicon: Lexicon, depth: int) -> Word | None:
    """Return who does a verb that hangs on another verb: its object or its subject."""
    if head.base in lexicon.words["object_control"]:
        controller = _controlling_object(tree, head)
        if controller is not None or is_passive(tree, head):
            return controller
    if is_passive(tree, head):
        return _patient(tree, head)
    if (provider := relied_on(tree, head, lexicon)) is not None:
        return provider
    if head.base == "be" and (subject := _own_subject(tree, head)) is not None:
        return _aim_owner(tree, subject) or subject
    return subject_of(tree, head, lexicon, depth + 1)


def _controlling_object(tree: Tree, verb: Word) -> Word | None:
    """Return whom a verb makes do something: `urged B to`, `called on B to`, `B was urged to`."""
    inside = tree.child(verb.i, Role.OBJECT, Role.RECIPIENT)
    if inside is not None:
        return inside
    if is_passive(tree, verb):
        return tree.child(verb.i, Role.PASSIVE_SUBJECT)
    preps = tree.prepositions(verb.i)
    return next(
        (word for name, word in preps
         if name in {"on", "to", "from", "for", "by"} and word.is_nominal),
        None,
    )  # fmt: skip


def relied_on(tree: Tree, head: Word, lexicon: Lexicon) -> Word | None:
    """Return who is relied on: `A relies on B to …`, `A has become dependent on B to …`."""
    adjectives = lexicon.words["reliance_adjectives"]
    predicates = tree.children(head.i, Role.PREDICATIVE)
    adjective = next((child for child in predicates if child.base in adjectives), None)
    if adjective is None and head.base not in lexicon.words["reliance_verbs"]:
        return None
    preps = tree.prepositions(head.i) + (tree.prepositions(adjective.i) if adjective else [])
    return next(
        (word for name, word in preps if name in {"on", "upon"} and word.is_nominal), None
    )


def _aim_owner(tree: Tree, noun: Word) -> Word | None:
    """Return whose aim, plan or strategy a noun is: `the purpose of his meeting is to …`."""
    if noun.pos in {"PRON", "PROPN"}:
        return None
    owner = tree.child(noun.i, Role.POSSESSOR)
    if owner is not None:
        return owner
    for child in tree.children(noun.i, Role.COMPOUND, Role.ADJECTIVE):
        if child.pos == "PROPN" or child.entity in {"GPE", "NORP"}:
            return child
    for name, word in tree.prepositions(noun.i):
        if name == "of" and word.is_nominal:
            return _aim_owner(tree, word) or word
    return None


def _subject_at_noun(
    tree: Tree, verb: Word, noun: Word, lexicon: Lexicon, depth: int
) -> Word | None:
    """Return who does a verb that hangs on a noun: `a plan to visit`, `troops fighting`."""
    if verb.tag in {"VBG", "VBN"} and verb.role is Role.NOUN_CLAUSE:
        return noun
    if verb.role is Role.RELATIVE_CLAUSE:
        return noun
    return owner_of(tree, noun, lexicon, depth)


def owner_of(tree: Tree, noun: Word, lexicon: Lexicon, depth: int = 0) -> Word | None:
    """Return who has a noun: its possessor, else the subject of the verb that it hangs on."""
    owner = _stated_owner(tree, noun)
    head = tree.head(noun)
    if owner is not None or head is None or depth > DEEPEST:
        return owner
    if noun.role is Role.OBJECT and head.is_verb:
        return subject_of(tree, head, lexicon, depth + 1)
    if noun.role is Role.PREP_OBJECT and head.pos == "ADP":
        return _subject_at_preposition(tree, head, lexicon, depth)
    if noun.role in {Role.CONJUNCT, Role.APPOSITION}:
        return owner_of(tree, head, lexicon, depth + 1)
    return None


def _stated_owner(tree: Tree, noun: Word) -> Word | None:
    """Return who has a noun by its own words: possessor, demonym, name behind `by` or `of`."""
    owner = tree.child(noun.i, Role.POSSESSOR)
    if owner is not None:
        return owner
    for child in tree.children(noun.i, Role.COMPOUND, Role.ADJECTIVE):
        if child.entity in {"GPE", "NORP"}:
            return child
    return next(
        (word for name, word in tree.prepositions(noun.i)
         if name in {"by", "of"} and word.pos == "PROPN"),
        None,
    )  # fmt: skip


def _subject_at_preposition(
    tree: Tree, prep: Word, lexicon: Lexicon, depth: int
) -> Word | None:
    """Return who does what stands behind a preposition: by the verb or noun it hangs on."""
    anchor = tree.head(prep)
    while anchor is not None and anchor.pos == "ADP":
        anchor = tree.head(anchor)
    if anchor is None or depth > DEEPEST:
        return None
    if anchor.is_verb:
        return _subject_behind(tree, anchor, prep, lexicon, depth)
    if anchor.pos == "ADJ" and (verb := tree.head(anchor)) is not None and verb.is_verb:
        return subject_of(tree, verb, lexicon, depth + 1)
    return owner_of(tree, anchor, lexicon, depth + 1)


def _subject_behind(
    tree: Tree, verb: Word, prep: Word, lexicon: Lexicon, depth: int
) -> Word | None:
    """Return who does what a verb's preposition leads to: `accused B of …`, `began by …`."""
    controls = verb.base in lexicon.words["object_control"]
    if controls and prep.base in {"from", "of", "for", "into"}:
        inside = tree.child(verb.i, Role.OBJECT) or tree.child(verb.i, Role.PASSIVE_SUBJECT)
        if inside is not None:
            return inside
    if is_passive(tree, verb):
        return _patient(tree, verb)
    return subject_of(tree, verb, lexicon, depth + 1)


def negator_of(tree: Tree, word: Word, lexicon: Lexicon) -> Word | None:
    """Return the word that negates a verb: an adverb, or a word at its subject or object.

    `did not send`, `no troops were sent`, `neither A nor B sent`, `no longer sends`.
    """
    negators = lexicon.words["negators"]
    below = tree.children(word.i)
    for child in below:
        is_adverb = child.role is Role.ADVERB
        is_nor = child.base in {"nor", "neither"} and child.i < word.i
        if child.role is Role.NEGATION or is_nor or (is_adverb and child.base in negators):
            return child
        if is_adverb and child.text.lower() == "longer":
            no = tree.child(child.i, Role.NEGATION, Role.ADVERB)
            if no is not None:
                return no
    for name, noun in tree.prepositions(word.i):
        at_no = (
            _none_at(tree, noun, lexicon)
            if noun.base in lexicon.words["negated_frames"]
            else None
        )
        if at_no is not None and name in {"at", "under", "on", "in"}:
            return at_no
    first = tree.first_conjunct(word)
    neither = (child for child in tree.children(first.i) if child.base == "neither")
    nouns = tree.children(word.i, Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT)
    at_nouns = (found for noun in nouns if (found := _none_at(tree, noun, lexicon)) is not None)
    return next(neither, None) or next(at_nouns, None)


def is_negated(tree: Tree, word: Word, lexicon: Lexicon) -> bool:
    """Return whether a verb is negated."""
    return negator_of(tree, word, lexicon) is not None


def _none_at(tree: Tree, noun: Word, lexicon: Lexicon) -> Word | None:
    """Return the word by which a noun means nobody or nothing: `no troops`, `neither`."""
    if noun.base in lexicon.words["negative_pronouns"]:
        return noun
    negative = lexicon.words["negative_determiners"]
    below = tree.children(noun.i, Role.DETERMINER)
    if noun.base == "one":
        below += tree.children(noun.i, Role.NEGATION)
    below += [word for child in tree.children(noun.i, Role.NUMBER)
              for word in tree.children(child.i, Role.NEGATION)]  # fmt: skip
    return next((child for child in below if child.base in negative | {"not"}), None)
