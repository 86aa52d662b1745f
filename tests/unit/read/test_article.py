"""Title, headings, prose."""

from tocsin.model.document import BlockKind
from tocsin.read.article import MOST_DESCRIPTIONS, is_same_title, select_article
from tocsin.read.base import Unit

PROSE = (
    "The leader of North Korea plans to visit Russia this month, officials in Seoul said on "
    "Tuesday, and he will talk to its president about weapons."
)
TITLE = "Kim to visit Moscow"


def units(*texts):
    return [Unit(BlockKind.PARAGRAPH, 0, len(text), text) for text in texts]


def select(*texts, title=None):
    return select_article(units(*texts), title=title)


def kinds(selection):
    return [unit.kind.value for unit in selection.units]


def test_the_first_short_line_is_the_title():
    found = select(TITLE, PROSE)
    assert found.stated.title == TITLE
    assert kinds(found) == ["title", "paragraph"]


def test_a_question_can_be_a_title():
    assert select("Will Kim visit Moscow?", PROSE).stated.title == "Will Kim visit Moscow?"


def test_a_sentence_is_no_title():
    found = select("Kim visits Moscow.", PROSE)
    assert found.stated.title is None
    assert kinds(found) == ["paragraph", "paragraph"]


def test_a_single_line_is_a_paragraph_even_without_a_stop():
    found = select("Russia sold weapons to Iran")
    assert found.stated.title is None
    assert kinds(found) == ["paragraph"]


def test_lines_without_any_stop_are_paragraphs():
    assert kinds(select("Russia sold weapons to Iran", "Iran denied it")) == ["paragraph"] * 2


def test_a_repeated_title_is_dropped():
    found = select(TITLE, PROSE, TITLE, PROSE)
    assert kinds(found) == ["title", "paragraph", "paragraph"]
    assert found.dropped == (f"repeated heading: {TITLE}",)


def test_a_title_repeated_in_other_typography_is_dropped():
    found = select("Kim\u2019s visit", PROSE, "KIM'S VISIT", PROSE)
    assert kinds(found) == ["title", "paragraph", "paragraph"]


def test_a_repeated_heading_is_dropped():
    found = select(TITLE, PROSE, "What next", PROSE, "What next", PROSE)
    assert kinds(found) == ["title", "paragraph", "heading", "paragraph", "paragraph"]


def test_a_stated_title_marks_its_line():
    found = select("A kicker", TITLE, PROSE, title=TITLE)
    assert kinds(found) == ["heading", "title", "paragraph"]
    assert found.stated.title == TITLE


def test_a_stated_title_behind_prose_is_a_repetition():
    assert kinds(select(PROSE, TITLE, PROSE, title=TITLE)) == ["paragraph", "paragraph"]


def test_a_title_with_the_name_of_the_site_is_the_same_title():
    assert is_same_title(f"{TITLE} - Example News", TITLE)
    assert is_same_title(TITLE, f"{TITLE} | Example News")
    assert not is_same_title(TITLE, "Kim to visit Beijing")
    assert not is_same_title("", "")


def test_a_short_line_above_prose_is_a_heading_and_below_it_none():
    assert kinds(select(TITLE, PROSE, "What next", PROSE))[2] == "heading"
    assert kinds(select(TITLE, PROSE, "a fragment of text"))[2] == "paragraph"


def test_a_line_that_ends_with_a_colon_is_no_heading():
    assert kinds(select(TITLE, PROSE, "He said:", PROSE))[2] == "paragraph"


def test_a_byline_above_the_title_does_no_harm():
    found = select("By Jane Doe", TITLE, PROSE)
    assert found.stated.title == TITLE
    assert found.stated.author == "Jane Doe"


def test_dates_of_comments_do_not_date_the_article():
    found = select(TITLE, PROSE, PROSE, "2 comments", "Jane", "September 7, 2023", "Well said.")
    assert found.stated.date is None


def test_a_block_begins_behind_the_dateline():
    opening = "MOSCOW, September 5 (Reuters) - "
    found = select(TITLE, opening + PROSE)
    assert found.units[1].start == len(opening)
    assert found.units[1].text == PROSE


def test_descriptions_are_short_and_few():
    found = select(TITLE, PROSE, "Related posts", *[f"{'word ' * 50}{n}" for n in range(300)])
    assert len(found.dropped) == MOST_DESCRIPTIONS + 1
    assert max(map(len, found.dropped)) < 90
    assert found.dropped[-1] == "and 101 more"


def test_nothing_gives_nothing():
    assert select_article([]).units == ()
