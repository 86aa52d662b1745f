"""Will the planned meeting happen? Probabilities after a stated intent, scored out of time.

A question is an unordered pair and a day on which one said it intends to meet or negotiate with
the other. It comes true if either visits the other, or they meet at a third place, in the h days
after that day. A window that ends after the data is void and not counted. The model, its
calibration, climatology and the pair's rate are learned from windows that end before the period
held out; what is known of a question is what happened before its day, and that the intent was
stated (`--same-day` adds the other events of the day).

    python benchmarks/forecast/meetings.py --data FILE --split valid|test|quarter|folds

`valid` and `test` hold out the part of that name, `quarter` the last quarter of the days of train
and valid, `folds` each 15 days from day 90 on of train and valid, learned anew for each and
pooled. The last line is one JSON object.
"""

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The matrices are small: on busy cores threads that wait for each other made it 40 times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from memory import peak_mb

from tocsin.forecast.occurrence.actors import Scope
from tocsin.forecast.occurrence.features import Rows
from tocsin.forecast.occurrence.fitting import Recipe, fit
from tocsin.forecast.occurrence.history import ClassHistory, class_history
from tocsin.forecast.occurrence.predicting import probabilities
from tocsin.forecast.occurrence.questions import answers, stated_rows
from tocsin.forecast.scores import (
    calibration_error,
    discrimination,
    mean_interval,
    skill,
    skill_interval,
)
from tocsin.forecast.scores.proper import brier_scores
from tocsin.model.event_classes import event_class
from tocsin.model.quads import Quads, date_of
from tocsin.model.series import Counts, Flags, Numbers
from tocsin.store.lake.quads import QuadsRead, quads_of_file

HORIZONS = (7, 14, 30, 60)
BURN_IN = 15
FIRST_FOLD, FOLD = 90, 15
BINS = 10
SIMULATIONS = 2000
# Prior events and days of the pair's Poisson rate, of which the best on the training questions
# is taken; the same idea as the reference's "pair hazard (shrunken Poisson)".
SHAPES = (0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0)
SPANS = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0)


@dataclass(frozen=True, slots=True)
class Period:
    """Days that are held out, inclusive; what is learned lies before the first."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Questions of one length of window, with what was said and what came."""

    p: Numbers
    came: Flags
    climatology: Numbers
    rate: Numbers
    pair: Counts
    void: int


