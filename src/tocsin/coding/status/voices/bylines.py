"""Sources that stand beside what they say without a verb: `X: …`, `"…" - X`."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from tocsin.coding.status.voices.attributed import QUOTES
from tocsin.coding.status.voices.draft import Draft, trim
from tocsin.coding.status.voices.quotations import Quotation
from tocsin.coding.status.voices.words import VoiceWords
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.model.document import Document
from tocsin.model.vocabulary import Stance

# A name has at most so many words before a colon.
_LONGEST_NAME = 6
_SIGNATURE = re.compile(
    r"\s*(?P<dash>[\u2013\u2014\u2015]|--|-)\s*(?P<name>[^\W\d_][^\n\"\u201c\u201d]{2,80})$"
)
_IN_NAMES = frozenset({"PROPN", "PUNCT", "PART"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def find_bylines(
    document: Document,
    trees: tuple[Tree, ...],
    quotations: list[Quotation],
    words: VoiceWords,
) -> list[Draft]:
    """Return the attributions of a document that no verb makes: by a colon or a dash."""
    return [*_colons(document, trees, words), *_signatures(document, trees, quotations)]


def _signatures(
    document: Document, trees: tuple[Tree, ...], quotations: list[Quotation]
) -> Iterator[Draft]:
    """Yield quotations with a name behind a dash at the end of their paragraph."""
    starts = [tree.start for tree in trees]
    for quotation in quotations:
        block = document.blocks[quotation.block]
        hit = _SIGNATURE.match(document.text[quotation.end : block.end].rstrip())
        if hit is None or not hit["name"][0].isupper():
            continue
        shift = quotation.end
        dash = (shift + hit.start("dash"), shift + hit.end("dash"))
        name = (shift + hit.start("name"), shift + hit.end("name"))
        place = max(0, bisect_right(starts, dash[0]) - 1)
        yield Draft(
            kind="signature",
            sentence=trees[place].index if trees else 0,
            reach=(block.start, block.end),
            source=trim(document.text, name),
            cue=dash,
            content=((quotation.start, quotation.end),),
            stance=Stance.ASSERTS,
            is_speech=True,
        )


def _colons(document: Document, trees: tuple[Tree, ...], words: VoiceWords) -> Iterator[Draft]:
    """Yield paragraphs that begin with a name and a colon."""
    ends = {block.start: block.end for block in document.blocks}
    for tree in trees:
        colon = next(
            (word for word in tree.words[: _LONGEST_NAME + 1] if word.text == ":"), None
        )
        if tree.start not in ends or colon is None or colon.i + 2 >= len(tree):
            continue
        is_quoted = tree.words[0].text in QUOTES
        name = tree.words[int(is_quoted) : colon.i]
        if name and _is_source(name, words):
            rest = (tree.words[colon.i + 1].start, ends[tree.start])
            yield Draft(
                kind="name",
                sentence=tree.index,
                reach=(tree.start, tree.end),
                source=(name[0].start, name[-1].end),
                cue=(colon.start, colon.end),
                content=(trim(document.text, rest),),
                stance=Stance.ASSERTS,
                is_speech=True,
            )


def _is_source(name: tuple[Word, ...], words: VoiceWords) -> bool:
    """Return whether the words before a colon name somebody who can speak."""
    if any(word.is_verb for word in name):
        return False
    if words.has("colon_sources", name[-1].base):
        return True
    is_name = name[0].pos == "PROPN" and all(word.pos in _IN_NAMES for word in name)
    is_known = name[0].entity in _NAMED or name[-1].entity in _NAMED
    return is_name and (is_known or name[-1].text.isupper())
