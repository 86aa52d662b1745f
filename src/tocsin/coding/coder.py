"""The coder: a document in, its claims and stakes out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin.coding.actors.naming import voice_of
from tocsin.coding.actors.reference import Discourse
from tocsin.coding.confidence import confidence_of
from tocsin.coding.details.places import place_of
from tocsin.coding.details.quotes import quote_span
from tocsin.coding.details.times import Told, time_of
from tocsin.coding.events.candidate import Candidate, Past
from tocsin.coding.events.nouns import noun_events
from tocsin.coding.events.rivals import without_rivals
from tocsin.coding.events.scene import Piece, Scene
from tocsin.coding.events.verbs import verb_events
from tocsin.coding.lexicon import Lexicon, load_lexicon
from tocsin.coding.scoring.depth import AUTO, Depth, depth_of
from tocsin.coding.scoring.masking import end_of
from tocsin.coding.scoring.scorer import Scorer, load_scorer
from tocsin.coding.stakes import find_stakes
from tocsin.coding.status.reading import Reading
from tocsin.coding.status.status import read_status
from tocsin.coding.syntax.base import ParsedDocument, Parser
from tocsin.coding.syntax.parser import parse, parse_many
from tocsin.errors import InsufficientDataError
from tocsin.model.claim import Claim, Coding, Event, EventTime, StakeMention
from tocsin.model.document import Document, Sentence
from tocsin.model.gazetteer import Gazetteer, load_gazetteer
from tocsin.model.ids import ActorId, ClaimId, country, digest
from tocsin.model.vocabulary import EventType, Polarity, Status

Found = tuple[Coding, tuple[Sentence, ...]]
# Below this confidence nothing is told of what no frame knows.
ABSTAIN = 0.25


def code(document: Document, *, parser: Parser = parse, depth: Depth | None = None) -> Found:
    """Return the claims and stakes of a document, and its sentences.

    A document without a paragraph has none of either.

    Args:
        document: The document.
        parser: What parses it; the shipped pipeline by default.
        depth: How deep it is read; by default as deep as the installed extras allow.

    Raises:
        InsufficientDataError: The document is in a language that Tocsin does not read.
        ModelFilesError: A model is missing or altered.
    """
    refusal = _refusal(document)
    if refusal is not None:
        raise refusal
    if not document.blocks:
        return Coding(document=document.id, sentences=0), ()
    parsed = parser(document)
    return code_parsed(parsed, depth=depth), parsed.sentences


def code_parsed(parsed: ParsedDocument, *, depth: Depth | None = None) -> Coding:
    """Return the claims and stakes of a document that is parsed already, by whatever parser."""
    gazetteer = load_gazetteer()
    scorer = load_scorer(depth or depth_of(AUTO))
    return _Coder(parsed, gazetteer, load_lexicon(gazetteer)).run(scorer)


def code_many(
    documents: Sequence[Document], *, depth: Depth | None = None
) -> Iterator[Found | InsufficientDataError]:
    """Yield for each document what `code` returns or raises; faster than one by one.

    The sentences of all go through the parser together, which takes it half of the time where
    the documents are short; the claims are the same. All of them are held meanwhile.

    Raises:
        ModelFilesError: The language model is missing or altered.
    """
    refusals = [_refusal(document) for document in documents]
    kept = zip(documents, refusals, strict=True)
    parsed = parse_many([document for document, refusal in kept if refusal is None])
    for refusal in refusals:
        yield _coding(next(parsed), depth) if refusal is None else refusal


def _refusal(document: Document) -> InsufficientDataError | None:
    """Return why a document is not read; None where it is."""
    if document.language in {None, "en"}:
        return None
    return InsufficientDataError(
        f"{document.path} is in the language {document.language!r}; Tocsin reads English. "
        "Give it a translation.",
        subject=document.path,
    )


def _coding(parsed: ParsedDocument, depth: Depth | None) -> Found:
    """Return what a parsed document claims."""
    return code_parsed(parsed, depth=depth), parsed.sentences


Scenery = tuple[Scene, list[Candidate], list[Candidate]]


def scenes_of(document: Document) -> Iterator[Scenery]:
    """Yield the sentences that are coded, with the frames' events and those no rival covers."""
    gazetteer = load_gazetteer()
    yield from _Coder(parse(document), gazetteer, load_lexicon(gazetteer)).scenes()


class _Claims:
    """The claims so far, found again by what they say."""

    def __init__(self) -> None:
        self.all: list[Claim] = []
        self._same: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
        self._ahead: set[tuple[EventType, frozenset[ActorId]]] = set()

    def add(self, claim: Claim) -> None:
        """Keep a claim, unless the same was claimed in the same way before."""
        same = self._same[_key(claim)]
        if any(_repeats(known, claim) for known in same):
            return
        same.append(claim)
        self.all.append(claim)
        if claim.status.is_ahead:
            parties = _states((*claim.event.source, *claim.event.target))
            self._ahead.add((claim.event.type, parties))

    def is_ahead(self, kind: EventType, parties: frozenset[ActorId]) -> bool:
        """Return whether an event of a type between some parties was said to lie ahead."""
        return (kind, parties) in self._ahead


