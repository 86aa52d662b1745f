"""Settings and their environment variables, and the errors that end a command."""

from collections.abc import Iterator
from dataclasses import fields

from reference.commands import all_commands, options_of
from reference.markdown import Docstring, code, codes, heading, joined, plain, table
from tocsin import errors
from tocsin import settings as own
from tocsin.errors import TocsinError


def settings() -> str:
    """Return every setting, and every kind of error with its exit status."""
    told = Docstring(own.Settings.__doc__).of("Attributes")
    return joined(
        table(
            ["setting", "environment", "option", "default", "meaning"],
            [
                (
                    code(one.name),
                    code(variable(one.name)),
                    _option(one.name),
                    code(one.default),
                    plain(told[one.name]) + _range(one.name),
                )
                for one in fields(own.Settings)
            ],
        ),
        heading(2, "Errors"),
        "What goes wrong is one of these in Python, and the exit status of a command.",
        table(
            ["error", "status", "when"],
            [
                (code(one.__name__), one.exit_code, plain(Docstring(one.__doc__).first))
                for one in _errors(TocsinError)
            ],
        ),
    )


def variable(setting: str) -> str:
    """Return the environment variable of a setting."""
    return f"{own.ENV_PREFIX}{setting.upper()}"


def _option(setting: str) -> str:
    """Return the option whose help names the variable of a setting."""
    named = f"({variable(setting)})"  # as help texts have it
    found = {
        option.opts[0]
        for _, command in all_commands()
        for option in options_of(command)
        if named in (option.help or "")
    }
    return codes(sorted(found))


def _range(name: str) -> str:
    """Return the bounds of a setting, where they are not in its text."""
    bounds = {one: (low, high) for one, low, high in own._RANGES}
    if name not in bounds or name in {"seed", "draws", "horizon_days"}:
        return ""
    low, high = bounds[name]
    return f" From {low:,} to {high:,}."


def _errors(kind: type[TocsinError]) -> Iterator[type[TocsinError]]:
    """Yield an error and those below it, in the order in which they are defined."""
    yield kind
    for one in vars(errors).values():
        if isinstance(one, type) and one.__base__ is kind:
            yield from _errors(one)
