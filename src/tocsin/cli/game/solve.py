"""`tocsin game solve`: equilibria of a game in a file of Gambit's formats."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.options import OUTPUT, QUESTION, RUN, Common
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "solve"
EPILOG = """Examples:

tocsin game solve game.nfg

tocsin game solve game.efg --method logit

tocsin game solve game.nfg --gambit gambit-env/bin/python --method lcp"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin game solve` takes."""

    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A game as a tree (.efg) or as a table (.nfg).",
            show_default=False,
        ),
    ]
    method: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="auto, all (extreme equilibria of two players), supports (any number of "
            "players), pure, logit, induction (trees of perfect information) or value (zero-sum "
            "trees); with --gambit one of its own.",
            rich_help_panel=QUESTION,
        ),
    ] = "auto"
    gambit: Annotated[
        Path | None,
        typer.Option(
            metavar="PYTHON",
            help="Ask pygambit in this Python, which must have it; enummixed by default.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    json: Annotated[
        bool,
        typer.Option(
            "--json", metavar="", help="Print JSON, one value a line.", rich_help_panel=OUTPUT
        ),
    ] = False
    seed: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="Seed of the search with more than two players.",
            min=0,
            rich_help_panel=RUN,
        ),
    ] = 0


def run(options: Options) -> int:
    """Find the equilibria of a finite game, each with payoffs and regret.

    The method says whether all are found. Of trees the perfect Bayesian ones are marked, with the
    beliefs they rest on.
    """
    request = gaming.Solving(
        file=options.file, method=options.method, gambit=options.gambit, seed=options.seed
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = gaming.solve(request, watcher=report)
    if options.json:
        print_json(found)
    else:
        tell.render_solution(found, console())
    return 0
