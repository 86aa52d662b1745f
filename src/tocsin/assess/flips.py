"""What would change a level: the smallest change of one input, and the best lever."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.assess.case import Case
from tocsin.assess.concern import SCORE_DIGITS, Reckoning, Term, score_of
from tocsin.assess.games import ModelPart
from tocsin.assess.judgements import P_DIGITS
from tocsin.assess.names import readable
from tocsin.assess.ranges import Array, logit, mean, sigmoid
from tocsin.assess.words import LEVELS, level_of
from tocsin.model.assessment import Flip, Lever

MOST_FLIPS = 4
MAIN_DRIVERS = 3
WIDEST_SHIFT = 8.0
ROUNDS = 24
CLOSE = 0.004
LEAST_GAIN = 0.1

Shift = Callable[[float], Array]


@dataclass(frozen=True, slots=True)
class Input:
    """One input that may change.

    Attributes:
        what: The input in words.
        ref: The id of its figure.
        value: Its value in each draw, after a shift of its log-odds.
        term: The expected harm of its term in each draw, after the same shift.
        rest: The expected harm of all other terms.
    """

    what: str
    ref: str
    value: Shift
    term: Shift
    rest: Array


def find_flips(reckoning: Reckoning) -> tuple[Flip, ...]:
    """Return the smallest changes of one input that carry a score across a level.

    Inputs are the probabilities, base rates, games and exposures of the main drivers. An input is
    shifted in log-odds in every draw until the recomputed score meets the nearest bound, up and
    down; the smallest shifts come first. Empty where no single input suffices.
    """
    found = []
    for item in _inputs(reckoning):
        for bound in _bounds(reckoning.centre):
            shift = _solve(item, bound, reckoning.rate)
            if shift is not None:
                found.append((abs(shift), item.ref, _flip(item, shift, reckoning.rate)))
    found.sort(key=lambda entry: (round(entry[0], 6), entry[1], entry[2].level))
    return tuple(flip for _, _, flip in found[:MOST_FLIPS])


def _bounds(score: float) -> tuple[float, ...]:
    """Return the scores, as they would be before rounding, that give the next levels."""
    edges = [bound for bound, _ in LEVELS]
    above = [bound for bound in edges if bound > score]
    below = [bound for bound in edges if bound <= score]
    half = 0.5 * 10**-SCORE_DIGITS
    return (*above[:1], *(bound - 1.1 * half for bound in below[-1:]))


def _inputs(reckoning: Reckoning) -> Iterator[Input]:
    """Yield the inputs of the main drivers."""
    for place, term in enumerate(reckoning.terms[:MAIN_DRIVERS]):
        judgement = term.judged.judgement
        rest = reckoning.total - term.expected
        weight = term.harm * term.exposure.draws
        plain = judgement.proposition.rstrip(".")
        yield _probability(term, weight, rest, plain)
        if place == 0 and term.judged.base.is_known:
            yield _base_rate(term, weight, rest, plain)
        if term.judged.model is not None:
            yield _model(term, term.judged.model, weight, rest)
        if 0.0 < mean(term.exposure.draws) < 1.0:
            yield _exposure(term, reckoning.stakeholder, rest, plain)


def _probability(term: Term, weight: Array, rest: Array, plain: str) -> Input:
    """Return a judgement's probability as an input."""
    log_odds = term.judged.log_odds
    return Input(
        f"probability that {_lower(plain)}",
        term.judged.judgement.id,
        lambda shift: sigmoid(log_odds + shift),
        lambda shift: sigmoid(log_odds + shift) * weight,
        rest,
    )


def _base_rate(term: Term, weight: Array, rest: Array, plain: str) -> Input:
    """Return a judgement's base rate as an input."""
    judged = term.judged
    return Input(
        f"base rate of: {plain}",
        f"{judged.judgement.id}.base_rate",
        lambda shift: sigmoid(judged.base.log_odds + shift),
        lambda shift: sigmoid(judged.log_odds + judged.base.weight * shift) * weight,
        rest,
    )


