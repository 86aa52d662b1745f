"""`tocsin ingest`: structured data into the record."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.options import OUTPUT, QUESTION, Common, Store, day_option
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.settings import load_settings

NAME = "ingest"
EPILOG = """Examples:

tocsin ingest gdelt 20230904.export.CSV.zip --only-dyads

tocsin ingest icews events/ --store work.sqlite

tocsin ingest dyad-years trade.csv --option series=exports --option scheme=cow --option start=1990 --option end=2014"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin ingest` takes."""

    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="What the files are, such as gdelt; `tocsin sources` lists all names.",
            show_default=False,
        ),
    ]
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Files as their provider publishes them (.zip and .gz too), folders of them, or "
            "http(s) addresses.",
            show_default=False,
        ),
    ]
    only_dyads: Annotated[
        bool,
        typer.Option(
            "--only-dyads",
            metavar="",
            help="Keep only rows with two different known states or bodies.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    option: Annotated[
        list[str] | None,
        typer.Option(
            "--option",
            metavar="NAME=VALUE",
            help="What must be said of the files; `tocsin sources NAME` lists it. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    skip_bad: Annotated[
        int,
        typer.Option(
            "--skip-bad",
            metavar="N",
            min=0,
            show_default=False,
            help="Leave out up to N rows of a step that do not fit, and name them; else the first "
            "one stops the step.",
            rich_help_panel=QUESTION,
        ),
    ] = 0
    retrieved: Annotated[
        dt.date | None,
        day_option("--retrieved", "Day on which the files were got; today by default.",
                   panel=QUESTION),
    ] = None  # fmt: skip
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            metavar="",
            help="Print JSON, one step of the ingest a line.",
            rich_help_panel=OUTPUT,
        ),
    ] = False
    store: Store = None


def run(options: Options) -> int:
    """Take files of structured data into the lake beside the ledger.

    Each step of up to 64 files is there whole or not at all, and what is said to be done
    survives a kill. A call that was cut off is simply repeated: files that are there already are
    passed over. Needs the extra lake.
    """
    settings = load_settings({"store": options.store})
    delivery = pipeline.Delivery(
        source=options.source,
        names=tuple(options.names),
        options=tuple(options.option or ()),
        only_dyads=options.only_dyads,
        most_refused=options.skip_bad,
        retrieved=options.retrieved or dt.datetime.now(dt.UTC).date(),
    )
    with reporting(
        is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True
    ) as report:
        for done in pipeline.ingest(delivery, settings=settings, watcher=report):
            if options.json:
                print_json(done)
            else:
                tell.render_ingest(done, console())
    return 0
