"""Who says so: subjects of reporting verbs, `according to`, possessors of claims."""

from dataclasses import replace

from tocsin.coding.events.scene import Scene
from tocsin.coding.status.sayers import voices_of
from tocsin.coding.syntax.grammar import bare_lemma, is_passive, negator_of, subject_of
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Tree, Word
from tocsin.model.claim import Holder
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance

_CONTENT_ROLES = CLAUSE_ROLES - {Role.ADVERBIAL_CLAUSE, Role.RELATIVE_CLAUSE}
_DENIED_ROLES = frozenset({Role.OBJECT, Role.PREPOSITION, Role.PASSIVE_SUBJECT})
_NAME_ROLES = (Role.COMPOUND, Role.ADJECTIVE, Role.POSSESSOR, Role.NUMBER)
_NAME_PREPS = frozenset({"in", "of", "at", "from", "for"})


def holder_of(scene: Scene, node: Word, verb: Word) -> list[Holder] | None:
    """Return who holds what hangs on a verb; None where the verb reports nothing.

    A subject list gives several holders on one level: `both A and B have denied it`.
    """
    stance = _stance(scene, node, verb)
    if stance is None or _is_inference(scene, verb):
        return None
    if node.role is Role.OPEN_COMPLEMENT:
        if is_passive(scene.tree, verb):
            # "is alleged by A to …"; without an agent the verb tells nothing but the status.
            return subjects_of(scene, verb, stance) if _agents(scene.tree, verb) else None
        if verb.base in scene.lexicon.words["own_acts"] and not _addresses(scene, verb):
            return None
    holders = subjects_of(scene, verb, stance)
    holders += [holder_for(scene, word, stance, verb.text) for word in _cited(scene, verb)]
    return [_doubting(scene, holder, verb) for holder in holders]


def _cited(scene: Scene, verb: Word) -> list[Word]:
    """Return whom a source goes back on: `cited the army as saying`, `reported, citing the army`."""
    tree, citing = scene.tree, scene.lexicon.words["citing"]
    if verb.base in citing:
        has_saying = any(
            name == "as" and word.tag == "VBG" for name, word in tree.prepositions(verb.i)
        )
        return tree.children(verb.i, Role.OBJECT) if has_saying else []
    clauses = tree.children(verb.i, Role.ADVERBIAL_CLAUSE)
    return [
        word
        for clause in clauses
        if clause.base in citing and clause.tag == "VBG"
        for word in tree.children(clause.i, Role.OBJECT)
        if voices_of(scene, word)
    ]


def _doubting(scene: Scene, holder: Holder, verb: Word) -> Holder:
    """Return a holder who does not think so as a doubter: `few believe`, `does not expect`."""
    words = scene.lexicon.words
    subject = subject_of(scene.tree, verb, scene.lexicon)
    below = scene.tree.children(subject.i) if subject is not None else []
    is_few = subject is not None and (
        subject.base in words["few"] or any(child.base in words["few"] for child in below)
    )
    is_view = verb.base in words["views"]
    negator = negator_of(scene.tree, verb, scene.lexicon)
    is_not = negator is not None and scene.tree.head(negator) is verb
    if is_view and (is_few or is_not):
        return replace(holder, stance=Stance.DOUBTS)
    return holder


def _stance(scene: Scene, node: Word, verb: Word) -> Stance | None:
    """Return how the subject of a verb stands to what hangs on it; None where it reports nothing."""
    if _dismisses_report(scene, node, verb) or _calls_untrue(scene, node, verb):
        return Stance.DENIES
    stance = scene.lexicon.reporting.get(verb.base)
    if _is_told_to(scene, node, verb):
        return Stance.DEMANDS
    if stance is None or _is_joint_plan(scene, node, verb):
        return None
    return stance if _is_content(scene, node, verb, stance) else None


