"""What stands around an event noun: owners, prepositions, the light verb and its subject."""

from dataclasses import dataclass, field

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.details.items import items_of, modifier_items
from tocsin.coding.events.candidate import distinct
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.grammar import arguments, is_passive, lemma_of, owner_of, subject_of
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import Item

# Operators whose verb may lend an event noun its subject and prepositions.
_LENDING = frozenset({"planned", "possible", "proposed", "averted"})


@dataclass(slots=True)
class Surroundings:
    """The actors around an event noun, by how they hang on it.

    Attributes:
        owners: Possessors, adjectives and compounds.
        by_prep: Actors behind each preposition.
        doer: The subject of the light verb, or who has the noun.
        words: The words that name them.
        goods: The goods behind `of`, `in` and the modifiers.
        verb: The light verb; None where the noun stands by itself.
    """

    owners: Actors = ()
    by_prep: dict[str, Actors] = field(default_factory=dict)
    doer: Actors = ()
    words: list[Word] = field(default_factory=list)
    goods: tuple[Item, ...] = ()
    verb: Word | None = None

    def at(self, *names: str) -> Actors:
        """Return the actors behind some prepositions, each once."""
        return distinct(actor for name in names for actor in self.by_prep.get(name, ()))

    def add(self, name: str, actors: Actors, words: list[Word]) -> None:
        """Add actors behind a preposition."""
        known = self.by_prep.get(name, ())
        self.by_prep[name] = tuple(dict.fromkeys((*known, *actors)))
        self.words.extend(words)


def look_around(scene: Scene, noun: Word) -> Surroundings:
    """Return the actors and goods around an event noun."""
    tree = scene.tree
    around = Surroundings(owners=scene.modifiers(noun), words=[noun])
    around.goods = modifier_items(tree, noun, scene.lexicon)
    preps = tree.prepositions(noun.i)
    verb = light_verb(scene, noun)
    if verb is not None:
        around.verb = verb
        behind = arguments(tree, verb, scene.lexicon).preps
        preps = preps + [pair for pair in behind if pair not in preps]
        around.doer = _doer(scene, noun, verb)
    elif (governor := operator_verb(scene, noun)) is not None:
        names = scene.lexicon.words["operator_prepositions"]
        preps = preps + [pair for pair in tree.prepositions(governor.i) if pair[0] in names]
    _collect(scene, around, preps)
    _collect_participles(scene, noun, around)
    if not around.doer and not around.owners and _may_inherit(scene, noun):
        around.doer = scene.group(owner_of(tree, noun, scene.lexicon))
    return around


def operator_verb(scene: Scene, noun: Word) -> Word | None:
    """Return the verb that plans, offers or prevents a noun: `blocked the export of X to B`."""
    head = _governor(scene, noun)
    if head is None or scene.lexicon.operators.get(head.base) not in _LENDING:
        return None
    return None if head.base in scene.lexicon.words["asking"] else head


def _governor(scene: Scene, noun: Word) -> Word | None:
    """Return the verb that a noun is the object of."""
    head = scene.tree.head(noun)
    is_object = head is not None and head.is_verb and noun.role is Role.OBJECT
    return head if is_object else None


def _may_inherit(scene: Scene, noun: Word) -> bool:
    """Return whether the subject of the verb above a noun can be who does it.

    Not for the object of an ordinary verb: who praises a deal is no party to it.
    """
    if _is_asked_for(scene, noun):
        return False
    head = _governor(scene, noun)
    return head is None or scene.lexicon.operators.get(head.base) in _LENDING | {"negated"}


def _is_asked_for(scene: Scene, noun: Word) -> bool:
    """Return whether a noun is what somebody asks of others: `called for talks between`."""
    head = scene.tree.head(noun)
    if head is not None and head.pos == "ADP":
        head = scene.tree.head(head)
    return head is not None and head.is_verb and head.base in scene.lexicon.words["asking"]


def _collect(scene: Scene, around: Surroundings, preps: list[tuple[str, Word]]) -> None:
    """Sort what hangs on a noun by preposition into actors and goods."""
    before_owners = scene.lexicon.words["owner_prepositions"]
    for name, word in preps:
        if not word.is_nominal:
            continue
        actors = scene.group(word) or (scene.owners(word) if name in before_owners else ())
        if actors:
            around.add(name, actors, [word])
        if name == "of" or (not actors and name in {"in", "on", "for"}):
            goods = items_of(scene.tree, word, scene.lexicon)
            around.goods = tuple(dict.fromkeys((*around.goods, *goods)))
            if goods:
                around.words.append(word)


def _collect_participles(scene: Scene, noun: Word, around: Surroundings) -> None:
    """Add the parties of `exercises involving A and B`, `drills conducted by A`."""
    tree, words = scene.tree, scene.lexicon.words
    clauses = tree.children(noun.i, Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE)
    if (whole := _collective(scene, noun)) is not None:
        clauses = clauses + tree.children(whole.i, Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE)
    for clause in clauses:
        if clause.base in words["participating"]:
            objects = tree.children(clause.i, Role.OBJECT)
            around.add("between", scene.groups(objects), objects)
        elif clause.base in words["making"] and is_passive(tree, clause):
            _collect_makers(scene, clause, around)


def _collect_makers(scene: Scene, clause: Word, around: Surroundings) -> None:
    """Add who made what a noun names, by a passive participle: `conducted by A with B`."""
    roles = arguments(scene.tree, clause, scene.lexicon)
    around.verb = around.verb or clause
    if roles.subject is not None:
        # A list behind "by" may be broken by a dash: its parts still name the doers.
        makers = (*scene.group(roles.subject), *scene.modifiers(roles.subject))
        around.add("by", makers, [roles.subject])
    for name, word in roles.preps:
        if name != "by" and word.is_nominal:
            around.add(name, scene.group(word), [word])


def _collective(scene: Scene, noun: Word) -> Word | None:
    """Return the collection that a noun stands in: `a network of sanctions that …`."""
    head = scene.tree.head(noun)
    is_inside = head is not None and noun.role is Role.PREP_OBJECT
    whole = scene.tree.head(head) if head is not None and is_inside else None
    is_collection = whole is not None and whole.base in scene.lexicon.words["collections"]
    return whole if is_collection else None


def light_verb(scene: Scene, noun: Word) -> Word | None:
    """Return the verb that only carries the tense of a noun: `held talks`, `a deal was signed`."""
    tree, words = scene.tree, scene.lexicon.words
    first = tree.first_conjunct(noun)
    head = tree.head(first)
    if head is None:
        return None
    if first.role is Role.PREP_OBJECT and head.base in words["entering_prepositions"]:
        verb = tree.head(head)
        is_light = verb is not None and verb.base in words["entering"]
        return verb if is_light else None
    if not head.is_verb or first.role not in _CARRIED:
        return None
    return head if lemma_of(tree, head) in words["light"] else None


_CARRIED = frozenset({Role.OBJECT, Role.PASSIVE_SUBJECT, Role.SUBJECT})


def _doer(scene: Scene, noun: Word, verb: Word) -> Actors:
    """Return who does a noun by its light verb; a noun that is itself the subject has none."""
    tree = scene.tree
    own = tree.child(verb.i, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    if own is tree.first_conjunct(noun):
        roles = arguments(tree, verb, scene.lexicon)
        return scene.group(roles.subject) if is_passive(tree, verb) else ()
    return scene.group(subject_of(tree, verb, scene.lexicon))
