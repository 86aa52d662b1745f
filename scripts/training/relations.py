"""The relation between two given mentions: trained on corpus/relations, with and without embeddings."""

from dataclasses import replace
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scoring import accuracy, macro_f1
from sklearn.model_selection import KFold

from scripts.training.files import CORPUS, DATA, read_rows, write_archive
from scripts.training.fitting import Space, fit_margins, sharpness_of
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.relate import example_of
from tocsin.coding.scoring.archive import arrays_of_model, load_archive, vectors_from
from tocsin.coding.scoring.embedder import load_embedder
from tocsin.coding.scoring.linear import Example, LinearModel
from tocsin.model.gazetteer import load_gazetteer

LEAST = {"skeleton": 1, "clause": 1, "letters": 2, "spelling": 3, "sentence": 1, "between": 1}
GROUPS = 3
# Swept .05 to 1 by cross-validation on the corpus; flat between .1 and .3.
C = 0.2
# What an embedding weighs beside a block of features; swept .5 to 2.
EMBEDDED = 1.2
# Features of less than this share of the greatest weight are dropped from the shipped file.
KEPT = 100_000


def examples() -> tuple[list[Example], list[str]]:
    """Return what the rows of the corpus show, and their labels."""
    rows = [
        row
        for name in ("train", "dev")
        for row in read_rows(CORPUS / "relations" / f"{name}.jsonl")
    ]
    look = partial(example_of, lexicon=load_lexicon(load_gazetteer()))
    shown = [
        look(row["text"], tuple(row["source_span"]), tuple(row["target_span"])) for row in rows
    ]
    return shown, [row["root"] for row in rows]


def main(*, is_check: bool) -> None:
    """Train, or cross-validate, the model of relations."""
    shown, labels = examples()
    vectors = vectors_from(load_archive("vectors.npz"))
    space = Space(shown, LEAST, vectors, GROUPS)
    plain = space.matrix(shown)
    embedder = load_embedder()
    texts = [embedder.embed([example.texts[k] for example in shown]) for k in (0, 1)]
    embedded = hstack([plain, csr_matrix(EMBEDDED * np.hstack(texts))]).tocsr()
    arrays = {}
    for name, matrix, width in (
        ("plain", plain, 0),
        ("embedded", embedded, 2 * texts[0].shape[1]),
    ):
        scores, columns = held_out(matrix, labels)
        told = [columns[place] for place in scores.argmax(axis=1)]
        places = np.array([columns.index(label) for label in labels])
        sharpness = sharpness_of(scores, places)
        print(
            f"relations, {name}: accuracy {accuracy(labels, told):.3f}, macro-F1 {macro_f1(labels, told):.3f}, sharpness {sharpness:.2f}"
        )
        if is_check:
            continue
        fitted = fit_margins(matrix, labels, C)
        weights = fitted.coef_.T.copy()
        if width:
            weights[-width:] *= EMBEDDED
        model = space.model(
            fitted.classes_, weights, fitted.intercept_, texts=width, sharpness=sharpness
        )
        arrays |= arrays_of_model(pruned(model), name)
    if arrays:
        write_archive(DATA / "relations.npz", arrays)


def held_out(matrix: csr_matrix, labels: list[str]) -> tuple[np.ndarray, list[str]]:
    """Return the scores of each row by a model that has not seen it, and what the columns are."""
    columns = sorted(set(labels))
    scores = np.zeros((len(labels), len(columns)))
    names = np.array(labels)
    for train, test in KFold(5, shuffle=True, random_state=0).split(names):
        fitted = fit_margins(matrix[train], names[train], C)
        scores[test] = fitted.decision_function(matrix[test])
    return scores, columns


def pruned(model: LinearModel) -> LinearModel:
    """Return a model without the features that weigh least."""
    strength = np.abs(model.weights).max(axis=1) * model.idf
    if len(strength) <= KEPT:
        return model
    least = np.sort(strength)[-KEPT]
    kept = strength >= least
    order = np.cumsum(kept) - 1
    features = {
        block: {name: int(order[row]) for name, row in rows.items() if kept[row]}
        for block, rows in model.features.items()
    }
    return replace(model, features=features, idf=model.idf[kept], weights=model.weights[kept])
