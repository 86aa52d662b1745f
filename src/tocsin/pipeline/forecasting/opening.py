"""A question, forecast or resolution opened down to the rows of the lake behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from tocsin.errors import InsufficientDataError
from tocsin.model.codec import plain
from tocsin.model.forecast import EvidenceRow, Forecast, QuestionRecord, Resolution
from tocsin.model.index import DataRows
from tocsin.model.records import EVENTS
from tocsin.pipeline.forecasting.listing import shareable_record
from tocsin.tell import OpenedRows

if TYPE_CHECKING:
    from tocsin.store.lake.view import LakeView

MOST_ROWS = 20
_ANY = ('"day" IS NOT NULL', ())
"""No rows come before others but by their numbers."""
_Part: TypeAlias = Forecast | Resolution


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """A question with all said of it, and the rows behind the part that was opened.

    Attributes:
        record: The question.
        chosen: The forecast or resolution that was opened; None for the question itself.
        tables: Rows of the lake, by source.
    """

    record: QuestionRecord
    chosen: _Part | None
    tables: tuple[OpenedRows, ...]

    @property
    def id(self) -> str:
        """Return the id of what was opened."""
        return self.chosen.id if self.chosen is not None else self.record.question.id

    def as_json(self) -> dict[str, Any]:
        """Return this as plain JSON types, without rows that may not be handed on."""
        shown = shareable_record(self.record)
        parts: tuple[_Part, ...] = (*shown.forecasts, *shown.resolutions)
        kind = type(self.chosen).__name__.lower() if self.chosen is not None else "question"
        value = next((one for one in parts if one.id == self.id), shown.question)
        return {
            "id": self.id,
            "kind": kind,
            "value": plain(value),
            "question": plain(shown.question),
            "forecasts": [one.id for one in shown.forecasts],
            "resolutions": [one.id for one in shown.resolutions],
            "rows": [plain(table.rows) for table in self.tables],
        }


def open_question(record: QuestionRecord, ref: str, view: "LakeView") -> OpenedQuestion:
    """Return a question with the rows behind what was asked for.

    Of a question that is the last forecast and the resolution that counts.

    Raises:
        StoreError: The lake is damaged.
    """
    parts: tuple[_Part, ...] = (*record.forecasts, *record.resolutions)
    chosen = next((one for one in parts if one.id == ref), None)
    rows = list(_rows_of(chosen) if chosen is not None else _rows_of_all(record))
    sources = dict.fromkeys(row.source for row in rows)
    tables = (
        _opened([row for row in rows if row.source == source], record, view)
        for source in sources
    )
    return OpenedQuestion(record, chosen, tuple(table for table in tables if table is not None))


def _rows_of_all(record: QuestionRecord) -> Iterator[EvidenceRow]:
    """Yield the rows behind the last forecast of a question and what came of it."""
    parts: tuple[_Part | None, ...] = (record.resolution, record.last)
    for part in parts:
        if part is not None:
            yield from _rows_of(part)


def _rows_of(part: _Part) -> Iterator[EvidenceRow]:
    """Yield the rows behind a forecast or a resolution."""
    if isinstance(part, Resolution):
        yield from part.rows
        return
    for reason in part.reasons:
        yield from reason.rows


def _opened(
    rows: list[EvidenceRow], record: QuestionRecord, view: "LakeView"
) -> OpenedRows | None:
    """Return the rows of one source as the lake holds them; None where it does not."""
    keys = tuple(dict.fromkeys(row.key for row in rows))
    where = 'feed = ? AND list_contains(?, "id")'
    values: list[object] = [rows[0].source, list(keys)]
    try:
        columns, found = view.rows("events", where, values, first=_ANY, most=MOST_ROWS)
    except InsufficientDataError:
        return None
    if not found:
        return None
    shown = [column.name for column in EVENTS.columns] + ["file", "line"]
    places = [columns.index(name) for name in shown if name in columns]
    names = view.file_names()
    days = [row.day for row in rows]
    return OpenedRows(
        rows=DataRows(
            source=rows[0].source,
            table="events",
            parties=record.question.dyad,
            start=min(days),
            end=max(days),
            rows=len(keys),
            keys=keys[:MOST_ROWS],
        ),
        columns=tuple(columns[place] for place in places),
        cells=tuple(
            tuple(_cell(columns[place], row[place], names) for place in places) for row in found
        ),
    )


def _cell(column: str, cell: object, names: dict[str, str]) -> str:
    """Return a cell as text: of a file its name, of nothing nothing."""
    if column == "file":
        return names.get(str(cell), str(cell))
    return "" if cell is None else str(cell)
