"""The commands put together, and how every failure becomes one sentence and an exit status."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from tocsin import __version__
from tocsin.cli import (
    assess,
    code,
    doctor,
    export,
    forecast,
    game,
    ingest,
    lint,
    measure,
    network,
    read,
    relate,
    schema,
    sources,
    timeline,
    watch,
    why,
)
from tocsin.cli.options import with_options
from tocsin.cli.report import is_verbose, say
from tocsin.errors import TocsinError

INTERRUPTED = 130

HELP = """Answer how concerning the rapprochement of two states is, for whom and why.

Results go to standard output, everything else to standard error. Exit status: 0 ok, 1 failure, \
2 the call cannot be carried out, 3 the evidence does not carry an answer, 130 interrupted."""

app = typer.Typer(
    name="tocsin",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: tocsin assess article.txt --date 2023-09-05 --out brief.html",
)

for module in (
    assess,
    watch,
    read,
    code,
    relate,
    ingest,
    sources,
    measure,
    timeline,
    network,
    export,
    why,
    lint,
    schema,
    doctor,
):
    app.command(module.NAME, epilog=module.EPILOG)(with_options(module.Options)(module.run))
app.add_typer(forecast.app)
app.add_typer(game.app)


def _print_version(is_asked: bool) -> None:
    """Print the version and end."""
    if is_asked:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


@app.callback(help=HELP)
def root(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar="",
            callback=_print_version,
            is_eager=True,
            help="Print the version and end.",
        ),
    ] = False,
) -> None:
    """Take the root options; Typer prints `HELP` for it."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; say in one sentence what went wrong."""
    if sys.stdout is None:  # closed by the caller, who wants no result
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - for as long as we run
    try:
        status = app(arguments, prog_name="tocsin", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has enough; Typer and Rich end with 1 as well
        _close_stdout()
        return 1
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except TocsinError as error:
        say(error.message)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line before the user
        return _fail(error)
    return status if isinstance(status, int) else 0


def _fail(error: Exception) -> int:
    """Say what went wrong that we did not foresee, and return the exit status."""
    describe = getattr(error, "format_message", None)  # what Typer raises for a wrong call
    if describe is not None:
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "tocsin"
        message = str(describe()).rstrip(".")
        # Nothing was given, and the help is printed already.
        say(f"{message or 'No command was given'}; `{command} --help` lists what there is.")
        return int(getattr(error, "exit_code", 2))
    if isinstance(error, OSError) and error.filename is None:
        _close_stdout()
        say(f"The result cannot be written: {error.strerror or error}.")
        return 1
    if is_verbose():
        traceback.print_exception(error, file=sys.stderr)
    hint = "" if is_verbose() else " Run it again with -v to see where."
    say(f"Tocsin failed unexpectedly: {type(error).__name__}: {error}.{hint}")
    return 1


def _close_stdout() -> None:
    """Let nothing more be written to a standard output that nobody reads."""
    with suppress(OSError, ValueError):  # there is no file beneath it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
