"""What moves: goods named by a noun and its modifiers."""

import re

from tocsin.coding.lexicon import Lexicon
from tocsin.coding.tree import Role, Tree, Word
from tocsin.model.vocabulary import Item

_BEFORE = (Role.COMPOUND, Role.ADJECTIVE)
_CARRIERS = frozenset(
    "shipment supply delivery transfer sale stock stockpile amount quantity number lot ton tonne "
    "million thousand dozen hundred barrel cargo kind type range series variety package worth "
    "access batch consignment part component system technology expertise knowledge pair piece "
    "export import purchase share container load trainload mix combination flow stream surplus "
    "billion assistance aid help support".split()
)


def items_of(tree: Tree, word: Word, lexicon: Lexicon) -> tuple[Item, ...]:
    """Return the goods that a noun and its conjuncts name, each once, in order."""
    found: dict[Item, None] = {}
    for part in tree.conjuncts(word.i):
        for item in _own_items(tree, part, lexicon):
            found.setdefault(item)
    return tuple(found)


def _own_items(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods that one noun names, looking through measures and lists of examples."""
    found = _by_phrase(tree, word, lexicon) or _by_sign(tree, word)
    if not found and word.lemma.lower() in _CARRIERS:
        found = _carried(tree, word, lexicon) or _by_modifier(tree, word, lexicon)
    for child in tree.children(word.i, Role.APPOSITION):
        found += items_of(tree, child, lexicon)
    for name, example in tree.prepositions(word.i):
        if name in {"such as", "like", "include", "including"}:
            found += items_of(tree, example, lexicon)
    return found


def _by_sign(tree: Tree, word: Word) -> list[Item]:
    """Return the goods that a sign tells: a currency before a number, a type of weapon."""
    if word.pos == "NUM" or word.tag == "CD" or word.lemma.lower() in {"million", "billion"}:
        return (
            [Item.MONEY]
            if any(child.text in _CURRENCIES for child in tree.children(word.i))
            else []
        )
    for part in [word, *tree.children(word.i, Role.COMPOUND)]:
        if _DESIGNATION.fullmatch(part.text):
            return [Item.WEAPONS]
    return []


_CURRENCIES = frozenset("$ € £ ¥ ₩ US$ USD EUR".split())
# F-16s, S-400, MiG-29, JF-17, TB2: letters and digits of a type of weapon.
_DESIGNATION = re.compile(r"(?:[A-Z]{1,3}|MiG|Su|Tu|Yak|Kh)-\d{1,4}[A-Z]?s?|TB\d")


def _carried(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods behind a measure: `shipments of oil and food`, `access to technology`."""
    return [
        item
        for name, inner in tree.prepositions(word.i)
        if name in {"of", "to", "in", "with"} and inner.is_nominal
        for item in items_of(tree, inner, lexicon)
    ]


def _by_phrase(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods of a noun by modifier and head, else by its head alone."""
    lemma = word.lemma.lower()
    before = [child for child in tree.children(word.i, *_BEFORE) if child.i < word.i]
    for child in reversed(before):
        for form in (child.text.lower(), child.lemma.lower()):
            item = lexicon.item_phrases.get(f"{form} {lemma}")
            if item is not None:
                return [item]
    if lemma in lexicon.item_heads and _is_goods(word):
        return [lexicon.item_heads[lemma]]
    return []


def _is_goods(word: Word) -> bool:
    """Return whether an ambiguous noun means goods: `arms`, but not `the arm of the law`."""
    if word.lemma.lower() == "arm":
        return word.text.lower() == "arms"
    return word.pos in {"NOUN", "PROPN", "ADJ", "VERB", "X"}


def _by_modifier(tree: Tree, word: Word, lexicon: Lexicon) -> list[Item]:
    """Return the goods that a modifier of a general noun names: `food aid`, `arms shipments`."""
    found = []
    for child in tree.children(word.i, *_BEFORE):
        for form in (child.text.lower(), child.lemma.lower()):
            item = lexicon.item_modifiers.get(form)
            if item is not None and item not in found:
                found.append(item)
    return found


def modifier_items(tree: Tree, word: Word, lexicon: Lexicon) -> tuple[Item, ...]:
    """Return what the modifiers of an event noun say that it is about: `an arms deal`."""
    return tuple(_by_modifier(tree, word, lexicon))


def mode_of(tree: Tree, words: list[Word], lexicon: Lexicon) -> str | None:
    """Return the mode that the modifiers of some nouns tell: `military`, `economic`, …"""
    for word in words:
        for child in [*tree.children(word.i, *_BEFORE), word]:
            for form in (child.text.lower(), child.lemma.lower()):
                if form in lexicon.modes:
                    return lexicon.modes[form]
    return None
