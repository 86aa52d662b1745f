"""Open forecasts with the rules that decide them, and how good earlier ones were."""

from tocsin.model.forecast import QuestionRecord, Stage
from tocsin.model.score import ScoreReport
from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Look,
    Picture,
    Piece,
    Row,
    Section,
    Table,
)
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.forecast import method_of
from tocsin.tell.svg.calibration import CalibrationPoint, calibration_plot, calibration_words
from tocsin.tell.words import day, percent, percent_range, share

MAX_OPEN = 20


def forecasts(desk: Desk) -> Section | None:
    """Return what is asked about the two and not decided yet, and the record of what was.

    None where the ledger holds no question about them.
    """
    view, today = desk.view, desk.view.assessment.question.as_of
    open_ones = [
        one
        for one in view.questions
        if one.question.stage(today, one.resolution) is not Stage.RESOLVED
    ]
    blocks: list[Block] = []
    if open_ones:
        rows = tuple(_row(desk, one) for one in open_ones[:MAX_OPEN])
        heads = ("Question", "Window", "Probability", "What decides it")
        blocks.append(
            Table("Open forecasts", heads, rows, role="forecasts", widths=(4, 2.2, 2, 5))
        )
    if view.score is not None:
        blocks += _record(desk, view.score)
    if not blocks:
        return None
    title = plain("Open forecasts, and the record")
    return Section("forecasts", title, tuple(blocks), "Forecasts")


def _row(desk: Desk, one: QuestionRecord) -> Row:
    """Return a question with its last forecast and its rule."""
    question, last = one.question, one.last
    if last is None:
        told: tuple[Line, ...] = (plain("no forecast", Look.SOFT),)
    else:
        number = desk.number(percent(last.p), last.id)
        made = f"{method_of(last.method)}, {day(last.made_on)}"
        told = ((number, *_interval(desk, one)), plain(made, Look.SOFT))
    rule = question.rule
    return Row(
        (
            (plain(question.text), plain(question.id, Look.CODE)),
            (plain(f"{day(question.start)} to {day(question.end)}"),),
            told,
            tuple(
                (Piece(f"{name}: ", Look.STRONG), *desk.told(words, question.id))
                for name, words in (("Yes", rule.yes), ("No", rule.no), ("Void", rule.void))
            ),
        ),
        refs=(question.id,),
    )


def _interval(desk: Desk, one: QuestionRecord) -> Line:
    """Return the range of the last forecast of a question, where it has one."""
    last = one.last
    if last is None or last.interval is None:
        return ()
    return (Piece(" ("), desk.number(percent_range(last.interval), last.id), Piece(")"))


def _record(desk: Desk, report: ScoreReport) -> list[Block]:
    """Return the score of the decided forecasts beside base rates, with their calibration."""
    decided = tuple(one.question.id for one in desk.view.questions if one.resolution)
    rows = [_score(desk, "these forecasts", report.n, report.brier.value, decided)]
    rows += [
        _score(desk, each.words or each.name, each.n, each.brier, decided)
        for each in report.comparisons
    ]
    heads = ("Who said it", "Questions", "Brier score")
    points = [
        CalibrationPoint(p=one.mean_p, came=one.share, interval=one.interval, n=one.n)
        for one in report.bins
    ]
    bins = Table(
        "What was said, and how often it came",
        ("Said on average", "Came", "Range", "Forecasts"),
        tuple(
            Row(
                tuple(
                    ((desk.number(words, decided[0] if decided else ""),),)
                    for words in (
                        share(one.p), share(one.came), percent_range(one.interval), f"{one.n:,}",
                    )
                ),
                refs=decided,
            )
            for one in points
        ),
        role="alternative",
    )  # fmt: skip
    lines = (
        plain("The Brier score is the mean squared distance to what came; least is best."),
        plain(f"What is scored: {report.which}."),
    )
    return [
        Table("The record", heads, tuple(rows), role="record"),
        Items(lines),
        Picture(
            calibration_plot(points), "What was said, and how often it came",
            calibration_words(points), bins,
        ),
    ]  # fmt: skip


def _score(
    desk: Desk, name: str, count: int, brier: float | None, refs: tuple[str, ...]
) -> Row:
    """Return one score as a row; the questions that it counts open it."""
    ref = refs[0] if refs else ""
    told = "not known" if brier is None else f"{brier:.3f}"
    numbers = (desk.number(f"{count:,}", ref), desk.number(told, ref))
    return Row(((plain(name),), *(((one,),) for one in numbers)), refs=refs)
