"""Who is next: with whom an actor is most probable to do something, given that it does."""

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tocsin.errors import InsufficientDataError, UsageError
from tocsin.forecast.ranking.base import Mode, Queries
from tocsin.forecast.ranking.ranking import Ranking
from tocsin.forecast.ranking.why import explain
from tocsin.forecast.rates import History, day_numbered, number_of
from tocsin.model.cameo import load_cameo
from tocsin.model.forecast import Candidate, EvidenceRow, NextAnswer, Reason
from tocsin.model.gazetteer import load_gazetteer
from tocsin.model.quads import Quads, normal_name
from tocsin.pipeline.base import Watcher
from tocsin.pipeline.forecasting.evidence import with_evidence
from tocsin.pipeline.forecasting.histories import LAKE, raw_history
from tocsin.pipeline.forecasting.rankings import chosen_ranking, fitted, mode_of
from tocsin.pipeline.record import open_view
from tocsin.settings import Settings

_CLOSE = 5
_NOT_A_CHANCE = (
    "The order says who, given that it happens; it is no probability that anything happens: ask "
    "that with `tocsin forecast ask`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What somebody wants to know.

    Attributes:
        subject: Who is given.
        relation: What is done: the name of a relation, or a CAMEO code.
        at: The day; the first one that is not known.
        is_by_whom: Whether it is done to the subject.
        events: `lake`, or a file of events.
        source: Name of the source of the lake; the largest one.
        mode: `counting`, or `full` for learned trees.
        most: How many are named.
        model: File of a ranking; the one beside the ledger, and else one learned at once.
    """

    subject: str
    relation: str
    at: dt.date | None = None
    is_by_whom: bool = False
    events: str = LAKE
    source: str = ""
    mode: str = Mode.COUNTING.value
    most: int = 10
    model: str = ""


def follow(request: Following, *, settings: Settings, watcher: Watcher) -> NextAnswer:
    """Return who is next, from the events of all days before the one asked about.

    Raises:
        UsageError: An actor, relation or mode is unknown, or a package is missing.
        InsufficientDataError: There is too little to rank by.
        SourceError: The file cannot be read.
        StoreError: The lake cannot be read.
    """
    mode = mode_of(request.mode)
    watcher.step("reading", request.events)
    history, notes = raw_history(request.events, request.source, settings)
    at = request.at or history.last + dt.timedelta(days=1)
    known = history.until(at - dt.timedelta(days=1))
    if not len(known.quads):
        message = (
            f"{history.source} has no event before {at}; nothing can be said of who is next."
        )
        raise InsufficientDataError(message, subject=history.source)
    query = _query(request, known.quads, at)
    ranking, word = chosen_ranking(known, at, request.model, settings)
    if ranking is None:
        ranking = fitted(known, mode, settings.seed, watcher)
    candidates, count = _ranked(ranking, query, known, request.most)
    if request.events == LAKE:
        candidates = _with_numbers(candidates, history.source, settings)
    return NextAnswer(
        subject=known.quads.actors[int(query.subject[0])],
        relation=known.quads.relations[int(query.relation[0]) % len(known.quads.relations)],
        is_by_whom=request.is_by_whom,
        at=at,
        data_until=known.last,
        source=history.source,
        mode=ranking.scorers.mode.value,
        candidates=candidates,
        known=count,
        notes=tuple(filter(None, (*notes, word, _NOT_A_CHANCE))),
    )


def _query(request: Following, quads: Quads, at: dt.date) -> Queries:
    """Return the question in numbers.

    Raises:
        UsageError: The actor or the relation is in no event.
    """
    subject = _place(_names(request.subject), quads.actors, request.subject, "--subject")
    code = load_cameo().get(request.relation)
    name = code.name if code else request.relation
    relation = _place((name,), quads.relations, name, "--relation")
    if request.is_by_whom:
        relation += len(quads.relations)
    return Queries(np.array([subject], np.int32), np.array([relation], np.int32), number_of(at))


def _names(text: str) -> tuple[str, ...]:
    """Return what an actor may be called: as written, or the id of a state."""
    states = load_gazetteer().states
    found = load_gazetteer().lookup(text)
    ids = [code for code, name in states.items() if name.casefold() == text.casefold()]
    named = [states[text.upper()]] if text.upper() in states else []
    return (text, *ids, *([found] if found else []), *named)


def _place(names: Sequence[str], known: Sequence[str], text: str, option: str) -> int:
    """Return the place of the first of some names that is known.

    Raises:
        UsageError: None is; those that look like it are listed.
    """
    places = {normal_name(one).casefold(): place for place, one in enumerate(known)}
    for name in names:
        place = places.get(normal_name(name).casefold())
        if place is not None:
            return place
    close = difflib.get_close_matches(text, known, n=_CLOSE, cutoff=0.5)
    hint = f"; similar are {', '.join(close)}" if close else ""
    message = f"{option} {text!r} is in none of these events{hint}."
    raise UsageError(message, subject=option)


def _ranked(
    ranking: Ranking, query: Queries, known: History, most: int
) -> tuple[tuple[Candidate, ...], int]:
    """Return the first candidates with what moved each, and how many there are."""
    found = ranking.rank(query)
    order = np.lexsort((found.candidate, -found.score))[:most]
    candidates = tuple(
        Candidate(
            actor=known.quads.actors[int(found.candidate[at])],
            place=place,
            score=float(found.score[at]),
            reasons=_reasons(ranking, query, known.source, int(found.candidate[at])),
        )
        for place, at in enumerate(order, start=1)
    )
    return candidates, len(found.candidate)


def _reasons(ranking: Ranking, query: Queries, source: str, actor: int) -> tuple[Reason, ...]:
    """Return what moved a candidate most, with the events behind it."""
    why = explain(ranking, query, actor)
    events = ranking.events
    return tuple(
        Reason(
            feature=one.name,
            words=one.words,
            value=one.value,
            effect=one.effect,
            rows=tuple(
                EvidenceRow(
                    source=source,
                    key=str(int(events.key[place])),
                    day=day_numbered(events.day[place]),
                    words=" ".join(events.with_names(place)[1:]),
                )
                for place in one.events
            ),
        )
        for one in why.reasons
    )


def _with_numbers(
    candidates: tuple[Candidate, ...], source: str, settings: Settings
) -> tuple[Candidate, ...]:
    """Return candidates whose events carry the numbers of their source, asked for in one go.

    Raises:
        StoreError: The lake is damaged.
    """
    every = tuple(reason for one in candidates for reason in one.reasons)
    with open_view(settings) as view:
        found = iter(with_evidence(every, source, view))
    return tuple(
        replace(one, reasons=tuple(next(found) for _ in one.reasons)) for one in candidates
    )
