"""Who is meant: noun phrases, titles, pronouns and descriptions, resolved across sentences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.mentions import PERSON_KINDS, PLACE_KINDS, Mention, find_mentions
from tocsin.coding.tree import Role, Tree, Word
from tocsin.model.gazetteer import Gazetteer, Office
from tocsin.model.ids import ActorId, country

Actors = tuple[ActorId, ...]

_MODIFIERS = (Role.ADJECTIVE, Role.COMPOUND, Role.POSSESSOR)
# Offices whose holder the press names by family name alone, the first in rank first.
_RANKS = ("supreme_leader", "leader", "monarch", "head_of_state", "head_of_government",
          "crown_prince", "secretary_general", "party_leader", "acting_head_of_state")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Salient:
    """Somebody mentioned earlier, as a candidate for a pronoun.

    Attributes:
        actors: Who; empty for a person that belongs to no political actor.
        kind: `person`, `state` or `plural`.
        gender: `m`, `f` or empty.
        sentence: Index of the sentence.
        place: Place of the word in it.
        weight: 2 for a subject, 1 otherwise.
    """

    actors: Actors
    kind: str
    gender: str
    sentence: int
    place: int
    weight: int


@dataclass
class Discourse:
    """What one document has named so far, and how a phrase is resolved against it."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    day: date | None
    salient: list[Salient] = field(default_factory=list)
    persons: dict[str, Actors] = field(default_factory=dict)
    pair: Actors = ()
    tree: Tree | None = None
    _at: dict[int, Mention] = field(default_factory=dict)
    _heads: dict[int, Mention] = field(default_factory=dict)
    _known: dict[int, Actors] = field(default_factory=dict)

    def enter(self, tree: Tree) -> None:
        """Make a sentence the current one; the one before is remembered."""
        self.tree = tree
        mentions = find_mentions(tree, self.gazetteer, self.day)
        self._at = {
            i: mention for mention in mentions for i in range(mention.start, mention.end)
        }
        self._heads = {mention.head: mention for mention in mentions}
        self._known = {}
        for word in tree.words:
            if self._is_noted(word):
                self._note(tree, word)

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
            self._known[word.i] = self._resolve(tree, word)
        return self._known[word.i]

    def group(self, tree: Tree, word: Word) -> Actors:
        """Return who a noun and its conjuncts mean, each once, in order."""
        found: dict[ActorId, None] = {}
        for part in tree.conjuncts(word.i):
            if part.is_nominal or part.pos == "ADJ":
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
            return ()
        return self.actors(tree, word) if word.is_nominal else ()

    def _resolve(self, tree: Tree, word: Word) -> Actors:
        """Return who a word means, by the first way that tells."""
        mention = self._heads.get(word.i)
        if mention is not None:
            return self._named(tree, word, mention)
        if word.lemma.lower() in self.lexicon.relative_pronouns and word.pos in {"PRON", "DET"}:
            return self._relative(tree, word)
        if word.pos == "PRON" or word.tag in {"PRP", "PRP$"}:
            return self._pronoun(word)
        inside = self._at.get(word.i)
        if inside is not None and inside.head != word.i and word.role is not Role.COMPOUND:
            return (inside.actor,)
        if word.pos == "PROPN":
            found = self._person(tree, word) or self._role_noun(tree, word)
            return found or self._description(tree, word)
        return self._role_noun(tree, word) or self._description(tree, word)

    def _named(self, tree: Tree, word: Word, mention: Mention) -> Actors:
        """Return the actor of a named phrase; a demonym before a private noun is nobody's act."""
        if mention.kind in {"adjective"} and word.role in {Role.COMPOUND, Role.ADJECTIVE}:
            return ()
        return (mention.actor,)

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
        if noun is not None and noun.lemma.lower() in self.lexicon.role_nouns:
            return self.actors(tree, noun)
        return self.group(tree, head)

    def _role_noun(self, tree: Tree, word: Word) -> Actors:
        """Return the state of a role noun: `US officials`, `the army of Chad`, `Seoul's envoy`."""
        kind = self.role_kind(tree, word)
        own = self.modifiers(tree, word)
        if kind == "private":
            # An expert of a body speaks for the body; one of a state for nobody.
            return tuple(actor for actor in own if not self.gazetteer.is_state(actor))
        if not kind:
            return ()
        if own:
            return own
        for name, target in tree.prepositions(word.i):
            if name in {"of", "from", "for", "in", "at"} and target.is_nominal:
                actors = self.group(tree, target) or self._behind_of(tree, target)
                if actors:
                    return actors
        for child in tree.children(word.i, Role.APPOSITION):
            if actors := self.actors(tree, child):
                return actors
        return ()

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
             if child.i < word.i and child.i not in self._at] + [word.lemma.lower()]
        )  # fmt: skip
        return (
            nouns.get(phrase)
            or nouns.get(word.lemma.lower())
            or nouns.get(word.text.lower(), "")
        )

    def _person(self, tree: Tree, word: Word) -> Actors:
        """Return the actor of a person named by family name, or by what the text said of them."""
        family = word.text
        if family in self.persons:
            return self.persons[family]
        if actors := self._by_description(tree, word):
            self._remember(word, actors)
            return actors
        if self._is_unknown_person(tree, word):
            return ()
        office = self._office(family)
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

    def _remember(self, word: Word, actors: Actors) -> None:
        """Keep who a person belongs to, for `Mr. X` later on."""
        self.persons[word.text] = actors

    def _office(self, family: str) -> Office | None:
        """Return the holder of an office by family name; None where several states have one."""
        offices = self.gazetteer.families.get(family, [])
        current = [office for office in offices if office.held_on(self.day)]
        heads = [office for office in current if self._is_head(office)]
        for choice in (heads, current):
            if len({country(office.state) for office in choice}) == 1:
                return min(choice, key=self._rank)
        return None

    @staticmethod
    def _rank(office: Office) -> int:
        """Return the place of an office among those of one family name: who leads comes first."""
        return _RANKS.index(office.office) if office.office in _RANKS else len(_RANKS)

    @staticmethod
    def _is_head(office: Office) -> bool:
        """Return whether an office is that of a head of state or government."""
        return office.office in _RANKS

    def _is_noted(self, word: Word) -> bool:
        """Return whether a word can be what a later pronoun means."""
        return word.pos in {"NOUN", "PROPN"} and word.role not in {Role.COMPOUND}

    def _note(self, tree: Tree, word: Word) -> None:
        """Add a word to what later pronouns may mean."""
        actors = self.actors(tree, word)
        mention = self._heads.get(word.i)
        self._learn_name(tree, word, mention)
        is_person = self._is_person(word, mention) or self._is_private_person(tree, word)
        if not actors and not is_person:
            return
        owned = tree.head(word) if word.role is Role.POSSESSOR else None
        leads = owned if owned is not None else word  # "Beijing's willingness to arm Moscow … it"
        weight = 2 if leads.role in {Role.SUBJECT, Role.PASSIVE_SUBJECT} else 1
        gender = mention.gender if mention else ""
        kind = (
            "person" if is_person else "plural" if self._is_plural(word, mention) else "state"
        )
        place = (tree.index, word.i, weight)
        self.salient.append(Salient(actors, kind, gender, *place))
        parts = tree.conjuncts(word.i) if word.role is not Role.CONJUNCT else []
        if len(parts) > 1 and len(group := self.group(tree, word)) > 1:
            self.salient.append(Salient(group, "plural", "", *place))

    def _learn_name(self, tree: Tree, word: Word, mention: Mention | None) -> None:
        """Keep the family name of a person named in full."""
        if mention is not None and mention.kind == "leader":
            for office in self._offices_of(mention.actor):
                self.persons[office.family_name] = (mention.actor,)
                return

    def _offices_of(self, actor: ActorId) -> Iterable[Office]:
        """Yield the terms of office of one person."""
        for offices in self.gazetteer.families.values():
            for office in offices:
                if office.actor == actor:
                    yield office

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

    def _pronoun(self, word: Word) -> Actors:
        """Return whom a pronoun means: the best of those mentioned before it."""
        form = word.text.lower()
        kind, gender = self.lexicon.pronouns.get(form, ("", ""))
        if not kind:
            return ()
        candidates = self.candidates(word, kind, gender)
        if kind == "plural" and self._is_pair_meant(candidates):
            return self.pair
        return candidates[0].actors if candidates else ()

    def _is_pair_meant(self, candidates: list[Salient]) -> bool:
        """Return whether `they` means the pair that the text is about.

        So it does unless this sentence has named other parties before.
        """
        assert self.tree is not None  # noqa: S101 - enter() comes before any question
        here = self.tree.index
        names = {country(actor) for item in self.salient[-40:] for actor in item.actors
                 if here - item.sentence <= self.lexicon.pronoun_reach}  # fmt: skip
        is_other_near = (
            bool(candidates)
            and candidates[0].kind == "plural"
            and (
                candidates[0].sentence == here
                or len({country(actor) for actor in candidates[0].actors}) < 2
            )
        )
        return bool(self.pair) and set(self.pair) <= names and not is_other_near

    def candidates(self, word: Word, kind: str, gender: str = "") -> list[Salient]:
        """Return whom a pronoun may mean, best first."""
        assert self.tree is not None  # noqa: S101 - enter() comes before any question
        now = self.tree.index
        subject = self._clause_subject(word)
        fitting = [
            item
            for item in self.salient
            if (item.sentence, item.place) < (now, word.i)
            and (item.sentence, item.place) != (now, subject)
            and now - item.sentence <= self.lexicon.pronoun_reach
            and self._fits(item, kind, gender)
        ]
        order = {"plural": ("plural", "state"), "state": ("state",), "person": ("person",)}[
            kind
        ]
        return sorted(
            fitting,
            key=lambda item: (
                now - item.sentence if item.kind == kind else max(2, now - item.sentence),
                order.index(item.kind),
                -item.weight,
                -item.place,
            ),
        )

    def _clause_subject(self, word: Word) -> int:
        """Return the place of the subject that a pronoun in the same clause cannot mean; -1 if none.

        `Beijing supplied it with submarines`: it is not Beijing. Possessives may well be.
        """
        assert self.tree is not None  # noqa: S101 - enter() comes before any question
        if word.role not in {Role.OBJECT, Role.RECIPIENT, Role.PREP_OBJECT}:
            return -1
        verb = next((up for up in self.tree.ancestors(word) if up.is_verb), None)
        subject = self.tree.child(verb.i, Role.SUBJECT) if verb is not None else None
        return subject.i if subject is not None else -1

    @staticmethod
    def _fits(item: Salient, kind: str, gender: str) -> bool:
        """Return whether a candidate has the number and gender of a pronoun."""
        if kind == "plural":
            return item.kind in {"plural", "state"} and bool(item.actors)
        if kind == "person":
            return item.kind == "person" and (not gender or item.gender in {"", gender})
        return item.kind == "state" and bool(item.actors)

    def _description(self, tree: Tree, word: Word) -> Actors:
        """Return whom a description means: `the two countries`, `both sides`, `the kingdom`."""
        lemma = word.lemma.lower()
        number = self._number(tree, word)
        if lemma in self.lexicon.party_nouns and number:
            return self._last_states(word, number)
        is_definite = any(
            child.lemma.lower() in {"the", "this", "that"}
            for child in tree.children(word.i, Role.DETERMINER)
        )
        if is_definite and word.tag in {"NN", "NNP"} and lemma in self.lexicon.state_nouns:
            candidates = self.candidates(word, "state")
            allowed = self.lexicon.state_nouns[lemma]
            for item in candidates:
                if not allowed or country(item.actors[0]) in allowed:
                    return (country(item.actors[0]),)
        return ()

    def _number(self, tree: Tree, word: Word) -> int:
        """Return how many parties a plural description has; 0 where it does not say."""
        for child in tree.children(word.i, Role.NUMBER, Role.DETERMINER):
            if (count := self.lexicon.numbers.get(child.text.lower())) is not None:
                return count
        return 0

    def _last_states(self, word: Word, number: int) -> Actors:
        """Return the last so many different states, the latest group of that size first."""
        assert self.tree is not None  # noqa: S101 - enter() comes before any question
        here = (self.tree.index, word.i)
        before = [
            item for item in self.salient if (item.sentence, item.place) < here and item.actors
        ]
        for item in reversed(before):
            states = tuple(dict.fromkeys(country(actor) for actor in item.actors))
            is_near = not self.pair or self.tree.index == item.sentence
            if item.kind == "plural" and len(states) == number and is_near:
                return states
        if number == 2 and self.pair:
            return self.pair
        found: dict[ActorId, None] = {}
        for item in reversed(before):
            for actor in item.actors:
                if self.gazetteer.is_state(actor):
                    found.setdefault(country(actor))
            if len(found) >= number:
                return tuple(reversed(list(found)[:number]))
        return ()

    def place_of(self, tree: Tree, word: Word) -> str | None:
        """Return the name of a place that a word names, such as `Hanoi`."""
        mention = self._heads.get(word.i)
        if mention is None or mention.kind not in PLACE_KINDS:
            return None
        return " ".join(part.text for part in tree.words[mention.start : mention.end])
