"""The rival readings: how probable each is, and which evidence fits which."""

from tocsin.model.assessment import Hypothesis
from tocsin.tell import words
from tocsin.tell.brief.front import posterior_ref
from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Look,
    Paragraph,
    Picture,
    Piece,
    Row,
    Section,
    Table,
)
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.hygiene import shorten
from tocsin.tell.svg.matrix import MatrixRow, matrix_words, rivals_matrix

MAX_ROWS = 10


def rivals(desk: Desk) -> Section | None:
    """Return the rival readings; None where none were weighed."""
    found = desk.view.assessment.hypotheses
    if not found.hypotheses:
        return None
    lead = max(found.hypotheses, key=lambda one: one.posterior)
    note = list(desk.told(found.note, posterior_ref(desk, lead.id)))
    if not found.agree:
        note.append(Piece(" The two scorings disagree.", Look.STRONG))
    if found.decisive:
        cited = [_cite(desk, one) for one in found.decisive]
        note += [Piece(" Without one of these the order changes: "), *cited, Piece(".")]
    blocks: list[Block] = [Paragraph(tuple(note))] if note else []
    lines = tuple(
        _reading(desk, one, f"H{place}") for place, one in enumerate(found.hypotheses, start=1)
    )
    blocks += [Items(lines, "readings"), *_matrix(desk, found.hypotheses)]
    return Section("rivals", plain("Rival readings"), tuple(blocks), "Rival readings")


def _cite(desk: Desk, claim: str) -> Piece:
    """Return the number of a claim, or its id where the table does not show it."""
    cited = desk.cites((claim,), 1)
    return cited[0] if cited else Piece(claim, Look.CODE)


def _reading(desk: Desk, one: Hypothesis, label: str) -> Line:
    """Return a reading with its posterior and its inconsistency."""
    scored = f"{one.inconsistency:.1f}".replace("-", "\u2212")
    name = words.label(one.id)
    return (
        Piece(label, Look.STRONG),
        Piece(f" {name}: " if name != label else " "),
        Piece(one.statement.rstrip(".") + ": "),
        desk.number(words.percent(one.posterior), posterior_ref(desk, one.id)),
        Piece(" among the rivals, weighted inconsistency "),
        desk.number(scored, f"h-{one.id}.inconsistency"),
        Piece("."),
    )


def _matrix(desk: Desk, readings: tuple[Hypothesis, ...]) -> list[Block]:
    """Return the matrix as a picture, its table and its legend; nothing where no claim is in it."""
    used = [row for row in desk.rows if any(row.claim.id in one.cells for one in readings)]
    chosen = used[:MAX_ROWS]
    if not chosen:
        return []
    columns = [f"H{place}" for place in range(1, len(readings) + 1)]
    cells = [tuple(one.cells.get(row.claim.id, "NA") for one in readings) for row in chosen]
    drawn = [MatrixRow(row.label, mine) for row, mine in zip(chosen, cells, strict=True)]
    rows = tuple(
        Row(
            (
                ((*desk.cites((row.claim.id,), 1), Piece(" "),
                  Piece(shorten(row.claim.quote, 70), Look.QUOTE)),),
                *((plain(cell, level=f"cell-{cell}"),) for cell in mine),
            )
        )
        for row, mine in zip(chosen, cells, strict=True)
    )  # fmt: skip
    table = Table("Evidence and readings", ("Evidence", *columns), rows, role="matrix",
                  widths=(6, *(1.0 for _ in columns)))  # fmt: skip
    picture = Picture(
        rivals_matrix(columns, drawn), "Which evidence fits which reading",
        matrix_words(columns, drawn), is_told=True,
    )  # fmt: skip
    legend = (
        "CC very consistent, C consistent, N neutral, I inconsistent, II very inconsistent, "
        "NA does not apply."
    )
    return [picture, table, Paragraph(plain(legend), "note")]
