"""Whom a description means: `the North`, `the latter`, `the rebels`, `the foreign ministry`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.actors.pronouns import Memory, Salient, clause_subject
from tocsin.coding.lexicon import Lexicon, load_mapping
from tocsin.coding.syntax.tree import ARGUMENT_ROLES, Role, Tree, Word
from tocsin.model.gazetteer import Gazetteer
from tocsin.model.ids import ActorId, country

_BEFORE = (Role.COMPOUND, Role.ADJECTIVE)


@dataclass(frozen=True, slots=True)
class DescriptionWords:
    """The lists of `descriptions.yaml`; see there what each holds."""

    reach: int
    directions: Mapping[str, Mapping[str, list[str]]]
    plurals_of_states: Mapping[str, list[str]]
    families: Mapping[str, list[str]]
    whole_families: Mapping[str, list[str]]
    family_nouns: frozenset[str]
    sorts: Mapping[str, list[str]]
    offices: Mapping[str, list[str]]
    office_states: Mapping[str, str]
    organs: frozenset[str]
    never_organs: frozenset[str]
    bare_organs: frozenset[str]
    all_words: frozenset[str]
    office_fillers: frozenset[str]


@cache
def load_description_words() -> DescriptionWords:
    """Return the lists of descriptions.

    Raises:
        OntologyError: The file does not hold what it should.
    """
    data = load_mapping("descriptions.yaml")
    sets = {name: frozenset(value) for name, value in data.items() if isinstance(value, list)}
    return DescriptionWords(**{**data, **sets})


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Descriptions of one document, resolved against what was named before."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    memory: Memory
    day: date | None
    words: DescriptionWords

    def find(self, tree: Tree, word: Word, kind: str) -> Actors:
        """Return whom a phrase without a name of its own means; empty where that is not safe.

        Args:
            tree: The sentence.
            word: The head of the phrase.
            kind: What the word denotes beside a state, as in `roles.csv`; empty if nothing.
        """
        return (
            self._numbered(tree, word)
            or self._ordered(tree, word)
            or self._direction(tree, word)
            or self._sort(tree, word)
            or self._office(tree, word)
            or self._former(tree, word)
            or self._state_noun(tree, word)
            or self._organ(tree, word, kind)
        )

    def family(self, tree: Tree, word: Word, named: Iterable[ActorId]) -> Actors | None:
        """Return whom `the former Soviet republic`, `the NATO member` mean.

        None where the phrase is no such description; empty where nobody fits.

        Args:
            tree: The sentence.
            word: The head of the phrase.
            named: The actors that modify it.
        """
        nouns = self.words.family_nouns
        if word.base not in nouns or not self._is_definite(tree, word):
            return None
        allowed = self._members(self._phrase(tree, word), named)
        if allowed is None:
            return None
        found = self._recent_states(tree, word, allowed)
        if word.tag[:3] == "NNS" or word.tag == "NNPS":
            if whole := self.words.whole_families.get(self._phrase(tree, word)):
                return tuple(map(ActorId, whole))
            number = self._number(tree, word)
            return tuple(reversed(found[:number] if number else found)) if found[1:] else ()
        return tuple(found[:1])

    def other(self, tree: Tree, word: Word, owners: Actors) -> Actors:
        """Return the other party beside some owners: `its neighbour`, `his host`.

        Only where one other state alone was named in this sentence or the one before.
        """
        mine = set(map(country, owners))
        near = self._recent_states(tree, word, None, reach=1)
        others = [state for state in near if state not in mine]
        return tuple(others) if mine and len(others) == 1 and len(mine) == 1 else ()

    def _members(self, phrase: str, named: Iterable[ActorId]) -> frozenset[str] | None:
        """Return who belongs to the family or body that a phrase speaks of; None for neither."""
        keys = [key for key in self.words.families if f" {key} " in f" {phrase} "]
        if keys:
            return frozenset(self.words.families[max(keys, key=len)])
        for actor in named:
            if members := self.gazetteer.members.get(country(actor)):
                return members
        return None

    def _numbered(self, tree: Tree, word: Word) -> Actors:
        """Return whom a number of parties means: `both sides`, `the three`, `both Koreas`."""
        number = self._number(tree, word)
        if plural := self.words.plurals_of_states.get(word.text.lower()):
            return tuple(map(ActorId, plural))
        is_party = word.base in self.lexicon.words["party_nouns"]
        if is_party and number:
            return self.memory.last_states(tree, word, number)
        determiners = {child.base for child in tree.children(word.i, Role.DETERMINER)}
        if is_party and word.tag == "NNS" and determiners & self.words.all_words:
            return self.memory.last_group(tree, word)
        alone = self.lexicon.numbers.get(word.text.lower(), 0)
        is_the = bool(determiners & (self.words.all_words | {"the"}))
        if alone and word.role in ARGUMENT_ROLES and (is_the or word.base == "both"):
            is_alone = not tree.children(word.i, Role.PREPOSITION)
            return self.memory.last_states(tree, word, alone) if is_alone else ()
        return ()

    def _ordered(self, tree: Tree, word: Word) -> Actors:
        """Return whom `the former` and `the latter` mean: of the last two states named."""
        if word.base not in {"former", "latter"} or word.role is Role.ADJECTIVE:
            return ()
        if not self._is_definite(tree, word):
            return ()
        pair = self.memory.last_two(tree, word)
        return pair[:1] if word.base == "former" else pair[1:]

    def _direction(self, tree: Tree, word: Word) -> Actors:
        """Return the state that `the North` or `the South` means, once it or its rival is named."""
        states = self.words.directions.get(word.text.lower(), {})
        is_bare = not tree.children(word.i, *_BEFORE, Role.PREPOSITION)
        if not states or not word.text.istitle() or not is_bare or word.role is Role.COMPOUND:
            return ()
        named = self.memory.named_states()
        for state, cues in states.items():
            if named & set(cues) and self._is_definite(tree, word):
                return (ActorId(state),)
        return ()

    def _sort(self, tree: Tree, word: Word) -> Actors:
        """Return the group or body that `the rebels`, `the bloc`, `the agency` mean."""
        sorts = self.words.sorts
        allowed = (
            sorts.get(self._phrase(tree, word))
            or sorts.get(word.text.lower())
            or sorts.get(word.base)
        )
        if allowed is None or not self._is_definite(tree, word):
            return ()
        return self.memory.last_of_kinds(tree, word, allowed, self.words.reach)

    def _office(self, tree: Tree, word: Word) -> Actors:
        """Return who holds an office, of the persons named before: `the president`."""
        phrase = self._phrase(tree, word)
        if not self._is_definite(tree, word) or word.tag not in {"NN", "NNP"}:
            return ()
        phrase = " ".join(
            part for part in phrase.split() if part not in self.words.office_fillers
        )
        state = self.words.office_states.get(phrase, "")
        wanted = self.words.offices.get(phrase, [])
        for item in self._recent(tree, word, self.words.reach) if wanted else ():
            is_person = item.kind == "person" and item.actors
            if is_person and self._holds(item.actors[0], wanted, state):
                return item.actors
        return (ActorId(state),) if state else ()

    def _former(self, tree: Tree, word: Word) -> Actors:
        """Return the person told of by what he was: `the former comedian`.

        Only where one person alone is the subject of the sentence before, or of this one.
        """
        was = [
            child for child in tree.children(word.i, Role.ADJECTIVE) if child.base == "former"
        ]
        is_subject = word.role in {Role.SUBJECT, Role.PASSIVE_SUBJECT}
        if not was or not is_subject or word.tag != "NN" or not self._is_definite(tree, word):
            return ()
        if word.base in self.lexicon.state_nouns or word.base in self.words.family_nouns:
            return ()
        near = [item for item in self._recent(tree, word, 1) if item.weight > 1]
        persons = {item.actors for item in near if item.kind == "person"}
        return persons.pop() if len(persons) == 1 else ()

    def _holds(self, actor: ActorId, offices: list[str], state: str) -> bool:
        """Return whether a person holds, or has held, one of some offices, of one state or any."""
        return any(
            office.office in offices
            and state in {"", office.state}
            and (self.day is None or office.start is None or office.start <= self.day)
            for office in self.gazetteer.offices_of(actor)
        )

    def _state_noun(self, tree: Tree, word: Word) -> Actors:
        """Return the state that `the kingdom`, `the country`, `the junta` mean."""
        nouns = self.lexicon.state_nouns
        if word.base not in nouns or word.tag not in {"NN", "NNP"}:
            return ()
        if not self._is_definite(tree, word):
            return ()
        allowed = nouns[word.base]
        for item in self.memory.candidates(tree, word, "state"):
            state = country(item.actors[0])
            if self.gazetteer.is_state(state) and (not allowed or state in allowed):
                return (state,)
        return ()

    def _organ(self, tree: Tree, word: Word, kind: str) -> Actors:
        """Return the state whose organ is meant: `the army`, `the foreign ministry`.

        It is the one that acts in this sentence, else in the one before; two of them are none.
        """
        phrase = self._phrase(tree, word)
        as_written = f"{phrase[: len(phrase) - len(word.base)]}{word.text.lower()}"
        names = {word.base, word.text.lower(), phrase, as_written}
        if kind not in self.words.organs or word.role is Role.COMPOUND:
            return ()
        if names & self.words.never_organs:
            return ()
        if kind == "person" and phrase not in self.words.offices:
            return ()
        has_owner = bool(tree.children(word.i, Role.DETERMINER, Role.POSSESSOR))
        is_bare = bool(names & self.words.bare_organs) and not has_owner
        if not is_bare and not self._is_definite(tree, word):
            return ()
        return self._acting_state(tree, word)

    def _acting_state(self, tree: Tree, word: Word) -> Actors:
        """Return the only state that acts, or is named at all, nearest before a word."""
        subject = (tree.index, clause_subject(tree, word))
        for sentence in (tree.index, tree.index - 1):
            items = [
                item
                for item in self._recent(tree, word, 1)
                if item.sentence == sentence and (item.sentence, item.place) != subject
            ]
            for choice in ([item for item in items if item.weight > 1], items):
                states = {country(actor) for item in choice for actor in item.actors
                          if self.gazetteer.is_state(actor)}  # fmt: skip
                if len(states) == 1:
                    return tuple(states)
            if any(item.actors for item in items):
                return ()
        return ()

    def _recent_states(
        self, tree: Tree, word: Word, allowed: Iterable[str] | None, *, reach: int = 0
    ) -> list[ActorId]:
        """Return the states named before a word, each once: the latest sentence first.

        Within one sentence who acts comes before who does not.
        """
        items = list(self._recent(tree, word, reach or self.words.reach))
        items.sort(key=lambda item: (-item.sentence, -item.weight, -item.place))
        found: dict[ActorId, None] = {}
        for item in items:
            for actor in item.actors:
                state = country(actor)
                if self.gazetteer.is_state(state) and (allowed is None or state in allowed):
                    found.setdefault(state)
        return list(found)

    def _recent(self, tree: Tree, word: Word, reach: int) -> Iterable[Salient]:
        """Yield who was mentioned before a word, the latest first."""
        for item in reversed(self.memory.salient):
            if tree.index - item.sentence > reach:
                return
            if (item.sentence, item.place) < (tree.index, word.i):
                yield item

    def _number(self, tree: Tree, word: Word) -> int:
        """Return how many parties a plural description has; 0 where it does not say."""
        for child in tree.children(word.i, Role.NUMBER, Role.DETERMINER):
            if (count := self.lexicon.numbers.get(child.text.lower())) is not None:
                return count
        return 0

    def _is_definite(self, tree: Tree, word: Word) -> bool:
        """Return whether a noun stands with `the`, `that` and the like."""
        definite = self.lexicon.words["definite"]
        return any(child.base in definite for child in tree.children(word.i, Role.DETERMINER))

    def _phrase(self, tree: Tree, word: Word) -> str:
        """Return a noun with the words before it, in lower case: `former soviet republic`.

        An office goes with what is behind `of`: `secretary of state`.
        """
        before = [
            child.text.lower() for child in tree.children(word.i, *_BEFORE) if child.i < word.i
        ]
        behind = [child.base for name, child in tree.prepositions(word.i) if name == "of"]
        titled = [f"{word.base} of {noun}" for noun in behind]
        head = next((title for title in titled if title in self.words.offices), word.base)
        return " ".join([*before, head])
