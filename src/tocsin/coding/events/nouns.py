"""Events that a noun names: `an arms deal between A and B`, `B's delivery of X to C`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.details.items import mode_of
from tocsin.coding.events.bystanders import other_at_hand
from tocsin.coding.events.candidate import Candidate, split_parties, states_of, without
from tocsin.coding.events.echoes import echo_of
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.surroundings import Surroundings, look_around, operator_verb
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.ids import country
from tocsin.model.vocabulary import EventType, Item

_SOURCE_AT = ("from", "by")
# Tried in order: an earlier group of prepositions wins over a later one.
_TARGET_TIERS = (
    ("on", "against", "upon"),
    ("to", "toward", "towards", "into"),
    ("over", "at", "for"),
)
_ABOUT = frozenset({EventType.THREATEN, EventType.ACCUSE, EventType.REJECT, EventType.REQUEST})
# Acts with a stated doer that hit the other side at hand: "drew a rebuke from B".
_ON_OTHERS = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.ACCUSE,
     EventType.THREATEN, EventType.CONCEDE, EventType.RETREAT, EventType.REQUEST}
)  # fmt: skip
_WITH_GOODS = frozenset({"transfer", "acquire", "support", "joint"})
_SHOW = Frame("act", EventType.MOBILIZE)
_ECHO = Frame("meet", EventType.CONSULT)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An event noun, the frame it is read by, and what stands around it."""

    scene: Scene
    noun: Word
    frame: Frame
    around: Surroundings

    def event(self, source: Actors, target: Actors) -> Candidate:
        """Return the event with its goods, its mode and the words that fill its roles."""
        frame, around = self.frame, self.around
        items = around.goods if frame.pattern in _WITH_GOODS else ()
        if frame.item is not None:
            items = items or (frame.item,)
        return Candidate(
            anchor=self.noun,
            carrier=around.verb or self.noun,
            type=frame.type,
            mode=frame.mode or mode_of(self.scene.tree, [self.noun], self.scene.lexicon),
            source=source,
            target=target,
            items=items,
            words=[*around.words, *([around.verb] if around.verb is not None else [])],
        )

    def sender(self, target: Actors) -> Actors:
        """Return who hands over: behind `from` or `by`, else the owner, else the doer."""
        around = self.around
        return (
            without(around.at(*_SOURCE_AT), target)
            or without(around.owners, target)
            or without(around.doer, target)
        )


def noun_events(scene: Scene) -> list[Candidate]:
    """Return the events that the nouns of a sentence name.

    Each is added to the past at once: a later noun of the sentence may take it up.
    """
    found: list[Candidate] = []
    for word in scene.tree.words:
        frame = _frame(scene, word)
        if frame is not None:
            events = _noun_event(scene, word, frame)
            found.extend(events)
            scene.past.extend(events)
    return found


def _frame(scene: Scene, word: Word) -> Frame | None:
    """Return the frame of a noun, changed by its verb where the two make an act of their own."""
    frame = _own_frame(scene, word)
    phrase = _phrase_frame(scene, word) if frame is not None else None
    if frame is None or phrase is None:
        return frame
    return replace(frame, type=phrase.type, mode=phrase.mode, of="target")


def _own_frame(scene: Scene, word: Word) -> Frame | None:
    """Return the frame of a noun; `those` has that of the plural noun before it."""
    words, nouns = scene.lexicon.words, scene.lexicon.nouns
    if word.base in words["demonstratives"] and word.role is Role.PREP_OBJECT:
        before = [other for other in scene.tree.words[: word.i] if other.tag == "NNS"]
        frames = (nouns.get(other.base) for other in reversed(before))
        return next((frame for frame in frames if frame is not None), None)
    if word.pos not in {"NOUN", "PROPN"} or word.role is Role.COMPOUND:
        return None
    if scene.discourse.mention(word.i) is not None:
        return None
    if word.base in words["plural_only"] and word.tag != "NNS":
        return None
    return _ECHO if word.base in words["echo_nouns"] else nouns.get(word.base)


def _phrase_frame(scene: Scene, noun: Word) -> Frame | None:
    """Return the frame of a noun and its verb together: to lift sanctions is to retreat."""
    head = scene.tree.head(scene.tree.first_conjunct(noun))
    if head is None:
        return None
    lemmas = {lemma_of(scene.tree, head), head.base} if head.is_verb else set()
    if head.base == "of" and (whole := scene.tree.head(head)) is not None:
        lemmas = {scene.lexicon.deverbal.get(whole.base, "")}
    elif noun.role not in {Role.OBJECT, Role.PASSIVE_SUBJECT}:
        return None
    for phrase in scene.lexicon.phrases:
        is_plain = not phrase.frame.preps and phrase.frame.pattern == "act"
        if is_plain and lemmas & phrase.verbs and noun.base in phrase.nouns:
            return phrase.frame
    return None


