"""Decompression that never makes more than it may: a bomb costs its first chunk."""

import zlib
from collections.abc import Iterable, Iterator

CHUNK = 65_536


class TooLargeError(Exception):
    """More came out, or in, than is allowed."""


class DamagedError(Exception):
    """The stream is damaged, cut short, or followed by something else."""


def read_limited(chunks: Iterable[bytes], *, limit: int, is_gzip: bool) -> bytes:
    """Return the bytes of a body, decompressed if it came so.

    Args:
        chunks: The body as it came over the line.
        limit: The most bytes, counted before as well as after decompression.
        is_gzip: Whether the body is compressed.

    Raises:
        TooLargeError: The body goes over the limit.
        DamagedError: The compressed stream is damaged or cut short.
    """
    parts = _limited(chunks, limit)
    if is_gzip:
        parts = _limited(_inflated(parts), limit)
    return b"".join(parts)


def _limited(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Yield chunks until they go over the limit."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLargeError
        yield chunk


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the decompressed bytes, never more than `CHUNK` at a time."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        rest = chunk
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, CHUNK)
            except zlib.error as error:
                raise DamagedError(str(error)) from error
            rest = inflater.unconsumed_tail
    if not inflater.eof:
        message = "it ends too early"
        raise DamagedError(message)
