"""Documents, relations and checks as text for people."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tocsin import pipeline, tell
from tocsin.cli.options import today
from tocsin.model.document import BlockKind, Document
from tocsin.model.vocabulary import Polarity
from tocsin.model.wording.finding import Finding
from tocsin.pipeline import forecasting
from tocsin.tell.hygiene import shown

_STYLES = {BlockKind.TITLE: "bold", BlockKind.HEADING: "bold", BlockKind.QUOTE: "italic"}
_BULLETS = {BlockKind.LIST_ITEM: "- ", BlockKind.HEADING: "# "}
_COLOURS = {"sound": "green", "broken": "bold red", "absent": "yellow"}


def show_document(document: Document, console: Console) -> None:
    """Print a document: what it says of itself, what is kept, what is dropped."""
    _print(console, document.title or document.path, "bold underline")
    facts = (
        ("file", document.path),
        ("date", document.date.isoformat() if document.date else "none; give it with --date"),
        ("publisher", document.publisher or "not stated"),
        ("author", document.author or "not stated"),
        ("address", document.url or "not stated"),
        ("language", document.language or "could not be told"),
        ("id", document.id),
    )
    for name, value in facts:
        _print(console, f"{name}: {value}", "dim")
    console.print()
    for block in document.blocks:
        words = document.text[block.start : block.end]
        _print(console, _BULLETS.get(block.kind, "") + words, _STYLES.get(block.kind, ""))
        console.print()
    for dropped in document.dropped:
        _print(console, f"dropped: {dropped}", "dim")
    console.print()


def show_relation(found: "pipeline.Related", console: Console) -> None:
    """Print what a sentence says between two mentions."""
    pair, relation = found.pair, found.relation
    if relation.type is None:
        _print(console, f"{pair.source} -> {pair.target}: the sentence does not tell", "bold")
        return
    mode = f", {relation.mode}" if relation.mode else ""
    negated = ", negated" if relation.polarity is Polarity.NEGATED else ""
    head = f"{pair.source} -> {pair.target}: {relation.type}{mode} ({relation.quad})"
    _print(console, head, "bold")
    cue = f"; told by: {relation.cue}" if relation.cue else ""
    told = f"{relation.status}{negated}; confidence {relation.confidence:.2f}{cue}"
    console.print(Padding(Text(shown(told, console.encoding)), (0, 0, 0, 2)))


def show_check(check: "pipeline.Check", console: Console) -> None:
    """Print how one check ended."""
    state = Text(f"{check.state.value:7}", style=_COLOURS[check.state.value])
    text = Text(shown(f"{check.name}: {check.detail}", console.encoding))
    console.print(Text(" ").join((state, text)), soft_wrap=True)


def show_finding(one: Finding, console: Console) -> None:
    """Print a breach of a rule on one line, as programs that read linters expect it."""
    place = one.ref if one.line is None else f"{one.line}:{one.column}"
    told = f"{one.path}:{place}: {one.rule}: {one.wrong}; {one.right}"
    console.print(Text(shown(told, console.encoding)), soft_wrap=True)


def _print(console: Console, words: str, style: str = "") -> None:
    """Print words in which nothing is markup and nothing is a control character."""
    console.print(Text(shown(words, console.encoding), style=style))


def show_explanation(
    found: "pipeline.Explanation | pipeline.Opened | forecasting.OpenedQuestion",
    console: Console,
    *,
    depth: int,
) -> None:
    """Print what lies beneath an id, and of a figure so many levels of those beneath it."""
    if isinstance(found, forecasting.OpenedQuestion):
        tell.render_question(found.record, console, today=today(), chosen=found.id)
        tell.render_tables(found.tables, console)
        return
    if not isinstance(found, pipeline.Explanation):
        tell.render_opened(found.view, console)
        return
    view = found.view()
    if view is None:
        _print(console, f"{found.id}: no assessment uses it yet", "bold")
        for document in found.documents:
            _print(console, f"{document.id}: {document.title or document.path}", "dim")
        tell.render_claims(found.claims, console)
    elif found.kind == "assessment":
        tell.render_terminal(view, console)
    else:
        tell.render_why(view, found.id, console, depth=depth)
