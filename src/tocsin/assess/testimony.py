"""How far testimony moves the odds: a likelihood ratio per voice, discounted for dependence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.evidence import AGAINST, FOR, NEITHER, Evidence, count_origins
from tocsin.assess.ranges import Array, Sampler, Triple, mean
from tocsin.assess.schema import ChannelsFile, LikelihoodsFile

PARTY = "party"
# Strengths that are held at once, draws times voices: 8 MB. Of a thousand voices all draws would
# take a hundred.
AT_ONCE = 2**20
FACTS = frozenset({"in_window", "ongoing", "undated", "recent", "precedent"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence with how far it moves the odds, above 0 for and below 0 against.

    Attributes:
        evidence: The evidence.
        odds: Its likelihood ratio, were it surely read rightly, less 1, per draw. Evidence that is
            weighed alike shares it: a thousand texts say a few hundred different things.
        moved: The mean of its log likelihood ratio.
    """

    evidence: Evidence
    odds: Array
    moved: float

    @property
    def ratio(self) -> float:
        """Return the geometric mean of the likelihood ratio."""
        return float(np.exp(self.moved))

    @property
    def log_ratio(self) -> Array:
        """Return the log likelihood ratio of each draw."""
        return self.log_ratio_of(slice(None))

    def log_ratio_of(self, draws: slice) -> Array:
        """Return the log likelihood ratio of some draws."""
        return _log_ratio(self.evidence, self.odds[draws])


def _log_ratio(item: Evidence, odds: Array) -> Array:
    """Return log(1 + c (LR - 1)), c the coder's confidence."""
    return np.asarray(np.log(1.0 + item.claim.confidence * odds))


@dataclass(frozen=True, slots=True)
class Testimony:
    """All testimony on one proposition.

    Attributes:
        log_ratio: The total log likelihood ratio of each draw.
        weighed: Every piece of evidence, for first, strongest first.
        is_capped: Whether a cap cut the total of a side in the mean.
    """

    log_ratio: Array
    weighed: tuple[Weighed, ...]
    is_capped: bool


_Parameter = tuple[str, Triple]
"""A parameter by its name, and its range."""


@dataclass(frozen=True, slots=True)
class _Recipe:
    """All that the weight of evidence depends on, but for how surely it was read.

    Attributes:
        fit: How well the pattern fits.
        base: The ratio of the kind of statement.
        direction: What an unknown direction leaves; None where it is known.
        modifiers: What namelessness, relaying and forecasting leave.
        trust: What the reliability of its sources makes of it. One stream serves all letters: a
            better letter weighs more in every draw.
        weight: The voice's weight; None where the ratio is the voice's own.
    """

    fit: float
    base: _Parameter
    direction: _Parameter | None
    modifiers: tuple[_Parameter, ...]
    trust: _Parameter
    weight: _Parameter | None


def weigh(
    item: Evidence, channels: ChannelsFile, likelihoods: LikelihoodsFile, sampler: Sampler
) -> Weighed:
    """Return a piece of evidence with its log likelihood ratio.

    With LR the ratio of its kind, w the voice's weight times modifiers, r the weight of its
    sources' reliability, f the pattern's fit and c the coder's confidence:
    log(1 + c (LR^(w r f) - 1)). With chance 1 - c the claim was misread
    and says nothing.
    """
    recipe = _recipe(item, channels, likelihoods)
    odds = sampler.once(recipe, lambda: _odds(recipe, sampler))
    confidence = item.claim.confidence
    moved = sampler.once((recipe, confidence), lambda: mean(_log_ratio(item, odds)))
    return Weighed(item, odds, moved)


def _odds(recipe: _Recipe | None, sampler: Sampler) -> Array:
    """Return LR^(w r f) - 1 of each draw; 0 for what speaks neither for nor against."""
    if recipe is None:
        return np.zeros(sampler.draws)
    exponent = np.full(sampler.draws, recipe.fit)
    if recipe.direction is not None:
        exponent = exponent * sampler.draw(*recipe.direction)
    product = np.ones(sampler.draws)
    for modifier in recipe.modifiers:
        product = product * sampler.draw(*modifier)
    exponent = exponent * product * sampler.draw(*recipe.trust)
    if recipe.weight is not None:
        exponent = exponent * sampler.draw(*recipe.weight)
    return np.asarray(np.exp(np.log(sampler.draw(*recipe.base, "log")) * exponent) - 1.0)


def _recipe(
    item: Evidence, channels: ChannelsFile, likelihoods: LikelihoodsFile
) -> _Recipe | None:
    """Return what evidence is weighed by; None where it speaks neither for nor against."""
    if item.sign == NEITHER:
        return None
    base, is_own = _base(item, channels, likelihoods)
    unknown = ("channels.unknown_direction", channels.unknown_direction.range)
    return _Recipe(
        fit=item.link.fit,
        base=base,
        direction=unknown if item.link.is_undirected else None,
        modifiers=_modifiers(item, likelihoods),
        trust=("reliability", likelihoods.reliability[item.reliability.letter].range),
        weight=None if is_own else _voice_weight(item, likelihoods),
    )


