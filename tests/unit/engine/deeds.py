"""Work for the processes of the tests; they find it by its name."""

import logging
import os
import signal
import time
from pathlib import Path

from tocsin.errors import ReadError


def double(batch):
    return [2 * task for task in batch]


def slow_at_first(batch):
    time.sleep(0.3 if 0 in batch else 0.0)
    return double(batch)


def fatal_for_seven(batch):
    if 7 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(batch)


def fatal_once(batch):
    """Die on the first call of all, where the first task is the file that tells it."""
    mark = Path(batch[0])
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return [len(batch)]


def loud(batch):
    logging.getLogger("tocsin.deeds").warning("working on %s", batch)
    logging.getLogger("tocsin.deeds").info("not heard %s", batch)
    return double(batch)


def refusing(batch):
    if 3 in batch:
        raise ReadError("three is no number", subject="three")
    return double(batch)


class Homesick(Exception):  # noqa: N818 - stands for an error that cannot be copied
    def __init__(self, where, when):
        super().__init__(f"{where} {when}")


def failing_oddly(batch):
    raise Homesick("here", "now")


def big(batch):
    return [bytes(3_000_000) + task for task in batch]


def threads(batch):
    return [os.environ.get("OMP_NUM_THREADS") for _ in batch]


def sleep_for_long(batch):
    time.sleep(60)
    return batch
