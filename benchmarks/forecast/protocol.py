"""The protocol by which rankings are scored: both directions, time-aware filter, average ties.

Each event (s, r, o) of a day is two questions, (s, r, ?) and (o, r inverse, ?), whose answers are
ranked among all actors. Before that, other true answers to the same question on the same day are
removed, and nothing else. Equal scores share their mean rank; actors that are no candidates share
the mean of the ranks that remain. `measure` does all of it, one day at a time:

    score = measure(ranker.rank, quads.between(first, last), rng=np.random.default_rng(0))

References: Gastinger et al. (ECML PKDD 2023), "Comparing apples and oranges? On the evaluation of
methods for temporal knowledge graph forecasting"; Han et al. (ICLR 2021) for the filter.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tocsin.forecast.ranking.base import Queries, Ranked
from tocsin.model.quads import Int32s, Int64s, Quads

Floats: TypeAlias = NDArray[np.float64]
Blocks: TypeAlias = Ranked | Iterable[Ranked]
HITS = (1, 3, 10)
RESAMPLES = 1000
LEVEL = 0.95


class Ties(StrEnum):
    """The rank of equal scores. Only the average is a result; the others show what it hides."""

    AVERAGE = "average"
    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The questions of a day, each once, and all true answers to each.

    Attributes:
        queries: Questions in both directions, in order of subject and relation.
        start: Where the answers to each question begin, with the end as the last; int64[q+1].
        answer: True answers, ascending within a question; two for every event.
    """

    queries: Queries
    start: Int64s
    answer: Int32s

    def __len__(self) -> int:
        """Return the number of questions as papers count them: one for every true answer."""
        return len(self.answer)


