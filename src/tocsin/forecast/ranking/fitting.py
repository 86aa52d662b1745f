"""Fitting: the days are replayed in order, and the last of them teach the scorers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from tocsin.errors import InsufficientDataError
from tocsin.forecast.extras import require
from tocsin.forecast.ranking import columns as c
from tocsin.forecast.ranking import counting
from tocsin.forecast.ranking.base import Fitting, Horizon, Mode, Scores
from tocsin.forecast.ranking.candidates import room
from tocsin.forecast.ranking.features import rows_of
from tocsin.forecast.ranking.groups import groups_of, places_of
from tocsin.forecast.ranking.known import Learnt, known_on
from tocsin.forecast.ranking.lessons import Lessons, asked_by, drawn, joined, lessons_of
from tocsin.forecast.ranking.rules import no_rules, observe
from tocsin.forecast.ranking.state import advanced, state_of
from tocsin.forecast.ranking.trees import Forest, forest_of
from tocsin.model.quads import Quads

__all__ = ["Fitting", "Progress", "boosted", "fitted", "learned", "replayed"]

LEAST_DAYS, LEAST_ACTORS = 10, 3
"""With less no ranking is fitted."""
OPTIONS = {
    "objective": "binary",
    "num_leaves": 63,
    "learning_rate": 0.1,
    "min_data_in_leaf": 50,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "max_bin": 127,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
"""How the trees are grown; what else was tried stands in docs/forecast/ranking.md."""


Progress = Callable[[int, int], None]
"""Called with days done and days in all."""


def fitted(
    quads: Quads, mode: Mode, how: Fitting, progress: Progress | None = None
) -> tuple[Learnt, Scores, Forest | None]:
    """Return what is known after the last day, the weights of the signals and the trees.

    Raises:
        InsufficientDataError: There are too few days or actors.
        UsageError: A package of the extra is missing.
    """
    require("numba", *(["lightgbm"] if mode is Mode.FULL else []))
    learnt, lessons = replayed(quads, how, progress)
    if not len(lessons.relation):
        message = "No question of the last days has an answer among its candidates."
        raise InsufficientDataError(message)
    if mode is Mode.COUNTING:
        return learnt, counting.fitted(lessons, 2 * len(quads.relations)), None
    return learnt, np.zeros((0, len(counting.SIGNALS))), boosted(lessons, how)


def replayed(
    quads: Quads, how: Fitting, progress: Progress | None = None
) -> tuple[Learnt, Lessons]:
    """Return what is known after the last day, and the lessons of the last days.

    Raises:
        InsufficientDataError: There are too few days or actors.
    """
    days = quads.days()
    seen = np.union1d(quads.subject, quads.object)
    if len(days) < LEAST_DAYS or len(seen) < LEAST_ACTORS:
        raise InsufficientDataError(
            f"{len(days)} days with events of {len(seen)} actors are too few to rank by; at "
            f"least {LEAST_DAYS} days and {LEAST_ACTORS} actors are needed."
        )
    groups = groups_of(quads.actors, places_of(quads.actors, seen.tolist()))
    first, end = int(days[0]), int(days[-1]) + 1
    start = max(first + max(1, int((end - first) * how.warm)), end - how.replay)
    learnt = Learnt(
        state_of(quads.before(start), groups), no_rules(2 * len(quads.relations)), groups
    )
    teaching = max(end - how.window, (start + end) // 2)
    chance = min(1.0, how.questions / max(1, 2 * len(quads.between(teaching, end))))
    school = _School(how, teaching, chance, np.random.default_rng(how.seed))
    found = []
    for block in _blocks(quads, start, end, how):
        found += school.taught(learnt, block)
        learnt = learned(learnt, block)
        if progress is not None:
            progress(int(block.day[-1]) + 1 - first, end - first)
    return learnt, joined(found, c.WIDTH)


def _blocks(quads: Quads, start: int, end: int, how: Fitting) -> Iterator[Quads]:
    """Yield the events of consecutive days that are asked about from the same history."""
    length = 1 if how.horizon is Horizon.SINGLE else how.block
    first = end - -(-(end - start) // length) * length
    for cut in range(first, end, length):
        block = quads.between(max(cut, start), cut + length - 1)
        if len(block):
            yield block


@dataclass(frozen=True, slots=True, eq=False)
class _School:
    """What turns the questions of a block into lessons."""

    how: Fitting
    teaching: int
    chance: float
    rng: np.random.Generator

    def taught(self, learnt: Learnt, block: Quads) -> list[Lessons]:
        """Return the lessons of a block, none before the days that teach."""
        if int(block.day[-1]) < self.teaching:
            return []
        count = len(block.actors)
        work, share = room(count), np.empty_like(learnt.rules.seen)
        found = []
        for day in block.days().tolist():
            asked = asked_by(block.between(day, day))
            if self.chance < 1:
                asked = drawn(asked, self.rng, self.chance)
            known = known_on(learnt, day, np.unique(asked.relation), share)
            rows = rows_of(known, work, asked.subject, asked.relation, self.how.limit)
            found.append(lessons_of(asked, rows, day, kept=self.how.kept, rng=self.rng))
        return found


def learned(learnt: Learnt, block: Quads) -> Learnt:
    """Return what is known after some days that were all asked about from the same history."""
    mark = np.zeros(len(block.actors), np.int32)
    days = [block.between(day, day) for day in block.days().tolist()]
    for events in days:
        day = int(events.day[0])
        observe(learnt.rules, learnt.state.triple, asked_by(events), day, mark)
    state = learnt.state
    for events in days:
        state = advanced(state, events, learnt.groups)
    return Learnt(state, learnt.rules, learnt.groups)


def boosted(lessons: Lessons, how: Fitting) -> Forest:
    """Return trees that tell answers from other candidates.

    Raises:
        UsageError: LightGBM is not installed.
    """
    require("lightgbm")
    import lightgbm  # noqa: PLC0415 - an extra

    options = {**OPTIONS, "seed": how.seed}
    data = lightgbm.Dataset(
        lessons.rows, lessons.answer > 0, weight=lessons.weight, params=options
    )
    return forest_of(lightgbm.train(options, data, how.rounds).model_to_string())
