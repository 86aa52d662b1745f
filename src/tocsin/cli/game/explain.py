"""`tocsin game explain`: what an answer rests on, and what would change it."""

from dataclasses import dataclass

from tocsin import tell
from tocsin.cli.game.shared import (
    File,
    Picture,
    Played,
    Plot,
    Set,
    picture_of,
    playing_of,
)
from tocsin.cli.options import Json
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "explain"
EPILOG = """Examples:

tocsin game explain examples/games/exchange.yaml

tocsin game explain scenario.yaml --plot tornado.svg --picture tornado

tocsin game explain scenario.yaml --json | jq .result.flips"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Played):
    """What `tocsin game explain` takes."""

    file: File
    set: Set = None
    json: Json = False
    plot: Plot = None
    picture: Picture = None


def run(options: Options) -> int:
    """Tell an answer with all that explains it.

    What moves it (tornado), which uncertainty decides it (Sobol shares of variance), the smallest
    change of each input that flips it, who moves when and why, what each stakeholder can do, and
    every number that went in with its unit, range, source and quote.
    """
    request = playing_of(options, options.file, options.set)
    picture = picture_of(options.plot, options.picture)
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = gaming.play(request, picture=picture, watcher=report)
    if options.json:
        print_json(found)
    else:
        tell.render_explanation(found, console())
    return 0
