"""What the database does with the cells of a text table, and how it tells unfit ones.

All columns come as text. Each cell of the lake's table is an expression of them, and so is each
check; an unfit row is one for which a check holds. Lookups are maps in variables of the
connection: joining the tables instead took 8 % longer, and the database sometimes built its hash
table from the file, which does not fit into memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.model.records import Column, Kind, Table
from tocsin.sources.bulk import Bulk, CellSpec, Form, Lookup, Say, Steps, Take
from tocsin.sources.bulk_cells import Between, Each
from tocsin.store.lake.columns import TYPES, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_VALUES = {
    (Form.TEXT, Kind.TEXT): "{x}",
    (Form.WHOLE, Kind.WHOLE): "TRY_CAST({x} AS BIGINT)",
    (Form.WHOLE, Kind.REAL): "TRY_CAST({x} AS DOUBLE)",
    (Form.REAL, Kind.REAL): "TRY_CAST({x} AS DOUBLE)",
    (Form.FLAG, Kind.FLAG): (
        "CASE lower({x}) WHEN '1' THEN true WHEN '0' THEN false WHEN 'true' THEN true "
        "WHEN 'false' THEN false WHEN 'yes' THEN true WHEN 'no' THEN false "
        "WHEN '1.0' THEN true WHEN '0.0' THEN false END"
    ),
    (Form.DAY, Kind.DAY): "TRY_CAST({x} AS DATE)",
    (Form.DAY, Kind.MOMENT): "TRY_CAST({x} AS DATE)::TIMESTAMP",
    (Form.COMPACT_DAY, Kind.DAY): "try_strptime({x}, '%Y%m%d')::DATE",
    (Form.COMPACT_DAY, Kind.MOMENT): "try_strptime({x}, '%Y%m%d')",
    (Form.MOMENT, Kind.DAY): "try_strptime({x}, '%Y%m%d%H%M%S')::DATE",
    (Form.MOMENT, Kind.MOMENT): "try_strptime({x}, '%Y%m%d%H%M%S')",
}
"""How a cell of some form becomes one of some kind; NULL where it does not."""

# Casting alone is too lenient: it rounds 5.7 to 6, takes 1_000 and nan for numbers, and a day
# with a time behind it for a day. The text of a number is compared before it is matched, as
# matching takes longer and nearly all numbers are written as the database writes them.
_WHOLE = (
    "CASE WHEN {v} IS NULL THEN true WHEN {v}::BIGINT::VARCHAR = {x} THEN false "
    "ELSE NOT regexp_full_match({x}, '[+-]?[0-9]{{1,18}}([.]0+)?') END"
)
_ISO = "{v} IS NULL OR NOT regexp_full_match({x}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
_WRONG = {
    Form.WHOLE: _WHOLE,
    Form.REAL: "{v} IS NULL OR NOT isfinite({v}) OR contains({x}, '_')",
    Form.FLAG: "{v} IS NULL",
    Form.DAY: _ISO,
    Form.COMPACT_DAY: "{v} IS NULL OR NOT regexp_full_match({x}, '[0-9]{{8}}')",
    Form.MOMENT: "{v} IS NULL OR NOT regexp_full_match({x}, '[0-9]{{14}}')",
}
"""When a cell that is not empty is not of its form."""

_EXPECTED = {
    Form.WHOLE: "a whole number",
    Form.REAL: "a number",
    Form.FLAG: "1 or 0, true or false, yes or no",
    Form.DAY: "a day such as 2018-06-01",
    Form.COMPACT_DAY: "a day such as 20180601",
    Form.MOMENT: "a moment such as 20180601143000",
}


_PAIRING = (
    # `list_distinct` keeps no order, so the place of the first of equals decides.
    *(
        (
            f"[v FOR v, i IN _side_{n} IF v IS NOT NULL AND list_position(_side_{n}, v) = i]",
            f"_known_{n}",
        )
        for n in (0, 1)
    ),
    *(
        (f"CASE WHEN len(_known_{n}) > 0 THEN _known_{n} ELSE [NULL::VARCHAR] END", f"_all_{n}")
        for n in (0, 1)
    ),
    ("flatten([[{'a': a, 'b': b} FOR b IN _all_1] FOR a IN _all_0])", "_crossed"),
    ("[p FOR p IN _crossed IF p.a <> p.b]", "_different"),
    ("CASE WHEN len(_different) > 0 THEN _different ELSE _crossed[1:1] END", "_pairs"),
)
"""From the lists of parties on either side to the pairs of a row, each step with its name."""


@dataclass(frozen=True, slots=True)
class Check:
    """When a row does not fit because of one cell.

    Attributes:
        column: The column of the file.
        cell: Its cell, as an expression.
        wrong: When it is unfit, as an expression over the cells of the file and of the table.
        expected: What would be right, in words.
    """

    column: str
    cell: str
    wrong: str
    expected: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of a form become rows of a table.

    Attributes:
        table: The table.
        values: For each of its columns an expression.
        checks: In the order of the columns of the file.
        cells: The columns of the file that all these ask for, as `c0` and so on.
        several: The parties on either side of a row that may have several of them, as two
            expressions that give lists; empty where each row has one of each.
    """

    table: Table
    values: tuple[str, ...]
    checks: tuple[Check, ...]
    cells: tuple[str, ...]
    several: tuple[str, ...]

    def looked_at(self, source: str) -> str:
        """Return a query with the rows of a file, whether they fit or not.

        It has the columns of the table, the cells of the file, `_file`, `_line`, `_fault` as
        the number of the first check that holds, or NULL, and `_pairs` of parties where there
        may be several.

        Args:
            source: What gives the cells of the file, `_file` and `_line`.
        """
        named = [
            f"{value}::{TYPES[column.kind]} AS {quoted(column.name)}"
            for value, column in zip(self.values, self.table.columns, strict=True)
        ]
        sides = [f"{known} AS _side_{n}" for n, known in enumerate(self.several)]
        chosen = ", ".join([*named, *self.cells, "_file", "_line", *sides])
        rows = f"SELECT {chosen} FROM {source}"  # noqa: S608
        cases = " ".join(f"WHEN {one.wrong} THEN {n}" for n, one in enumerate(self.checks))
        steps = [(f"CASE {cases} END" if cases else "NULL::INTEGER", "_fault")]
        steps += _PAIRING if self.several else ()
        for value, name in steps:
            rows = f"SELECT *, {value} AS {name} FROM ({rows})"  # noqa: S608
        return rows

    def staging(self, source: str, *, only_dyads: bool) -> str:
        """Return the statement that takes the rows of files into the table `staged`.

        Rows that do not fit go there too, under the number -1 - `file`, to be counted.

        Args:
            source: What gives the cells of the files, `_file` and `_line`.
            only_dyads: Whether of the other rows only those with two different parties go.
        """
        names = [quoted(column.name) for column in self.table.columns]
        rows = self.looked_at(source)
        if self.several:
            rows, replaced = self._parted(rows)
            names = [replaced.get(name, name) for name in names]
        file = "CASE WHEN _fault IS NULL THEN _file ELSE -1 - _file END"
        where = f" WHERE _fault IS NOT NULL OR {self.is_dyad()}" if only_dyads else ""
        chosen = ", ".join([*names, file, "_line"])
        return f"INSERT INTO staged SELECT {chosen} FROM ({rows}){where}"  # noqa: S608

    def is_dyad(self) -> str:
        """Return whether a row has two different parties; that both are known is implied."""
        first, second = (quoted(name) for name in self.table.parties)
        return "_pair.a <> _pair.b" if self.several else f"{first} <> {second}"

    def _parted(self, rows: str) -> tuple[str, dict[str, str]]:
        """Return a query with a row for each pair, and what stands for some columns then."""
        rows = (
            "SELECT *, unnest(_pairs) AS _pair, generate_subscripts(_pairs, 1) AS _nth "  # noqa: S608
            f"FROM ({rows})"
        )
        rows = f"SELECT * FROM ({rows}) WHERE _fault IS NULL OR _nth = 1"  # noqa: S608
        first, second = (quoted(name) for name in self.table.parties)
        key = quoted(self.table.key[0])
        suffixed = f"CASE WHEN _nth > 1 THEN {key} || '~' || _nth ELSE {key} END"
        return rows, {first: "_pair.a", second: "_pair.b", key: suffixed}

    def added(self, source: str) -> str:
        """Return the query for how many rows each file gets more, as some become several."""
        rows = f"SELECT _file, len(_pairs) - 1 AS more FROM ({self.looked_at(source)})"  # noqa: S608
        return f"SELECT _file, sum(more)::BIGINT FROM ({rows} WHERE _fault IS NULL) GROUP BY 1"  # noqa: S608

    def explaining(self, source: str, most: int) -> str:
        """Return the query for line, number of the check and cell of the first unfit rows."""
        cells = " ".join(f"WHEN {n} THEN {one.cell}" for n, one in enumerate(self.checks))
        return (
            f"SELECT _line, _fault, CASE _fault {cells} END FROM ({self.looked_at(source)}) "  # noqa: S608
            f"WHERE _fault IS NOT NULL ORDER BY _line LIMIT {most}"
        )


