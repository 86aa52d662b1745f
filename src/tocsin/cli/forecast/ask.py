"""`tocsin forecast ask`: a question with its rule, and a probability."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.forecast.shared import AsOf, Dyad, Kind, day_of
from tocsin.cli.options import QUESTION, RUN, Common, Json, Store, day_option
from tocsin.cli.out import console, print_json
from tocsin.cli.report import Report, reporting
from tocsin.errors import UsageError
from tocsin.pipeline import forecasting
from tocsin.settings import load_settings

NAME = "ask"
EPILOG = """Examples:

tocsin forecast ask --dyad RUS-PRK --class meeting --within 14

tocsin forecast ask --from-claim c-5f1e --as-of 2023-09-05

tocsin forecast ask q-1a2b --p 0.7"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin forecast ask` takes."""

    question: Annotated[
        str | None,
        typer.Argument(
            metavar="QUESTION",
            help="Id of a question (q-) to answer once more; none for a new one.",
            show_default=False,
        ),
    ] = None
    from_claim: Annotated[
        str | None,
        typer.Option(
            "--from-claim",
            metavar="ID",
            help="Ask whether what a claim (c-) tells of as planned or possible comes.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    dyad: Dyad = None
    kind: Kind = None
    within: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="Days of the window, from the day after; 30 by default.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    by: Annotated[
        dt.date | None,
        day_option("--by", "Last day of the window, in place of --within.", panel=QUESTION),
    ] = None
    as_of: AsOf = None
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="A source whose rows decide; the largest of the lake by default. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    p: Annotated[
        float | None,
        typer.Option(
            "--p",
            metavar="P",
            help="Your own probability, 0 to 1; computed from the lake by default.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    model: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="The model's file, or pair for the rate of the pair; the one beside the ledger "
            "by default.",
            rich_help_panel=RUN,
        ),
    ] = ""
    all_open: Annotated[
        bool,
        typer.Option(
            "--open",
            metavar="",
            help="Answer every open question once more.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Ask whether something happens between two states in a window, and answer it.

    The rule that will decide it is written at once, and never changed. The probability comes
    from the events of the lake up to the day of asking, or from you with --p. Exit status 3
    means that the data do not carry one; nothing is kept then.
    """
    settings = load_settings({"store": options.store})
    request = _request(options)
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        if options.all_open:
            return _all_open(request, options, report)
        found = forecasting.ask(request, settings=settings, watcher=report)
    if not found.is_new and not options.question:
        report.note(f"This was asked before, on {found.record.question.asked_on}.")
    _show(found, options, request.as_of)
    return 0


def _all_open(request: "forecasting.Asking", options: Options, report: Report) -> int:
    """Answer every open question once more; status 3 if none could be."""
    if options.question or options.from_claim or options.dyad or options.kind:
        raise UsageError("--open answers every open question; give no question with it.")
    if options.p is not None:
        raise UsageError("--p is for one question; leave it out with --open.")
    settings = load_settings({"store": options.store})
    count = 0
    for found in forecasting.ask_open(request, settings=settings, watcher=report):
        count += 1
        _show(found, options, request.as_of)
    if not count:
        report.note("No open question was answered.")
    return 0 if count else 3


def _request(options: Options) -> "forecasting.Asking":
    """Return the question that the options ask."""
    return forecasting.Asking(
        as_of=day_of(options.as_of),
        question=options.question or "",
        claim=options.from_claim or "",
        dyad=options.dyad or "",
        kind=options.kind or "",
        within=options.within,
        by=options.by,
        sources=tuple(options.source or ()),
        p=options.p,
        model=options.model,
    )


def _show(found: "forecasting.Answered", options: Options, today: dt.date) -> None:
    """Print a question with its newest forecast."""
    if options.json:
        record = forecasting.shareable_record(found.record)
        print_json(tell.question_json(record, today=today))
        return
    tell.render_question(found.record, console(), today=today, chosen=found.forecast.id)
