"""The network as it is shipped, to be fitted further: read back from its whole numbers.

What was never fitted is taken from the published weights; the rest is off by what the whole numbers
round away, which is less than what a few hundred steps change.
"""

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from scripts.training.encoder import HEADS, HIDDEN
from scripts.training.files import READER
from scripts.training.network import FROZEN, Network
from tocsin.coding.scoring.archive import Arrays, lines_of, load_archive
from tocsin.coding.scoring.contextual import CONTEXTUAL_FILE

Floats = NDArray[np.float32]
_NORMS = ("norm_attention", "norm_output")


def shipped_network(roots: int, features: dict[str, dict[str, int]]) -> Network:
    """Return the network with the weights that are shipped; new features begin at zero.

    Args:
        roots: How many roots the relations have.
        features: Features of the parse, with their rows.
    """
    network = Network(roots, features)
    values = network.encoder.state_dict()
    values |= {
        name: torch.from_numpy(value) for name, value in _layers(len(network.encoder.layers))
    }
    network.encoder.load_state_dict(values)
    arrays = load_archive(CONTEXTUAL_FILE)
    network.heads.load_state_dict(
        {
            name.removeprefix("heads."): torch.from_numpy(value.astype(np.float32).T.copy())
            for name, value in arrays.items()
            if name.startswith("heads.")
        }
    )
    with torch.no_grad():
        for name, rows in features.items():
            network.wide[name].weight.copy_(torch.from_numpy(_evidence(arrays, name, rows)))
    return network


def _evidence(arrays: Arrays, name: str, rows: dict[str, int]) -> Floats:
    """Return the weights of the features, in their new rows."""
    shipped = arrays[f"wide.{name}"].astype(np.float32)
    found = np.zeros((len(rows), shipped.shape[1]), np.float32)
    for feature, row in zip(lines_of(arrays[f"names.{name}"]), shipped, strict=True):
        if feature in rows:
            found[rows[feature]] = row
    return found


def _layers(count: int) -> list[tuple[str, Floats]]:
    """Return the weights of the layers that were fitted, by their names in the encoder."""
    constants = {
        one.name: numpy_helper.to_array(one) for one in onnx.load(READER).graph.initializer
    }
    found: list[tuple[str, Floats]] = []
    for name in (f"layers.{place}" for place in range(FROZEN, count)):
        weights, bias = _matrix(constants, f"{name}.all")
        for place, part in enumerate(("query", "key", "value")):
            # The graph divides the query once and for all by the root of a head's size.
            size = (HIDDEN // HEADS) ** 0.5 if part == "query" else 1.0
            columns = slice(place * HIDDEN, (place + 1) * HIDDEN)
            found.append((f"{name}.{part}.weight", weights[:, columns].T * np.float32(size)))
            found.append((f"{name}.{part}.bias", bias[columns] * np.float32(size)))
        for part in ("output", "inner", "outer"):
            weights, bias = _matrix(constants, f"{name}.{part}")
            found += [(f"{name}.{part}.weight", weights.T), (f"{name}.{part}.bias", bias)]
        found += [
            (f"{name}.{norm}.{kind}", constants[f"{name}.{norm}.{kind}"])
            for norm in _NORMS
            for kind in ("weight", "bias")
        ]
    return [(name, np.array(value, np.float32)) for name, value in found]


def _matrix(constants: dict[str, NDArray], name: str) -> tuple[Floats, Floats]:
    """Return a matrix of shape (in, out) and its bias, out of whole numbers."""
    weights = constants[f"{name}.whole"].astype(np.float32) * constants[f"{name}.scale"]
    return weights * constants[f"{name}.shares"][:, None], constants[f"{name}.offset"]
