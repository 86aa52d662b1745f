"""How far testimony moves the odds: a likelihood ratio per voice, discounted for dependence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.evidence import AGAINST, FOR, NEITHER, Evidence, count_origins
from tocsin.assess.ranges import Array, Sampler, mean
from tocsin.assess.schema import ChannelsFile, LikelihoodsFile

PARTY = "party"
FACTS = frozenset({"in_window", "ongoing", "undated", "recent", "precedent"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence with the log likelihood ratio of each draw (above 0 for, below 0 against)."""

    evidence: Evidence
    log_ratio: Array

    @property
    def ratio(self) -> float:
        """Return the geometric mean of the likelihood ratio."""
        return float(np.exp(mean(self.log_ratio)))


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


def weigh(
    item: Evidence, channels: ChannelsFile, likelihoods: LikelihoodsFile, sampler: Sampler
) -> Weighed:
    """Return a piece of evidence with its log likelihood ratio.

    With LR the ratio of its kind, w the voice's weight times modifiers, r the weight of its
    sources' reliability, f the pattern's fit and c the coder's confidence:
    log(1 + c (LR^(w r f) - 1)). With chance 1 - c the claim was misread
    and says nothing.
    """
    if item.sign == NEITHER:
        return Weighed(item, np.zeros(sampler.draws))
    exponent = np.full(sampler.draws, item.link.fit)
    if item.link.is_undirected:
        exponent = exponent * sampler.draw(
            "channels.unknown_direction", channels.unknown_direction.range
        )
    base, own_scale = _base(item, channels, likelihoods, sampler)
    exponent = exponent * _modifiers(item, likelihoods, sampler)
    exponent = exponent * _trust(item, likelihoods, sampler)
    if not own_scale:
        exponent = exponent * _voice_weight(item, likelihoods, sampler)
    ratio = 1.0 + item.claim.confidence * (np.exp(base * exponent) - 1.0)
    return Weighed(item, np.log(ratio))


def _base(
    item: Evidence, channels: ChannelsFile, likelihoods: LikelihoodsFile, sampler: Sampler
) -> tuple[Array, bool]:
    """Return the log ratio of the kind of statement, and whether it is the voice's own."""
    if item.sign == FOR:
        spread = likelihoods.status[item.kind].range
        return np.log(sampler.draw(f"status.{item.kind}", spread, "log")), False
    if item.kind in likelihoods.against and item.speaker.kind != PARTY:
        spread = likelihoods.against[item.kind].range
        return np.log(sampler.draw(f"against.{item.kind}", spread, "log")), False
    voice = likelihoods.voices[item.speaker.kind]
    name = "doubts" if item.kind == "doubts" else "denies"
    parameter = voice.doubts if name == "doubts" else voice.denies
    is_open = not channels.channels[item.link.channel].covert
    if name == "denies" and is_open and voice.denies_open is not None:
        parameter, name = voice.denies_open, "denies_open"
    key = f"voices.{item.speaker.kind}.{name}"
    return np.log(sampler.draw(key, parameter.range, "log")), True


def _voice_weight(item: Evidence, likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return the weight of a voice for the kind of statement."""
    name = "weight_facts" if item.kind in FACTS else "weight_ahead"
    parameter = getattr(likelihoods.voices[item.speaker.kind], name)
    return sampler.draw(f"voices.{item.speaker.kind}.{name}", parameter.range)


def _modifiers(item: Evidence, likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return what namelessness, relaying and forecasting leave of a weight."""
    names = []
    if item.speaker.is_unnamed:
        names.append("unnamed")
    names.extend(["relayed"] * item.speaker.relays)
    holder = item.claim.innermost
    if holder is not None and holder.stance.value == "predicts":
        names.append("predicts")
    product = np.ones(sampler.draws)
    for name in names:
        parameter = likelihoods.modifiers[name]
        product = product * sampler.draw(f"modifiers.{name}", parameter.range)
    return product


def _trust(item: Evidence, likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return what the reliability of its sources makes of a weight; 1 where that is unknown.

    One stream serves all letters: a better letter weighs more in every draw.
    """
    spread = likelihoods.reliability[item.reliability.letter].range
    return sampler.draw("reliability", spread)


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
    return (-evidence.sign, -abs(round(mean(item.log_ratio), 9)), evidence.claim.id)


def _side(items: Sequence[Weighed], likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return the discounted sum of one side's strengths, 0 or more, per draw.

    A voice gives its strongest claim and `repeats` of each further one. Voices are then ranked
    in each draw; the k-th counts v^k, v = 1 - (1 - voices)/n with n origins on this side.
    """
    if not items:
        return np.zeros(sampler.draws)
    repeats = _dependence("repeats", likelihoods, sampler)
    voices = _dependence("voices", likelihoods, sampler)
    strengths: dict[str, list[Array]] = {}
    for item in items:
        strength = np.maximum(np.abs(item.log_ratio), 0.0)
        strengths.setdefault(item.evidence.speaker.key, []).append(strength)
    origins = count_origins(item.evidence for item in items)
    decay = 1.0 - (1.0 - voices) / origins
    stack = np.stack([_one_voice(group, repeats) for group in strengths.values()])
    ordered = -np.sort(-stack, axis=0)
    powers = decay[np.newaxis, :] ** np.arange(len(ordered))[:, np.newaxis]
    return np.asarray((ordered * powers).sum(axis=0))


def _one_voice(group: Sequence[Array], repeats: Array) -> Array:
    """Return a voice's strength: its strongest claim and a part of the rest."""
    stack = np.stack(group)
    strongest = stack.max(axis=0)
    return np.asarray(strongest + repeats * (stack.sum(axis=0) - strongest))


def _dependence(name: str, likelihoods: LikelihoodsFile, sampler: Sampler) -> Array:
    """Return the draws of a dependence parameter."""
    return sampler.draw(f"dependence.{name}", likelihoods.dependence[name].range)
