"""Claims as happenings between two states, each by itself."""

from collections.abc import Mapping
from datetime import date

from tocsin.model.claim import Claim, Telling
from tocsin.model.ids import ActorId, country
from tocsin.model.standing import phase_of, standing_of
from tocsin.model.timeline import CLAIMS, Happening, Origin, Phase
from tocsin.model.vocabulary import Quad

QUADS = {quad: number for number, quad in enumerate(Quad, 1)}
"""The numbers that event data give the quadrants."""

Window = tuple[date | None, date | None]


def told(
    telling: Telling, dyad: tuple[str, str], copies: Mapping[str, str]
) -> Happening | None:
    """Return a claim as a happening between two states; None where it is none.

    One state must act and the other be acted on, or both do it together, others with them or
    not. What both do to a third party is no event between them. Where each stands on either
    side, they do it together.

    Args:
        telling: The claim with what its document says of itself.
        dyad: The two states.
        copies: For the id of a document, that of the one that stands for its text.
    """
    claim, event = telling.claim, telling.claim.event
    pairs = _pairs(event.source, event.target, dyad)
    if not pairs:
        return None
    start, end = window_of(claim, telling.published)
    return Happening(
        source=pairs[0][0],
        target=pairs[0][1],
        is_mutual=event.reciprocal or len(pairs) > 1,
        type=event.type.value,
        mode=event.mode or "",
        items=tuple(item.value for item in event.items),
        phase=phase_of(claim),
        start=start,
        end=end,
        quad=QUADS[event.type.quad],
        goldstein=None,
        origins=(_origin(telling, (start, end), copies),),
        status=standing_of(claim),
        actors=tuple(dict.fromkeys((*event.source, *event.target))),
        place=event.place or "",
    )


def _pairs(
    source: tuple[ActorId, ...], target: tuple[ActorId, ...], dyad: tuple[str, str]
) -> list[tuple[str, str]]:
    """Return in which order the states of a dyad act on each other."""
    sources, targets = ({country(actor) for actor in side} for side in (source, target))
    return [(a, b) for a, b in (dyad, dyad[::-1]) if a in sources and b in targets]


def _origin(telling: Telling, window: Window, copies: Mapping[str, str]) -> Origin:
    """Return a claim as a report."""
    claim, inner = telling.claim, telling.claim.innermost
    return Origin(
        feed=CLAIMS,
        id=claim.id,
        said=telling.published,
        publisher=telling.publisher or claim.document,
        words=claim.quote,
        holder="" if inner is None else f"{inner.name} {inner.stance.value}",
        document=claim.document,
        story=copies.get(claim.document, claim.document),
        status=standing_of(claim),
        start=window[0],
        end=window[1],
        confidence=claim.confidence,
    )


def window_of(claim: Claim, published: date | None) -> Window:
    """Return the first and last day on which the event of a claim may fall.

    The time that the text gives. What has happened, or is said not to have, lies before the day
    on which it was told: a later last day is cut, an open one is that day, and a first day after
    it was misread and counts as none. What is ahead and has no time may fall from the day on
    which it was told; so may what has a last day only. Without a day of publication nothing is
    added.
    """
    start, end = claim.event.time.start, claim.event.time.end
    if start is not None and end is not None and start > end:
        start, end = end, start
    if published is None:
        return start, end
    if claim.status.is_actual and phase_of(claim) in (Phase.DONE, Phase.NOT_DONE):
        if start is not None and start > published:
            return None, published
        return start, min(end or published, published)
    is_open = start is None and (end is None or published <= end)
    if is_open and phase_of(claim) in (Phase.AHEAD, Phase.TALK):
        return published, end
    return start, end
