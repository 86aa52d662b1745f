import numpy as np
import pytest

from tocsin.errors import OntologyError
from tocsin.game.explain import draws_of
from tocsin.game.scenarios.tables import parse_table, read_table

GOOD = 'Actor,Capability,Position,Salience\nA,1,0,0.5\nB,2,4,0.5\n"C, the third",1,10,1\n'


def test_a_table_becomes_a_bargain():
    setup = parse_table(GOOD, rounds=3)
    assert setup.game.actors == ("A", "B", "C, the third")
    found = setup.game.run(draws_of(setup))
    assert found["outcome.position"][0] == pytest.approx((0 + 4 + 10) / 2.5)


def test_columns_may_stand_in_any_order():
    shuffled = "Salience, Position ,Actor,Capability\n0.5,0,A,1\n0.5,4,B,2\n1,10,C,1\n"
    plain = parse_table(GOOD.replace('"C, the third"', "C"))
    assert parse_table(shuffled).scenario.parameters == plain.scenario.parameters


def test_ranges_are_put_around_the_numbers():
    setup = parse_table(GOOD, is_uncertain=True)
    draws = draws_of(setup)
    assert np.std(draws["position.position.B"]) == pytest.approx(10 / 12, rel=0.02)
    assert np.std(np.log(draws["capability.B"])) == pytest.approx(0.2, rel=0.02)
    assert draws["salience.position.C, the third"].max() <= 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("B,2,4", "B,-2,4", r"t.csv:3: capability.B must lie in \[0, inf\)"),
        ("B,2,4,0.5", "B,2,4,1.5", r"t.csv:3: .*\[0, 1\].*found 1.5"),
        ('A,1,0,0.5\nB,2,4,0.5\n"C, the third",1,10,1', "A,1,0,0\nB,2,4,0", "nobody cares"),
        ("B,2,4", "B,two,4", "t.csv:3: Capability must be a number.*'two'"),
        ("B,2,4", "B,nan,4", "t.csv:3: Capability must be a number"),
        ("B,2,4,0.5", "B,2,4", "t.csv:3: Salience must be a number.*None"),
        ("B,2", "A,2", "t.csv:3: 'A' is there twice"),
        (",Salience", ",Weight", "t.csv:1: the column Salience is missing"),
        ('B,2,4,0.5\n"C, the third",1,10,1\n', "", "at least two actors"),
    ],
)
def test_a_bad_table_is_told_with_its_line(old, new, told):
    with pytest.raises(OntologyError, match=told):
        parse_table(GOOD.replace(old, new, 1), "t.csv")


def test_a_table_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OntologyError, match=r"none.csv: cannot be read"):
        read_table(tmp_path / "none.csv")


@pytest.mark.parametrize("sign", [";", "\t"])
def test_columns_may_be_parted_by_semicolons_and_tabs(sign):
    table = "Actor,Capability,Position,Salience\nA,1,0,0.5\nB,2,4,0.5\n"
    found = parse_table(table.replace(",", sign), "t.csv")
    assert found.scenario == parse_table(table, "t.csv").scenario


def test_a_salience_in_per_cent_is_told_what_to_do():
    with pytest.raises(OntologyError, match=r"found 50\. Divide percentages by 100, other"):
        parse_table(GOOD.replace("B,2,4,0.5", "B,2,4,50", 1), "t.csv")


def test_a_whole_column_in_per_cent_is_divided_and_its_unit_says_so():
    table = "Actor,Capability,Position,Salience\nA,30,0,{}\nB,20,4,{}\nC,0.5,9,0\n"
    shares, percent = (parse_table(table.format(*pair)) for pair in ((0.9, 0.05), (90, 5)))
    assert [one.spread for one in percent.scenario.parameters] == [
        one.spread for one in shares.scenario.parameters
    ]
    units = {one.unit for one in percent.scenario.parameters if "salience" in one.name}
    assert units == {"share (the table has per cent)"}


@pytest.mark.parametrize("saliences", [(9, 5), (90, 0.5), (101, 20)])
def test_a_salience_of_another_scale_is_refused(saliences):
    table = "Actor,Capability,Position,Salience\nA,30,0,{}\nB,20,4,{}\n"
    with pytest.raises(OntologyError, match=r"csv:2: salience.position.A must lie in \[0, 1\]"):
        parse_table(table.format(*saliences))


def test_a_table_as_spreadsheets_leave_it_is_read():
    plain = parse_table("Actor,Capability,Position,Salience\nA,0.3,-5,0.9\nB,2,4,1\n", "t.csv")
    text = "\ufeffsalience;NOTE;position;Actor;Capability\r\n0,9;x,y;-5;A;,3\r\n\r\n1;;4;B;2,0\r\n;;;;\r\n"
    assert parse_table(text.lstrip("\ufeff"), "t.csv").scenario == plain.scenario


def test_an_actor_without_capability_has_a_position_and_no_votes():
    setup = parse_table(GOOD.replace("B,2,4", "B,0,40", 1))
    for reading in setup.game.readings:
        found = setup.game.run(draws_of(setup), reading.name)["outcome.position"]
        assert 0 <= found[0] <= 40
    found = setup.game.run(draws_of(setup))
    assert found["outcome.position"][0] == pytest.approx(10 / 1.5)


def test_nobody_who_cares_having_capability_is_refused():
    with pytest.raises(OntologyError, match="nobody who cares about position has any capab"):
        parse_table("Actor,Capability,Position,Salience\nA,0,0,0.5\nB,2,4,0\n")


def test_a_table_that_is_no_text_says_so(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"Actor,\xff")
    with pytest.raises(OntologyError, match=r"t\.csv: this is no UTF-8 text"):
        read_table(tmp_path / "t.csv")
