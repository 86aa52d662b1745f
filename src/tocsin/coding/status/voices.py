"""Who says, thinks, feels or wants what within one sentence: verbs, adjectives, nouns, asides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.status.contents import clause, extent
from tocsin.coding.status.voice_words import VoiceWords
from tocsin.coding.status.voice_sources import owner_of_noun, source_places, speaker_of
from tocsin.coding.syntax.grammar import is_passive, lemma_of
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.vocabulary import Stance

_QUOTES = frozenset({'"', "''", "``", "'", "`"})
_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_AUXILIARIES = (Role.AUXILIARY, Role.PASSIVE_AUXILIARY, Role.NEGATION, Role.PARTICLE)


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution inside a sentence, by the places of words.

    Attributes:
        kind: The construction that it was read from.
        anchor: The word that attributes.
        cue: The anchor and what belongs to it.
        source: Who is named; empty where nobody is.
        content: What is attributed; may be empty where the words in quotes beside it are meant.
        stance: How the source stands to the content.
    """

    kind: str
    anchor: Word
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: frozenset[int]
    stance: Stance


@dataclass(frozen=True, slots=True)
class Sight:
    """A sentence and the lists that its voices are read with."""

    tree: Tree
    words: VoiceWords
    lexicon: Lexicon

    def voice(
        self,
        kind: str,
        anchor: Word,
        *,
        source: Word | None,
        content: Iterable[int],
        cue: Iterable[int] = (),
    ) -> Voice:
        """Return a voice; what belongs to source or cue is no content."""
        whose = source_places(self.tree, source, anchor) if source is not None else ()
        places = tuple(sorted({anchor.i, *cue}))
        kept = frozenset(content) - set(whose) - set(places)
        stance = self.words.stance_of(anchor.base, self.lexicon)
        return Voice(kind, anchor, places, whose, kept, stance)


def find_voices(tree: Tree, words: VoiceWords, lexicon: Lexicon) -> list[Voice]:
    """Return every attribution that the grammar of a sentence shows, in the order of their cues."""
    sight = Sight(tree, words, lexicon)
    found = [voice for word in tree.words for voice in _voices_at(sight, word)]
    found += _before_colon(sight, {voice.anchor.i for voice in found})
    lent = {place for voice in found if voice.kind == "noun" for place in voice.cue
            if place != voice.anchor.i}  # fmt: skip
    kept = (voice for voice in found if voice.anchor.i not in lent)
    return sorted(kept, key=lambda voice: voice.anchor.i)


def _voices_at(sight: Sight, word: Word) -> Iterator[Voice]:
    """Yield the voices that one word makes heard; at most one of each construction."""
    if word.is_verb:
        yield from _verb(sight, word)
    elif word.pos == "ADJ":
        yield from _adjective(sight, word)
    elif word.pos == "NOUN":
        yield from _noun(sight, word)
    if word.base in {"accord", "according"} or word.text.lower() == "according":
        yield from _according(sight, word)


def _before_colon(sight: Sight, known: set[int]) -> Iterator[Voice]:
    """Yield the subject of a sentence that ends in a colon, or has one before a quotation."""
    tree = sight.tree
    root = next((word for word in tree.words if word.role is Role.ROOT), None)
    if root is None or not root.is_verb or known & {root.i}:
        return
    colons = (word.i for word in tree.words[root.i :] if word.text == ":")
    colon = next(colons, None)
    if colon is None or (colon + 1 < len(tree) and tree.words[colon + 1].text not in _QUOTES):
        return
    source = speaker_of(tree, root, sight.lexicon)
    if source is not None:
        yield sight.voice("colon", root, source=source, content=())


def _verb(sight: Sight, verb: Word) -> Iterator[Voice]:
    """Yield what a verb attributes to its subject, or to the agent of its passive."""
    tree, words = sight.tree, sight.words
    text = verb.text.lower()
    if verb.tag == "VBN" and words.has("adjectives", text) and _is_predicate(sight, verb):
        yield from _felt(sight, verb, verb)
        return
    if is_passive(tree, verb):
        yield from _passive(sight, verb)
        return
    aside = _aside_content(sight, verb)
    parts = list(_attributed(sight, verb))
    content = extent(tree, words, parts) or aside
    is_speech = words.has("speech", verb.base, lemma_of(tree, verb))
    source = speaker_of(tree, verb, sight.lexicon)
    if not content and not (is_speech and source is not None):
        return
    kind = "aside" if aside and not parts else _kind(parts, verb)
    yield sight.voice(kind, verb, source=source, content=content, cue=_cue(tree, verb, parts))


def _kind(parts: list[Word], verb: Word) -> str:
    """Return the construction that a verb attributes with."""
    if not parts:
        return "bare"
    return "+".join(sorted({part.role.value for part in parts}))


def _cue(tree: Tree, verb: Word, parts: list[Word]) -> Iterator[int]:
    """Yield the places of a verb's auxiliaries and particle, and of prepositions before content."""
    for child in tree.children(verb.i, *_AUXILIARIES):
        if abs(child.i - verb.i) <= 4:
            yield child.i


