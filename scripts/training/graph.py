"""The encoder as an ONNX graph in whole numbers, as ONNX Runtime reads it.

Each matrix holds 7 bits a weight with a scale a column: with 8, two products overflow the 16 bits
that processors without VNNI add them in. States are quantized as they come. What a column of states
spans is first shared with the rows of the matrix (SmoothQuant: Xiao et al. 2023, equation 4), for a
few columns span ten times the others.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from scripts.training.encoder import FIRST_PLACE, HEADS, HIDDEN, Encoder, Layer
from tocsin.coding.scoring.encoder import INPUT, LONGEST

MOST, MOST_WORDS = 63, 127
# Which part of the span goes over to the weights; .5 to .75 tried, .75 errs least.
SHARED = 0.75
SHRUNK = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
SMALLEST = 1e-9
_OPERATORS = "com.microsoft"

Floats = NDArray[np.float32]


class _Builder:
    """Nodes and constants of a graph, as they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, array: NDArray[Any]) -> str:
        """Add a constant; return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str | list[str], **how: object) -> str:
        """Add a node; return the name of its first output."""
        outputs = [output] if isinstance(output, str) else output
        own = kind in {"DynamicQuantizeMatMul", "Gelu"}
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, domain=_OPERATORS if own else "", **how)
        )
        return outputs[0]

    def normed(self, states: str, norm: nn.LayerNorm, name: str) -> str:
        """Add a layer norm."""
        weight = self.constant(f"{name}.weight", _array(norm.weight))
        bias = self.constant(f"{name}.bias", _array(norm.bias))
        return self.add(
            "LayerNormalization", [states, weight, bias], name, axis=-1, epsilon=norm.eps
        )

    def through(
        self, states: str, weights: Floats, bias: Floats, spans: Floats, name: str
    ) -> str:
        """Add a matrix of shape (in, out) in whole numbers; `spans` is what the states span."""
        spans = np.maximum(spans, 1e-5)
        rows = np.maximum(np.abs(weights).max(axis=1), 1e-5)
        shares = np.maximum(spans**SHARED / rows ** (1 - SHARED), 1e-4).astype(np.float32)
        smooth = self.add(
            "Mul", [states, self.constant(f"{name}.shares", 1 / shares)], f"{name}.smooth"
        )
        whole, scale = quantized(weights * shares[:, None])
        inputs = [
            smooth,
            self.constant(f"{name}.whole", whole),
            self.constant(f"{name}.scale", scale),
            "",
            self.constant(f"{name}.offset", bias),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, name)


def quantized(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return a matrix in whole numbers and the scale of each column, of scales tried the closest."""
    widest = np.maximum(np.abs(weights).max(axis=0), SMALLEST) / MOST
    best, error = widest.copy(), np.full(weights.shape[1], np.inf)
    for share in SHRUNK:
        scale = widest * share
        told = np.clip(np.round(weights / scale), -MOST, MOST) * scale
        missed = ((told - weights) ** 2).sum(axis=0)
        best = np.where(missed < error, scale, best)
        error = np.minimum(missed, error)
    whole = np.clip(np.round(weights / best), -MOST, MOST).astype(np.int8)
    return whole, best.astype(np.float32)


