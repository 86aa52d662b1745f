"""The contextual model, fitted on the corpus; then what is accepted, and how far it is trusted.

One twentieth of the training texts, chosen by their ids, is held back from the network: on these the
weights of acceptance and confidence are fitted.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np
import torch
from judging import find
from run import as_document

from scripts.training.acceptance import Judged, accept, as_told, trust
from scripts.training.events import Act, Text, borrowed, read_text
from scripts.training.files import CORPUS, DATA, READER, read_rows, write_archive
from scripts.training.graph import graph_of
from scripts.training.network import (
    KINDS,
    PARTS,
    Network,
    Part,
    Shown,
    Spot,
    fit,
    fit_further,
    fit_relations,
)
from scripts.training.shipped import shipped_network
from tocsin.coding.coder import scenes_of
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.relate import ends_of
from tocsin.coding.scoring.archive import bytes_of
from tocsin.coding.scoring.contextual import CONTEXTUAL_FILE, Contextual, firsts_of, told_of
from tocsin.coding.scoring.depth import Depth
from tocsin.coding.scoring.encoder import Tokenizer, load_tokenizer, session_of
from tocsin.coding.scoring.masking import Masked, masked, masked_pair
from tocsin.coding.scoring.proposals import role_example, trigger_example
from tocsin.coding.scoring.scorer import proposals_of
from tocsin.coding.scoring.units import Absent
from tocsin.model.gazetteer import load_gazetteer

HELD = 20
SEED = 0
# Features of the parse that come less often are dropped.
LEAST = 3

# Sentences by which the encoder is put in whole numbers.
SPANNED = 120

Encode = Callable[[str], list[int]]
Shipped = tuple[bytes, dict[str, np.ndarray]]


def tokens_of(reader: Tokenizer, piece: str) -> list[int]:
    """Return the tokens of a word."""
    return reader.encode(piece, add_special_tokens=False).ids


def is_held(case: dict[str, Any]) -> bool:
    """Return whether a text is held back for acceptance."""
    return zlib.crc32(case["id"].encode()) % HELD == 0


def shown_acts(acts: Sequence[Act], mask: Masked, encode: Encode) -> Shown:
    """Return a sentence with the words in it that may name acts."""
    ids, firsts, before = firsts_of(mask.pieces, encode, mask.before)
    tokens = [firsts[place] for place in mask.places]
    spots = [_spot(act, tokens, before) for act in acts]
    return Shown(ids, [spot for spot in spots if spot.token])


def _spot(act: Act, tokens: list[int], before: list[int]) -> Spot:
    """Return a word as the network sees it."""
    trigger = act.trigger
    placed = [
        (
            before[party.place] if isinstance(party, Absent) else tokens[party.word.i],
            party,
            role,
        )
        for party, role in act.roles
    ]
    parts = [
        Part(
            token,
            told_of(trigger, party).tolist(),
            PARTS.index(role),
            list(role_example(trigger, party, act.label).blocks["role"]),
        )
        for token, party, role in placed
        if token
    ]
    return Spot(
        tokens[trigger.word.i],
        sorted({KINDS.index(event.type) - 1 for event in trigger.frames}),
        KINDS.index(act.label),
        sorted(map(KINDS.index, {act.label, *act.accepted})),
        act.weight,
        list(trigger_example(trigger).blocks["trigger"]),
        parts,
    )


def shown_text(text: Text, encode: Encode) -> Iterator[Shown]:
    """Yield the sentences of a text that have words that may name acts."""
    for index, acts in groupby(text.acts, key=lambda act: act.trigger.tree.index):
        shown = shown_acts(list(acts), text.masks[index], encode)
        if shown.spots:
            yield shown


def shown_pairs(
    rows: list[dict[str, Any]], roots: list[str], encode: Encode
) -> Iterator[Shown]:
    """Yield the sentences of relations, their two mentions masked."""
    for row in rows:
        ends = ends_of(row["text"], tuple(row["source_span"]), tuple(row["target_span"]))
        if ends is None:
            continue
        pieces, *sides = masked_pair([word.text for word in ends.tree.words], *ends.inside)
        ids, firsts, _ = firsts_of(pieces, encode)
        first, second = (0 if side is None else firsts[side] for side in sides)
        yield Shown(ids, sides=(first, second), root=roots.index(row["root"]))


def name_rows(sentences: list[Shown]) -> dict[str, dict[str, int]]:
    """Return the features that come often enough, with their rows, and note them in the words."""
    spots = [spot for one in sentences for spot in one.spots]
    parts = [part for spot in spots for part in spot.parts]
    found: dict[str, dict[str, int]] = {}
    groups: tuple[tuple[str, Sequence[Spot | Part]], ...] = (("acts", spots), ("roles", parts))
    for name, group in groups:
        seen = Counter(feature for one in group for feature in one.names)
        kept = sorted(feature for feature, count in seen.items() if count >= LEAST)
        rows = found[name] = {feature: row for row, feature in enumerate(kept)}
        for one in group:
            one.rows = [rows[feature] for feature in one.names if feature in rows]
    return found


def main(*, is_check: bool, is_onward: bool = False) -> None:
    """Fit the network, then acceptance and confidence, and write them.

    Args:
        is_check: Whether nothing is to be written.
        is_onward: Whether to go on from the shipped weights, and not from the published ones.
    """
    torch.set_flush_denormal(True)
    lexicon, reader = load_lexicon(load_gazetteer()), load_tokenizer()
    encode = partial(tokens_of, reader)
    cases = read_rows(CORPUS / "claims" / "train.jsonl")
    # The oldest texts have no anchors: nothing can be fitted to their words.
    used = [case for case in cases if not is_held(case) and not case["id"].startswith("c0")]
    texts = map(partial(read_text, lexicon=lexicon, is_wide=True), used)
    acts = [shown for text in texts for shown in shown_text(text, encode)]
    lent = [
        shown_acts([act], masked(act.trigger.scene), encode)
        for act in borrowed(lexicon, is_wide=True)
    ]
    lent = [one for one in lent if one.spots]
    rows = [row for name in ("train", "dev")
            for row in read_rows(CORPUS / "relations" / f"{name}.jsonl")]  # fmt: skip
    roots = sorted({row["root"] for row in rows})
    pairs = list(shown_pairs(rows, roots, encode))
    print(f"contextual: {len(acts)} sentences, {len(lent)} lent, {len(pairs)} relations",
          flush=True)  # fmt: skip
    features = name_rows([*acts, *lent])
    network = (shipped_network if is_onward else Network)(len(roots), features)
    fit(network, acts, lent, pairs, SEED, is_onward=is_onward)
    if not is_onward:
        fit_further(network, acts, lent, pairs, SEED)
    fit_relations(network, pairs, SEED)
    shown = [one.ids for one in acts[:: max(1, len(acts) // SPANNED)]]
    encoder, arrays = shipped(network, roots, features, shown, list(filter(is_held, cases)))
    if not is_check:
        READER.write_bytes(encoder)
        write_archive(DATA / CONTEXTUAL_FILE, arrays)


def shipped(
    network: Network,
    roots: list[str],
    features: dict[str, dict[str, int]],
    shown: list[list[int]],
    held: list[dict[str, Any]],
) -> Shipped:
    """Fit acceptance by the network as it is shipped; return all that is written.

    Args:
        network: What was fitted.
        roots: The relations' roots, in the order of their scores.
        features: Features of the parse, with their rows.
        shown: Some sentences as tokens, by which the encoder is put in whole numbers.
        held: Texts that the network has not seen.
    """
    arrays = {
        "kinds": bytes_of(list(KINDS)),
        "parts": bytes_of(list(PARTS)),
        "roots": bytes_of(roots),
        **{f"names.{name}": bytes_of(list(rows)) for name, rows in features.items()},
        **{f"wide.{name}": _array(table.weight) for name, table in network.wide.items()},
        **{
            f"heads.{name}": _array(value).T
            for name, value in network.heads.state_dict().items()
        },
    }
    encoder = graph_of(network.encoder, shown)
    arrays["encoder"] = bytes_of([hashlib.sha256(encoder).hexdigest()])
    model = Contextual(session_of(encoder), load_tokenizer(), arrays)
    acceptance, threshold, confidence = fit_acceptance(model, held)
    rest = {
        "acceptance": acceptance.astype(np.float32),
        "threshold": np.array([threshold], np.float32),
        "confidence": confidence.astype(np.float32),
    }
    return encoder, {**arrays, **rest}


def _array(value: torch.Tensor) -> np.ndarray:
    """Return weights in half precision."""
    return value.detach().numpy().astype(np.float16)


@dataclass
class Held:
    """A text that the network has not seen; see `acceptance.Text`."""

    case: dict[str, Any]
    kept: dict[int, list[Candidate]]


def fit_acceptance(
    shipped: Contextual, cases: list[dict[str, Any]]
) -> tuple[np.ndarray, float, np.ndarray]:
    """Return the weights of acceptance, its threshold, and the weights of confidence."""
    texts: list[Held] = []
    found: Judged = []
    for place, case in enumerate(cases):
        texts.append(Held(case, {}))
        document = as_document(case["text"], date.fromisoformat(case["date"]))
        for scene, events, left in scenes_of(document):
            texts[-1].kept[scene.tree.index] = list(left)
            for proposal in proposals_of(scene, events, shipped, Depth.DEEP):
                told = as_told(proposal)
                is_right = any(find([told], gold) for gold in case["claims"])
                found.append((place, proposal, is_right))
    acceptance, threshold, chances = accept(found, texts, Depth.DEEP)
    return acceptance, threshold, trust(found, chances, texts, threshold)
