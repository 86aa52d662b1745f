"""Options that several commands on games share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import OUTPUT, QUESTION, RUN, Common
from tocsin.errors import UsageError
from tocsin.pipeline import gaming

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A scenario (.yaml), a table of actors (.csv) with Actor, Capability, Position and "
        "Salience, or - for standard input.",
        show_default=False,
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PARAM=VALUE",
        help="Set a parameter to one number, whatever the file says of it. Repeatable.",
        rich_help_panel=QUESTION,
    ),
]
Plot = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Draw a picture; .svg or .png. Needs the extra plot.",
        rich_help_panel=OUTPUT,
    ),
]
Picture = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What --plot draws: readings (by default), bands, tornado, sobol, flips, levers; of "
        "sanctions network too, of hedging triangle.",
        rich_help_panel=OUTPUT,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played(Common):
    """What every command takes that plays scenarios."""

    reading: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The reading told as headline; the game's baseline by default, which stands "
            "beside it in any case.",
            rich_help_panel=QUESTION,
        ),
    ] = ""
    outcome: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The outcome told; the game's first by default. `tocsin game kinds FILE` lists "
            "them.",
            rich_help_panel=QUESTION,
        ),
    ] = ""
    rounds: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Rounds of bargaining; 10 where the file does not say.",
            min=1,
            max=200,
            rich_help_panel=QUESTION,
        ),
    ] = None
    ranges: Annotated[
        bool,
        typer.Option(
            "--ranges",
            metavar="",
            help="Put plausible ranges around the numbers of a table of actors: 20% around "
            "capability and salience, a twelfth of their range around positions.",
            rich_help_panel=QUESTION,
        ),
    ] = False
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Seed of the draws, in place of the file's; 0 where that does not say.",
            rich_help_panel=RUN,
        ),
    ] = None
    draws: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="How many draws, in place of the file's; 4096 where that does not say.",
            rich_help_panel=RUN,
        ),
    ] = None


def playing_of(
    options: Played, file: str = "", changes: list[str] | None = None
) -> "gaming.Playing":
    """Return what is to be played, and how."""
    return gaming.Playing(
        file=file,
        changes=tuple(changes or ()),
        reading=options.reading,
        outcome=options.outcome,
        seed=options.seed,
        draws=options.draws,
        rounds=options.rounds,
        is_ranged=options.ranges,
    )


def picture_of(plot: Path | None, name: str | None) -> "gaming.Picture | None":
    """Return the picture that is wanted; None for none.

    Raises:
        UsageError: A picture is named, but no file for it.
    """
    if plot is None:
        if name is not None:
            message = f"--picture {name} needs a file; add --plot FILE.svg."
            raise UsageError(message, subject="--picture")
        return None
    return gaming.Picture(plot) if name is None else gaming.Picture(plot, name)
