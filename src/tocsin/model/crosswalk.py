"""Who is meant by a state's code or published name, and when: one table for every source.

Sources name states by codes that look alike and are not: FIPS `CH` is China and ISO `CH` is
Switzerland, `345` was Yugoslavia and is Serbia, `NA` is Namibia. `load_crosswalk` reads the
files of `ontology/crosswalk` (see the README there); a code that names no state on a day is
answered by None, never by a guess.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Protocol, TypeVar

from tocsin.errors import OntologyError
from tocsin.model.gazetteer import FOLDER as ACTORS
from tocsin.model.ids import ActorId
from tocsin.model.tables import Row, day_of, read_rows

FOLDER = "tocsin.model.ontology.crosswalk"


class Scheme(StrEnum):
    """A system of codes for states, or a publisher who names them in his own way."""

    ISO3 = "iso3"
    ISO2 = "iso2"
    NUMERIC = "numeric"
    COW = "cow"
    COW_ABB = "cow_abb"
    GW = "gw"
    FIPS = "fips"
    CAMEO = "cameo"
    UN = "un"
    ICEWS = "icews"
    UNVOTES = "unvotes"
    SIPRI = "sipri"
    COLT = "colt"

    @property
    def has_codes(self) -> bool:
        """Return whether there are codes of this scheme; else it has names alone."""
        return self not in {Scheme.ICEWS, Scheme.UNVOTES, Scheme.SIPRI, Scheme.COLT}

    def written(self, code: str | int) -> str:
        """Return a code as the files have it: `2` for `002` in COW, `004` for 4 in ISO."""
        text = str(code).strip().upper()
        if self in {Scheme.COW, Scheme.GW}:
            return text.lstrip("0")
        return text.zfill(3) if self is Scheme.NUMERIC and text else text


class StateCode(NamedTuple):
    """A code of one scheme and the state it means in one period.

    A tuple, for there are thousands, and a frozen dataclass takes three times as long to make.

    Attributes:
        state: Our id.
        start: First day on which the code means the state; None for always.
        end: Last such day; None for still.
        is_main: Whether the code is also written, not just read: `RUS`, but not `SUN`.
    """

    state: ActorId
    scheme: Scheme
    code: str
    start: date | None
    end: date | None
    is_main: bool
    source: str


class StateName(NamedTuple):
    """A published name and the state it means in one period; no state where it means nobody."""

    state: ActorId
    start: date | None
    end: date | None
    is_main: bool = True


class BodyCode(NamedTuple):
    """A three-letter code of event coders for a body or a group, such as `EEC` for the EU."""

    state: ActorId
    start: date | None
    end: date | None
    is_main: bool = True


@dataclass(frozen=True, slots=True)
class Region:
    """What a code means that names no state: a region, a territory, a sea.

    Attributes:
        kind: `region`, `territory`, `disputed`, `city` or `sea`.
        parent: The state that a territory belongs to; None where there is none.
    """

    scheme: Scheme
    code: str
    name: str
    kind: str
    parent: ActorId | None


@dataclass(frozen=True, slots=True)
class Succession:
    """One successor of a state that ended or lost a part.

    Attributes:
        state: The predecessor: an id, or a withdrawn ISO code such as `SUN`.
        day: First day of the successor in its own right.
        kind: `continues`, `splits`, `leaves` or `joins`.
    """

    state: str
    successor: ActorId
    day: date
    kind: str


class _Dated(Protocol):
    """What means a state in one period."""

    @property
    def state(self) -> ActorId: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def is_main(self) -> bool: ...


_D = TypeVar("_D", bound=_Dated)
Names = dict[tuple[str, str], list[StateName]]
# Lists whose periods say when a state existed.
_MEMBERSHIPS = (Scheme.COW, Scheme.GW)
_ANY = "any"


@dataclass(frozen=True, eq=False, slots=True)
class Crosswalk:
    """All codes and names of states; `load_crosswalk` gives the shipped one."""

    held: dict[tuple[Scheme, str], list[StateCode]]
    codes: dict[tuple[str, Scheme], list[StateCode]]
    regions: dict[tuple[Scheme, str], Region]
    bodies: dict[str, list[BodyCode]]
    successions: dict[str, tuple[Succession, ...]]

    @property
    def states(self) -> frozenset[ActorId]:
        """Return the ids of all states, also of those that are no more."""
        return frozenset(rows[0].state for rows in self.codes.values())

    def state(self, code: str | int, scheme: Scheme, day: date | None = None) -> ActorId | None:
        """Return the state that a code means on a day; None where it means none.

        Without a day: the state that the code means now, or meant last; before that, the one
        for which it is the usual code (`YUG` is Yugoslavia, though Serbia bore it after).
        """
        found = _best(self.held.get((scheme, scheme.written(code)), ()), day)
        return found.state if found else None

    def holder(self, code: str | int, scheme: Scheme, day: date) -> ActorId | None:
        """Return the state that a code means on a day, or meant on the nearest day.

        For sources that use a code outside the dates of its list: Ukraine votes in the United
        Nations from 1945 and is in the COW list from 1991.
        """
        rows = self.held.get((scheme, scheme.written(code)), ())
        nearest = min(
            rows, key=lambda row: (_days_off(row, day), not row.is_main), default=None
        )
        return nearest.state if nearest else None

    def code(self, state: str, scheme: Scheme, day: date | None = None) -> str | None:
        """Return the code of a state on a day; without a day the present one, or the last."""
        rows = [row for row in self.codes.get((state, scheme), ()) if row.is_main]
        found = _best(rows, day)
        return found.code if found else None

    def named(
        self, name: str, scheme: Scheme | None = None, day: date | None = None
    ) -> ActorId | None:
        """Return the state that a publisher means by a name; None for nobody or unknown.

        Case, accents, punctuation and `the` do not count; a star does, since SIPRI marks with
        it who is no state. A name that is ambiguous (`Congo`) needs the publisher's scheme.
        """
        names, form = load_names(), folded_name(name)
        rows = names.get((form, scheme or _ANY)) or names.get((form, _ANY), [])
        found = _best(rows, day)
        return (found.state or None) if found else None

    def successors(self, state: str) -> tuple[Succession, ...]:
        """Return who came after or out of a state, by day; empty where nobody did."""
        return self.successions.get(state, ())

    def rows(self, scheme: Scheme) -> tuple[StateCode, ...]:
        """Return all rows of a scheme with their periods, for joins by code and day."""
        return tuple(row for row in self._of(scheme))

    def pairs(self, scheme: Scheme, day: date | None = None) -> tuple[tuple[str, ActorId], ...]:
        """Return each code of a scheme with the state that `state` gives for it, by code."""
        codes = sorted({row.code for row in self._of(scheme)})
        found = ((code, self.state(code, scheme, day)) for code in codes)
        return tuple((code, state) for code, state in found if state)

    def existed(self, state: str, day: date, scheme: Scheme | None = None) -> bool:
        """Return whether a state was a member of the state system on a day.

        By one list (`Scheme.COW`, `Scheme.GW`), or else by either. Both lists end (2016,
        2017); who was a member then counts as one since. States in neither list (the Holy
        See, Palestine) count by the dates of their ISO row; an unknown state never existed.
        """
        lists = (scheme,) if scheme else _MEMBERSHIPS
        rows = [row for each in lists for row in self.codes.get((state, each), ())]
        if not rows and scheme is None:
            rows = [row for row in self.codes.get((state, Scheme.ISO3), ()) if row.is_main]
        return any(_holds_on(row, day) for row in rows)

    def region(self, code: str | int, scheme: Scheme) -> Region | None:
        """Return what a code means that is known to name no state; None for any other."""
        return self.regions.get((scheme, scheme.written(code)))

    def body(self, code: str, day: date | None = None) -> ActorId | None:
        """Return the body or group of a CAMEO code; None where unknown.

        Takes a known group (`UNO`) or a whole actor code (`IGOUNODEVWBKMED`), of which the
        last part that names a body counts: the World Bank, not the United Nations.
        """
        for part in reversed(re.findall("...", code)):
            found = _best(self.bodies.get(part, ()), day)
            if found:
                return found.state
        return None

    def _of(self, scheme: Scheme) -> Iterator[StateCode]:
        """Yield the rows of a scheme in the order of the file."""
        return (row for rows in self.codes.values() for row in rows if row.scheme is scheme)


def _holds_on(row: _Dated, day: date) -> bool:
    """Return whether a period includes a day."""
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)


def _days_off(row: _Dated, day: date) -> int:
    """Return how many days a day lies outside a period; 0 within it."""
    if row.start and day < row.start:
        return (row.start - day).days
    return (day - row.end).days if row.end and row.end < day else 0


def _best(rows: Iterable[_D], day: date | None) -> _D | None:
    """Return the row that holds on a day; without a day the main one that held last."""
    if day is not None:
        rows = [row for row in rows if _holds_on(row, day)]
    return max(rows, key=lambda row: (row.is_main, row.end or date.max), default=None)


# Everything but letters, digits and the star; a translation is four times as fast as a regex.
_MARKS = str.maketrans(
    {mark: " " for mark in string.punctuation if mark != "*"}
    | {"&": " and ", "\u2018": " ", "\u2019": " ", "\u2013": " ", "\u2014": " "}
    | {"ø": "o", "ł": "l", "\u0131": "i"}
)


def folded_name(name: str) -> str:
    """Return a name without case, accents, punctuation, `the`, and with `Saint` for `St.`."""
    plain = name
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = plain.lower().translate(_MARKS).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


@cache
def load_crosswalk() -> Crosswalk:
    """Return the crosswalk of the shipped files.

    Raises:
        OntologyError: A file is missing or a row does not fit; the subject is `file:line`.
    """
    held: dict[tuple[Scheme, str], list[StateCode]] = {}
    codes: dict[tuple[str, Scheme], list[StateCode]] = {}
    for row in _state_codes():
        held.setdefault((row.scheme, row.code), []).append(row)
        codes.setdefault((row.state, row.scheme), []).append(row)
    bodies: dict[str, list[BodyCode]] = {}
    for cells in read_rows(FOLDER, "groups.csv"):
        body = BodyCode(ActorId(cells["id"]), day_of(cells, "start"), day_of(cells, "end"))
        bodies.setdefault(cells["code"], []).append(body)
    return Crosswalk(
        held=held,
        codes=codes,
        regions={(region.scheme, region.code): region for region in _regions()},
        bodies=bodies,
        successions=_successions(),
    )


def _scheme(row: Row) -> Scheme:
    """Return the scheme of a row."""
    try:
        return _SCHEMES[row["scheme"]]
    except KeyError as error:
        where, known = row["_where"], ", ".join(_SCHEMES)
        message = f"{where}: scheme is {row['scheme']!r}; it must be one of {known}."
        raise OntologyError(message, subject=where) from error


# A dict, since `Scheme(value)` for two thousand rows took a tenth of the time of loading.
_SCHEMES = {scheme.value: scheme for scheme in Scheme}


def _state_codes() -> Iterator[StateCode]:
    """Yield the rows of states.csv."""
    for row in read_rows(FOLDER, "states.csv"):
        yield StateCode(
            ActorId(row["state"]),
            _scheme(row),
            row["code"],
            day_of(row, "start"),
            day_of(row, "end"),
            row["use"] == "main",
            row["source"],
        )


def _regions() -> Iterator[Region]:
    """Yield the rows of regions.csv."""
    for row in read_rows(FOLDER, "regions.csv"):
        parent = ActorId(row["parent"]) if row["parent"] else None
        yield Region(_scheme(row), row["code"], row["name"], row["kind"], parent)


def _successions() -> dict[str, tuple[Succession, ...]]:
    """Return the rows of successions.csv by predecessor, each by day."""
    found: dict[str, list[Succession]] = {}
    for row in read_rows(FOLDER, "successions.csv"):
        day = day_of(row, "day")
        if day is None:
            message = f"{row['_where']}: day is empty; it must be a day such as 1993-01-01."
            raise OntologyError(message, subject=row["_where"])
        successor = ActorId(row["successor"])
        succession = Succession(row["state"], successor, day, row["kind"])
        found.setdefault(row["state"], []).append(succession)
    return {state: tuple(sorted(rows, key=lambda r: r.day)) for state, rows in found.items()}


@cache
def load_names() -> Names:
    """Return the states by folded name and scheme; our own rows go before the gazetteer's.

    Read when first asked for: names take as long as all codes.
    """
    names: Names = {}
    for row in read_rows(FOLDER, "names.csv"):
        scheme = _ANY if row["scheme"] == _ANY else _scheme(row)
        key = (folded_name(row["name"]), scheme)
        names.setdefault(key, []).append(_name(row["state"], row))
    others: Names = {}
    for form, actor, row in _gazetteer_names():
        key = (folded_name(form), _ANY)
        if key not in names:
            others.setdefault(key, []).append(_name(actor, row))
    return names | others


def _gazetteer_names() -> Iterator[tuple[str, str, Row]]:
    """Yield the names of states in the gazetteer's files, with the state and the row."""
    for row in read_rows(ACTORS, "states.csv"):
        undated = {**row, "start": ""}  # a name may be used of a time before the state
        yield row["name"], row["iso3"], undated
        if row["official_name"]:
            yield row["official_name"], row["iso3"], undated
    for row in read_rows(ACTORS, "names.csv"):
        if row["kind"] in {"name", "old", "code"}:
            yield row["form"], row["actor"], row


def _name(state: str, row: Row) -> StateName:
    """Return what a row says of a name."""
    return StateName(ActorId(state), day_of(row, "start"), day_of(row, "end"))
