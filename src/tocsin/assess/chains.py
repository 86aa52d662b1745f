"""Where a claim was had from: the outlet that reported it first, wherever it is quoted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tocsin.assess.copies import Copies
from tocsin.assess.credits import Credit, NamePatterns, key_of, name_patterns
from tocsin.assess.dispatch import find_credits
from tocsin.assess.library import Library
from tocsin.assess.sources import Source, load_credits
from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.model.ids import DocumentId

OUTLET = "outlet:"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim on one proposition, before it is put down to anybody.

    Attributes:
        claim: The claim.
        sign: 1 for, -1 against, 0 neither.
        kind: The kind of statement that it is.
    """

    claim: Claim
    sign: int
    kind: str


class Chains:
    """Documents with what they say of their sources, asked claim by claim."""

    def __init__(
        self,
        documents: Sequence[Document],
        origins: Mapping[DocumentId, DocumentId],
        library: Library,
    ) -> None:
        self.book = library.book
        self._library = library
        self._origins = origins
        self._documents = {doc.id: doc for doc in documents}
        self._credits = dict(
            zip(self._documents, find_credits(documents, library), strict=True)
        )
        self._copies = Copies(documents, origins, library)
        self._found: dict[tuple[DocumentId, str], str] = {}

    def credit(self, document: DocumentId) -> Credit:
        """Return whose text a document is."""
        return self._credits.get(document, Credit("", frozenset(), None))

    def first_print(self, claim: Claim) -> DocumentId:
        """Return the oldest text of a claim's origin that has its words."""
        return self._copies.first_print(claim)

    def day(self, document: DocumentId) -> date | None:
        """Return when a document was published; None where unknown."""
        return self.credit(document).day

    def publisher(self, document: DocumentId) -> Source | None:
        """Return the publisher of a document, where it is a known source."""
        return self.book.sources.get(self.credit(document).publisher)

    def sources(self, claim: Claim) -> tuple[Source, ...]:
        """Return the known sources that a claim came through, the closest to the event last.

        The publisher, the agency whose dispatch it printed, the outlet that its words name, and
        the holders from the outermost inwards.
        """
        credit = self.credit(claim.document)
        keys = [credit.publisher, *sorted(credit.agencies), self.outlet(claim)]
        known = [self.book.sources[key] for key in keys if key in self.book.sources]
        held = (self.book.find(holder.name, holder.actor) for holder in claim.holders)
        return tuple({source.key: source for source in (*known, *filter(None, held))}.values())

    def settle(self, group: Sequence[Said]) -> list[str]:
        """Return the origin of each claim on one proposition.

        What an outlet is quoted with is the outlet's, in whatever text. What the author of such a
        text says in the same way rests on it too, if there is but one. Where a document of that
        outlet says so in the days before, the origin is that document's; where it says so only as
        a quotation itself, that quotation's; else it is the outlet itself. Outlets that quote each
        other in a circle are one origin, named by the first of them in the alphabet. All others
        have the origin of their document.
        """
        outlets = [self.outlet(said.claim) for said in group]
        rests = _resting(group, outlets)
        settled = [
            own or ("" if said.claim.holders else rests.get(_statement(said), ""))
            for own, said in zip(outlets, group, strict=True)
        ]
        quoted = self._quoted(group, settled)
        return [self._followed(place, group, settled, quoted) for place in range(len(group))]

    def outlet(self, claim: Claim) -> str:
        """Return the key of the outlet that a claim was had from; empty for the document's own.

        Its innermost holder that is an outlet; else the one outlet that its sentence names as the
        source, or that the next sentence says reported it first.
        """
        key = (claim.document, claim.id)
        if key not in self._found:
            self._found[key] = self._by_holder(claim) or self._by_words(claim)
        return self._found[key]

    def _origin(self, document: DocumentId) -> DocumentId:
        """Return the document that stands for the origin of another."""
        return self._origins.get(document, document)

    @cached_property
    def _publishers(self) -> frozenset[str]:
        """Return the keys of all publishers of the documents."""
        return frozenset(one.publisher for one in self._credits.values() if one.publisher)

    def _by_holder(self, claim: Claim) -> str:
        """Return the innermost holder that is an outlet, and not the publisher itself."""
        own = self.credit(self.first_print(claim))
        for holder in reversed(claim.holders):
            source = self.book.find(holder.name, holder.actor)
            key = source.key if source and source.row.is_outlet else ""
            if not source and holder.actor is None and holder.name:
                named = key_of(holder.name, self.book)
                key = named if named in self._publishers else ""
            if key:
                return "" if key == own.publisher or key in own.agencies else key
        return ""

    def _by_words(self, claim: Claim) -> str:
        """Return the outlet that the words around a claim name as the source."""
        doc = self._documents.get(claim.document)
        if doc is None:
            return ""
        sentence, following = self._library.beside(doc, claim)
        patterns = self._patterns
        named = patterns[0].names_in(sentence) if sentence else []
        if not named and following:
            named = patterns[1].names_in(following)
        own = self.credit(self.first_print(claim))
        keys = {key_of(name, self.book) for name in named} - {own.publisher, *own.agencies}
        return keys.pop() if len(keys) == 1 else ""

    @cached_property
    def _patterns(self) -> tuple[NamePatterns, NamePatterns]:
        """Return the patterns over all known outlets and the publishers of the documents."""
        published = (doc.publisher for doc in self._documents.values() if doc.publisher)
        # One word of a publisher's name is often a word of the language: `The Record`.
        named = [name.removeprefix("The ") for name in published]
        names = [name for name, _ in self.book.outlets]
        names += [name for name in named if " " in name and name[:1].isupper()]
        known = load_credits()
        kept = tuple(names)
        return (
            name_patterns(known.attributions, kept, is_running=True),
            name_patterns(known.afterwards, kept, is_running=True),
        )

    def _followed(
        self,
        place: int,
        group: Sequence[Said],
        settled: Sequence[str],
        quoted: Sequence[int | None],
    ) -> str:
        """Return the origin of one claim: its quotation followed to where it ends."""
        passed: list[int] = []
        following: int | None = place
        while following is not None and following not in passed:
            passed.append(following)
            following = quoted[following]
        last = passed[-1]
        if following is not None:
            circle = passed[passed.index(following) :]
            return OUTLET + min(settled[one] for one in circle)
        return (
            OUTLET + settled[last]
            if settled[last]
            else self._origin(group[last].claim.document)
        )

    def _quoted(self, group: Sequence[Said], settled: Sequence[str]) -> list[int | None]:
        """Return for each claim the place of the report that it is quoted from; None for none.

        That is the first of the outlet's reports on the same side in the days before, those that
        are its own before those that are quotations. Days are those of origins, so that another
        copy of a text changes nothing.
        """
        reports: dict[tuple[str, int], list[_Report]] = {}
        for place, said in enumerate(group):
            origin = self._origin(said.claim.document)
            publisher, day = self.credit(said.claim.document).publisher, self.day(origin)
            if publisher and day:
                report = _Report(bool(settled[place]), day, origin, said.claim.id, place)
                reports.setdefault((publisher, said.sign), []).append(report)
        return [
            self._first_report(said, reports.get((outlet, said.sign), ())) if outlet else None
            for outlet, said in zip(settled, group, strict=True)
        ]

    def _first_report(self, said: Said, reports: Iterable["_Report"]) -> int | None:
        """Return the place of the first report that a quotation may be from; None for none."""
        day = self.day(self._origin(said.claim.document))
        days = timedelta(days=load_credits().copies.reported_days.value)
        fitting = (one for one in reports if day and one.day <= day <= one.day + days)
        first = min(fitting, default=None)
        return first.place if first else None


@dataclass(frozen=True, slots=True, order=True)
class _Report:
    """A claim in a text of a known publisher; reports are ordered as quotations take them."""

    is_quoted: bool
    day: date
    origin: str
    claim: str
    place: int


def _resting(
    group: Sequence[Said], outlets: Sequence[str]
) -> dict[tuple[DocumentId, int, str], str]:
    """Return for each text and kind of statement the one outlet that it is quoted from."""
    named: dict[tuple[DocumentId, int, str], set[str]] = {}
    for said, outlet in zip(group, outlets, strict=True):
        if outlet:
            named.setdefault(_statement(said), set()).add(outlet)
    return {key: min(keys) for key, keys in named.items() if len(keys) == 1}


def _statement(said: Said) -> tuple[DocumentId, int, str]:
    """Return the text that a claim stands in, its side, and the kind of statement it is."""
    return (said.claim.document, said.sign, said.kind)
