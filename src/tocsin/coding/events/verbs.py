"""Events that a verb names: the pattern of its frame chooses who reads it."""

from collections.abc import Callable
from dataclasses import replace

from tocsin.coding.events.acts import (
    read_act,
    read_ask,
    read_leave,
    read_must,
    read_play_off,
    read_quit,
    read_tolerate,
)
from tocsin.coding.events.candidate import Candidate, states_of
from tocsin.coding.events.clause import Clause
from tocsin.coding.events.meetings import (
    read_host,
    read_joint,
    read_meet,
    read_together,
    read_visit,
)
from tocsin.coding.events.opinions import read_verdict
from tocsin.coding.events.phrases import TIMES, find_phrase, read_phrase
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.transfers import (
    read_acquire,
    read_agree,
    read_arrive,
    read_equip,
    read_transfer,
)
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.grammar import Arguments, arguments, bare_lemma, is_negated, lemma_of
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.vocabulary import EventType, Stance

Reader = Callable[[Clause], Candidate | None]
READERS: dict[str, Reader] = {
    "transfer": read_transfer,
    "acquire": read_acquire,
    "equip": read_equip,
    "act": read_act,
    "ask": read_ask,
    "meet": read_meet,
    "visit": read_visit,
    "host": read_host,
    "agree": read_agree,
    "joint": read_joint,
    "tolerate": read_tolerate,
    "play_off": read_play_off,
    "leave": read_leave,
    "quit": read_quit,
    "together": read_together,
    "teach": read_equip,
    "arrive": read_arrive,
}


def verb_events(scene: Scene) -> list[Candidate]:
    """Return the events that the verbs of a sentence name."""
    # A participle before its noun tells what the noun is, and no act: "the captured pilot".
    verbs = (word for word in scene.tree.words
             if word.is_verb and word.role not in {Role.ADJECTIVE, Role.COMPOUND})  # fmt: skip
    found = (_verb_event(scene, word) for word in verbs)
    return [event for event in found if event is not None]


def _verb_event(scene: Scene, verb: Word) -> Candidate | None:
    """Return the event that one verb names, by its object first, then by its own frame."""
    lemmas = _lemmas(scene, verb)
    roles = arguments(scene.tree, verb, scene.lexicon)
    if (verdict := read_verdict(scene, verb, roles)) is not None:
        return verdict
    phrase = find_phrase(scene, verb, lemmas, roles)
    if phrase is not None:
        pattern = phrase.frame.pattern
        reader = read_phrase if pattern == "act" else READERS[pattern]
        event = reader(Clause(scene, verb, phrase.frame, roles))
        if event is not None or pattern == "act":
            return event
    if (denied := _denied_echo(scene, verb, roles)) is not None:
        return denied
    for frame in _frames(scene, verb, lemmas, roles):
        event = READERS[frame.pattern](Clause(scene, verb, frame, roles))
        if event is not None:
            return event
    return read_must(Clause(scene, verb, _UNKNOWN, roles))


_UNKNOWN = Frame("", EventType.REQUEST)


def _lemmas(scene: Scene, verb: Word) -> list[str]:
    """Return the forms by which lists may know a verb: with particle, with preposition, bare.

    A particle is often parsed as an adverb (`pulled back`) and a preposition that belongs to
    the verb as any other (`spied on`): they count where a list has the verb with them.
    """
    tree, known = scene.tree, scene.lexicon.known_verbs
    found = [lemma_of(tree, verb)]
    after = [child for child in tree.children(verb.i, Role.ADVERB, Role.PREPOSITION)
             if verb.i < child.i and not _is_before_time(scene, child)]  # fmt: skip
    joined = [f"{verb.base}_{child.base}" for child in after]
    found += [lemma for lemma in joined if lemma in known]
    found.append(bare_lemma(tree, verb, scene.lexicon))
    return list(dict.fromkeys(lemma for lemma in found if lemma))


def _is_before_time(scene: Scene, prep: Word) -> bool:
    """Return whether a preposition belongs to a day and not to the verb: `fired on Tuesday`."""
    return any(word.entity in TIMES for word in scene.tree.children(prep.i, Role.PREP_OBJECT))


def _frames(scene: Scene, verb: Word, lemmas: list[str], roles: Arguments) -> list[Frame]:
    """Return the frames of a verb, in the order in which they are tried."""
    verbs, second = scene.lexicon.verbs, scene.lexicon.second
    found = [frame for lemma in lemmas if lemma in verbs
             for frame in (verbs[lemma], *second.get(lemma, ()))]  # fmt: skip
    if found and found[0].needs:
        return []
    if _is_light(scene, verb, roles):
        found = [frame for frame in found if frame.pattern not in _PLAIN]
    return found


_PLAIN = frozenset({"act", "visit", "joint", "together", "arrive", "agree"})


def _is_light(scene: Scene, verb: Word, roles: Arguments) -> bool:
    """Return whether a verb only carries the event noun that is its object.

    `hold talks`, `cancelled the sale`, `shelved plans to send`, `rejected reports that`.
    """
    lexicon, lemma = scene.lexicon, lemma_of(scene.tree, verb)
    nouns = {word.base for word in roles.objects}
    if lemma in lexicon.words["light"] or lexicon.operators.get(lemma) == "averted":
        return any(noun in lexicon.nouns or noun in lexicon.noun_operators for noun in nouns)
    is_denial = lexicon.reporting.get(lemma) is Stance.DENIES
    is_denial = is_denial or lemma in lexicon.words["denying_with_report"]
    return is_denial and bool(nouns & lexicon.words["report_nouns"])


def _denied_echo(scene: Scene, verb: Word, roles: Arguments) -> Candidate | None:
    """Return the event that is denied by `denied it`, `rejects the accusation`, `called it a lie`."""
    lexicon = scene.lexicon
    is_denial = lexicon.reporting.get(verb.base) is Stance.DENIES
    if not is_denial and verb.base not in lexicon.words["denying_with_report"]:
        return None
    what = next((word for word in roles.objects if _points_back(scene, word)), None)
    source = scene.group(roles.subject)
    if what is None or not source or _is_undenied(scene, verb):
        return None
    for event in scene.past.of_last_sentences(2):
        if states_of(source) & event.parties and len(event.parties) > 1 and not event.is_echo:
            return replace(event, anchor=what, carrier=what, words=[what, verb], is_echo=True)
    return None


def _is_undenied(scene: Scene, verb: Word) -> bool:
    """Return whether a denial is itself negated: `has not denied it`, `neither … nor denied it`."""
    before = scene.tree.words[: verb.i]
    return is_negated(scene.tree, verb, scene.lexicon) or any(
        word.base == "neither" for word in before
    )


def _points_back(scene: Scene, word: Word) -> bool:
    """Return whether a denied thing is something said before: `it`, `the accusation`."""
    words = scene.lexicon.words
    if word.base in words["pointers"]:
        return True
    has_content = bool(scene.tree.children(word.i, *CLAUSE_ROLES)) or any(
        name == "of" for name, _ in scene.tree.prepositions(word.i)
    )
    is_share = word.base in words["share_nouns"] and not has_content
    return is_share or (word.base in words["report_nouns"] and not has_content)
