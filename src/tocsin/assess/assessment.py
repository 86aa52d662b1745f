"""From claims to an assessment: the order of the steps, and when there is no answer."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

import numpy as np

from tocsin import __version__
from tocsin.assess.bottom_line import write_bottom_line, write_limits
from tocsin.assess.case import Case, Inquiry, LookUp, Since
from tocsin.assess.chains import OUTLET
from tocsin.assess.change_figures import change_figures
from tocsin.assess.changes import check_since, find_change, nothing_then
from tocsin.assess.concern import Reckoning, reckon
from tocsin.assess.credits import key_of
from tocsin.assess.dyads import find_dyad
from tocsin.assess.exchange import find_exchange
from tocsin.assess.figures import concern_figures, corpus_figures, run_figures
from tocsin.assess.flips import find_flips, find_lever
from tocsin.assess.games import check_games, game_figures
from tocsin.assess.grades import grade_claims
from tocsin.assess.indicators import find_indicators, indicator_figures, rank_by_share
from tocsin.assess.judgements import P_DIGITS, Judged, judge_all
from tocsin.assess.library import Library
from tocsin.assess.names import is_state, readable
from tocsin.assess.ontology import load_ontology
from tocsin.assess.origins import find_origins
from tocsin.assess.propositions import Proposition, find_propositions
from tocsin.assess.ranges import Sampler, mean
from tocsin.assess.relations import relations_on
from tocsin.assess.rivals import weigh_rivals
from tocsin.assess.sensitivity import find_sensitivity, sensitivity_figures
from tocsin.assess.sources import merged
from tocsin.assess.stakeholders import rank_stakeholders
from tocsin.assess.stakes import drop_copied_stakes
from tocsin.assess.tail import find_tail, tail_figures
from tocsin.errors import InsufficientDataError, UsageError
from tocsin.model.assessment import (
    Assessment,
    Concern,
    CorpusSummary,
    Driver,
    Exchange,
    Figure,
    Question,
    Run,
)
from tocsin.model.change import Change
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.codec import to_json
from tocsin.model.document import Document
from tocsin.model.estimative import DEFAULT
from tocsin.model.ids import ActorId, digest
from tocsin.model.record import Record, Sought
from tocsin.model.world import World
from tocsin.settings import Settings

LONGEST_HORIZON = 3650
DAYS = (date(1000, 1, 1), date(8999, 12, 31))
"""Days of which an assessment can be asked; around them the calendar has room to look back and on."""
LEAST_CONCERN = 1.0


def assess(  # noqa: PLR0913 - the public face takes evidence, question and surroundings apart
    claims: Sequence[Claim],
    stakes: Sequence[StakeMention],
    documents: Sequence[Document],
    question: Question | Inquiry,
    *,
    settings: Settings,
    world: World,
    rng: np.random.Generator,
) -> Assessment:
    """Return how concerning the rapprochement of two states is, for whom and why.

    Args:
        claims: What the coder found, in any order.
        stakes: What the texts say that somebody fears or wants to prevent.
        documents: The documents that claims and stakes come from, in any order.
        question: What is asked; of an `Inquiry` the open parts are found in the evidence.
        settings: Draws, seed and default horizon.
        world: Recorded relations between states.
        rng: The source of randomness; two words are taken from it.

    Raises:
        UsageError: The pair is not two different states.
        InsufficientDataError: No claim is about the pair, no date is known, the day of the
            assessment lies before every document, or the horizon does not lie ahead.
    """
    inquiry = question if isinstance(question, Inquiry) else _as_inquiry(question)
    evidence, sampler = (claims, stakes, documents), Sampler(rng, settings.draws)
    case, left_out = _make_case(evidence, inquiry, settings, world, sampler)
    propositions = find_propositions(case)
    if inquiry.look_up is not None:
        case = replace(case, record=_look_up(inquiry.look_up, propositions, case))
    case = replace(case, grades=grade_claims(propositions, case))
    judged = judge_all(propositions, case)
    reckonings = [reckon(state, judged, case) for state in case.question.stakeholders]
    if not inquiry.stakeholders:
        reckonings.sort(key=lambda item: (-item.centre, item.stakeholder))
        # Who is named but has nothing at stake is no stakeholder, unless nobody else is.
        reckonings = [
            item for item in reckonings if item.centre >= LEAST_CONCERN
        ] or reckonings[:1]
        found = tuple(ActorId(item.stakeholder) for item in reckonings)
        case = replace(case, question=replace(case.question, stakeholders=found))
    judged = rank_by_share(judged, reckonings)
    run = Run(
        version=__version__,
        seed=settings.seed,
        draws=settings.draws,
        inputs_sha256=_inputs_digest(case),
        command=inquiry.command,
        documents=tuple(doc.id for doc in case.documents),
    )
    limits = write_limits(judged, case, dyad_was_found=inquiry.dyad is None, left_out=left_out)
    change = None
    if inquiry.since is not None:
        check_since(inquiry.since, case)
        then = _case_then(evidence, inquiry, inquiry.since, case, settings)
        change = find_change(judged, reckonings, (then, case), inquiry.since, run)
    return _assemble(propositions, judged, reckonings, case, (run, limits, change))


def _case_then(
    evidence: tuple[Sequence[Claim], Sequence[StakeMention], Sequence[Document]],
    inquiry: Inquiry,
    since: Since,
    case: Case,
    settings: Settings,
) -> Case:
    """Return the case of the day that an answer is compared with: same pair, same stakeholders.

    Raises:
        InsufficientDataError: The day lies before every document.
    """
    earlier = since.earlier
    question = earlier.question if earlier else replace(case.question, as_of=since.day)
    asked = replace(
        inquiry,
        dyad=case.dyad,
        as_of=question.as_of,
        horizon_days=question.horizon_days,
        stakeholders=case.question.stakeholders,
        games=(earlier.games or ()) if earlier else inquiry.games,
        since=None,
    )
    known = (since.claims, since.stakes, since.documents) if earlier else evidence
    try:
        then, _ = _make_case(known, asked, settings, case.relations.world, case.sampler)
    except InsufficientDataError as error:
        raise nothing_then(since) from error
    if earlier is not None:
        return replace(then, record=earlier.record)
    if inquiry.look_up is None:
        return then
    return replace(then, record=_look_up(inquiry.look_up, find_propositions(then), then))


def _look_up(look_up: LookUp, propositions: Sequence[Proposition], case: Case) -> Record | None:
    """Return the record of the pair, asked what the texts speak of."""
    channels, dyad = case.ontology.channels.channels, set(case.dyad)
    sought = dict.fromkeys(
        Sought(base_class=channels[p.channel].base_rate, giver=p.giver, receiver=p.receiver)
        for p in propositions
        if {p.giver, p.receiver} == dyad
    )
    return look_up(case.dyad, case.question.as_of, tuple(sought))


def _as_inquiry(question: Question) -> Inquiry:
    """Return a complete question as an inquiry."""
    return Inquiry(
        dyad=question.dyad,
        as_of=question.as_of,
        horizon_days=question.horizon_days,
        stakeholders=question.stakeholders,
    )


def _make_case(
    evidence: tuple[Sequence[Claim], Sequence[StakeMention], Sequence[Document]],
    inquiry: Inquiry,
    settings: Settings,
    world: World,
    sampler: Sampler,
) -> tuple[Case, int]:
    """Return the case of a question, and how many documents are too new for it."""
    claims, stakes, documents = evidence
    as_of = _check_day(_find_as_of(inquiry.as_of, documents))
    known = _known_documents(documents, as_of)
    late = {doc.id for doc in documents} - {doc.id for doc in known}
    library = inquiry.library or Library(merged(inquiry.grades))
    book = library.book
    origins = find_origins(known, library=library)
    kept = {claim.id: claim for claim in claims if claim.document not in late}
    own_claims = sorted(kept.values(), key=lambda claim: claim.id)
    own_stakes = drop_copied_stakes((s for s in stakes if s.document not in late), origins)
    # A text that was copied ten times must not choose the pair or the stakeholders.
    leading = [c for c in own_claims if origins.get(c.document, c.document) == c.document]
    dyad = _check_dyad(inquiry.dyad or find_dyad(leading))
    relations = relations_on(world, as_of)
    whom = inquiry.stakeholders or rank_stakeholders(leading, own_stakes, dyad, relations)
    horizon = _check_horizon(inquiry.horizon_days, settings)
    case = Case(
        question=Question(dyad=dyad, as_of=as_of, horizon_days=horizon, stakeholders=whom),
        claims=own_claims,
        stakes=own_stakes,
        documents=known,
        origins=origins,
        relations=relations,
        ontology=load_ontology(),
        sampler=sampler,
        overrides=inquiry.overrides,
        book=book,
        games=inquiry.games,
        hypotheses=inquiry.hypotheses,
        words=settings.words,
        library=library,
    )
    check_games(case.games, case.ontology.channels)
    return case, len(late)


def _known_documents(documents: Sequence[Document], as_of: date) -> list[Document]:
    """Return the documents that were out on the day of the assessment, sorted by id."""
    known = {doc.id: doc for doc in documents if doc.date is None or doc.date <= as_of}
    if not known:
        message = f"Every document was published after {as_of}; choose a later --as-of."
        raise InsufficientDataError(message, subject="--as-of")
    return [known[ident] for ident in sorted(known)]


def _find_as_of(as_of: date | None, documents: Sequence[Document]) -> date:
    """Return the day of the assessment: the one asked for, or the newest document's."""
    dates = [doc.date for doc in documents if doc.date is not None]
    if as_of is not None:
        return as_of
    if not dates:
        raise InsufficientDataError(
            "No document has a date, so that the day of the assessment is unknown; give it "
            "with --as-of, or date the documents with --date.",
            subject="--as-of",
        )
    return max(dates)


