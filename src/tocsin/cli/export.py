"""`tocsin export`: data of the lake as a file."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import OUTPUT, QUESTION, Common, Store, day_option
from tocsin.cli.report import reporting
from tocsin.settings import load_settings

NAME = "export"
EPILOG = """Examples:

tocsin export dyad-months --out months.parquet

tocsin export gdelt --dyad RUS-PRK --out events.csv"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin export` takes."""

    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="A source whose licence allows it, or dyad-months: events by pair and month, "
            "which is derived and always allowed.",
            show_default=False,
        ),
    ]
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="The file, .parquet or .csv; one that is there is replaced.",
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ]
    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="STATE-STATE",
            help="Only rows between two states, as codes or names.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    since: Annotated[
        dt.date | None, day_option("--since", "First day of the rows.", panel=QUESTION)
    ] = None
    until: Annotated[
        dt.date | None, day_option("--until", "Last day of the rows.", panel=QUESTION)
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Write data of the lake to a file, where the licence of the source allows it.

    Data that may not be handed on are refused, with the reason.
    """
    settings = load_settings({"store": options.store})
    request = pipeline.Exporting(
        what=options.what,
        out=options.out,
        dyad=options.dyad,
        since=options.since,
        until=options.until,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        rows = pipeline.export(request, settings=settings)
        report.note(f"{rows:,} rows written to {options.out}.")
    return 0
