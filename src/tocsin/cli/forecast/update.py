"""`tocsin forecast update`: a model brought up to date with the days since."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import Events, Source
from tocsin.cli.options import QUESTION, RUN, Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "update"
EPILOG = """Examples:

tocsin forecast update

tocsin forecast update --events events.parquet --model model.npz"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast update` takes."""

    events: Events = "lake"
    source: Source = ""
    what: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="occurrence (whether it happens) or ranking (with whom).",
            rich_help_panel=QUESTION,
        ),
    ] = "occurrence"
    model: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The model's file; the one beside the ledger by default.",
            rich_help_panel=RUN,
        ),
    ] = None
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Bring a model up to date with the days that came in since it was learned.

    Without new days its file stays as it is.
    """
    settings = load_settings({"store": options.store})
    request = forecasting.Training(
        events=options.events, source=options.source, out=options.model, what=options.what
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        card, days = forecasting.update(request, settings=settings, watcher=report)
        report.note(f"{days} new days." if days else "No new days; the model stays as it is.")
    if options.json:
        print_json(card)
    else:
        tell.render_card(card, console())
    return 0