def _check_day(day: date) -> date:
    """Return a day around which the calendar has room.

    Raises:
        UsageError: It has none.
    """
    if not DAYS[0] <= day <= DAYS[1]:
        message = (
            f"The day of the assessment is {day}; it must lie between {DAYS[0]} and {DAYS[1]}. "
            "Give it with --as-of, or date the documents with --date."
        )
        raise UsageError(message, subject="--as-of")
    return day


def _check_dyad(dyad: tuple[ActorId, ActorId]) -> tuple[ActorId, ActorId]:
    """Return a pair of two different states."""
    if dyad[0] == dyad[1] or not all(is_state(state) and "." not in state for state in dyad):
        message = f"{dyad[0]}-{dyad[1]} is no pair of two states; write such as RUS-PRK."
        raise UsageError(message, subject="--dyad")
    return dyad


def _check_horizon(horizon_days: int | None, settings: Settings) -> int:
    """Return a horizon that lies ahead."""
    days = settings.horizon_days if horizon_days is None else horizon_days
    if not 1 <= days <= LONGEST_HORIZON:
        raise InsufficientDataError(
            f"A horizon of {days} days carries no answer; it must lie between 1 and "
            f"{LONGEST_HORIZON:,} days ahead.",
            subject="--horizon",
        )
    return days


