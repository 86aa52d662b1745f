"""Speech that runs over sentences: quotations join the attributions that they belong to."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from tocsin.coding.status.voices.draft import Draft, merged, overlaps, with_depths
from tocsin.coding.status.voices.quotations import Quotation, find_quotations
from tocsin.model.attribution import Span
from tocsin.model.document import Document

# Characters that may stand between a quotation and a sentence that belongs to it.
_NEAR = 3


def join_quotations(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with the quotations that belong to their contents, and their depths.

    Drafts that have no content even then are left out.

    Args:
        document: The document.
        drafts: What its sentences show, in the order of the cues.
    """
    joiner = _Joiner(document, drafts)
    for quotation in find_quotations(document):
        joiner.place(quotation)
    joiner.take_next_paragraphs()
    return joiner.finished()


class _Joiner:
    """The drafts of a document while its quotations are laid to them in order."""

    def __init__(self, document: Document, drafts: list[Draft]) -> None:
        self.document = document
        self.drafts = list(drafts)
        self.quoted: set[int] = set()
        self.last: Quotation | None = None
        self.owner: int | None = None
        starts = [block.start for block in document.blocks]
        self.by_block: defaultdict[int, list[int]] = defaultdict(list)
        for i, draft in enumerate(drafts):
            self.by_block[bisect_right(starts, draft.cue[0]) - 1].append(i)

    def place(self, quotation: Quotation) -> None:
        """Lay one quotation to the attributions that it belongs to."""
        span = (quotation.start, quotation.end)
        here = self.by_block[quotation.block]
        inner = [i for i in here if overlaps(self.drafts[i].cue, span)]
        for i in inner:
            self.drafts[i] = _clipped(self.drafts[i], span)
        self.quoted.update(inner)
        outer = [i for i in here if i not in self.quoted]
        owners = [
            i for i in outer if any(overlaps(part, span) for part in self.drafts[i].content)
        ]
        owners = owners or self._bare(outer, span) or self._continued(quotation)
        for i in owners:
            draft = self.drafts[i]
            self.drafts[i] = replace(draft, content=merged((*draft.content, span)))
        speaking = [i for i in owners if self.drafts[i].is_speech]
        self.last = quotation
        self.owner = next(iter(speaking or owners), None)

    def take_next_paragraphs(self) -> None:
        """Give who speaks before a colon at a paragraph's end the next paragraph."""
        later = {block.end: after for block, after in pairwise(self.document.blocks)}
        for i, draft in enumerate(self.drafts):
            end = draft.reach[1]
            is_open = draft.is_speech and not draft.content and end in later
            if is_open and self.document.text[end - 1] == ":":
                content = ((later[end].start, later[end].end),)
                self.drafts[i] = replace(draft, content=content)

    def finished(self) -> list[Draft]:
        """Return the drafts with content; who speaks in quotation marks does so at depth 1."""
        marked = [
            (draft, i in self.quoted) for i, draft in enumerate(self.drafts) if draft.content
        ]
        deep = with_depths([draft for draft, _ in marked])
        return [
            replace(draft, depth=max(draft.depth, int(is_quoted)))
            for draft, (_, is_quoted) in zip(deep, marked, strict=True)
        ]

    def _bare(self, outer: list[int], span: Span) -> list[int]:
        """Return the speech act without content that a quotation stands with.

        It stands in the same sentence, right behind the quotation, or before it with a colon.
        """
        gap = self.document.text[max(0, span[0] - 2 * _NEAR) : span[0]]
        is_led = gap.rstrip().endswith((":", ","))
        wide = (span[0] - len(gap) if is_led else span[0], span[1] + _NEAR)
        near = [i for i in outer if self.drafts[i].is_speech and not self.drafts[i].content
                and overlaps(self.drafts[i].reach, wide)]  # fmt: skip
        return sorted(near, key=lambda i: self._distance(i, span))[:1]

    def _distance(self, i: int, span: Span) -> int:
        """Return how many characters lie between a cue and a quotation."""
        start, end = self.drafts[i].cue
        return max(span[0] - end, start - span[1])

    def _continued(self, quotation: Quotation) -> list[int]:
        """Return whose speech a quotation goes on with.

        It does behind the end of a sentence, behind an aside (`…, he said, "…"`), and as a whole
        paragraph behind one that ended in the same speech.
        """
        last = self.last
        if last is None or self.owner is None:
            return []
        if last.block == quotation.block:
            cue = self.drafts[self.owner].cue
            is_between = last.end <= cue[0] and cue[1] <= quotation.start
            return [self.owner] if quotation.begins_sentence or is_between else []
        is_next = quotation.is_first and last.block + 1 == quotation.block
        return [self.owner] if is_next and (last.is_open or self._is_alone(quotation)) else []

    def _is_alone(self, quotation: Quotation) -> bool:
        """Return whether a quotation is a whole paragraph."""
        return quotation.end >= self.document.blocks[quotation.block].end - 1


def _clipped(draft: Draft, span: Span) -> Draft:
    """Return a draft whose content is cut to the quotation that its cue stands in."""
    inside = tuple(
        (max(start, span[0]), min(end, span[1]))
        for start, end in draft.content
        if overlaps((start, end), span)
    )
    return replace(draft, content=inside)
