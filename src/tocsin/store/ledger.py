"""The ledger: what was read, what was found in it, what was answered, and why."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from tocsin.errors import UsageError
from tocsin.model.assessment import Assessment
from tocsin.model.claim import Claim, Coding, StakeMention
from tocsin.model.document import Document, Sentence
from tocsin.model.forecast import Forecast, ForecastQuestion, QuestionRecord, Resolution
from tocsin.model.index import IndexValue
from tocsin.model.ingest import Ingest, Part, Role
from tocsin.store import asked, check, holdings, lookup, resolve, rows, watched, write
from tocsin.store.connect import begin_read, begin_write, connect
from tocsin.store.failure import store_errors


def open_ledger(path_or_url: str = "", *, create: bool = True) -> "Ledger":
    """Return the ledger at a place; close it, or use it in a `with` statement.

    Args:
        path_or_url: A file, an SQLAlchemy URL, or nothing for the default file.
        create: Whether a ledger that is not there is created, with its folder.

    Raises:
        StoreError: It is missing, not ours, newer than we are, locked, damaged or not writable.
    """
    engine, name = connect(path_or_url, create=create)
    return Ledger(engine, name)


class Ledger:
    """Documents, codings and assessments, kept for good. Nothing is changed or taken out.

    Every method that adds is one transaction: when it returns, what it added survives a kill
    and a loss of power. Every method may raise StoreError, when the ledger is locked, full or
    damaged; what was stored before is then intact. Threads may share a Ledger.

    Attributes:
        name: The file, or the URL without its password.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the ledger."""
        self.close()

    def close(self) -> None:
        """Give up the connections to the database."""
        with store_errors(self.name):
            self._engine.dispose()

    def add_document(self, document: Document, raw: bytes) -> bool:
        """Store a document with its raw bytes; return False if its id was there already.

        What was stored first stays: after False, `document(id)` is what codings must quote.

        Raises:
            StoreError: The bytes are not those that the document was read from.
        """
        return self._add(
            lambda connection: write.has_document(connection, document.id),
            lambda connection: write.write_document(connection, document, raw),
        )

    def add_coding(
        self, coding: Coding, sentences: Sequence[Sentence], coder_version: str
    ) -> bool:
        """Store what one version of the coder found; return False if that was there already.

        Raises:
            StoreError: The document is not stored, or does not say what the coding quotes.
        """
        return self._add(
            lambda connection: write.has_coding(connection, coding.document, coder_version),
            lambda connection: write.write_coding(connection, coding, sentences, coder_version),
        )

    def add_assessment(self, assessment: Assessment) -> bool:
        """Store an assessment; return False if the same one was there already.

        In either case it becomes the newest, the one in which figures are looked up first.
        """
        content = rows.assessment_content(assessment)
        return self._add(
            lambda connection: write.is_newest_assessment(connection, content),
            lambda connection: write.write_assessment(connection, assessment, content),
        )

    def known_readings(self, readings: Collection[str]) -> set[str]:
        """Return which readings of files the lake holds already."""
        with self._reading() as connection:
            return holdings.known_readings(connection, readings)

    def ingests(self) -> tuple[Ingest, ...]:
        """Return what was taken into the lake, in that order."""
        with self._reading() as connection:
            return holdings.all_ingests(connection)

    def parts(
        self, *, table: str = "", source: str = "", roles: Collection[Role] = ()
    ) -> tuple[Part, ...]:
        """Return the files of the lake, in the order in which they were added."""
        with self._reading() as connection:
            return holdings.all_parts(connection, table=table, source=source, roles=roles)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only connection that writes; what is written counts when the block ends.

        Raises:
            StoreError: The ledger is locked, full or damaged; then nothing of it was written.
        """
        with store_errors(self.name), begin_write(self._engine) as connection:
            yield connection
            connection.commit()

    def add_values(self, found: Sequence[IndexValue]) -> None:
        """Store values of measures, so that their ids lead back to their rows."""
        with self.writing() as connection:
            holdings.write_values(connection, found)

    def add_question(self, question: ForecastQuestion) -> bool:
        """Store a question; return False if its id was there already, and stays as it was."""
        return self._add(
            lambda connection: asked.has_question(connection, question.id),
            lambda connection: asked.write_question(connection, question),
        )

    def add_forecast(self, forecast: Forecast) -> Forecast:
        """Store a forecast as the last one of its question, and return it as it was stored.

        One that says what the last one says is not stored again. Its place is given here.

        Raises:
            StoreError: The question is not stored.
        """
        with self.writing() as connection:
            return asked.write_forecast(connection, forecast)

    def add_resolution(self, resolution: Resolution) -> Resolution:
        """Store a resolution as the one of its question that counts, and return it as stored.

        One that decides as the last one is not stored again. Its place is given here.

        Raises:
            StoreError: The question is not stored.
        """
        with self.writing() as connection:
            return asked.write_resolution(connection, resolution)

    def questions(self) -> tuple[QuestionRecord, ...]:
        """Return the questions in the order in which they were asked, with all said of them."""
        with self._reading() as connection:
            return asked.all_records(connection)

    def question(self, ref: str) -> QuestionRecord:
        """Return the question with an id, or with the only id that begins so.

        The id of a forecast or of a resolution stands for its question, too.

        Raises:
            UsageError: There is none, or there are several.
        """
        with self._reading() as connection:
            return resolve.find_record(connection, ref)

    def add_seen(self, seen: watched.Seen) -> bool:
        """Store what a watch saw; return False where that was there already."""
        return self._add(
            lambda connection: watched.has_seen(connection, seen),
            lambda connection: watched.write_seen(connection, seen),
        )

    def seen(self, kind: type[watched.Seen], key: str) -> tuple[watched.Seen, ...]:
        """Return what a watch saw under a key, in that order."""
        with self._reading() as connection:
            return watched.all_seen(connection, kind, key)

    def documents(self) -> tuple[Document, ...]:
        """Return the documents in the order in which they were added."""
        with self._reading() as connection:
            return lookup.all_documents(connection)

    def document(self, ref: str) -> Document:
        """Return the document with an id, or with the only id that begins so.

        Raises:
            UsageError: There is none, or there are several.
        """
        with self._reading() as connection:
            return resolve.find_document(connection, ref)

    def raw(self, sha256: str) -> bytes:
        """Return the bytes of a document as they were read, checked against their sha256.

        Raises:
            UsageError: There are none with this sha256.
        """
        with self._reading() as connection:
            return lookup.raw_bytes(connection, sha256)

    def sentences(self, document: str) -> tuple[Sentence, ...]:
        """Return the sentences of a document as coded last; none if it was never coded."""
        with self._reading() as connection:
            return lookup.sentences_of(connection, document)

    def sentence(self, document: str, index: int) -> Sentence:
        """Return one sentence of a document as coded last.

        Raises:
            UsageError: The document was not coded, or has no such sentence.
        """
        found = self.sentences(document)
        if not 0 <= index < len(found):
            message = f"{document} has {len(found)} stored sentences, none with index {index}."
            raise UsageError(message, subject=document)
        return found[index]

    def coding(self, document: str, coder_version: str) -> Coding | None:
        """Return what a version of the coder found in a document; None if it did not read it."""
        with self._reading() as connection:
            return lookup.coding_of(connection, document, coder_version)

    def recall(self, document: str, coder_version: str) -> tuple[Document, Coding] | None:
        """Return a document by its whole id with what a version of the coder found in it.

        None where that version did not read it. One look for both, as runs over many documents
        do little else.
        """
        with self._reading() as connection:
            coding = lookup.coding_of(connection, document, coder_version)
            if coding is None:
                return None
            return lookup.one_document(connection, document), coding

    def claims(
        self, document: str | None = None, *, dyad: tuple[str, str] | None = None
    ) -> tuple[Claim, ...]:
        """Return the claims of the newest coding of each document.

        Args:
            document: Only those of one document.
            dyad: Only those in whose event both states, or their parts, take part.
        """
        with self._reading() as connection:
            return lookup.claims_where(connection, document, dyad)

    def claim(self, ref: str) -> Claim:
        """Return the claim with an id, or with the only id that begins so, as coded last.

        Raises:
            UsageError: There is none, or there are several.
        """
        with self._reading() as connection:
            return resolve.find_claim(connection, ref)

    def stake(self, ref: str) -> StakeMention:
        """Return the stake with an id, or with the only id that begins so, as coded last.

        Raises:
            UsageError: There is none, or there are several.
        """
        with self._reading() as connection:
            return resolve.find_stake(connection, ref)

    def assessments(self) -> tuple[Assessment, ...]:
        """Return the assessments, the one added last at the end."""
        with self._reading() as connection:
            return lookup.all_assessments(connection)

    def assessment(
        self, ref: str | None = None, *, dyad: tuple[str, str] | None = None
    ) -> Assessment:
        """Return the assessment with an id or its beginning; the newest without one.

        Args:
            ref: The id, or its beginning.
            dyad: Without an id: the newest of this pair, in either order.

        Raises:
            UsageError: There is none, or there are several.
        """
        with self._reading() as connection:
            return resolve.find_assessment(connection, ref, dyad)

    def figure(self, ref: str) -> resolve.StoredFigure:
        """Return a figure from the newest assessment that has it, or from `a-…/ID`.

        Raises:
            UsageError: There is none, or there are several that begin so; they are listed.
        """
        with self._reading() as connection:
            return resolve.find_figure(connection, ref)

    def find(self, ref: str) -> resolve.Found:
        """Return whatever an id of any kind, or its beginning, stands for.

        A whole id of a judgement or concern means that, not a figure of the same name.

        Raises:
            UsageError: It stands for nothing, or for several things; they are listed.
        """
        with self._reading() as connection:
            return resolve.find(connection, ref)

    def search(self, words: str, *, limit: int = 20) -> tuple[Sentence, ...]:
        """Return the sentences that hold all of some words, the best match first."""
        with self._reading() as connection:
            return lookup.search_sentences(connection, words, limit)

    def verify(self) -> list[str]:
        """Return what is wrong with the ledger, a sentence each; nothing if it is sound.

        Checked are SQLite's pages, the audit's chain, every sha256, every quote against its
        text, and everything stored against what the audit recorded of it.
        """
        with store_errors(self.name), begin_write(self._engine) as connection:
            return list(check.all_problems(connection))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger."""
        with store_errors(self.name), begin_read(self._engine) as connection:
            yield connection

    def _add(
        self,
        is_there: Callable[[Connection], bool],
        store: Callable[[Connection], bool | None],
    ) -> bool:
        """Store something unless it is there; return whether it is new.

        The first look needs no lock, so that reading the same again works beside a writer and
        leaves every byte of the file alone; the second one decides.
        """
        with self._reading() as connection:
            if is_there(connection):
                return False
        with store_errors(self.name), begin_write(self._engine) as connection:
            if is_there(connection):
                return False
            is_new = store(connection)
            connection.commit()
        return is_new is not False
