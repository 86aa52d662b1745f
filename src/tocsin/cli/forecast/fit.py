"""`tocsin forecast fit`: a model of occurrence out of events."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import Events, Source
from tocsin.cli.options import OUTPUT, QUESTION, RUN, Common, Json, Store, day_option
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "fit"
EPILOG = """Examples:

tocsin forecast fit --events lake

tocsin forecast fit --events events.parquet --class meeting --out model.npz

tocsin forecast fit --what ranking --mode full"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast fit` takes."""

    events: Events = "lake"
    source: Source = ""
    until: Annotated[
        dt.date | None,
        day_option(
            "--until", "Last day of events to learn from; all by default.", panel=QUESTION
        ),
    ] = None
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--class",
            metavar="NAME",
            help="A class of events to learn; all by default. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    what: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="occurrence (whether it happens) or ranking (with whom).",
            rich_help_panel=QUESTION,
        ),
    ] = "occurrence"
    mode: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Of a ranking: counting, or full for learned trees (needs lightgbm).",
            rich_help_panel=QUESTION,
        ),
    ] = "counting"
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The model's file; in a folder beside the ledger by default.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    json: Json = False
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Seed of all draws; 0 by default (TOCSIN_SEED).",
            rich_help_panel=RUN,
        ),
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Learn how probable events are from those that happened, and write it to a file.

    The file holds numbers and text alone. `ask` and `next` take it from beside the ledger. Exit status 3
    means that there is too little to learn from.
    """
    settings = load_settings({"store": options.store, "seed": options.seed})
    request = forecasting.Training(
        events=options.events,
        source=options.source,
        until=options.until,
        kinds=tuple(options.kind or ()),
        out=options.out,
        what=options.what,
        mode=options.mode,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        card = forecasting.train(request, settings=settings, watcher=report)
    if options.json:
        print_json(card)
    else:
        tell.render_card(card, console())
    return 0