def _noun_event(scene: Scene, noun: Word, frame: Frame) -> list[Candidate]:
    """Return the events of one noun; several for `the meetings with A and B`."""
    phrase = Phrase(scene, noun, frame, look_around(scene, noun))
    several = _several_meetings(phrase)
    if several:
        return several
    event = READERS[frame.pattern](phrase) or echo_of(scene, noun, frame, phrase.around)
    return [event] if event is not None else []


def _several_meetings(phrase: Phrase) -> list[Candidate]:
    """Return one event each for `the meetings with A in X and B in Y`."""
    scene, noun, around = phrase.scene, phrase.noun, phrase.around
    if phrase.frame.pattern not in {"meet", "visit"} or noun.tag != "NNS":
        return []
    behind = [word for name, word in scene.tree.prepositions(noun.i) if name in {"with", "to"}]
    partners = scene.tree.conjuncts(behind[0].i) if behind else []
    # The parser may hang the second partner on the noun: it is one where it names somebody.
    partners += [word for word in scene.tree.children(noun.i, Role.CONJUNCT)
                 if behind and scene.discourse.mention(word.i) is not None]  # fmt: skip
    own = around.owners or around.doer
    if len(partners) < 2 or not own:
        return []
    found = []
    for partner in partners:
        target = without(scene.discourse.actors(scene.tree, partner), own)
        if target:
            event = phrase.event(own[:1], target[:1])
            event.reciprocal, event.words = True, [noun, partner]
            found.append(event)
    return found


def _read_joint(phrase: Phrase) -> Candidate | None:
    """Read a noun whose parties do it together: `talks between A and B`, `B's deal with C`."""
    source, target = split_parties(_joint_parties(phrase))
    if not target and phrase.frame.item is Item.EXERCISE and _is_exercise(phrase):
        return _show_of_force(phrase, source)
    if not target or (phrase.frame.item is Item.EXERCISE and not _is_exercise(phrase)):
        return None
    event = phrase.event(source, target)
    event.reciprocal = True
    return event


def _show_of_force(phrase: Phrase, source: Actors) -> Candidate | None:
    """Read `A's drills around B`: what one does alone at another's door."""
    target = without(phrase.around.at("around", "near", "off", "along", "in", "at"), source)
    target = target or without(phrase.around.at("against", "over"), source)
    if not source or not target:
        return None
    return replace(phrase, frame=_SHOW).event(source, target)


def _joint_parties(phrase: Phrase) -> Actors:
    """Return who does something together; two behind `between` are all."""
    around = phrase.around
    between = around.at("between", "among")
    if len(states_of(between)) > 1:
        return between
    parties = (*between, *around.at("by"), *around.owners, *around.doer, *around.at("with"))
    if operator_verb(phrase.scene, phrase.noun) is not None:
        parties = (*parties, *around.at("to"))
    if phrase.frame.type is EventType.CONSULT:
        # "the meeting of Kim and Putin", but never "the talks of Vienna".
        parties += tuple(actor for actor in around.at("of") if actor != country(actor))
    return parties


def _is_exercise(phrase: Phrase) -> bool:
    """Return whether an exercise is a military one: never `an exercise in futility`."""
    tree, noun = phrase.scene.tree, phrase.noun
    adjectives = tree.children(noun.i, Role.ADJECTIVE)
    return (
        noun.tag in {"NNS", "DT"}
        or mode_of(tree, [noun], phrase.scene.lexicon) is not None
        or any(child.base == "joint" for child in adjectives)
    )


def _read_visit(phrase: Phrase) -> Candidate | None:
    """Read `A's visit to B`; its host is a state."""
    around = phrase.around
    source = (around.owners or around.at("by", "of") or around.doer)[:1]
    target = without(around.at("to", "in"), source)
    hosts = tuple(actor for actor in target if actor == country(actor)) or target
    return phrase.event(source, hosts[:1]) if source and hosts else None


def _read_transfer(phrase: Phrase) -> Candidate | None:
    """Read `A's delivery of X to B`, `arms sales to B`, `supplies from A`."""
    around = phrase.around
    target = around.at("to", "for") or _behind_goods(phrase)
    source = phrase.sender(target)
    is_sale = phrase.frame.type is EventType.COOPERATE
    is_carried = around.verb is not None or operator_verb(phrase.scene, phrase.noun) is not None
    if not around.goods and (is_sale or not is_carried):
        return None
    if not source and around.goods:
        source = phrase.scene.pair_partner(
            target
        )  # "deliveries of the S-400 to India have begun"
    return phrase.event(source, target) if source and target else None


def _behind_goods(phrase: Phrase) -> Actors:
    """Return the receiver that the parser hangs on the goods: `deliveries of shells to B`."""
    scene = phrase.scene
    goods = [word for name, word in scene.tree.prepositions(phrase.noun.i) if name == "of"]
    inner = [deep for word in goods for name, deep in scene.tree.prepositions(word.i)
             if name == "to" and deep.is_nominal]  # fmt: skip
    return scene.groups(inner)


