"""The relation between two mentions that are given, for sets whose actors are marked."""

from dataclasses import dataclass

from tocsin.coding.actors.mentions import Mention
from tocsin.coding.actors.reference import Discourse
from tocsin.coding.confidence import confidence_of
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.nouns import noun_events
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.verbs import verb_events
from tocsin.coding.lexicon import Frame, Lexicon, load_lexicon
from tocsin.coding.status.status import read_status
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.parser import parse
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.errors import UsageError
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId, DocumentId
from tocsin.model.vocabulary import EventType, Polarity, Quad, Status

SOURCE = ActorId("SOURCE")
TARGET = ActorId("TARGET")
# Confidence where no frame links the two mentions and the nearest cue word decides.
NEAREST_CUE = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one mention does to another.

    Attributes:
        type: PLOVER type; None where the sentence does not tell.
        cue: The word that tells, empty where none does.
        confidence: That the type is right, in [0, 1].
    """

    type: EventType | None
    quad: Quad | None
    mode: str | None
    status: Status | None
    polarity: Polarity | None
    confidence: float
    cue: str


UNTOLD = Relation(
    type=None, quad=None, mode=None, status=None, polarity=None, confidence=0.0, cue=""
)


def relate(sentence: str, *, source: str, target: str) -> Relation:
    """Return what the source does to the target in a sentence.

    Raises:
        UsageError: The sentence is empty, or one of the mentions does not stand in it.
    """
    for name, text in (("source", source), ("target", target)):
        if not text.strip() or text not in sentence:
            message = (
                f"The {name} {text!r} does not stand in the sentence; copy it letter by letter."
            )
            raise UsageError(message, subject=name)
    gazetteer = load_gazetteer()
    lexicon = load_lexicon(gazetteer)
    found: list[Relation] = []
    for tree in parse(_document(sentence)).trees:
        # A discourse that knows the two given actors and no others.
        discourse = Discourse(gazetteer, lexicon, None)
        discourse.give(_mentions(tree, sentence, {SOURCE: source, TARGET: target}))
        found.append(_between(Scene(tree, discourse, lexicon)))
    # The first of several that are equally sure.
    return max(found, key=lambda relation: relation.confidence, default=UNTOLD)


def _document(sentence: str) -> Document:
    """Return a sentence as a document of one paragraph."""
    block = Block(BlockKind.PARAGRAPH, 0, len(sentence))
    return Document(
        id=DocumentId("d-relate"),
        path="-",
        text=sentence,
        blocks=(block,),
        sha256="",
        size=len(sentence),
        media_type="text/plain",
    )


def _mentions(tree: Tree, sentence: str, given: dict[ActorId, str]) -> list[Mention]:
    """Return the given mentions that stand in a tree."""
    found = []
    for actor, text in given.items():
        first = sentence.find(text)
        inside = [word.i for word in tree.words
                  if first <= word.start and word.end <= first + len(text)]  # fmt: skip
        if inside:
            start, end = inside[0], inside[-1] + 1
            found.append(Mention(start, end, _head(tree, start, end), actor, "name"))
    return found


def _head(tree: Tree, start: int, end: int) -> int:
    """Return the place of the word in a stretch that hangs on a word outside it."""
    for word in tree.words[start:end]:
        is_outside = not start <= word.head < end or word.head == word.i
        if is_outside and word.pos not in {"PUNCT", "DET", "ADP"}:
            return word.i
    return end - 1


def _between(scene: Scene) -> Relation:
    """Return the relation of the best event between the given actors, else of the nearest cue."""
    events = [*verb_events(scene), *noun_events(scene)]
    linked = [event for event in events if _links(event)]
    if linked:
        event = min(linked, key=lambda item: (SOURCE not in item.source, item.anchor.i))
        return _relation(scene, event)
    return _nearest(scene, events)


def _links(event: Candidate) -> bool:
    """Return whether an event has both given actors among its parties."""
    return {SOURCE, TARGET} <= {*event.source, *event.target}


def _relation(scene: Scene, event: Candidate) -> Relation:
    """Return the relation of an event that links the two."""
    reading = read_status(scene, event)
    return Relation(
        type=event.type,
        quad=event.type.quad,
        mode=event.mode,
        status=reading.status,
        polarity=reading.polarity,
        confidence=confidence_of(scene, event, reading),
        cue=event.anchor.text,
    )


def _nearest(scene: Scene, events: list[Candidate]) -> Relation:
    """Return the relation that the cue word nearest above the two mentions names."""
    cues = [(word, frame) for word in scene.tree.words
            if (frame := _frame(scene.tree, word, scene.lexicon)) is not None]  # fmt: skip
    anchored = {event.anchor.i for event in events}
    heads = [mention.head for mention in scene.discourse.given()] or [0]
    if not cues:
        return UNTOLD
    word, frame = min(
        cues, key=lambda cue: (_distance(scene.tree, cue[0], heads), cue[0].i not in anchored)
    )
    return Relation(
        type=frame.type,
        quad=frame.type.quad,
        mode=frame.mode,
        status=None,
        polarity=None,
        confidence=NEAREST_CUE,
        cue=word.text,
    )


def _frame(tree: Tree, word: Word, lexicon: Lexicon) -> Frame | None:
    """Return the frame that a word has by itself."""
    if word.pos == "VERB":
        return lexicon.verbs.get(lemma_of(tree, word)) or lexicon.verbs.get(word.base)
    return lexicon.nouns.get(word.base) if word.pos == "NOUN" else None


def _distance(tree: Tree, word: Word, heads: list[int]) -> int:
    """Return how far a word is from the given mentions, in steps of the tree."""
    return sum(_steps(tree, word, tree.words[head]) for head in heads)


def _steps(tree: Tree, one: Word, other: Word) -> int:
    """Return the number of steps between two words of a tree."""
    above = [one.i, *(word.i for word in tree.ancestors(one))]
    path = [other.i, *(word.i for word in tree.ancestors(other))]
    return next(
        (above.index(i) + count for count, i in enumerate(path) if i in above), len(tree)
    )
