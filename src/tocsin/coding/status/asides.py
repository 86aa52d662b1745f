"""Speakers beside the clause: `according to X`, `, X said,`, `in X's view`, `citing X`."""

from collections.abc import Iterator

from tocsin.coding.events.scene import Scene
from tocsin.coding.status.holders import holder_for, subjects_of
from tocsin.coding.status.sayers import voices_of
from tocsin.coding.syntax.conditions import stretch_of
from tocsin.coding.syntax.grammar import is_passive
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.claim import Holder
from tocsin.model.ids import country
from tocsin.model.vocabulary import Stance

_BREAKS = frozenset({",", ";", ":", "(", ")", "--", "-", '"', "."})
_LONGEST = 16
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TOLD = frozenset({"tell", "assure", "inform", "warn", "remind", "notify", "let"})


def add_sources(scene: Scene, node: Word, own: set[int], holders: list[Holder]) -> None:
    """Add the sources that hang on one word by a preposition: `according to X`, `in X's view`.

    Args:
        scene: The sentence.
        node: A word on the way from an event to the main clause.
        own: The places of all words on that way.
        holders: From the innermost outwards; changed.
    """
    tree = scene.tree
    for name, word in tree.prepositions(node.i):
        if word.i in own:
            continue
        if name in scene.lexicon.words["according"]:
            holders.append(holder_for(scene, word, Stance.ASSERTS, "According to"))
        elif (owner := _viewer(scene, name, word)) is not None:
            holders.append(holder_for(scene, owner, Stance.ASSERTS, word.text))


def add_speakers(scene: Scene, node: Word, own: set[int], holders: list[Holder]) -> None:
    """Add the speakers in brackets at one word: `, X said,`, `as X put it`.

    They speak from outside of all that is said around them: `A insists, B says, that …`.
    """
    tree = scene.tree
    for clause in tree.children(node.i, Role.PARATAXIS, Role.ADVERBIAL_CLAUSE):
        if _is_aside(scene, clause) and clause.i not in own:
            stance = scene.lexicon.reporting.get(clause.base, Stance.ASSERTS)
            holders.extend(reversed(subjects_of(scene, clause, stance)))


def _viewer(scene: Scene, name: str, noun: Word) -> Word | None:
    """Return whose view it is that a phrase gives: `in X's view`, `in the words of X`."""
    tree, words = scene.tree, scene.lexicon.words
    if name not in {"in", "by", "to", "on"} or noun.base not in words["view_nouns"]:
        return None
    owner = tree.child(noun.i, Role.POSSESSOR)
    behind = (word for inner, word in tree.prepositions(noun.i) if inner == "of")
    return owner if owner is not None else next(behind, None)


def _is_aside(scene: Scene, clause: Word) -> bool:
    """Return whether a clause only names the speaker: `, officials said,`, `as he put it`."""
    objects = scene.tree.children(clause.i, Role.OBJECT)
    if clause.base == "put" and [word.base for word in objects] == ["it"]:
        return True
    if clause.base not in scene.lexicon.reporting or not clause.is_verb:
        return False
    markers = {child.base for child in scene.tree.children(clause.i, Role.MARKER)}
    if clause.role is Role.ADVERBIAL_CLAUSE and markers != {"as"}:
        return False
    has_own_content = scene.tree.children(clause.i, Role.COMPLEMENT)
    is_told = clause.base in _TOLD or is_passive(scene.tree, clause)
    if has_own_content or (objects and not is_told):
        return False
    return scene.tree.child(clause.i, Role.SUBJECT) is not None or is_told


def in_brackets(scene: Scene, anchor: Word) -> list[Holder]:
    """Return the speaker of a part between commas, by its words alone.

    The parser takes `, a French envoy maintains,` for a noun, and much else that stands in the
    middle of a sentence for a relative clause.
    """
    tree = scene.tree
    chunks = list(_chunks(tree, stretch_of(tree, anchor.i)))
    for chunk in chunks[1:]:
        if any(word.i == anchor.i for word in chunk):
            continue
        found = _speaker_in(scene, chunk)
        if found is not None:
            return [found]
    return []


def _chunks(tree: Tree, reach: range) -> Iterator[list[Word]]:
    """Yield the parts of a sentence between its marks."""
    chunk: list[Word] = []
    for i in reach:
        word = tree.words[i]
        if word.text in _BREAKS:
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(word)
    if chunk:
        yield chunk


def _speaker_in(scene: Scene, chunk: list[Word]) -> Holder | None:
    """Return who speaks in a short part that says nothing else."""
    if not 2 <= len(chunk) <= _LONGEST or chunk[0].pos not in _OPENERS:
        return None
    for place, word in enumerate(chunk):
        stance = _stance_of(scene, word, place)
        if stance is None:
            if word.tag in _FINITE and word.pos != "AUX":
                return None
            continue
        if scene.tree.child(word.i, Role.COMPLEMENT) is not None:
            return None
        speaker = _speaker_beside(chunk, place)
        rest = chunk[place + 1 :] if place else []
        if speaker is not None and _is_bare(scene, rest, word):
            return _named(scene, speaker, word, stance)
    return None


_OPENERS = frozenset({"DET", "ADJ", "PROPN", "NOUN", "PRON", "NUM", "VERB"})


def _stance_of(scene: Scene, word: Word, place: int) -> Stance | None:
    """Return the stance of a reporting verb, also where the tagger took it for a noun."""
    if word.is_verb:
        return scene.lexicon.reporting.get(word.base) if word.tag in _FINITE else None
    is_plural = place and word.tag == "NNS" and word.text.islower()
    return scene.lexicon.reporting.get(word.text.removesuffix("s")) if is_plural else None


def _is_bare(scene: Scene, rest: list[Word], verb: Word) -> bool:
    """Return whether nothing that is said stands behind a verb of saying."""
    if any(word.tag in _FINITE or word.base == "that" for word in rest):
        return False
    if not rest or verb.base in _TOLD:
        return True
    if verb.base in scene.lexicon.words["answering"]:
        return False
    return (
        rest[0].pos in {"ADV", "PART"} or rest[0].base in _PLACING or rest[0].entity == "DATE"
    )


_PLACING = frozenset({"in", "on", "at", "from", "to", "after", "during", "by"})


def _speaker_beside(chunk: list[Word], place: int) -> Word | None:
    """Return the speaker before the verb, or behind it: `, says an envoy`."""
    if place:
        before = [item for item in chunk[:place] if item.pos not in {"ADV", "AUX", "PART"}]
        if any(item.is_verb for item in before):
            return None
        return _head_of(before)
    is_inverted = chunk[0].tag in {"VBD", "VBZ", "VBP"} and chunk[1].pos in _OPENERS - {"VERB"}
    return _head_of(chunk[1:]) if is_inverted else None


def _head_of(words: list[Word]) -> Word | None:
    """Return the head noun of a phrase: the last one before a preposition."""
    places = [place for place, word in enumerate(words) if word.pos == "ADP"]
    nouns = [word for word in words[: places[0] if places else None] if word.is_nominal]
    return nouns[-1] if nouns else None


def _named(scene: Scene, speaker: Word, verb: Word, stance: Stance) -> Holder:
    """Return the speaker as a holder; a verb taken for a noun has the speaker's own words."""
    if verb.is_verb:
        return holder_for(scene, speaker, stance, verb.text)
    is_private = speaker.base in scene.lexicon.words["private_voices"]
    actors = () if is_private else scene.modifiers(verb) or voices_of(scene, speaker)
    return Holder(
        actor=country(actors[0]) if actors else None,
        name=speaker.text,
        stance=stance,
        cue=verb.text,
    )
