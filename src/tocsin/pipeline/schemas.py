"""The contracts by name."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tocsin.assess import schema as assess_files
from tocsin.assess.hypotheses import own as hypotheses_file
from tocsin.errors import UsageError
from tocsin.game.scenarios import schema as scenario
from tocsin.model import assessment, claim, document, equilibrium, forecast, gaming, outcome
from tocsin.model.codec import json_schema
from tocsin.model.index import IndexValue
from tocsin.model.wording.finding import Finding
from tocsin.pipeline.watching import file as watch_file
from tocsin.tell import stix_extension_schema

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_COMPUTED = {IndexValue: "m", forecast.Forecast: "f", forecast.Resolution: "r"}
"""Types whose id is computed when they are printed, and the letter that it begins with."""


def _of(kind: type[Any]) -> Schema:
    """Return the JSON Schema of a type, with the ids that are computed when it is printed."""
    found = json_schema(kind)
    for computed, letter in _COMPUTED.items():
        part = found.get("$defs", {}).get(computed.__name__)
        if part is not None:
            part["properties"] = {"id": _id(letter), **part["properties"]}
    return {"$schema": _DRAFT, **found}


def _id(letter: str) -> Schema:
    """Return the schema of an id that is computed."""
    told = f"`{letter}-` and ten digits; `tocsin why` opens it."
    return {"description": told, "title": "Id", "type": "string"}


def _question() -> Schema:
    """Return the schema of a question as it is printed: with its stage, and all said of it."""
    found = _of(forecast.QuestionRecord)
    kinds = found["$defs"]
    kinds["Stage"] = json_schema(forecast.Stage)
    asked = kinds.pop(forecast.ForecastQuestion.__name__)
    said = {
        "forecasts": "Probabilities given, in that order.",
        "resolutions": "What came of it; the last one counts.",
    }
    later = {
        key: {**found["properties"][key], "description": text} for key, text in said.items()
    }
    stage = {
        "$ref": "#/$defs/Stage",
        "description": "How far it has come on the day that is asked about.",
    }
    properties = {"id": _id("q"), **asked["properties"], "stage": stage, **later}
    return {"$schema": _DRAFT, "$defs": kinds, **asked, "properties": properties}


CONTRACTS: dict[str, Callable[[], Schema]] = {
    "assessment": partial(_of, assessment.Assessment),
    "claim": partial(_of, claim.Claim),
    "coding": partial(_of, claim.Coding),
    "concern": partial(_of, assessment.Concern),
    "document": partial(_of, document.Document),
    "event": partial(_of, claim.Event),
    "exchange": partial(_of, assessment.Exchange),
    "figure": partial(_of, assessment.Figure),
    "finding": partial(_of, Finding),
    "game": partial(_of, outcome.GameResult),
    "game_comparison": partial(_of, gaming.GameComparison),
    "game_explanation": partial(_of, gaming.Explanation),
    "game_solution": partial(_of, equilibrium.Solution),
    "game_what_if": partial(_of, gaming.WhatIf),
    "grades_file": partial(_of, assess_files.SourcesFile),
    "hypotheses_file": partial(_of, hypotheses_file.OwnFile),
    "indicator": partial(_of, assessment.Indicator),
    "judgement": partial(_of, assessment.Judgement),
    "question": _question,
    "scenario": partial(_of, scenario.ScenarioRow),
    "sentence": partial(_of, document.Sentence),
    "stake": partial(_of, claim.StakeMention),
    "stakes_file": partial(_of, assess_files.OverridesFile),
    "stix-extension": stix_extension_schema,
    "watch_file": partial(_of, watch_file.WatchFile),
}
"""The schema of what Tocsin prints as JSON, and of the files that it reads (`scenario` and those
that end in `_file`), by the name that `tocsin schema` takes."""

PUBLISHED = ("assessment", "claim", "stix-extension")
"""Those that lie in docs/schemas, for who has no Tocsin; `scripts/schemas` writes them anew."""


def schema_of(name: str) -> Schema:
    """Return the JSON Schema of a contract.

    Raises:
        UsageError: There is no contract of this name.
    """
    if name not in CONTRACTS:
        message = f"There is no contract {name!r}; there are {', '.join(CONTRACTS)}."
        raise UsageError(message, subject=name)
    return CONTRACTS[name]()
