"""How far the content of an attribution reaches: its clause or phrase, without the author's asides."""

from collections.abc import Iterable

from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_ASIDES = frozenset({Role.RELATIVE_CLAUSE, Role.ADVERBIAL_CLAUSE, Role.CONJUNCT})
_CONCESSIVE = frozenset({"although", "though", "while"})
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
    return found | _behind_colon(tree, found)


def _behind_colon(tree: Tree, found: set[int]) -> set[int]:
    """Return the rest of a sentence where a colon stands right behind a content."""
    last = max(found, default=len(tree))
    has_colon = last + 2 < len(tree) and tree.words[last + 1].text == ":"
    return set(range(last + 1, len(tree) - 1)) if has_colon else set()


def clause(tree: Tree, word: Word) -> set[int]:
    """Return the places of the clause that a word stands in, without its full stop."""
    while not word.is_verb and (head := tree.head(word)) is not None:
        word = head
    return {i for i in places_of(tree, [word]) if tree.words[i].text != "."}


def _is_aside(tree: Tree, words: VoiceWords, word: Word) -> bool:
    """Return whether a clause is the author's own remark within a content.

    Relative clauses and those with `although` behind a comma are; others where they report
    something themselves.
    """
    if word.role not in _ASIDES or not word.is_verb:
        return False
    if goes_on(tree, word):
        return _reports(tree, words, word)
    if not _is_set_off(tree, word):
        return False
    if word.role is Role.RELATIVE_CLAUSE or _concedes(tree, word):
        return True
    is_own = word.role is not Role.CONJUNCT or tree.child(word.i, *_SUBJECTS) is not None
    return is_own and any(_reports(tree, words, inner) for inner in tree.subtree(word.i))


def _is_set_off(tree: Tree, word: Word) -> bool:
    """Return whether a comma stands before a clause, or before the conjunction that leads it."""
    first = tree.subtree(word.i)[0].i
    return any(tree.words[i].text == "," for i in (first - 1, first - 2) if i >= 0)


def _concedes(tree: Tree, verb: Word) -> bool:
    """Return whether a clause begins with `although` or the like."""
    markers = {child.base for child in tree.children(verb.i, Role.MARKER)}
    return verb.role is Role.ADVERBIAL_CLAUSE and bool(markers & _CONCESSIVE)


def _reports(tree: Tree, words: VoiceWords, verb: Word) -> bool:
    """Return whether a finite verb of saying has a content of its own."""
    is_finite = verb.tag in _FINITE | {"VBG"} and verb.is_verb
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
