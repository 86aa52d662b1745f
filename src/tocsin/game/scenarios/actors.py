"""The table of actors of a bargaining scenario, spread into parameters."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from tocsin.game.scenarios.faults import words_for
from tocsin.game.scenarios.schema import SHAPES, ActorRow, CellRow, ParameterRow, ScenarioRow
from tocsin.model.located import Located, Path

Rows = dict[str, ParameterRow]
Places = dict[str, Path]


def spread_out(row: ScenarioRow, file: Located) -> tuple[Rows, Places]:
    """Return the parameters of a table of actors, and where in the file each stands.

    Raises:
        OntologyError: An actor is there twice, a unit or a source is missing, or a number is
            none; the message names file, line and fix.
    """
    if row.actors is None:
        return {}, {}
    if row.units is None:
        file.refuse(
            ("actors",),
            "the units of the table are missing; add `units: {capability: …, salience: …}`.",
        )
    issues = _issues(row, file)
    rows: Rows = {}
    places: Places = {}
    names: set[str] = set()
    for i, actor in enumerate(row.actors):
        if actor.name in names:
            file.refuse(("actors", i, "name"), f"{actor.name!r} is there twice; keep one.")
        names.add(actor.name)
        for name, unit, path, cell in _cells(actor, i, row.units.model_dump(), (issues, file)):
            rows[name] = _row(cell, unit, (row, actor), (file, path))
            places[name] = path
    return rows, places


def _issues(row: ScenarioRow, file: Located) -> dict[str, str]:
    """Return the unit of each issue by its name."""
    listed = row.settings.get("issues")
    if not isinstance(listed, list) or not listed:
        file.refuse(
            ("settings",), "no issue is named; add `issues: [{name: …, unit: …}]` to settings."
        )
    found: dict[str, str] = {}
    for i, issue in enumerate(listed):
        path: Path = ("settings", "issues", i)
        if not isinstance(issue, Mapping) or not isinstance(issue.get("name"), str):
            file.refuse(path, "an issue is a map with `name` and `unit`.")
        if not issue.get("unit"):
            file.refuse(path, f"the unit of issue {issue['name']} is missing; add `unit: …`.")
        found[issue["name"]] = str(issue["unit"])
    return found


def _cells(actor: ActorRow, i: int, units: Mapping[str, str],
           around: tuple[dict[str, str], Located]) -> Iterator[tuple[str, str, Path, Any]]:  # fmt: skip
    """Yield name, unit, path and content of each number of one actor."""
    issues, file = around
    yield (f"capability.{actor.name}", units["capability"], ("actors", i, "capability"),
           actor.capability)  # fmt: skip
    for family in ("position", "salience"):
        value = getattr(actor, family)
        path: Path = ("actors", i, family)
        by_issue = _by_issue(value, issues, (file, path))
        for issue, unit in issues.items():
            if issue not in by_issue:
                file.refuse(path, f"{family} on {issue} is missing; add `{issue}: …`.")
            at = (*path, issue) if isinstance(value, Mapping) and issue in value else path
            told = unit if family == "position" else units["salience"]
            yield f"{family}.{issue}.{actor.name}", told, at, by_issue[issue]


def _by_issue(
    value: Any,  # noqa: ANN401 - what a file says
    issues: Mapping[str, str],
    at: tuple[Located, Path],
) -> Mapping[str, Any]:
    """Return the content by issue; with one issue it may be given without its name."""
    file, path = at
    is_plain = not isinstance(value, Mapping) or any(key in value for key in SHAPES)
    if not is_plain:
        for key in value:
            if key not in issues:
                file.refuse((*path, key), f"there is no issue {key!r}; there are "
                            f"{', '.join(issues)}.")  # fmt: skip
        return dict(value)
    if len(issues) > 1:
        file.refuse(path, f"name the issue of each number: {', '.join(issues)}.")
    return {next(iter(issues)): value}


def _row(cell: Any, unit: str, rows: tuple[ScenarioRow, ActorRow],  # noqa: ANN401
         at: tuple[Located, Path]) -> ParameterRow:  # fmt: skip
    """Return one number of the table as a parameter; its source may be the actor's or the file's."""
    scenario, actor = rows
    file, path = at
    try:
        own = CellRow.model_validate(cell if isinstance(cell, Mapping) else {"fixed": cell})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        file.refuse((*path, *first["loc"]), words_for(first))
    source = own.source or actor.source or scenario.source
    if not source:
        file.refuse(
            ("actors", *path[1:2]),
            f"the numbers of {actor.name} have no source; add `source: …` to the actor.",
        )
    return ParameterRow(
        **own.model_dump(exclude={"source", "quote", "claim", "date"}),
        unit=unit,
        source=source,
        quote=own.quote or actor.quote,
        claim=own.claim or actor.claim,
        date=own.date or actor.date,
        coder=actor.coder,
    )
