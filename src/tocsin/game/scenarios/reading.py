"""Reading of scenario files: YAML in, a checked scenario and its game out."""

from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any, NoReturn

import numpy as np
from pydantic import ValidationError

from tocsin.errors import OntologyError, UsageError
from tocsin.game.base import MOST_LISTED, Game, ParameterSpec, among
from tocsin.game.kinds import KINDS, kind_of
from tocsin.game.scenarios.actors import spread_out
from tocsin.game.scenarios.checks import (
    bands_of,
    bearings_of,
    check_stakes,
    stakeholders_of,
    target_of,
    weights_of,
)
from tocsin.game.scenarios.drawing import correlation_matrix, quantile
from tocsin.game.scenarios.faults import words_for
from tocsin.game.scenarios.schema import ParameterRow, ScenarioRow
from tocsin.game.scenarios.spreads import check_domain, spread_of
from tocsin.model.located import MAX_BYTES, Located, Path, load, path_of
from tocsin.model.scenario import Correlation, Parameter, Scenario, Shape, Spread


@dataclass(frozen=True, slots=True)
class Setup:
    """A scenario with the game that it sets up.

    Attributes:
        scenario: The scenario.
        game: Its game.
        drawn_from: The setup that it is a what-if of, whose draws it takes over, so that nothing
            but the change differs; None for draws of its own.
    """

    scenario: Scenario
    game: Game
    drawn_from: "Setup | None" = None


def read_scenario(file: File) -> Setup:
    """Return the scenario of a YAML file and its game.

    Raises:
        OntologyError: The file cannot be read or says something that makes no sense; the
            message names file, line and fix.
    """
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise OntologyError(
            f"{file}: cannot be read ({error.strerror}); name a scenario file.",
            subject=str(file),
        ) from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise OntologyError(
            f"{file}:{line}: this is no UTF-8 text; save the file as UTF-8.",
            subject=f"{file}:{line}",
        ) from error
    if len(raw) > MAX_BYTES:
        raise OntologyError(
            f"{file}: {len(raw)} bytes; a scenario has at most {MAX_BYTES}.", subject=str(file)
        )
    return parse_scenario(text, str(file))


def parse_scenario(text: str, name: str = "scenario.yaml") -> Setup:
    """Return the scenario that a YAML text describes, and its game.

    Args:
        text: The YAML.
        name: Name of the file in messages.

    Raises:
        OntologyError: It says something that makes no sense; the message names file, line and
            fix.
    """
    return setup_of(load(text, name))


def setup_of(file: Located) -> Setup:
    """Return the scenario and the game of a file that is loaded already.

    Raises:
        OntologyError: As of `parse_scenario`.
    """
    row = _validated(file)
    if row.game not in KINDS:
        file.refuse(("game",), f"there is no game {row.game!r}; there are {', '.join(KINDS)}.")
    rows, places = spread_out(row, file)
    game = _game(row, file)
    for name_of, own in row.parameters.items():
        if name_of in rows:
            file.refuse(("parameters", name_of), f"{name_of} is in the table of actors too; "
                        "keep one.")  # fmt: skip
        rows[name_of] = own
        places[name_of] = ("parameters", name_of)
    parameters = _parameters(rows, game, (file, places))
    scenario = Scenario(
        kind=row.game,
        title=row.title,
        settings=layout_of(row),
        parameters=parameters,
        correlations=_correlations(row, parameters, file),
        seed=row.seed,
        draws=row.draws,
    )
    check_stakes(scenario, file)
    bands = bands_of(row, game, (scenario, file))
    scenario = replace(scenario, bands=bands, weights=weights_of(row, game, file))
    stakeholders = stakeholders_of(row, game, (scenario, file))
    scenario = replace(
        scenario,
        stakeholders=stakeholders,
        target=target_of(row, scenario, file),
        bearings=bearings_of(row, game, file),
    )
    return Setup(scenario, game)


def layout_of(row: ScenarioRow) -> dict[str, Any]:
    """Return the settings of the game, with what the table of actors adds to them."""
    found = dict(row.settings)
    if row.actors is not None:
        found["actors"] = [actor.name for actor in row.actors]
    if row.units is not None:
        found["units"] = row.units.model_dump()
    return found


def _validated(file: Located) -> ScenarioRow:
    """Return the file as a row, or refuse it with the fault that explains the others."""
    if not isinstance(file.data, dict):
        file.refuse((), "a scenario is a map; begin it with `version: 1` and `game: …`.")
    try:
        return ScenarioRow.model_validate(_sourced(file.data))
    except ValidationError as error:
        _refuse(file, error)


def _sourced(data: dict[str, Any]) -> dict[str, Any]:
    """Return the file with its own source at the parameters that name none."""
    source, parameters = data.get("source"), data.get("parameters")
    if not isinstance(source, str) or not source or not isinstance(parameters, dict):
        return data
    return {**data, "parameters": {
        name: {"source": source, **one} if isinstance(one, dict) else one
        for name, one in parameters.items()
    }}  # fmt: skip


