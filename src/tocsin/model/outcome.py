"""What a game answers: never a headline without its baseline and the spread of readings."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from tocsin.model.scenario import Bearing, Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An outcome over draws.

    Attributes:
        reading: Name of the reading it comes from.
        meaning: The reading in words.
        outcome: Name of the outcome.
        unit: Its unit.
        value: Median over draws; the mean for a probability. None where no draw has one.
        interval: 90 % interval over draws; of a probability that each draw decides as 0 or 1, for
            the number of draws alone, so that the spread over readings is the one to look at.
        mean: Mean over draws.
        known: Share of draws that have a value.
        draws: Draws it rests on.
    """

    reading: str
    meaning: str
    outcome: str
    unit: str
    value: float | None
    interval: tuple[float, float] | None
    mean: float | None
    known: float
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An outcome that is told beside the headline, under every reading.

    Attributes:
        outcome: Name of the outcome.
        meaning: What it stands for, in one sentence.
        unit: Its unit.
        value: Under the headline reading: mean of a probability, else median; None for none.
        interval: 90 % interval over draws under that reading.
        pooled: Mean of the readings' values by their weights, over those that have one.
        spread: Least and greatest value of the readings: the doubt about the model.
        by_reading: Value by reading.
    """

    outcome: str
    meaning: str
    unit: str
    value: float | None
    interval: tuple[float, float] | None
    pooled: float | None
    spread: tuple[float, float] | None
    by_reading: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShare:
    """How probable a named band is.

    Attributes:
        band: Name of the band.
        words: Its range.
        p: Probability under the headline.
        interval: 90 % interval of p for the number of draws alone.
        pooled: Mean over readings by their weights.
        by_reading: Probability by reading; their range is the spread over models.
        outcome: The outcome that it is a range of.
        low: Where it begins; None for no border.
        high: What it stays below; None for no border.
    """

    band: str
    words: str
    p: float
    interval: tuple[float, float]
    pooled: float
    by_reading: tuple[tuple[str, float], ...]
    outcome: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of the tornado: the outcome at the 10 % and 90 % points of one parameter.

    Attributes:
        parameter: Name of the parameter.
        unit: Its unit.
        inputs: The two points, in `unit`.
        outcomes: The outcome at each, all other parameters at their medians.
        swing: Absolute difference of the outcomes.
    """

    parameter: str
    unit: str
    inputs: tuple[float, float]
    outcomes: tuple[float, float]
    swing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Shares of the outcome's variance that a parameter, or a correlated group, accounts for.

    Attributes:
        parameters: One name, or all of a group that is correlated and moves as one.
        first: First-order index: alone.
        total: Total index: alone and together with others.
        first_interval: 90 % interval, by bootstrap.
        total_interval: 90 % interval, by bootstrap.
    """

    parameters: tuple[str, ...]
    first: float
    total: float
    first_interval: tuple[float, float]
    total_interval: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tipping:
    """The smallest change of one input that carries the outcome into another band.

    Attributes:
        parameter: The input.
        unit: Unit of the input.
        from_: Its value now, the median; `from` in JSON.
        to: Its value just beyond the border.
        steps: Size of the change as a share of the input's searched range.
        band: The band left.
        reaches: The band reached.
        outcome: The outcome there.
    """

    parameter: str
    unit: str
    from_: Annotated[float, Field(alias="from")]
    to: float
    steps: float
    band: str
    reaches: str
    outcome: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverEffect:
    """What one lever does for a stakeholder: expected harm from 0 to 100, before and after.

    Attributes:
        stakeholder: Who could do it.
        what: What it could do.
        parameter: The parameter that it sets.
        to: The number that it sets it to.
        before: Expected harm without it, 0 to 100.
        after: Expected harm with it, 0 to 100.
        is_best: Whether no other lever of this stakeholder does more.
    """

    stakeholder: str
    what: str
    parameter: str
    to: float
    before: float
    after: float
    is_best: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """What the outcome harms a stakeholder on average, from 0 to 100.

    Attributes:
        stakeholder: Its name.
        value: Under the headline reading: sum over bands of P(band) times the harm there.
        pooled: Mean over readings by their weights.
        by_reading: By reading; their range is the spread over models.
    """

    stakeholder: str
    value: float
    pooled: float
    by_reading: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What is needed to repeat a run: same hash, same bytes on the same machine.

    Attributes:
        sha256: Hash of scenario, seed, draws and version.
        seed: Seed of the draws.
        draws: How many.
        version: Version of Tocsin.
    """

    sha256: str
    seed: int
    draws: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GameResult:
    """The answer of one scenario.

    Attributes:
        kind: Kind of the game.
        title: Title of the scenario.
        headline: The outcome under the headline reading.
        baseline: What stands beside it: the same, where the headline is the baseline itself.
        spread: The outcome under every reading, the headline included.
        told: What else the game says, the headline first.
        bands: How probable each named band is.
        tornado: Which parameters swing the outcome, the most first; empty unless it is
            explained.
        sensitivity: Which parameters account for its variance, likewise.
        flips: Smallest changes that carry it to another band, likewise.
        moves: Who does what, when and why, one sentence each.
        levers: What each stakeholder could do, likewise.
        warnings: What the reader must know, one sentence each.
        replay: What is needed to repeat it.
        bearings: Judgements that outcomes speak to; each outcome is among those told.
        inputs: What it was played on, with unit, range, source and quote.
        harms: What the outcome harms each stakeholder.
    """

    kind: str
    title: str
    headline: Estimate
    baseline: Estimate
    spread: tuple[Estimate, ...]
    told: tuple[Told, ...]
    bands: tuple[BandShare, ...]
    tornado: tuple[Bar, ...]
    sensitivity: tuple[Sensitivity, ...]
    flips: tuple[Tipping, ...]
    moves: tuple[str, ...]
    levers: tuple[LeverEffect, ...]
    warnings: tuple[str, ...]
    replay: Replay
    bearings: tuple[Bearing, ...] = ()
    inputs: tuple[Parameter, ...] = ()
    harms: tuple[Harm, ...] = ()


def run_id(result: GameResult) -> str:
    """Return `g-KIND-` and eight digits of the replay hash: the name of a model run."""
    return f"g-{result.kind}-{result.replay.sha256[:8]}"


def band_key(name: str) -> str:
    """Return what the id of a figure calls a band: `band.no_deal`."""
    return f"band.{re.sub(r'[^a-z0-9]+', '_', name.casefold()).strip('_') or 'unnamed'}"
