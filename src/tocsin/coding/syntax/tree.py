"""The sentence as the extractor sees it: words with roles, whatever parser made them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a word is to its head, in names that belong to no parser."""

    ROOT = "root"
    SUBJECT = "subject"
    PASSIVE_SUBJECT = "passive_subject"
    OBJECT = "object"
    RECIPIENT = "recipient"
    AGENT = "agent"
    PREPOSITION = "preposition"
    PREP_OBJECT = "prep_object"
    PREP_CLAUSE = "prep_clause"
    COMPLEMENT = "complement"
    OPEN_COMPLEMENT = "open_complement"
    ADVERBIAL_CLAUSE = "adverbial_clause"
    RELATIVE_CLAUSE = "relative_clause"
    NOUN_CLAUSE = "noun_clause"
    PARATAXIS = "parataxis"
    POSSESSOR = "possessor"
    COMPOUND = "compound"
    ADJECTIVE = "adjective"
    APPOSITION = "apposition"
    CONJUNCT = "conjunct"
    NEGATION = "negation"
    AUXILIARY = "auxiliary"
    PASSIVE_AUXILIARY = "passive_auxiliary"
    PARTICLE = "particle"
    PREDICATIVE = "predicative"
    ADVERB = "adverb"
    TIME = "time"
    DETERMINER = "determiner"
    NUMBER = "number"
    MARKER = "marker"
    COORDINATOR = "coordinator"
    PUNCTUATION = "punctuation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parsed sentence.

    Attributes:
        i: Its place in the sentence, from 0.
        text: The word in plain typography.
        lemma: Its dictionary form, lower case for all but names.
        pos: Universal part of speech.
        tag: Penn Treebank tag.
        role: What it is to its head.
        head: Place of its head; its own place for the root.
        start: Offset of its first character in `Document.text`.
        end: Offset behind its last character.
        entity: The parser's own entity label, empty where there is none.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    role: Role
    head: int
    start: int
    end: int
    entity: str = ""

    @property
    def base(self) -> str:
        """Return the lemma in lower case, as the word lists have it."""
        return self.lemma.lower()

    @property
    def is_verb(self) -> bool:
        """Return whether the word is a verb or auxiliary."""
        return self.pos in {"VERB", "AUX"}

    @property
    def is_nominal(self) -> bool:
        """Return whether the word is a noun, name or pronoun."""
        return self.pos in {"NOUN", "PROPN", "PRON"} or (
            self.pos == "DET" and self.role in ARGUMENT_ROLES
        )


ARGUMENT_ROLES = frozenset(
    {
        Role.SUBJECT,
        Role.PASSIVE_SUBJECT,
        Role.OBJECT,
        Role.RECIPIENT,
        Role.PREP_OBJECT,
        Role.APPOSITION,
    }
)
CLAUSE_ROLES = frozenset(
    {
        Role.COMPLEMENT,
        Role.OPEN_COMPLEMENT,
        Role.ADVERBIAL_CLAUSE,
        Role.RELATIVE_CLAUSE,
        Role.NOUN_CLAUSE,
        Role.PREP_CLAUSE,
        Role.PARATAXIS,
    }
)

ASIDE_ROLES = frozenset(
    {
        Role.RELATIVE_CLAUSE,
        Role.ADVERBIAL_CLAUSE,
        Role.APPOSITION,
        Role.PARATAXIS,
    }
)

_BEHIND = frozenset({Role.PREP_OBJECT, Role.PREP_CLAUSE, Role.OBJECT})


@dataclass(frozen=True)
class Tree:
    """One sentence: its words, and ways to walk between them."""

    index: int
    words: tuple[Word, ...]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        """Return for each word the places of its children, in order."""
        lists: list[list[int]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.i:
                lists[word.head].append(word.i)
        return tuple(map(tuple, lists))

    @property
    def start(self) -> int:
        """Return the offset of the first character in the document."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return the offset behind the last character in the document."""
        return self.words[-1].end

    @property
    def is_question(self) -> bool:
        """Return whether the sentence ends as a question."""
        return any(word.text == "?" for word in self.words[-3:])

    def children(self, i: int, *roles: Role) -> list[Word]:
        """Return the children of a word, of the given roles or of any."""
        # Called some hundred times for each sentence: half of it was spent in a generator here.
        words = self.words
        if not roles:
            return [words[j] for j in self._children[i]]
        return [word for j in self._children[i] if (word := words[j]).role in roles]

    def child(self, i: int, *roles: Role) -> Word | None:
        """Return the first child of a word in one of the roles."""
        words = self.words
        for j in self._children[i]:
            if not roles or words[j].role in roles:
                return words[j]
        return None

    def head(self, word: Word) -> Word | None:
        """Return the head of a word; None for the root."""
        return None if word.head == word.i else self.words[word.head]

    def conjuncts(self, i: int) -> list[Word]:
        """Return a word and everything coordinated below it, in order."""
        # A stack and no recursion: a list of names may have hundreds of members.
        stack, group = [self.words[i]], []
        while stack:
            word = stack.pop()
            group.append(word)
            stack.extend(reversed(self.children(word.i, Role.CONJUNCT)))
        return group

    def first_conjunct(self, word: Word) -> Word:
        """Return the first word of the coordination that a word is in."""
        while word.role is Role.CONJUNCT and (head := self.head(word)) is not None:
            word = head
        return word

    def ancestors(self, word: Word) -> Iterator[Word]:
        """Yield head, head's head, and so on."""
        while (head := self.head(word)) is not None:
            yield head
            word = head

    def governed(self, i: int) -> list[Word]:
        """Return a word and what it governs, in order of the text.

        Arguments, complements, modifiers and conjuncts, at any depth. What only hangs there is
        not entered: relative and adverbial clauses, appositions, asides.
        """
        return self._below(i, ASIDE_ROLES)

    def subtree(self, i: int) -> list[Word]:
        """Return a word and all below it, in order of the text.

        For the extent of a passage alone: who does what to whom is read from heads and
        conjuncts, as one wrong arc would bring in a whole clause.
        """
        return self._below(i, frozenset())

    def _below(self, i: int, closed: frozenset[Role]) -> list[Word]:
        """Return a word and all below it but words in some roles and what is below these."""
        stack, found = [i], []
        while stack:
            j = stack.pop()
            found.append(j)
            stack.extend(k for k in self._children[j] if self.words[k].role not in closed)
        return [self.words[j] for j in sorted(found)]

    def prepositions(self, i: int) -> list[tuple[str, Word]]:
        """Return what hangs on a word by prepositions, as (preposition, object or clause).

        Chains are joined: `according to`, `because of`, `out of`; the object's conjuncts are
        not listed, ask `conjuncts` for them.
        """
        preps = self.children(i, Role.PREPOSITION, Role.AGENT)
        stack = [(prep.base, child) for prep in preps for child in self.children(prep.i)]
        stack.reverse()
        found: list[tuple[str, Word]] = []
        while stack:
            name, word = stack.pop()
            if word.role in _BEHIND:
                found.append((name, word))
                continue
            if word.role is Role.PREPOSITION:
                name = f"{name} {word.base}"
            elif word.role is Role.CONJUNCT and word.pos == "ADP":
                name = word.base
            else:
                continue
            stack.extend((name, child) for child in reversed(self.children(word.i)))
        return found
