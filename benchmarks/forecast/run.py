"""Rank the events of a split by a ranking fitted on what comes before; see the README."""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from memory import peak_mb
from protocol import measure
from recurrency import baseline

from tocsin.forecast.ranking.base import Horizon, Mode
from tocsin.forecast.ranking.fitting import Fitting
from tocsin.forecast.ranking.ranking import fit
from tocsin.model.quads import Quads
from tocsin.store.lake.quads import quads_of_file


def recurrency(whole: Quads, asked: Quads, horizon: Horizon, seed: int) -> dict[str, float]:
    """Return what the combined recurrency baseline reaches on the same questions."""
    days = asked.days()
    ranks = baseline(whole, int(days[0]), int(days[-1]), horizon=horizon)
    score = ranks.score(np.random.default_rng(seed)).told()
    return {f"baseline_{name}": score[name] for name in ("mrr", "hits@10", "interval")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=["valid", "test"], required=True)
    parser.add_argument("--mode", choices=[one.value for one in Mode], default="full")
    parser.add_argument("--horizon", choices=[one.value for one in Horizon], default="single")
    parser.add_argument(
        "--baseline", action="store_true", help="Add the recurrency baseline in the same run."
    )
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    began, cpu = time.perf_counter(), time.process_time()
    read = quads_of_file(args.data)
    before = ["train"] if args.split == "valid" else ["train", "valid"]
    known = read.part(*before)
    asked = read.part(args.split)
    how = Fitting(horizon=Horizon(args.horizon), seed=args.seed)
    ranking = fit(known, Mode(args.mode), how)
    fitted = time.process_time()

    def after(day: int) -> None:
        if how.horizon is Horizon.SINGLE:
            ranking.learn(asked.between(day, day))

    score = measure(ranking.rank, asked, rng=np.random.default_rng(args.seed), after=after)
    told = score.told()
    told["seconds"] = round(time.perf_counter() - began, 1)
    told["cpu_seconds"] = round(time.process_time() - cpu, 1)
    told["fit_cpu_seconds"] = round(fitted - cpu, 1)
    told["peak_mb"] = round(peak_mb(), 1)
    if args.baseline:
        told |= recurrency(read.part(*before, args.split), asked, how.horizon, args.seed)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
