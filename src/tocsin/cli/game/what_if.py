"""`tocsin game what-if`: an answer before and after a change."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.game.shared import File, Played, Plot, playing_of
from tocsin.cli.options import Json
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "what-if"
EPILOG = """Examples:

tocsin game what-if examples/games/exchange.yaml cost.technology=3

tocsin game what-if examples/games/sanctions.yaml budget.USA=2 yes.CHN=0.6 --plot change.svg"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Played):
    """What `tocsin game what-if` takes."""

    file: File
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="PARAM=VALUE",
            help="Parameters set to one number each.",
            show_default=False,
        ),
    ]
    json: Json = False
    plot: Plot = None


def run(options: Options) -> int:
    """Tell an answer before and after some parameters are set, side by side.

    Both are played on the same draws, so that nothing but the change differs.
    """
    request = playing_of(options, options.file, options.changes)
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        if options.plot is not None:
            tell.check_plot(options.plot)
        found = gaming.play_change(request, watcher=report)
        if options.plot is not None:
            tell.plot_what_if(found, options.plot)
    if options.json:
        print_json(found)
    else:
        tell.render_what_if(found, console())
    return 0
