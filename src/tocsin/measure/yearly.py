"""Measures of yearly data: whole years, what one source covers of them, figures as values.

Votes, alliances, transfers and trade are counted by year, and a part of a year has no value of
its own. The years of a question are those that its period touches; one that had not ended on
its last day is unknown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tocsin.measure.base import Method
from tocsin.model.index import Cover, Coverage, DataRows, IndexValue, Question
from tocsin.store.base import View

NAN = float("nan")


def years_of(question: Question, *, before: int = 0) -> range:
    """Return the calendar years that a period touches, and some before the first of them."""
    return range(max(date.min.year, question.since.year - before), question.until.year + 1)


def days_of(years: range) -> tuple[date, date]:
    """Return the first and the last day of some years."""
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def feeds_of(view: View, question: Question, *tables: str) -> tuple[Coverage, ...]:
    """Return what the sources of some tables cover, those that a question asks for."""
    found = (one for table in tables for one in view.coverage(table))
    return tuple(one for one in found if not question.sources or one.source in question.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a year, or of the whole period.

    Attributes:
        value: Not-a-number where unknown.
        n: Observations.
        rows: Data rows beneath it.
        low: Lower end of its interval; not-a-number for none.
        high: Upper end.
        note: What the reader must know of it.
        why: Why it is unknown, where it is.
        cover: How far its data are covered, where that is less than its period.
    """

    value: float
    n: int = 0
    rows: tuple[DataRows, ...] = ()
    low: float = NAN
    high: float = NAN
    note: str = ""
    why: str = ""
    cover: Cover = Cover.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the values of one family from one source are made out.

    Attributes:
        family: Name of the family.
        coverage: What the source covers.
        question: What is asked.
        about: States that the source has to be about for anything to be known.
        is_dated: Whether its rows have days, so that a year need not be over to be counted.
    """

    family: str
    coverage: Coverage
    question: Question
    about: Collection[str] = ()
    is_dated: bool = False

    def gap(self, year: int) -> str:
        """Return why nothing is known of a year; nothing where something is.

        Rows that a source has outside its coverage count for nothing: they are what some
        editions fill up with zeros.
        """
        one, until = self.coverage, self.question.until
        if one.scope and not set(self.about) <= set(one.scope):
            return f"unknown, not zero: {one.source} was read for {', '.join(one.scope)} only"
        start, end = days_of(range(year, year + 1))
        if one.of(start, end) is Cover.NONE:
            return f"unknown, not zero: {covered(one)}"
        is_over = self.is_dated or end <= until
        return "" if is_over else f"unknown: {year} had not ended on {until}"

    def rows(
        self, parties: tuple[str, ...], years: range, count: int, keys: tuple[str, ...] = ()
    ) -> DataRows:
        """Return the data rows of some years."""
        one, (start, end) = self.coverage, days_of(years)
        return DataRows(
            source=one.source, table=one.table, parties=parties, start=start, end=end,
            rows=count, edition=one.edition, keys=keys,
        )  # fmt: skip

    def of_year(
        self, method: Method, parties: tuple[str, ...], year: int, figure: Figure
    ) -> IndexValue:
        """Return a figure of one year, unknown where the year is."""
        start, end = days_of(range(year, year + 1))
        gap = self.gap(year)
        shown = Figure(value=NAN, why=gap) if gap else figure
        return self._value(method, parties, (start, end), shown)

    def of_period(
        self, method: Method, parties: tuple[str, ...], figure: Figure
    ) -> tuple[IndexValue, ...]:
        """Return a figure of the whole period; nothing where that is a single year."""
        since, until = self.question.since, self.question.until
        if since.year == until.year:
            return ()
        return (self._value(method, parties, (since, until), figure),)

    def _value(
        self, method: Method, parties: tuple[str, ...], days: tuple[date, date], figure: Figure
    ) -> IndexValue:
        """Return a figure as a value."""
        value = known(figure.value)
        cover = self.coverage.of(*days)
        if cover is Cover.FULL:
            cover = figure.cover
        is_out = bool(self.coverage.scope) and not set(self.about) <= set(self.coverage.scope)
        return IndexValue(
            measure=method.name, family=self.family, parties=parties, start=days[0],
            end=days[1], value=value, unit=method.unit, n=figure.n,
            cover=Cover.NONE if is_out else cover, rows=figure.rows,
            low=None if value is None else known(figure.low),
            high=None if value is None else known(figure.high),
            note=figure.why if value is None else figure.note,
        )  # fmt: skip


def known(number: float) -> float | None:
    """Return a number as it is; None for not-a-number."""
    return None if number != number else float(number)  # noqa: PLR0124 - not-a-number


def covered(coverage: Coverage) -> str:
    """Return what a source covers, in words."""
    if coverage.rows == 0:
        return f"{coverage.source} has no rows in the store"
    told = (
        f"{coverage.source} covers {coverage.start or 'an unknown day'} "
        f"to {coverage.end or 'today'}"
    )
    holes = ", ".join(f"{low} to {high}" for low, high in coverage.gaps)
    return f"{told} without {holes}" if holes else told
