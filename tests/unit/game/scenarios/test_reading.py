"""Scenario files: what is read, and what each fault is told like."""

from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import OntologyError, UsageError
from tocsin.game.scenarios.reading import parse_scenario, read_scenario, what_if
from tocsin.model.scenario import Shape

GOOD = """\
version: 1
game: bargaining
title: Years until the standard
source: a book
settings:
  issues:
    - {name: years, unit: years, low: 0, high: 15}
  rounds: 4
units: {capability: votes, salience: share}
actors:
  - {name: Ayland, capability: {triangular: [1, 2, 3]}, position: 4, salience: 0.8}
  - name: Beeland
    capability: {lognormal: [2, 1.4], quote: "they have the votes", claim: c-1}
    position: {beta: [6, 7, 9], source: a newspaper}
    salience: {triangular: [0.2, 0.4, 0.6]}
  - {name: Ceeland, capability: 1, position: 10, salience: 1}
correlations:
  - [capability.Ayland, capability.Beeland, 0.5]
bands:
  - {name: soon, below: 6}
  - {name: late, from: 6}
stakeholders:
  - name: Ayland
    harms: {soon: 0, late: 70}
    levers:
      - {what: Ayland cares more, parameter: salience.years.Ayland, to: 1}
weights: {weighted_mean: 0.5, all_pairs: 0.5}
target: soon
seed: 7
draws: 128
"""


def test_a_good_file_is_read_whole():
    setup = parse_scenario(GOOD)
    scenario = setup.scenario
    given = {one.name: one for one in scenario.parameters}
    assert setup.game.actors == ("Ayland", "Beeland", "Ceeland")
    assert len(given) == 9
    assert given["capability.Beeland"].quote == "they have the votes"
    assert given["capability.Beeland"].source == "a book"
    assert given["position.years.Beeland"].source == "a newspaper"
    assert given["position.years.Beeland"].unit == "years"
    assert given["position.years.Ayland"].spread.shape is Shape.FIXED
    assert scenario.correlations[0].rho == 0.5
    assert [band.describe() for band in scenario.bands] == ["below 6", "from 6 up"]
    assert scenario.bands[0].outcome == "outcome.years"
    assert scenario.stakeholders[0].levers[0].to == 1
    assert (scenario.target, scenario.seed, scenario.draws) == ("soon", 7, 128)


