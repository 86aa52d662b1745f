"""What changed since an earlier day, and how much hangs on the table of harms."""

from collections.abc import Iterator

from tocsin.model.assessment import Concern
from tocsin.tell import words
from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Look,
    Paragraph,
    Piece,
    Row,
    Section,
    Table,
)
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.changes import (
    HarmLine,
    Moved,
    came,
    change_title,
    harm_lines,
    moved_concern,
    moved_judgements,
    settled_lines,
    unmoved,
)

CAUSES = ("New evidence", "Data", "Assumptions")


def since(desk: Desk) -> Section | None:
    """Return how scores and judgements moved, taken apart; None where nobody asked."""
    view, change = desk.view, desk.view.assessment.change
    if change is None:
        return None
    note = (
        "Each change is taken apart into new evidence, data and assumptions, which sum to it "
        "(Shapley values). Behind it stand the texts that did most, each left out in turn with "
        "its copies; these do not sum."
    )
    moved = (*moved_concern(view), *moved_judgements(view))
    heads = ("What moved", "Then → now", "Change", *CAUSES, "Most by")
    table = Table(
        change_title(change),
        heads,
        tuple(_moved(desk, one) for one in moved),
        empty="Nothing moved.",
        widths=(3, 2.4, 1.3, 1.3, 1, 1.5, 4),
    )
    lines = [*settled_lines(view), came(view), *change.assumptions, *change.data]
    if stay := unmoved(view):
        one = stay == 1
        lines.append(
            f"{stay} {'judgement stays' if one else 'judgements stay'} where "
            f"{'it was' if one else 'they were'}."
        )
    answer = view.assessment.id
    told = Items(tuple(desk.told(line, answer) for line in lines))
    blocks: tuple[Block, ...] = (Paragraph(plain(note), "note"), table, told)
    return Section("since", plain(change_title(change)), blocks, "What changed")


def _moved(desk: Desk, one: Moved) -> Row:
    """Return the row of one score or probability that moved."""
    ends = f"{one.before or 'not judged'} → {one.after or 'not judged'}"
    amount: Line = (
        (desk.number(one.amount, one.figure),) if one.amount else plain("new or lost")
    )
    causes: list[Line] = [
        (desk.number(amount_of, figure),) for _, amount_of, figure in one.causes
    ]
    if not causes:
        causes = [plain("no parts", Look.SOFT)] * len(CAUSES)
    most = "; ".join(one.most) or "no single text"
    return Row(
        (
            (plain(one.name),),
            ((*desk.told(ends, one.figure), *_words(one)),),
            (amount,),
            *((cause,) for cause in causes),
            (desk.told(most, one.figure, Look.QUOTE if one.most else Look.PLAIN),),
        )
    )


def _words(one: Moved) -> Line:
    """Return the level or word that stayed the same."""
    return (Piece(f" {one.words}", Look.SOFT),) if one.words else ()


def harms(desk: Desk) -> Section | None:
    """Return what harms at the ends of their ranges do, and how bad it gets."""
    lines = harm_lines(desk.view)
    if not lines:
        return None
    note = (
        "The harm of a channel is a judgement with a range. Here it is held at the least and at "
        "the greatest value, all else as it is."
    )
    heads = ("For", "Harm of", "Score at the least → greatest harm", "Levels that would change")
    title = "How much hangs on the table of harms"
    table = Table(title, heads, tuple(_harm(desk, one) for one in lines), widths=(3, 4, 3, 4))
    blocks: list[Block] = [Paragraph(plain(note), "note"), table]
    tails = tuple(_tails(desk))
    if tails:
        blocks.append(Items(tails))
    return Section("harms", plain(title), tuple(blocks), "Harms")


def _harm(desk: Desk, one: HarmLine) -> Row:
    """Return the row of one harm for one stakeholder."""
    place = f", place {one.place}" if one.place else ""
    return Row(
        (
            (plain(one.name),),
            (plain(one.harms),),
            (desk.told(f"{one.low} → {one.high}{place}", one.figure),),
            (plain(one.crosses or "none"),),
        )
    )


def _tails(desk: Desk) -> Iterator[Line]:
    """Yield the expected harm of each stakeholder and how bad the worst outcomes are."""
    for one in desk.view.ranked_concern():
        if one.tail is not None:
            yield _tail(desk, one)


def _tail(desk: Desk, one: Concern) -> Line:
    """Return the line of one stakeholder."""
    if one.tail is None:
        return ()
    ref = f"{one.id}.tail"
    return (
        Piece(f"{desk.view.name(one.stakeholder)}: expected harm "),
        desk.number(f"{one.expected_harm:.2f}", f"{one.id}.expected_harm"),
        *desk.told("; in the worst 5% of outcomes the score is ", ref),
        desk.number(words.score(one.tail.p95), ref),
        Piece(" or more, and "),
        desk.number(words.score(one.tail.shortfall), ref),
        Piece(" on average."),
    )
