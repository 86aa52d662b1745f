"""Who says so: subjects of reporting verbs, `according to`, possessors of claims."""

from tocsin.coding.candidate import Scene
from tocsin.coding.grammar import is_passive, subject_of
from tocsin.coding.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.claim import Holder
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance

_CONTENT_ROLES = CLAUSE_ROLES - {Role.ADVERBIAL_CLAUSE, Role.RELATIVE_CLAUSE}
_NAME_ROLES = (Role.COMPOUND, Role.ADJECTIVE, Role.POSSESSOR, Role.NUMBER)
_NAME_PREPS = frozenset({"in", "of", "at", "from", "for"})


def holder_of(scene: Scene, node: Word, verb: Word) -> list[Holder] | None:
    """Return who holds what hangs on a verb; None where the verb reports nothing.

    A subject list gives several holders on one level: `both A and B have denied it`.
    """
    lemma = verb.lemma.lower()
    stance = scene.lexicon.reporting.get(lemma)
    is_content = node.role in _CONTENT_ROLES or _is_clause_of(scene, node)
    if _dismisses_report(scene, node, verb) or _calls_untrue(scene, node, verb):
        stance, is_content = Stance.DENIES, True
    elif stance is Stance.DENIES or (stance is Stance.DOUBTS and node.role is Role.OBJECT):
        is_content = is_content or node.role in {
            Role.OBJECT,
            Role.PREPOSITION,
            Role.PASSIVE_SUBJECT,
        }
    if stance is None or not is_content or _is_inference(scene, verb):
        return None
    is_own = lemma in _OWN_ACTS and not _addresses(scene, verb)
    if node.role is Role.OPEN_COMPLEMENT and is_own and not is_passive(scene.tree, verb):
        return None
    if is_passive(scene.tree, verb) and node.role is Role.OPEN_COMPLEMENT:
        return None
    return subjects_of(scene, verb, stance)


# With an infinitive these speak of the subject's own act: "agreed to send", "claims to have sent".
_OWN_ACTS = frozenset(
    "agree claim hope expect fear threaten want ask propose press admit know learn call think".split()
)


def _addresses(scene: Scene, verb: Word) -> bool:
    """Return whether a verb has somebody whom it asks: `asked Israel to`, `called on Serbia to`."""
    if scene.tree.child(verb.i, Role.OBJECT, Role.RECIPIENT) is not None:
        return True
    return any(name in {"on", "upon", "to", "for"} and word.is_nominal
               for name, word in scene.tree.prepositions(verb.i))  # fmt: skip


def _is_inference(scene: Scene, verb: Word) -> bool:
    """Return whether a participle gives what the author infers: `…, suggesting that`."""
    is_participle = verb.role is Role.ADVERBIAL_CLAUSE and verb.tag == "VBG"
    return is_participle and verb.lemma.lower() in scene.lexicon.words["inferring"]


def _is_clause_of(scene: Scene, node: Word) -> bool:
    """Return whether a preposition leads to a reported clause: `spoke of selling`."""
    return node.pos == "ADP" and any(
        child.role is Role.PREP_CLAUSE for child in scene.tree.children(node.i)
    )


def _dismisses_report(scene: Scene, node: Word, verb: Word) -> bool:
    """Return whether a verb turns down a report: `dismissed reports that`, `called it baseless`."""
    words = scene.lexicon.words
    if verb.lemma.lower() not in words["denying_with_report"]:
        return False
    is_naming = verb.lemma.lower() in {"call", "describe", "label", "brand"}
    if node.lemma.lower() in words["report_nouns"] and not is_naming:
        return True
    return any(
        word.lemma.lower() in words["denial_adjectives"] for word in scene.tree.subtree(verb.i)
    ) and node.role in {Role.OBJECT, Role.COMPLEMENT, Role.SUBJECT}


def _calls_untrue(scene: Scene, node: Word, verb: Word) -> bool:
    """Return whether a verb calls something untrue: `dismissed it as false`."""
    words = scene.lexicon.words
    if verb.lemma.lower() not in words["denying_with_report"] or node.lemma.lower() not in {
        "it",
        "this",
        "that",
    }:
        return False
    below = {word.lemma.lower() for word in scene.tree.subtree(verb.i)}
    return bool(below & words["denial_adjectives"])


def subjects_of(scene: Scene, verb: Word, stance: Stance) -> list[Holder]:
    """Return the subjects of a reporting verb as holders, a list of them one by one."""
    tree = scene.tree
    if is_passive(tree, verb):
        agents = [word for name, word in tree.prepositions(verb.i) if name == "by"]
        # "accused of arming B by C": the parser hangs the agent on the gerund.
        inner = [word for _, word in tree.prepositions(verb.i) if word.is_verb and word.tag == "VBG"]
        agents += [word for clause in inner for name, word in tree.prepositions(clause.i)
                   if name == "by" and word.is_nominal]
        subject = agents[0] if agents else None
    else:
        subject, _ = subject_of(tree, verb, scene.lexicon)
    if subject is None:
        return (
            [Holder(actor=None, name="", stance=stance, cue=verb.text)]
            if stance is Stance.DENIES
            else []
        )
    return [holder for part in tree.conjuncts(subject.i) if part.is_nominal
            for holder in _holders(scene, part, stance, verb.text)]  # fmt: skip


