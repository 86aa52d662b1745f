"""What the files of the Correlates of War have in common: terms, numbers of states, dates."""

import datetime as dt

from tocsin.model.crosswalk import Scheme
from tocsin.model.ids import ActorId
from tocsin.sources.base import Licence
from tocsin.sources.declared import first_day, last_day, year_of
from tocsin.sources.parties import NO_PARTY, Parties
from tocsin.sources.tabular import Line

COW_TERMS = Licence(
    name="COW",
    terms=(
        "Free for non-commercial use with citation; the data may not be redistributed without "
        "written permission of the Correlates of War project."
    ),
    allows_rows=False,
    is_verified=True,
)

NOT_GIVEN = frozenset({"-9", "-99", "NA", "."})
"""What files about states write into a cell that has no value."""


def numbered_state(line: Line, column: str, parties: Parties, day: dt.date) -> ActorId:
    """Return the state whose number in the Correlates of War is in a cell.

    Raises:
        SourceError: It is the number of no state.
    """
    number = line.needed(column)
    state = parties.coded(number, Scheme.COW, day)
    if state is None:
        raise line.misfit(column, number, NO_PARTY)
    return state


def day_in(line: Line, names: tuple[str, str, str], *, is_end: bool) -> dt.date | None:
    """Return a day out of three cells with its year, month and day; None where there is no year.

    Of a day or month that is not known, the first or the last that it may be.

    Raises:
        SourceError: They are no day of the calendar.
    """
    if line.text(names[0]) is None:
        return None
    year, month, day = year_of(line, names[0]), line.whole(names[1]), line.whole(names[2])
    try:
        return last_day(year, month, day) if is_end else first_day(year, month, day)
    except ValueError as error:
        found = f"{year}-{month or ''}-{day or ''}"
        raise line.misfit(names[2], found, "a day of the calendar") from error
