"""The rival readings: how probable each is, and which evidence fits which."""

from tocsin.model.assessment import Family, Hypothesis, Rivals
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
from tocsin.tell.rivals import MatrixLine, matrix_lines, points
from tocsin.tell.svg.matrix import MatrixRow, matrix_words, rivals_matrix

MAX_ROWS = 10
ID_SIGNS = 6
"""How much of a claim's id stands in the picture, where the evidence table has no number for it."""


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
    blocks += [Items(lines, "readings"), *_families(desk, found.families or ())]
    blocks += _matrix(desk, found)
    return Section("rivals", plain("Rival readings"), tuple(blocks), "Rival readings")


def _cite(desk: Desk, claim: str) -> Piece:
    """Return the number of a claim, or its id where the table does not show it."""
    cited = desk.cites((claim,), 1)
    return cited[0] if cited else Piece(claim, Look.CODE)


def _reading(desk: Desk, one: Hypothesis, label: str) -> Line:
    """Return a reading with its posterior and its inconsistency."""
    name = words.label(one.id)
    return (
        Piece(label, Look.STRONG),
        Piece(f" {name}: " if name != label else " "),
        Piece(one.statement.rstrip(".") + ": "),
        desk.number(words.percent(one.posterior), posterior_ref(desk, one.id)),
        Piece(" among the rivals, weighted inconsistency "),
        desk.number(points(one.inconsistency), f"h-{one.id}.inconsistency"),
        Piece("."),
    )


def _families(desk: Desk, families: tuple[Family, ...]) -> list[Block]:
    """Return the readings that are the sum of their kinds."""
    return [
        Paragraph(
            (
                Piece(f"{one.statement} All kinds of it together: "),
                desk.number(words.percent(one.posterior), posterior_ref(desk, one.id)),
                Piece("."),
            )
        )
        for one in families
    ]


def _matrix(desk: Desk, found: Rivals) -> list[Block]:
    """Return the matrix as a picture, its table and its legend; nothing where no claim is in it."""
    lines = matrix_lines(desk.view, desk.labels)[:MAX_ROWS]
    if not lines:
        return []
    columns = [f"H{place}" for place in range(1, len(found.hypotheses) + 1)]
    drawn = [
        MatrixRow(line.label or line.claim[:ID_SIGNS], line.cells, line.claim) for line in lines
    ]
    last = ("Tells apart",) if found.matrix else ()
    table = Table("Evidence and readings", ("Evidence", *columns, *last),
                  tuple(_row(desk, line) for line in lines), role="matrix",
                  widths=(6, *(1.0 for _ in columns), *(1.4 for _ in last)))  # fmt: skip
    picture = Picture(
        rivals_matrix(columns, drawn), "Which evidence fits which reading",
        matrix_words(columns, drawn), is_told=True,
    )  # fmt: skip
    legend = (
        "CC very consistent, C consistent, N neutral, I inconsistent, II very inconsistent, "
        "NA does not apply."
    )
    if found.matrix:
        legend += (
            " The claims that tell the readings apart most stand first: by the standard deviation, "
            "over the readings, of what a claim adds to the log-odds."
        )
    return [picture, table, Paragraph(plain(legend), "note")]


def _row(desk: Desk, line: MatrixLine) -> Row:
    """Return one claim with its cells, and how much it tells the readings apart."""
    cited = desk.cites((line.claim,), 1) or (Piece(line.claim, Look.CODE),)
    quote = Piece(shorten(line.quote, 70), Look.QUOTE)
    told = ((desk.number(line.told, line.ref),),) if line.told else ()
    cells = tuple((plain(cell, level=f"cell-{cell}"),) for cell in line.cells)
    return Row((((*cited, Piece(" "), quote),), *cells, *((one,) for one in told)))
