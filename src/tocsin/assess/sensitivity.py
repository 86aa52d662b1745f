"""What the judged harms do: scores, levels and ranks with harms at the ends of their ranges."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.concern import SCORE_DIGITS, Reckoning, Term, raised_harm, score_of
from tocsin.assess.names import readable
from tocsin.assess.ranges import Array, mean
from tocsin.assess.words import level_of
from tocsin.model.assessment import Figure, HarmShift
from tocsin.model.ids import ActorId

ALL = "*"
LOW, HIGH = 0, 2
"""Places of the ends in a range [low, mode, high]."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Scores of all stakeholders with some harms at their low and at their high end."""

    low: dict[str, float]
    high: dict[str, float]


def find_sensitivity(reckonings: Sequence[Reckoning], case: Case) -> tuple[HarmShift, ...]:
    """Return how scores, levels and ranks react to the harms of the channels.

    The harm of one channel is held at the low and at the high end of its range in every draw,
    all else as drawn; then those of all channels at once. What a stated stake adds to a harm is
    kept; harms that the user has set by hand stay as set. For each stakeholder all channels
    together come first, then single ones, the widest swing first.
    """
    ends = {
        channel: _ends(reckonings, names, case)
        for channel, names in _choices(reckonings).items()
    }
    found = []
    for reckoning in reckonings:
        own = _movable(reckoning)
        names = [name for name in ends if name == ALL or name in own]
        rows = [_shift(reckoning, name, ends[name]) for name in names if own]
        rows.sort(key=lambda row: (row.channel != ALL, row.low - row.high, row.channel))
        found.extend(rows)
    return tuple(found)


def _choices(reckonings: Sequence[Reckoning]) -> dict[str, frozenset[str]]:
    """Return what is moved: all channels together, and each alone."""
    every = sorted({channel for one in reckonings for channel in _movable(one)})
    return {ALL: frozenset(every), **{name: frozenset([name]) for name in every}}


def _movable(reckoning: Reckoning) -> set[str]:
    """Return the channels whose harm comes from the table and enters into a score."""
    return {
        term.judged.proposition.channel
        for term in reckoning.terms
        if not term.is_harm_set and mean(term.expected) > 0
    }


def _ends(reckonings: Sequence[Reckoning], names: Collection[str], case: Case) -> _Ends:
    """Return the scores of all stakeholders with the harms of channels at their ends."""
    scores = [
        {one.stakeholder: _score(one, names, place, case) for one in reckonings}
        for place in (LOW, HIGH)
    ]
    return _Ends(*scores)


def _score(reckoning: Reckoning, names: Collection[str], place: int, case: Case) -> float:
    """Return a score with the harms of some channels at one end of their ranges."""
    total = np.zeros(case.sampler.draws)
    for term in reckoning.terms:
        is_moved = term.judged.proposition.channel in names and not term.is_harm_set
        total = total + (_moved(term, place, case) if is_moved else term.expected)
    return round(mean(score_of(total, reckoning.rate)), SCORE_DIGITS)


def _moved(term: Term, place: int, case: Case) -> Array:
    """Return the expected harm of a term with its harm at one end of its range."""
    row = case.ontology.channels.channels[term.judged.proposition.channel].harm
    harm = raised_harm(np.full(case.sampler.draws, row.range[place]), term.exposure, case)
    return np.asarray(term.judged.p * harm * term.exposure.draws)


def _shift(reckoning: Reckoning, channel: str, ends: _Ends) -> HarmShift:
    """Return what moving some harms does to one stakeholder."""
    who = reckoning.stakeholder
    low, high = ends.low[who], ends.high[who]
    return HarmShift(
        stakeholder=ActorId(who),
        channel=channel,
        low=low,
        high=high,
        low_level=level_of(low),
        high_level=level_of(high),
        low_rank=_rank(who, ends.low),
        high_rank=_rank(who, ends.high),
        figure=f"k-{who}.harms.{'all' if channel == ALL else channel}",
    )


def _rank(who: str, scores: dict[str, float]) -> int:
    """Return the place of a stakeholder, from 1; who has the same score has the same place."""
    return 1 + sum(score > scores[who] for score in scores.values())


def sensitivity_figures(rows: Sequence[HarmShift], case: Case) -> tuple[Figure, ...]:
    """Return a figure for each row: the swing of a score between the ends of some harms."""
    return tuple(_figure(row, case) for row in rows)


def _figure(row: HarmShift, case: Case) -> Figure:
    """Return the figure of a row."""
    channels = case.ontology.channels.channels
    if row.channel == ALL:
        what, keys = "all channels", ("channels.yaml",)
        told = "The harm of every channel at the end of its own range."
    else:
        what, keys = channels[row.channel].label, (f"channels.yaml:{row.channel}",)
        low, mode, high = channels[row.channel].harm.range
        told = f"Its range is {low:g} to {high:g}, most likely {mode:g}."
    return Figure(
        id=row.figure,
        label=f"swing of the score of {readable(row.stakeholder)} by the harm of {what}",
        value=round(row.high - row.low, SCORE_DIGITS),
        unit="score_change",
        method="The score with the harm held at the low and at the high end of its range, all else as drawn.",
        steps=(
            told,
            (
                f"At the low end the score is {row.low:.1f} ({row.low_level}, place "
                f"{row.low_rank}), at the high end {row.high:.1f} ({row.high_level}, place "
                f"{row.high_rank})."
            ),
        ),
        rows=keys,
        parts=(f"k-{row.stakeholder}",),
    )
