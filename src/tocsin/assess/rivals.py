"""Rival hypotheses, scored by PARC inconsistency and by likelihood ratio, leave-one-out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.assess.case import Case
from tocsin.assess.channels import countries, participants
from tocsin.assess.evidence import FOR, NEITHER, PAST_KINDS, Evidence
from tocsin.assess.names import is_state, readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.schema import ClassMatch, HypothesesFile
from tocsin.assess.testimony import FACTS
from tocsin.assess.voices import Speaker, find_speaker
from tocsin.assess.words import join
from tocsin.model.assessment import Figure, Hypothesis, Rivals
from tocsin.model.claim import Claim
from tocsin.model.vocabulary import Polarity, Quad, Status

DIGITS = 3
TRUSTED, USABLE = 0.9, 0.65
PLAIN, FAIR = 0.9, 0.6
COOPERATIVE = frozenset({Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})


@dataclass(frozen=True, slots=True)
class Witness:
    """One claim as evidence among rivals.

    Attributes:
        claim: The claim's id.
        class_name: Its class in hypotheses.yaml.
        group: Claims of one origin and class depend on each other.
        weight: How much its likelihood ratio counts before that, in [0, 1.3].
        parc: PARC credibility times relevance.
    """

    claim: str
    class_name: str
    group: tuple[str, str]
    weight: float
    parc: float


def weigh_rivals(
    propositions: Sequence[Proposition], case: Case
) -> tuple[Rivals, tuple[Figure, ...]]:
    """Return the rival hypotheses with both scorings, and the figures beneath them.

    Posterior: prior x product of LR(cell)^(weight x r^k), k counting the stronger claims of the
    same origin and class. PARC: sum of credibility x relevance x {I -1, II -2}; closest to 0
    leads. A claim is decisive where leaving it out changes the leader of either scoring.

    References: Heuer (1999), Psychology of Intelligence Analysis, chapter 8; Pherson & Heuer
    (2010), Structured Analytic Techniques.
    """
    ontology = case.ontology.hypotheses
    witnesses = _witnesses(propositions, case)
    discount = case.ontology.likelihoods.dependence["voices"].range[1]
    heard = _is_heard(propositions, case)
    posterior, parc = _score(witnesses, ontology, discount, is_heard=heard)
    agree = _leader(posterior) in _least_inconsistent(parc)
    decisive = _decisive(witnesses, ontology, discount, is_heard=heard)
    dyad = {"a": readable(case.dyad[0]), "b": readable(case.dyad[1])}
    hypotheses = tuple(
        Hypothesis(
            id=name,
            statement=_sentence(row.statement.format(**dyad)),
            posterior=round(posterior[name], DIGITS),
            inconsistency=round(parc[name], DIGITS) + 0.0,
            cells={w.claim: ontology.classes[w.class_name].cells[name] for w in witnesses},
        )
        for name, row in ontology.hypotheses.items()
    )
    note = _note(agree, posterior, parc, decisive)
    rivals = Rivals(hypotheses=hypotheses, agree=agree, decisive=decisive, note=note)
    return rivals, _figures(hypotheses, witnesses, ontology, is_heard=heard)


def _is_heard(propositions: Sequence[Proposition], case: Case) -> bool:
    """Return whether any claim on the pair speaks to the channels whose silence tells."""
    channels = case.ontology.hypotheses.silence.channels
    return any(
        proposition.channel in channels and case.concerns_dyad(item.link)
        for proposition in propositions
        for item in proposition.evidence
    )


def _sentence(text: str) -> str:
    """Return a statement with a capital and a full stop."""
    return f"{text[0].upper()}{text[1:]}."


def _witnesses(propositions: Sequence[Proposition], case: Case) -> tuple[Witness, ...]:
    """Return every claim that falls into a class, sorted by id."""
    items: dict[str, list[Evidence]] = {}
    for proposition in propositions:
        for item in proposition.evidence:
            if case.concerns_dyad(item.link) and item.sign != NEITHER:
                items.setdefault(item.claim.id, []).append(item)
    repeated = {claim.id for claim in case.claims} - {
        item.claim.id for proposition in propositions for item in proposition.evidence
    }
    found = []
    for claim in case.claims:
        own = items.get(claim.id, [])
        is_copy = claim.id in repeated and case.origins.get(claim.document) != claim.document
        witness = None if is_copy else _witness(claim, own, case)
        if witness is not None:
            found.append(witness)
    return tuple(found)


def _witness(claim: Claim, own: Sequence[Evidence], case: Case) -> Witness | None:
    """Return a claim as a witness, or None where it falls into no class."""
    speaker = own[0].speaker if own else _speaker(claim, case)
    about = "dyad" if own else _about(claim, case)
    for name, row in case.ontology.hypotheses.classes.items():
        if row.match.about != about:
            continue
        fitting = [item for item in own if _fits(item, row.match)]
        if about == "dyad" and not fitting:
            continue
        origin = case.origins.get(claim.document, claim.document)
        facts = bool(fitting) and fitting[0].kind in FACTS
        weight = _voice_weight(speaker, case, facts=facts) * claim.confidence
        fit = max((item.link.fit for item in fitting), default=0.5)
        levels = case.ontology.hypotheses.parc_levels
        parc = _level(weight, TRUSTED, USABLE, levels) * _level(fit, PLAIN, FAIR, levels)
        return Witness(claim.id, name, (origin, name), weight * fit, parc)
    return None


def _speaker(claim: Claim, case: Case) -> Speaker:
    """Return the speaker of a claim outside the propositions of the dyad."""
    origin = case.origins.get(claim.document, claim.document)
    cues = case.ontology.likelihoods.names
    return find_speaker(claim, case.dyad, origin, case.relations, cues)


def _about(claim: Claim, case: Case) -> str | None:
    """Return whether a claim is a member's dealing with others, or pressure on a member."""
    members = set(case.dyad)
    sources = set(countries(claim.event.source))
    others = {actor for actor in participants(claim) if is_state(actor)} - members
    if not others or claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED:
        return None
    if claim.event.type.quad in COOPERATIVE:
        return "member" if members & set(participants(claim)) else None
    targets = set(countries(claim.event.target))
    return "pressure" if sources - members and targets & members else None


