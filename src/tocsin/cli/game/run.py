"""`tocsin game run`: the answer of a scenario."""

from dataclasses import dataclass

from tocsin import tell
from tocsin.cli.forecast.shared import Csv
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
from tocsin.cli.out import console, print_json, text_stream
from tocsin.cli.report import reporting
from tocsin.errors import UsageError
from tocsin.pipeline import gaming

NAME = "run"
EPILOG = """Examples:

tocsin game run examples/games/exchange.yaml

tocsin game run scenario.yaml --set cost.technology=3 --reading barter --plot answer.svg

tocsin game run actors.csv --ranges --rounds 5 --json"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Played):
    """What `tocsin game run` takes."""

    file: File
    set: Set = None
    json: Json = False
    csv: Csv = False
    plot: Plot = None
    picture: Picture = None


def run(options: Options) -> int:
    """Play a scenario: the headline with the baseline and all readings beside it.

    Also what else the game says, how probable each named band is, whom it harms, who does what
    and why, and what must be known to read it. The replay hash stands for the same numbers.
    """
    if options.json and options.csv:
        raise UsageError("--json and --csv exclude each other; give one of them.")
    request = playing_of(options, options.file, options.set)
    picture = picture_of(options.plot, options.picture)
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = gaming.play(request, picture=picture, watcher=report)
    if options.json:
        print_json(found.result)
    elif options.csv:
        with text_stream() as stream:
            tell.write_game_csv(found.result, stream)
    else:
        tell.render_game(found.result, console())
    return 0
