"""What the scorer proposes for a sentence: a type and parties for each word that may name an act."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from tocsin.coding.actors.mentions import Actors
from tocsin.coding.events.candidate import Candidate, states_of, without
from tocsin.coding.events.rivals import is_near_above
from tocsin.coding.events.scene import Scene
from tocsin.coding.scoring.features import Trigger, role_evidence, trigger_evidence
from tocsin.coding.scoring.linear import Example, Floats, LinearModel
from tocsin.coding.scoring.units import Absent, Party
from tocsin.model.ids import ActorId
from tocsin.model.vocabulary import EventType

NOTHING = "NONE"
SOURCE, TARGET, NO_ROLE = "SRC", "TGT", "NONE"
# Slots of a trigger's meanings, in the order of their groups.
SLOTS = ("vl", "nl", "vo", "vp", "vx", "vs", "nm", "ng")
# Types whose parties do it together: who is source and who target says nothing.
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
# A word with less than this probability of naming an act proposes nothing of its own.
LEAST = 0.4
LEAST_ROLE = 0.5
# From this probability somebody else is acted on rather than a state by itself; flat around it.
LEAST_OTHER = 0.15
# No role is held for less likely, so that one unit alone does not outweigh all others.
UNLIKELIEST = 1e-3
# What leaving a role empty costs, in log-odds; swept 0 to 1, flat around it.
EMPTY = 0.3


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event that may stand, and what speaks for it.

    Attributes:
        trigger: The word that names it.
        event: The frames' own event, where the proposal comes from one; else None.
        p_act: That the word names an act at all, in [0, 1].
        p_type: That it is of this type, given that it names one.
        p_source: Of the likeliest source, in [0, 1]; likewise `p_target`.
        fit: Log-odds of the parties against no role.
        p_parties: That all who are told play their role, and nobody else does, in [0, 1].
        p_weakest: The least certain of these, in [0, 1].
        agreement: `frame` (only the frames say so), `both`, or `model`.
    """

    trigger: Trigger
    type: EventType
    source: Actors
    target: Actors
    event: Candidate | None
    p_act: float
    p_type: float
    p_source: float
    p_target: float
    fit: float
    p_parties: float
    p_weakest: float
    agreement: str

    @property
    def parties(self) -> tuple[frozenset[ActorId], frozenset[ActorId]]:
        """Return who acts and who is acted on, as states."""
        return states_of(self.source), states_of(self.target)

    def contradicts(self, other: "Proposal") -> bool:
        """Return whether it has somebody act, or be acted on, who does not in another proposal.

        That two act, without a target, is what an act between the two says too; and where nobody
        acts (`called for sanctions on Iran`), a source is no other reading, but more of it.
        """
        (source, target), (its_source, its_target) = self.parties, other.parties
        if not its_source and target == its_target:
            return False
        is_both = not target and its_source <= source
        may_act = its_source | its_target if is_both else its_source
        return not (source <= may_act and target <= its_target)

    @property
    def key(self) -> tuple[object, ...]:
        """Return what two proposals of the same event share."""
        source, target = self.parties
        who = source | target if self.type in MUTUAL else (source, target)
        return self.type, who


def trigger_example(trigger: Trigger) -> Example:
    """Return what a model of acts looks at."""
    evidence = trigger_evidence(trigger)
    groups = {slot: place for place, slot in enumerate(SLOTS)}
    meanings = [(groups[slot], word) for slot, word in evidence.meanings if slot in groups]
    return Example({"trigger": Counter(evidence.names)}, meanings)


def role_example(trigger: Trigger, unit: Party, kind: EventType | str) -> Example:
    """Return what a model of roles looks at."""
    return Example({"role": Counter(role_evidence(trigger, unit, str(kind)).names)})


class Judge(Protocol):
    """Who says which words of a sentence name acts, and who plays which role in them."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return what a word may name: the types and `NONE`, in the order of the chances."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the roles, in the order of the chances."""

    def acts(self, triggers: Sequence[Trigger]) -> Floats:
        """Return the probability of each kind for each word; shape (triggers, kinds)."""

    def roles(self, asked: Sequence[tuple[Trigger, Party, EventType]]) -> Floats:
        """Return the probability of each role of a unit in an act; shape (asked, parts)."""


