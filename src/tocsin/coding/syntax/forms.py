"""The forms of verbs: orders, infinitives, tenses."""

from tocsin.coding.syntax.tree import Role, Tree, Word

SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
AUXILIARIES = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY)
WH_TAGS = frozenset({"WP", "WP$", "WRB", "WDT"})
_PRESENT = frozenset({"VBP", "VBZ"})


def is_imperative(tree: Tree, word: Word) -> bool:
    """Return whether a verb is an order: a bare form without subject, helper or governor.

    Any word behind `please` is one, whatever the parser takes it for.
    """
    before = next(
        (item for item in reversed(tree.words[: word.i]) if item.pos != "PUNCT"), None
    )
    if before is not None and before.base == "please":
        return True
    is_governed = word.role in {Role.COMPLEMENT, Role.OPEN_COMPLEMENT}
    if word.tag != "VB" or is_governed or tree.child(word.i, *SUBJECTS) is not None:
        return False
    if any(child.base != "do" for child in tree.children(word.i, *AUXILIARIES)):
        return False
    return word.role is not Role.CONJUNCT or is_imperative(tree, tree.first_conjunct(word))


def is_infinitive(tree: Tree, word: Word) -> bool:
    """Return whether `to` stands before a verb."""
    return any(child.base == "to" for child in tree.children(word.i, Role.AUXILIARY))


def is_bare(tree: Tree, word: Word) -> bool:
    """Return whether a verb stands without `to`, modal or `do`: `made them leave`."""
    helpers = tree.children(word.i, Role.AUXILIARY)
    return word.tag == "VB" and all(child.tag == "VB" for child in helpers)


def has_infinitive(tree: Tree, word: Word) -> bool:
    """Return whether an infinitive with `to` hangs on a verb."""
    return any(
        is_infinitive(tree, child) for child in tree.children(word.i, Role.OPEN_COMPLEMENT)
    )


def shares_infinitive(tree: Tree, word: Word) -> bool:
    """Return whether a bare verb stands beside the infinitive below a finite verb.

    `needs to wash it and dry it`: the parser hangs `dry` on `needs`.
    """
    head = tree.head(word)
    if word.role is not Role.CONJUNCT or head is None or not is_bare(tree, word):
        return False
    return head.is_verb and head.tag != "VB" and has_infinitive(tree, head)


def is_present(tree: Tree, word: Word) -> bool:
    """Return whether a verb, or the verb of a predicate, stands in the present tense."""
    verb, helpers = _finite(tree, word)
    is_perfect = any(item.base == "have" for item in helpers)
    return not is_perfect and any(item.tag in _PRESENT for item in (verb, *helpers))


def is_past(tree: Tree, word: Word) -> bool:
    """Return whether a verb, or the verb of a predicate, stands in the past or perfect."""
    verb, helpers = _finite(tree, word)
    return verb.tag == "VBD" or any(
        item.tag == "VBD" or item.base == "have" for item in helpers
    )


def _finite(tree: Tree, word: Word) -> tuple[Word, list[Word]]:
    """Return a verb, or the one above an adjective or noun, with its helpers."""
    above = tree.head(word)
    verb = word if word.is_verb or above is None else above
    return verb, tree.children(verb.i, *AUXILIARIES)


def leads_of(tree: Tree, word: Word) -> set[str]:
    """Return the markers and adverbs before a clause, as lemmas."""
    leads = tree.children(word.i, Role.MARKER, Role.ADVERB)
    return {child.base for child in leads if child.i < word.i}
