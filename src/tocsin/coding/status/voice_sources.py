"""Who the source of an attribution is, and the words that name it."""

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.status.contents import goes_on
from tocsin.coding.status.voice_words import VoiceWords
from tocsin.coding.syntax.grammar import subject_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_RELATIVE = frozenset({"WDT", "WP"})


def speaker_of(tree: Tree, verb: Word, lexicon: Lexicon) -> Word | None:
    """Return who does a verb of saying or thinking.

    A participle behind a comma (`…, adding that`) has the subject of the clause, whatever noun
    the parser hung it on.
    """
    if goes_on(tree, verb):
        return _subject_above(tree, tree.words[verb.head])
    own = tree.child(verb.i, Role.SUBJECT)
    if verb.tag == "VBG" and (own is None or own.i > verb.i):
        is_loose = verb.i > 0 and tree.words[verb.i - 1].text in {",", "-"}
        if is_loose or verb.role is Role.ADVERBIAL_CLAUSE:
            above = _subject_above(tree, verb)
            if above is not None:
                return above
    found = subject_of(tree, verb, lexicon)
    return found if found is not None else _subject_above(tree, verb)


def _subject_above(tree: Tree, verb: Word) -> Word | None:
    """Return the subject of the nearest verb above that has one."""
    for head in tree.ancestors(verb):
        if head.is_verb and (subject := tree.child(head.i, *_SUBJECTS)) is not None:
            return subject
    return None


def source_places(tree: Tree, source: Word, anchor: Word) -> tuple[int, ...]:
    """Return the places of the words that name a source: its phrase, up to the cue.

    A relative pronoun is named by the noun before it: `officials who`.
    """
    below = {word.i for word in tree.subtree(source.i)}
    start = end = source.i
    while start - 1 in below and start - 1 != anchor.i:
        start -= 1
    while end + 1 in below and end + 1 != anchor.i and tree.words[end + 1].text != '"':
        end += 1
    while end > source.i and tree.words[end].role is Role.PUNCTUATION:
        end -= 1
    if source.tag in _RELATIVE and (antecedent := _antecedent(tree, source)) is not None:
        start = min([start, *(word.i for word in tree.children(antecedent.i) if word.i < antecedent.i)])
        start = min(start, antecedent.i)
    return tuple(range(start, end + 1))


def _antecedent(tree: Tree, pronoun: Word) -> Word | None:
    """Return the noun that a relative pronoun stands for, where it stands close before it."""
    for word in tree.ancestors(pronoun):
        if word.role is Role.RELATIVE_CLAUSE:
            head = tree.head(word)
            return head if head is not None and 0 < pronoun.i - head.i <= 12 else None
    return None


def owner_of_noun(
    tree: Tree, noun: Word, words: VoiceWords, lexicon: Lexicon
) -> tuple[Word | None, list[int]]:
    """Return whose claim or feeling a noun is, and the place of the verb that lends it to them."""
    owner = tree.child(noun.i, Role.POSSESSOR)
    behind = (word for name, word in tree.prepositions(noun.i) if name in {"by", "from"})
    owner = owner or next(behind, None)
    head = tree.head(noun)
    if owner is None and noun.role is Role.OBJECT and head is not None:
        if words.has("lending", head.base):
            return speaker_of(tree, head, lexicon), [head.i]
    return owner, []
