"""Tables of actors as CSV: Actor, Capability, Position, Salience; one issue, no ranges."""

import csv
import io
import math
from pathlib import Path as File
from typing import Any

from tocsin.errors import OntologyError
from tocsin.game.scenarios.reading import Setup, setup_of
from tocsin.model.located import Located, Path

COLUMNS = ("Actor", "Capability", "Position", "Salience")
ISSUE = "position"
FACTOR = 1.39
"""The factor of a log-normal number whose logarithm has a standard deviation of 0.2."""
HALF_WIDTH = math.sqrt(6.0) / 12.0
"""Half the width of a symmetric triangle whose standard deviation is 1/12 of the range."""


def read_table(file: File, *, rounds: int = 10, is_uncertain: bool = False) -> Setup:
    """Return the bargaining scenario of a table of actors.

    Args:
        file: CSV with the columns Actor, Capability, Position and Salience, in any order.
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
        "units": {"capability": "as in the table", "salience": "share"},
        "actors": rows,
    }
    return setup_of(Located(data, lines, name))


def _rows(text: str, name: str) -> tuple[list[dict[str, Any]], dict[Path, int]]:
    """Return the rows as a scenario has them, and the line of each."""
    head = text.partition("\n")[0]
    comma = max(",;\t", key=head.count)  # as spreadsheets of other countries save it
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma)
    file = Located(None, {}, name)
    found = [str(column).strip() for column in reader.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        file.refuse((), f"the column {missing[0]} is missing; the first line must read "
                    f"{','.join(COLUMNS)}, found {','.join(found) or 'nothing'}.")  # fmt: skip
    reader.fieldnames = found
    rows: list[dict[str, Any]] = []
    lines: dict[Path, int] = {(): 1}
    for row in reader:
        here = Located(None, {(): reader.line_num}, name)
        lines[("actors", len(rows))] = reader.line_num
        rows.append({
            "name": str(row["Actor"] or "").strip(),
            "capability": _number(row["Capability"], "Capability", here),
            "position": _number(row["Position"], "Position", here),
            "salience": _number(row["Salience"], "Salience", here),
        })  # fmt: skip
    return rows, lines


def _number(cell: str | None, column: str, here: Located) -> float:
    """Return the number in a cell."""
    try:
        value = float(cell or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        here.refuse((), f"{column} must be a number with a decimal point, found {cell!r}.")
    return value


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
