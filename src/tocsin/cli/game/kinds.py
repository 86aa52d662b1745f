"""`tocsin game kinds`: the kinds of games, and what their files may say."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.options import Common, Json
from tocsin.cli.out import console, print_json, print_lines
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "kinds"
EPILOG = """Examples:

tocsin game kinds

tocsin game kinds exchange

tocsin game kinds examples/games/exchange.yaml"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin game kinds` takes."""

    what: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND|FILE",
            help="A kind of game, for its settings; or a scenario, for all its parameters, "
            "outcomes and readings. None for a list of the kinds.",
            show_default=False,
        ),
    ] = None
    json: Json = False


def run(options: Options) -> int:
    """List the kinds of games, what one of them may be set to, or what a file gives and leaves."""
    if options.what is None:
        if options.json:
            print_lines(map(tell.kind_json, gaming.kinds()))
        else:
            tell.render_kinds(gaming.kinds(), console())
        return 0
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = gaming.describe(options.what, watcher=report)
    if isinstance(found, gaming.Described):
        told = found.kind, found.game, found.inputs
        if options.json:
            print_json(tell.described_json(*told))
        else:
            tell.render_described(*told, console())
    elif options.json:
        print_json(tell.kind_json(found))
    else:
        tell.render_kind(found, console())
    return 0
