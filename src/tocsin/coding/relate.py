"""The relation between two mentions that are given, for sets whose actors are marked."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tocsin.coding.actors.mentions import Mention
from tocsin.coding.actors.reference import Discourse
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.nouns import noun_events
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.verbs import verb_events
from tocsin.coding.lexicon import Lexicon, load_lexicon
from tocsin.coding.scoring.archive import load_archive, model_from, vectors_from
from tocsin.coding.scoring.contextual import load_contextual
from tocsin.coding.scoring.depth import AUTO, Depth, depth_of
from tocsin.coding.scoring.linear import Example, Floats, LinearModel
from tocsin.coding.scoring.relations import relation_example
from tocsin.coding.scoring.skeleton import Ends, cue_of, find_ends
from tocsin.coding.status.reading import Reading
from tocsin.coding.status.status import read_status
from tocsin.coding.syntax.parser import parse
from tocsin.coding.syntax.tree import Word
from tocsin.errors import UsageError
from tocsin.model.document import Block, BlockKind, Document
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.ids import ActorId, DocumentId
from tocsin.model.vocabulary import EventType, Polarity, Quad, Status

SOURCE = ActorId("SOURCE")
TARGET = ActorId("TARGET")
Span = tuple[int, int]
RELATIONS_FILE = "relations.npz"
# Where no verb or noun ties the two, only a surer label is told.
LEAST_WITHOUT_CUE = 0.6
# The root of two types together, as the public test sets have it.
YIELD = "YIELD"
_YIELDING = (EventType.RETREAT, EventType.CONCEDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one mention does to another.

    Attributes:
        type: PLOVER type of the act, whatever became of it; None where the sentence does not
            tell.
        root: What a PLOVER coder writes for the sentence as it stands, CONCEDE and RETREAT as
            YIELD: promises to help are AGREE, threats of force THREATEN. None as for `type`.
        cue: The word that tells, empty where none does.
        confidence: That the root is right, in [0, 1].
    """

    type: EventType | None
    root: str | None = None
    quad: Quad | None
    mode: str | None
    status: Status | None
    polarity: Polarity | None
    confidence: float
    cue: str


UNTOLD = Relation(
    type=None, quad=None, mode=None, status=None, polarity=None, confidence=0.0, cue=""
)


def relate(sentence: str, *, source: str, target: str, depth: Depth | None = None) -> Relation:
    """Return what the source does to the target in a sentence.

    Each mention counts where it stands first.

    Args:
        sentence: The sentence.
        source: The mention that acts, as it stands there.
        target: The mention that is acted on, likewise.
        depth: How deep it is read; by default as deep as the installed extras allow.

    Raises:
        UsageError: The sentence is empty, or one of the mentions does not stand in it.
    """
    spans = []
    for name, text in (("source", source), ("target", target)):
        if not text.strip() or text not in sentence:
            message = (
                f"The {name} {text!r} does not stand in the sentence; copy it letter by letter."
            )
            raise UsageError(message, subject=name)
        start = sentence.find(text)
        spans.append((start, start + len(text)))
    return relate_spans(sentence, spans[0], spans[1], depth=depth)


def relate_spans(
    sentence: str, source: Span, target: Span, *, depth: Depth | None = None
) -> Relation:
    """Return what the mention at one span does to the mention at another, [start, end)."""
    lexicon = load_lexicon(load_gazetteer())
    view = _view(sentence, source, target, lexicon)
    if view is None:
        return UNTOLD
    model = _model()
    chances = model.probabilities([view.example])[0]
    if (depth or depth_of(AUTO)) is Depth.DEEP:
        deep = load_contextual()
        order = [deep.roots.index(root) for root in model.classes]
        chances = _together(chances, deep.relations(view.ends)[order])
    best = int(chances.argmax())
    if view.cue is None and chances[best] < LEAST_WITHOUT_CUE:
        return UNTOLD
    root = model.classes[best]
    kind = _type_of(root, view.event)
    return Relation(
        type=kind,
        root=root,
        quad=kind.quad,
        mode=view.event.mode if view.event is not None and view.event.type is kind else None,
        status=view.reading.status if view.reading is not None else None,
        polarity=view.reading.polarity if view.reading is not None else None,
        confidence=round(float(chances[best]), 2),
        cue=view.cue.text if view.cue is not None else "",
    )


