"""Standard output: JSON lines as UTF-8, and text for people."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, TextIO

from rich.console import Console


def print_json(value: object) -> None:
    """Print a value of the model, or plain JSON types, on one line."""
    from tocsin.model.codec import plain  # noqa: PLC0415 - 0.04 s that --help need not spend

    write_line(json.dumps(plain(value), ensure_ascii=False, allow_nan=False))


def print_indented(value: Any) -> None:  # noqa: ANN401 - any JSON
    """Print plain JSON types over several lines."""
    write_line(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def print_lines(values: Iterable[object]) -> None:
    """Print values as JSON, one a line, each as soon as it is there."""
    for value in values:
        print_json(value)
        sys.stdout.flush()


def write_line(text: str) -> None:
    """Write a line as UTF-8, whatever the terminal's encoding.

    A lone surrogate, which UTF-8 cannot hold, becomes the escape that JSON has for it.
    """
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def console() -> Console:
    """Return standard output for text that people read."""
    return Console(highlight=False)


@contextmanager
def text_stream() -> Iterator[TextIO]:
    """Give standard output as UTF-8 text with line ends as they are written."""
    sys.stdout.flush()
    stream = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()
