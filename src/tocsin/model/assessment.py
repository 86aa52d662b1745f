"""Judgements, concern, and the figures beneath them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import Field

from tocsin.model.change import Change
from tocsin.model.ids import ActorId, ClaimId, DocumentId
from tocsin.model.outcome import GameResult
from tocsin.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with all that is needed to check it. `tocsin why` prints it.

    Attributes:
        id: Unique within its assessment, such as `j-arms_supply-PRK-RUS.testimony`.
        label: What the number is, in words.
        value: The number, in `unit`.
        interval: 90 % interval in the same unit; None where the number is exact.
        unit: `probability`, `score_0_100`, `log_odds`, `points`, `share`, `count`, `days`, `harm`,
            `score_change` or `probability_change`.
        method: How it was reached, in one sentence.
        steps: The steps in order, one sentence each, with the numbers that enter.
        claims: Ids of the claims (and stake mentions) beneath it.
        rows: Keys of the data rows beneath it, each `file:key`, with its source in the steps.
        parts: Ids of the figures that enter into it.
    """

    id: str
    label: str
    value: float
    interval: tuple[float, float] | None = None
    unit: str = "probability"
    method: str = ""
    steps: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        dyad: The two states.
        as_of: Day of the judgement; nothing later counts.
        horizon_days: How far ahead it looks, in days.
        stakeholders: For whom; empty where the evidence is to say.
    """

    dyad: tuple[ActorId, ActorId]
    as_of: date
    horizon_days: int
    stakeholders: tuple[ActorId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusSummary:
    """What the answer rests on: counts of documents, independent origins, claims.

    Attributes:
        documents: Documents that count.
        origins: Independent origins among them; copies of one text are one.
        claims: Claims in them.
        first_date: Date of the oldest document; None where none is dated.
        last_date: Date of the newest one.
    """

    documents: int
    origins: int
    claims: int
    first_date: date | None = None
    last_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """The three parts that are pooled, as probabilities; None where a part is missing.

    Attributes:
        base_rate: How often such things happen, in [0, 1].
        testimony: What the claims say, in [0, 1].
        model: What a game says, in [0, 1].
    """

    base_rate: float | None
    testimony: float | None
    model: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How likely one proposition is, and what speaks for and against it.

    Attributes:
        id: `j-CHANNEL-GIVER-RECEIVER`; joint channels name the dyad in alphabetical order.
        channel: The channel of the ontology.
        giver: Who gives; in a joint channel the first of the pair.
        receiver: Who gets it.
        proposition: The statement judged, one plain sentence in the domain's words.
        p: Probability within the horizon, in [0, 1].
        interval: 90 % interval.
        words: The word for p by the standard in `Assessment.words`.
        confidence: high, moderate or low.
        reasons: Why the confidence is what it is, one clause each.
        components: The parts that p was pooled from.
        claims: Ids of claims for it, strongest first.
        against: Ids of claims against it, strongest first.
    """

    id: str
    channel: str
    giver: ActorId
    receiver: ActorId
    proposition: str
    p: float
    interval: tuple[float, float]
    words: str
    confidence: str
    reasons: tuple[str, ...]
    components: Components
    claims: tuple[ClaimId, ...]
    against: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A judgement's part in a stakeholder's concern; shares of one stakeholder sum to 1.

    Attributes:
        judgement: Id of the judgement.
        share: Its part, in [0, 1].
        reasons: Why it counts so much for this stakeholder, one clause each.
    """

    judgement: str
    share: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The smallest change of one input that carries a concern across a level.

    Attributes:
        what: The input in words.
        ref: The id of the figure that would change.
        from_: Its value now; `from` in JSON.
        to: Its value at which the level changes.
        level: The level then reached.
    """

    what: str
    ref: str
    from_: Annotated[float, Field(alias="from")]
    to: float
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """What a stakeholder could do that lowers its own concern most.

    Attributes:
        what: What it could do.
        judgement: Id of the judgement that it bears on.
        score_after: The score then, 0 to 100.
    """

    what: str
    judgement: str
    score_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """How bad it gets for a stakeholder when judgements come true or not, on the scale of scores.

    Attributes:
        p95: The score that is passed in 1 of 20 outcomes.
        shortfall: The mean score of those outcomes.
    """

    p95: float
    shortfall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """How concerned one stakeholder has reason to be.

    Attributes:
        id: `k-STAKEHOLDER`.
        stakeholder: Whose concern it is.
        score: Expected harm over channels, 0 to 100.
        interval: 90 % interval.
        level: minimal < 20 <= guarded < 40 <= elevated < 60 <= high < 80 <= severe.
        roles: Why it is a stakeholder, in words.
        drivers: Judgements by their share, largest first.
        flips: Smallest changes that carry it to another level.
        lever: What it could do best; None where nothing helps.
        stakes: Ids of stake mentions that entered.
        expected_harm: Sum of probability x harm x exposure, from which the score comes.
        tail: What the worst outcomes are like.
    """

    id: str
    stakeholder: ActorId
    score: float
    interval: tuple[float, float]
    level: str
    roles: tuple[str, ...]
    drivers: tuple[Driver, ...]
    flips: tuple[Flip, ...]
    lever: Lever | None = None
    stakes: tuple[str, ...] = ()
    expected_harm: float | None = field(default=None, metadata={"omitted": True})
    tail: Tail | None = field(default=None, metadata={"omitted": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmShift:
    """A score with the harm of one channel, or of all, at the ends of its range.

    Attributes:
        stakeholder: Whose score.
        channel: The channel; `*` for all at once.
        low: The score at the least harm.
        high: The score at the greatest harm.
        low_level: The level at the least harm.
        high_level: The level at the greatest harm.
        low_rank: The place among the stakeholders at the least harm, from 1.
        high_rank: The place at the greatest harm.
        figure: The id that `tocsin why` opens.
    """

    stakeholder: ActorId
    channel: str
    low: float
    high: float
    low_level: str
    high_level: str
    low_rank: int
    high_rank: int
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One edge of the exchange network: what one actor hands to another.

    Attributes:
        giver: Who hands over.
        receiver: Who gets it.
        channel: The channel it belongs to.
        label: What moves, in words.
        status: asserted, possible or denied, the strongest that is claimed.
        reciprocal: Whether both do it together.
        claims: Ids of the claims that say so.
    """

    giver: ActorId
    receiver: ActorId
    channel: str
    label: str
    status: str
    reciprocal: bool
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A rival reading of the evidence with its scores.

    Attributes:
        id: Its key, as in hypotheses.yaml or the user's file.
        statement: What it says, one sentence.
        posterior: Likelihood-ratio posterior among the rivals, sums to 1.
        inconsistency: PARC weighted inconsistency, 0 and below; closest to 0 leads.
        cells: For each claim id its cell: CC, C, N, I, II or NA.
        prior: Chance before the claims among those with the same parent; these sum to 1.
        parent: The id of the family that it is a kind of; None for most.
        reason: Why it is weighed.
        classes: Its cell for each class of claims of hypotheses.yaml, and for `silence`.
        by_hand: Its cell for single claims where the user has set it; None for nowhere.
        is_own: True where the user wrote the statement, else None.
    """

    id: str
    statement: str
    posterior: float
    inconsistency: float
    cells: dict[str, str]
    prior: float | None = field(default=None, metadata={"omitted": True})
    parent: str | None = field(default=None, metadata={"omitted": True})
    reason: str | None = field(default=None, metadata={"omitted": True})
    classes: dict[str, str] | None = field(default=None, metadata={"omitted": True})
    by_hand: dict[str, str] | None = field(default=None, metadata={"omitted": True})
    is_own: bool | None = field(default=None, metadata={"omitted": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A hypothesis that is the sum of its kinds; they are weighed, it is not.

    Attributes:
        id: Its key, as in hypotheses.yaml or the user's file.
        statement: What it says, one sentence.
        posterior: Sum of the posteriors of its kinds.
        kinds: The ids of the hypotheses that are kinds of it, those of its kinds included.
        prior, parent, reason, is_own: As of `Hypothesis`.
    """

    id: str
    statement: str
    posterior: float
    kinds: tuple[str, ...]
    prior: float
    parent: str | None = None
    reason: str = ""
    is_own: bool | None = field(default=None, metadata={"omitted": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One claim as evidence among the rivals; its cells stand with the hypotheses.

    Attributes:
        claim: The claim.
        kind: Its class in hypotheses.yaml; empty where only the user gave it cells.
        diagnosticity: How much it tells the rivals apart, in log-odds: the standard deviation
            over them of what it adds; 0 where it is equally likely under all.
        relevance: PARC credibility times relevance.
    """

    claim: ClaimId
    kind: str
    diagnosticity: float
    relevance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """The rival hypotheses, whether the two scorings agree, and what one claim decides.

    Attributes:
        hypotheses: Those that are weighed against each other.
        agree: Whether the leader by posterior is least inconsistent as well.
        decisive: The claims whose leaving out changes a leader.
        note: What the scorings say together.
        families: Sums of some of them; None where there are none.
        matrix: The claims, the most telling first; None in answers of before there was one.
    """

    hypotheses: tuple[Hypothesis, ...] = ()
    agree: bool = True
    decisive: tuple[str, ...] = ()
    note: str = ""
    families: tuple[Family, ...] | None = field(default=None, metadata={"omitted": True})
    matrix: tuple[MatrixRow, ...] | None = field(default=None, metadata={"omitted": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something to watch, and the judgement it would move.

    Attributes:
        what: What would be seen.
        where: Where to look.
        judgement: Id of the judgement.
        direction: `up` or `down`, as it moves the judgement.
        by: The day by which it should show, within the horizon.
        id: The id that `tocsin why` opens.
        ratio: Likelihood ratio of seeing it, [low, most likely, high].
        p_seen: The probability of the judgement once it is seen.
    """

    what: str
    where: str
    judgement: str
    direction: str
    by: date | None = None
    id: str | None = field(default=None, metadata={"omitted": True})
    ratio: tuple[float, float, float] | None = field(default=None, metadata={"omitted": True})
    p_seen: float | None = field(default=None, metadata={"omitted": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGrade:
    """How far a claim can be trusted, by the Admiralty scale, and by whom it is held.

    The two axes are apart: a reliable source may say what is improbable. F and 6 mean that it
    cannot be judged, which is unknown and not bad.

    Attributes:
        claim: The claim.
        reliability: A to F: of the least reliable source that it came through, of those known.
        credibility: 1 to 6: whether what it says is borne out by other origins.
        source: The source whose reliability counts; empty where none is graded.
        origin: The document that stands for its origin, or `outlet:` and the outlet's key.
        voice: How its holder stands to what it says.
        knows: How much such a holder can know.
        gains: What such a holder gains if it is believed.
        reasons: Why it has these two marks, one sentence each.
        rows: Keys of the data rows that decided.
    """

    claim: ClaimId
    reliability: str
    credibility: str
    source: str
    origin: str
    voice: str
    knows: str
    gains: str
    reasons: tuple[str, ...]
    rows: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Return both marks, such as `B2`."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is needed to repeat a run to the byte.

    Attributes:
        version: Of Tocsin.
        seed: Of all random draws.
        draws: How many there are behind each interval.
        inputs_sha256: Of everything that the answer depends on, but code and seed.
        command: The command that repeats it.
        documents: Ids of the documents that count, sorted.
    """

    version: str
    seed: int
    draws: int
    inputs_sha256: str
    command: str = ""
    documents: tuple[DocumentId, ...] | None = field(default=None, metadata={"omitted": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The answer to one question.

    Attributes:
        id: `a-` and ten hexadecimal digits; depends on question, inputs, version and seed.
        question: What was asked.
        corpus: What it rests on.
        bottom_line: At most forty words: concern per stakeholder and the leading judgement.
        judgements: How likely each proposition is, by channel.
        concern: How concerned each stakeholder has reason to be, the most concerned first.
        hypotheses: The rival readings of the evidence.
        indicators: What to watch.
        exchange: What is said to go from whom to whom.
        figures: Every number above with its trace, in a stable order.
        limits: What the answer does not carry, one sentence each.
        run: What is needed to repeat it.
        names: The readable name of every actor id that occurs.
        record: What structured data say of the pair; None where the store holds none.
        games: What games say beside the texts; None where none was given.
        sensitivity: Scores with harms at the ends of their ranges.
        change: What changed since an earlier day; None where that was not asked.
        words: The standard of the words of likelihood, such as `phia`; None for ICD 203.
        grades: The grade of each claim that speaks to a proposition, sorted by claim; None in
            answers of before there were any.
    """

    id: str
    question: Question
    corpus: CorpusSummary
    bottom_line: str
    judgements: tuple[Judgement, ...]
    concern: tuple[Concern, ...]
    hypotheses: Rivals
    indicators: tuple[Indicator, ...]
    exchange: tuple[Exchange, ...]
    figures: tuple[Figure, ...]
    limits: tuple[str, ...]
    run: Run
    names: dict[str, str] = field(default_factory=dict)
    record: Record | None = field(default=None, metadata={"omitted": True})
    games: tuple[GameResult, ...] | None = field(default=None, metadata={"omitted": True})
    sensitivity: tuple[HarmShift, ...] | None = field(default=None, metadata={"omitted": True})
    change: Change | None = field(default=None, metadata={"omitted": True})
    words: str | None = field(default=None, metadata={"omitted": True})
    grades: tuple[ClaimGrade, ...] | None = field(default=None, metadata={"omitted": True})
