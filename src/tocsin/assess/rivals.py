"""Rival hypotheses, scored by PARC inconsistency and by likelihood ratio, leave-one-out."""

from collections.abc import Sequence

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.evidence import FOR, NEITHER, PAST_KINDS, Evidence
from tocsin.assess.hypotheses.board import Board
from tocsin.assess.hypotheses.dealings import Cast, dealing_of
from tocsin.assess.hypotheses.making import make_board
from tocsin.assess.hypotheses.propose import propose
from tocsin.assess.hypotheses.schema import SILENCE, ClassMatch
from tocsin.assess.hypotheses.scoring import Matrix, Witness
from tocsin.assess.hypotheses.telling import rival_figures, tell_rivals
from tocsin.assess.propositions import Proposition
from tocsin.assess.testimony import FACTS
from tocsin.assess.voices import House, Speaker, find_speaker
from tocsin.model.assessment import ClaimGrade, Figure, Rivals
from tocsin.model.claim import Claim

PLAIN, FAIR = 0.9, 0.6
_AXES = {"A": 1, "B": 1, "C": 0, "D": -1, "E": -1, "1": 1, "2": 1, "3": 0, "4": -1, "5": -1}


def weigh_rivals(
    propositions: Sequence[Proposition], case: Case
) -> tuple[Rivals, tuple[Figure, ...]]:
    """Return the rival hypotheses with both scorings, and the figures beneath them.

    Which are weighed follows from the claims and from the user's file. Posterior: prior x product
    of LR(cell)^(weight x r^k), k counting the stronger claims of the same origin and class. PARC:
    sum of credibility x relevance x {I -1, II -2}; closest to 0 leads. A claim is decisive where
    leaving it out changes the leader of either scoring.

    Raises:
        OntologyError: The user's file does not fit what was read.

    References: Heuer (1999), Psychology of Intelligence Analysis, chapter 8; Pherson & Heuer
    (2010), Structured Analytic Techniques.
    """
    proposals = propose(propositions, case)
    board = make_board(proposals, case)
    witnesses = _witnesses(propositions, case, proposals.cast)
    matrix = _matrix(board, witnesses, _heard(propositions, case), case)
    rivals = tell_rivals(board, matrix)
    return rivals, rival_figures(board, matrix, rivals, case.ontology.hypotheses)


def _matrix(
    board: Board, witnesses: Sequence[Witness], heard: frozenset[str], case: Case
) -> Matrix:
    """Return the matrix of the claims and the hypotheses that are weighed."""
    ontology = case.ontology.hypotheses
    leaves = board.leaves
    cells = [
        [ontology.cells[leaf.cell(one.claim, one.class_name)] for leaf in leaves]
        for one in witnesses
    ]
    silent = [ontology.cells[leaf.classes[SILENCE]] for leaf in leaves]
    shape = (len(witnesses), len(leaves))
    return Matrix(
        log_priors=np.log([board.prior_of(leaf) for leaf in leaves]),
        witnesses=witnesses,
        log_ratios=np.log([[c.likelihood_ratio for c in row] for row in cells]).reshape(shape),
        marks=np.array([[float(c.parc) for c in row] for row in cells]).reshape(shape),
        silence=(
            np.log([cell.likelihood_ratio for cell in silent]),
            np.array([float(cell.parc) for cell in silent]),
        ),
        heard=heard,
        discount=case.ontology.likelihoods.dependence["voices"].range[1],
    )


def _witnesses(
    propositions: Sequence[Proposition], case: Case, cast: Cast
) -> tuple[Witness, ...]:
    """Return every claim that falls into a class or has cells set by hand, sorted by id."""
    items: dict[str, list[Evidence]] = {}
    for proposition in propositions:
        for item in proposition.evidence:
            if case.concerns_dyad(item.link) and item.sign != NEITHER:
                items.setdefault(item.claim.id, []).append(item)
    kept = {item.claim.id for proposition in propositions for item in proposition.evidence}
    again = {claim for proposition in propositions for claim in proposition.repeats} - kept
    found = []
    for claim in case.claims:
        own = items.get(claim.id, [])
        is_copy = claim.id not in kept and case.origins.get(claim.document) != claim.document
        witness = None if is_copy or claim.id in again else _witness(claim, own, case, cast)
        if witness is not None:
            found.append(witness)
    return tuple(found)


