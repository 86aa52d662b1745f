"""`tocsin forecast list`: the questions, open, due and resolved."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import AsOf, Csv, Dyad, Kind, day_of
from tocsin.cli.options import QUESTION, Common, Json, Store
from tocsin.cli.out import console, print_json, text_stream
from tocsin.cli.report import reporting
from tocsin.errors import UsageError
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "list"
EPILOG = """Examples:

tocsin forecast list

tocsin forecast list --state due

tocsin forecast list --csv > questions.csv"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast list` takes."""

    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="NAME",
            help="Only questions that are open, due or resolved. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    kind: Kind = None
    dyad: Dyad = None
    as_of: AsOf = None
    json: Json = False
    csv: Csv = False
    store: Store = None


def run(options: Options) -> int:
    """List the questions of the record, those first whose window ends first.

    A question is open while its window lasts, due when the window has passed and nothing has
    decided it yet, and resolved by yes, no or void.
    """
    if options.json and options.csv:
        raise UsageError("--json and --csv exclude each other; give one of them.")
    settings = load_settings({"store": options.store})
    today = day_of(options.as_of)
    request = forecasting.Listing(
        as_of=today,
        stages=forecasting.stages_of(tuple(options.state or ())),
        kind=options.kind or "",
        dyad=options.dyad or "",
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        records = forecasting.list_questions(request, settings=settings)
    if options.json:
        for record in records:
            shown = forecasting.shareable_record(record)
            print_json(tell.question_json(shown, today=today))
    elif options.csv:
        with text_stream() as stream:
            tell.write_questions_csv(records, stream, today=today)
    else:
        tell.render_questions(records, console(), today=today)
    return 0
