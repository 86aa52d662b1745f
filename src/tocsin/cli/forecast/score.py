"""`tocsin forecast score`: how good the forecasts of the record were."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import AsOf, Dyad, Kind, Plot, Seed, day_of
from tocsin.cli.options import QUESTION, Common, Json, Store, day_option
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "score"
EPILOG = """Examples:

tocsin forecast score

tocsin forecast score --since 2023-01-01 --class meeting --plot calibration.svg

tocsin forecast score --method hand --json | jq .brier"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast score` takes."""

    since: Annotated[
        dt.date | None,
        day_option("--since", "Only questions asked on this day or later.", panel=QUESTION),
    ] = None
    kind: Kind = None
    dyad: Dyad = None
    method: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Only forecasts of a method, such as hand; all by default.",
            rich_help_panel=QUESTION,
        ),
    ] = ""
    forecast: Annotated[
        str,
        typer.Option(
            metavar="WHICH",
            help="Which forecast of a question is scored: first or last.",
            rich_help_panel=QUESTION,
        ),
    ] = "first"
    as_of: AsOf = None
    json: Json = False
    plot: Plot = None
    seed: Seed = None
    store: Store = None


def run(options: Options) -> int:
    """Score the forecasts whose questions are resolved, beside what base rates would have said.

    Exit status 3 means that there is none yet.
    """
    settings = load_settings({"store": options.store, "seed": options.seed})
    request = forecasting.Scoring(
        as_of=day_of(options.as_of),
        since=options.since,
        kind=options.kind or "",
        dyad=options.dyad or "",
        method=options.method,
        which=forecasting.which_of(options.forecast),
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        if options.plot is not None:
            tell.check_plot(options.plot)
        report = forecasting.score(request, settings=settings)
        if options.plot is not None:
            tell.plot_calibration(report, options.plot)
    if options.json:
        print_json(tell.scores_json(report))
    else:
        tell.render_scores(report, console())
    return 0
