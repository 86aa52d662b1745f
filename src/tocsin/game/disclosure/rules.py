"""The disclosure game: who knows what, who does what, and what it is worth to whom.

Partners of one of several stakes prepare a deal. The discloser finds out with a probability that
may depend on the stakes (it is *informed*) or does not. Either way it may go public: with its
evidence at the cost of its source, or as a bluff at the cost of its word. The partners see whether
it does, form a belief whether there is evidence, and proceed, cancel, or deny and delay; where
nothing is disclosed they proceed or cancel.

References:
    Ours, after the sketch "disclosure to deter" of our own notes; Spence (1973) for signalling.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from tocsin.game.base import Numbers

PROCEED, DENY, CANCEL = 0, 1, 2
MOVES = ("proceed", "deny", "cancel")


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All numbers of the game; one value per draw, or one row per stakes with one per draw.

    Attributes:
        prior: By stakes, their probability; columns add to 1.
        detection: By stakes, the probability that the discloser finds out.
        gain: By stakes, what the partners gain by proceeding.
        harm: By stakes, what the discloser loses if they do.
        sanction: What proceeding costs the partners once disclosed.
        accusation: Share of the sanction that a disclosure without evidence brings, 0 to 1.
        on_proceeding: What it costs to proceed in public.
        on_cancelling: What it costs to cancel in public.
        sunk: What is lost by cancelling.
        delay: Share of gain and harm that is left after denying and delaying, 0 to 1; what
            counts as never denying is given by `may_deny`.
        exposure: Chance that evidence exposes a denial, which brings sanction and embarrassment.
        source: What disclosing with evidence costs the discloser.
        bluff: What disclosing without costs it.
        found_out: Chance that a deal carried out in silence brings the sanction all the same.
        may_deny: Whether denying is a move at all.
    """

    prior: Numbers
    detection: Numbers
    gain: Numbers
    harm: Numbers
    sanction: Numbers
    accusation: Numbers
    on_proceeding: Numbers
    on_cancelling: Numbers
    sunk: Numbers
    delay: Numbers
    exposure: Numbers
    source: Numbers
    bluff: Numbers
    found_out: Numbers
    may_deny: bool = True


def some_draws(rules: Rules, which: NDArray[np.int64]) -> Rules:
    """Return the game in some draws only."""
    names = [one.name for one in fields(rules) if one.name != "may_deny"]
    return replace(rules, **{name: getattr(rules, name)[..., which] for name in names})


def silent_gain(rules: Rules) -> Numbers:
    """Return, by stakes, how much better it is to proceed than to cancel where all is silent."""
    return rules.gain - rules.found_out * rules.sanction + rules.sunk


def disclosed_lines(rules: Rules) -> tuple[Numbers, Numbers]:
    """Return what each move is worth after a disclosure: at belief 0, and its slope in belief.

    Belief is the probability that there is evidence. Both have moves by stakes by draws.
    """
    nothing = np.zeros_like(rules.gain)
    proceed = rules.gain - rules.sanction * rules.accusation - rules.on_proceeding
    deny = rules.delay * rules.gain if rules.may_deny else nothing - np.inf
    cancel = nothing - rules.sunk - rules.on_cancelling
    slopes = (
        nothing - rules.sanction * (1 - rules.accusation),
        nothing - rules.exposure * (rules.sanction + rules.on_proceeding),
        nothing,
    )
    return np.array([proceed, deny, cancel]), np.array(slopes)


def belief(rules: Rules, ratio: Numbers) -> Numbers:
    """Return, by stakes, the partners' belief that there is evidence.

    Ratio is how much likelier an informed discloser goes public than one without evidence, 0 to
    infinity. Who is sure beforehand stays so.

    References:
        Bayes' rule.
    """
    chance = rules.detection
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        odds = chance / (1 - chance) * ratio
        found = np.where(np.isinf(odds), 1.0, odds / (1 + odds))
    return np.where(chance >= 1, 1.0, np.where(chance <= 0, 0.0, found))


def replies(rules: Rules, ratio: Numbers) -> NDArray[np.int64]:
    """Return, by stakes, the partners' best move after a disclosure; ties go to the calmer."""
    level, slope = disclosed_lines(rules)
    # Moves are turned round so that a tie goes to cancelling before denying, and so on.
    worth = (level + slope * belief(rules, ratio))[::-1]
    return np.asarray(CANCEL - worth.argmax(axis=0), dtype=np.int64)


def harm_shares(rules: Rules) -> Numbers:
    """Return, by move and draw, the share of the harm that is done."""
    nothing = np.zeros_like(rules.delay)
    return np.array([nothing + 1, rules.delay, nothing])


def stakes_given(rules: Rules) -> tuple[Numbers, Numbers]:
    """Return, by stakes, what the discloser believes them to be: informed, and not."""
    found = []
    for chance in (rules.detection, 1 - rules.detection):
        joint = rules.prior * chance
        total = joint.sum(axis=0)
        # A discloser that never is so may believe anything; the prior stands in.
        found.append(np.where(total > 0, joint / np.where(total > 0, total, 1.0), rules.prior))
    return found[0], found[1]


def urges(rules: Rules, share: Numbers) -> tuple[Numbers, Numbers]:
    """Return what going public gains the discloser: informed, and not.

    `share` is, by stakes, the share of the harm that is done after a disclosure.
    """
    silent = (silent_gain(rules) > 0).astype(np.float64)
    averted = rules.harm * (silent - share)
    informed, not_informed = stakes_given(rules)
    return (
        (informed * averted).sum(axis=0) - rules.source,
        (not_informed * averted).sum(axis=0) - rules.bluff,
    )
