"""A table of actors through every model of bargaining: trajectories, draws, seconds, memory.

Usage: run.py --case FILE [--draws N] [--rounds N] [--issues K] [--seed S] [--workers N]
              [--no-explain]
FILE is a CSV with the columns Actor, Capability, Position, Salience. The last line is one JSON
object; all but its `seconds`, `cpu_seconds`, `runs_per_cpu_second`, `peak_mb` and `workers` are
the same bytes whenever the case, the numbers and the machine are the same.
"""

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

START = 0.0, time.perf_counter()

import numpy as np  # noqa: E402 - the clock starts before anything is loaded

sys.path.insert(0, str(Path(__file__).parents[1]))

from memory import peak_mb  # noqa: E402

from tocsin.engine.blocks import workers  # noqa: E402
from tocsin.errors import TocsinError  # noqa: E402
from tocsin.game.bargaining import (  # noqa: E402
    READINGS,
    Election,
    Table,
    concept_kernels,
    kalai_smorodinsky,
    kernels,
    nash,
    play_rounds,
    play_spatial,
    spatial_kernels,
    weighted_mean,
    weighted_median,
)
from tocsin.game.explain import draws_of, explain, flips, lens_of, tornado  # noqa: E402
from tocsin.game.scenarios import Setup, parse_table, read_table  # noqa: E402

QUANTILES = (0.1, 0.5, 0.9)
LENSES = 2000
"""Draws of the models beside the expected-utility one, at most."""


