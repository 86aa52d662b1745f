"""Who is meant: noun phrases, titles, pronouns and descriptions, resolved across sentences."""

from dataclasses import dataclass, field
from datetime import date

from tocsin.coding.actors.descriptions import Descriptions, load_description_words
from tocsin.coding.actors.mentions import (
    PERSON_KINDS,
    PLACE_KINDS,
    Actors,
    Mention,
    find_mentions,
)
from tocsin.coding.actors.persons import Persons
from tocsin.coding.actors.pronouns import Memory, Salient
from tocsin.coding.actors.speakers import Speakers
from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import ARGUMENT_ROLES, Role, Tree, Word
from tocsin.model.gazetteer import Gazetteer
from tocsin.model.ids import ActorId, country

_BESIDE = (Role.ADJECTIVE, Role.COMPOUND)
_MODIFIERS = (*_BESIDE, Role.POSSESSOR)
# Names within names that are followed; real phrases stay far below, chains of a broken parse
# must not exhaust the stack.
_DEEPEST = 50
# From a name back to the one that a hyphen joins to it.
_JOINED = 2


@dataclass
class Discourse:
    """What one document has named so far, and how a phrase is resolved against it."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    day: date | None
    voice: Actors = ()
    persons: Persons = field(init=False)
    memory: Memory = field(init=False)
    speakers: Speakers = field(init=False)
    descriptions: Descriptions = field(init=False)
    _at: dict[int, Mention] = field(default_factory=dict)
    _heads: dict[int, Mention] = field(default_factory=dict)
    _known: dict[int, Actors] = field(default_factory=dict)
    _depth: int = 0

    def __post_init__(self) -> None:
        """Begin with nobody mentioned."""
        self.memory = Memory(self.gazetteer, self.lexicon)
        self.persons = Persons(self.gazetteer, self.lexicon, self.day)
        self.speakers = Speakers(self.lexicon, self.voice)
        words = load_description_words()
        self.descriptions = Descriptions(
            self.gazetteer, self.lexicon, self.memory, self.day, words
        )

    def enter(self, tree: Tree) -> None:
        """Make a sentence the current one; the one before is remembered."""
        mentions = find_mentions(tree, self.gazetteer, self.day)
        self.give(mentions)
        for mention in mentions:
            self.memory.name(mention.actor, tree.index, mention.start)
        self.speakers.enter(tree, lambda word: self.actors(tree, word))
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
        for part in tree.conjuncts(self._head_of_name(tree, word).i):
            is_number = part.pos == "NUM" and part.role in ARGUMENT_ROLES  # "the three agreed"
            is_named = part.i in self._heads
            if part.is_nominal or part.pos == "ADJ" or is_number or is_named:
                found.update(dict.fromkeys(self.actors(tree, part)))
        return tuple(found)

    def _head_of_name(self, tree: Tree, word: Word) -> Word:
        """Return the last word of a name whose first one is read as a preposition: `Barack Obama`."""
        mention = self._at.get(word.i) if word.pos == "ADP" else None
        return tree.words[mention.end - 1] if mention is not None else word

    def modifiers(self, tree: Tree, word: Word) -> Actors:
        """Return the actors that modify a noun: `Chinese food aid`, `Moscow's offer`, `US-Iranian talks`."""
        found: dict[ActorId, None] = {}
        for child in tree.children(word.i, *_MODIFIERS):
            for part in tree.conjuncts(child.i):
                found.update(
                    dict.fromkeys((*self._joined(tree, part), *self._modifier(tree, part)))
                )
        return tuple(found)

    def _joined(self, tree: Tree, word: Word) -> Actors:
        """Return the actor whose name a hyphen joins to a name."""
        mention = self._at.get(word.i)
        if mention is None or mention.start < _JOINED:
            return ()
        is_joined = tree.words[mention.start - 1].tag == "HYPH"
        before = self._at.get(mention.start - _JOINED) if is_joined else None
        return (before.actor,) if before is not None else ()

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
        is_name = word.pos == "PROPN" or self.persons.is_name_at_start(word)
        person = self._person(tree, word) if is_name else ()
        return person or self._noun(tree, word)

    def _noun(self, tree: Tree, word: Word) -> Actors:
        """Return whom a noun without a name of its own means."""
        family = self.descriptions.family(tree, word, self._beside(tree, word))
        if family is not None:
            return family
        return (
            self._role_noun(tree, word)
            or self._as_apposition(tree, word)
            or self.descriptions.find(tree, word, self.role_kind(tree, word))
        )

    def _as_apposition(self, tree: Tree, word: Word) -> Actors:
        """Return the person that a noun describes: `Muammar Qaddafi, the country's ruler`."""
        head = tree.head(word) if word.role is Role.APPOSITION else None
        mention = self._heads.get(head.i) if head is not None else None
        return (mention.actor,) if mention is not None and mention.kind == "leader" else ()

    def _beside(self, tree: Tree, word: Word) -> Actors:
        """Return the actors whose names modify a noun, without possessors."""
        beside = tree.children(word.i, *_BESIDE)
        return tuple(self._at[child.i].actor for child in beside if child.i in self._at)

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
        if word.text.lower() in self.lexicon.words["speaker_pronouns"]:
            return self.speakers.speaker(tree, word)
        if ahead := self._ahead(tree, word):
            return ahead
        return self.memory.pronoun(tree, word, apart=self._acted_on(tree, word))

    def _ahead(self, tree: Tree, word: Word) -> Actors:
        """Return the subject that a pronoun runs ahead of: `although it denies it, China …`."""
        clause = tree.head(word)
        if word.role is not Role.SUBJECT or clause is None:
            return ()
        main = tree.head(clause) if clause.role is Role.ADVERBIAL_CLAUSE else None
        subject = tree.child(main.i, Role.SUBJECT) if main is not None else None
        if subject is None or subject.i < word.i or self._heads.get(subject.i) is None:
            return ()
        if self.memory.has_state_before(tree, word):
            return ()  # "Dhaka's choice is simple: if it gives way, Beijing may …"
        kind, _ = self.lexicon.pronouns.get(word.text.lower(), ("", ""))
        is_person = self._is_person(subject, self._heads.get(subject.i))
        return (
            self.actors(tree, subject) if kind == ("person" if is_person else "state") else ()
        )

    def _acted_on(self, tree: Tree, word: Word) -> frozenset[ActorId]:
        """Return the states at the other end of a pronoun's verb, as far as they are named.

        Nobody acts on himself: in `they can deter Kim`, `they` is not Kim and Putin, and in
        `they accuse it`, `it` is none of them.
        """
        head = tree.head(word)
        if head is not None and word.role is Role.OBJECT:
            subject = tree.child(head.i, Role.SUBJECT)
            if subject is None or subject.tag != "PRP":
                return frozenset()
            return frozenset(map(country, self.actors(tree, subject)))
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
            return self._kin(tree, word)
        own = self.modifiers(tree, word)
        if kind == "private":
            # An expert of a body speaks for the body; one of a state for nobody.
            return tuple(actor for actor in own if not self.gazetteer.is_state(actor))
        return own or self._named_behind(tree, word) if kind else ()

    def _kin(self, tree: Tree, word: Word) -> Actors:
        """Return the other party that a word of kin means: `its neighbour`, `his US counterpart`.

        `Turkey's ally` is somebody else than Turkey, and so is `a US ally`; `its allies` are
        several, and seldom those that the text has named.
        """
        owner = tree.child(word.i, Role.POSSESSOR)
        beside = self._beside(tree, word)
        if beside and (owner is not None or word.base in self.lexicon.words["guest_nouns"]):
            return beside
        behind = self._named_behind(tree, word)
        if behind or owner is None or beside or word.tag != "NN":
            return behind
        return self.descriptions.other(tree, word, self.actors(tree, owner))

    def _named_behind(self, tree: Tree, word: Word) -> Actors:
        """Return whose a role noun is by what follows: `officials in Seoul`, `the envoy, Mr X`."""
        is_posted = word.base in self.lexicon.words["posted_nouns"]
        places = {"of", "from", "for"} if is_posted else {"of", "from", "for", "in", "at"}
        for name, target in tree.prepositions(word.i):
            if name in places and target.is_nominal and not self._is_world_court(word, target):
                actors = self.group(tree, target) or self._behind_of(tree, target)
                if actors:
                    return actors
        found = (self.actors(tree, child) for child in tree.children(word.i, Role.APPOSITION))
        return next((actors for actors in found if actors), ())

    def _is_world_court(self, word: Word, place: Word) -> bool:
        """Return whether a court sits where the world's do: `judges in The Hague` are no Dutch."""
        words = self.lexicon.words
        return word.base in words["court_nouns"] and place.text in words["court_seats"]

    def _behind_of(self, tree: Tree, word: Word) -> Actors:
        """Return whose office a named one is: `the Ministry of Foreign Affairs of Japan`."""
        for name, inner in tree.prepositions(word.i):
            if name == "of" and inner.is_nominal:
                return self.group(tree, inner) or self._behind_of(tree, inner)
        return ()

    def role_kind(self, tree: Tree, word: Word) -> str:
        """Return what a noun denotes beside a state: `government`, `private`, …; empty if nothing."""
        nouns = self.lexicon.role_nouns
        before = [child.text.lower() for child in tree.children(word.i, *_BESIDE)
                  if child.i < word.i and child.i not in self._at]  # fmt: skip
        written = word.text.lower()
        phrases = (" ".join([*before, head]) for head in (word.base, written)) if before else ()
        found = (nouns.get(form) for form in (*phrases, word.base, written))
        return next((kind for kind in found if kind), "")

    def _person(self, tree: Tree, word: Word) -> Actors:
        """Return the actor of a person named by family name, or by what the text said of them."""
        return self.persons.find(tree, word, self._by_description(tree, word), self._at)

    def _by_description(self, tree: Tree, word: Word) -> Actors:
        """Return the state that a title or apposition gives: `Iranian Foreign Minister X`."""
        for child in tree.children(word.i, Role.COMPOUND, Role.APPOSITION, Role.ADJECTIVE):
            kind = self.role_kind(tree, child)
            if kind and kind != "private":
                actors = self._role_noun(tree, child) or self.modifiers(tree, word)
                if actors:
                    return actors
        return ()

    def _note(self, tree: Tree, word: Word) -> None:
        """Add a word to what later pronouns may mean."""
        actors = self.actors(tree, word)
        mention = self._heads.get(word.i)
        if mention is not None and mention.kind == "leader":
            self.persons.learn(mention.actor)
        is_person = self._is_person(word, mention) or self._is_private_person(tree, word)
        if not actors and not is_person and not self._is_private_crowd(tree, word):
            return
        is_plural = self._is_plural(word, mention)
        kind = "person" if is_person else "plural" if is_plural else "state"
        gender = mention.gender if mention else ""
        place = (tree.index, word.i, _weight(tree, word))
        self.memory.salient.append(Salient(actors, kind, gender, *place))
        parts = tree.conjuncts(word.i) if word.role is not Role.CONJUNCT else []
        if len(parts) > 1 and len(group := self.group(tree, word)) > 1:
            self.memory.salient.append(Salient(group, "plural", "", *place))

    def _is_person(self, word: Word, mention: Mention | None) -> bool:
        """Return whether a word names one person."""
        if mention is not None:
            return mention.kind in PERSON_KINDS
        return word.pos == "PROPN" and (
            word.entity == "PERSON" or word.text in self.persons.known
        )

    @staticmethod
    def _is_plural(word: Word, mention: Mention | None) -> bool:
        """Return whether a word is a plural of persons: `US officials`."""
        return word.tag == "NNS" or (
            mention is not None and mention.kind in {"person", "group"}
        )

    def _is_private_person(self, tree: Tree, word: Word) -> bool:
        """Return whether a noun is one person who acts for nobody: `an arms dealer`."""
        return word.tag == "NN" and self.role_kind(tree, word) in {"private", "person"}

    def _is_private_crowd(self, tree: Tree, word: Word) -> bool:
        """Return whether a noun is several persons who act for nobody: `workers in France`."""
        is_acting = word.role in {Role.SUBJECT, Role.PASSIVE_SUBJECT}
        return word.tag == "NNS" and is_acting and self.role_kind(tree, word) == "private"

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
