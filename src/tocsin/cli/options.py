"""Options as frozen dataclasses, and the ones that several commands share.

Typer reads the parameters of a function; `with_options` gives it those of a dataclass, so that
a command with twenty options is a function of one value.
"""

import datetime as dt
import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from typing import Annotated, Any, TypeVar, get_args

import typer
from typer.models import OptionInfo

from tocsin.errors import UsageError

Options = TypeVar("Options")

PANELS = QUESTION, DOCUMENTS, OUTPUT, RUN = "Question", "Documents", "Output", "Run"


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
        help="Files (.txt, .html, .md; .pdf needs the extra pdf), folders, http(s) addresses, or - "
        "for standard input.",
        show_default=False,
    ),
]
Dyad = Annotated[
    str,
    typer.Option(
        metavar="STATE-STATE",
        help="The two states, as codes or names: RUS-PRK, Russia-North Korea.",
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
        help="The ledger: a file or a database URL; by default ledger.sqlite in your data folder "
        "(TOCSIN_STORE).",
        rich_help_panel=RUN,
    ),
]

Reader = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="DEPTH",
        help="How deep to read: deep (finds more; needs the extra embed), fast (about six times as fast), "
        "or auto, the default: deep where it is installed (TOCSIN_READER).",
        rich_help_panel=RUN,
    ),
]

Words = Annotated[
    str | None,
    typer.Option(
        "--words",
        metavar="STANDARD",
        help="Standard of the words of likelihood: icd203, the default, or phia (TOCSIN_WORDS).",
        rich_help_panel=OUTPUT,
    ),
]

DocumentDate = Annotated[
    dt.date | None,
    day_option(
        "--date", "Day of publication of all documents; wins over their own.", panel=DOCUMENTS
    ),
]
Publisher = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Their publisher; wins over their own.", rich_help_panel=DOCUMENTS
    ),
]
Title = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT", help="Their title; wins over their own.", rich_help_panel=DOCUMENTS
    ),
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
        typer.Option(
            metavar="NAME", help="Their author; wins over their own.", rich_help_panel=DOCUMENTS
        ),
    ] = None
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Their address; wins over their own.", rich_help_panel=DOCUMENTS
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Reading):
    """What every command takes that reads tables row by row."""

    column: Annotated[
        str | None,
        typer.Option(
            "--column",
            metavar="NAME",
            help="Read tables too (.ndjson, .jsonl, .csv, .tsv; .parquet needs the extra parquet): "
            "the column with the texts.",
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
            help="The column with the days of publication; --date wins.",
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

        # By panel, alike in every help; own options before those of the base classes.
        ordered = sorted(_fields(kind), key=lambda one: (_panel(one), -_depth(kind, one.name)))
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


def _panel(one: Field[Any]) -> int:
    """Return where the panel of an option stands in the help; arguments come first."""
    info = get_args(one.type)[1]
    return PANELS.index(info.rich_help_panel) if isinstance(info, OptionInfo) else -1


def _depth(kind: type[Any], name: str) -> int:
    """Return how far down the line of classes a field was defined; the base counts least."""
    line = kind.__mro__[::-1]
    return max(
        place for place, one in enumerate(line) if name in vars(one).get("__annotations__", {})
    )
