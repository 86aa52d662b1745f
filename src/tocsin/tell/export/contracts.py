"""The contracts as they are: the assessment as JSON, its claims as JSON lines."""

from tocsin.model.codec import plain
from tocsin.tell.export.json_text import json_text
from tocsin.tell.view import BriefInput


def render_contract(view: BriefInput) -> str:
    """Return the assessment as readable JSON; it reads back to the same value."""
    return json_text(plain(view.assessment), indent=2) + "\n"


def render_claim_lines(view: BriefInput) -> str:
    """Return its claims as JSON lines in the order of documents and places."""
    claims = sorted(view.claims.values(), key=lambda one: (one.document, one.span, one.id))
    return "".join(f"{json_text(plain(claim))}\n" for claim in claims)
