"""Bargaining over one or several issues as a kind of game."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from tocsin.game.bargaining import play as playing
from tocsin.game.bargaining.concepts import Table
from tocsin.game.bargaining.play import Election, Rules
from tocsin.game.bargaining.readings import READINGS, Reading, reading_from, reading_of
from tocsin.game.bargaining.story import tell_moves
from tocsin.game.base import (
    NON_NEGATIVE,
    PROBABILITY,
    Domain,
    Draws,
    Game,
    GameKind,
    Layout,
    OutcomeSpec,
    ParameterSpec,
    SettingSpec,
)
from tocsin.game.base import Reading as Hypothesis
from tocsin.game.layouts import check_keys, check_settings, maps_at, number_at, one_of, refuse

MAX_ACTORS = 200
MAX_ISSUES = 12
MAX_ROUNDS = 200
ROUNDS = 10

_SETTINGS = (
    SettingSpec(name="actors", meaning="Names of at least two actors.", is_required=True),
    SettingSpec(
        name="issues",
        meaning="What is bargained over: each with name, unit and, if wanted, weight (among "
        "issues, summing to 1), low and high (ends of the scale).",
        is_required=True,
    ),
    SettingSpec(
        name="units", meaning="Units of capability and salience; `share` where left out."
    ),
    SettingSpec(name="rounds", meaning=f"Rounds of bargaining, {ROUNDS} where left out."),
    SettingSpec(
        name="readings",
        meaning="Readings of the expected-utility model: names, or maps with name, base and "
        "switches; the ensemble of four where left out.",
    ),
    SettingSpec(
        name="election",
        meaning="Of the spatial model: `kind` (standing or sweep) and `exponent` of the votes.",
    ),
    SettingSpec(
        name="disagreement",
        meaning="What holds without agreement, by issue, for Nash and Kalai-Smorodinsky; a "
        "lottery over the actors' positions where left out.",
    ),
)
_BASELINES = (
    Hypothesis(
        name="weighted_mean",
        meaning="mean of first positions weighted by capability times salience; the most "
        "accurate forecast on resolved issues",
    ),
    Hypothesis(
        name="weighted_median",
        meaning="median of first positions weighted by capability times salience",
    ),
)
_LENSES = (
    Hypothesis(
        name="spatial", meaning="spatial model, bargains put to a probabilistic election"
    ),
    Hypothesis(name="nash", meaning="Nash's bargaining point, weights as capability"),
    Hypothesis(name="kalai_smorodinsky", meaning="equal shares of what each could hope for"),
)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is bargained over: name, unit, weight among issues, and the ends of its scale."""

    name: str
    unit: str
    weight: float
    domain: Domain


@dataclass(frozen=True, slots=True)
class Bargaining:
    """Who bargains over what, and by which rules."""

    actors: tuple[str, ...]
    issues: tuple[Issue, ...]
    rules: Rules

    def table(self, draws: Draws) -> Table:
        """Return draws as arrays."""

        def of(family: str) -> playing.Floats:
            names = [[f"{family}.{issue.name}.{one}" for issue in self.issues]
                     for one in self.actors]  # fmt: skip
            return np.stack(
                [np.stack([draws[name] for name in row], axis=-1) for row in names], axis=1
            )

        return Table(
            np.stack([draws[f"capability.{one}"] for one in self.actors], axis=1),
            of("salience"),
            of("position"),
            np.array([issue.weight for issue in self.issues]),
        )


def build_bargaining(layout: Layout) -> Game:
    """Return the game that settings describe.

    Raises:
        UsageError: They describe none; the subject is the path of the setting.
    """
    check_settings(layout, _SETTINGS)
    issues = _issues(layout)
    bargaining = Bargaining(_actors(layout), issues, _rules(layout, issues))
    readings = tuple(
        Hypothesis(name=one.name, meaning=f"expected-utility model: {one.meaning}")
        for one in bargaining.rules.readings
    )
    return Game(
        kind="bargaining",
        actors=bargaining.actors,
        parameters=_parameters(bargaining, _units(layout)),
        outcomes=_outcomes(issues),
        readings=(*_BASELINES, *readings, *_LENSES),
        play=partial(_play, bargaining),
        say=partial(_say, bargaining),
        levers=tuple(
            (
                one,
                tuple(
                    f"{family}.{issue.name}.{one}"
                    for family in ("position", "salience")
                    for issue in issues
                ),
            )
            for one in bargaining.actors
        ),
        told=tuple(spec.name for spec in _outcomes(issues)),
    )


