"""What the weighing of rivals tells: hypotheses, families, matrix, note, and their figures."""

from collections.abc import Mapping, Sequence

from tocsin.assess.concern import round_shares
from tocsin.assess.hypotheses.board import Board, Rival
from tocsin.assess.hypotheses.schema import SILENCE, HypothesesFile
from tocsin.assess.hypotheses.scoring import Matrix
from tocsin.assess.words import join
from tocsin.model.assessment import Family, Figure, Hypothesis, MatrixRow, Rivals

DIGITS = 3
MOST_FIGURES = 20
"""Claims of the matrix whose diagnosticity has a figure of its own: the most telling ones."""


def tell_rivals(board: Board, matrix: Matrix) -> Rivals:
    """Return the hypotheses with both scorings, the matrix, and what one claim decides."""
    scores = matrix.scores
    posteriors = round_shares(scores.posterior.tolist(), DIGITS)
    hypotheses = tuple(
        _hypothesis(rival, posterior, parc, matrix)
        for rival, posterior, parc in zip(
            board.leaves, posteriors, scores.parc.tolist(), strict=True
        )
    )
    families = _families(board, {one.id: one.posterior for one in hypotheses})
    decisive = tuple(sorted(matrix.witnesses[place].claim for place in matrix.decisive()))
    return Rivals(
        hypotheses=hypotheses,
        agree=scores.leader in scores.least_inconsistent,
        decisive=decisive,
        note=_note(board, matrix, families, decisive),
        families=families or None,
        matrix=_rows(matrix),
    )


def _hypothesis(rival: Rival, posterior: float, parc: float, matrix: Matrix) -> Hypothesis:
    """Return one hypothesis as it is told."""
    return Hypothesis(
        id=rival.id,
        statement=rival.statement,
        posterior=posterior,
        inconsistency=round(parc, DIGITS) + 0.0,
        cells={
            one.claim: rival.cell(one.claim, one.class_name)
            for one in sorted(matrix.witnesses, key=lambda one: one.claim)
        },
        prior=rival.prior,
        parent=rival.parent,
        reason=rival.reason,
        classes=dict(rival.classes),
        by_hand=dict(rival.by_hand) or None,
        is_own=rival.is_own or None,
    )


def _families(board: Board, posteriors: Mapping[str, float]) -> tuple[Family, ...]:
    """Return the hypotheses that are sums of others."""
    return tuple(
        Family(
            id=family.id,
            statement=family.statement,
            posterior=round(
                sum(posteriors[leaf.id] for leaf in board.leaves_of(family)), DIGITS
            ),
            kinds=tuple(leaf.id for leaf in board.leaves_of(family)),
            prior=family.prior,
            parent=family.parent,
            reason=family.reason,
            is_own=family.is_own or None,
        )
        for family in board.families
    )


def _rows(matrix: Matrix) -> tuple[MatrixRow, ...]:
    """Return the rows of the matrix, the most telling first."""
    rows = [
        MatrixRow(
            claim=witness.claim,
            kind=witness.class_name or "",
            diagnosticity=round(float(told), DIGITS) + 0.0,
            relevance=round(witness.parc, DIGITS),
        )
        for witness, told in zip(matrix.witnesses, matrix.diagnosticity, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.diagnosticity, row.claim)))


def _note(
    board: Board, matrix: Matrix, families: Sequence[Family], decisive: Sequence[str]
) -> str:
    """Return what the two scorings say together."""
    scores = matrix.scores
    names = [rival.id for rival in board.leaves]
    leader, least = names[scores.leader], [names[place] for place in scores.least_inconsistent]
    if leader in least:
        text = f"Both scorings lead with {_quoted([leader])}."
        if len(least) > 1:
            text = f"{text} By inconsistency it ties: {_quoted(least)}."
    else:
        text = (
            f"The scorings disagree: the posterior leads with {_quoted([leader])}, the least "
            f"inconsistent is {_quoted(least)}."
        )
    share = float(scores.posterior[scores.leader])
    larger = [one for one in families if leader not in one.kinds and one.posterior > share]
    for one in larger:
        text = f"{text} All kinds of {_quoted([one.id])} together have more."
    count = len(decisive)
    noun = "claim decides" if count == 1 else "claims decide"
    last = f"{count} single {noun} a lead." if count else "No one claim decides it."
    return " ".join(part for part in (text, last, board.note) if part)


def _quoted(names: Sequence[str]) -> str:
    """Return names as a list in a sentence, as they are read."""
    return join([f"'{name.replace('_', ' ')}'" for name in names])


