"""The Admiralty grade of each claim: the source's letter, and whether others bear it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.assess.case import Case
from tocsin.assess.evidence import (
    AGAINST,
    FOR,
    NEITHER,
    PAST_KINDS,
    Evidence,
)
from tocsin.assess.propositions import Proposition
from tocsin.assess.schema import Voice
from tocsin.assess.words import join
from tocsin.model.assessment import ClaimGrade
from tocsin.model.ids import ClaimId
from tocsin.model.vocabulary import Stance

UNKNOWN = "6"
PARTY, EXPERT = "party", "expert"
FIRM, LIKELY, LOOSE = 3, 2, 1
MOST_NAMED = 2
# Two dates of one event may differ by as much as reports of a week do.
SAME_EVENT = timedelta(days=7)

_LOOSE_KINDS = frozenset({"possible", "conditional", "beyond", "perhaps_not", "doubts"})
_LIKELY_KINDS = frozenset({"planned", "proposed"})


@dataclass(frozen=True, slots=True)
class Borne:
    """What other origins say of what a claim says.

    Attributes:
        same: Claims of other origins and voices that say it at least as firmly.
        weaker: Such claims that say it less firmly, and by how much at best.
        gap: That difference; 0 where there are none.
        contrary: Such claims that say the opposite. Denials by a party are nowhere among these.
    """

    same: tuple[Evidence, ...]
    weaker: tuple[Evidence, ...]
    gap: int
    contrary: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Evidence with what it is compared by; a thousand texts make a million comparisons.

    Attributes:
        item: The evidence.
        firmness: How firmly it is said.
        is_past: Whether it is of long ago.
        goods: What moves.
        parts: The persons and offices that act.
        span: The days that its event may fall on; None where they are not known.
        is_partys_denial: Whether a party denies.
    """

    item: Evidence
    firmness: int
    is_past: bool
    goods: frozenset[str]
    parts: frozenset[str]
    span: tuple[date, date] | None
    is_partys_denial: bool

    @classmethod
    def at(cls, item: Evidence) -> "Looked":
        """Return evidence as it is compared."""
        event = item.claim.event
        first, last = event.time.start or event.time.end, event.time.end or event.time.start
        actors = (*event.source, *event.target)
        return cls(
            item=item,
            firmness=firmness(item),
            is_past=item.kind in PAST_KINDS,
            goods=frozenset(event.items),
            parts=frozenset(actor for actor in actors if "." in actor),
            span=None if first is None or last is None else (first, last),
            is_partys_denial=item.sign == AGAINST and item.speaker.kind == PARTY,
        )


Sides = Mapping[int, Sequence[Looked]]


def grade_claims(propositions: Iterable[Proposition], case: Case) -> dict[ClaimId, ClaimGrade]:
    """Return the grade of every claim that speaks to a proposition, by claim.

    A claim that speaks to several is graded by the one that it fits best, on the pair before
    others.
    """
    best: dict[ClaimId, tuple[tuple[bool, float, str], Evidence, Proposition]] = {}
    for proposition in propositions:
        for item in proposition.evidence:
            rank = (not case.concerns_dyad(item.link), -item.link.fit, proposition.key)
            known = best.get(item.claim.id)
            if known is None or rank < known[0]:
                best[item.claim.id] = (rank, item, proposition)
    sides: dict[str, Sides] = {}
    return {
        claim: _grade(item, _by_side(proposition, sides), case.ontology.likelihoods.voices)
        for claim, (_, item, proposition) in sorted(best.items())
    }


def _by_side(proposition: Proposition, sides: dict[str, Sides]) -> Sides:
    """Return the evidence on a proposition by side, the firmest first."""
    if proposition.key not in sides:
        looked = sorted(
            map(Looked.at, proposition.evidence),
            key=lambda one: (-one.firmness, one.item.claim.id),
        )
        sides[proposition.key] = {
            sign: [one for one in looked if one.item.sign == sign] for sign in (FOR, AGAINST)
        }
    return sides[proposition.key]


def _grade(item: Evidence, sides: Sides, voices: Mapping[str, Voice]) -> ClaimGrade:
    """Return the grade of one claim."""
    digit, reason = credibility(item, sides)
    source, voice = item.reliability, voices[item.speaker.kind]
    gains = voice.gains.denied if item.sign == AGAINST else voice.gains.asserted
    return ClaimGrade(
        claim=item.claim.id,
        reliability=source.letter,
        credibility=digit,
        source=source.source,
        origin=item.origin,
        voice=voice.label,
        knows=voice.knows,
        gains=gains,
        reasons=(source.reason, reason),
        rows=(source.row,) if source.row else (),
    )


