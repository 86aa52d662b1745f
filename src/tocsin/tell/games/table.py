"""The answer of a game as CSV, one number a row."""

import csv
from collections.abc import Iterator
from typing import TextIO

from tocsin.model.outcome import Estimate, GameResult
from tocsin.tell.cells import csv_cell

GAME_COLUMNS = ("part", "name", "reading", "measure", "value", "unit", "replay")
"""`part` is headline, told, band, harm, tornado, variance, flip or lever; `reading` is empty
where the number is pooled or of none."""

Row = tuple[str, str, str, str, float | None, str]


def write_game_csv(result: GameResult, stream: TextIO) -> None:
    """Write an answer in long form: one number a row, with its unit and the replay hash."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(GAME_COLUMNS)
    for row in _rows(result):
        writer.writerow(map(csv_cell, (*row, result.replay.sha256)))


def _rows(result: GameResult) -> Iterator[Row]:
    """Yield all numbers of an answer."""
    for one in result.spread:
        yield from _estimate(one)
    yield from _told(result)
    yield from _bands(result)
    for harm in result.harms:
        yield from (
            ("harm", harm.stakeholder, name, "harm", value, "0 to 100")
            for name, value in harm.by_reading
        )
        yield "harm", harm.stakeholder, "", "pooled", harm.pooled, "0 to 100"
    yield from _explained(result)


def _estimate(one: Estimate) -> Iterator[Row]:
    """Yield the headline's outcome under a reading."""
    low, high = one.interval or (None, None)
    for measure, value in (
        ("value", one.value),
        ("low", low),
        ("high", high),
        ("mean", one.mean),
    ):
        yield "headline", one.outcome, one.reading, measure, value, one.unit
    yield "headline", one.outcome, one.reading, "known", one.known, "share"


def _told(result: GameResult) -> Iterator[Row]:
    """Yield what else is told."""
    for one in result.told:
        low, high = one.interval or (None, None)
        reading = result.headline.reading
        yield "told", one.outcome, reading, "low", low, one.unit
        yield "told", one.outcome, reading, "high", high, one.unit
        yield "told", one.outcome, "", "pooled", one.pooled, one.unit
        for name, value in one.by_reading:
            yield "told", one.outcome, name, "value", value, one.unit


def _bands(result: GameResult) -> Iterator[Row]:
    """Yield the bands."""
    for band in result.bands:
        for name, p in band.by_reading:
            yield "band", band.band, name, "p", p, "probability"
        reading = result.headline.reading
        yield "band", band.band, reading, "low", band.interval[0], "probability"
        yield "band", band.band, reading, "high", band.interval[1], "probability"
        yield "band", band.band, "", "pooled", band.pooled, "probability"


def _explained(result: GameResult) -> Iterator[Row]:
    """Yield what explains the headline."""
    reading, unit = result.headline.reading, result.headline.unit
    for bar in result.tornado:
        for end, given, outcome in zip(("low", "high"), bar.inputs, bar.outcomes, strict=True):
            yield "tornado", bar.parameter, reading, f"input_{end}", given, bar.unit
            yield "tornado", bar.parameter, reading, f"outcome_{end}", outcome, unit
    for share in result.sensitivity:
        name = "+".join(share.parameters)
        yield "variance", name, reading, "total", share.total, "share of variance"
        yield "variance", name, reading, "first", share.first, "share of variance"
    for tip in result.flips:
        yield "flip", tip.parameter, reading, "from", tip.from_, tip.unit
        yield "flip", tip.parameter, reading, "to", tip.to, tip.unit
        yield "flip", tip.parameter, reading, "outcome", tip.outcome, unit
    for lever in result.levers:
        name = f"{lever.stakeholder}: {lever.what}"
        yield "lever", name, reading, "before", lever.before, "0 to 100"
        yield "lever", name, reading, "after", lever.after, "0 to 100"
