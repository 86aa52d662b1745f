"""The brief as one HTML file."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree, html

from tocsin.tell.brief import render_html
from tocsin.tell.brief.page import MAX_DOCUMENTS
from tocsin.tell.lint import lint_sentences

BLOCKS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "summary", "dd")
DROPPED = ("q", "svg", "style", "code")


@pytest.fixture
def page(view):
    return html.fromstring(render_html(view))


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


def test_the_page_asks_for_nothing_from_outside(view, hostile):
    for one in (view, hostile):
        page = html.fromstring(render_html(one))
        assert not list(page.iter("script", "link", "img", "iframe", "object", "embed", "form"))
        for node in page.iter(etree.Element):
            for name, value in node.attrib.items():
                assert not name.startswith("on"), name
                assert name != "style"
                if name in {"src", "href"} and not value.startswith("#"):
                    assert node.tag == "a"
                    assert value.startswith("https://example.org/")
                    assert "noreferrer" in node.get("rel")
    style = page.find(".//style").text
    assert "url(" not in style
    assert "@import" not in style
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_hostile_text_is_escaped_everywhere(hostile):
    text = render_html(hostile)
    assert "<script" not in text
    assert "<img" not in text
    assert not set(text) & set("\x1b\u202e\u202c")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "javascript:" not in " ".join(re.findall(r'href="([^"]*)"', text))
    assert "{{ 7*7 }}" in text


def test_every_linked_number_resolves_in_the_annex(view, page):
    known, traces = view.figures(), {node.get("id") for node in page.iter("div")}
    linked = page.xpath("//*[@data-figure]")
    assert len(linked) > 40
    for node in linked:
        assert node.get("data-figure") in known
        link = node if node.tag == "a" else node.getparent()
        if link.tag == "a":
            assert link.get("href").removeprefix("#") in traces


def test_every_inner_link_has_a_target_and_ids_are_unique(page):
    ids = [node.get("id") for node in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) <= set(ids)


def test_our_own_sentences_pass_the_lint(page):
    sentences = list(_own_sentences(page))
    assert any("It is likely (68%" in one for one in sentences)
    assert any(one.startswith("Confidence is moderate") for one in sentences)
    assert lint_sentences(sentences) == []


def test_the_first_page_has_its_order(page):
    titles = [" ".join(node.text_content().split()) for node in page.iter("h1", "h2")]
    assert titles == [
        "How concerning is the rapprochement of Russia and North Korea?", "Bottom line",
        "Concern, and for whom", "Who hands what to whom", "Key judgements, within 365 days of 5 September 2023",
        "What would change our mind", "Annex: the evidence and the arithmetic",
        "Method, and how to repeat it",
    ]  # fmt: skip


def test_landmarks_headings_and_headers_are_accessible(page):
    assert page.get("lang") == "en"
    assert [len(list(page.iter(tag))) for tag in ("main", "header", "footer", "nav")] == [1] * 4
    assert all(th.get("scope") in {"row", "col"} for th in page.iter("th"))
    for labelled in page.xpath("//*[@aria-labelledby]"):
        for ref in labelled.get("aria-labelledby").split():
            assert page.xpath("//*[@id=$ref]", ref=ref)
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pictures_parse_as_xml(view):
    pictures = re.findall(r"<svg.*?</svg>", render_html(view), re.DOTALL)
    assert len(pictures) >= 2 + len(view.key_judgements())
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
    assert not page.xpath("//*[@data-figure]")
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
    assert "3 more in the ledger." in render_html(replace(view, documents=many))


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
