"""Claims as PLOVER events: status and holder folded into the type, for those who count events.

PLOVER has no field for what did not happen yet. It codes a planned act of cooperation as AGREE,
a planned act of conflict as THREATEN, what is asked for as REQUEST. Our claims keep type and
status apart; folding loses that and is done on export and in measurement alone.
"""

from dataclasses import dataclass
from functools import cache

from tocsin.coding.lexicon import load_data
from tocsin.model.claim import Claim, Holder
from tocsin.model.ids import ActorId, country
from tocsin.model.vocabulary import EventType, Polarity, Quad, Stance, Status

# Types that PLOVER folds when they lie ahead; those of mere speech stay what they are.
_COOPERATIVE = frozenset(
    {EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID,
     EventType.CONCEDE, EventType.RETREAT}
)  # fmt: skip
_CONFLICT = frozenset(kind for kind in EventType if kind.quad is Quad.MATERIAL_CONFLICT)


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """One event as PLOVER has it: a root type between two sides."""

    root: EventType
    source: tuple[ActorId, ...]
    target: tuple[ActorId, ...]
    reciprocal: bool = False


def fold(type: EventType, status: Status, polarity: Polarity) -> EventType | None:  # noqa: A002
    """Return the PLOVER root of an event with a status; None where PLOVER codes nothing.

    | event | affirmed, ahead | negated, ahead | averted | negated, actual |
    |---|---|---|---|---|
    | cooperation (CONSULT, SUPPORT, COOPERATE, AID, CONCEDE, RETREAT) | AGREE | REJECT | SANCTION | none |
    | material conflict | THREATEN | AGREE | CONCEDE | none |
    | AGREE | AGREE | REJECT | REJECT | none |
    | REQUEST, ACCUSE, REJECT, THREATEN | as they are | none | none | none |

    An event that has happened or goes on keeps its type. What is proposed counts as offered;
    `fold_claim` tells what is asked for from that by its holder.

    References:
        PLOVER manual, draft 0.8 (2021), on future events; CAMEO codebook 1.1b3, 03 and 13.
    """
    is_affirmed = polarity is Polarity.AFFIRMED
    if status is Status.AVERTED:
        return _averted(type)
    if status.is_actual:
        return type if is_affirmed else None
    if type in _COOPERATIVE or type is EventType.AGREE:
        return EventType.AGREE if is_affirmed else EventType.REJECT
    if type in _CONFLICT:
        return EventType.THREATEN if is_affirmed else EventType.AGREE
    return type if is_affirmed else None


def _averted(kind: EventType) -> EventType | None:
    """Return what it is in PLOVER to call something off."""
    if kind in _COOPERATIVE:
        return EventType.SANCTION
    if kind in _CONFLICT:
        return EventType.CONCEDE
    return EventType.REJECT if kind is EventType.AGREE else None


def fold_claim(claim: Claim) -> PloverEvent | None:
    """Return a claim as PLOVER would code it; None for denials, doubts and what it leaves out.

    What somebody demands of others, or says that they must do, is the demander's REQUEST; what somebody accuses others of
    is the accuser's ACCUSE; both are directed at who does, or should do, the act.
    """
    event, holder = claim.event, claim.innermost
    if holder is not None and holder.stance in {Stance.DENIES, Stance.DOUBTS}:
        return None
    speech = _speech_act(claim, holder) if holder is not None else None
    if speech is not None:
        return speech
    root = _worded(claim) or fold(event.type, claim.status, claim.polarity)
    if root is None:
        return None
    return PloverEvent(root, event.source, event.target, event.reciprocal)


def _speech_act(claim: Claim, holder: Holder) -> PloverEvent | None:
    """Return what the innermost holder does to the source by saying what the claim says."""
    event = claim.event
    asked = event.source or event.target
    parties = {country(actor) for actor in asked}
    if holder.stance is Stance.DEMANDS and not claim.status.is_actual and asked:
        # Who asks their own side asks within one state.
        asker = (holder.actor,) if holder.actor is not None else ()
        others = tuple(actor for actor in asked if country(actor) not in map(country, asker))
        return PloverEvent(EventType.REQUEST, asker, others or asked)
    if holder.actor is None or not asked or country(holder.actor) in parties:
        return None
    if claim.status is Status.PROPOSED:
        return PloverEvent(EventType.REQUEST, (holder.actor,), asked)
    if claim.status.is_actual and (
        _is_accusation(holder.cue, event.type) or _is_complaint(claim, holder)
    ):
        return PloverEvent(EventType.ACCUSE, (holder.actor,), event.source or event.target)
    return None


def _is_complaint(claim: Claim, holder: Holder) -> bool:
    """Return whether only the victim of an act of conflict says that another did it."""
    event = claim.event
    victims = {country(actor) for actor in event.target}
    is_victim = holder.actor is not None and victims == {country(holder.actor)}
    is_told = claim.polarity is Polarity.AFFIRMED and holder.stance is Stance.ASSERTS
    return bool(event.source) and event.type in _CONFLICT and is_victim and is_told


def _worded(claim: Claim) -> EventType | None:
    """Return the speech act by which the source speaks of its own act: a threat or a refusal.

    `Threatened to stop talks` is a THREATEN whatever the talks are, `refused to meet` a REJECT
    though nobody met, and `signed a treaty` a SUPPORT (CAMEO 057). The claim has no field for it: the words of its quote tell.
    """
    words, lists = claim.quote.lower().split(), _cues()
    if claim.status.is_ahead and any(word.startswith(lists["threatening"]) for word in words):
        return EventType.THREATEN
    is_signed = claim.event.type is EventType.AGREE and claim.status.is_actual
    if is_signed and any(word.startswith(lists["signing"]) for word in words):
        return EventType.SUPPORT if claim.polarity is Polarity.AFFIRMED else None
    is_negated = claim.polarity is Polarity.NEGATED or claim.status is Status.AVERTED
    if is_negated and any(word.startswith(lists["refusing"]) for word in words):
        return EventType.REJECT
    return None


def _is_accusation(cue: str, kind: EventType) -> bool:
    """Return whether a cue says that somebody is to blame."""
    words, lists = cue.lower().split(), _cues()
    if any(word.startswith(lists["accusing"]) for word in words):
        return True
    return kind in _CONFLICT and any(word.startswith(lists["claiming"]) for word in words)


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    """Return the beginnings of cues by list."""
    return {name: tuple(words) for name, words in load_data("plover.yaml").items()}
