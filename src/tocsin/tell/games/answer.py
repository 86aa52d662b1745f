"""The answer of a game for a terminal: the headline, and what must stand beside it."""

from collections.abc import Iterator, Sequence

from rich.console import Console

from tocsin.model.outcome import BandShare, Estimate, GameResult, Harm, Told
from tocsin.tell.games.numbers import (
    band_over,
    number,
    over,
    quantity,
    ranged,
    span,
    unit_of,
)
from tocsin.tell.layout import aligned, folded, put, say
from tocsin.tell.words import label

_RANGE = 14
"""Columns that the range of a band needs beside its probabilities."""
MOST_MOVES = 8
"""Sentences on who moves that are shown beside an answer; `explain` shows all."""
_RANGES = (
    "Ranges are 90% over the draws of the inputs; where a draw decides yes or no, and for bands, "
    "they speak of the number of draws alone. The doubt about the model is in the readings."
)


def render_game(result: GameResult, console: Console) -> None:
    """Print an answer: headline, baseline and readings, what else is told, bands, warnings."""
    render_head(result, console)
    render_readings(result, console)
    render_told(result, console)
    render_bands(result, console)
    render_harms(result.harms, console)
    render_moves(result, console, most=MOST_MOVES)
    render_warnings(result.warnings, console)
    render_replay(result, console)


def render_head(result: GameResult, console: Console) -> None:
    """Print title and headline, the baseline and the spread of the readings with it."""
    draws = f"{result.headline.draws:,} {'draw' if result.headline.draws == 1 else 'draws'}"
    say(result.title, console, style="bold")
    say(f"{result.kind}, {draws}, seed {result.replay.seed}", console, style="dim")
    console.print()
    say(f"{result.headline.outcome}: {ranged(result.headline)}", console, style="bold")
    say(beside(result), console, head="  ")
    meaning = result.told[0].meaning if result.told else ""
    if meaning:
        say(meaning, console, head="  ", style="dim")


def beside(result: GameResult) -> str:
    """Return what must stand beside a headline: its reading, the baseline, the spread."""
    head, base = result.headline, result.baseline
    if len(result.spread) == 1:
        return f"by {head.reading}, the only reading of this game: doubt about the model is not shown."
    told = f"by {head.reading}, "
    told += (
        "the baseline itself"
        if head.reading == base.reading
        else f"beside the baseline {base.reading}, {ranged(base)}"
    )
    pooled = result.told[0].pooled if result.told else None
    spread = over((one.value for one in result.spread), head.unit)
    mean = f", pooled {quantity(pooled, head.unit)}" if pooled is not None else ""
    return f"{told}; its {len(result.spread)} readings say {spread}{unit_of(head.unit)}{mean}."


def render_readings(result: GameResult, console: Console) -> None:
    """Print the outcome under every reading; nothing where there is one."""
    if len(result.spread) < 2:
        return
    section(f"Readings of {result.headline.outcome}", console)
    rows = [("reading", "value", "90% range", "what it assumes")]
    rows += [_reading(one, result) for one in result.spread]
    put(folded(rows, console, indent=2, right=(1, 2)), console)


def _reading(one: Estimate, result: GameResult) -> tuple[str, str, str, str]:
    """Return the cells of a reading; the baseline has a star."""
    mark = "*" if one.reading == result.baseline.reading else ""
    base = "Baseline. " if mark else ""
    return (
        f"{one.reading}{mark}",
        number(one.value, one.unit),
        span(one.interval, one.unit),
        base + one.meaning[:1].upper() + one.meaning[1:],
    )


def render_told(result: GameResult, console: Console) -> None:
    """Print what else the game says, beside the headline."""
    others = [one for one in result.told if one.outcome != result.headline.outcome]
    if not others:
        return
    section("What else it says", console)
    is_one = len(result.spread) == 1
    head = ("outcome", "value", "90% range", "over readings", "pooled", "what it is")
    rows = [head, *(_told(one) for one in others)]
    if is_one:
        rows = [(*row[:3], row[5]) for row in rows]
    put(folded(rows, console, indent=2, right=range(1, len(rows[0]) - 1)), console)


