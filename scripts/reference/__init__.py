"""The reference pages of the site, made from code and data whenever the site is built.

A page of `docs/reference/` is written by hand up to its line `<!-- generated: NAME -->`; what
stands there on the site is made by the function of that name. Nothing that is made is kept, so that
nothing can be out of date and no change of an option or of a data file needs a second one here.
"""

import re
from importlib import import_module

MARK = re.compile(r"^<!-- generated: ([a-z-]+) -->$", re.MULTILINE)
"""The line of a page in whose place the generated part stands."""

PARTS: dict[str, str] = {
    "commands": "reference.commands:commands",
    "commands-forecast": "reference.commands:commands_forecast",
    "commands-game": "reference.commands:commands_game",
    "contracts": "reference.contracts:contracts",
    "file-stakes": "reference.contracts:stakes_file",
    "file-grades": "reference.contracts:grades_file",
    "file-hypotheses": "reference.contracts:hypotheses_file",
    "file-watch": "reference.contracts:watch_file",
    "file-scenario": "reference.contracts:scenario_file",
    "settings": "reference.settings:settings",
    "vocabulary": "reference.vocabulary:vocabulary",
    "channels": "reference.channels:channels",
    "evidence": "reference.evidence:evidence",
    "stakes": "reference.evidence:stakes",
    "hypotheses": "reference.hypotheses:hypotheses",
    "actors": "reference.world:actors",
    "world": "reference.world:world",
    "measures": "reference.measures:measures",
    "data-sources": "reference.sources:sources",
    "tables": "reference.sources:tables",
    "python": "reference.interface:interface",
}
"""What makes each part, loaded when it is asked for."""


def part(name: str) -> str:
    """Return a part of the reference as Markdown.

    Raises:
        KeyError: There is no such part.
    """
    module, _, attribute = PARTS[name].partition(":")
    return str(getattr(import_module(module), attribute)())


def filled(text: str) -> str:
    """Return the text of a page with its generated parts in place."""
    return MARK.sub(lambda found: part(found[1]), text)
