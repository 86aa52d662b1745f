"""Small repairs of trees that cannot be right, before anything is read from them."""

from dataclasses import replace

from tocsin.coding.syntax.tree import ARGUMENT_ROLES, Role, Word


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
    words = _with_listed_names(_with_days_apart(_without_named_infinitives(words)))
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


def _with_days_apart(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with a day taken out of a name: `met President Assad Tuesday`.

    Wire style leaves out `on`, and the parser makes the day the head of the name before it.
    """
    changed: dict[int, Word] = {}
    for day in words:
        if day.text not in _DAYS or day.pos != "PROPN" or day.role not in ARGUMENT_ROLES:
            continue
        parts = [word for word in words if word.head == day.i and word.role is Role.COMPOUND]
        if not parts or parts[-1].i != day.i - 1 or parts[-1].pos != "PROPN":
            continue
        name = parts[-1]
        changed[name.i] = replace(name, role=day.role, head=day.head)
        verb = _verb_above(words, day)
        changed[day.i] = replace(day, role=Role.TIME, head=verb.i, entity="DATE")
        for word in words:
            if word.head == day.i and word.i not in changed:
                changed[word.i] = replace(word, head=name.i)
    return tuple(changed.get(word.i, word) for word in words) if changed else words


def _verb_above(words: tuple[Word, ...], word: Word) -> Word:
    """Return the nearest verb above a word, or the topmost word."""
    while word.head != word.i and not words[word.head].is_verb:
        word = words[word.head]
    return words[word.head]


def _with_listed_names(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with a list of states read as one: `the US, Russia and China met`.

    The parser takes the second state for an apposition of the first, though it is joined to a third.
    """
    changed = {
        word.i: replace(word, role=Role.CONJUNCT)
        for word in words
        if word.role is Role.APPOSITION
        and word.entity == words[word.head].entity == "GPE"
        and _child(words, word, Role.CONJUNCT) is not None
        and word.i - words[word.head].i <= _NEXT
    }
    return tuple(changed.get(word.i, word) for word in words) if changed else words


_NEXT = 4
_DAYS = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
)


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
