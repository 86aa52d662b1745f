"""`tocsin relate`: the relation between two given mentions in a sentence."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import QUESTION, Common, Json, Reader
from tocsin.cli.out import console, print_lines
from tocsin.cli.report import reporting
from tocsin.cli.show import show_relation
from tocsin.settings import load_settings

NAME = "relate"
EPILOG = """Examples:

tocsin relate "Russia supplied oil to North Korea." --source Russia --target "North Korea"

tocsin relate - --json < rows.ndjson"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin relate` takes."""

    sentences: Annotated[
        list[str],
        typer.Argument(
            metavar="SENTENCE",
            help="Sentences, or - for standard input: one a line, or JSON objects with sentence, "
            "source and target.",
            show_default=False,
        ),
    ]
    source: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Who acts, letter by letter as the sentence names them.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    target: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Who is acted on, letter by letter as the sentence names them.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    json: Json = False
    reader: Reader = None


def run(options: Options) -> int:
    """Label the relation between two given mentions in a sentence.

    The label is a PLOVER event type with its quadrant, mode, status and polarity. Lines of
    standard input that cannot be used are named on standard error and left out.
    """
    with reporting(
        is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True
    ) as report:
        found = pipeline.relate_all(
            _lines(options.sentences),
            source=options.source,
            target=options.target,
            watcher=report,
            settings=load_settings({"reader": options.reader}),
        )
        if options.json:
            print_lines(one.as_json() for one in found)
            return 0

        for one in found:
            show_relation(one, console())
    return 0


def _lines(sentences: Iterable[str]) -> Iterable[str]:
    """Yield the sentences; for `-` the lines of standard input."""
    for sentence in sentences:
        if sentence != "-":
            yield sentence
            continue
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", "replace")