@dataclass(frozen=True)
class LinearJudge:
    """Judges by what stands around a word in the parse, whatever the sentence."""

    act_model: LinearModel
    role_model: LinearModel

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the types and `NONE`."""
        return self.act_model.classes

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the roles."""
        return self.role_model.classes

    def judge(self, scene: Scene, *, is_after: bool = False) -> "LinearJudge":  # noqa: ARG002 - it reads no more than the words' surroundings
        """Return the judge of a sentence."""
        return self

    def acts(self, triggers: Sequence[Trigger]) -> Floats:
        """Return the probability of each kind for each word; shape (triggers, kinds)."""
        return self.act_model.probabilities(list(map(trigger_example, triggers)))

    def roles(self, asked: Sequence[tuple[Trigger, Party, EventType]]) -> Floats:
        """Return the probability of each role of a unit in an act; shape (asked, parts)."""
        return self.role_model.probabilities([role_example(*one) for one in asked])


def propose(triggers: Sequence[Trigger], judge: Judge) -> list[Proposal]:
    """Return the events that the words of a sentence may name: the model's and the frames'."""
    guesses = [_guess(judge.kinds, row) for row in judge.acts(triggers)]
    asked = [
        (place, unit)
        for place, (trigger, guess) in enumerate(zip(triggers, guesses, strict=True))
        if guess.p_act >= LEAST or trigger.frames
        for unit in trigger.parties
    ]
    rows = judge.roles([(triggers[place], unit, guesses[place].kind) for place, unit in asked])
    played: dict[int, Played] = {}
    for (place, unit), row in zip(asked, rows, strict=True):
        chance = dict(zip(judge.parts, map(float, row), strict=True))
        chance[SOURCE] *= not unit.is_private
        played.setdefault(place, []).append((unit, chance))
    return [
        proposal
        for place, (trigger, guess) in enumerate(zip(triggers, guesses, strict=True))
        for proposal in _proposals(trigger, guess, played.get(place, []))
    ]


@dataclass(frozen=True, slots=True)
class _Guess:
    """What the model of acts makes of a word.

    Attributes:
        kind: The likeliest type.
        p_act: That the word names an act at all, in [0, 1].
        kinds: Each type's probability, given that it names one.
    """

    kind: EventType
    p_act: float
    kinds: dict[EventType, float]


def _guess(classes: Sequence[str], row: Floats) -> _Guess:
    """Return the probabilities of a word in order."""
    chances = dict(zip(classes, map(float, row), strict=True))
    p_act = 1 - chances.pop(NOTHING)
    kinds = {EventType(name): chance / max(p_act, 1e-6) for name, chance in chances.items()}
    return _Guess(max(kinds, key=lambda kind: kinds[kind]), p_act, kinds)


def _proposals(trigger: Trigger, guess: _Guess, played: "Played") -> list[Proposal]:
    """Return the events that one word may name."""
    parties = _parties(trigger, guess.kind in MUTUAL, played)
    found: list[Proposal] = []
    if guess.p_act >= LEAST and (parties.source or parties.target):
        found.append(_proposal(trigger, guess, parties, None, played))
    found += [_proposal(trigger, guess, parties, event, played) for event in trigger.frames]
    return list(_merged(found))


def _proposal(
    trigger: Trigger,
    guess: _Guess,
    parties: "_Parties",
    event: Candidate | None,
    played: "Played",
) -> Proposal:
    """Return the model's own proposal, or that of a frame's event."""
    kind = event.type if event is not None else guess.kind
    source = event.source if event is not None else parties.source
    target = event.target if event is not None else parties.target
    certain = _certainties(states_of(source), states_of(target), kind in MUTUAL, played)
    return Proposal(
        trigger=trigger,
        type=kind,
        source=source,
        target=target,
        event=event,
        p_act=guess.p_act,
        p_type=guess.kinds[kind],
        p_source=parties.p_source,
        p_target=parties.p_target,
        fit=parties.fit,
        p_parties=max(float(np.prod(certain)), UNLIKELIEST**3),
        p_weakest=min(certain, default=1.0),
        agreement="model" if event is None else "frame",
    )


