"""Headlines of several scenarios side by side, with the spread of their readings."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model.gaming import GameComparison, Played
from tocsin.tell.games.answer import beside
from tocsin.tell.games.numbers import number, over, ranged
from tocsin.tell.plots.canvas import Words
from tocsin.tell.plots.games.readings import Look, draw_estimate
from tocsin.tell.plots.games.strips import Block, Strip, plot_blocks, replay_cited, scale_of
from tocsin.tell.plots.palette import FIRST, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOK = Look(FIRST, FIRST)
_NOTE = (
    "Mark and thick line: the headline with its 90% range over draws. Thin line: from the least "
    "to the greatest reading, the doubt about the model."
)


def plot_comparison(found: GameComparison, path: Path) -> None:
    """Draw headlines side by side to a file, `.svg` or `.png` by its ending.

    Raises:
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    games = found.games
    words = Words(
        title="Scenarios side by side",
        subtitle="What each scenario answers, with the spread of its readings.",
        source="Inputs: as the scenarios cite them. "
        + replay_cited(*(game.result.replay for game in games)),
        notes=(_NOTE, *found.notes),
        told=" ".join(
            f"{game.name}, {game.result.title}: {ranged(game.result.headline)}, "
            f"{beside(game.result)}"
            for game in games
        ),
    )
    plot_blocks(words, list(map(_block, _alike(games))), path)


def _alike(games: tuple[Played, ...]) -> list[list[Played]]:
    """Return the games in groups whose headlines are one outcome in one unit."""
    groups: dict[tuple[str, str], list[Played]] = {}
    for game in games:
        head = game.result.headline
        groups.setdefault((head.outcome, head.unit), []).append(game)
    return list(groups.values())


def _block(games: list[Played]) -> Block:
    """Return the strips of games that answer with one outcome."""
    head = games[0].result.headline
    ends = [
        end
        for game in games
        for one in game.result.spread
        for end in (one.value, *(one.interval or ()))
    ]
    return Block(
        head.outcome,
        scale_of(ends, head.unit, f"{head.outcome} ({head.unit})"),
        [Strip(_file(game), _told(game), partial(_draw, game)) for game in games],
    )


def _file(game: Played) -> str:
    """Return the name of a scenario's file without its folders."""
    return Path(game.name).name or game.name


def _told(game: Played) -> str:
    """Return a headline and its readings in words."""
    result = game.result
    unit = result.headline.unit
    told = number(result.headline.value, unit)
    if len(result.spread) == 1:
        return told
    return f"{told}, readings {over((one.value for one in result.spread), unit)}"


def _draw(game: Played, axes: "Axes", y: float) -> None:
    """Draw a headline and the spread of its readings."""
    values = [one.value for one in game.result.spread if one.value is not None]
    if values:
        axes.plot((min(values), max(values)), (y, y), color=MUTED, linewidth=0.9, zorder=2,
                  marker="|", markersize=7)  # fmt: skip
    head = game.result.headline
    draw_estimate(head.value, head.interval, _LOOK, axes, y)
