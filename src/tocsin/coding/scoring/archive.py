"""Models as files: NumPy archives of plain arrays, so that reading one executes nothing."""

import zlib
from collections.abc import Mapping
from importlib import resources
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from tocsin.coding.scoring.linear import LinearModel, WordVectors
from tocsin.errors import ModelFilesError

FOLDER = "tocsin.coding.data"
Arrays = dict[str, NDArray[Any]]
# What NumPy lets through of a missing, empty, cut or altered archive.
_UNREADABLE = (OSError, EOFError, ValueError, BadZipFile, zlib.error)


def load_archive(name: str) -> Arrays:
    """Return the arrays of a shipped file.

    Raises:
        ModelFilesError: The file is missing or no archive of plain arrays.
    """
    try:
        raw = (resources.files(FOLDER) / name).read_bytes()
        with np.load(BytesIO(raw), allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}
    except _UNREADABLE as error:
        message = f"The scorer's file {name} cannot be read: {error}. Install Tocsin anew."
        raise ModelFilesError(message, subject=name) from error


def vectors_from(arrays: Arrays) -> WordVectors:
    """Return the word vectors that an archive holds."""
    words = {word: row for row, word in enumerate(lines_of(arrays["words"]))}
    return WordVectors(words, arrays["table"])


def arrays_of_vectors(vectors: WordVectors) -> Arrays:
    """Return word vectors as arrays."""
    ordered = sorted(vectors.words, key=lambda word: vectors.words[word])
    return {"words": bytes_of(ordered), "table": vectors.table}


def model_from(arrays: Arrays, prefix: str, vectors: WordVectors | None) -> LinearModel:
    """Return the model that an archive holds under a prefix.

    Raises:
        KeyError: The archive holds no such model.
    """
    part = {key[len(prefix) + 1 :]: array for key, array in arrays.items()
            if key.startswith(f"{prefix}.")}  # fmt: skip
    features: dict[str, dict[str, int]] = {}
    row = 0
    for block in lines_of(part["blocks"]):
        names = lines_of(part[f"features.{block}"])
        features[block] = {name: row + place for place, name in enumerate(names)}
        row += len(names)
    return LinearModel(
        classes=tuple(lines_of(part["classes"])),
        features=features,
        idf=part["idf"].astype(np.float32),
        weights=part["weights"].astype(np.float32),
        dense=part["dense"].astype(np.float32),
        bias=part["bias"].astype(np.float32),
        sharpness=float(part["sharpness"][0]),
        vectors=vectors,
    )


def arrays_of_model(model: LinearModel, prefix: str) -> Arrays:
    """Return a model as arrays under a prefix; weights are halved in precision."""
    blocks = sorted(
        model.features, key=lambda block: min(model.features[block].values(), default=0)
    )
    arrays: Arrays = {
        "classes": bytes_of(list(model.classes)),
        "blocks": bytes_of(blocks),
        "idf": model.idf.astype(np.float16),
        "weights": model.weights.astype(np.float16),
        "dense": model.dense.astype(np.float16),
        "bias": model.bias,
        "sharpness": np.array([model.sharpness], np.float32),
        **{f"features.{block}": bytes_of(_ordered(model.features[block])) for block in blocks},
    }
    return {f"{prefix}.{key}": array for key, array in arrays.items()}


def _ordered(rows: Mapping[str, int]) -> list[str]:
    """Return names in the order of their rows."""
    return sorted(rows, key=lambda name: rows[name])


def lines_of(array: NDArray[Any]) -> list[str]:
    """Return the strings that an array of bytes holds, one a line."""
    text = array.tobytes().decode("utf-8")
    return text.split("\n") if text else []


def bytes_of(lines: list[str]) -> NDArray[np.uint8]:
    """Return strings as an array of bytes, one a line."""
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)
