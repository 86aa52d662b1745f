"""`tocsin sources`: which structured data can be read, on which terms, and what is there."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.options import Common, Json, Store
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.settings import load_settings

NAME = "sources"
EPILOG = """Examples:

tocsin sources

tocsin sources gdelt

tocsin sources --json | jq -c '{name, licence, held}'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin sources` takes."""

    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="One source, with its formats, options and citation.",
            show_default=False,
        ),
    ] = None
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """List the sources of structured data with licence and coverage, and what the lake holds."""
    settings = load_settings({"store": options.store})
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        entries = pipeline.source_entries(options.name, settings=settings)
    if options.json:
        for entry in entries:
            print_json(entry.as_json())
    elif options.name:
        tell.render_source(entries[0], console())
    else:
        tell.render_sources(entries, console())
    return 0
