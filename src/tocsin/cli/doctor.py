"""`tocsin doctor`: whether everything that a run needs is there."""

from dataclasses import dataclass

from tocsin import pipeline
from tocsin.cli.options import Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.cli.show import show_check

NAME = "doctor"
EPILOG = """Examples:

tocsin doctor

tocsin doctor --store team.sqlite --json"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin doctor` takes."""

    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Check Python, packages, the language model, the data files, the settings and the ledger.

    Exit status 1 means that something is broken; what to do stands beside it.
    """
    is_sound = True
    with reporting(is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True):
        for check in pipeline.examine({"store": options.store}):
            is_sound = is_sound and check.state is not pipeline.State.BROKEN
            if options.json:
                print_json(check)
                continue

            show_check(check, console())
    return 0 if is_sound else 1
