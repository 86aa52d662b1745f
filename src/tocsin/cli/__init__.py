"""The command line: one file per command, no logic; nothing else in Tocsin prints."""

import gc
import os
import sys
from collections.abc import Sequence

from tocsin import __version__

__all__ = ["main"]

_YOUNG = 100_000
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    0 is success, 1 a failure, 2 a call that cannot be carried out, 3 evidence that carries no
    answer, 130 an interruption.

    Args:
        argv: The arguments; those of this process by default, which then ends behind it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:  # answered before anything is loaded
        sys.stdout.write(f"tocsin {__version__}\n")
        return 0
    if argv is not None:
        return _run(arguments)
    # Our matrices are small: threads of the algebra library only wait for each other, and on busy
    # cores a fit took 40 times as long with them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is loaded is kept until the end, so that looking through it for garbage is in vain:
    # of the 2.0 s that an article takes, 0.1 s while loading and 0.25 s at the exit.
    gc.set_threshold(_YOUNG, 50, 50)
    status = _run(arguments)
    gc.freeze()
    return status


def _run(arguments: list[str]) -> int:
    """Load the commands and run one."""
    try:
        from tocsin.cli.app import run  # noqa: PLC0415 - `--version` needs nothing of it
    except KeyboardInterrupt:
        return _INTERRUPTED
    return run(arguments)
