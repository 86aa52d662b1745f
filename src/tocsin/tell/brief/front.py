"""The first page: the answer, for whom, who hands what to whom, and what would change it."""

from collections.abc import Iterator

from tocsin.model.assessment import Concern, Judgement
from tocsin.model.outcome import GameResult, band_key, run_id
from tocsin.tell import sentences, words
from tocsin.tell.brief.parts import (
    Items,
    Line,
    Look,
    Paragraph,
    Picture,
    Piece,
    Row,
    Section,
    Statement,
    Statements,
    Table,
)
from tocsin.tell.brief.pieces import Desk, plain
from tocsin.tell.hygiene import clean, shorten
from tocsin.tell.svg.bars import BarRow, concern_bars, concern_words
from tocsin.tell.svg.network import exchange_network, network_words
from tocsin.tell.svg.scenarios import Scenario, Scenarios, scenario_bands, scenario_words
from tocsin.tell.svg.strip import TITLE, range_strip, strip_words

MAX_BARS = 8
MAX_FLIPS = 3
MAX_INDICATORS = 3
MAX_SCENARIOS = 8
"""Scenarios that the first page has room for."""
_FEW = 3


def front_sections(desk: Desk) -> tuple[Section, ...]:
    """Return the sections of the first page; one without content is left out."""
    sections = (
        Section("bottom", plain("Bottom line"), (bottom_line(desk),)),
        Section("key", _key_title(desk), (_key(desk),)),
        Section("concern", plain("Concern, and for whom"), tuple(_concern(desk))),
        Section("scenarios", plain("How probable each reading is"), tuple(_scenarios(desk))),
        Section("exchange", plain("Who hands what to whom"), (network(desk),)),
        Section("change", plain("What would change our mind"), tuple(_changes(desk))),
    )
    return tuple(one for one in sections if one.blocks)


def bottom_line(desk: Desk) -> Paragraph:
    """Return the answer in at most forty words."""
    return Paragraph(desk.headline(desk.view.assessment.bottom_line), "lead")


def _concern(desk: Desk) -> Iterator[Picture | Items]:
    """Yield the picture of concern, and what drives it for those who are most concerned."""
    ranked = desk.view.ranked_concern()
    shown = ranked[:MAX_BARS]
    rows = [
        BarRow(
            name=desk.view.name(one.stakeholder),
            score=one.score,
            interval=one.interval,
            level=one.level,
            figure=one.id if one.id in desk.figures else None,
        )
        for one in shown
    ]
    picture = Picture(
        concern_bars(rows), "Concern by stakeholder", concern_words(rows), is_told=True
    )
    yield picture
    few = 2 if len(shown) <= _FEW else 1
    lines = [_stakeholder(desk, one, few) for one in shown[:_FEW]]
    if hidden := len(ranked) - len(shown):
        lines.append(
            desk.told(f"{hidden} more in the annex.", desk.view.assessment.id, Look.SOFT)
        )
    yield Items(tuple(lines), "drivers")


def score_of(desk: Desk, one: Concern) -> Line:
    """Return a stakeholder with level, score and range."""
    told = f"{words.score(one.score)} ({words.score_range(one.interval)})"
    return (
        Piece(desk.view.name(one.stakeholder), Look.STRONG),
        Piece(" "),
        Piece(one.level, level=one.level),
        Piece(" "),
        desk.number(told, one.id),
    )


def _stakeholder(desk: Desk, one: Concern, few: int) -> Line:
    """Return a stakeholder with its first drivers."""
    drivers: list[Piece] = []
    for driver in one.drivers[:few]:
        share = desk.number(words.share(driver.share), f"{one.id}.share.{driver.judgement}")
        name = desk.view.short_label(driver.judgement)
        drivers += [Piece("; " if drivers else ": "), Piece(f"{name} "), share]
    return (*score_of(desk, one), *(drivers or [Piece(": no driver")]), Piece("."))


def network(desk: Desk) -> Picture:
    """Return the picture of the exchange."""
    view, answer = desk.view, desk.view.assessment
    svg = exchange_network(answer.exchange, answer.question.dyad, view.name)
    return Picture(svg, "Who hands what to whom", network_words(answer.exchange, view.name))


def scenario_groups(desk: Desk) -> tuple[Scenarios, ...]:
    """Return the sets of scenarios that exclude each other: the rival readings, bands of games."""
    readings = _readings(desk)
    groups = [Scenarios("Rival readings of the evidence", readings)] if readings else []
    groups += [
        Scenarios(f"Game: {clean(result.title)}", _bands(desk, result))
        for result in desk.view.assessment.games or ()
        if result.bands
    ]
    return tuple(groups)


def _readings(desk: Desk) -> tuple[Scenario, ...]:
    """Return the rival readings under the names that the matrix gives them."""
    found = []
    for place, one in enumerate(desk.view.assessment.hypotheses.hypotheses, start=1):
        figure = desk.figures.get(posterior_ref(desk, one.id))
        found.append(
            Scenario(
                short=f"H{place}",
                name=clean(one.statement),
                p=one.posterior,
                interval=figure.interval if figure else None,
                figure=figure.id if figure else None,
            )
        )
    return tuple(found) if len(found) <= MAX_SCENARIOS else _with_rest(desk, found)


def _with_rest(desk: Desk, found: list[Scenario]) -> tuple[Scenario, ...]:
    """Return the most probable scenarios in their order, and all others as one."""
    ranked = sorted(found, key=lambda one: -one.p)
    kept = ranked[: MAX_SCENARIOS - 1]
    rest = Scenario(
        short="…",
        name=f"All {len(found) - len(kept)} others",
        p=sum(one.p for one in ranked[len(kept) :]),
        interval=None,
        figure=desk.view.assessment.id,
    )
    return (*(one for one in found if one in kept), rest)