def main() -> None:
    """Print the score of the data and split that the flags name."""
    options = _options()
    started = time.perf_counter()
    read = quads_of_file(options.data)
    sys.stderr.write(f"{read}\n")
    quads, periods = _periods(read, options.split)
    kind = event_class("meeting")
    history = class_history(quads, kind, scope=Scope(options.filter))
    recipe = Recipe(includes_day=options.same_day, draws=0)
    lengths = sorted({*HORIZONS, options.h})
    found: dict[int, list[Outcomes]] = {days: [] for days in lengths}
    for period in periods:
        rng = np.random.default_rng(options.seed)
        model = fit(history, end=period.first, recipe=recipe, rng=rng)
        for days in lengths:
            rows = stated_rows(history, period.first, period.last, days)
            is_void = rows.day + days > int(quads.day[-1])
            asked = rows.picked(~is_void)
            p = probabilities(model, history, asked, includes_day=options.same_day)
            found[days].append(_outcomes(history, period, asked, p, int(is_void.sum())))
    scores = {days: _score(parts, options.seed) for days, parts in found.items()}
    told = scores[options.h] | {
        "h": options.h,
        "split": options.split,
        "filter": options.filter,
        "same_day": options.same_day,
        "held_out": [date_of(periods[0].first), date_of(periods[-1].last)],
        "horizons": {str(days): scores[days] for days in lengths},
        "seconds": round(time.perf_counter() - started, 1),
        "peak_mb": round(peak_mb()),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _options() -> argparse.Namespace:
    """Return the flags."""
    parser = argparse.ArgumentParser(description="Score the occurrence of planned meetings.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=("valid", "test", "quarter", "folds"), required=True)
    parser.add_argument("--filter", choices=("states", "loose"), default="states")
    parser.add_argument("--h", type=int, default=14)
    parser.add_argument("--same-day", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _periods(read: QuadsRead, split: str) -> tuple[Quads, list[Period]]:
    """Return the events that are used, and the periods that are held out."""
    if split == "test":
        part = read.part("test")
        return read.quads, [Period(int(part.day[0]), int(part.day[-1]))]
    quads = read.part("train", "valid")
    first, last = int(quads.day[0]), int(quads.day[-1])
    if split == "valid":
        part = read.part("valid")
        return quads, [Period(int(part.day[0]), int(part.day[-1]))]
    if split == "quarter":
        return quads, [Period(first + round(0.75 * (last - first + 1)), last)]
    starts = range(first + FIRST_FOLD, last + 1, FOLD)
    return quads, [Period(start, min(start + FOLD - 1, last)) for start in starts]


def _outcomes(
    history: ClassHistory, period: Period, asked: Rows, p: Numbers, void: int
) -> Outcomes:
    """Return the questions of a period with climatology and the pair's rate."""
    days = int(asked.days[0]) if len(asked) else HORIZONS[0]
    last = period.first - days - 1
    past = stated_rows(history, history.first + BURN_IN, last, days)
    came = answers(history, past)
    usual = float(came.mean()) if len(came) else 0.5
    prior = min(
        ((shape, span) for shape in SHAPES for span in SPANS),
        key=lambda one: float(((_rate(history, past, one) - came) ** 2).sum()),
    )
    return Outcomes(
        p=p,
        came=answers(history, asked) > 0,
        climatology=np.full(len(p), usual),
        rate=_rate(history, asked, prior),
        pair=asked.pair,
        void=void,
    )


def _rate(history: ClassHistory, rows: Rows, prior: tuple[float, float]) -> Numbers:
    """Return 1 - exp(-h (n + a) / (T + b)) with n days of meetings on T days before."""
    seen = history.own.seen(rows.pair, rows.day)
    rate = (seen + prior[0]) / (rows.day - history.first + prior[1])
    return np.asarray(-np.expm1(-rate * rows.days))


def _score(parts: list[Outcomes], seed: int) -> dict[str, Any]:
    """Return the figures of pooled questions."""
    p, came, usual, rate, pair = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("p", "came", "climatology", "rate", "pair")
    )
    void = sum(part.void for part in parts)
    if not len(p):
        return {"n": 0, "void": void}
    _, groups = np.unique(pair, return_inverse=True)
    rng = np.random.default_rng(seed)
    error, by_chance = _calibration(p, came, rng)
    return {
        "brier": _round(brier_scores(p, came).mean()),
        "ece": _round(max(0.0, error - by_chance)),
        "skill_climatology": _round(skill(p, usual, came)),
        "skill_pair": _round(skill(p, rate, came)),
        "n": len(p),
        "void": void,
        "pairs": int(groups.max()) + 1,
        "rate": _round(came.mean()),
        "mean_p": _round(p.mean()),
        "auc": _round(discrimination(p, came)),
        "brier_climatology": _round(brier_scores(usual, came).mean()),
        "brier_pair": _round(brier_scores(rate, came).mean()),
        "ece_raw": _round(error),
        "ece_by_chance": _round(by_chance),
        "ece_10_equal_width": _round(calibration_error(p, came)),
        "interval": {
            "brier": _pair(mean_interval(brier_scores(p, came), groups, rng=rng)),
            "skill_climatology": _pair(skill_interval(p, usual, came, groups, rng=rng)),
            "skill_pair": _pair(skill_interval(p, rate, came, groups, rng=rng)),
        },
    }


def _calibration(p: Numbers, came: Flags, rng: np.random.Generator) -> tuple[float, float]:
    """Return the calibration error in bins of equal size, and what chance alone gives it.

    The second is the mean over outcomes drawn with the probabilities as they are, which is what
    a forecaster who is right in every case would show on as many questions. `ece` is the first
    less the second, not below 0.

    References: Broecker & Smith (2007) on what chance gives; Kumar, Liang & Ma (2019) on taking
    it off.
    """
    order = np.argsort(p, kind="stable")
    starts = np.linspace(0, len(p), min(BINS, len(p)) + 1).astype(int)[:-1]
    said = np.add.reduceat(p[order], starts)
    error = np.abs(said - np.add.reduceat(came[order].astype(float), starts)).sum()
    drawn = rng.random((SIMULATIONS, len(p))) < p[order]
    gaps = np.abs(np.add.reduceat(drawn.astype(float), starts, axis=1) - said).sum(axis=1)
    return float(error) / len(p), float(gaps.mean()) / len(p)


def _round(value: float) -> float | None:
    """Return a figure with four digits; None where it is undefined."""
    return round(float(value), 4) if np.isfinite(value) else None


def _pair(interval: tuple[float, float] | None) -> list[float | None] | None:
    """Return an interval with four digits."""
    return [_round(end) for end in interval] if interval else None


if __name__ == "__main__":
    main()
