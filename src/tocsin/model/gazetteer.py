"""The dated gazetteer: which words name which political actor, and when."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from tocsin.errors import OntologyError
from tocsin.model.guards import ANY_NAME, Guard, spaced, subtokens
from tocsin.model.ids import ActorId, country

FOLDER = "tocsin.model.ontology.actors"


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of one actor's name.

    Attributes:
        actor: Who is meant.
        kind: `name`, `adjective`, `person`, `capital`, `city`, `seat`, `body`, `group`,
            `leader`, `state_media` and the like: the `kind` column of the files.
        start: First day on which the form means this actor; None for always.
        end: Last such day; None for still.
        gender: `m` or `f` for a person, else empty.
    """

    actor: ActorId
    kind: str
    start: date | None = None
    end: date | None = None
    gender: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Return whether the form means this actor on a day; unknown days always fit."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (
            self.end is None or day <= self.end
        )


NOBODY = Entry(ActorId(""), "nobody")

_PLAIN_KINDS = frozenset({"name", "adjective", "person", "old", "capital", "city", "region"})
# Sub-tokens on either side of a form that a guard may compare.
_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Office:
    """One term of office of one person."""

    actor: ActorId
    name: str
    family_name: str
    state: ActorId
    office: str
    start: date | None
    end: date | None
    gender: str

    def held_on(self, day: date | None) -> bool:
        """Return whether the office was held on a day; unknown days always fit."""
        return Entry(self.state, "leader", self.start, self.end).holds_on(day)


@dataclass(frozen=True, slots=True)
class Found:
    """A match: sub-tokens [start, end) mean one of the entries."""

    start: int
    end: int
    entries: tuple[Entry, ...]


