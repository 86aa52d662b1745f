"""The evidence: quotes with who says them, when and where, how good, and what they speak to."""

from collections.abc import Mapping

from tocsin.model.assessment import ClaimGrade
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.tell.brief.parts import Line, Look, Paragraph, Piece, Row, Section, Table
from tocsin.tell.brief.pieces import Desk, plain, safe_url
from tocsin.tell.evidence import EvidenceRow
from tocsin.tell.grades import origin_name as outlet_name
from tocsin.tell.grades import whose_word
from tocsin.tell.sentences import act, event_time, holder_chain, standing
from tocsin.tell.words import anchor, day

MAX_DOCUMENTS = 60
SCALE = (
    "Grades by the Admiralty scale, its two axes apart: the source from A, “completely reliable”, "
    "to E, “unreliable”; what it says from one, “confirmed by other origins”, to five, “improbable”. "
    "F and six cannot be judged, which is unknown and not bad."
)


def evidence(desk: Desk) -> Section:
    """Return the table of evidence."""
    grades = desk.view.grades()
    heads = ("No.", "What is said, and by whom", "Act and status", "When", "Where", "Speaks")
    blocks: list[Table | Paragraph] = [
        Table(
            "Evidence",
            (*heads[:5], "Grade", heads[5]) if grades else heads,
            tuple(_row(desk, row, grades) for row in desk.rows),
            role="evidence",
            empty="No claim is shown.",
            widths=(0.7, 4.6, 2.8, 2, *((2.4, 2.6) if grades else (2.9,)), 2.2),
        )
    ]
    if grades:
        blocks.append(Paragraph(plain(SCALE), "note"))
    omitted = len(desk.view.claims) - len(desk.rows)
    if omitted > 0:
        told = f"{omitted:,} more coded claims bear on no judgement or have no room here; "
        line = desk.told(f"{told}the ledger holds them.", "corpus.claims")
        blocks.append(Paragraph(line, "note"))
    return Section("evidence", plain("Evidence"), tuple(blocks), "Evidence")


def _row(desk: Desk, row: EvidenceRow, grades: Mapping[str, ClaimGrade]) -> Row:
    """Return a claim as a row."""
    claim = row.claim
    grade = (_grade(desk, grades.get(claim.id)),) if grades else ()
    cells = (
        (plain(row.label, Look.STRONG),),
        ((quote(desk, claim)), plain(f"— {holder_chain(claim)}", Look.SOFT)),
        (
            plain(act(claim, desk.view.name)),
            plain(standing(claim), Look.STRONG),
        ),
        tuple(_when(desk, claim)),
        tuple(where(desk, claim)),
        *grade,
        tuple(_speaks(desk, row)),
    )
    return Row(cells, anchor=f"ev-{row.label}", refs=(claim.id,))


def _grade(desk: Desk, grade: ClaimGrade | None) -> tuple[Line, ...]:
    """Return the grade of a claim, the outlet it was had from, and whose word it is."""
    if grade is None:
        return (plain("not graded"),)
    lines = [plain(grade.mark, Look.STRONG)]
    if grade.origin not in desk.view.documents:
        lines.append(plain(f"from {outlet_name(grade, desk.view)}", Look.SOFT))
    return (*lines, plain(whose_word(grade), Look.SOFT))


def quote(desk: Desk, item: Claim | StakeMention) -> Line:
    """Return a quote in the language of its document."""
    doc = desk.view.documents.get(item.document)
    return (Piece(item.quote, Look.QUOTE, language=language(doc)),)


def language(doc: Document | None) -> str:
    """Return the language of a document as an attribute may hold it."""
    code = doc.language if doc else None
    return code if code and code.isascii() and code.isalpha() and len(code) <= 3 else "und"


def _when(desk: Desk, claim: Claim) -> list[Line]:
    """Return when it was said, and when the event is said to be."""
    doc = desk.view.documents.get(claim.document)
    said = f"said {day(doc.date)}" if doc and doc.date else "date of saying not known"
    event = event_time(claim)
    return [plain(said), *([plain(f"event: {event}", Look.SOFT)] if event else [])]


def where(desk: Desk, item: Claim | StakeMention) -> list[Line]:
    """Return who published it, where it stands, of which origin it is, and its id."""
    doc = desk.view.documents.get(item.document)
    name = (doc.publisher or doc.title or doc.path) if doc else item.path
    url = safe_url(doc.url) if doc else None
    place = f"characters {item.span[0]}\u2013{item.span[1]}"
    lines = [
        (Piece(name, url=url or ""),),
        (Piece(item.path, Look.CODE), Piece(f", {place}", Look.SOFT, ref=item.id)),
    ]
    origin = origin_name(desk, item.document)
    if origin:
        lines.append(plain(origin, Look.SOFT))
    return [*lines, plain(item.id, Look.CODE)]


def origin_name(desk: Desk, document: str) -> str:
    """Return what the origin of a document is called: `origin O2`; empty where nobody looked."""
    origins = desk.view.origins
    if document not in origins:
        return ""
    leaders = list(dict.fromkeys(origins[one] for one in desk.view.documents if one in origins))
    place = leaders.index(origins[document]) + 1 if origins[document] in leaders else 0
    return f"origin O{place}" if place else ""


def _speaks(desk: Desk, row: EvidenceRow) -> list[Line]:
    """Return the judgements that a claim speaks for and against."""
    view = desk.view
    found = [plain(f"for {view.short_label(one)}", level="for") for one in row.supports]
    found += [plain(f"against {view.short_label(one)}", level="against") for one in row.opposes]
    return found or [plain("to the exchange alone", Look.SOFT)]


def documents(desk: Desk) -> Section:
    """Return the documents that were read."""
    known = tuple(desk.view.documents.values())
    rows = tuple(_document(desk, doc) for doc in known[:MAX_DOCUMENTS])
    heads = ("Document", "Publisher and date", "File", "sha256")
    table = Table("Documents", heads, rows, empty="No document is shown.", widths=(3, 3, 3, 4))
    blocks: list[Table | Paragraph] = [table]
    if len(known) > MAX_DOCUMENTS:
        told = f"{len(known) - MAX_DOCUMENTS:,} more in the ledger."
        blocks.append(Paragraph(desk.told(told, "corpus.documents"), "note"))
    return Section("documents", plain("Documents"), tuple(blocks), "Documents")


def _document(desk: Desk, doc: Document) -> Row:
    """Return a document as a row; its title and its makers are its own words."""
    made = [
        plain(doc.publisher, Look.QUOTE) if doc.publisher else plain("publisher not stated")
    ]
    made.append(plain(day(doc.date) if doc.date else "no date"))
    if doc.author:
        made.append((Piece("by "), Piece(doc.author, Look.QUOTE)))
    if name := origin_name(desk, doc.id):
        made.append(plain(name, Look.SOFT))
    url = safe_url(doc.url)
    title = plain(doc.title, Look.QUOTE) if doc.title else plain("without a title")
    return Row(
        (
            (title, plain(doc.id, Look.CODE)),
            tuple(made),
            (
                plain(doc.path, Look.CODE),
                *(((Piece(url, Look.CODE, url=url),),) if url else ()),
            ),
            (plain(doc.sha256, Look.CODE),),
        ),
        anchor=anchor("doc", doc.id),
        refs=(doc.id,),
    )