def _read_acquire(phrase: Phrase) -> Candidate | None:
    """Read `B's purchase of X from A`."""
    around = phrase.around
    source = around.at("from")
    target = without(around.at("by"), source) or without(around.owners, source)
    target = target or without(around.doer, source)
    if not source:
        source = _origin(phrase)
        target = without(target, source)
    return phrase.event(source, target) if source and target else None


def _origin(phrase: Phrase) -> Actors:
    """Return whose goods are bought: `purchases of North Korean shells`."""
    preps = phrase.scene.tree.prepositions(phrase.noun.i)
    return phrase.scene.modifiers_of([word for name, word in preps if name == "of"])


def _read_support(phrase: Phrase) -> Candidate | None:
    """Read `Chinese food aid to B`, `A's support for B`: help with goods, or backing in words."""
    target = phrase.around.at("to", "for", "of")
    if not target and (giver := phrase.around.at("from")):
        target = without(phrase.around.owners, giver)  # "Angola's credit line from Brazil"
    source = phrase.sender(target)
    is_help = phrase.noun.base in phrase.scene.lexicon.words["material_help"]
    is_material = is_help or bool(phrase.around.goods) or phrase.frame.item is not None
    if not target and is_material and _has_stated_doer(phrase):
        target = other_at_hand(phrase.scene, phrase.noun, source)  # "American aid", in Cairo
    if not source or not target:
        return None
    event = phrase.event(source, target)
    if not phrase.around.goods and event.mode is None and not is_help:
        event.type = EventType.SUPPORT
    return event


def _read_act(phrase: Phrase) -> Candidate | None:
    """Read `A's invasion of B`, `sanctions on B`, `warnings by A about a deal of B and C`."""
    around, kind = phrase.around, phrase.frame.type
    source, target = _sides(phrase)
    source = without(source, target) or without(around.owners, target)
    source = source or without(around.doer, target)
    target = without(target, source)
    if kind is EventType.PROTEST and not source:
        source = without(around.at("in", "across"), target)  # "protests in Hanoi against B"
    if not target and kind in _ABOUT:
        target = without(_parties_about(phrase), source)
    if not target and kind in _ON_OTHERS and _has_stated_doer(phrase):
        target = other_at_hand(phrase.scene, phrase.noun, source)
    is_shot = kind is EventType.MOBILIZE and bool(around.goods)
    if is_shot and around.owners and not target:
        return phrase.event(source, target)  # "A's launch of a missile"
    is_known = bool(source) or kind in {EventType.SANCTION, EventType.ASSAULT}
    if not target or not is_known or _is_setting(phrase):
        return None
    return phrase.event(source, target)


def _has_stated_doer(phrase: Phrase) -> bool:
    """Return whether a noun says whose act it is: `Cairo's`, `Egyptian`; `Mali sanctions` hit Mali."""
    if phrase.around.at(*_SOURCE_AT):
        return True
    if phrase.frame.type is EventType.REQUEST and phrase.around.at("of"):
        return True  # "at the request of Bamako"
    owners = phrase.scene.tree.children(phrase.noun.i, Role.POSSESSOR, Role.ADJECTIVE)
    return bool(owners) and bool(phrase.around.owners)


def _sides(phrase: Phrase) -> tuple[Actors, Actors]:
    """Return source and target of an act as the prepositions tell them."""
    around = phrase.around
    inside = around.at("of")
    if phrase.frame.type is EventType.RETREAT and inside:
        return inside, around.at("from", "out of")  # "the withdrawal of A's troops from B"
    target = next((found for tier in _TARGET_TIERS if (found := around.at(*tier))), ())
    source = around.at(*_SOURCE_AT)
    if phrase.frame.of == "target":
        return source, target or inside
    return source or without(inside, target), target


def _is_setting(phrase: Phrase) -> bool:
    """Return whether a war is only the scene of something: `in the Ukraine conflict`."""
    wars = phrase.scene.lexicon.words["war_nouns"]
    return phrase.noun.base in wars and phrase.noun.role is Role.PREP_OBJECT


def _parties_about(phrase: Phrase) -> Actors:
    """Return whom a warning is about: the first group of parties below `about` or `over`."""
    scene = phrase.scene
    for name, word in scene.tree.prepositions(phrase.noun.i):
        if name in {"about", "over", "of", "against", "for"}:
            for inner in scene.tree.governed(word.i):
                actors = scene.group(inner) if inner.role is Role.PREP_OBJECT else ()
                if actors:
                    return actors
    return ()


def _read_access(phrase: Phrase) -> Candidate | None:
    """Read `access for B to X from A`: who lets, and who gets in."""
    source, target = phrase.around.at("from", "by"), phrase.around.at("for")
    return phrase.event(source, target) if source and target else None


Reader = Callable[[Phrase], Candidate | None]
READERS: dict[str, Reader] = {
    "meet": _read_joint,
    "joint": _read_joint,
    "visit": _read_visit,
    "transfer": _read_transfer,
    "acquire": _read_acquire,
    "support": _read_support,
    "act": _read_act,
    "access": _read_access,
}
