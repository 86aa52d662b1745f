"""`tocsin watch`: pairs read again, and what changed since the last time."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import tell
from tocsin.cli.options import (
    OUTPUT,
    QUESTION,
    RUN,
    Common,
    Json,
    Reader,
    Store,
    day_option,
    today,
)
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.pipeline import watching
from tocsin.settings import load_settings

NAME = "watch"
EPILOG = """Examples:

tocsin watch watch.yaml

tocsin watch watch.yaml --only RUS-PRK --dry-run

tocsin watch watch.yaml --json | jq 'select(.state == "changed")'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin watch` takes."""

    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="YAML with pairs, stakeholders, sources and feeds.",
            show_default=False,
        ),
    ]
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Only the pair of this name, such as RUS-PRK. Repeatable.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    as_of: Annotated[
        dt.date | None,
        day_option(
            "--as-of",
            "Day of the judgements; later documents are left out. Newest document by default.",
            panel=QUESTION,
        ),
    ] = None
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            metavar="",
            help="Read and answer on a copy of the ledger; nothing is kept.",
            rich_help_panel=RUN,
        ),
    ] = False
    json: Json = False
    store: Store = None
    reader: Reader = None
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            metavar="",
            help="Print only pairs that changed, are new, or failed.",
            rich_help_panel=OUTPUT,
        ),
    ] = False


def run(options: Options) -> int:
    """Read the sources of some pairs again, and tell what changed since the last run and why.

    A new answer is kept only where something changed. Nothing runs in the background: let cron
    call this. Exit status 0 with changes and without, 1 if a pair failed; it is named, and the
    others are run all the same.
    """
    settings = load_settings({"store": options.store, "reader": options.reader})
    request = watching.Watching(
        file=options.file,
        today=today(),
        only=tuple(options.only or ()),
        as_of=options.as_of,
        is_dry=options.dry_run,
    )
    has_failed = False
    with reporting(
        is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True
    ) as report:
        for found in watching.watch(request, settings=settings, watcher=report):
            has_failed |= found.state is tell.WatchState.FAILED
            if options.changed and found.state is tell.WatchState.SAME:
                continue
            if options.json:
                print_json(tell.watched_json(found))
            else:
                tell.render_watched(found, console())
    return 1 if has_failed else 0
