"""The recurrency baseline: what happened will happen again, the sooner the more recent.

Written from the description in the paper, not from its code. For a question (s, r, ?) on day t:

- strict: an object is scored by its facts (s, r, o) so far, `sum 2 ** (-rate_r (t - day))`. From a
  rate of 1 on this is the order of the last day alone; with a rate of 0 it is the number.
- relaxed: the share of o among all facts of relation r so far, whoever the subject is.
- combined: `mix_r * strict + (1 - mix_r) * relaxed`.

Rates and mixes are chosen for each relation (and direction) from grids by the mean reciprocal
rank on days before those that are measured; a relation without a question there takes what is best
over all of them. The paper does the same on the validation set and measures on the test set.

References: Gastinger et al. (IJCAI 2024), "History repeats itself: a baseline for temporal
knowledge graph forecasting", section 4.
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray
from protocol import Asked, Ranks, asked_on, rank_days

from tocsin.forecast.ranking.base import Horizon, Queries, Ranked
from tocsin.model.quads import Int64s, Quads
from tocsin.store.lake.quads import quads_of_file

Floats: TypeAlias = NDArray[np.float64]
RATES = np.array(
    [0.0, 0.001, 0.003, 0.01, 0.02, 0.04, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0]
)
"""Per day: half-lives from 1,000 days to one, and no decay."""
MIXES = np.array([0, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 1.0])
STRICT = np.array([1.0])
BLOCK = 2_000_000
"""Candidates that are held at once, but for one question's more: 24 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The rate and the mix of each relation, inverse ones after the others."""

    rate: Floats
    mix: Floats