def _is_content(scene: Scene, node: Word, verb: Word, stance: Stance) -> bool:
    """Return whether a part is what a reporting verb reports, and not a party or a setting."""
    words = scene.lexicon.words
    if node.role in _CONTENT_ROLES or _is_clause_of(scene, node):
        return True
    # By its bare lemma: to call off a visit asks nobody for it.
    asked = bare_lemma(scene.tree, verb, scene.lexicon) in words["asking"]
    if stance is Stance.DEMANDS and asked:
        is_named = verb.base in words["naming"]
        return node.base == "for" or (node.role is Role.OBJECT and not is_named)
    if stance is Stance.DENIES:
        return node.role in _DENIED_ROLES
    if stance in {Stance.DOUBTS, Stance.PREDICTS}:
        return node.role is Role.OBJECT
    return node.pos == "ADP" and is_charge(scene, node, verb)


def is_charge(scene: Scene, prep: Word, verb: Word) -> bool:
    """Return whether a preposition leads to what somebody is accused of."""
    accuses = verb.base in scene.lexicon.words["accusing"]
    return accuses and prep.base in {"of", "for", "with", "over"}


def _is_told_to(scene: Scene, node: Word, verb: Word) -> bool:
    """Return whether somebody is told to do something: `told Iran to release`."""
    if verb.base not in scene.lexicon.words["enjoining"]:
        return False
    auxiliaries = scene.tree.children(node.i, Role.AUXILIARY)
    has_to = any(child.base == "to" for child in auxiliaries)
    is_clause = node.role in {Role.OPEN_COMPLEMENT, Role.COMPLEMENT}
    has_been = any(child.base == "have" for child in auxiliaries)
    return is_clause and has_to and not has_been


def _is_joint_plan(scene: Scene, node: Word, verb: Word) -> bool:
    """Return whether parties only agree on what they will do: `agreed that A would withdraw`."""
    modals = {"planned", "would", "proposed"}
    groups = {scene.lexicon.modals.get(child.text.lower())
              for child in scene.tree.children(node.i, Role.AUXILIARY)}  # fmt: skip
    return verb.base == "agree" and bool(groups & modals)


def _addresses(scene: Scene, verb: Word) -> bool:
    """Return whether a verb has somebody whom it asks: `asked Israel to`, `called on Serbia to`."""
    if scene.tree.child(verb.i, Role.OBJECT, Role.RECIPIENT) is not None:
        return True
    return any(name in {"on", "upon", "to", "for"} and word.is_nominal
               and word.entity not in {"DATE", "TIME"}
               for name, word in scene.tree.prepositions(verb.i))  # fmt: skip


def _is_inference(scene: Scene, verb: Word) -> bool:
    """Return whether a participle gives what the author infers: `…, suggesting that`."""
    is_participle = verb.role is Role.ADVERBIAL_CLAUSE and verb.tag == "VBG"
    return is_participle and verb.base in scene.lexicon.words["inferring"]


def _is_clause_of(scene: Scene, node: Word) -> bool:
    """Return whether a preposition leads to a reported clause: `spoke of selling`."""
    return node.pos == "ADP" and any(
        child.role is Role.PREP_CLAUSE for child in scene.tree.children(node.i)
    )


def _dismisses_report(scene: Scene, node: Word, verb: Word) -> bool:
    """Return whether a verb turns down a report: `dismissed reports that`, `called it baseless`."""
    words = scene.lexicon.words
    if verb.base not in words["denying_with_report"]:
        return False
    names = {node.base} | {
        child.base for child in scene.tree.children(node.i, Role.PREP_OBJECT)
    }
    if node.role is Role.COMPLEMENT:
        # The parser hangs the content on the verb: "scoffed at claims that", "rejected claims that".
        names |= {child.base for child in scene.tree.children(node.i, Role.SUBJECT)}
        names |= {word.base for _, word in scene.tree.prepositions(verb.i)}
        names |= {child.base for child in scene.tree.children(verb.i, Role.OBJECT)}
    if names & words["report_nouns"] and verb.base not in words["naming"]:
        return True
    is_named = node.role in {Role.OBJECT, Role.COMPLEMENT, Role.SUBJECT, Role.PREDICATIVE}
    return is_named and _says_untrue(scene, verb)


