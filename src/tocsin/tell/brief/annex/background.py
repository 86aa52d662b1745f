"""What structured data and games say beside the texts, and every exchange that is claimed."""

from collections.abc import Iterator

from tocsin.model.outcome import Bar, GameResult, run_id
from tocsin.tell import words
from tocsin.tell.brief.front import scenario_blocks, scenario_groups
from tocsin.tell.brief.parts import (
    Block,
    Items,
    Line,
    Look,
    Paragraph,
    Picture,
    Piece,
    Row,
    Section,
    Subhead,
    Table,
)
from tocsin.tell.brief.pieces import Desk, codes, plain
from tocsin.tell.played import game_lines
from tocsin.tell.record import (
    RecordLine,
    coverage_lines,
    history_lines,
    precedent_lines,
    rate_lines,
    unusual_lines,
)
from tocsin.tell.svg.tornado import Tornado, TornadoRow, tornado_bars, tornado_words

MAX_TORNADO = 8


def record(desk: Desk) -> Section | None:
    """Return what structured data say of the pair; None where the ledger has none."""
    view = desk.view
    groups = (
        ("What is unusual now", unusual_lines(view)),
        ("How often before", rate_lines(view)),
        ("Precedents, the nearest first", precedent_lines(view)),
        ("History of the pair", history_lines(view)),
        ("What the data cover", coverage_lines(view)),
    )
    blocks: list[Block] = []
    for place, (title, lines) in enumerate(groups, start=1):
        if lines:
            blocks += [
                Subhead(plain(title), f"record-{place}"),
                _record_block(desk, title, lines),
            ]
    if not blocks:
        return None
    as_of = words.day(view.assessment.question.as_of)
    note = (
        Piece(f"Nothing here tells of a day after {as_of}. What the data do not cover is "),
        Piece("unknown, not zero. "),
        Piece("tocsin why", Look.CODE),
        Piece(" with the id beside a line opens the rows beneath it."),
    )
    title_line = plain("What structured data say of the pair")
    return Section("record", title_line, (Paragraph(note, "note"), *blocks), "The record")


def _record_block(desk: Desk, title: str, lines: tuple[RecordLine, ...]) -> Block:
    """Return lines of the record as a table, those without ids as a list."""
    if not lines[0].refs:
        return Items(
            tuple((Piece(f"{one.source}: "), Piece(one.text)) for one in lines), "cover"
        )
    rows = tuple(
        Row(
            (
                (desk.told(one.sentence, one.refs[0] if one.refs else "", _weight(one)),),
                (plain(one.source or "none"),),
                (codes(one.refs),),
            ),
            refs=one.refs,
        )
        for one in lines
    )
    heads = ("Finding", "Data", "Opens with")
    return Table(title, heads, rows, role="record", widths=(7, 2, 1.7))


def _weight(line: RecordLine) -> Look:
    """Return how a line looks: what stands out is strong."""
    return Look.STRONG if line.is_marked else Look.PLAIN


def games(desk: Desk) -> Section | None:
    """Return what games say: their bands, their lines, what moves them most; None for no game."""
    results = desk.view.assessment.games or ()
    if not results:
        return None
    note = (
        "Games rest on judged inputs. Each number is the mean over the readings of its game, by "
        "their weights; the range holds all readings and draws. Those in bold speak to a judgement."
    )
    blocks: list[Block] = [Paragraph(plain(note), "note")]
    for place, (result, (title, lines)) in enumerate(
        zip(results, game_lines(desk.view), strict=True), start=1
    ):
        blocks += _game(desk, result, (title, lines), place)
    return Section("games", plain("What games say beside the texts"), tuple(blocks), "Games")


def _game(
    desk: Desk, result: GameResult, told: tuple[str, tuple[RecordLine, ...]], place: int
) -> Iterator[Block]:
    """Yield what one game says."""
    title, lines = told
    yield Subhead(plain(title, Look.QUOTE), f"game-{place}")
    rows = tuple(
        Row(
            (
                (desk.told(one.text, one.refs[0], _weight(one)),),
                ((Piece(one.refs[0], Look.CODE, to=words.anchor("fig", one.refs[0])),),),
            ),
            refs=one.refs,
        )
        for one in lines
    )
    yield Table(f"What {title} says", ("Finding", "Opens with"), rows, role="record",
                widths=(7, 3))  # fmt: skip
    mine = [one for one in scenario_groups(desk) if one.title.startswith("Game: ")]
    if result.bands and place <= len(mine):
        yield from scenario_blocks(desk, (mine[place - 1],), key=f"bands-{place}")
    if result.tornado:
        yield _tornado(desk, result, place)
    lead = next((ref for one in lines for ref in one.refs), "")
    for warning in result.warnings:
        yield Paragraph(desk.told(warning, lead), "note")


def _tornado(desk: Desk, result: GameResult, place: int) -> Picture:
    """Return what moves the headline of a game most."""
    head = result.headline
    ref = f"{run_id(result)}.{head.outcome}"
    known = ref if ref in desk.figures else ""
    bars = result.tornado[:MAX_TORNADO]
    is_part = head.unit in {"probability", "share"}
    values = [value for bar in bars for value in bar.outcomes]
    ends = (0.0, 1.0) if is_part else (min(values), max(values))
    told = Tornado(
        title=words.label(head.outcome),
        rows=tuple(_tornado_row(bar, head.unit) for bar in bars),
        centre=head.value,
        ends=ends,
        scale=(words.quantity(ends[0], head.unit), words.quantity(ends[1], head.unit)),
        figure=known,
    )
    table = Table(
        "What moves the outcome most",
        ("Input", "From, to", "Outcome from, to"),
        tuple(
            Row(
                (
                    (plain(row.name),),
                    ((desk.number(f"{row.inputs[0]} to {row.inputs[1]}", known),),),
                    ((desk.number(f"{row.told[0]} to {row.told[1]}", known),),),
                )
            )
            for row in told.rows
        ),
        role="alternative",
        widths=(4, 3, 3),
    )
    svg = tornado_bars(told, key=f"tornado-{place}")
    return Picture(svg, f"What moves most: {told.title}", tornado_words(told), table)


def _tornado_row(bar: Bar, unit: str) -> TornadoRow:
    """Return a bar of a game as it is drawn."""
    return TornadoRow(
        name=words.label(bar.parameter),
        inputs=(f"{bar.inputs[0]:.3g}", f"{bar.inputs[1]:.3g}"),
        outcomes=bar.outcomes,
        told=(words.quantity(bar.outcomes[0], unit), words.quantity(bar.outcomes[1], unit)),
    )


def exchanges(desk: Desk) -> Section:
    """Return every exchange that is claimed."""
    view = desk.view
    rows = tuple(
        Row(
            (
                (
                    plain(
                        f"{view.name(edge.giver)} {'↔' if edge.reciprocal else '→'} "
                        f"{view.name(edge.receiver)}"
                    ),
                ),
                (plain(edge.label),),
                (plain(edge.status),),
                (_cited(desk, edge.claims),),
            )
        )
        for edge in view.assessment.exchange
    )
    table = Table("Exchanges", ("From and to", "What", "Status", "Evidence"), rows,
                  empty="No exchange is claimed.", widths=(4, 4, 1.6, 3))  # fmt: skip
    return Section("exchanges", plain("Exchanges"), (table,), "Exchanges")


def _cited(desk: Desk, claims: tuple[str, ...]) -> Line:
    """Return the evidence for an exchange."""
    return desk.cites(claims, 12) or plain("not in the table above", Look.SOFT)
