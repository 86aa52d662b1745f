"""From an id back to everything beneath it, out of the ledger, in a later process."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tocsin.errors import UsageError
from tocsin.model.assessment import Assessment, Concern, Figure, Judgement
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.codec import plain
from tocsin.model.document import Document, Sentence
from tocsin.model.forecast import Forecast, ForecastQuestion, Resolution
from tocsin.model.index import IndexValue
from tocsin.settings import Settings
from tocsin.store import Found, Ledger, open_ledger
from tocsin.tell import BriefInput

if TYPE_CHECKING:
    from tocsin.pipeline.forecasting.opening import OpenedQuestion
    from tocsin.pipeline.opening import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What an id stands for, with all that lies beneath it.

    Attributes:
        id: The whole id; the caller may have given its beginning.
        kind: document, claim, stake, assessment, judgement, concern or figure.
        value: The thing itself.
        figures: The figure of this id and those that enter into it, top down.
        claims: The claims beneath it.
        stakes: The stake mentions beneath it.
        documents: The documents that they stand in.
        sentences: For each claim and stake mention, the sentences that hold its quote.
        assessment: The assessment it belongs to, else the newest; None before the first one.
    """

    id: str
    kind: str
    value: Document | Claim | StakeMention | Assessment | Judgement | Concern | Figure
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    stakes: tuple[StakeMention, ...]
    documents: tuple[Document, ...]
    sentences: dict[str, str]
    assessment: Assessment | None

    def view(self) -> BriefInput | None:
        """Return this as what a rendering starts from; None before the first assessment."""
        if self.assessment is None:
            return None
        return BriefInput(
            assessment=self.assessment,
            claims={claim.id: claim for claim in self.claims},
            stakes={mention.id: mention for mention in self.stakes},
            documents={document.id: document for document in self.documents},
        )

    def as_json(self) -> dict[str, Any]:
        """Return this as plain JSON types; documents without their text."""
        return {
            "id": self.id,
            "kind": self.kind,
            "assessment": self.assessment.id if self.assessment else None,
            "value": _without_text(self.value),
            "figures": plain(self.figures),
            "claims": plain(self.claims),
            "stakes": plain(self.stakes),
            "sentences": self.sentences,
            "documents": [_without_text(document) for document in self.documents],
        }


def explain(ref: str, *, settings: Settings) -> "Explanation | Opened | OpenedQuestion":
    """Return what an id, or the beginning of one, stands for.

    A value of a measure, a question, a forecast and a resolution are opened down to the rows of
    the lake.

    Raises:
        UsageError: It stands for nothing, or for several things; they are listed.
        StoreError: The ledger is missing or cannot be read.
    """
    with open_ledger(settings.store, create=False) as ledger:
        found = ledger.find(ref)
        if isinstance(found.value, IndexValue):
            return _opened(found.value, ledger, settings)
        if isinstance(found.value, ForecastQuestion | Forecast | Resolution):
            return _asked(found.value, ledger, settings)
        assessment = _assessment_of(found, ledger)
        figures = _figures_of(found, assessment)
        claims, stakes = _evidence_of(found, figures, ledger)
        evidence: tuple[Claim | StakeMention, ...] = (*claims, *stakes)
        names = dict.fromkeys(item.document for item in evidence)
        documents = [ledger.document(name) for name in names]
        if isinstance(found.value, Document) and found.value.id not in names:
            documents.append(found.value)
        texts = {name: ledger.sentences(name) for name in names}
        sentences = {item.id: _around(item, texts[item.document]) for item in evidence}
    return Explanation(
        id=found.value.id,
        kind=found.kind.value,
        value=found.value,
        figures=figures,
        claims=claims,
        stakes=stakes,
        documents=tuple(documents),
        sentences=sentences,
        assessment=assessment,
    )


def view_of(assessment: Assessment, ledger: Ledger) -> BriefInput:
    """Return an assessment with all that its ids point to, as the ledger keeps it.

    Raises:
        UsageError: The ledger has lost something that it points to.
    """
    named = [*_named_by(assessment), *(ref for one in assessment.figures for ref in one.claims)]
    refs = dict.fromkeys(named)
    claims = _claims([ref for ref in refs if ref.startswith("c-")], ledger)
    stakes = {ref: ledger.stake(ref) for ref in refs if ref.startswith("s-")}
    evidence: tuple[Claim | StakeMention, ...] = (*claims.values(), *stakes.values())
    documents = dict.fromkeys(item.document for item in evidence)
    return BriefInput(
        assessment=assessment,
        claims=claims,
        stakes=stakes,
        documents={name: ledger.document(name) for name in documents},
    )


