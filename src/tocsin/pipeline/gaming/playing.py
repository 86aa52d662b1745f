"""A scenario played: its answer, everything that explains it, and a picture of it."""

from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.game.explain import explain, inputs_told
from tocsin.model.gaming import Explanation
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.gaming.loading import Playing, load_changed, tell_of_compiling
from tocsin.pipeline.gaming.pictures import DEFAULT, check_picture, draw
from tocsin.tell.plots.saving import check_plot


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that somebody wants: which, and where it goes."""

    path: Path
    name: str = DEFAULT


def play(request: Playing, *, picture: Picture | None = None, watcher: Watcher) -> Explanation:
    """Return the answer of a scenario, explained, with every number that went into it.

    Args:
        request: The scenario and how it is played.
        picture: Drawn too where one is wanted.
        watcher: Hears of the progress.

    Raises:
        UsageError: The file, a change or a name makes no sense, or an extra is missing.
        InsufficientDataError: There is nothing of that sort to draw.
        OutputError: The picture cannot be written.
    """
    if picture is not None:
        check_picture(picture.name)
        check_plot(picture.path)
    setup = load_changed(request, watcher)
    if picture is not None:
        check_picture(picture.name, setup)
    tell_of_compiling(setup, watcher)
    watcher.step("playing", setup.scenario.title)
    result = explain(setup, reading=request.reading, outcome=request.outcome)
    found = Explanation(result=replace(result, inputs=()), inputs=inputs_told(setup))
    if picture is not None:
        watcher.step("drawing", str(picture.path))
        draw(picture.name, setup, found, picture.path)
    return found
