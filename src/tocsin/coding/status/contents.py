"""How far the content of an attribution reaches: its clause or phrase, without the author's asides."""

from collections.abc import Iterable

from tocsin.coding.status.voice_words import VoiceWords
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_ASIDES = frozenset({Role.RELATIVE_CLAUSE, Role.ADVERBIAL_CLAUSE, Role.CONJUNCT})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def places_of(tree: Tree, words: Iterable[Word]) -> set[int]:
    """Return the places of some words and all below them."""
    return {inner.i for word in words for inner in tree.subtree(word.i)}


def extent(tree: Tree, words: VoiceWords, parts: list[Word]) -> set[int]:
    """Return the places of a content, cut where the author speaks again.

    The author does behind a semicolon, and in an aside behind a comma that reports something
    itself: `said that A, although B denies it`, `said that A, and B said that C`.
    """
    found = places_of(tree, parts)
    heads = {part.i for part in parts}
    for i in sorted(found):
        word = tree.words[i]
        if word.text == ";" and i > min(heads):
            found = {place for place in found if place < i}
            break
        if i not in heads and _is_aside(tree, words, word):
            found -= places_of(tree, [word])
    return found


def clause(tree: Tree, word: Word) -> set[int]:
    """Return the places of the clause that a word stands in."""
    while not word.is_verb and (head := tree.head(word)) is not None:
        word = head
    return places_of(tree, [word])


def _is_aside(tree: Tree, words: VoiceWords, word: Word) -> bool:
    """Return whether a clause stands behind a comma and reports something itself."""
    if word.role not in _ASIDES or not word.is_verb:
        return False
    if goes_on(tree, word):
        return _reports(tree, words, word)
    first = tree.subtree(word.i)[0].i
    marks = {tree.words[place].text for place in (first - 1, first - 2) if place >= 0}
    if "," not in marks:
        return False
    if word.role is Role.CONJUNCT and tree.child(word.i, *_SUBJECTS) is None:
        return False
    return any(_reports(tree, words, inner) for inner in tree.subtree(word.i))


def _reports(tree: Tree, words: VoiceWords, verb: Word) -> bool:
    """Return whether a finite verb of saying has a content of its own."""
    is_finite = verb.tag in _FINITE and verb.is_verb
    is_cue = is_finite and words.has("speech", verb.base, lemma_of(tree, verb))
    return is_cue and tree.child(verb.i, Role.COMPLEMENT, Role.OPEN_COMPLEMENT) is not None


def goes_on(tree: Tree, verb: Word) -> bool:
    """Return whether a verb is coordinated with the cue above it and not with the content.

    `said that it would leave and suggested that …`: behind a modal stands no past tense.
    """
    head = tree.head(verb)
    if verb.role is not Role.CONJUNCT or head is None or verb.tag not in _FINITE:
        return False
    if head.role is not Role.COMPLEMENT or tree.child(verb.i, *_SUBJECTS) is not None:
        return False
    return any(aux.tag in {"MD", "TO"} for aux in tree.children(head.i, Role.AUXILIARY))