def _claims(refs: Iterable[str], ledger: Ledger) -> dict[str, Claim]:
    """Return claims by id as coded last; those of one document come at once.

    One at a time took 3 ms each, and an assessment may rest on thousands.
    """
    found: dict[str, Claim] = {}
    known: dict[str, Claim] = {}
    for ref in refs:
        if ref not in known:
            claim = ledger.claim(ref)
            known[ref] = claim
            known |= {one.id: one for one in ledger.claims(claim.document)}
        found[ref] = known[ref]
    return found


def _opened(value: IndexValue, ledger: Ledger, settings: Settings) -> "Opened":
    """Return a value of a measure with the rows beneath it."""
    from tocsin.pipeline.opening import open_value  # noqa: PLC0415 - the measures, for this only
    from tocsin.pipeline.record import lake_of  # noqa: PLC0415
    from tocsin.store.lake.view import viewing  # noqa: PLC0415

    with viewing(ledger, lake_of(ledger, settings).place) as view:
        return open_value(value, view)


def _asked(
    value: ForecastQuestion | Forecast | Resolution, ledger: Ledger, settings: Settings
) -> "OpenedQuestion":
    """Return a question, or a part of what was said of it, with the rows beneath it."""
    from tocsin.pipeline.forecasting.opening import open_question  # noqa: PLC0415 - the lake
    from tocsin.pipeline.record import place_of  # noqa: PLC0415
    from tocsin.store.lake.view import viewing  # noqa: PLC0415

    with viewing(ledger, place_of(ledger, settings)) as view:
        return open_question(ledger.question(value.id), value.id, view)


def _assessment_of(found: Found, ledger: Ledger) -> Assessment | None:
    """Return the assessment that something belongs to; the newest for what belongs to none."""
    if isinstance(found.value, Assessment):
        return found.value
    try:
        return ledger.assessment(found.assessment)
    except UsageError:
        return None


def _figures_of(found: Found, assessment: Assessment | None) -> tuple[Figure, ...]:
    """Return the figures beneath something, each once, top down."""
    if assessment is None:
        return ()
    if isinstance(found.value, Assessment):
        return assessment.figures
    known = {figure.id: figure for figure in assessment.figures}
    start = found.value.id if found.assessment else ""
    return tuple(_descend(start, known, set()))


def _descend(ref: str, known: dict[str, Figure], seen: set[str]) -> Iterator[Figure]:
    """Yield a figure and what enters into it."""
    if ref in seen or ref not in known:
        return
    seen.add(ref)
    yield known[ref]
    for part in known[ref].parts:
        yield from _descend(part, known, seen)


def _evidence_of(
    found: Found, figures: Iterable[Figure], ledger: Ledger
) -> tuple[tuple[Claim, ...], tuple[StakeMention, ...]]:
    """Return the claims and stake mentions beneath something, in the order of first use."""
    value = found.value
    if isinstance(value, Claim):
        return (value,), ()
    if isinstance(value, StakeMention):
        return (), (value,)
    if isinstance(value, Document):
        return ledger.claims(value.id), ()
    refs = dict.fromkeys([*_named_by(value), *(ref for one in figures for ref in one.claims)])
    claims = tuple(ledger.claim(ref) for ref in refs if ref.startswith("c-"))
    stakes = tuple(ledger.stake(ref) for ref in refs if ref.startswith("s-"))
    return claims, stakes


def _named_by(value: object) -> Iterator[str]:
    """Yield the ids of claims and stake mentions that something names itself."""
    if isinstance(value, Judgement):
        yield from (*value.claims, *value.against)
    elif isinstance(value, Concern):
        yield from value.stakes
    elif isinstance(value, Figure):
        yield from value.claims
    elif isinstance(value, Assessment):
        parts: tuple[Judgement | Concern, ...] = (*value.judgements, *value.concern)
        for part in parts:
            yield from _named_by(part)
        for edge in value.exchange:
            yield from edge.claims


def _around(item: Claim | StakeMention, sentences: Iterable[Sentence]) -> str:
    """Return the sentences that hold a quote; by offsets, as numbers belong to one coding."""
    start, end = item.span
    return " ".join(one.text for one in sentences if one.start < end and start < one.end)


def _without_text(value: object) -> dict[str, Any]:
    """Return a value as plain JSON types; of a document all but its text and blocks."""
    found: dict[str, Any] = plain(value)
    if isinstance(value, Document):
        return {key: item for key, item in found.items() if key not in {"text", "blocks"}}
    return found
