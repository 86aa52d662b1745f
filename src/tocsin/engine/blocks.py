"""Rows of arrays worked on by several threads, for loops that let go of the interpreter."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar

BLOCK = 512
"""Rows of a block; always the same, so that no result can depend on the number of workers."""

_WORKERS: ContextVar[int] = ContextVar("workers", default=1)


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Let so many threads share the rows of `in_blocks` within the `with`; one where left out."""
    before = _WORKERS.set(max(count, 1))
    try:
        yield
    finally:
        _WORKERS.reset(before)


def in_blocks(work: Callable[[slice], object], rows: int) -> None:
    """Work on all rows, block by block, on as many threads as there are workers.

    Args:
        work: Fills in the results of some rows, which depend on no other rows. It needs room of
            its own to work in.
        rows: How many there are.
    """
    count = min(_WORKERS.get(), -(-rows // BLOCK))
    if count <= 1:
        work(slice(0, rows))
        return
    parts = [slice(start, min(start + BLOCK, rows)) for start in range(0, rows, BLOCK)]
    with ThreadPoolExecutor(count) as pool:
        for _ in pool.map(work, parts):  # an error of a block is raised here
            pass
