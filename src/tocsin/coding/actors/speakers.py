"""Who speaks in a quotation: whom `we` and `our` mean."""

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.ids import country

_QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})


@dataclass(slots=True)
class Speakers:
    """The speaker of the running quotation, from sentence to sentence.

    Attributes:
        voice: Who publishes the document, where that is a state or body: an official
            statement says `we` outside quotation marks.
    """

    lexicon: Lexicon
    voice: Actors = ()
    _last: Actors = ()
    _last_index: int = -9
    _is_open: bool = False
    _is_open_before: bool = False

    def enter(self, tree: Tree, resolve: Callable[[Word], Actors]) -> None:
        """Keep who speaks in a sentence, and whether a quotation goes on behind it."""
        marks = sum(word.text in _QUOTES for word in tree.words)
        self._is_open_before = self._is_open
        if marks % 2:
            self._is_open = not self._is_open
        is_quoting = bool(marks) or self._is_open_before
        subject = self._subject(tree) if is_quoting else None
        if subject is not None:
            self._last, self._last_index = resolve(subject), tree.index

    def speaker(self, tree: Tree, word: Word) -> Actors:
        """Return whom `we` means at a place: the speaker's state or body."""
        if not self._is_quoted(tree, word):
            return self.voice
        is_near = tree.index - self._last_index <= 1
        return tuple(dict.fromkeys(map(country, self._last))) if is_near else ()

    def _is_quoted(self, tree: Tree, word: Word) -> bool:
        """Return whether a word stands between quotation marks."""
        marks = sum(other.text in _QUOTES for other in tree.words[: word.i])
        return bool(marks % 2) != self._is_open_before

    def _subject(self, tree: Tree) -> Word | None:
        """Return who says what a sentence quotes: the subject of its word of saying."""
        for word in tree.words:
            if not word.is_verb or self._is_quoted(tree, word):
                continue
            subject = tree.child(word.i, Role.SUBJECT)
            is_saying = word.base in self.lexicon.reporting
            if is_saying and subject is not None and not self._is_quoted(tree, subject):
                return subject
        return None
