"""`tocsin read`: what is kept of a document, and what is dropped."""

from dataclasses import dataclass

from tocsin import pipeline
from tocsin.cli.intake import intake_of
from tocsin.cli.options import Json, Rows
from tocsin.cli.out import console, print_lines
from tocsin.cli.report import reporting
from tocsin.cli.show import show_document
from tocsin.settings import load_settings

NAME = "read"
EPILOG = """Examples:

tocsin read page.html

tocsin read reports/ --json | tocsin code - --json

tocsin read events.parquet --column text --json"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Rows):
    """What `tocsin read` takes."""

    json: Json = False


def run(options: Options) -> int:
    """Show what is kept of each document, and what is dropped as page furniture.

    With --json each document is one line, as `tocsin code -` takes it and `tocsin schema
    document` describes it.
    """
    settings = load_settings()
    with reporting(
        is_quiet=options.quiet, verbosity=options.verbose, is_streaming=True
    ) as report:
        readings = pipeline.read_documents(
            intake_of(options), settings=settings, watcher=report
        )
        documents = (reading.document for reading in readings)
        if options.json:
            print_lines(documents)
            return 0

        for document in documents:
            show_document(document, console())
    return 0
