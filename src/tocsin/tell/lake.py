"""Sources and steps of an ingest as text for people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console

from tocsin.model.codec import plain
from tocsin.model.index import Coverage
from tocsin.model.ingest import Ingest
from tocsin.tell.hygiene import fit, shorten
from tocsin.tell.layout import aligned, put, say
from tocsin.tell.measures import span_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source as it is shown.

    Attributes:
        name: What the command line calls it.
        title: What its makers call it.
        provider: Who makes it.
        table: The table of the lake that its rows become.
        licence: Name of the licence.
        terms: What it asks.
        allows_rows: Whether rows may be handed on.
        is_verified: Whether the terms were read at their source.
        citation: How to cite it.
        start: First day that it covers as published; None where the files say so.
        end: Last day; None where it is kept up to date or the files say so.
        formats: What its files look like.
        options: What must or may be said of its files.
        held: What the lake covers of it; None for nothing.
    """

    name: str
    title: str
    provider: str
    table: str
    licence: str
    terms: str
    allows_rows: bool
    is_verified: bool
    citation: str
    start: date | None
    end: date | None
    formats: str
    options: tuple[tuple[str, str], ...]
    held: Coverage | None

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain JSON types, options as an object."""
        return {**plain(self), "options": dict(self.options)}


def render_sources(entries: tuple[SourceEntry, ...], console: Console) -> None:
    """Print what can be read, on which terms, and below it what the lake holds."""
    is_wide = console.width >= _WIDE
    rows = [("source", "what it is" if is_wide else "holds", "covers", "licence")]
    for one in entries:
        mark = "" if one.allows_rows else "*"
        what = shorten(one.title, _TITLE) if is_wide else one.table.replace("_", " ")
        covers = _years(one.start, one.end)
        rows.append((one.name, what, covers, f"{shorten(one.licence, _LICENCE)}{mark}"))
    put(aligned(rows, console), console)
    if any(not one.allows_rows for one in entries):
        say("* Rows may not be handed on, so `tocsin export` refuses them.", console)
    say("`tocsin sources NAME` tells more: files, options, terms and how to cite.", console)
    console.print()
    held = [one for one in entries if one.held is not None]
    if not held:
        say("The lake holds nothing yet; `tocsin ingest SOURCE FILE` takes files in.", console)
        return
    rows = [("in the lake", "rows", "covers", "")]
    rows += [(one.name, *_held(one.held)) for one in held if one.held is not None]
    put(aligned(rows, console, right={1}), console)


_WIDE = 120
"""Columns from which on the titles of sources fit into a line."""
_TITLE, _LICENCE, _MORE = 62, 26, 26
"""Letters of a title, a licence and a remark that are shown in a line."""


def render_source(entry: SourceEntry, console: Console) -> None:
    """Print all that is known of one source."""
    checked = (
        "" if entry.is_verified else " (from general knowledge, not checked at its source)"
    )
    rows = "may be exported" if entry.allows_rows else "may not be exported"
    held = " rows, ".join(filter(None, _held(entry.held)[:2])) if entry.held else "nothing"
    more = _held(entry.held)[2] if entry.held else ""
    facts = (
        ("provider", entry.provider),
        ("covers", _span(entry.start, entry.end)),
        ("files", entry.formats),
        ("licence", f"{entry.licence}{checked}: {entry.terms}"),
        ("rows", rows),
        ("cite", entry.citation),
        ("table", entry.table),
        ("in the lake", f"{held}; {more}" if more else held),
    )
    say(f"{entry.name}: {entry.title}", console, style="bold")
    for name, value in facts:
        say(value, console, head=f"{name:<13}")
    if entry.options:
        console.print()
        say("Options, each as --option NAME=VALUE:", console)
        width = max(len(name) for name, _ in entry.options) + 4
        for name, text in entry.options:
            say(text, console, head=f"  {name}".ljust(width))


def render_ingest(done: Ingest, console: Console) -> None:
    """Print what became of the rows of each file of a step."""
    for one in done.inputs:
        parts = [f"{one.name}: {one.rows:,} {_rows(one.rows)} read", f"{one.kept:,} kept"]
        for count, words in (
            (one.repeated, "there already"),
            (one.set_aside, "set aside"),
            (one.refused, "did not fit"),
        ):
            if count:
                parts.append(f"{count:,} {words}")
        is_covered = one.kept + one.repeated and (one.start or one.end)
        span = f"; covers {_span(one.start, one.end)}" if is_covered else ""
        put([fit(", ".join(parts) + span, console.encoding)], console)


def _rows(count: int) -> str:
    """Return the word for so many rows."""
    return "row" if count == 1 else "rows"


def _span(start: date | None, end: date | None) -> str:
    """Return a period in words."""
    if start is None and end is None:
        return "what the files say"
    if start and end:
        return span_of(start, end)
    return f"{start or 'an unknown day'} to {end or 'now'}"


def _years(start: date | None, end: date | None) -> str:
    """Return the years of a period in words, as short as they can be."""
    if start is None and end is None:
        return "as told"
    return f"{start.year if start else '...'} to {end.year if end else 'now'}"


def _held(held: Coverage) -> tuple[str, str, str]:
    """Return the rows of a source in the lake, the days that they cover, and what is to know."""
    known = held.rows and (held.start or held.end)
    more = []
    if held.gaps:
        more.append(f"{len(held.gaps):,} {'gap' if len(held.gaps) == 1 else 'gaps'}")
    if held.scope:
        more.append(f"{', '.join(held.scope[:3])}{' ...' * (len(held.scope) > 3)} only")
    if held.edition:
        more.append(held.edition)
    return (
        f"{held.rows:,}",
        _span(held.start, held.end) if known else "",
        shorten("; ".join(more), _MORE),
    )