BARGAINING = GameKind(
    name="bargaining",
    title="Where do actors with different power, positions and stakes end up on an issue?",
    settings=_SETTINGS,
    build=build_bargaining,
)


def _actors(layout: Layout) -> tuple[str, ...]:
    """Return the names of the actors."""
    listed = layout["actors"]
    if not isinstance(listed, list | tuple) or len(listed) > MAX_ACTORS:
        refuse("actors", listed, f"a list of 2 to {MAX_ACTORS} names")
    if len(listed) < 2:
        refuse(
            "actors", list(listed), "at least two actors, for one has nobody to bargain with"
        )
    for i, name in enumerate(listed):
        if not isinstance(name, str) or not name.strip() or name in listed[:i]:
            refuse(f"actors[{i}]", name, "a name that is not there already")
    return tuple(listed)


def _issues(layout: Layout) -> tuple[Issue, ...]:
    """Return the issues, their weights summing to 1."""
    entries = maps_at(layout, "issues", least=1, most=MAX_ISSUES)
    found: list[Issue] = []
    for i, entry in enumerate(entries):
        path = f"issues[{i}]"
        check_keys(entry, ("name", "unit", "weight", "low", "high"), path)
        name, unit = entry.get("name"), entry.get("unit")
        if not isinstance(name, str) or not name.strip() or "." in name:
            refuse(f"{path}.name", name, "a name without dots")
        if any(name == other.name for other in found):
            refuse(f"{path}.name", name, "a name that is not there already")
        if not isinstance(unit, str) or not unit.strip():
            refuse(f"{path}.unit", unit, "the unit of its positions, such as years")
        weight = number_at(entry, "weight", path, default=1 / len(entries))
        low = number_at(entry, "low", path, default=-math.inf, least=-math.inf)
        high = number_at(entry, "high", path, default=math.inf, least=-math.inf)
        if not low < high:
            refuse(f"{path}.low", low, f"an end of the scale below the other, {high:g}")
        found.append(Issue(name, unit, weight, Domain(low=low, high=high)))
    total = sum(issue.weight for issue in found)
    if abs(total - 1) > 1e-6:
        refuse("issues", total, "weights of issues that sum to 1")
    return tuple(found)


def _units(layout: Layout) -> Mapping[str, str]:
    """Return the units of capability and salience."""
    units = layout.get("units") or {}
    if not isinstance(units, Mapping):
        refuse("units", units, "a map with capability and salience")
    check_keys(units, ("capability", "salience"), "units")
    return {"capability": "share", "salience": "share"} | {
        key: str(value) for key, value in units.items()
    }


def _rules(layout: Layout, issues: tuple[Issue, ...]) -> Rules:
    """Return the rules of play."""
    rounds = number_at(layout, "rounds", "", default=ROUNDS, least=1)
    if rounds != int(rounds) or rounds > MAX_ROUNDS:
        refuse("rounds", rounds, f"a whole number from 1 to {MAX_ROUNDS}")
    election = layout.get("election") or {}
    if not isinstance(election, Mapping):
        refuse("election", election, "a map with kind and exponent")
    check_keys(election, ("kind", "exponent"), "election")
    kind = one_of(election.get("kind", "standing"), ("standing", "sweep"), "election.kind")
    exponent = number_at(election, "exponent", "election", default=1.0, least=0.1)
    return Rules(
        rounds=int(rounds),
        readings=_readings(layout),
        election=Election(is_sweep=kind == "sweep", exponent=exponent),
        fallback=_fallback(layout, issues),
    )


def _readings(layout: Layout) -> tuple[Reading, ...]:
    """Return the readings of the expected-utility model."""
    entries = layout.get("readings")
    if entries is None:
        return READINGS
    if not isinstance(entries, list | tuple):
        refuse("readings", entries, "a list of names or maps")
    found: list[Reading] = []
    taken = {one.name for one in (*_BASELINES, *_LENSES)}
    for i, entry in enumerate(entries):
        reading = _reading(entry, f"readings[{i}]")
        if reading.name in taken:
            refuse(f"readings[{i}]", reading.name, "a name that is not there already")
        taken.add(reading.name)
        found.append(reading)
    return tuple(found)


