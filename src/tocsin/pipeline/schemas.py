"""The contracts by name."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tocsin.errors import UsageError
from tocsin.game.scenarios import schema as scenario
from tocsin.model import assessment, claim, document, equilibrium, gaming, outcome
from tocsin.model.codec import json_schema
from tocsin.model.index import IndexValue
from tocsin.model.wording.finding import Finding
from tocsin.tell import stix_extension_schema

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_COMPUTED_ID = {
    "description": "`m-` and ten digits; `tocsin why` opens it.",
    "title": "Id",
    "type": "string",
}


def _of(kind: type[Any]) -> Schema:
    """Return the JSON Schema of a type, with the ids that are computed when it is printed."""
    found = json_schema(kind)
    value = found.get("$defs", {}).get(IndexValue.__name__)
    if value is not None:
        value["properties"] = {"id": _COMPUTED_ID, **value["properties"]}
    return {"$schema": _DRAFT, **found}


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
    "indicator": partial(_of, assessment.Indicator),
    "judgement": partial(_of, assessment.Judgement),
    "scenario": partial(_of, scenario.ScenarioRow),
    "sentence": partial(_of, document.Sentence),
    "stake": partial(_of, claim.StakeMention),
    "stix-extension": stix_extension_schema,
}
"""The schema of what Tocsin prints as JSON, and of the scenario files that it reads, by the name
that `tocsin schema` takes."""

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
