"""What was mentioned so far, and whom a pronoun or `the two countries` means by it."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.lexicon import Lexicon
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.gazetteer import Gazetteer
from tocsin.model.ids import ActorId, country

# Mentions back that a plural may look; without a bound a long text takes the square of its
# length. A group that is further back is never the one meant.
_FAR = 500
# What a pronoun of one kind may mean, the better first.
_KINDS = {"plural": ("plural", "state"), "state": ("state",), "person": ("person",)}


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


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text, also one that only modifies a noun: `Houthi radars`."""

    actor: ActorId
    sentence: int
    place: int


@dataclass(slots=True)
class Memory:
    """Everybody mentioned so far, in order, and the pair that the text is about."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    salient: list[Salient] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    pair: Actors = ()
    _states: set[ActorId] = field(default_factory=set)

    def name(self, actor: ActorId, sentence: int, place: int) -> None:
        """Keep that a sentence names somebody."""
        self.named.append(Named(actor, sentence, place))
        self._states.add(country(actor))

    def has_state_before(self, tree: Tree, word: Word) -> bool:
        """Return whether the sentence has named a state or body before a word."""
        return any(
            name.sentence == tree.index and name.place < word.i for name in self.named[-_FAR:]
        )

    def named_states(self) -> set[ActorId]:
        """Return every state and body that the text has named so far."""
        return self._states

    def pronoun(
        self, tree: Tree, word: Word, *, apart: frozenset[ActorId] = frozenset()
    ) -> Actors:
        """Return whom a pronoun means: the best of those mentioned before it, but for some."""
        kind, gender = self.lexicon.pronouns.get(word.text.lower(), ("", ""))
        if not kind:
            return ()
        candidates = self.candidates(tree, word, kind, gender)
        is_pair_free = not apart & set(self.pair)
        if kind == "plural" and is_pair_free and self._is_pair_meant(tree, candidates):
            return self.pair
        fitting = (item for item in candidates if not apart & set(map(country, item.actors)))
        best = next(fitting, None)
        if best is None:
            return self.last_states(tree, word, 2) if word.base == "both" else ()
        return _widest(best, candidates).actors

    def candidates(self, tree: Tree, word: Word, kind: str, gender: str = "") -> list[Salient]:
        """Return whom a pronoun may mean, best first.

        One of its own kind comes first by nearness; a state that a plural may mean counts as
        two sentences away at least.
        """
        now = tree.index
        subject = (now, clause_subject(tree, word))
        recent = self._recent(now)
        own = {country(actor) for item in recent if (item.sentence, item.place) == subject
               for actor in item.actors}  # fmt: skip
        fitting = [
            item
            for item in recent
            if (item.sentence, item.place) < (now, word.i)
            and not (own and set(map(country, item.actors)) <= own and item.actors)
            and _fits(item, kind, gender)
        ]
        order = _KINDS[kind]
        return sorted(
            fitting,
            key=lambda item: (
                now - item.sentence if item.kind == kind else max(2, now - item.sentence),
                order.index(item.kind),
                -item.weight,
                -item.place,
            ),
        )

    def _recent(self, now: int) -> list[Salient]:
        """Return who was mentioned within reach of a pronoun in sentence `now`, in order."""
        found = []
        for item in reversed(self.salient):
            if now - item.sentence > self.lexicon.pronoun_reach:
                break
            found.append(item)
        return found[::-1]

    def _is_pair_meant(self, tree: Tree, candidates: list[Salient]) -> bool:
        """Return whether `they` means the pair that the text is about.

        So it does unless this sentence has named other parties before.
        """
        if not self.pair:
            return False
        names = {country(actor) for item in self.salient[-40:] for actor in item.actors
                 if tree.index - item.sentence <= self.lexicon.pronoun_reach}  # fmt: skip
        best = candidates[0] if candidates else None
        is_other_near = (
            best is not None
            and best.kind == "plural"
            and (best.sentence == tree.index or len(set(map(country, best.actors))) < 2)
        )
        return set(self.pair) <= names and not is_other_near

    def last_states(self, tree: Tree, word: Word, number: int) -> Actors:
        """Return the last so many different states, the latest group of that size first."""
        here = (tree.index, word.i)
        for item in self._named_before(here):
            states = tuple(dict.fromkeys(map(country, item.actors)))
            is_near = not self.pair or tree.index == item.sentence
            if item.kind == "plural" and len(states) == number and is_near:
                return states
        if number == 2 and (pair := self.pair or self._most_named()):
            return pair
        found: dict[ActorId, None] = {}
        named = list(self._named_before(here))
        # Who is only one of a longer list is not one of the parties.
        listed = {(item.sentence, country(actor)) for item in named for actor in item.actors
                  if item.kind == "plural" and len(set(map(country, item.actors))) > number}  # fmt: skip
        for item in named:
            for actor in item.actors:
                is_party = (item.sentence, country(actor)) not in listed
                if self.gazetteer.is_state(actor) and is_party:
                    found.setdefault(country(actor))
            if len(found) >= number:
                return tuple(reversed(list(found)[:number]))
        return ()

    def last_group(self, tree: Tree, word: Word) -> Actors:
        """Return the states and bodies of the latest group of two and more: `all sides`."""
        for item in self._named_before((tree.index, word.i)):
            states = tuple(dict.fromkeys(map(country, item.actors)))
            if item.kind == "plural" and len(states) > 1:
                return states
        return ()

    def last_two(self, tree: Tree, word: Word) -> Actors:
        """Return the last pair named, in the text's order: two joined, or alone in a sentence.

        In the same sentence a third beside two joined may be the one meant: nobody then.
        """
        for sentence in (tree.index, tree.index - 1):
            states = self._named_in(sentence, tree, word)
            if len(states) == 2:
                return states
            if len(states) > 2:
                return () if sentence == tree.index else self._joined_in(sentence)
        return ()

    def _named_in(self, sentence: int, tree: Tree, word: Word) -> Actors:
        """Return the states and bodies that a sentence has named before a word, each once."""
        here = (tree.index, word.i)
        return tuple(
            dict.fromkeys(
                country(name.actor)
                for name in self.named[-_FAR:]
                if name.sentence == sentence and (name.sentence, name.place) < here
            )
        )

    def _joined_in(self, sentence: int) -> Actors:
        """Return the two that a sentence joins by `and`; nothing where it joins none or more."""
        for item in reversed(self.salient[-_FAR:]):
            states = tuple(dict.fromkeys(map(country, item.actors)))
            if item.kind == "plural" and item.sentence == sentence and len(states) > 1:
                return states if len(states) == 2 else ()
        return ()

    def last_of_kinds(
        self, tree: Tree, word: Word, kinds: Collection[str], reach: int
    ) -> Actors:
        """Return the latest group or body of some kinds within reach."""
        for name in reversed(self.named):
            if tree.index - name.sentence > reach:
                break
            is_before = (name.sentence, name.place) < (tree.index, word.i)
            if is_before and self.gazetteer.sorts.get(name.actor, "") in kinds:
                return (name.actor,)
        return ()

    def _most_named(self) -> Actors:
        """Return the two states named most so far; nothing where either was named but once."""
        counts = Counter(country(actor) for item in self.salient[-_FAR:] for actor in item.actors
                         if item.kind != "plural" and self.gazetteer.is_state(actor))  # fmt: skip
        top = counts.most_common(3)
        is_clear = len(top) >= 2 and top[1][1] >= 2 and (len(top) < 3 or top[1][1] > top[2][1])
        return tuple(sorted(state for state, _ in top[:2])) if is_clear else ()

    def _named_before(self, here: tuple[int, int]) -> Iterator[Salient]:
        """Yield who was named before a place, the latest first."""
        for item in islice(reversed(self.salient), _FAR):
            if item.actors and (item.sentence, item.place) < here:
                yield item


def _widest(best: Salient, candidates: list[Salient]) -> Salient:
    """Return the group of the same sentence that a plural is part of: `Israel and Hamas`."""
    if best.kind != "plural" or not best.actors:
        return best
    return next(
        (
            item
            for item in candidates
            if item.kind == "plural"
            and item.sentence == best.sentence
            and set(item.actors) > set(best.actors)
        ),
        best,
    )


def clause_subject(tree: Tree, word: Word) -> int:
    """Return the place of the subject that a pronoun in the same clause cannot mean; else -1.

    `Beijing supplied it with submarines`: it is not Beijing. Possessives may well be.
    """
    if word.role not in {Role.OBJECT, Role.RECIPIENT, Role.PREP_OBJECT}:
        return -1
    for verb in tree.ancestors(word):
        if not verb.is_verb:
            continue
        subject = tree.child(verb.i, Role.SUBJECT)
        if subject is not None:
            return subject.i
        if verb.role is not Role.OPEN_COMPLEMENT:  # "France wants to punish it"
            return -1
    return -1


def _fits(item: Salient, kind: str, gender: str) -> bool:
    """Return whether a candidate has the number and gender of a pronoun."""
    if kind == "plural":
        # A crowd of nobody's is a candidate too: "workers in France … they".
        return item.kind in _KINDS["plural"] and (item.kind == "plural" or bool(item.actors))
    if kind == "person":
        return item.kind == "person" and (not gender or item.gender in {"", gender})
    return item.kind == "state" and bool(item.actors)
