"""Pictures of games: the same bytes, their numbers in words, narrow and hostile input."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tocsin import tell
from tocsin.errors import InsufficientDataError, OutputError, UsageError
from tocsin.model.gaming import Tie, Way
from tocsin.pipeline import gaming
from tocsin.pipeline.base import Silence
from tocsin.pipeline.gaming.pictures import OWN, PICTURES, check_picture
from tocsin.tell.plots.canvas import NARROW
from tocsin.tell.plots.games.bands import plot_bands
from tocsin.tell.plots.games.flips import plot_flips
from tocsin.tell.plots.games.levers import plot_levers
from tocsin.tell.plots.games.network import plot_ways
from tocsin.tell.plots.games.readings import plot_readings
from tocsin.tell.plots.games.sobol import plot_sobol
from tocsin.tell.plots.games.tornado import plot_tornado
from tocsin.tell.plots.games.triangle import plot_triangle

EXAMPLES = Path(__file__).parents[4] / "examples/games"
WAYS = (
    Way(
        source="S",
        target="M",
        capacity=6.0,
        watched=2.0,
        worth=0.2,
        enforcer="E",
        is_closed=True,
    ),
    Way(
        source="S",
        target="T",
        capacity=1.0,
        watched=1.0,
        worth=0.1,
        enforcer="",
        is_closed=False,
    ),
    Way(
        source="M",
        target="T",
        capacity=0.0,
        watched=0.0,
        worth=0.0,
        enforcer="",
        is_closed=False,
    ),
    Way(
        source="M",
        target="S",
        capacity=2.0,
        watched=0.5,
        worth=0.0,
        enforcer="",
        is_closed=False,
    ),
)
TIES = (
    Tie(a="C", b="P", value=0.6, interval=(0.2, 0.8)),
    Tie(a="C", b="Q", value=0.0, interval=(0.0, 0.0)),
    Tie(a="P", b="Q", value=-0.4, interval=(-0.6, -0.1)),
)


def request(name, **more):
    return gaming.Playing(file=str(EXAMPLES / f"{name}.yaml"), **{"draws": 32, **more})


@pytest.fixture(scope="module")
def exchange():
    return gaming.play(request("exchange"), watcher=Silence())


@pytest.fixture(scope="module")
def change():
    return gaming.play_change(
        request("exchange", changes=("cost.technology=3",)), watcher=Silence()
    )


@pytest.fixture(scope="module")
def comparison():
    files = tuple(str(EXAMPLES / f"{one}.yaml") for one in ("exchange", "hedging", "sanctions"))
    return gaming.compare(request("exchange"), files, watcher=Silence())


DRAWN = {
    **{name: (draw, "exchange") for name, draw in PICTURES.items()},
    "change": (tell.plot_what_if, "change"),
    "comparison": (tell.plot_comparison, "comparison"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_narrow_says_what_it_shows_and_is_the_same_twice(tmp_path, request, name):
    draw, fixture = DRAWN[name]
    for file in ("a.svg", "b.svg"):
        draw(request.getfixturevalue(fixture), tmp_path / file)
    content = (tmp_path / "a.svg").read_bytes()
    assert content == (tmp_path / "b.svg").read_bytes()
    root = ET.fromstring(content)  # noqa: S314 - our own file
    assert float(root.get("width").removesuffix("pt")) == pytest.approx(NARROW * 72)
    described = root.find("{http://www.w3.org/2000/svg}desc").text
    assert len(described) > 150
    assert "replay" in described


def test_a_picture_of_points_has_the_same_bytes_too(tmp_path, exchange):
    for file in ("a.png", "b.png"):
        plot_flips(exchange, tmp_path / file)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_readings_stand_with_values_bands_and_sources(tmp_path, exchange, make):
    plot_readings(exchange, tmp_path / "a.svg")
    texts = make.texts(tmp_path / "a.svg")
    for words in ("walk_away, baseline", "barter", "pooled by weights", "no deal", "deal"):
        assert words in texts
    assert any(text.startswith("Inputs: our own sketch.") for text in texts)


def test_many_sources_are_counted(tmp_path, exchange, make):
    many = tuple(
        replace(one, source=f"book {at}") for at, one in enumerate(exchange.inputs[:6])
    )
    plot_readings(replace(exchange, inputs=many), tmp_path / "a.svg")
    assert "and 3 more." in " ".join(make.texts(tmp_path / "a.svg"))


def test_numbers_that_are_no_shares_have_a_scale_of_their_own(tmp_path, make):
    found = gaming.play(request("exchange", outcome="payment"), watcher=Silence())
    plot_readings(found, tmp_path / "a.svg")
    texts = make.texts(tmp_path / "a.svg")
    assert "What RUS pays PRK, net; negative for the other way (utility)" in texts
    assert not any(text.endswith("%") for text in texts if text[:1].isdigit())


def test_a_single_reading_has_no_pool(tmp_path, exchange, make):
    alone = replace(exchange.result, spread=exchange.result.spread[:1])
    plot_readings(replace(exchange, result=alone), tmp_path / "a.svg")
    assert "pooled by weights" not in make.texts(tmp_path / "a.svg")
    plot_bands(replace(exchange, result=alone), tmp_path / "b.svg")
    assert not any("Circles" in text for text in make.texts(tmp_path / "b.svg"))


def test_a_reading_without_a_value_is_named_and_not_drawn(tmp_path, exchange, make):
    lost = replace(exchange.result.spread[1], value=None, interval=None)
    spread = (exchange.result.spread[0], lost)
    plot_readings(replace(exchange, result=replace(exchange.result, spread=spread)),
                  tmp_path / "a.svg")  # fmt: skip
    texts = make.texts(tmp_path / "a.svg")
    assert texts[texts.index("split_difference") + 1] == "-"


@pytest.mark.parametrize(
    ("draw", "part", "words"),
    [
        (plot_bands, "bands", "names no band"),
        (plot_tornado, "tornado", "No input is uncertain"),
        (plot_sobol, "sensitivity", "does not vary"),
        (plot_flips, "flips", "No change of a single input"),
        (plot_levers, "levers", "No stakeholder has a lever"),
    ],
)
def test_nothing_to_draw_is_refused(tmp_path, exchange, draw, part, words):
    empty = replace(exchange, result=replace(exchange.result, **{part: ()}))
    with pytest.raises(InsufficientDataError, match=words):
        draw(empty, tmp_path / "a.svg")
    assert not (tmp_path / "a.svg").exists()


def test_what_is_left_out_of_many_is_said(tmp_path, exchange, make):
    bars = exchange.result.tornado * 5
    many = replace(exchange.result, tornado=bars, sensitivity=exchange.result.sensitivity * 5,
                   flips=exchange.result.flips * 9)  # fmt: skip
    for draw, words in ((plot_tornado, "8 inputs with shorter bars"), (plot_sobol, "8 inputs"),
                        (plot_flips, "6 larger changes")):  # fmt: skip
        draw(replace(exchange, result=many), tmp_path / "a.svg")
        assert words in " ".join(make.texts(tmp_path / "a.svg"))


def test_a_network_shows_what_leaks_and_what_is_closed(tmp_path, exchange, make):
    plot_ways(exchange, WAYS, tmp_path / "a.svg")
    plot_ways(exchange, tuple(reversed(WAYS)), tmp_path / "b.svg")
    texts = make.texts(tmp_path / "a.svg")
    assert {"S", "M", "T", "2 of 6", "1 of 1"} <= set(texts)
    told = " ".join(texts)
    assert "Most worth closing alone: S to M, 20% of the demand less." in told
    assert "S to M: 2 of 6 leak, watched by E, closed by the plan" in told
    idle = tuple(replace(one, worth=0.0) for one in WAYS)
    plot_ways(exchange, idle, tmp_path / "c.png")
    with pytest.raises(InsufficientDataError, match="no way"):
        plot_ways(exchange, (), tmp_path / "d.svg")


def test_a_large_network_is_cut_and_says_so(tmp_path, exchange, make):
    many = tuple(
        replace(WAYS[1], source=f"S{a}", target=f"M{b}", capacity=1.0 + a)
        for a in range(9)
        for b in range(6)
    )
    plot_ways(exchange, many, tmp_path / "a.svg")
    assert "14 narrower ways are left out." in " ".join(make.texts(tmp_path / "a.svg"))


def test_a_triangle_shows_signs_and_strengths(tmp_path, exchange, make):
    plot_triangle(exchange, TIES, tmp_path / "a.svg")
    texts = make.texts(tmp_path / "a.svg")
    assert {"C", "P", "Q"} <= set(texts)
    assert "P and Q: -0.4 (-0.6 to -0.1)." in " ".join(texts)


@pytest.mark.parametrize("evil", [r"$\frac{1}{2 <script>", "\x1b[31mred\x1b[0m ]]>"])
def test_hostile_names_are_only_names(tmp_path, exchange, evil):
    ways = (replace(WAYS[0], source=evil),)
    plot_ways(replace(exchange, result=replace(exchange.result, title=evil)), ways,
              tmp_path / "a.svg")  # fmt: skip
    plot_triangle(exchange, (replace(TIES[0], a=evil), replace(TIES[1], a=evil), TIES[2]),
                  tmp_path / "b.svg")  # fmt: skip
    for name in ("a.svg", "b.svg"):
        content = (tmp_path / name).read_text(encoding="utf-8")
        ET.fromstring(content)  # noqa: S314 - our own file
        assert "<script" not in content
        assert "\x1b" not in content


def test_a_picture_that_there_is_not_is_refused():
    with pytest.raises(UsageError, match="no picture 'moon'; there are readings, bands"):
        check_picture("moon")
    for name in (*PICTURES, *OWN):
        check_picture(name)


@pytest.mark.parametrize(("name", "kind"), OWN.items())
def test_pictures_of_one_kind_are_drawn_of_it_alone(tmp_path, name, kind):
    wanted = gaming.Picture(tmp_path / "a.svg", name)
    gaming.play(request(kind), picture=wanted, watcher=Silence())
    assert (tmp_path / "a.svg").exists()
    with pytest.raises(UsageError, match=f"{name} is of games of the kind {kind}"):
        gaming.play(request("exchange"), picture=wanted, watcher=Silence())


def test_a_file_that_cannot_be_drawn_to_is_refused_before_anything_is_played(tmp_path):
    with pytest.raises(OutputError, match=r"\.svg or \.png"):
        gaming.play(request("nothere"), picture=gaming.Picture(tmp_path / "a.pdf"),
                    watcher=Silence())  # fmt: skip
