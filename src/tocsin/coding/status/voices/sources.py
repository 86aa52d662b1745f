"""Who the source of an attribution is, and the words that name it."""

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.status.voices.contents import goes_on
from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.grammar import subject_of
from tocsin.coding.syntax.tree import Role, Tree, Word

_SUBJECTS = (Role.SUBJECT, Role.PASSIVE_SUBJECT)
_MARKS = frozenset({'"', "''", "``"})
_NOT_FINITE = frozenset({"VB", "VBG"})
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
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
            if above is not None and above.base != "it":
                return above
    found = subject_of(tree, verb, lexicon)
    found = found if found is not None else _subject_above(tree, verb)
    if found is not None and found.base == "it" and verb.tag in _NOT_FINITE:
        return None  # "it is worth noting": the reader does
    inside = quoted_places(tree)
    if found is not None and verb.i not in inside and found.i in inside:
        return _beside(tree, verb) or found
    return found


def quoted_places(tree: Tree) -> set[int]:
    """Return the places of the words in quotation marks; a sentence may begin inside them."""
    inside: set[int] = set()
    start: int | None = None
    for word in tree.words:
        if word.text not in _MARKS:
            continue
        has_next = word.i + 1 < len(tree) and tree.words[word.i + 1].start == word.end
        has_last = word.i > 0 and tree.words[word.i - 1].end == word.start
        if start is None and has_next and not has_last:
            start = word.i
        elif start is not None or has_last:
            inside |= set(range(start or 0, word.i))
            start = None
    return inside | (set(range(start, len(tree))) if start is not None else set())


def _beside(tree: Tree, verb: Word) -> Word | None:
    """Return the noun right behind or right before a verb of saying, up to the next mark."""
    is_inverted = verb.i > 0 and tree.words[verb.i - 1].pos == "PUNCT"
    behind = range(verb.i + 1, len(tree) if is_inverted else verb.i + 1)
    for places in (behind, range(verb.i - 1, -1, -1)):
        run = []
        for i in places:
            if tree.words[i].pos == "PUNCT":
                break
            run.append(tree.words[i])
        nouns = [word for word in sorted(run, key=lambda word: word.i) if word.is_nominal]
        while len(nouns) > 1 and nouns[0].role is Role.COMPOUND:
            nouns.pop(0)
        if nouns:
            return nouns[0]
    return None


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
        start = min(
            [start, *(word.i for word in tree.children(antecedent.i) if word.i < antecedent.i)]
        )
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
    behind = (word for name, word in tree.prepositions(noun.i)
              if name in {"by", "from"} or (name == "of" and word.entity in _NAMED))  # fmt: skip
    owner = owner or next(behind, None)
    head = tree.head(noun)
    is_lent = head is not None and noun.role is Role.OBJECT and words.has("lending", head.base)
    if owner is None and is_lent and head is not None:
        return speaker_of(tree, head, lexicon), [head.i]
    return owner, []
