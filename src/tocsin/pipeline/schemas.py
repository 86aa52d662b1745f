"""The contracts by name."""

from typing import Any

from tocsin.errors import UsageError
from tocsin.model import assessment, claim, document
from tocsin.model.codec import json_schema

CONTRACTS: dict[str, type[Any]] = {
    "assessment": assessment.Assessment,
    "claim": claim.Claim,
    "coding": claim.Coding,
    "concern": assessment.Concern,
    "document": document.Document,
    "event": claim.Event,
    "exchange": assessment.Exchange,
    "figure": assessment.Figure,
    "indicator": assessment.Indicator,
    "judgement": assessment.Judgement,
    "sentence": document.Sentence,
    "stake": claim.StakeMention,
}
"""What Tocsin prints as JSON, by the name that `tocsin schema` takes."""


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a contract.

    Raises:
        UsageError: There is no contract of this name.
    """
    if name not in CONTRACTS:
        message = f"There is no contract {name!r}; there are {', '.join(CONTRACTS)}."
        raise UsageError(message, subject=name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **json_schema(CONTRACTS[name]),
    }
