"""What an id stands for. An id may be shortened as long as it stays clear which is meant."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias, TypeVar

from sqlalchemy import Connection, Table, literal, select, union_all

from tocsin.errors import UsageError
from tocsin.model.assessment import Assessment, Concern, Figure, Judgement
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.model.forecast import Forecast, ForecastQuestion, QuestionRecord, Resolution
from tocsin.model.index import IndexValue
from tocsin.store import asked, lookup, rows
from tocsin.store.failure import DamageError
from tocsin.store.schema import (
    AnyRow,
    answers,
    assessments,
    claims,
    documents,
    figures,
    forecasts,
    questions,
    resolutions,
    stakes,
    values,
)

Model = TypeVar("Model", Claim, StakeMention)
Sealed = TypeVar("Sealed", IndexValue, ForecastQuestion, Forecast, Resolution)
_Value: TypeAlias = (
    Document
    | Claim
    | StakeMention
    | Assessment
    | Judgement
    | Concern
    | Figure
    | IndexValue
    | ForecastQuestion
    | Forecast
    | Resolution
)

_SHOWN = 8
_LAST = "\U0010ffff"  # sorts behind every character that an id may hold


class FoundKind(StrEnum):
    """What an id stands for."""

    DOCUMENT = "document"
    CLAIM = "claim"
    STAKE = "stake"
    ASSESSMENT = "assessment"
    JUDGEMENT = "judgement"
    CONCERN = "concern"
    FIGURE = "figure"
    MEASURE = "measure"
    QUESTION = "question"
    FORECAST = "forecast"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure and the id of the assessment that it stands in."""

    assessment: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Found:
    """What an id stands for.

    Attributes:
        kind: Which type `value` has.
        value: The thing itself.
        assessment: The id of the assessment that it stands in, for parts of one.
    """

    kind: FoundKind
    value: _Value
    assessment: str | None = None


def find_document(connection: Connection, ref: str) -> Document:
    """Return the document that an id or its beginning stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return lookup.one_document(connection, _full_id(connection, documents, ref, "document"))


def find_claim(connection: Connection, ref: str) -> Claim:
    """Return the claim that an id or its beginning stands for, as coded last.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return rows.unseal(Claim, _coded(connection, claims, ref, "claim"))


def find_stake(connection: Connection, ref: str) -> StakeMention:
    """Return the stake that an id or its beginning stands for, as coded last.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return rows.unseal(StakeMention, _coded(connection, stakes, ref, "stake"))


def find_assessment(
    connection: Connection, ref: str | None, dyad: tuple[str, str] | None = None
) -> Assessment:
    """Return the assessment that an id or its beginning stands for; the newest without one.

    With a pair and without an id: the newest of that pair, in either order.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return lookup.row_assessment(connection, _assessment_row(connection, ref, dyad))


def find_figure(connection: Connection, ref: str) -> StoredFigure:
    """Return the figure that an id, or `a-…/ID`, or the beginning of either stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return _stored_figure(connection, _part(connection, ref, "figure"))


def find_value(connection: Connection, ref: str) -> IndexValue:
    """Return the value of a measure that an id or its beginning stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return _unsealed(connection, values, IndexValue, (ref, "value of a measure"))


def find_question(connection: Connection, ref: str) -> ForecastQuestion:
    """Return the question that an id or its beginning stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return _unsealed(connection, questions, ForecastQuestion, (ref, "question"))


def find_forecast(connection: Connection, ref: str) -> Forecast:
    """Return the forecast that an id or its beginning stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return _unsealed(connection, forecasts, Forecast, (ref, "forecast"))


def find_resolution(connection: Connection, ref: str) -> Resolution:
    """Return the resolution that an id or its beginning stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    return _unsealed(connection, resolutions, Resolution, (ref, "resolution"))


def find_record(connection: Connection, ref: str) -> QuestionRecord:
    """Return the question, with all said of it, that an id of it or of a part stands for.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    if ref.startswith("f-"):
        return asked.record_of(connection, find_forecast(connection, ref).question)
    if ref.startswith("r-"):
        return asked.record_of(connection, find_resolution(connection, ref).question)
    return asked.record_of(connection, _full_id(connection, questions, ref, "question"))


def _unsealed(
    connection: Connection, table: Table, kind: type[Sealed], asked_for: tuple[str, str]
) -> Sealed:
    """Return what stands under an id or its beginning in a table of sealed rows.

    Args:
        connection: Reads the ledger.
        table: The table.
        kind: What its rows hold.
        asked_for: The id, and what readers call such a thing.

    Raises:
        UsageError: It stands for none, or for several.
        DamageError: It is not as it was written.
    """
    full = _full_id(connection, table, *asked_for)
    return rows.unseal(kind, connection.execute(select(table).where(table.c.id == full)).one())


def find(connection: Connection, ref: str) -> Found:
    """Return whatever an id of any kind stands for.

    Raises:
        UsageError: It stands for nothing, or for several things.
        DamageError: It is not as it was written.
    """
    kind, find_one = _FINDERS.get(ref[:2], (FoundKind.FIGURE, None))
    if find_one is None or (kind is FoundKind.ASSESSMENT and "/" in ref):
        return _find_part(connection, ref)
    return Found(kind, find_one(connection, ref))


_FINDERS: dict[str, tuple[FoundKind, Callable[[Connection, str], _Value]]] = {
    "c-": (FoundKind.CLAIM, find_claim),
    "s-": (FoundKind.STAKE, find_stake),
    "d-": (FoundKind.DOCUMENT, find_document),
    "m-": (FoundKind.MEASURE, find_value),
    "a-": (FoundKind.ASSESSMENT, find_assessment),
    "q-": (FoundKind.QUESTION, find_question),
    "f-": (FoundKind.FORECAST, find_forecast),
    "r-": (FoundKind.RESOLUTION, find_resolution),
}


