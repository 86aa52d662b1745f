"""The columns of the lake's tables in the words of DuckDB."""

from tocsin.model.records import Kind, Table

TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.WHOLE: "BIGINT",
    Kind.REAL: "DOUBLE",
    Kind.FLAG: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.TEXTS: "VARCHAR[]",
}


def quoted(name: str) -> str:
    """Return a name of ours as an identifier; none of them holds a quote."""
    return f'"{name}"'


def listed(table: Table, *, prefix: str = "") -> str:
    """Return the columns of a table with commas, each behind a prefix such as `t.`."""
    return ", ".join(prefix + quoted(column.name) for column in table.columns)


def defined(table: Table) -> str:
    """Return the columns of a table as a definition, with the file and line of each row."""
    columns = [f"{quoted(one.name)} {TYPES[one.kind]}" for one in table.columns]
    return ", ".join(
        [*columns, '"file" INTEGER', *(['"line" BIGINT'] if adds_line(table) else [])]
    )


def adds_line(table: Table) -> bool:
    """Return whether the line of a row is no column of the table itself."""
    return all(column.name != "line" for column in table.columns)


def day_of(table: Table) -> str:
    """Return the first day that a row speaks of as an expression; NULL where there is none."""
    if not table.day:
        return "NULL::DATE"
    kind = next(one.kind for one in table.columns if one.name == table.day)
    name = quoted(table.day)
    return name if kind is Kind.DAY else f"make_date({name}::INTEGER, 1, 1)"
