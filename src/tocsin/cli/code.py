"""`tocsin code`: the claims that documents make."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.intake import intake_of
from tocsin.cli.options import OUTPUT, RUN, Json, Reader, Rows
from tocsin.cli.out import console, print_lines, text_stream
from tocsin.cli.report import reporting
from tocsin.errors import UsageError
from tocsin.model.gazetteer import load_gazetteer
from tocsin.settings import load_settings

NAME = "code"
EPILOG = """Examples:

tocsin code article.txt --date 2023-09-05

tocsin code article.txt --json | jq -c '{quote, event, status}'

tocsin read reports/ --json | tocsin code - --csv > claims.csv

tocsin code events.parquet --column text --date-column date --jobs auto --json"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Rows):
    """What `tocsin code` takes."""

    json: Json = False
    csv: Annotated[
        bool,
        typer.Option(
            "--csv", metavar="", help="Print CSV with a header.", rich_help_panel=OUTPUT
        ),
    ] = False
    jobs: Annotated[
        str,
        typer.Option(
            "--jobs",
            metavar="N",
            help="How many processes code at once, each with about 230 MB; 0 or auto: one for each "
            "core.",
            rich_help_panel=RUN,
        ),
    ] = "1"
    reader: Reader = None


def run(options: Options) -> int:
    """List the claims of each document: who does what to whom, as whose word, with the quote.

    With --json each claim is one line, as `tocsin schema claim` describes it. Standard input
    may be a text, a page, or documents as `tocsin read --json` prints them. With --column the
    rows of tables are read, each as a document.
    """
    if options.json and options.csv:
        raise UsageError("--json and --csv exclude each other; give one of them.")
    jobs = pipeline.count_jobs(options.jobs)
    settings = load_settings({"reader": options.reader})
    with reporting(
        is_quiet=options.quiet, verbosity=options.verbose, is_streaming=options.json
    ) as report:
        found = pipeline.code_documents(
            intake_of(options), settings=settings, watcher=report, jobs=jobs
        )
        claims = (claim for item in found for claim in item.coding.claims)
        if options.json:
            print_lines(claims)
            return 0
        listed = list(claims)
    if options.csv:
        with text_stream() as stream:
            tell.write_claims_csv(listed, stream)
        return 0
    tell.render_claims(listed, console(), load_gazetteer().names)
    return 0
