"""Tables of actors as CSV: Actor, Capability, Position, Salience; one issue, no ranges."""

import csv
import io
import math
import re
from pathlib import Path as File
from typing import Any

from tocsin.errors import OntologyError
from tocsin.game.scenarios.reading import Setup, setup_of
from tocsin.model.located import Located, Path

COLUMNS = ("Actor", "Capability", "Position", "Salience")
ISSUE = "position"
PERCENT = "share (the table has per cent)"
TOP = 10.0
"""A column of saliences up to this may have another scale, so that it is not read as per cent."""
FACTOR = 1.39
"""The factor of a log-normal number whose logarithm has a standard deviation of 0.2."""
HALF_WIDTH = math.sqrt(6.0) / 12.0
"""Half the width of a symmetric triangle whose standard deviation is 1/12 of the range."""
_DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+")


def read_table(file: File, *, rounds: int = 10, is_uncertain: bool = False) -> Setup:
    """Return the bargaining scenario of a table of actors.

    Columns may stand in any order, in any case, among others, parted by commas, semicolons or
    tabs. Saliences are shares; a whole column in per cent is divided by 100, as its unit tells.

    Args:
        file: CSV with the columns Actor, Capability, Position and Salience.
        rounds: Rounds of bargaining.
        is_uncertain: Whether plausible ranges are put around the numbers: capability and
            salience log-normal with 20 %, positions triangular with 1/12 of their range.

    Raises:
        OntologyError: The table makes no sense; the message names file, line and fix.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OntologyError(
            f"{file}: cannot be read ({error.strerror}); name a CSV of actors.",
            subject=str(file),
        ) from error
    except UnicodeDecodeError as error:
        raise OntologyError(
            f"{file}: this is no UTF-8 text; save the table as CSV in UTF-8.", subject=str(file)
        ) from error
    return parse_table(text, str(file), rounds=rounds, is_uncertain=is_uncertain)


def parse_table(
    text: str, name: str = "actors.csv", *, rounds: int = 10, is_uncertain: bool = False
) -> Setup:
    """Return the bargaining scenario of the text of a table; arguments as of `read_table`."""
    rows, lines = _rows(text, name)
    is_percent = _in_percent([row["salience"] for row in rows])
    if is_percent:
        rows = [row | {"salience": row["salience"] / 100.0} for row in rows]
    span = max((row["position"] for row in rows), default=0.0)
    span -= min((row["position"] for row in rows), default=0.0)
    if is_uncertain:
        rows = [_ranged(row, span) for row in rows]
    data = {
        "version": 1,
        "game": "bargaining",
        "title": f"Where the actors of {File(name).name} end up",
        "source": File(name).name,
        "settings": {"issues": [{"name": ISSUE, "unit": "as in the table"}], "rounds": rounds},
        "units": {
            "capability": "as in the table",
            "salience": PERCENT if is_percent else "share",
        },
        "actors": rows,
    }
    return setup_of(Located(data, lines, name))


def _rows(text: str, name: str) -> tuple[list[dict[str, Any]], dict[Path, int]]:
    """Return the rows as a scenario has them, and the line of each."""
    head = text.partition("\n")[0]
    comma = max(",;\t", key=head.count)  # as spreadsheets of other countries save it
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma)
    file = Located(None, {}, name)
    known = {column.lower(): column for column in COLUMNS}
    read = [str(column).strip() for column in reader.fieldnames or ()]
    found = [known.get(column.lower(), column) for column in read]
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        file.refuse((), f"the column {missing[0]} is missing; the first line must read "
                    f"{','.join(COLUMNS)}, found {','.join(found) or 'nothing'}.")  # fmt: skip
    reader.fieldnames = found
    rows: list[dict[str, Any]] = []
    lines: dict[Path, int] = {(): 1}
    for row in reader:
        if not any(row[column] and row[column].strip() for column in COLUMNS):
            continue  # what spreadsheets leave below a table
        here = Located(None, {(): reader.line_num}, name)
        lines[("actors", len(rows))] = reader.line_num
        rows.append({
            "name": str(row["Actor"] or "").strip(),
            **{
                column.lower(): _number(row[column], column, comma, here)
                for column in COLUMNS[1:]
            },
        })  # fmt: skip
    return rows, lines


def _number(cell: str | None, column: str, comma: str, here: Located) -> float:
    """Return the number in a cell; where semicolons part the columns, 0,5 is a number too."""
    text = (cell or "").strip()
    if comma == ";" and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        here.refuse((), f"{column} must be a number with a decimal point, found {cell!r}.")
    return value


def _in_percent(saliences: list[float]) -> bool:
    """Return whether a column of saliences is in per cent beyond doubt.

    All are 0 or above 1, none is above 100, and the largest is too large for a scale from 1 to 10.
    """
    most = max(saliences, default=0.0)
    return TOP < most <= 100.0 and all(one == 0.0 or one > 1.0 for one in saliences)


def _ranged(row: dict[str, Any], span: float) -> dict[str, Any]:
    """Return a row with ranges around its numbers."""
    found = dict(row)
    if row["capability"] > 0:
        found["capability"] = {"lognormal": [row["capability"], FACTOR]}
    if 0 < row["salience"] <= 1:
        found["salience"] = {"lognormal": [row["salience"], FACTOR], "bounds": [0, 1]}
    if span > 0:
        at, half = row["position"], HALF_WIDTH * span
        found["position"] = {"triangular": [at - half, at, at + half]}
    return found
