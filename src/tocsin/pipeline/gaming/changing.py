"""What a change does: the answer before and after it, on the same draws."""

from tocsin.errors import UsageError
from tocsin.game.explain import answer, inputs_told
from tocsin.game.scenarios.reading import Setup, what_if
from tocsin.model.gaming import Change, WhatIf
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.gaming.loading import Playing, changes_of, load, tell_of_compiling


def play_change(request: Playing, *, watcher: Watcher) -> WhatIf:
    """Return the answer of a scenario before and after its changes.

    Draws are the same, so that nothing but the change differs.

    Raises:
        UsageError: As of `play`, or no change is given.
    """
    if not request.changes:
        message = "There is no change to play; add PARAM=VALUE, such as cost.shells=3."
        raise UsageError(message, subject="PARAM=VALUE")
    changes = changes_of(request.changes)
    before = load(request, watcher)
    after = what_if(before, changes)
    tell_of_compiling(before, watcher)
    watcher.step("playing as it is", before.scenario.title)
    first = answer(before, reading=request.reading, outcome=request.outcome)
    watcher.step("playing with the change", before.scenario.title)
    second = answer(after, reading=request.reading, outcome=request.outcome)
    return WhatIf(changes=_told(before, changes), before=first, after=second)


def _told(setup: Setup, changes: dict[str, float]) -> tuple[Change, ...]:
    """Return the changes with what was there before, in the order in which they were given."""
    inputs = {one.parameter: one for one in inputs_told(setup)}
    return tuple(
        Change(
            parameter=name,
            unit=inputs[name].unit,
            from_=inputs[name].median,
            to=value,
            meaning=inputs[name].meaning,
        )
        for name, value in changes.items()
    )
