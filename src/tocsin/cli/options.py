"""Options as frozen dataclasses, and the ones that several commands share.

Typer reads the parameters of a function; `with_options` gives it those of a dataclass, so that
a command with twenty options is a function of one value.
"""

import datetime as dt
import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from typing import Annotated, Any, TypeVar

import typer

from tocsin.errors import UsageError

Options = TypeVar("Options")

QUESTION, DOCUMENTS, OUTPUT, RUN = "Question", "Documents", "Output", "Run"


def parse_day(text: str) -> dt.date:
    """Return the day of `2023-09-05`.

    Raises:
        UsageError: It is no such day.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is no day; write year, month and day, such as 2023-09-05."
        raise UsageError(message, subject=text) from error


def today() -> dt.date:
    """Return today's day in UTC."""
    return dt.datetime.now(dt.UTC).date()


def day_option(name: str, text: str, *, panel: str) -> Any:  # noqa: ANN401 - Typer's own type
    """Return an option that takes a day."""
    return typer.Option(
        name, parser=parse_day, metavar="YYYY-MM-DD", help=text, rich_help_panel=panel
    )


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (.txt, .html, .md, .pdf), folders, http(s) addresses, or - for standard input.",
        show_default=False,
    ),
]
Dyad = Annotated[
    str,
    typer.Option(
        metavar="STATE-STATE",
        help="The two states, as codes or names.",
        rich_help_panel=QUESTION,
        show_default=False,
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json", metavar="", help="Print JSON, one value a line.", rich_help_panel=OUTPUT
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH",
        help="The ledger; by default a file in your data folder.",
        rich_help_panel=RUN,
    ),
]

Reader = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="DEPTH",
        help="How deep to read: deep (finds more; needs the extra embed), fast, or auto: deep where "
        "it is installed.",
        rich_help_panel=RUN,
    ),
]

Words = Annotated[
    str | None,
    typer.Option(
        "--words",
        metavar="STANDARD",
        help="Words of likelihood: icd203 (the default) or phia.",
        rich_help_panel=OUTPUT,
    ),
]

DocumentDate = Annotated[
    dt.date | None,
    day_option("--date", "Date of the documents, winning over their own.", panel=DOCUMENTS),
]
Publisher = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Their publisher, likewise.", rich_help_panel=DOCUMENTS),
]
Title = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="Their title, likewise.", rich_help_panel=DOCUMENTS),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every command takes."""

    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            metavar="",
            help="No notes and no progress; errors stay.",
            rich_help_panel=RUN,
        ),
    ] = False
    verbose: Annotated[
        int,
        typer.Option(
            "--verbose",
            "-v",
            count=True,
            metavar="",
            show_default=False,
            help="Say on standard error what is done; -vv says more.",
            rich_help_panel=RUN,
        ),
    ] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Common):
    """What every command takes that reads documents."""

    sources: Sources
    date: DocumentDate = None
    publisher: Publisher = None
    title: Title = None
    author: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Their author, likewise.", rich_help_panel=DOCUMENTS),
    ] = None
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Their address, likewise.", rich_help_panel=DOCUMENTS),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Reading):
    """What every command takes that reads tables row by row."""

    column: Annotated[
        str | None,
        typer.Option(
            "--column",
            metavar="NAME",
            help="Read tables too (.parquet, .ndjson, .csv): the column with the texts.",
            rich_help_panel=DOCUMENTS,
        ),
    ] = None
    id_column: Annotated[
        str | None,
        typer.Option(
            "--id-column",
            metavar="NAME",
            help="The column that a row is called by; by default its number.",
            rich_help_panel=DOCUMENTS,
        ),
    ] = None
    date_column: Annotated[
        str | None,
        typer.Option(
            "--date-column",
            metavar="NAME",
            help="The column with the dates of publication.",
            rich_help_panel=DOCUMENTS,
        ),
    ] = None


def with_options(
    kind: type[Options],
) -> Callable[[Callable[[Options], int]], Callable[..., int]]:
    """Return what makes a function of options into one whose parameters Typer can read."""

    def decorate(run: Callable[[Options], int]) -> Callable[..., int]:
        def command(**values: Any) -> int:  # noqa: ANN401 - Typer has checked them
            return run(kind(**values))

        # Own options stand before those of the base classes in the help.
        ordered = sorted(_fields(kind), key=lambda one: -_depth(kind, one.name))
        parameters = [
            inspect.Parameter(
                one.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if one.default is MISSING else one.default,
                annotation=one.type,
            )
            for one in ordered
        ]
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.type for one in ordered}
        command.__doc__ = _unwrapped(run.__doc__ or "")
        return command

    return decorate


def _unwrapped(text: str) -> str:
    """Return a docstring with one line for each paragraph, as the help wraps it anew."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _fields(kind: type[Any]) -> tuple[Field[Any], ...]:
    """Return the fields of a dataclass in their order of definition."""
    return fields(kind)


def _depth(kind: type[Any], name: str) -> int:
    """Return how far down the line of classes a field was defined; the base counts least."""
    line = kind.__mro__[::-1]
    return max(
        place for place, one in enumerate(line) if name in vars(one).get("__annotations__", {})
    )
