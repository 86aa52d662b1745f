"""How bargaining grows with actors, issues and draws; CPU seconds, best of several.

Usage: growth.py [--plot FILE.svg] [--repeats N]; the last line is one JSON object.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.game.bargaining import READINGS, play_rounds, weighted_mean, weighted_median

ROUNDS = 10
ACTORS = (5, 10, 20, 40, 80)
ISSUES = (1, 2, 3, 6)
DRAWS = (100, 1_000, 10_000, 30_000)


def case(draws: int, actors: int) -> tuple[np.ndarray, ...]:
    """Return capability, salience and position at random, shape (draws, actors)."""
    rng = np.random.default_rng(actors)
    shape = (draws, actors)
    return rng.uniform(0.05, 0.3, shape), rng.uniform(0.1, 1, shape), rng.uniform(0, 10, shape)


def best(work: Callable[[], object], repeats: int) -> float:
    """Return the least CPU seconds of several tries."""
    found = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def measure(repeats: int) -> dict[str, Any]:
    """Return seconds by actors, by issues and by draws, and those of the goals."""
    reading = READINGS[0]
    play_rounds(*case(2, 3), reading, 1)

    def seconds(draws: int, actors: int, issues: int = 1) -> float:
        table = case(draws, actors)
        return best(
            lambda: [play_rounds(*table, reading, ROUNDS) for _ in range(issues)], repeats
        )

    by_actors = {}
    for actors in ACTORS:
        draws = max(20, 400_000 // actors**2)
        by_actors[actors] = round(draws / seconds(draws, actors), 1)
    table = case(10_000, 10)
    return {
        "rounds": ROUNDS,
        "runs_per_cpu_second_by_actors": by_actors,
        "seconds_by_issues_10000_draws": {
            issues: round(seconds(10_000, 10, issues), 3) for issues in ISSUES
        },
        "seconds_by_draws": {draws: round(seconds(draws, 10), 4) for draws in DRAWS},
        "seconds_by_reading_10000_draws": {
            one.name: round(best(lambda one=one: play_rounds(*table, one, ROUNDS), repeats), 3)
            for one in READINGS
        },
        "baseline_ms_10000_draws": {
            "mean": round(1000 * best(lambda: weighted_mean(*table), repeats), 2),
            "median": round(1000 * best(lambda: weighted_median(*table), repeats), 2),
        },
    }


def draw(found: dict[str, Any], file: Path) -> None:
    """Draw the three growths side by side."""
    import matplotlib as mpl  # noqa: PLC0415 - only where a picture is wanted

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "tocsin"
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(1, 3, figsize=(10, 3.2), layout="constrained")
    panels = (
        ("actors", "CPU s for 1,000 runs",
         {n: 1000 / rate for n, rate in found["runs_per_cpu_second_by_actors"].items()}),
        ("issues", "CPU s, 10,000 draws", found["seconds_by_issues_10000_draws"]),
        ("draws", "CPU s", found["seconds_by_draws"]),
    )  # fmt: skip
    for axis, (name, label, values) in zip(axes, panels, strict=True):
        axis.plot(list(values), list(values.values()), marker="o")
        axis.set(xlabel=name, ylabel=label)
        if name != "issues":
            axis.set(xscale="log", yscale="log")
            axis.set_xticks(list(values), [f"{value:,}" for value in values])
            axis.minorticks_off()
    figure.suptitle("Bargaining, 10 rounds, 10 actors where not varied")
    metadata = {"Date": None} if file.suffix == ".svg" else {}
    figure.savefig(file, metadata=metadata)


def main() -> int:
    """Measure, draw if asked, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    found = measure(args.repeats)
    if args.plot:
        draw(found, args.plot)
    for name, values in found.items():
        print(f"{name}: {values}")
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
