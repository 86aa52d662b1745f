"""Games beside the texts: what a solved game says of a proposition, with its figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.assess.case import Case
from tocsin.assess.names import readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.ranges import Array, interval, logit, mean, sigmoid
from tocsin.assess.schema import ChannelsFile
from tocsin.assess.words import join
from tocsin.errors import UsageError
from tocsin.model.assessment import Figure
from tocsin.model.outcome import BandShare, GameResult, Told, band_key, run_id
from tocsin.model.scenario import Bearing, Parameter

DIGITS = 3
UNITS = frozenset({"probability", "share"})
"""Units of the outcomes that an assessment tells; prices and leverage stay with the game."""


@dataclass(frozen=True, slots=True)
class ModelPart:
    """What a game says of one proposition.

    Attributes:
        told: The outcome that speaks to it.
        ref: Id of that outcome's figure.
        edge: How near to certainty a game may come, per draw.
        log_odds: Log-odds of each draw, over the spread of the readings.
        weight: Weight in the pool, per draw.
    """

    told: Told
    ref: str
    edge: Array
    log_odds: Array
    weight: Array

    @property
    def p(self) -> float:
        """Return the mean probability."""
        return mean(sigmoid(self.log_odds))


def check_games(games: Sequence[GameResult], channels: ChannelsFile) -> None:
    """Refuse games that speak to no channel, or twice to the same judgement.

    Raises:
        UsageError: They do; the message says which.
    """
    seen: dict[str, str] = {}
    for result in games:
        for bearing in result.bearings:
            if bearing.channel not in channels.channels:
                known = ", ".join(channels.channels)
                raise UsageError(
                    f"{result.title!r} informs {bearing.channel!r}, which is no channel; there "
                    f"are {known}.",
                    subject="--game",
                )
            key = _key(bearing, channels)
            if key in seen:
                raise UsageError(
                    f"{result.title!r} and {seen[key]!r} both inform {key}; take one out of "
                    "`informs`, since one game speaks to a judgement.",
                    subject="--game",
                )
            seen[key] = result.title


def model_part(proposition: Proposition, case: Case) -> ModelPart | None:
    """Return what a game says of a proposition; None where no game speaks to it.

    The probability is drawn over the spread of the game's readings, with their weighted mean as
    the mode: the choice of the reading is what is least known. It keeps away from certainty by
    `games.edge`, since a game's inputs are judged and its rules are a sketch.
    """
    found = next(
        (
            (result, bearing)
            for result in case.games
            for bearing in result.bearings
            if _key(bearing, case.ontology.channels) == proposition.key
        ),
        None,
    )
    if found is None:
        return None
    result, bearing = found
    told = next(one for one in result.told if one.outcome == bearing.outcome)
    if told.pooled is None or told.spread is None:
        return None
    rows = case.ontology.likelihoods
    ref = f"{run_id(result)}.{told.outcome}"
    spread = (told.spread[0], told.pooled, told.spread[1])
    edge = case.sampler.draw("games.edge", rows.games["edge"].range)
    drawn = case.sampler.draw(f"games.{ref}", spread)
    return ModelPart(
        told=told,
        ref=ref,
        edge=edge,
        log_odds=logit(edge + (1 - 2 * edge) * drawn),
        weight=case.sampler.draw("pool.model", rows.pool["model"].range),
    )


def model_figure(judgement: str, proposition: str, part: ModelPart) -> Figure:
    """Return the figure of a game's part in a judgement."""
    low, high = interval(sigmoid(part.log_odds))
    centre = round(part.p, DIGITS)
    told = part.told
    least, most = told.spread or (centre, centre)
    return Figure(
        id=f"{judgement}.model",
        label=f"what the game says of: {proposition}",
        value=centre,
        interval=(min(round(low, DIGITS), centre), max(round(high, DIGITS), centre)),
        method="A solved game, drawn over the spread of its readings.",
        steps=(
            (
                f"The game says {told.pooled or 0.0:.3f} by the weights of its readings, which lie "
                f"between {least:.3f} and {most:.3f} (`tocsin why {part.ref}`)."
            ),
            (
                f"Drawn over that range and kept {mean(part.edge):.3f} away from certainty "
                f"(likelihoods.yaml:games.edge): {centre:.3f} on average."
            ),
        ),
        rows=("likelihoods.yaml:games.edge", "likelihoods.yaml:pool.model"),
        parts=(part.ref,),
    )


