"""Events that a verb names: one reader per frame pattern."""

from collections.abc import Callable
from dataclasses import replace

from tocsin.coding.candidate import (
    ACT_TYPES,
    ECHO_REACH,
    TIE_TYPES,
    Candidate,
    Scene,
    nominal,
    split_parties,
    without,
)
from tocsin.coding.grammar import bare_lemma, Arguments, arguments, is_negated, lemma_of, relied_on
from tocsin.coding.items import items_of, mode_of, modifier_items
from tocsin.coding.lexicon import Frame, PhraseFrame
from tocsin.coding.reference import Actors
from tocsin.coding.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.ids import country
from tocsin.model.vocabulary import EventType, Item, Stance

Reader = Callable[[Scene, Word, Frame, Arguments], Candidate | None]

_MILITARY = frozenset(
    {Item.MUNITIONS, Item.WEAPONS, Item.TROOPS, Item.MILITARY_TECHNOLOGY,
     Item.NAVAL_TECHNOLOGY, Item.EXERCISE}
)  # fmt: skip
_SUPPORT_NOUNS = frozenset("support aid assistance help backing relief supply package".split())
_PLACE_VERBS = frozenset("go come head return depart arrive fly journey travel".split())


def verb_events(scene: Scene) -> list[Candidate]:
    """Return the events that the verbs of a sentence name."""
    found = []
    for word in scene.tree.words:
        if word.pos in {"VERB", "AUX"} and (event := _verb_event(scene, word)) is not None:
            found.append(event)
    return found


def _verb_event(scene: Scene, verb: Word) -> Candidate | None:
    """Return the event that one verb names, by its object first, then by its own frame."""
    lemma = lemma_of(scene.tree, verb)
    roles = arguments(scene.tree, verb, scene.lexicon)
    phrase = _phrase(scene, verb, lemma, roles)
    if phrase is not None:
        return _read_phrase(scene, verb, phrase.frame, roles)
    if (denied := _denied_echo(scene, verb, roles)) is not None:
        return denied
    frame = scene.lexicon.verbs.get(lemma) or scene.lexicon.verbs.get(
        bare_lemma(scene.tree, verb)
    )
    if frame is None or frame.needs:
        return None
    event = _READERS[frame.pattern](scene, verb, frame, roles)
    other = scene.lexicon.second.get(lemma) if event is None else None
    return event or (_READERS[other.pattern](scene, verb, other, roles) if other is not None else None)


def _denied_echo(scene: Scene, verb: Word, roles: Arguments) -> Candidate | None:
    """Return the event that is denied by `denied it`, `rejects the accusation`, `called it a lie`."""
    words = scene.lexicon.words
    lemma = verb.lemma.lower()
    if (
        scene.lexicon.reporting.get(lemma) is not Stance.DENIES
        and lemma not in words["denying_with_report"]
    ):
        return None
    what = next((word for word in roles.objects if _points_back(scene, word)), None)
    source = scene.group(roles.subject)
    is_undenied = is_negated(scene.tree, verb, scene.lexicon) or "neither" in {
        word.lemma.lower() for word in scene.tree.words[: verb.i]
    }
    if what is None or not source or is_undenied:
        return None
    states = {country(actor) for actor in source}
    for event in reversed(scene.past[-ECHO_REACH:]):
        if states & event.parties and len(event.parties) > 1 and not event.is_echo:
            return replace(event, anchor=what, carrier=what, words=[what, verb], is_echo=True)
    return None


def _points_back(scene: Scene, word: Word) -> bool:
    """Return whether a denied thing is something said before: `it`, `the accusation`."""
    if word.lemma.lower() in {"it", "this", "that"}:
        return True
    is_report = word.lemma.lower() in scene.lexicon.words["report_nouns"]
    return (
        is_report
        and not scene.tree.children(word.i, *CLAUSE_ROLES)
        and not any(name == "of" for name, _ in scene.tree.prepositions(word.i))
    )


def _phrase(scene: Scene, verb: Word, lemma: str, roles: Arguments) -> PhraseFrame | None:
    """Return the frame that a verb and its object noun make together."""
    nouns = {
        part.lemma.lower() for word in roles.objects for part in scene.tree.conjuncts(word.i)
    }
    if not nouns:
        return None
    for phrase in scene.lexicon.phrases:
        if nouns & phrase.nouns and (
            lemma in phrase.verbs or verb.lemma.lower() in phrase.verbs
        ):
            return None if _is_delivery(scene, lemma, phrase, roles) else phrase
    return None


