"""Questions about what will happen, with the forecasts and resolutions added to them.

Each function runs inside one transaction of its caller. A row is never changed; what is said
later gets a later place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, Table, insert, select

from tocsin.errors import StoreError
from tocsin.model.codec import to_json
from tocsin.model.forecast import Forecast, ForecastQuestion, QuestionRecord, Resolution
from tocsin.store import rows
from tocsin.store.audit import append_entry, content_digest
from tocsin.store.failure import DamageError
from tocsin.store.schema import AnyRow, forecasts, questions, resolutions

Part = TypeVar("Part", Forecast, Resolution)

_ACTIONS = {"questions": "question", "forecasts": "forecast", "resolutions": "resolution"}


def has_question(connection: Connection, identifier: str) -> bool:
    """Return whether a question is stored."""
    query = select(questions.c.number).where(questions.c.id == identifier)
    return connection.execute(query).first() is not None


def write_question(connection: Connection, question: ForecastQuestion) -> None:
    """Store a question that is not there."""
    more = {
        "dyad": "-".join(question.dyad),
        "event_class": question.event_class,
        "start": question.start.isoformat(),
        "end": question.end.isoformat(),
    }
    _write(connection, questions, question, more)


def write_forecast(connection: Connection, forecast: Forecast) -> Forecast:
    """Store a forecast behind the others of its question; return it, or the last if that says it.

    Raises:
        StoreError: The question is not stored.
        DamageError: A forecast of it is not as it was written.
    """
    before = _parts(connection, forecasts, Forecast, forecast.question)
    if before and forecast.repeats(before[-1]):
        return before[-1]
    placed = replace(forecast, place=len(before) + 1)
    _refuse_unknown(connection, placed.question)
    more = {"question": placed.question, "place": placed.place, "p": placed.p}
    _write(connection, forecasts, placed, more)
    return placed


def write_resolution(connection: Connection, resolution: Resolution) -> Resolution:
    """Store a resolution behind the others of its question; return it, or the last if the same.

    Raises:
        StoreError: The question is not stored.
        DamageError: A resolution of it is not as it was written.
    """
    before = _parts(connection, resolutions, Resolution, resolution.question)
    if before and resolution.repeats(before[-1]):
        return before[-1]
    placed = replace(resolution, place=len(before) + 1)
    _refuse_unknown(connection, placed.question)
    more = {
        "question": placed.question,
        "place": placed.place,
        "answer": placed.answer.value,
    }
    _write(connection, resolutions, placed, more)
    return placed


def all_records(connection: Connection) -> tuple[QuestionRecord, ...]:
    """Return the questions in the order in which they were asked, with all said of them.

    Raises:
        DamageError: A row is not as it was written.
    """
    asked = connection.execute(select(questions).order_by(questions.c.number)).all()
    said = _by_question(connection, forecasts, Forecast)
    came = _by_question(connection, resolutions, Resolution)
    return tuple(
        QuestionRecord(
            question=rows.unseal(ForecastQuestion, row),
            forecasts=tuple(said.get(row.id, ())),
            resolutions=tuple(came.get(row.id, ())),
        )
        for row in asked
    )


def record_of(connection: Connection, identifier: str) -> QuestionRecord:
    """Return a question that is known to be there, with all said of it.

    Raises:
        DamageError: A row is not as it was written.
    """
    row = connection.execute(select(questions).where(questions.c.id == identifier)).one()
    return QuestionRecord(
        question=rows.unseal(ForecastQuestion, row),
        forecasts=_parts(connection, forecasts, Forecast, identifier),
        resolutions=_parts(connection, resolutions, Resolution, identifier),
    )


def entry_of(_connection: Connection, row: AnyRow) -> tuple[str, str, str]:
    """Return what the audit must say of a row of one of the three tables.

    Raises:
        DamageError: The row is not as it was written.
    """
    kind, action = _KINDS.get(str(row.id)[:2], (None, ""))
    if kind is None:
        raise DamageError(f"its id {row.id} is none of a question, forecast or resolution")
    rows.unseal(kind, row)
    return action, row.id, content_digest((row.json,))


_KINDS: dict[str, tuple[type[object], str]] = {
    "q-": (ForecastQuestion, "question"),
    "f-": (Forecast, "forecast"),
    "r-": (Resolution, "resolution"),
}


def problems(connection: Connection) -> Iterator[str]:
    """Yield which ids and places are not those that their rows say."""
    for table in (questions, forecasts, resolutions):
        for row in connection.execute(select(table).order_by(table.c.number)):
            kind, action = _KINDS.get(str(row.id)[:2], (None, ""))
            if kind is None or action != _ACTIONS[table.name]:
                yield f"{table.name} {row.number} has the id {row.id}, which is none of theirs"
                continue
            try:
                yield from _named_otherwise(row, rows.unseal(kind, row))
            except DamageError:
                continue  # is told where the rows are compared with the audit
    for table in (forecasts, resolutions):
        yield from _missing_places(connection, table)


def _named_otherwise(row: AnyRow, value: object) -> Iterator[str]:
    """Yield whether a row is called otherwise than what it holds."""
    named = getattr(value, "id", "")
    if named != row.id:
        yield f"{row.id} holds what is called {named}"


def _missing_places(connection: Connection, table: Table) -> Iterator[str]:
    """Yield of which questions a forecast or resolution is gone from between others."""
    query = select(table.c.question, table.c.place).order_by(table.c.question, table.c.place)
    expected: dict[str, int] = {}
    for row in connection.execute(query):
        place = expected.get(row.question, 0) + 1
        if row.place != place:
            yield f"{row.question} lacks its {table.name} number {place}"
        expected[row.question] = row.place


def _write(
    connection: Connection,
    table: Table,
    value: ForecastQuestion | Forecast | Resolution,
    more: Mapping[str, object],
) -> None:
    """Insert a row and say so in the audit."""
    json = to_json(value)
    row = {"id": value.id, "json": json, "seal": rows.seal(json, ""), **more}
    connection.execute(insert(table), row)
    append_entry(connection, _ACTIONS[table.name], value.id, content_digest((json,)))


def _refuse_unknown(connection: Connection, question: str) -> None:
    """Refuse what belongs to no question.

    Raises:
        StoreError: The question is not stored.
    """
    if not has_question(connection, question):
        message = f"The ledger does not hold the question {question}; ask it first."
        raise StoreError(message, subject=question)


def _parts(
    connection: Connection, table: Table, kind: type[Part], question: str
) -> tuple[Part, ...]:
    """Return what was added to a question, in order.

    Raises:
        DamageError: A row is not as it was written.
    """
    query = select(table).where(table.c.question == question).order_by(table.c.place)
    return tuple(rows.unseal(kind, row) for row in connection.execute(query))


def _by_question(
    connection: Connection, table: Table, kind: type[Part]
) -> dict[str, list[Part]]:
    """Return what was added to each question, in order.

    Raises:
        DamageError: A row is not as it was written.
    """
    found: dict[str, list[Part]] = {}
    for row in connection.execute(select(table).order_by(table.c.question, table.c.place)):
        found.setdefault(row.question, []).append(rows.unseal(kind, row))
    return found