# What is put in the place of what, the line of the fault, and words of the message with the fix.
FAULTS = {
    "another version": ("version: 1", "version: 2", 1, ["schema version 2", "write `version: 1`"]),
    "no version": ("version: 1\n", "", 1, ["version is missing", "add `version: 1`"]),
    "unknown game": ("game: bargaining", "game: chess", 2, ["no game 'chess'", "exchange"]),
    "misspelt key": ("title:", "titel:", 3, ["'titel'", "did you mean 'title'"]),
    "unit of an issue": ("unit: years, ", "", 7, ["unit of issue years is missing", "`unit: …`"]),
    "units of the table": (
        "units: {capability: votes, salience: share}\n", "", 9,
        ["units of the table are missing", "add `units:"],
    ),
    "one unit of the table": (", salience: share}", "}", 9, ["salience is missing"]),
    "negative capability": ("capability: 1,", "capability: -1,", 16, ["[0, inf)", "found -1"]),
    "negative low end": ("[1, 2, 3]", "[-1, 2, 3]", 11, ["[0, inf)", "found -1"]),
    "salience above one": ("salience: 0.8", "salience: 80", 11, ["[0, 1]", "found 80"]),
    "salience without bound": (
        "{triangular: [0.2, 0.4, 0.6]}", "{lognormal: [0.4, 1.5]}", 15, ["Add `bounds:"],
    ),
    "empty range": ("[1, 2, 3]", "[2, 2, 2]", 11, ["is empty", "write `fixed: 2`"]),
    "range out of order": ("[1, 2, 3]", "[3, 1, 2]", 11, ["must rise", "[1, 2, 3] is meant"]),
    "short range": ("[1, 2, 3]", "[1, 3]", 11, ["[low, mode, high]", "found [1, 3]"]),
    "contradictory bounds": (
        "{triangular: [0.2, 0.4, 0.6]}", "{triangular: [0.2, 0.4, 0.6], bounds: [0.9, 0.1]}", 15,
        ["contradict each other", "low must lie below high"],
    ),
    "bounds against range": (
        "{triangular: [0.2, 0.4, 0.6]}", "{triangular: [0.2, 0.4, 0.6], bounds: [0.3, 0.5]}", 15,
        ["contradict the triangular", "widen the bounds"],
    ),
    "two shapes": ("{lognormal: [2, 1.4],", "{lognormal: [2, 1.4], fixed: 2,", 13,
                   ["exactly one of", "fixed and lognormal"]),
    "words for a number": ("position: 10", "position: ten", 16, ["valid number", "'ten'"]),
    "truth for a number": ("position: 10", "position: true", 16, ["not true"]),
    "no source": ("source: a book\n", "", 10, ["Ayland have no source", "add `source: …`"]),
    "an actor twice": ("name: Ceeland", "name: Ayland", 16, ["there twice", "keep one"]),
    "off the scale": ("position: 10", "position: 20", 16, ["[0, 15]", "found 20"]),
    "correlation of a fixed one": (
        "[capability.Ayland, capability.Beeland, 0.5]",
        "[capability.Ceeland, capability.Beeland, 0.5]", 18, ["is fixed; give it a range"],
    ),
    "correlation of nothing": (
        "[capability.Ayland,", "[capability.Ailand,", 18, ["is no parameter here"],
    ),
    "certain correlation": ("Beeland, 0.5]", "Beeland, 1]", 18, ["between -1 and 1"]),
    "contradictory correlations": (
        "  - [capability.Ayland, capability.Beeland, 0.5]\n",
        ("  - [capability.Ayland, capability.Beeland, 0.9]\n"
        "  - [capability.Ayland, position.years.Beeland, 0.9]\n"
        "  - [capability.Beeland, position.years.Beeland, -0.9]\n"),
        17, ["contradict each other", "nearer to 0"],
    ),
    "overlapping bands": ("from: 6}", "from: 5}", 21, ["overlaps 'soon'", "end where the other"]),
    "empty band": ("below: 6}", "from: 6, below: 6}", 20, ["is empty", "under `below`"]),
    "band without border": ("{name: soon, below: 6}", "{name: soon}", 20, ["has no border"]),
    "unreachable band": ("from: 6}", "from: 11}", 21, ["cannot be reached", "between 4 and 10"]),
    "unreachable target": ("target: soon", "target: never", 28, ["no band", "'soon', 'late'"]),
    "weights": ("all_pairs: 0.5", "all_pairs: 0.3", 27, ["sum to 0.8, not to 1", "all_pairs: 0.375"]),
    "weight of nothing": ("all_pairs: 0.5", "policon: 0.5", 27, ["no reading 'policon'"]),
    "harm of nothing": ("late: 70", "never: 70", 24, ["no band 'never'"]),
    "harm beyond": ("late: 70", "late: 170", 24, ["less than or equal to 100", "found 170"]),
    "lever of nothing": ("parameter: salience.years.Ayland", "parameter: patience", 26,
                         ["no parameter 'patience'"]),
    "lever beyond": ("Ayland, to: 1}", "Ayland, to: 2}", 26, ["[0, 1]", "not 2"]),
    "a key twice": ("seed: 7", "seed: 7\nseed: 8", 30, ["'seed' is there twice"]),
    "no yaml": ("seed: 7", "seed: [7", 30, ["no YAML"]),
    "a reference": ("title: Years until the standard\nsource: a book",
                    "title: &years Years\nsource: *years", 4, ["references", "write the value"]),
    "no draws": ("draws: 128", "draws: 0", 30, ["greater than or equal to 1"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_file_line_and_fix(fault):
    old, new, line, words = FAULTS[fault]
    assert GOOD.count(old) >= 1
    with pytest.raises(OntologyError) as caught:
        parse_scenario(GOOD.replace(old, new, 1), "mine.yaml")
    told = caught.value.message
    assert told.startswith(f"mine.yaml:{line}: "), told
    assert caught.value.subject == f"mine.yaml:{line}"
    for word in words:
        assert word in told


def test_one_actor_has_nobody_to_bargain_with():
    lines = GOOD.splitlines(keepends=True)
    alone = "".join(lines[:11]) + "draws: 8\n"
    with pytest.raises(OntologyError, match=r"mine.yaml:10: .*at least two actors") as caught:
        parse_scenario(alone, "mine.yaml")
    assert caught.value.exit_code == 1


def test_weights_of_issues_must_sum_to_one():
    text = GOOD.replace("unit: years, ", "unit: years, weight: 0.7, ")
    with pytest.raises(OntologyError, match=r"mine.yaml:6: .*sum to 1, found 0.7"):
        parse_scenario(text, "mine.yaml")


@pytest.mark.parametrize("text", ["", "- 1\n- 2\n", "just words"])
def test_what_is_no_map_is_refused(text):
    with pytest.raises(OntologyError, match="version: 1"):
        parse_scenario(text)


def test_deep_nesting_is_refused_and_not_followed():
    with pytest.raises(OntologyError, match="nested deeper"):
        parse_scenario("version: 1\nsettings: " + "[" * 3000 + "]" * 3000)
    with pytest.raises(OntologyError, match="nested deeper"):
        parse_scenario("version: 1\nsettings: " + "[" * 40 + "]" * 40)


def test_files_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(OntologyError, match=r"nowhere.yaml: cannot be read"):
        read_scenario(tmp_path / "nowhere.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"version: 1\ntitle: caf\xe9\n")
    with pytest.raises(OntologyError, match=r"latin.yaml:2: this is no UTF-8"):
        read_scenario(tmp_path / "latin.yaml")
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    assert read_scenario(tmp_path / "good.yaml").scenario == parse_scenario(GOOD).scenario


def test_other_games_take_their_parameters_by_name():
    text = """\
version: 1
game: exchange
title: Shells for rockets
settings:
  parties: [PRK, RUS]
  goods: [{name: shells, from: PRK}]
parameters:
  value.shells: {triangular: [1, 2, 3], unit: utility, source: own judgement}
  cost.shells: {fixed: 1.5, unit: utility, source: own judgement}
"""
    setup = parse_scenario(text)
    assert [one.name for one in setup.scenario.parameters] == ["value.shells", "cost.shells"]
    for old, new, line, words in (
        ("unit: utility, source: own judgement}\n  cost", "source: own judgement}\n  cost", 8,
         "unit is missing; add `unit: …`"),
        ("unit: utility", "unit: USD", 8, "is counted in 'utility', not in 'USD'"),
        ("value.shells", "worth.shells", 8, "has no parameter 'worth.shells'"),
        ("  cost.shells: {fixed: 1.5, unit: utility, source: own judgement}\n", "", 7,
         "cost.shells (utility) is missing"),
        ("source: own judgement}\n  cost", "}\n  cost", 8, "source is missing"),
        ("from: PRK", "from: KOR", 6, "expected one of PRK, RUS"),
    ):  # fmt: skip
        with pytest.raises(OntologyError) as caught:
            parse_scenario(text.replace(old, new, 1), "x.yaml")
        assert caught.value.message.startswith(f"x.yaml:{line}: ")
        assert words in caught.value.message


def test_what_if_fixes_a_number_and_says_so():
    setup = parse_scenario(GOOD)
    changed = what_if(setup, {"capability.Ayland": 9.0}).scenario
    one = next(p for p in changed.parameters if p.name == "capability.Ayland")
    assert one.spread.numbers == (9.0,)
    assert one.source == "what-if, instead of 2 (a book)"
    assert changed.correlations == ()
    with pytest.raises(UsageError, match=r"must lie in \[0, inf\), not -1"):
        what_if(setup, {"capability.Ayland": -1.0})
    with pytest.raises(UsageError, match=r"has no parameter 'capability.Deeland'"):
        what_if(setup, {"capability.Deeland": 1.0})


def test_words_that_yaml_takes_for_truth_and_days_stay_words():
    text = GOOD.replace("title: Years until the standard", "title: no").replace(
        "source: a book", "source: 2011-01-02"
    )
    scenario = parse_scenario(text).scenario
    assert scenario.title == "no"
    assert scenario.parameters[0].source == "2011-01-02"
    tiny = parse_scenario(GOOD.replace("position: 4,", "position: 4e-1,")).scenario
    assert np.isclose(tiny.parameters[1].spread.numbers[0], 0.4)


def test_the_example_is_read():
    setup = read_scenario(Path(__file__).parents[4] / "examples/games/emission.yaml")
    assert len(setup.game.actors) == 10
    assert [one.name for one in setup.scenario.bands] == ["soon", "middle", "late"]


TWO = """\
version: 1
game: bargaining
title: Years and money
source: a book
settings: {issues: [{name: years, unit: years}, {name: money, unit: USD}]}
units: {capability: votes, salience: share}
actors:
  - {name: A, capability: 1, position: {years: 1, money: {triangular: [2, 3, 4]}}, salience: {years: 1, money: 0}}
  - {name: B, capability: 1, position: {years: 9, money: 5}, salience: {years: 0.5, money: 0.2}}
"""


def test_several_issues_are_read_by_name():
    given = {one.name: one for one in parse_scenario(TWO).scenario.parameters}
    assert given["position.money.A"].spread.shape is Shape.TRIANGULAR
    assert given["position.money.B"].unit == "USD"
    assert given["salience.money.A"].spread.numbers == (0.0,)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("position: {years: 9, money: 5}", "position: 9", 9, "name the issue of each number"),
        ("position: {years: 9, money: 5}", "position: {years: 9}", 9, "position on money is missing"),
        ("position: {years: 9, money: 5}", "position: {year: 9, money: 5}", 9, "no issue 'year'"),
        ("money: 0.2", "money: 0", 7, "nobody cares about money"),
        ("settings: {issues: [{name: years, unit: years}, {name: money, unit: USD}]}",
         "settings: {rounds: 3}", 5, "no issue is named"),
        ("{name: money, unit: USD}", "money", 5, "an issue is a map"),
        ("money: 5}", "money: {lognormal: [-5, 2]}}", 9, "the median above 0"),
        ("[2, 3, 4]", "[2, 3, 4], bounds: [1]", 8, "bounds take [low, high]"),
        ("{triangular: [2, 3, 4]}", "{beta: [2, 3, 4, 0]}", 8, "concentration must be above 0"),
    ],
)  # fmt: skip
def test_faults_of_a_table_of_several_issues_are_told(old, new, line, told):
    assert old in TWO
    with pytest.raises(OntologyError) as caught:
        parse_scenario(TWO.replace(old, new, 1), "two.yaml")
    assert caught.value.message.startswith(f"two.yaml:{line}: "), caught.value.message
    assert told in caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("  - {name: late, from: 6}", "  - {name: soon, from: 6}", 21, "there twice; rename one"),
        ("  - {name: late, from: 6}", "  - {name: late, outcome: price, from: 6}", 21, "no outcome 'price'"),
        ("weights:", "parameters:\n  capability.Ayland: {fixed: 1, unit: votes, source: x}\nweights:", 28,
         "in the table of actors too"),
        ("  - [capability.Ayland, capability.Beeland, 0.5]",
         "  - [capability.Ayland, capability.Ayland, 0.5]", 18, "or the same; keep one"),
        ("seed: 7", "? [a]\n: 7", 29, "a key must be a name"),
    ],
)  # fmt: skip
def test_faults_of_names_are_told(old, new, line, told):
    assert old in GOOD
    with pytest.raises(OntologyError) as caught:
        parse_scenario(GOOD.replace(old, new, 1), "mine.yaml")
    assert caught.value.message.startswith(f"mine.yaml:{line}: "), caught.value.message
    assert told in caught.value.message


