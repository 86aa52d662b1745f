"""Terminal, brief and tables: renders what the assessment holds, computes nothing.

Names are loaded at first use, so that a caller who wants one output does not pay for the
libraries of the others (rich for the terminal, Jinja2 for the brief).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.tell.brief.docx import render_docx
    from tocsin.tell.brief.html import render_html
    from tocsin.tell.brief.markdown import render_markdown
    from tocsin.tell.brief.pdf import check_brief, render_pdf
    from tocsin.tell.checks import check_wording
    from tocsin.tell.claims import (
        render_claims,
        render_documents,
        write_claims_csv,
        write_documents_csv,
    )
    from tocsin.tell.export.contracts import render_claim_lines, render_contract
    from tocsin.tell.export.ftm import render_ftm
    from tocsin.tell.export.sheets import Sheet, write_sheet
    from tocsin.tell.export.stix import render_stix, stix_extension_schema
    from tocsin.tell.export.tables import answer_sheets
    from tocsin.tell.forecast import (
        question_json,
        render_forecast,
        render_next,
        render_question,
        render_questions,
        render_resolved,
        write_questions_csv,
    )
    from tocsin.tell.games.answer import render_game
    from tocsin.tell.games.change import render_what_if
    from tocsin.tell.games.comparison import render_comparison
    from tocsin.tell.games.explained import render_explanation
    from tocsin.tell.games.kinds import (
        described_json,
        kind_json,
        render_described,
        render_kind,
        render_kinds,
    )
    from tocsin.tell.games.solution import render_solution
    from tocsin.tell.games.table import write_game_csv
    from tocsin.tell.hypotheses import hypotheses_yaml
    from tocsin.tell.lake import SourceEntry, render_ingest, render_source, render_sources
    from tocsin.tell.lint import lint_sentences
    from tocsin.tell.measures import Measured, render_measures, write_measures_csv
    from tocsin.tell.network import network_json, render_network, write_network_csv
    from tocsin.tell.opened import OpenedRows, OpenedValue, render_opened, render_tables
    from tocsin.tell.plots.calibration import plot_calibration
    from tocsin.tell.plots.games.change import plot_what_if
    from tocsin.tell.plots.games.comparison import plot_comparison
    from tocsin.tell.plots.history import plot_history
    from tocsin.tell.plots.network import plot_network
    from tocsin.tell.plots.saving import check_plot
    from tocsin.tell.plots.series import plot_measures
    from tocsin.tell.plots.timeline import plot_timeline
    from tocsin.tell.scores import (
        backtest_json,
        render_backtest,
        render_card,
        render_scores,
        scores_json,
        told_of,
    )
    from tocsin.tell.terminal import render_terminal
    from tocsin.tell.timeline import render_timeline, timeline_json, write_timeline_csv
    from tocsin.tell.view import BriefInput
    from tocsin.tell.watched import (
        Told,
        Watched,
        WatchState,
        render_watched,
        watched_json,
    )
    from tocsin.tell.why import render_why

__all__ = [
    "BriefInput",
    "Measured",
    "OpenedRows",
    "OpenedValue",
    "Sheet",
    "SourceEntry",
    "Told",
    "WatchState",
    "Watched",
    "answer_sheets",
    "backtest_json",
    "check_brief",
    "check_plot",
    "check_wording",
    "described_json",
    "hypotheses_yaml",
    "kind_json",
    "lint_sentences",
    "network_json",
    "plot_calibration",
    "plot_comparison",
    "plot_history",
    "plot_measures",
    "plot_network",
    "plot_timeline",
    "plot_what_if",
    "question_json",
    "render_backtest",
    "render_card",
    "render_claim_lines",
    "render_claims",
    "render_comparison",
    "render_contract",
    "render_described",
    "render_documents",
    "render_docx",
    "render_explanation",
    "render_forecast",
    "render_ftm",
    "render_game",
    "render_html",
    "render_ingest",
    "render_kind",
    "render_kinds",
    "render_markdown",
    "render_measures",
    "render_network",
    "render_next",
    "render_opened",
    "render_pdf",
    "render_question",
    "render_questions",
    "render_resolved",
    "render_scores",
    "render_solution",
    "render_source",
    "render_sources",
    "render_stix",
    "render_tables",
    "render_terminal",
    "render_timeline",
    "render_watched",
    "render_what_if",
    "render_why",
    "scores_json",
    "stix_extension_schema",
    "timeline_json",
    "told_of",
    "watched_json",
    "write_claims_csv",
    "write_documents_csv",
    "write_game_csv",
    "write_measures_csv",
    "write_network_csv",
    "write_questions_csv",
    "write_sheet",
    "write_timeline_csv",
]

_HOMES = {
    "BriefInput": "tocsin.tell.view",
    "Measured": "tocsin.tell.measures",
    "OpenedRows": "tocsin.tell.opened",
    "OpenedValue": "tocsin.tell.opened",
    "Sheet": "tocsin.tell.export.sheets",
    "SourceEntry": "tocsin.tell.lake",
    "answer_sheets": "tocsin.tell.export.tables",
    "Told": "tocsin.tell.watched",
    "WatchState": "tocsin.tell.watched",
    "Watched": "tocsin.tell.watched",
    "backtest_json": "tocsin.tell.scores",
    "check_brief": "tocsin.tell.brief.pdf",
    "check_plot": "tocsin.tell.plots.saving",
    "check_wording": "tocsin.tell.checks",
    "described_json": "tocsin.tell.games.kinds",
    "hypotheses_yaml": "tocsin.tell.hypotheses",
    "kind_json": "tocsin.tell.games.kinds",
    "lint_sentences": "tocsin.tell.lint",
    "network_json": "tocsin.tell.network",
    "plot_calibration": "tocsin.tell.plots.calibration",
    "plot_comparison": "tocsin.tell.plots.games.comparison",
    "plot_history": "tocsin.tell.plots.history",
    "plot_measures": "tocsin.tell.plots.series",
    "plot_network": "tocsin.tell.plots.network",
    "plot_timeline": "tocsin.tell.plots.timeline",
    "plot_what_if": "tocsin.tell.plots.games.change",
    "question_json": "tocsin.tell.forecast",
    "render_backtest": "tocsin.tell.scores",
    "render_card": "tocsin.tell.scores",
    "render_claim_lines": "tocsin.tell.export.contracts",
    "render_claims": "tocsin.tell.claims",
    "render_contract": "tocsin.tell.export.contracts",
    "render_comparison": "tocsin.tell.games.comparison",
    "render_described": "tocsin.tell.games.kinds",
    "render_documents": "tocsin.tell.claims",
    "render_explanation": "tocsin.tell.games.explained",
    "render_forecast": "tocsin.tell.forecast",
    "render_ftm": "tocsin.tell.export.ftm",
    "render_game": "tocsin.tell.games.answer",
    "render_ingest": "tocsin.tell.lake",
    "render_kind": "tocsin.tell.games.kinds",
    "render_kinds": "tocsin.tell.games.kinds",
    "render_docx": "tocsin.tell.brief.docx",
    "render_html": "tocsin.tell.brief.html",
    "render_markdown": "tocsin.tell.brief.markdown",
    "render_measures": "tocsin.tell.measures",
    "render_network": "tocsin.tell.network",
    "render_next": "tocsin.tell.forecast",
    "render_opened": "tocsin.tell.opened",
    "render_pdf": "tocsin.tell.brief.pdf",
    "render_question": "tocsin.tell.forecast",
    "render_questions": "tocsin.tell.forecast",
    "render_resolved": "tocsin.tell.forecast",
    "render_scores": "tocsin.tell.scores",
    "render_solution": "tocsin.tell.games.solution",
    "render_source": "tocsin.tell.lake",
    "render_sources": "tocsin.tell.lake",
    "render_stix": "tocsin.tell.export.stix",
    "render_tables": "tocsin.tell.opened",
    "render_terminal": "tocsin.tell.terminal",
    "render_timeline": "tocsin.tell.timeline",
    "render_what_if": "tocsin.tell.games.change",
    "render_watched": "tocsin.tell.watched",
    "render_why": "tocsin.tell.why",
    "scores_json": "tocsin.tell.scores",
    "stix_extension_schema": "tocsin.tell.export.stix",
    "timeline_json": "tocsin.tell.timeline",
    "told_of": "tocsin.tell.scores",
    "watched_json": "tocsin.tell.watched",
    "write_claims_csv": "tocsin.tell.claims",
    "write_documents_csv": "tocsin.tell.claims",
    "write_game_csv": "tocsin.tell.games.table",
    "write_measures_csv": "tocsin.tell.measures",
    "write_network_csv": "tocsin.tell.network",
    "write_questions_csv": "tocsin.tell.forecast",
    "write_sheet": "tocsin.tell.export.sheets",
    "write_timeline_csv": "tocsin.tell.timeline",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Return a public name from the module that defines it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