def spans_of(encoder: Encoder, texts: Sequence[Sequence[int]]) -> dict[nn.Module, Floats]:
    """Return the largest size of each column that goes into each matrix, over some texts."""
    seen: dict[nn.Module, torch.Tensor] = {}

    def note(module: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        sizes = inputs[0].reshape(-1, inputs[0].shape[-1]).abs().amax(0)
        seen[module] = torch.maximum(seen.get(module, sizes), sizes)

    hooks = [
        part.register_forward_pre_hook(note)
        for layer in encoder.layers
        for part in layer.children()
        if isinstance(part, nn.Linear)
    ]
    with torch.no_grad():
        for text in texts:
            ids = torch.tensor([list(text)])
            encoder.run(encoder.embed(ids), torch.ones_like(ids), 0, len(encoder.layers))
    for hook in hooks:
        hook.remove()
    return {module: sizes.numpy() for module, sizes in seen.items()}


def graph_of(encoder: Encoder, texts: Sequence[Sequence[int]]) -> bytes:
    """Return the encoder as an ONNX model: tokens in, states (tokens, 768) out.

    Args:
        encoder: What is written.
        texts: Texts as tokens, by which the spans of the states are found.
    """
    encoder.eval()
    spans = spans_of(encoder, texts)
    builder = _Builder()
    states = _embedded(builder, encoder)
    for place, layer in enumerate(encoder.layers):
        states = _layer(builder, states, layer, spans, f"layers.{place}")  # type: ignore[arg-type]
    builder.add("Identity", [states], "states")
    graph = helper.make_graph(
        builder.nodes,
        "encoder",
        [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["tokens"])],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["tokens", HIDDEN])],
        builder.constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_OPERATORS, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _embedded(builder: _Builder, encoder: Encoder) -> str:
    """Add the embeddings, and how heads lean, cut to the length of the text."""
    words = _array(encoder.words.weight)
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), SMALLEST) / MOST_WORDS
    builder.constant("words", np.round(words / scale).astype(np.int8))
    builder.constant("words.scale", scale.astype(np.float32))
    builder.constant(
        "places", _array(encoder.places.weight)[FIRST_PLACE : FIRST_PLACE + LONGEST]
    )
    builder.constant("leaning", _array(encoder.leaning(LONGEST)))
    builder.constant("none", np.array([0], np.int64))
    builder.constant("nones", np.array([0, 0], np.int64))
    builder.constant("axes", np.array([1, 2], np.int64))
    builder.constant("apart", np.array([-1, HEADS, HIDDEN // HEADS], np.int64))
    builder.constant("together", np.array([-1, HIDDEN], np.int64))
    builder.constant("thirds", np.array([HIDDEN] * 3, np.int64))
    builder.add("Shape", [INPUT], "tokens")
    builder.add("Concat", ["tokens", "tokens"], "both", axis=0)
    builder.add("Slice", ["leaning", "nones", "both", "axes"], "leant")
    builder.add("Gather", ["words", INPUT], "whole")
    builder.add("Cast", ["whole"], "real", to=TensorProto.FLOAT)
    builder.add("Gather", ["words.scale", INPUT], "scales")
    builder.add("Mul", ["real", "scales"], "meant")
    builder.add("Slice", ["places", "none", "tokens", "none"], "placed")
    builder.add("Add", ["meant", "placed"], "sum")
    return builder.normed("sum", encoder.norm, "norm")


def _layer(
    builder: _Builder, states: str, layer: Layer, spans: dict[nn.Module, Floats], name: str
) -> str:
    """Add one layer."""
    parts = (layer.query, layer.key, layer.value)
    # Scores are divided by the root of a head's size: here the query is, once and for all.
    shrunk = (HIDDEN // HEADS) ** -0.5
    weights = np.concatenate(
        [_array(part.weight).T * (shrunk if part is layer.query else 1) for part in parts], 1
    )
    bias = np.concatenate(
        [_array(part.bias) * (shrunk if part is layer.query else 1) for part in parts]
    )
    mixed = builder.through(states, weights, bias, spans[layer.query], f"{name}.all")
    names = [f"{name}.{part}" for part in ("query", "key", "value")]
    builder.add("Split", [mixed, "thirds"], names, axis=1)
    turned = []
    for part, order in zip(names, ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True):
        builder.add("Reshape", [part, "apart"], f"{part}.apart")
        turned.append(builder.add("Transpose", [f"{part}.apart"], f"{part}.turned", perm=order))
    scores = builder.add("MatMul", turned[:2], f"{name}.scores")
    scores = builder.add("Add", [scores, "leant"], f"{name}.leant")
    shares = builder.add("Softmax", [scores], f"{name}.shares", axis=-1)
    mixed = builder.add("MatMul", [shares, turned[2]], f"{name}.mixed")
    mixed = builder.add("Transpose", [mixed], f"{name}.back", perm=[1, 0, 2])
    mixed = builder.add("Reshape", [mixed, "together"], f"{name}.one")
    told = _matrix(builder, mixed, layer.output, spans, f"{name}.output")
    states = builder.add("Add", [told, states], f"{name}.attended")
    states = builder.normed(states, layer.norm_attention, f"{name}.norm_attention")
    inner = _matrix(builder, states, layer.inner, spans, f"{name}.inner")
    inner = builder.add("Gelu", [inner], f"{name}.bent")
    outer = _matrix(builder, inner, layer.outer, spans, f"{name}.outer")
    states = builder.add("Add", [outer, states], f"{name}.thought")
    return builder.normed(states, layer.norm_output, f"{name}.norm_output")


def _matrix(
    builder: _Builder, states: str, part: nn.Linear, spans: dict[nn.Module, Floats], name: str
) -> str:
    """Add one matrix of a layer."""
    return builder.through(states, _array(part.weight).T, _array(part.bias), spans[part], name)


def _array(value: torch.Tensor) -> Floats:
    """Return weights as an array."""
    return value.detach().numpy().astype(np.float32)
