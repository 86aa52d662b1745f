"""One attribution inside a sentence, by the places of its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.status.voices.sources import source_places
from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.model.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution inside a sentence, by the places of words.

    Attributes:
        kind: The construction that it was read from.
        anchor: The word that attributes.
        cue: The anchor and what belongs to it.
        source: Who is named; empty where nobody is.
        content: What is attributed; may be empty where the words in quotes beside it are meant.
        stance: How the source stands to the content.
    """

    kind: str
    anchor: Word
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: frozenset[int]
    stance: Stance


@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence and the lists that its voices are read with."""

    tree: Tree
    words: VoiceWords
    lexicon: Lexicon

    def voice(
        self,
        kind: str,
        anchor: Word,
        *,
        source: Word | None,
        content: Iterable[int],
        cue: Iterable[int] = (),
    ) -> Voice:
        """Return a voice; what belongs to source or cue is no content."""
        whose = source_places(self.tree, source, anchor) if source is not None else ()
        places = tuple(sorted({anchor.i, *cue}))
        kept = frozenset(content) - set(whose) - set(places)
        stance = self.words.stance_of(anchor.base, self.lexicon)
        return Voice(kind, anchor, places, whose, kept, stance)
