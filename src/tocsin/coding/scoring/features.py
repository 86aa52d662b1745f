"""What the scorer looks at: a word that may name an act, and who may play a role in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.coding.details.items import items_of, modifier_items
from tocsin.coding.events.candidate import Candidate, states_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.scoring.paths import NAME, masked, name_of, way
from tocsin.coding.scoring.units import Absent, Party, Unit
from tocsin.coding.syntax.grammar import Arguments, arguments, is_negated, subject_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_INNER = (Role.OPEN_COMPLEMENT, Role.COMPLEMENT, Role.PREDICATIVE)
_BEFORE = (Role.COMPOUND, Role.ADJECTIVE, Role.DETERMINER)


@dataclass(slots=True)
class Evidence:
    """What one word shows: named features, and words whose meaning counts, by slot."""

    names: list[str] = field(default_factory=list)
    meanings: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an act, with what stands around it.

    Attributes:
        units: Who is named in its sentence.
        absent: Who is named before it, and may play a role in the act.
    """

    scene: Scene
    word: Word
    roles: Arguments | None
    units: tuple[Unit, ...]
    frames: tuple[Candidate, ...]
    absent: tuple[Absent, ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return all who may play a role."""
        return (*self.units, *self.absent)

    @property
    def tree(self) -> Tree:
        """Return the sentence."""
        return self.scene.tree


def find_triggers(
    scene: Scene,
    units: list[Unit],
    events: list[Candidate],
    *,
    is_wide: bool = False,
    absent: Sequence[Absent] = (),
) -> list[Trigger]:
    """Return the words of a sentence that may name an act, left to right.

    Args:
        scene: The sentence.
        units: Who its words stand for.
        events: What the frames found.
        is_wide: Whether verbs that mostly report count too, where they have an object and hand
            on no words: `questioned two fishermen`.
        absent: Who is named before the sentence, and may play a role in its acts.
    """
    by_anchor: dict[int, list[Candidate]] = {}
    for event in events:
        by_anchor.setdefault(event.anchor.i, []).append(event)
    taken = {unit.word.i for unit in units if unit.kind in {"name", "pronoun"}}
    return [
        Trigger(
            scene,
            word,
            arguments(scene.tree, word, scene.lexicon) if word.is_verb else None,
            tuple(units),
            tuple(by_anchor.get(word.i, ())),
            tuple(absent),
        )
        for word in scene.tree.words
        if word.i in by_anchor
        or (word.i not in taken and _may_name_an_act(scene, word, is_wide=is_wide))
    ]


_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})


def _may_name_an_act(scene: Scene, word: Word, *, is_wide: bool) -> bool:
    """Return whether a word is a verb of more than saying, or a noun of no name, role or time."""
    lexicon = scene.lexicon
    if word.pos == "VERB":
        is_speech = word.base in lexicon.reporting and word.base not in lexicon.verbs
        return not is_speech or (is_wide and _is_done_to_somebody(scene, word))
    if word.pos != "NOUN" or word.tag not in {"NN", "NNS"}:
        return False
    if word.base in lexicon.role_nouns or word.entity in _MEASURES:
        return False
    is_goods = word.base in lexicon.item_heads and word.base not in lexicon.nouns
    return not is_goods and scene.discourse.mention(word.i) is None


def _is_done_to_somebody(scene: Scene, verb: Word) -> bool:
    """Return whether a verb has an object, or is a participle of it, and no clause."""
    if scene.tree.children(verb.i, Role.COMPLEMENT):
        return False
    return verb.tag == "VBN" or bool(scene.tree.children(verb.i, Role.OBJECT))


def trigger_evidence(trigger: Trigger) -> Evidence:
    """Return what a word and its surroundings show of the act that it may name."""
    scene, tree, word = trigger.scene, trigger.tree, trigger.word
    found = Evidence()
    lemma = name_of(tree, word)
    kind = "v" if word.is_verb else "n"
    found.names += [
        "bias",
        f"k={kind}",
        f"l={lemma}",
        f"tag={word.tag}",
        f"r={word.role.value}",
    ]
    if lemma != word.base:
        found.names.append(f"b={word.base}")
    found.meanings.append((f"{kind}l", lemma))
    found.names += _lexical(scene, word, lemma)
    found.names += _above(scene, word)
    if trigger.roles is not None:
        _verb_evidence(trigger, trigger.roles, lemma, found)
    else:
        _noun_evidence(trigger, lemma, found)
    for event in trigger.frames:
        found.names += [
            f"ev={event.type}",
            f"ev2={event.type}:{bool(event.source)}{bool(event.target)}",
        ]
        found.names.append(f"ech={event.is_echo}")
    if not trigger.frames:
        found.names.append("ev=none")
    return found


def _lexical(scene: Scene, word: Word, lemma: str) -> Iterator[str]:
    """Yield what the word lists know of a word."""
    lexicon = scene.lexicon
    frames = lexicon.verbs if word.is_verb else lexicon.nouns
    frame = frames.get(lemma) or frames.get(word.base)
    if frame is not None:
        yield f"f={frame.type}"
        yield f"fp={frame.pattern}"
    operators = lexicon.operators if word.is_verb else lexicon.noun_operators
    if (operator := operators.get(lemma)) is not None:
        yield f"op={operator}"
    if lemma in lexicon.reporting:
        yield f"rep={lexicon.reporting[lemma]}"
    if word.base in lexicon.role_nouns:
        yield f"role={lexicon.role_nouns[word.base]}"
    if word.base in lexicon.item_heads:
        yield "isitem"


def _above(scene: Scene, word: Word) -> Iterator[str]:
    """Yield what a word hangs on."""
    tree = scene.tree
    head = tree.head(word)
    if head is None:
        yield "g=root"
        return
    yield f"g={_masked(scene, head)}"
    yield f"gr={word.role.value}:{head.pos}"
    if head.pos == "ADP" and (above := tree.head(head)) is not None:
        yield f"g2={_masked(scene, above)}:{head.base}"


def _verb_evidence(trigger: Trigger, roles: Arguments, lemma: str, found: Evidence) -> None:
    """Add what a verb's arguments show."""
    scene, tree, verb = trigger.scene, trigger.tree, trigger.word
    found.names.append(f"pass={roles.is_passive}")
    if is_negated(tree, verb, scene.lexicon):
        found.names.append("neg")
    for word in roles.objects:
        found.names += [
            f"o={_masked(scene, word)}",
            f"lo={lemma}+{_masked(scene, word)}",
            *_items(scene, word),
        ]
        found.meanings.append(("vo", _masked(scene, word)))
        found.names += [
            f"om={_masked(scene, child)}" for child in tree.children(word.i, *_BEFORE)
        ]
        if (frame := scene.lexicon.nouns.get(word.base)) is not None:
            found.names += [f"of={frame.type}", f"lof={lemma}+{frame.type}"]
        found.names.append(f"ou={_standing(trigger, word)}")
    if not roles.objects:
        found.names.append("o=none")
    for name, word in roles.preps:
        found.names += [
            f"p={name}",
            f"lp={lemma}+{name}",
            f"po={name}+{_masked(scene, word)}",
            f"pu={name}:{_standing(trigger, word)}",
        ]
        found.meanings.append(("vp", _masked(scene, word)))
    for child in tree.children(verb.i, *_INNER):
        found.names += [f"x={_masked(scene, child)}", f"lx={lemma}+{child.role.value}"]
        found.meanings.append(("vx", _masked(scene, child)))
    if roles.subject is not None:
        found.names += [
            f"s={_masked(scene, roles.subject)}",
            f"su={_standing(trigger, roles.subject)}",
        ]
        found.meanings.append(("vs", _masked(scene, roles.subject)))
    else:
        found.names.append("s=none")


def _noun_evidence(trigger: Trigger, lemma: str, found: Evidence) -> None:
    """Add what stands around a noun."""
    scene, tree, noun = trigger.scene, trigger.tree, trigger.word
    for child in tree.children(noun.i, *_BEFORE):
        found.names += [f"m={_masked(scene, child)}", f"lm={_masked(scene, child)}+{lemma}"]
        if child.role is not Role.DETERMINER:
            found.meanings.append(("nm", _masked(scene, child)))
    found.names.append(f"nu={_standing(trigger, noun)}")
    for name, word in tree.prepositions(noun.i):
        found.names += [
            f"np={name}",
            f"npu={name}:{_standing(trigger, word)}",
            f"npo={name}+{_masked(scene, word)}",
        ]
        found.names += _items(scene, word)
    found.names += [f"it={item}" for item in modifier_items(tree, noun, scene.lexicon)]
    for child in tree.children(noun.i, Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE, Role.COMPLEMENT):
        found.names.append(f"nc={child.tag}")
    head = tree.head(tree.first_conjunct(noun))
    if head is not None and head.is_verb:
        found.names += [f"lv={_masked(scene, head)}", f"lvr={noun.role.value}"]
        found.meanings.append(("ng", _masked(scene, head)))
        subject = subject_of(tree, head, scene.lexicon)
        if subject is not None and subject.i != noun.i:
            found.names.append(f"lvs={_standing(trigger, subject)}")


def _items(scene: Scene, word: Word) -> list[str]:
    """Return the goods that a noun names, as features."""
    return [f"it={item}" for item in items_of(scene.tree, word, scene.lexicon)]


def _masked(scene: Scene, word: Word) -> str:
    """Return the lemma of a word, every name and actor as one sign: who acts tells no act."""
    return NAME if scene.discourse.mention(word.i) is not None else masked(word)


def _standing(trigger: Trigger, word: Word) -> str:
    """Return whether a word stands for an actor, and how."""
    for unit in trigger.units:
        if unit.word.i == word.i:
            return unit.kind
    return word.pos


def role_evidence(trigger: Trigger, unit: Party, kind: str) -> Evidence:
    """Return what shows whether a unit acts, is acted on, or has no part in an act.

    Args:
        trigger: The word that names the act.
        unit: Who may play a role.
        kind: The type of the act, as far as it is known.
    """
    if isinstance(unit, Absent):
        return _absent_evidence(trigger, unit, kind)
    tree, word = trigger.tree, trigger.word
    course = way(tree, unit.word, word)
    signature = course.signature
    lemma = name_of(tree, word)
    voice = _voice(trigger)
    side = "before" if unit.word.i < word.i else "after"
    grammar = grammar_of(trigger, unit)
    names = ["bias", f"w={signature}", f"wv={signature}{voice}", f"wk={signature}:{kind}", f"wl={signature}:{lemma}",
             f"k={unit.kind}", f"sd={side}", f"sv={side}{voice}", f"v={voice}"]  # fmt: skip
    for part in grammar:
        names += [
            f"g={part}",
            f"gk={part}:{kind}",
            f"gv={part}{voice}",
            f"gl={part}:{lemma}",
            f"gu={part}:{unit.kind}",
        ]
    names += [f"b={_masked(trigger.scene, between)}" for between in course.between]
    names += [f"bp={between.pos}" for between in course.between]
    distance = abs(unit.word.i - word.i)
    names.append(f"d={min(distance.bit_length(), 5)}")
    names += list(_rivals(trigger, unit, side))
    names += list(_frame_roles(trigger, unit))
    return Evidence(names, [])


def _absent_evidence(trigger: Trigger, party: Absent, kind: str) -> Evidence:
    """Return what shows the role of somebody whom only the sentence before names."""
    others = len(trigger.absent)
    names = ["bias", "absent", f"ab={kind}", f"abn={min(others, 3)}", f"abv={_voice(trigger)}",
             f"abl={name_of(trigger.tree, trigger.word)}"]  # fmt: skip
    return Evidence([*names, *_frame_roles(trigger, party)], [])


def _voice(trigger: Trigger) -> str:
    """Return `a`, `p` or `n`: active verb, passive verb, noun."""
    if trigger.roles is None:
        return "n"
    return "p" if trigger.roles.is_passive else "a"


def grammar_of(trigger: Trigger, unit: Unit) -> list[str]:
    """Return what a unit is to the act once passives, control and coordination are undone."""
    tree = trigger.tree
    first = tree.first_conjunct(unit.word).i
    places = {unit.word.i, first}
    found = []
    roles = trigger.roles
    if roles is not None:
        if roles.subject is not None and roles.subject.i in places:
            found.append("subject")
        found += ["object" for word in roles.objects if word.i in places]
        found += ["recipient" for word in roles.recipients if word.i in places]
        found += [f"prep:{name}" for name, word in roles.preps if word.i in places]
    else:
        found += _around_noun(trigger, places)
    return found or ["none"]


def _around_noun(trigger: Trigger, places: set[int]) -> list[str]:
    """Return what a unit is to an event noun."""
    tree, noun = trigger.tree, trigger.word
    if noun.i in places:
        return ["own"]
    found = [f"nprep:{name}" for name, word in tree.prepositions(noun.i) if word.i in places]
    found += [f"n{child.role.value}" for child in tree.children(noun.i) if child.i in places
              and child.role in {Role.POSSESSOR, Role.COMPOUND, Role.ADJECTIVE}]  # fmt: skip
    head = tree.head(tree.first_conjunct(noun))
    if head is not None and head.is_verb:
        roles = arguments(tree, head, trigger.scene.lexicon)
        if roles.subject is not None and roles.subject.i in places:
            found.append("lsubject")
        found += ["lobject" for word in roles.objects if word.i in places]
        found += [f"lprep:{name}" for name, word in roles.preps if word.i in places]
    return found


def _rivals(trigger: Trigger, unit: Unit, side: str) -> Iterator[str]:
    """Yield how many other actors stand nearer to the act, and whether any does."""
    place, act = unit.word.i, trigger.word.i
    nearer = [
        other
        for other in trigger.units
        if not other.states <= unit.states and min(place, act) < other.word.i < max(place, act)
    ]
    yield f"nr={min(len(nearer), 3)}{side}"
    others = {state for other in trigger.units for state in other.states} - unit.states
    yield f"ot={min(len(others), 4)}"


def _frame_roles(trigger: Trigger, unit: Party) -> Iterator[str]:
    """Yield what the frames say of a unit."""
    for event in trigger.frames:
        is_source = bool(unit.states & states_of(event.source))
        is_target = bool(unit.states & states_of(event.target))
        yield f"fr={is_source}{is_target}"
        yield f"frk={is_source}{is_target}{event.reciprocal}"
    if not trigger.frames:
        yield "fr=none"
