"""What every rendering starts from: an assessment with all that its ids point to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tocsin.model.assessment import (
    Assessment,
    ClaimGrade,
    Concern,
    Figure,
    Indicator,
    Judgement,
)
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.model.estimative import scale_named
from tocsin.model.forecast import QuestionRecord
from tocsin.model.score import ScoreReport
from tocsin.model.timeline import Timeline
from tocsin.tell.hygiene import clean, shorten
from tocsin.tell.words import actor_name, label

MIN_KEY_JUDGEMENTS = 3
MAX_KEY_JUDGEMENTS = 5
MAX_NAME = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefInput:
    """An assessment and the claims, stake mentions and documents that its ids point to.

    An id that the mappings do not know is shown as it stands, or left out; it never fails.

    Attributes:
        assessment: The answer.
        claims: The claims by id.
        stakes: The stake mentions by id.
        documents: The documents by id.
        origins: For the id of a document, that of the one that stands for its origin; empty where
            nobody has looked.
        timeline: What the claims tell of the two, as events; None where nobody has looked.
        questions: Questions about the two that the ledger holds.
        score: How good the forecasts of such questions were; None where none is decided.
    """

    assessment: Assessment
    claims: Mapping[str, Claim]
    stakes: Mapping[str, StakeMention]
    documents: Mapping[str, Document]
    origins: Mapping[str, str] = field(default_factory=dict)
    timeline: Timeline | None = None
    questions: tuple[QuestionRecord, ...] = ()
    score: ScoreReport | None = None

    def name(self, actor: str | None) -> str:
        """Return the readable name of an actor, cut where it is no name any more."""
        return shorten(actor_name(actor, self.assessment.names), MAX_NAME)

    @property
    def standard(self) -> str:
        """Return the standard of the words of likelihood, as it is named."""
        return scale_named(self.assessment.words).title

    def figures(self) -> dict[str, Figure]:
        """Return the figures by id, in the order of the assessment."""
        return {figure.id: figure for figure in self.assessment.figures}

    def grades(self) -> dict[str, ClaimGrade]:
        """Return the grades by claim; empty for an answer of before there were any."""
        return {grade.claim: grade for grade in self.assessment.grades or ()}

    def judgements(self) -> dict[str, Judgement]:
        """Return the judgements by id, in the order of the assessment."""
        return {judgement.id: judgement for judgement in self.assessment.judgements}

    def ranked_concern(self) -> tuple[Concern, ...]:
        """Return the stakeholders, most concerned first."""
        return tuple(sorted(self.assessment.concern, key=lambda one: (-one.score, one.id)))

    def short_label(self, judgement_id: str) -> str:
        """Return a judgement in few words: `arms supply, North Korea → Russia`."""
        judgement = self.judgements().get(judgement_id)
        if judgement is None:
            return clean(judgement_id)
        giver, receiver = self.name(judgement.giver), self.name(judgement.receiver)
        sign = "and" if self.is_joint(judgement) else "→"
        return f"{clean(label(judgement.channel))}, {giver} {sign} {receiver}"

    def without_horizon(self, text: str) -> str:
        """Return a text without the horizon, for where the heading states it already."""
        days = self.assessment.question.horizon_days
        return clean(text).replace(f" within {days} days", "")

    def is_joint(self, judgement: Judgement) -> bool:
        """Return whether both parties do together what is judged, by how it is worded."""
        pair = (self.name(judgement.giver), self.name(judgement.receiver))
        text = clean(judgement.proposition)
        return any(f"{one} and {other}" in text for one, other in (pair, pair[::-1]))

    def key_judgements(self) -> tuple[Judgement, ...]:
        """Return three to five judgements: what drives each stakeholder's concern, in turn."""
        known = self.judgements()
        chosen: dict[str, None] = {}
        for judgement_id in self._drivers_in_turn():
            if judgement_id in known and len(chosen) < MAX_KEY_JUDGEMENTS:
                chosen.setdefault(judgement_id)
        for judgement_id in known:
            if len(chosen) < MIN_KEY_JUDGEMENTS:
                chosen.setdefault(judgement_id)
        return tuple(known[judgement_id] for judgement_id in chosen)

    def first_indicators(self, limit: int) -> tuple[Indicator, ...]:
        """Return what to watch: the first sign of each judgement, then the second ones."""
        seen: dict[str, int] = {}
        ranked = []
        for place, sign in enumerate(self.assessment.indicators):
            seen[sign.judgement] = seen.get(sign.judgement, 0) + 1
            ranked.append((seen[sign.judgement], place, sign))
        return tuple(sign for _, _, sign in sorted(ranked, key=lambda one: one[:2])[:limit])

    def _drivers_in_turn(self) -> Iterator[str]:
        """Yield every stakeholder's first driver, then every second one, and so on."""
        ranked = self.ranked_concern()
        for place in range(max((len(one.drivers) for one in ranked), default=0)):
            for one in ranked:
                if place < len(one.drivers):
                    yield one.drivers[place].judgement
