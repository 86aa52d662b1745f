"""What a text says that somebody fears, wants, opposes or means to prevent."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.details.items import items_of
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.grammar import is_negated, subject_of
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Role, Word
from tocsin.model.claim import StakeMention
from tocsin.model.document import Document
from tocsin.model.ids import ActorId, country, digest
from tocsin.model.vocabulary import Attitude, EventType, Item

_TRANSFERS = frozenset(
    {EventType.AID, EventType.COOPERATE, EventType.SUPPORT, EventType.CONCEDE}
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who has an attitude, and the words that tell what it is about."""

    owners: Actors
    attitude: Attitude
    anchor: Word
    content: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What an attitude is about."""

    giver: ActorId | None = None
    receiver: ActorId | None = None
    items: tuple[Item, ...] = ()
    event_type: EventType | None = None


def find_stakes(
    scene: Scene, document: Document, events: list[Candidate]
) -> Iterator[StakeMention]:
    """Yield what a sentence says of somebody's fears and aims, one mention per stakeholder."""
    for word in scene.tree.words:
        found = _attribution(scene, word)
        if found is None or not found.owners:
            continue
        matter = _matter(scene, found, events)
        if matter is None:
            continue
        for state in dict.fromkeys(country(actor) for actor in found.owners):
            if state not in {matter.giver, matter.receiver} or found.attitude is Attitude.WANTS:
                yield _mention(scene, document, found, state, matter)


def _mention(
    scene: Scene, document: Document, found: Attribution, state: ActorId, matter: Matter
) -> StakeMention:
    """Return one mention; its quote is the whole sentence, as fears are told at length."""
    start, end = scene.tree.start, scene.tree.end
    parts = (document.id, start, end, state, found.attitude, matter)
    return StakeMention(
        id=digest("s", *parts),
        document=document.id,
        path=document.path,
        sentence=scene.tree.index,
        span=(start, end),
        quote=document.text[start:end],
        stakeholder=state,
        attitude=found.attitude,
        giver=matter.giver,
        receiver=matter.receiver,
        items=matter.items,
        event_type=matter.event_type,
    )


def _attribution(scene: Scene, word: Word) -> Attribution | None:
    """Return who has the attitude that a word names, and what it is about."""
    lemma, lexicon = word.base, scene.lexicon
    if word.pos == "NOUN" and lemma in lexicon.attitude_nouns:
        return _of_noun(scene, word, lexicon.attitude_nouns[lemma])
    if word.pos == "VERB" and lemma in lexicon.attitude_verbs:
        return _of_verb(scene, word, lexicon.attitude_verbs[lemma])
    if lemma in lexicon.attitude_adjectives and word.role is Role.PREDICATIVE:
        return _of_adjective(scene, word, lexicon.attitude_adjectives[lemma])
    return None


def _of_noun(scene: Scene, noun: Word, attitude: Attitude) -> Attribution | None:
    """Read `X's priority is to …`, `X's fears about …`, `alarm among X and Y`."""
    tree, words = scene.tree, scene.lexicon.words
    owners = scene.modifiers(noun)
    preps = tree.prepositions(noun.i)
    for name, word in preps:
        if name in words["stake_owners"] and not owners:
            owners = scene.group(word)
    content = [word for name, word in preps if name in words["stake_topics"]]
    content += tree.children(noun.i, *CLAUSE_ROLES)
    head = tree.head(noun)
    if head is not None and head.is_verb:
        if noun.role is Role.SUBJECT:
            content += _behind(scene, head)
        elif head.base in scene.lexicon.words["raising"]:
            subject = subject_of(tree, head, scene.lexicon)
            content += [subject] if subject is not None else []
    return Attribution(owners, attitude, noun, tuple(content))


def _behind(scene: Scene, verb: Word) -> list[Word]:
    """Return what a verb says of its subject: clauses, objects, what hangs on prepositions."""
    roles = (*CLAUSE_ROLES, Role.OBJECT, Role.PREDICATIVE)
    return [
        *scene.tree.children(verb.i, *roles),
        *(word for _, word in scene.tree.prepositions(verb.i)),
    ]


def _of_verb(scene: Scene, verb: Word, attitude: Attitude) -> Attribution | None:
    """Read `X fears that …`, `X wants to prevent …`, `X opposes …`; `has not opposed` is none."""
    if is_negated(scene.tree, verb, scene.lexicon):
        return None
    subject = subject_of(scene.tree, verb, scene.lexicon)
    owners = scene.group(subject) if subject is not None else ()
    return Attribution(owners, attitude, verb, tuple(_behind(scene, verb)))


def _of_adjective(scene: Scene, word: Word, attitude: Attitude) -> Attribution | None:
    """Read `X is worried about …`."""
    head = scene.tree.head(word)
    if head is None:
        return None
    subject = scene.tree.child(head.i, Role.SUBJECT)
    content = [
        *_behind(scene, word),
        *(item for item in _behind(scene, head) if item.i != word.i),
    ]
    return Attribution(scene.group(subject), attitude, word, tuple(content))


def _matter(scene: Scene, found: Attribution, events: list[Candidate]) -> Matter | None:
    """Return what an attitude is about: who would gain, else the event told, else the goods."""
    places = {below.i for word in found.content for below in scene.tree.governed(word.i)}
    places.discard(found.anchor.i)
    words = [scene.tree.words[i] for i in sorted(places)]
    gain = next((matter for word in words if (matter := _gain(scene, word)) is not None), None)
    if gain is not None:
        return gain
    goods = next(
        (matter for word in words if (matter := _goods(scene, word)) is not None), None
    )
    # `to prevent its shells from reaching Mali` is about the shells, whatever their arrival is.
    arriving = scene.lexicon.words["arriving"] if goods is not None else ()
    for event in events:
        if event.anchor.i in places and event.anchor.base not in arriving:
            return _of_event(event)
    return goods


def _gain(scene: Scene, verb: Word) -> Matter | None:
    """Return who would get something: `what North Korea would gain`."""
    if not verb.is_verb or verb.base not in scene.lexicon.words["gaining"]:
        return None
    subject = subject_of(scene.tree, verb, scene.lexicon)
    receivers = scene.group(subject) if subject is not None else ()
    if not receivers:
        return None
    items = tuple(item for word in scene.tree.children(verb.i, Role.OBJECT)
                  for item in items_of(scene.tree, word, scene.lexicon))  # fmt: skip
    givers = [actor for name, word in scene.tree.prepositions(verb.i) if name == "from"
              for actor in scene.group(word)]  # fmt: skip
    giver = country(givers[0]) if givers else None
    return Matter(giver=giver, receiver=country(receivers[0]), items=items)


def _of_event(event: Candidate) -> Matter:
    """Return what an event would move, or that it would happen."""
    source = country(event.source[0]) if event.source else None
    target = country(event.target[0]) if event.target else None
    kind = None if event.type in _TRANSFERS and event.items else event.type
    return Matter(giver=source, receiver=target, items=event.items, event_type=kind)


def _goods(scene: Scene, noun: Word) -> Matter | None:
    """Return goods with whose they are: `North Korean weaponry`."""
    if noun.pos != "NOUN":
        return None
    items = items_of(scene.tree, noun, scene.lexicon)
    owners = scene.modifiers(noun)
    if not items or not owners:
        return None
    return Matter(giver=country(owners[0]), items=items)
