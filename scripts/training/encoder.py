"""MPNet in PyTorch, read from its published weights; the lower layers of all-mpnet-base-v2.

The upper two of its twelve layers are left out: they serve the similarity of whole sentences.
"""

import math
import os
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

HIDDEN, HEADS, INNER, WORDS, LAYERS = 768, 12, 3072, 30527, 10
# The first place is that of token 2: two are kept for padding, as in RoBERTa.
PLACES, FIRST_PLACE = 514, 2
# Distances are told apart one by one up to 8, then in steps that grow, up to 128.
BUCKETS, NEAR, FAR = 32, 8, 128
PADDING = 1
# As in the pre-training; the layers are fitted to far fewer sentences.
DROPPED = 0.1
FOLDER = "TOCSIN_MPNET"


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (
            nn.Linear(HIDDEN, HIDDEN) for _ in range(4)
        )
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-5)
        self.norm_output = nn.LayerNorm(HIDDEN, eps=1e-5)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: torch.Tensor, leaning: torch.Tensor) -> torch.Tensor:
        """Return the states of the layer; shape (texts, tokens, 768)."""
        texts, tokens, _ = states.shape
        parts = [
            part(states).view(texts, tokens, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        mixed = functional.scaled_dot_product_attention(*parts, attn_mask=leaning)
        mixed = mixed.transpose(1, 2).reshape(texts, tokens, HIDDEN)
        states = self.norm_attention(states + self.drop(self.output(mixed)))
        inner = functional.gelu(self.inner(states))
        return self.norm_output(states + self.drop(self.outer(inner)))


class Encoder(nn.Module):
    """Embeddings and layers; each head leans towards tokens by how far off they are."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-5)
        self.distances = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the states below the first layer."""
        places = self.places(torch.arange(ids.shape[1]) + FIRST_PLACE)
        return self.norm(self.words(ids) + places[None])

    def leaning(self, tokens: int) -> torch.Tensor:
        """Return how each head leans from token to token; shape (heads, tokens, tokens)."""
        return self.distances(buckets(tokens)).permute(2, 0, 1)

    def run(
        self, states: torch.Tensor, mask: torch.Tensor, first: int, last: int
    ) -> torch.Tensor:
        """Return the states through the layers [first, last); `mask` is 1 on tokens, else 0."""
        hidden = (1 - mask.float())[:, None, None, :] * -1e9
        leaning = self.leaning(states.shape[1])[None] + hidden
        for layer in self.layers[first:last]:
            states = layer(states, leaning)
        return states


def buckets(tokens: int) -> torch.Tensor:
    """Return the bucket of the distance between each two tokens; shape (tokens, tokens)."""
    places = torch.arange(tokens)
    distances = places[None, :] - places[:, None]
    half = BUCKETS // 2
    far = distances.abs()
    growing = NEAR + (
        torch.log(far.float().clamp(min=1) / NEAR) / math.log(FAR / NEAR) * (half - NEAR)
    )
    found = torch.where(far < NEAR, far, growing.long().clamp(max=half - 1))
    return found + (distances > 0).long() * half


def load_encoder() -> Encoder:
    """Return the encoder with its published weights."""
    from safetensors.torch import load_file  # noqa: PLC0415 - only where it is trained anew

    weights = load_file(base_folder() / "model.safetensors")
    encoder = Encoder()
    kept = {name: weights[theirs] for name, theirs in _names().items()}
    encoder.load_state_dict(kept)
    return encoder


def base_folder() -> Path:
    """Return the folder with the published weights, which `TOCSIN_MPNET` names."""
    folder = Path(os.environ.get(FOLDER, ""))
    if not (folder / "model.safetensors").is_file():
        sys.exit(
            f"{FOLDER} must name a folder with model.safetensors of all-mpnet-base-v2; see docs/coding.md."
        )
    return folder


def _names() -> dict[str, str]:
    """Return the published names of the weights by ours."""
    parts = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "output": "attention.attn.o",
        "norm_attention": "attention.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm_output": "output.LayerNorm",
    }
    found = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
        "distances.weight": "encoder.relative_attention_bias.weight",
    }
    for place in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                name = f"encoder.layer.{place}.{theirs}.{kind}"
                found[f"layers.{place}.{ours}.{kind}"] = name
    return found
