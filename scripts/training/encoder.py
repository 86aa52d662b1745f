"""MiniLM in PyTorch, read from the ONNX file of the extra `embed` and written back as its weights."""

import sys
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn
from torch.nn import functional

from tocsin.coding.scoring.minilm import MODEL_FILE, PACKAGE

HIDDEN, HEADS, LAYERS, INNER, WORDS, PLACES = 384, 12, 6, 1536, 30522, 512
# The first matrix of layer 0 and of layer 1, and the step between the layers above; offsets of
# query, key, value, output, inner and outer matrix. The exporter numbered its values that way.
_FIRST, _SECOND, _STEP = 49, 122, 71
_FIRST_OFFSETS, _OFFSETS = (0, 8, 16, 56, 60, 69), (0, 8, 16, 54, 58, 67)
_MOST = 127
# As in the pre-training; the layers are fitted to far fewer sentences.
DROPPED = 0.1

Arrays = dict[str, NDArray[Any]]


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (
            nn.Linear(HIDDEN, HIDDEN) for _ in range(4)
        )
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.norm_output = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the states of the layer; shape (texts, tokens, 384)."""
        texts, tokens, _ = states.shape
        parts = [
            part(states).view(texts, tokens, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        mixed = functional.scaled_dot_product_attention(*parts, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(texts, tokens, HIDDEN)
        states = self.norm_attention(states + self.drop(self.output(mixed)))
        inner = functional.gelu(self.inner(states))
        return self.norm_output(states + self.drop(self.outer(inner)))

    @property
    def matrices(self) -> tuple[nn.Linear, ...]:
        """Return its matrices in the order of the file's numbers."""
        return self.query, self.key, self.value, self.output, self.inner, self.outer


class Encoder(nn.Module):
    """The encoder: embeddings and six layers."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the states below the first layer."""
        places = self.places(torch.arange(ids.shape[1]))
        return self.norm(self.words(ids) + places[None] + self.kinds.weight[0])

    def run(
        self, states: torch.Tensor, mask: torch.Tensor, first: int, last: int
    ) -> torch.Tensor:
        """Return the states through the layers [first, last); `mask` is 1 on tokens, else 0."""
        shown = mask[:, None, None, :].bool()
        for layer in self.layers[first:last]:
            states = layer(states, shown)
        return states


def load_encoder() -> Encoder:
    """Return the encoder with the weights of the package."""
    model = onnx.load(_package())
    arrays = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    encoder = Encoder()
    with torch.no_grad():
        stem = "inner.embeddings."
        for name, part in (("word", encoder.words), ("position", encoder.places)):
            part.weight.copy_(_opened(arrays, f"{stem}{name}_embeddings.weight"))
        encoder.kinds.weight.copy_(torch.tensor(arrays[f"{stem}token_type_embeddings.weight"]))
        encoder.norm.weight.copy_(torch.tensor(arrays[f"{stem}LayerNorm.weight"]))
        encoder.norm.bias.copy_(torch.tensor(arrays[f"{stem}LayerNorm.bias"]))
        for place, layer in enumerate(encoder.layers):
            for name, matrix in zip(matrix_names(place), layer.matrices, strict=True):
                matrix.weight.copy_(_opened(arrays, name).T)
            for name, value in vectors_of(place, layer).items():
                value.copy_(torch.tensor(arrays[name]))
    return encoder


def _package() -> Path:
    """Return the package's file."""
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit("Training needs the extra 'train'.")
    return Path(spec.origin).parent / MODEL_FILE


def matrix_names(layer: int) -> list[str]:
    """Return the names of a layer's matrices in the file."""
    if layer == 0:
        return [f"val_{_FIRST + offset}" for offset in _FIRST_OFFSETS]
    start = _SECOND + (layer - 1) * _STEP
    return [f"val_{start + offset}" for offset in _OFFSETS]


def vectors_of(place: int, layer: Layer) -> dict[str, torch.Tensor]:
    """Return a layer's vectors by their names in the file."""
    stem = f"inner.encoder.layer.{place}."
    parts = {
        "attention.self.query": layer.query,
        "attention.self.key": layer.key,
        "attention.self.value": layer.value,
        "attention.output.dense": layer.output,
        "intermediate.dense": layer.inner,
        "output.dense": layer.outer,
    }
    norms = {
        "attention.output.LayerNorm": layer.norm_attention,
        "output.LayerNorm": layer.norm_output,
    }
    return {
        **{f"{stem}{name}.bias": part.bias for name, part in {**parts, **norms}.items()},
        **{f"{stem}{name}.weight": part.weight for name, part in norms.items()},
    }


def patches_of(encoder: Encoder, first: int) -> dict[int, NDArray[Any]]:
    """Return the layers from one on as the package's file has them, by where they begin there."""
    raw = _package().read_bytes()
    arrays = {
        one.name: numpy_helper.to_array(one) for one in onnx.load(_package()).graph.initializer
    }
    found = {}
    for name, array in arrays_of(encoder, first).items():
        old = arrays[name].tobytes()
        start = raw.index(old)
        if array.nbytes != len(old) or raw.find(old, start + 1) >= 0:
            sys.exit(f"{name} does not stand in the package's file once, and as long.")
        found[start] = array
    return found


def arrays_of(encoder: Encoder, first: int) -> Arrays:
    """Return the layers from one on as the package's file has them: whole numbers and scales."""
    found: Arrays = {}
    for place in range(first, LAYERS):
        layer: Any = encoder.layers[place]
        for name, matrix in zip(matrix_names(place), layer.matrices, strict=True):
            weights = matrix.weight.detach().numpy().T
            scale = np.maximum(np.abs(weights).max(axis=0, keepdims=True) / _MOST, 1e-12)
            found[f"{name}_q"] = np.ascontiguousarray(np.round(weights / scale), np.int8)
            found[f"{name}_scale"] = scale.astype(np.float32)
        for name, value in vectors_of(place, layer).items():
            found[name] = value.detach().numpy().astype(np.float32)
    return found


def _opened(arrays: Arrays, name: str) -> torch.Tensor:
    """Return a matrix of whole numbers with its scale as real numbers."""
    return torch.tensor(arrays[f"{name}_q"].astype(np.float32) * arrays[f"{name}_scale"])
