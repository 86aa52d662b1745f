"""Pictures of an answer: which there are, what they need, and their drawing."""

from collections.abc import Callable
from pathlib import Path

from tocsin.errors import UsageError
from tocsin.game.explain import draws_of
from tocsin.game.hedging import ties_of
from tocsin.game.sanctions import ways_of
from tocsin.game.scenarios.reading import Setup
from tocsin.model.gaming import Explanation
from tocsin.tell.plots.games.bands import plot_bands
from tocsin.tell.plots.games.flips import plot_flips
from tocsin.tell.plots.games.levers import plot_levers
from tocsin.tell.plots.games.network import plot_ways
from tocsin.tell.plots.games.readings import plot_readings
from tocsin.tell.plots.games.sobol import plot_sobol
from tocsin.tell.plots.games.tornado import plot_tornado
from tocsin.tell.plots.games.triangle import plot_triangle

PICTURES: dict[str, Callable[[Explanation, Path], None]] = {
    "readings": plot_readings,
    "bands": plot_bands,
    "tornado": plot_tornado,
    "sobol": plot_sobol,
    "flips": plot_flips,
    "levers": plot_levers,
}
"""Pictures of any answer, the default first."""
OWN = {"network": "sanctions", "triangle": "hedging"}
"""Pictures of one kind of game."""
DEFAULT = "readings"


def check_picture(picture: str, setup: Setup | None = None) -> None:
    """Refuse a picture that there is not, or not of this kind of game.

    Raises:
        UsageError: So it is.
    """
    known = (*PICTURES, *OWN)
    if picture not in known:
        message = f"There is no picture {picture!r}; there are {', '.join(known)}."
        raise UsageError(message, subject="--picture")
    if setup is not None and OWN.get(picture, setup.game.kind) != setup.game.kind:
        message = (
            f"The picture {picture} is of games of the kind {OWN[picture]}; this is "
            f"{setup.game.kind}. Take one of {', '.join(PICTURES)}."
        )
        raise UsageError(message, subject="--picture")


def draw(picture: str, setup: Setup, found: Explanation, path: Path) -> None:
    """Draw a picture of an answer.

    Raises:
        InsufficientDataError: There is nothing of that sort to draw.
        OutputError: The file cannot be written, or ends in neither .svg nor .png.
        UsageError: There is no such picture, or matplotlib is not installed.
    """
    check_picture(picture, setup)
    settings = setup.scenario.settings
    if picture == "network":
        plot_ways(found, ways_of(settings, draws_of(setup)), path)
    elif picture == "triangle":
        reading = found.result.headline.reading
        plot_triangle(found, ties_of(settings, draws_of(setup), reading), path)
    else:
        PICTURES[picture](found, path)