def _reading(entry: Any, path: str) -> Reading:  # noqa: ANN401 - what a file says
    """Return one reading, by name or with switches of its own."""
    if isinstance(entry, str):
        return reading_of(one_of(entry, [one.name for one in READINGS], path))
    if not isinstance(entry, Mapping) or not isinstance(entry.get("name"), str):
        refuse(path, entry, "a name, or a map with name, base and switches")
    check_keys(entry, ("name", "base", "switches"), path)
    switches = entry.get("switches") or {}
    if not isinstance(switches, Mapping):
        refuse(f"{path}.switches", switches, "a map of switches")
    return reading_from(entry["name"], str(entry.get("base", READINGS[0].name)), dict(switches))


def _fallback(layout: Layout, issues: tuple[Issue, ...]) -> playing.Floats | None:
    """Return what holds without agreement."""
    given = layout.get("disagreement")
    if given is None:
        return None
    if not isinstance(given, Mapping):
        refuse("disagreement", given, "a map with a number for every issue")
    check_keys(given, [issue.name for issue in issues], "disagreement")
    values = []
    for issue in issues:
        value = given.get(issue.name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            refuse(f"disagreement.{issue.name}", value, f"a number in {issue.domain}")
        if not issue.domain.contains(float(value)):
            refuse(f"disagreement.{issue.name}", value, f"a number in {issue.domain}")
        values.append(float(value))
    return np.array(values)


def _parameters(bargaining: Bargaining, units: Mapping[str, str]) -> tuple[ParameterSpec, ...]:
    """Return all parameters."""
    found = []
    for one in bargaining.actors:
        found.append(
            ParameterSpec(
                name=f"capability.{one}",
                unit=units["capability"],
                meaning=f"What {one} can bring to bear; only ratios count.",
                domain=NON_NEGATIVE,
            )
        )
        for issue in bargaining.issues:
            found.append(
                ParameterSpec(
                    name=f"position.{issue.name}.{one}",
                    unit=issue.unit,
                    meaning=f"What {one} wants on {issue.name}.",
                    domain=issue.domain,
                )
            )
            found.append(
                ParameterSpec(
                    name=f"salience.{issue.name}.{one}",
                    unit=units["salience"],
                    meaning=f"Share of its power that {one} would use on {issue.name}.",
                    domain=PROBABILITY,
                )
            )
    return tuple(found)


def _outcomes(issues: tuple[Issue, ...]) -> tuple[OutcomeSpec, ...]:
    """Return all outcomes, the answers first."""
    answers = [
        OutcomeSpec(
            name=f"outcome.{issue.name}",
            unit=issue.unit,
            meaning=f"Where {issue.name} ends up.",
            domain=issue.domain,
            may_be_missing=True,
        )
        for issue in issues
    ]
    means = [
        OutcomeSpec(
            name=f"mean.{issue.name}",
            unit=issue.unit,
            meaning=f"Weighted mean of the positions on {issue.name} in the end; smoother than "
            "the answer of a model that answers with a median.",
            domain=issue.domain,
            may_be_missing=True,
        )
        for issue in issues
    ]
    return (*answers, *means)


def _play(bargaining: Bargaining, draws: Draws, reading: str) -> dict[str, playing.Floats]:
    """Return all outcomes of all draws under a reading."""
    answers, means = playing.answer(bargaining.table(draws), reading, bargaining.rules)
    found = {
        f"outcome.{issue.name}": answers[:, m] for m, issue in enumerate(bargaining.issues)
    }
    return found | {
        f"mean.{issue.name}": means[:, m] for m, issue in enumerate(bargaining.issues)
    }


def _say(bargaining: Bargaining, draws: Draws, _outcomes: Draws) -> tuple[str, ...]:
    """Return who moves, when and why, all parameters at their medians."""
    middle = {name: np.median(values, keepdims=True) for name, values in draws.items()}
    table = bargaining.table(middle)
    said: list[str] = []
    for m, issue in enumerate(bargaining.issues):
        said += tell_moves(
            bargaining.actors,
            (table.capability, table.salience[:, :, m], table.position[:, :, m]),
            bargaining.rules,
            issue.name if len(bargaining.issues) > 1 else "",
        )
    return tuple(said)
