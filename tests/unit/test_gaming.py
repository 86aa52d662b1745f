"""Games as the command line plays them: files, changes, comparisons, finite games."""

import io
import json
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from tocsin.errors import OutputError, UsageError
from tocsin.game.generic import parse_nfg
from tocsin.model.codec import to_json
from tocsin.pipeline import gaming
from tocsin.pipeline.base import Silence
from tocsin.pipeline.gaming.finding import METHODS
from tocsin.pipeline.gaming.loading import COMPILING, changes_of, load, tell_of_compiling

EXAMPLES = Path(__file__).parents[2] / "examples/games"
PENNIES = 'NFG 1 R "Pennies" { "A" "B" } { { "h" "t" } { "h" "t" } }\n1 -1 -1 1 -1 1 1 -1\n'
THREE = 'NFG 1 R "Three" { "A" "B" "C" } { 2 2 2 }\n' + " ".join(
    "1 1 1" if place in {0, 7} else "0 0 0" for place in range(8)
)
ENTRY = """EFG 2 R "Entry" { "New" "Old" }
p "" 1 1 "" { "enter" "stay" } 0
p "" 2 1 "" { "fight" "share" } 0
t "" 1 "" { -1, -1 }
t "" 2 "" { 1, 1 }
t "" 3 "" { 0, 2 }
"""


class Notes(Silence):
    """A watcher that keeps what it hears."""

    def __init__(self):
        self.notes, self.refused = [], []

    def note(self, message):
        self.notes.append(message)

    def refuse(self, path, error):
        self.refused.append((path, error.message))


def playing(name="sanctions", **more):
    return gaming.Playing(file=str(EXAMPLES / f"{name}.yaml"), **{"draws": 32, **more})


def play(name="sanctions", **more):
    return gaming.play(playing(name, **more), watcher=Silence())


def file(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / name)


def test_an_answer_comes_with_every_number_that_went_in():
    found = play()
    assert found.result.headline.draws == 32
    assert {"demand", "bite"} <= {one.parameter for one in found.inputs}
    assert found.result.inputs == ()
    assert found.result.tornado
    assert found.result.levers


def test_the_same_call_gives_the_same_json():
    assert to_json(play(seed=3)) == to_json(play(seed=3))
    assert to_json(play(seed=3)) != to_json(play(seed=4))


def test_reading_and_outcome_are_those_asked():
    found = play("exchange", reading="barter", outcome="payment").result
    assert (found.headline.reading, found.headline.outcome) == ("barter", "payment")
    assert found.baseline.reading == "walk_away"


def test_a_change_is_what_a_what_if_plays():
    request = playing(changes=("leak.WORLD_CHN=0.9", "yes.CHN = 1"))
    found = gaming.play_change(request, watcher=Silence())
    assert [(one.parameter, one.to) for one in found.changes] == [
        ("leak.WORLD_CHN", 0.9),
        ("yes.CHN", 1.0),
    ]
    assert found.changes[1].from_ == pytest.approx(0.2)
    assert found.before.headline.value < found.after.headline.value
    assert found.after.replay == gaming.play(request, watcher=Silence()).result.replay
    assert found.before.replay == play().result.replay


def test_nothing_changes_where_a_number_is_set_to_itself():
    found = gaming.play_change(playing(changes=("demand=10",)), watcher=Silence())
    assert found.before.headline == found.after.headline
    assert found.before.bands == found.after.bands


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("demand", "'demand' is no change; write PARAM=VALUE"),
        ("=3", "'=3' is no change"),
        ("demand=much", "sets no number, found 'much'"),
        ("demand=", "sets no number, found ''"),
        ("demand=inf", "sets no number"),
    ],
)
def test_a_change_that_is_none_is_refused(text, words):
    with pytest.raises(UsageError, match=words):
        changes_of((text,))


def test_a_parameter_is_set_once():
    with pytest.raises(UsageError, match="demand is set twice"):
        changes_of(("demand=1", "demand=2"))


def test_a_what_if_needs_a_change():
    with pytest.raises(UsageError, match="no change to play"):
        gaming.play_change(playing(), watcher=Silence())


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"draws": 0}, "--draws is 0"),
        ({"draws": 2_000_000}, "--draws is 2000000"),
        ({"seed": -1}, "--seed is -1"),
        ({"rounds": 3}, "--rounds is for bargaining"),
        ({"is_ranged": True}, "--ranges is for tables of actors"),
    ],
)
def test_an_option_that_does_not_fit_is_refused(more, words):
    with pytest.raises(UsageError, match=words):
        play(**more)


def test_rounds_and_ranges_are_those_of_the_call(tmp_path):
    table = file(tmp_path, "a.csv", "Actor,Capability,Position,Salience\nA,1,0,0.5\nB,2,4,1\n")
    setup = load(gaming.Playing(file=table, rounds=3, is_ranged=True, seed=5), Silence())
    assert setup.scenario.settings["rounds"] == 3
    assert setup.scenario.seed == 5
    assert not any(one.spread.is_fixed for one in setup.scenario.parameters)
    plain = load(gaming.Playing(file=table), Silence())
    assert plain.scenario.settings["rounds"] == 10
    assert all(one.spread.is_fixed for one in plain.scenario.parameters)
    again = load(gaming.Playing(file=str(EXAMPLES / "emission.yaml"), rounds=2), Silence())
    assert again.scenario.settings["rounds"] == 2
    assert again.scenario.bands


