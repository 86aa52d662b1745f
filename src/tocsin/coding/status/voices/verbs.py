"""What verbs attribute: to their subject, to the agent of their passive, in an aside."""

from collections.abc import Iterator

from tocsin.coding.status.voices.attributed import attributed, loose_content
from tocsin.coding.status.voices.contents import clause, extent
from tocsin.coding.status.voices.sources import speaker_of
from tocsin.coding.status.voices.voice import Sight, Voice
from tocsin.coding.syntax.grammar import is_passive, lemma_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_CLAUSES = (Role.COMPLEMENT, Role.OPEN_COMPLEMENT)
_AUXILIARIES = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.NEGATION, Role.PARTICLE)


def verb_voices(sight: Sight, verb: Word) -> Iterator[Voice]:
    """Yield what a verb attributes to its subject, or to the agent of its passive."""
    tree, words = sight.tree, sight.words
    if is_passive(tree, verb):
        yield from _passive(sight, verb)
        return
    aside = _aside_content(sight, verb)
    parts = attributed(tree, words, verb)
    content = extent(tree, words, parts) or aside
    is_speech = words.has("speech", verb.base, lemma_of(tree, verb))
    source = speaker_of(tree, verb, sight.lexicon)
    if source is None or not (content or is_speech):
        return
    content = content or loose_content(tree, verb, source)
    kind = "aside" if aside and not parts else _kind(parts)
    yield sight.voice(kind, verb, source=source, content=content, cue=cue_of(tree, verb))


def _kind(parts: list[Word]) -> str:
    """Return the construction that a verb attributes with."""
    if not parts:
        return "bare"
    return "+".join(sorted({part.role.value for part in parts}))


def cue_of(tree: Tree, verb: Word) -> Iterator[int]:
    """Yield the places of the auxiliaries, the negation and the particle of a verb."""
    for child in tree.children(verb.i, *_AUXILIARIES):
        between = tree.words[min(child.i, verb.i) + 1 : max(child.i, verb.i)]
        if not any(word.is_nominal for word in between):
            yield child.i


def _aside_content(sight: Sight, verb: Word) -> set[int]:
    """Return what a verb in an aside attributes: `…, officials said, …`, `as he put it`."""
    tree = sight.tree
    head = tree.head(verb)
    if head is None or not sight.words.has("speech", verb.base, lemma_of(tree, verb)):
        return set()
    own = {word.i for word in tree.subtree(verb.i)}
    if tree.child(verb.i, *_CLAUSES) is not None:
        return set()
    if verb.role is Role.PARATAXIS:
        return clause(tree, head) - own
    markers = {child.base for child in tree.children(verb.i, Role.MARKER)}
    if verb.role is Role.ADVERBIAL_CLAUSE and markers == {"as"}:
        return clause(tree, head) - own
    return set()


def _passive(sight: Sight, verb: Word) -> Iterator[Voice]:
    """Yield what a passive attributes to its agent: `was criticised by X for`, `is expected to`."""
    tree, words = sight.tree, sight.words
    lemmas = (verb.base, lemma_of(tree, verb))
    if not words.has("object", *lemmas) and not words.has("speech", *lemmas):
        return
    agent = next((word for name, word in tree.prepositions(verb.i) if name == "by"), None)
    parts = attributed(tree, words, verb)
    patient = tree.child(verb.i, *_SUBJECTS)
    if agent is None and not any(part.role in _CLAUSES for part in parts):
        return
    if patient is not None:
        parts.append(patient)
    yield sight.voice(
        "passive",
        verb,
        source=agent,
        content=extent(tree, words, parts),
        cue=cue_of(tree, verb),
    )