def _witness(claim: Claim, own: Sequence[Evidence], case: Case, cast: Cast) -> Witness | None:
    """Return a claim as a witness, or None where it falls into no class and has no own cells."""
    name, fitting = _class_of(claim, own, case, cast)
    if name is None and (case.hypotheses is None or claim.id not in case.hypotheses.claims):
        return None
    speaker = own[0].speaker if own else _speaker(claim, case)
    grade = case.grades.get(claim.id)
    origin = grade.origin if grade else case.origins.get(claim.document, claim.document)
    facts = bool(fitting) and fitting[0].kind in FACTS
    weight = _voice_weight(speaker, case, facts=facts) * claim.confidence * _trust(grade, case)
    fit = max((item.link.fit for item in fitting), default=0.5)
    levels = case.ontology.hypotheses.parc_levels
    parc = levels[_credibility(grade)] * _level(fit, PLAIN, FAIR, levels)
    return Witness(claim.id, name, (origin, name or ""), weight * fit, parc)


def _class_of(
    claim: Claim, own: Sequence[Evidence], case: Case, cast: Cast
) -> tuple[str | None, Sequence[Evidence]]:
    """Return the first class that a claim falls into, and the evidence that fits it."""
    about = "dyad" if own else dealing_of(claim, case, cast)
    for name, row in case.ontology.hypotheses.classes.items():
        fitting = [item for item in own if _fits(item, row.match, cast)]
        if row.match.about == about and (fitting or about != "dyad"):
            return name, fitting
    return None, ()


def _heard(propositions: Sequence[Proposition], case: Case) -> frozenset[str]:
    """Return the claims on the pair that speak to the channels whose silence tells."""
    channels = case.ontology.hypotheses.silence.channels
    return frozenset(
        item.claim.id
        for proposition in propositions
        if proposition.channel in channels
        for item in proposition.evidence
        if case.concerns_dyad(item.link)
    )


def _speaker(claim: Claim, case: Case) -> Speaker:
    """Return the speaker of a claim outside the propositions of the dyad."""
    origin = case.origins.get(claim.document, claim.document)
    cues = case.ontology.likelihoods.names
    return find_speaker(claim, case.dyad, origin, case.relations, cues, House(case.book))


def _fits(item: Evidence, match: ClassMatch, cast: Cast) -> bool:
    """Return whether evidence has the sign, time, channel, voice and direction of a class."""
    is_back = not item.link.is_undirected and item.link.giver == cast.receiver
    checks = (
        match.sign is None or (match.sign == "for") == (item.sign == FOR),
        match.actual is None or match.actual == item.is_actual,
        match.past is None or match.past == (item.kind in PAST_KINDS),
        match.flow is None or is_back,
        match.channels is None or item.link.channel in match.channels,
        match.voices is None or item.speaker.kind in match.voices,
    )
    return all(checks)


def _voice_weight(speaker: Speaker, case: Case, *, facts: bool) -> float:
    """Return the most likely weight of a voice."""
    voice = case.ontology.likelihoods.voices[speaker.kind]
    return (voice.weight_facts if facts else voice.weight_ahead).range[1]


def _trust(grade: ClaimGrade | None, case: Case) -> float:
    """Return the most likely weight of a claim's sources; 1 where they are not graded."""
    if grade is None:
        return 1.0
    return case.ontology.likelihoods.reliability[grade.reliability].range[1]


def _credibility(grade: ClaimGrade | None) -> int:
    """Return the PARC level of a grade: 0 low, 1 medium, 2 high.

    A, B and 1, 2 are high, C and 3 medium, D, E and 4, 5 low. An axis that cannot be judged is
    left out, and with both of them the level is medium; opposites meet there too.
    """
    marks = [_AXES[mark] for mark in (grade.mark if grade else "") if mark in _AXES]
    total = sum(marks)
    return 1 + (total > 0) - (total < 0)


def _level(value: float, high: float, medium: float, levels: Sequence[float]) -> float:
    """Return the PARC level of a value: High, Medium or Low."""
    if value >= high:
        return levels[2]
    return levels[1] if value >= medium else levels[0]