Tokens = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All forms of all actors, ready to be looked up.

    Attributes:
        names: The readable name of every actor id.
        roles: Role nouns and what they denote beside a state: `government`, `military`,
            `person`, `legislature`, `state_word` or `private`.
        titles: Titles that stand before a name, by kind.
        families: Offices by family name.
        leaders: Family name of every leader.
        states: Name of every state.
        offices: Offices by the person's id.
        members: States of every body with closed membership.
        sorts: What sort of body or group an id is: `alliance`, `court`, `armed`.
    """

    forms: dict[str, list[tuple[Tokens, list[Entry]]]]
    guards: dict[str, Guard]
    names: dict[str, str]
    roles: dict[str, str]
    titles: dict[str, str]
    families: dict[str, list[Office]]
    leaders: dict[ActorId, str]
    states: dict[str, str]
    offices: dict[ActorId, list[Office]]
    members: dict[str, frozenset[str]]
    sorts: dict[str, str]

    def find(self, tokens: list[str]) -> list[Found]:
        """Return the longest matches in a list of sub-tokens, left to right."""
        found, place = [], 0
        while place < len(tokens):
            match = self._longest(tokens, place)
            if match is None:
                place += 1
                continue
            if NOBODY in match.entries:
                place = match.end
                continue
            is_guarded = self._is_guarded(tokens, match)
            if not is_guarded:
                found.append(match)
            place = match.start + 1 if is_guarded else match.end
        return found

    def _longest(self, tokens: list[str], place: int) -> Found | None:
        """Return the longest form that starts at a place."""
        for form, entries in self.forms.get(tokens[place], ()):
            end = place + len(form)
            if len(form) == 1 or tuple(tokens[place:end]) == form:
                return Found(place, end, tuple(entries))
        return None

    def _is_guarded(self, tokens: list[str], match: Found) -> bool:
        """Return whether the words around a match say that it is something else."""
        own = self.guards.get(" ".join(tokens[match.start : match.end]))
        is_plain = any(entry.kind in _PLAIN_KINDS for entry in match.entries)
        guards = [own, self.guards.get(ANY_NAME) if is_plain else None]
        if guards == [None, None]:
            return False
        before = " ".join(tokens[max(0, match.start - _WINDOW) : match.start])
        after = " ".join(tokens[match.end : match.end + _WINDOW])
        around = f" {' '.join(tokens)} " if own is not None else ""
        return any(guard is not None and guard.bars(before, after, around) for guard in guards)

    def lookup(self, form: str, day: date | None = None) -> ActorId | None:
        """Return the actor that a form means on a day; None where unknown or ambiguous."""
        matches = self.find(subtokens(form))
        if len(matches) != 1 or matches[0].end != len(subtokens(form)):
            return None
        actors = {entry.actor for entry in matches[0].entries if entry.holds_on(day)}
        actors = actors or {entry.actor for entry in matches[0].entries}
        states = {country(actor) for actor in actors}
        return min(actors, key=len) if len(states) == 1 else None

    def name_of(self, actor: str) -> str:
        """Return the readable name of an id; the id itself where it has none."""
        return self.names.get(actor) or self.names.get(country(actor)) or actor

    def family_of(self, actor: ActorId) -> str | None:
        """Return the family name of a leader; None for anybody else."""
        return self.leaders.get(actor)

    def is_state(self, actor: str) -> bool:
        """Return whether an id belongs to a state, or to a part of one."""
        return country(actor) in self.states


def folded(form: str) -> str:
    """Return a form without accents, as the English press writes it: `Vucic` for `Vučić`."""
    if form.isascii():
        return form
    plain = unicodedata.normalize("NFKD", form.translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "Ł": "L", "ø": "o", "\u0131": "i", "ə": "e", "ß": "ss", "\u2019": "'"}
)


Row = dict[str, str]


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped files.

    Raises:
        OntologyError: A file is missing or a row does not fit; the subject is `file:line`.
    """
    tables = {name: list(rows(f"{name}.csv")) for name in _TABLES}
    forms: dict[Tokens, list[Entry]] = {}
    names: dict[str, str] = {}
    for form, entry in _all_entries(tables, names):
        for spelling in _spellings(form):
            known = forms.setdefault(tuple(subtokens(spelling)), [])
            if entry not in known:
                known.append(entry)
    families: dict[str, list[Office]] = {}
    leaders: dict[ActorId, str] = {}
    offices: dict[ActorId, list[Office]] = {}
    for office in map(_office, tables["leaders"]):
        leaders.setdefault(office.actor, office.family_name)
        offices.setdefault(office.actor, []).append(office)
        for family in _spellings(office.family_name):
            families.setdefault(family, []).append(office)
            if len(tokens := tuple(subtokens(family))) > 1:
                # "von der Leyen", "Díaz-Canel": a single word is left to the text's persons.
                entry = Entry(office.actor, "leader", office.start, office.end, office.gender)
                forms.setdefault(tokens, []).append(entry)
    return Gazetteer(
        forms=_by_first_token(forms),
        guards={spaced(row["form"]): _guard(row) for row in tables["ambiguous"]},
        names=names,
        roles={row["form"]: row["kind"] for row in tables["roles"]},
        titles={row["form"]: row["kind"] for row in tables["titles"]},
        families=families,
        leaders=leaders,
        states={row["iso3"]: row["name"] for row in tables["states"]},
        offices=offices,
        members={row["id"]: frozenset(_split(row["members"])) for row in tables["bodies"]
                 if row["members"]},
        sorts={row["id"]: row["kind"] for row in (*tables["bodies"], *tables["groups"])},
    )  # fmt: skip


_TABLES = ("states", "names", "places", "seats", "ambiguous", "bodies", "groups", "leaders",
           "roles", "titles")  # fmt: skip


def _spellings(form: str) -> tuple[str, ...]:
    """Return a form, and its spelling without accents where it has any."""
    return (form,) if form.isascii() else (form, folded(form))


def _by_first_token(
    forms: dict[Tokens, list[Entry]],
) -> dict[str, list[tuple[Tokens, list[Entry]]]]:
    """Return the forms grouped by first sub-token, longest first."""
    grouped: dict[str, list[tuple[Tokens, list[Entry]]]] = {}
    for tokens, entries in forms.items():
        grouped.setdefault(tokens[0], []).append((tokens, entries))
    for group in grouped.values():
        group.sort(key=lambda item: -len(item[0]))
    return grouped


