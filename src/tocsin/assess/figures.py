"""The figures of a concern and of the corpus: every number with its trace."""

from collections.abc import Sequence

from tocsin.assess.case import Case
from tocsin.assess.concern import Reckoning, Term, scale_rate
from tocsin.assess.judgements import P_DIGITS, rounded_interval
from tocsin.assess.names import readable
from tocsin.assess.ranges import mean
from tocsin.model.assessment import Concern, CorpusSummary, Figure, Lever, Question, Run


def concern_figures(reckoning: Reckoning, concern: Concern, case: Case) -> tuple[Figure, ...]:
    """Return the figures of one stakeholder's concern: score, shares, exposures, harms, flips."""
    figures = [_score_figure(reckoning, concern, case)]
    shares = {driver.judgement: driver.share for driver in concern.drivers}
    for term in reckoning.terms:
        share = shares.get(term.judged.judgement.id)
        if share is not None:
            figures.append(_share_figure(reckoning, term, share))
        figures.extend(_term_figures(reckoning.stakeholder, term, case))
    figures.extend(_flip_figures(concern))
    if concern.lever is not None:
        figures.append(_lever_figure(concern, concern.lever, case))
    return tuple(figures)


def _score_figure(reckoning: Reckoning, concern: Concern, case: Case) -> Figure:
    """Return the figure of a score."""
    keys = [(t.judged.judgement.id, t.judged.proposition.key) for t in reckoning.terms]
    return Figure(
        id=concern.id,
        label=f"concern of {readable(reckoning.stakeholder)}",
        value=concern.score,
        interval=concern.interval,
        unit="score_0_100",
        method="Expected harm over channels, probability x harm x exposure, on a fixed scale.",
        steps=_score_steps(reckoning, concern, case),
        claims=_claims(reckoning.terms, concern.stakes),
        rows=("stakes.yaml:scale",),
        parts=tuple(
            part
            for ident, key in keys
            for part in (ident, f"{concern.id}.harm.{key}", f"{concern.id}.exposure.{key}")
        ),
    )


def _score_steps(reckoning: Reckoning, concern: Concern, case: Case) -> tuple[str, ...]:
    """Return the steps of a score: each term, their sum, the scale."""
    scale = case.ontology.stakes.scale
    listed = [
        f"{term.judged.judgement.id}: {mean(term.judged.p):.3f} x {mean(term.harm):.2f} x "
        f"{mean(term.exposure.draws):.2f} = {mean(term.expected):.3f}."
        for term in reckoning.terms
        if mean(term.expected) > 0
    ]
    factor = mean(reckoning.rate) / scale_rate(scale.worst_alone)
    low, _, high = scale.common.range
    summed = (
        f"Sum of expected harm {mean(reckoning.total):.3f}. {scale.reason} X is multiplied by "
        f"{factor:.2f} on average, {low:g} to {high:g}: {scale.common.reason}"
    )
    closing = (
        f"The mean score of {reckoning.score.size} draws is {concern.score:.1f}, 5 to 95 % "
        f"{concern.interval[0]:.1f} to {concern.interval[1]:.1f}: {concern.level}."
    )
    return (*listed, summed, closing)


def _claims(terms: Sequence[Term], stakes: Sequence[str]) -> tuple[str, ...]:
    """Return the claims and stake mentions beneath terms, each once, in order."""
    ids = [claim for term in terms for claim in term.judged.judgement.claims]
    return tuple(dict.fromkeys([*ids, *stakes]))


def _share_figure(reckoning: Reckoning, term: Term, share: float) -> Figure:
    """Return the figure of a driver's share."""
    judgement = term.judged.judgement
    part, total = mean(term.expected), mean(reckoning.total)
    return Figure(
        id=f"k-{reckoning.stakeholder}.share.{judgement.id}",
        label=f"share of {judgement.id} in the concern of {readable(reckoning.stakeholder)}",
        value=share,
        unit="share",
        method="Its expected harm over that of all channels.",
        steps=(
            f"{part:.3f} / {total:.3f} = {share:.3f}, rounded so that all shares sum to 1.",
        ),
        claims=_claims((term,), term.exposure.stakes),
        parts=(
            judgement.id,
            f"k-{reckoning.stakeholder}.exposure.{term.judged.proposition.key}",
        ),
    )


