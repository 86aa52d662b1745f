"""`tocsin assess`: the answer to the question how concerning a rapprochement is."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from tocsin import pipeline, tell
from tocsin.cli.intake import intake_of
from tocsin.cli.options import (
    OUTPUT,
    QUESTION,
    RUN,
    Json,
    Reader,
    Reading,
    Store,
    Words,
    day_option,
)
from tocsin.cli.out import console, print_json
from tocsin.cli.report import reporting
from tocsin.settings import load_settings

NAME = "assess"
EPILOG = """Examples:

tocsin assess article.txt --date 2023-09-05

tocsin assess article.txt --date 2023-09-05 --game exchange.yaml

tocsin assess article.txt --date 2023-09-05 --write-hypotheses rivals.yaml

tocsin assess reports/ --dyad RUS-PRK --for USA,KOR --as-of 2023-10-01 --out brief.html

tocsin assess reports/ --dyad RUS-PRK --since 2023-09-01 --record

curl -s URL | tocsin assess - --date 2023-09-05 --json | jq .concern"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Reading):
    """What `tocsin assess` takes."""

    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="STATE-STATE",
            help="The two states, as codes or names: RUS-PRK, Russia-North Korea; found in the text "
            "by default.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    stakeholders: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="STATE,...",
            help="For which states it is judged, as codes or names; found in the text and in recorded "
            "relations by default.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    as_of: Annotated[
        dt.date | None,
        day_option(
            "--as-of",
            "Day of the judgement; later documents are left out. Newest document by default.",
            panel=QUESTION,
        ),
    ] = None
    horizon: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="How far ahead it looks, 1 to 3650 days; 365 by default (TOCSIN_HORIZON_DAYS).",
            rich_help_panel=QUESTION,
        ),
    ] = None
    grades: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="YAML with sources and how reliable they are, beside ours; one of the same name "
            "replaces ours.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    stakes: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="YAML with exposures and harms set by hand, over ours and what the texts say.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    games: Annotated[
        list[Path] | None,
        typer.Option(
            "--game",
            metavar="FILE",
            help="A scenario file; the game is played and speaks to the judgements that it "
            "informs. Repeatable. Needs the extra game.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY|ID",
            help="Tell what changed since an earlier day (2023-09-01) or answer (a-5f1e), and why.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            metavar="",
            help="Enter the judgements into the record of forecasts, each with a rule that decides it.",
            rich_help_panel=OUTPUT,
        ),
    ] = False
    hypotheses: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="YAML with rival hypotheses of your own, beside or instead of those that the "
            "claims propose.",
            rich_help_panel=QUESTION,
        ),
    ] = None
    json: Json = False
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the answer to a file too: .html, .md, .pdf or .docx is the brief, .json the "
            "contract. PDF and DOCX need the extra brief.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    write_hypotheses: Annotated[
        Path | None,
        typer.Option(
            "--write-hypotheses",
            metavar="FILE",
            help="Write the rival hypotheses to a YAML file, to be edited and given to "
            "--hypotheses.",
            rich_help_panel=OUTPUT,
        ),
    ] = None
    words: Words = None
    store: Store = None
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Seed of all random draws; 0 by default (TOCSIN_SEED).",
            rich_help_panel=RUN,
        ),
    ] = None
    draws: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Draws behind each interval, 100 to 1,000,000; 4000 by default (TOCSIN_DRAWS).",
            rich_help_panel=RUN,
        ),
    ] = None
    reader: Reader = None
    jobs: Annotated[
        str,
        typer.Option(
            "--jobs",
            metavar="N",
            help="How many processes code new texts at once; 0 or auto: one for each core.",
            rich_help_panel=RUN,
        ),
    ] = "1"


def run(options: Options) -> int:
    """Answer how concerning a rapprochement is, for whom and why.

    The answer is kept in the ledger, so that `tocsin why ID` can open every number later. Exit
    status 3 means that the evidence does not carry an answer.
    """
    settings = load_settings(
        {
            "store": options.store,
            "seed": options.seed,
            "draws": options.draws,
            "horizon_days": options.horizon,
            "reader": options.reader,
            "words": options.words,
        }
    )
    with reporting(is_quiet=options.quiet, verbosity=options.verbose) as report:
        view = pipeline.answer(_request(options), settings=settings, watcher=report)
    if options.json:
        print_json(view.assessment)
        return 0
    tell.render_terminal(view, console())
    return 0


def _request(options: Options) -> "pipeline.Request":
    """Return the question that the options ask."""
    return pipeline.Request(
        intake=intake_of(options),
        dyad=options.dyad,
        stakeholders=options.stakeholders,
        as_of=options.as_of,
        stakes=options.stakes,
        grades=options.grades,
        games=tuple(options.games or ()),
        since=options.since or "",
        record=options.record,
        hypotheses=options.hypotheses,
        out=options.out,
        write_hypotheses=options.write_hypotheses,
        jobs=pipeline.count_jobs(options.jobs),
    )
