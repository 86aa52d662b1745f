"""Small repairs of trees that cannot be right, before anything is read from them."""

from dataclasses import replace

from tocsin.coding.syntax.tree import Role, Word


def repair(words: tuple[Word, ...], two_faced: frozenset[str]) -> tuple[Word, ...]:
    """Return the words of a sentence with its main verb restored.

    `Part of the plan since A's invasion of B has been to …` comes out with the noun as root and
    the verb as an adverbial clause `since … has been`. A sentence whose root is a noun, with a
    finite clause behind a two-faced marker, is read again: the noun is the subject, the clause's
    verb the root, and the marker a preposition before the clause's own subject.

    So is `to` before a name, which the parser now and then takes for an infinitive.

    Args:
        words: The words as the parser gives them.
        two_faced: Markers that are prepositions too.
    """
    words = _without_named_infinitives(words)
    root = next((word for word in words if word.role is Role.ROOT), None)
    if root is None or root.pos not in {"NOUN", "PROPN"}:
        return words
    for verb in words:
        if verb.head != root.i or verb.role is not Role.ADVERBIAL_CLAUSE or not verb.is_verb:
            continue
        marker = _child(words, verb, Role.MARKER)
        subject = _child(words, verb, Role.SUBJECT)
        subject = subject or _child(words, verb, Role.PASSIVE_SUBJECT)
        if marker is not None and marker.base in two_faced and subject is not None:
            return _restored(words, root, verb, marker, subject)
    return words


def _without_named_infinitives(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with `to` before a name as a preposition.

    `Portugal sold jets to Denmark` comes out with the name as an infinitive: no name is one.
    """
    changed: dict[int, Word] = {}
    for to in words:
        name = words[to.head]
        is_named = name.pos == "PROPN" and name.i > to.i and name.head != name.i
        if to.text.lower() == "to" and to.role is Role.AUXILIARY and is_named:
            changed[to.i] = replace(to, role=Role.PREPOSITION, head=name.head, pos="ADP")
            changed[name.i] = replace(name, role=Role.PREP_OBJECT, head=to.i)
    return tuple(changed.get(word.i, word) for word in words) if changed else words


def as_common_noun(text: str, tag: str, entity: str, place: int) -> str | None:
    """Return the lemma of a plural that only its place in the sentence makes look like a name.

    `Rockets were delivered …`: the first word has a capital, and the tagger takes it for a name.
    None for names that the parser knows as such, and anywhere else.
    """
    if place or tag != "NNPS" or entity in _NAMED or not text[1:].islower():
        return None
    lower = text.lower()
    return f"{lower[:-3]}y" if lower.endswith("ies") else lower.removesuffix("s")


_NAMED = frozenset({"GPE", "NORP", "PERSON"})


def _child(words: tuple[Word, ...], head: Word, role: Role) -> Word | None:
    """Return the first child of a word in a role."""
    return next((word for word in words if word.head == head.i and word.role is role), None)


def _restored(
    words: tuple[Word, ...], root: Word, verb: Word, marker: Word, subject: Word
) -> tuple[Word, ...]:
    """Return the words with the verb as root."""
    changed = {
        verb.i: replace(verb, role=Role.ROOT, head=verb.i),
        root.i: replace(root, role=Role.SUBJECT, head=verb.i),
        marker.i: replace(marker, role=Role.PREPOSITION, head=root.i, pos="ADP"),
        subject.i: replace(subject, role=Role.PREP_OBJECT, head=marker.i),
    }
    return tuple(changed.get(word.i, word) for word in words)
