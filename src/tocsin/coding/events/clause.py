"""A verb with its frame and arguments: what every reader of a verb pattern works on."""

from dataclasses import dataclass, replace

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.details.items import items_of, mode_of
from tocsin.coding.events.candidate import Candidate, split_parties, without
from tocsin.coding.events.scene import Scene, nominal
from tocsin.coding.lexicon import Frame
from tocsin.coding.syntax.grammar import Arguments, relied_on
from tocsin.coding.syntax.tree import Role, Word
from tocsin.model.vocabulary import EventType, Item

_MILITARY = frozenset(
    {Item.MUNITIONS, Item.WEAPONS, Item.TROOPS, Item.MILITARY_TECHNOLOGY,
     Item.NAVAL_TECHNOLOGY, Item.EXERCISE}
)  # fmt: skip

# Acts that things and crowds do for their state.
_BODILY = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST,
     EventType.RETREAT, EventType.AID, EventType.SANCTION}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of a sentence, the frame it is read by, and the words that fill its roles."""

    scene: Scene
    verb: Word
    frame: Frame
    roles: Arguments

    def by(self, frame: Frame) -> "Clause":
        """Return the same clause to be read by another frame."""
        return replace(self, frame=frame)

    def is_any(self, word_list: str) -> bool:
        """Return whether the verb is one of a list."""
        return self.verb.base in self.scene.lexicon.words[word_list]

    @property
    def subject(self) -> Actors:
        """Return who does it, or whose forces, vessels or crowds do."""
        return self.scene.doers(self.roles.subject, is_bodily=self.frame.type in _BODILY)

    @property
    def objects(self) -> Actors:
        """Return who is the object."""
        return self.scene.groups(self.roles.objects)

    def behind(self, *names: str) -> Actors:
        """Return who stands behind some prepositions."""
        return self.scene.groups(nominal(self.roles.behind(*names)))

    def goods(self) -> tuple[Item, ...]:
        """Return the goods among the objects, each once.

        Fighters that are sold are aircraft; fighters that are sent are troops.
        """
        found = self._items(self.roles.objects)
        is_sale = self.frame.type is EventType.COOPERATE
        has_fighters = any(part.base == "fighter" for part in self.object_parts())
        if is_sale and has_fighters:
            found = tuple(Item.WEAPONS if item is Item.TROOPS else item for item in found)
        return tuple(dict.fromkeys(found))

    def goods_behind_with(self) -> tuple[Item, ...]:
        """Return the goods of `provide B with goods`."""
        return self._items(nominal(self.roles.behind("with")))

    def means(self) -> tuple[Item, ...]:
        """Return the goods by which something is done: `support it by providing oil`."""
        tree = self.scene.tree
        inner = [word for name, word in tree.prepositions(self.verb.i)
                 if name == "by" and word.is_verb]  # fmt: skip
        return self._items(
            [word for below in inner for word in tree.children(below.i, Role.OBJECT)]
        )

    def _items(self, words: list[Word]) -> tuple[Item, ...]:
        """Return the goods that some words name, each once."""
        tree, lexicon = self.scene.tree, self.scene.lexicon
        return tuple(
            dict.fromkeys(item for word in words for item in items_of(tree, word, lexicon))
        )

    def object_parts(self) -> list[Word]:
        """Return the objects with everything coordinated to them."""
        tree = self.scene.tree
        return [part for word in self.roles.objects for part in tree.conjuncts(word.i)]

    def is_support(self) -> bool:
        """Return whether an object is help in general: `military support`, `supplies`."""
        general = self.scene.lexicon.words["support_nouns"]
        return any(part.base in general for part in self.object_parts())

    def dependant(self) -> Actors:
        """Return who relies on the giver: `A relies on B to provide goods`."""
        tree = self.scene.tree
        head = tree.head(tree.first_conjunct(self.verb))
        if head is None or not head.is_verb:
            return ()
        is_reliance = relied_on(tree, head, self.scene.lexicon) is not None
        return self.scene.group(tree.child(head.i, Role.SUBJECT)) if is_reliance else ()

    def is_animate(self, word: Word) -> bool:
        """Return whether a word names one that can travel: persons, delegations, warships."""
        mention = self.scene.discourse.mention(word.i)
        if word.pos in {"PRON", "PROPN"} or word.entity == "PERSON":
            return mention is None or mention.kind != "body"
        return self.scene.discourse.role_kind(self.scene.tree, word) not in {"", "private"}

    def event(self, source: Actors, target: Actors, items: tuple[Item, ...] = ()) -> Candidate:
        """Return the event with its mode and the words that fill its roles."""
        roles = self.roles
        words = [self.verb, *roles.objects, *roles.recipients]
        words += nominal([word for _, word in roles.preps])
        if roles.subject is not None:
            words.append(roles.subject)
        mode = self.frame.mode or ("military" if set(items) & _MILITARY else None)
        mode = mode or mode_of(self.scene.tree, roles.objects, self.scene.lexicon)
        return Candidate(
            anchor=self.verb,
            carrier=self.verb,
            type=self.frame.type,
            mode=mode,
            source=source,
            target=target,
            items=items,
            words=words,
        )

    def between(self, source: Actors, target: Actors) -> Candidate | None:
        """Return the event with the acting party left out of the other; None if one is missing."""
        target = without(target, source)
        return self.event(source, target) if source and target else None

    def together(self, parties: Actors, items: tuple[Item, ...] = ()) -> Candidate | None:
        """Return an event that its parties do together; None for fewer than two."""
        source, target = split_parties(parties)
        if not target:
            return None
        event = self.event(source, target, items)
        event.reciprocal = True
        return event
