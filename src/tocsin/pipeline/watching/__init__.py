"""Watching pairs: what is read again and again, and what changed since the last time.

Names are loaded at first use, as those of the whole pipeline are.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.pipeline.watching.file import Watch, load_watches
    from tocsin.pipeline.watching.running import Watching, watch

__all__ = ["Watch", "Watching", "load_watches", "watch"]

_HOMES = {"Watch": "file", "Watching": "running", "load_watches": "file", "watch": "running"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
