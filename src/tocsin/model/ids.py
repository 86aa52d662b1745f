"""Identifiers: what they look like and how they are made."""

import hashlib
from typing import NewType

ActorId = NewType("ActorId", str)
"""ISO 3166-1 alpha-3 for a state, an acronym for a body, `STATE.PART` for a part of either."""

DocumentId = NewType("DocumentId", str)
"""`d-` and ten hexadecimal digits."""

ClaimId = NewType("ClaimId", str)
"""`c-` and ten hexadecimal digits."""

DIGEST_DIGITS = 10


def digest(prefix: str, *parts: object) -> str:
    """Return a short id that depends on the parts alone, such as `c-5f1e09ab34`.

    Ten hexadecimal digits: among a million ids a clash has a chance below one in two.
    The full sha256 of raw bytes is kept beside it wherever bytes are identified.
    """
    text = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:DIGEST_DIGITS]}"


def country(actor: str) -> ActorId:
    """Return the state or body that an actor belongs to: `PRK` for `PRK.KIM_JONG_UN`."""
    return ActorId(actor.split(".", 1)[0])
