"""The page: templates filled with an assessment, text always as text."""

from collections.abc import Callable
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tocsin.model.assessment import Concern, Figure, Hypothesis
from tocsin.model.claim import Claim
from tocsin.model.document import Document
from tocsin.tell import sentences, words
from tocsin.tell.brief.links import linked_numbers, safe_url
from tocsin.tell.changes import (
    came,
    change_title,
    harm_lines,
    moved_concern,
    moved_judgements,
    unmoved,
)
from tocsin.tell.evidence import EvidenceRow, evidence_rows, ordered_judgements
from tocsin.tell.hygiene import clean, inline, shorten
from tocsin.tell.played import game_lines
from tocsin.tell.record import (
    RecordLine,
    coverage_lines,
    history_lines,
    precedent_lines,
    rate_lines,
    unusual_lines,
)
from tocsin.tell.svg import BarRow, concern_bars, exchange_network, range_strip
from tocsin.tell.view import BriefInput

MAX_BARS = 6
MAX_DOCUMENTS = 60
MAX_MATRIX_ROWS = 10


def render_html(view: BriefInput) -> str:
    """Return the brief as one HTML document; the same view gives the same bytes.

    Nothing in it asks for anything from outside: style and pictures are inline, there is no
    script, and the page's own policy forbids both.
    """
    environment = _environment()
    figures = view.figures()
    rows = evidence_rows(view)
    key = view.key_judgements()
    page = environment.get_template(
        "brief.html.j2"
    ).render(
        view=view,
        answer=view.assessment,
        figures=figures,
        style=Markup(_style()),  # noqa: S704 - our own file, no outside text in it
        headline=linked_numbers(clean(view.assessment.bottom_line), view, figures),
        concern=view.ranked_concern(),
        bars=Markup(_bars(view, figures)),  # noqa: S704 - escaped by tell.svg
        network=Markup(_network(view)),  # noqa: S704 - escaped by tell.svg
        key=key,
        others=ordered_judgements(view)[len(key) :],
        rows=rows,
        labels={row.claim.id: row.label for row in rows},
        omitted=_omitted(view, rows),
        stakes=_stakes(view),
        documents=tuple(view.documents.values())[:MAX_DOCUMENTS],
        matrix=_matrix(view, rows),
        record=_record(view),
        games=game_lines(view),
        change=_change(view),
        harms=harm_lines(view),
        groups=_groups(view),
    )
    return page.rstrip() + "\n"


def _record(view: BriefInput) -> tuple[tuple[str, tuple[RecordLine, ...]], ...]:
    """Return the groups of lines on what structured data say of the pair, empty ones left out."""
    groups = (
        ("What is unusual now", unusual_lines(view)),
        ("How often before", rate_lines(view)),
        ("Precedents, the nearest first", precedent_lines(view)),
        ("History of the pair", history_lines(view)),
        ("What the data cover", coverage_lines(view)),
    )
    return tuple((title, lines) for title, lines in groups if lines)


def _change(view: BriefInput) -> dict[str, object]:
    """Return what the section on the change tells; empty where none was asked for."""
    change = view.assessment.change
    if change is None:
        return {}
    return {
        "title": change_title(change),
        "moved": (*moved_concern(view), *moved_judgements(view)),
        "came": came(view),
        "unmoved": unmoved(view),
    }