class Planner:
    """Makes plans for one connection, where the lookups lie as variables."""

    def __init__(self, connection: "DuckDBPyConnection", table: Table) -> None:
        self._connection = connection
        self._table = table
        self._variables: dict[Lookup, str] = {}

    def plan(self, form: Bulk, names: Sequence[str]) -> Plan:
        """Return how the rows of a form become rows of the table.

        Args:
            form: The form.
            names: The column of each cell of a row.

        Raises:
            ValueError: The form is not one for the table.
        """
        specs = dict(form.cells)
        stray = set(specs) - {column.name for column in self._table.columns}
        if stray:
            raise ValueError(f"{self._table.name} has no columns {sorted(stray)}")
        places = {name: f"c{place}" for place, name in reversed(list(enumerate(names)))}
        checks = list(_needs(form, places))
        for column in self._table.columns:
            checks += self._checks(specs.get(column.name), column, places)
        checks.sort(key=lambda check: names.index(check.column))
        return Plan(
            table=self._table,
            values=tuple(
                self._value(specs.get(column.name), column, places)
                for column in self._table.columns
            ),
            checks=tuple(checks),
            cells=tuple(
                f"c{place}" for place in sorted({names.index(name) for name in asked(form)})
            ),
            several=self._several(specs, places),
        )

    def _value(self, spec: CellSpec | None, column: Column, places: Mapping[str, str]) -> str:
        """Return the expression of a column of the table."""
        if spec is None or isinstance(spec, Each):
            return "NULL"  # the parties of several come from the pairs
        if isinstance(spec, Say):
            return literal(spec.text)
        if isinstance(spec, Steps):
            text = _first([self._found(places[name], one) for name, one in spec.steps])
        else:
            text = _first([places[name] for name in spec.columns])
        if isinstance(spec, Between):
            text = _between(text, spec)
        form = spec.form
        if (form, column.kind) not in _VALUES:
            raise ValueError(f"{column.name} is {column.kind}, and no {form} becomes that")
        return _VALUES[form, column.kind].format(x=text)

    def _checks(
        self, spec: CellSpec | None, column: Column, places: Mapping[str, str]
    ) -> Iterator[Check]:
        """Yield what makes a row unfit because of a column of the table."""
        if isinstance(spec, Steps):
            for name, lookup in spec.steps:
                if lookup.is_complete and not isinstance(spec, Each):
                    cell = places[name]
                    wrong = f"{cell} IS NOT NULL AND {self._found(cell, lookup)} IS NULL"
                    yield Check(name, cell, wrong, f"one of the {lookup.name}")
        elif isinstance(spec, Take) and spec.form in _WRONG:
            before = ""
            for name in spec.columns:
                cell = places[name]
                wrong = _WRONG[spec.form].format(x=cell, v=quoted(column.name))
                wrong = f"{before}{cell} IS NOT NULL AND ({wrong})"
                yield Check(name, cell, wrong, _EXPECTED[spec.form])
                before += f"{cell} IS NULL AND "

    def _several(
        self, specs: Mapping[str, CellSpec], places: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return the lists of parties of a row, where the form says that it has several.

        Raises:
            ValueError: The form says so of one party alone.
        """
        sides = [specs.get(name) for name in self._table.parties]
        several = [side for side in sides if isinstance(side, Each)]
        if len(several) == 1:
            raise ValueError("where one party may be several, the other must be so too")
        return tuple(self._known(side, places) for side in several)

    def _known(self, side: Each, places: Mapping[str, str]) -> str:
        """Return the list of who is known on one side, with NULL for who is not."""
        lists = [_split(places[name], side.joints) for name, _ in side.steps]
        found = [self._found(f"z[{n}]", one) for n, (_, one) in enumerate(side.steps, 1)]
        return f"[{_first(found)} FOR z IN list_zip({', '.join(lists)})]"

    def _found(self, cell: str, lookup: Lookup) -> str:
        """Return what a lookup says of a cell, as an expression."""
        name = self._variables.get(lookup)
        if name is None:
            name = self._variables[lookup] = f"bulk_{len(self._variables)}"
            pairs = dict(lookup.pairs())
            self._connection.execute(
                f"SET VARIABLE {name} = map(?::VARCHAR[], ?::VARCHAR[])",
                [list(pairs), list(pairs.values())],
            )
        return f"map_extract_value(getvariable('{name}'), {cell})"


def literal(text: str) -> str:
    """Return a text as a literal."""
    return "'" + text.replace("'", "''") + "'"


def asked(form: Bulk) -> Iterator[str]:
    """Yield the columns of the file that a form asks for."""
    yield from form.needed
    for _, spec in form.cells:
        if isinstance(spec, Steps):
            yield from (name for name, _ in spec.steps)
        elif isinstance(spec, Take):
            yield from spec.columns


def _needs(form: Bulk, places: Mapping[str, str]) -> Iterator[Check]:
    """Yield a check for each column that may not be empty."""
    for name in form.needed:
        yield Check(name, "NULL", f"{places[name]} IS NULL", "a value")


def _first(expressions: Sequence[str]) -> str:
    """Return the first of some expressions that is not NULL."""
    return expressions[0] if len(expressions) == 1 else f"coalesce({', '.join(expressions)})"


def _between(text: str, spec: Between) -> str:
    """Return the part of a text between two others; NULL where there is none."""
    rest = f"split_part({text}, {literal(spec.after)}, 2)"
    return f"nullif(split_part({rest}, {literal(spec.before)}, 1), '')"


def _split(cell: str, joints: str) -> str:
    """Return the texts that stand joined in a cell, without the blanks around them."""
    text = cell
    for other in joints[1:]:
        text = f"replace({text}, {literal(other)}, {literal(joints[0])})"
    return f"[trim(t) FOR t IN string_split(coalesce({text}, ''), {literal(joints[0])})]"
