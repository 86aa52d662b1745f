"""`tocsin forecast next`: with whom somebody is most probable to do something, if they do."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import Events, Source
from tocsin.cli.options import OUTPUT, QUESTION, RUN, Common, Json, Store, day_option
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "next"
EPILOG = """Examples:

tocsin forecast next --subject PRK --relation "Make a visit"

tocsin forecast next --subject "North Korea" --relation 042 --at 2018-09-10 --events events.parquet"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast next` takes."""

    subject: Annotated[
        str,
        typer.Option(
            metavar="ACTOR",
            help="Who acts: a state, or a name as the events have it.",
            rich_help_panel=QUESTION,
        ),
    ]
    relation: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What is done: a relation as the events name it, or a CAMEO code.",
            rich_help_panel=QUESTION,
        ),
    ]
    at: Annotated[
        dt.date | None,
        day_option(
            "--at", "The day; the first one after the events by default.", panel=QUESTION
        ),
    ] = None
    by_whom: Annotated[
        bool,
        typer.Option(
            "--by-whom",
            metavar="",
            help="Ask who does it to them.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    events: Events = "lake"
    source: Source = ""
    mode: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="counting, or full for learned trees (needs lightgbm).",
            rich_help_panel=RUN,
        ),
    ] = "counting"
    most: Annotated[
        int,
        typer.Option(metavar="N", help="How many are named.", min=1, rich_help_panel=OUTPUT),
    ] = 10
    model: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="File of a ranking; the one beside the ledger, else one is learned at once.",
            rich_help_panel=RUN,
        ),
    ] = ""
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
    """Rank with whom an actor does something on a day, given that it does.

    The order rests on the events of earlier days alone. Exit status 3 means that they are too
    few. Needs the extra forecast.
    """
    settings = load_settings({"store": options.store, "seed": options.seed})
    request = forecasting.Following(
        subject=options.subject,
        relation=options.relation,
        at=options.at,
        is_by_whom=options.by_whom,
        events=options.events,
        source=options.source,
        mode=options.mode,
        most=options.most,
        model=options.model,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = forecasting.follow(request, settings=settings, watcher=report)
    if options.json:
        print_json(found)
    else:
        tell.render_next(found, console())
    return 0
