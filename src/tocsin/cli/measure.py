"""`tocsin measure`: a dyad in figures."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.options import OUTPUT, QUESTION, Common, Dyad, Json, Store, day_option
from tocsin.cli.out import console, print_lines, text_stream
from tocsin.cli.report import reporting
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.settings import load_settings

NAME = "measure"
UNKNOWN = InsufficientDataError.exit_code
EPILOG = """Examples:

tocsin measure --dyad RUS-PRK

tocsin measure --dyad CHN-PRK --since 2018-01-01 --until 2018-12-31 --family tension --all

tocsin measure --dyad RUS-PRK --family similarity --plot votes.svg

tocsin measure --dyad RUS-PRK --json | jq -c '{measure, start, value, note}'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin measure` takes."""

    dyad: Dyad
    since: Annotated[
        dt.date | None,
        day_option(
            "--since", "First day; by default ten years before the last one.", panel=QUESTION
        ),
    ] = None
    until: Annotated[
        dt.date | None,
        day_option(
            "--until",
            "Last day; by default the last one that the data of a family cover.",
            panel=QUESTION,
        ),
    ] = None  # fmt: skip
    family: Annotated[
        list[str] | None,
        typer.Option(
            "--family",
            metavar="NAME",
            help="A family of measures: tension, attention, bursts, contact, exchange, "
            "dependence, similarity, triads, balance or blocs; all that there are data for by "
            "default. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="A source of data; all by default. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    third: Annotated[
        str,
        typer.Option(
            metavar="STATE,...",
            help="Third states, for triads; those with most events by default.",
            rich_help_panel=QUESTION,
        ),
    ] = ""
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            metavar="",
            help="Show every month and year, not the whole period alone.",
            rich_help_panel=OUTPUT,
        ),
    ] = False
    json: Json = False
    csv: Annotated[
        bool,
        typer.Option(
            "--csv", metavar="", help="Print CSV with a header.", rich_help_panel=OUTPUT
        ),
    ] = False
    parquet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the values as Parquet.", rich_help_panel=OUTPUT
        ),
    ] = None
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the values over time; .svg or .png. Needs the extra plot.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Measure a dyad by the record: each value with interval, n, source and what it cannot say.

    What the record does not cover is unknown, not zero, and each unknown value says why. Values
    are kept, so that `tocsin why ID` opens them later. Exit status 3 means that none is known.
    """
    if options.json and options.csv:
        raise UsageError("--json and --csv exclude each other; give one of them.")
    if options.parquet is not None:
        pipeline.check_parquet(options.parquet)
    if options.plot is not None:
        tell.check_plot(options.plot)
    settings = load_settings({"store": options.store})
    request = pipeline.Measuring(
        dyad=options.dyad,
        since=options.since,
        until=options.until,
        families=tuple(options.family or ()),
        sources=tuple(options.source or ()),
        third=options.third,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = pipeline.measure(request, settings=settings, watcher=report)
        if not found.is_known:
            report.note(f"All {len(found.values)} values are unknown; each says why.")
        if options.parquet is not None:
            pipeline.write_measures(found, options.parquet)
        if options.plot is not None:
            pipeline.plot_measures(found, options.plot)
    if options.json:
        print_lines(found.values)
    elif options.csv:
        with text_stream() as stream:
            tell.write_measures_csv(found.values, stream)
    else:
        tell.render_measures(found, console(), is_whole=options.all)
    return 0 if found.is_known else UNKNOWN
