"""Bursts and changes: known meetings found, false alarms on shuffled days, injected bursts found.

Usage: run.py --data FILE.parquet [--held-out FILE.parquet] [--dyad CHN-PRK] [--expect DAY,…]
[--dyads 100] [--shuffles 10] [--seed 0] [--verbose]. Prints one JSON object last; README.md says
what is counted.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from finders import FINDERS, Finder, Series
from rollup import Days, Pair, read_days

from tocsin.measure.change.bursts import find_bursts
from tocsin.measure.change.changes import find_changes

QUARTER = 91.25
NEAR_DAYS = 3
HELD_OUT = "icews14_train_valid.parquet"
VISITS = Path(__file__).parent / "visits.csv"
LEADERS: Pair = ("Kim Jong-Un", "Xi Jinping")
# Length in days and size in standard deviations of the series, a day.
INJECTED = ((1, 4.0), (2, 4.0), (3, 2.5), (3, 4.0), (5, 2.5))
DECADE = 3650

Shuffle = Callable[[np.random.Generator, int], np.ndarray]


def any_days(rng: np.random.Generator, days: int) -> np.ndarray:
    return rng.permutation(days)


def within_weekdays(rng: np.random.Generator, days: int) -> np.ndarray:
    order = np.arange(days)
    for weekday in range(7):
        order[weekday::7] = rng.permutation(order[weekday::7])
    return order


def false_alarms(data: Days, finder: Finder, shuffle: Shuffle, times: int, seed: int) -> Series:
    """Return alarms a quarter of each pair's shuffled days, their totals moved with them."""
    rng = np.random.default_rng(seed)
    days = len(data.all_events)
    quarters = times * days / QUARTER
    alarms = np.zeros(len(data.counts))
    for pair, counts in enumerate(data.counts):
        for _ in range(times):
            order = shuffle(rng, days)
            alarms[pair] += len(finder(counts[order], data.all_events[order]))
    return alarms / quarters


def recall(data: Days, finder: Finder, days: int, size: float, seed: int) -> float:
    """Return the share of bursts found that were put into shuffled series, three a pair."""
    rng = np.random.default_rng(seed)
    found = 0
    for counts in np.repeat(data.counts, 3, axis=0):
        order = any_days(rng, len(counts))
        start = int(rng.integers(10, len(counts) - 10 - days))
        extra = np.zeros(len(counts))
        extra[start : start + days] = rng.poisson(size * counts.std(), days)
        spans = finder(counts[order] + extra, data.all_events[order] + extra)
        found += any(a < start + days and b >= start for a, b, _ in spans)
    return found / (3 * len(data.counts))


def figures(data: Days, finder: Finder, options: argparse.Namespace) -> dict[str, float]:
    """Return what one way of finding does; the interval is over pairs."""
    spans = finder(data.of(options.dyad), data.all_events)
    peaks = [data.day(peak) for _, _, peak in spans]
    if options.verbose:
        told = [f"{data.day(a)}..{data.day(b)} peak {data.day(c)}" for a, b, c in spans]
        print(finder, *told, sep="\n    ", file=sys.stderr)
    shuffled = false_alarms(data, finder, any_days, options.shuffles, options.seed)
    weekly = false_alarms(data, finder, within_weekdays, options.shuffles, options.seed)
    margin = 1.96 * shuffled.std(ddof=1) / np.sqrt(len(shuffled))
    real = np.mean([len(finder(one, data.all_events)) for one in data.counts])
    return {
        "found": near(peaks, options.expect),
        "false_alarms": shuffled.mean(),
        "false_alarms_low": shuffled.mean() - margin,
        "false_alarms_high": shuffled.mean() + margin,
        "false_alarms_worst": shuffled.max(),
        "false_alarms_dyad": shuffled[data.pairs.index(options.dyad)],
        "false_alarms_in_weekdays": weekly.mean(),
        "alarms_real": real * QUARTER / len(data.all_events),
        **{
            f"recall_{days}d_{size:g}sd": recall(data, finder, days, size, options.seed)
            for days, size in INJECTED
        },
    }


def near(peaks: list[date], expected: list[date]) -> int:
    return sum(any(abs((p - day).days) <= NEAR_DAYS for p in peaks) for day in expected)


