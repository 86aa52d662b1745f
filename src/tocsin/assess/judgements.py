"""Judgements: base rate, testimony and model pooled in log-odds, each part shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tocsin.assess.base_rates import BaseRate, base_rate
from tocsin.assess.case import Case
from tocsin.assess.channels import participants
from tocsin.assess.confidence import rate_confidence
from tocsin.assess.evidence import AGAINST, FOR, count_origins
from tocsin.assess.games import ModelPart, model_figure, model_part
from tocsin.assess.names import readable
from tocsin.assess.propositions import Proposition
from tocsin.assess.ranges import Array, interval, mean, sigmoid
from tocsin.assess.testimony import Testimony, Weighed, combine, weigh
from tocsin.assess.words import join, likelihood_word
from tocsin.errors import InsufficientDataError
from tocsin.model.assessment import Components, Figure, Judgement
from tocsin.model.estimative import SCALES
from tocsin.model.record import OwnRate

P_DIGITS = 3
INTENT_KINDS = frozenset({"in_window", "ongoing", "planned", "proposed"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a pool, with the weight of the testimony per draw."""

    base: BaseRate
    testimony: Testimony
    weight: Array
    model: ModelPart | None


@dataclass(frozen=True)
class Judged:
    """A judgement with the draws beneath it.

    What is told of it is made when it is asked for: of two days that are compared, and of texts
    that are left out, the draws alone count.

    Attributes:
        proposition: What is judged.
        case: The case it is judged in.
        p: Probability of each draw.
        log_odds: Its log-odds.
        parts: What is pooled.
    """

    proposition: Proposition
    case: Case
    p: Array
    log_odds: Array
    parts: Parts

    @property
    def id(self) -> str:
        """Return `j-CHANNEL-GIVER-RECEIVER`."""
        return f"j-{self.proposition.key}"

    @property
    def base(self) -> BaseRate:
        """Return the base rate."""
        return self.parts.base

    @property
    def testimony(self) -> Testimony:
        """Return the testimony."""
        return self.parts.testimony

    @property
    def testimony_weight(self) -> Array:
        """Return the weight of the testimony in the pool, per draw."""
        return self.parts.weight

    @property
    def model(self) -> ModelPart | None:
        """Return what a game says of it; None where no game speaks to it."""
        return self.parts.model

    @cached_property
    def judgement(self) -> Judgement:
        """Return what is told."""
        return _judgement(self)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Return its numbers with their traces."""
        return _figures(self.judgement, self.parts, self.case)


def pool(
    base: BaseRate,
    testimony: Testimony,
    weight: Array,
    structure: Array,
    model: ModelPart | None = None,
) -> Array:
    """Return the pooled log-odds of each draw: w_b logit(b) + w_t log LR + w_m logit(m) + s.

    The testimony as a probability starts from even odds, so that its log-odds are its log
    likelihood ratio. A part that is missing has weight 0. s stands for the doubt about the form
    of the pool; it is centred on 0.

    References: Genest & Zidek (1986), logarithmic opinion pools.
    """
    pooled = base.weight * base.log_odds + weight * testimony.log_ratio + structure
    return pooled if model is None else pooled + model.weight * model.log_odds


def judge(proposition: Proposition, case: Case) -> Judged:
    """Return the judgement on one proposition."""
    ontology, sampler = case.ontology, case.sampler
    channel = ontology.channels.channels[proposition.channel]
    weighed = [
        weigh(item, ontology.channels, ontology.likelihoods, sampler)
        for item in proposition.evidence
    ]
    testimony = combine(weighed, ontology.likelihoods, sampler)
    has_intent = any(
        item.sign == FOR and item.kind in INTENT_KINDS for item in proposition.evidence
    )
    horizon = case.question.horizon_days
    own = own_rate(case, channel.base_rate, proposition)
    base = base_rate(
        channel.base_rate, horizon, ontology, sampler, has_intent=has_intent, own=own
    )
    weight = sampler.draw("pool.testimony", ontology.likelihoods.pool["testimony"].range)
    spread = ontology.likelihoods.structure.range
    structure = sampler.draw(f"structure.{proposition.key}", spread)
    model = model_part(proposition, case)
    log_odds = pool(base, testimony, weight, structure, model)
    p = sigmoid(log_odds)
    return Judged(proposition, case, p, log_odds, Parts(base, testimony, weight, model))


def judge_all(propositions: Sequence[Proposition], case: Case) -> tuple[Judged, ...]:
    """Return the judgements on the pair's propositions that are judged.

    Raises:
        InsufficientDataError: No claim is about the pair.
    """
    return tuple(judge(proposition, case) for proposition in worth_judging(propositions, case))


def worth_judging(propositions: Sequence[Proposition], case: Case) -> list[Proposition]:
    """Return the pair's propositions that a claim speaks for.

    Where there are none, those that are denied, since nobody denies what nobody has alleged.

    Raises:
        InsufficientDataError: No claim is about the pair.
    """
    dyad = set(case.dyad)
    own = [p for p in propositions if {p.giver, p.receiver} == dyad]
    chosen = [p for p in own if p.is_alleged] or [p for p in own if p.is_denied]
    if chosen:
        return chosen
    names = join([readable(state) for state in case.dyad])
    together = sum(dyad <= set(participants(claim)) for claim in case.claims)
    raise InsufficientDataError(
        f"No claim says that {names} hand or do anything to bring them closer: "
        f"{len(case.claims)} claims were read, {together} of them name both."
    )


def own_rate(case: Case, base_class: str, proposition: Proposition) -> OwnRate | None:
    """Return how often it came about between the two before; None where nobody counted.

    Of several sources the one that covers most years counts. What both do together is counted
    whichever way it went, and so under the two in alphabetical order, as the proposition.
    """
    ends = (proposition.giver, proposition.receiver)
    found = [
        rate
        for rate in (case.record.rates if case.record else ())
        if rate.years and rate.base_class == base_class and rate.value.parties == ends
    ]
    return max(found, key=lambda rate: (rate.years, rate.source), default=None)


def rounded_interval(draws: Array, centre: float, digits: int) -> tuple[float, float]:
    """Return the 90 % interval, rounded, and wide enough to hold the rounded centre."""
    low, high = interval(draws)
    return min(round(low, digits), centre), max(round(high, digits), centre)


def _judgement(judged: Judged) -> Judgement:
    """Return the judgement that is told, rounded."""
    proposition, case, p, parts = judged.proposition, judged.case, judged.p, judged.parts
    base, testimony = parts.base, parts.testimony
    centre = round(mean(p), P_DIGITS)
    spread = rounded_interval(p, centre, P_DIGITS)
    weighed = testimony.weighed
    confidence, reasons = rate_confidence(weighed, spread, is_counted=base.is_counted)
    return Judgement(
        id=judged.id,
        channel=proposition.channel,
        giver=proposition.giver,
        receiver=proposition.receiver,
        proposition=f"{proposition.statement(case)}.",
        p=centre,
        interval=spread,
        words=likelihood_word(centre, case.words),
        confidence=confidence,
        reasons=reasons,
        components=Components(
            base_rate=None if base.p is None else round(base.p, P_DIGITS),
            testimony=round(mean(sigmoid(testimony.log_ratio)), P_DIGITS),
            model=None if parts.model is None else round(parts.model.p, P_DIGITS),
        ),
        claims=tuple(i.evidence.claim.id for i in weighed if i.evidence.sign == FOR),
        against=tuple(i.evidence.claim.id for i in weighed if i.evidence.sign == AGAINST),
    )


def _figures(judgement: Judgement, pooled: Parts, case: Case) -> tuple[Figure, ...]:
    """Return the figures of a judgement: the pooled probability and its parts."""
    base = pooled.base
    parts = [_testimony_figure(judgement, pooled.testimony, case)]
    if pooled.model is not None:
        parts.append(model_figure(judgement.id, judgement.proposition, pooled.model))
    if base.is_known and judgement.components.base_rate is not None:
        centre = judgement.components.base_rate
        figure = Figure(
            id=f"{judgement.id}.base_rate",
            label=f"base rate of: {judgement.proposition}",
            value=centre,
            interval=rounded_interval(sigmoid(base.log_odds), centre, P_DIGITS),
            method=_base_method(base),
            steps=base.steps,
            rows=base.rows,
        )
        parts.insert(0, figure)
    main = Figure(
        id=judgement.id,
        label=judgement.proposition,
        value=judgement.p,
        interval=judgement.interval,
        method="Pooled in log-odds: base rate, testimony and model, by the weights given.",
        steps=_pool_steps(judgement, pooled, SCALES[case.words].title),
        claims=(*judgement.claims, *judgement.against),
        rows=base.rows,
        parts=tuple(part.id for part in parts),
    )
    return (main, *parts)


def _base_method(base: BaseRate) -> str:
    """Return how a base rate was reached, in a few words."""
    method = "Counted follow-through" if base.is_counted else "Documented prior range"
    return f"{method}, shrunk towards the pair's own years." if base.is_own else f"{method}."


def _model_step(judgement: Judgement, model: ModelPart | None) -> tuple[str, str]:
    """Return the step of the model, and its term in the sum."""
    if model is None:
        told = "Model: none; no game stands behind this judgement, so that its weight is 0."
        return told, ""
    odds, share = mean(model.log_odds), mean(model.weight)
    told = (
        f"Model {judgement.components.model:.3f}, log-odds {odds:+.2f}, weight {share:.2f}, by "
        f"{model.ref}."
    )
    return told, f" + {share:.2f} x {odds:+.2f}"


def _pool_steps(judgement: Judgement, pooled: Parts, standard: str) -> tuple[str, ...]:
    """Return the steps of the pooling, with the numbers that enter and the word's standard."""
    parts, base = judgement.components, pooled.base
    if parts.base_rate is None:
        first = f"Base rate: none. {' '.join(base.steps)}"
        terms = "0"
    else:
        odds, share = mean(base.log_odds), mean(base.weight)
        first = f"Base rate {parts.base_rate:.3f}, log-odds {odds:+.2f}, weight {share:.2f}."
        terms = f"{share:.2f} x {odds:+.2f}"
    moved, share = mean(pooled.testimony.log_ratio), mean(pooled.weight)
    told, term = _model_step(judgement, pooled.model)
    return (
        first,
        (
            f"Testimony {parts.testimony:.3f} from even odds, log likelihood ratio {moved:+.2f}, "
            f"weight {share:.2f}."
        ),
        told,
        (
            f"Pooled log-odds about {terms} + {share:.2f} x {moved:+.2f}{term}, spread by the doubt about "
            f"the form of the pool (likelihoods.yaml:structure); the mean probability of "
            f"{base.log_odds.size} draws is {judgement.p:.3f}, 5 to 95 % {judgement.interval[0]:.3f} "
            f"to {judgement.interval[1]:.3f}."
        ),
        f"{standard} calls {judgement.p:.3f} {judgement.words!r}.",
    )


