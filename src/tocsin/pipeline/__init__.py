"""The order of the stages: whoever runs Tocsin, a command or a page, asks here.

Names are loaded at first use: `tocsin read` needs no ledger, and `tocsin --help` nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.engine import count_jobs
    from tocsin.pipeline.answering import answer
    from tocsin.pipeline.base import Coded, Intake, Request, Silence, Watcher
    from tocsin.pipeline.claims import code_documents
    from tocsin.pipeline.doctor import Check, State, examine
    from tocsin.pipeline.explaining import Explanation, explain
    from tocsin.pipeline.gather import read_documents
    from tocsin.pipeline.output import WRITERS
    from tocsin.pipeline.relations import Related, relate_all
    from tocsin.pipeline.schemas import CONTRACTS, schema_of

__all__ = [
    "CONTRACTS",
    "WRITERS",
    "Check",
    "Coded",
    "Explanation",
    "Intake",
    "Related",
    "Request",
    "Silence",
    "State",
    "Watcher",
    "answer",
    "code_documents",
    "count_jobs",
    "examine",
    "explain",
    "read_documents",
    "relate_all",
    "schema_of",
]

_HOMES = {
    "CONTRACTS": "schemas",
    "WRITERS": "output",
    "Check": "doctor",
    "Coded": "base",
    "Explanation": "explaining",
    "Intake": "base",
    "Related": "relations",
    "Request": "base",
    "Silence": "base",
    "State": "doctor",
    "Watcher": "base",
    "answer": "answering",
    "code_documents": "claims",
    "count_jobs": "tocsin.engine",
    "examine": "doctor",
    "explain": "explaining",
    "read_documents": "gather",
    "relate_all": "relations",
    "schema_of": "schemas",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = _HOMES[name]
    return getattr(import_module(home if "." in home else f"{__name__}.{home}"), name)
