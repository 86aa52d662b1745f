"""Text in pieces: numbers with the id that opens them, addresses that may be linked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from tocsin.model.assessment import Figure
from tocsin.tell.brief.parts import Line, Look, Piece
from tocsin.tell.evidence import EvidenceRow, evidence_rows
from tocsin.tell.hygiene import clean
from tocsin.tell.view import BriefInput
from tocsin.tell.words import anchor, percent, score

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = rf"\d{{1,2}}(?: to \d{{1,2}})? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|\d{{4}}-\d\d(?:-\d\d)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
# A range is one number: who opens one of its ends wants to see both.
_ONE = r"[+\u2212-]?\d+(?:[.,]\d+)*%?"
_NUMBER = rf"{_ONE}(?:(?:[\u2013-]| to (?:more than )?){_ONE})?"
_PARTS = re.compile(
    rf"(?P<date>(?<!\w)(?:(?:{_DAY})(?: to (?:{_DAY}))?|{_YEAR}(?: to {_YEAR})?)(?![\w%]|[.,]\d))"
    rf"|(?P<number>(?<![\w.,/-]){_NUMBER}(?!\w|[.,]\d))"
)
"""What has digits: days and years, which need no trace, and numbers, which do."""
_FORBIDDEN = re.compile(r"[\s\\\x00-\x20\x7f]")
_RANGE = re.compile(r"\d%?(?:[\u2013-]| to )")
_WITHIN = re.compile(r"\bwithin $")


def plain(text: str, look: Look = Look.PLAIN, *, level: str = "") -> Line:
    """Return a text as one piece, its numbers without an id."""
    return (Piece(text, look, level=level),) if text else ()


def codes(ids: tuple[str, ...]) -> Line:
    """Return ids, each as what can be copied."""
    spaced = [piece for one in ids for piece in (Piece(" "), Piece(one, Look.CODE))]
    return tuple(spaced[1:])


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of a text; days, years and ids are none."""
    return (found for found in _PARTS.finditer(text) if found["number"])


def safe_url(url: str | None) -> str | None:
    """Return an address if it is plain http or https, so that it may be linked; else None."""
    if not url or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    return url if is_web and "@" not in parts.netloc else None


@dataclass(frozen=True)
class Desk:
    """What all sections of a brief are written from, and how they write numbers."""

    view: BriefInput

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Return the figures by id."""
        return self.view.figures()

    @cached_property
    def rows(self) -> tuple[EvidenceRow, ...]:
        """Return the rows of the evidence table."""
        return evidence_rows(self.view)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return the number of each claim that the evidence table shows."""
        return {row.claim.id: row.label for row in self.rows}

    @cached_property
    def known(self) -> frozenset[str]:
        """Return every id that `tocsin why` opens, as far as this brief knows them."""
        view, answer = self.view, self.view.assessment
        record = answer.record
        values = (value.id for value in record.values()) if record else ()
        asked = [one.question.id for one in view.questions]
        said = [each.id for one in view.questions for each in one.forecasts]
        came = [each.id for one in view.questions for each in one.resolutions]
        coded = (*view.claims, *view.stakes, *view.documents)
        return frozenset((answer.id, *self.figures, *coded, *values, *asked, *said, *came))

    def number(self, text: str, ref: str, look: Look = Look.PLAIN) -> Piece:
        """Return a number with the id that opens it, leading to where the brief shows that."""
        if ref in self.figures:
            return Piece(text, look, ref=ref, to=anchor("fig", ref))
        if ref in self.labels:
            return Piece(text, look, ref=ref, to=f"ev-{self.labels[ref]}")
        return Piece(text, look, ref=ref if ref in self.known else "")

    def told(self, text: str, ref: str, look: Look = Look.PLAIN) -> Line:
        """Return a text whose numbers all are told by one figure."""
        return tuple(self._told(clean(text), ref, look))

    def _told(self, text: str, ref: str, look: Look) -> Iterator[Piece]:
        """Yield the pieces of a text."""
        last = 0
        for found in numbers_in(text):
            if found.start() > last:
                yield Piece(text[last : found.start()], look)
            yield self.number(found[0], ref, look)
            last = found.end()
        if last < len(text):
            yield Piece(text[last:], look)

    def limit(self, text: str) -> Line:
        """Return a limit, its numbers with the count that they belong to, else the answer."""
        count = next((noun for noun in ("claims", "documents") if noun[:-1] in text), "")
        ref = f"corpus.{count}"
        return self.told(text, ref if ref in self.figures else self.view.assessment.id)

    def cites(self, ids: tuple[str, ...], limit: int) -> Line:
        """Return the numbers of evidence in brackets, each leading to its row."""
        found = [self.labels[one] for one in ids if one in self.labels][:limit]
        return tuple(Piece(f"[{label}]", to=f"ev-{label}") for label in found)

    def headline(self, text: str) -> Line:
        """Return the bottom line, each number with the id of the one figure it can mean.

        A score belongs to the stakeholder named last before it, a percentage to the one
        judgement with that probability, a range to the number that it stands behind. What may
        mean several is opened by the answer as a whole.
        """
        return tuple(self._headline(clean(text)))

    def _headline(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of the bottom line."""
        last, before = 0, ""
        for found in numbers_in(text):
            if found.start() > last:
                yield Piece(text[last : found.start()])
            is_range = bool(before) and _RANGE.search(found[0]) is not None
            ref = before if is_range else self._meant(found)
            yield self.number(found[0], ref)
            last, before = found.end(), ref
        if last < len(text):
            yield Piece(text[last:])

    def _meant(self, found: re.Match[str]) -> str:
        """Return the id of the figure that a number of the bottom line stands for."""
        answer, before = self.view.assessment, found.string[: found.start()]
        if found[0].endswith("%"):
            ids = [one.id for one in answer.judgements if percent(one.p) == found[0]]
            return ids[0] if len(ids) == 1 and ids[0] in self.figures else answer.id
        if _WITHIN.search(before):
            return "run.horizon" if "run.horizon" in self.figures else answer.id
        named = [(before.rfind(self.view.name(one.stakeholder)), one) for one in answer.concern]
        place, concern = max(named, key=lambda pair: pair[0], default=(-1, None))
        is_score = concern is not None and place >= 0 and score(concern.score) == found[0]
        has_figure = concern is not None and concern.id in self.figures
        return concern.id if concern is not None and is_score and has_figure else answer.id
