"""Conditions: `if B agrees`, `should B agree`, `as soon as B agrees`, `on condition that …`."""

from collections.abc import Iterator
from itertools import pairwise

from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import Role, Tree, Word

_CLAUSES = (Role.ADVERBIAL_CLAUSE, Role.PREPOSITION, Role.NOUN_CLAUSE, Role.COMPLEMENT)
_LIMITS = frozenset({"soon", "long"})


def has_condition(scene: Scene, word: Word) -> bool:
    """Return whether a condition hangs on a word; `even if` makes none of what it hangs on."""
    tree = scene.tree
    clauses = tree.children(word.i, *_CLAUSES)
    for adverb in tree.children(word.i, Role.ADVERB):
        if adverb.base in _LIMITS:  # "as soon as": the clause hangs on the adverb
            clauses += tree.children(adverb.i, Role.ADVERBIAL_CLAUSE)
    return any(
        is_condition(scene, clause) and not _is_concession(scene, clause) for clause in clauses
    )


def _is_concession(scene: Scene, clause: Word) -> bool:
    """Return whether a clause opens with `even if`: itself conditional, it limits nothing."""
    markers = scene.tree.children(clause.i, Role.MARKER)
    return any(marker.i and scene.tree.words[marker.i - 1].base == "even" for marker in markers)


def is_condition(scene: Scene, clause: Word) -> bool:
    """Return whether a clause is a condition of what it hangs on."""
    tree, words = scene.tree, scene.lexicon.words
    if clause.text.lower() in words["hypothetical"]:
        return True
    if clause.role is Role.PREPOSITION:
        return _is_condition_phrase(scene, clause)
    if clause.role is not Role.ADVERBIAL_CLAUSE:
        return is_inverted(scene, clause)
    markers = tree.children(clause.i, Role.MARKER)
    if any(_is_condition_marker(scene, marker) for marker in markers):
        return True
    return is_inverted(scene, clause) or _is_limited(scene, clause)


def _is_condition_marker(scene: Scene, marker: Word) -> bool:
    """Return whether a word opens a condition; `as if` does not."""
    if marker.base not in scene.lexicon.words["condition_markers"]:
        return False
    before = scene.tree.words[marker.i - 1].base if marker.i else ""
    return before != "as"


def _is_condition_phrase(scene: Scene, prep: Word) -> bool:
    """Return whether a preposition leads to a condition: `on condition that`, `in case of`."""
    nouns = scene.lexicon.words["condition_nouns"]
    return any(child.base in nouns for child in scene.tree.children(prep.i, Role.PREP_OBJECT))


def _is_limited(scene: Scene, clause: Word) -> bool:
    """Return whether a clause stands behind `as soon as`, `so long as`, `only when`."""
    tree = scene.tree
    below = tree.children(clause.i)
    first = tree.governed(clause.i)[0].i
    opening = tree.words[max(0, first - 2) : first + 2]
    return any(word.base in _LIMITS for word in opening) and any(
        word.base in {"as", "so"} for word in below
    )


def is_inverted(scene: Scene, verb: Word) -> bool:
    """Return whether a verb stands before its subject: `Should A supply B`, `were A to …`."""
    tree, openers = scene.tree, scene.lexicon.words["inverted_openers"]
    subject = tree.child(verb.i, Role.SUBJECT, Role.PASSIVE_SUBJECT)
    if verb.text.lower() == "were" and (subject is None or subject.i > verb.i):
        return all(child.i > verb.i or child.role is Role.PUNCTUATION
                   for child in tree.children(verb.i))  # fmt: skip
    auxiliaries = tree.children(verb.i, Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
    opener = next((word for word in auxiliaries if word.text.lower() in openers), None)
    return opener is not None and subject is not None and opener.i < subject.i < verb.i


def condition_spans(scene: Scene) -> Iterator[range]:
    """Yield the stretches of a sentence that are conditions, by their words alone.

    The parser mostly fails at `Should A supply B, …` and `…, were A to supply B`; the comma
    that ends such a stretch is seen without it.
    """
    tree = scene.tree
    for word in tree.words:
        if _opens(scene, word):
            ends = (other.i for other in tree.words[word.i + 1 :] if other.text in _ENDS)
            yield range(word.i, next(ends, len(tree)))


_ENDS = frozenset({",", ";", ":", "."})


def stretch_of(tree: Tree, i: int) -> range:
    """Return the part of a sentence, between semicolons, in which a word stands."""
    stops = [word.i for word in tree.words if word.text == ";"]
    start = max((stop for stop in stops if stop < i), default=-1)
    return range(start + 1, min((stop for stop in stops if stop > i), default=len(tree)))


def _opens(scene: Scene, word: Word) -> bool:
    """Return whether a word opens a condition."""
    tree, words = scene.tree, scene.lexicon.words
    before = tree.words[word.i - 1] if word.i else None
    after = tree.words[word.i + 1] if word.i + 1 < len(tree) else None
    if word.base in words["surface_conditions"]:
        return before is None or before.base not in {"even", "as"}
    if word.text.lower() in words["hypothetical"]:
        return after is not None and after.base == "that"
    is_inverted = word.text.lower() in words["inverted_openers"]
    if not is_inverted or after is None or after.pos not in _NAMING:
        return False
    follows_break = before is None or before.text in _BREAKS
    if word.text.lower() == "were":
        return _has_infinitive(tree, word) and (
            follows_break or (before is not None and before.is_verb)
        )
    return word.base == "should" or follows_break


def _has_infinitive(tree: Tree, word: Word) -> bool:
    """Return whether an infinitive follows close behind: `were A to supply`."""
    ahead = tree.words[word.i + 2 : word.i + 10]
    return any(one.base == "to" and two.tag == "VB" for one, two in pairwise(ahead))


_BREAKS = frozenset({",", ";", ":", '"', "-", "--", "("})
_NAMING = frozenset({"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"})
