"""What one claim says about one proposition: which way, how it was put, and by whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tocsin.assess.channels import Link
from tocsin.assess.reliability import UNGRADED, Reliability
from tocsin.assess.schema import ChannelsFile, Windows
from tocsin.assess.voices import Speaker
from tocsin.model.claim import Claim
from tocsin.model.ids import DocumentId
from tocsin.model.vocabulary import Polarity, Stance, Status

ACTUAL_KINDS = frozenset({"in_window", "ongoing", "undated"})
PAST_KINDS = frozenset({"recent", "precedent"})
FOR, AGAINST, NEITHER = 1, -1, 0
# What a voice's second claim is worth beside its first, about (likelihoods.yaml:dependence).
REPEATED = 0.15


@dataclass(frozen=True, slots=True)
class Moment:
    """The time that claims are read at.

    Attributes:
        as_of: The day of the assessment.
        document_date: When the claim was published; None where unknown.
        until: The last day of the horizon.
    """

    as_of: date
    document_date: date | None
    until: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as evidence on one proposition.

    Attributes:
        claim: The claim.
        link: How it bears on the proposition's channel.
        origin: The document that stands for its origin, or `outlet:` and the key of an outlet.
        printed: The documents that stand for the copies of those that it was read in.
        speaker: The voice it is put down to.
        sign: 1 for, -1 against, 0 neither.
        kind: The row of likelihoods.yaml that it is weighed by.
        reliability: How reliable its sources are.
    """

    claim: Claim
    link: Link
    origin: str
    printed: frozenset[DocumentId]
    speaker: Speaker
    sign: int
    kind: str
    reliability: Reliability = UNGRADED

    @property
    def is_actual(self) -> bool:
        """Return whether it states a fact of now, for the proposition."""
        return self.sign == FOR and self.kind in ACTUAL_KINDS

    @property
    def signature(self) -> tuple[object, ...]:
        """Return what makes two claims of one origin say the same."""
        event = self.claim.event
        return (
            self.origin,
            self.link.key,
            event.type,
            event.mode,
            frozenset(event.items),
            self.sign,
            self.kind,
            self.speaker.key,
        )


def read_claim(
    claim: Claim, link: Link, ontology: ChannelsFile, windows: Windows, moment: Moment
) -> tuple[int, str]:
    """Return which way a claim speaks on a channel, and the kind of statement it is.

    A denial or doubt turns it round; a denial of a negative is left out as neither, and so are
    what failed to happen long ago and a demand that it should not happen.
    """
    stance = claim.innermost.stance if claim.innermost else Stance.ASSERTS
    failed = claim.status is Status.AVERTED or claim.polarity is Polarity.NEGATED
    speaks_for = failed is link.is_inverted
    if stance in {Stance.DENIES, Stance.DOUBTS}:
        return (AGAINST, stance.value) if speaks_for else (NEITHER, stance.value)
    if not speaks_for:
        if stance is Stance.DEMANDS or _is_past(claim, windows, moment):
            return NEITHER, "demand" if stance is Stance.DEMANDS else "precedent"
        return AGAINST, _negative(claim.status)
    status = deed_status(claim, link, ontology)
    if stance is Stance.DEMANDS and status.is_ahead:
        status = Status.PROPOSED
    channel = ontology.channels[link.channel]
    return FOR, _timed(claim, status, windows, moment, repeats=channel.repeats)


def _negative(status: Status) -> str:
    """Return the kind of a statement that something does not happen."""
    if status is Status.AVERTED:
        return "averted"
    return "negated" if status.is_actual or status is Status.PLANNED else "perhaps_not"


def _is_past(claim: Claim, windows: Windows, moment: Moment) -> bool:
    """Return whether an event is dated before what counts as recent."""
    last = claim.event.time.end or claim.event.time.start
    recent = moment.as_of - timedelta(days=windows.recent_days)
    return last is not None and last < recent


def deed_status(claim: Claim, link: Link, ontology: ChannelsFile) -> Status:
    """Return the status of the deed: a fact of words is less than the deed it promises."""
    if link.is_inverted and claim.status is Status.AVERTED:
        return Status.OCCURRED
    if claim.status.is_actual and not ontology.channels[link.channel].by_words:
        return ontology.words.get(claim.event.type, claim.status)
    return claim.status


def _timed(
    claim: Claim, status: Status, windows: Windows, moment: Moment, *, repeats: bool
) -> str:
    """Return the kind of an affirmed statement, by the time of its event."""
    time = claim.event.time
    last = time.end or time.start
    just_before = moment.as_of - timedelta(days=windows.just_before_days)
    recent = moment.as_of - timedelta(days=windows.recent_days)
    if status.is_ahead:
        return _ahead(time.start, last, status, (just_before, moment.until))
    if status is Status.ONGOING and last is None:
        last = moment.document_date
        if last is None or last >= just_before:
            return "ongoing"
    if last is None:
        # What an old text states without a date is at least as old as the text.
        last = moment.document_date
        if last is None or last >= just_before:
            return "undated"
    if last >= just_before:
        return "in_window"
    return "recent" if repeats and last >= recent else "precedent"


def _ahead(
    first: date | None, last: date | None, status: Status, bounds: tuple[date, date]
) -> str:
    """Return the kind of a statement on what lies ahead, by the bounds of what counts as that."""
    if last and last < bounds[0]:
        return "precedent"
    return "beyond" if first and first > bounds[1] else status.value


def count_origins(items: Iterable[Evidence]) -> int:
    """Return how many independent origins speak.

    Ten texts that quote one outlet are one origin; so is one text that quotes ten outlets, for
    one editor chose them.
    """
    said = tuple(items)
    origins = {item.origin for item in said}
    return min(len(origins), len({text for item in said for text in item.printed}))


def drop_repeats(
    evidence: Iterable[Evidence],
    preferred: Mapping[DocumentId, DocumentId],
    days: Mapping[DocumentId, date | None],
) -> tuple[Evidence, ...]:
    """Return evidence without what the copies of a text, or of a quotation, only say again.

    Of all claims of one origin that say the same, those in one document stay: the one that
    stands for the origin if it has one, else the oldest, else the one whose claims are read most
    surely, else the one with the smallest id. What stays tells in which texts it was printed.
    """
    said: dict[tuple[object, ...], dict[DocumentId, list[Evidence]]] = {}
    for item in sorted(evidence, key=_place):
        texts = said.setdefault(item.signature, {})
        texts.setdefault(item.claim.document, []).append(item)
    kept = []
    for texts in said.values():
        document = min(texts, key=lambda doc: _preference(doc, texts[doc], preferred, days))
        printed = frozenset().union(*(item.printed for own in texts.values() for item in own))
        kept += [replace(item, printed=printed) for item in texts[document]]
    return tuple(sorted(kept, key=_place))


def _place(item: Evidence) -> tuple[str, int, tuple[int, int], str]:
    """Return where a claim stands, for an order that depends on nothing else."""
    claim = item.claim
    return (claim.document, claim.sentence, claim.span, claim.id)


def _preference(
    document: DocumentId,
    items: Sequence[Evidence],
    preferred: Mapping[DocumentId, DocumentId],
    days: Mapping[DocumentId, date | None],
) -> tuple[bool, date, float, str]:
    """Return the order in which documents are kept that say the same."""
    is_copy = preferred.get(document) != document
    day = days.get(document) or date.max
    sure = sorted((item.claim.confidence for item in items), reverse=True)
    return (is_copy, day, -sure[0] - REPEATED * sum(sure[1:]), document)
