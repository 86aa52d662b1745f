"""Tails of over-dispersed counts, without a statistics library at run time."""

import math

# Above this size parameter a negative binomial cannot be told from a Poisson distribution:
# the variance is within mean/1e8 of the mean.
_POISSON_SIZE = 1e8
_TINY = 1e-300
_PRECISION = 1e-12


def upper_tail(count: float, mean: float, variance: float) -> float:
    """Return the probability that an over-dispersed count is at least as large as this one.

    Negative binomial with size mean² / (variance - mean); Poisson where the variance is not
    above the mean. In (0, 1]; 1 for a count of zero. Smaller ones than 1e-300 are given as
    that.

    Raises:
        ValueError: The mean is not positive, or the count is negative.

    References:
        Abramowitz and Stegun (1964), 26.5.26: the tail is the regularised incomplete beta
        function I_q(count, size) with q = mean / (mean + size).
    """
    if not (mean > 0 and count >= 0):  # so that not-a-number is refused too
        message = f"A tail needs mean > 0 and count >= 0, not {mean} and {count}."
        raise ValueError(message)
    if count == 0:
        return 1.0
    excess = variance - mean
    size = min(mean * mean / excess, _POISSON_SIZE) if excess > 0 else _POISSON_SIZE
    return max(_TINY, _incomplete_beta(count, size, mean, size))


def lower_tail(count: float, mean: float, variance: float) -> float:
    """Return the probability that an over-dispersed count is at most as large as this one.

    The complement of `upper_tail` of the next whole count; not below 1e-16, which is what the
    difference can resolve.
    """
    return max(1e-16, 1.0 - upper_tail(math.floor(count) + 1.0, mean, variance))


def _incomplete_beta(a: float, b: float, odds: float, against: float) -> float:
    """Return I_q(a, b) where q = odds / (odds + against).

    The probability is given as odds as 1 - q would lose its digits beside a large size.
    """
    total = odds + against
    q, rest = odds / total, against / total
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front += a * math.log(q) - b * math.log1p(odds / against)
    # The fraction converges fast on one side of the mean only; the other is its complement.
    if q < (a + 1) / (a + b + 2):
        return min(1.0, math.exp(front) * _fraction(a, b, q) / a)
    return min(1.0, max(0.0, 1.0 - math.exp(front) * _fraction(b, a, rest) / b))


def _fraction(a: float, b: float, q: float) -> float:
    """Return the continued fraction of the incomplete beta function.

    References:
        Abramowitz and Stegun (1964), 26.5.8; evaluated as in Lentz (1976).
    """
    upper, lower = 1.0, 1.0 / _away(1.0 - (a + b) * q / (a + 1))
    value = lower
    m, step = 0, math.inf
    while abs(step - 1.0) >= _PRECISION:
        m += 1
        even = m * (b - m) * q / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * q / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            lower = 1.0 / _away(1.0 + term * lower)
            upper = _away(1.0 + term / upper)
            step = lower * upper
            value *= step
    return value


def _away(value: float) -> float:
    """Return a value, kept away from zero, where the recursion would divide by it."""
    return value if abs(value) > _TINY else _TINY