def _attributed(sight: Sight, verb: Word) -> Iterator[Word]:
    """Yield the words below a verb that head what its subject says, thinks, feels or wants."""
    tree, words = sight.tree, sight.words
    lemmas = (verb.base, lemma_of(tree, verb))
    for child in tree.children(verb.i):
        if child.role is Role.COMPLEMENT:
            if _is_content(sight, verb, child):
                yield child
        elif child.role is Role.OPEN_COMPLEMENT:
            if words.has("infinitive", *lemmas):
                yield child
        elif child.role in {Role.OBJECT, Role.PREDICATIVE}:
            if words.has("object", *lemmas):
                yield child
        elif child.role is Role.PARATAXIS:
            if words.has("speech", *lemmas) and child.i > verb.i:
                yield child
        elif child.role is Role.CONJUNCT:
            if _joins_infinitive(tree, verb, child):
                yield child
        elif child.role is Role.PREPOSITION:
            if child.base in words.prepositions.get(verb.base, ()):
                yield from tree.children(child.i)


def _is_content(sight: Sight, verb: Word, child: Word) -> bool:
    """Return whether a clause is what a verb's subject says or thinks.

    Before its verb, or behind a colon, it is so with verbs of saying alone.
    """
    lemmas = (verb.base, lemma_of(sight.tree, verb))
    if sight.words.has("speech", *lemmas):
        return True
    between = sight.tree.words[min(verb.i, child.i) + 1 : max(verb.i, child.i)]
    is_loose = child.i < verb.i or any(word.text == ":" for word in between)
    return not is_loose and not sight.words.has("no_clause", *lemmas)


def _joins_infinitive(tree: Tree, verb: Word, child: Word) -> bool:
    """Return whether a bare verb is coordinated with the infinitive below a finite verb.

    `wants to triple it, keep it and create …`: the parser hangs `keep` on `wants`.
    """
    is_bare = child.tag == "VB" and verb.tag != "VB" and not tree.children(child.i, Role.AUXILIARY)
    return is_bare and tree.child(verb.i, Role.OPEN_COMPLEMENT) is not None


def _aside_content(sight: Sight, verb: Word) -> set[int]:
    """Return what a verb in an aside attributes: `…, officials said, …`, `as he put it`."""
    tree = sight.tree
    head = tree.head(verb)
    if head is None or not sight.words.has("speech", verb.base, lemma_of(tree, verb)):
        return set()
    own = {word.i for word in tree.subtree(verb.i)}
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
    parts = list(_attributed(sight, verb))
    patient = tree.child(verb.i, *_SUBJECTS)
    if agent is None and not any(part.role in {Role.COMPLEMENT, Role.OPEN_COMPLEMENT} for part in parts):
        return
    if patient is not None:
        parts.append(patient)
    yield sight.voice(
        "passive", verb, source=agent, content=extent(tree, words, parts), cue=_cue(tree, verb, parts)
    )


def _is_predicate(sight: Sight, word: Word) -> bool:
    """Return whether an adjective or participle is said of a subject."""
    tree = sight.tree
    if tree.child(word.i, *_SUBJECTS) is not None:
        return True
    head = tree.head(word)
    is_predicative = word.role in {Role.PREDICATIVE, Role.CONJUNCT}
    return is_predicative and head is not None


def _adjective(sight: Sight, word: Word) -> Iterator[Voice]:
    """Yield what an adjective attributes: `X is confident that`, `X is worried about`."""
    if not sight.words.has("adjectives", word.base, word.text.lower()):
        return
    head = sight.tree.head(sight.tree.first_conjunct(word))
    if head is not None and head.is_verb and sight.words.has("copulas", head.base):
        yield from _felt(sight, word, head)


def _felt(sight: Sight, word: Word, verb: Word) -> Iterator[Voice]:
    """Yield what a predicate attributes to its subject."""
    tree, words = sight.tree, sight.words
    names = words.words["adjective_prepositions"]
    roles = {Role.COMPLEMENT, Role.OPEN_COMPLEMENT}
    parts = [child for child in tree.children(word.i) if child.role in roles]
    for child in tree.children(word.i, Role.PREPOSITION, Role.AGENT):
        if child.base in names:
            parts += tree.children(child.i)
    if verb is not word:
        parts += [child for child in tree.children(verb.i)
                  if child.role in roles and child.i > word.i]  # fmt: skip
    source = speaker_of(tree, verb, sight.lexicon)
    if parts and source is not None:
        cue = [verb.i, *_cue(tree, verb, parts)]
        yield sight.voice("felt", word, source=source, content=extent(tree, words, parts), cue=cue)


def _noun(sight: Sight, noun: Word) -> Iterator[Voice]:
    """Yield what a noun attributes: `X's claim that`, `made the case for`, `the view of X that`."""
    tree, words = sight.tree, sight.words
    parts: list[Word] = []
    if words.has("nouns", noun.base):
        parts += tree.children(noun.i, Role.NOUN_CLAUSE, Role.COMPLEMENT)
    for child in tree.children(noun.i, Role.PREPOSITION):
        if child.base in words.noun_topics.get(noun.base, ()):
            parts += tree.children(child.i)
    if not parts:
        return
    source, cue = owner_of_noun(tree, noun, words, sight.lexicon)
    if source is not None:
        yield sight.voice(
            "noun", noun, source=source, content=extent(tree, words, parts), cue=cue
        )


def _according(sight: Sight, word: Word) -> Iterator[Voice]:
    """Yield what is told `according to` somebody: the clause that it hangs on."""
    tree = sight.tree
    sources = [(prep, child) for prep in tree.children(word.i, Role.PREPOSITION) if prep.base == "to"
               for child in tree.children(prep.i, Role.PREP_OBJECT)]  # fmt: skip
    head = tree.head(word)
    if not sources or head is None:
        return
    prep, source = sources[0]
    own = {inner.i for inner in tree.subtree(word.i)}
    yield sight.voice("according", word, source=source, content=clause(tree, head) - own, cue=[prep.i])
