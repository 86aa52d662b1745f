"""The words of the document that carry a claim."""

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