class History:
    """The facts of a table in both directions, of which only those before a day are looked at.

    Two orders of the same rows: by subject, relation, object and day for what recurs; and the
    pairs of relation and object, with their number of facts so far, for what is popular.
    """

    def __init__(self, quads: Quads) -> None:
        self.n_actors, self.n_relations = len(quads.actors), 2 * len(quads.relations)
        subject = np.concatenate([quads.subject, quads.object]).astype(np.int64)
        relation = np.concatenate([quads.relation, quads.relation + self.n_relations // 2])
        object_ = np.concatenate([quads.object, quads.subject])
        day = np.concatenate([quads.day, quads.day])
        group = subject * self.n_relations + relation
        order = np.lexsort((day, object_, group))
        self.group, self.object, self.day = group[order], object_[order], day[order]
        pair = relation.astype(np.int64) * self.n_actors + object_
        self.pair, of_pair = np.unique(pair, return_inverse=True)
        by_day = np.argsort(day, kind="stable")
        self._day, self._pair = day[by_day], of_pair[by_day]
        self.first_pair = np.searchsorted(
            self.pair, np.arange(self.n_relations + 1, dtype=np.int64) * self.n_actors
        )
        self.liked = (self.pair % self.n_actors).astype(np.int32)
        self.count = np.zeros(len(self.pair), np.int64)
        self._counted = 0

    def look_before(self, day: int) -> None:
        """Count the facts of all days before a day; days may only ascend.

        Raises:
            ValueError: Facts of that day or later have been counted.
        """
        end = int(np.searchsorted(self._day, day))
        if end < self._counted:
            raise ValueError("Facts of a later day have been counted; begin a new history.")
        np.add.at(self.count, self._pair[self._counted : end], 1)
        self._counted = end

    def spans(self, queries: Queries) -> tuple[Int64s, Int64s]:
        """Return where the rows of each question's subject and relation begin and end."""
        wanted = queries.subject.astype(np.int64) * self.n_relations + queries.relation
        return np.searchsorted(self.group, wanted), np.searchsorted(
            self.group, wanted, side="right"
        )


@dataclass(slots=True, eq=False)
class Recurrency:
    """The baseline with chosen weights; `rank` is what the protocol asks for.

    Attributes:
        history: All facts; only those that the horizon allows are looked at.
        weights: Of each relation.
        is_combined: Whether the relaxed part has a say; without it only objects that recur are
            candidates.
        frozen: For the multi-step horizon, the first day of which nothing is known; None where
            all days before the one asked about are known.
    """

    history: History
    weights: Weights
    is_combined: bool
    frozen: int | None = None

    def rank(self, queries: Queries) -> Iterator[Ranked]:
        """Yield candidates and scores for the questions of a day, some at a time."""
        limit = queries.day if self.frozen is None else min(self.frozen, queries.day)
        history = self.history
        history.look_before(limit)
        begin, end = history.spans(queries)
        most = end - begin
        if self.is_combined:
            most = most + np.diff(history.first_pair)[queries.relation]
        total = np.concatenate([[0], np.cumsum(most)])
        first = 0
        while first < len(queries):
            last = int(np.searchsorted(total, total[first] + BLOCK, side="right")) - 1
            last = min(max(last, first + 1), len(queries))
            part = slice(first, last)
            yield Ranked(
                *listed(
                    (begin[part], end[part], queries.relation[part]),
                    (history.object, history.day),
                    (history.first_pair, history.liked, history.count),
                    (self.weights.rate, self.weights.mix),
                    (queries.day, limit, history.n_actors, int(total[last] - total[first])),
                    self.is_combined,
                )
            )
            first = last


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def listed(asked, rows, pairs, weights, limits, is_combined):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """Return candidates and scores of some questions as `Ranked` has them."""
    begin, end, relation = asked
    object_, day = rows
    first_pair, liked, count = pairs
    today, limit, n_actors, most = limits
    start = np.zeros(len(begin) + 1, np.int64)
    candidate, score = np.empty(most, np.int32), np.empty(most)
    place = np.full(n_actors, -1, np.int64)
    used = 0
    for query in range(len(begin)):
        rate, mix = weights[0][relation[query]], weights[1][relation[query]]
        opened = used
        for row in range(begin[query], end[query]):
            if day[row] < limit:
                actor = object_[row]
                if place[actor] < opened:
                    place[actor], candidate[used], score[used] = used, actor, 0.0
                    used += 1
                score[place[actor]] += 2.0 ** (-rate * (today - day[row]))
        if is_combined and mix < 1.0:
            pair, last = first_pair[relation[query]], first_pair[relation[query] + 1]
            total = max(1, count[pair:last].sum())
            for one in range(opened, used):
                score[one] *= mix
            for one in range(pair, last):
                if count[one] > 0:
                    actor = liked[one]
                    if place[actor] < opened:
                        place[actor], candidate[used], score[used] = used, actor, 0.0
                        used += 1
                    score[place[actor]] += (1.0 - mix) * (count[one] / total)
        start[query + 1] = used
    return start, candidate[:used].copy(), score[:used].copy()


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def strict_scores(rows, span, rates, today, limit):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """Return the objects that recur for one question, and their strict scores at each rate."""
    object_, day = rows
    found = np.empty(span[1] - span[0], np.int32)
    scores = np.zeros((span[1] - span[0], len(rates)))
    used = 0
    for row in range(span[0], span[1]):
        if day[row] < limit:
            if used == 0 or found[used - 1] != object_[row]:  # rows stand in order of objects
                found[used] = object_[row]
                used += 1
            for one in range(len(rates)):
                scores[used - 1, one] += 2.0 ** (-rates[one] * (today - day[row]))
    return found[:used], scores[:used]


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def gains(asked, rows, shares, grids, today, limit):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """Return the sums of reciprocal ranks of questions of one relation, by rate and mix.

    `shares` are the relaxed shares of all actors, the same without zeros in order, and zeros for
    the strict scores of each actor at each rate, which are left as zeros. Actors who do not recur
    are counted by bisection among the second, so that no list of them is made.
    """
    begin, end, start, stop, answer = asked
    share, ordered, strict = shares
    rates, mixes = grids
    total = np.zeros((len(rates), len(mixes)))
    for query in range(len(begin)):
        found, scores = strict_scores(rows, (begin[query], end[query]), rates, today, limit)
        for one in range(len(found)):
            strict[found[one]] = scores[one]
        true = answer[start[query] : stop[query]]
        for rate in range(len(rates)):
            for mix in range(len(mixes)):
                part = mixes[mix]
                for target in true:
                    own = part * strict[target, rate] + (1.0 - part) * share[target]
                    if own > 0.0:
                        twice = 2 * len(ordered) - bisect_share(ordered, part, own, 1)
                        twice -= bisect_share(ordered, part, own, 0)
                    else:
                        positive = len(ordered) if part < 1.0 else 0
                        twice = positive + len(share)
                    for actor in found:  # what was counted without its strict score
                        plain = (1.0 - part) * share[actor]
                        full = part * strict[actor, rate] + plain
                        twice += sign_step(full, own) - sign_step(plain, own)
                    for other in true:  # the filter, the answer itself included
                        full = part * strict[other, rate] + (1.0 - part) * share[other]
                        twice -= sign_step(full, own)
                    total[rate, mix] += 1.0 / (1.0 + 0.5 * twice)
        for actor in found:
            strict[actor] = 0.0
    return total


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def sign_step(score, own):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """Return 2 for a higher score, 1 for an equal one and 0 for a lower one."""
    return (score > own) + (score >= own)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def bisect_share(ordered, mix, own, is_right):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
    """Return how many ascending shares are, once weighed, below a score, or not above it."""
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        value = (1.0 - mix) * ordered[middle]
        if value < own or (is_right == 1 and value == own):
            low = middle + 1
        else:
            high = middle
    return low


def tune(
    quads: Quads, first: int, last: int, *, horizon: Horizon, is_combined: bool = True
) -> Weights:
    """Return the weights of each relation that rank best on some days.

    Args:
        quads: Facts up to `last`; later ones are not looked at.
        first: The first of the days.
        last: The last of them.
        horizon: Multi-step freezes what is known before `first`.
        is_combined: Whether mixes are chosen too; strict has a mix of 1.
    """
    grids = RATES, MIXES if is_combined else STRICT
    total = gain_table(quads.before(last + 1), first, horizon, grids)
    overall = total.sum(axis=0)
    total[~total.any(axis=(1, 2))] = overall
    rate, mix = np.unravel_index(total.reshape(len(total), -1).argmax(axis=1), overall.shape)
    return Weights(grids[0][rate], grids[1][mix])


def gain_table(
    quads: Quads, first: int, horizon: Horizon, grids: tuple[Floats, Floats]
) -> Floats:
    """Return the sums of reciprocal ranks from a day on, by relation, rate and mix."""
    history = History(quads)
    scratch = np.zeros((history.n_actors, len(grids[0])))
    total = np.zeros((history.n_relations, len(grids[0]), len(grids[1])))
    for day in quads.days()[quads.days() >= first].tolist():
        limit = day if horizon is Horizon.SINGLE else first
        history.look_before(limit)
        asked = asked_on(quads, day)
        for relation in np.unique(asked.queries.relation).tolist():
            places = np.flatnonzero(asked.queries.relation == relation)
            given = (*span_of(history, asked, places), asked.answer)
            shares = (*shares_of(history, relation), scratch)
            rows = history.object, history.day
            total[relation] += gains(given, rows, shares, grids, day, limit)
    return total


def span_of(
    history: History, asked: Asked, places: Int64s
) -> tuple[Int64s, Int64s, Int64s, Int64s]:
    """Return the rows of some questions, and where in all answers of the day theirs lie."""
    queries = Queries(
        asked.queries.subject[places], asked.queries.relation[places], asked.queries.day
    )
    begin, end = history.spans(queries)
    return begin, end, asked.start[places], asked.start[places + 1]


def shares_of(history: History, relation: int) -> tuple[Floats, Floats]:
    """Return the relaxed share of each actor, and those above zero in order."""
    pairs = slice(history.first_pair[relation], history.first_pair[relation + 1])
    share = np.zeros(history.n_actors)
    share[history.liked[pairs]] = history.count[pairs] / max(1, history.count[pairs].sum())
    return share, np.sort(share[share > 0])


def tuning_days(quads: Quads, first: int, last: int) -> tuple[int, int]:
    """Return as many days before those that are measured: train's end for valid, valid for test.

    The paper chooses on valid and measures on test. As long a stretch right before is the same
    where valid is measured; where test is, it lies within valid or near it.
    """
    begin = max(int(quads.day[0]) + 1, first - (last - first + 1))
    return begin, first - 1


def baseline(
    quads: Quads, first: int, last: int, *, horizon: Horizon, is_combined: bool = True
) -> Ranks:
    """Return the ranks that the baseline reaches from one day to another, chosen before them.

    Args:
        quads: All facts up to `last`.
        first: The first day that is measured.
        last: The last.
        horizon: Whether days before the one asked about are known, or only those before `first`.
        is_combined: The combined baseline, or the strict one.
    """
    weights = tune(
        quads, *tuning_days(quads, first, last), horizon=horizon, is_combined=is_combined
    )
    frozen = None if horizon is Horizon.SINGLE else first
    method = Recurrency(History(quads.before(last + 1)), weights, is_combined, frozen)
    return rank_days(method.rank, quads.between(first, last))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="valid", choices=("valid", "test"))
    parser.add_argument("--horizon", type=Horizon, default=Horizon.SINGLE, choices=Horizon)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    clock = time.perf_counter()
    read = quads_of_file(options.data)
    days = read.part(options.split).days()
    ranks = baseline(
        read.quads,
        int(days[0]),
        int(days[-1]),
        horizon=options.horizon,
        is_combined=not options.strict,
    )
    score = ranks.score(np.random.default_rng(options.seed))
    print(json.dumps({**score.told(), "seconds": round(time.perf_counter() - clock, 2)}))


if __name__ == "__main__":
    main()
