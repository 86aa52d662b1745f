"""The way from one word of a sentence to another, in roles and prepositions."""

from dataclasses import dataclass

from tocsin.coding.syntax.grammar import lemma_of
from tocsin.coding.syntax.tree import Role, Tree, Word

# Steps up from either end behind which a way tells nothing that training could learn.
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Way:
    """How a word hangs together with another.

    Attributes:
        up: The steps from the first word up to where the two ways meet, as roles; prepositions
            with their lemma; coordinated words as what they are coordinated to.
        down: Likewise from the second word.
        between: The words passed on the way, both ends and the meeting point left out.
        meeting: The word where the ways meet; one of the ends where it is above the other.
    """

    up: tuple[str, ...]
    down: tuple[str, ...]
    between: tuple[Word, ...]
    meeting: Word

    @property
    def signature(self) -> str:
        """Return the way in short, or `far`."""
        if len(self.up) > LONGEST or len(self.down) > LONGEST:
            return "far"
        return "<".join(self.up) + "|" + "<".join(self.down)


def way(tree: Tree, start: Word, goal: Word) -> Way:
    """Return the way between two words of a sentence."""
    above_start = [start, *tree.ancestors(start)]
    above_goal = [goal, *tree.ancestors(goal)]
    places = {word.i: place for place, word in enumerate(above_start)}
    meet = next((place for place, word in enumerate(above_goal) if word.i in places), None)
    if meet is None:  # two trees in one sentence: the parser split it
        return Way(("none",), (), (), goal)
    meeting = above_goal[meet]
    ups, downs = above_start[: places[meeting.i]], above_goal[:meet]
    between = (*ups[1:], *downs[1:])
    return Way(_steps(ups), _steps(downs), between, meeting)


def _steps(words: list[Word]) -> tuple[str, ...]:
    """Return one step for each word, coordination passed over."""
    found = []
    for word in words:
        if word.role is Role.CONJUNCT:
            continue
        if word.role in {Role.PREPOSITION, Role.AGENT}:
            found.append(f"{word.role.value}:{word.base}")
        else:
            found.append(word.role.value)
    # A word that is only coordinated to the meeting point still took one step.
    return tuple(found) or (("with",) if words else ())


# What stands for every name: who acts must not tell what is done.
NAME = "<name>"
_NAMED = frozenset({"GPE", "NORP", "PERSON", "ORG", "FAC", "LOC", "EVENT", "PRODUCT"})


def is_name(word: Word) -> bool:
    """Return whether a word is part of a name or of a people's adjective."""
    return word.pos == "PROPN" or word.entity in _NAMED


def masked(word: Word) -> str:
    """Return the lemma of a word; every name as `NAME`, every number as `#`."""
    if is_name(word):
        return NAME
    return "#" if word.pos == "NUM" else word.base


def name_of(tree: Tree, word: Word) -> str:
    """Return the masked lemma of a word, with its particle where it is a verb: `call_off`."""
    if word.is_verb and not is_name(word):
        return lemma_of(tree, word)
    return masked(word)
