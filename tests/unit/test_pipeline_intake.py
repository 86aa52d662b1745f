"""Steps that are read side by side with the one before them."""

import threading
from contextlib import closing

import pytest

from tocsin.errors import SourceError
from tocsin.pipeline.intake import read_ahead


class Toy:
    """A step that remembers what was done to it."""

    def __init__(self, log, name, error=None):
        self.log, self.name, self.error = log, name, error
        self.is_read = threading.Event()

    def read(self):
        if self.error:
            raise self.error
        self.log.append(f"read {self.name}")
        self.is_read.set()

    def cancel(self):
        self.log.append(f"cancel {self.name}")

    def close(self):
        self.log.append(f"close {self.name}")


def test_steps_come_in_order_and_each_is_read_by_then():
    log = []
    toys = [Toy(log, name) for name in "abcd"]
    for toy, step in zip(toys, read_ahead(toys), strict=True):
        assert step is toy
        assert toy.is_read.is_set()
    assert log == ["read a", "read b", "read c", "read d"]


def test_the_next_step_is_read_while_one_is_in_use():
    toys = [Toy([], name) for name in "abc"]
    steps = read_ahead(toys)
    next(steps)
    assert toys[1].is_read.wait(timeout=30)
    assert not toys[2].is_read.is_set()
    steps.close()


def test_an_error_comes_after_the_steps_before_it_and_closes_what_was_read():
    log, seen = [], []
    toys = [Toy(log, "a"), Toy(log, "b", SourceError("b is none")), Toy(log, "c")]
    steps = (seen.append(step.name) for step in read_ahead(toys))
    with pytest.raises(SourceError, match="b is none"):
        list(steps)
    assert seen == ["a"]
    assert {"cancel b", "close b", "close c"} <= set(log)
    assert "close a" not in log


def test_what_is_not_asked_for_any_more_is_cancelled_and_closed():
    log = []
    with closing(read_ahead([Toy(log, name) for name in "abc"])) as steps:
        next(steps)
    assert log[-1] == "close b"
    assert "cancel b" in log
    assert "read c" not in log


def test_no_steps_are_none():
    assert list(read_ahead([])) == []