def credibility(item: Evidence, sides: Sides) -> tuple[str, str]:
    """Return the Admiralty digit of a claim, and why, in one sentence.

    1 where another origin and voice says it at least as firmly and nobody contradicts it, 2 where
    others say it a little less firmly, 3 much less or where it is also contradicted, 4 where it
    is contradicted, 5 where two other origins do, 6 where no other origin speaks to it. What is
    only held possible is never confirmed, at best probable: no report shows that a thing can be.
    A denial by a party neither contradicts nor confirms, for the accused deny in any case.
    """
    if item.sign == NEITHER:
        return UNKNOWN, "It speaks neither for nor against what it is evidence on."
    borne = _borne(item, sides)
    if borne.same:
        told = _told(borne.same, "the same")
    elif borne.weaker:
        told = _told(borne.weaker, "as much, less firmly")
    else:
        told = _told(borne.contrary, "the opposite")
    if borne.contrary and (borne.same or borne.weaker):
        told = f"{told}, {_named(borne.contrary)} the opposite"
    return _digit(item, borne), f"{told}."


def _told(items: Sequence[Evidence], what: str) -> str:
    """Return which claims of other origins say something, without a full stop."""
    if not items:
        return "No other origin speaks to it"
    origins = len({item.origin for item in items})
    whose = "of another origin" if origins == 1 else "of other origins"
    return f"{_named(items)} {whose} {'say' if len(items) > 1 else 'says'} {what}"


def _digit(item: Evidence, borne: Borne) -> str:
    """Return the Admiralty digit of a claim by what other origins say."""
    if borne.same:
        confirmed = "1" if firmness(item) > LOOSE else "2"
        return "3" if borne.contrary else confirmed
    if borne.weaker:
        agreed = "2" if borne.gap == 1 else "3"
        return "4" if borne.contrary else agreed
    origins = len({one.origin for one in borne.contrary})
    return "5" if origins > 1 else ("4" if origins else UNKNOWN)


def firmness(item: Evidence) -> int:
    """Return how firmly something is said: 3 as a fact or denied, 2 as a plan, 1 as possible.

    What is forecast, or judged by an expert, is at most possible while it lies ahead.
    """
    holder = item.claim.innermost
    is_opinion = item.speaker.kind == EXPERT or (
        holder is not None and holder.stance is Stance.PREDICTS
    )
    if item.kind in _LOOSE_KINDS:
        return LOOSE
    if item.kind in _LIKELY_KINDS:
        return LOOSE if is_opinion else LIKELY
    return FIRM


def _borne(item: Evidence, sides: Sides) -> Borne:
    """Return what other origins and voices say of what a claim says."""
    own = Looked.at(item)
    same: list[Evidence] = []
    weaker: list[Looked] = []
    for other in sides[item.sign]:
        if len(same) == MOST_NAMED:
            break
        if other.is_partys_denial:
            continue
        if _is_independent(item, other.item) and _is_alike(own, other):
            if other.firmness >= own.firmness:
                same.append(other.item)
            else:
                weaker.append(other)
    least = min(own.firmness, LIKELY)
    contrary = [
        other.item
        for other in sides[-item.sign]
        if other.firmness >= least
        and not other.is_partys_denial
        and _is_independent(item, other.item)
        and _is_alike(own, other)
    ]
    gap = own.firmness - max((other.firmness for other in weaker), default=own.firmness)
    return Borne(tuple(same), tuple(one.item for one in weaker), gap, tuple(contrary))


def _is_independent(one: Evidence, other: Evidence) -> bool:
    """Return whether two claims are of two origins, read in two texts, and of two voices."""
    return (
        one.origin != other.origin
        and one.speaker.key != other.speaker.key
        and (len(one.printed) > 1 or not other.printed <= one.printed)
    )


def _is_alike(one: Looked, other: Looked) -> bool:
    """Return whether two claims on one proposition may be about one event.

    Both of now or both of long ago, with dates that may be one; the same goods or, where one has
    none, the same act; and no two different persons or offices that act.
    """
    if one.is_past is not other.is_past:
        return False
    if one.goods and other.goods:
        if one.goods.isdisjoint(other.goods):
            return False
    elif one.item.claim.event.type is not other.item.claim.event.type:
        return False
    if one.parts and other.parts and one.parts.isdisjoint(other.parts):
        return False
    return _may_overlap(one.span, other.span, is_past=one.is_past)


def _may_overlap(
    one: tuple[date, date] | None, other: tuple[date, date] | None, *, is_past: bool
) -> bool:
    """Return whether two events may be one by their dates; past ones must have dates."""
    if one is None or other is None:
        return not is_past
    return one[0] - SAME_EVENT <= other[1] and other[0] - SAME_EVENT <= one[1]


def _named(items: Sequence[Evidence]) -> str:
    """Return the first claims of a list by their ids, and how many more there are."""
    named: list[str] = [item.claim.id for item in items[:MOST_NAMED]]
    more = len(items) - len(named)
    return join([*named, f"{more} more"] if more else named)