def _is_delivery(scene: Scene, lemma: str, phrase: PhraseFrame, roles: Arguments) -> bool:
    """Return whether arms are sent to somebody and not into position: `send jets to Ukraine`."""
    is_sending = lemma == "send" and phrase.frame.type is EventType.MOBILIZE
    return is_sending and bool([*roles.recipients, *roles.behind("to")])


def _read_phrase(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Return the event of a verb and noun: `lift sanctions on`, `release intelligence`."""
    source = scene.group(roles.subject)
    target = _phrase_target(scene, roles, source)
    items = (frame.item,) if frame.item else ()
    event = _candidate(scene, verb, frame, roles, source=source, target=target, items=items)
    if frame.mode == "disclosure" and not target:
        event.target = without(_purpose_parties(scene, verb), source)
    if not event.target:
        event.target = without(_dependant(scene, verb), source)
    if (
        not event.target
        and frame.type in {EventType.RETREAT, EventType.SANCTION}
        and not frame.mode
    ):
        event.target = _sole_other(scene, scene.tree.words, source)
    if frame.type is EventType.AGREE:
        return _agreement(scene, event, roles)
    if not event.target and frame.type in _MUTUAL:
        event.source, event.target = split_parties(source)
        event.reciprocal = True
    return event if event.source and (event.target or frame.type in _ONE_SIDED) else None


_MUTUAL = frozenset({EventType.SUPPORT, EventType.SANCTION, EventType.RETREAT})
_ONE_SIDED = frozenset({EventType.MOBILIZE, EventType.REJECT})


def _phrase_target(scene: Scene, roles: Arguments, source: Actors) -> Actors:
    """Return whom a phrase is about: behind a preposition, else a modifier of its noun."""
    for names in _PHRASE_TIERS:
        if target := scene.reach(nominal(roles.behind(*names)), source):
            return target
    own = [actor for word in roles.objects for actor in scene.modifiers(word)]
    return without(tuple(dict.fromkeys(own)), source)


_PHRASE_TIERS = (
    ("on", "against", "to", "with", "from", "out of", "into", "of"),
    ("toward", "towards", "near", "off", "along", "around", "inside", "in", "at", "for"),
)


def _purpose_parties(scene: Scene, verb: Word) -> Actors:
    """Return whom a disclosure aims at: the parties of what it is meant to discourage."""
    for clause in scene.tree.children(verb.i, Role.ADVERBIAL_CLAUSE):
        objects = scene.tree.children(clause.i, Role.OBJECT)
        if named := scene.groups(objects):
            return named
        if objects and (event := scene.echo_pair(TIE_TYPES)) is not None:
            return (*event.source, *event.target)
    return ()


def _agreement(scene: Scene, event: Candidate, roles: Arguments) -> Candidate | None:
    """Return a signed deal: its parties are the subjects and those behind `with`."""
    inside = [word for noun in roles.objects for name, word in scene.tree.prepositions(noun.i)
              if name in {"between", "with"}]  # fmt: skip
    parties = (
        *event.source,
        *scene.groups(nominal(roles.behind("with", "between"))),
        *scene.groups(inside),
    )
    event.source, event.target = split_parties(parties)
    event.reciprocal = True
    event.items = tuple(item for word in roles.objects
                        for item in modifier_items(scene.tree, word, scene.lexicon))  # fmt: skip
    return event if event.target else None


def _candidate(
    scene: Scene,
    verb: Word,
    frame: Frame,
    roles: Arguments,
    *,
    source: Actors,
    target: Actors,
    items: tuple[Item, ...] = (),
) -> Candidate:
    """Return a candidate with its mode and the words that fill its roles."""
    words = [
        verb,
        *roles.objects,
        *roles.recipients,
        *nominal([word for _, word in roles.preps]),
    ]
    if roles.subject is not None:
        words.append(roles.subject)
    mode = frame.mode or ("military" if set(items) & _MILITARY else None)
    mode = mode or mode_of(scene.tree, roles.objects, scene.lexicon)
    return Candidate(
        anchor=verb,
        carrier=verb,
        type=frame.type,
        mode=mode,
        source=source,
        target=target,
        items=items,
        words=words,
    )


def _goods(scene: Scene, roles: Arguments) -> tuple[Item, ...]:
    """Return the goods among the objects of a verb, each once."""
    tree, lexicon = scene.tree, scene.lexicon
    return tuple(
        dict.fromkeys(item for word in roles.objects for item in items_of(tree, word, lexicon))
    )


def _is_support(scene: Scene, roles: Arguments) -> bool:
    """Return whether an object is help in general: `military support`, `supplies`."""
    return any(part.lemma.lower() in _SUPPORT_NOUNS
               for word in roles.objects for part in scene.tree.conjuncts(word.i))  # fmt: skip


def _transfer(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A gives goods to B`, `A gives B goods`, `A provides B with goods`."""
    items = _goods(scene, roles)
    source = scene.group(roles.subject)
    if not items:
        items = _goods_behind_with(scene, roles)
        target = scene.groups(roles.objects) if items else _receivers(scene, roles)
    else:
        target = _receivers(scene, roles)
    if not items and not _is_support(scene, roles) and not _is_thing(scene, verb, roles):
        return None
    if items and not target and (giver := scene.groups(nominal(roles.behind("from")))):
        # "could lease submarines from China": the subject gets, and does not give.
        return _candidate(scene, verb, frame, roles, source=giver, target=source, items=items)
    if not target and verb.lemma.lower() in {"share", "exchange", "swap"}:
        return _shared(scene, verb, roles, items)
    source = source or without(scene.groups(nominal(roles.behind("from"))), target)
    target = target or _dependant(scene, verb) or _beneficiary(scene, verb)
    target = without(target or _other_party(scene, verb, source, items), source)
    event = _candidate(scene, verb, frame, roles, source=source, target=target, items=items)
    if Item.INTELLIGENCE in items and verb.lemma.lower() in {"share", "exchange"}:
        event.type = EventType.COOPERATE
    return event if target and (source or roles.is_passive) else None


def _shared(
    scene: Scene, verb: Word, roles: Arguments, items: tuple[Item, ...]
) -> Candidate | None:
    """Read `A and B share goods`."""
    source, target = split_parties(scene.group(roles.subject))
    if not target:
        return None
    frame = Frame("joint", EventType.COOPERATE)
    event = _candidate(scene, verb, frame, roles, source=source, target=target, items=items)
    event.reciprocal = True
    return event


def _is_thing(scene: Scene, verb: Word, roles: Arguments) -> bool:
    """Return whether an object is a thing that can be handed over, though not on the list.

    `delivered vaccines to`, but not `sent a message to` or `gave a speech to`.
    """
    if verb.lemma.lower() not in _HANDING or not roles.objects:
        return False
    nouns = [part for word in roles.objects for part in scene.tree.conjuncts(word.i)]
    return all(
        part.pos == "NOUN"
        and part.lemma.lower() not in _INTANGIBLE
        and part.lemma.lower() not in scene.lexicon.nouns
        and not scene.discourse.role_kind(scene.tree, part)
        for part in nouns
    )


_HANDING = frozenset(
    "supply deliver ship donate airlift export sell provide grant give send import buy purchase".split()
)
_INTANGIBLE = frozenset(
    "message signal letter team delegation envoy statement reason chance opportunity assurance "
    "guarantee answer response condolence congratulation information greeting access way time "
    "impression example proof evidence detail update speech interview lesson warning word rise "
    "birth priority room hope boost voice vote place advantage incentive shelter asylum pretext "
    "cover platform framework basis space glimpse insight explanation figure estimate order "
    "instruction note card gift wave shockwave shudder thing share stake citizenship visa "
    "permission approval consent right licence license status recognition independence autonomy".split()
)


def _receivers(scene: Scene, roles: Arguments) -> Actors:
    """Return who gets something: without preposition, else behind `to`, `for`, `with`, `into`."""
    found = scene.groups(roles.recipients) or _buried_receiver(scene, roles)
    for names in (("to", "into"), ("for", "with")):
        found = found or scene.groups(nominal(roles.behind(*names)))
    if not found:
        inside = nominal(roles.behind("to", "for"))
        found = tuple(
            dict.fromkeys(actor for word in inside for actor in scene.modifiers(word))
        )
    return found


def _buried_receiver(scene: Scene, roles: Arguments) -> Actors:
    """Return the receiver that the parser took for part of the goods: `sell Russia shells`.

    Only a state's name right behind the verb: `Russian shells` are goods, `Russia shells` not.
    """
    for word in roles.objects:
        for child in scene.tree.children(word.i, Role.COMPOUND, Role.ADJECTIVE):
            mention = scene.discourse.mention(child.i)
            is_name = mention is not None and mention.kind in {"name", "old", "code", "capital"}
            before = scene.tree.words[mention.start - 1] if mention and mention.start else None
            if is_name and mention is not None and before is not None and before.is_verb:
                return (mention.actor,)
    return ()


def _goods_behind_with(scene: Scene, roles: Arguments) -> tuple[Item, ...]:
    """Return the goods of `provide B with goods`."""
    behind = nominal(roles.behind("with"))
    return tuple(dict.fromkeys(item for word in behind
                               for item in items_of(scene.tree, word, scene.lexicon)))  # fmt: skip


def _dependant(scene: Scene, verb: Word) -> Actors:
    """Return who relies on the giver: `A relies on B to provide goods`."""
    tree = scene.tree
    head = tree.head(tree.first_conjunct(verb))
    if head is None or not head.is_verb:
        return ()
    is_reliance = relied_on(tree, head) is not None
    return scene.group(tree.child(head.i, Role.SUBJECT)) if is_reliance else ()


def _other_party(scene: Scene, verb: Word, source: Actors, items: tuple[Item, ...]) -> Actors:
    """Return the one other state of the sentence, as the receiver that goes without saying.

    `Its launches failed, and Russia could share rocket technology`: only with goods named, and
    only where no second candidate stands before the verb.
    """
    has_goal = any(name in {"to", "for", "into"} for name, _ in scene.tree.prepositions(verb.i))
    if not items or has_goal:
        return ()
    return _sole_other(scene, scene.tree.words[: verb.i], source) or _pair_partner(scene, source)


def _pair_partner(scene: Scene, source: Actors) -> Actors:
    """Return the other party of the pair that the text is about: `Russia could send food first`."""
    pair, states = scene.discourse.pair, {country(actor) for actor in source}
    others = [actor for actor in pair if actor not in states]
    return tuple(others) if len(others) == 1 and len(pair) == 2 else ()


def _sole_other(scene: Scene, among: tuple[Word, ...], source: Actors) -> Actors:
    """Return the one other state that some words name; nothing where there are several."""
    if not source:
        return ()
    before = [word for word in among
              if word.pos in {"PROPN", "PRON", "NOUN"} and word.role in _ACTING]  # fmt: skip
    found = {
        country(actor) for word in before for actor in scene.discourse.actors(scene.tree, word)
    }
    others = found - {country(actor) for actor in source}
    return tuple(others) if len(others) == 1 else ()


_ACTING = frozenset({Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT, Role.RECIPIENT, Role.POSSESSOR})


def _beneficiary(scene: Scene, verb: Word) -> Actors:
    """Return whom a transfer without a receiver is to help: `supply arms to support B's war`."""
    for clause in scene.tree.children(verb.i, Role.ADVERBIAL_CLAUSE, Role.OPEN_COMPLEMENT):
        frame = scene.lexicon.verbs.get(clause.lemma.lower())
        if frame is not None and frame.type in {EventType.SUPPORT, EventType.AID}:
            return scene.acted_on(scene.tree.children(clause.i, Role.OBJECT), ())
    return ()


def _acquire(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `B gets goods from A`; an object that is an act itself keeps its own type."""
    target = scene.group(roles.subject)
    items = _goods(scene, roles)
    source = scene.groups(nominal(roles.behind("from")))
    if not source:
        source = tuple(actor for word in roles.objects for actor in scene.modifiers(word))
    source = without(source, target)
    named = _noun_frame(scene, roles)
    if not source or not target or not (items or named or _is_support(scene, roles)):
        return _hosting(scene, verb, roles)
    chosen = named if named is not None and not items else frame
    return _candidate(scene, verb, chosen, roles, source=source, target=target, items=items)


def _hosting(scene: Scene, verb: Word, roles: Arguments) -> Candidate | None:
    """Read `A received B` as a visit where B is a person or delegation."""
    if verb.lemma.lower() != "receive":
        return None
    return _host(scene, verb, Frame("host", EventType.CONSULT), roles)


def _noun_frame(scene: Scene, roles: Arguments) -> Frame | None:
    """Return the frame of an object noun that names an act: `win concessions from`."""
    for word in roles.objects:
        frame = scene.lexicon.nouns.get(word.lemma.lower())
        if frame is not None and frame.pattern in {"act", "support"}:
            return frame
    return None


def _equip(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A arms B`, `A funds B's programme`, with goods behind `with` or `by providing`."""
    source = scene.group(roles.subject)
    target = scene.acted_on(roles.objects, source)
    items = (*_goods_behind_with(scene, roles), *_means(scene, verb))
    items = items or ((frame.item,) if frame.item else ())
    if not target or not (source or roles.is_passive):
        return None
    return _candidate(scene, verb, frame, roles, source=source, target=target, items=items)


def _means(scene: Scene, verb: Word) -> tuple[Item, ...]:
    """Return the goods by which something is done: `support it by providing oil`."""
    found: list[Item] = []
    for name, clause in scene.tree.prepositions(verb.i):
        if name == "by" and clause.is_verb:
            for word in scene.tree.children(clause.i, Role.OBJECT):
                found.extend(items_of(scene.tree, word, scene.lexicon))
    return tuple(dict.fromkeys(found))


def _act(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A does it to B`, with B as object, behind a preposition, or as owner of the object."""
    source = scene.group(roles.subject)
    target = scene.acted_on(roles.objects, source)
    if not target and frame.preps:
        target = scene.acted_on(nominal(roles.behind(*frame.preps)), source)
    if not target and roles.objects and frame.type in _ABOUT_ACTS:
        target = without(_parties_of_acts(scene, roles.objects[0]), source)
    items = _means(scene, verb) if frame.type is EventType.SUPPORT else ()
    if frame.reciprocal and not target:
        source, target = split_parties(source)
    may_lack_source = roles.is_passive and frame.type in _BY_UNKNOWN
    if not target or not (source or may_lack_source):
        return None
    event = _candidate(scene, verb, frame, roles, source=source, target=target, items=items)
    if items:
        event.type = EventType.AID
    event.reciprocal = frame.reciprocal
    return event


# What may be done to somebody by nobody named: "was attacked", "has been sanctioned".
_BY_UNKNOWN = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.AID})
_ABOUT_ACTS = frozenset({EventType.REJECT, EventType.ACCUSE, EventType.SUPPORT})
_GENERAL_ACTS = frozenset(
    "activity move step action exercise drill deal agreement plan visit".split()
)


def _parties_of_acts(scene: Scene, word: Word) -> Actors:
    """Return who is behind an act that is opposed or praised: `drills that Kim opposes`."""
    if word.lemma.lower() not in _GENERAL_ACTS:
        return ()
    event = scene.echo_here(ACT_TYPES) or scene.echo_pair(ACT_TYPES) or scene.echo(ACT_TYPES)
    return (*event.source, *event.target) if event is not None else ()


def _ask(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A asks B to …`, `A demands goods from B`."""
    source = scene.group(roles.subject)
    target = without(scene.groups(roles.objects), source)
    if target and verb.lemma.lower() == "call" and not roles.behind("on", "for", "upon"):
        return _called(scene, verb, roles, source, target)
    if not target:
        target = without(scene.groups(nominal(roles.behind(*frame.preps))), source)
    if not target and (clause := scene.tree.child(verb.i, Role.COMPLEMENT)) is not None:
        target = without(scene.group(scene.tree.child(clause.i, Role.SUBJECT)), source)
    if not source or not target:
        return None
    items = _goods(scene, roles)
    return _candidate(scene, verb, frame, roles, source=source, target=target, items=items)


def _called(
    scene: Scene, verb: Word, roles: Arguments, source: Actors, target: Actors
) -> Candidate | None:
    """Read `A called B` as a telephone call, unless A calls B something."""
    is_naming = (
        scene.tree.children(verb.i, Role.PREDICATIVE, Role.COMPLEMENT) or len(roles.objects) > 1
    )
    if is_naming or not source:
        return None
    frame = Frame("meet", EventType.CONSULT)
    return _candidate(scene, verb, frame, roles, source=source, target=target)


def _leave(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A's troops left B`."""
    kind = (
        scene.discourse.role_kind(scene.tree, roles.subject)
        if roles.subject is not None
        else ""
    )
    source = scene.group(roles.subject)
    target = without(scene.groups(roles.objects), source)
    if kind != "military" or not source or not target:
        return None
    return _candidate(scene, verb, frame, roles, source=source, target=target)


def _meet(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A meets B`, `A and B met`, `A talks with B`."""
    subject = scene.group(roles.subject)
    objects = (
        scene.groups(roles.objects) if verb.lemma.lower() not in {"discuss", "speak"} else ()
    )
    others = (*objects, *scene.groups(nominal(roles.behind(*frame.preps))))
    return _reciprocal(scene, verb, frame, roles, (*subject, *others))


def _reciprocal(
    scene: Scene, verb: Word, frame: Frame, roles: Arguments, parties: Actors
) -> Candidate | None:
    """Return an event that its parties do together; None for fewer than two."""
    source, target = split_parties(parties)
    if not target:
        return None
    items = _goods(scene, roles) if frame.pattern == "joint" else ()
    event = _candidate(scene, verb, frame, roles, source=source, target=target, items=items)
    event.reciprocal = True
    if verb.lemma.lower() in {"drill", "exercise", "patrol"}:
        event.items = (Item.EXERCISE,)
    return event


def _visit(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A visits B`, `A travels to a place in B`."""
    source = scene.group(roles.subject)
    target = scene.groups(roles.objects) if verb.lemma.lower() not in _PLACE_VERBS else ()
    target = target or scene.groups(nominal(roles.behind(*frame.preps)))
    target = tuple(actor for actor in without(target, source) if actor == country(actor))
    is_person = roles.subject is not None and _is_animate(scene, roles.subject)
    if not source or not target or not is_person:
        return None
    return _candidate(scene, verb, frame, roles, source=source, target=target)


def _is_animate(scene: Scene, word: Word) -> bool:
    """Return whether a subject can travel: persons, pronouns, delegations, warships."""
    mention = scene.discourse.mention(word.i)
    if word.pos in {"PRON", "PROPN"} or word.entity == "PERSON":
        return mention is None or mention.kind not in {"body"}
    kind = scene.discourse.role_kind(scene.tree, word)
    return bool(kind) and kind != "private"


def _host(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A hosted B`, `A hosted talks between B and C`."""
    source = scene.group(roles.subject)
    target = without(scene.groups(roles.objects), source)
    if not source or not target or not any(_is_animate(scene, word) for word in roles.objects):
        return None
    return _candidate(scene, verb, frame, roles, source=source, target=target)


def _agree(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A and B agreed to …`, `A agreed with B`; a promise of goods is their transfer."""
    if _goods(scene, roles) or _is_support(scene, roles):
        promised = Frame("transfer", EventType.AID)
        return _transfer(scene, verb, promised, roles)
    others = scene.groups(nominal(roles.behind("with")))
    return _reciprocal(scene, verb, frame, roles, (*scene.group(roles.subject), *others))


def _joint(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A and B cooperate`, `A works with B`."""
    others = scene.groups(nominal(roles.behind("with")))
    if verb.lemma.lower() == "work" and not others:
        return None
    return _reciprocal(scene, verb, frame, roles, (*scene.group(roles.subject), *others))


def _tolerate(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A overlooks B's breach`: A covers for B."""
    source = scene.group(roles.subject)
    target = scene.acted_on(roles.objects, source) or without(_dependant(scene, verb), source)
    if not source or not target:
        return None
    items = (Item.DIPLOMATIC_COVER,)
    event = _candidate(scene, verb, frame, roles, source=source, target=target, items=items)
    event.mode = "diplomatic"
    return event


def _play_off(scene: Scene, verb: Word, frame: Frame, roles: Arguments) -> Candidate | None:
    """Read `A plays B off against C`."""
    source = scene.group(roles.subject)
    others = nominal(roles.behind("against", "off against"))
    target = without((*scene.groups(roles.objects), *scene.groups(others)), source)
    if not source or len(target) < 2:
        return None
    return _candidate(scene, verb, frame, roles, source=source, target=target)


_READERS: dict[str, Reader] = {
    "transfer": _transfer,
    "acquire": _acquire,
    "equip": _equip,
    "act": _act,
    "ask": _ask,
    "meet": _meet,
    "visit": _visit,
    "host": _host,
    "agree": _agree,
    "joint": _joint,
    "tolerate": _tolerate,
    "play_off": _play_off,
    "leave": _leave,
}