def _assemble(
    propositions: Sequence[Proposition],
    judged: Sequence[Judged],
    reckonings: Sequence[Reckoning],
    case: Case,
    closing: tuple[Run, tuple[str, ...], Change | None],
) -> Assessment:
    """Return the assessment with its figures in a stable order."""
    run, limits, change = closing
    rivals, rival_figures = weigh_rivals(propositions, case)
    corpus = _corpus(case)
    concerns = [_concern(item, case) for item in reckonings]
    exchange = find_exchange(propositions, case)
    indicators = find_indicators(judged, reckonings, case)
    sensitivity = find_sensitivity(reckonings, case)
    figures: tuple[Figure, ...] = (
        *run_figures(case.question, run),
        *corpus_figures(corpus, case),
        *chain.from_iterable(item.figures for item in judged),
        *chain.from_iterable(
            (*concern_figures(item, concern, case), *tail_figures(item, concern))
            for item, concern in zip(reckonings, concerns, strict=True)
        ),
        *rival_figures,
        *indicator_figures(indicators, judged, case),
        *sensitivity_figures(sensitivity, case),
        *_change_figures(change, judged, concerns, case),
        *game_figures(case),
    )
    return Assessment(
        id=_answer_id(case, run, change),
        question=case.question,
        corpus=corpus,
        bottom_line=write_bottom_line(reckonings, judged),
        judgements=tuple(item.judgement for item in judged),
        concern=tuple(concerns),
        hypotheses=rivals,
        indicators=indicators,
        exchange=exchange,
        figures=figures,
        limits=limits,
        run=run,
        names=_names(case, exchange),
        record=case.record,
        games=case.games or None,
        sensitivity=sensitivity,
        change=change,
        words=case.words if case.words != DEFAULT else None,
        grades=tuple(case.grades.values()),
    )


