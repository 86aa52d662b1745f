"""The encoder (int8) on ONNX Runtime: the extra `embed`, off where it is not installed.

Its weights are a package of their own, `tocsin-reader` (in `weights/`): the lower layers of MPNet,
fitted on `corpus/`.
"""

import hashlib
from importlib import resources, util
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.coding.scoring.linear import Floats
from tocsin.errors import ModelFilesError, UsageError, missing_extra

PACKAGE = "tocsin_reader"
MODEL_FILE, TOKENIZER_FILE = "encoder.onnx", "tokenizer.json"
NEEDED = ("onnxruntime", "tokenizers", PACKAGE)
INPUT = "ids"
# Marks of where a text begins and ends, as tokens; what is beyond so many tokens is not read.
START, END, LONGEST = 0, 2, 128


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


def load_session(known: str) -> Session:
    """Return the encoder's session, on one thread: tokens in, states of shape (tokens, 768) out.

    Args:
        known: SHA-256 of the weights that the rest of the model was fitted with.

    Raises:
        UsageError: The extra `embed` is not installed.
        ModelFilesError: The weights are missing, or not those that are known.
    """
    require()
    return session_of(_weights(known))


def session_of(model: bytes | str) -> Session:
    """Return a session of an ONNX model, or of the file at a path, on one thread."""
    import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - a heavy extra, loaded where used

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session: Session = onnxruntime.InferenceSession(model, options)
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


def _weights(known: str) -> str:
    """Return the path of the checked weights: they are not held twice in memory.

    Raises:
        ModelFilesError: They are missing or altered.
    """
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelFilesError(f"The package {PACKAGE} is incomplete.", subject=PACKAGE)
    path = Path(spec.origin).parent / MODEL_FILE
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = f"{MODEL_FILE} of {PACKAGE} cannot be read: {error}. Install Tocsin anew."
        raise ModelFilesError(message, subject=PACKAGE) from error
    if found != known:
        raise ModelFilesError(
            f"{MODEL_FILE} of {PACKAGE} has sha256 {found[:12]}…, known is {known[:12]}….",
            subject=PACKAGE,
        )
    return str(path)
