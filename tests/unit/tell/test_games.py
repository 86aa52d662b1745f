"""Games as text: no headline alone, nothing wider than the terminal, numbers by their unit."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from tocsin import tell
from tocsin.model.equilibrium import Belief, Choice, Profile, Solution
from tocsin.model.gaming import Input
from tocsin.model.scenario import Shape
from tocsin.pipeline import gaming
from tocsin.pipeline.base import Silence
from tocsin.tell.games.numbers import belief, number, over, quantity, span, unit_of

EXAMPLES = Path(__file__).parents[3] / "examples/games"


def request(name, **more):
    return gaming.Playing(file=str(EXAMPLES / f"{name}.yaml"), **{"draws": 32, **more})


def played(name, **more):
    return gaming.play(request(name, **more), watcher=Silence())


@pytest.fixture(scope="module")
def hedging():
    return played("hedging")


@pytest.fixture(scope="module")
def sanctions():
    return played("sanctions")


@pytest.fixture(scope="module")
def exchange():
    return played("exchange", reading="barter")


def text(render, *values, width=80, encoding="utf-8"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    render(*values, Console(file=stream, width=width, highlight=False, color_system=None))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.923, "probability", "92%"),
        (0.001, "probability", "<1%"),
        (0.9999, "probability", ">99%"),
        (1.0, "share", "100%"),
        (0.0, "share", "0%"),
        (-0.0271, "difference of shares", "-2.7 points"),
        (7.3569, "years", "7.36"),
        (12345.6, "USD", "12,346"),
        (3.2e9, "USD", "3.2e+09"),
        (-1e-17, "utility", "0"),
        (None, "years", "-"),
    ],
)
def test_numbers_are_written_by_their_unit(value, unit, expected):
    assert number(value, unit) == expected


def test_ranges_and_units():
    assert span((0.1, 0.2), "share") == "10\N{EN DASH}20%"
    assert span((0.001, 0.2), "probability") == "<1% to 20%"
    assert span((1.0, 1.0), "years") == "1"
    assert span(None, "years") == "-"
    assert over([None, 0.3, 0.1], "share") == "10\N{EN DASH}30%"
    assert over([None], "share") == "-"
    assert quantity(3.0, "utility") == "3 utility"
    assert quantity(3.0, "as in the table") == "3"
    assert unit_of("probability") == ""


def an_input(shape, numbers, bounds=None, unit="utility"):
    return Input(
        parameter="a", meaning="A.", unit=unit, shape=shape, numbers=numbers, bounds=bounds,
        median=1.0, interval=None, source="x", quote="", claim="", date="", coder="",
        is_default=False,
    )  # fmt: skip


def test_what_is_believed_is_told_in_words():
    assert belief(an_input(Shape.FIXED, (2.0,)), has_unit=True) == "2 utility"
    triangle = an_input(Shape.TRIANGULAR, (1.0, 2.0, 5.0))
    assert belief(triangle, has_unit=True) == "1 to 5 utility, most likely 2"
    wide = an_input(Shape.LOGNORMAL, (2.0, 1.5), (0.0, 4.0))
    assert belief(wide) == "2, 90% within a factor of 1.5, cut at 0 and 4"


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("name", ["hedging", "sanctions", "exchange"])
def test_nothing_is_wider_than_the_terminal(request, name, width):
    found = request.getfixturevalue(name)
    for out in (
        text(tell.render_game, found.result, width=width),
        text(tell.render_explanation, found, width=width),
    ):
        assert max(map(len, out.splitlines())) <= width


def test_no_headline_stands_alone(exchange, sanctions):
    out = text(tell.render_game, exchange.result)
    first = " ".join(out.split("Readings of deal")[0].split())
    assert "by barter, beside the baseline walk_away, 9" in first
    assert "its 3 readings say" in first
    assert "pooled" in first
    alone = text(tell.render_game, sanctions.result)
    assert "the only reading of this game: doubt about the model is not shown" in \
        " ".join(alone.split())  # fmt: skip


def test_what_a_reader_must_know_is_there(exchange):
    out = text(tell.render_game, exchange.result)
    for words in ("Bands", "Harm, 0 to 100", "Who does what, and why", "Warnings", "Replay"):
        assert f"\n{words}" in out
    assert exchange.result.replay.sha256[:16] in out
    assert "Speaks to: arms supply PRK>RUS (moves.shells)" in out


def test_an_explanation_adds_what_moves_and_flips_it(exchange):
    out = text(tell.render_explanation, exchange)
    for words in (
        "What moves deal",
        "Shares of its variance",
        "What flips it",
        "Levers",
        "Inputs",
    ):
        assert f"\n{words}" in out
    assert "value.shells: 2 to 9 utility, most likely 5." in out
    assert "Left to the game's defaults: penalty.shells 0 utility" in out


def test_a_quote_stands_beside_its_number(exchange):
    quoted = replace(
        exchange.inputs[0], quote="they have shells", date="2023-09-04", claim="c-1"
    )
    out = text(tell.render_explanation, replace(exchange, inputs=(quoted,)))
    told = "[our own sketch, claim c-1, 2023-09-04, \N{LEFT DOUBLE QUOTATION MARK}they have"
    assert told in " ".join(out.split())


def test_bands_of_another_outcome_name_it(hedging):
    other = replace(hedging.result.bands[0], outcome="hedging")
    out = text(tell.render_game, replace(hedging.result, bands=(other,)))
    assert "hedging below 0.45" in " ".join(out.split())


def test_more_moves_are_counted(hedging):
    many = replace(hedging.result, moves=tuple(f"Move {i}." for i in range(12)))
    out = text(tell.render_game, many)
    assert "Move 7." in out
    assert "Move 8." not in out
    assert "4 more with `tocsin game explain`" in out


def test_hostile_words_reach_no_terminal(hedging):
    evil = replace(hedging.result, title="\x1b[31mred\x1b[0m [bold]title[/bold]", moves=())
    out = text(tell.render_game, evil)
    assert out.startswith("[U+001B][31mred[U+001B][0m [bold]title[/bold]\n")


def test_an_old_terminal_gets_plain_signs(exchange):
    assert "deal: 38% (90% range 25-52%)" in text(
        tell.render_explanation, exchange, encoding="ascii"
    )


def test_a_change_stands_side_by_side():
    found = gaming.play_change(request("sanctions", changes=("demand=20",)), watcher=Silence())
    out = text(tell.render_what_if, found)
    assert "What if demand is 20 flow instead of 10?" in out
    assert "leakage, by rerouting, the baseline" in out
    assert "before" in out
    assert "points" in out
    assert "Both are played on the same 32 draws" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_scenarios_stand_under_letters():
    file = str(EXAMPLES / "sanctions.yaml")
    other = str(EXAMPLES / "hedging.yaml")
    same = gaming.compare(request("sanctions"), (file, file), watcher=Silence())
    out = text(tell.render_comparison, same)
    assert "\n  leakage_unwatched" in out
    assert "Inputs that differ" not in out
    mixed = text(tell.render_comparison,
                 gaming.compare(request("sanctions"), (file, other), watcher=Silence()))  # fmt: skip
    assert "leakage_unwatched" not in mixed
    assert "several kinds" in mixed


def test_inputs_that_differ_lose_their_ranges_before_their_room(tmp_path):
    whole = (EXAMPLES / "hedging.yaml").read_text(encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        whole.replace("[0.2, 1, 2]", "[0.2, 1, 3]"), encoding="utf-8"
    )
    files = (str(EXAMPLES / "hedging.yaml"), str(tmp_path / "b.yaml"))
    two = gaming.compare(request("hedging"), files, watcher=Silence())
    assert "median (90% range)" in text(tell.render_comparison, two)
    many = replace(two, games=two.games * 3,
                   inputs=tuple(replace(one, inputs=one.inputs * 3) for one in two.inputs))  # fmt: skip
    assert "Inputs that differ: median\n" in text(tell.render_comparison, many)


def test_kinds_are_listed_and_told():
    assert "sanctions   How much leaks" in text(tell.render_kinds, gaming.kinds())
    kind = gaming.describe("sanctions", watcher=Silence())
    out = text(tell.render_kind, kind)
    assert "suppliers  required" in out
    assert tell.kind_json(kind)["settings"][0]["name"] == "suppliers"
    found = gaming.describe(str(EXAMPLES / "sanctions.yaml"), watcher=Silence())
    told = (found.kind, found.game, found.inputs)
    out = text(tell.render_described, *told)
    for words in ("Parameters that the file gives", "left to their defaults", "Outcomes, ",
                  "Readings, "):  # fmt: skip
        assert words in out
    data = tell.described_json(*told)
    assert {one["name"]: one["given"] is None for one in data["parameters"]}["bite"] is True
    assert data["outcomes"][0] == {
        "name": "leakage", "unit": "share", "domain": "[0, 1]",
        "meaning": "Share of PRK's demand that gets through.",
    }  # fmt: skip


def solution(**more):
    both = (
        Choice(player="1", at="", action="a", p=0.25),
        Choice(player="1", at="", action="b", p=0.75),
    )
    one = Profile(choices=both, payoffs=(1.0, 2.0), regret=1e-17, is_pure=False, component=1)
    given = {
        "title": "A game", "file": "g.nfg", "form": "table", "players": ("1", "Old"),
        "sizes": (2, 2), "method": "all", "words": "all of them", "profiles": (one, one),
        "value": None, "notes": ("A note.",), **more,
    }  # fmt: skip
    return Solution(**given)


def test_equilibria_are_told_with_payoffs_regret_and_mixes():
    out = text(tell.render_solution, solution(value=0.5))
    assert "player 1 (2), Old (2)" in out
    assert "2 profiles found, 0 pure, in 1 components." in out
    assert "payoffs player 1 1, Old 2; regret 0 (component 1)" in out
    assert "player 1  a 0.2500, b 0.7500" in out
    assert "the value to player 1 is 0.5" in out
    assert "A note." in out


def test_perfect_equilibria_are_told_with_their_beliefs():
    held = Belief(player="Old", at="1", nodes=(("enter", 1.0), ("stay", 0.0)))
    choice = Choice(player="Old", at="1 here", action="share", p=1.0)
    good = Profile(choices=(choice,), payoffs=(1.0, 1.0), regret=None, is_pure=True,
                   is_perfect=True, beliefs=(held,))  # fmt: skip
    found = solution(form="tree", profiles=(good, replace(good, is_perfect=False, beliefs=())))
    out = text(tell.render_solution, found)
    assert "2 pure, 1 perfect Bayesian." in out
    assert "(pure, perfect Bayesian)" in out
    assert "(pure, not perfect Bayesian)" in out
    assert "Old at 1 here  share" in out
    assert "Old at 1 believes: 1 after enter, 0 after stay." in out


def test_csv_has_one_number_a_row(exchange):
    stream = io.StringIO()
    tell.write_game_csv(exchange.result, stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert {row["part"] for row in rows} == {
        "headline", "told", "band", "harm", "tornado", "variance", "flip", "lever",
    }  # fmt: skip
    assert {row["replay"] for row in rows} == {exchange.result.replay.sha256}
    assert all(float(row["value"]) == float(row["value"]) for row in rows if row["value"])
    found = next(row for row in rows if row["part"] == "headline" and row["measure"] == "value")
    assert float(found["value"]) == exchange.result.headline.value
