"""`tocsin network`: who is on good and bad terms with whom at a date."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.options import OUTPUT, QUESTION, Common, Json, Store, day_option
from tocsin.cli.out import console, print_json, text_stream
from tocsin.cli.report import reporting
from tocsin.errors import UsageError
from tocsin.settings import load_settings

NAME = "network"
EPILOG = """Examples:

tocsin network --at 2018-06-30

tocsin network --at 2018-06-30 --dyad CHN-PRK --plot network.svg

tocsin network --at 2012-06-30 --alliances"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin network` takes."""

    at: Annotated[
        dt.date | None,
        day_option("--at", "The day; the last one covered by default.", panel=QUESTION),
    ] = None
    source: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The source of the ties; by default the one with most rows that covers the day.",
            rich_help_panel=QUESTION,
        ),
    ] = ""
    alliances: Annotated[
        bool,
        typer.Option(
            "--alliances",
            metavar="",
            help="Take alliance ties of the year, not events.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    window: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            help="How many days before the day its events count.",
            min=1,
            rich_help_panel=QUESTION,
        ),
    ] = 365
    least: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="Fewest events that make a tie of two states.",
            min=1,
            rich_help_panel=QUESTION,
        ),
    ] = 10
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            metavar="",
            help="A tie is friendly where more than half is cooperation, not more than usual.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="STATE-STATE",
            help="Two states that are pointed out.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    json: Json = False
    csv: Annotated[
        bool,
        typer.Option(
            "--csv", metavar="", help="Print the ties as CSV.", rich_help_panel=OUTPUT
        ),
    ] = False
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the network; .svg or .png. Needs the extra plot.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Show the network of states at a date: ties, blocs, and who stands between them.

    Exit status 3 means that the record holds no data for it.
    """
    if options.json and options.csv:
        raise UsageError("--json and --csv exclude each other; give one of them.")
    settings = load_settings({"store": options.store})
    request = pipeline.Networking(
        at=options.at,
        source=options.source,
        is_of_alliances=options.alliances,
        window_days=options.window,
        least_events=options.least,
        is_relative=not options.plain,
    )
    dyad = pipeline.parse_dyad(options.dyad) if options.dyad else None
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = pipeline.draw_network(request, settings=settings, watcher=report)
        if options.plot is not None:
            pipeline.plot_network(found, options.plot, dyad=dyad)
    if options.json:
        print_json(tell.network_json(found))
    elif options.csv:
        with text_stream() as stream:
            tell.write_network_csv(found, stream)
    else:
        tell.render_network(found, console(), dyad=dyad)
    return 0
