"""The coder: a document in, its claims and stakes out."""

from dataclasses import replace

from tocsin.coding.candidate import Candidate, Scene
from tocsin.coding.confidence import confidence_of
from tocsin.coding.lexicon import Lexicon, load_lexicon
from tocsin.coding.mentions import PLACE_KINDS
from tocsin.coding.nouns import light_verb, noun_events
from tocsin.coding.parser import ParsedDocument, parse
from tocsin.coding.reference import Discourse
from tocsin.coding.stakes import find_stakes
from tocsin.coding.status import Reading, read_status
from tocsin.coding.times import choose_time, find_times
from tocsin.coding.tree import CLAUSE_ROLES, Tree, Word
from tocsin.coding.verbs import verb_events
from tocsin.errors import InsufficientDataError
from tocsin.model.claim import Claim, Coding, Event, StakeMention
from tocsin.model.document import Document, Sentence
from tocsin.model.gazetteer import Gazetteer, load_gazetteer
from tocsin.model.ids import ClaimId, country, digest
from tocsin.model.vocabulary import EventType, Status

CODER_VERSION = "rules-1"
_SPEECH_ACTS = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.AGREE})


def code(document: Document) -> tuple[Coding, tuple[Sentence, ...]]:
    """Return the claims and stakes of a document, and its sentences.

    Raises:
        InsufficientDataError: The document is in a language that Tocsin does not read.
        ModelFilesError: The language model is missing or altered.
    """
    if document.language not in {None, "en"}:
        raise InsufficientDataError(
            f"{document.path} is in the language {document.language!r}; Tocsin reads English. "
            "Give it a translation.",
            subject=document.path,
        )
    gazetteer = load_gazetteer()
    coder = _Coder(parse(document), gazetteer, load_lexicon(gazetteer))
    return coder.run(), coder.parsed.sentences


