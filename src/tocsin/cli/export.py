"""`tocsin export`: an assessment for other programs, or data of the lake, as files."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import OUTPUT, QUESTION, Common, Store, day_option
from tocsin.cli.report import reporting
from tocsin.settings import load_settings

NAME = "export"
EPILOG = """Examples:

tocsin export last --out brief.stix.json

tocsin export last --dyad RUS-PRK --as csv --out tables/

tocsin export a-1f2e --table judgements --out judgements.parquet

tocsin export dyad-months --out months.parquet

tocsin export gdelt --dyad RUS-PRK --out events.csv"""


def _kinds() -> list[str]:
    """Return the kinds of an assessment's export, for shell completion."""
    return list(pipeline.KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin export` takes."""

    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help="An assessment: its id (a-...), the beginning of it, or last. Or data of the "
            "lake: a source whose licence allows it, or dyad-months: events by pair and month, "
            "which is derived and always allowed.",
            show_default=False,
        ),
    ]
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="An assessment: .stix.json, .ftm.json, .json, .csv or .parquet, or a folder. "
            "Data: .parquet or .csv. A file that is there is replaced.",
            rich_help_panel=OUTPUT,
            show_default=False,
        ),
    ]
    kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help="Of an assessment: stix, ftm, csv, parquet or json; by default what the ending "
            "says. csv and parquet without --table write all tables into a folder.",
            autocompletion=_kinds,
            rich_help_panel=OUTPUT,
        ),
    ] = None
    table: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="One table of an assessment: judgements, concern, drivers, flips, claims, "
            "documents, figures, exchange, hypotheses, cells or indicators.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="STATE-STATE",
            help="Only rows between two states, as codes or names; with last: the last "
            "assessment of this pair.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    since: Annotated[
        dt.date | None, day_option("--since", "First day of the rows.", panel=QUESTION)
    ] = None
    until: Annotated[
        dt.date | None, day_option("--until", "Last day of the rows.", panel=QUESTION)
    ] = None
    store: Store = None


def run(options: Options) -> int:
    """Write an assessment as STIX, FollowTheMoney, tables or JSON; or data of the lake.

    Data that may not be handed on are refused, with the reason.
    """
    settings = load_settings({"store": options.store})
    request = pipeline.Exporting(
        what=options.what,
        out=options.out,
        kind=options.kind,
        table=options.table,
        dyad=options.dyad,
        since=options.since,
        until=options.until,
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        for told in pipeline.export(request, settings=settings):
            report.note(told)
    return 0