def _base(
    item: Evidence, channels: ChannelsFile, likelihoods: LikelihoodsFile
) -> tuple[_Parameter, bool]:
    """Return the ratio of the kind of statement, and whether it is the voice's own."""
    if item.sign == FOR:
        return (f"status.{item.kind}", likelihoods.status[item.kind].range), False
    if item.kind in likelihoods.against and item.speaker.kind != PARTY:
        return (f"against.{item.kind}", likelihoods.against[item.kind].range), False
    voice = likelihoods.voices[item.speaker.kind]
    name = "doubts" if item.kind == "doubts" else "denies"
    parameter = voice.doubts if name == "doubts" else voice.denies
    is_open = not channels.channels[item.link.channel].covert
    if name == "denies" and is_open and voice.denies_open is not None:
        parameter, name = voice.denies_open, "denies_open"
    return (f"voices.{item.speaker.kind}.{name}", parameter.range), True


def _voice_weight(item: Evidence, likelihoods: LikelihoodsFile) -> _Parameter:
    """Return the weight of a voice for the kind of statement."""
    name = "weight_facts" if item.kind in FACTS else "weight_ahead"
    parameter = getattr(likelihoods.voices[item.speaker.kind], name)
    return (f"voices.{item.speaker.kind}.{name}", parameter.range)


def _modifiers(item: Evidence, likelihoods: LikelihoodsFile) -> tuple[_Parameter, ...]:
    """Return what namelessness, relaying and forecasting leave of a weight."""
    names = []
    if item.speaker.is_unnamed:
        names.append("unnamed")
    names.extend(["relayed"] * item.speaker.relays)
    holder = item.claim.innermost
    if holder is not None and holder.stance.value == "predicts":
        names.append("predicts")
    return tuple((f"modifiers.{name}", likelihoods.modifiers[name].range) for name in names)


def combine(
    weighed: Sequence[Weighed], likelihoods: LikelihoodsFile, sampler: Sampler
) -> Testimony:
    """Return all testimony on a proposition, discounted for dependence and capped.

    For and against are added up apart, so that a further piece on one side never takes away
    from its own side.
    """
    ranked = tuple(sorted(weighed, key=_rank))
    pro = [item for item in ranked if item.evidence.sign == FOR]
    contra = [item for item in ranked if item.evidence.sign == AGAINST]
    is_actual = any(item.evidence.is_actual for item in pro)
    caps = likelihoods.caps
    ahead, actual = float(np.log(caps.ahead.value)), float(np.log(caps.actual.value))
    total_for = _side(pro, likelihoods, sampler)
    total_against = _side(contra, likelihoods, sampler)
    cap = actual if is_actual else ahead
    is_capped = mean(total_for) > cap or mean(total_against) > ahead
    total = np.minimum(total_for, cap) - np.minimum(total_against, ahead)
    return Testimony(total, ranked, is_capped)


def _rank(item: Weighed) -> tuple[int, float, str]:
    """Return the order of evidence: for before against, strongest first, then by id."""
    evidence = item.evidence
    return (-evidence.sign, -abs(round(item.moved, 9)), evidence.claim.id)


def _side(items: Sequence[Weighed], likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return the discounted sum of one side's strengths, 0 or more, per draw.

    A voice gives its strongest claim and `repeats` of each further one. Voices are then ranked
    in each draw; the k-th counts v^k, v = 1 - (1 - voices)/n with n origins on this side.
    """
    if not items:
        return np.zeros(sampler.draws)
    voices: dict[str, list[Weighed]] = {}
    for item in items:
        voices.setdefault(item.evidence.speaker.key, []).append(item)
    origins = count_origins(item.evidence for item in items)
    decay = 1.0 - (1.0 - _dependence("voices", likelihoods, sampler)) / origins
    repeats = _dependence("repeats", likelihoods, sampler)
    width = max(1, AT_ONCE // len(voices))
    total = np.empty(sampler.draws)
    for start in range(0, sampler.draws, width):
        part = slice(start, start + width)
        stack = np.stack([_kept_voice(own, repeats, part, sampler) for own in voices.values()])
        ordered = -np.sort(-stack, axis=0)
        powers = decay[np.newaxis, part] ** np.arange(len(ordered))[:, np.newaxis]
        total[part] = (ordered * powers).sum(axis=0)
    return total


def _kept_voice(
    group: Sequence[Weighed], repeats: Array, part: slice, sampler: Sampler
) -> Array:
    """Return a voice's strength, as it was reckoned for a side that differs in other voices."""
    # The sampler keeps the odds, so that their id stays theirs.
    said = tuple((id(item.odds), item.evidence.claim.confidence) for item in group)
    return sampler.lately(
        (said, part.start, part.stop), lambda: _one_voice(group, repeats, part)
    )


def _one_voice(group: Sequence[Weighed], repeats: Array, part: slice) -> Array:
    """Return a voice's strength in some draws: its strongest claim and a part of the rest."""
    strongest = total = np.abs(group[0].log_ratio_of(part))
    for item in group[1:]:
        strength = np.abs(item.log_ratio_of(part))
        strongest, total = np.maximum(strongest, strength), total + strength
    return np.asarray(strongest + repeats[part] * (total - strongest))


def _dependence(name: str, likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return the draws of a dependence parameter."""
    return sampler.draw(f"dependence.{name}", likelihoods.dependence[name].range)
