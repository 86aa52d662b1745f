"""The coder: a document in, its claims and stakes out."""

from collections import Counter
from dataclasses import replace

from tocsin.coding.candidate import TIE_TYPES, Candidate, Scene
from tocsin.coding.confidence import confidence_of
from tocsin.coding.lexicon import Lexicon, load_lexicon
from tocsin.coding.mentions import PLACE_KINDS
from tocsin.coding.nouns import light_verb, noun_events
from tocsin.coding.parser import ParsedDocument, parse
from tocsin.coding.reference import Actors, Discourse
from tocsin.coding.stakes import find_stakes
from tocsin.coding.status import Reading, read_status
from tocsin.coding.times import choose_time, find_times, in_reach
from tocsin.coding.tree import CLAUSE_ROLES, Role, Tree, Word
from tocsin.coding.verbs import verb_events
from tocsin.errors import InsufficientDataError
from tocsin.model.claim import Claim, Coding, Event, StakeMention
from tocsin.model.document import Document, Sentence
from tocsin.model.gazetteer import Gazetteer, load_gazetteer
from tocsin.model.ids import ActorId, ClaimId, country, digest
from tocsin.model.vocabulary import EventType, Polarity, Status

CODER_VERSION = "rules-1"
_SPEECH_ACTS = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.AGREE}
)


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
        self.stakes: dict[str, StakeMention] = {}

    def run(self) -> Coding:
        """Code every sentence in order."""
        for tree in self.parsed.trees:
            self.discourse.pair = self._pair()
            self.discourse.enter(tree)
            if not tree.is_question:
                self._sentence(tree)
        return Coding(
            document=self.document.id,
            sentences=len(self.parsed.sentences),
            claims=tuple(self.claims.values()),
            stakes=tuple(self.stakes.values()),
        )

    def _pair(self) -> Actors:
        """Return the pair that the text has had most events of so far; nothing under two."""
        counts = Counter(event.parties for event in self.past
                         if len(event.parties) == 2 and event.type in TIE_TYPES)  # fmt: skip
        top = counts.most_common(1)
        return tuple(sorted(top[0][0])) if top and top[0][1] >= 2 else ()

    def _sentence(self, tree: Tree) -> None:
        """Code one sentence: nouns first, as verbs may lean on what nouns have named."""
        scene = Scene(tree, self.discourse, self.lexicon, self.past, len(self.past))
        nouns = noun_events(scene, set())
        verbs = verb_events(scene)
        self.past.extend(verbs)
        events = _without_rivals(scene, nouns, verbs)
        for event in events:
            reading = read_status(scene, event)
            claim = self._claim(scene, event, reading)
            if not reading.is_topic and not self._is_repetition(event, reading, claim):
                self._add(claim)
        self.stakes.update((stake.id, stake) for stake in find_stakes(scene, self.document, events))

    def _is_repetition(self, event: Candidate, reading: Reading, claim: Claim) -> bool:
        """Return whether an event noun only takes up an act that was told before.

        `The meeting` tells nothing of its own unless a cue says what becomes of it; nor does
        `his meeting with X` after `his planned visit to X`.
        """
        if event.anchor.is_verb or reading.is_told or claim.event.time.start is not None:
            return (
                event.is_echo
                and reading.polarity is Polarity.NEGATED
                and reading.status is Status.POSSIBLE
            )
        is_known = any(
            known.event.type is event.type
            and _states(known) == event.parties
            and known.status.is_ahead
            for known in self.claims.values()
        )
        return event.is_echo or is_known

    def _add(self, claim: Claim) -> None:
        """Keep a claim, unless the same was claimed in the same way before."""
        innermost = claim.innermost
        holder = (innermost.actor, innermost.name, innermost.stance) if innermost else None
        parties = (
            frozenset(map(country, claim.event.source)),
            frozenset(map(country, claim.event.target)),
        )
        who = frozenset(parties[0] | parties[1]) if claim.event.reciprocal else parties
        key = (claim.event.type, who, claim.status, claim.polarity, holder)
        same = [known for known in self.claims if known[:5] == key]
        if not any(_covers_time(self.claims[known], claim) for known in same):
            self.claims[(*key, claim.event.items, claim.event.time.start)] = claim

    def _claim(self, scene: Scene, event: Candidate, reading: Reading) -> Claim:
        """Return the claim of one event."""
        status = reading.status or Status.OCCURRED
        words = [*event.words, event.anchor, event.carrier]
        start, end = _quote_span(scene.tree, [*words, *reading.words])
        times = find_times(scene.tree, self.document.date, is_ahead=status.is_ahead)
        times = in_reach(scene.tree, times, event.anchor, event.carrier)
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


def _states(claim: Claim) -> frozenset[ActorId]:
    """Return the states and bodies of a claim's parties."""
    return frozenset(country(actor) for actor in (*claim.event.source, *claim.event.target))


def _covers_time(known: Claim, claim: Claim) -> bool:
    """Return whether a claim only repeats a known one: no new goods, no other month."""
    has_new_goods = not set(claim.event.items) <= set(known.event.items)
    start, other = claim.event.time.start, known.event.time.start
    is_other_time = start is not None and (
        other is None or (start.year, start.month) != (other.year, other.month)
    )
    return not has_new_goods and not is_other_time


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
    kept_nouns = [event for event in kept_nouns if not _is_echo_of(event, verbs)]
    kept_verbs = [
        event
        for event in verbs
        if not _gives_way(scene, event, verbs, kept_nouns)
        and not _is_purpose_of(scene, event, verbs)
    ]
    return sorted([*kept_nouns, *kept_verbs], key=lambda event: event.anchor.i)


def _is_purpose_of(scene: Scene, event: Candidate, verbs: list[Candidate]) -> bool:
    """Return whether support is only what a transfer is for: `supply arms to support B's war`."""
    if event.type is not EventType.SUPPORT:
        return False
    above = {word.i for word in scene.tree.ancestors(event.anchor)}
    return any(
        other.anchor.i in above
        and other.type is EventType.AID
        and other.parties == event.parties
        for other in verbs
    )


def _is_echo_of(event: Candidate, verbs: list[Candidate]) -> bool:
    """Return whether an event noun only takes up what a verb of its sentence tells."""
    return event.is_echo and any(
        verb.type is event.type and verb.parties == event.parties for verb in verbs
    )


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
) -> bool:
    """Return whether a speech act is told better by what it asks for or blames for."""
    if event.type not in _SPEECH_ACTS or event.mode == "disclosure":
        return False
    for other in (*verbs, *nouns):
        if other is event:
            continue
        path = [other.anchor, *scene.tree.ancestors(other.anchor)]
        below = next((i for i, word in enumerate(path) if word.i == event.anchor.i), None)
        if below and _is_content(path[:below]):
            return True
    return False


def _is_content(path: list[Word]) -> bool:
    """Return whether a path from an event up to a speech act runs through what is said."""
    top = path[-1]
    if top.role in {Role.COMPLEMENT, Role.OPEN_COMPLEMENT}:
        return True
    if top.role in {Role.PREPOSITION, Role.OBJECT} and len(path) > 1:
        return path[-2].role in {Role.PREP_CLAUSE, Role.NOUN_CLAUSE, Role.OPEN_COMPLEMENT}
    return False