def example_of(sentence: str, source: Span, target: Span, *, lexicon: Lexicon) -> Example:
    """Return what the model of relations looks at in a sentence; empty where nothing is there."""
    view = _view(sentence, source, target, lexicon)
    return view.example if view is not None else relation_example(None, lexicon)


def ends_of(sentence: str, source: Span, target: Span) -> Ends | None:
    """Return the clause between two mentions; None where neither is in a sentence."""
    return find_ends(parse(_document(sentence)).trees, source, target)


def _together(plain: Floats, deep: Floats) -> Floats:
    """Return what two models say together: their geometric mean, the better one twice."""
    both = np.cbrt(plain * deep**2)
    return np.asarray(both / both.sum(), np.float32)


@cache
def _model() -> LinearModel:
    """Return the linear model of relations."""
    vectors = vectors_from(load_archive("vectors.npz"))
    return model_from(load_archive(RELATIONS_FILE), "plain", vectors)


@dataclass(frozen=True, slots=True)
class _View:
    """The sentence with its two mentions, as frames and model see it."""

    ends: Ends
    example: Example
    event: Candidate | None
    reading: Reading | None
    cue: Word | None


def _view(sentence: str, source: Span, target: Span, lexicon: Lexicon) -> _View | None:
    """Return what frames and model look at; None where neither mention is in a sentence."""
    ends = ends_of(sentence, source, target)
    if ends is None:
        return None
    # A discourse that knows the two given actors and no others.
    discourse = Discourse(load_gazetteer(), lexicon, None)
    discourse.give(_mentions(ends))
    scene = Scene(ends.tree, discourse, lexicon)
    event = _linking([*verb_events(scene), *noun_events(scene)])
    cue = event.anchor if event is not None else cue_of(ends)
    reading = None
    if cue is not None:
        bare = event or Candidate(anchor=cue, carrier=cue, type=EventType.CONSULT)
        reading = read_status(scene, bare)
    shown = relation_example(ends, lexicon)
    return _View(ends, _told(shown, event, reading), event, reading, cue)


def _told(shown: Example, event: Candidate | None, reading: Reading | None) -> Example:
    """Return an example with what the frames say of the relation and of its status."""
    names = [f"FE:{event.type}" if event is not None else "FE:none"]
    if event is not None:
        names.append("FD:" + ("source" if SOURCE in event.source else "target"))
    if reading is not None:
        names += [f"FS:{reading.status}", f"FP:{reading.polarity}"]
        names += [f"FH:{holder.stance}" for holder in reading.holders]
    counts = Counter(shown.blocks["skeleton"])
    counts.update(names)
    return replace(shown, blocks={**shown.blocks, "skeleton": counts})


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


def _mentions(ends: Ends) -> list[Mention]:
    """Return the given mentions that stand in the sentence."""
    found = []
    for actor, head, places in zip(
        (SOURCE, TARGET), (ends.source, ends.target), ends.inside, strict=True
    ):
        if head is not None:
            found.append(Mention(min(places), max(places) + 1, head.i, actor, "name"))
    return found


def _linking(events: list[Candidate]) -> Candidate | None:
    """Return the best event that has both given actors among its parties."""
    linked = [event for event in events if {SOURCE, TARGET} <= {*event.source, *event.target}]
    return min(
        linked, key=lambda event: (SOURCE not in event.source, event.anchor.i), default=None
    )


def _type_of(root: str, event: Candidate | None) -> EventType:
    """Return the type behind a root: that of the frames' event where it folds to the root."""
    if event is not None and event.type in _FOLDED.get(root, ()):
        return event.type
    return EventType.RETREAT if root == YIELD else EventType(root)


# Roots that PLOVER writes for other types too: a promise of aid is AGREE.
_FOLDED = {
    YIELD: _YIELDING,
    "AGREE": (EventType.AGREE, EventType.AID, EventType.COOPERATE, EventType.CONSULT,
              EventType.SUPPORT, *_YIELDING),
    "THREATEN": (EventType.THREATEN, EventType.ASSAULT, EventType.COERCE, EventType.SANCTION,
                 EventType.MOBILIZE, EventType.PROTEST),
    "REQUEST": tuple(EventType),
    "REJECT": tuple(EventType),
}  # fmt: skip