def _environment() -> Environment:
    """Return templates that escape everything and fail on what is not defined."""
    environment = Environment(
        loader=PackageLoader("tocsin.tell.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    environment.globals |= _globals()
    environment.filters |= _filters()
    return environment


def _globals() -> dict[str, Callable[..., Any]]:
    """Return what the templates call."""
    return {
        "likelihood": sentences.likelihood,
        "confidence_sentence": sentences.confidence_sentence,
        "anchor": words.anchor,
        "strip": _strip,
        "safe_url": safe_url,
        "posterior_id": _posterior_id,
        "language": _language,
    }


def _filters() -> dict[str, Callable[..., Any]]:
    """Return how the templates write numbers, dates and claims."""
    return {
        "percent": words.percent,
        "share": words.share,
        "percent_range": words.percent_range,
        "score": words.score,
        "day": words.day,
        "listing": words.listing,
        "figure_value": words.figure_value,
        "quantity": words.quantity,
        "holders": _holders,
        "act": sentences.act,
        "standing": sentences.standing,
        "event_time": sentences.event_time,
        "short": shorten,
    }


def _cleaned(value: object) -> object:
    """Return text without controls before it is escaped; markup of our own as it is."""
    return inline(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _style() -> str:
    """Return the style sheet."""
    return (
        resources.files("tocsin.tell.brief").joinpath("templates/style.css").read_text("utf-8")
    )


def _bars(view: BriefInput, figures: dict[str, Figure]) -> str:
    """Return the picture of concern, its numbers linked to their traces."""
    rows = [
        BarRow(
            name=view.name(one.stakeholder),
            score=one.score,
            interval=one.interval,
            level=one.level,
            figure=one.id if one.id in figures else None,
            href=f"#{words.anchor('fig', one.id)}" if one.id in figures else None,
        )
        for one in view.ranked_concern()[:MAX_BARS]
    ]
    return concern_bars(rows)


def _network(view: BriefInput) -> str:
    """Return the picture of the exchange."""
    return exchange_network(view.assessment.exchange, view.assessment.question.dyad, view.name)


def _strip(p: float, interval: tuple[float, float], identifier: str) -> Markup:
    """Return a probability as a small picture."""
    markup = range_strip(p, interval, key=words.anchor("strip", identifier))
    return Markup(markup)  # noqa: S704 - escaped by tell.svg


def _holders(claim: Claim) -> str:
    """Return who says so."""
    return sentences.holder_chain(claim)


def _omitted(view: BriefInput, rows: tuple[EvidenceRow, ...]) -> int:
    """Return how many claims the evidence table leaves out."""
    return len(view.claims) - len(rows)


def _stakes(view: BriefInput) -> list[tuple[Concern, list[object]]]:
    """Return each stakeholder with the sentences that say what it fears or wants."""
    found = [
        (one, [view.stakes[ref] for ref in one.stakes if ref in view.stakes])
        for one in view.ranked_concern()
    ]
    return [(one, list(mentions)) for one, mentions in found if mentions]


def _matrix(
    view: BriefInput, rows: tuple[EvidenceRow, ...]
) -> list[tuple[str, str, list[str]]]:
    """Return the rows of the matrix of rivals: number, quote, one cell for each rival."""
    rivals = view.assessment.hypotheses.hypotheses
    used = [row for row in rows if any(row.claim.id in rival.cells for rival in rivals)]
    return [
        (row.label, row.claim.quote, [rival.cells.get(row.claim.id, "NA") for rival in rivals])
        for row in used[:MAX_MATRIX_ROWS]
    ]


def _groups(view: BriefInput) -> list[tuple[str, list[Figure]]]:
    """Return the figures in groups of one judgement, one stakeholder or one table each."""
    names = {one.id: view.name(one.stakeholder) for one in view.assessment.concern}
    return [
        (names.get(head) or view.short_label(head), list(figures))
        for head, figures in groupby(
            view.assessment.figures, key=lambda figure: figure.id.split(".", 1)[0]
        )
    ]


def _posterior_id(rival: Hypothesis, figures: dict[str, Figure]) -> str:
    """Return the id of the figure beneath a rival's posterior."""
    names = (f"{rival.id}.posterior", f"h-{rival.id}.posterior", f"h-{rival.id}")
    return next((name for name in names if name in figures), names[0])


def _language(doc: Document | None) -> str:
    """Return the language of a document as an attribute may hold it."""
    code = doc.language if doc else None
    return code if code and code.isascii() and code.isalpha() and len(code) <= 3 else "und"