@dataclass(frozen=True, slots=True)
class Score:
    """What ranks amount to.

    Attributes:
        mrr: Mean of 1 / rank.
        hits: Share of ranks of at most 1, 3 and 10.
        interval: Of `mrr`, 95 %, by resampling questions. Questions of a day are not
            independent, so it is narrow.
        interval_days: The same by resampling whole days.
        n: Questions.
    """

    mrr: float
    hits: tuple[float, ...]
    interval: tuple[float, float]
    interval_days: tuple[float, float]
    n: int

    def told(self, digits: int = 5) -> dict[str, Any]:
        """Return the figures under the names that the benchmark prints."""
        hits = {
            f"hits@{limit}": round(x, digits) for limit, x in zip(HITS, self.hits, strict=True)
        }
        return {
            "mrr": round(self.mrr, digits),
            **hits,
            "interval": [round(end, digits) for end in self.interval],
            "interval_days": [round(end, digits) for end in self.interval_days],
            "n": self.n,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """Ranks of all true answers of some days.

    Attributes:
        rank: From 1; halves where scores are equal.
        day: The day of each.
        relation: The relation asked about; inverse ones stand above `n_relations`.
    """

    rank: Floats
    day: Int32s
    relation: Int32s

    def score(self, rng: np.random.Generator, resamples: int = RESAMPLES) -> Score:
        """Return what the ranks amount to.

        Raises:
            ValueError: There are none; a mean of nothing would be no result.
        """
        if not len(self.rank):
            raise ValueError("No question was asked: the days given hold no event.")
        gain = 1.0 / self.rank
        return Score(
            mrr=float(gain.mean()),
            hits=tuple(float((self.rank <= limit).mean()) for limit in HITS),
            interval=resampled(gain, rng, resamples),
            interval_days=resampled_days(gain, self.day, rng, resamples),
            n=len(gain),
        )

    def by_relation(self) -> dict[int, tuple[float, int]]:
        """Return MRR and number of questions of each relation, inverse ones apart."""
        named, place = np.unique(self.relation, return_inverse=True)
        counts = np.bincount(place)
        means = np.bincount(place, 1.0 / self.rank) / counts
        return {
            int(relation): (float(mean), int(count))
            for relation, mean, count in zip(named, means, counts, strict=True)
        }


def asked_on(quads: Quads, day: int) -> Asked:
    """Return the questions of a day with their answers; empty where it has no event."""
    events = quads.between(day, day)
    count = len(quads.relations)
    subject = np.concatenate([events.subject, events.object])
    relation = np.concatenate([events.relation, events.relation + count]).astype(np.int32)
    answer = np.concatenate([events.object, events.subject])
    order = np.lexsort((answer, relation, subject))
    subject, relation, answer = subject[order], relation[order], answer[order]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = (subject[1:] != subject[:-1]) | (relation[1:] != relation[:-1])
    begin = np.flatnonzero(is_first)
    return Asked(
        queries=Queries(subject[begin], relation[begin], day),
        start=np.append(begin, len(order)).astype(np.int64),
        answer=answer,
    )


def ranks_of(
    ranked: Ranked, asked: Asked, n_actors: int, *, ties: Ties = Ties.AVERAGE
) -> Floats:
    """Return the filtered rank of each true answer, in the order of `asked.answer`; from 1.

    Args:
        ranked: Candidates for the questions of `asked`, in their order.
        asked: Questions of one day with all true answers to each.
        n_actors: All actors, whether candidates or not.
        ties: What equal scores get.

    Raises:
        ValueError: Candidates fit the questions not at all, repeat within one, are no actors, or
            a score is not a number.
    """
    check(ranked, len(asked.queries), n_actors)
    above, level, repeated = tally(
        ranked.start, ranked.candidate, ranked.score, asked.start, asked.answer, n_actors
    )
    if repeated >= 0:
        raise ValueError(f"Question {repeated} has a candidate twice; each may stand once.")
    share = {Ties.AVERAGE: 0.5, Ties.BEST: 0.0, Ties.WORST: 1.0}[ties]
    return above + share * level + 1.0


def check(ranked: Ranked, count: int, n_actors: int) -> None:
    """Raise ValueError where a block of answers is not one to so many questions."""
    start, candidate, score = ranked.start, ranked.candidate, ranked.score
    if len(start) != count + 1:
        raise ValueError(f"There are {count} questions, but answers to {len(start) - 1}.")
    if start[0] != 0 or start[-1] != len(candidate) or (np.diff(start) < 0).any():
        raise ValueError("`start` must ascend from 0 to the number of candidates.")
    if len(score) != len(candidate):
        raise ValueError(f"{len(candidate)} candidates have {len(score)} scores.")
    if len(candidate) and (candidate.min() < 0 or candidate.max() >= n_actors):
        raise ValueError(f"Candidates must be actors, 0 to {n_actors - 1}.")
    if np.isnan(score).any():
        raise ValueError("A score is not a number, so nothing can be ranked by it.")


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def tally(
    start: Int64s,
    candidate: Int32s,
    score: Floats,
    begin: Int64s,
    answer: Int32s,
    n_actors: int,
) -> tuple[Floats, Floats, int]:
    """Return for each answer how many actors stand above it and level with it, the filter applied.

    The third value is the first question that has a candidate twice, or -1.
    """
    above, level = np.zeros(len(answer)), np.zeros(len(answer))
    value = np.zeros(n_actors)
    listed = np.full(n_actors, -1, np.int64)  # the last question that an actor was listed for
    true = np.full(n_actors, -1, np.int64)
    for query in range(len(begin) - 1):
        for place in range(start[query], start[query + 1]):
            actor = candidate[place]
            if listed[actor] == query:
                return above, level, query
            listed[actor], value[actor] = query, score[place]
        outside = n_actors - (start[query + 1] - start[query])
        for one in range(begin[query], begin[query + 1]):
            true[answer[one]] = query
            outside -= listed[answer[one]] != query
        for one in range(begin[query], begin[query + 1]):
            is_listed = listed[answer[one]] == query
            own = value[answer[one]]
            more, same = 0, 0 if is_listed else outside
            for place in range(start[query], start[query + 1]):
                if true[candidate[place]] != query:
                    more += (not is_listed) or score[place] > own
                    same += is_listed and score[place] == own
            above[one], level[one] = more, same
    return above, level, -1


def joined(blocks: Blocks) -> Iterator[Ranked]:
    """Return the blocks of a day one after the other, one block included."""
    return iter((blocks,)) if isinstance(blocks, Ranked) else iter(blocks)


def ranks_on(
    rank: Callable[[Queries], Blocks], asked: Asked, n_actors: int, *, ties: Ties
) -> Floats:
    """Return the ranks of a day's answers, from one block of candidates or several in order."""
    found, done = [], 0
    for ranked in joined(rank(asked.queries)):
        part = cut(asked, done, done + len(ranked.start) - 1)
        found.append(ranks_of(ranked, part, n_actors, ties=ties))
        done += len(ranked.start) - 1
    if done != len(asked.queries):
        raise ValueError(f"There are {len(asked.queries)} questions, but answers to {done}.")
    return np.concatenate(found) if found else np.zeros(0)


def cut(asked: Asked, first: int, last: int) -> Asked:
    """Return some consecutive questions of a day, with their answers."""
    begin = asked.start[first : last + 1]
    if len(begin) != last - first + 1:
        raise ValueError(f"There are {len(asked.queries)} questions, but answers to {last}.")
    queries = asked.queries
    return Asked(
        Queries(queries.subject[first:last], queries.relation[first:last], queries.day),
        begin - begin[0],
        asked.answer[begin[0] : begin[-1]],
    )


def rank_days(
    rank: Callable[[Queries], Blocks],
    quads: Quads,
    *,
    after: Callable[[int], None] | None = None,
    ties: Ties = Ties.AVERAGE,
) -> Ranks:
    """Return the ranks of all answers of all days that have events, in order of days.

    Args:
        rank: Gives candidates for the questions of one day, as one block or several in order.
        quads: The events of the days asked about, and no others.
        after: Called with each day once its questions have been ranked; a single-step method
            learns the day here, and never before.
        ties: What equal scores get.
    """
    ranks, days, relations = [np.zeros(0)], [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for day in quads.days().tolist():
        asked = asked_on(quads, day)
        ranks.append(ranks_on(rank, asked, len(quads.actors), ties=ties))
        relations.append(np.repeat(asked.queries.relation, np.diff(asked.start)))
        days.append(np.full(len(asked), day, np.int32))
        if after is not None:
            after(day)
    return Ranks(np.concatenate(ranks), np.concatenate(days), np.concatenate(relations))


def measure(
    rank: Callable[[Queries], Blocks],
    quads: Quads,
    *,
    rng: np.random.Generator,
    after: Callable[[int], None] | None = None,
) -> Score:
    """Return how well a method ranks the answers of some days; see `rank_days`."""
    return rank_days(rank, quads, after=after).score(rng)


def resampled(gain: Floats, rng: np.random.Generator, resamples: int) -> tuple[float, float]:
    """Return the percentile interval of a mean, by drawing as many questions with repeats.

    References: Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3.
    """
    size = len(gain)
    means = [float(gain[rng.integers(0, size, size)].mean()) for _ in range(resamples)]
    return ends(np.array(means))


def resampled_days(
    gain: Floats, day: Int32s, rng: np.random.Generator, resamples: int
) -> tuple[float, float]:
    """Return the percentile interval of a mean, by drawing as many whole days with repeats."""
    _, place = np.unique(day, return_inverse=True)
    counts, sums = np.bincount(place), np.bincount(place, gain)
    drawn = rng.integers(0, len(counts), (resamples, len(counts)))
    return ends(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))


def ends(means: Floats) -> tuple[float, float]:
    """Return the ends between which the middle 95 % of resampled means lie."""
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
