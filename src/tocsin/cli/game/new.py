"""`tocsin game new`: a scenario drafted from coded claims."""

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import (
    OUTPUT,
    QUESTION,
    Common,
    DocumentDate,
    Publisher,
    Reader,
    Store,
    Title,
    day_option,
)
from tocsin.cli.out import write_line
from tocsin.cli.report import reporting
from tocsin.pipeline import gaming
from tocsin.settings import load_settings

NAME = "new"
EPILOG = """Examples:

tocsin game new exchange --from article.txt --date 2023-09-05 --out deal.yaml

tocsin code reports/ --json | tocsin game new sanctions --from - --as-of 2023-10-14

tocsin game new --from reports/ --dyad RUS-PRK --all drafts/"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin game new` takes."""

    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="exchange, disclosure, hedging, sanctions or bargaining; by default the first "
            "of them that the claims carry.",
            show_default=False,
        ),
    ] = ""
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="CLAIMS",
            help="Claims as tocsin code --json prints them, - for standard input, articles "
            "(files, folders, addresses), or the id of an assessment (a-) or document (d-) of "
            "the ledger. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    dyad: Annotated[
        str,
        typer.Option(
            metavar="STATE-STATE",
            help="The two states, as codes or names; found in the claims by default.",
            rich_help_panel=QUESTION,
        ),
    ] = ""
    as_of: Annotated[
        dt.date | None,
        day_option(
            "--as-of",
            "The day on which the pair is looked at; later documents are left out. Newest "
            "document by default.",
            panel=QUESTION,
        ),
    ] = None
    date: DocumentDate = None
    publisher: Publisher = None
    title: Title = None
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the scenario to a file (.yaml) instead of standard output.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    all_in: Annotated[
        Path | None,
        typer.Option(
            "--all",
            metavar="FOLDER",
            help="Write one file for each kind that the claims carry.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            metavar="",
            help="Replace files that are there.",
            rich_help_panel=OUTPUT,
        ),
    ] = False
    store: Store = None
    reader: Reader = None


def run(options: Options) -> int:
    """Draft a scenario from what texts claim, a quote behind each number that has one.

    The draft runs at once, and is meant to be worked on: claims say what is done, planned or
    feared, and general rules turn that into wide ranges. Exit status 3 means that the claims do
    not carry the game.
    """
    settings = load_settings({"store": options.store, "reader": options.reader})
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        found = gaming.draft_scenarios(_request(options), settings=settings, watcher=report)
        for one in found:
            if one.path is not None:
                report.note(f"{one.path}: a draft of the game {one.kind}.")
    for one in found:
        if one.path is None:
            write_line(one.text.rstrip("\n"))
    return 0


def _request(options: Options) -> "gaming.Drafting":
    """Return what the options ask for."""
    sources = tuple(options.evidence or ())
    return gaming.Drafting(
        intake=pipeline.Intake(
            sources=sources,
            date=options.date,
            publisher=options.publisher,
            title=options.title,
            stdin=sys.stdin.buffer if "-" in sources else None,
        ),
        kind=options.kind,
        dyad=options.dyad,
        as_of=options.as_of,
        out=options.out,
        folder=options.all_in,
        is_forced=options.force,
    )
