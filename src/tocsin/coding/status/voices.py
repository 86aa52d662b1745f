"""Who says, thinks, feels or wants what within one sentence: verbs, adjectives, nouns, asides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.status.voice_words import VoiceWords
from tocsin.coding.syntax.grammar import is_passive, lemma_of, subject_of
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.vocabulary import Stance

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
        whose = source_words(self.tree, source, anchor) if source is not None else ()
        places = tuple(sorted({anchor.i, *cue}))
        kept = frozenset(content) - set(whose) - set(places)
        stance = self.words.stance_of(anchor.base, self.lexicon)
        return Voice(kind, anchor, places, whose, kept, stance)


def find_voices(tree: Tree, words: VoiceWords, lexicon: Lexicon) -> list[Voice]:
    """Return every attribution that the grammar of a sentence shows, in the order of their cues."""
    sight = Sight(tree, words, lexicon)
    found = [voice for word in tree.words for voice in _voices_at(sight, word)]
    return sorted(found, key=lambda voice: voice.anchor.i)


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


def source_words(tree: Tree, source: Word, anchor: Word) -> tuple[int, ...]:
    """Return the words that name a source: its whole phrase, up to the cue."""
    below = {word.i for word in tree.subtree(source.i)}
    before = anchor.i < source.i
    start = end = source.i
    while start - 1 in below and start - 1 != anchor.i:
        start -= 1
    while end + 1 in below and end + 1 != anchor.i and tree.words[end + 1].text != '"':
        end += 1
    if not before and start <= anchor.i <= end:
        end = anchor.i - 1
    while end > source.i and tree.words[end].role is Role.PUNCTUATION:
        end -= 1
    return tuple(range(start, end + 1))


def _places(tree: Tree, words: Iterable[Word]) -> set[int]:
    """Return the places of some words and all below them."""
    return {inner.i for word in words for inner in tree.subtree(word.i)}


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
    content = _places(tree, parts) or aside
    is_speech = words.has("speech", verb.base, lemma_of(tree, verb))
    source = subject_of(tree, verb, sight.lexicon)
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
            if not words.has("no_clause", *lemmas):
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
        elif child.role is Role.PREPOSITION:
            if child.base in words.prepositions.get(verb.base, ()):
                yield from tree.children(child.i)


def _aside_content(sight: Sight, verb: Word) -> set[int]:
    """Return what a verb in an aside attributes: `…, officials said, …`, `as he put it`."""
    tree = sight.tree
    head = tree.head(verb)
    if head is None or not sight.words.has("speech", verb.base, lemma_of(tree, verb)):
        return set()
    own = {word.i for word in tree.subtree(verb.i)}
    if verb.role is Role.PARATAXIS:
        return _clause(tree, head) - own
    markers = {child.base for child in tree.children(verb.i, Role.MARKER)}
    if verb.role is Role.ADVERBIAL_CLAUSE and markers == {"as"}:
        return _clause(tree, head) - own
    return set()


def _clause(tree: Tree, word: Word) -> set[int]:
    """Return the places of the clause that a word stands in."""
    while not word.is_verb and (head := tree.head(word)) is not None:
        word = head
    return {inner.i for inner in tree.subtree(word.i)}


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
        "passive", verb, source=agent, content=_places(tree, parts), cue=_cue(tree, verb, parts)
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
    tree = sight.tree
    names = sight.words.words["adjective_prepositions"]
    roles = {Role.COMPLEMENT, Role.OPEN_COMPLEMENT}
    parts = [child for child in tree.children(word.i) if child.role in roles]
    for child in tree.children(word.i, Role.PREPOSITION, Role.AGENT):
        if child.base in names:
            parts += tree.children(child.i)
    if verb is not word:
        parts += [child for child in tree.children(verb.i)
                  if child.role in roles and child.i > word.i]  # fmt: skip
    source = subject_of(tree, verb, sight.lexicon)
    if parts and source is not None:
        cue = [verb.i, *_cue(tree, verb, parts)]
        yield sight.voice("felt", word, source=source, content=_places(tree, parts), cue=cue)


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
    source, cue = _noun_source(sight, noun)
    if source is not None:
        yield sight.voice(
            "noun", noun, source=source, content=_places(tree, parts), cue=cue
        )


def _noun_source(sight: Sight, noun: Word) -> tuple[Word | None, list[int]]:
    """Return whose claim or feeling a noun is, and the verb that lends it to them."""
    tree = sight.tree
    owner = tree.child(noun.i, Role.POSSESSOR)
    if owner is not None:
        return owner, []
    behind = (word for name, word in tree.prepositions(noun.i) if name in {"by", "from"})
    owner = next(behind, None)
    if owner is not None:
        return owner, []
    head = tree.head(noun)
    if noun.role is Role.OBJECT and head is not None and sight.words.has("lending", head.base):
        return subject_of(tree, head, sight.lexicon), [head.i]
    return None, []


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
    yield sight.voice("according", word, source=source, content=_clause(tree, head) - own, cue=[prep.i])
