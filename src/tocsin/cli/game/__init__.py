"""`tocsin game`: what the actors will do, and which assumption decides it."""

import typer

from tocsin.cli.game import check, compare, convert, explain, kinds, new, run, solve, what_if
from tocsin.cli.options import with_options

NAME = "game"
EPILOG = """Examples:

tocsin game new exchange --from article.txt --out scenario.yaml

tocsin game run scenario.yaml

tocsin game explain scenario.yaml --json

tocsin game what-if scenario.yaml cost.technology=3

tocsin game kinds exchange"""

HELP = """Play games of bargaining, exchange, hedging, disclosure and sanctions.

A scenario file says who plays, and what is believed of every number. Exit status 2 means that \
the file or the call makes no sense; the message names file, line and fix."""

app = typer.Typer(
    name=NAME, help=HELP, epilog=EPILOG, no_args_is_help=True, rich_markup_mode="rich"
)

for module in (new, run, explain, what_if, compare, kinds, check, solve, convert):
    app.command(module.NAME, epilog=module.EPILOG)(with_options(module.Options)(module.run))