def of_visits(data: Path, options: argparse.Namespace) -> dict[str, float]:
    """Return which visits of another year, on which nothing was chosen, have a burst."""
    with VISITS.open(encoding="utf-8", newline="") as file:
        visits = [((row["one"], row["two"]), *map(date.fromisoformat, (row["start"], row["end"])))
                  for row in csv.DictReader(file)]  # fmt: skip
    record = read_days(data, options.dyads, also=[pair for pair, *_ in visits])
    result: dict[str, float] = {"held_out_visits": len(visits)}
    for name, finder in FINDERS.items():
        found = bursts = 0
        for pair, start, end in visits:
            peaks = [
                record.day(peak) for _, _, peak in finder(record.of(pair), record.all_events)
            ]
            window = (start - timedelta(NEAR_DAYS), end + timedelta(NEAR_DAYS))
            found += any(window[0] <= peak <= window[1] for peak in peaks)
            bursts += len(peaks)
        alarms = false_alarms(record, finder, any_days, options.shuffles, options.seed)
        result[f"{name}held_out_found"] = found
        result[f"{name}held_out_bursts"] = bursts
        result[f"{name}held_out_false_alarms"] = alarms.mean()
    return result


def of_changes(data: Days, options: argparse.Namespace) -> dict[str, float]:
    """Return in how many shuffled series a change is found, and how many doublings."""
    rng = np.random.default_rng(options.seed)
    false, doubled, tripled = [], [], []
    for counts in np.repeat(data.counts, 3, axis=0):
        shuffled = counts[any_days(rng, len(counts))]
        false.append(bool(find_changes(shuffled)))
        half = len(counts) // 2
        for factor, hits in ((2, doubled), (3, tripled)):
            raised = np.concatenate((shuffled[:half], factor * shuffled[half:]))
            hits.append(any(abs(c.day - half) <= 14 for c in find_changes(raised)))
    real = [len(find_changes(counts)) for counts in data.counts]
    return {
        "changes_false_series": np.mean(false),
        "changes_doubled": np.mean(doubled),
        "changes_tripled": np.mean(tripled),
        "changes_real": np.mean(real),
    }


def milliseconds(work: Callable[[Series], object], seed: int) -> float:
    """Return the least processor time of ten runs on ten years of over-dispersed days."""
    series = np.random.default_rng(seed).negative_binomial(0.3, 0.06, DECADE).astype(float)
    times = []
    for _ in range(10):
        start = time.process_time()
        work(series)
        times.append(time.process_time() - start)
    return 1000 * min(times)


def measure(options: argparse.Namespace) -> dict[str, object]:
    """Return all figures; those of the peers have their name in front."""
    started = time.perf_counter()
    data = read_days(options.data, options.dyads, also=[options.dyad], people=LEADERS)
    result: dict[str, float] = {}
    for name, finder in FINDERS.items():
        result |= {name + key: value for key, value in figures(data, finder, options).items()}
    leaders = [data.day(burst.peak) for burst in find_bursts(data.of(LEADERS))]
    result["leaders_found"] = near(leaders, options.expect)
    result |= of_changes(data, options)
    held_out = options.held_out or options.data.parent / HELD_OUT
    if held_out.exists():
        result |= of_visits(held_out, options)
    result["bursts_ms"] = milliseconds(find_bursts, options.seed)
    result["changes_ms"] = milliseconds(find_changes, options.seed)
    result["seconds"] = time.perf_counter() - started
    head = {"set": "bursts", "dyads": len(data.pairs), "days": len(data.all_events)}
    return head | {key: round(float(value), 3) for key, value in result.items()}


def dyad(text: str) -> Pair:
    one, two = sorted(text.split("-"))
    return one, two


def days(text: str) -> list[date]:
    return [date.fromisoformat(day) for day in text.split(",")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--dyad", type=dyad, default=dyad("CHN-PRK"))
    parser.add_argument("--expect", type=days, default=days("2018-03-26,2018-05-08,2018-06-19"))
    parser.add_argument("--dyads", type=int, default=100)
    parser.add_argument("--shuffles", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    print(json.dumps(measure(parser.parse_args())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
