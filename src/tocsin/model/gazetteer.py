"""The dated gazetteer: which words name which political actor, and when."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

from tocsin.errors import OntologyError
from tocsin.model.ids import ActorId, country

FOLDER = "tocsin.model.ontology.actors"
_SUBTOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


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
class Guard:
    """When a form is not the actor that it looks like."""

    reject_before: tuple[str, ...]
    reject_after: tuple[str, ...]
    require_any: tuple[str, ...]


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
    """

    forms: dict[str, list[tuple[Tokens, list[Entry]]]]
    guards: dict[str, Guard]
    names: dict[str, str]
    roles: dict[str, str]
    titles: dict[str, str]
    families: dict[str, list[Office]]
    states: dict[str, str] = field(default_factory=dict)

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
            if tuple(tokens[place:end]) == form:
                return Found(place, end, tuple(entries))
        return None

    def _is_guarded(self, tokens: list[str], match: Found) -> bool:
        """Return whether the words around a match say that it is something else."""
        guard = self.guards.get(" ".join(tokens[match.start : match.end]))
        if guard is None:
            return False
        before = " ".join(tokens[max(0, match.start - 4) : match.start])
        after = " ".join(tokens[match.end : match.end + 4])
        if any(before.endswith(_spaced(word)) for word in guard.reject_before):
            return True
        if any(_starts_with(after, _spaced(word)) for word in guard.reject_after):
            return True
        around = f" {' '.join(tokens)} "
        needs = guard.require_any
        return bool(needs) and not any(f" {_spaced(word)} " in around for word in needs)

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

    def is_state(self, actor: str) -> bool:
        """Return whether an id belongs to a state, or to a part of one."""
        return country(actor) in self.states


def subtokens(text: str) -> list[str]:
    """Return the runs of letters and digits, and each other sign, of a text."""
    return _SUBTOKEN.findall(text)


def folded(form: str) -> str:
    """Return a form without accents, as the English press writes it: `Vucic` for `Vučić`."""
    if form.isascii():
        return form
    plain = unicodedata.normalize("NFKD", form.translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "Ł": "L", "ø": "o", "ı": "i", "ə": "e", "ß": "ss", "’": "'"}
)


def _spaced(form: str) -> str:
    """Return a form with its sub-tokens set apart, as `find` compares them."""
    return " ".join(subtokens(form))


def _starts_with(text: str, word: str) -> bool:
    """Return whether a text begins with a whole word."""
    return text == word or text.startswith(word + " ")


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped files.

    Raises:
        OntologyError: A file is missing or a row does not fit; the subject is `file:line`.
    """
    forms: dict[Tokens, list[Entry]] = {}
    names: dict[str, str] = {}
    for form, entry in _all_entries(names):
        for spelling in {form, folded(form)}:
            known = forms.setdefault(tuple(subtokens(spelling)), [])
            if entry not in known:
                known.append(entry)
    offices = list(_offices())
    families: dict[str, list[Office]] = {}
    for office in offices:
        for family in {office.family_name, folded(office.family_name)}:
            families.setdefault(family, []).append(office)
    return Gazetteer(
        forms=_by_first_token(forms),
        guards={_spaced(row["form"]): _guard(row) for row in rows("ambiguous.csv")},
        names=names,
        roles={row["form"]: row["kind"] for row in rows("roles.csv")},
        titles={row["form"]: row["kind"] for row in rows("titles.csv")},
        families=families,
        states={row["iso3"]: row["name"] for row in rows("states.csv")},
    )


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


def _all_entries(names: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    """Yield every form with its entry; fill in the readable names on the way."""
    yield from _state_entries(names)
    for file in ("names.csv", "places.csv", "seats.csv"):
        for row in rows(file):
            _name(names, row["actor"], row["form"])
            yield row["form"], _entry(row, row["actor"], row["kind"])
    for row in rows("ambiguous.csv"):
        if not row["actor"]:
            # Known to be nobody: "New York Times" keeps "New York" from being matched in it.
            yield row["form"], NOBODY
    for row in rows("bodies.csv"):
        names[row["id"]] = row["name"]
        for form in _split(row["forms"], row["name"]):
            yield form, _entry(row, row["id"], "body")
    for row in rows("groups.csv"):
        names[row["id"]] = row["name"]
        for form in _split(row["forms"], row["name"]):
            yield form, _entry(row, row["id"], "group")
    for row in rows("leaders.csv"):
        names[row["id"]] = row["name"]
        for form in _split(row["aliases"], row["name"]):
            yield form, _entry(row, row["id"], "leader")


def _name(names: dict[str, str], actor: str, form: str) -> None:
    """Keep the readable name of an actor: the form that its id was made from, else the first."""
    slug = "_".join(subtokens(form)).upper()
    if actor.partition(".")[2] == slug or actor not in names:
        names[actor] = form


def _state_entries(names: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    """Yield the forms of the table of states."""
    for row in rows("states.csv"):
        names[row["iso3"]] = row["name"]
        for form in _split(row["official_name"], row["name"]):
            yield form, _entry(row, row["iso3"], "name")


def _entry(row: dict[str, str], actor: str, kind: str) -> Entry:
    """Return the entry of one row."""
    start, end = _day(row, "start"), _day(row, "end")
    return Entry(ActorId(actor), kind, start, end, row.get("gender", ""))


def _offices() -> Iterator[Office]:
    """Yield the terms of office."""
    for row in rows("leaders.csv"):
        yield Office(
            actor=ActorId(row["id"]),
            name=row["name"],
            family_name=row["family_name"],
            state=ActorId(row["state"]),
            office=row["office"],
            start=_day(row, "start"),
            end=_day(row, "end"),
            gender=row["gender"],
        )


def _guard(row: dict[str, str]) -> Guard:
    """Return the guard of one row."""
    columns = ("reject_before", "reject_after", "require_any")
    before, after, needs = (tuple(_split(row[column])) for column in columns)
    return Guard(before, after, needs)


def _split(cell: str, *more: str) -> list[str]:
    """Return the parts of a cell with `;` between them, and more forms, each once."""
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    return list(dict.fromkeys([*more, *parts]))


def rows(name: str, folder: str = FOLDER) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped CSV file, with the line number under `_line`."""
    try:
        text = (resources.files(folder) / name).read_text(encoding="utf-8")
    except (FileNotFoundError, ModuleNotFoundError) as error:
        raise OntologyError(f"The data file {name} is missing.", subject=name) from error
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if None in row or None in row.values():
            message = f"{name}, line {number}: the number of columns differs from the header."
            raise OntologyError(message, subject=f"{name}:{number}")
        yield {**row, "_file": name, "_line": str(number)}


def _day(row: dict[str, str], column: str) -> date | None:
    """Return the day in a column; a year alone is its first or last day."""
    value = row.get(column, "")
    if not value:
        return None
    if len(value) == 4:
        value += "-01-01" if column == "start" else "-12-31"
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        where = f"{row['_file']}:{row['_line']}"
        message = f"{where}: {column} is {value!r}; it must be a day such as 2023-09-05."
        raise OntologyError(message, subject=where) from error
