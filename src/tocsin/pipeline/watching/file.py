"""The file of a watch: which pairs, for whom, from which sources. See docs/watch.md."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import yaml
from pydantic import Field

from tocsin.assess.ontology import line_of, parse, read_own
from tocsin.assess.schema import Row
from tocsin.errors import OntologyError, UsageError
from tocsin.model.ids import ActorId
from tocsin.model.located import refuse_unfit
from tocsin.pipeline.states import parse_dyad, parse_states

Place = tuple[int | str, ...]
Horizon = Annotated[int, Field(ge=1, le=3650)]


class AskedRow(Row):
    """What a pair and the whole file may say alike.

    Attributes:
        stakeholders: For whom; found in the texts where there are none. `for` in the file.
        sources: Files, folders and addresses of pages; a pair's beside those of the whole file.
        feeds: Addresses of RSS or Atom feeds, likewise.
        horizon: How many days ahead.
        stakes: A file with stakes set by hand.
        hypotheses: A file with rival hypotheses.
        grades: A file with sources and how reliable they are.
    """

    stakeholders: str | tuple[str, ...] = Field(default=(), alias="for")
    sources: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    horizon: Horizon | None = None
    stakes: str | None = None
    hypotheses: str | None = None
    grades: str | None = None


class PairRow(AskedRow):
    """One pair of a watch; what it leaves out is taken from the top of the file.

    Attributes:
        pair: The two states, as codes or names.
        name: What it is called, in the output and in the ledger; the codes of the pair otherwise.
        games: Scenario files that are played.
        record: Whether judgements enter the record of forecasts.
    """

    pair: str
    name: str = ""
    games: tuple[str, ...] | None = None
    record: bool | None = None


class WatchFile(AskedRow):
    """A whole file: the pairs, and what holds for all of them.

    Attributes:
        pairs: The pairs.
        games: Scenario files that are played for every pair.
        record: Whether judgements enter the record of forecasts.
    """

    pairs: Annotated[tuple[PairRow, ...], Field(min_length=1)]
    games: tuple[str, ...] = ()
    record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One pair with all that is said of it; files lie beside the file of the watch.

    Attributes:
        name: What it is called; the ledger keeps its last answer under this name.
        dyad: The two states.
        stakeholders: For whom; empty to find them.
        sources: Files, folders and addresses of pages.
        feeds: Addresses of feeds.
        horizon: How many days ahead; None for the setting.
        stakes: A file with stakes set by hand.
        hypotheses: A file with rival hypotheses.
        grades: A file with sources and how reliable they are.
        games: Scenario files that are played.
        record: Whether judgements enter the record of forecasts.
    """

    name: str
    dyad: tuple[ActorId, ActorId]
    stakeholders: tuple[ActorId, ...]
    sources: tuple[str, ...]
    feeds: tuple[str, ...]
    horizon: int | None
    stakes: Path | None
    hypotheses: Path | None
    grades: Path | None
    games: tuple[Path, ...]
    record: bool


def load_watches(path: Path) -> tuple[Watch, ...]:
    """Return the watches of a file.

    Raises:
        OntologyError: The file cannot be read or a line does not fit; the message names file,
            line and what would be right.
    """
    return parse_watches(
        read_own(path, "the file of a watch", remedy="split it into several files"), path
    )