def _change_figures(
    change: Change | None, judged: Sequence[Judged], concerns: Sequence[Concern], case: Case
) -> tuple[Figure, ...]:
    """Return the figures of what changed; none where nobody asked."""
    if change is None:
        return ()
    labels = {one.judgement.id: one.judgement.proposition for one in judged}
    labels |= {one.id: f"concern of {readable(one.stakeholder)}" for one in concerns}
    return tuple(change_figures(change, labels, case))


def _answer_id(case: Case, run: Run, change: Change | None) -> str:
    """Return the id of an answer: of its question, inputs, version and seed, and its comparison."""
    key = (to_json(case.question), run.inputs_sha256, run.version, run.seed, run.draws)
    compared = () if change is None else (change.since, change.earlier)
    return digest("a", *key, *compared)


def _concern(item: Reckoning, case: Case) -> Concern:
    """Return a stakeholder's concern as it is told."""
    driving = [(t, s) for t, s in zip(item.terms, item.shares, strict=False) if s > 0]
    reasons = dict.fromkeys(reason for term, _ in driving for reason in term.exposure.reasons)
    return Concern(
        id=f"k-{item.stakeholder}",
        stakeholder=ActorId(item.stakeholder),
        score=item.centre,
        interval=item.interval,
        level=item.level,
        roles=tuple(reason for reason in reasons if not reason.startswith("the text")),
        drivers=tuple(
            Driver(
                judgement=term.judged.judgement.id, share=share, reasons=term.exposure.reasons
            )
            for term, share in driving
        ),
        flips=find_flips(item),
        lever=find_lever(item, case),
        stakes=tuple(sorted({s for term in item.terms for s in term.exposure.stakes})),
        expected_harm=round(mean(item.total), P_DIGITS),
        tail=find_tail(item, case),
    )


def _corpus(case: Case) -> CorpusSummary:
    """Return the counts of documents, origins and claims."""
    dates = sorted(doc.date for doc in case.documents if doc.date is not None)
    return CorpusSummary(
        documents=len(case.documents),
        origins=len(set(case.origins.values())),
        claims=len(case.claims),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
    )


def _names(case: Case, exchange: Sequence[Exchange]) -> dict[str, str]:
    """Return the readable name of every actor that occurs, and of every outlet quoted."""
    actors = {*case.dyad, *case.question.stakeholders}
    actors.update(end for edge in exchange for end in (edge.giver, edge.receiver))
    for claim in case.claims:
        actors.update(claim.event.source, claim.event.target)
        actors.update(h.actor for h in claim.holders if h.actor is not None)
    actors.update(mention.stakeholder for mention in case.stakes)
    named = sorted({doc.publisher for doc in case.documents if doc.publisher}, reverse=True)
    published = {key_of(name, case.book): name for name in named}
    keys = {
        grade.origin.removeprefix(OUTLET)
        for grade in case.grades.values()
        if grade.origin.startswith(OUTLET)
    }
    outlets = {
        OUTLET + key: case.book.name_of(key)
        if key in case.book.sources
        else published.get(key) or case.book.name_of(key)
        for key in keys
    }
    return {actor: readable(actor) for actor in sorted(actors)} | dict(sorted(outlets.items()))


def _inputs_digest(case: Case) -> str:
    """Return the sha256 of everything that the answer depends on, but code and seed."""
    parts = [
        to_json(case.question),
        *(
            f"{doc.id} {doc.sha256} {doc.date} {doc.publisher} {doc.author}"
            for doc in case.documents
        ),
        *(to_json(claim) for claim in case.claims),
        *(to_json(mention) for mention in case.stakes),
        *(row.model_dump_json() for row in case.overrides),
        *(f"{one.key} {one.row.model_dump_json()}" for one in case.book.own),
        *((to_json(case.record),) if case.record else ()),
        *(to_json(result) for result in case.games),
        *((case.hypotheses.file.model_dump_json(),) if case.hypotheses else ()),
        *((case.words,) if case.words != DEFAULT else ()),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