def test_a_scenario_may_stand_on_standard_input(monkeypatch):
    text = (EXAMPLES / "hedging.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert load(gaming.Playing(file="-"), Silence()).scenario.kind == "hedging"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    with pytest.raises(UsageError, match="Standard input is no UTF-8"):
        load(gaming.Playing(file="-"), Silence())
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="There is no standard input"):
        load(gaming.Playing(file="-"), Silence())


def test_the_first_bargain_of_a_machine_is_told_to_take_its_time(monkeypatch):
    monkeypatch.setattr("tocsin.pipeline.gaming.loading.is_compiled", lambda: False)
    watcher = Notes()
    tell_of_compiling(load(playing("emission"), watcher), watcher)
    tell_of_compiling(load(playing("hedging"), watcher), watcher)
    assert watcher.notes == [COMPILING]


def test_games_of_one_kind_are_compared_by_what_differs(tmp_path):
    text = (EXAMPLES / "sanctions.yaml").read_text(encoding="utf-8")
    other = file(tmp_path, "b.yaml", text.replace("demand: {fixed: 10", "demand: {fixed: 20"))
    files = (str(EXAMPLES / "sanctions.yaml"), other)
    found = gaming.compare(gaming.Playing(file="", draws=64), files, watcher=Silence())
    assert found.kind == "sanctions"
    assert [one.parameter for one in found.inputs] == ["demand"]
    assert [one.median for one in found.inputs[0].inputs] == [10, 20]
    assert found.games[0].result.headline.value > found.games[1].result.headline.value
    assert found.notes == ()


def test_games_of_several_kinds_are_compared_by_headlines_alone():
    files = tuple(str(EXAMPLES / f"{name}.yaml") for name in ("sanctions", "hedging"))
    found = gaming.compare(gaming.Playing(file="", draws=64), files, watcher=Silence())
    assert (found.kind, found.inputs) == ("", ())
    assert "several kinds (sanctions, hedging)" in found.notes[0]


def test_other_settings_and_seeds_are_noted(tmp_path):
    text = (EXAMPLES / "sanctions.yaml").read_text(encoding="utf-8")
    other = file(tmp_path, "b.yaml", text.replace("quota: 2", "quota: 3") + "seed: 1\n")
    files = (str(EXAMPLES / "sanctions.yaml"), other)
    found = gaming.compare(gaming.Playing(file="", draws=64), files, watcher=Silence())
    assert [note.split()[1] for note in found.notes] == ["settings", "or"]


@pytest.mark.parametrize("count", [0, 1, 13])
def test_a_comparison_has_two_to_twelve_scenarios(count):
    with pytest.raises(UsageError, match=f"takes 2 to 12 scenarios; found {count}"):
        gaming.compare(gaming.Playing(file=""), ("x",) * count, watcher=Silence())


def test_kinds_are_described_by_name_and_by_file():
    assert [kind.name for kind in gaming.kinds()][:2] == ["bargaining", "disclosure"]
    assert gaming.describe("exchange", watcher=Silence()).name == "exchange"
    found = gaming.describe(str(EXAMPLES / "sanctions.yaml"), watcher=Silence())
    assert found.kind.name == "sanctions"
    assert len(found.inputs) == len(found.game.parameters)
    with pytest.raises(UsageError, match="no game 'chess'"):
        gaming.describe("chess", watcher=Silence())
    with pytest.raises(UsageError, match="No such file"):
        gaming.describe("chess.yaml", watcher=Silence())


def test_files_at_fault_are_counted_and_told(tmp_path):
    watcher = Notes()
    bad = file(tmp_path, "bad.yaml", "version: 2\n")
    good = str(EXAMPLES / "hedging.yaml")
    assert gaming.check((good, bad, str(tmp_path)), watcher=watcher) == 2
    assert [path for path, _ in watcher.refused] == [bad, str(tmp_path)]
    assert "schema version 2" in watcher.refused[0][1]


def solve(path, **more):
    return gaming.solve(gaming.Solving(file=path, **more), watcher=Silence())


def test_a_game_of_two_is_solved_in_full_with_its_value(tmp_path):
    found = solve(file(tmp_path, "p.nfg", PENNIES))
    assert (found.method, found.form, found.value) == ("all", "table", pytest.approx(0.0))
    (one,) = found.profiles
    assert [(choice.player, choice.action, choice.p) for choice in one.choices] == [
        (player, side, pytest.approx(0.5)) for player in "AB" for side in "ht"
    ]
    assert (one.is_pure, one.regret, one.is_perfect) == (
        False,
        pytest.approx(0, abs=1e-9),
        None,
    )


def test_perfect_bayesian_equilibria_of_a_tree_are_marked(tmp_path):
    found = solve(file(tmp_path, "e.efg", ENTRY))
    marked = {
        tuple(choice.action for choice in one.choices): one.is_perfect for one in found.profiles
    }
    assert marked["enter", "share"] is True
    assert False in marked.values()
    assert found.value is None