class Clock:
    """Seconds of named steps, CPU and wall."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}
        self._last = time.process_time(), time.perf_counter()

    def start(self, *at: float) -> None:
        """Begin a step, now or at earlier times of the processor and the wall."""
        self._last = at or (time.process_time(), time.perf_counter())

    def stop(self, name: str) -> None:
        """End a step."""
        self.cpu[name] = round(time.process_time() - self._last[0], 4)
        self.wall[name] = round(time.perf_counter() - self._last[1], 4)


def arrays(setup: Setup, draws: dict[str, np.ndarray]) -> tuple[np.ndarray, ...]:
    """Return capability, salience and position, shape (draws, actors)."""
    actors = setup.game.actors
    return tuple(
        np.stack([draws[f"{family}{one}"] for one in actors], axis=1)
        for family in ("capability.", "salience.position.", "position.position.")
    )


def quantiles(values: np.ndarray) -> list[float]:
    """Return the 10, 50 and 90 % points."""
    return [round(float(one), 4) for one in np.quantile(values, QUANTILES)]


def listed(values: np.ndarray) -> list[float]:
    """Return numbers to twelve digits."""
    return [round(float(one), 12) for one in values]


def load(case: tuple[np.ndarray, ...]) -> None:
    """Load what is compiled, or compile it; a case alone is played without."""
    for kernel in (kernels.play_all, concept_kernels.solve_all, spatial_kernels.play_all):
        kernel.ready()
    play_rounds(*case, READINGS[0], 1)
    points(case, 1)


def trajectories(case: tuple[np.ndarray, ...], rounds: int) -> dict[str, Any]:
    """Return medians and means after every round, under every reading; the start first."""
    found = {}
    for reading in READINGS:
        course = play_rounds(*case, reading, rounds)
        found[reading.name] = {
            "median": listed(course.medians[0]),
            "mean": listed(course.means[0]),
        }
    return found


def many(
    case: tuple[np.ndarray, ...], args: argparse.Namespace, clock: Clock
) -> dict[str, Any]:
    """Return quantiles over draws under every reading, and their digest."""
    digest = hashlib.sha256()
    found: dict[str, Any] = {}
    weighted_mean(*case), weighted_median(*case)  # warm, as the kernels are by now
    clock.start()
    means = weighted_mean(*case)
    clock.stop("baseline_mean")
    clock.start()
    medians = weighted_median(*case)
    clock.stop("baseline_median")
    found["weighted_mean"] = quantiles(means)
    found["weighted_median"] = quantiles(medians)
    for reading in READINGS:
        clock.start()
        for _issue in range(args.issues):
            course = play_rounds(*case, reading, args.rounds)
        clock.stop(reading.name)
        found[reading.name] = quantiles(course.medians[:, -1])
        digest.update(course.medians.tobytes() + course.means.tobytes())
    capability, salience, position = (one[:LENSES] for one in case)
    table = Table(capability, salience[:, :, None], position[:, :, None], np.ones(1))
    for name, solve in (("nash", nash), ("kalai_smorodinsky", kalai_smorodinsky)):
        clock.start()
        found[name] = quantiles(solve(table)[:, 0])
        clock.stop(name)
    clock.start()
    found["spatial"] = quantiles(play_spatial(table, Election(), args.rounds)[:, -1, 0])
    clock.stop("spatial")
    return {"quantiles": found, "sha256": digest.hexdigest()}


def points(case: tuple[np.ndarray, ...], rounds: int) -> dict[str, Any]:
    """Return what the models without readings say of the table itself."""
    table = Table(case[0], case[1][:, :, None], case[2][:, :, None], np.ones(1))
    return {
        "weighted_mean": float(weighted_mean(*case)[0]),
        "weighted_median": float(weighted_median(*case)[0]),
        "nash": float(nash(table)[0, 0]),
        "kalai_smorodinsky": float(kalai_smorodinsky(table)[0, 0]),
        "spatial": listed(play_spatial(table, Election(), rounds)[0, :, 0]),
    }


def explained(setup: Setup, clock: Clock) -> dict[str, Any]:
    """Return what explains the first reading, with bands at the thirds of the range."""
    found = {}
    for name in ("weighted_mean", READINGS[0].name):
        clock.start()
        lens = lens_of(setup, name, "mean.position")
        bars, tips = tornado(lens), flips(lens)
        clock.stop(f"tornado_and_flips.{name}")
        found[name] = {
            "tornado": {bar.parameter: round(bar.swing, 6) for bar in bars[:5]},
            "flips": {
                tip.parameter: [round(tip.from_, 6), round(tip.to, 6)] for tip in tips[:5]
            },
        }
    clock.start()
    result = explain(setup)
    clock.stop("explain")
    return found | {"warnings": list(result.warnings), "replay": result.replay.sha256}


def with_bands(setup: Setup, args: argparse.Namespace) -> Setup:
    """Return a setup with three bands of equal width, the seed and the draws."""
    from dataclasses import replace  # noqa: PLC0415

    from tocsin.model.scenario import Band  # noqa: PLC0415

    centre = [one.spread.numbers[len(one.spread.numbers) // 2]
              for one in setup.scenario.parameters if one.name.startswith("position.")]  # fmt: skip
    low, width = min(centre), (max(centre) - min(centre)) / 3
    borders = [None, low + width, low + 2 * width, None]
    bands = tuple(
        Band(name=name, outcome="mean.position", low=borders[i], high=borders[i + 1])
        for i, name in enumerate(("low", "middle", "high"))
    )
    scenario = replace(setup.scenario, bands=bands, seed=args.seed, draws=args.draws)
    return Setup(scenario, setup.game)


def first(case: Path, rounds: int) -> tuple[tuple[np.ndarray, ...], dict[str, Any]]:
    """Return the numbers of a table and the trajectories, all that a cold start is asked for."""
    setup = read_table(case, rounds=rounds)
    fixed = arrays(setup, {one.name: np.array([one.spread.numbers[0]])
                           for one in setup.scenario.parameters})  # fmt: skip
    return fixed, trajectories(fixed, rounds)


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Return all figures of a case."""
    clock = Clock()
    fixed, paths = first(args.case, args.rounds)
    clock.start(*START)
    clock.stop("cold_start")
    answers = points(fixed, args.rounds)
    text = args.case.read_text(encoding="utf-8-sig")
    setup = parse_table(text, str(args.case), rounds=args.rounds, is_uncertain=True)
    setup = with_bands(setup, args)
    clock.start()
    load(fixed)
    clock.stop("load")
    clock.start()
    draws = draws_of(setup)
    clock.stop("draw")
    with workers(args.workers):
        found = many(arrays(setup, draws), args, clock)
        more = explained(setup, clock) if args.explain else {}
    ends = [path["median"][-1] for path in paths.values()]
    ends += [answers["weighted_mean"], answers["weighted_median"], answers["nash"],
             answers["kalai_smorodinsky"], answers["spatial"][-1]]  # fmt: skip
    per_second = {
        reading.name: round(args.draws * args.issues / max(clock.cpu[reading.name], 1e-6))
        for reading in READINGS
    }
    return {
        "case": args.case.name,
        "actors": len(setup.game.actors),
        "rounds": args.rounds,
        "issues": args.issues,
        "draws": args.draws,
        "seed": args.seed,
        "salience_unit": next(
            one.unit for one in setup.scenario.parameters if one.name.startswith("salience.")
        ),
        "headline": {"reading": "weighted_mean", "value": answers["weighted_mean"]},
        "model_spread": [min(ends), max(ends)],
        "trajectories": paths,
        "points": answers,
        "over_draws": found,
        "explain": more,
        "runs_per_cpu_second": per_second,
        "cpu_seconds": clock.cpu,
        "seconds": clock.wall,
        "workers": args.workers,
        "peak_mb": round(peak_mb(), 1),
    }


def show(found: dict[str, Any]) -> None:
    """Print the figures for people."""
    headline = found["headline"]["value"]
    low, high = found["model_spread"]
    print(f"{found['case']}: {found['actors']} actors, {found['rounds']} rounds")
    print(f"weighted mean {headline:.4f}; models say {low:.2f} to {high:.2f}")
    for name, path in found["trajectories"].items():
        for which in ("median", "mean"):
            print(f"{name:>18} {which:>6} ", *(f"{one:6.2f}" for one in path[which][1:]))
    print("over draws, 10, 50 and 90 %:")
    for name, values in found["over_draws"]["quantiles"].items():
        print(f"{name:>18}        ", *(f"{one:6.2f}" for one in values))
    print("CPU seconds:", ", ".join(f"{k} {v:g}" for k, v in found["cpu_seconds"].items()))


def main() -> int:
    """Measure and print; 1 where the case cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--issues", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-explain", dest="explain", action="store_false")
    args = parser.parse_args()
    if min(args.draws, args.issues, args.workers) < 1 or args.seed < 0:
        parser.error("--draws, --issues and --workers must be at least 1, --seed at least 0.")
    try:
        found = measure(args)
    except TocsinError as error:
        sys.stderr.write(f"{error.message}\n")
        return error.exit_code
    show(found)
    print(json.dumps(found, sort_keys=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
