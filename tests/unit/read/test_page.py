"""Pages and PDFs, with the worker's answer given."""

from datetime import date

import pytest

from tocsin.errors import ExtractionError
from tocsin.read import page as page_module
from tocsin.read.page import draft_page, draft_pdf, join_lines

PROSE = (
    "The leader of North Korea plans to visit Russia this month, officials in Seoul said on "
    "Tuesday, and he will talk to its president about weapons."
)
PAGE = f"<html><body><p>{PROSE}</p><p>{PROSE}</p></body></html>"


@pytest.fixture
def answer(monkeypatch):
    parts = {
        "blocks": [],
        "seen": 10_000,
        "title": None,
        "author": None,
        "publisher": None,
        "date": None,
        "url": None,
        "language": None,
    }
    monkeypatch.setattr(page_module, "run_worker", lambda *args, **options: parts)
    return parts


def draft(text=PAGE):
    return draft_page(text, path="a.html", encoding="utf-8", seconds=5)


def test_blocks_become_a_text_with_blank_lines_between(answer):
    answer["blocks"] = [("paragraph", PROSE), ("heading", "What next"), ("paragraph", PROSE)]
    answer |= {
        "title": "Kim to visit Moscow",
        "author": "Jane",
        "publisher": "Example",
        "date": "2023-09-05T10:00:00Z",
    }
    found = draft()
    assert [found.text[unit.start : unit.end] for unit in found.units] == [
        "Kim to visit Moscow",
        PROSE,
        "What next",
        PROSE,
    ]
    assert found.text.startswith("Kim to visit Moscow\n\nThe leader")
    assert found.stated.date == date(2023, 9, 5)
    assert found.stated.author == "Jane"


def test_furniture_is_cut_out_and_the_spans_follow(answer):
    answer["blocks"] = [
        ("heading", "Kim"),
        ("paragraph", "5 min read"),
        ("paragraph", f"MOSCOW (AP) - {PROSE}"),
        ("paragraph", "Share this"),
    ]
    found = draft()
    assert "Share this" not in found.text
    assert found.text[found.units[1].start : found.units[1].end] == PROSE
    assert "MOSCOW (AP) - " in found.text
    assert found.stated.publisher == "Associated Press"


def test_a_page_without_prose_fails(answer):
    answer["blocks"] = [("list_item", "World"), ("list_item", "Politics")]
    with pytest.raises(ExtractionError, match=r"^failed: a\.html holds no article"):
        draft()


def test_an_error_page_fails(answer):
    answer |= {
        "blocks": [("paragraph", "The page that you asked for is not here, sorry.")],
        "title": "404 Not Found",
    }
    with pytest.raises(ExtractionError, match="404 Not Found"):
        draft()


def test_text_that_the_parser_lost_is_noticed(answer):
    answer |= {"blocks": [("paragraph", PROSE)], "seen": 100}
    with pytest.raises(ExtractionError, match="visible characters"):
        draft("<p>" + PROSE * 10)


def test_text_that_the_extraction_lost_is_noticed(answer):
    answer |= {"blocks": [("paragraph", PROSE)], "seen": 100_000}
    with pytest.raises(ExtractionError, match="could be taken out"):
        draft("<p>" + PROSE * 100)


def test_a_page_without_visible_text_costs_no_process(monkeypatch):
    monkeypatch.setattr(page_module, "run_worker", None)
    with pytest.raises(ExtractionError, match="holds no article"):
        draft("<script>var a = 'A long text in a script.'</script>")


def test_stated_values_of_absurd_length_are_passed_over(answer):
    answer |= {"blocks": [("paragraph", PROSE)], "title": "x" * 1_000, "author": "y" * 1_000}
    found = draft()
    assert found.stated.title is None
    assert found.stated.author is None


def test_a_pdf_is_joined_to_paragraphs(answer):
    lines = [
        "Kim to visit Moscow",
        "",
        "The leader of North Korea plans to visit Russia for full coop-",
        "eration in all fields, as officials in Seoul said on Tuesday.",
    ]
    answer |= {"lines": lines, "title": "Microsoft Word - x.doc"}
    found = draft_pdf(b"", path="a.pdf", seconds=5)
    assert found.stated.title == "Kim to visit Moscow"
    assert "full cooperation in all" in found.text


def test_a_pdf_of_pictures_fails(answer):
    answer["lines"] = ["", "12", ""]
    with pytest.raises(ExtractionError, match="may be pictures"):
        draft_pdf(b"", path="a.pdf", seconds=5)


def test_lines_are_joined_at_hyphens_that_split_words_alone():
    assert join_lines("co-\noperation") == "cooperation"
    assert join_lines("North-\nKorea") == "North- Korea"
    assert join_lines("2019-\n2023") == "2019- 2023"
    assert join_lines("one \n two") == "one two"
    assert join_lines("") == ""
