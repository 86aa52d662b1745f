"""`tocsin schema`: the contracts as JSON Schema."""

from dataclasses import dataclass
from typing import Annotated

import typer

from tocsin import pipeline
from tocsin.cli.options import Common
from tocsin.cli.out import print_indented
from tocsin.cli.report import reporting

NAME = "schema"
EPILOG = """Examples:

tocsin schema claim

tocsin schema assessment > assessment.schema.json"""


def _names() -> list[str]:
    """Return the names that can be given, for shell completion."""
    return list(pipeline.CONTRACTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Common):
    """What `tocsin schema` takes."""

    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="Printed: assessment, claim, coding, concern, document, event, exchange, figure, "
            "game, game_comparison, game_explanation, game_solution, game_what_if, indicator, "
            "judgement, question, sentence, stake, stix-extension. Read from files: grades_file, "
            "hypotheses_file, scenario, stakes_file, watch_file.",
            autocompletion=_names,
            show_default=False,
        ),
    ]


def run(options: Options) -> int:
    """Print the JSON Schema of something that Tocsin prints as JSON or reads from files."""
    with reporting(is_quiet=options.quiet, verbosity=options.verbose):
        found = pipeline.schema_of(options.name)
    print_indented(found)
    return 0
