"""Checks of bands, weights, stakeholders and the target of a scenario."""

import math

from tocsin.game.base import Game, OutcomeSpec, among
from tocsin.game.scenarios.schema import BandRow, LeverRow, ScenarioRow
from tocsin.game.scenarios.spreads import extent
from tocsin.model.located import Located, Path
from tocsin.model.scenario import Band, Bearing, Lever, Scenario, Stakeholder

SUM_ERROR = 1e-6


def bands_of(row: ScenarioRow, game: Game, at: tuple[Scenario, Located]) -> tuple[Band, ...]:
    """Return the bands, which must not overlap on one outcome.

    Raises:
        OntologyError: One is empty, overlaps another, has a name that is there, or lies where
            the outcome never comes; the message names file, line and fix.
    """
    scenario, file = at
    found: list[Band] = []
    for i, one in enumerate(row.bands):
        path: Path = ("bands", i)
        if any(one.name == other.name for other in found):
            file.refuse((*path, "name"), f"the band {one.name!r} is there twice; rename one.")
        band = _band(one, game, (file, path))
        _check_reach(band, (scenario, game), (file, path))
        for other in found:
            if other.outcome == band.outcome and _overlap(band, other):
                file.refuse(path, f"the band {band.name!r} ({band.describe()}) overlaps "
                            f"{other.name!r} ({other.describe()}); let one end where the other "
                            "begins.")  # fmt: skip
        found.append(band)
    return tuple(found)


def _band(one: BandRow, game: Game, at: tuple[Located, Path]) -> Band:
    """Return one band, of the headline where it names no outcome."""
    file, path = at
    names = [spec.name for spec in game.outcomes]
    outcome = one.outcome or names[0]
    if outcome not in names:
        file.refuse((*path, "outcome"), f"there is no outcome {outcome!r}; there are "
                    f"{', '.join(names)}.")  # fmt: skip
    if one.from_ is None and one.below is None:
        file.refuse(path, f"the band {one.name!r} has no border; add `from: …` or `below: …`.")
    if one.from_ is not None and one.below is not None and one.from_ >= one.below:
        file.refuse(path, f"the band {one.name!r} is empty: from {one.from_:g} to below "
                    f"{one.below:g}; let `from` lie under `below`.")  # fmt: skip
    return Band(name=one.name, outcome=outcome, low=one.from_, high=one.below)


def _ends(band: Band) -> tuple[float, float]:
    """Return the borders, infinite where open."""
    low = -math.inf if band.low is None else band.low
    return low, math.inf if band.high is None else band.high


def _overlap(one: Band, other: Band) -> bool:
    """Return whether two bands have a value in common."""
    (low, high), (least, most) = _ends(one), _ends(other)
    return low < most and least < high


def _check_reach(band: Band, around: tuple[Scenario, Game], at: tuple[Located, Path]) -> None:
    """Refuse a band in which the outcome never can be."""
    scenario, game = around
    file, path = at
    least, most = reach(game.outcome(band.outcome), scenario)
    low, high = _ends(band)
    if low > most or high <= least:
        file.refuse(path, f"the band {band.name!r} ({band.describe()}) cannot be reached: "
                    f"{band.outcome} lies between {least:g} and {most:g} whatever is drawn; move "
                    "the band or widen the ranges.")  # fmt: skip


def reach(spec: OutcomeSpec, scenario: Scenario) -> tuple[float, float]:
    """Return between which numbers an outcome can lie at all.

    A bargain lies between the outermost positions that the ranges admit; for other games only
    the domain of the outcome is known.
    """
    low, high = spec.domain.low, spec.domain.high
    family, _, issue = spec.name.partition(".")
    if scenario.kind != "bargaining" or family not in {"outcome", "mean"}:
        return low, high
    ends = [
        extent(one.spread)
        for one in scenario.parameters
        if one.name.startswith(f"position.{issue}.")
    ]
    if not ends:
        return low, high
    return min(end[0] for end in ends), max(end[1] for end in ends)


def check_stakes(scenario: Scenario, file: Located) -> None:
    """Refuse an issue about which nobody cares who can bring anything to bear.

    It has no weighted mean.

    Raises:
        OntologyError: There is one; the message names file, line and fix.
    """
    if scenario.kind != "bargaining":
        return
    most = {one.name: extent(one.spread)[1] for one in scenario.parameters}
    actors = scenario.settings["actors"]
    for issue in scenario.settings["issues"]:
        cares = [one for one in actors if most[f"salience.{issue['name']}.{one}"] > 0]
        if not cares:
            file.refuse(("actors",), f"nobody cares about {issue['name']}: all saliences are 0; "
                        "give somebody one above 0, or take the issue out.")  # fmt: skip
        if not any(most[f"capability.{one}"] > 0 for one in cares):
            file.refuse(("actors",), f"nobody who cares about {issue['name']} has any "
                        "capability; give one of them more than 0.")  # fmt: skip


