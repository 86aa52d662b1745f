"""The rival readings as lines and as rows of a matrix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tocsin.model.assessment import Hypothesis, Rivals
from tocsin.tell.hygiene import clean
from tocsin.tell.record import RecordLine
from tocsin.tell.view import BriefInput
from tocsin.tell.words import label, listing, percent

MOST_TIED = 3
MOST_DECISIVE = 4


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One claim among the rivals.

    Attributes:
        claim: The claim's id.
        label: Its number in the evidence table; empty where it is not there.
        quote: Its quote.
        cells: Its cell under each rival, in their order.
        told: How much it tells the rivals apart, as text; empty where nobody computed it.
        ref: The id of the figure of that.
    """

    claim: str
    label: str
    quote: str
    cells: tuple[str, ...]
    told: str
    ref: str


def matrix_lines(view: BriefInput, labels: Mapping[str, str]) -> tuple[MatrixLine, ...]:
    """Return the claims among the rivals, the most telling first.

    An answer of before diagnosticity was computed has them in the order of the evidence table.
    """
    rivals = view.assessment.hypotheses
    told: dict[str, str] = {
        row.claim: f"{row.diagnosticity:.2f}" for row in rivals.matrix or ()
    }
    known = {claim for one in rivals.hypotheses for claim in one.cells}
    return tuple(
        MatrixLine(
            claim=claim,
            label=labels.get(claim, ""),
            quote=view.claims[claim].quote,
            cells=tuple(one.cells.get(claim, "NA") for one in rivals.hypotheses),
            told=told.get(claim, ""),
            ref=f"h-matrix.{claim}",
        )
        for claim in (told or labels)
        if claim in known and claim in view.claims
    )


def rival_lines(view: BriefInput) -> tuple[RecordLine, ...]:
    """Return who leads by either scoring, whether they agree, and which claims decide it."""
    rivals = view.assessment.hypotheses
    return tuple(_lines(rivals)) if rivals.hypotheses else ()


def _lines(rivals: Rivals) -> Iterator[RecordLine]:
    """Yield the lines, the leaders first."""
    leader = max(rivals.hypotheses, key=lambda one: one.posterior)
    best = max(one.inconsistency for one in rivals.hypotheses)
    least = [one for one in rivals.hypotheses if one.inconsistency == best]
    if rivals.agree:
        yield _line("Leads by both scorings", leader, is_marked=True)
    else:
        yield _line("Leads by likelihood", leader, is_marked=True)
        for one in least[:MOST_TIED]:
            yield _line("Least inconsistent", one, is_marked=True)
        yield RecordLine("The two scorings disagree", is_marked=True)
    tied = [one for one in least if one is not leader]
    if rivals.agree and tied:
        names = listing([_name(one.id) for one in tied[:MOST_TIED]])
        yield RecordLine(f"As little inconsistent: {names}")
    for family in rivals.families or ():
        text = f"All kinds of {_name(family.id)} together: {percent(family.posterior)}"
        yield RecordLine(text, refs=(f"h-{family.id}.posterior",))
    if rivals.decisive:
        count = len(rivals.decisive) - MOST_DECISIVE
        more = f" and {count} more" if count > 0 else ""
        ids = ", ".join(rivals.decisive[:MOST_DECISIVE])
        yield RecordLine(f"Without one of these claims a lead changes: {ids}{more}")


def _line(lead: str, one: Hypothesis, *, is_marked: bool) -> RecordLine:
    """Return one hypothesis with both its scores."""
    text = (
        f"{lead}: {clean(one.statement).rstrip('.')}; {percent(one.posterior)} among the rivals, "
        f"inconsistency {points(one.inconsistency)}"
    )
    return RecordLine(text, refs=(f"h-{one.id}.posterior",), is_marked=is_marked)


def points(value: float) -> str:
    """Return an inconsistency, with a minus sign where it is below 0."""
    return f"{value:.1f}".replace("-", "\u2212")


def _name(identifier: str) -> str:
    """Return a hypothesis's name as it is read."""
    return f"'{clean(label(identifier))}'"
