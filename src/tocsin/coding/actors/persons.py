"""Who a family name means: the holders of offices, and whom the text has introduced."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.gazetteer import Gazetteer, Office
from tocsin.model.ids import ActorId, country

# Who is elected and not yet in office is named as one who is.
_ELECT = timedelta(days=200)
# How many of the ranks are those of heads of state, and how many of heads at all.
_FIRST_RANKS, _HEAD_RANKS = 4, 5


@dataclass
class Persons:
    """The persons of one document, by family name."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    day: date | None
    known: dict[str, Actors] = field(default_factory=dict)
    _title_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Take titles of several words apart, as the parser does."""
        titles = self.lexicon.titles
        self._title_words = titles | {word for title in titles for word in title.split()}

    def learn(self, actor: ActorId) -> None:
        """Keep the family name of a leader named in full."""
        family = self.gazetteer.family_of(actor)
        if family is not None:
            self.known[family] = (actor,)

    def find(self, tree: Tree, word: Word, described: Actors, named: Collection[int]) -> Actors:
        """Return who a name means.

        Args:
            tree: The sentence.
            word: The last word of the name.
            described: Whose the person is by a title or apposition, as far as it says.
            named: Places of the words that the gazetteer knows.
        """
        family = word.text
        if described:
            self.known[family] = described  # for "Mr. X" later on
            self._learn_parts(tree, word, described)
            return described
        if self._is_somebody_else(tree, word, named):
            self.known.setdefault(family, ())
            self._learn_parts(tree, word, ())
            return ()
        if family not in self.known and self._is_surely_name(tree, word):
            office = self._office(tree, word) or self._former_office(tree, word)
            if office is not None:
                self.known[family] = (office.actor,)
        return self.known.get(family, ())

    def is_name_at_start(self, word: Word) -> bool:
        """Return whether a capitalised first word is a name that the parser takes for another.

        `Trump quit the deal`: only leaders in office, whose name is no other word.
        """
        is_plain = word.i == 0 and word.pos in {"NOUN", "VERB", "ADJ"} and word.text.istitle()
        offices = self.gazetteer.offices(word.text) if is_plain else []
        return (
            any(
                office.held_on(self.day) and office.office in self.lexicon.ranks[:_HEAD_RANKS]
                for office in offices
            )
            and word.text not in self.lexicon.words["word_families"]
            and word.text not in self.gazetteer.common_names
        )

    def _learn_parts(self, tree: Tree, word: Word, actors: Actors) -> None:
        """Keep the other parts of a name too: families come first in Korea and China."""
        for child in tree.children(word.i, Role.COMPOUND):
            if child.entity == "PERSON" and child.text not in self._title_words:
                self.known.setdefault(child.text, actors)

    def _is_somebody_else(self, tree: Tree, word: Word, named: Collection[int]) -> bool:
        """Return whether given names stand before a family name: then it is somebody else."""
        return any(
            child.pos == "PROPN"
            and child.i < word.i
            and child.i not in named
            and child.text.rstrip(".") not in self._title_words
            and child.text not in self._title_words
            for child in tree.children(word.i, Role.COMPOUND)
        )

    def _is_surely_name(self, tree: Tree, word: Word) -> bool:
        """Return whether a word stands as a family name: no given name, month or other word."""
        head = tree.words[word.head]
        if word.role is Role.COMPOUND and head.pos == "PROPN" and head.entity == "PERSON":
            return False
        if word.text in self.gazetteer.common_names:
            return self._is_titled(tree, word)
        if word.text not in self.lexicon.words["word_families"]:
            return True
        return self._is_titled(tree, word) or (
            word.entity == "PERSON" and word.role is not Role.COMPOUND
        )

    def _is_titled(self, tree: Tree, word: Word) -> bool:
        """Return whether a name has a title, or itself names a role: `the May government`."""
        before = tree.children(word.i, Role.COMPOUND, Role.ADJECTIVE, Role.APPOSITION)
        return self._names_role(tree, word) or any(
            child.text.rstrip(".") in self._title_words
            or self.lexicon.role_nouns.get(child.base, "private") != "private"
            for child in before
        )

    def _names_role(self, tree: Tree, word: Word) -> bool:
        """Return whether a name modifies a role noun: `the Trump administration`."""
        return (
            word.role is Role.COMPOUND and tree.words[word.head].base in self.lexicon.role_nouns
        )

    def _office(self, tree: Tree, word: Word) -> Office | None:
        """Return the holder of an office by family name; None where several states have one.

        Heads of state come before heads of government, and these before others, who are known
        only where the word is read as a person's name or is the subject.
        """
        offices = self.gazetteer.offices(word.text)
        current = [office for office in offices if self._is_held(office)]
        ranks = self.lexicon.ranks
        first = [office for office in current if office.office in ranks[:_FIRST_RANKS]]
        heads = [office for office in current if office.office in ranks]
        is_doer = word.role in {Role.SUBJECT, Role.PASSIVE_SUBJECT}
        is_person = is_doer or word.entity == "PERSON" or self._is_titled(tree, word)
        for choice in (first, heads, current if is_person else []):
            if len({country(office.state) for office in choice}) == 1:
                return min(choice, key=self._rank)
        return None

    def _is_held(self, office: Office) -> bool:
        """Return whether an office is held, or will be by somebody elect."""
        if self.day is None or office.held_on(self.day):
            return True
        is_head = office.office in self.lexicon.ranks[:_HEAD_RANKS]
        return (
            is_head
            and office.start is not None
            and (self.day < office.start <= self.day + _ELECT)
        )

    def _former_office(self, tree: Tree, word: Word) -> Office | None:
        """Return a head of a state out of office, where the word is surely a person's name.

        `the Trump administration` is written about at any time; `in May` is no former leader.
        """
        if not self._names_role(tree, word) and word.entity != "PERSON":
            return None
        heads = [office for office in self.gazetteer.offices(word.text)
                 if office.office in self.lexicon.ranks[:_HEAD_RANKS]
                 and not self._is_ahead(office)]  # fmt: skip
        is_one_state = len({country(office.state) for office in heads}) == 1
        return min(heads, key=self._rank) if is_one_state else None

    def _is_ahead(self, office: Office) -> bool:
        """Return whether an office begins only later: its holder is not yet known for it."""
        return self.day is not None and office.start is not None and office.start > self.day

    def _rank(self, office: Office) -> int:
        """Return the place of an office among those of one family name: who leads comes first."""
        ranks = self.lexicon.ranks
        return ranks.index(office.office) if office.office in ranks else len(ranks)
