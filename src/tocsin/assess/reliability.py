"""How reliable the sources of a claim are, by the grades of sources.yaml and a user's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tocsin.assess.sources import UNKNOWN, Source


@dataclass(frozen=True, slots=True)
class Reliability:
    """The Admiralty letter of a claim's sources.

    Attributes:
        letter: A to F; F where none can be judged.
        source: The source that decided; empty where none did.
        row: The key of the row that decided, as a data row; empty likewise.
        reason: Why, in one sentence.
    """

    letter: str
    source: str
    row: str
    reason: str


UNGRADED = Reliability(UNKNOWN, "", "", "None of the sources it came through is graded.")


def rate(sources: Iterable[Source], day: date) -> Reliability:
    """Return the reliability of what came through some sources, on the day it was published.

    A chain is as good as the worst of its links that is known; of equals the last counts, which
    is closest to the event. F is unknown: it never counts beside a letter that is known, and is
    told only where it was given for a reason.
    """
    found = [(source, grade) for source in sources if (grade := source.grade_on(day))]
    known = [pair for pair in found if pair[1].reliability != UNKNOWN]
    if not found:
        return UNGRADED
    worst = max(grade.reliability for _, grade in known) if known else UNKNOWN
    source, grade = next(
        pair for pair in reversed(known or found) if pair[1].reliability == worst
    )
    start = f"since {grade.start}" if grade.start else "throughout"
    reason = f"{source.row.name}, {start}: {grade.reason} ({grade.source})"
    return Reliability(worst, source.row.name, source.row_key(grade), reason)
