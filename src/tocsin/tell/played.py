"""What games say beside the texts, as lines."""

from tocsin.model.assessment import Figure
from tocsin.model.outcome import GameResult, Told, run_id
from tocsin.tell.record import RecordLine
from tocsin.tell.view import BriefInput
from tocsin.tell.words import quantity, quantity_range

LEADING = 3
"""Lines of each game that a short answer tells."""


def game_lines(view: BriefInput) -> tuple[tuple[str, tuple[RecordLine, ...]], ...]:
    """Return for each game its title and what it says, a line for each number that opens."""
    figures = view.figures()
    return tuple(
        (result.title, _lines(result, figures)) for result in view.assessment.games or ()
    )


def leading_game_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return the first lines of every game."""
    return tuple(line for _, lines in game_lines(view) for line in lines[:LEADING])


def _lines(result: GameResult, figures: dict[str, Figure]) -> tuple[RecordLine, ...]:
    """Return the lines of one game; those that speak to a judgement stand out."""
    bearing = {one.outcome for one in result.bearings}
    stem = run_id(result)
    return tuple(
        RecordLine(
            text=_text(told, figures[f"{stem}.{told.outcome}"]),
            source=f"game {result.kind}",
            refs=(f"{stem}.{told.outcome}",),
            is_marked=told.outcome in bearing,
        )
        for told in result.told
        if f"{stem}.{told.outcome}" in figures
    )


def _text(told: Told, figure: Figure) -> str:
    """Return one number in words: pooled over the readings, and what they span."""
    number = quantity(figure.value, figure.unit)
    said = f"{told.meaning.rstrip('.')}: {number}"
    if figure.interval is None:
        return said
    count = len(told.by_reading)
    over = f"over {count} readings" if count > 1 else "over draws"
    return f"{said}, {quantity_range(figure.interval, figure.unit)} {over}"
