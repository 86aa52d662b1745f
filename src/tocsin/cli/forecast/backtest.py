"""`tocsin forecast backtest`: what would have been said on days gone by, and what came."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import Dyad, Events, Plot, Seed, Source
from tocsin.cli.options import QUESTION, Common, Json, Store, day_option
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "backtest"
EPILOG = """Examples:

tocsin forecast backtest --from 2018-04-01 --to 2018-08-01 --every 7

tocsin forecast backtest --events events.parquet --class agreement --within 30 --plot cal.svg"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast backtest` takes."""

    first: Annotated[
        dt.date | None,
        day_option(
            "--from",
            "First day on which it is asked; five windows after the first event by default.",
            panel=QUESTION,
        ),
    ] = None
    last: Annotated[
        dt.date | None,
        day_option(
            "--to",
            "Last such day; the last whose window is covered by default.",
            panel=QUESTION,
        ),
    ] = None
    every: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            help="Days from one day of asking to the next.",
            rich_help_panel=QUESTION,
        ),
    ] = 7
    kind: Annotated[
        str,
        typer.Option(
            "--class",
            metavar="NAME",
            help="The class of events; `tocsin forecast ask --help` lists them.",
            rich_help_panel=QUESTION,
        ),
    ] = "meeting"
    within: Annotated[
        int,
        typer.Option(
            metavar="DAYS",
            help="Days of the window, from the day after.",
            rich_help_panel=QUESTION,
        ),
    ] = 14
    least: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="Fewest events of a pair in the year before for it to be asked about.",
            rich_help_panel=QUESTION,
        ),
    ] = 10
    dyad: Dyad = None
    events: Events = "lake"
    source: Source = ""
    model: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="learned (anew every 28 days), or pair for the rate of the pair alone.",
            rich_help_panel=QUESTION,
        ),
    ] = "learned"
    json: Json = False
    plot: Plot = None
    seed: Seed = None
    store: Store = None


def run(options: Options) -> int:
    """Ask about all busy pairs on days gone by, from the events up to each day, and score it.

    Nothing is kept in the record. Exit status 3 means that the events give no question.
    """
    settings = load_settings({"store": options.store, "seed": options.seed})
    request = forecasting.Backtesting(
        events=options.events,
        source=options.source,
        first=options.first,
        last=options.last,
        every=options.every,
        kind=options.kind,
        within=options.within,
        least=options.least,
        dyad=options.dyad or "",
        model=options.model,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        if options.plot is not None:
            tell.check_plot(options.plot)
        found = forecasting.run_backtest(request, settings=settings, watcher=report)
        if options.plot is not None:
            forecasting.plot_backtest(found, options.plot)
    if options.json:
        print_json(tell.backtest_json(found))
    else:
        tell.render_backtest(found, console())
    return 0
