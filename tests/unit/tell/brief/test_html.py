"""The brief as one HTML file."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree, html

from tocsin.tell.brief.annex.evidence import MAX_DOCUMENTS
from tocsin.tell.brief.html import render_html
from tocsin.tell.brief.pieces import Desk
from tocsin.tell.lint import lint_sentences
from tocsin.tell.svg.scenarios import _DARK, _SHADES

BLOCKS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "summary", "dd")
DROPPED = ("q", "svg", "style", "code")


MADE = {}


def parsed(name, view):
    """Return the page of a view to be changed at will; it is written once for all tests."""
    if name not in MADE:
        MADE[name] = render_html(view)
    return html.fromstring(MADE[name])


@pytest.fixture
def page(view):
    return parsed("view", view)


@pytest.fixture
def whole(full):
    return parsed("full", full)


def test_every_number_of_our_own_has_an_id_that_opens_it(full, whole, untraced):
    assert untraced.html(whole, Desk(full).known) == []


def test_the_check_of_numbers_can_fail(full, whole, untraced):
    whole.xpath("//footer/p")[0].text += " 17 of them"
    assert len(untraced.html(whole, Desk(full).known)) == 1
    assert len(untraced.html(whole, Desk(full).known - {"k-USA"})) > 3


def _own_sentences(page):
    """Return the text of each innermost block without quotes, pictures and ids."""
    for tag in DROPPED:
        for node in list(page.iter(tag)):
            tail = node.tail or ""
            before, parent = node.getprevious(), node.getparent()
            if before is not None:
                before.tail = (before.tail or "") + " " + tail
            else:
                parent.text = (parent.text or "") + " " + tail
            parent.remove(node)
    for block in page.iter(*BLOCKS):
        if not any(child is not block for child in block.iter(*BLOCKS)):
            yield " ".join(block.text_content().split())


def test_same_input_same_bytes(view):
    assert render_html(view) == render_html(view)


def test_the_page_asks_for_nothing_from_outside(full, hostile_full):
    for one in (full, hostile_full):
        page = html.fromstring(render_html(one))
        assert not list(page.iter("script", "link", "img", "iframe", "object", "embed", "form"))
        for node in page.iter(etree.Element):
            for name, value in node.attrib.items():
                assert not name.startswith("on"), name
                assert name != "style" or (
                    node.tag == "col" and re.fullmatch(r"width: \d+%", value)
                )
                if name in {"src", "href"} and not value.startswith("#"):
                    assert node.tag == "a"
                    assert value.startswith("https://example.org/")
                    assert "noreferrer" in node.get("rel")
    style = page.find(".//style").text
    assert "url(" not in style
    assert "@import" not in style
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_hostile_text_is_escaped_everywhere(hostile_full):
    text = render_html(hostile_full)
    assert "<script" not in text
    assert "<img" not in text
    assert not set(text) & set("\x1b\u202e\u202c")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "javascript:" not in " ".join(re.findall(r'href="([^"]*)"', text))
    assert "{{ 7*7 }}" in text


def test_every_linked_number_leads_to_its_trace_in_the_annex(page):
    traces = {node.get("id"): node for node in page.iter("details") if node.get("id")}
    linked = page.xpath("//a[starts-with(@href, '#fig-')]")
    assert len(linked) > 40
    for node in linked:
        trace = traces[node.get("href").removeprefix("#")]
        assert trace.get("data-figure") in {node.get("data-figure"), node.text_content()}


def test_every_inner_link_has_a_target_and_ids_are_unique(whole):
    page = whole
    ids = [node.get("id") for node in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids)


def test_our_own_sentences_pass_the_lint(whole):
    sentences = list(_own_sentences(whole))
    assert any("It is likely (68%" in one for one in sentences)
    assert any(one.startswith("Confidence is moderate") for one in sentences)
    assert lint_sentences(sentences) == []


def test_the_first_page_has_its_order(whole):
    titles = [" ".join(node.text_content().split()) for node in whole.iter("h1", "h2")]
    assert titles == [
        "How concerning is the rapprochement of Russia and North Korea?", "Bottom line",
        "Key judgements, within 365 days of 5 September 2023", "Concern, and for whom",
        "How probable each reading is", "Who hands what to whom",
        "What would change our mind", "Annex: the evidence and the arithmetic",
        "Method, and how to repeat it",
    ]  # fmt: skip


def test_the_annex_has_a_section_for_everything_there_is_and_no_other(page, whole):
    titles = [" ".join(node.text_content().split()) for node in whole.iter("h3")]
    assert titles == [
        "Evidence", "Who has what at stake", "Judgements in parts",
        "Flips, levers and indicators", "Rival readings", "Claims and plans on a line of time",
        "Open forecasts, and the record", "What games say beside the texts", "Exchanges",
        "Documents", "Limits", "Figures and how each was reached",
    ]  # fmt: skip
    links = [node.get("href")[1:] for node in whole.xpath("//nav/a")]
    assert links == [node.get("id") for node in whole.xpath("//section[h3]")]
    few = [" ".join(node.text_content().split()) for node in page.iter("h3")]
    assert not {titles[5], titles[6], titles[7]} & set(few)


def test_nothing_takes_the_focus_inside_a_picture_or_a_summary(whole):
    assert not whole.xpath("//svg//a | //svg//*[@tabindex] | //summary//a")


def test_every_picture_is_told_in_words(whole):
    pictures = whole.xpath("//svg")
    assert len(pictures) > 8
    for picture in pictures:
        assert picture.get("role") == "img"
        assert picture.find("title").text
        assert len(picture.find("desc").text) > 5


def test_grades_and_origins_stand_where_they_are_known(page, whole):
    heads = [node.text for node in whole.xpath("//section[@id='evidence']//thead//th")]
    assert heads[5] == "Grade"
    assert "C3" in whole.get_element_by_id("ev-E1").text_content()
    assert "origin O1" in whole.get_element_by_id("ev-E1").text_content()
    bare = page.get_element_by_id("evidence").text_content()
    assert "Grade" not in bare
    assert "origin O" not in bare


def test_open_forecasts_stand_with_their_rules(whole):
    part = " ".join(whole.get_element_by_id("forecasts").text_content().split())
    for words in (
        "Will the leaders meet?",
        "43% (23\u201365%)",
        "rate of the pair",
        "No: none within 30 days",
        "Void: nobody knows",
        "0.180",
        "always one half",
    ):
        assert words in part  # fmt: skip


def test_landmarks_headings_and_headers_are_accessible(whole):
    page = whole
    assert page.get("lang") == "en"
    assert [len(list(page.iter(tag))) for tag in ("main", "header", "footer", "nav")] == [1] * 4
    assert all(th.get("scope") in {"row", "col"} for th in page.iter("th"))
    for labelled in page.xpath("//*[@aria-labelledby]"):
        for ref in labelled.get("aria-labelledby").split():
            assert page.xpath("//*[@id=$ref]", ref=ref)
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_parse_as_xml(full, hostile_full):
    pages = render_html(full) + render_html(hostile_full)
    pictures = re.findall(r"<svg.*?</svg>", pages, re.DOTALL)
    assert len(pictures) >= 2 * (7 + len(full.key_judgements()))
    for picture in pictures:
        etree.fromstring(picture)


def test_evidence_has_quote_holder_place_and_side(page):
    row = " ".join(page.get_element_by_id("ev-E7").text_content().split())
    for part in (
        "both North Korea and Russia have consistently denied",
        "North Korea denies",
        "planned, denied",
        "characters 1722",
        "c-000000000e",
        "against arms supply",
    ):
        assert part in row  # fmt: skip


def test_a_missing_component_is_said_to_be_unused(page):
    parts = page.get_element_by_id("judgements").text_content()
    assert "none, not used" in parts


def test_numbers_without_figures_are_plain(view):
    bare = replace(view, assessment=replace(view.assessment, figures=()))
    page = html.fromstring(render_html(bare))
    assert not page.xpath("//a[@class='num'][starts-with(@href, '#fig')]")
    assert "68%" in page.text_content()


def test_an_almost_empty_answer_renders(view):
    bare = replace(view.assessment, judgements=(), concern=(), exchange=(), figures=(),
                   indicators=(), limits=(), bottom_line="")  # fmt: skip
    bare = replace(bare, hypotheses=type(bare.hypotheses)(), run=replace(bare.run, command=""))
    text = render_html(replace(view, assessment=bare, claims={}, stakes={}, documents={}))
    assert "No exchange is claimed." in text
    assert "No single input carries a concern across a level." in text


def test_what_has_no_room_is_counted(view):
    doc = next(iter(view.documents.values()))
    many = {f"d-{n}": replace(doc, id=f"d-{n}") for n in range(MAX_DOCUMENTS + 3)}
    page = html.fromstring(render_html(replace(view, documents=many)))
    assert "3 more in the ledger." in page.get_element_by_id("documents").text_content()


def test_disagreement_of_the_scorings_is_shown(view):
    rivals = replace(view.assessment.hypotheses, agree=False)
    text = render_html(replace(view, assessment=replace(view.assessment, hypotheses=rivals)))
    assert "The two scorings disagree." in text


def test_an_odd_language_is_not_put_into_an_attribute(view):
    doc = replace(next(iter(view.documents.values())), language='"><x')
    assert 'lang="und"' in render_html(replace(view, documents={doc.id: doc}))


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _blend(colour, ground, part):
    """Return a colour laid over another."""
    mixed = [
        round(int(colour[at : at + 2], 16) * part + int(ground[at : at + 2], 16) * (1 - part))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{one:02x}" for one in mixed)


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)))[::-1]
    return (light + 0.05) / (dark + 0.05)


def test_names_of_scenarios_can_be_read_on_their_shades(page):
    style = page.find(".//style").text
    for theme in re.findall(r":root \{([^}]*)\}", style):
        colours = dict(re.findall(r"--([\w-]+): (#\w{6})", theme))
        for place, shade in enumerate(_SHADES):
            ink = colours["on-accent" if place < _DARK else "ink"]
            ground = _blend(colours["accent"], colours["paper"], shade)
            assert _contrast(ink, ground) >= 4.5, (place, theme)


def test_contrast_is_enough_in_light_and_dark(page):
    style = page.find(".//style").text
    themes = re.findall(r":root \{([^}]*)\}", style)
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--([\w-]+): (#\w{6})", theme))
        for ground in ("paper", "wash"):
            for name in (
                "ink",
                "muted",
                "accent",
                "minimal",
                "guarded",
                "elevated",
                "high",
                "severe",
            ):
                light, dark = sorted((_luminance(colours[name]), _luminance(colours[ground])))[
                    ::-1
                ]
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground)


def test_the_evidence_table_shows_grade_outlet_and_interest(graded):
    page = html.fromstring(render_html(graded))
    rows = [
        " ".join(" ".join(row.itertext()).split())
        for row in page.xpath("//*[@id='evidence']//tr")
    ]
    first = next(row for row in rows if "c-0000000002" in row)
    assert " B2 an opponent of a party; can know: much" in first
    assert "gains if believed: the isolation of an adversary" in first
    assert " F6 from Gulf Lantern a news outlet" in next(
        row for row in rows if "c-0000000004" in row
    )
    assert "not graded" in next(row for row in rows if "c-000000000e" in row)
    assert "Admiralty" in page.text_content()


def test_an_older_answer_has_no_column_of_grades(page):
    assert "Admiralty" not in page.text_content()
