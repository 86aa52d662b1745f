"""Which words name acts, who plays which role in them, and which proposals stand."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from judging import at_country, find, pairs_of
from run import as_document

from scripts.training.acceptance import accept, as_told, trust
from scripts.training.files import CORPUS, DATA, read_rows, write_archive
from scripts.training.fitting import Space, fit_logistic
from tocsin.coding.actors.mentions import Mention, find_mentions
from tocsin.coding.actors.reference import Discourse
from tocsin.coding.coder import scenes_of
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.events.nouns import noun_events
from tocsin.coding.events.scene import Scene
from tocsin.coding.events.verbs import verb_events
from tocsin.coding.lexicon import Lexicon, load_lexicon
from tocsin.coding.scoring.archive import arrays_of_model, load_archive, vectors_from
from tocsin.coding.scoring.depth import Depth
from tocsin.coding.scoring.features import Trigger, find_triggers, grammar_of
from tocsin.coding.scoring.linear import Example, LinearModel, WordVectors
from tocsin.coding.scoring.masking import Masked, masked
from tocsin.coding.scoring.paths import way
from tocsin.coding.scoring.proposals import (
    NO_ROLE,
    NOTHING,
    SLOTS,
    SOURCE,
    TARGET,
    LinearJudge,
    Proposal,
    propose,
    role_example,
    trigger_example,
)
from tocsin.coding.scoring.skeleton import find_ends
from tocsin.coding.scoring.units import Party, Unit, find_absent, find_units
from tocsin.coding.syntax.parser import parse
from tocsin.model.gazetteer import load_gazetteer

FOLDS = 4
# An optional claim is a weak example; a row of relations says nothing of its other words.
OPTIONAL, BORROWED = 0.3, 0.5
C_ACTS, C_ROLES = 6.0, 6.0
# What an acting party is to a verb, and to a noun.
ACTING = frozenset({"subject", "prep:by", "nprep:by", "npossessor", "lsubject"})
# More steps than any way in a sentence has.
FAR = 1000
A_DAY = date(2015, 6, 1)


@dataclass
class Act:
    """A word of the corpus that may name an act, with what it should be.

    Attributes:
        accepted: The types that are other fair readings.
    """

    trigger: Trigger
    label: str
    weight: float
    roles: list[tuple[Party, str]] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)


@dataclass
class Text:
    """One text of the corpus: its words, and what the frames leave after rivals gave way.

    Attributes:
        masks: Each sentence by its number, with its names masked.
    """

    case: dict[str, Any]
    acts: list[Act]
    kept: dict[int, list[Candidate]]
    masks: dict[int, Masked]


def read_text(case: dict[str, Any], lexicon: Lexicon, *, is_wide: bool = False) -> Text:
    """Return the words of a text with their labels; `is_wide` as for `find_triggers`."""
    document = as_document(case["text"], date.fromisoformat(case["date"]))
    triggers: list[Trigger] = []
    kept: dict[int, list[Candidate]] = {}
    masks: dict[int, Masked] = {}
    for given, events, left in scenes_of(document):
        # What is asked of a word later is asked of its own sentence, not of the last one.
        scene = replace(given, discourse=copy.copy(given.discourse))
        units = find_units(scene)
        absent = find_absent(scene, units) if is_wide else []
        kept[scene.tree.index] = list(left)
        masks[scene.tree.index] = masked(scene, is_after=bool(absent))
        triggers += find_triggers(scene, units, list(events), is_wide=is_wide, absent=absent)
    acts = [Act(trigger, NOTHING, 1.0) for trigger in triggers]
    by_word = {id(act.trigger.word): act for act in acts}
    for claim in case["claims"]:
        named, beside = anchored(
            triggers, case["text"], claim.get("anchor", ""), lexicon, by_word
        )
        if named is None:
            continue
        for trigger in beside:
            by_word[id(trigger.word)].weight *= by_word[id(trigger.word)].label != NOTHING
        act = by_word[id(named.word)]
        act.label, act.weight = claim["types"][0], OPTIONAL if claim.get("optional") else 1.0
        act.accepted = claim["types"][1:]
        act.roles = list(labelled_roles(named, claim))
    return Text(case, acts, kept, masks)


def anchored(
    triggers: list[Trigger], text: str, anchor: str, lexicon: Lexicon, acts: dict[int, Act]
) -> tuple[Trigger | None, list[Trigger]]:
    """Return the word that an anchor names an act by, and the other words inside it."""
    start = text.find(anchor) if anchor else -1
    while start >= 0:
        end = start + len(anchor)
        inside = [t for t in triggers if t.word.start < end and t.word.end > start]
        later = text.find(anchor, start + 1)
        is_taken = any(acts[id(t.word)].label != NOTHING for t in inside)
        if inside and not (is_taken and later >= 0):
            best = _main_word(inside, lexicon)
            return best, [t for t in inside if t is not best]
        start = later
    return None, []


def _main_word(inside: list[Trigger], lexicon: Lexicon) -> Trigger:
    """Return the word of an anchor that carries its meaning: the noun of `paid a visit`."""
    light = lexicon.words["light"] | lexicon.words["entering"]
    full = [t for t in inside if t.word.is_verb and t.word.base not in light]
    nouns = [t for t in inside if not t.word.is_verb]
    if full:
        return full[0]
    return nouns[-1] if nouns else inside[0]


def labelled_roles(trigger: Trigger, claim: dict[str, Any]) -> Iterator[tuple[Party, str]]:
    """Yield each unit with its role; of several of one actor only the nearest is labelled."""
    source, target, is_mutual = pairs_of(claim)[0]
    is_inner = source == target and not is_mutual
    nearest: dict[tuple[str, frozenset[str]], tuple[int, Unit]] = {}
    others: list[tuple[Unit, str]] = []
    for unit in trigger.units:
        states = at_country(unit.actors)
        role = _role(states, source, target, is_mutual=is_mutual)
        if role == NO_ROLE:
            others.append((unit, role))
            continue
        course = way(trigger.tree, unit.word, trigger.word)
        steps = len(course.up) + len(course.down)
        if is_inner:
            # Both sides are of one state: grammar tells them apart, else which comes first.
            role, is_plain = _inner_role(trigger, unit)
            steps += 0 if is_plain else FAR
        if (role, states) not in nearest or steps < nearest[role, states][0]:
            nearest[role, states] = (steps, unit)
    for party in trigger.absent:
        states = at_country(party.actors)
        role = _role(states, source, target, is_mutual=is_mutual)
        yield party, NO_ROLE if is_inner else role
    yield from others
    for (role, _), (_, unit) in nearest.items():
        yield unit, role


def _role(
    states: frozenset[str], source: frozenset[str], target: frozenset[str], *, is_mutual: bool
) -> str:
    """Return the role that some states play in a claim."""
    if states and states <= source:
        return SOURCE
    if states and states <= target:
        return TARGET
    return SOURCE if is_mutual and states & (source | target) else NO_ROLE


def _inner_role(trigger: Trigger, unit: Unit) -> tuple[str, bool]:
    """Return the role of a unit in an act inside one state, and whether grammar tells it."""
    parts = set(grammar_of(trigger, unit)) - {"none", "own"}
    if parts:
        return SOURCE if parts & ACTING else TARGET, True
    return SOURCE if unit.word.i < trigger.word.i else TARGET, False


def borrowed(lexicon: Lexicon, *, is_wide: bool = False) -> Iterator[Act]:
    """Yield acts from the sentences of relations: the marked word, and who is who."""
    for name in ("train", "dev"):
        for row in read_rows(CORPUS / "relations" / f"{name}.jsonl"):
            act = _borrowed(row, lexicon, is_wide=is_wide)
            if act is not None:
                yield act


def _borrowed(row: dict[str, Any], lexicon: Lexicon, *, is_wide: bool) -> Act | None:
    """Return the act of one sentence of relations."""
    text, spans = row["text"], (tuple(row["source_span"]), tuple(row["target_span"]))
    ends = find_ends(parse(as_document(text, A_DAY)).trees, *spans)
    if ends is None or ends.source is None or ends.target is None:
        return None
    given = [
        Mention(min(places), max(places) + 1, head.i, actor, "name")
        for actor, head, places in zip(
            (SOURCE, TARGET), (ends.source, ends.target), ends.inside, strict=True
        )
    ]
    taken = ends.inside[0] | ends.inside[1]
    others = [m for m in find_mentions(ends.tree, load_gazetteer(), A_DAY)
              if not set(range(m.start, m.end)) & taken]  # fmt: skip
    discourse = Discourse(load_gazetteer(), lexicon, A_DAY)
    discourse.give([*given, *others])
    scene = Scene(ends.tree, discourse, lexicon)
    events = [*noun_events(scene), *verb_events(scene)]
    triggers = find_triggers(scene, find_units(scene), events, is_wide=is_wide)
    named, _ = anchored(
        triggers,
        text,
        row["anchor"],
        lexicon,
        {id(t.word): Act(t, NOTHING, 1.0) for t in triggers},
    )
    if named is None:
        return None
    roles = [
        (unit, next((role for role in (SOURCE, TARGET) if role in unit.actors), NO_ROLE))
        for unit in named.units
    ]
    return Act(named, row["type"], BORROWED, roles)


@dataclass
class Shown:
    """What models see of an act, computed once: the features do not change between folds."""

    example: Example
    label: str
    weight: float
    roles: list[tuple[Example, str]]


def shown(act: Act) -> Shown:
    """Return an act as the models see it."""
    roles = [(role_example(act.trigger, unit, act.label), role) for unit, role in act.roles]
    return Shown(trigger_example(act.trigger), act.label, act.weight, roles)


def fit(acts: list[Shown], vectors: WordVectors) -> tuple[LinearModel, LinearModel]:
    """Return the models of acts and of roles."""
    used = [act for act in acts if act.weight]
    space = Space([act.example for act in used], {"trigger": 2}, vectors, len(SLOTS))
    fitted = fit_logistic(space.matrix([act.example for act in used]), [act.label for act in used],
                          [act.weight for act in used], C_ACTS)  # fmt: skip
    roles = [(example, role, act.weight) for act in used for example, role in act.roles]
    room = Space([example for example, _, _ in roles], {"role": 2}, None, 0)
    played = fit_logistic(
        room.matrix([e for e, _, _ in roles]),
        [r for _, r, _ in roles],
        [w for _, _, w in roles],
        C_ROLES,
    )
    return (
        space.model(fitted.classes_, fitted.coef_.T, fitted.intercept_),
        room.model(played.classes_, played.coef_.T, played.intercept_),
    )


def main(*, is_check: bool) -> None:
    """Train, or cross-validate, acts, roles and acceptance."""
    lexicon = load_lexicon(load_gazetteer())
    vectors = vectors_from(load_archive("vectors.npz"))
    cases = read_rows(CORPUS / "claims" / "train.jsonl")
    texts = list(map(partial(read_text, lexicon=lexicon), cases))
    # The oldest texts have no anchors: nothing can be fitted to their words, but whether what is
    # proposed for them is right is known.
    seen = [
        [] if text.case["id"].startswith("c0") else list(map(shown, text.acts))
        for text in texts
    ]
    extra = list(map(shown, borrowed(lexicon)))
    print(
        f"events: {len(texts)} texts, {sum(map(len, seen))} words, {len(extra)} borrowed acts",
        flush=True,
    )
    found: list[tuple[int, Proposal, bool]] = []
    for fold in range(FOLDS):
        others = [
            act for place, acts in enumerate(seen) if place % FOLDS != fold for act in acts
        ]
        acts_model, roles_model = fit(others + extra, vectors)
        for place in range(fold, len(texts), FOLDS):
            found += [(place, *pair) for pair in judged(texts[place], acts_model, roles_model)]
    acceptance, threshold, chances = accept(found, texts, Depth.FAST)
    confidence = trust(found, chances, texts, threshold)
    if is_check:
        return
    acts_model, roles_model = fit([act for acts in seen for act in acts] + extra, vectors)
    write_archive(
        DATA / "scorer.npz",
        {
            **arrays_of_model(acts_model, "acts"),
            **arrays_of_model(roles_model, "roles"),
            "acceptance": acceptance.astype(np.float32),
            "threshold": np.array([threshold], np.float32),
            "confidence": confidence.astype(np.float32),
        },
    )


def judged(
    text: Text, acts: LinearModel, roles: LinearModel
) -> Iterator[tuple[Proposal, bool]]:
    """Yield the proposals for a text, and whether each is a claim of it."""
    for proposal in propose([act.trigger for act in text.acts], LinearJudge(acts, roles)):
        told = as_told(proposal)
        yield proposal, any(find([told], gold) for gold in text.case["claims"])