def _find_part(connection: Connection, ref: str) -> Found:
    """Return the judgement, concern or figure that an id stands for."""
    place = _part(connection, ref, "any")
    if place.kind == FoundKind.FIGURE:
        stored = _stored_figure(connection, place)
        return Found(FoundKind.FIGURE, stored.figure, stored.assessment)
    where = assessments.c.number == place.number
    row = connection.execute(select(assessments).where(where)).one()
    assessment = lookup.row_assessment(connection, row)
    parts: tuple[Judgement | Concern, ...] = (*assessment.judgements, *assessment.concern)
    value = next((part for part in parts if part.id == place.id), None)
    if value is None:
        raise DamageError(f"{place.assessment} has lost its {place.kind} {place.id}")
    return Found(FoundKind(place.kind), value, assessment.id)


def _stored_figure(connection: Connection, place: AnyRow) -> StoredFigure:
    """Return the figure that stands at a place."""
    where = (figures.c.assessment == place.number) & (figures.c.id == place.id)
    row = connection.execute(select(figures).where(where)).one()
    return StoredFigure(place.assessment, rows.unseal(Figure, row))


def _coded(connection: Connection, table: Table, ref: str, noun: str) -> AnyRow:
    """Return the row of a claim or stake in the coding that was added last."""
    full = _full_id(connection, table, ref, noun)
    query = select(table).where(table.c.id == full).order_by(table.c.coding.desc()).limit(1)
    return connection.execute(query).one()


def _full_id(connection: Connection, table: Table, ref: str, noun: str) -> str:
    """Return the id that a reference is, or the only one that begins with it.

    Raises:
        UsageError: There is none, or there are several.
    """
    query = select(table.c.id).where(table.c.id.between(ref, ref + _LAST)).distinct()
    found = connection.execute(query.order_by(table.c.id).limit(_SHOWN + 1)).scalars().all()
    if ref in found or len(found) == 1:
        return str(found[0])
    if not found:
        raise UsageError(f"The ledger holds no {noun} {ref!r}.", subject=ref)
    raise _ambiguous(ref, found)


def _assessment_row(
    connection: Connection, ref: str | None, dyad: tuple[str, str] | None = None
) -> AnyRow:
    """Return the row of an assessment; of several with one id, the one given last.

    Raises:
        UsageError: There is none, or there are several.
    """
    query = select(assessments).order_by(assessments.c.seq.desc()).limit(1)
    of = ""
    if ref is not None:
        full = _full_id(connection, assessments, ref, "assessment")
        query = query.where(assessments.c.id == full)
    elif dyad is not None:
        pairs = ("-".join(dyad), "-".join(reversed(dyad)))
        query, of = query.where(assessments.c.dyad.in_(pairs)), f" of {pairs[0]}"
    row = connection.execute(query).first()
    if row is None:
        raise UsageError(f"The ledger holds no assessment{of} yet; run `tocsin assess` first.")
    return row


def _part(connection: Connection, ref: str, kind: Literal["figure", "any"]) -> AnyRow:
    """Return where a part of an assessment stands: number, assessment, kind, id.

    The newest assessment that has the whole id wins; if none has, the newest that has an id
    beginning with it.

    Raises:
        UsageError: There is none, or there are several in that assessment.
    """
    within, _, name = ref.rpartition("/")
    number = _assessment_row(connection, within).number if within else None
    whole = _parts(connection, kind, number, (name, name))
    if whole:
        return whole[0]
    begun = _parts(connection, kind, number, (name, name + _LAST))
    if not begun:
        raise _unknown(connection, name, kind, number)
    newest = [row for row in begun if row.number == begun[0].number]
    if len({row.id for row in newest}) > 1:
        raise _ambiguous(ref, sorted({row.id for row in newest}))
    return newest[0]


def _parts(
    connection: Connection, kind: str, number: int | None, bounds: tuple[str, str]
) -> list[AnyRow]:
    """Return the parts with ids between two bounds, newest first, judgements before figures."""
    tables = (figures,) if kind == "figure" else (answers, figures)
    columns = [
        select(
            assessments.c.seq,
            assessments.c.number,
            assessments.c.id.label("assessment"),
            (table.c.kind if table is answers else literal("figure")).label("kind"),
            table.c.id.label("id"),
        )
        .join(assessments, assessments.c.number == table.c.assessment)
        .where(table.c.id.between(*bounds))
        for table in tables
    ]
    found = union_all(*columns).subquery()
    is_figure = found.c.kind == "figure"
    query = select(found).order_by(found.c.seq.desc(), is_figure, found.c.id)
    if number is not None:
        query = query.where(found.c.number == number)
    return list(connection.execute(query))


def _unknown(connection: Connection, name: str, kind: str, number: int | None) -> UsageError:
    """Return the error for an id that is nowhere, with those that look like it."""
    if number is None:
        number = _assessment_row(connection, None).number
    known = [row.id for row in _parts(connection, kind, number, ("", _LAST))]
    close = difflib.get_close_matches(name, known, n=_SHOWN, cutoff=0.5)
    hint = f" Similar ones are {', '.join(close)}." if close else ""
    noun = "figure" if kind == "figure" else "figure, judgement or concern"
    return UsageError(f"The ledger holds no {noun} {name!r}.{hint}", subject=name)


def _ambiguous(ref: str, found: Iterable[str]) -> UsageError:
    """Return the error for a beginning that several ids share, with some of them."""
    names = list(found)
    more = ", and more" if len(names) > _SHOWN else ""
    listed = ", ".join(names[:_SHOWN]) + more
    return UsageError(f"{ref!r} may mean {listed}; write more of it.", subject=ref)
