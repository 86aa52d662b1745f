"""What a watch found: which pairs changed, how, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rich.console import Console

from tocsin.model.codec import plain
from tocsin.model.forecast import QuestionRecord
from tocsin.tell.changes import change_lines
from tocsin.tell.hygiene import shorten
from tocsin.tell.layout import say
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day, listing, percent

MAX_MOVED = 6
MAX_QUOTE = 90


class WatchState(StrEnum):
    """What a watch found of a pair."""

    FIRST = "first"
    """There was no earlier answer."""
    CHANGED = "changed"
    SAME = "same"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim that tells of what a question asks.

    Attributes:
        question: Id of the question.
        claim: Id of the claim.
        quote: What it says.
        day: The last day of its event.
        missing: What the rule of the question lacks to decide it.
    """

    question: str
    claim: str
    quote: str
    day: date
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a watch found of one pair.

    Attributes:
        name: The name of the pair in the file.
        state: Whether it changed.
        view: The answer with its evidence; None where there is none.
        before: Id of the earlier answer; empty for none.
        questions: Questions that entered the record, each with its forecasts.
        told: Claims that tell of what open questions ask.
        resolved: Questions that their rules decided in this run.
        error: Why there is no answer; empty where there is one.
    """

    name: str
    state: WatchState
    view: BriefInput | None = None
    before: str = ""
    questions: tuple[QuestionRecord, ...] = ()
    told: tuple[Told, ...] = ()
    resolved: tuple[QuestionRecord, ...] = ()
    error: str = ""


def render_watched(found: Watched, console: Console) -> None:
    """Print what a watch found of a pair."""
    say(_head(found), console, style="bold" if found.state is not WatchState.SAME else "")
    for line in _lines(found):
        say(line, console, head="  ")


def _head(found: Watched) -> str:
    """Return the line that says whether a pair changed."""
    if found.view is None:
        return f"{found.name}: failed"
    answer = found.view.assessment
    of = f"{answer.id} of {day(answer.question.as_of)}"
    if found.state is WatchState.SAME:
        return f"{found.name}: nothing changed, {of}"
    if found.state is WatchState.FIRST:
        return f"{found.name}: first answer, {of}"
    return f"{found.name}: changed, {of} (before {found.before})"


def _lines(found: Watched) -> Iterator[str]:
    """Yield what changed and why, questions asked, and claims that tell of what they ask."""
    if found.view is None:
        yield found.error
    elif found.state is not WatchState.SAME:
        yield found.view.assessment.bottom_line
        yield from change_lines(found.view, MAX_MOVED)
    for record in found.questions:
        last = record.last
        if last is not None:
            yield f"{record.question.id}: {percent(last.p)} for: {record.question.text}"
    yield from map(resolved_line, found.resolved)
    yield from _told(found)


def resolved_line(record: QuestionRecord) -> str:
    """Return what the rule of a question decided, and how it was forecast."""
    question, found, first = record.question, record.resolution, record.first
    answer = found.answer.value if found else "open"
    because = found.because if found else ""
    given = f"; forecast {percent(first.p)} on {day(first.made_on)}" if first else ""
    return f"{question.id} is resolved by its rule: {answer}, {because}{given}. {question.text}"


def told_lines(told: Sequence[Told]) -> Iterator[str]:
    """Yield for each claim what it tells of, and what the rules of those questions lack."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.claim, []).append(one)
    yield from map(_told_line, groups.values())


def _told_line(group: Sequence[Told]) -> str:
    """Return what one claim tells of, and what the rules of those questions lack."""
    first, ids = group[0], [one.question for one in group]
    is_one = len(ids) == 1
    rule = "The rule goes" if is_one else "Their rules go"
    where = "" if is_one else f"of {ids[0]}: "
    lacks = f" {rule} by rows of data; {where}{first.missing}." if first.missing else ""
    return (
        f"{first.claim} tells of what {listing(ids)} {'asks' if is_one else 'ask'}, on "
        f"{day(first.day)}: “{shorten(first.quote, MAX_QUOTE)}”.{lacks} By hand: tocsin forecast "
        f"resolve {ids[0]} --outcome yes --because {first.claim}"
    )


def _told(found: Watched) -> Iterator[str]:
    """Yield each claim that tells of what open questions ask; only the number where all is old."""
    if found.told and found.state is WatchState.SAME:
        yield f"{len(found.told)} open questions are told of by claims; --json lists them."
        return
    yield from told_lines(found.told)


def watched_json(found: Watched) -> dict[str, Any]:
    """Return what a watch found of a pair as plain JSON types."""
    answer = found.view.assessment if found.view else None
    return {
        "name": found.name,
        "state": found.state.value,
        "assessment": answer.id if answer else None,
        "before": found.before or None,
        "bottom_line": answer.bottom_line if answer else None,
        "concern": [
            {"stakeholder": one.stakeholder, "score": one.score, "level": one.level}
            for one in (answer.concern if answer else ())
        ],
        "change": plain(answer.change) if answer and answer.change else None,
        "questions": [
            {
                "id": record.question.id,
                "text": record.question.text,
                "p": record.last.p if record.last else None,
                "source": record.last.source if record.last else None,
            }
            for record in found.questions
        ],
        "resolved": [
            {
                "id": record.question.id,
                "text": record.question.text,
                "answer": record.resolution.answer.value if record.resolution else None,
                "because": record.resolution.because if record.resolution else None,
                "rows": plain(record.resolution.rows) if record.resolution else [],
            }
            for record in found.resolved
        ],
        "told": plain(found.told),
        "error": found.error or None,
    }
