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
    """Somebody who stands to a claim in some way, by the words `cue`."""

    name: str
    stance: str
    cue: str
    identity_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSaid:
    """On a note: an event as somebody put it.

    Attributes:
        claim: Its id.
        document: Id of the document.
        span: Offsets of the quote in the document's text, [start, end).
        event_type: PLOVER type.
        source_refs: Who acts.
        target_refs: Who is acted on.
        items: What moves.
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
    """On an opinion: the stance behind it, as STIX has one word for denial and doubt."""

    kind: Literal["stance"] = "stance"
    claim: str
    stance: str
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementSaid:
    """On a note: how likely one proposition is.

    Attributes:
        judgement: Its id.
        proposition: The statement judged.
        probability: That it comes about within the horizon.
        words: The word for the probability.
        confidence_level: How well grounded it is, in a word; `confidence` is its number.
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
    """A judgement's share in a concern."""

    judgement_ref: str
    share: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipSaid:
    """The smallest change of one input that carries a concern to another level."""

    what: str
    now: Quantity
    then: Quantity
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverSaid:
    """What a stakeholder could do that lowers its concern most."""

    what: str
    judgement_ref: str | None
    score_after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernSaid:
    """On a note: how concerned a stakeholder has reason to be.

    Attributes:
        concern: Its id.
        score: Expected harm, 0 to 100.
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
    """What one claim says of a hypothesis: CC, C, N, I, II or NA."""

    claim_ref: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisSaid:
    """On a grouping: a rival reading with its scores.

    Attributes:
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
    """On the report: the question, the corpus, the exchange, and what repeats the run."""

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
        "properties": {"extension_type": {"const": "property-extension"}},
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