EXCHANGE = """\
version: 1
game: exchange
title: A sale
settings: {parties: [AAA, BBB], goods: [{name: oil, from: AAA}]}
parameters:
  value.oil: {fixed: 2, unit: utility, source: x}
  cost.oil: {fixed: 1, unit: utility, source: x}
informs:
  - {channel: economic_lifeline, giver: AAA, receiver: BBB, outcome: moves.oil}
"""


def test_outcomes_may_inform_judgements():
    (bearing,) = parse_scenario(EXCHANGE).scenario.bearings
    assert (bearing.channel, bearing.giver, bearing.receiver, bearing.outcome) == (
        "economic_lifeline", "AAA", "BBB", "moves.oil"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("outcome: moves.oil", "outcome: payment", "'payment' is no probability"),
        ("receiver: BBB", "receiver: AAA", "hands nothing to itself"),
        ("outcome: moves.oil}", ("outcome: moves.oil}\n  - {channel: economic_lifeline, giver: "
         "AAA, receiver: BBB, outcome: deal}"), "is there twice"),
        ("giver: AAA,", "", "giver"),
    ],
)  # fmt: skip
def test_faults_of_what_is_informed_are_told(old, new, told):
    with pytest.raises(OntologyError) as caught:
        parse_scenario(EXCHANGE.replace(old, new), "sale.yaml")
    assert told in caught.value.message
    assert caught.value.message.startswith("sale.yaml:")


