"""Who is meant: noun phrases, titles, pronouns and descriptions, resolved across sentences."""

from dataclasses import dataclass, field
from datetime import date

from tocsin.coding.actors.mentions import (
    PERSON_KINDS,
    PLACE_KINDS,
    Actors,
    Mention,
    find_mentions,
)
from tocsin.coding.actors.pronouns import Memory, Salient
from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.gazetteer import Gazetteer, Office
from tocsin.model.ids import ActorId, country

_MODIFIERS = (Role.ADJECTIVE, Role.COMPOUND, Role.POSSESSOR)
# Names within names that are followed; real phrases stay far below, chains of a broken parse
# must not exhaust the stack.
_DEEPEST = 50


@dataclass
class Discourse:
    """What one document has named so far, and how a phrase is resolved against it."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    day: date | None
    persons: dict[str, Actors] = field(default_factory=dict)
    memory: Memory = field(init=False)
    _at: dict[int, Mention] = field(default_factory=dict)
    _heads: dict[int, Mention] = field(default_factory=dict)
    _known: dict[int, Actors] = field(default_factory=dict)
    _depth: int = 0

    def __post_init__(self) -> None:
        """Begin with nobody mentioned."""
        self.memory = Memory(self.gazetteer, self.lexicon)

    def enter(self, tree: Tree) -> None:
        """Make a sentence the current one; the one before is remembered."""
        self.give(find_mentions(tree, self.gazetteer, self.day))
        for word in tree.words:
            if word.pos in {"NOUN", "PROPN"} and word.role is not Role.COMPOUND:
                self._note(tree, word)

    def give(self, mentions: list[Mention]) -> None:
        """Make the sentence with these mentions the current one, without noting anybody."""
        self._at = {
            i: mention for mention in mentions for i in range(mention.start, mention.end)
        }
        self._heads = {mention.head: mention for mention in mentions}
        self._known = {}

    def mention(self, i: int) -> Mention | None:
        """Return the mention that a word of the current sentence is part of."""
        return self._at.get(i)

    def given(self) -> list[Mention]:
        """Return the mentions of the current sentence, left to right."""
        return sorted(self._heads.values(), key=lambda mention: mention.start)

    def actors(self, tree: Tree, word: Word) -> Actors:
        """Return who a noun or pronoun means, without its conjuncts; empty where unknown."""
        if word.i not in self._known:
            self._known[word.i] = ()  # a guard: a phrase cannot be resolved by itself
            self._depth += 1
            if self._depth <= _DEEPEST:
                self._known[word.i] = self._resolve(tree, word)
            self._depth -= 1
        return self._known[word.i]

    def group(self, tree: Tree, word: Word) -> Actors:
        """Return who a noun and its conjuncts mean, each once, in order."""
        found: dict[ActorId, None] = {}
        for part in tree.conjuncts(word.i):
            if part.is_nominal or part.pos == "ADJ" or part.i in self._heads:
                found.update(dict.fromkeys(self.actors(tree, part)))
        return tuple(found)

    def modifiers(self, tree: Tree, word: Word) -> Actors:
        """Return the actors that modify a noun: `Chinese food aid`, `Moscow's offer`."""
        found: dict[ActorId, None] = {}
        for child in tree.children(word.i, *_MODIFIERS):
            for part in tree.conjuncts(child.i):
                found.update(dict.fromkeys(self._modifier(tree, part)))
        return tuple(found)

    def _modifier(self, tree: Tree, word: Word) -> Actors:
        """Return the actor that one modifier names."""
        mention = self._at.get(word.i)
        if mention is not None:
            return (mention.actor,)
        if word.role is Role.POSSESSOR:
            return self.actors(tree, word)
        if word.role is Role.COMPOUND and word.entity == "PERSON":
            # Part of a longer name, but "the Trump administration" is a state's.
            head = tree.words[word.head]
            is_role = head.pos == "NOUN" and self.role_kind(tree, head) not in {"", "private"}
            return self._person(tree, word) if is_role else ()
        return self.actors(tree, word) if word.is_nominal else ()

    def _resolve(self, tree: Tree, word: Word) -> Actors:
        """Return who a word means, by the first way that tells."""
        if (mention := self._heads.get(word.i)) is not None:
            is_demonym = mention.kind == "adjective"
            # A demonym before a private noun is nobody's act: "a Chinese student".
            is_modifier = word.role in {Role.COMPOUND, Role.ADJECTIVE}
            return () if is_demonym and is_modifier else (mention.actor,)
        if word.pos == "PRON" or word.tag in {"PRP", "PRP$"} or self._is_relative(word):
            return self._stand_in(tree, word)
        inside = self._at.get(word.i)
        if inside is not None and inside.head != word.i and word.role is not Role.COMPOUND:
            return (inside.actor,)
        person = self._person(tree, word) if word.pos == "PROPN" else ()
        return person or self._role_noun(tree, word) or self._description(tree, word)

    def _is_relative(self, word: Word) -> bool:
        """Return whether a word is a relative pronoun."""
        return word.base in self.lexicon.words["relative_pronouns"] and word.pos in {
            "PRON",
            "DET",
        }

    def _stand_in(self, tree: Tree, word: Word) -> Actors:
        """Return whom a relative or personal pronoun stands for."""
        if self._is_relative(word):
            return self._relative(tree, word)
        return self.memory.pronoun(tree, word, apart=self._acted_on(tree, word))

    def _acted_on(self, tree: Tree, word: Word) -> frozenset[ActorId]:
        """Return the states that the verb of a subject pronoun acts on, as far as they are named.

        Nobody acts on himself: in `they can deter Kim`, `they` is not Kim and Putin.
        """
        head = tree.head(word)
        if head is None or word.role is not Role.SUBJECT:
            return frozenset()
        objects = (self._heads.get(child.i) for child in tree.children(head.i, Role.OBJECT))
        return frozenset(country(mention.actor) for mention in objects if mention is not None)

    def _relative(self, tree: Tree, word: Word) -> Actors:
        """Return whom a relative pronoun stands for: the noun that its clause hangs on."""
        for ancestor in tree.ancestors(word):
            if ancestor.role is Role.RELATIVE_CLAUSE:
                head = tree.head(ancestor)
                return self._antecedent(tree, head) if head is not None else ()
        return ()

    def _antecedent(self, tree: Tree, head: Word) -> Actors:
        """Return the animate head: `officials in Seoul, who …` means the officials."""
        up = tree.head(head)
        noun = tree.head(up) if up is not None and up.role is Role.PREPOSITION else None
        if noun is not None and noun.base in self.lexicon.role_nouns:
            return self.actors(tree, noun)
        return self.group(tree, head)

    def _role_noun(self, tree: Tree, word: Word) -> Actors:
        """Return the state of a role noun: `US officials`, `the army of Chad`, `Seoul's envoy`."""
        kind = self.role_kind(tree, word)
        if word.base in self.lexicon.words["kin_nouns"]:
            return ()  # "Turkey's ally" is somebody else than Turkey
        own = self.modifiers(tree, word)
        if kind == "private":
            # An expert of a body speaks for the body; one of a state for nobody.
            return tuple(actor for actor in own if not self.gazetteer.is_state(actor))
        return own or self._named_behind(tree, word) if kind else ()

    def _named_behind(self, tree: Tree, word: Word) -> Actors:
        """Return whose a role noun is by what follows: `officials in Seoul`, `the envoy, Mr X`."""
        for name, target in tree.prepositions(word.i):
            if name in {"of", "from", "for", "in", "at"} and target.is_nominal:
                actors = self.group(tree, target) or self._behind_of(tree, target)
                if actors:
                    return actors
        found = (self.actors(tree, child) for child in tree.children(word.i, Role.APPOSITION))
        return next((actors for actors in found if actors), ())

    def _behind_of(self, tree: Tree, word: Word) -> Actors:
        """Return whose office a named one is: `the Ministry of Foreign Affairs of Japan`."""
        for name, inner in tree.prepositions(word.i):
            if name == "of" and inner.is_nominal:
                return self.group(tree, inner) or self._behind_of(tree, inner)
        return ()

    def role_kind(self, tree: Tree, word: Word) -> str:
        """Return what a noun denotes beside a state: `government`, `private`, …; empty if nothing."""
        nouns = self.lexicon.role_nouns
        phrase = " ".join(
            [child.text.lower() for child in tree.children(word.i, Role.COMPOUND, Role.ADJECTIVE)
             if child.i < word.i and child.i not in self._at] + [word.base]
        )  # fmt: skip
        return nouns.get(phrase) or nouns.get(word.base) or nouns.get(word.text.lower(), "")

    def _person(self, tree: Tree, word: Word) -> Actors:
        """Return the actor of a person named by family name, or by what the text said of them."""
        family = word.text
        if family in self.persons:
            return self.persons[family]
        if actors := self._by_description(tree, word):
            self.persons[family] = actors  # for "Mr. X" later on
            return actors
        if self._is_unknown_person(tree, word):
            return ()
        office = self._office(family) or self._former_office(tree, word)
        if office is None:
            return ()
        self.persons[family] = (office.actor,)
        return (office.actor,)

    def _is_unknown_person(self, tree: Tree, word: Word) -> bool:
        """Return whether given names stand before a family name: then it is somebody else."""
        before = [child for child in tree.children(word.i, Role.COMPOUND)
                  if child.pos == "PROPN" and child.i < word.i]  # fmt: skip
        titles = self.lexicon.titles
        return any(
            child.text not in titles and child.text.rstrip(".") not in titles
            for child in before
        )

    def _by_description(self, tree: Tree, word: Word) -> Actors:
        """Return the state that a title or apposition gives: `Iranian Foreign Minister X`."""
        for child in tree.children(word.i, Role.COMPOUND, Role.APPOSITION, Role.ADJECTIVE):
            kind = self.role_kind(tree, child)
            if kind and kind != "private":
                actors = self._role_noun(tree, child) or self.modifiers(tree, word)
                if actors:
                    return actors
        return ()

    def _office(self, family: str) -> Office | None:
        """Return the holder of an office by family name; None where several states have one."""
        offices = self.gazetteer.families.get(family, [])
        current = [office for office in offices if office.held_on(self.day)]
        heads = [office for office in current if office.office in self.lexicon.ranks]
        for choice in (heads, current):
            if len({country(office.state) for office in choice}) == 1:
                return min(choice, key=self._rank)
        return None

    def _former_office(self, tree: Tree, word: Word) -> Office | None:
        """Return a head of a state out of office, where the word is surely a person's name.

        `the Trump administration` is written about at any time; `in May` is no former leader.
        """
        head = tree.words[word.head]
        is_role = word.role is Role.COMPOUND and bool(self.role_kind(tree, head))
        if not is_role and word.entity != "PERSON":
            return None
        heads = [office for office in self.gazetteer.families.get(word.text, [])
                 if office.office in self.lexicon.ranks[:5]]  # fmt: skip
        is_one_state = len({country(office.state) for office in heads}) == 1
        return min(heads, key=self._rank) if is_one_state else None

    def _rank(self, office: Office) -> int:
        """Return the place of an office among those of one family name: who leads comes first."""
        ranks = self.lexicon.ranks
        return ranks.index(office.office) if office.office in ranks else len(ranks)

    def _note(self, tree: Tree, word: Word) -> None:
        """Add a word to what later pronouns may mean."""
        actors = self.actors(tree, word)
        mention = self._heads.get(word.i)
        if mention is not None and mention.kind == "leader":
            self._learn_name(mention.actor)
        is_person = self._is_person(word, mention) or self._is_private_person(tree, word)
        if not actors and not is_person:
            return
        is_plural = self._is_plural(word, mention)
        kind = "person" if is_person else "plural" if is_plural else "state"
        gender = mention.gender if mention else ""
        place = (tree.index, word.i, _weight(tree, word))
        self.memory.salient.append(Salient(actors, kind, gender, *place))
        parts = tree.conjuncts(word.i) if word.role is not Role.CONJUNCT else []
        if len(parts) > 1 and len(group := self.group(tree, word)) > 1:
            self.memory.salient.append(Salient(group, "plural", "", *place))

    def _learn_name(self, actor: ActorId) -> None:
        """Keep the family name of a leader named in full."""
        family = self.gazetteer.family_of(actor)
        if family is not None:
            self.persons[family] = (actor,)

    def _is_person(self, word: Word, mention: Mention | None) -> bool:
        """Return whether a word names one person."""
        if mention is not None:
            return mention.kind in PERSON_KINDS
        return word.pos == "PROPN" and (word.entity == "PERSON" or word.text in self.persons)

    @staticmethod
    def _is_plural(word: Word, mention: Mention | None) -> bool:
        """Return whether a word is a plural of persons: `US officials`."""
        return word.tag == "NNS" or (
            mention is not None and mention.kind in {"person", "group"}
        )

    def _is_private_person(self, tree: Tree, word: Word) -> bool:
        """Return whether a noun is one person who acts for nobody: `an arms dealer`."""
        return word.tag == "NN" and self.role_kind(tree, word) in {"private", "person"}

    def _description(self, tree: Tree, word: Word) -> Actors:
        """Return whom a description means: `the two countries`, `both sides`, `the kingdom`."""
        number = self._number(tree, word)
        if word.base in self.lexicon.words["party_nouns"] and number:
            return self.memory.last_states(tree, word, number)
        if word.base not in self.lexicon.state_nouns or word.tag not in {"NN", "NNP"}:
            return ()
        definite = self.lexicon.words["definite"]
        determiners = tree.children(word.i, Role.DETERMINER)
        if not any(child.base in definite for child in determiners):
            return ()
        allowed = self.lexicon.state_nouns[word.base]
        for item in self.memory.candidates(tree, word, "state"):
            if not allowed or country(item.actors[0]) in allowed:
                return (country(item.actors[0]),)
        return ()

    def _number(self, tree: Tree, word: Word) -> int:
        """Return how many parties a plural description has; 0 where it does not say."""
        for child in tree.children(word.i, Role.NUMBER, Role.DETERMINER):
            if (count := self.lexicon.numbers.get(child.text.lower())) is not None:
                return count
        return 0

    def place_of(self, tree: Tree, word: Word) -> str | None:
        """Return the name of a place that a word names, such as `Hanoi`."""
        mention = self._heads.get(word.i)
        if mention is None or mention.kind not in PLACE_KINDS:
            return None
        return " ".join(part.text for part in tree.words[mention.start : mention.end])


def _weight(tree: Tree, word: Word) -> int:
    """Return how prominent a word is: 2 for a subject, or for who has it, else 1."""
    owned = tree.head(word) if word.role is Role.POSSESSOR else None
    leads = owned if owned is not None else word  # "Beijing's willingness to arm Moscow … it"
    return 2 if leads.role in {Role.SUBJECT, Role.PASSIVE_SUBJECT} else 1