def _all_entries(
    tables: dict[str, list[Row]], names: dict[str, str]
) -> Iterator[tuple[str, Entry]]:
    """Yield every form with its entry; fill in the readable names on the way."""
    yield from _listed(tables["states"], names, "official_name", "name", key="iso3")
    for table in ("names", "places", "seats"):
        for row in tables[table]:
            _name(names, row["actor"], row["form"])
            yield row["form"], _entry(row, row["actor"], row["kind"])
    for row in tables["ambiguous"]:
        if not row["actor"] and row["form"] != ANY_NAME:
            # Known to be nobody: "New York Times" keeps "New York" from being matched in it.
            yield row["form"], NOBODY
    yield from _listed(tables["bodies"], names, "forms", "body")
    yield from _listed(tables["groups"], names, "forms", "group")
    yield from _listed(tables["leaders"], names, "aliases", "leader")


def _name(names: dict[str, str], actor: str, form: str) -> None:
    """Keep the readable name of an actor: the form that its id was made from, else the first."""
    part = actor.partition(".")[2]
    if actor not in names or (part and part == "_".join(subtokens(form)).upper()):
        names[actor] = form


def _listed(
    table: list[Row], names: dict[str, str], column: str, kind: str, *, key: str = "id"
) -> Iterator[tuple[str, Entry]]:
    """Yield the forms of a table with one row for each actor and its forms in one column."""
    for row in table:
        names.setdefault(row[key], row["name"])  # a state keeps its name: AFG is no "Taliban"
        entry = _entry(row, row[key], kind)
        for form in _split(row[column], row["name"]):
            yield form, entry


def _entry(row: Row, actor: str, kind: str) -> Entry:
    """Return the entry of one row."""
    start, end = _day(row, "start"), _day(row, "end")
    return _shared_entry(ActorId(actor), kind, start, end, row.get("gender", ""))


# A state has hundreds of towns, and they share one entry.
_shared_entry = cache(Entry)


def _office(row: Row) -> Office:
    """Return the term of office of one row."""
    return Office(
        actor=ActorId(row["id"]),
        name=row["name"],
        family_name=row["family_name"],
        state=ActorId(row["state"]),
        office=row["office"],
        start=_day(row, "start"),
        end=_day(row, "end"),
        gender=row["gender"],
    )


def _guard(row: Row) -> Guard:
    """Return the guard of one row."""
    columns = ("reject_before", "reject_after", "reject_any", "require_any")
    before, after, nowhere, needs = (
        tuple(spaced(word) for word in _split(row[column])) for column in columns
    )
    return Guard(before, after, nowhere, needs)


def _split(cell: str, *more: str) -> list[str]:
    """Return the parts of a cell with `;` between them, and more forms, each once."""
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    return list(dict.fromkeys([*more, *parts]))


def rows(name: str, folder: str = FOLDER) -> Iterator[Row]:
    """Yield the rows of a shipped CSV file, with `file:line` under `_where`.

    Without `csv.DictReader`, which took half of the time of loading the gazetteer.
    """
    try:
        text = (resources.files(folder) / name).read_text(encoding="utf-8")
    except (FileNotFoundError, ModuleNotFoundError) as error:
        raise OntologyError(f"The data file {name} is missing.", subject=name) from error
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    for cells in reader:
        if len(cells) == len(header):
            row = dict(zip(header, cells, strict=True))
            row["_where"] = f"{name}:{reader.line_num}"
            yield row
        elif cells:
            number = reader.line_num
            message = f"{name}, line {number}: the number of columns differs from the header."
            raise OntologyError(message, subject=f"{name}:{number}")


def _day(row: Row, column: str) -> date | None:
    """Return the day in a column; a year alone is its first or last day."""
    value = row.get(column, "")
    if not value:
        return None
    if len(value) == 4:
        value += "-01-01" if column == "start" else "-12-31"
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        where = row["_where"]
        message = f"{where}: {column} is {value!r}; it must be a day such as 2023-09-05."
        raise OntologyError(message, subject=where) from error
