"""`tocsin game check`: whether scenario files are in order."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin.cli.options import Common
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming

NAME = "check"
EPILOG = """Examples:

tocsin game check scenario.yaml

tocsin game check scenarios/*.yaml && echo all good"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin game check` takes."""

    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Scenarios (.yaml), tables of actors (.csv), or - for standard input.",
            show_default=False,
        ),
    ]


def run(options: Options) -> int:
    """Check scenario files without playing them.

    Nothing is printed of files that are in order. The first fault of every other one is told with
    its line and the fix, and the exit status is 2.
    """
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        return 2 if gaming.check(tuple(options.files), watcher=report) else 0
