"""The rows of the world-relations tables and how they are read from their files.

Each table is a CSV file under ``ontology/world``; the README there says what a row means and
what is missing. A row is a fact with a stable key, a source and the days on which it holds.
`tocsin.model.world_tables` builds the rows, `tocsin.model.world` asks the questions.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

_ID = r"[A-Z][A-Z0-9_]{1,14}(?:\.[A-Z0-9_]+)?"
_ACTOR = re.compile(_ID)
_ACTORS = re.compile(f"{_ID}(?:;{_ID})*")
_WORDS = re.compile(r"[a-z0-9_-]+(?:;[a-z0-9_-]+)*")


class AllianceKind(StrEnum):
    """What the members of a pact owe one another, strongest first."""

    DEFENSE = "defense"
    CONSULTATION = "consultation"
    NEUTRALITY = "neutrality"
    NONAGGRESSION = "nonaggression"
    PARTNERSHIP = "partnership"


class RivalryKind(StrEnum):
    """What two rivals contend about."""

    TERRITORIAL = "territorial"
    STRATEGIC = "strategic"
    IDEOLOGICAL = "ideological"
    NUCLEAR = "nuclear"


class BackingKind(StrEnum):
    """What a backer gives to a side at war."""

    ARMS = "arms"
    MONEY = "money"
    TRAINING = "training"
    TROOPS = "troops"
    DIPLOMATIC = "diplomatic"
    INTELLIGENCE = "intelligence"


class Measure(StrEnum):
    """What a sanctions regime restricts; FOOD_EXEMPT marks an explicit humanitarian carve-out."""

    ARMS = "arms"
    NUCLEAR = "nuclear"
    MISSILE = "missile"
    OIL = "oil"
    COAL = "coal"
    FINANCE = "finance"
    TRADE = "trade"
    TRAVEL = "travel"
    ASSETS = "assets"
    TECHNOLOGY = "technology"
    LABOUR = "labour"
    FOOD_EXEMPT = "food_exempt"


class SeatKind(StrEnum):
    """How a state sits on the Security Council."""

    PERMANENT = "permanent"
    ELECTED = "elected"


class NuclearPosture(StrEnum):
    """A state's relation to nuclear weapons."""

    ARMED = "armed"
    WEAPONS_PROGRAMME = "weapons_programme"
    CONTESTED_PROGRAMME = "contested_programme"
    UMBRELLA = "umbrella"
    SHARING = "sharing"
    THRESHOLD = "threshold"


class Reach(StrEnum):
    """The class of a state's longest ballistic missiles."""

    SHORT = "short"
    MEDIUM = "medium"
    INTERCONTINENTAL = "intercontinental"


class BorderKind(StrEnum):
    """Whether two states share a land border or face each other across a sea."""

    LAND = "land"
    SEA = "sea"


class PatronageBasis(StrEnum):
    """What a patron supplies and a client would have to find elsewhere."""

    ARMS = "arms"
    TRADE = "trade"
    FOOD = "food"
    ENERGY = "energy"
    SECURITY = "security"
    FINANCE = "finance"
    DIPLOMATIC = "diplomatic"
    TECHNOLOGY = "technology"
    INTELLIGENCE = "intelligence"
    LABOUR = "labour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: a stable key, its source and the days it holds, both ends included.

    No start means that it held before the period covered (2010-01-01); no end, in force.
    """

    key: str
    source: str
    start: date | None = None
    end: date | None = None

    def in_force(self, day: date) -> bool:
        """Return whether the fact holds on `day`."""
        return (self.start is None or self.start <= day) and (
            self.end is None or day <= self.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class War(Fact):
    """Fighting between two sides of states and armed groups."""

    id: str
    name: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]

    def opponents_of(self, actor: str) -> tuple[str, ...]:
        """Return the other side; empty when `actor` is not a belligerent."""
        if actor in self.side_a:
            return self.side_b
        return self.side_a if actor in self.side_b else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing(Fact):
    """What an outsider gives to one belligerent of a war."""

    war: str
    backer: str
    backs: str
    kinds: tuple[BackingKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance(Fact):
    """A pact and its members during one period; every change of members is a row of its own."""

    id: str
    name: str
    members: tuple[str, ...]
    kind: AllianceKind
    directed_from: str | None = None
    directed_to: str | None = None

    def partners_of(self, state: str) -> tuple[str, ...]:
        """Return the other members; empty when `state` is none."""
        return tuple(m for m in self.members if m != state) if state in self.members else ()

    def obliges(self, state: str) -> bool:
        """Return whether `state` owes something under the pact."""
        return state in self.members and self.directed_from in (None, state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivalry(Fact):
    """Two actors that treat each other as a threat or contest the same thing."""

    a: str
    b: str
    kinds: tuple[RivalryKind, ...]

    def other(self, state: str) -> str:
        """Return the rival of `state`, which must be one of the two."""
        return self.b if state == self.a else self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsRegime(Fact):
    """Restrictions that the authors keep on a target."""

    id: str
    target: str
    authors: tuple[str, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Fact):
    """A term on the UN Security Council."""

    state: str
    kind: SeatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NuclearStatus(Fact):
    """A state's posture; one state may have several at once (sharing and umbrella)."""

    state: str
    status: NuclearPosture


