"""Games: scenarios drafted from claims, played, changed, compared and described; finite games solved.

Names are loaded at first use, as those of the whole pipeline are.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.pipeline.gaming.changing import play_change
    from tocsin.pipeline.gaming.comparing import compare
    from tocsin.pipeline.gaming.describing import Described, check, describe, kinds
    from tocsin.pipeline.gaming.drafting import Drafted, Drafting, draft_scenarios
    from tocsin.pipeline.gaming.loading import Playing
    from tocsin.pipeline.gaming.playing import Picture, play
    from tocsin.pipeline.gaming.solving import Solving, convert, solve

__all__ = [
    "Described",
    "Drafted",
    "Drafting",
    "Picture",
    "Playing",
    "Solving",
    "check",
    "compare",
    "convert",
    "describe",
    "draft_scenarios",
    "kinds",
    "play",
    "play_change",
    "solve",
]

_HOMES = {
    "Described": "describing",
    "Drafted": "drafting",
    "Drafting": "drafting",
    "Picture": "playing",
    "Playing": "loading",
    "Solving": "solving",
    "check": "describing",
    "compare": "comparing",
    "convert": "solving",
    "describe": "describing",
    "draft_scenarios": "drafting",
    "kinds": "describing",
    "play": "playing",
    "play_change": "changing",
    "solve": "solving",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
