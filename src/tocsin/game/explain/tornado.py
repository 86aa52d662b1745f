"""The tornado: how far the outcome goes when one input goes from its 10 % to its 90 % point."""

from tocsin.game.explain.evaluate import Lens, inputs_of
from tocsin.game.scenarios.drawing import quantile
from tocsin.model.outcome import Bar

ENDS = (0.1, 0.9)
MOST_NAMED = 3
"""Inputs without a swing that a warning names."""
ROUNDING = 1e-12
"""Share of the outcome below which a swing is an error of rounding."""


def tornado(lens: Lens) -> tuple[Bar, ...]:
    """Return a bar for each uncertain input, the longest first, then in order of names.

    All other inputs stay at their medians; for a probability, which has no meaning at a single
    point, they are drawn and the mean is taken.
    """
    uncertain = [
        (spec, spread)
        for spec, spread, _ in inputs_of(lens)
        if spread is not None and not spread.is_fixed
    ]
    edits = [(spec.name, quantile(spread, end)) for spec, spread in uncertain for end in ENDS]
    found = lens.after(edits)
    bars = []
    for place, (spec, _) in enumerate(uncertain):
        low, high = float(found[2 * place]), float(found[2 * place + 1])
        if low != low or high != high:  # noqa: PLR0124 - one end has no value at all
            continue
        inputs = edits[2 * place][1], edits[2 * place + 1][1]
        bars.append(
            Bar(
                parameter=spec.name,
                unit=spec.unit,
                inputs=inputs,
                outcomes=(low, high),
                swing=abs(high - low),
            )
        )
    return tuple(sorted(bars, key=lambda bar: (-bar.swing, bar.parameter)))


def locked(bars: tuple[Bar, ...], lens: Lens) -> str:
    """Return a warning where bars have no swing at all; empty where none is so."""
    still = [
        bar.parameter for bar in bars if bar.swing <= ROUNDING * (1 + abs(bar.outcomes[0]))
    ]
    if not still:
        return ""
    named = ", ".join(still[:MOST_NAMED]) + (" and others" if len(still) > MOST_NAMED else "")
    return (
        f"The swing of {lens.outcome} is zero for {len(still)} of {len(bars)} inputs under the "
        f"reading {lens.reading} ({named}): moved alone they change nothing, or a step function "
        "hides what they do; look at their shares of variance, at a mean, or at the "
        "probabilities of bands."
    )