def _model(term: Term, model: ModelPart, weight: Array, rest: Array) -> Input:
    """Return what a game says of a judgement as an input."""
    judgement = term.judged.judgement
    return Input(
        f"what the game says of: {judgement.proposition.rstrip('.')}",
        f"{judgement.id}.model",
        lambda shift: sigmoid(model.log_odds + shift),
        lambda shift: sigmoid(term.judged.log_odds + model.weight * shift) * weight,
        rest,
    )


def _exposure(term: Term, stakeholder: str, rest: Array, plain: str) -> Input:
    """Return a stakeholder's exposure as an input."""
    log_odds = logit(term.exposure.draws)
    effect = term.judged.p * term.harm
    return Input(
        f"exposure of {readable(stakeholder)} to: {plain}",
        f"k-{stakeholder}.exposure.{term.judged.proposition.key}",
        lambda shift: sigmoid(log_odds + shift),
        lambda shift: sigmoid(log_odds + shift) * effect,
        rest,
    )


def _lower(text: str) -> str:
    """Return a statement as it stands inside a sentence; names keep their capital."""
    first = text.split(" ", 1)[0]
    return text if first != "Leaders" else text[0].lower() + text[1:]


def _score(item: Input, shift: float, rate: Array) -> float:
    """Return the mean score after a shift of an input."""
    return mean(score_of(item.rest + item.term(shift), rate))


def _solve(item: Input, bound: float, rate: Array) -> float | None:
    """Return the shift in log-odds at which the score meets a bound; None where none does.

    Regula falsi with the Illinois rule: the score rises with the shift.
    """
    low, high = -WIDEST_SHIFT, WIDEST_SHIFT
    at_low = _score(item, low, rate) - bound
    at_high = _score(item, high, rate) - bound
    if at_low > 0 or at_high < 0:
        return None
    side = 0
    middle = 0.0
    for _ in range(ROUNDS):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = _score(item, middle, rate) - bound
        if abs(value) < CLOSE:
            break
        if value < 0:
            low, at_low = middle, value
            at_high = at_high / 2 if side == -1 else at_high
            side = -1
        else:
            high, at_high = middle, value
            at_low = at_low / 2 if side == 1 else at_low
            side = 1
    return middle


def _flip(item: Input, shift: float, rate: Array) -> Flip:
    """Return a flip as it is told."""
    return Flip(
        what=item.what,
        ref=item.ref,
        from_=round(mean(item.value(0.0)), P_DIGITS),
        to=round(mean(item.value(shift)), P_DIGITS),
        level=level_of(round(_score(item, shift, rate), SCORE_DIGITS)),
    )


def find_lever(reckoning: Reckoning, case: Case) -> Lever | None:
    """Return what would lower a score most: a channel's lever takes a share of its probability.

    None where no lever lowers the score by a tenth of a point.
    """
    options = []
    for term in reckoning.terms:
        judgement = term.judged.judgement
        lever = case.ontology.channels.channels[judgement.channel].lever
        takes = case.sampler.draw(f"lever.{judgement.channel}", lever.takes)
        after = mean(score_of(reckoning.total - takes * term.expected, reckoning.rate))
        what = lever.what.format(
            giver=readable(judgement.giver), receiver=readable(judgement.receiver)
        )
        parties = (judgement.giver, judgement.receiver)
        if lever.needs_leverage and not case.relations.has_leverage(
            reckoning.stakeholder, parties
        ):
            what = f"press states with leverage to {what}"
        options.append((round(after, SCORE_DIGITS), judgement.id, what))
    if not options:
        return None
    after, judgement_id, what = min(options)
    if reckoning.centre - after < LEAST_GAIN:
        return None
    return Lever(what=what, judgement=judgement_id, score_after=after)
