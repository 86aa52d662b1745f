"""STIX objects as plain JSON types: what all of them have, and ids that depend on content."""

import json
import uuid
from datetime import date
from typing import Any

JsonObject = dict[str, Any]

NAMESPACE = uuid.UUID("2f0a4d3e-6b57-4c1c-9d0a-6a0f2b8f7c41")
"""Of our UUIDv5. Drawn once; the one of OASIS is for observables only."""

FIRST_DAY = date(2026, 11, 1)
"""The day of what belongs to no assessment: states, places, ourselves. Its ids stay for good."""

LANGUAGE = "en"
"""All texts are English: the words are ours, and only English sentences are coded."""


def stix_id(kind: str, *parts: str) -> str:
    """Return an id of a kind that depends on its parts alone."""
    return f"{kind}--{uuid.uuid5(NAMESPACE, _joined(kind, *parts))}"


def made(kind: str, day: date, said: JsonObject, *, by: str | None) -> JsonObject:
    """Return an object that was made on a day and says something.

    Its id is a UUIDv5 of all that it says. What is said anew is thus another object and never
    another content under an old id, and what is said twice is one object.

    Args:
        kind: Its STIX type.
        day: The day of the assessment or of the document; no clock is read.
        said: Its other properties; what is None or empty is left out, as STIX has no such thing.
        by: Id of the identity that says so; None for nobody.
    """
    moment = f"{day.isoformat()}T00:00:00.000Z"
    rest = {
        "created_by_ref": by,
        "created": moment,
        "modified": moment,
        **said,
    }
    content = {key: value for key, value in rest.items() if not is_missing(value)}
    name = json.dumps(content, sort_keys=True)
    return {"type": kind, "spec_version": "2.1", "id": stix_id(kind, name), **content}


def is_missing(value: object) -> bool:
    """Return whether a value is none that STIX can say."""
    return value is None or value in ((), [], {})


def refs_of(objects: list[JsonObject]) -> list[str]:
    """Return the ids of objects, in their order."""
    return [one["id"] for one in objects]


def _joined(*parts: str) -> str:
    """Return parts as one text that no other parts give."""
    return json.dumps(parts)
