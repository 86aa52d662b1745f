"""Scores of forecasts as text for people and as plain JSON types."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from tocsin.model.codec import plain
from tocsin.model.score import BacktestReport, Comparison, ModelCard, Scored, ScoreReport
from tocsin.tell.forecast import method_of, title_of
from tocsin.tell.layout import aligned, put, say
from tocsin.tell.words import percent, share

_BAR = 20


def render_scores(report: ScoreReport, console: Console) -> None:
    """Print a score: what is counted, the scores, the parts, the calibration, the rivals."""
    say(counted(report), console, style="bold")
    say(f"Scored is {report.which}.", console, style="dim")
    console.print()
    put(aligned(list(_scores(report)), console, right=(1,)), console)
    if report.parts is not None:
        parts = report.parts
        console.print()
        say(
            f"Brier = reliability {parts.reliability:.4f} - resolution {parts.resolution:.4f} "
            f"+ uncertainty {parts.uncertainty:.4f} + spread inside bins "
            f"{parts.within_variance:.4f} - its covariance {parts.within_covariance:.4f}.",
            console,
        )
    console.print()
    say("Against others on the same questions (skill above 0 is better than they):", console)
    put(aligned(list(_rivals(report)), console, indent=2, right=(1, 2, 3)), console)
    console.print()
    say(f"Calibration, {report.binning}:", console)
    put(aligned(list(_bins(report)), console, indent=2, right=(1, 2, 3)), console)
    say(f"Intervals: {report.resampled}; of shares Wilson's, 95%.", console, style="dim")


def render_backtest(found: BacktestReport, console: Console) -> None:
    """Print the score of a model on days gone by."""
    say(told_of(found), console, style="bold")
    for note in found.notes:
        say(f"{note}.", console, style="dim")
    render_scores(found.report, console)


def told_of(found: BacktestReport) -> str:
    """Return in words what a backtest asked."""
    return (
        f"{title_of(found.kind)} within {found.within} days, {found.source}, {found.origins:,} "
        f"origins from {found.first} to {found.last}, {method_of(found.method)}"
    )


def render_card(card: ModelCard, console: Console) -> None:
    """Print what a model file is made of."""
    say(f"{card.path}: model of {card.kind}, by Tocsin {card.version}", console, style="bold")
    told = (
        (
            "learned from",
            f"{card.events:,} events of {card.source}, {card.first} to {card.last}",
        ),
        ("seed", str(card.seed)),
        ("sha256", card.sha256),
        ("of the events", card.events_sha256),
    )
    put(aligned(told, console, indent=2), console)
    if card.parts:
        put(
            aligned([(title_of(name), words) for name, words in card.parts], console, indent=2),
            console,
        )
    for name, why in card.skipped:
        say(f"not learned, {name}: {why}", console, style="dim", head="  ")
    for note in card.notes:
        say(f"{note}.", console, style="dim", head="  ")


def backtest_json(found: BacktestReport) -> dict[str, Any]:
    """Return a backtest as plain JSON types, its score beside what was asked."""
    asked = {name: value for name, value in plain(found).items() if name != "report"}
    return {**asked, **scores_json(found.report)}


def counted(report: ScoreReport) -> str:
    """Return in words what is counted."""
    noun = "forecast" if report.n == 1 else "forecasts"
    told = f"{report.n:,} {noun} scored, {report.yes:,} came true"
    if not report.asked:
        return told
    void = report.share_void
    voided = f"{report.void:,} void" + (f" ({share(void)} of those decided)" if void else "")
    late = f", {report.unforecast:,} without a forecast in time" if report.unforecast else ""
    return (
        f"{told}; of {report.asked:,} questions {report.open:,} open, {report.due:,} due, "
        f"{voided}{late}"
    )


def number(value: float | None) -> str:
    """Return a score with four digits; a dash where it is not defined."""
    return "-" if value is None else f"{value:.4f}"


def interval(scored: Scored) -> str:
    """Return the interval of a score, or why there is none."""
    if scored.interval is None:
        return scored.note
    low, high = scored.interval
    return f"95% {low:.4f} to {high:.4f}" + (f"; {scored.note}" if scored.note else "")


def _scores(report: ScoreReport) -> Iterator[tuple[str, str, str, str]]:
    """Yield the scores as cells."""
    brier, log = report.brier, report.log_score
    yield "Brier score", number(brier.value), "0 best, .25 always one half", interval(brier)
    clip = f"0 best, .693 always one half; clipped at {report.clip:g}"
    yield "log score", number(log.value), clip, interval(log)
    error = report.calibration_error
    yield "calibration error", number(error.value), "0 best", interval(error)
    told = report.discrimination
    yield "discrimination", number(told.value), "1 best, .5 chance", interval(told)


def _rivals(report: ScoreReport) -> Iterator[tuple[str, ...]]:
    """Yield the comparisons as cells."""
    yield "other", "n", "Brier", "skill", ""
    for one in report.comparisons:
        yield one.words, f"{one.n:,}", number(one.brier), _skill(one), interval(one.skill)


def _skill(one: Comparison) -> str:
    """Return a skill with its sign."""
    return "-" if one.skill.value is None else f"{one.skill.value:+.3f}"


def _bins(report: ScoreReport) -> Iterator[tuple[str, ...]]:
    """Yield the calibration as cells."""
    yield "said", "n", "mean said", "came", "95% interval"
    for one in report.bins:
        low, high = one.interval
        yield (
            f"{one.low:.0%} to {one.high:.0%}",
            f"{one.n:,}",
            percent(one.mean_p),
            share(one.share),
            f"{low:.0%} to {high:.0%}",
        )


def scores_json(report: ScoreReport) -> dict[str, Any]:
    """Return a score as plain JSON types."""
    return {**plain(report), "share_void": report.share_void}
