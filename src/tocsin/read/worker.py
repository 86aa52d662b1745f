"""The process that takes pages apart: bytes on standard input, JSON on standard output.

Run as `python -P -m tocsin.read.worker html|pdf SECONDS`. It binds itself before it loads a
parser: memory, processor time, no files. What it cannot do it says as `{"error": ...}`.
"""

import json
import math
import sys
from typing import Any

MEMORY = 1 << 30
"""Bytes of address space; the parsers themselves take 0.15 GB of it."""


def main() -> int:
    """Take the page on standard input apart and write what was found."""
    kind, seconds = sys.argv[1], float(sys.argv[2])
    bind_limits(seconds)
    try:
        reply = take_apart(kind, sys.stdin.buffer.read())
    except MemoryError:
        return 3
    except RecursionError:
        reply = {"error": "it is nested too deeply. Give the text as a plain file."}
    sys.stdout.write(json.dumps(reply))
    return 0


def bind_limits(seconds: float) -> None:
    """Limit what this process may use, where the system can."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    processor = math.ceil(seconds) + 1
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, value in limits:
        _, hard = resource.getrlimit(what)
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (least, least))


def take_apart(kind: str, payload: bytes) -> dict[str, Any]:
    """Return what a page or PDF holds."""
    if kind == "pdf":
        from tocsin.read.pdf_parts import pdf_parts  # noqa: PLC0415 - loads pypdf

        return pdf_parts(payload)
    from tocsin.read.html_parts import html_parts  # noqa: PLC0415 - loads trafilatura, lxml

    return html_parts(payload.decode("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
