"""Sources that stand beside what they say without a verb: `X: …`, `"…" - X`."""

import re
from collections.abc import Iterator

from tocsin.coding.status.quotations import Quotation
from tocsin.coding.status.speech import Draft, trim
from tocsin.coding.status.voice_words import VoiceWords
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.model.document import Document
from tocsin.model.vocabulary import Stance

# A name has at most so many words before a colon.
_LONGEST_NAME = 8
_SIGNATURE = re.compile(
    r"\s*(?P<dash>[\u2013\u2014\u2015]|--|-)\s*(?P<name>[^\W\d_][^\n\"\u201c\u201d]{2,80})$"
)
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def signatures(document: Document, quotations: list[Quotation]) -> Iterator[Draft]:
    """Yield quotations with a name behind a dash at the end of their paragraph."""
    for quotation in quotations:
        block = document.blocks[quotation.block]
        rest = document.text[quotation.end : block.end].rstrip()
        hit = _SIGNATURE.match(rest)
        if hit is None or not hit["name"][0].isupper():
            continue
        start = quotation.end
        source = trim(document.text, (start + hit.start("name"), start + hit.end("name")))
        yield _draft(
            "signature",
            (block.start, block.end),
            source,
            (start + hit.start("dash"), start + hit.end("dash")),
            (quotation.start, quotation.end),
        )


def colons(document: Document, trees: tuple[Tree, ...], words: VoiceWords) -> Iterator[Draft]:
    """Yield paragraphs that begin with a name and a colon."""
    starts = {block.start: block for block in document.blocks}
    for tree in trees:
        block = starts.get(tree.start)
        skipped = 1 if block and tree.words[0].text in {'"', "'"} else 0
        colon = next((word for word in tree.words[: _LONGEST_NAME + 1] if word.text == ":"), None)
        if block is None or colon is None or colon.i + 2 >= len(tree):
            continue
        name = tree.words[skipped : colon.i]
        if name and _is_source(name, words):
            content = trim(document.text, (tree.words[colon.i + 1].start, block.end))
            yield _draft(
                "name", (tree.start, tree.end), (name[0].start, name[-1].end),
                (colon.start, colon.end), content, tree.index,
            )  # fmt: skip


def _is_source(name: tuple[Word, ...], words: VoiceWords) -> bool:
    """Return whether the words before a colon name somebody who can speak."""
    if any(word.is_verb for word in name):
        return False
    if any(words.has("colon_sources", word.base) for word in name):
        return True
    is_name = name[0].pos == "PROPN" and all(word.pos in {"PROPN", "PUNCT", "PART"} for word in name)
    return is_name and (name[-1].entity in _NAMED or name[0].entity in _NAMED or name[-1].text.isupper())


def _draft(
    kind: str, reach: tuple[int, int], source: tuple[int, int], cue: tuple[int, int],
    content: tuple[int, int], sentence: int = 0,
) -> Draft:  # fmt: skip
    """Return the draft of a source without a verb."""
    return Draft(kind=kind, sentence=sentence, anchor=None, reach=reach, source=source, cue=cue, content=(content,), stance=Stance.ASSERTS, is_speech=True)