def _holders(scene: Scene, word: Word, stance: Stance, cue: str) -> list[Holder]:
    """Return the holders that one word names: `both governments` are two."""
    actors = tuple(dict.fromkeys(map(country, scene.discourse.actors(scene.tree, word))))
    if len(actors) < 2:
        return [_holder(scene, word, stance, cue)]
    names = scene.discourse.gazetteer
    return [
        Holder(actor=actor, name=names.name_of(actor), stance=stance, cue=cue)
        for actor in actors
    ]


def _holder(scene: Scene, word: Word, stance: Stance, cue: str) -> Holder:
    """Return one holder with the actor it speaks for; private voices speak for nobody."""
    actors = scene.discourse.actors(scene.tree, word)
    return Holder(
        actor=actors[0] if actors else None,
        name=name_of(scene, word),
        stance=stance,
        cue=cue,
    )


def name_of(scene: Scene, word: Word) -> str:
    """Return how the text names a holder: `US officials`, `experts in Seoul`, `Dr. Loo`."""
    tree = scene.tree
    if word.pos == "PRON":
        actors = scene.discourse.actors(tree, word)
        return scene.discourse.gazetteer.name_of(actors[0]) if actors else word.text
    start = end = word.i
    for child in tree.children(word.i, *_NAME_ROLES):
        start = min(start, tree.subtree(child.i)[0].i)
    if word.pos == "NOUN":
        for child in tree.children(word.i, Role.PREPOSITION):
            below = tree.subtree(child.i)
            if child.lemma.lower() in _NAME_PREPS and len(below) <= 4 and below[0].i == end + 1:
                end = below[-1].i
    parts = tree.words[start : end + 1]
    return _joined([part.text for part in parts if part.role is not Role.DETERMINER])


def _joined(words: list[str]) -> str:
    """Return words as running text."""
    text = " ".join(words)
    for mark in ("'s", "'", ",", "."):
        text = text.replace(f" {mark}", mark)
    return text.replace(" - ", "-")


def according_to(scene: Scene, anchor: Word, holders: list[Holder]) -> None:
    """Add the sources of `according to X` and `X said` in brackets, to an event below them."""
    tree = scene.tree
    path = [anchor, *tree.ancestors(anchor)]
    for node in path:
        for name, word in tree.prepositions(node.i):
            is_source = name in {"according to", "accord to"}
            if is_source and word.i not in {item.i for item in path}:
                holders.append(_holder(scene, word, Stance.ASSERTS, "According to"))
        for clause in tree.children(node.i, Role.PARATAXIS, Role.ADVERBIAL_CLAUSE):
            if _is_aside(scene, clause) and clause.i not in {item.i for item in path}:
                stance = scene.lexicon.reporting[clause.lemma.lower()]
                holders.extend(reversed(subjects_of(scene, clause, stance)))


def _is_aside(scene: Scene, clause: Word) -> bool:
    """Return whether a clause only names the speaker: `, officials said,`, `as he put it`."""
    if clause.lemma.lower() not in scene.lexicon.reporting or not clause.is_verb:
        return False
    markers = {child.lemma.lower() for child in scene.tree.children(clause.i, Role.MARKER)}
    if clause.role is Role.ADVERBIAL_CLAUSE and markers != {"as"}:
        return False
    has_own_content = scene.tree.children(clause.i, Role.COMPLEMENT, Role.OBJECT)
    return not has_own_content and scene.tree.child(clause.i, Role.SUBJECT) is not None


def noun_holder(scene: Scene, node: Word, noun: Word) -> list[Holder]:
    """Return who holds what hangs on a noun: `Seoul's claim that`, `reports of`, `fears that`."""
    lemma = noun.lemma.lower()
    stance = scene.lexicon.holder_nouns.get(lemma)
    if stance is None or scene.lexicon.noun_operators.get(lemma) and stance is Stance.DEMANDS:
        return []
    if node.role not in {
        Role.NOUN_CLAUSE,
        Role.COMPLEMENT,
        Role.PREPOSITION,
        Role.RELATIVE_CLAUSE,
    }:
        return []
    owner = scene.tree.child(noun.i, Role.POSSESSOR)
    if owner is None:
        by = [word for name, word in scene.tree.prepositions(noun.i) if name in {"by", "from"}]
        owner = by[0] if by else None
    if owner is not None:
        return [_holder(scene, owner, stance, noun.text)]
    actors = scene.modifiers(noun)
    if actors:
        name = scene.discourse.gazetteer.name_of(actors[0])
        return [Holder(actor=actors[0], name=name, stance=stance, cue=noun.text)]
    head = scene.tree.head(noun)
    is_made = (
        noun.role is Role.OBJECT
        and head is not None
        and head.lemma.lower() in scene.lexicon.words["light"]
    )
    if is_made and head is not None:
        subject, _ = subject_of(scene.tree, head, scene.lexicon)
        if subject is not None:
            return [_holder(scene, subject, stance, noun.text)]
    return (
        [Holder(actor=None, name="", stance=stance, cue=noun.text)]
        if stance is not Stance.ASSERTS
        else []
    )
