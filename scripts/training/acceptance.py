"""Which proposals stand, and how far a claim is trusted: fitted on texts that the judge has not seen."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from judging import Told, accepted, at_country, find, judge
from run import summary
from sklearn.linear_model import LogisticRegression

from tocsin.coding.confidence import confidence_features
from tocsin.coding.events.candidate import Candidate
from tocsin.coding.scoring.depth import Depth
from tocsin.coding.scoring.proposals import MUTUAL, Proposal, acceptance_features
from tocsin.coding.scoring.scorer import as_event, best_of, firm_of
from tocsin.coding.status.reading import Reading
from tocsin.coding.status.status import read_status
from tocsin.model.vocabulary import Status

C_ACCEPT = 0.3
NEARLY = 0.003

Judged = list[tuple[int, Proposal, bool]]
"""Proposals with the place of their text, and whether each is a claim of it."""


class Text(Protocol):
    """A text of the corpus, and what the frames leave in each sentence after rivals gave way."""

    case: dict[str, Any]
    kept: dict[int, list[Candidate]]


def accept(
    found: Judged, texts: Sequence[Text], depth: Depth
) -> tuple[np.ndarray, float, np.ndarray]:
    """Return the weights of acceptance, the best threshold and the held-out chances."""
    matrix = np.array(
        [
            acceptance_features(p, texts[place].kept[p.trigger.tree.index])
            for place, p, _ in found
        ]
    )
    labels = np.array([is_right for _, _, is_right in found])
    groups = np.array([place % 5 for place, _, _ in found])
    chances = np.zeros(len(found))
    for fold in range(5):
        model = LogisticRegression(C=C_ACCEPT, fit_intercept=False, max_iter=2000)
        model.fit(matrix[groups != fold], labels[groups != fold])
        chances[groups == fold] = model.predict_proba(matrix[groups == fold])[:, 1]
    rows = []
    for threshold in np.arange(0.25, 0.71, 0.05):
        figures = evaluate(found, chances, texts, float(threshold), depth)
        rows.append((figures["claim_f1"], float(threshold)))
        print(
            f"  threshold {threshold:.2f}: {figures['claim_f1']} P {figures['precision']} R {figures['recall']} false alarms {figures['false_alarms']}"
        )
    final = LogisticRegression(C=C_ACCEPT, fit_intercept=False, max_iter=2000).fit(
        matrix, labels
    )
    # Of thresholds that are nearly as good the highest: a false claim costs a reader more.
    best = max(rows)[0]
    return final.coef_[0], max(t for score, t in rows if score >= best - NEARLY), chances


def trust(
    found: Judged,
    chances: np.ndarray,
    texts: Sequence[Text],
    threshold: float,
) -> np.ndarray:
    """Return the weights of confidence: that event, status, polarity and innermost holder are right."""
    rows, labels = [], []
    for (place, proposal, _), chance in zip(found, chances, strict=True):
        if chance < threshold:
            continue
        scene, event = proposal.trigger.scene, as_event(proposal)
        reading = read_status(scene, event)
        rows.append(confidence_features(scene, event, reading, float(chance)))
        labels.append(is_whole(proposal, reading, texts[place].case))
    matrix, right = np.array(rows), np.array(labels)
    groups = np.arange(len(right)) % 5
    told = np.zeros(len(right))
    for fold in range(5):
        model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
        told[groups == fold] = model.fit(
            matrix[groups != fold], right[groups != fold]
        ).predict_proba(matrix[groups == fold])[:, 1]
    print_calibration(told, right)
    return (
        LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
        .fit(matrix, right)
        .coef_[0]
    )


def is_whole(proposal: Proposal, reading: Reading, case: dict[str, Any]) -> bool:
    """Return whether a proposal with its reading is right in event, status, polarity and holder."""
    told = as_told(proposal)
    inner = reading.holders[-1] if reading.holders else None
    actor = next(iter(at_country([inner.actor])), None) if inner and inner.actor else None
    fields = {
        "status": (reading.status or Status.OCCURRED).value,
        "polarity": reading.polarity.value,
        "holder": (actor, inner.stance.value) if inner else None,
    }
    return any(
        find([told], gold)
        and all(
            (values := accepted(gold, name)) is None or fields[name] in values
            for name in fields
        )
        for gold in case["claims"]
    )


def print_calibration(told: np.ndarray, right: np.ndarray) -> None:
    """Print the share of right claims in each band of confidence, and the Brier score."""
    for low in np.arange(0, 1, 0.2):
        band = (told >= low) & (told < low + 0.2)
        if band.any():
            print(
                f"  confidence {low:.1f}-{low + 0.2:.1f}: {band.sum()} claims, {right[band].mean():.2f} right"
            )
    print(
        f"  Brier {np.mean((told - right) ** 2):.3f}, of the base rate {right.mean() * (1 - right.mean()):.3f}"
    )


def evaluate(
    found: Judged,
    chances: np.ndarray,
    texts: Sequence[Text],
    threshold: float,
    depth: Depth,
) -> dict[str, Any]:
    """Return the harness's figures for the proposals above a threshold."""
    by_text: dict[int, list[tuple[float, Proposal]]] = {}
    for (place, proposal, _), chance in zip(found, chances, strict=True):
        by_text.setdefault(place, []).append((float(chance), proposal))
    counts: Counter[str] = Counter()
    for place, text in enumerate(texts):
        by_tree: dict[int, list[tuple[float, Proposal]]] = {}
        for pair in by_text.get(place, []):
            by_tree.setdefault(pair[1].trigger.tree.index, []).append(pair)
        told = []
        for tree, pairs in by_tree.items():
            kept = firm_of(pairs, threshold, text.kept.get(tree, []), depth)
            told += [as_told(p) for _, p in best_of(pairs, threshold, kept)]
        judge(told, text.case, counts)
    return summary(len(texts), counts)


def as_told(proposal: Proposal) -> Told:
    """Return a proposal as the harness compares claims; its fields are not judged."""
    fields = {"status": "", "polarity": "", "holder": None, "items": [], "time": []}
    source, target = at_country(proposal.source), at_country(proposal.target)
    event = proposal.event
    is_mutual = event.reciprocal if event is not None else proposal.type in MUTUAL
    return Told(proposal.type.value, source, target, is_mutual, fields, 0)
