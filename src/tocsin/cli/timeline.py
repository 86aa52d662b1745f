"""`tocsin timeline`: what happened between two states, and what became of what was planned."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.options import OUTPUT, QUESTION, Common, Dyad, Json, Store, day_option
from tocsin.cli.out import console, print_json, text_stream
from tocsin.cli.report import reporting
from tocsin.errors import UsageError
from tocsin.settings import load_settings

NAME = "timeline"
EPILOG = """Examples:

tocsin timeline --dyad RUS-PRK

tocsin timeline --dyad RUS-PRK --until 2023-09-10 --source claims

tocsin timeline --dyad RUS-PRK --since 2023-01-01 --plot 2023.svg

tocsin timeline --dyad RUS-PRK --json | jq '.happenings[] | select(.outcome)'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin timeline` takes."""

    dyad: Dyad
    since: Annotated[
        dt.date | None,
        day_option(
            "--since", "First day; ten years before the last one by default.", panel=QUESTION
        ),
    ] = None
    until: Annotated[
        dt.date | None,
        day_option(
            "--until", "Last day, after which nothing is known; the last one of the record by "
            "default.",
            panel=QUESTION,
        ),
    ] = None  # fmt: skip
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="A source of data, or claims: what was read. All by default. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    most: Annotated[
        int | None,
        typer.Option(
            "--most",
            metavar="N",
            help="Events of data to show, those with most rows: 500 by default, 0 for all.",
            min=0,
            rich_help_panel=OUTPUT,
        ),
    ] = None
    json: Json = False
    csv: Annotated[
        bool,
        typer.Option(
            "--csv", metavar="", help="Print CSV with a header.", rich_help_panel=OUTPUT
        ),
    ] = False
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the timeline; .svg or .png. Needs the extra plot.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Show what happened, is planned or was called off between two states, from text and data.

    An event that several reports tell stands once, with all of them. What was planned says what
    became of it, and on what grounds. --json and --csv leave out rows that may not be handed on.
    Exit status 3 means that the record holds nothing on the two.
    """
    if options.json and options.csv:
        raise UsageError("--json and --csv exclude each other; give one of them.")
    settings = load_settings({"store": options.store})
    request = pipeline.Timelining(
        dyad=options.dyad,
        since=options.since,
        until=options.until,
        sources=tuple(options.source or ()),
        most=options.most,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = pipeline.draw_timeline(request, settings=settings, watcher=report)
        if options.plot is not None:
            pipeline.plot_timeline(found, options.plot, settings=settings)
        if options.json or options.csv:
            found, left_out = pipeline.shareable(found)
            if left_out:
                report.note(left_out)
    if options.json:
        print_json(tell.timeline_json(found))
    elif options.csv:
        with text_stream() as stream:
            tell.write_timeline_csv(found, stream)
    else:
        tell.render_timeline(found, console())
    return 0
