"""The relation between two given mentions, as the clause between them tells it."""

from dataclasses import replace
from functools import partial

import numpy as np
from scipy.sparse import csr_matrix
from scoring import accuracy, macro_f1
from sklearn.model_selection import KFold

from scripts.training.files import CORPUS, DATA, read_rows, write_archive
from scripts.training.fitting import Space, fit_margins, sharpness_of
from tocsin.coding.lexicon import load_lexicon
from tocsin.coding.relate import example_of
from tocsin.coding.scoring.archive import arrays_of_model, load_archive, vectors_from
from tocsin.coding.scoring.linear import Example, LinearModel
from tocsin.model.gazetteer import load_gazetteer

LEAST = {"skeleton": 1, "clause": 1, "letters": 2, "spelling": 3, "sentence": 1, "between": 1}
GROUPS = 3
# Swept .05 to 1 by cross-validation on the corpus; flat between .1 and .3.
C = 0.2
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
    scores, columns = held_out(plain, labels)
    told = [columns[place] for place in scores.argmax(axis=1)]
    places = np.array([columns.index(label) for label in labels])
    sharpness = sharpness_of(scores, places)
    print(
        f"relations: accuracy {accuracy(labels, told):.3f}, macro-F1 {macro_f1(labels, told):.3f}, sharpness {sharpness:.2f}"
    )
    if is_check:
        return
    fitted = fit_margins(plain, labels, C)
    model = space.model(fitted.classes_, fitted.coef_.T, fitted.intercept_, sharpness=sharpness)
    write_archive(DATA / "relations.npz", arrays_of_model(pruned(model), "plain"))


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