def game_figures(case: Case) -> Iterator[Figure]:
    """Yield a figure for each probability and share that the games tell, and for each band."""
    known = {claim.id for claim in case.claims}
    for result in case.games:
        claims = tuple(dict.fromkeys(one.claim for one in result.inputs if one.claim in known))
        for told in result.told:
            if told.unit in UNITS and told.pooled is not None:
                yield _figure(result, told, claims)
        yield from (_band(result, band) for band in result.bands)


def _band(result: GameResult, band: BandShare) -> Figure:
    """Return the figure of one band: pooled over readings, with what they span."""
    value = round(band.pooled, DIGITS)
    spread = [round(p, DIGITS) for _, p in band.by_reading]
    readings = ", ".join(f"{name} {p:.3f}" for name, p in band.by_reading)
    replay = result.replay
    return Figure(
        id=f"{run_id(result)}.{band_key(band.band)}",
        label=f"{band.band}, {band.words} (game: {result.title.rstrip('.?')})",
        value=value,
        interval=(min([*spread, value]), max([*spread, value])),
        method=f"The game {result.kind}, {replay.draws} draws: the share of draws in this band.",
        steps=(
            f"By reading: {readings}; pooled by their weights {value:.3f}.",
            f"Replay {replay.sha256}, seed {replay.seed}, version {replay.version}.",
        ),
        parts=(f"{run_id(result)}.{result.headline.outcome}",)
        if result.headline.unit in UNITS
        else (),
    )


def _figure(result: GameResult, told: Told, claims: tuple[str, ...]) -> Figure:
    """Return the figure of one outcome: pooled over readings, with what they span."""
    value = round(told.pooled or 0.0, DIGITS)
    ends = [end for pair in (told.spread, told.interval) if pair for end in pair]
    low, high = round(min(ends), DIGITS), round(max(ends), DIGITS)
    replay = result.replay
    readings = ", ".join(
        f"{name} {'none' if one is None else f'{one:.3f}'}" for name, one in told.by_reading
    )
    return Figure(
        id=f"{run_id(result)}.{told.outcome}",
        label=f"{told.meaning.rstrip('.')} (game: {result.title.rstrip('.?')})",
        value=value,
        interval=(min(low, value), max(high, value)),
        unit=told.unit,
        method=f"The game {result.kind}, {replay.draws} draws, every reading played.",
        steps=(
            f"By reading: {readings}.",
            (
                f"Pooled by the weights of the readings {value:.3f}; readings and draws span "
                f"{low:.3f} to {high:.3f}."
            ),
            *(_input(one) for one in result.inputs),
            *result.warnings,
            f"Replay {replay.sha256}, seed {replay.seed}, version {replay.version}.",
        ),
        claims=claims,
    )


def _input(one: Parameter) -> str:
    """Return one input of a game as a step."""
    numbers = ", ".join(f"{number:g}" for number in one.spread.numbers)
    return f"{one.name}: {one.spread.shape} {numbers} {one.unit}; {one.source}."


def about_games(judged: Sequence[Proposition], case: Case) -> list[str]:
    """Return the limits that come from games, or from their absence."""
    if not case.games:
        return [
            (
                "No model component enters: no game has been solved for these channels, so that "
                "base rate and testimony stand alone."
            )
        ]
    limits = [
        (
            "Games rest on judged inputs and sketched rules; their weight is small, and the spread "
            "over their readings is part of the answer."
        )
    ]
    silent = [repr(result.title) for result in case.games if not result.bearings]
    if silent:
        verb = "informs" if len(silent) == 1 else "inform"
        limits.append(
            f"{join(silent)} {verb} no judgement; no probability here rests on it. Name what it "
            "speaks to under `informs`."
        )
    keys = {proposition.key for proposition in judged}
    channels = case.ontology.channels
    idle = [
        f"{bearing.channel} from {readable(bearing.giver)} to {readable(bearing.receiver)}"
        for result in case.games
        for bearing in result.bearings
        if _key(bearing, channels) not in keys
    ]
    if idle:
        limits.append(f"Games speak to what no claim alleges, and were not used: {join(idle)}.")
    return limits


def _key(bearing: Bearing, channels: ChannelsFile) -> str:
    """Return the key of the proposition that a bearing means."""
    ends = [bearing.giver, bearing.receiver]
    channel = channels.channels[bearing.channel]
    return "-".join((bearing.channel, *(sorted(ends) if channel.is_joint else ends)))
