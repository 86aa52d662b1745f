"""For whom a speaker speaks: `Turkish sources`, `a spokesman for the cabinet`, `state media`."""

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.events.scene import Scene
from tocsin.coding.syntax.tree import Role, Word

_BEHIND = frozenset({"of", "for", "to", "at", "in", "from", "with", "on", "close"})
_PLACED = frozenset({"in", "at", "from"})
_OFFICES = frozenset({"government", "legislature", "person", "military"})
_DEEPEST = 3


def voices_of(scene: Scene, word: Word) -> Actors:
    """Return the actors that a speaker stands for; nothing for private and unplaced voices."""
    actors = scene.discourse.actors(scene.tree, word)
    if word.pos == "PRON":
        speaker = _earlier_speaker(scene, word)
        return voices_of(scene, speaker) if speaker is not None else actors
    if word.pos == "NOUN" and _is_guest(scene, word):
        return ()
    if not actors and word.pos in {"NOUN", "PROPN"}:
        actors = _spoken_for(scene, word, 0) or _of_the_clause(scene, word)
    return actors


def _is_guest(scene: Scene, word: Word) -> bool:
    """Return whether a speaker is only placed in a capital: `diplomats in Bamako`."""
    if word.base not in scene.lexicon.words["stationed_nouns"]:
        return False
    behind = {name for name, _ in scene.tree.prepositions(word.i)}
    return not scene.modifiers(word) and bool(behind & _PLACED)


def _spoken_for(scene: Scene, word: Word, depth: int) -> Actors:
    """Return whom a common noun speaks for, by its modifiers and by what hangs on it."""
    if depth > _DEEPEST or _is_private(scene, word):
        return ()
    if own := scene.modifiers(word):
        return own
    tree = scene.tree
    for child in tree.children(word.i, Role.POSSESSOR, Role.COMPOUND):
        if child.pos == "NOUN" and (found := _spoken_for(scene, child, depth + 1)):
            return found
    for name, inner in tree.prepositions(word.i):
        if name.split()[0] in _BEHIND and inner.is_nominal:
            found = scene.discourse.actors(tree, inner) or _spoken_for(scene, inner, depth + 1)
            if found:
                return found
    return ()


def _is_private(scene: Scene, word: Word) -> bool:
    """Return whether a noun is a private voice; media of a state are the state's."""
    words = scene.lexicon.words
    below = {child.base for child in scene.tree.children(word.i)}
    if below & words["state_marks"]:
        return False
    return (
        word.base in words["private_voices"]
        or scene.discourse.role_kind(scene.tree, word) == "private"
    )


def _of_the_clause(scene: Scene, word: Word) -> Actors:
    """Return whose an office without a name is: that of the state that the sentence begins with.

    `Beijing does not accept the award, the foreign ministry said.`
    """
    marks = {child.base for child in scene.tree.children(word.i)}
    if marks & scene.lexicon.words["past_marks"]:
        return ()
    is_office = scene.discourse.role_kind(scene.tree, word) in _OFFICES
    if (
        not is_office
        or word.base in scene.lexicon.words["stationed_nouns"]
        or _is_private(scene, word)
    ):
        return ()
    for other in scene.tree.words:
        mention = scene.discourse.mention(other.i)
        if mention is not None and other.i != word.i and mention.head == other.i:
            return (mention.actor,)
    return ()


def _earlier_speaker(scene: Scene, pronoun: Word) -> Word | None:
    """Return the speaker before a pronoun that speaks too: `A's envoy said …, he added`."""
    tree, lexicon = scene.tree, scene.lexicon
    kind, _ = lexicon.pronouns.get(pronoun.text.lower(), ("", ""))
    head = tree.head(pronoun)
    if head is None or kind not in {"person", "plural"} or head.base not in lexicon.reporting:
        return None
    found = None
    for word in tree.words[: pronoun.i]:
        verb = tree.head(word)
        is_speaker = (
            verb is not None and word.role is Role.SUBJECT and verb.base in lexicon.reporting
        )
        is_other = verb is not None and verb.i != head.i and word.pos != "PRON"
        if is_speaker and is_other and (word.tag in {"NNS", "NNPS"}) == (kind == "plural"):
            found = word
    return found
