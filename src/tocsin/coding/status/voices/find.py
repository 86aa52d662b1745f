"""Who says, thinks, feels or wants what within one sentence: verbs, adjectives, nouns, asides."""

from collections.abc import Iterator

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.status.voices.attributed import QUOTES
from tocsin.coding.status.voices.contents import clause, extent
from tocsin.coding.status.voices.sources import owner_of_noun, speaker_of
from tocsin.coding.status.voices.verbs import cue_of, verb_voices
from tocsin.coding.status.voices.voice import Sight, Voice
from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.tree import Role, Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)


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
    if _is_felt_participle(sight, word):
        yield from _felt(sight, word, word)
    elif word.is_verb:
        yield from verb_voices(sight, word)
    elif word.pos == "ADJ":
        yield from _adjective(sight, word)
    elif word.pos == "NOUN":
        yield from _noun(sight, word)
    if f"{word.base} to" in sight.lexicon.words["according"]:
        yield from _according(sight, word)


def _before_colon(sight: Sight, known: set[int]) -> Iterator[Voice]:
    """Yield the subject of a sentence that ends in a colon, or has one before a quotation."""
    tree = sight.tree
    root = next((word for word in tree.words if word.role is Role.ROOT), None)
    if root is None or not root.is_verb or known & {root.i}:
        return
    colons = (word.i for word in tree.words[root.i :] if word.text == ":")
    colon = next(colons, None)
    if colon is None or (colon + 1 < len(tree) and tree.words[colon + 1].text not in QUOTES):
        return
    source = speaker_of(tree, root, sight.lexicon)
    if source is not None:
        yield sight.voice("colon", root, source=source, content=())


def _is_felt_participle(sight: Sight, word: Word) -> bool:
    """Return whether a participle says what its subject feels: `is worried`, `was convinced`."""
    if word.tag != "VBN" or not sight.words.has("adjectives", word.text.lower()):
        return False
    has_subject = sight.tree.child(word.i, *_SUBJECTS) is not None
    return word.is_verb and (has_subject or word.role in {Role.PREDICATIVE, Role.CONJUNCT})


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
    names = words.lists["adjective_prepositions"]
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
        cue = [verb.i, *cue_of(tree, verb)]
        yield sight.voice(
            "felt", word, source=source, content=extent(tree, words, parts), cue=cue
        )


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
    yield sight.voice(
        "according", word, source=source, content=clause(tree, head) - own, cue=[prep.i]
    )
