"""The annex: everything that the first page rests on."""

from tocsin.tell.brief.annex.background import exchanges, games, record
from tocsin.tell.brief.annex.closing import figures, limits
from tocsin.tell.brief.annex.evidence import documents, evidence
from tocsin.tell.brief.annex.forecasts import forecasts
from tocsin.tell.brief.annex.reasons import changes, judgements, stakes
from tocsin.tell.brief.annex.rivals import rivals
from tocsin.tell.brief.annex.since import harms, since
from tocsin.tell.brief.annex.timeline import timeline
from tocsin.tell.brief.parts import Section
from tocsin.tell.brief.pieces import Desk


def annex_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the sections of the annex; what the answer has nothing of is left out."""
    sections = (
        evidence(desk),
        stakes(desk),
        since(desk),
        judgements(desk),
        changes(desk),
        harms(desk),
        rivals(desk),
        timeline(desk),
        forecasts(desk),
        record(desk),
        games(desk),
        exchanges(desk),
        documents(desk),
        limits(desk),
        figures(desk),
    )
    return tuple(one for one in sections if one is not None and one.blocks)


__all__ = ["annex_sections"]
