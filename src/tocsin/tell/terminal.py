"""The answer for a terminal: the bottom line first, the rest in the order of its weight."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.model.assessment import Concern, Judgement
from tocsin.model.claim import Claim
from tocsin.tell.changes import change_lines, change_title
from tocsin.tell.evidence import strongest_against, strongest_for
from tocsin.tell.grades import mark_of
from tocsin.tell.hygiene import shorten
from tocsin.tell.played import game_lines, leading_game_lines
from tocsin.tell.record import (
    RecordLine,
    leading_history,
    leading_precedents,
    rate_lines,
    unusual_lines,
)
from tocsin.tell.rivals import rival_lines
from tocsin.tell.screen import Screen, level_style, screen_of
from tocsin.tell.sentences import confidence_sentence, joint_chain, likelihood, standing
from tocsin.tell.view import BriefInput
from tocsin.tell.words import (
    day,
    listing,
    move,
    score,
    score_range,
    share,
)

BAR_COLUMNS = 10
QUOTE_COLUMNS = 140
MAX_FLIPS = 1
MAX_INDICATORS = 3
MAX_LIMITS = 3
MAX_UNUSUAL = 2
MAX_RATES = 3
MAX_PRECEDENTS = 3
MAX_HISTORY = 4
MAX_GAMES = 9
MAX_MOVED = 4


def render_terminal(view: BriefInput, console: Console) -> None:
    """Print the answer; it fits any width from 60 columns and any encoding."""
    console.print(terminal_report(view, screen_of(console)), soft_wrap=False)


def terminal_report(view: BriefInput, screen: Screen) -> Group:
    """Return the answer as something that rich can print."""
    horizon = view.assessment.question.horizon_days
    # ICD 203 is what readers of this house expect; another standard is named.
    standard = f", in words of {view.standard}" if view.assessment.words else ""
    sections = (
        _head(view, screen),
        _section("Concern", _concern(view, screen)),
        _section(
            f"Key judgements, within {horizon} days{standard}", *_judgements(view, screen)
        ),
        _section(_since_title(view), *_since(view, screen)),
        _section("Strongest evidence for", *_evidence(view, screen, strongest_for(view))),
        _section(
            "Strongest evidence against", *_evidence(view, screen, strongest_against(view))
        ),
        _section("What the record says", *_record(view, screen)),
        _section("What games say", *_games(view, screen)),
        _section("Rival readings", *_rivals(view, screen)),
        _section("What would change this", *_changes(view, screen)),
        _section("Limits", *_limits(view, screen)),
        _last_line(view, screen),
    )
    return Group(*(part for section in sections for part in section))


def _section(title: str, *parts: RenderableType) -> tuple[RenderableType, ...]:
    """Return a section under its title, or nothing where it is empty."""
    return (Text(), Text(title, style="bold underline"), *parts) if parts else ()


def _item(*texts: Text) -> Padding:
    """Return texts as one paragraph, set in by two columns."""
    return Padding(Text(" ").join(texts), (0, 0, 0, 2))


def _head(view: BriefInput, screen: Screen) -> tuple[RenderableType, ...]:
    """Return the bottom line and, in one line, what it rests on."""
    answer, corpus = view.assessment, view.assessment.corpus
    parties = listing([view.name(actor) for actor in answer.question.dyad])
    counts = ", ".join(
        f"{number:,} {noun if number == 1 else noun + 's'}"
        for number, noun in (
            (corpus.documents, "document"),
            (corpus.origins, "independent origin"),
            (corpus.claims, "claim"),
        )
    )
    frame = (
        f"{parties}, as of {day(answer.question.as_of)}, {answer.question.horizon_days} days"
    )
    return (
        screen.text(answer.bottom_line, "bold"),
        screen.text(f"{frame} ahead; {counts}.", "dim"),
    )


def _concern(view: BriefInput, screen: Screen) -> Table:
    """Return the stakeholders with a bar, score, range, level and what drives it."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("For", max_width=18, overflow="fold")
    table.add_column("0 to 100", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("90% range", justify="right", no_wrap=True)
    table.add_column("Level", no_wrap=True)
    table.add_column("Main driver", overflow="fold")
    for one in view.ranked_concern():
        style = level_style(one.level)
        table.add_row(
            screen.text(view.name(one.stakeholder)),
            screen.bar(one.score, BAR_COLUMNS, style),
            Text(score(one.score)),
            screen.text(score_range(one.interval)),
            screen.text(one.level, style),
            screen.text(_main_driver(view, one)),
        )
    return table


def _main_driver(view: BriefInput, one: Concern) -> str:
    """Return the judgement with the largest share in a concern."""
    if not one.drivers:
        return "none"
    first = one.drivers[0]
    return f"{view.short_label(first.judgement)} ({share(first.share)})"


def _judgements(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield each key judgement: its likelihood, then apart from it its confidence."""
    for number, judgement in enumerate(view.key_judgements(), start=1):
        table = Table.grid(padding=(0, 1, 0, 0), expand=False)
        table.add_column(justify="right", min_width=2)
        table.add_column()
        table.add_row(Text(f"{number}."), _likelihood(view, screen, judgement))
        table.add_row(Text(), screen.text(confidence_sentence(judgement), "dim"))
        yield table


def _likelihood(view: BriefInput, screen: Screen, judgement: Judgement) -> Text:
    """Return the first sentence of a judgement, its word and number in bold."""
    parts = likelihood(judgement, view)
    return Text(" ").join(
        (
            screen.text(f"{parts.lead} ({parts.number},", "bold"),
            screen.text(f"90% range {parts.interval}) that {parts.clause}."),
        )
    )


def _record(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield what is unusual now, how often before, the nearest precedents and the history."""
    groups = (
        ("Now: ", unusual_lines(view), MAX_UNUSUAL),
        ("Before: ", rate_lines(view), MAX_RATES),
        ("Precedent, ", leading_precedents(view), MAX_PRECEDENTS),
        ("", leading_history(view), MAX_HISTORY),
    )
    for lead, lines, most in groups:
        for line in lines[:most]:
            style = "bold" if line.is_marked else ""
            yield _item(
                screen.text(f"{lead}{line.text}", style), screen.text(line.origin, "dim")
            )
    hidden = sum(max(0, len(lines) - most) for _, lines, most in groups)
    if hidden:
        yield _item(screen.text(f"{hidden} more in the brief.", "dim"))


def _games(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield the first numbers of every game, and how many more there are."""
    lines = leading_game_lines(view)[:MAX_GAMES]
    for line in lines:
        yield _item(screen.text(line.text), screen.text(line.origin, "dim"))
    hidden = sum(len(group) for _, group in game_lines(view)) - len(lines)
    if hidden:
        yield _item(screen.text(f"{hidden} more in the brief.", "dim"))


def _rivals(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield who leads by either scoring, whether they agree, and which claims decide it."""
    for line in rival_lines(view):
        style = "bold" if line.is_marked else ""
        yield _item(screen.text(f"{line.text}.", style), *_refs(line, screen))


def _refs(line: RecordLine, screen: Screen) -> tuple[Text, ...]:
    """Return the ids that open the numbers of a line, in brackets; nothing where there are none."""
    return (screen.text(f"({', '.join(line.refs)})", "dim"),) if line.refs else ()


def _evidence(
    view: BriefInput, screen: Screen, groups: tuple[tuple[Claim, ...], ...]
) -> Iterator[RenderableType]:
    """Yield each claim: its holders, its quote, its status, its grade and its id."""
    for claims in groups:
        quote = f"“{shorten(claims[0].quote, QUOTE_COLUMNS)}”"
        ids = ", ".join(claim.id for claim in claims)
        told = (standing(claims[0]), mark_of(view, claims[0].id), ids)
        yield _item(
            screen.text(f"{joint_chain(claims)}:"),
            screen.text(quote, "italic"),
            screen.text(f"({'; '.join(filter(None, told))})", "dim"),
        )


def _changes(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield the flips and levers of each stakeholder and what to watch."""
    for one in view.ranked_concern():
        for line in _flip_lines(view, one):
            yield _item(screen.text(line))
    for sign in view.first_indicators(MAX_INDICATORS):
        until = f"until {day(sign.by)}; " if sign.by else ""
        yield _item(
            screen.text(f"Watch {sign.what}"), screen.text(f"({until}{sign.where})", "dim")
        )


def _since_title(view: BriefInput) -> str:
    """Return the heading of what changed; empty where it was not asked."""
    change = view.assessment.change
    return change_title(change) if change else ""


def _since(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield what changed since an earlier day."""
    for line in change_lines(view, MAX_MOVED):
        yield _item(screen.text(line))


def _flip_lines(view: BriefInput, one: Concern) -> Iterator[str]:
    """Yield a line for the first flip of a stakeholder, and one for its best lever."""
    name, figures = view.name(one.stakeholder), view.figures()
    for flip in one.flips[:MAX_FLIPS]:
        unit = figures[flip.ref].unit if flip.ref in figures else "probability"
        now, then = move(flip.from_, flip.to, unit)
        yield f"{name} turns {flip.level}: {view.without_horizon(flip.what)}, {now} → {then}."
    if one.lever:
        yield f"{name}, best lever: {one.lever.what}; score → {score(one.lever.score_after)}."


def _limits(view: BriefInput, screen: Screen) -> Iterator[RenderableType]:
    """Yield the first limits, and how many more there are."""
    limits = view.assessment.limits
    for limit in limits[:MAX_LIMITS]:
        yield _item(screen.text(limit))
    if len(limits) > MAX_LIMITS:
        yield _item(screen.text(f"{len(limits) - MAX_LIMITS} more in the brief.", "dim"))


def _last_line(view: BriefInput, screen: Screen) -> tuple[RenderableType, ...]:
    """Return how to open a number."""
    judgements = view.key_judgements()
    example = judgements[0].id if judgements else "ID"
    line = f"Open any number, claim or document: tocsin why {example}"
    return Text(), screen.text(line, "dim")
