"""What every engine promises, and what only processes can get into."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

import tocsin.engine
from tocsin.engine import ENGINES, InProcess, Lost, Processes, choose_engine, count_jobs
from tocsin.engine import processes as processes_module
from tocsin.errors import EngineError, ReadError, UsageError

HERE = str(Path(__file__).parent)


@pytest.fixture
def deeds(monkeypatch):
    """Return the module of the work, which the processes find where this one finds it."""
    monkeypatch.syspath_prepend(HERE)
    import deeds as module  # noqa: PLC0415 - only importable now

    yield module
    sys.modules.pop("deeds", None)
    assert not multiprocessing.active_children()


def batches(count, size=3):
    numbers = list(range(count * size))
    return [numbers[i : i + size] for i in range(0, count * size, size)]


def test_public_face_is_sorted_and_whole():
    names = tocsin.engine.__all__
    assert names == sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))


@pytest.mark.parametrize("name", ENGINES)
def test_results_come_in_the_order_of_the_tasks(name, deeds):
    engine = ENGINES[name](2)
    assert list(engine.run(deeds.slow_at_first, batches(7))) == [2 * n for n in range(21)]
    assert list(engine.run(deeds.double, [])) == []
    assert list(engine.run(deeds.double, [[], [1], []])) == [2]


@pytest.mark.parametrize("name", ENGINES)
def test_what_the_work_raises_comes_behind_the_results_before_it(name, deeds):
    found = ENGINES[name](2).run(deeds.refusing, batches(4, 2))
    assert [next(found), next(found)] == [0, 2]
    with pytest.raises(ReadError, match="three is no number") as caught:
        next(found)
    assert caught.value.subject == "three"


@pytest.mark.parametrize("name", ENGINES)
def test_what_the_source_raises_comes_behind_the_results_before_it(name, deeds):
    def source():
        yield [1, 2]
        yield [3]
        raise UsageError("line 4 is bad")

    found = ENGINES[name](2).run(deeds.double, source())
    assert [next(found), next(found), next(found)] == [2, 4, 6]
    with pytest.raises(UsageError, match="line 4"):
        next(found)


@pytest.mark.parametrize("name", ENGINES)
def test_batches_are_taken_no_faster_than_they_are_worked_on(name, deeds):
    taken = []

    def source():
        for batch in batches(100, 1):
            taken.append(batch)
            yield batch

    found = ENGINES[name](2).run(deeds.double, source())
    next(found)
    time.sleep(0.2)
    assert len(taken) <= 2 * processes_module.AHEAD + 1
    assert list(found) == [2 * n for n in range(1, 100)]


@pytest.mark.parametrize("name", ENGINES)
def test_what_is_logged_is_heard(name, deeds, caplog):
    logging.getLogger("tocsin").setLevel(logging.WARNING)
    with caplog.at_level(logging.WARNING):
        list(ENGINES[name](2).run(deeds.loud, [[1], [2]]))
    assert [record.getMessage() for record in caplog.records] == [
        "working on [1]",
        "working on [2]",
    ]
    assert caplog.records[0].name == "tocsin.deeds"


def test_a_task_that_kills_its_process_is_lost_alone(deeds):
    found = list(Processes(2).run(deeds.fatal_for_seven, batches(5)))
    lost = [item for item in found if isinstance(item, Lost)]
    assert [item.task for item in lost] == [7]
    assert "signal 9" in lost[0].error.message
    assert [item for item in found if not isinstance(item, Lost)] == [
        2 * n for n in range(15) if n != 7
    ]
    assert found[7] is lost[0], "it keeps its place"


def test_a_task_whose_process_dies_by_chance_is_tried_again(deeds, tmp_path):
    assert list(Processes(1).run(deeds.fatal_once, [[tmp_path / "mark"]])) == [1]


def test_large_batches_and_results_pass(deeds):
    task = b"x" * 2_000_000
    found = list(Processes(2).run(deeds.big, [[task], [task], [task]]))
    assert [len(item) for item in found] == [5_000_000] * 3


def test_an_error_that_cannot_be_copied_comes_as_its_words(deeds):
    with pytest.raises(EngineError, match="Homesick: here now"):
        list(Processes(1).run(deeds.failing_oddly, [[1]]))


def test_each_worker_has_one_thread(deeds, monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert list(Processes(1).run(deeds.threads, [[1]])) == ["1"]


@pytest.mark.slow
def test_a_caller_that_stops_early_ends_the_processes_at_once(deeds):
    # A test run in the background is started with Ctrl-C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    found = Processes(2).run(deeds.sleep_for_long, batches(9))
    started = time.monotonic()
    timer = threading.Timer(1.5, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            next(found)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - started < 10
    assert not multiprocessing.active_children()


def test_processes_that_cannot_start_are_an_error(deeds, monkeypatch):
    monkeypatch.setattr(processes_module, "serve", deeds.sleep_for_long)  # takes one argument
    with pytest.raises(EngineError, match=r"cannot be started.*status 1.*--jobs 1"):
        list(Processes(2).run(deeds.double, [[1]]))


def test_one_job_needs_no_other_process():
    assert isinstance(choose_engine(1), InProcess)
    assert isinstance(choose_engine(3), Processes)


def test_number_of_jobs(monkeypatch):
    monkeypatch.setattr("tocsin.engine.choose._cores", lambda: 6)
    assert [count_jobs(text) for text in ("1", "12", "0", "auto", "AUTO ")] == [1, 12, 6, 6, 6]
    for text in ("-1", "many", "", "257", "1.5", "²"):
        with pytest.raises(UsageError, match="number of jobs") as caught:
            count_jobs(text)
        assert caught.value.subject == "--jobs"
