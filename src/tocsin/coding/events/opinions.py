"""Verdicts on what was told before: `called it a crime`, `condemned the move`."""

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.events.candidate import Candidate, states_of, without
from tocsin.coding.events.clause import Clause
from tocsin.coding.events.scene import Scene
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.grammar import Arguments
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType

_BLAME = Frame("act", EventType.ACCUSE)
_PRAISE = Frame("act", EventType.SUPPORT)


def read_verdict(scene: Scene, verb: Word, roles: Arguments) -> Candidate | None:
    """Read `A called B's move a crime`: a rebuke, or praise where the word is a kind one."""
    words = scene.lexicon.words
    if verb.base not in words["naming"]:
        return None
    names = _names(scene, verb)
    objects = roles.objects or _inner_subjects(scene, verb)
    if not names or not objects or names & words["denial_adjectives"]:
        return None
    frame = _PRAISE if names & words["kind_words"] else _BLAME
    clause = Clause(scene, verb, frame, roles)
    source = clause.subject
    target = without(scene.groups(objects) or scene.modifiers_of(objects), source)
    target = target or author_of(scene, objects, source)
    return clause.event(source, target) if source and target else None


def _names(scene: Scene, verb: Word) -> frozenset[str]:
    """Return the words that a thing is called."""
    tree = scene.tree
    found = tree.children(verb.i, Role.PREDICATIVE)
    inner = [word for word in tree.children(verb.i, Role.COMPLEMENT) if not word.is_verb]
    behind = [word for name, word in tree.prepositions(verb.i) if name == "as"]
    heads = [*found, *inner, *behind]
    return frozenset(part.base for head in heads
                     for part in (head, *tree.children(head.i, Role.ADJECTIVE)))  # fmt: skip


def _inner_subjects(scene: Scene, verb: Word) -> list[Word]:
    """Return the thing called something where the parser makes a clause of it."""
    inner = scene.tree.child(verb.i, Role.COMPLEMENT)
    return scene.tree.children(inner.i, Role.SUBJECT) if inner is not None else []


def author_of(scene: Scene, objects: list[Word], source: Actors) -> Actors:
    """Return who did what a pronoun or a general noun takes up: `condemned it`, `the move`."""
    words = scene.lexicon.words
    is_back = any(word.base in words["pointers"] or word.base in words["general_acts"]
                  for word in objects)  # fmt: skip
    if not is_back:
        return ()
    for event in scene.past.of_last_sentences(2):
        doers = (*event.source, *event.target) if event.reciprocal else event.source
        if doers and not states_of(doers) & states_of(source):
            return doers
    return ()
