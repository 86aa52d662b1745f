"""Quasi-random points: they fill the unit cube evenly, so that few draws give steady figures."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.errors import UsageError

DIRECTIONS = Path(__file__).with_name("sobol_directions.csv")
BITS = 32
MAX_DIMENSIONS = 1024

Bits = NDArray[np.uint32]


def points(count: int, dimensions: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return scrambled Sobol points in the open unit cube, shape (dimensions, count).

    Each coordinate alone is spread evenly: where the count is a power of two, one point lies in
    each of that many equal slices. The scrambling is drawn from `rng` in order of dimension, so
    that the first dimensions stay as they are when others are added behind them.

    Raises:
        UsageError: More than 1,024 dimensions, or more than 2^32 points, are asked.

    References: Sobol (1967); Joe & Kuo (2008) for the direction numbers; Owen (1995) for nested
        scrambling; Burley (2020), Journal of Computer Graphics Techniques 9(4), for its hash.
    """
    if dimensions > MAX_DIMENSIONS or count > 2**BITS:
        raise UsageError(
            f"Quasi-random draws reach {MAX_DIMENSIONS} uncertain parameters and 2^32 draws; "
            f"found {dimensions} and {count}. Fix the parameters that matter least.",
        )
    seeds = rng.integers(0, 2**BITS, size=dimensions, dtype=np.uint64).astype(np.uint32)
    plain = _sequence(count, dimensions)
    mixed = _reversed(_mixed(_reversed(plain), seeds[:, None]))
    return (mixed.astype(np.float64) + 0.5) / 2.0**BITS


def _sequence(count: int, dimensions: int) -> Bits:
    """Return the plain Sobol points as whole numbers, in natural order."""
    columns = _directions()[:dimensions]
    found = np.zeros((dimensions, max(count, 1)), dtype=np.uint32)
    filled, bit = 1, 0
    while filled < count:
        end = min(2 * filled, count)
        found[:, filled:end] = found[:, : end - filled] ^ columns[:, bit : bit + 1]
        filled, bit = end, bit + 1
    return found[:, :count]


@cache
def _directions() -> Bits:
    """Return the direction numbers, shape (dimensions, bits)."""
    found = np.zeros((MAX_DIMENSIONS, BITS), dtype=np.uint32)
    found[0] = [1 << (BITS - 1 - bit) for bit in range(BITS)]
    rows = DIRECTIONS.read_text(encoding="utf-8").splitlines()[3:]
    for dimension, row in enumerate(rows, start=1):
        polynomial, numbers = row.split(",")
        found[dimension] = _grown(int(polynomial), [int(one) for one in numbers.split()])
    return found


def _grown(polynomial: int, numbers: list[int]) -> list[int]:
    """Return 32 direction numbers by the recurrence of a primitive polynomial."""
    degree = len(numbers)
    for bit in range(degree, BITS):
        new = numbers[bit - degree] ^ (numbers[bit - degree] << degree)
        for back in range(1, degree):
            if polynomial >> (degree - back) & 1:
                new ^= numbers[bit - back] << back
        numbers.append(new)
    return [number << (BITS - 1 - bit) for bit, number in enumerate(numbers)]


def _mixed(values: Bits, seeds: Bits) -> Bits:
    """Return whole numbers of which each bit depends on the lower ones, by a seed."""
    values = values + seeds
    for factor in (0x6C50B47C, 0xB82F1E52, 0xC7AFE638, 0x8D22F6E6):
        values = values ^ (values * np.uint32(factor))
    return values


def _reversed(values: Bits) -> Bits:
    """Return whole numbers with their bits in the opposite order."""
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF)):
        low = np.uint32(mask)
        values = ((values >> np.uint32(shift)) & low) | ((values & low) << np.uint32(shift))
    return (values >> np.uint32(16)) | (values << np.uint32(16))
