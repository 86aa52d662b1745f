"""What the options say of the documents, as the pipeline takes it."""

import sys
from typing import TYPE_CHECKING

from tocsin.cli.options import Reading

if TYPE_CHECKING:
    from tocsin.pipeline import Intake


def intake_of(options: Reading) -> "Intake":
    """Return what is read, and what the caller says of it."""
    from tocsin.pipeline import Intake

    return Intake(
        sources=tuple(options.sources),
        date=options.date,
        publisher=options.publisher,
        title=options.title,
        url=options.url,
        author=options.author,
        stdin=sys.stdin.buffer if "-" in options.sources else None,
    )