def _calls_untrue(scene: Scene, node: Word, verb: Word) -> bool:
    """Return whether a verb calls something untrue: `dismissed it as false`."""
    words = scene.lexicon.words
    is_denial = verb.base in words["denying_with_report"] and node.base in words["pointers"]
    return is_denial and _says_untrue(scene, verb)


def _says_untrue(scene: Scene, verb: Word) -> bool:
    """Return whether a word such as `baseless` stands below a verb."""
    untrue = scene.lexicon.words["denial_adjectives"]
    return any(word.base in untrue for word in scene.tree.governed(verb.i))


def subjects_of(scene: Scene, verb: Word, stance: Stance) -> list[Holder]:
    """Return the subjects of a reporting verb as holders, a list of them one by one."""
    tree = scene.tree
    if (quoted := _quoted(scene, verb)) is not None:
        subject: Word | None = quoted
    elif is_passive(tree, verb):
        subject = next(iter(_agents(tree, verb)), None)
    else:
        subject = subject_of(tree, verb, scene.lexicon) or _phrase_before(tree, verb)
    if subject is None:
        is_denial = stance is Stance.DENIES
        return [Holder(actor=None, name="", stance=stance, cue=verb.text)] if is_denial else []
    return [holder for part in tree.conjuncts(subject.i) if part.is_nominal
            for holder in _holders(scene, part, stance, verb.text)]  # fmt: skip


def _phrase_before(tree: Tree, verb: Word) -> Word | None:
    """Return the noun between a comma and a verb that the parser has given no subject.

    `…, an adviser to the president said`: the phrase comes out as an apposition.
    """
    commas = [word.i for word in tree.words[: verb.i] if word.text == ","]
    if verb.tag not in {"VBD", "VBZ", "VBP"} or not commas:
        return None
    phrase = tree.words[commas[-1] + 1 : verb.i]
    if any(word.is_verb or word.pos in {"SCONJ", "CCONJ"} for word in phrase):
        return None
    heads = (word for word in phrase if word.is_nominal and word.role is Role.APPOSITION)
    return next(heads, None)


def _quoted(scene: Scene, verb: Word) -> Word | None:
    """Return who is quoted: `Reuters quoted the minister as saying`."""
    tree = scene.tree
    prep = tree.head(verb)
    if verb.tag != "VBG" or prep is None or prep.base != "as":
        return None
    above = tree.head(prep)
    while above is not None and not above.is_verb:
        if above.role is Role.OBJECT:
            return above
        above = tree.head(above)
    return tree.child(above.i, Role.OBJECT, Role.PASSIVE_SUBJECT) if above is not None else None


def _agents(tree: Tree, verb: Word) -> list[Word]:
    """Return who does a passive verb: behind `by`."""
    preps = tree.prepositions(verb.i)
    # "accused of arming B by C": the parser hangs the agent on the gerund.
    gerunds = [word for _, word in preps if word.is_verb and word.tag == "VBG"]
    return [word for name, word in preps if name == "by"] + [
        word
        for clause in gerunds
        for name, word in tree.prepositions(clause.i)
        if name == "by" and word.is_nominal
    ]


def _holders(scene: Scene, word: Word, stance: Stance, cue: str) -> list[Holder]:
    """Return the holders that one word names: `both governments` are two."""
    actors = tuple(dict.fromkeys(map(country, voices_of(scene, word))))
    if len(actors) < 2:
        return [holder_for(scene, word, stance, cue)]
    names = scene.discourse.gazetteer
    return [
        Holder(actor=actor, name=names.name_of(actor), stance=stance, cue=cue)
        for actor in actors
    ]


