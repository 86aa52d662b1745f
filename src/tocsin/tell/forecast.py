"""Questions, forecasts and scores as text for people, as CSV and as plain JSON types."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TextIO

from rich.console import Console

from tocsin.model.codec import plain
from tocsin.model.event_classes import load_event_classes
from tocsin.model.forecast import (
    Answer,
    BaseRate,
    EvidenceRow,
    Forecast,
    NextAnswer,
    QuestionRecord,
    Reason,
    Resolution,
    Stage,
)
from tocsin.tell.cells import csv_cell
from tocsin.tell.layout import aligned, put, say
from tocsin.tell.words import percent, percent_range, share

QUESTION_COLUMNS = (
    "id", "stage", "asked_on", "dyad", "class", "start", "end", "p", "low", "high", "made_on",
    "method", "forecasts", "climatology", "pair", "last_value", "answer", "decided_on", "by",
    "because", "claim", "text", "source",
)  # fmt: skip
_BASES = ("climatology", "pair", "last_value")
_METHODS = {
    "hand": "by hand",
    "pair_rate": "rate of the pair",
    "occurrence": "learned model",
    "judgement": "judgement",
}
_ROWS = 4
"""Rows that are shown of a resolution."""
_STEP = 0.05
"""Log-odds below which something is said to have moved nothing."""


def title_of(name: str) -> str:
    """Return what readers call a class of events."""
    known = load_event_classes().get(name)
    return known.title if known else name


def method_of(name: str) -> str:
    """Return what readers call a method."""
    return _METHODS.get(name, name.replace("_", " "))


def render_questions(
    records: Sequence[QuestionRecord], console: Console, *, today: date
) -> None:
    """Print questions in a table, one a line; none says so."""
    if not records:
        say("No such question; ask one with `tocsin forecast ask`.", console)
        return
    head = ("id", "states", "class", "window", "p", "range", "state", "source")
    put(aligned([head, *(_line(one, today) for one in records)], console, right=(4,)), console)


def _line(record: QuestionRecord, today: date) -> tuple[str, ...]:
    """Return the cells of a question."""
    question, last = record.question, record.last
    return (
        question.id,
        _states(record),
        question.event_class,
        f"{question.start} to {question.end}",
        percent(last.p) if last else "-",
        percent_range(last.interval) if last and last.interval else "",
        standing_of(record, today),
        source_of(record),
    )


def source_of(record: QuestionRecord) -> str:
    """Return what the last forecast was taken from: an assessment, a claim, or nothing."""
    last = record.last
    return (last.source or "").split("/")[0] if last and last.source else record.question.claim


def _states(record: QuestionRecord) -> str:
    """Return the two states, with a sign for who acts on whom."""
    return ("-" if record.question.is_mutual else ">").join(record.question.dyad)


def standing_of(record: QuestionRecord, today: date) -> str:
    """Return how far a question has come, in words."""
    resolution, question = record.resolution, record.question
    stage = question.stage(today, resolution)
    if resolution is not None:
        return f"{resolution.answer} on {resolution.decided_on}"
    if stage is Stage.DUE:
        return f"due since {question.end}"
    left = (question.end - today).days
    return f"open, {left} {'day' if left == 1 else 'days'} left"


def render_question(
    record: QuestionRecord, console: Console, *, today: date, chosen: str = ""
) -> None:
    """Print a question with its rule, its forecasts and what came of it.

    Args:
        record: The question.
        console: Where it goes.
        today: The day by which open and due are told apart.
        chosen: Id of the forecast whose reasons are shown; the last one by default.
    """
    question = record.question
    say(f"{question.id}: {question.text}", console, style="bold")
    told = f"; from claim {question.claim} ({question.status})" if question.claim else ""
    say(f"Asked on {question.asked_on}{told}. {standing_of(record, today)}.", console)
    console.print()
    rule = question.rule
    for name, words in (
        ("who", rule.who),
        ("yes", rule.yes),
        ("no", rule.no),
        ("void", rule.void),
    ):
        say(words, console, head=f"  {name:4}  ", style="dim")
    if record.forecasts:
        console.print()
        put(aligned(list(_history(record)), console, right=(2,)), console)
    shown = next((one for one in record.forecasts if one.id == chosen), record.last)
    if shown is not None:
        console.print()
        render_forecast(shown, console)
    for resolution in record.resolutions:
        console.print()
        _resolution(resolution, console)


def _history(record: QuestionRecord) -> Iterator[tuple[str, ...]]:
    """Yield the forecasts of a question as cells, the newest last."""
    yield "forecast", "made on", "p", "range", "method", "data until"
    for one in record.forecasts:
        yield (
            one.id,
            str(one.made_on),
            percent(one.p),
            percent_range(one.interval) if one.interval else "",
            method_of(one.method),
            str(one.data_until or ""),
        )


def render_forecast(one: Forecast, console: Console) -> None:
    """Print a forecast with its base rates and what moved it."""
    interval = f" (90% range {percent_range(one.interval)})" if one.interval else ""
    until = f", data until {one.data_until}" if one.data_until else ""
    origin = f" {one.source}" if one.source else ""
    told = (
        f"{one.id}: {percent(one.p)}{interval}, {method_of(one.method)}{origin}, made "
        f"{one.made_on}{until}"
    )
    say(told, console, style="bold")
    for note in one.notes:
        say(note, console, style="dim")
    if one.bases:
        say("Base rates of that day:", console)
    rows = [(_rate(base), base.words, f"n {base.n:,}") for base in one.bases]
    if rows:
        put(aligned(rows, console, indent=2, right=(0,)), console)
    if one.reasons:
        say("What moved it most:", console)
    shown: dict[tuple[EvidenceRow, ...], int] = {}
    for number, reason in enumerate(one.reasons, start=1):
        _reason(number, reason, shown, console)


def _rate(base: BaseRate) -> str:
    """Return a base rate; that of the window before is 0 or 1 and no estimate."""
    return share(base.p) if base.name == "last_value" else percent(base.p)


def _reason(
    number: int, reason: Reason, shown: dict[tuple[EvidenceRow, ...], int], console: Console
) -> None:
    """Print a reason with the events behind it; those of an earlier one are not shown again."""
    say(f"{reason.words} ({effect_of(reason)})", console, head=f"  {number}. ")
    if reason.rows and shown.setdefault(reason.rows, number) != number:
        say(f"events as of {shown[reason.rows]}.", console, head="     - ", style="dim")
        return
    for row in reason.rows:
        say(row_of(row), console, head="     - ", style="dim")


def effect_of(reason: Reason) -> str:
    """Return how far a reason moved a forecast, in words and log-odds."""
    if abs(reason.effect) < _STEP:
        return "moved it little"
    way = "more probable" if reason.effect > 0 else "less probable"
    return f"{way}, {reason.effect:+.2f} log-odds"


def row_of(row: EvidenceRow) -> str:
    """Return a row of data in words."""
    return f"{row.day} {row.source} {row.key}: {row.words}".rstrip(": ")


def _resolution(one: Resolution, console: Console) -> None:
    """Print what came of a question and by what."""
    by = "by the rule" if one.by == "rule" else "by hand"
    told = f"{one.id}: {one.answer}, decided {by} on {one.decided_on}: {one.because}"
    say(told, console, style="bold" if one.answer is not Answer.VOID else "")
    for row in one.rows[:_ROWS]:
        say(row_of(row), console, head="  - ", style="dim")
    if len(one.rows) > _ROWS:
        say(f"and {len(one.rows) - _ROWS} more", console, head="  - ", style="dim")


def render_resolved(
    record: QuestionRecord, missing: str, console: Console, *, is_new: bool
) -> None:
    """Print what came of the attempt to resolve a question."""
    question, found = record.question, record.resolution
    if found is None:
        say(f"{question.id} stays open: {missing}", console)
        return
    again = "" if is_new else " (as before)"
    by = "" if found.by == "rule" else ", by hand"
    say(f"{question.id} {found.answer}{by}{again}: {found.because}", console, style="bold")
    for row in found.rows[:_ROWS]:
        say(row_of(row), console, head="  - ", style="dim")


def render_next(found: NextAnswer, console: Console) -> None:
    """Print who is next, in order, with what speaks for each."""
    way = "is done to" if found.is_by_whom else "is done by"
    say(
        f"{found.relation}, which {way} {found.subject} on {found.at}: who else?",
        console,
        style="bold",
    )
    told = f"{found.source}, known until {found.data_until}, {found.mode}; {found.known:,} candidates"
    say(told, console, style="dim")
    width = len(str(len(found.candidates)))
    for one in found.candidates:
        say(one.actor, console, head=f"  {one.place:{width}}. ", style="bold")
        for reason in one.reasons:
            _moved(reason, console)
    for note in found.notes:
        say(f"{note}.", console, style="dim")


def _moved(reason: Reason, console: Console) -> None:
    """Print what moved a candidate, with the last event behind it."""
    last = f"; last {row_of(reason.rows[0])}" if reason.rows else ""
    say(f"{reason.words} ({reason.effect:+.2f}){last}", console, head="       - ", style="dim")


def write_questions_csv(
    records: Iterable[QuestionRecord], stream: TextIO, *, today: date
) -> None:
    """Write questions as CSV, one a row, with the last forecast of each."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(QUESTION_COLUMNS)
    for record in records:
        writer.writerow(map(csv_cell, _cells(record, today)))


def _cells(record: QuestionRecord, today: date) -> tuple[object, ...]:
    """Return the cells of a question."""
    question, last, found = record.question, record.last, record.resolution
    low, high = last.interval if last and last.interval else (None, None)
    bases = [last.base(name) if last else None for name in _BASES]
    return (
        question.id, question.stage(today, found).value, question.asked_on,
        "-".join(question.dyad), question.event_class, question.start, question.end,
        last.p if last else None, low, high, last.made_on if last else None,
        last.method if last else None, len(record.forecasts),
        *(base.p if base else None for base in bases),
        found.answer.value if found else None, found.decided_on if found else None,
        found.by if found else None, found.because if found else None, question.claim,
        question.text, last.source if last else None,
    )  # fmt: skip


def question_json(record: QuestionRecord, *, today: date) -> dict[str, Any]:
    """Return a question with all said of it as plain JSON types."""
    question = record.question
    return {
        **plain(question),
        "stage": question.stage(today, record.resolution).value,
        "forecasts": plain(record.forecasts),
        "resolutions": plain(record.resolutions),
    }
