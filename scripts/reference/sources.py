"""Sources of structured data with their terms, and the tables that they become."""

from reference.markdown import code, codes, heading, joined, plain, table
from tocsin.model import records
from tocsin.model.records import Table
from tocsin.sources.base import Source
from tocsin.sources.registry import SOURCES


def sources() -> str:
    """Return every source."""
    return joined(
        table(
            ["source", "what it is", "table", "covers", "licence", "rows may be handed on"],
            [
                (
                    f"[{code(one.name)}](#{one.name})",
                    plain(one.title),
                    f"[{code(one.table.name)}](tables.md#{one.table.name.replace('_', '-')})",
                    _covers(one),
                    plain(one.licence.name),
                    "yes" if one.licence.allows_rows else "no",
                )
                for one in SOURCES.values()
            ],
        ),
        *(_source(one) for one in SOURCES.values()),
    )


def _source(one: Source) -> str:
    """Return one source."""
    checked = "" if one.licence.is_verified else " Not read at their source by us."
    rows = [
        ("title", plain(one.title)),
        ("provider", plain(one.provider)),
        ("covers", _covers(one)),
        ("files", plain(one.formats)),
        ("licence", f"{plain(one.licence.name)}. {plain(one.licence.terms)}{checked}"),
        ("rows", "may be handed on" if one.licence.allows_rows else "may not be handed on"),
        ("cite", plain(one.citation)),
    ]
    return joined(
        heading(2, one.name),
        table(["", one.table.name], rows),
        table(
            ["`--option`", "meaning"],
            [(code(name), plain(text)) for name, text in one.options.items()],
        ),
    ).strip()


def _covers(one: Source) -> str:
    """Return the days that a source covers as published."""
    if one.start is None:
        return "as its files say" if one.end is None else f"to {one.end}"
    return f"from {one.start}" if one.end is None else f"{one.start} to {one.end}"


def tables() -> str:
    """Return every table of the lake, column by column."""
    found = [one for one in vars(records).values() if isinstance(one, Table)]
    return joined(*(_table(one) for one in found))


def _table(one: Table) -> str:
    """Return one table."""
    names = [code(source.name) for source in SOURCES.values() if source.table is one]
    placed = (
        f" Placed in time by {code(one.day)}, in a file for each {one.grain}."
        if one.day
        else ""
    )
    return joined(
        heading(2, one.name),
        f"Key: {codes(one.key)}.{placed} From {', '.join(names) or 'no source by itself'}.",
        table(
            ["column", "kind", "meaning"],
            [(code(column.name), column.kind, plain(column.meaning)) for column in one.columns],
        ),
    ).strip()
