"""`tocsin why`: the sentences and steps beneath a number."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import OUTPUT, Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.cli.show import show_explanation
from tocsin.settings import load_settings

NAME = "why"
EPILOG = """Examples:

tocsin why j-arms_supply-PRK-RUS

tocsin why k-KOR --depth 0

tocsin why k-KOR --json | jq .sentences

tocsin why c-5f1e"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin why` takes."""

    ref: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id of a number, judgement (j-), concern (k-), claim (c-), stake (s-), "
            "document (d-), assessment (a-), value of a measure (m-), question (q-), forecast (f-) "
            "or resolution (r-); its beginning is enough. a-.../ID names the assessment.",
            show_default=False,
        ),
    ]
    depth: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            max=4,
            help="How many levels beneath the number are opened; deeper ones are named.",
            rich_help_panel=OUTPUT,
        ),
    ] = 1
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Print the sentences and steps beneath any number, judgement, claim or document.

    It reads the ledger that `tocsin assess` wrote, in whatever process that was.
    """
    settings = load_settings({"store": options.store})
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        found = pipeline.explain(options.ref, settings=settings)
    if options.json:
        print_json(found.as_json())
        return 0

    show_explanation(found, console(), depth=options.depth)
    return 0
