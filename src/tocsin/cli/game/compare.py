"""`tocsin game compare`: several scenarios side by side."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.game.shared import Played, Plot, playing_of
from tocsin.cli.options import Json
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "compare"
EPILOG = """Examples:

tocsin game compare spring.yaml autumn.yaml

tocsin game compare spring.yaml autumn.yaml --seed 1 --draws 8192 --plot beside.svg"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Played):
    """What `tocsin game compare` takes."""

    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Two scenarios or more, up to twelve.",
            show_default=False,
        ),
    ]
    json: Json = False
    plot: Plot = None


def run(options: Options) -> int:
    """Tell the answers of several scenarios side by side, and which inputs differ in them.

    Of games of several kinds only the headlines stand beside each other.
    """
    request = playing_of(options)
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        if options.plot is not None:
            tell.check_plot(options.plot)
        found = gaming.compare(request, tuple(options.files), watcher=report)
        if options.plot is not None:
            tell.plot_comparison(found, options.plot)
    if options.json:
        print_json(found)
    else:
        tell.render_comparison(found, console())
    return 0