def _fits(item: Evidence, match: ClassMatch) -> bool:
    """Return whether evidence has the sign, time, channel and voice of a class."""
    checks = (
        match.sign is None or (match.sign == "for") == (item.sign == FOR),
        match.actual is None or match.actual == item.is_actual,
        match.past is None or match.past == (item.kind in PAST_KINDS),
        match.channels is None or item.link.channel in match.channels,
        match.voices is None or item.speaker.kind in match.voices,
    )
    return all(checks)


def _voice_weight(speaker: Speaker, case: Case, *, facts: bool) -> float:
    """Return the most likely weight of a voice."""
    voice = case.ontology.likelihoods.voices[speaker.kind]
    return (voice.weight_facts if facts else voice.weight_ahead).range[1]


def _level(value: float, high: float, medium: float, levels: Sequence[float]) -> float:
    """Return the PARC level of a value: High, Medium or Low."""
    if value >= high:
        return levels[2]
    return levels[1] if value >= medium else levels[0]


def _score(
    witnesses: Sequence[Witness], ontology: HypothesesFile, discount: float, *, is_heard: bool
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the posterior and the PARC inconsistency of each hypothesis."""
    names = list(ontology.hypotheses)
    log_odds = np.log([ontology.hypotheses[name].prior for name in names])
    parc = np.zeros(len(names))
    if not is_heard:
        silent = [ontology.cells[ontology.silence.cells[name]] for name in names]
        log_odds = log_odds + np.log([cell.likelihood_ratio for cell in silent])
        parc = parc + np.array([float(cell.parc) for cell in silent])
    seen: dict[tuple[str, str], int] = {}
    for witness in sorted(witnesses, key=lambda w: (-round(w.weight, 9), w.claim)):
        place = seen.get(witness.group, 0)
        seen[witness.group] = place + 1
        cells = [
            ontology.cells[ontology.classes[witness.class_name].cells[name]] for name in names
        ]
        ratios = np.log([cell.likelihood_ratio for cell in cells])
        log_odds = log_odds + witness.weight * discount**place * ratios
        parc = parc + witness.parc * np.array([float(cell.parc) for cell in cells])
    odds = np.exp(log_odds - log_odds.max())
    return (
        dict(zip(names, (odds / odds.sum()).tolist(), strict=True)),
        dict(zip(names, parc.tolist(), strict=True)),
    )


def _leader(posterior: Mapping[str, float]) -> str:
    """Return the hypothesis of the largest posterior; ties by name."""
    return min(posterior, key=lambda name: (-round(posterior[name], 9), name))


def _least_inconsistent(parc: Mapping[str, float]) -> tuple[str, ...]:
    """Return the hypotheses closest to 0 inconsistency, ties included, by name."""
    best = max(parc.values())
    return tuple(sorted(name for name, value in parc.items() if value >= best - 1e-9))


def _decisive(
    witnesses: Sequence[Witness], ontology: HypothesesFile, discount: float, *, is_heard: bool
) -> tuple[str, ...]:
    """Return the claims whose leaving out changes the leader of either scoring."""
    posterior, parc = _score(witnesses, ontology, discount, is_heard=is_heard)
    leaders = (_leader(posterior), _least_inconsistent(parc))
    found = []
    for place, witness in enumerate(witnesses):
        rest = [*witnesses[:place], *witnesses[place + 1 :]]
        posterior, parc = _score(rest, ontology, discount, is_heard=is_heard)
        if (_leader(posterior), _least_inconsistent(parc)) != leaders:
            found.append(witness.claim)
    return tuple(found)


def _note(
    agree: bool,
    posterior: Mapping[str, float],
    parc: Mapping[str, float],
    decisive: Sequence[str],
) -> str:
    """Return what the two scorings say together."""
    leader, least = _leader(posterior), _least_inconsistent(parc)
    if agree:
        text = f"Both scorings lead with {leader!r}."
    else:
        text = f"The scorings disagree: posterior {leader!r}, inconsistency {join(least)}."
    if len(least) > 1 and agree:
        text = f"{text} By inconsistency it ties: {join(least)}."
    count = len(decisive)
    noun = "claim decides" if count == 1 else "claims decide"
    return (
        f"{text} {count} single {noun} a lead." if count else f"{text} No one claim decides it."
    )


def _figures(
    hypotheses: Sequence[Hypothesis],
    witnesses: Sequence[Witness],
    ontology: HypothesesFile,
    *,
    is_heard: bool,
) -> tuple[Figure, ...]:
    """Return the figures of the hypotheses."""
    used = sorted({witness.class_name for witness in witnesses})
    rows = tuple(f"hypotheses.yaml:{name}" for name in used)
    claims = tuple(witness.claim for witness in witnesses)
    figures = []
    for item in hypotheses:
        prior = ontology.hypotheses[item.id].prior
        steps = (
            f"Prior {prior:g}: {ontology.prior_reason}",
            *(_class_step(name, item.id, witnesses, ontology) for name in used),
            *([] if is_heard else [_silence_step(item.id, ontology)]),
            f"Cells: {ontology.cells_reason}",
        )
        for kind, value, unit, method in (
            ("posterior", item.posterior, "probability", "Likelihood ratios of its cells."),
            ("inconsistency", item.inconsistency, "count", "PARC weighted inconsistency."),
        ):
            figures.append(
                Figure(
                    id=f"h-{item.id}.{kind}",
                    label=f"{kind} of: {item.statement}",
                    value=value,
                    unit=unit,
                    method=method,
                    steps=steps,
                    claims=claims,
                    rows=rows,
                )
            )
    return tuple(figures)


def _silence_step(hypothesis: str, ontology: HypothesesFile) -> str:
    """Return the sentence that shows what silence says of a hypothesis."""
    row = ontology.silence
    cell = row.cells[hypothesis]
    return (
        f"No claim speaks to {join(sorted(row.channels))}: cell {cell}, likelihood ratio "
        f"{ontology.cells[cell].likelihood_ratio:g}. {row.reason}"
    )


def _class_step(
    name: str, hypothesis: str, witnesses: Sequence[Witness], ontology: HypothesesFile
) -> str:
    """Return the sentence that shows what one class of claims says of a hypothesis."""
    row = ontology.classes[name]
    cell = row.cells[hypothesis]
    own = [witness for witness in witnesses if witness.class_name == name]
    ratio = ontology.cells[cell].likelihood_ratio
    return (
        f"{len(own)} of class {name} ({', '.join(w.claim for w in own)}): cell {cell}, "
        f"likelihood ratio {ratio:g} each before weights. {row.reason}"
    )
