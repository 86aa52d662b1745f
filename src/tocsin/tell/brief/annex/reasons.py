"""Why anybody is concerned, what each judgement is made of, and what would turn it."""

from collections.abc import Iterator

from tocsin.model.assessment import Concern, Driver, Indicator, Judgement
from tocsin.tell import words
from tocsin.tell.brief.annex.evidence import quote, where
from tocsin.tell.brief.front import score_of, statement
from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Look,
    Paragraph,
    Piece,
    Row,
    Section,
    Statements,
    Subhead,
    Table,
)
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.evidence import ordered_judgements


def stakes(desk: Desk) -> Section:
    """Return who has what at stake, with the sentences that say so."""
    blocks: list[Block] = []
    for one in desk.view.ranked_concern():
        blocks += _stakeholder(desk, one)
    for one in desk.view.ranked_concern():
        blocks += _mentions(desk, one)
    return Section("stakes", plain("Who has what at stake"), tuple(blocks), "Stakes")


def _stakeholder(desk: Desk, one: Concern) -> Iterator[Block]:
    """Yield why a stakeholder has a stake, and what its concern is made of."""
    name = desk.view.name(one.stakeholder)
    yield Subhead(plain(name), words.anchor("stake", one.id))
    yield Paragraph((*score_of(desk, one)[1:], Piece(".")))
    if one.roles:
        yield Paragraph(desk.told(f"Why it has a stake: {'; '.join(one.roles)}.", one.id))
    yield Items(tuple(_driver(desk, one, driver) for driver in one.drivers))


def _driver(desk: Desk, one: Concern, driver: Driver) -> Line:
    """Return a driver with its share and its reasons."""
    ref = f"{one.id}.share.{driver.judgement}"
    why = f": {'; '.join(driver.reasons)}" if driver.reasons else ""
    return (
        desk.number(words.share(driver.share), ref),
        Piece(" of it from "),
        *desk.told(f"{desk.view.short_label(driver.judgement)}{why}", ref),
    )


def _mentions(desk: Desk, one: Concern) -> Iterator[Block]:
    """Yield the sentences that say what a stakeholder fears or wants."""
    known = [desk.view.stakes[ref] for ref in one.stakes if ref in desk.view.stakes]
    if not known:
        return
    rows = tuple(
        Row(
            (
                (plain(f"{desk.view.name(each.stakeholder)} {each.attitude.value}"),),
                (quote(desk, each),),
                tuple(where(desk, each)),
            ),
            anchor=words.anchor("stake", each.id),
            refs=(each.id,),
        )
        for each in known
    )
    label = f"What {desk.view.name(one.stakeholder)} is said to fear or want"
    heads = ("Who and how", "Words", "Where")
    yield Table(label, heads, rows, role="mentions", widths=(2, 5, 3))


def judgements(desk: Desk) -> Section:
    """Return the parts of every judgement, and those that are not among the key ones."""
    ordered = ordered_judgements(desk.view)
    key = desk.view.key_judgements()
    heads = ("Judgement", "Base rate", "Testimony", "Model", "Pooled")
    table = Table(
        "Judgements in parts",
        heads,
        tuple(_parts(desk, one) for one in ordered),
        role="parts",
        empty="Nothing is judged.",
        widths=(5, 1.5, 1.5, 1.5, 2.5),
    )
    blocks: list[Block] = [table]
    others = ordered[len(key) :]
    if others:
        blocks.append(Subhead(plain("Further judgements"), "further"))
        entries = tuple(statement(desk, one) for one in others)
        blocks.append(Statements(entries, start=len(key) + 1))
    return Section("judgements", plain("Judgements in parts"), tuple(blocks), "Judgements")


def _parts(desk: Desk, one: Judgement) -> Row:
    """Return the three parts of a judgement and what they are pooled to."""
    parts = one.components
    named = (
        ("base_rate", parts.base_rate),
        ("testimony", parts.testimony),
        ("model", parts.model),
    )
    told = f"{words.percent(one.p)} ({words.percent_range(one.interval)})"
    return Row(
        (
            (plain(desk.view.short_label(one.id)),),
            *((_part(desk, value, f"{one.id}.{name}"),) for name, value in named),
            ((desk.number(told, one.id),),),
        )
    )


def _part(desk: Desk, value: float | None, ref: str) -> Line:
    """Return a part of a judgement, or that it has none."""
    if value is None:
        return plain("none, not used", Look.SOFT)
    return (desk.number(words.percent(value), ref),)


def changes(desk: Desk) -> Section:
    """Return every flip, the best lever of each stakeholder, and what to watch."""
    lines: list[Line] = []
    for one in desk.view.ranked_concern():
        lines += [_flip(desk, one, place) for place in range(len(one.flips))]
        if one.lever is not None:
            lines.append(_lever(desk, one))
    blocks: list[Block] = [Items(tuple(lines))] if lines else []
    signs = desk.view.assessment.indicators
    if signs:
        rows = tuple(
            Row(
                (
                    (desk.told(sign.what, sign.judgement),),
                    (plain(sign.where),),
                    (plain(words.day(sign.by) if sign.by else "no date"),),
                    (plain(f"{desk.view.short_label(sign.judgement)}, {sign.direction}"),),
                    (_ratio(desk, sign),),
                )
            )
            for sign in signs
        )
        heads = ("Watch", "Where", "By", "Moves", "Ratio and what it would make")
        blocks.append(Table("What to watch", heads, rows, widths=(4, 3, 1.6, 3, 2.4)))
    title = plain("Flips, levers and indicators")
    return Section("changes", title, tuple(blocks), "Flips and indicators")


def _ratio(desk: Desk, sign: Indicator) -> Line:
    """Return how much likelier a sign makes a judgement, and what its probability would be."""
    if sign.ratio is None or sign.p_seen is None or sign.id is None:
        return plain("not stated", Look.SOFT)
    low, middle, high = sign.ratio
    told = f"{middle:g} ({low:g} to {high:g}), to "
    return (*desk.told(told, sign.id), desk.number(words.percent(sign.p_seen), sign.id))


def _flip(desk: Desk, one: Concern, place: int) -> Line:
    """Return a change of one input that carries a concern across a level."""
    flip = one.flips[place]
    unit = desk.figures[flip.ref].unit if flip.ref in desk.figures else "probability"
    return (
        Piece(f"{desk.view.name(one.stakeholder)} turns "),
        Piece(flip.level, level=flip.level),
        Piece(" when this goes from "),
        desk.number(words.quantity(flip.from_, unit), flip.ref),
        Piece(" to "),
        desk.number(words.quantity(flip.to, unit), f"{one.id}.flip.{place + 1}"),
        Piece(": "),
        *desk.told(desk.view.without_horizon(flip.what), flip.ref),
        Piece("."),
    )


def _lever(desk: Desk, one: Concern) -> Line:
    """Return what would lower a stakeholder's concern most, and its score then."""
    if one.lever is None:
        return ()
    ref = f"{one.id}.lever"
    return (
        Piece(f"Best lever of {desk.view.name(one.stakeholder)}: "),
        *desk.told(one.lever.what, ref),
        Piece("; its score would then be "),
        desk.number(words.quantity(one.lever.score_after, "score_0_100"), ref),
        Piece("."),
    )
