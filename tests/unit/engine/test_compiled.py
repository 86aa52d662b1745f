"""Functions that are compiled when it pays, and give the same bytes either way."""

import importlib.util
import math
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from tocsin.engine import compiled as engine
from tocsin.engine.compiled import Kernel, compiled, inner
from tocsin.errors import UsageError

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="the extra 'game' is not installed"
)


@inner
def powered(value: float, by: float) -> float:
    return math.exp(by * math.log(value))


@compiled("game")
def spread(values, sums, by):
    """Sum powers, and take the inverse of the first value."""
    for i in range(values.shape[0]):
        sums[0] += powered(values[i], by)
    sums[1] = 1.0 / (values[0] - 1.0)


def fresh():
    """The same function, not compiled yet."""
    return Kernel(spread.plain, "game")


def is_compiled(kernel):
    return "machine" in kernel.__dict__


VALUES = np.linspace(0.1, 7.3, 31)


def test_a_small_call_is_run_as_written():
    kernel, sums = fresh(), np.zeros(2)
    kernel.soon(len(VALUES), VALUES, sums, 0.7)
    assert sums[0] == sum(math.exp(0.7 * math.log(one)) for one in VALUES)
    assert not is_compiled(kernel)


@needs_numba
def test_many_steps_are_run_compiled_to_the_same_bytes():
    small, large, both = fresh(), fresh(), np.zeros((2, 2))
    small.soon(1, VALUES, both[0], 0.7)
    large.soon(engine.PATIENCE + 1, VALUES, both[1], 0.7)
    assert is_compiled(large)
    assert not is_compiled(small)
    assert both[0].tobytes() == both[1].tobytes()
    assert fresh().is_kept()


def test_small_calls_add_up(monkeypatch):
    kernel = fresh()
    monkeypatch.setitem(kernel.__dict__, "_steps", engine.PATIENCE)
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(
        UsageError, match=r"needs numba, which is not installed: pip install 'tocsin\[game\]'"
    ):
        kernel.soon(1, VALUES, np.zeros(2), 0.7)


@needs_numba
def test_what_is_an_error_in_python_is_none_when_compiled():
    kernel, sums = fresh(), np.zeros(2)
    kernel.soon(1, np.ones(3), sums, 1.0)
    assert sums[1] == math.inf
    assert is_compiled(kernel)


def test_the_missing_compiler_is_named_with_the_extra_that_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(UsageError, match=r"pip install 'tocsin\[forecast\]'") as caught:
        Kernel(spread.plain, "forecast")(VALUES, np.zeros(2), 1.0)
    assert caught.value.subject == "numba"


@needs_numba
def test_where_nothing_can_be_kept_it_is_compiled_all_the_same():
    scope: dict[str, object] = {"compiled": compiled}
    exec("@compiled('game')\ndef twice(value):\n    return 2.0 * value\n", scope)  # noqa: S102
    assert scope["twice"](21.0) == 42.0


SOURCE = """
from tocsin.engine.compiled import compiled
from stale_rate import rate

@compiled("game")
def raised(value):
    return rate(value)
"""
RATE = "from tocsin.engine.compiled import inner\n\n@inner\ndef rate(value):\n    return {} * value\n"


@needs_numba
def test_a_change_in_another_file_of_the_folder_is_seen(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "stale.py").write_text(SOURCE, encoding="utf-8")
    found = []
    for factor in ("3.0", "5.0"):
        (tmp_path / "stale_rate.py").write_text(RATE.format(factor), encoding="utf-8")
        importlib.invalidate_caches()
        engine._fingerprint.cache_clear()
        found.append(importlib.import_module("stale").raised(2.0))
        for name in ("stale", "stale_rate"):
            monkeypatch.delitem(sys.modules, name)
    assert found == [6.0, 10.0]


@pytest.mark.parametrize(
    ("kept", "expected"), [((), False), (("kernels.work-7.py311.nbi",), True)]
)
def test_what_is_kept_on_disk_is_known_as_compiled(tmp_path, kept, expected):
    def work():
        """Stand for a compiled function."""

    work.__module__, work.__qualname__ = "tocsin.kernels", "work"
    work._cache = SimpleNamespace(cache_path=str(tmp_path))
    for name in kept:
        (tmp_path / name).touch()
    assert engine._is_kept(work) is expected
    work._cache = SimpleNamespace(cache_path=None)
    assert engine._is_kept(work) is False
    assert engine._is_kept(print) is True