def parse_watches(text: str, path: Path) -> tuple[Watch, ...]:
    """Return the watches in the text of a file; other files are looked for beside it.

    Raises:
        OntologyError: A line does not fit; the message names file, line and what would be right.
    """
    lines = _Lines(text, str(path))
    refuse_unfit(text, str(path))
    _refuse_unknown(lines)
    file = parse(text, WatchFile, str(path))
    found = [
        _watch(place, row, file, lines, path.parent) for place, row in enumerate(file.pairs)
    ]
    _refuse_twins(found, lines)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The text of a file, to name lines in it."""

    text: str
    name: str

    def refuse(self, place: Place, message: str) -> NoReturn:
        """Raise the error of a line."""
        where = f"{self.name}:{line_of(self.text, place)}"
        raise OntologyError(f"{where}: {message}", subject=where)


def _refuse_unknown(lines: _Lines) -> None:
    """Refuse keys that mean nothing, with those that were perhaps meant.

    What is no YAML is left to the parser, whose error says so.
    """
    try:
        data = yaml.load(lines.text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return
    if not isinstance(data, dict):
        lines.refuse((), "the file of a watch must be a list of keys; begin it with `pairs:`.")
    for place, keys, known in _maps(data):
        for key in keys:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                hint = f"did you mean {near[0]!r}? " if near else ""
                listed = ", ".join(known)
                lines.refuse(
                    (*place, key), f"there is no key {key!r}; {hint}Known are {listed}."
                )


def _maps(data: Mapping[Any, Any]) -> Iterator[tuple[Place, list[Any], list[str]]]:
    """Yield the maps of a file with their keys, and those that are known there."""
    yield (), list(data), _known(WatchFile)
    pairs = data.get("pairs")
    for place, row in enumerate(pairs if isinstance(pairs, list) else ()):
        if isinstance(row, dict):
            yield ("pairs", place), list(row), _known(PairRow)


def _known(kind: type[Row]) -> list[str]:
    """Return the keys of a row as they stand in the file, what only it has first."""
    shared = AskedRow.model_fields.keys()
    fields = sorted(kind.model_fields.items(), key=lambda one: one[0] in shared)
    return [field.alias or name for name, field in fields]


def _watch(place: int, row: PairRow, file: WatchFile, lines: _Lines, folder: Path) -> Watch:
    """Return one watch, with what holds for the whole file."""
    at: Place = ("pairs", place)
    dyad = _asked(lambda: parse_dyad(row.pair), lines, (*at, "pair"))
    whom = row.stakeholders or file.stakeholders
    listed = whom if isinstance(whom, str) else ",".join(whom)
    at_for: Place = (*at, "for") if row.stakeholders else ("for",)
    stakeholders = _asked(lambda: parse_states(listed), lines, at_for) if listed else ()
    feeds = dict.fromkeys((*file.feeds, *row.feeds))
    for feed in feeds:
        if not feed.startswith(("http://", "https://")):
            own: Place = (*at, "feeds") if feed in row.feeds else ("feeds",)
            lines.refuse(own, f"{feed!r} is no http(s) address; list files under sources.")
    sources = dict.fromkeys(_beside(one, folder) for one in (*file.sources, *row.sources))
    if not sources and not feeds:
        lines.refuse(at, "nothing is read for this pair; give it sources or feeds.")
    games = file.games if row.games is None else row.games
    return Watch(
        name=row.name or "-".join(dyad),
        dyad=dyad,
        stakeholders=stakeholders,
        sources=tuple(sources),
        feeds=tuple(feeds),
        horizon=row.horizon or file.horizon,
        stakes=_file(row.stakes or file.stakes, folder),
        hypotheses=_file(row.hypotheses or file.hypotheses, folder),
        grades=_file(row.grades or file.grades, folder),
        games=tuple(folder / one for one in games),
        record=file.record if row.record is None else row.record,
    )


def _asked(read: Any, lines: _Lines, place: Place) -> Any:  # noqa: ANN401 - what it reads
    """Return what a value stands for; an error names its line."""
    try:
        return read()
    except UsageError as error:
        lines.refuse(place, error.message)


def _file(name: str | None, folder: Path) -> Path | None:
    """Return a file beside that of the watch; None for none."""
    return folder / name if name else None


def _beside(name: str, folder: Path) -> str:
    """Return the name of a source; of a file or folder beside the file of the watch."""
    return name if "://" in name else str(folder / name)


def _refuse_twins(watches: list[Watch], lines: _Lines) -> None:
    """Refuse two watches of one name: the ledger could not tell their answers apart."""
    seen: dict[str, int] = {}
    for place, one in enumerate(watches):
        if one.name in seen:
            first = line_of(lines.text, ("pairs", seen[one.name]))
            lines.refuse(
                ("pairs", place),
                f"{one.name} is watched in line {first} already; give one of the two another "
                "`name`, or leave it out.",
            )
        seen[one.name] = place
