"""What a verb attributes to its subject: which of its dependents are said, thought or wanted."""

from collections.abc import Iterator

from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_CLAUSES = frozenset({Role.COMPLEMENT, Role.OPEN_COMPLEMENT})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_TIMES = frozenset({"DATE", "TIME"})
QUOTES = frozenset({'"', "''", "``", "'", "`"})


def attributed(tree: Tree, words: VoiceWords, verb: Word) -> list[Word]:
    """Return the words below a verb that head what its subject says, thinks, feels or wants."""
    parts = [
        part for child in tree.children(verb.i) for part in _parts(tree, words, verb, child)
    ]
    parts = _without_fronted(tree, verb, parts)
    if any(part.role is Role.OBJECT for part in parts):
        parts += [child for child in _trailing(tree, verb, parts) if child not in parts]
    elif any(part.role is Role.OPEN_COMPLEMENT for part in parts):
        parts += [child for child in tree.children(verb.i, Role.OBJECT) if child.i > verb.i]
    return parts


def loose_content(tree: Tree, verb: Word, source: Word) -> set[int]:
    """Return the content of a verb of saying that the parser hung nothing on.

    A clause with `that` further on, or all that stands before `…, he said` at the end.
    """
    if verb.tag not in _FINITE:
        return set()
    for word in tree.words[verb.i + 1 :]:
        if word.is_verb:
            break
        if word.role is Role.MARKER and word.base == "that":
            return {inner.i for inner in tree.subtree(word.head) if inner.i >= word.i}
    first = min(source.i, verb.i)
    start = tree.subtree(source.i)[0].i if source.i < verb.i else first
    is_last = all(word.pos == "PUNCT" for word in tree.words[max(source.i, verb.i) + 1 :])
    if is_last and start > 1 and tree.words[start - 1].text == ",":
        return set(range(start - 1))
    return set()


def _parts(tree: Tree, words: VoiceWords, verb: Word, child: Word) -> Iterator[Word]:
    """Yield the heads of content that one dependent of a verb brings."""
    lemmas = (verb.base, lemma_of(tree, verb))
    if child.role is Role.PREPOSITION:
        if child.base in words.prepositions.get(verb.base, ()):
            yield from (inner for inner in tree.children(child.i) if inner.pos != "PUNCT")
        return
    if child.role is Role.COMPLEMENT:
        is_part = _is_content(tree, words, verb, child)
    elif child.role is Role.OPEN_COMPLEMENT:
        is_part = words.has("infinitive", *lemmas)
    elif child.role in {Role.OBJECT, Role.PREDICATIVE}:
        is_part = words.has("object", *lemmas)
    elif child.role is Role.PARATAXIS:
        is_part = words.has("speech", *lemmas) and child.i > verb.i
    else:
        is_part = child.role is Role.CONJUNCT and _joins_infinitive(tree, verb, child)
    if is_part:
        yield child


def _is_content(tree: Tree, words: VoiceWords, verb: Word, child: Word) -> bool:
    """Return whether a clause is what a verb's subject says or thinks.

    Before its verb, or behind a colon, it is so with verbs of saying alone.
    """
    lemmas = (verb.base, lemma_of(tree, verb))
    if words.has("speech", *lemmas):
        return True
    between = tree.words[min(verb.i, child.i) + 1 : max(verb.i, child.i)]
    is_loose = child.i < verb.i or any(word.text == ":" for word in between)
    return not is_loose and not words.has("no_clause", *lemmas)


def _joins_infinitive(tree: Tree, verb: Word, child: Word) -> bool:
    """Return whether a bare verb is coordinated with the infinitive below a finite verb.

    `hopes to sell it, move and retire`: the parser hangs `move` on `hopes`.
    """
    is_bare = (
        child.tag == "VB" and verb.tag != "VB" and not tree.children(child.i, Role.AUXILIARY)
    )
    return is_bare and tree.child(verb.i, Role.OPEN_COMPLEMENT) is not None


def _without_fronted(tree: Tree, verb: Word, parts: list[Word]) -> list[Word]:
    """Return the parts without a clause before the verb that only sets the scene.

    Where a clause follows, one before it is content in quotation marks alone.
    """
    clauses = [part for part in parts if part.role is Role.COMPLEMENT]
    if not any(part.i > verb.i for part in clauses):
        return parts
    return [part for part in parts if part.i > verb.i or part not in clauses
            or _is_quoted(tree, part)]  # fmt: skip


def _is_quoted(tree: Tree, part: Word) -> bool:
    """Return whether a quotation mark stands at either end of a clause."""
    below = tree.subtree(part.i)
    edges = {*range(below[0].i - 1, below[0].i + 1), *range(below[-1].i, below[-1].i + 3)}
    return any(0 <= i < len(tree) and tree.words[i].text in QUOTES for i in edges)


def _trailing(tree: Tree, verb: Word, parts: list[Word]) -> Iterator[Word]:
    """Yield what follows an object without a comma: the parser often hangs its phrases on the verb."""
    last = max(part.i for part in parts)
    end = tree.subtree(last)[-1].i
    for child in tree.children(
        verb.i, Role.PREPOSITION, Role.RELATIVE_CLAUSE, Role.NOUN_CLAUSE
    ):
        below = tree.subtree(child.i)
        if below[0].i != end + 1:
            continue
        if any(word.entity in _TIMES for word in tree.children(child.i)):
            continue
        end = below[-1].i
        yield child
