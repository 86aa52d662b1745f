import threading

import numpy as np
import pytest

from tocsin.engine.blocks import BLOCK, in_blocks, workers


def slices_of(rows):
    found = []
    in_blocks(lambda part: found.append((part.start, part.stop)), rows)
    return sorted(found)


def test_one_worker_takes_all_rows_at_once():
    assert slices_of(3 * BLOCK) == [(0, 3 * BLOCK)]
    assert slices_of(0) == [(0, 0)]


@pytest.mark.parametrize("count", [2, 3, 64])
def test_blocks_are_the_same_for_any_number_of_workers(count):
    rows = 2 * BLOCK + 7
    with workers(count):
        assert slices_of(rows) == [(0, BLOCK), (BLOCK, 2 * BLOCK), (2 * BLOCK, rows)]
        assert slices_of(BLOCK) == [(0, BLOCK)]
    assert slices_of(rows) == [(0, rows)]


def test_workers_work_at_the_same_time():
    meeting = threading.Barrier(2, timeout=30)
    with workers(2):
        in_blocks(lambda part: meeting.wait(), 2 * BLOCK)


def test_the_error_of_a_block_is_raised():
    def work(part):
        np.zeros(BLOCK)[part.start]

    with workers(2), pytest.raises(IndexError):
        in_blocks(work, 2 * BLOCK)
