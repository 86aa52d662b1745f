"""`tocsin lint`: whether a text of judgements keeps the rules of estimative language."""

import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import Common, Json, Store, Words
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.cli.show import show_finding
from tocsin.settings import load_settings

NAME = "lint"
EPILOG = """Examples:

tocsin lint note.md

tocsin lint notes/ --words phia

tocsin lint last

tocsin lint note.html --json | jq -r .rule | sort | uniq -c"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin lint` takes."""

    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Texts (.md, .html, .txt), folders, - for standard input; or the id of a stored "
            "answer (a-...), or last.",
            show_default=False,
        ),
    ]
    words: Words = None
    json: Json = False
    store: Store = None


def run(options: Options) -> int:
    """Check your own text by the rules that Tocsin's briefs are held to.

    One line for each fault: file, line, column, rule, what is wrong, what would be right. Quoted
    text passes. Exit status 1 means that something was found, or that a text could not be read.
    """
    settings = load_settings({"store": options.store, "words": options.words})
    tally = pipeline.Tally()
    with reporting(
        is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True
    ) as report:
        found = pipeline.lint(
            tuple(options.files),
            settings=settings,
            watcher=report,
            stdin=sys.stdin.buffer if "-" in options.files else None,
            tally=tally,
        )
        for one in found:
            if options.json:
                print_json(one)
            else:
                show_finding(one, console())
        report.note(tally.told())
    return 0 if tally.is_clean else 1