def _certainties(
    source: frozenset[ActorId], target: frozenset[ActorId], is_mutual: bool, played: "Played"
) -> list[float]:
    """Return how likely each unit plays the role that is told; of one party its likeliest word."""
    told: dict[frozenset[ActorId], float] = {}
    left: list[float] = []
    is_either = is_mutual or source == target
    for unit, chances in played:
        sides = [role for role, states in ((SOURCE, source), (TARGET, target))
                 if unit.states <= states]  # fmt: skip
        if not sides:
            left.append(chances[NO_ROLE])
            continue
        chance = sum(chances[role] for role in ((SOURCE, TARGET) if is_either else sides[:1]))
        told[unit.states] = max(told.get(unit.states, 0.0), chance)
    return [max(chance, UNLIKELIEST) for chance in (*told.values(), *left)]


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who acts and who is acted on, with what speaks for it."""

    source: Actors
    target: Actors
    p_source: float
    p_target: float
    fit: float


Played = list[tuple[Party, dict[str, float]]]


def _parties(trigger: Trigger, is_mutual: bool, played: Played) -> _Parties:
    """Return the parties of an act: who surely plays a role, else the likeliest pair."""
    sure = [_sure(trigger, is_mutual, played, role) for role in (SOURCE, TARGET)]
    fit, first, second = _best_pair(played)
    source = sure[0] or (played[first][0].actors if first is not None else ())
    target = sure[1] or (played[second][0].actors if second is not None else ())
    if target and states_of(target) <= states_of(source) and not is_mutual:
        target = _other_side(source, target, played) if first != second else target
    elif first != second:
        target = without(target, source)
    return _Parties(
        source,
        target,
        max((chances[SOURCE] for _, chances in played), default=0.0),
        max((chances[TARGET] for _, chances in played), default=0.0),
        fit,
    )


def _other_side(source: Actors, target: Actors, played: Played) -> Actors:
    """Return who is acted on where the likeliest to be is of a state that acts.

    A pronoun may be resolved amiss (`its`), or a state fights its own rebels: that is told where
    nobody else is likely, and both sides are one state.
    """
    acting = states_of(source)
    others = [(chances[TARGET], unit) for unit, chances in played if not unit.states & acting]
    chance, other = max(others, key=lambda pair: pair[0], default=(0.0, None))
    if other is not None and chance >= LEAST_OTHER:
        return other.actors
    return target if states_of(target) == acting else ()


def _sure(trigger: Trigger, is_mutual: bool, played: Played, role: str) -> Actors:
    """Return who more likely than not plays a role: the likeliest, and who is named beside it.

    Two who are not coordinated do not act together, but in what parties do with each other.
    """
    sure = [(unit, chances[role]) for unit, chances in played if chances[role] >= LEAST_ROLE]
    if not sure:
        return ()
    best = max(sure, key=lambda pair: pair[1])[0]
    first = _conjunction(trigger, best)
    found: dict[ActorId, None] = {}
    for unit, _ in sure:
        is_beside = _conjunction(trigger, unit) == first
        if is_mutual or is_beside or unit.states & best.states:
            found.update(dict.fromkeys(unit.actors))
    return tuple(found)


def _conjunction(trigger: Trigger, party: Party) -> int:
    """Return the place of the first one beside whom a party is named; -1 for all named before."""
    return -1 if isinstance(party, Absent) else trigger.tree.first_conjunct(party.word).i


def _best_pair(played: Played) -> tuple[float, int | None, int | None]:
    """Return the likeliest source and target, by place, with their log-odds against no role."""
    gains = {
        role: [_odds(chances[role], chances[NO_ROLE]) for _, chances in played]
        for role in (SOURCE, TARGET)
    }
    best: tuple[float, int | None, int | None] = (-2 * EMPTY, None, None)
    for first in (None, *range(len(played))):
        for second in (None, *range(len(played))):
            if not _may_pair(played, first, second):
                continue
            gain = gains[SOURCE][first] if first is not None else -EMPTY
            gain += gains[TARGET][second] if second is not None else -EMPTY
            if gain > best[0]:
                best = (gain, first, second)
    return best


def _may_pair(played: Played, first: int | None, second: int | None) -> bool:
    """Return whether two units can be the two sides of an act."""
    if first is None or second is None:
        return True
    return first != second and not played[first][0].states & played[second][0].states


def _odds(chance: float, other: float) -> float:
    """Return the log-odds of one chance against another."""
    return float(np.log(max(chance, 1e-4)) - np.log(max(other, 1e-4)))


def _merged(found: list[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals, what the model and a frame both propose as one of both."""
    by_key: dict[tuple[object, ...], Proposal] = {}
    for proposal in found:
        known = by_key.get(proposal.key)
        if known is None:
            by_key[proposal.key] = proposal
        elif known.event is None and proposal.event is not None:
            by_key[proposal.key] = replace(proposal, agreement="both")
    yield from by_key.values()


