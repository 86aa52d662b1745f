"""The shipped scorer: which proposed events stand, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from tocsin.coding.details.items import items_of, items_of_act, mode_of, modifier_items
from tocsin.coding.events.candidate import Candidate, split_parties, states_of
from tocsin.coding.events.rivals import adds_nothing
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.surroundings import look_around
from tocsin.coding.scoring.archive import Arrays, load_archive, model_from, vectors_from
from tocsin.coding.scoring.contextual import load_contextual
from tocsin.coding.scoring.depth import Depth
from tocsin.coding.scoring.features import Trigger, find_triggers
from tocsin.coding.scoring.linear import Floats
from tocsin.coding.scoring.proposals import (
    MUTUAL,
    Judge,
    LinearJudge,
    Proposal,
    acceptance_features,
    propose,
)
from tocsin.coding.scoring.units import find_absent, find_units
from tocsin.coding.syntax.tree import Tree, Word
from tocsin.model.vocabulary import EventType, Item


class Judges(Protocol):
    """Who reads sentences."""

    def judge(self, scene: Scene, *, is_after: bool = False) -> Judge:
        """Return the judge of a sentence, read after the one before or by itself."""


SCORER_FILE, VECTORS_FILE = "scorer.npz", "vectors.npz"
# Probability of a frame's event whose word the models do not look at; the share of frames' events
# that are right on the training split.
UNSCORED = 0.7
# How much likelier another type must be than that of the frames: as a claim, read fast, and as a type
# of the act, read deep. With less, claims of sentences that differ in a word or two change their type.
SURER, SURER_OF_TYPE = 0.35, 0.7
# Probability from which a frame's event stands, read deep, if its word is not read otherwise.
LIKELY = 0.3
# Share of numbers and marks above which a sentence is a listing; prose of the corpus stays below .3.
LISTING = 0.4
_WITH_GOODS = frozenset({EventType.AID, EventType.COOPERATE})


@dataclass(frozen=True)
class Scorer:
    """Who judges acts and roles, and the weights by which a proposal is accepted.

    Attributes:
        judges: Gives the judge of a sentence.
        acceptance: One weight for each of `FEATURES`.
        threshold: Probability from which a proposal stands, in [0, 1].
        depth: How deep it reads. Read fast, what the frames are firm about stands.
        confidence: Weights by which a whole claim is trusted; see `confidence.py`.
    """

    judges: Judges
    acceptance: Floats
    threshold: float
    depth: Depth
    confidence: Floats

    def choose(
        self, scene: Scene, events: Sequence[Candidate], kept: Sequence[Candidate]
    ) -> list[tuple[Candidate, float]]:
        """Return the events of a sentence that stand, with their probability, in text order.

        Args:
            scene: The sentence.
            events: What the frames found.
            kept: Those of them that no rival covers.
        """
        proposals = [
            (self.probability(proposal, kept), proposal)
            for proposal in proposals_of(scene, events, self.judges, self.depth)
        ]
        if not proposals:
            return [(event, UNSCORED) for event in kept]
        firm = firm_of(proposals, self.threshold, kept, self.depth)
        chosen = best_of(proposals, self.threshold, firm)
        found = [(as_event(proposal), chance) for chance, proposal in chosen]
        if self.depth is Depth.FAST:
            found = _without_needless(scene, found, firm)
        return sorted(found, key=lambda pair: pair[0].anchor.i)

    def probability(self, proposal: Proposal, kept: Sequence[Candidate]) -> float:
        """Return how likely a proposal is a claim of the text, in [0, 1]."""
        score = float(acceptance_features(proposal, kept) @ self.acceptance)
        return float(1 / (1 + np.exp(-score)))


def proposals_of(
    scene: Scene, events: Sequence[Candidate], judges: Judges, depth: Depth
) -> list[Proposal]:
    """Return what the words of a sentence may name; a sentence without any is not read.

    Args:
        scene: The sentence.
        events: What the frames found.
        judges: Who reads it.
        depth: How deep.
    """
    triggers = triggers_of(scene, events, depth)
    if not triggers:
        return []
    return propose(triggers, judges.judge(scene, is_after=bool(triggers[0].absent)))


def triggers_of(scene: Scene, events: Sequence[Candidate], depth: Depth) -> list[Trigger]:
    """Return the words of a sentence that are scored; none where it tells of no two sides."""
    units = find_units(scene)
    is_deep = depth is Depth.DEEP
    absent = find_absent(scene, units) if is_deep else []
    # An act needs two sides, but where a frame has found one; to the fast reader, two states.
    sides = len(
        [*units, *absent] if is_deep else {state for unit in units for state in unit.states}
    )
    if _is_listing(scene.tree) or not (sides > 1 or events):
        return []
    return find_triggers(scene, units, list(events), is_wide=is_deep, absent=absent)


def firm_of(
    proposals: list[tuple[float, Proposal]],
    threshold: float,
    kept: Sequence[Candidate],
    depth: Depth,
) -> list[Candidate]:
    """Return the frames' events that stand whether or not they reach the threshold.

    Read fast, all of them stand but those whose word is likelier read otherwise: another reading of
    who acts on whom need only be likelier, one that merely takes the same act for another type, or
    tells fewer parties, must be so by far. Read deep, those stand that are not too unlikely, and
    those with a party that the sentence does not name (`the meeting will take place`), which the
    reader seldom sees; where it reads the word otherwise, only the type of an act stands that it
    sees too and is undecided about.
    """
    found: list[Candidate] = []
    events = {id(proposal.event): (chance, proposal) for chance, proposal in proposals}
    for event in kept:
        if id(event) not in events:
            continue
        chance, proposal = events[id(event)]
        rivals = [
            (other, rival)
            for other, rival in proposals
            if rival.event is None
            and other > threshold
            and rival.trigger.word.i == proposal.trigger.word.i
        ]
        stands = _stands_deep if depth is Depth.DEEP else _stands_fast
        if stands(chance, proposal, rivals):
            found.append(event)
    return found


Rivals = list[tuple[float, Proposal]]


def _stands_fast(chance: float, proposal: Proposal, rivals: Rivals) -> bool:
    """Return whether no rival is likelier by enough."""
    return all(
        other <= chance + (0 if rival.contradicts(proposal) else SURER)
        for other, rival in rivals
    )


def _stands_deep(chance: float, proposal: Proposal, rivals: Rivals) -> bool:
    """Return whether the reader agrees, is undecided, or cannot see."""
    named = {state for unit in proposal.trigger.units for state in unit.states}
    source, target = proposal.parties
    if not source | target <= named:
        return True
    if rivals:
        return any(
            rival.parties == proposal.parties
            and rival.p_type <= proposal.p_type + SURER_OF_TYPE
            for _, rival in rivals
        )
    return chance >= LIKELY


def _without_needless(
    scene: Scene, found: list[tuple[Candidate, float]], firm: Sequence[Candidate]
) -> list[tuple[Candidate, float]]:
    """Return the events without those that only say again what the frames are firm about.

    Only a firm event makes another needless: two proposals would each do away with the other.
    """
    is_firm = set(map(id, firm))
    standing = [event for event, _ in found if id(event) in is_firm]
    return [
        (event, chance)
        for event, chance in found
        if id(event) in is_firm or not adds_nothing(scene, event, standing)
    ]


def best_of(
    proposals: list[tuple[float, Proposal]], threshold: float, kept: Sequence[Candidate]
) -> list[tuple[float, Proposal]]:
    """Return the proposals that stand: one for each word, and no event twice.

    Args:
        proposals: What may stand, with its probability.
        threshold: Probability from which it does.
        kept: The frames' events that are firm: these stand whatever their probability, which
            only tells how sure they are.
    """
    firm = set(map(id, kept))
    chosen: list[tuple[float, Proposal]] = []
    keys: set[tuple[object, ...]] = set()
    words: set[int] = set()
    # A stable order: what the frames are firm about, then the likeliest, then as in the text.
    ranked = sorted(proposals, key=lambda pair: (id(pair[1].event) not in firm, -pair[0]))
    for chance, proposal in ranked:
        place = proposal.trigger.word.i
        is_firm = id(proposal.event) in firm
        if not is_firm and (chance < threshold or proposal.key in keys or place in words):
            continue
        keys.add(proposal.key)
        words.add(place)
        chosen.append((chance, proposal))
    return chosen


def as_event(proposal: Proposal) -> Candidate:
    """Return a proposal as an event: the frames' own, or one made of what was proposed."""
    if proposal.event is not None:
        return proposal.event
    trigger = proposal.trigger
    parties = states_of((*proposal.source, *proposal.target))
    units = [unit.word for unit in trigger.units if unit.states & parties]
    source, target = proposal.source, proposal.target
    is_mutual = proposal.type in MUTUAL and len(parties) > 1
    if is_mutual:
        source, target = split_parties((*source, *target))
    items = _goods(trigger, proposal.type)
    carrier = trigger.word
    if not trigger.word.is_verb:
        carrier = look_around(trigger.scene, trigger.word).verb or trigger.word
    words = [trigger.word, *_nearest(trigger, units)]
    mode = mode_of(trigger.tree, [trigger.word, *(trigger.roles.objects if trigger.roles else [])],
                   trigger.scene.lexicon)  # fmt: skip
    return Candidate(
        anchor=trigger.word,
        carrier=carrier,
        type=proposal.type,
        mode=mode,
        source=source,
        target=target,
        items=items,
        reciprocal=is_mutual,
        words=words,
    )


