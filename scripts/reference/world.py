"""The gazetteer of actors and the recorded relations of states, in counts."""

from collections import Counter
from collections.abc import Iterator
from importlib import resources

from reference.markdown import code, codes, counts, heading, joined, table
from tocsin.model.ids import country
from tocsin.model.tables import Row, read_rows

ACTORS = "tocsin.model.ontology.actors"
WORLD = "tocsin.model.ontology.world"

FORMS = {
    "names": "actor",
    "places": "actor",
    "seats": "actor",
    "groups": "state",
    "leaders": "state",
}
"""Tables of the gazetteer, and the column with the state that a row is about."""


def actors() -> str:
    """Return how many rows each table and each state has, and which days they cover."""
    rows = {name: list(read_rows(ACTORS, f"{name}.csv")) for name in FORMS}
    states = list(read_rows(ACTORS, "states.csv"))
    found = {name: Counter(str(country(row[column])) for row in rows[name] if row[column])
             for name, column in FORMS.items()}  # fmt: skip
    return joined(
        heading(2, "By state"),
        f"{len(states)} states; terms are of persons in offices, and their days are those of the "
        "first and the last term that begins.",
        counts(
            ["id", "state", "names", "places", "seats", "groups", "persons", "terms", "begin"],
            [
                (
                    code(one["iso3"]),
                    one["name"],
                    *(
                        found[name][one["iso3"]]
                        for name in ("names", "places", "seats", "groups")
                    ),
                    *_terms([row for row in rows["leaders"] if row["state"] == one["iso3"]]),
                )
                for one in states
            ],
        ),
        heading(2, "Bodies"),
        counts(
            ["id", "body", "kind", "members", "from", "to"],
            [
                (
                    code(one["id"]),
                    one["name"],
                    one["kind"],
                    len(one["members"].split(";")) if one["members"] else "",
                    one["start"],
                    one["end"],
                )
                for one in read_rows(ACTORS, "bodies.csv")
            ],
        ),
    )


def _terms(rows: list[Row]) -> tuple[int, int, str]:
    """Return how many persons and terms there are, and when the first and the last begins."""
    begin = sorted(row["start"][:4] for row in rows if row["start"])
    return (
        len({row["id"] for row in rows}),
        len(rows),
        f"{begin[0]} to {begin[-1]}" if begin else "",
    )


def world() -> str:
    """Return how many rows each table of relations has, and the relations of each state."""
    files = sorted(
        one.name for one in (resources.files(WORLD)).iterdir() if one.name.endswith(".csv")
    )
    tables = {name.removesuffix(".csv"): list(read_rows(WORLD, name)) for name in files}
    return joined(
        heading(2, "Rows"),
        table(
            ["table", "rows", "still in force", "first begin", "last begin", "columns"],
            [
                (code(name), len(rows), *_dates(rows), codes(rows[0]))
                for name, rows in tables.items()
            ],
        ),
        heading(2, "By state"),
        "Rows in which a state or a part of it is named, without borders.",
        counts(["id", *(name for name in tables if name != "contiguity")], _by_state(tables)),
    )


def _dates(rows: list[Row]) -> tuple[object, str, str]:
    """Return how many rows have no end, and when the first and the last begins."""
    if "start" not in rows[0]:
        return "undated", "", ""
    begin = sorted(row["start"] for row in rows if row["start"])
    return sum(not row["end"] for row in rows), begin[0], begin[-1]


def _by_state(tables: dict[str, list[Row]]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each state that any relation names."""
    states = {row["iso3"] for row in read_rows(ACTORS, "states.csv")}
    named = {
        name: Counter(one for row in rows for one in _named(row) & states)
        for name, rows in tables.items()
        if name != "contiguity"
    }
    for state in sorted(states & {one for found in named.values() for one in found}):
        yield (code(state), *(found[state] or "" for found in named.values()))


def _named(row: Row) -> set[str]:
    """Return every state that a row names, also by a part of it."""
    words = (one for key, value in row.items() if key != "source" for one in value.split(";"))
    return {country(one) for one in words if one[:3].isupper()}