SOURCED = """\
version: 1
game: exchange
title: Reactors for a port
source: a paper
settings: {parties: [CHN, PAK], goods: [{name: reactor, from: CHN}, {name: port, from: PAK}]}
parameters:
  value.reactor: {triangular: [1, 2, 3], unit: utility}
  cost.reactor: {fixed: 1, unit: utility, source: a newspaper}
  value.port: {fixed: 2, unit: utility}
  cost.port: {fixed: 1, unit: utility}
"""


def test_the_source_of_the_file_holds_where_a_number_names_none():
    found = {one.name: one.source for one in parse_scenario(SOURCED).scenario.parameters}
    assert found["value.reactor"] == "a paper"
    assert found["cost.reactor"] == "a newspaper"
    with pytest.raises(OntologyError, match=r"s\.yaml:6: source is missing; add `source: …`"):
        parse_scenario(SOURCED.replace("source: a paper\n", ""), "s.yaml")


def test_a_number_without_a_map_is_told_the_form():
    bare = SOURCED.replace("{fixed: 2, unit: utility}", "2")
    with pytest.raises(OntologyError, match=r"s\.yaml:9: .*\{fixed: 2, unit: …, source: …\}"):
        parse_scenario(bare, "s.yaml")


def test_all_that_is_missing_is_told_at_once():
    with pytest.raises(
        OntologyError, match=r"cost\.reactor \(utility\).*Missing too: value\.port, cost"
    ):
        parse_scenario("".join(SOURCED.splitlines(keepends=True)[:7]), "s.yaml")


def test_a_character_that_is_no_text_is_told_with_its_line():
    with pytest.raises(OntologyError, match=r"s\.yaml:2: .*0x0000.*UTF-8"):
        parse_scenario("version: 1\ngame: \x00", "s.yaml")
