"""Terminal, brief and tables: renders what the assessment holds, computes nothing.

Names are loaded at first use, so that a caller who wants one output does not pay for the
libraries of the others (rich for the terminal, Jinja2 for the brief).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.tell.brief import render_html
    from tocsin.tell.claims import (
        render_claims,
        render_documents,
        write_claims_csv,
        write_documents_csv,
    )
    from tocsin.tell.lint import lint_sentences
    from tocsin.tell.terminal import render_terminal
    from tocsin.tell.view import BriefInput
    from tocsin.tell.why import render_why

__all__ = [
    "BriefInput",
    "lint_sentences",
    "render_claims",
    "render_documents",
    "render_html",
    "render_terminal",
    "render_why",
    "write_claims_csv",
    "write_documents_csv",
]

_HOMES = {
    "BriefInput": "tocsin.tell.view",
    "lint_sentences": "tocsin.tell.lint",
    "render_claims": "tocsin.tell.claims",
    "render_documents": "tocsin.tell.claims",
    "render_html": "tocsin.tell.brief",
    "render_terminal": "tocsin.tell.terminal",
    "render_why": "tocsin.tell.why",
    "write_claims_csv": "tocsin.tell.claims",
    "write_documents_csv": "tocsin.tell.claims",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
