"""The command that gives the same answer again, from what was resolved rather than typed."""

import shlex

from tocsin.pipeline.base import Intake, Request
from tocsin.settings import Settings

_DEFAULTS = Settings()


def command_of(request: Request, settings: Settings) -> str:
    """Return the command line that repeats an answer.

    What does not change the answer (ledger, output, verbosity) is left out, so that the same
    question gives the same bytes wherever the result goes; settings that came from the
    environment or from `tocsin.toml` are written out. Paths stay as they were given.
    """
    pairs = [
        ("--dyad", request.dyad),
        ("--for", request.stakeholders),
        ("--as-of", request.as_of),
        ("--since", request.since or None),
        ("--stakes", request.stakes),
        ("--grades", request.grades),
        *(("--game", path) for path in request.games),
        ("--hypotheses", request.hypotheses),
        *_of_intake(request.intake),
        ("--horizon", _changed(settings, "horizon_days")),
        ("--seed", _changed(settings, "seed")),
        ("--draws", _changed(settings, "draws")),
        ("--words", _changed(settings, "words")),
    ]
    options = [
        part for name, value in pairs if value is not None for part in (name, str(value))
    ]
    sources = request.intake.sources
    guard = ["--"] if any(name.startswith("-") and name != "-" for name in sources) else []
    return shlex.join(["tocsin", "assess", *options, *guard, *sources])


def _of_intake(intake: Intake) -> list[tuple[str, object]]:
    """Return the options that say something of the documents."""
    names = ("date", "publisher", "title", "url", "author")
    return [(f"--{name}", getattr(intake, name)) for name in names]


def _changed(settings: Settings, name: str) -> object:
    """Return a setting that differs from its default, None where it does not."""
    value: object = getattr(settings, name)
    return None if value == getattr(_DEFAULTS, name) else value
