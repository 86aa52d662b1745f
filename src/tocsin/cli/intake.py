"""What the options say of the documents, as the pipeline takes it."""

import sys

from tocsin import pipeline
from tocsin.cli.options import Reading, Rows


def intake_of(options: Reading) -> "pipeline.Intake":
    """Return what is read, and what the caller says of it."""
    return pipeline.Intake(
        sources=tuple(options.sources),
        date=options.date,
        publisher=options.publisher,
        title=options.title,
        url=options.url,
        author=options.author,
        stdin=sys.stdin.buffer if "-" in options.sources else None,
        column=options.column if isinstance(options, Rows) else None,
        id_column=options.id_column if isinstance(options, Rows) else None,
        date_column=options.date_column if isinstance(options, Rows) else None,
    )
