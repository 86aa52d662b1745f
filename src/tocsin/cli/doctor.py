"""`tocsin doctor`: whether everything that a run needs is there."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import RUN, Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.cli.show import show_check

NAME = "doctor"
EPILOG = """Examples:

tocsin doctor

tocsin doctor --store team.sqlite --json

tocsin doctor --mend"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin doctor` takes."""

    mend: Annotated[
        bool,
        typer.Option(
            "--mend",
            metavar="",
            help="Derive damaged files of the lake again from what is sound.",
            rich_help_panel=RUN,
        ),
    ] = False
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Check Python, packages, the language model, data files, settings, ledger and lake.

    Every byte of the ledger and the lake is read. With --mend, files of the lake that can be
    derived from others are derived again. Exit status 1 means that something is (or was)
    broken; what to do stands beside it.
    """
    is_sound = True
    with reporting(is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True):
        for check in pipeline.examine({"store": options.store}, mend=options.mend):
            is_sound = is_sound and check.state is not pipeline.State.BROKEN
            if options.json:
                print_json(check)
                continue

            show_check(check, console())
    return 0 if is_sound else 1
