"""The command line, out of the commands themselves."""

import re
from collections.abc import Iterator
from typing import Any

import typer

from reference.markdown import code, codes, heading, joined, plain, table
from tocsin.cli.app import app
from tocsin.cli.options import PANELS

SHARED = {"--help", "--quiet", "--verbose"}
"""Options that every command takes; told once, at the top of the page."""


_NAMED = re.compile(r"(?<![\w`-])(--[a-z][a-z-]*|-vv?|TOCSIN_[A-Z_]+)(?![\w`-])")
"""What stands in a help text as a name: an option, a variable."""


def tree() -> Any:  # noqa: ANN401 - Typer's own type
    """Return the command line as Click has it."""
    return typer.main.get_command(app)


def all_commands(group: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every command and group by its whole name, in the order of the help."""
    for name, command in (group or tree()).commands.items():
        yield f"{before}{name}", command
        if hasattr(command, "commands"):
            yield from all_commands(command, f"{before}{name} ")


def options_of(command: Any) -> list[Any]:  # noqa: ANN401
    """Return the options of a command, without its arguments."""
    return [one for one in command.params if one.param_type_name == "option"]


def commands() -> str:
    """Return every command that belongs to no group, and what all of them take."""
    root = tree()
    first = next(iter(root.commands.values()))
    shared = [one for one in options_of(first) if SHARED & set(one.opts)]
    rows = [_option(one) for one in shared]
    rows.append((codes(("-h", "--help")), "Print this help and end."))
    return joined(
        heading(2, "What every command takes"),
        table(["option", "meaning"], rows),
        "And `tocsin` alone:",
        table(["option", "meaning"], [_option(one) for one in _root_options(root)]),
        *(
            _section(name, command, 2)
            for name, command in root.commands.items()
            if not hasattr(command, "commands")
        ),
    )


def commands_forecast() -> str:
    """Return the commands of `tocsin forecast`."""
    return _group("forecast")


def commands_game() -> str:
    """Return the commands of `tocsin game`."""
    return _group("game")


def _group(name: str) -> str:
    """Return the commands of a group."""
    group = tree().commands[name]
    return joined(
        _prose(group.help),
        *(_section(f"{name} {one}", command, 2) for one, command in group.commands.items()),
    )


def _root_options(root: Any) -> list[Any]:  # noqa: ANN401
    """Return the options of `tocsin` itself."""
    return [one for one in options_of(root) if "--help" not in one.opts]


def _section(name: str, command: Any, level: int) -> str:  # noqa: ANN401
    """Return the section of one command."""
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in options_of(command) if not SHARED & set(one.opts)]
    usage = " ".join(["tocsin", name, "[OPTIONS]", *(_usage(one) for one in arguments)])
    return joined(
        heading(level, f"tocsin {name}"),
        _prose(command.help),
        f"```text\n{usage}\n```",
        table(["argument", "meaning"], [_argument(one) for one in arguments]),
        *_panels(options),
        "Examples:",
        _examples(command.epilog or ""),
    ).strip()


def _panels(options: list[Any]) -> Iterator[str]:
    """Yield the options of a command as one table for each panel of its help."""
    panels: dict[str, list[Any]] = {}
    for one in options:
        panels.setdefault(one.rich_help_panel, []).append(one)
    for name in sorted(panels, key=PANELS.index):
        members = panels[name]
        yield table([name, "meaning"], [_option(one) for one in members])


def _usage(argument: Any) -> str:  # noqa: ANN401
    """Return how an argument stands in the usage line."""
    text = f"{argument.metavar}{'...' if argument.nargs == -1 else ''}"
    return text if argument.required else f"[{text}]"


def _argument(argument: Any) -> tuple[str, str]:  # noqa: ANN401
    """Return an argument and what it means."""
    many = " One or more." if argument.nargs == -1 else ""
    needed = "" if argument.required else " Optional."
    return code(
        argument.metavar or argument.name.upper()
    ), f"{_prose(argument.help)}{many}{needed}"


def _option(option: Any) -> tuple[str, str]:  # noqa: ANN401
    """Return an option with its value, and what it means with bounds and default."""
    names = ", ".join(code(one) for one in (*option.opts, *option.secondary_opts))
    takes_value = not (option.is_flag or option.count)
    value = f" {code(option.metavar or option.name.upper())}" if takes_value else ""
    told = [_prose(option.help), _bounds(option), _default(option)]
    if option.required:
        told.append("Required.")
    return f"{names}{value}", " ".join(one for one in told if one)


def _bounds(option: Any) -> str:  # noqa: ANN401
    """Return the bounds of a number."""
    low, high = getattr(option, "min", None), getattr(option, "max", None)
    if option.count:
        return ""
    if low is not None and high is not None:
        return f"From {low} to {high}."
    return f"At least {low}." if low is not None else ""


def _default(option: Any) -> str:  # noqa: ANN401
    """Return the default, where the option has one that is no word of its own help."""
    value = option.default
    if option.is_flag or option.count or isinstance(value, list | tuple):
        return ""
    return f"Default: {code(value)}." if value not in (None, "") and option.show_default else ""


def _prose(text: str | None) -> str:
    """Return help as Markdown."""
    words = re.sub(r"\\\[", "[", (text or "").replace("\f", "").strip())
    return plain(_NAMED.sub(r"`\g<0>`", words))


def _examples(epilog: str) -> str:
    """Return the examples of a command's help as one block."""
    lines = [one.strip() for one in epilog.split("\n") if one.strip()]
    return "\n".join(["```sh", *(one for one in lines if one != "Examples:"), "```"])
