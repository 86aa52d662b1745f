"""What lies beneath a number, a claim, a stake or a document, down to the sentence."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from rich.console import Console, Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from tocsin.errors import UsageError
from tocsin.model.assessment import Figure
from tocsin.model.claim import Claim, StakeMention
from tocsin.model.document import Document
from tocsin.tell.grades import meaning, origin_name, whose_word
from tocsin.tell.hygiene import clean
from tocsin.tell.screen import Screen, screen_of
from tocsin.tell.sentences import (
    act,
    confidence_sentence,
    event_time,
    holder_chain,
    standing,
)
from tocsin.tell.terminal import terminal_report
from tocsin.tell.view import BriefInput
from tocsin.tell.words import day, figure_value, label

CONTEXT = 240
MAX_CLAIMS = 12
MAX_DEPTH = 1
"""How many levels of figures beneath the one that is asked for are opened."""
_SUGGESTIONS = 3


def render_why(view: BriefInput, ref: str, console: Console, *, depth: int = MAX_DEPTH) -> None:
    """Print what lies beneath an id; of the figures deeper down than `depth` the heads alone.

    Raises:
        UsageError: Nothing in the assessment has this id.
    """
    console.print(explain(view, ref, screen_of(console), depth=depth))


def explain(
    view: BriefInput, ref: str, screen: Screen, *, depth: int = MAX_DEPTH
) -> RenderableType:
    """Return what lies beneath an id of a figure, claim, stake, document or the assessment.

    Raises:
        UsageError: Nothing in the assessment has this id.
    """
    if ref == view.assessment.id:
        return terminal_report(view, screen)
    if ref in view.figures():
        return _figure_tree(view, ref, screen, depth=depth)
    if ref in view.claims:
        return _claim(view, view.claims[ref], screen)
    if ref in view.stakes:
        return _stake(view, view.stakes[ref], screen)
    if ref in view.documents:
        return _document(view, view.documents[ref], screen)
    raise UsageError(_unknown(view, ref), subject=ref)


def _unknown(view: BriefInput, ref: str) -> str:
    """Return a sentence on an id that nothing has, with those that look like it."""
    known = [*view.figures(), *view.claims, *view.stakes, *view.documents]
    near = (
        [one for one in known if ref and ref.lower() in one.lower()][:_SUGGESTIONS]
        or get_close_matches(ref, known, n=_SUGGESTIONS)
        or known[:_SUGGESTIONS]
    )
    return (
        f"Nothing in assessment {view.assessment.id} has the id '{clean(ref)}'; "
        f"ids that do: {', '.join(near) or 'none'}."
    )


def _figure_tree(
    view: BriefInput,
    ref: str,
    screen: Screen,
    *,
    depth: int,
    seen: frozenset[str] = frozenset(),
) -> Tree:
    """Return a figure with its steps, claims, rows and the figures that enter into it."""
    figure = view.figures()[ref]
    tree = Tree(_figure_head(figure, screen), guide_style="dim")
    if figure.method:
        tree.add(screen.text(figure.method))
    for number, step in enumerate(figure.steps, start=1):
        tree.add(screen.text(f"{number}. {step}"))
    if not seen:
        for line in _beside(view, ref):
            tree.add(screen.text(line))
    for part in figure.parts:
        tree.add(_part(view, part, screen, depth=depth, seen=seen | {ref}))
    _add_claims(tree, view, figure.claims, screen)
    for row in figure.rows:
        tree.add(screen.text(f"data row {row}", "dim"))
    return tree


def _beside(view: BriefInput, ref: str) -> Iterator[str]:
    """Yield what the brief says beside a figure: how well grounded it is, how scorings agree."""
    judgement = view.judgements().get(ref)
    if judgement is not None:
        yield confidence_sentence(judgement)
    rivals = view.assessment.hypotheses
    if ref in {f"h-{one.id}.posterior" for one in rivals.hypotheses} and rivals.note:
        yield rivals.note


def _part(
    view: BriefInput, ref: str, screen: Screen, *, depth: int, seen: frozenset[str]
) -> RenderableType:
    """Return a figure that enters into another; its head where it is above already, or too deep."""
    figure = view.figures().get(ref)
    if figure is None:
        return screen.text(f"{ref} (not in this assessment)", "dim")
    if ref in seen or len(seen) > depth:
        return _figure_head(figure, screen)
    return _figure_tree(view, ref, screen, depth=depth, seen=seen)


def _figure_head(figure: Figure, screen: Screen) -> Text:
    """Return a figure's value, label and id on one line."""
    return Text(" ").join(
        (
            screen.text(figure_value(figure), "bold"),
            screen.text(figure.label),
            screen.text(f"[{figure.id}]", "dim"),
        )
    )


def _add_claims(tree: Tree, view: BriefInput, ids: Iterable[str], screen: Screen) -> None:
    """Add the claims and stake mentions to a tree, each with its quote and place."""
    refs = tuple(ids)
    for ref in refs[:MAX_CLAIMS]:
        if ref in view.claims:
            tree.add(_claim_lines(view, view.claims[ref], screen))
        elif ref in view.stakes:
            tree.add(_quoted(view.stakes[ref], _attitude(view, view.stakes[ref]), screen))
        else:
            tree.add(screen.text(f"{ref} (not in this assessment)", "dim"))
    if len(refs) > MAX_CLAIMS:
        tree.add(screen.text(f"{len(refs) - MAX_CLAIMS} more claims", "dim"))


