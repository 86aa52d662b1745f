"""Judgements and concern as notes, hypotheses as groupings, the brief as a report."""

from dataclasses import dataclass

from tocsin.model.assessment import Concern, Exchange, Hypothesis, Judgement
from tocsin.tell.export.stix.actors import TOCSIN, Actors
from tocsin.tell.export.stix.evidence import Evidence
from tocsin.tell.export.stix.extension import (
    BriefSaid,
    CellSaid,
    ConcernSaid,
    DriverSaid,
    EdgeSaid,
    FlipSaid,
    HypothesisSaid,
    JudgementSaid,
    LeverSaid,
    Quantity,
    extended,
    quantity,
)
from tocsin.tell.export.stix.objects import LANGUAGE, JsonObject, made
from tocsin.tell.export.traces import Traces
from tocsin.tell.export.wording import brief_text, brief_title, concern_text, judgement_text
from tocsin.tell.hygiene import clean
from tocsin.tell.view import BriefInput

CONFIDENCE = {"low": 15, "moderate": 50, "medium": 50, "high": 85}
"""STIX's own scale of trust in what an object says; no probability of an event."""

_SILENT = frozenset({"N", "NA"})


@dataclass(frozen=True, slots=True)
class Answers:
    """Makes the objects of one assessment's answers.

    Attributes:
        view: The assessment.
        traces: What opens its numbers.
        actors: Everybody who occurs.
        evidence: The claims.
    """

    view: BriefInput
    traces: Traces
    actors: Actors
    evidence: Evidence

    def judgements(self) -> dict[str, JsonObject]:
        """Return a note for each judgement, by its id."""
        return {one.id: self._judgement(one) for one in self.view.assessment.judgements}

    def concerns(self, judgements: dict[str, JsonObject]) -> list[JsonObject]:
        """Return a note for each stakeholder's concern."""
        return [self._concern(one, judgements) for one in self.view.assessment.concern]

    def hypotheses(self) -> list[JsonObject]:
        """Return a grouping for each rival, of the claims that say something about it."""
        return [self._hypothesis(one) for one in self.view.assessment.hypotheses.hypotheses]

    def report(self, objects: list[str]) -> JsonObject:
        """Return the brief as a report on everything else."""
        said = {
            "name": brief_title(self.view),
            "description": brief_text(self.view),
            "report_types": ["threat-report"],
            "published": f"{self.view.assessment.question.as_of.isoformat()}T00:00:00.000Z",
            "object_refs": objects,
            "extensions": extended(self._brief()),
        }
        return self._made("report", said)

    def _judgement(self, one: Judgement) -> JsonObject:
        """Return a judgement as a note; STIX's confidence is that in the estimate."""
        pro, con = self.evidence.refs(one.claims), self.evidence.refs(one.against)
        question = self.view.assessment.question
        said = JudgementSaid(
            judgement=one.id,
            channel=one.channel,
            giver_ref=self.actors.needed(one.giver),
            receiver_ref=self.actors.needed(one.receiver),
            proposition=one.proposition,
            as_of=question.as_of.isoformat(),
            horizon_days=question.horizon_days,
            probability=Quantity(
                value=one.p,
                low=one.interval[0],
                high=one.interval[1],
                figure=self.traces.of(one.id),
            ),
            words=one.words,
            confidence_level=one.confidence,
            confidence_reasons=one.reasons,
            base_rate=self._part(one, "base_rate"),
            testimony=self._part(one, "testimony"),
            model=self._part(one, "model"),
            supporting_refs=pro,
            contradicting_refs=con,
        )
        parties = self.actors.refs((one.giver, one.receiver))
        return self._note(
            self.view.short_label(one.id),
            judgement_text(one, self.view, self.traces),
            [*parties, *pro, *con],
            {"confidence": CONFIDENCE.get(one.confidence), "extensions": extended(said)},
        )

    def _part(self, one: Judgement, name: str) -> Quantity | None:
        """Return one of the parts that are pooled; None where it is missing."""
        value = getattr(one.components, name)
        return None if value is None else self._of(f"{one.id}.{name}", value)

    def _concern(self, one: Concern, judgements: dict[str, JsonObject]) -> JsonObject:
        """Return a stakeholder's concern as a note."""
        refs = {name: note["id"] for name, note in judgements.items()}
        drivers = tuple(
            DriverSaid(
                judgement_ref=refs[driver.judgement],
                share=self._of(f"{one.id}.share.{driver.judgement}", driver.share, "share"),
            )
            for driver in one.drivers
            if driver.judgement in refs
        )
        said = ConcernSaid(
            concern=one.id,
            stakeholder_ref=self.actors.needed(one.stakeholder),
            score=Quantity(
                value=one.score,
                low=one.interval[0],
                high=one.interval[1],
                unit="score_0_100",
                figure=self.traces.of(one.id),
            ),
            level=one.level,
            roles=one.roles,
            drivers=drivers,
            flips=self._flips(one),
            lever=self._lever(one, refs),
            stakes=one.stakes,
        )
        return self._note(
            f"concern of {self.view.name(one.stakeholder)}",
            concern_text(one, self.view, self.traces),
            [said.stakeholder_ref, *(driver.judgement_ref for driver in drivers)],
            {"extensions": extended(said)},
        )

    def _flips(self, one: Concern) -> tuple[FlipSaid, ...]:
        """Return what would carry a concern to another level."""
        return tuple(
            FlipSaid(
                what=flip.what,
                now=self._of(flip.ref, flip.from_),
                then=self._of(f"{one.id}.flip.{place}", flip.to),
                level=flip.level,
            )
            for place, flip in enumerate(one.flips, start=1)
        )

    def _lever(self, one: Concern, refs: dict[str, str]) -> LeverSaid | None:
        """Return the best lever of a stakeholder."""
        if one.lever is None:
            return None
        after = self._of(f"{one.id}.lever", one.lever.score_after, "score_0_100")
        ref = refs.get(one.lever.judgement)
        return LeverSaid(what=one.lever.what, judgement_ref=ref, score_after=after)

    def _hypothesis(self, one: Hypothesis) -> JsonObject:
        """Return a rival as a grouping of the claims that speak to it; else on the dyad."""
        notes = self.evidence.notes
        cells = tuple(
            CellSaid(claim_ref=notes[claim]["id"], cell=cell)
            for claim, cell in sorted(one.cells.items())
            if claim in notes
        )
        said = HypothesisSaid(
            hypothesis=one.id,
            posterior=self._of(f"h-{one.id}.posterior", one.posterior),
            inconsistency=self._of(f"h-{one.id}.inconsistency", one.inconsistency, "count"),
            cells=cells,
        )
        telling = [cell.claim_ref for cell in cells if cell.cell not in _SILENT]
        dyad = self.actors.refs(self.view.assessment.question.dyad)
        grouping = {
            "name": clean(one.statement),
            "context": "unspecified",
            "object_refs": telling or list(dyad),
            "extensions": extended(said),
        }
        return self._made("grouping", grouping)

    def _brief(self) -> BriefSaid:
        """Return what a report has no property for."""
        answer, refs = self.view.assessment, self.actors.refs
        corpus = {
            name: self._of(f"corpus.{name}", getattr(answer.corpus, name), "count")
            for name in ("documents", "origins", "claims")
        }
        return BriefSaid(
            assessment=answer.id,
            dyad_refs=refs(answer.question.dyad),
            stakeholder_refs=refs(answer.question.stakeholders),
            as_of=answer.question.as_of.isoformat(),
            horizon_days=answer.question.horizon_days,
            documents=corpus["documents"],
            origins=corpus["origins"],
            claims=corpus["claims"],
            exchange=tuple(self._edge(one) for one in answer.exchange),
            rivals_agree=answer.hypotheses.agree,
            limits=answer.limits,
            version=answer.run.version,
            seed=answer.run.seed,
            draws=answer.run.draws,
            inputs_sha256=answer.run.inputs_sha256,
        )

    def _edge(self, one: Exchange) -> EdgeSaid:
        """Return what one hands to another, with the claims that say so."""
        return EdgeSaid(
            giver_ref=self.actors.needed(one.giver),
            receiver_ref=self.actors.needed(one.receiver),
            channel=one.channel,
            label=one.label,
            status=one.status,
            reciprocal=one.reciprocal,
            claim_refs=self.evidence.refs(one.claims),
        )

    def _of(self, figure: str, value: float, unit: str = "probability") -> Quantity:
        """Return a number with what its figure knows."""
        return quantity(figure, value, self.traces, unit=unit)

    def _note(self, head: str, text: str, refs: list[str], more: JsonObject) -> JsonObject:
        """Return a note of ours."""
        said = {"abstract": head, "content": text, "object_refs": list(dict.fromkeys(refs))}
        return self._made("note", {**said, **more})

    def _made(self, kind: str, said: JsonObject) -> JsonObject:
        """Return an object of ours, of the day of the assessment."""
        day = self.view.assessment.question.as_of
        return made(kind, day, {"lang": LANGUAGE, **said}, by=TOCSIN["id"])
