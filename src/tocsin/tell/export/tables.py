"""Which tables an assessment gives: judgements, concern, claims, figures and what belongs to them.

Lists stand in one cell, parted by `; `, so that every program reads them. The first column of
the tables about answers is the assessment, so that those of several can be put together.
"""

from collections.abc import Iterable, Iterator

from tocsin.model.assessment import ClaimGrade
from tocsin.model.records import Kind
from tocsin.tell.export.sheets import Field, Row, Sheet
from tocsin.tell.export.traces import traces_of
from tocsin.tell.sentences import holder_chain
from tocsin.tell.view import BriefInput

_FIGURE = "figure"


def _joined(values: Iterable[str]) -> str | None:
    """Return values in one cell; None for none."""
    return "; ".join(values) or None


def _judgements(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each judgement."""
    answer, traces = view.assessment, traces_of(view)
    for one in answer.judgements:
        parts = []
        for name in ("base_rate", "testimony", "model"):
            value = getattr(one.components, name)
            trace = traces.of(f"{one.id}.{name}") if value is not None else None
            parts += [value, trace]
        yield (
            *(answer.id, one.id, traces.of(one.id), answer.question.as_of),
            *(answer.question.horizon_days, one.channel),
            *(one.giver, view.name(one.giver), one.receiver, view.name(one.receiver)),
            *(one.proposition, one.p, *one.interval, one.words, one.confidence),
            *(_joined(one.reasons), *parts, _joined(one.claims), _joined(one.against)),
        )


def _concern(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each stakeholder."""
    answer, traces = view.assessment, traces_of(view)
    for one in answer.concern:
        lever = one.lever
        yield (
            *(answer.id, one.id, traces.of(one.id), answer.question.as_of),
            *(one.stakeholder, view.name(one.stakeholder), one.score, *one.interval),
            *(one.level, _joined(one.roles), _joined(one.stakes)),
            *((lever.what, lever.judgement, lever.score_after) if lever else (None,) * 3),
            traces.of(f"{one.id}.lever") if lever else None,
        )


def _drivers(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each judgement that drives a stakeholder's concern."""
    answer, traces = view.assessment, traces_of(view)
    for one in answer.concern:
        for driver in one.drivers:
            yield (
                *(answer.id, one.id, one.stakeholder, driver.judgement, driver.share),
                *(traces.of(f"{one.id}.share.{driver.judgement}"), _joined(driver.reasons)),
            )


def _flips(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each change that carries a stakeholder's concern to another level."""
    answer, traces = view.assessment, traces_of(view)
    for one in answer.concern:
        for place, flip in enumerate(one.flips, start=1):
            yield (
                *(answer.id, one.id, one.stakeholder, flip.what),
                *(flip.from_, traces.of(flip.ref)),
                *(flip.to, traces.of(f"{one.id}.flip.{place}"), flip.level),
            )


def _claims(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each claim, in the order of documents and places."""
    grades = view.grades()
    for one in sorted(
        view.claims.values(), key=lambda each: (each.document, each.span, each.id)
    ):
        event, time = one.event, one.event.time
        yield (
            *(one.id, one.document, one.sentence, *one.span, event.type.value, event.mode),
            *(_joined(event.source), _joined(event.target)),
            *(_joined(item.value for item in event.items), event.reciprocal),
            *(one.status.value, one.polarity.value, holder_chain(one)),
            *(one.innermost.stance.value if one.innermost else None, event.place),
            *(time.start, time.end, time.text, one.quote, one.confidence),
            *_graded(grades.get(one.id)),
        )


def _graded(grade: ClaimGrade | None) -> Row:
    """Return the grade of a claim and its origin; of an answer without grades nothing."""
    if grade is None:
        return (None,) * 4
    return (grade.reliability, grade.credibility, grade.source or None, grade.origin)


def _documents(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each document that a claim or stake stands in; never where its file lies."""
    for doc in sorted(view.documents.values(), key=lambda one: one.id):
        yield (
            *(doc.id, doc.title, doc.author, doc.publisher, doc.date, doc.url),
            *(doc.language, doc.media_type, doc.size, doc.sha256),
        )


def _figures(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each figure, with the steps that lead to it."""
    for trace, one in traces_of(view).all():
        yield (
            *(view.assessment.id, trace, one.id, one.label, one.value),
            *(one.interval or (None, None)),
            *(one.unit, one.method, " ".join(one.steps) or None),
            *(_joined(one.claims), _joined(one.rows), _joined(one.parts)),
        )


def _exchange(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each edge of the exchange network."""
    for one in view.assessment.exchange:
        yield (
            *(view.assessment.id, one.giver, view.name(one.giver)),
            *(one.receiver, view.name(one.receiver), one.channel, one.label),
            *(one.status, one.reciprocal, _joined(one.claims)),
        )


def _hypotheses(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each rival reading."""
    answer, traces = view.assessment, traces_of(view)
    for one in answer.hypotheses.hypotheses:
        head = f"h-{one.id}"
        yield (
            *(answer.id, one.id, one.statement),
            *(one.posterior, traces.of(f"{head}.posterior")),
            *(one.inconsistency, traces.of(f"{head}.inconsistency")),
        )


def _cells(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each claim and rival: the evidence by hypothesis matrix."""
    for one in view.assessment.hypotheses.hypotheses:
        for claim, cell in sorted(one.cells.items()):
            yield (view.assessment.id, one.id, claim, cell)


def _indicators(view: BriefInput) -> Iterator[Row]:
    """Yield a row for each thing to watch."""
    for one in view.assessment.indicators:
        yield (
            *(view.assessment.id, one.judgement, one.what, one.where, one.direction, one.by),
        )


def _texts(names: str) -> tuple[Field, ...]:
    """Return columns of text."""
    return tuple(Field(name) for name in names.split())


def _number(name: str, opened_by: str = _FIGURE) -> Field:
    """Return a column of numbers, and what opens them."""
    return Field(name, Kind.REAL, opened_by)


def _parts(*names: str) -> tuple[Field, ...]:
    """Return columns of numbers, each with a column of its own for what opens it."""
    return tuple(
        field
        for name in names
        for field in (_number(name, f"{name}_figure"), Field(f"{name}_figure"))
    )


_DAY = Field("as_of", Kind.DAY)
_RANGE = (_number("low"), _number("high"))

_SHEETS = (
    Sheet(
        "judgements",
        "how likely a proposition is, and why",
        (
            *_texts("assessment judgement figure"),
            *(_DAY, Field("horizon_days", Kind.WHOLE)),
            *_texts("channel giver giver_name receiver receiver_name proposition"),
            *(_number("p"), *_RANGE),
            *_texts("words confidence reasons"),
            *_parts("base_rate", "testimony", "model"),
            *_texts("claims against"),
        ),
        _judgements,
    ),
    Sheet(
        "concern",
        "how concerned a stakeholder has reason to be",
        (
            *(*_texts("assessment concern figure"), _DAY),
            *_texts("stakeholder stakeholder_name"),
            *(_number("score"), *_RANGE),
            *_texts("level roles stakes lever lever_judgement"),
            *_parts("lever_score_after"),
        ),
        _concern,
    ),
    Sheet(
        "drivers",
        "a judgement's share in a stakeholder's concern",
        (
            *_texts("assessment concern stakeholder judgement"),
            *(_number("share"), *_texts("figure reasons")),
        ),
        _drivers,
    ),
    Sheet(
        "flips",
        "the smallest change that carries a concern to another level",
        (
            *_texts("assessment concern stakeholder what"),
            *(*_parts("from", "to"), Field("level")),
        ),
        _flips,
    ),
    Sheet(
        "claims",
        "an event as somebody put it, with the exact quote",
        (
            *_texts("claim document"),
            *(Field(name, Kind.WHOLE) for name in ("sentence", "start", "end")),
            *_texts("type mode source target items"),
            Field("reciprocal", Kind.FLAG),
            *_texts("status polarity said_by stance place"),
            *(Field("time_start", Kind.DAY), Field("time_end", Kind.DAY)),
            *(*_texts("time_text quote"), _number("reading_confidence", "claim")),
            *_texts("reliability credibility graded_source origin"),
        ),
        _claims,
    ),
    Sheet(
        "documents",
        "a document that claims stand in, without its text",
        (
            *_texts("document title author publisher"),
            Field("date", Kind.DAY),
            *_texts("url language media_type"),
            *(Field("size", Kind.WHOLE), Field("sha256")),
        ),
        _documents,
    ),
    Sheet(
        "figures",
        "a number with the steps that lead to it",
        (
            *_texts("assessment figure id label"),
            *(_number("value"), *_RANGE),
            *_texts("unit method steps claims rows parts"),
        ),
        _figures,
    ),
    Sheet(
        "exchange",
        "what one actor hands to another, as claimed",
        (
            *_texts("assessment giver giver_name receiver receiver_name channel label status"),
            *(Field("reciprocal", Kind.FLAG), Field("claims")),
        ),
        _exchange,
    ),
    Sheet(
        "hypotheses",
        "a rival reading with its scores",
        (
            *_texts("assessment hypothesis statement"),
            *_parts("posterior", "inconsistency"),
        ),
        _hypotheses,
    ),
    Sheet(
        "cells",
        "what a claim says of a hypothesis: CC, C, N, I, II or NA",
        _texts("assessment hypothesis claim cell"),
        _cells,
    ),
    Sheet(
        "indicators",
        "something to watch, and the judgement it would move",
        (*_texts("assessment judgement what where direction"), Field("by", Kind.DAY)),
        _indicators,
    ),
)


def answer_sheets() -> dict[str, Sheet]:
    """Return the tables by name, in the order in which they are told."""
    return {one.name: one for one in _SHEETS}
