"""Claims as rows of the record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tocsin.model.claim import Claim, Telling
from tocsin.model.ids import country
from tocsin.model.series import Events
from tocsin.model.standing import standing_of
from tocsin.model.timeline import CLAIMS
from tocsin.model.vocabulary import Quad
from tocsin.store.lake.frames import of_rows
from tocsin.store.ledger import Ledger

FEED = CLAIMS
"""What claims are called among the sources of events."""

_QUADS = {quad: number for number, quad in enumerate(Quad, 1)}


def tellings_of(ledger: Ledger, dyad: tuple[str, str]) -> tuple[Telling, ...]:
    """Return the claims about events between two states, by day of publication and id."""
    documents = {}
    found = []
    for claim in ledger.claims(dyad=dyad):
        if claim.document not in documents:
            documents[claim.document] = ledger.document(claim.document)
        document = documents[claim.document]
        found.append(
            Telling(
                claim=claim,
                published=document.date,
                publisher=document.publisher,
                title=document.title,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.published or date.min, one.claim.id)))


def told_events(
    tellings: Sequence[Telling], dyad: tuple[str, str], since: date, until: date
) -> Events:
    """Return claims as events of a period; one without any day is in no period.

    A claim stands on the first day of the time that its text gives, on the last one where the
    text gives no first, else on the day of publication. An event that both do together has a
    row for each direction. The status says whether the event is told as a fact, as a plan or as
    none (`standing_of`): who counts deeds takes `occurred` and `ongoing` alone.
    """
    rows = []
    for telling in tellings:
        time = telling.claim.event.time
        day = time.start or time.end or telling.published
        for source, target in _directions(telling.claim, dyad):
            if day is not None and since <= day <= until:
                rows.append(_row(telling.claim, day, source, target))
    return of_rows(Events, rows)


def _directions(claim: Claim, dyad: tuple[str, str]) -> list[tuple[str, str]]:
    """Return who of a dyad acts on whom in a claim; both ways where they do it together."""
    sources = {country(actor) for actor in claim.event.source}
    targets = {country(actor) for actor in claim.event.target}
    found = [(a, b) for a, b in (dyad, dyad[::-1]) if a in sources and b in targets]
    return [dyad, dyad[::-1]] if claim.event.reciprocal and found else found


def _row(claim: Claim, day: date, source: str, target: str) -> tuple[Any, ...]:
    """Return a claim as a row of `Events`."""
    event = claim.event
    return (
        FEED,
        claim.id,
        day,
        source,
        target,
        event.type.value,
        event.mode,
        _QUADS[event.type.quad],
        None,
        standing_of(claim),
        ", ".join(event.source),
        ", ".join(event.target),
        claim.path,
    )
