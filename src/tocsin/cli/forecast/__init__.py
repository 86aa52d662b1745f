"""`tocsin forecast`: questions about what will happen, their record and their score."""

import typer

from tocsin.cli.forecast import (
    ask,
    backtest,
    fit,
    following,
    questions,
    resolve,
    score,
    show,
    update,
)
from tocsin.cli.options import with_options

NAME = "forecast"
EPILOG = """Examples:

tocsin forecast ask --dyad RUS-PRK --class meeting --within 14

tocsin forecast resolve --due

tocsin forecast score --plot calibration.svg"""

HELP = """Ask what will happen, answer with a probability, and keep the record of it.

A question carries its rule of resolution from the start. Exit status 3 means that the data do \
not carry an answer."""

app = typer.Typer(
    name=NAME, help=HELP, epilog=EPILOG, no_args_is_help=True, rich_markup_mode="rich"
)

for module in (ask, questions, resolve, score, show, fit, update, following, backtest):
    app.command(module.NAME, epilog=module.EPILOG)(with_options(module.Options)(module.run))