def _bands(desk: Desk, result: GameResult) -> tuple[Scenario, ...]:
    """Return the bands of a game, over its readings."""
    found = []
    for band in result.bands:
        ref = f"{run_id(result)}.{band_key(band.band)}"
        values = [p for _, p in band.by_reading]
        found.append(
            Scenario(
                short=clean(band.band),
                name=clean(band.words),
                p=band.pooled,
                interval=(min(values), max(values)) if len(set(values)) > 1 else None,
                figure=ref if ref in desk.figures else None,
            )
        )
    return tuple(found)


def posterior_ref(desk: Desk, rival: str) -> str:
    """Return the id of the figure beneath a rival's posterior."""
    names = (f"{rival}.posterior", f"h-{rival}.posterior", f"h-{rival}")
    return next((name for name in names if name in desk.figures), names[0])


def _scenarios(desk: Desk) -> Iterator[Picture | Items]:
    """Yield the readings and, where there is room, the bands of games, with their words."""
    chosen: list[Scenarios] = []
    for group in scenario_groups(desk):
        if sum(len(one.rows) for one in (*chosen, group)) <= MAX_SCENARIOS:
            chosen.append(group)
    if chosen:
        yield from scenario_blocks(desk, tuple(chosen), key="scenarios")


def scenario_blocks(
    desk: Desk, groups: tuple[Scenarios, ...], *, key: str
) -> tuple[Picture, Items]:
    """Return scenarios as a picture, and beneath it in words with numbers that open."""
    title = "How probable each scenario is"
    picture = Picture(
        scenario_bands(groups, key=f"{key}-bar"), title, scenario_words(groups), is_told=True
    )
    lines = tuple(
        (
            Piece(row.short, Look.STRONG),
            Piece(" "),
            desk.number(row.told, row.figure or ""),
            Piece(" "),
            *desk.told(row.name, row.figure or ""),
        )
        for group in groups
        for row in group.rows
    )
    return picture, Items(lines, "scenarios")


def _key_title(desk: Desk) -> Line:
    """Return the heading of the key judgements, with the horizon."""
    question = desk.view.assessment.question
    days = desk.number(f"{question.horizon_days:,} days", "run.horizon")
    return (Piece("Key judgements, within "), days, Piece(f" of {words.day(question.as_of)}"))


def _key(desk: Desk) -> Statements:
    """Return the key judgements."""
    return Statements(tuple(statement(desk, one) for one in desk.view.key_judgements()))


def statement(desk: Desk, one: Judgement) -> Statement:
    """Return a judgement as two sentences with what they cite."""
    told = sentences.likelihood(one, desk.view)
    strip = Picture(
        range_strip(one.p, one.interval, key=words.anchor("strip", one.id)),
        TITLE,
        strip_words(one.p, one.interval),
        is_told=True,
    )
    likely = (
        Piece(told.lead, Look.STRONG),
        Piece(" ("),
        desk.number(told.number, one.id),
        Piece(", "),
        desk.number(f"90% range {told.interval}", one.id),
        Piece(f") that {told.clause}."),
    )
    return Statement(
        number=desk.number(told.number, one.id),
        strip=strip,
        likely=likely,
        sure=desk.told(sentences.confidence_sentence(one), one.id),
        cites=_cites(desk, one),
    )


def _cites(desk: Desk, one: Judgement) -> Line:
    """Return the evidence for and against a judgement."""
    pro, con = desk.cites(one.claims, 4), desk.cites(one.against, 3)
    first = (Piece("For "), *pro) if pro else ()
    second = (Piece("; against " if first else "Against "), *con) if con else ()
    return (*first, *second)


def _changes(desk: Desk) -> Iterator[Table | Items]:
    """Yield the changes of an input that would turn a level, and what to watch."""
    rows = tuple(_flip_row(desk, one) for one in desk.view.ranked_concern() if one.flips)
    yield Table(
        "What would turn a level of concern",
        ("For", "If this", "went from, to", "concern is"),
        rows[:MAX_FLIPS],
        role="flips",
        empty="No single input carries a concern across a level.",
        widths=(1.5, 4.6, 1.9, 1.4),
    )
    signs = tuple(
        (
            Piece(_SIGNS.get(sign.direction, "◆"), Look.STRONG),
            Piece(" "),
            *desk.told(shorten(sign.what, 110), sign.judgement),
            Piece(f": {shorten(sign.where, 60)}", Look.SOFT),
            *((Piece(f"; by {words.day(sign.by)}", Look.SOFT),) if sign.by else ()),
        )
        for sign in desk.view.first_indicators(MAX_INDICATORS)
    )
    if signs:
        yield Items(signs, "watch")


_SIGNS = {"up": "▲", "down": "▼"}


def _flip_row(desk: Desk, one: Concern) -> Row:
    """Return the first flip of a stakeholder as a row."""
    flip = one.flips[0]
    unit = desk.figures[flip.ref].unit if flip.ref in desk.figures else "probability"
    what = shorten(desk.view.without_horizon(flip.what), 95)
    now, then = words.move(flip.from_, flip.to, unit)
    move = (
        desk.number(now, flip.ref),
        Piece(" → "),
        desk.number(then, f"{one.id}.flip.1"),
    )
    return Row(
        (
            (plain(desk.view.name(one.stakeholder)),),
            (desk.told(what, flip.ref),),
            (move,),
            (plain(flip.level, level=flip.level),),
        )
    )