def _refuse(file: Located, error: ValidationError) -> NoReturn:
    """Refuse a file: the version's fault first, a misspelt key before what it leaves missing."""
    found = error.errors(include_url=False)
    ranked = [
        (one["loc"][:1] != ("version",), one["type"] != "extra_forbidden",
         file.line(one["loc"]), place)
        for place, one in enumerate(found)
    ]  # fmt: skip
    first = found[min(ranked)[-1]]
    more = f" Faults of the file in all: {len(found)}." if len(found) > 1 else ""
    file.refuse(first["loc"], words_for(first) + more)


def _game(row: ScenarioRow, file: Located) -> Game:
    """Return the game that the settings describe."""
    try:
        return kind_of(row.game).build(layout_of(row))
    except UsageError as error:
        path: Path = path_of(error.subject or "")
        if path[:1] == ("actors",) and row.actors is not None:
            file.refuse(path, error.message)
        file.refuse(("settings", *path), error.message)


def _parameters(
    rows: dict[str, ParameterRow], game: Game, at: tuple[Located, dict[str, Path]]
) -> tuple[Parameter, ...]:
    """Return the parameters in the order of the file, checked against the game."""
    file, places = at
    specs = {spec.name: spec for spec in game.parameters}
    for name in rows:
        if name not in specs:
            file.refuse(places[name], f"the game {game.kind} has no parameter {name!r}; "
                        f"{among(name, list(specs))}.")  # fmt: skip
    missing = [one for one in specs.values() if one.default is None and one.name not in rows]
    if missing:
        first = missing[0]
        others = ", ".join(one.name for one in missing[1:MOST_LISTED])
        more = (
            f" Missing too: {others}{', …' if missing[MOST_LISTED:] else ''}." if others else ""
        )
        where: Path = ("parameters",)
        file.refuse(where, f"the parameter {first.name} ({first.unit}) is missing: "
                    f"{first.meaning} Add `{first.name}: {{fixed: …, unit: {first.unit}, "
                    f"source: …}}`.{more}")  # fmt: skip
    return tuple(
        _parameter(row, specs[name], (file, places[name])) for name, row in rows.items()
    )


def _parameter(row: ParameterRow, spec: ParameterSpec, at: tuple[Located, Path]) -> Parameter:
    """Return one parameter, its unit and range checked."""
    file, path = at
    if row.unit != spec.unit:
        file.refuse((*path, "unit"), f"{spec.name} is counted in {spec.unit!r}, not in "
                    f"{row.unit!r}; convert the numbers and write `unit: {spec.unit}`.")  # fmt: skip
    spread = spread_of(row, file, path)
    check_domain(spread, spec, file, path)
    return Parameter(
        name=spec.name,
        unit=row.unit,
        spread=spread,
        source=row.source,
        quote=row.quote,
        claim=row.claim,
        date=row.date,
        coder=row.coder,
    )


def _correlations(
    row: ScenarioRow, parameters: tuple[Parameter, ...], file: Located
) -> tuple[Correlation, ...]:
    """Return the correlations, which must name uncertain parameters and not contradict."""
    uncertain = [one.name for one in parameters if not one.spread.is_fixed]
    known = {one.name for one in parameters}
    seen: set[frozenset[str]] = set()
    found = []
    for i, (first, second, rho) in enumerate(row.correlations):
        path: Path = ("correlations", i)
        for name in (first, second):
            if name not in uncertain:
                why = "is fixed; give it a range" if name in known else "is no parameter here"
                file.refuse(path, f"{name!r} {why}, or take the correlation out.")
        if first == second or frozenset((first, second)) in seen:
            file.refuse(path, f"{first} with {second} is there already or the same; keep one.")
        if not -1 < rho < 1:
            file.refuse(path, f"a correlation lies between -1 and 1, not {rho:g}; the same "
                        "number twice is one parameter.")  # fmt: skip
        seen.add(frozenset((first, second)))
        found.append(Correlation(first=first, second=second, rho=rho))
    if found and np.linalg.eigvalsh(correlation_matrix(uncertain, found)).min() <= 1e-9:
        file.refuse(("correlations",), "the correlations contradict each other: no numbers can "
                    "move together so (pairs that are not named count as 0); bring some nearer "
                    "to 0.")  # fmt: skip
    return tuple(found)


def what_if(setup: Setup, changes: dict[str, float]) -> Setup:
    """Return a setup with parameters set to one number each, on the draws of the other.

    Raises:
        UsageError: A parameter does not exist, or the number lies outside its domain.
    """
    for name, value in changes.items():
        spec = setup.game.parameter(name)
        if not spec.domain.contains(value):
            raise UsageError(
                f"{name} must lie in {spec.domain}, not {value:g}: {spec.meaning}", subject=name
            )
    given = {one.name: one for one in setup.scenario.parameters}
    for name, value in changes.items():
        spread = Spread(shape=Shape.FIXED, numbers=(value,))
        unit = setup.game.parameter(name).unit
        old = given.get(name, Parameter(name=name, unit=unit, spread=spread, source="what-if"))
        told = f"what-if, instead of {quantile(old.spread, 0.5):g} ({old.source})"
        given[name] = replace(old, spread=spread, source=told if name in given else "what-if")
    linked = tuple(
        one
        for one in setup.scenario.correlations
        if one.first not in changes and one.second not in changes
    )
    scenario = replace(setup.scenario, parameters=tuple(given.values()), correlations=linked)
    return Setup(scenario, setup.game, drawn_from=setup)
