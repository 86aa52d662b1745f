"""The attribution: who says, thinks, feels or wants what, in the words of a text."""

from dataclasses import dataclass

from tocsin.model.ids import DocumentId
from tocsin.model.vocabulary import Stance

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Something that a text lays in somebody's mouth or mind.

    The source may be anybody: an actor, a private person, a paper, a pronoun, a report. All spans
    are offsets in `Document.text`, [start, end).

    Attributes:
        document: The document it stands in.
        sentence: Index of the sentence with the cue.
        source: Where the source is named; None where nobody is.
        source_text: The characters at the source, empty where nobody is named.
        cue: Where the words stand that attribute: `said`, `according to`, `'s claim`.
        cue_text: The characters at the cue.
        content: The stretches that are attributed, in order, at least one; they may lie in
            several sentences.
        stance: How the source stands to the content.
        depth: How many other attributions hold this one in their content; 0 where the author
            of the text makes it.
    """

    document: DocumentId
    sentence: int
    source: Span | None
    source_text: str
    cue: Span
    cue_text: str
    content: tuple[Span, ...]
    stance: Stance
    depth: int = 0
