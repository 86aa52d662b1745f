"""Time and memory of fitting, of one day's ranking and of one question, against events.

Usage: scaling.py [--events N …] [--mode full|counting] [--work DIR] [--svg OUT]. Tables are those of
`generate.py`; each size is a process of its own, so that its peak memory is its own. Prints one JSON
object last; `--svg` draws it (extra `plot`).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import generate
import numpy as np
from memory import peak_mb
from protocol import Asked, Ranks, asked_on, ranks_of

from tocsin.forecast.ranking.base import Horizon, Mode, Queries, Ranker
from tocsin.forecast.ranking.fitting import Fitting
from tocsin.forecast.ranking.ranking import fit
from tocsin.model.quads import Quads, quads_of
from tocsin.store.lake.quads import quads_of_file

SIZES = (100_000, 1_000_000)
DAYS = 3
"""Days that are ranked and learnt after the fit; their median is told."""
SINGLE = 30
"""Single questions that are timed, each in a call of its own."""


class Stopwatch:
    """Seconds and peak memory of one stage after the other, by name."""

    def __init__(self) -> None:
        self.told: dict[str, float] = {}

    def __call__(self, name: str, seconds: float) -> None:
        self.told[f"{name}_seconds"] = round(seconds, 4)
        self.told[f"{name}_peak_mb"] = round(peak_mb(), 1)


def fitted(quads: Quads, mode: Mode) -> Ranker:
    """Return what `tocsin forecast fit` makes of events, ready to rank the next day."""
    return fit(quads, mode, Fitting(horizon=Horizon.SINGLE))


def warm(mode: Mode) -> None:
    """Fit and rank a small table, so that the compiler's time is counted nowhere."""
    days, rows = next(generate.chunks(4000, 1, 40))
    quads, _ = quads_of(
        days,
        (rows[:, 0], rows[:, 1], rows[:, 2]),
        actors=[f"Actor {place}" for place in range(int(rows[:, [0, 2]].max()) + 1)],
        relations=[f"Relation {place}" for place in range(generate.RELATIONS)],
    )
    ranked_days(fitted(quads.before(39), mode), quads, [39])


def one_size(path: Path, mode: Mode) -> dict[str, Any]:
    """Return the figures of one table, measured in this process."""
    watch = Stopwatch()
    warm(mode)
    watch.told["start_peak_mb"] = round(peak_mb(), 1)
    start = time.perf_counter()
    quads = quads_of_file(path).quads
    watch("read", time.perf_counter() - start)
    days = quads.days()[-DAYS:].tolist()
    start = time.perf_counter()
    ranker = fitted(quads.before(days[0]), mode)
    watch("fit", time.perf_counter() - start)
    ranks, seconds, single = ranked_days(ranker, quads, days)
    watch("day", statistics.median(seconds))
    return {
        "events": len(quads),
        "actors": len(quads.actors),
        "days": len(quads.days()),
        **watch.told,
        "questions_a_day": round(len(ranks.rank) / DAYS),
        "query_ms": round(1e3 * statistics.median(single), 3),
        "query_worst_ms": round(1e3 * max(single), 3),
        "mrr": round(float((1 / ranks.rank).mean()), 4),
        "load": round(os.getloadavg()[0], 2),
    }


def ranked_days(
    ranker: Ranker, quads: Quads, days: Sequence[int]
) -> tuple[Ranks, list[float], list[float]]:
    """Return ranks of some days, the seconds of each and those of single questions."""
    ranks, seconds, single = [], [], []
    for day in days:
        asked = asked_on(quads, day)
        start = time.perf_counter()
        ranked = ranker.rank(asked.queries)
        seconds.append(time.perf_counter() - start)
        ranks.append(ranks_of(ranked, asked, len(quads.actors)))
        single += [timed(ranker, one) for one in some(asked)]
        ranker.learn(quads.between(day, day))
    found = np.concatenate(ranks)
    nought = np.zeros(len(found), np.int32)
    return Ranks(found, nought, nought), seconds, single


def some(asked: Asked) -> list[Queries]:
    """Return single questions of a day, at even steps from the first to the last."""
    queries = asked.queries
    places = np.linspace(0, len(queries) - 1, SINGLE // DAYS).astype(int)
    return [
        Queries(queries.subject[p : p + 1], queries.relation[p : p + 1], queries.day)
        for p in places.tolist()
    ]


def timed(ranker: Ranker, queries: Queries) -> float:
    """Return the seconds that questions take."""
    start = time.perf_counter()
    ranker.rank(queries)
    return time.perf_counter() - start


def own_process(events: int, mode: Mode, folder: Path) -> dict[str, Any]:
    """Return the figures of one size, from a process that did nothing else before."""
    path = folder / f"{events}.parquet"
    if not path.exists():
        generate.write(path, events)
    command = [sys.executable, __file__, "--one", str(path), "--mode", mode.value]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{events} events failed:\n{done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


SECONDS = (
    ("fit_seconds", "fit"),
    ("day_seconds", "rank one day"),
    ("query_ms", "one question"),
)
MEMORY = (("read_peak_mb", "events read"), ("fit_peak_mb", "after the fit"),
          ("day_peak_mb", "after ranking"))  # fmt: skip


def draw(sizes: Sequence[dict[str, Any]], path: Path) -> None:
    """Write time and memory against events as SVG, the same bytes for the same figures."""
    import matplotlib as mpl  # noqa: PLC0415 - an extra

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the choice above

    with mpl.rc_context({"svg.hashsalt": "tocsin"}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
        events = [one["events"] for one in sizes]
        for name, label in SECONDS:
            unit = 1e-3 if name.endswith("_ms") else 1.0
            left.plot(events, [one[name] * unit for one in sizes], marker="o", label=label)
        for name, label in MEMORY:
            right.plot(events, [one[name] for one in sizes], marker="o", label=label)
        for axes, title in ((left, "seconds"), (right, "peak memory, MB")):
            axes.set(xscale="log", yscale="log", xlabel="events", title=title)
            axes.grid(visible=True, which="major", alpha=0.3)
            axes.legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})
        plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--mode", type=Mode, default=Mode.FULL, choices=Mode)
    parser.add_argument(
        "--work", type=Path, help="Where tables go and stay; a temporary folder by default."
    )
    parser.add_argument("--svg", type=Path, help="Draw the figures there.")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_size(options.one, options.mode)))
        return
    with tempfile.TemporaryDirectory() as folder:
        work = options.work or Path(folder)
        sizes = [own_process(events, options.mode, work) for events in options.events]
    if options.svg:
        draw(sizes, options.svg)
    print(json.dumps({"mode": options.mode.value, "sizes": sizes}))


if __name__ == "__main__":
    main()