def _term_figures(stakeholder: str, term: Term, case: Case) -> tuple[Figure, Figure]:
    """Return the figures of a term's exposure and harm."""
    proposition = term.judged.proposition
    plain = term.judged.judgement.proposition
    exposure = round(mean(term.exposure.draws), P_DIGITS)
    harm = round(mean(term.harm), P_DIGITS)
    channel = case.ontology.channels.channels[proposition.channel]
    low, mode, high = channel.harm.range
    origin = "Set by hand" if term.is_harm_set else f"{low:g} to {high:g}, most likely {mode:g}"
    return (
        Figure(
            id=f"k-{stakeholder}.exposure.{proposition.key}",
            label=f"exposure of {readable(stakeholder)} to: {plain}",
            value=exposure,
            interval=rounded_interval(term.exposure.draws, exposure, P_DIGITS),
            unit="share",
            method="Roles from recorded relations, then stakes that the text states.",
            steps=term.exposure.steps,
            claims=term.exposure.stakes,
            rows=term.exposure.rows,
        ),
        Figure(
            id=f"k-{stakeholder}.harm.{proposition.key}",
            label=f"harm of: {plain}",
            value=harm,
            interval=rounded_interval(term.harm, harm, P_DIGITS),
            unit="share",
            method="Harm to a fully exposed state, against the worst channel.",
            steps=(f"{origin}: {term.harm_reason}",),
            rows=() if term.is_harm_set else (f"channels.yaml:{proposition.channel}",),
        ),
    )


def _flip_figures(concern: Concern) -> list[Figure]:
    """Return the figures of the flips."""
    return [
        Figure(
            id=f"{concern.id}.flip.{place}",
            label=f"{flip.what}, at which concern becomes {flip.level}",
            value=flip.to,
            unit="share" if ".exposure." in flip.ref else "probability",
            method="This input alone shifted in log-odds in every draw until the level changes.",
            steps=(
                (
                    f"From {flip.from_:.3f} to {flip.to:.3f} the score leaves {concern.level} for "
                    f"{flip.level}, all else equal."
                ),
            ),
            parts=(flip.ref, concern.id),
        )
        for place, flip in enumerate(concern.flips, start=1)
    ]


def _lever_figure(concern: Concern, lever: Lever, case: Case) -> Figure:
    """Return the figure of the best lever."""
    channel = lever.judgement.split("-")[1]
    row = case.ontology.channels.channels[channel].lever
    low, mode, high = row.takes
    return Figure(
        id=f"{concern.id}.lever",
        label=f"score of {readable(concern.stakeholder)} after its best lever",
        value=lever.score_after,
        unit="score_0_100",
        method="The lever takes a share of one judgement's probability; all else equal.",
        steps=(
            (
                f"To {lever.what}: takes {mode:g} ({low:g} to {high:g}) of the probability of "
                f"{lever.judgement}. {row.reason}"
            ),
            f"The score falls from {concern.score:.1f} to {lever.score_after:.1f}.",
        ),
        rows=(f"channels.yaml:{channel}",),
        parts=(lever.judgement, concern.id),
    )


def run_figures(question: Question, run: Run) -> tuple[Figure, ...]:
    """Return the figures of what was set for the run: horizon, seed, draws."""
    days, draws = question.horizon_days, run.draws
    rows = (
        (
            "horizon",
            days,
            "days",
            "how far ahead it looks",
            f"{days} days from {question.as_of}.",
        ),
        (
            "seed",
            run.seed,
            "count",
            "seed of all random draws",
            "One generator makes them all.",
        ),
        ("draws", draws, "count", "draws behind each interval", f"5 to 95 % of {draws} draws."),
    )
    return tuple(
        Figure(
            id=f"run.{name}",
            label=label,
            value=float(value),
            unit=unit,
            method="Set by whoever asked, or by default.",
            steps=(step,),
        )
        for name, value, unit, label, step in rows
    )


def corpus_figures(corpus: CorpusSummary, case: Case) -> tuple[Figure, ...]:
    """Return the figures of the corpus counts."""
    leaders = sorted(set(case.origins.values()))
    copies = corpus.documents - corpus.origins
    rows = (
        ("documents", corpus.documents, f"Documents up to {case.question.as_of}."),
        (
            "origins",
            corpus.origins,
            (
                f"Copies and near-copies counted once: {copies} of {corpus.documents} documents are "
                f"such. Origins: {', '.join(leaders)}."
            ),
        ),
        ("claims", corpus.claims, "Claims of these documents, before copies are left out."),
    )
    return tuple(
        Figure(
            id=f"corpus.{name}",
            label=f"number of {name}",
            value=float(value),
            unit="count",
            method="Counted.",
            steps=(step,),
            claims=tuple(claim.id for claim in case.claims) if name == "claims" else (),
        )
        for name, value, step in rows
    )