def acceptance_features(proposal: Proposal, kept: Sequence[Candidate]) -> Floats:
    """Return what decides whether a proposal stands, as numbers; see `FEATURES`.

    Args:
        proposal: What may stand.
        kept: The frames' events of the sentence that no rival covers.
    """
    trigger, event = proposal.trigger, proposal.event
    others = [other for other in kept if other.anchor.i != trigger.word.i]
    parties = states_of((*proposal.source, *proposal.target))
    is_model = float(event is None)
    names = {
        "bias": 1.0,
        "act": _logit(proposal.p_act),
        "type": _logit(proposal.p_type),
        "source": _logit(proposal.p_source),
        "target": _logit(proposal.p_target),
        "fit": proposal.fit,
        "parties": float(np.log(proposal.p_parties)),
        "weakest": proposal.p_weakest,
        "whole": _logit(proposal.p_act * proposal.p_type * proposal.p_parties),
        "both": float(proposal.agreement == "both"),
        "frame": float(proposal.agreement == "frame"),
        "model": float(proposal.agreement == "model"),
        "frame*act": _logit(proposal.p_act) * (proposal.agreement == "frame"),
        "both*act": _logit(proposal.p_act) * (proposal.agreement == "both"),
        "other frame": float(bool(trigger.frames) and event is None),
        "covered": float(event is not None and all(event is not other for other in kept)),
        "others": is_model * min(len(others), 3),
        "same pair": is_model * any(other.parties == parties for other in others),
        "same type": is_model * any(other.type is proposal.type for other in others),
        "told above": is_model
        * any(is_near_above(trigger.scene, other.anchor, trigger.word) for other in others),
        "tells below": is_model
        * any(is_near_above(trigger.scene, trigger.word, other.anchor) for other in others),
        "echo": float(event is not None and event.is_echo),
        "no source": float(not proposal.source),
        "no target": float(not proposal.target),
        "several": float(len(parties) > 2),
        "one party": float(len(parties) < 2),
        "units": float(min(len(trigger.units), 6)),
        "verb": float(trigger.word.is_verb),
        **{f"is {kind}": float(kind is proposal.type) for kind in EventType},
        **{
            f"{kind} alone": float(kind is proposal.type and not proposal.target)
            for kind in EventType
        },
    }
    return np.array([names[name] for name in FEATURES], np.float32)


FEATURES = (
    "bias", "act", "type", "source", "target", "fit", "both", "frame", "model", "frame*act",
    "both*act", "other frame", "covered", "others", "same pair", "same type", "told above",
    "tells below", "echo", "no source", "no target", "several",
    "one party", "units", "verb",
    *(f"is {kind}" for kind in EventType),
    *(f"{kind} alone" for kind in EventType),
    "parties", "weakest", "whole",
)  # fmt: skip


def _logit(p: float) -> float:
    """Return the log-odds of a probability, bounded."""
    p = min(max(p, 1e-3), 1 - 1e-3)
    return float(np.log(p / (1 - p)))
