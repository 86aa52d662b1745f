"""Extraction in a process of its own: a hostile page can cost it its life, never ours."""

import json
import logging
import subprocess
import sys
from typing import Any

from tocsin.errors import ExtractionError, ReadError

logger = logging.getLogger(__name__)


def run_worker(kind: str, payload: bytes, *, path: str, seconds: float) -> dict[str, Any]:
    """Return what the worker took out of a page or PDF.

    Args:
        kind: `html` or `pdf`.
        payload: The page in UTF-8, or the bytes of the PDF.
        path: How the source is called in messages.
        seconds: The time after which the worker is ended.

    Raises:
        ExtractionError: The worker took too long, died, or found nothing to take.
    """
    # -P keeps the working folder out of the import path: it may hold files of any name.
    command = [sys.executable, "-P", "-m", "tocsin.read.worker", kind, str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, a fixed list of arguments
            command, input=payload, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        message = (
            f"failed: the extraction of {path} took longer than {seconds:g} seconds and was "
            "ended. Give the text as a plain file, or raise extract_seconds."
        )
        raise ExtractionError(message, subject=path) from error
    except OSError as error:
        message = f"The extraction of {path} could not be started: {error.strerror}."
        raise ReadError(message, subject=path) from error
    return _reply(done, path)


def _reply(done: subprocess.CompletedProcess[bytes], path: str) -> dict[str, Any]:
    """Return the answer of a worker that has ended."""
    if done.returncode != 0:
        logger.debug("worker: %s", done.stderr[-2000:].decode("utf-8", "replace"))
        raise ExtractionError(_death(done.returncode, path), subject=path)
    try:
        reply = json.loads(done.stdout)
    except ValueError as error:
        message = f"failed: the extraction of {path} gave no readable answer."
        raise ExtractionError(message, subject=path) from error
    if not isinstance(reply, dict) or "error" in reply:
        reason = reply.get("error") if isinstance(reply, dict) else "an unknown answer"
        raise ExtractionError(f"failed: {path}: {reason}", subject=path)
    return reply


def _death(code: int, path: str) -> str:
    """Return the message for a worker that ended badly."""
    how = f"by signal {-code}" if code < 0 else f"with status {code}"
    return (
        f"failed: the extraction of {path} ran out of memory or time, or crashed (it ended {how}). "
        "Give the text as a plain file."
    )
