"""From examples to a linear model: features weighed as the scorer weighs them, then fitted."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from tocsin.coding.scoring.linear import Example, LinearModel, WordVectors


class Space:
    """The features of some examples: which rows they have, and how rare they are."""

    def __init__(
        self,
        examples: Sequence[Example],
        least: dict[str, int],
        vectors: WordVectors | None,
        groups: int,
    ) -> None:
        self.vectors, self.groups = vectors, groups
        self.features: dict[str, dict[str, int]] = {}
        idf: list[float] = []
        for block, fewest in least.items():
            seen = Counter(name for example in examples for name in example.blocks[block])
            names = sorted(name for name, count in seen.items() if count >= fewest)
            self.features[block] = {name: len(idf) + i for i, name in enumerate(names)}
            idf += [np.log((1 + len(examples)) / (1 + seen[name])) + 1 for name in names]
        self.idf = np.array(idf, np.float32)

    def matrix(self, examples: Sequence[Example]) -> csr_matrix:
        """Return one row for each example: its weighed features, then its meanings."""
        model = self._model(
            np.zeros((len(self.idf), 1), np.float32), np.zeros((0, 1), np.float32)
        )
        rows, columns, values = [], [], []
        for place, example in enumerate(examples):
            for block, counts in example.blocks.items():
                found, weights = model.weighed(block, counts)
                rows += [place] * len(found)
                columns += found.tolist()
                values += weights.tolist()
        sparse = csr_matrix((values, (rows, columns)), shape=(len(examples), len(self.idf)))
        if self.vectors is None:
            return sparse
        dense = np.array(
            [self.vectors.grouped(example.meanings, self.groups) for example in examples]
        )
        return hstack([sparse, csr_matrix(dense)]).tocsr()

    def _model(self, weights: np.ndarray, dense: np.ndarray) -> LinearModel:
        return LinearModel((), self.features, self.idf, weights, dense, np.zeros(1, np.float32))

    def model(
        self,
        classes: Sequence[str],
        weights: np.ndarray,
        bias: np.ndarray,
        *,
        sharpness: float = 1.0,
    ) -> LinearModel:
        """Return fitted weights as a model of the package.

        Args:
            classes: Names of the columns of the weights.
            weights: Shape (features, classes): rows of features, then of meanings.
            bias: Shape (classes,).
            sharpness: See `LinearModel`.
        """
        first = len(self.idf)
        return LinearModel(
            classes=tuple(classes),
            features=self.features,
            idf=self.idf,
            weights=weights[:first].astype(np.float32),
            dense=weights[first:].astype(np.float32),
            bias=bias.astype(np.float32),
            sharpness=sharpness,
            vectors=self.vectors,
        )


def fit_logistic(
    matrix: csr_matrix, labels: Sequence[str], weights: Sequence[float], c: float
) -> LogisticRegression:
    """Return a multinomial logistic regression."""
    model = LogisticRegression(C=c, max_iter=150, tol=1e-3)
    return model.fit(matrix, labels, sample_weight=weights)


def fit_margins(matrix: csr_matrix, labels: Sequence[str], c: float) -> LinearSVC:
    """Return one-against-the-rest margins, classes weighed by rarity."""
    return LinearSVC(C=c, class_weight="balanced", random_state=0).fit(matrix, labels)


def sharpness_of(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return what makes held-out margins probabilities: the factor of least log loss.

    Args:
        scores: Shape (examples, classes), of examples that the model was not fitted to.
        labels: Column of the right class of each example.
    """

    def loss(factor: float) -> float:
        powers = np.exp(factor * (scores - scores.max(axis=1, keepdims=True)))
        chances = powers[np.arange(len(labels)), labels] / powers.sum(axis=1)
        return float(-np.log(np.maximum(chances, 1e-9)).mean())

    return float(min(np.linspace(0.5, 8, 76), key=loss))
