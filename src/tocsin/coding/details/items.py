"""What moves: goods named by a noun and its modifiers."""

import re

from tocsin.coding.lexicon import Lexicon, load_data
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.model.vocabulary import Item

_BEFORE = (Role.COMPOUND, Role.ADJECTIVE)
# F-16s, S-400, MiG-29, JF-17, TB2: letters and digits of a type of weapon.
_DESIGNATION = re.compile(r"(?:[A-Z]{1,3}|MiG|Su|Tu|Yak|Kh)-\d{1,4}[A-Z]?s?|TB\d")
# Nouns within nouns that are looked through; real phrases have three or four.
_DEEPEST = 12


def items_of(tree: Tree, word: Word, lexicon: Lexicon, depth: int = 0) -> tuple[Item, ...]:
    """Return the goods that a noun and its conjuncts name, each once, in order."""
    if depth > _DEEPEST:
        return ()
    found: dict[Item, None] = {}
    for part in tree.conjuncts(word.i):
        found.update(dict.fromkeys(_own_items(tree, part, lexicon, depth)))
    return tuple(found)


def items_of_act(word: Word, lexicon: Lexicon) -> tuple[Item, ...]:
    """Return the goods that the word of an act names by itself: `armed`, `paid`, `drill`."""
    frame = (lexicon.verbs if word.is_verb else lexicon.nouns).get(word.base)
    if frame is not None and frame.item is not None:
        return (frame.item,)
    listed = load_data("items.yaml")["acts"] if word.is_verb else {}
    return tuple(Item(item) for item, verbs in listed.items() if word.base in verbs)


def _own_items(tree: Tree, word: Word, lexicon: Lexicon, depth: int) -> list[Item]:
    """Return the goods that one noun names, looking through measures and lists of examples."""
    found = _by_sign(tree, word, lexicon) or _by_phrase(tree, word, lexicon)
    preps = tree.prepositions(word.i)
    if not found and word.base in lexicon.words["carriers"]:
        # Goods behind a measure: "shipments of oil and food", "access to technology".
        inner = [below for name, below in preps
                 if name in {"of", "to", "in", "with"} and below.is_nominal]  # fmt: skip
        found = [item for below in inner for item in items_of(tree, below, lexicon, depth + 1)]
        found = found or _by_modifier(tree, word, lexicon)
    examples = [word for name, word in preps if name in lexicon.words["example_prepositions"]]
    for below in (*tree.children(word.i, Role.APPOSITION), *examples):
        found.extend(items_of(tree, below, lexicon, depth + 1))
    return found


def _by_sign(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods that a sign tells: a currency before a number, a type of weapon."""
    large, currencies = lexicon.words["large_numbers"], lexicon.words["currencies"]
    if word.pos == "NUM" or word.tag == "CD" or word.base in large:
        has_currency = any(child.text in currencies for child in tree.children(word.i))
        return [Item.MONEY] if has_currency else []
    parts = [word, *tree.children(word.i, Role.COMPOUND)]
    is_weapon = any(_DESIGNATION.fullmatch(part.text) for part in parts)
    return [Item.WEAPONS] if is_weapon else []


def _by_phrase(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods of a noun by modifier and head, else by its head alone."""
    lemma = word.base
    before = [child for child in tree.children(word.i, *_BEFORE) if child.i < word.i]
    for child in reversed(before):
        for form in (child.text.lower(), child.base):
            item = lexicon.item_phrases.get(f"{form} {lemma}")
            if item is not None:
                return [item]
    if lemma in lexicon.item_heads and _is_goods(word):
        return [lexicon.item_heads[lemma]]
    return []


def _is_goods(word: Word) -> bool:
    """Return whether an ambiguous noun means goods: `arms`, but not `the arm of the law`."""
    if word.base == "arm":
        return word.text.lower() == "arms"
    return word.pos in {"NOUN", "PROPN", "ADJ", "VERB", "X"}


def _by_modifier(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods that a modifier of a general noun names: `food aid`, `arms shipments`."""
    found = []
    for child in tree.children(word.i, *_BEFORE):
        for form in (child.text.lower(), child.base):
            item = lexicon.item_modifiers.get(form)
            if item is not None and item not in found:
                found.append(item)
    return found


def modifier_items(tree: Tree, word: Word, lexicon: Lexicon) -> tuple[Item, ...]:
    """Return what the modifiers of an event noun say that it is about: `an arms deal`."""
    return tuple(_by_modifier(tree, word, lexicon))


def mode_of(tree: Tree, words: list[Word], lexicon: Lexicon) -> str | None:
    """Return the mode that the modifiers of some nouns tell, such as `military`."""
    for word in words:
        for child in [*tree.children(word.i, *_BEFORE), word]:
            for form in (child.text.lower(), child.base):
                if form in lexicon.modes:
                    return lexicon.modes[form]
    return None