@dataclass(frozen=True, slots=True, kw_only=True)
class MissileForce(Fact):
    """Ballistic missiles that matter to neighbours or rivals."""

    state: str
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Targeting(Fact):
    """A state that another's arsenal, doctrine or occupation explicitly aims at."""

    state: str
    targeted_by: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contiguity(Fact):
    """Two states that share a land border or face each other across a strategic sea."""

    a: str
    b: str
    kind: BorderKind

    def other(self, state: str) -> str:
        """Return the neighbour of `state`, which must be one of the two."""
        return self.b if state == self.a else self.a


@dataclass(frozen=True, slots=True, kw_only=True)
class Patronage(Fact):
    """A supplier or protector that loses leverage if the client finds another."""

    patron: str
    client: str
    basis: tuple[PatronageBasis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest(Fact):
    """Something a state has made its own business, such as `nonproliferation`."""

    state: str
    interest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """A state's membership of a body that acts as one, such as the EU."""

    body: str
    state: str


_E = TypeVar("_E", bound=StrEnum)
_F = TypeVar("_F", bound=Fact)


@cache
def _members(kind: type[_E], text: str) -> tuple[_E, ...]:
    return tuple(kind(value) for value in text.split(";"))


@dataclass(slots=True)
class Record:
    """One line of a table, with typed access and errors that name file and line."""

    where: str
    cells: dict[str, str]
    taken: set[str] = field(default_factory=set)

    def fail(self, message: str) -> ValueError:
        """Return the error to raise about this line."""
        return ValueError(f"{self.where}: {message}")

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.fail(f"{column} is empty")
        return value

    def day(self, column: str) -> date | None:
        """Return an ISO date, or None for an empty cell."""
        value = self.cells[column]
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise self.fail(f"{column} is {value!r}, expected YYYY-MM-DD") from error

    def actor(self, column: str) -> str:
        """Return an actor id: ISO 3166-1 alpha-3, a body, or either with a dotted part."""
        text = self.text(column)
        if not _ACTOR.fullmatch(text):
            raise self.fail(f"{column} is {text!r}, expected an actor id")
        return text

    def actors(self, column: str) -> tuple[str, ...]:
        """Return the actor ids of a `;` list."""
        text = self.text(column)
        ids = tuple(text.split(";"))
        if not _ACTORS.fullmatch(text) or len(set(ids)) < len(ids):
            raise self.fail(f"{column} is {text!r}, expected distinct actor ids")
        return ids

    def word(self, column: str) -> str:
        """Return a lower-case identifier."""
        words = self.words(column)
        if len(words) > 1:
            raise self.fail(f"{column} is {self.cells[column]!r}, expected one word")
        return words[0]

    def words(self, column: str) -> tuple[str, ...]:
        """Return the lower-case identifiers of a `;` list."""
        text = self.text(column)
        if not _WORDS.fullmatch(text):
            raise self.fail(f"{column} is {text!r}, expected lower-case words")
        return tuple(text.split(";"))

    def choices(self, column: str, kind: type[_E]) -> tuple[_E, ...]:
        """Return the members of a closed set named in a `;` list."""
        text = self.text(column)
        try:
            return _members(kind, text)
        except ValueError as error:
            raise self.fail(f"{column}: {error}, expected {', '.join(kind)}") from error

    def choice(self, column: str, kind: type[_E]) -> _E:
        """Return the one member of a closed set that a cell names."""
        members = self.choices(column, kind)
        if len(members) > 1:
            raise self.fail(f"{column} is {self.cells[column]!r}, expected one word")
        return members[0]

    def key(self, base: str, *details: str) -> str:
        """Return `base`, longer by a detail at a time until no earlier row has it."""
        candidate = base.lower()
        for detail in (*details, self.cells.get("start", "")):
            if candidate not in self.taken:
                break
            candidate = f"{candidate}:{detail.lower()}"
        if candidate in self.taken:
            raise self.fail(f"{candidate} occurs twice")
        self.taken.add(candidate)
        return candidate

    def validity(self) -> tuple[date | None, date | None]:
        """Return start and end, in order."""
        start, end = self.day("start"), self.day("end")
        if start and end and end < start:
            raise self.fail(f"ends {end} before it starts {start}")
        return start, end


def read_table(name: str, columns: str, build: Callable[[Record], _F]) -> tuple[_F, ...]:
    """Return the rows of ``ontology/world/<name>.csv``, in file order.

    Raises:
        ValueError: A header, an id, a date or a word is malformed, or a row occurs twice;
            the message names the file and the line.
    """
    return tuple(build(record) for record in _records(name, columns.split()))


def _records(name: str, columns: list[str]) -> Iterator[Record]:
    path = files("tocsin.model").joinpath("ontology", "world", f"{name}.csv")
    lines = csv.reader(path.read_text(encoding="utf-8").splitlines())
    if (header := next(lines, None)) != columns:
        raise ValueError(f"{name}.csv:1: the header is {header}, expected {columns}")
    taken: set[str] = set()
    for cells in lines:
        where = f"{name}.csv:{lines.line_num}"
        if len(cells) != len(columns):
            raise ValueError(f"{where}: {len(cells)} cells, expected {len(columns)}")
        yield Record(where, dict(zip(columns, cells, strict=True)), taken)
