"""Calibration as a picture: what was said against what came, and how often each was said.

Marks on the diagonal are forecasts as good as their word. The bars below the curve say how many
forecasts stand behind a mark, as a mark of three forecasts says little.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InsufficientDataError
from tocsin.model.score import CalibrationBin, Scored, ScoreReport
from tocsin.tell.plots.canvas import MARGIN, TINY, Box, Sheet, Words, draw_picture
from tocsin.tell.plots.credits import sources_told
from tocsin.tell.plots.palette import FAINT, FIRST, INK, MUTED, SECOND
from tocsin.tell.words import percent, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEAD = 0.16
_SIDE = 3.5
_LEFT = 0.62
_BARS = 0.75
_GAP = 0.42
_TEXT = 3.6
"""Left end of the words beside the curve, from that of the curve."""
_FOOT = 0.42
_ROW = 0.23
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_SIZES = (22.0, 130.0)
"""Area of the mark of the smallest and the largest bin, in points squared."""
_NOTE = (
    "On the diagonal what is said comes as often as said; above it more often. Bars: 95% Wilson "
    "intervals, which take questions for independent."
)
_NO_CREDITS: Mapping[str, str] = {}


def plot_calibration(
    report: ScoreReport,
    path: Path,
    *,
    title: str = "Calibration of forecasts",
    subtitle: str = "",
    credits_: Mapping[str, str] = _NO_CREDITS,
) -> None:
    """Draw the calibration of forecasts to a file, `.svg` or `.png` by its ending.

    The same report gives the same bytes.

    Args:
        report: The score.
        path: The file.
        title: What stands above it.
        subtitle: What is scored; by default what the report counts.
        credits_: How to cite each source of the events, by its name.

    Raises:
        InsufficientDataError: No forecast is scored.
        OutputError: The ending is another one, or the file cannot be written.
        UsageError: matplotlib is not installed.
    """
    if not report.bins:
        raise InsufficientDataError("There is no resolved forecast to draw.")
    counted = f"{report.n:,} forecasts, {report.yes:,} came true"
    words = Words(
        title=title,
        subtitle=f"{subtitle}: {counted}" if subtitle else counted,
        source=sources_told([(name, "") for name in credits_], credits_)
        if credits_
        else "Source: the record of questions; drawn by Tocsin.",
        notes=(_NOTE,),
        told=" ".join(_told(one) for one in report.bins),
    )
    body = _HEAD + _SIDE + _GAP + _BARS + _FOOT
    draw_picture(words, body, lambda sheet: _draw(sheet, report), path)


def _told(one: CalibrationBin) -> str:
    """Return a bin in words."""
    return (
        f"Said {one.low:.0%} to {one.high:.0%}, {one.n:,} forecasts: {share(one.share)} came, "
        f"{percent(one.mean_p)} were said on average."
    )


def _draw(sheet: Sheet, report: ScoreReport) -> None:
    """Draw the curve, the bars of numbers below it and the scores beside it."""
    left = MARGIN + _LEFT
    curve = sheet.axes(Box(left, _HEAD, _SIDE, _SIDE))
    _axes(curve)
    _curve(curve, report)
    bars = sheet.axes(Box(left, _HEAD + _SIDE + _GAP, _SIDE, _BARS))
    _numbers(bars, report.bins)
    sheet.write("share that came", (MARGIN, 0.06), size=TINY, colour=MUTED)
    sheet.write("number", (MARGIN, _HEAD + _SIDE + _GAP + 0.08), size=TINY, colour=MUTED)
    bottom = _HEAD + _SIDE + _GAP + _BARS + 0.36
    sheet.write("probability given", (left, bottom), size=TINY, colour=MUTED)
    for place, (name, value, more) in enumerate(_scores(report)):
        y = _HEAD + 0.2 + place * (_ROW * 2)
        at = left + _TEXT
        sheet.write(name, (at, y), size=TINY, colour=MUTED)
        sheet.write(value, (at, y + 0.17), fontweight="bold")
        sheet.write(more, (at + 0.75, y + 0.17), size=TINY, colour=MUTED)


def _axes(axes: "Axes") -> None:
    """Set up square axes of percentages with the diagonal."""
    for scale in (axes.set_xticks, axes.set_yticks):
        scale(_TICKS, labels=[f"{tick:.0%}" for tick in _TICKS])
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    axes.grid(visible=True)
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=0.9, linestyle=(0.0, (5.0, 2.0)), zorder=2)


def _curve(axes: "Axes", report: ScoreReport) -> None:
    """Draw a mark with its interval for each bin, larger for more forecasts."""
    bins = report.bins
    xs, ys = [one.mean_p for one in bins], [one.share for one in bins]
    lows = [one.interval[0] for one in bins]
    highs = [one.interval[1] for one in bins]
    axes.vlines(xs, lows, highs, color=FIRST, linewidth=1.1, alpha=0.65, zorder=3)
    axes.plot(xs, ys, color=FIRST, linewidth=1.2, zorder=4)
    most = max(one.n for one in bins)
    sizes = [_SIZES[0] + (_SIZES[1] - _SIZES[0]) * one.n / most for one in bins]
    axes.scatter(xs, ys, s=sizes, color=FIRST, edgecolors="white", linewidths=0.8, zorder=5)
    overall = report.yes / report.n
    axes.axhline(overall, color=SECOND, linewidth=0.9, linestyle=(0.0, (1.4, 1.6)), zorder=1)
    # Where the curve is not: at the right while the rate is low, else at the left.
    is_low = overall < 0.5
    axes.text(
        1.0 if is_low else 0.0, overall + 0.012, f"came in all: {share(overall)}",
        ha="right" if is_low else "left", fontsize=TINY, color=INK, zorder=6,
    )  # fmt: skip


def _numbers(axes: "Axes", bins: tuple[CalibrationBin, ...]) -> None:
    """Draw how many forecasts each bin holds."""
    middles = [(one.low + one.high) / 2 for one in bins]
    widths = [(one.high - one.low) * 0.86 for one in bins]
    most = max(one.n for one in bins)
    axes.bar(middles, [one.n for one in bins], width=widths, color=FAINT, zorder=3)
    for middle, one in zip(middles, bins, strict=True):
        axes.text(
            middle, one.n + most * 0.05, f"{one.n:,}", ha="center", fontsize=6.0, color=INK
        )
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(0, most * 1.25)
    axes.set_xticks(_TICKS, labels=[f"{tick:.0%}" for tick in _TICKS])
    axes.set_yticks([])


def _scores(report: ScoreReport) -> Iterator[tuple[str, str, str]]:
    """Yield the scores beside the curve: name, value, interval."""
    yield "Brier score (0 best)", _number(report.brier), _range(report.brier)
    yield "log score (0 best)", _number(report.log_score), _range(report.log_score)
    yield "calibration error (0 best)", _number(report.calibration_error), ""
    yield "discrimination (.5 is chance)", _number(report.discrimination), ""
    for one in report.comparisons:
        value = "-" if one.skill.value is None else f"{one.skill.value:+.3f}"
        yield f"skill over {one.words} (n {one.n:,})", value, _range(one.skill)


def _number(scored: Scored) -> str:
    """Return a score with three digits."""
    return "-" if scored.value is None else f"{scored.value:.3f}"


def _range(scored: Scored) -> str:
    """Return the interval of a score."""
    if scored.interval is None:
        return ""
    return f"{scored.interval[0]:.3f} to {scored.interval[1]:.3f}".replace(
        "-", "\N{MINUS SIGN}"
    )