class _Coder:
    """One document on its way through the coder."""

    def __init__(self, parsed: ParsedDocument, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.document = parsed.document
        self.discourse = Discourse(gazetteer, lexicon, parsed.document.date)
        self.lexicon = lexicon
        self.past: list[Candidate] = []
        self.claims: dict[tuple[object, ...], Claim] = {}
        self.stakes: list[StakeMention] = []

    def run(self) -> Coding:
        """Code every sentence in order."""
        for tree in self.parsed.trees:
            self.discourse.enter(tree)
            if not tree.is_question:
                self._sentence(tree)
        return Coding(
            document=self.document.id,
            sentences=len(self.parsed.sentences),
            claims=tuple(self.claims.values()),
            stakes=tuple(self.stakes),
        )

    def _sentence(self, tree: Tree) -> None:
        """Code one sentence: nouns first, as verbs may lean on what nouns have named."""
        scene = Scene(tree, self.discourse, self.lexicon, self.past)
        nouns = noun_events(scene, set())
        verbs = verb_events(scene)
        self.past.extend(verbs)
        events = _without_rivals(scene, nouns, verbs)
        for event in events:
            reading = read_status(scene, event)
            if event.is_echo and not reading.is_explicit:
                continue
            self._add(scene, event, reading)
        self.stakes.extend(find_stakes(scene, self.document, events))

    def _add(self, scene: Scene, event: Candidate, reading: Reading) -> None:
        """Keep one event as a claim, unless the same was claimed in the same way before."""
        claim = self._claim(scene, event, reading)
        innermost = claim.innermost
        holder = (innermost.actor, innermost.name, innermost.stance) if innermost else None
        parties = (frozenset(map(country, claim.event.source)), frozenset(map(country, claim.event.target)))
        who = frozenset(parties[0] | parties[1]) if claim.event.reciprocal else parties
        key = (claim.event.type, who, claim.status, claim.polarity, holder, _month(claim))
        if not any(self._says_more(other, claim, key) for other in (self.claims.get(key),) if other):
            self.claims[key] = claim

    @staticmethod
    def _says_more(known: Claim, claim: Claim, key: tuple[object, ...]) -> bool:
        """Return whether a known claim covers a new one: the same, with no new goods."""
        return set(claim.event.items) <= set(known.event.items)

    def _claim(self, scene: Scene, event: Candidate, reading: Reading) -> Claim:
        """Return the claim of one event."""
        status = reading.status or Status.OCCURRED
        words = [*event.words, event.anchor, event.carrier]
        start, end = _quote_span(scene.tree, [*words, *reading.words])
        times = find_times(scene.tree, self.document.date, is_ahead=status.is_ahead)
        coded = Event(
            type=event.type,
            mode=event.mode,
            source=event.source,
            target=event.target,
            items=event.items,
            reciprocal=event.reciprocal,
            place=self._place(scene, event),
            time=choose_time(times, [word.i for word in words], status),
        )
        claim = Claim(
            id=ClaimId(""),
            document=self.document.id,
            path=self.document.path,
            sentence=scene.tree.index,
            span=(start, end),
            quote=self.document.text[start:end],
            event=coded,
            status=status,
            polarity=reading.polarity,
            holders=tuple(holder for holder in reading.holders if holder.name or holder.actor),
            confidence=confidence_of(scene, event, reading),
        )
        parts = (claim.document, claim.span, coded, status, claim.polarity, claim.holders)
        return replace(claim, id=ClaimId(digest("c", *parts)))

    def _place(self, scene: Scene, event: Candidate) -> str | None:
        """Return the place of an event: a city behind `in` or `at`, nearest behind its words."""
        last = max(word.i for word in event.words) if event.words else event.anchor.i
        for word in scene.tree.words[last + 1 :]:
            mention = scene.discourse.mention(word.i)
            before = scene.tree.words[mention.start - 1] if mention and mention.start else None
            is_place = mention is not None and mention.kind in PLACE_KINDS
            if is_place and before is not None and before.lemma.lower() in {"in", "at"}:
                return scene.discourse.place_of(scene.tree, word)
        return None


def _month(claim: Claim) -> tuple[int, int] | None:
    """Return the month of an event: meetings in other months are other meetings."""
    start = claim.event.time.start
    return (start.year, start.month) if start is not None else None


def _quote_span(tree: Tree, words: list[Word]) -> tuple[int, int]:
    """Return the span from the first to the last word that tells, with their own modifiers."""
    places = {word.i for word in words}
    for i in list(places):
        places |= {below.i for below in _close(tree, tree.words[i])}
    return tree.words[min(places)].start, tree.words[max(places)].end


def _close(tree: Tree, word: Word) -> list[Word]:
    """Return what belongs to a word in a quote: its modifiers, no clauses."""
    found = [word]
    for child in tree.children(word.i):
        is_heavy = child.role in CLAUSE_ROLES or child.pos in {"PUNCT", "ADP", "CCONJ"}
        if not is_heavy and child.i < word.i and not child.is_verb:
            found.extend(_close(tree, child))
    return found


def _without_rivals(
    scene: Scene, nouns: list[Candidate], verbs: list[Candidate]
) -> list[Candidate]:
    """Return the events without those that another one already tells.

    A verb whose object noun names the act is that act's light verb, unless verb and noun
    make an act of their own; a demand or an accusation gives way to what is demanded.
    """
    carriers = {event.anchor.i: event for event in verbs}
    kept_nouns = []
    for event in nouns:
        verb = light_verb(scene, event.anchor) or _governor(scene, event.anchor)
        rival = carriers.get(verb.i) if verb is not None else None
        if rival is None or not _covers(rival, event):
            kept_nouns.append(event)
    anchors = {event.carrier.i for event in kept_nouns} | {event.anchor.i for event in kept_nouns}
    kept_verbs = [event for event in verbs if not _gives_way(scene, event, verbs, kept_nouns, anchors)]
    return sorted([*kept_nouns, *kept_verbs], key=lambda event: event.anchor.i)


def _governor(scene: Scene, noun: Word) -> Word | None:
    """Return the verb that a noun is the object of."""
    head = scene.tree.head(scene.tree.first_conjunct(noun))
    return head if head is not None and head.is_verb else None


def _covers(verb: Candidate, noun: Candidate) -> bool:
    """Return whether a verb's event already says what its object noun says."""
    return noun.parties <= verb.parties or verb.type in {EventType.REQUEST, EventType.SANCTION}


def _gives_way(
    scene: Scene,
    event: Candidate,
    verbs: list[Candidate],
    nouns: list[Candidate],
    taken: set[int],
) -> bool:
    """Return whether a speech act is told better by what it asks for or blames for."""
    if event.type not in _SPEECH_ACTS or event.mode == "disclosure":
        return False
    for other in (*verbs, *nouns):
        if other is event:
            continue
        path = [other.anchor, *scene.tree.ancestors(other.anchor)]
        below = next((i for i, word in enumerate(path) if word.i == event.anchor.i), None)
        if below is None:
            continue
        if any(word.role in CLAUSE_ROLES and word.role.value != "adverbial_clause" for word in path[:below]):
            return True
    return False