def _told(one: Told) -> tuple[str, ...]:
    """Return the cells of an outcome."""
    unit = unit_of(one.unit).strip()
    return (
        one.outcome,
        number(one.value, one.unit),
        span(one.interval, one.unit),
        span(one.spread, one.unit),
        number(one.pooled, one.unit),
        f"{one.meaning.rstrip('.')}{f', in {unit}' if unit else ''}.",
    )


def render_bands(result: GameResult, console: Console) -> None:
    """Print how probable each named band is; of which outcome, where it is not the headline's."""
    if not result.bands:
        return
    section("Bands", console)
    is_one = len(result.spread) == 1
    rows: list[tuple[str, ...]] = [
        ("band", "p", "90% range", "over readings", "pooled", "range")
    ]
    rows += [_band(band, result) for band in result.bands]
    if is_one:
        rows = [(*row[:3], row[5]) for row in rows]
    put(
        folded(rows, console, indent=2, right=range(1, len(rows[0]) - 1), least=_RANGE), console
    )


def _band(band: BandShare, result: GameResult) -> tuple[str, ...]:
    """Return the cells of a band; the outcome is named where it is not the headline's."""
    of = "" if band.outcome in {"", result.headline.outcome} else f"{band.outcome} "
    return (
        band.band,
        number(band.p, "probability"),
        span(band.interval, "probability"),
        band_over(band),
        number(band.pooled, "probability"),
        f"{of}{band.words}",
    )


def render_harms(harms: Sequence[Harm], console: Console) -> None:
    """Print what the outcome harms each stakeholder."""
    if not harms:
        return
    section("Harm, 0 to 100", console)
    is_one = len(harms[0].by_reading) == 1
    rows: list[tuple[str, ...]] = [("stakeholder", "harm", "over readings", "pooled")]
    rows += [
        (one.stakeholder, f"{one.value:.0f}", harm_over(one), f"{one.pooled:.0f}")
        for one in harms
    ]
    if is_one:
        rows = [row[:2] for row in rows]
    put(aligned(rows, console, indent=2, right=(1, 2, 3)), console)


def harm_over(one: Harm) -> str:
    """Return the range over readings of a harm."""
    values = [value for _, value in one.by_reading] or [one.value]
    low, high = f"{min(values):.0f}", f"{max(values):.0f}"
    return low if low == high else f"{low} to {high}"


def render_moves(result: GameResult, console: Console, *, most: int | None = None) -> None:
    """Print who does what and why, a few sentences or all."""
    if not result.moves:
        return
    section("Who does what, and why", console)
    shown = result.moves if most is None else result.moves[:most]
    for one in shown:
        say(one, console, head="  - ")
    left = len(result.moves) - len(shown)
    if left:
        say(f"{left} more with `tocsin game explain`.", console, head="  - ", style="dim")


def render_warnings(warnings: Sequence[str], console: Console) -> None:
    """Print what the reader must know."""
    if not warnings:
        return
    section("Warnings", console)
    for one in warnings:
        say(one, console, head="  - ")


def render_replay(result: GameResult, console: Console) -> None:
    """Print how numbers are to be read, what the answer bears on, and the replay hash."""
    console.print()
    for line in _bearings(result):
        say(line, console, style="dim")
    say(_RANGES, console, style="dim")
    replay = result.replay
    say(
        f"Replay {replay.sha256[:16]}, seed {replay.seed}, {replay.draws:,} draws, Tocsin "
        f"{replay.version}: the same hash gives the same numbers.",
        console,
        style="dim",
    )


def _bearings(result: GameResult) -> Iterator[str]:
    """Yield the judgements that outcomes speak to."""
    if result.bearings:
        told = ", ".join(
            f"{label(one.channel)} {one.giver}>{one.receiver} ({one.outcome})"
            for one in result.bearings
        )
        yield f"Speaks to: {told}."


def section(title: str, console: Console) -> None:
    """Print the title of a section, a line above it empty."""
    console.print()
    say(title, console, style="bold")
