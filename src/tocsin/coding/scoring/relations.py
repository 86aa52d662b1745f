"""What one given mention does to another: features of the clause that ties them."""

from collections import Counter
from collections.abc import Iterable

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.scoring.linear import Example
from tocsin.coding.scoring.skeleton import (
    SOURCE_MARK,
    TARGET_MARK,
    Ends,
    clause_text,
    masked_text,
    skeleton,
)

# Slots of the skeleton whose words count by their meaning, and the group that each is in.
MEANING_GROUPS = {"U": 0, "L": 0, "gs": 0, "D": 1, "gt": 1, "c": 2}
BLOCKS = ("skeleton", "clause", "letters", "spelling", "sentence", "between")
_WORDS = 3
_LETTERS = (3, 5)


def relation_example(ends: Ends | None, lexicon: Lexicon) -> Example:
    """Return what a sentence shows of the relation between its two mentions; all empty for None."""
    if ends is None:
        return Example({block: Counter() for block in BLOCKS}, ())
    found = skeleton(ends, lexicon)
    clause, whole = clause_text(ends, found), masked_text(ends)
    blocks = {
        "skeleton": Counter(found.names),
        "clause": Counter(_grams(clause, _WORDS)),
        "letters": Counter(_letters(clause)),
        "spelling": Counter(_letters(whole)),
        "sentence": Counter(_grams(whole, _WORDS)),
        "between": Counter(_grams(_between(whole), _WORDS)),
    }
    meanings = [(MEANING_GROUPS[slot], word) for slot, word in found.meanings]
    return Example(blocks, meanings)


def _grams(words: list[str], longest: int) -> Iterable[str]:
    """Yield the runs of one to `longest` words."""
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _letters(words: list[str]) -> Iterable[str]:
    """Yield the runs of letters inside words, their ends marked."""
    for word in words:
        padded = f" {word} "
        for size in range(_LETTERS[0], _LETTERS[1] + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def _between(words: list[str]) -> list[str]:
    """Return the words between the two mentions; all behind it where only one is there."""
    places = [i for i, word in enumerate(words) if word in {SOURCE_MARK, TARGET_MARK}]
    if not places:
        return words
    return words[places[0] + 1 : places[-1]] if len(places) > 1 else words[places[0] + 1 :]