def rival_figures(
    board: Board, matrix: Matrix, rivals: Rivals, ontology: HypothesesFile
) -> tuple[Figure, ...]:
    """Return the figures of the hypotheses, of their families, and of the most telling claims."""
    figures: list[Figure] = []
    for rival, told in zip(board.leaves, rivals.hypotheses, strict=True):
        figures.extend(_scored(rival, told, board, (matrix, ontology)))
    figures.extend(_summed(family, board) for family in rivals.families or ())
    rows = (rivals.matrix or ())[:MOST_FIGURES]
    figures.extend(_telling(row, rivals) for row in rows if row.diagnosticity > 0)
    return tuple(figures)


def _scored(
    rival: Rival, told: Hypothesis, board: Board, basis: tuple[Matrix, HypothesesFile]
) -> tuple[Figure, ...]:
    """Return the figures of the two scores of a hypothesis."""
    matrix, ontology = basis
    used = sorted({one.class_name for one in matrix.witnesses if one.class_name})
    by_hand = [one.claim for one in matrix.witnesses if one.claim in rival.by_hand]
    steps = (
        _prior_step(rival, board, ontology),
        *(_class_step(name, rival, matrix, ontology) for name in used),
        *(f"{claim}: cell {rival.by_hand[claim]}, set by hand." for claim in by_hand),
        *([_silence_step(rival, ontology)] if matrix.is_silent else []),
        f"Cells: {ontology.cells_reason}",
    )
    kinds = (
        ("posterior", told.posterior, "probability", "Likelihood ratios of its cells."),
        ("inconsistency", told.inconsistency, "points", "PARC weighted inconsistency."),
    )
    return tuple(
        Figure(
            id=f"h-{told.id}.{kind}",
            label=f"{kind} of: {told.statement}",
            value=value,
            unit=unit,
            method=method,
            steps=steps,
            claims=tuple(sorted(one.claim for one in matrix.witnesses)),
            rows=(*(f"hypotheses.yaml:{name}" for name in used), *rival.rows),
        )
        for kind, value, unit, method in kinds
    )


def _prior_step(rival: Rival, board: Board, ontology: HypothesesFile) -> str:
    """Return the sentence that shows why a hypothesis is weighed, and its prior."""
    by = f" ({', '.join(rival.claims)})" if rival.claims else ""
    prior = board.prior_of(rival)
    kind = f", {rival.prior:.3g} of its kind" if rival.parent is not None else ""
    return f"{rival.reason}{by} Prior {prior:.3g}{kind}: {ontology.prior_reason}"


def _summed(family: Family, board: Board) -> Figure:
    """Return the figure of a family: the sum of its kinds."""
    return Figure(
        id=f"h-{family.id}.posterior",
        label=f"posterior of: {family.statement}",
        value=family.posterior,
        method="The sum of its kinds.",
        steps=(f"{family.reason} {' + '.join(family.kinds)} = {family.posterior:.3f}.",),
        claims=board.by_id[family.id].claims,
        parts=tuple(f"h-{name}.posterior" for name in family.kinds),
    )


def _telling(row: MatrixRow, rivals: Rivals) -> Figure:
    """Return the figure of how much one claim tells the hypotheses apart."""
    cells = ", ".join(f"{one.id} {one.cells[row.claim]}" for one in rivals.hypotheses)
    return Figure(
        id=f"h-matrix.{row.claim}",
        label=f"how much {row.claim} tells the rivals apart",
        value=row.diagnosticity,
        unit="log_odds",
        method="Standard deviation over the hypotheses of what the claim adds to the log-odds.",
        steps=(f"Class {row.kind or 'none'}: {cells}.",),
        claims=(row.claim,),
        rows=(f"hypotheses.yaml:{row.kind}",) if row.kind else (),
        parts=tuple(f"h-{one.id}.posterior" for one in rivals.hypotheses),
    )


def _silence_step(rival: Rival, ontology: HypothesesFile) -> str:
    """Return the sentence that shows what silence says of a hypothesis."""
    row = ontology.silence
    cell = rival.classes[SILENCE]
    return (
        f"No claim speaks to {join(sorted(row.channels))}: cell {cell}, likelihood ratio "
        f"{ontology.cells[cell].likelihood_ratio:g}. {row.reason}"
    )


def _class_step(name: str, rival: Rival, matrix: Matrix, ontology: HypothesesFile) -> str:
    """Return the sentence that shows what one class of claims says of a hypothesis."""
    cell = rival.classes[name]
    own = sorted(one.claim for one in matrix.witnesses if one.class_name == name)
    ratio = ontology.cells[cell].likelihood_ratio
    return (
        f"{len(own)} of class {name} ({', '.join(own)}): cell {cell}, "
        f"likelihood ratio {ratio:g} each before weights. {ontology.classes[name].reason}"
    )
