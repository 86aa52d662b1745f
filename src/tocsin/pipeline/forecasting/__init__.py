"""Questions about what will happen: asked, answered, resolved and scored.

Names are loaded at first use, as those of the whole pipeline are.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.pipeline.forecasting.asking import Answered, Asking, ask, ask_open
    from tocsin.pipeline.forecasting.backtesting import Backtesting, plot_backtest, run_backtest
    from tocsin.pipeline.forecasting.following import Following, follow
    from tocsin.pipeline.forecasting.from_judgements import record_judgements
    from tocsin.pipeline.forecasting.listing import (
        Listing,
        find_question,
        list_questions,
        shareable_record,
        stages_of,
    )
    from tocsin.pipeline.forecasting.opening import OpenedQuestion
    from tocsin.pipeline.forecasting.resolving import Resolved, Resolving, answer_of, resolve
    from tocsin.pipeline.forecasting.scoring import Scoring, Which, score, which_of
    from tocsin.pipeline.forecasting.settling import Tried, settle
    from tocsin.pipeline.forecasting.training import Training, train, update

__all__ = [
    "Answered",
    "Asking",
    "Backtesting",
    "Following",
    "Listing",
    "OpenedQuestion",
    "Resolved",
    "Resolving",
    "Scoring",
    "Training",
    "Tried",
    "Which",
    "answer_of",
    "ask",
    "ask_open",
    "find_question",
    "follow",
    "list_questions",
    "plot_backtest",
    "record_judgements",
    "resolve",
    "run_backtest",
    "score",
    "settle",
    "shareable_record",
    "stages_of",
    "train",
    "update",
    "which_of",
]

_HOMES = {
    "Answered": "asking",
    "Asking": "asking",
    "Backtesting": "backtesting",
    "Following": "following",
    "Listing": "listing",
    "OpenedQuestion": "opening",
    "Resolved": "resolving",
    "Resolving": "resolving",
    "Scoring": "scoring",
    "Training": "training",
    "Tried": "settling",
    "Which": "scoring",
    "answer_of": "resolving",
    "ask": "asking",
    "ask_open": "asking",
    "find_question": "listing",
    "follow": "following",
    "list_questions": "listing",
    "plot_backtest": "backtesting",
    "record_judgements": "from_judgements",
    "resolve": "resolving",
    "run_backtest": "backtesting",
    "score": "scoring",
    "settle": "settling",
    "shareable_record": "listing",
    "stages_of": "listing",
    "train": "training",
    "update": "training",
    "which_of": "scoring",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
