"""How the event of a claim stands to the world: done, ahead, off, denied or only talked of."""

from tocsin.model.claim import Claim
from tocsin.model.ids import country
from tocsin.model.timeline import Phase
from tocsin.model.vocabulary import Polarity, Stance, Status

_TALKING = {Stance.DEMANDS: "demanded", Stance.DOUBTS: "doubted", Stance.PREDICTS: "predicted"}


def phase_of(claim: Claim) -> Phase:
    """Return how the event of a claim stands to the world.

    | stance of the innermost holder | status | affirmed | negated |
    |---|---|---|---|
    | asserts, or the author | occurred, ongoing | done | not done |
    | asserts, or the author | planned, proposed, possible | ahead | not done |
    | asserts, or the author | averted | off | talk |
    | denies | any but averted, conditional | not done | talk |
    | predicts, of their own act | planned, proposed, possible | ahead | not done |
    | predicts, of others | any | talk | talk |
    | doubts, demands | any | talk | talk |
    | any | conditional | talk | talk |

    What an expert or a third state foretells is nobody's plan, and a demand that something stop
    has not stopped it. A doubt says neither yes nor no. What stands under a condition is
    announced by nobody. Who denies that something was called off, or denies its absence, says
    too little to count it as done. A denial on any level of the holders counts once; two of them
    are talk, as nobody can tell what is left.
    """
    inner = claim.innermost
    stance = inner.stance if inner is not None else Stance.ASSERTS
    denials = sum(level[0].stance is Stance.DENIES for level in claim.levels)
    is_negated = claim.polarity is Polarity.NEGATED
    is_foreign = stance in _TALKING and not _is_own_forecast(claim)
    if is_foreign or claim.status is Status.CONDITIONAL or denials + is_negated > 1:
        return Phase.TALK
    is_against = bool(denials) or is_negated
    if claim.status is Status.AVERTED:
        return Phase.TALK if is_against else Phase.OFF
    if is_against:
        return Phase.NOT_DONE
    return Phase.DONE if claim.status.is_actual else Phase.AHEAD


def standing_of(claim: Claim) -> str:
    """Return in a word or two what a claim says of its event.

    The status where the event is told as a fact, a plan or a condition; `not` and the status
    where it is denied; `demanded`, `predicted` or `doubted`, with `not` behind it where the
    event is not to be, for what is only talked of.
    """
    phase = phase_of(claim)
    inner = claim.innermost
    is_negated = claim.polarity is Polarity.NEGATED
    if phase is Phase.NOT_DONE:
        return f"not {claim.status.value}"
    if phase is not Phase.TALK:
        return claim.status.value
    is_to_fail = is_negated or claim.status is Status.AVERTED
    if inner is not None and inner.stance in _TALKING and not _is_own_forecast(claim):
        return _TALKING[inner.stance] + (" not" if is_to_fail else "")
    if claim.status is Status.CONDITIONAL:
        return claim.status.value
    return "unclear"


def _is_own_forecast(claim: Claim) -> bool:
    """Return whether somebody foretells what they themselves are to do, which is a plan."""
    inner, event = claim.innermost, claim.event
    if inner is None or inner.stance is not Stance.PREDICTS or inner.actor is None:
        return False
    doers = event.source + (event.target if event.reciprocal else ())
    return claim.status.is_ahead and country(inner.actor) in {country(one) for one in doers}
