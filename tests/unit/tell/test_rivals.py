"""The rival readings in the terminal and in the matrix of the brief."""

import re
from dataclasses import replace

from lxml import html

from tocsin.model.assessment import Family, MatrixRow, Rivals
from tocsin.tell import render_html
from tocsin.tell.rivals import matrix_lines, rival_lines

FIRST, SECOND = "c-0000000002", "c-000000000e"
ROWS = (
    MatrixRow(claim=SECOND, kind="party_denial", diagnosticity=0.31, relevance=1.0),
    MatrixRow(claim=FIRST, kind="hard_ahead", diagnosticity=0.12, relevance=1.0),
)


def changed(view, **changes):
    rivals = replace(view.assessment.hypotheses, **changes)
    return replace(view, assessment=replace(view.assessment, hypotheses=rivals))


def texts(view):
    return [line.text for line in rival_lines(view)]


def test_leader_of_both_scorings_comes_first_with_both_numbers(view):
    first = rival_lines(view)[0]
    assert first.text == (
        "Leads by both scorings: They meet and North Korea sells arms; 52% among the rivals, "
        "inconsistency \u22121.4"
    )
    assert first.refs == ("h-H1.posterior",)
    assert texts(view)[-1] == f"Without one of these claims a lead changes: {FIRST}"


def test_disagreement_names_both_leaders(view):
    one, two, three = view.assessment.hypotheses.hypotheses
    rivals = (one, two, replace(three, inconsistency=-0.5))
    found = texts(changed(view, agree=False, hypotheses=rivals, decisive=()))
    assert [text.split(":")[0] for text in found] == [
        "Leads by likelihood", "Least inconsistent", "The two scorings disagree",
    ]  # fmt: skip
    assert "Disclosure deters the deal" in found[1]


def test_ties_families_and_many_decisive_claims_are_told(view):
    one, two, three = view.assessment.hypotheses.hypotheses
    family = Family(
        id="deal", statement="A deal.", posterior=0.83, kinds=("H1", "H2"), prior=0.5
    )
    found = texts(
        changed(view, hypotheses=(one, replace(two, inconsistency=-1.4), three),
                families=(family,), decisive=tuple(f"c-{n}" for n in range(6)))
    )  # fmt: skip
    assert "As little inconsistent: 'H2'" in found
    assert "All kinds of 'deal' together: 83%" in found
    assert found[-1].endswith("c-0, c-1, c-2, c-3 and 2 more")


def test_no_rivals_give_no_lines(view):
    assert (
        rival_lines(replace(view, assessment=replace(view.assessment, hypotheses=Rivals())))
        == ()
    )


def test_matrix_has_the_most_telling_claim_first(view):
    labels = {FIRST: "E1", SECOND: "E7"}
    told = matrix_lines(changed(view, matrix=ROWS), labels)
    assert [(line.label, line.told, line.cells) for line in told] == [
        ("E7", "0.31", ("I", "C", "NA")),
        ("E1", "0.12", ("C", "N", "I")),
    ]
    old = matrix_lines(view, labels)
    assert [(line.label, line.told) for line in old] == [("E1", ""), ("E7", "")]


def test_claim_outside_the_evidence_table_is_named_by_its_id(view):
    (first, _) = matrix_lines(changed(view, matrix=ROWS), {FIRST: "E1"})
    assert (first.claim, first.label) == (SECOND, "")


def test_brief_shows_the_matrix_with_what_each_claim_tells(view):
    page = html.fromstring(render_html(changed(view, matrix=ROWS)))
    (table,) = page.xpath("//table[.//th[contains(., 'Tells apart')]]")
    rows = [" ".join(" ".join(row.itertext()).split()) for row in table.iter("tr")]
    assert rows[0] == "Evidence H1 H2 H3 Tells apart"
    assert re.match(r"\[E7\] both North Korea and Russia .* I C NA 0\.31$", rows[1])
    assert "0.12" in rows[2]


def test_brief_names_the_standard_of_its_words(view):
    assert "Words of likelihood follow ICD 203;" in render_html(view)
    other = replace(view, assessment=replace(view.assessment, words="phia"))
    assert "Words of likelihood follow PHIA 2025;" in render_html(other)


def test_more_readings_than_the_front_page_holds_are_summed_up(view):
    first = view.assessment.hypotheses.hypotheses[0]
    crowd = tuple(
        replace(first, id=f"r{n}", statement=f"Reading number {n}.", posterior=p)
        for n, p in enumerate((0.2, 0.02, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.08))
    )
    page = html.fromstring(render_html(changed(view, hypotheses=crowd, decisive=())))
    text = " ".join(page.find(".//main").text_content().split())
    assert "All 3 others" in text
    assert "Reading number 0" in text
    assert "Reading number 1." not in text
