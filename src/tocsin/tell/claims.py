"""Claims and documents as tables: for the terminal, and as CSV that no spreadsheet runs."""

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.tell.hygiene import clean
from tocsin.tell.screen import Screen, screen_of
from tocsin.tell.sentences import act, event_time, holder_chain, standing
from tocsin.tell.words import actor_name, day

CLAIM_COLUMNS = (
    *("id", "document", "path", "sentence", "start", "end", "source", "target", "type", "mode"),
    *(
        "items",
        "reciprocal",
        "status",
        "polarity",
        "holders",
        "place",
        "time_start",
        "time_end",
    ),
    *("time_text", "quote", "confidence"),
)
DOCUMENT_COLUMNS = (
    *("id", "path", "title", "author", "publisher", "date", "url", "language", "media_type"),
    *("encoding", "size", "characters", "sha256", "dropped"),
)
QUOTE_COLUMNS = 160
_WIDE = 110
# OWASP's list; the full-width forms count for the same in some spreadsheets.
_FORMULA = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")


def render_claims(
    claims: Iterable[Claim], console: Console, names: Mapping[str, str] | None = None
) -> None:
    """Print claims: a table where the terminal is wide, two lines each where it is narrow."""
    known, screen = dict(names or {}), screen_of(console)
    if screen.width >= _WIDE:
        console.print(_claims_table(claims, screen, known))
        return
    for claim in claims:
        for line in _claim_lines(claim, screen, known):
            console.print(line)


def render_documents(documents: Iterable[Document], console: Console) -> None:
    """Print documents: title, date, publisher, language, size, id and file."""
    screen = screen_of(console)
    table = _table("Title", "Date", "Publisher", "Language", "Characters", "Id and file")
    for doc in documents:
        table.add_row(
            screen.short(doc.title or "without a title", QUOTE_COLUMNS),
            Text(day(doc.date) or "none"),
            screen.text(doc.publisher or "not stated"),
            screen.text(doc.language or "not told"),
            Text(f"{len(doc.text):,}"),
            screen.text(f"{doc.id} {doc.path}", "dim"),
        )
    console.print(table)


def write_claims_csv(claims: Iterable[Claim], stream: TextIO) -> None:
    """Write claims as CSV, one a row; lists are separated by semicolons."""
    _write(stream, CLAIM_COLUMNS, (_claim_row(claim) for claim in claims))


def write_documents_csv(documents: Iterable[Document], stream: TextIO) -> None:
    """Write documents as CSV, one a row, without their text."""
    _write(stream, DOCUMENT_COLUMNS, (_document_row(doc) for doc in documents))


def defused(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula, on one line, without controls."""
    text = value if isinstance(value, str) else str(value)
    is_formula = isinstance(value, str) and text.lstrip(" ").startswith(_FORMULA)
    shown = clean(text)
    return f"'{shown}" if is_formula or shown.startswith(_FORMULA) else shown


def _write(
    stream: TextIO, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    """Write a header and rows."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([defused("" if cell is None else cell) for cell in row])


def _claim_row(claim: Claim) -> tuple[object, ...]:
    """Return the cells of a claim, in the order of the columns."""
    event, time = claim.event, claim.event.time
    return (
        *(claim.id, claim.document, claim.path, claim.sentence, *claim.span),
        *(";".join(event.source), ";".join(event.target), event.type.value, event.mode),
        *(";".join(event.items), str(event.reciprocal).lower()),
        *(claim.status.value, claim.polarity.value, holder_chain(claim), event.place),
        *(time.start, time.end, time.text, claim.quote, claim.confidence),
    )


def _document_row(doc: Document) -> tuple[object, ...]:
    """Return the cells of a document, in the order of the columns."""
    return (
        *(doc.id, doc.path, doc.title, doc.author, doc.publisher, doc.date, doc.url),
        *(doc.language, doc.media_type, doc.encoding, doc.size, len(doc.text), doc.sha256),
        "; ".join(doc.dropped),
    )


def _table(*columns: str) -> Table:
    """Return an empty table with light rules."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _claims_table(
    claims: Iterable[Claim], screen: Screen, names: dict[str, str]
) -> RenderableType:
    """Return claims as a table."""
    table = _table(
        "Who does what to whom", "Type", "Status", "Said by", "Time", "Quote", "Sure"
    )
    for claim in claims:
        table.add_row(
            screen.text(act(claim, lambda actor: actor_name(actor, names))),
            screen.text(_type(claim)),
            screen.text(standing(claim)),
            screen.text(holder_chain(claim)),
            screen.text(event_time(claim)),
            screen.short(claim.quote, QUOTE_COLUMNS, "italic"),
            Text(f"{claim.confidence:.2f}"),
        )
    return table


def _claim_lines(
    claim: Claim, screen: Screen, names: dict[str, str]
) -> tuple[RenderableType, RenderableType]:
    """Return a claim on two lines: what is said by whom, and the quote."""
    said = act(claim, lambda actor: actor_name(actor, names))
    more = "; ".join(filter(None, (holder_chain(claim), event_time(claim))))
    first = Text(" ").join(
        (
            screen.text(said, "bold"),
            screen.text(f"({_type(claim)}; {standing(claim)}; {claim.confidence:.2f})"),
            screen.text(f"{more};"),
            screen.text(claim.id, "dim"),
        )
    )
    quote = screen.short(f"“{clean(claim.quote)}”", QUOTE_COLUMNS, "italic")
    return first, Padding(quote, (0, 0, 0, 2))


def _type(claim: Claim) -> str:
    """Return the type of a claim's event with its mode."""
    return claim.event.type.value + (f", {claim.event.mode}" if claim.event.mode else "")