def _claim_lines(view: BriefInput, claim: Claim, screen: Screen) -> Group:
    """Return a claim: who says it, its quote and place, what it says and how firmly."""
    said = f"{act(claim, view.name)} ({standing(claim)})"
    return Group(_quoted(claim, holder_chain(claim), screen), screen.text(said))


def _quoted(claim: Claim | StakeMention, lead: str, screen: Screen) -> Text:
    """Return a quote behind its holder, and where it stands."""
    place = f"{claim.path}:{claim.span[0]}-{claim.span[1]}"
    return Text(" ").join(
        (
            screen.text(f"{lead}:"),
            screen.text(f"“{clean(claim.quote)}”", "italic"),
            screen.text(f"{place} [{claim.id}]", "dim"),
        )
    )


def _attitude(view: BriefInput, stake: StakeMention) -> str:
    """Return whose stake it is and how they stand to it."""
    return f"{view.name(stake.stakeholder)} {stake.attitude.value}"


def _claim(view: BriefInput, claim: Claim, screen: Screen) -> Group:
    """Return a claim in its context, with its fields and what rests on it."""
    event = claim.event
    fields = (
        ("act", act(claim, view.name)),
        ("type", event.type.value + (f", {label(event.mode)}" if event.mode else "")),
        ("status", standing(claim)),
        ("said by", holder_chain(claim)),
        ("time", event_time(claim) or "not stated"),
        ("place", event.place or "not stated"),
        ("confidence of reading", f"{claim.confidence:.2f}"),
        *_grade_fields(view, claim),
    )
    return Group(
        *_in_context(view, claim, screen), _fields(fields, screen), *_uses(view, claim, screen)
    )


def _grade_fields(view: BriefInput, claim: Claim) -> Iterable[tuple[str, str]]:
    """Yield the grade of a claim, why it has it, by which rows, and whose word it is."""
    grade = view.grades().get(claim.id)
    if grade is None:
        return
    yield "grade", f"{grade.mark}: {meaning(grade)}"
    yield from zip(("reliability", "credibility"), map(clean, grade.reasons), strict=False)
    if grade.rows:
        yield "by", ", ".join(f"data row {row}" for row in grade.rows)
    yield "origin", origin_name(grade, view)
    yield "whose word", whose_word(grade)


def _stake(view: BriefInput, stake: StakeMention, screen: Screen) -> Group:
    """Return a stake mention in its context."""
    fields = (
        ("stake", _attitude(view, stake)),
        ("giver", view.name(stake.giver)),
        ("receiver", view.name(stake.receiver)),
        ("items", ", ".join(label(item.value) for item in stake.items) or "any"),
    )
    return Group(*_in_context(view, stake, screen), _fields(fields, screen))


def _fields(fields: Iterable[tuple[str, str]], screen: Screen) -> Group:
    """Return named values, one a line."""
    return Group(
        *(
            Text(": ").join((Text(name, style="dim"), screen.text(value)))
            for name, value in fields
        )
    )


def _in_context(
    view: BriefInput, claim: Claim | StakeMention, screen: Screen
) -> tuple[Text, Text, Text]:
    """Return where a quote stands, and the text around it with the quote marked."""
    start, end = claim.span
    place = screen.text(f"{claim.id} in {claim.path}, characters {start} to {end}", "bold")
    doc = view.documents.get(claim.document)
    if doc is None or doc.text[start:end] != claim.quote:
        return place, screen.text(f"“{clean(claim.quote)}”", "bold italic"), Text()
    before = doc.text[max(0, start - CONTEXT) : start]
    after = doc.text[end : end + CONTEXT]
    if start > CONTEXT:  # no half words at the ends
        before = f"… {before.partition(' ')[2]}"
    if end + CONTEXT < len(doc.text):
        after = f"{after.rpartition(' ')[0]} …"
    around = (
        screen.text(before, "dim"),
        screen.text(claim.quote, "bold underline"),
        screen.text(after, "dim"),
    )
    opening, closing = (" » ", " « ") if screen.holds("»«") else (" >> ", " << ")
    return place, Text.assemble(around[0], opening, around[1], closing, around[2]), Text()


def _uses(view: BriefInput, claim: Claim, screen: Screen) -> Iterable[Text]:
    """Yield the judgements that a claim speaks for or against."""
    for judgement in view.assessment.judgements:
        for side, ids in (("for", judgement.claims), ("against", judgement.against)):
            if claim.id in ids:
                said = f"speaks {side} {view.short_label(judgement.id)} [{judgement.id}]"
                yield screen.text(said)


def _document(view: BriefInput, doc: Document, screen: Screen) -> RenderableType:
    """Return a document with what is known of it and the claims in it, in order."""
    tree = Tree(screen.text(f"{doc.title or doc.path} [{doc.id}]", "bold"), guide_style="dim")
    facts = (
        ("file", doc.path),
        ("publisher", doc.publisher or "not stated"),
        ("author", doc.author or "not stated"),
        ("date", day(doc.date) or "not stated"),
        ("address", doc.url or "not stated"),
        ("sha256", doc.sha256),
        ("left out", ", ".join(doc.dropped) or "nothing"),
    )
    tree.add(_fields(facts, screen))
    inside = [claim for claim in view.claims.values() if claim.document == doc.id]
    ordered = sorted(inside, key=lambda claim: (claim.span, claim.id))
    for claim in ordered:
        tree.add(_claim_lines(view, claim, screen))
    return tree
