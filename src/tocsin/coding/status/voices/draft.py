"""Attributions in the making, in offsets of the document, and how they lie within each other."""

from bisect import bisect_left
from dataclasses import dataclass, replace

from tocsin.coding.status.voices.voice import Voice
from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.tree import Tree
from tocsin.model.attribution import Span
from tocsin.model.vocabulary import Stance

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
    """Return drafts, ordered by their cues, with their depths: 0 is the author's own attribution."""
    starts = [draft.cue[0] for draft in drafts]
    depths = [0] * len(drafts)
    for outer in drafts:
        for start, end in outer.content:
            # A cue that begins before the content may still reach into it.
            first = max(0, bisect_left(starts, start) - 1)
            for i in range(first, bisect_left(starts, end)):
                depths[i] += _holds(outer, drafts[i])
    return [replace(draft, depth=depth) for draft, depth in zip(drafts, depths, strict=True)]


def _holds(outer: Draft, inner: Draft) -> bool:
    """Return whether a draft's content holds another one's cue, and not the other way round too."""
    if outer is inner or not any(overlaps(span, inner.cue) for span in outer.content):
        return False
    return not any(overlaps(span, outer.cue) for span in inner.content)
