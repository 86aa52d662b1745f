"""`tocsin forecast resolve`: what came of questions, by their rules or by hand."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import AsOf, day_of
from tocsin.cli.options import QUESTION, Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.errors import UsageError
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "resolve"
EPILOG = """Examples:

tocsin forecast resolve --due

tocsin forecast resolve q-1a2b

tocsin forecast resolve q-1a2b --outcome void --because "The state has been dissolved." """


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast resolve` takes."""

    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION",
            help="Id of the question (q-); none with --due.",
            show_default=False,
        ),
    ] = None
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            metavar="",
            help="All questions that are due, and open ones that have come already.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME",
            help="yes, no or void, by hand; by the rule and the lake by default.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    because: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Why, for an outcome by hand.", rich_help_panel=QUESTION
        ),
    ] = ""
    as_of: AsOf = None
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Decide questions by the rule that was written when they were asked.

    Yes as soon as a source of the rule has such a row in the window; no when the window has
    passed, a source covers all of it and none has one. What no source covers stays open, and
    what is missing is said. Exit status 3 means that the question named could not be decided.
    """
    if bool(options.question) == options.due:
        raise UsageError("Give the id of a question, or --due for all that are due.")
    settings = load_settings({"store": options.store})
    request = forecasting.Resolving(
        as_of=day_of(options.as_of),
        question=options.question or "",
        answer=forecasting.answer_of(options.outcome) if options.outcome else None,
        because=options.because,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = forecasting.resolve(request, settings=settings, watcher=report)
        if not found:
            report.note("Nothing is due.")
    for one in found:
        if options.json:
            record = forecasting.shareable_record(one.record)
            shown = tell.question_json(record, today=request.as_of)
            print_json({**shown, "missing": one.missing})
        else:
            tell.render_resolved(one.record, one.missing, console(), is_new=one.is_new)
    return 3 if options.question and found and found[0].missing else 0