def weights_of(row: ScenarioRow, game: Game, file: Located) -> tuple[tuple[str, float], ...]:
    """Return the weights of readings, which must sum to 1.

    Raises:
        OntologyError: They do not, or a reading is unknown; the message names the fix.
    """
    known = [one.name for one in game.readings]
    for name in row.weights:
        if name not in known:
            file.refuse(("weights", name), f"there is no reading {name!r}; there are "
                        f"{', '.join(known)}.")  # fmt: skip
    total = sum(row.weights.values())
    if row.weights and abs(total - 1) > SUM_ERROR:
        fix = ""
        if total > 0:
            scaled = (f"{name}: {weight / total:.4g}" for name, weight in row.weights.items())
            fix = f"; scaled to 1 they are {{{', '.join(scaled)}}}"
        file.refuse(("weights",), f"the weights sum to {total:g}, not to 1{fix}.")
    return tuple(row.weights.items())


def stakeholders_of(
    row: ScenarioRow, game: Game, at: tuple[Scenario, Located]
) -> tuple[Stakeholder, ...]:
    """Return the stakeholders, whose harms name bands and whose levers name parameters.

    Raises:
        OntologyError: They do not; the message names file, line and fix.
    """
    scenario, file = at
    bands = [band.name for band in scenario.bands]
    found = []
    for i, one in enumerate(row.stakeholders):
        path: Path = ("stakeholders", i)
        for name in one.harms:
            if name not in bands:
                file.refuse((*path, "harms", name), f"there is no band {name!r}; there are "
                            f"{', '.join(map(repr, bands)) or 'none, add some under bands'}.")  # fmt: skip
        levers = tuple(
            _lever(lever, game, (file, (*path, "levers", place)))
            for place, lever in enumerate(one.levers)
        )
        found.append(Stakeholder(name=one.name, harms=tuple(one.harms.items()), levers=levers))
    return tuple(found)


def _lever(row: LeverRow, game: Game, at: tuple[Located, Path]) -> Lever:
    """Return one lever, its parameter and value checked."""
    file, path = at
    specs = {spec.name: spec for spec in game.parameters}
    if row.parameter not in specs:
        file.refuse((*path, "parameter"), f"the game has no parameter {row.parameter!r}; "
                    f"{among(row.parameter, list(specs))}.")  # fmt: skip
    spec = specs[row.parameter]
    if not spec.domain.contains(row.to):
        file.refuse((*path, "to"), f"{spec.name} must lie in {spec.domain}, not {row.to:g}.")
    return Lever(what=row.what, parameter=row.parameter, to=row.to)


def target_of(row: ScenarioRow, scenario: Scenario, file: Located) -> str:
    """Return the target, which must name a band.

    Raises:
        OntologyError: It does not; the message names file, line and fix.
    """
    bands = [band.name for band in scenario.bands]
    if row.target and row.target not in bands:
        file.refuse(("target",), f"the target {row.target!r} is no band; there are "
                    f"{', '.join(map(repr, bands)) or 'none, add some under bands'}.")  # fmt: skip
    return row.target


def bearings_of(row: ScenarioRow, game: Game, file: Located) -> tuple[Bearing, ...]:
    """Return which judgements the outcomes speak to; each outcome must be a probability.

    Raises:
        OntologyError: One is none, a state hands something to itself, or a judgement is there
            twice; the message names file, line and fix.
    """
    chances = [spec.name for spec in game.outcomes if spec.unit == "probability"]
    seen: set[tuple[str, str, str]] = set()
    for i, one in enumerate(row.informs):
        path: Path = ("informs", i)
        if one.outcome not in chances:
            file.refuse((*path, "outcome"), f"{one.outcome!r} is no probability of the game "
                        f"{game.kind}; there are {', '.join(chances) or 'none'}.")  # fmt: skip
        if one.giver == one.receiver:
            file.refuse(path, f"{one.giver} hands nothing to itself; name two states.")
        key = (one.channel, one.giver, one.receiver)
        if key in seen:
            file.refuse(path, f"{' '.join(key)} is there twice; one outcome speaks to it.")
        seen.add(key)
    return tuple(Bearing(**one.model_dump()) for one in row.informs)