def test_beliefs_stand_behind_a_perfect_equilibrium():
    found = solve(_poker())
    (one,) = found.profiles
    assert one.is_perfect
    ((way, p), _) = one.beliefs[0].nodes
    assert p == pytest.approx(0.75)
    assert way.endswith("raise")
    assert found.value == pytest.approx(1 / 3)


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _poker():
    """Write the poker of Myerson (1991, figure 2.1), keyed from the book, and name it."""
    text = """EFG 2 R "Poker" { "Fred" "Alice" }
c "" 1 "" { "red" 1/2 "black" 1/2 } 0
p "" 1 1 "" { "raise" "fold" } 0
p "" 2 1 "" { "meet" "pass" } 0
t "" 1 "" { 2, -2 }
t "" 2 "" { 1, -1 }
t "" 2 "" { 1, -1 }
p "" 1 2 "" { "raise" "fold" } 0
p "" 2 1 "" { "meet" "pass" } 0
t "" 3 "" { -2, 2 }
t "" 2 "" { 1, -1 }
t "" 4 "" { -1, 1 }
"""
    Path("poker.efg").write_text(text, encoding="utf-8")
    return "poker.efg"


def test_more_than_two_players_are_solved_support_by_support(tmp_path):
    found = solve(file(tmp_path, "three.nfg", THREE))
    assert found.method == "supports"
    assert "nothing proves" in found.words
    assert sum(one.is_pure for one in found.profiles) == 2


@pytest.mark.parametrize("method", [one for one in METHODS if one not in {"auto", "value"}])
def test_every_method_finds_the_entry(tmp_path, method):
    found = solve(file(tmp_path, "e.efg", ENTRY), method=method)
    assert any(
        {choice.action for choice in one.choices if choice.p > 0.99} == {"enter", "share"}
        for one in found.profiles
    )
    assert found.method == method


def test_the_value_is_a_plan_of_the_first_player():
    found = solve(_poker(), method="value")
    assert found.value == pytest.approx(1 / 3)
    assert {choice.player for choice in found.profiles[0].choices} == {"Fred"}
    assert found.profiles[0].regret is None


@pytest.mark.parametrize("method", ["induction", "value"])
def test_a_method_for_trees_refuses_a_table(tmp_path, method):
    with pytest.raises(UsageError, match=r"needs a tree \(\.efg\)"):
        solve(file(tmp_path, "p.nfg", PENNIES), method=method)


def test_ties_of_backward_induction_are_told(tmp_path):
    tied = ENTRY.replace("{ -1, -1 }", "{ -1, 1 }")
    found = solve(file(tmp_path, "e.efg", tied), method="induction")
    assert "as good at the information sets 1" in found.notes[0]


def test_no_pure_equilibrium_is_told(tmp_path):
    found = solve(file(tmp_path, "p.nfg", PENNIES), method="pure")
    assert (found.profiles, found.value) == ((), None)
    assert found.notes == ("There is no equilibrium in pure strategies.",)


def test_pygambit_is_asked_in_its_own_interpreter(tmp_path):
    fake = tmp_path / "python"
    answer = json.dumps([[[0.5, 0.5], [0.5, 0.5]]])
    fake.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    fake.chmod(0o755)
    found = solve(file(tmp_path, "p.nfg", PENNIES), gambit=fake)
    assert found.method == "gambit enummixed"
    assert found.profiles[0].regret == pytest.approx(0)
    with pytest.raises(UsageError, match="no method 'all' here"):
        solve(file(tmp_path, "p.nfg", PENNIES), gambit=fake, method="all")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("g.txt", "", r"ending '\.txt'; games are read from \.efg"),
        ("g.nfg", "NFG 2", r"g\.nfg, line 1"),
        ("g.efg", "", "g.efg"),
    ],
)
def test_a_game_file_at_fault_is_refused(tmp_path, name, text, words):
    with pytest.raises(UsageError, match=words):
        solve(file(tmp_path, name, text))


def test_a_game_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        solve("nothere.nfg")
    (tmp_path / "b.nfg").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="no UTF-8 text"):
        solve(str(tmp_path / "b.nfg"))
    with pytest.raises(UsageError, match="There is no method 'magic'"):
        solve("nothere.nfg", method="magic")


def test_a_game_goes_to_the_other_form_and_back(tmp_path):
    gaming.convert(file(tmp_path, "p.nfg", PENNIES), tmp_path / "p.efg")
    gaming.convert(str(tmp_path / "p.efg"), tmp_path / "q.nfg")
    back = parse_nfg((tmp_path / "q.nfg").read_text(encoding="utf-8"))
    assert back.values[0] == tuple(map(Fraction, (1, -1, -1, 1)))
    with pytest.raises(OutputError, match=r"written as \.nfg or \.efg"):
        gaming.convert("p.nfg", tmp_path / "p.txt")
    with pytest.raises(OutputError, match="cannot be written"):
        gaming.convert("p.nfg", tmp_path / "nowhere" / "p.efg")