def holder_for(scene: Scene, word: Word, stance: Stance, cue: str) -> Holder:
    """Return one holder with the actor it speaks for; private voices speak for nobody."""
    actors = voices_of(scene, word)
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
        start = min(start, tree.governed(child.i)[0].i)
    if word.pos == "NOUN":
        for child in tree.children(word.i, Role.PREPOSITION):
            below = tree.governed(child.i)
            is_short = below[-1].i - child.i < 4
            if child.base in _NAME_PREPS and is_short and below[0].i == end + 1:
                end = below[-1].i
    parts = tree.words[start : end + 1]
    return _joined([part.text for part in parts if part.role is not Role.DETERMINER])


def _joined(words: list[str]) -> str:
    """Return words as running text."""
    text = " ".join(words)
    for mark in ("'s", "'", ",", "."):
        text = text.replace(f" {mark}", mark)
    return text.replace(" - ", "-")


def told_by(scene: Scene, node: Word) -> Word | None:
    """Return the verb whose content the parser hangs on the addressee: `told a visitor that …`."""
    tree = scene.tree
    noun = tree.head(node)
    if node.role is not Role.RELATIVE_CLAUSE or noun is None or not _has_own_that(tree, node):
        return None
    above = tree.head(noun)
    if noun.role is Role.PREP_OBJECT and above is not None and above.base == "to":
        above = tree.head(above)
    elif noun.role not in {Role.OBJECT, Role.RECIPIENT}:
        return None
    is_telling = above is not None and above.base in scene.lexicon.words["addressing"]
    return above if is_telling else None


def _has_own_that(tree: Tree, clause: Word) -> bool:
    """Return whether a clause opens with `that` and has a subject beside it."""
    below = tree.children(clause.i)
    subjects = (child for child in below if child.role in {Role.SUBJECT, Role.PASSIVE_SUBJECT})
    has_that = any(child.base == "that" for child in below)
    return has_that and any(child.base != "that" for child in subjects)


def noun_holder(scene: Scene, node: Word, noun: Word) -> list[Holder]:
    """Return who holds what hangs on a noun: `Seoul's claim that`, `reports of`, `fears that`."""
    stance = scene.lexicon.holder_nouns.get(noun.base)
    is_demand = stance is Stance.DEMANDS and noun.base in scene.lexicon.noun_operators
    if stance is None or is_demand or node.role not in _NOUN_CONTENT_ROLES:
        return []
    owner = _claimant(scene, noun)
    if owner is not None:
        return [holder_for(scene, owner, stance, noun.text)]
    adjectives = scene.tree.children(noun.i, Role.ADJECTIVE)
    if actors := scene.modifiers(noun) or scene.modifiers_of(adjectives):
        name = scene.discourse.gazetteer.name_of(actors[0])
        return [Holder(actor=actors[0], name=name, stance=stance, cue=noun.text)]
    speaker = _speaker(scene, noun)
    if speaker is not None:
        return [holder_for(scene, speaker, stance, noun.text)]
    is_unnamed = stance is not Stance.ASSERTS
    return [Holder(actor=None, name="", stance=stance, cue=noun.text)] if is_unnamed else []


_NOUN_CONTENT_ROLES = frozenset(
    {Role.NOUN_CLAUSE, Role.COMPLEMENT, Role.PREPOSITION, Role.RELATIVE_CLAUSE}
)


def _claimant(scene: Scene, noun: Word) -> Word | None:
    """Return whose claim or fear a noun is: its possessor, or who stands behind `by` or `from`."""
    owner = scene.tree.child(noun.i, Role.POSSESSOR)
    behind = (word for name, word in scene.tree.prepositions(noun.i) if name in {"by", "from"})
    return owner if owner is not None else next(behind, None)


def _speaker(scene: Scene, noun: Word) -> Word | None:
    """Return who makes a statement: the subject of the light verb that it is the object of."""
    head = scene.tree.head(noun)
    if noun.role is not Role.OBJECT or head is None:
        return None
    if head.base not in scene.lexicon.words["light"]:
        return None
    return subject_of(scene.tree, head, scene.lexicon)
