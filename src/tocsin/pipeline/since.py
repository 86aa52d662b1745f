"""What an answer is compared with: an earlier day, or an earlier answer with all it rests on."""

import datetime as dt
from collections.abc import Iterable, Iterator

from tocsin.assess import Since
from tocsin.coding import Depth, coder_version
from tocsin.errors import UsageError
from tocsin.model.assessment import Assessment
from tocsin.model.document import Document
from tocsin.pipeline.base import Coded
from tocsin.pipeline.claims import code_document
from tocsin.pipeline.evidencing import Shelf
from tocsin.store import Ledger

PREFIX = "a-"


def check_since(text: str) -> None:
    """Refuse what is neither a day nor the id of an answer, before anything is read.

    Raises:
        UsageError: It is neither.
    """
    if not text.startswith(PREFIX):
        _day(text)


def since_of(text: str, shelf: Shelf, coded: Iterable[Coded], depth: Depth) -> Since:
    """Return what an answer is compared with.

    Args:
        text: A day, or the id of an assessment or its beginning.
        shelf: Where earlier answers and their documents are kept.
        coded: The documents of the present answer; they need not be looked up.
        depth: How deep documents are read.

    Raises:
        UsageError: There is no such day or answer.
    """
    if not text.startswith(PREFIX):
        return Since(day=_day(text))
    ledger = shelf.ledger
    earlier = ledger.assessment(text)
    here: dict[str, Coded] = {item.document.id: item for item in coded}
    found = [
        here[ref] if ref in here else _recalled(ledger.document(ref), shelf, depth)
        for ref in _documents(earlier, ledger)
    ]
    codings = [item.coding for item in found if isinstance(item, Coded)]
    return Since(
        before=tuple(_before(earlier, ledger)),
        day=earlier.question.as_of,
        earlier=earlier,
        claims=tuple(claim for coding in codings for claim in coding.claims),
        stakes=tuple(mention for coding in codings for mention in coding.stakes),
        documents=tuple(item.document if isinstance(item, Coded) else item for item in found),
    )


MOST_BEFORE = 60
"""Earlier answers that are looked at for judgements that are settled now."""


def _before(earlier: Assessment, ledger: Ledger) -> Iterator[Assessment]:
    """Yield the answers before an earlier one, each compared with the next.

    Until one whose days had passed when the next one was given: that one told what became of it.
    """
    later = earlier
    for _ in range(MOST_BEFORE):
        ref = later.change.earlier if later.change else ""
        if not ref:
            return
        found = ledger.assessment(ref)
        asked = found.question
        yield found
        if asked.as_of + dt.timedelta(days=asked.horizon_days) < later.question.as_of:
            return
        later = found


def _day(text: str) -> dt.date:
    """Return a day.

    Raises:
        UsageError: It is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = (
            f"--since {text!r} is neither a day nor an earlier answer; write such as 2023-09-01 "
            "or a-5f1e0c93aa."
        )
        raise UsageError(message, subject="--since") from error


def _documents(earlier: Assessment, ledger: Ledger) -> tuple[str, ...]:
    """Return the documents of an answer; in older answers those that its claims stand in."""
    if earlier.run.documents is not None:
        return earlier.run.documents
    figures = {figure.id: figure for figure in earlier.figures}
    claims = figures["corpus.claims"].claims if "corpus.claims" in figures else ()
    return tuple(dict.fromkeys(ledger.claim(ref).document for ref in claims))


def _recalled(document: Document, shelf: Shelf, depth: Depth) -> Coded | Document:
    """Return a document with its coding, made anew where this version has not read it.

    Its text is put away. A document in which nothing can be coded stands alone.
    """
    coding = shelf.ledger.coding(document.id, coder_version(depth))
    if coding is None:
        made = code_document(document, depth=depth)
        coding = made.coding if isinstance(made, Coded) else None
    lean = shelf.library.put_away(document, coding.claims if coding else ())
    return lean if coding is None else Coded(lean, coding)
