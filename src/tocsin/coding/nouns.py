"""Events that a noun names: `an arms deal between A and B`, `B's delivery of X to C`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tocsin.coding.candidate import Candidate, Scene, nominal, split_parties, without
from tocsin.coding.grammar import arguments, is_passive, lemma_of, owner_of, subject_of
from tocsin.coding.items import items_of, mode_of, modifier_items
from tocsin.coding.lexicon import Frame
from tocsin.coding.reference import Actors
from tocsin.coding.tree import Role, Word
from tocsin.model.ids import country
from tocsin.model.vocabulary import EventType, Item

_JOINT = frozenset({"meet", "joint"})
_ECHO_DETERMINERS = frozenset({"the", "this", "these", "such", "that", "those", "both"})
_ECHO_NOUNS = frozenset({"event", "arrangement"})
_DEMONSTRATIVES = frozenset({"those", "ones"})
_SOURCE_AT = ("from", "by")
# Tried in order: an earlier group of prepositions wins over a later one.
_TARGET_TIERS = (
    ("on", "against", "upon"),
    ("to", "toward", "towards", "into"),
    ("over", "at", "for"),
)
_MODIFIER_AT = frozenset({"on", "against", "to", "toward", "towards", "into", "from"})


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
        return tuple(
            dict.fromkeys(actor for name in names for actor in self.by_prep.get(name, ()))
        )


def noun_events(scene: Scene, taken: set[int]) -> list[Candidate]:
    """Return the events that the nouns of a sentence name, but for those a verb has taken."""
    found: list[Candidate] = []
    for word in scene.tree.words:
        frame = _frame(scene, word)
        if frame is not None and (phrase := _phrase_frame(scene, word)) is not None:
            frame = replace(frame, type=phrase.type, mode=phrase.mode, of="target")
        if frame is None or word.i in taken:
            continue
        events = _noun_event(scene, word, frame)
        found.extend(events)
        scene.past.extend(events)
    return found


def _phrase_frame(scene: Scene, noun: Word) -> Frame | None:
    """Return the frame of a noun and its verb together: to lift sanctions is to retreat."""
    head = scene.tree.head(scene.tree.first_conjunct(noun))
    if head is None or not head.is_verb or noun.role not in {Role.OBJECT, Role.PASSIVE_SUBJECT}:
        return None
    lemmas = {lemma_of(scene.tree, head), head.lemma.lower()}
    for phrase in scene.lexicon.phrases:
        if lemmas & phrase.verbs and noun.lemma.lower() in phrase.nouns:
            return phrase.frame
    return None


def _frame(scene: Scene, word: Word) -> Frame | None:
    """Return the frame of a noun; `those` has that of the plural noun before it."""
    if word.lemma.lower() in _DEMONSTRATIVES and word.role is Role.PREP_OBJECT:
        before = [other for other in scene.tree.words[: word.i] if other.tag == "NNS"]
        frames = [scene.lexicon.nouns.get(other.lemma.lower()) for other in reversed(before)]
        return next((frame for frame in frames if frame is not None), None)
    if word.pos not in {"NOUN", "PROPN"} or word.role is Role.COMPOUND:
        return None
    if scene.discourse.mention(word.i) is not None:
        return None
    if word.lemma.lower() in _ECHO_NOUNS:
        return Frame("meet", EventType.CONSULT)
    return scene.lexicon.nouns.get(word.lemma.lower())


def _noun_event(scene: Scene, noun: Word, frame: Frame) -> list[Candidate]:
    """Return the events of one noun; several for `the meetings with A and B`."""
    around = look_around(scene, noun)
    several = _several_meetings(scene, noun, frame, around)
    if several:
        return several
    event = _READERS[frame.pattern](scene, noun, frame, around)
    if event is None:
        event = _echo(scene, noun, frame, around)
    return [event] if event is not None else []


def look_around(scene: Scene, noun: Word) -> Surroundings:
    """Return the actors and goods around an event noun."""
    tree = scene.tree
    around = Surroundings(owners=scene.modifiers(noun), words=[noun])
    around.goods = modifier_items(tree, noun, scene.lexicon)
    preps = tree.prepositions(noun.i)
    verb = light_verb(scene, noun)
    if verb is not None:
        around.verb = verb
        preps = preps + [
            pair for pair in arguments(tree, verb, scene.lexicon).preps if pair not in preps
        ]
        around.doer = _doer(scene, noun, verb)
    elif (governor := _operator_verb(scene, noun)) is not None:
        preps = preps + [
            pair for pair in tree.prepositions(governor.i) if pair[0] in {"to", "with", "from"}
        ]
    _collect(scene, around, preps)
    _collect_participles(scene, noun, around)
    if not around.doer and not around.owners and _may_inherit(scene, noun):
        around.doer = scene.group(owner_of(tree, noun, scene.lexicon))
    return around


def _operator_verb(scene: Scene, noun: Word) -> Word | None:
    """Return the verb that plans, offers or prevents a noun: `blocked the export of X to B`."""
    head = scene.tree.head(noun)
    if head is None or not head.is_verb or noun.role is not Role.OBJECT:
        return None
    operator = scene.lexicon.operators.get(head.lemma.lower())
    return head if operator in {"planned", "possible", "proposed", "averted"} else None


def _may_inherit(scene: Scene, noun: Word) -> bool:
    """Return whether the subject of the verb above a noun can be who does it.

    Not for the object of an ordinary verb: who praises a deal is no party to it.
    """
    head = scene.tree.head(noun)
    if head is None or not head.is_verb or noun.role is not Role.OBJECT:
        return True
    lemma = head.lemma.lower()
    return scene.lexicon.operators.get(lemma) in {
        "planned",
        "possible",
        "proposed",
        "negated",
        "averted",
    }


def _collect(scene: Scene, around: Surroundings, preps: list[tuple[str, Word]]) -> None:
    """Sort what hangs on a noun by preposition into actors and goods."""
    for name, word in preps:
        if not word.is_nominal:
            continue
        actors = scene.group(word) or (scene.owners(word) if name in _MODIFIER_AT else ())
        if actors:
            known = around.by_prep.get(name, ())
            around.by_prep[name] = tuple(dict.fromkeys((*known, *actors)))
            around.words.append(word)
        if name == "of" or (not actors and name in {"in", "on", "for"}):
            goods = items_of(scene.tree, word, scene.lexicon)
            around.goods = tuple(dict.fromkeys((*around.goods, *goods)))
            if goods:
                around.words.append(word)


def _collect_participles(scene: Scene, noun: Word, around: Surroundings) -> None:
    """Add the parties of `exercises involving A and B`, `drills conducted by A`."""
    tree = scene.tree
    clauses = tree.children(noun.i, Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE)
    if (whole := _collective(scene, noun)) is not None:
        clauses = clauses + tree.children(whole.i, Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE)
    for clause in clauses:
        roles = arguments(tree, clause, scene.lexicon)
        if clause.lemma.lower() in {"involve", "include", "feature"}:
            objects = tree.children(clause.i, Role.OBJECT)
            _add(around, "between", scene.groups(objects), objects)
        elif clause.lemma.lower() in _MAKING and is_passive(tree, clause):
            around.verb = around.verb or clause
            if roles.subject is not None:
                _add(around, "by", scene.group(roles.subject), [roles.subject])
                # A list behind "by" may be broken by a dash: its parts still name the doers.
                _add(around, "by", scene.modifiers(roles.subject), [])
            for name, word in roles.preps:
                if name != "by" and word.is_nominal:
                    _add(around, name, scene.group(word), [word])


def _collective(scene: Scene, noun: Word) -> Word | None:
    """Return the collection that a noun stands in: `a network of sanctions that …`."""
    head = scene.tree.head(noun)
    whole = (
        scene.tree.head(head) if head is not None and noun.role is Role.PREP_OBJECT else None
    )
    is_collection = whole is not None and whole.lemma.lower() in _COLLECTIONS
    return whole if is_collection else None


_COLLECTIONS = frozenset(
    "network series set round raft package regime number web wave system list".split()
)
_MAKING = frozenset(
    "conduct hold impose build sign reach make stage carry launch perform lead mount levy "
    "supply provide deliver send offer give agree conclude undertake organize organise run "
    "build_up place adopt issue".split()
)


def _add(around: Surroundings, name: str, actors: Actors, words: list[Word]) -> None:
    """Add actors behind a preposition."""
    known = around.by_prep.get(name, ())
    around.by_prep[name] = tuple(dict.fromkeys((*known, *actors)))
    around.words.extend(words)


def light_verb(scene: Scene, noun: Word) -> Word | None:
    """Return the verb that only carries the tense of a noun: `held talks`, `a deal was signed`."""
    tree = scene.tree
    first = tree.first_conjunct(noun)
    head = tree.head(first)
    if (
        first.role is Role.PREP_OBJECT
        and head is not None
        and head.lemma.lower() in {"in", "into", "on", "to"}
    ):
        verb = tree.head(head)
        if verb is not None and verb.lemma.lower() in _ENTERING:
            return verb
        return None
    if head is None or not head.is_verb:
        return None
    if first.role not in {Role.OBJECT, Role.PASSIVE_SUBJECT, Role.SUBJECT}:
        return None
    lemma = lemma_of(tree, head)
    return head if lemma in scene.lexicon.words["light"] else None


_ENTERING = frozenset("engage participate enter take join go agree consent".split())


def _doer(scene: Scene, noun: Word, verb: Word) -> Actors:
    """Return who does a noun by its light verb; a noun that is itself the subject has none."""
    if tree_subject(scene, verb) is scene.tree.first_conjunct(noun):
        roles = arguments(scene.tree, verb, scene.lexicon)
        return scene.group(roles.subject) if is_passive(scene.tree, verb) else ()
    subject, _ = subject_of(scene.tree, verb, scene.lexicon)
    return scene.group(subject)


def tree_subject(scene: Scene, verb: Word) -> Word | None:
    """Return the subject that hangs on a verb itself, active or passive."""
    return scene.tree.child(verb.i, Role.SUBJECT, Role.PASSIVE_SUBJECT)


def _build(
    scene: Scene,
    noun: Word,
    frame: Frame,
    around: Surroundings,
    *,
    source: Actors,
    target: Actors,
) -> Candidate:
    """Return the candidate of a noun."""
    items = around.goods if frame.pattern in {"transfer", "acquire", "support", "joint"} else ()
    if frame.item is not None:
        items = items or (frame.item,)
    mode = frame.mode or mode_of(scene.tree, [noun], scene.lexicon)
    words = [*around.words, *([around.verb] if around.verb is not None else [])]
    return Candidate(
        anchor=noun,
        carrier=around.verb or noun,
        type=frame.type,
        mode=mode,
        source=source,
        target=target,
        items=items,
        words=words,
    )


def _read_joint(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> Candidate | None:
    """Read a noun whose parties do it together: `talks between A and B`, `B's deal with C`."""
    between = around.at("between", "among")
    if len({country(actor) for actor in between}) >= 2:
        around.owners, around.doer, around.by_prep = (), (), {"between": between}
    parties = (*between, *around.at("by"), *around.owners, *around.doer)
    parties = (*parties, *around.at("with"))
    if _operator_verb(scene, noun) is not None:
        parties = (*parties, *around.at("to"))
    if frame.type is EventType.CONSULT:
        parties = (*parties, *(actor for actor in around.at("of") if actor != country(actor)))
    source, target = split_parties(parties)
    if not target:
        return None
    if frame.item is Item.EXERCISE and not _is_exercise(scene, noun):
        return None
    event = _build(scene, noun, frame, around, source=source, target=target)
    event.reciprocal = True
    return event


def _is_exercise(scene: Scene, noun: Word) -> bool:
    """Return whether an exercise is a military one: never `an exercise in futility`."""
    return (
        noun.tag in {"NNS", "DT"}
        or mode_of(scene.tree, [noun], scene.lexicon) is not None
        or any(
            child.lemma.lower() == "joint"
            for child in scene.tree.children(noun.i, Role.ADJECTIVE)
        )
    )


def _several_meetings(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> list[Candidate]:
    """Return one event each for `the meetings with A in X and B in Y`."""
    if frame.pattern not in {"meet", "visit"} or noun.tag != "NNS":
        return []
    behind = [word for name, word in scene.tree.prepositions(noun.i) if name in {"with", "to"}]
    partners = scene.tree.conjuncts(behind[0].i) if behind else []
    # The parser may hang the second partner on the noun: it is one where it names somebody.
    partners += [word for word in scene.tree.children(noun.i, Role.CONJUNCT)
                 if behind and scene.discourse.mention(word.i) is not None]  # fmt: skip
    if len(partners) < 2:
        return []
    own = around.owners or around.doer
    found = []
    for partner in partners:
        target = without(scene.discourse.actors(scene.tree, partner), own)
        if own and target:
            event = _build(scene, noun, frame, around, source=own[:1], target=target[:1])
            event.reciprocal, event.words = True, [noun, partner]
            found.append(event)
    return found


def _read_visit(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> Candidate | None:
    """Read `A's visit to B`; its host is a state."""
    source = (around.owners or around.at("by", "of") or around.doer)[:1]
    target = without(around.at("to", "in"), source)
    hosts = tuple(actor for actor in target if actor == country(actor)) or target
    if not source or not hosts:
        return None
    return _build(scene, noun, frame, around, source=source, target=hosts[:1])


def _read_transfer(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> Candidate | None:
    """Read `A's delivery of X to B`, `arms sales to B`, `supplies from A`."""
    target = around.at("to", "for")
    source = without(around.at(*_SOURCE_AT), target) or without(around.owners, target)
    source = source or without(around.doer, target)
    if not around.goods and frame.type is EventType.COOPERATE:
        return None
    is_carried = around.verb is not None or _operator_verb(scene, noun) is not None
    if not source or not target or not (around.goods or is_carried):
        return None
    return _build(scene, noun, frame, around, source=source, target=target)


def _read_acquire(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> Candidate | None:
    """Read `B's purchase of X from A`."""
    source = around.at("from")
    target = without(around.at("by"), source) or without(around.owners, source)
    target = target or without(around.doer, source)
    if not source:
        source = _origin(scene, noun)
        target = without(target, source)
    if not source or not target:
        return None
    return _build(scene, noun, frame, around, source=source, target=target)


def _origin(scene: Scene, noun: Word) -> Actors:
    """Return whose goods are bought: `purchases of North Korean shells`."""
    behind = [word for name, word in scene.tree.prepositions(noun.i) if name == "of"]
    return tuple(dict.fromkeys(actor for word in behind for actor in scene.modifiers(word)))


def _read_support(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> Candidate | None:
    """Read `Chinese food aid to B`, `A's support for B`: help with goods, or backing in words."""
    target = around.at("to", "for", "of")
    source = without(around.at(*_SOURCE_AT), target) or without(around.owners, target)
    source = source or without(around.doer, target)
    if not source or not target:
        return None
    event = _build(scene, noun, frame, around, source=source, target=target)
    is_material = (
        bool(around.goods) or event.mode is not None or noun.lemma.lower() in _MATERIAL
    )
    if not is_material:
        event.type = EventType.SUPPORT
    return event


_MATERIAL = frozenset(
    "aid assistance relief funding financing subsidy loan bailout help".split()
)


def _read_act(scene: Scene, noun: Word, frame: Frame, around: Surroundings) -> Candidate | None:
    """Read `A's invasion of B`, `sanctions on B`, `warnings by A about a deal of B and C`."""
    inside = around.at("of")
    target = next((found for tier in _TARGET_TIERS if (found := around.at(*tier))), ())
    source = around.at(*_SOURCE_AT)
    if frame.of == "target":
        target = target or inside
    else:
        source = source or without(inside, target)
    source = without(source, target) or without(around.owners, target)
    source = source or without(around.doer, target)
    target = without(target, source)
    if not target and frame.type in _ABOUT:
        target = without(_parties_about(scene, noun), source)
    is_known = bool(source) or frame.type in {EventType.SANCTION, EventType.ASSAULT}
    if not target or not is_known or _is_setting(scene, noun):
        return None
    return _build(scene, noun, frame, around, source=source, target=target)


_ABOUT = frozenset({EventType.THREATEN, EventType.ACCUSE, EventType.REJECT, EventType.REQUEST})


def _is_setting(scene: Scene, noun: Word) -> bool:
    """Return whether a war is only the scene of something: `in the Ukraine conflict`."""
    return (
        noun.lemma.lower() in {"war", "conflict", "battle", "fighting"}
        and noun.role is Role.PREP_OBJECT
    )


def _parties_about(scene: Scene, noun: Word) -> Actors:
    """Return whom a warning is about: the first group of parties below `about` or `over`."""
    for name, word in scene.tree.prepositions(noun.i):
        if name in {"about", "over", "of", "against", "for"}:
            for inner in scene.tree.subtree(word.i):
                actors = scene.group(inner) if inner.role is Role.PREP_OBJECT else ()
                if actors:
                    return actors
    return ()


def _read_access(
    scene: Scene, noun: Word, frame: Frame, around: Surroundings
) -> Candidate | None:
    """Read `A gave B access to X`: who lets, and who gets in."""
    source = around.at("from", "by")
    target = around.at("for")
    return (
        _build(scene, noun, frame, around, source=source, target=target)
        if source and target
        else None
    )


def _echo(scene: Scene, noun: Word, frame: Frame, around: Surroundings) -> Candidate | None:
    """Return an event named before that a definite noun means: `the meeting`, `such a deal`."""
    if frame.pattern not in {"meet", "joint", "visit"}:
        return None
    determiners = {child.lemma.lower() for child in
                   scene.tree.children(noun.i, Role.DETERMINER, Role.ADJECTIVE)}  # fmt: skip
    if not determiners & _ECHO_DETERMINERS or around.owners:
        return None
    same = _ECHO_TYPES[frame.pattern]
    event = scene.echo_pair(same) if frame.item is None else scene.echo_item(frame.item)
    if event is None and determiners & {"such", "this", "these"}:
        event = scene.echo_pair(_TIES)
    if event is None:
        return None
    source, target = split_parties((*event.source, *event.target))
    kind = event.type if event.type in same else frame.type
    items = event.items if kind is event.type else ()
    echo = replace(
        event, anchor=noun, carrier=around.verb or noun, source=source, target=target
    )
    echo.type, echo.items, echo.words, echo.is_echo = kind, items, [noun], True
    echo.reciprocal = True
    return echo


_ECHO_TYPES = {
    "meet": frozenset({EventType.CONSULT}),
    "visit": frozenset({EventType.CONSULT}),
    "joint": frozenset({EventType.AGREE, EventType.COOPERATE}),
}
_TIES = frozenset(
    {EventType.AGREE, EventType.COOPERATE, EventType.AID, EventType.CONSULT, EventType.REQUEST}
)

Reader = Callable[[Scene, Word, Frame, Surroundings], Candidate | None]
_READERS: dict[str, Reader] = {
    "meet": _read_joint,
    "joint": _read_joint,
    "visit": _read_visit,
    "transfer": _read_transfer,
    "acquire": _read_acquire,
    "support": _read_support,
    "act": _read_act,
    "access": _read_access,
}