def _key(claim: Claim) -> tuple[object, ...]:
    """Return what two claims of the same share: type, parties, status, polarity, holder."""
    event, innermost = claim.event, claim.innermost
    holder = (innermost.actor, innermost.name, innermost.stance) if innermost else None
    source, target = _states(event.source), _states(event.target)
    # Who visits whom is one meeting, from either side.
    is_mutual = event.reciprocal or event.type is EventType.CONSULT
    who = source | target if is_mutual else (source, target)
    return event.type, who, claim.status, claim.polarity, holder


def _states(actors: Iterable[ActorId]) -> frozenset[ActorId]:
    """Return the states and bodies of some actors."""
    return frozenset(map(country, actors))


def _repeats(known: Claim, claim: Claim) -> bool:
    """Return whether a claim only repeats a known one: no new goods, no other month."""
    has_new_goods = not set(claim.event.items) <= set(known.event.items)
    start, other = claim.event.time.start, known.event.time.start
    is_other_time = start is not None and (
        other is None or (start.year, start.month) != (other.year, other.month)
    )
    return not has_new_goods and not is_other_time


class _Coder:
    """One document on its way through the coder."""

    def __init__(self, parsed: ParsedDocument, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.document = parsed.document
        voice = voice_of(parsed.document, lexicon.words["official_publishers"])
        self.discourse = Discourse(gazetteer, lexicon, parsed.document.date, voice=voice)
        self.lexicon = lexicon
        self.past = Past()
        self.claims = _Claims()
        self.stakes: dict[str, StakeMention] = {}
        # The time of the latest event that has one: "two days later" counts from it.
        self.latest = EventTime()

    def scenes(self) -> Iterator[Scenery]:
        """Yield every sentence that is no question, with the events of its frames.

        Nouns come first, as verbs may lean on what nouns have named.
        """
        before: tuple[Piece, ...] = ()
        for tree in self.parsed.trees:
            self.discourse.memory.pair = self.past.main_pair()
            self.discourse.enter(tree)
            if tree.is_question:
                continue
            start = self.past.begin_sentence()
            scene = Scene(tree, self.discourse, self.lexicon, self.past, start, before)
            nouns = noun_events(scene)
            verbs = verb_events(scene)
            self.past.extend(verbs)
            yield scene, [*nouns, *verbs], without_rivals(scene, nouns, verbs)
            # The discourse is still at this sentence.
            before = end_of(scene)

    def run(self, scorer: Scorer) -> Coding:
        """Code every sentence in order."""
        for scene, events, kept in self.scenes():
            self._sentence(scene, events, kept, scorer)
        return Coding(
            document=self.document.id,
            sentences=len(self.parsed.sentences),
            claims=tuple(self.claims.all),
            stakes=tuple(self.stakes.values()),
        )

    def _sentence(
        self, scene: Scene, events: list[Candidate], kept: list[Candidate], scorer: Scorer
    ) -> None:
        """Code one sentence: of the events that are proposed, those that stand."""
        chosen = scorer.choose(scene, events, kept)
        firm = set(map(id, kept))
        for event, chance in chosen:
            reading = read_status(scene, event)
            sureness = confidence_of(scene, event, reading, chance, scorer.confidence)
            claim = self._claim(scene, event, reading, sureness)
            is_weak = claim.confidence < ABSTAIN and id(event) not in firm
            if not (is_weak or reading.is_topic or self._is_repetition(event, reading, claim)):
                self.claims.add(claim)
        stakes = find_stakes(scene, self.document, [event for event, _ in chosen])
        self.stakes.update((stake.id, stake) for stake in stakes)

    def _is_repetition(self, event: Candidate, reading: Reading, claim: Claim) -> bool:
        """Return whether an event noun only takes up an act that was told before.

        `The meeting` tells nothing of its own unless a cue says what becomes of it; nor does
        `his meeting with X` after `his planned visit to X`.
        """
        if event.anchor.is_verb or reading.is_told or claim.event.time.start is not None:
            is_unlikely = (reading.polarity, reading.status) == _UNLIKELY
            return event.is_echo and is_unlikely
        return event.is_echo or self.claims.is_ahead(event.type, event.parties)

    def _claim(
        self, scene: Scene, event: Candidate, reading: Reading, sureness: float
    ) -> Claim:
        """Return the claim of one event."""
        status = reading.status or Status.OCCURRED
        words = [*event.words, event.anchor, event.carrier]
        start, end = quote_span(scene.tree, [*words, *reading.words])
        coded = Event(
            type=event.type,
            mode=event.mode,
            source=event.source,
            target=event.target,
            items=event.items,
            reciprocal=event.reciprocal,
            place=place_of(scene, event),
            time=self._time(scene, event, status),
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
            confidence=sureness,
        )
        parts = (claim.document, claim.span, coded, status, claim.polarity, claim.holders)
        return replace(claim, id=ClaimId(digest("c", *parts)))

    def _time(self, scene: Scene, event: Candidate, status: Status) -> EventTime:
        """Return when an event is said to happen."""
        told = Told(self.document.date, self.latest)
        time = time_of(scene.tree, told, status, [event.anchor, event.carrier], event.words)
        if time.start is not None:
            self.latest = time
        return time


_UNLIKELY = (Polarity.NEGATED, Status.POSSIBLE)
