"""Making the board: what the claims propose, the user's changes, priors, cells."""

from collections.abc import Mapping
from dataclasses import replace

from tocsin.assess.case import Case
from tocsin.assess.concern import round_shares
from tocsin.assess.hypotheses.board import Board, Rival
from tocsin.assess.hypotheses.editing import Editor
from tocsin.assess.hypotheses.own import OwnHypotheses
from tocsin.assess.hypotheses.propose import Proposal, Proposals
from tocsin.assess.hypotheses.schema import NEUTRAL, SILENCE, CellName, HypothesesFile

PRIOR_DIGITS = 6
EXACT = 1e-9


def make_board(proposals: Proposals, case: Case) -> Board:
    """Return the hypotheses that are weighed.

    Raises:
        OntologyError: The user's file does not fit what was read: an unknown parent, a claim
            that is not there, a statement that is lacking, fewer than two to weigh.
    """
    ontology, own = case.ontology.hypotheses, case.hypotheses
    rivals = {name: _proposed(name, one) for name, one in proposals.found.items()}
    if own is not None:
        rivals = Editor(own, proposals, case).edit(rivals)
    rivals, note = _scaled(rivals, own)
    return Board(tuple(_with_cells(rivals, ontology).values()), note)


def _proposed(name: str, proposal: Proposal) -> Rival:
    """Return a reading that the claims propose, its cells to come."""
    return Rival(
        id=name,
        statement=proposal.statement,
        prior=proposal.row.prior,
        parent=proposal.row.parent,
        reason=_reason(proposal),
        claims=proposal.met.claims,
        rows=proposal.met.rows,
    )


def _reason(proposal: Proposal) -> str:
    """Return why a reading is weighed: what proposed it, and why it is one."""
    count = len(proposal.met.claims)
    if proposal.is_fallback:
        lead = "Weighed since the claims propose too few others."
    elif not proposal.row.when:
        lead = "Always weighed."
    elif count or not proposal.met.rows:
        lead = f"Proposed by {count} {'claim' if count == 1 else 'claims'}."
    else:
        lead = "Proposed by the record."
    return f"{lead} {proposal.row.reason}"


def _scaled(
    rivals: Mapping[str, Rival], own: OwnHypotheses | None
) -> tuple[dict[str, Rival], str]:
    """Return the hypotheses with priors that sum to 1 under each parent, and what was scaled."""
    groups: dict[str | None, list[Rival]] = {}
    for rival in rivals.values():
        groups.setdefault(rival.parent, []).append(rival)
    scaled, notes = dict(rivals), []
    given = own.file.hypotheses if own else {}
    for parent, group in groups.items():
        total = sum(rival.prior for rival in group)
        if abs(total - 1) <= EXACT:
            continue
        shares = round_shares([rival.prior for rival in group], PRIOR_DIGITS)
        for rival, share in zip(group, shares, strict=True):
            scaled[rival.id] = replace(rival, prior=share)
        if any(given[rival.id].prior is not None for rival in group if rival.id in given):
            under = f" under {parent}" if parent else ""
            notes.append(f"Priors{under} that summed to {total:.4g} were scaled to 1.")
    return scaled, " ".join(notes)


def _with_cells(rivals: Mapping[str, Rival], ontology: HypothesesFile) -> dict[str, Rival]:
    """Return the hypotheses with their cells: own, else ours, else their parent's, else N."""
    done: dict[str, Rival] = {}

    def settle(rival: Rival) -> Rival:
        if rival.id not in done:
            above = settle(rivals[rival.parent]) if rival.parent is not None else None
            done[rival.id] = replace(
                rival,
                classes=_classes(rival, above, ontology),
                by_hand={**(above.by_hand if above else {}), **rival.by_hand},
            )
        return done[rival.id]

    return {name: settle(rival) for name, rival in rivals.items()}


def _classes(
    rival: Rival, above: Rival | None, ontology: HypothesesFile
) -> dict[str, CellName]:
    """Return the cell of a hypothesis for every class of claims, and for silence."""
    ours = {name: row.cells for name, row in ontology.classes.items()}
    ours[SILENCE] = ontology.silence.cells
    found: dict[str, CellName] = {}
    for name, cells in ours.items():
        inherited = above.classes[name] if above else NEUTRAL
        found[name] = rival.classes.get(name) or cells.get(rival.id) or inherited
    return found
