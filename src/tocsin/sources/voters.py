"""The states that vote in the General Assembly, by whichever codes and names a file has."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from tocsin.model.crosswalk import Scheme
from tocsin.model.ids import ActorId
from tocsin.sources.parties import NO_PARTY, Parties
from tocsin.sources.tabular import Line


@dataclass(frozen=True, slots=True)
class Voter:
    """Who is meant by the cells of a line that name a state.

    Attributes:
        state: The state; None where nobody is known. Where it depends on the day, the last.
        is_dated: Whether it depends on the day: 345 was Yugoslavia and is Serbia.
        joined: When the state joined the United Nations, by which a vote of it is dated.
    """

    state: ActorId | None
    is_dated: bool
    joined: dt.date


class Voters:
    """Finds the states that lines are about, by whichever codes and names their file has."""

    def __init__(self) -> None:
        self._parties = Parties()
        self._voters: dict[tuple[str | None, ...], Voter] = {}
        self._dated: dict[tuple[object, ...], ActorId | None] = {}
        self._columns: tuple[str, ...] = ()

    def state(self, line: Line, day: dt.date | None) -> ActorId:
        """Return the state of a line on a day.

        Raises:
            SourceError: Neither code nor name stands for a state.
        """
        voter = self.voter(line)
        state = voter.state
        if voter.is_dated and day is not None:
            cells = self._cells(line)
            key = (*cells, day)
            if key not in self._dated:
                self._dated[key] = self._found(cells, day)
            state = self._dated[key]
        if state is None:
            column = next((one for one in reversed(self._columns) if line.text(one)), "country")
            raise line.misfit(column, line.text(column) or "", NO_PARTY)
        return state

    def voter(self, line: Line) -> Voter:
        """Return who is meant by the cells of a line."""
        cells = self._cells(line)
        voter = self._voters.get(cells)
        if voter is None:
            voter = self._voters[cells] = self._known(cells)
        return voter

    def was_state(self, line: Line, day: dt.date | None) -> bool:
        """Return whether the number of a line stood for a state on the very day."""
        number = line.text("cow")
        if number is None or day is None:
            return True
        return self._parties.crosswalk.state(number, Scheme.COW, day) is not None

    def _cells(self, line: Line) -> tuple[str | None, ...]:
        """Return the cells of a line that name its state, in the order of its columns."""
        if not self._columns:
            self._columns = tuple(column for column in STATE_COLUMNS if line.has(column))
        return tuple([line.text(column) for column in self._columns])

    def _known(self, cells: tuple[str | None, ...]) -> Voter:
        """Return who is meant by some cells, and whether that depends on the day."""
        state = self._found(cells, None)
        on_days = {self._found(cells, dt.date(year, 12, 31)) for year in _YEARS}
        joined = self._joined.get(state, dt.date.min) if state else dt.date.min
        return Voter(state, len(on_days - {None}) > 1, joined)

    @cached_property
    def _joined(self) -> dict[ActorId, dt.date]:
        """Return when each state joined the United Nations."""
        rows = sorted(
            self._parties.crosswalk.rows(Scheme.UN),
            key=lambda row: row.start or dt.date.min,
            reverse=True,
        )
        return {row.state: row.start for row in rows if row.start}

    def _found(self, cells: tuple[str | None, ...], day: dt.date | None) -> ActorId | None:
        """Return the state by its number, else by code and name together."""
        found = dict(zip(self._columns, cells, strict=True))
        for column, scheme in (("cow", Scheme.COW), ("iso3", Scheme.ISO3)):
            code = found.get(column)
            if code and (state := self._parties.coded(code, scheme, day)):
                return state
        code, name = found.get("iso2"), found.get("name")
        by_code = None
        if code:
            by_code = self._parties.coded(code, Scheme.UN, day)
            by_code = by_code or self._parties.coded(code, Scheme.ISO2, day)
        by_name = self._parties.named(name, day, Scheme.UNVOTES) if name else None
        # Files give South Yemen the code of Yemen, and Zanzibar none; in all else a code is
        # clearer than a name.
        is_gone = by_name and not self._parties.crosswalk.existed(by_name, dt.date.max)
        return by_name if by_code is None or is_gone else by_code


_YEARS = range(1945, 2031)
STATE_COLUMNS = ("cow", "iso3", "iso2", "name")
"""Our names for the columns with states."""

STATE_ALIASES = {
    "country": ("countryname", "country_name", "country_code", "ccode", "iso3c"),
    "name": ("countryname", "country_name", "country"),
    "iso2": ("country_code", "iso2c", "iso2"),
    "iso3": ("iso3c", "iso3"),
    "cow": ("ccode", "cowcode"),
}
"""Names of the columns with states; a file needs one of them, which stands as `country`."""