def _is_listing(tree: Tree) -> bool:
    """Return whether a sentence is a row of a table or a list rather than prose."""
    signs = sum(_is_sign(word.text) for word in tree.words)
    return signs > LISTING * len(tree)


def _is_sign(text: str) -> bool:
    """Return whether a word holds a figure or no letter at all."""
    return not any(map(str.isalpha, text)) or any(map(str.isdigit, text))


def _nearest(trigger: Trigger, words: list[Word]) -> list[Word]:
    """Return the two words nearest to an act: the quote need not span the whole sentence."""
    return sorted(words, key=lambda word: abs(word.i - trigger.word.i))[:2]


def _goods(trigger: Trigger, kind: EventType) -> tuple[Item, ...]:
    """Return what moves: the goods that the act's objects or modifiers name."""
    if kind not in _WITH_GOODS:
        return ()
    scene, tree = trigger.scene, trigger.tree
    words = list(trigger.roles.objects) if trigger.roles is not None else []
    found: dict[Item, None] = {}
    for word in words:
        found.update(dict.fromkeys(items_of(tree, word, scene.lexicon)))
    if trigger.roles is None:
        found.update(dict.fromkeys(modifier_items(tree, trigger.word, scene.lexicon)))
        for name, word in tree.prepositions(trigger.word.i):
            if name in {"of", "in"} and word.is_nominal:
                found.update(dict.fromkeys(items_of(tree, word, scene.lexicon)))
        if not found:
            found.update(dict.fromkeys(items_of(tree, trigger.word, scene.lexicon)))
    return tuple(found) or items_of_act(trigger.word, scene.lexicon)


@cache
def load_scorer(depth: Depth) -> Scorer:
    """Return the shipped scorer.

    Raises:
        UsageError: It is to read deep, and the extra `embed` is not installed.
        ModelFilesError: A file is missing or damaged.
    """
    if depth is Depth.DEEP:
        model = load_contextual()
        return _scorer(model, model.rest, depth)
    vectors = vectors_from(load_archive(VECTORS_FILE))
    arrays = load_archive(SCORER_FILE)
    acts, roles = model_from(arrays, "acts", vectors), model_from(arrays, "roles", None)
    return _scorer(LinearJudge(acts, roles), arrays, depth)


def _scorer(judges: Judges, arrays: Arrays, depth: Depth) -> Scorer:
    """Return a scorer with the weights that stand beside its models."""
    return Scorer(
        judges,
        arrays["acceptance"].astype(np.float32),
        float(arrays["threshold"][0]),
        depth,
        arrays["confidence"].astype(np.float32),
    )
