"""Limits on decompression."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.inflate import DamagedError, TooLargeError, read_limited


def chunks(raw, size=1_000):
    return [raw[place : place + size] for place in range(0, len(raw), size)]


@given(st.binary(max_size=5_000))
def test_a_body_comes_back(raw):
    assert read_limited(chunks(raw), limit=10_000, is_gzip=False) == raw
    assert read_limited(chunks(gzip.compress(raw)), limit=10_000, is_gzip=True) == raw


def test_a_bomb_costs_little():
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=9)
    assert len(bomb) < 250_000
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        read_limited(chunks(bomb, 65_536), limit=2_000_000, is_gzip=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16_000_000


def test_a_body_over_the_limit_is_refused():
    with pytest.raises(TooLargeError):
        read_limited(chunks(b"x" * 5_001), limit=5_000, is_gzip=False)


def test_an_endless_body_is_refused():
    def endless():
        while True:
            yield b"x" * 1_000

    with pytest.raises(TooLargeError):
        read_limited(endless(), limit=5_000, is_gzip=False)


@pytest.mark.parametrize(
    "raw", [b"no gzip", gzip.compress(b"x" * 999, mtime=0)[:-9], zlib.compress(b"x"), b""]
)
def test_a_damaged_stream_is_refused(raw):
    with pytest.raises(DamagedError):
        read_limited(chunks(raw), limit=5_000, is_gzip=True)


def test_a_bomb_in_a_bomb_is_opened_once():
    inner = gzip.compress(b"\0" * 1_000_000)
    assert read_limited([gzip.compress(inner)], limit=100_000, is_gzip=True) == inner
