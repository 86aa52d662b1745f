"""The words of the document that carry a claim."""

from tocsin.coding.actors.mentions import PLACE_KINDS
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import CLAUSE_ROLES, Tree, Word


def quote_span(tree: Tree, words: list[Word]) -> tuple[int, int]:
    """Return the span from the first to the last word that tells, with their own modifiers."""
    places = {word.i for word in words}
    for word in words:
        if word.is_nominal:  # all of "between North Korea and Russia"
            places |= {part.i for part in tree.conjuncts(word.i)}
    stack = sorted(places)
    while stack:
        word = tree.words[stack.pop()]
        places.add(word.i)
        stack.extend(child.i for child in tree.children(word.i) if _is_modifier(child, word))
    return tree.words[min(places)].start, tree.words[max(places)].end


def _is_modifier(child: Word, word: Word) -> bool:
    """Return whether a word belongs to the one behind it in a quote: no clauses, no lists."""
    is_heavy = child.role in CLAUSE_ROLES or child.pos in {"PUNCT", "ADP", "CCONJ"}
    return not is_heavy and child.i < word.i and not child.is_verb


def place_of(scene: Scene, event: Candidate) -> str | None:
    """Return the place of an event: the next city behind its words, else behind its anchor."""
    last = max((word.i for word in event.words), default=event.anchor.i)
    return _city_from(scene, last + 1) or _city_from(scene, event.anchor.i + 1)


def _city_from(scene: Scene, start: int) -> str | None:
    """Return the first city behind `in` or `at` from some place of a sentence on."""
    words = scene.tree.words
    for word in words[start:]:
        mention = scene.discourse.mention(word.i)
        if mention is None or mention.kind not in PLACE_KINDS or not mention.start:
            continue
        if words[mention.start - 1].base in {"in", "at"}:
            return scene.discourse.place_of(scene.tree, word)
    return None