def _testimony_figure(judgement: Judgement, testimony: Testimony, case: Case) -> Figure:
    """Return the figure of the testimony."""
    sides = [item for item in testimony.weighed if item.evidence.sign]
    steps = [_claim_step(item, case) for item in sides]
    origins = count_origins(item.evidence for item in sides)
    voices = len({item.evidence.speaker.key for item in sides})
    steps.append(
        f"Together, {len(sides)} claims of {voices} voices in {origins} independent origins, "
        f"discounted for dependence{' and capped' if testimony.is_capped else ''}: log "
        f"likelihood ratio {mean(testimony.log_ratio):+.2f}."
    )
    centre = judgement.components.testimony or 0.0
    return Figure(
        id=f"{judgement.id}.testimony",
        label=f"what testimony alone gives, from even odds, to: {judgement.proposition}",
        value=centre,
        interval=rounded_interval(sigmoid(testimony.log_ratio), centre, P_DIGITS),
        method="A likelihood ratio for each claim by kind of statement and voice.",
        steps=tuple(steps),
        claims=tuple(item.evidence.claim.id for item in sides),
        rows=_likelihood_rows(sides),
    )


def _claim_step(item: Weighed, case: Case) -> str:
    """Return the sentences that show how one claim was weighed, and whose word it is."""
    evidence = item.evidence
    voice = case.ontology.likelihoods.voices[evidence.speaker.kind]
    is_for = evidence.sign == FOR
    kind = evidence.kind.replace("_", " ")
    name = evidence.speaker.name
    who = name if voice.label == name else f"{name} ({voice.label})"
    grade = case.grades.get(evidence.claim.id)
    mark = grade.mark if grade else f"{evidence.reliability.letter}6"
    return (
        f"{evidence.claim.id} speaks {'for' if is_for else 'against'} it: {kind}, by {who}, fit "
        f"{evidence.link.fit:g}, read with confidence {evidence.claim.confidence:.2f}, grade "
        f"{mark}; likelihood ratio {item.ratio:.2f}. Such a holder can know: {voice.knows}. "
        f"If believed it gains: {voice.gains.asserted if is_for else voice.gains.denied}."
    )


def _likelihood_rows(sides: Sequence[Weighed]) -> tuple[str, ...]:
    """Return the keys of the rows that testimony was weighed by."""
    kinds = {f"likelihoods.yaml:{item.evidence.kind}" for item in sides}
    voices = {f"likelihoods.yaml:voices.{item.evidence.speaker.kind}" for item in sides}
    graded = [item.evidence.reliability for item in sides if item.evidence.reliability.row]
    grades = {f"likelihoods.yaml:reliability.{one.letter}" for one in graded}
    return tuple(sorted(kinds | voices | grades | {one.row for one in graded}))
