"""Speech that runs over sentences: quotations join the attributions that they belong to."""

from dataclasses import dataclass, replace

from tocsin.coding.status.quotations import Quotation, find_quotations
from tocsin.coding.status.voice_words import VoiceWords
from tocsin.coding.status.voices import Voice
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.model.attribution import Span
from tocsin.model.document import Document
from tocsin.model.vocabulary import Stance

# Characters that may stand between a sentence and a quotation that belongs to it.
_NEAR = 3
_EDGE = " \n\r\t,;:-\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in the making, in offsets of the document.

    Attributes:
        reach: Span of the sentence with the cue.
        is_speech: Whether the cue may stand with direct speech.
        depth: How many other attributions hold this one in their content.
    """

    kind: str
    sentence: int
    anchor: Word
    reach: Span
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    is_speech: bool
    depth: int = 0

    @classmethod
    def of(cls, text: str, tree: Tree, voice: Voice, words: VoiceWords) -> "Draft":
        """Return a voice of a sentence in offsets of the document."""
        source = _hull(tree, voice.source) if voice.source else None
        return cls(
            kind=voice.kind,
            sentence=tree.index,
            anchor=voice.anchor,
            reach=(tree.start, tree.end),
            source=source,
            cue=_hull(tree, voice.cue),
            content=_runs(text, tree, voice.content),
            stance=voice.stance,
            is_speech=voice.kind == "colon" or words.has("speech", voice.anchor.base),
        )


def _hull(tree: Tree, places: tuple[int, ...]) -> Span:
    """Return the span from the first to the last of some words."""
    return tree.words[places[0]].start, tree.words[places[-1]].end


def _runs(text: str, tree: Tree, places: frozenset[int]) -> tuple[Span, ...]:
    """Return the spans of words that stand together; punctuation between them joins them."""
    spans: list[Span] = []
    last = None
    for i in sorted(places):
        word = tree.words[i]
        between = tree.words[last + 1 : i] if last is not None else ()
        if last is not None and all(item.pos == "PUNCT" for item in between):
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
        last = i
    trimmed = (trim(text, span) for span in spans)
    return tuple(span for span in trimmed if span[0] < span[1])


def trim(text: str, span: Span) -> Span:
    """Return a span without the white space, commas and dashes at its edges."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def overlaps(one: Span, other: Span) -> bool:
    """Return whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def merged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def with_depths(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with their depths: 0 is the author's own attribution."""
    return [
        replace(draft, depth=sum(_holds(other, draft) for other in drafts if other is not draft))
        for draft in drafts
    ]


def _holds(outer: Draft, inner: Draft) -> bool:
    """Return whether a draft's content holds another one's cue, and not the other way round too."""
    within = any(overlaps(span, inner.cue) for span in outer.content)
    return within and not any(overlaps(span, outer.cue) for span in inner.content)


def join_quotations(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with the quotations that belong to their contents."""
    joiner = _Joiner(document, drafts)
    for quotation in find_quotations(document):
        joiner.place(quotation)
    return joiner.quoted()


class _Joiner:
    """The drafts of a document while its quotations are laid to them in order."""

    def __init__(self, document: Document, drafts: list[Draft]) -> None:
        self.document = document
        self.drafts = list(drafts)
        self.last: Quotation | None = None
        self.owner: int | None = None

    def place(self, quotation: Quotation) -> None:
        """Lay one quotation to the attributions that it belongs to."""
        self._clip(quotation)
        span = (quotation.start, quotation.end)
        outer = [i for i, draft in enumerate(self.drafts) if not overlaps(draft.cue, span)]
        owners = [i for i in outer if any(overlaps(part, span) for part in self.drafts[i].content)]
        if not owners:
            owners = self._bare(outer, span) or self._continued(quotation)
        for i in owners:
            draft = self.drafts[i]
            self.drafts[i] = replace(draft, content=merged((*draft.content, span)))
        self.last = quotation
        speaking = [i for i in owners if self.drafts[i].is_speech]
        self.owner = (speaking or owners or [None])[0]

    def quoted(self) -> list[Draft]:
        """Return the drafts with content; who speaks in quotation marks does so at depth 1."""
        spans = [(item.start, item.end) for item in find_quotations(self.document)]
        return [
            replace(draft, depth=max(draft.depth, any(overlaps(draft.cue, span) for span in spans)))
            for draft in with_depths([draft for draft in self.drafts if draft.content])
        ]

    def _clip(self, quotation: Quotation) -> None:
        """Cut the contents of those who speak inside a quotation to it."""
        span = (quotation.start, quotation.end)
        for i, draft in enumerate(self.drafts):
            if overlaps(draft.cue, span) and draft.content:
                inside = tuple(
                    (max(start, span[0]), min(end, span[1]))
                    for start, end in draft.content
                    if overlaps((start, end), span)
                )
                self.drafts[i] = replace(draft, content=inside)

    def _bare(self, outer: list[int], span: Span) -> list[int]:
        """Return the speech act without content in whose sentence a quotation stands."""
        before = self.document.text[: span[0]].rstrip()
        wide = (len(before) - _NEAR, span[1] + _NEAR)
        near = [i for i in outer if self.drafts[i].is_speech and not self.drafts[i].content
                and overlaps(self.drafts[i].reach, wide)]  # fmt: skip
        return sorted(near, key=lambda i: self._distance(i, span))[:1]

    def _distance(self, i: int, span: Span) -> int:
        """Return how many characters lie between a cue and a quotation."""
        start, end = self.drafts[i].cue
        return max(span[0] - end, start - span[1])

    def _continued(self, quotation: Quotation) -> list[int]:
        """Return whose speech a quotation goes on with."""
        last = self.last
        if last is None or self.owner is None:
            return []
        is_same = last.block == quotation.block and quotation.begins_sentence
        is_next = quotation.is_first and last.block + 1 == quotation.block
        is_next = is_next and (last.is_open or self._is_alone(quotation))
        return [self.owner] if is_same or is_next else []

    def _is_alone(self, quotation: Quotation) -> bool:
        """Return whether a quotation is a whole paragraph."""
        block = self.document.blocks[quotation.block]
        return quotation.end >= block.end - 1
