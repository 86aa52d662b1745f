"""`tocsin game convert`: a game of Gambit's formats in the other form."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import OUTPUT, Common
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "convert"
EPILOG = """Examples:

tocsin game convert game.efg --out game.nfg"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin game convert` takes."""

    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A game, .efg or .nfg.", show_default=False),
    ]
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Where it goes: .nfg for a table, .efg for a tree.",
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ]


def run(options: Options) -> int:
    """Write a game as a table or as a tree; numbers stay exact.

    A tree becomes the table of its reduced strategies, a table a tree in which nobody sees what
    the others chose.
    """
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        gaming.convert(options.file, options.out)
    return 0
