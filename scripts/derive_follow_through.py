"""Count how often announcements are followed by their deed, and write the shipped table.

    python scripts/derive_follow_through.py --data A.parquet B.parquet [--out FOLDER] [--seed 0]

Each file is counted by itself and all of them together; README.md beside the table says from
what, when and by what it was made. The same files and seed give the same bytes.
"""

import argparse
import csv
import hashlib
import sys
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np

from tocsin import __version__
from tocsin.forecast.follow import TABLE, FollowRate, load_follow_classes
from tocsin.forecast.follow.counting import Waits, pooled, waits_of
from tocsin.forecast.follow.rates import Counted, counted, table_of
from tocsin.forecast.occurrence.actors import Scope, actors_of
from tocsin.model.quads import Quads, date_of
from tocsin.store.lake.quads import quads_of_file

FOLDER = Path(__file__).parents[1] / "src" / "tocsin" / "forecast" / "data"
BETWEEN = ("states", "rolled")
POOLED = "POOLED"
BEGIN, END = "<!-- derived: begin -->", "<!-- derived: end -->"


def main() -> None:
    """Write the table and say in the README what it was made from."""
    parser = argparse.ArgumentParser(description="Derive the follow-through table.")
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    tables = {_name(path): quads_of_file(path).quads for path in options.data}
    rows: list[FollowRate] = []
    for between in BETWEEN:
        rows += _rows(tables, between, options.seed)
    with (options.out / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(FollowRate)])
        writer.writerows([_cell(value) for value in astuple(row)] for row in rows)
    _tell(options.out / "README.md", options.data, tables, options.seed)
    sys.stderr.write(f"{len(rows)} rows to {options.out / TABLE}\n")


def _name(path: Path) -> str:
    """Return what a file is called in the table: `ICEWS14` for `icews14_train_valid.parquet`."""
    return path.stem.split("_")[0].upper()


def _rows(tables: dict[str, Quads], between: str, seed: int) -> list[FollowRate]:
    """Return the rates of each file and of all together."""
    kinds = load_follow_classes().values()
    actors = {name: actors_of(quads, Scope.STATES) for name, quads in tables.items()}
    found: dict[str, list[Counted]] = {name: [] for name in (*tables, POOLED)}
    for place, kind in enumerate(kinds):
        waits: dict[str, tuple[Waits, Waits]] = {}
        for name, quads in tables.items():
            rng = np.random.default_rng([seed, place, len(waits)])
            waits[name] = waits_of(
                quads, actors[name], kind, is_rolled=between == "rolled", rng=rng
            )
        after, control = (pooled(one[side] for one in waits.values()) for side in (0, 1))
        waits[POOLED] = after, control
        for name, pair in waits.items():
            rng = np.random.default_rng([seed, place])
            found[name].append(counted((name, between), kind, pair, rng=rng))
    return [row for rows in found.values() for row in table_of(rows)]


def _cell(value: object) -> str:
    """Return a value as it is written: four digits, nothing for unknown."""
    if value is None:
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _tell(readme: Path, paths: list[Path], tables: dict[str, Quads], seed: int) -> None:
    """Write into the README what the table was made from."""
    lines = [
        f"Made by `scripts/derive_follow_through.py --seed {seed}` of Tocsin {__version__} from:",
        "",
        "| file | events | first day | last day | sha256 |",
        "|---|---|---|---|---|",
    ]
    for path, (name, quads) in zip(paths, tables.items(), strict=True):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        first, last = date_of(int(quads.day[0])), date_of(int(quads.day[-1]))
        lines.append(
            f"| {name}: `{path.name}` | {len(quads):,} | {first} | {last} | {digest} |"
        )
    text = readme.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    told = "\n".join([BEGIN, *lines, END])
    readme.write_text(head + told + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
