"""`tocsin forecast show`: one question with its rule, its forecasts and what came of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import AsOf, day_of
from tocsin.cli.options import OUTPUT, Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "show"
EPILOG = """Examples:

tocsin forecast show q-1a2b

tocsin forecast show q-1a2b --plot history.svg"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast show` takes."""

    question: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id of a question (q-), or of a forecast (f-) or resolution (r-) of it.",
            show_default=False,
        ),
    ]
    as_of: AsOf = None
    json: Json = False
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the probability over time; .svg or .png. Needs the extra plot.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Show a question: its rule, every probability that was given, why, and what came of it."""
    settings = load_settings({"store": options.store})
    today = day_of(options.as_of)
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        record = forecasting.find_question(options.question, settings=settings)
        if options.plot is not None:
            tell.check_plot(options.plot)
            tell.plot_history(record, options.plot)
    if options.json:
        shown = forecasting.shareable_record(record)
        print_json(tell.question_json(shown, today=today))
        return 0
    tell.render_question(record, console(), today=today, chosen=options.question)
    return 0
