"""Series put together from columns, and from each other."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

import numpy as np

from tocsin.model.series import Days, Events, Series

S = TypeVar("S", bound=Series)

_DAYS = {"month", "day", "start", "end"}
_WHOLE = {"quad", "events", "scored", "mentions", "session", "year", "level"}
_REAL = {"goldstein", "first", "second", "point", "low", "high", "value"}
_FLAGS = {"is_unanimous", "is_important", "met_host", "is_multilateral"}


def of_rows(kind: type[S], rows: Sequence[Sequence[Any]]) -> S:
    """Return rows, their cells in the order of the columns, as a series."""
    names = [one.name for one in fields(kind)]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return kind(
        **{name: _array(name, list(cells)) for name, cells in zip(names, columns, strict=True)}
    )


def in_order(first: Events, second: Events) -> Events:
    """Return the events of both in order of day and id."""
    both = joined(Events, [first, second])
    keys = [(day, str(one)) for day, one in zip(both.day.tolist(), both.id, strict=True)]
    order = sorted(range(len(both)), key=lambda place: keys[place])
    return picked(both, np.array(order, np.int64))


def joined(kind: type[S], parts: Sequence[S]) -> S:
    """Return series one after the other; none gives columns without rows."""
    return kind(
        **{
            one.name: np.concatenate([_array(one.name, []), *(getattr(part, one.name)
                                                               for part in parts)])
            for one in fields(kind)
        }
    )  # fmt: skip


def picked(series: S, which: np.ndarray[Any, Any]) -> S:
    """Return some rows of a series, by a mask or by their places."""
    return type(series)(
        **{one.name: getattr(series, one.name)[which] for one in fields(series)}
    )


def within(series: S, days: Days, since: date, until: date) -> S:
    """Return the rows of a series whose day lies in a period, both ends inclusive."""
    start, end = (np.datetime64(day, "D") for day in (since, until))
    return picked(series, (days >= start) & (days <= end))


def series_of(kind: type[S], columns: Mapping[str, Any]) -> S:
    """Return a series from the columns of an answer of DuckDB, in which gaps are masked."""
    return kind(**{one.name: _filled(one.name, columns[one.name]) for one in fields(kind)})


def _filled(name: str, column: Any) -> Any:  # noqa: ANN401 - arrays of any kind
    """Return a column without a mask: gaps are None, not-a-number, not-a-time, 0 or False."""
    masked: Any = np.ma.asarray(column)
    if name in _DAYS:
        return masked.filled(np.datetime64("NaT")).astype("datetime64[D]")
    if name in _WHOLE:
        return masked.filled(0).astype(np.int64)
    if name in _REAL:
        return masked.astype(np.float64).filled(np.nan)
    if name in _FLAGS:
        return masked.astype(np.bool_).filled(fill_value=False)
    texts = np.array(masked.data, object)
    texts[np.ma.getmaskarray(masked)] = None
    return texts


def _array(name: str, cells: list[Any]) -> Any:  # noqa: ANN401 - arrays of any kind
    """Return cells as the array of a column."""
    if name in _DAYS:
        return np.array(cells, "datetime64[D]")
    if name in _WHOLE:
        return np.array(cells, np.int64)
    if name in _REAL:
        return np.array([np.nan if cell is None else cell for cell in cells], np.float64)
    return np.array(cells, np.bool_ if name in _FLAGS else object)
