"""One sentence at work: its tree, and who its words mean."""

from dataclasses import dataclass, field

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.actors.reference import Discourse
from tocsin.coding.events.candidate import Candidate, Past, distinct, states_of, without
from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import EventType


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a sentence as it is remembered: its text, or who is meant.

    Attributes:
        text: The word; empty where somebody is meant.
        actor: Who is meant.
        form: How the word stands for them: see `scoring/masking.py`.
    """

    text: str
    actor: ActorId | None = None
    form: str = ""


@dataclass(slots=True)
class Scene:
    """What the extraction of one sentence needs at hand.

    Attributes:
        past: The events of the document so far.
        start: How many of them were there before this sentence.
        before: The end of the sentence before.
    """

    tree: Tree
    discourse: Discourse
    lexicon: Lexicon
    past: Past = field(default_factory=Past)
    start: int = 0
    before: tuple[Piece, ...] = ()

    def group(self, word: Word | None) -> Actors:
        """Return the actors of a noun and its conjuncts; nothing for None."""
        return self.discourse.group(self.tree, word) if word is not None else ()

    def groups(self, words: list[Word]) -> Actors:
        """Return the actors of several nouns, each once."""
        return distinct(actor for word in words for actor in self.group(word))

    def modifiers(self, word: Word) -> Actors:
        """Return the actors that modify a noun."""
        return self.discourse.modifiers(self.tree, word)

    def modifiers_of(self, words: list[Word]) -> Actors:
        """Return the actors that modify any of some nouns, each once."""
        return distinct(actor for word in words for actor in self.modifiers(word))

    def acted_on(self, words: list[Word], source: Actors) -> Actors:
        """Return who is acted on: the nouns themselves, else whose they are.

        An act on oneself is no event between actors; a possessive pronoun that would make it
        one is read as the next candidate (`it could support its programme`).
        """
        found = self.groups(words)
        for word in words:
            if not found:
                found = self.owners(word)
            if found and states_of(found) <= states_of(source):
                found = self._other_owner(word, source)
        return without(found, source)

    def reach(self, words: list[Word], source: Actors) -> Actors:
        """Return who stands behind some words: themselves, their modifiers, what hangs on them.

        `from Azerbaijan's border districts`, `along its border with China`.
        """
        found = without(self.groups(words), source)
        if not found:
            found = without(self.modifiers_of(words), source)
        if not found:
            inner = self._inside(words, "of", "with", "in", "between", "to")
            found = without((*self.groups(inner), *self.modifiers_of(inner)), source)
        if not found:
            inner = self._described(words)
            found = without((*self.groups(inner), *self.modifiers_of(inner)), source)
        return distinct(iter(found))

    def owners(self, word: Word) -> Actors:
        """Return whose a thing is: possessor, adjective, or behind `of`.

        What is done to somebody's ally is done to the ally, whoever that is.
        """
        if word.base in self.lexicon.words["kin_nouns"]:
            return ()
        inside = self._inside([word], "of", "in", "between", "against")
        # "a part of Syria's second city"
        return (
            self.modifiers(word)
            or self.groups(inside)
            or self.modifiers_of(self._inside([word], "of"))
        )

    def _inside(self, words: list[Word], *names: str) -> list[Word]:
        """Return the nouns that hang on some words by a preposition."""
        return [
            inner
            for word in words
            for name, inner in self.tree.prepositions(word.i)
            if name in names and inner.is_nominal
        ]

    def _described(self, words: list[Word]) -> list[Word]:
        """Return the objects of the clauses that describe some words: `bases hosting US troops`."""
        clauses = [
            clause
            for word in words
            for clause in self.tree.children(word.i, Role.NOUN_CLAUSE, Role.RELATIVE_CLAUSE)
        ]
        return [word for clause in clauses
                for word in self.tree.children(clause.i, Role.OBJECT) if word.is_nominal]  # fmt: skip

    def _other_owner(self, word: Word, source: Actors) -> Actors:
        """Return the second reading of a possessive pronoun."""
        owner = self.tree.child(word.i, Role.POSSESSOR)
        if owner is None or owner.text.lower() not in self.lexicon.words["possessive_pronouns"]:
            return ()
        for item in self.discourse.memory.candidates(self.tree, owner, "state"):
            if not states_of(item.actors) & states_of(source):
                return item.actors
        return ()

    def pair_partner(self, party: Actors) -> Actors:
        """Return the other party of the pair that the text is about; nothing for outsiders.

        `Russia could send food first`, in a text about Russia and North Korea.
        """
        pair, states = self.discourse.memory.pair, states_of(party)
        others = tuple(actor for actor in pair if actor not in states)
        return others if len(others) == 1 and len(pair) == 2 else ()

    def sole_other(self, among: tuple[Word, ...], source: Actors) -> Actors:
        """Return the one other state that some words name; nothing where there are several."""
        if not source:
            return ()
        acting = [
            word
            for word in among
            if word.pos in {"PROPN", "PRON", "NOUN"} and word.role in _ACTING
        ]
        found = {country(actor) for word in acting
                 for actor in self.discourse.actors(self.tree, word)}  # fmt: skip
        others = found - states_of(source)
        return tuple(others) if len(others) == 1 else ()

    def doers(self, word: Word | None, *, is_bodily: bool) -> Actors:
        """Return who acts by a subject: who it names, else whose it is, else of whom it is a number.

        `Israeli warplanes`, `a Chinese cutter`, `thousands of Iraqis`; never a private person,
        who acts for nobody. Words and deals need somebody known to act (`doers`); a bodily act
        may be any thing's.
        """
        if word is None:
            return ()
        if found := self.group(word):
            return found
        parts = [part for part in self.tree.conjuncts(word.i) if part.pos in {"NOUN", "PROPN"}]
        known = self.lexicon.words["doers"]
        parts = [part for part in parts if is_bodily or part.base in known]
        return distinct(actor for part in parts for actor in self._owner_as_doer(part))

    def _owner_as_doer(self, word: Word) -> Actors:
        """Return whose forces, vessels or people a noun is."""
        words = self.lexicon.words
        is_private = self.discourse.role_kind(self.tree, word) == "private"
        is_crowd = word.base in words["crowds"] and word.tag == "NNS"
        is_known = word.base in words["doers"] or is_crowd
        if word.base in words["kin_nouns"] or (is_private and not is_known):
            return ()
        if found := self.modifiers(word):
            return found
        if word.base in words["masses"]:
            inside = self._inside([word], "of", "from")
            return self.groups(inside) or self.modifiers_of(inside)
        return self.groups(self._inside([word], "in", "of", "from")) if is_known else ()

    def echo_here(self, types: frozenset[EventType]) -> Candidate | None:
        """Return the latest event of some types in this sentence."""
        here = reversed(self.past.events[self.start :])
        return next(
            (event for event in here if event.type in types and len(event.parties) >= 2), None
        )


_ACTING = frozenset(
    {Role.SUBJECT, Role.PASSIVE_SUBJECT, Role.OBJECT, Role.RECIPIENT, Role.POSSESSOR}
)


def nominal(words: list[Word]) -> list[Word]:
    """Return the words that can name somebody."""
    return [word for word in words if word.is_nominal]
