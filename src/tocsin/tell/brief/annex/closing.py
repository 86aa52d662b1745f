"""How every figure was reached, what the answer does not carry, and how to repeat it."""

from itertools import groupby

from tocsin.model.assessment import Figure
from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Look,
    Paragraph,
    Piece,
    Section,
    Trace,
    Traces,
)
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.words import anchor, figure_value

METHOD = (
    "Claims are grouped by channel, giver and receiver. Each judgement pools a base rate, the "
    "testimony and, where there is one, a model, in log-odds. Concern is the expected harm over "
    "channels to what a stakeholder has at stake. Ranges hold nine draws in ten. Words of "
    "likelihood follow {standard}; how well grounded an estimate is stands apart from it. Every "
    "number opens its trace: "
)


def limits(desk: Desk) -> Section:
    """Return what the answer does not carry."""
    told = tuple(desk.limit(one) for one in desk.view.assessment.limits)
    lines = told or (plain("None stated."),)
    return Section("limits", plain("Limits"), (Items(lines),), "Limits")


def figures(desk: Desk) -> Section:
    """Return every figure with its method, its steps and what enters into it."""
    names = {one.id: desk.view.name(one.stakeholder) for one in desk.view.assessment.concern}
    names |= {"run": "What was set", "corpus": "What was read"}
    groups = tuple(
        (
            names.get(head) or desk.view.short_label(head),
            tuple(_trace(desk, one) for one in own),
        )
        for head, own in groupby(
            desk.view.assessment.figures, key=lambda figure: figure.id.split(".", 1)[0]
        )
    )
    note = (
        Piece("Each opens to its method, its steps and what enters into it; "),
        Piece("tocsin why ID", Look.CODE),
        Piece(" prints the same."),
    )
    blocks: tuple[Block, ...] = (Paragraph(note, "note"), Traces(groups))
    return Section("figures", plain("Figures and how each was reached"), blocks, "Figures")


def _trace(desk: Desk, figure: Figure) -> Trace:
    """Return how one figure was reached."""
    head = (
        *plain(figure.label),
        Piece(" "),
        Piece(figure_value(figure), Look.STRONG, ref=figure.id),
        Piece(" "),
        Piece(figure.id, Look.CODE),
    )
    return Trace(
        ref=figure.id,
        anchor=anchor("fig", figure.id),
        head=head,
        method=plain(figure.method or "No method stated."),
        steps=tuple(plain(step) for step in figure.steps),
        more=tuple(_more(desk, figure)),
    )


def _more(desk: Desk, figure: Figure) -> list[Line]:
    """Return the figures, the evidence and the data rows beneath a figure."""
    lines: list[Line] = []
    if figure.parts:
        parts = [_part(desk, one) for one in figure.parts]
        lines.append((Piece("From "), *_listed(parts)))
    if figure.claims:
        lines.append(
            (Piece("Evidence "), *_listed([_claim(desk, one) for one in figure.claims]))
        )
    if figure.rows:
        rows = [Piece(one, Look.CODE) for one in figure.rows]
        lines.append((Piece("Data rows "), *_listed(rows)))
    return lines


def _part(desk: Desk, ref: str) -> Piece:
    """Return the id of a figure, leading to it where the brief has it."""
    return Piece(ref, Look.CODE, to=anchor("fig", ref) if ref in desk.figures else "")


def _claim(desk: Desk, ref: str) -> Piece:
    """Return the number of a claim, or the id of what the evidence table does not show."""
    if ref in desk.labels:
        return Piece(f"[{desk.labels[ref]}]", to=f"ev-{desk.labels[ref]}")
    return Piece(ref, Look.CODE)


def _listed(pieces: list[Piece]) -> Line:
    """Return pieces with commas between them."""
    return tuple(
        each
        for place, piece in enumerate(pieces)
        for each in ((Piece(", "), piece) if place else (piece,))
    )


def method(desk: Desk) -> Section:
    """Return the method, and the command that gives the same bytes again."""
    run = desk.view.assessment.run
    text = METHOD.format(standard=desk.view.standard)
    told = (*plain(text), Piece("tocsin why ID", Look.CODE), Piece(" prints the same."))
    facts = (
        (Piece("Version "), Piece(run.version, Look.CODE)),
        (Piece("Seed "), desk.number(str(run.seed), "run.seed")),
        (Piece("Draws "), desk.number(f"{run.draws:,}", "run.draws")),
        (Piece("Inputs sha256 "), Piece(run.inputs_sha256, Look.CODE)),
    )
    blocks: list[Block] = [Paragraph(told), Items(facts, "repeat")]
    if run.command:
        blocks.append(Paragraph(plain(run.command, Look.CODE), "command"))
    return Section("method", plain("Method, and how to repeat it"), tuple(blocks), "Method")
