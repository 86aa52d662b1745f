"""Options that several commands on forecasts share, and the day of asking."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import OUTPUT, QUESTION, RUN, day_option, today

AsOf = Annotated[
    dt.date | None,
    day_option(
        "--as-of", "The day it is taken to be; nothing later counts. Today by default.",
        panel=QUESTION,
    ),
]  # fmt: skip
Dyad = Annotated[
    str | None,
    typer.Option(
        metavar="STATE-STATE",
        help="The two states, as codes or names: RUS-PRK; who acts comes first.",
        rich_help_panel=QUESTION,
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--class",
        metavar="NAME",
        help="The class of events: meeting, consultation, agreement, military_aid, aid, "
        "military_cooperation, cooperation, sanction, reduction, threat, mobilization or attack.",
        rich_help_panel=QUESTION,
    ),
]
Events = Annotated[
    str,
    typer.Option(
        metavar="LAKE|FILE",
        help="lake, or a Parquet, CSV or TSV file with date, subject, relation and object.",
        rich_help_panel=QUESTION,
    ),
]
Source = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="The source of the lake; the largest one by default.",
        rich_help_panel=QUESTION,
    ),
]
Csv = Annotated[
    bool,
    typer.Option("--csv", metavar="", help="Print CSV with a header.", rich_help_panel=OUTPUT),
]


Plot = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Draw the calibration; .svg or .png. Needs the extra plot.",
        rich_help_panel=OUTPUT,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Seed of the intervals; 0 by default (TOCSIN_SEED).",
        rich_help_panel=RUN,
    ),
]


def day_of(given: dt.date | None) -> dt.date:
    """Return the day that is given, else today."""
    return given or today()
