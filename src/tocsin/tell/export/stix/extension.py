"""What STIX has no property for: probabilities, stances, evidence for and against, cells.

All of it stands in one property extension. Its schema is made from the classes below.
"""

import json
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from tocsin.model.codec import json_schema
from tocsin.tell.export.stix.objects import (
    FIRST_DAY,
    JsonObject,
    is_missing,
    stix_id,
)
from tocsin.tell.export.traces import Traces
from tocsin.tell.hygiene import clean

VERSION = "1.1.0"
EXTENSION = stix_id("extension-definition", "assessment", VERSION.split(".", 1)[0])
"""The id of our extension; another one when what a property means changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its interval and the id that opens it.

    Attributes:
        value: The number, in `unit`.
        low: Lower end of its 90 % interval; absent where it is exact.
        high: Upper end.
        unit: `probability`, `score_0_100`, `share` or `count`.
        figure: What `tocsin why` opens it by; absent where nothing lies beneath it.
    """

    value: float
    low: float | None = None
    high: float | None = None
    unit: str = "probability"
    figure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBy:
    """Somebody who stands to a claim in some way, by the words `cue`.

    Attributes:
        name: As the text names them.
        stance: How they stand to it: asserts, denies, doubts, predicts or demands.
        cue: The words that say so.
        identity_ref: Their object; absent where they are no political actor.
    """

    name: str
    stance: str
    cue: str
    identity_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSaid:
    """On a note: an event as somebody put it.

    Attributes:
        kind: What stands on this object.
        claim: Its id.
        document: Id of the document.
        span: Offsets of the quote in the document's text, [start, end).
        event_type: PLOVER type.
        mode: Refinement of the type, such as `military`.
        source_refs: Who acts.
        target_refs: Who is acted on.
        items: What moves.
        reciprocal: Whether both do it to each other.
        place: Where it happens, as a name.
        time_start: First day it may fall on.
        time_end: Last day it may fall on.
        time_text: The words that say when.
        status: Whether it happened, as the text puts it.
        polarity: Whether the event or its absence is stated.
        held_by: Who says so, from the outermost speaker inwards; absent for the author.
        reading: That event, status and innermost holder are read rightly.
        reliability: A to F by the Admiralty scale: of the source; F is unknown.
        credibility: 1 to 6: of what is claimed; 6 is unknown. `confidence` is its number.
        graded_source: The source whose reliability counts; absent where none is graded.
        origin: The document that stands for its origin, or `outlet:` and the outlet's key.
    """

    kind: Literal["claim"] = "claim"
    claim: str
    document: str
    span: tuple[int, int]
    event_type: str
    mode: str | None = None
    source_refs: tuple[str, ...] = ()
    target_refs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    reciprocal: bool = False
    place: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    time_text: str | None = None
    status: str
    polarity: str
    held_by: tuple[HeldBy, ...] = ()
    reading: Quantity
    reliability: str | None = None
    credibility: str | None = None
    graded_source: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceSaid:
    """On an opinion: the stance behind it, as STIX has one word for denial and doubt.

    Attributes:
        kind: What stands on this object.
        claim: Id of the claim.
        stance: How the holder stands to it.
        cue: The words that say so.
    """

    kind: Literal["stance"] = "stance"
    claim: str
    stance: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementSaid:
    """On a note: how likely one proposition is.

    Attributes:
        kind: What stands on this object.
        judgement: Its id.
        channel: The channel of the ontology.
        giver_ref: Who gives.
        receiver_ref: Who gets it.
        proposition: The statement judged.
        as_of: Day of the judgement.
        horizon_days: How far ahead it looks, in days.
        probability: That it comes about within the horizon.
        words: The word for the probability.
        confidence_level: How well grounded it is, in a word; `confidence` is its number.
        confidence_reasons: Why the confidence is what it is, one clause each.
        base_rate: The part of base rates.
        testimony: The part of what is said.
        model: The part of a game; absent where none was solved.
        supporting_refs: Notes of the claims for it, strongest first.
        contradicting_refs: Notes of the claims against it, strongest first.
    """

    kind: Literal["judgement"] = "judgement"
    judgement: str
    channel: str
    giver_ref: str
    receiver_ref: str
    proposition: str
    as_of: str
    horizon_days: int
    probability: Quantity
    words: str
    confidence_level: str
    confidence_reasons: tuple[str, ...] = ()
    base_rate: Quantity | None = None
    testimony: Quantity | None = None
    model: Quantity | None = None
    supporting_refs: tuple[str, ...] = ()
    contradicting_refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverSaid:
    """A judgement's share in a concern.

    Attributes:
        judgement_ref: Note of the judgement.
        share: Its part; those of one stakeholder sum to 1.
    """

    judgement_ref: str
    share: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipSaid:
    """The smallest change of one input that carries a concern to another level.

    Attributes:
        what: The input in words.
        now: Its value now.
        then: Its value at which the level changes.
        level: The level then reached.
    """

    what: str
    now: Quantity
    then: Quantity
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverSaid:
    """What a stakeholder could do that lowers its concern most.

    Attributes:
        what: What it could do.
        judgement_ref: Note of the judgement that it bears on.
        score_after: The score then.
    """

    what: str
    judgement_ref: str | None
    score_after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernSaid:
    """On a note: how concerned a stakeholder has reason to be.

    Attributes:
        kind: What stands on this object.
        concern: Its id.
        stakeholder_ref: Whose concern it is.
        score: Expected harm, 0 to 100.
        level: The level of the score, in a word.
        roles: Why it is a stakeholder, in words.
        drivers: Judgements by their share, largest first.
        flips: Smallest changes that carry it to another level.
        lever: What it could do best; absent where nothing helps.
        stakes: Ids of stake mentions that entered.
    """

    kind: Literal["concern"] = "concern"
    concern: str
    stakeholder_ref: str
    score: Quantity
    level: str
    roles: tuple[str, ...] = ()
    drivers: tuple[DriverSaid, ...] = ()
    flips: tuple[FlipSaid, ...] = ()
    lever: LeverSaid | None = None
    stakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSaid:
    """What one claim says of a hypothesis: CC, C, N, I, II or NA.

    Attributes:
        claim_ref: Note of the claim.
        cell: How likely such a claim is if the hypothesis is true.
    """

    claim_ref: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisSaid:
    """On a grouping: a rival reading with its scores.

    Attributes:
        kind: What stands on this object.
        hypothesis: Its key.
        posterior: By likelihood ratios, among the rivals.
        inconsistency: Weighted inconsistency by PARC, 0 and below; closest to 0 leads.
        cells: The evidence by hypothesis matrix, this row of it.
    """

    kind: Literal["hypothesis"] = "hypothesis"
    hypothesis: str
    posterior: Quantity
    inconsistency: Quantity
    cells: tuple[CellSaid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeSaid:
    """What one actor hands to another, as claimed: asserted, possible or denied.

    No relationship of STIX stands for it, as that would state it as a fact.

    Attributes:
        giver_ref: Who hands over.
        receiver_ref: Who gets it.
        channel: The channel it belongs to.
        label: What moves, in words.
        status: asserted, possible or denied, the strongest that is claimed.
        reciprocal: Whether both do it together.
        claim_refs: Notes of the claims that say so.
    """

    giver_ref: str
    receiver_ref: str
    channel: str
    label: str
    status: str
    reciprocal: bool
    claim_refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSaid:
    """On the report: the question, the corpus, the exchange, and what repeats the run.

    Attributes:
        kind: What stands on this object.
        assessment: Its id.
        dyad_refs: The two states.
        stakeholder_refs: For whom it is judged.
        as_of: Day of the judgement.
        horizon_days: How far ahead it looks, in days.
        documents: Documents that count.
        origins: Independent origins among them.
        claims: Claims in them.
        exchange: What is said to go from whom to whom.
        rivals_agree: Whether both scorings of the rivals have one leader.
        limits: What the answer does not carry, one sentence each.
        version: Of Tocsin.
        seed: Of all random draws.
        draws: How many there are behind each interval.
        inputs_sha256: Of everything that the answer depends on, but code and seed.
    """

    kind: Literal["assessment"] = "assessment"
    assessment: str
    dyad_refs: tuple[str, ...]
    stakeholder_refs: tuple[str, ...] = ()
    as_of: str
    horizon_days: int
    documents: Quantity
    origins: Quantity
    claims: Quantity
    exchange: tuple[EdgeSaid, ...] = ()
    rivals_agree: bool
    limits: tuple[str, ...] = ()
    version: str
    seed: int
    draws: int
    inputs_sha256: str


Said = ClaimSaid | StanceSaid | JudgementSaid | ConcernSaid | HypothesisSaid | BriefSaid
KINDS = (ClaimSaid, StanceSaid, JudgementSaid, ConcernSaid, HypothesisSaid, BriefSaid)


def extended(said: Said) -> JsonObject:
    """Return the `extensions` of an object that says this."""
    return {EXTENSION: {"extension_type": "property-extension", **_bare(said)}}


def quantity(figure: str, value: float, traces: Traces, *, unit: str) -> Quantity:
    """Return a number of the assessment with the interval and unit of its figure.

    Args:
        figure: Id of the figure.
        value: The number.
        traces: The figures.
        unit: The unit of a number without a figure.
    """
    known = traces.figures.get(figure)
    low, high = (known.interval if known else None) or (None, None)
    return Quantity(
        value=value,
        low=low,
        high=high,
        unit=known.unit if known else unit,
        figure=traces.of(figure),
    )


def definition(author: str) -> JsonObject:
    """Return the object that defines the extension."""
    moment = f"{FIRST_DAY.isoformat()}T00:00:00.000Z"
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created_by_ref": author,
        "created": moment,
        "modified": moment,
        "name": "Assessments of rapprochement",
        "description": (
            "Probabilities with intervals, stances of those who speak, evidence for and against, "
            "and scores of rival hypotheses. A probability is that of the event; the property "
            "confidence of STIX is trust in the estimate and another thing."
        ),
        "schema": json.dumps(stix_extension_schema(), ensure_ascii=False),
        "version": VERSION,
        "extension_types": ["property-extension"],
    }


def stix_extension_schema() -> JsonObject:
    """Return the JSON Schema of what stands under the id of the extension."""
    parts: JsonObject = {}
    kinds = []
    for kind in KINDS:
        schema = json_schema(kind)
        parts |= schema.pop("$defs", {})
        schema["required"] = ["kind", *schema["required"]]
        parts[kind.__name__] = schema
        kinds.append({"$ref": f"#/$defs/{kind.__name__}"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Assessments of rapprochement, extension of STIX 2.1",
        "type": "object",
        "properties": {
            "extension_type": {
                "const": "property-extension",
                "description": "What STIX asks for.",
            }
        },
        "required": ["extension_type", "kind"],
        "oneOf": kinds,
        "$defs": dict(sorted(parts.items())),
    }


def _bare(value: object) -> Any:  # noqa: ANN401 - which JSON type depends on the value
    """Return a value as plain JSON types, texts cleaned, without what is missing."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {one.name: _bare(getattr(value, one.name)) for one in fields(value)}
        return {key: item for key, item in found.items() if not is_missing(item)}
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    return clean(value) if isinstance(value, str) else value
