"""The dated gazetteer: which words name which political actor, and when."""

import gc
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from tocsin.model.guards import ANY_NAME, Guard, spaced, subtokens
from tocsin.model.ids import ActorId, country
from tocsin.model.tables import Row, day_of, read_rows

FOLDER = "tocsin.model.ontology.actors"


def _is_within(day: date | None, start: date | None, end: date | None) -> bool:
    """Return whether a day lies between two others, either of which may be open."""
    if day is None:
        return True
    return (start is None or start <= day) and (end is None or day <= end)


class Entry(NamedTuple):
    """One form of one actor's name.

    A tuple, for there are thousands, and a frozen dataclass takes three times as long to make.

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
        return _is_within(day, self.start, self.end)


NOBODY = Entry(ActorId(""), "nobody")

_PLAIN_KINDS = frozenset({"name", "adjective", "person", "old", "capital", "city", "region"})
# How long before an office its holder may be in the news for it.
_CANDIDACY = timedelta(days=2 * 365)
# Sub-tokens on either side of a form that a guard may compare.
_WINDOW = 6


def in_force(entries: Iterable[Entry], day: date | None) -> list[Entry]:
    """Return the entries that hold on a day; where none does, those that still say who is meant.

    A former leader is written about after the office, and counts for what he led last. Nobody is
    named by an office to come, but for candidates in the years before it. On any other form that
    is out of its dates all entries remain.
    """
    known = list(entries)
    valid = [entry for entry in known if entry.holds_on(day)]
    if valid or day is None:
        return valid
    past = [entry for entry in known
            if entry.kind == "leader" and entry.end and entry.end < day]  # fmt: skip
    if past:
        last = max(entry.end for entry in past if entry.end)
        return [entry for entry in past if entry.end == last]
    soon = day + _CANDIDACY
    return [
        entry
        for entry in known
        if entry.kind != "leader" or entry.start is None or entry.start <= soon
    ]


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
        return _is_within(day, self.start, self.end)


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
        terms: Rows of terms of office by family name; `offices` reads them.
        common_names: Family names that are also words, or borne by many: they mean an office
            holder behind a title alone.
        careers: Rows of terms of office by the person's id; `offices_of` reads them.
        states: Name of every state.
        members: States of every body with closed membership.
        sorts: What sort of body or group an id is: `alliance`, `court`, `armed`.
    """

    forms: dict[str, list[tuple[Tokens, list[Entry]]]]
    guards: dict[str, Guard]
    names: dict[str, str]
    roles: dict[str, str]
    titles: dict[str, str]
    terms: dict[str, list[Row]]
    common_names: frozenset[str]
    careers: dict[str, list[Row]]
    states: dict[str, str]
    members: dict[str, frozenset[str]]
    sorts: dict[str, str]

    def find(self, tokens: list[str]) -> list[Found]:
        """Return the longest matches in a list of sub-tokens, left to right."""
        found, place = [], 0
        row = tuple(tokens)  # of which slices are compared with forms as they are
        while place < len(row):
            match = self._longest(row, place)
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

    def _longest(self, tokens: Tokens, place: int) -> Found | None:
        """Return the longest form that starts at a place."""
        for form, entries in self.forms.get(tokens[place], ()):
            end = place + len(form)
            if len(form) == 1 or tokens[place:end] == form:
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
        actors = {entry.actor for entry in in_force(matches[0].entries, day)}
        states = {country(actor) for actor in actors}
        return min(actors, key=len) if len(states) == 1 else None

    def offices(self, family: str) -> list[Office]:
        """Return the offices that people of a family name held at any time.

        Made when asked for: making all of them took a tenth of the time of loading.
        """
        return [_office(row) for row in self.terms.get(family, ())]

    def offices_of(self, actor: str) -> list[Office]:
        """Return the offices that one person held at any time."""
        return [_office(row) for row in self.careers.get(actor, ())]

    def name_of(self, actor: str) -> str:
        """Return the readable name of an id; the id itself where it has none."""
        return self.names.get(actor) or self.names.get(country(actor)) or actor

    def family_of(self, actor: ActorId) -> str | None:
        """Return the family name of a leader; None for anybody else."""
        career = self.careers.get(actor)
        return career[0]["family_name"] if career else None

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


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the shipped files.

    Raises:
        OntologyError: A file is missing or a row does not fit; the subject is `file:line`.
    """
    with _collector_paused():
        return _gazetteer({name: list(read_rows(FOLDER, f"{name}.csv")) for name in _TABLES})


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the collector of cycles from running: of what is loaded here nothing is garbage.

    Its passes over the growing tables took a quarter of the time, and the loading of the word
    lists behind it paid for another.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _gazetteer(tables: dict[str, list[Row]]) -> Gazetteer:
    """Return the gazetteer of the rows of all files."""
    forms: dict[Tokens, list[Entry]] = {}
    names: dict[str, str] = {}
    for form, entry in _all_entries(tables, names):
        for spelling in _spellings(form):
            tokens = tuple(subtokens(spelling))
            if (known := forms.get(tokens)) is None:
                forms[tokens] = [entry]
            elif entry not in known:
                known.append(entry)
    terms: dict[str, list[Row]] = {}
    careers: dict[str, list[Row]] = {}
    for row in tables["leaders"]:
        careers.setdefault(row["id"], []).append(row)
        for family in _spellings(row["family_name"]):
            terms.setdefault(family, []).append(row)
            if not family.isalpha():
                # "von der Leyen", "Díaz-Canel": a single word is left to the text's persons.
                entry = _entry(row, row["id"], "leader")
                forms.setdefault(tuple(subtokens(family)), []).append(entry)
    return Gazetteer(
        forms=_by_first_token(forms),
        guards={spaced(row["form"]): _guard(row) for row in tables["ambiguous"]},
        names=names,
        roles={row["form"]: row["kind"] for row in tables["roles"]},
        titles={row["form"]: row["kind"] for row in tables["titles"]},
        terms=terms,
        common_names=frozenset(
            form for row in tables["common_names"] for form in _spellings(row["form"])
        ),
        careers=careers,
        states={row["iso3"]: row["name"] for row in tables["states"]},
        members={row["id"]: frozenset(_split(row["members"])) for row in tables["bodies"]
                 if row["members"]},
        sorts={row["id"]: row["kind"] for row in (*tables["bodies"], *tables["groups"])},
    )  # fmt: skip


_TABLES = ("states", "names", "places", "seats", "ambiguous", "bodies", "groups", "leaders",
           "roles", "titles", "common_names")  # fmt: skip


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
        if len(group) > 1:
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
    if actor not in names or _is_id_of(form, actor):
        names[actor] = form


def _is_id_of(form: str, actor: str) -> bool:
    """Return whether an id was made from a form: `RUS.STATE_DUMA` from `State Duma`."""
    slug = actor.partition(".")[2]
    return bool(slug) and slug == "_".join(subtokens(form)).upper()


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
    start, end = day_of(row, "start"), day_of(row, "end")
    if start is None and end is None:
        return _undated(actor, kind)
    return Entry(ActorId(actor), kind, start, end, row.get("gender", ""))


@cache
def _undated(actor: str, kind: str) -> Entry:
    """Return the entry of a form that always means an actor: the towns of a state share it."""
    return Entry(ActorId(actor), kind)


def _office(row: Row) -> Office:
    """Return the term of office of one row."""
    actor, name, family, _, state, office, *_ = row.values()
    start, end = day_of(row, "start"), day_of(row, "end")
    return Office(
        ActorId(actor), name, family, ActorId(state), office, start, end, row["gender"]
    )


def _guard(row: Row) -> Guard:
    """Return the guard of one row."""
    columns = ("reject_before", "reject_after", "require_after", "reject_any", "require_any")
    return Guard(*(tuple(map(spaced, _split(row[column]))) for column in columns))


def _split(cell: str, *more: str) -> list[str]:
    """Return the parts of a cell with `;` between them, and more forms, each once."""
    if not cell:
        return [*more]
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    return list(dict.fromkeys([*more, *parts]))
