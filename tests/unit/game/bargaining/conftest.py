"""The published case, keyed anew from its publication, and a plain reading of the model."""

import numpy as np
import pytest

from tocsin.game.bargaining import concept_kernels, kernels, spatial_kernels


@pytest.fixture(autouse=True, scope="module")
def patient():
    """Small tables of many tests do not add up to what pays a compilation."""
    for kernel in (kernels.play_all, concept_kernels.solve_all, spatial_kernels.play_all):
        kernel._steps = 0


# Bueno de Mesquita (1994), table 1, as quoted by Scholz, Calbert & Smith (2011).
EMISSION = (
    ("Netherlands", 0.08, 4, 0.8), ("Belgium", 0.08, 7, 0.4), ("Luxembourg", 0.03, 4, 0.2),
    ("Germany", 0.16, 4, 0.8), ("France", 0.16, 10, 0.6), ("Italy", 0.16, 10, 0.6),
    ("UK", 0.16, 10, 0.9), ("Ireland", 0.05, 7, 0.1), ("Denmark", 0.05, 4, 1.0),
    ("Greece", 0.08, 7, 0.7),
)  # fmt: skip


@pytest.fixture
def emission():
    """Capability, salience and position, shape (1, 10)."""
    return tuple(
        np.array([[row[place] for row in EMISSION]], dtype=float) for place in (1, 3, 2)
    )


class Plain:
    """The model step by step in plain Python, written from its steps and not from the kernels."""

    def __init__(self, c, s, x, *, pair=False, quo=1.0, shortest=False, yields=False):
        self.c, self.s, self.x = list(c), list(s), list(x)
        self.pair, self.quo, self.shortest, self.yields = pair, quo, shortest, yields
        self.span = max(self.x) - min(self.x)

    def support(self, risk):
        n = len(self.x)
        cost = [[self.c[k] * self.s[k] * (abs(self.x[k] - self.x[i]) / self.span) ** risk[k]
                 for i in range(n)] for k in range(n)]  # fmt: skip
        votes = {(i, j): [cost[k][j] - cost[k][i] for k in range(n)]
                 for i in range(n) for j in range(n)}  # fmt: skip
        whole = sum(abs(v) for row in votes.values() for v in row)
        found = {}
        for (i, j), row in votes.items():
            below = sum(abs(v) for v in row) if self.pair else whole
            up = sum(v for v in row if v > 0)
            found[i, j] = up / below if below and self.x[i] != self.x[j] else 0.0
        return found

    def challenge(self, i, j, risk, p):
        d = abs(self.x[i] - self.x[j]) / self.span
        won, lost = 2 - 4 * (0.5 - 0.5 * d) ** risk, 2 - 4 * (0.5 + 0.5 * d) ** risk
        s = self.s[j]
        fought = s * (p[i, j] * won + (1 - p[i, j]) * lost)
        return fought + (1 - s) * won - self.quo * (2 - 4 * 0.5**risk)

    def risks(self):
        n = len(self.x)
        p = self.support([1] * n)
        security = [
            sum(self.challenge(j, i, 1, p) for j in range(n) if j != i) for i in range(n)
        ]
        low, high = min(security), max(security)
        if high - low <= 1e-12:  # all at one place
            return [1.0] * n
        rho = [2 * (one - low) / (high - low) - 1 for one in security]
        return [(1 - one / 3) / (1 + one / 3) for one in rho]

    def offers(self, i, risk, p):
        for j, there in enumerate(self.x):
            here = self.x[i]
            if here == there:
                continue
            a, b = self.challenge(i, j, risk, p), self.challenge(j, i, risk, p)
            if b > a > 0:
                yield 0, abs(there - here), there
            elif b > 0 > a and b > abs(a):
                at = here + (there - here) * abs(a) / b
                odd = (abs(a) * here + abs(b) * there) / (abs(a) + abs(b))
                yield 1, abs(at - here) if self.shortest else odd, at
            elif self.yields and b > 0 > a:
                yield 2, abs(there - here), there

    def round(self):
        risk = self.risks()
        p = self.support(risk)
        new = []
        for i, here in enumerate(self.x):
            found = list(self.offers(i, risk[i], p))
            new.append(min(found, key=lambda one: one[:2])[2] if found else here)
        self.x = new

    def median(self, w):
        reached = 0.0
        for position, weight in sorted(zip(self.x, w, strict=True)):
            reached += weight
            if reached >= sum(w) / 2 - 1e-12:
                return position
        raise AssertionError

    def play(self, rounds):
        """Means and medians, the start first."""
        told = []
        for number in range(rounds + 1):
            if number:
                self.round()
            w = [a * b for a, b in zip(self.c, self.s, strict=True)]
            mean = sum(a * b for a, b in zip(w, self.x, strict=True)) / sum(w)
            told.append((mean, self.median(w)))
        return np.array(told).T


@pytest.fixture
def plain():
    return Plain
