"""Front matter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import ReadError
from tocsin.read.frontmatter import LARGEST, read_front_matter

DAY = date(2023, 9, 5)
TEXT = "---\ndate: 2023-09-05\npublisher: Example News\ntitle: Kim\nurl: https://example.org/a\nauthor: Jane\n---\nBody.\n"


def read(text, **options):
    return read_front_matter(text, path="a.txt", **options)


def test_all_fields_are_read():
    front = read(TEXT)
    stated = front.stated
    assert (stated.date, stated.publisher, stated.title) == (DAY, "Example News", "Kim")
    assert (stated.url, stated.author) == ("https://example.org/a", "Jane")
    assert TEXT[front.end :] == "Body.\n"


@pytest.mark.parametrize(
    "value",
    [
        "2023-09-05",
        "'2023-09-05'",
        "2023-09-05T10:00:00Z",
        "2023-09-05 10:00:00",
        "5 September 2023",
        "September 5, 2023",
    ],
)
def test_a_date_may_be_date_time_or_text(value):
    assert read(f"---\ndate: {value}\n---\n").stated.date == DAY


def test_a_title_with_a_colon_is_read_as_it_stands():
    front = read("---\ntitle: Kim: the visit\ndate: 2023-09-05\n---\n")
    assert front.stated.title == "Kim: the visit"
    assert front.stated.date == DAY


def test_several_authors_become_one_line():
    assert read("---\nauthors: [Jane, John]\n---\n").stated.author == "Jane, John"


def test_a_date_that_is_none_is_refused_with_a_way_out():
    with pytest.raises(ReadError, match=r"says date: yesterday.*2023-09-05.*--date"):
        read("---\ndate: yesterday\n---\n")


def test_a_date_that_is_none_does_no_harm_where_one_is_given():
    assert read("---\ndate: yesterday\n---\n", has_date=True).stated.date is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Body alone.",
        "---\nA text between rules.\n---\n",
        "---\nno end: here\n",
        "\n---\ntitle: too late\n---\n",
        "---\n- a\n- list\n---\n",
        "---\n---\n",
        "---\ntitle: x\n" + "y: z\n" * LARGEST + "---\n",
    ],
)
def test_other_beginnings_are_no_front_matter(text):
    assert read(text) is None


def test_aliases_are_not_expanded():
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n---\n"
    front = read(bomb)
    assert front is None or "x, x, x" not in (front.stated.title or "")


def test_tags_make_no_objects():
    front = read("---\ntitle: !!python/object/apply:os.system ['true']\n---\n")
    assert front is None or "apply" in front.stated.title


def test_nested_values_are_passed_over():
    assert read("---\ntitle: {a: b}\nauthor: Jane\n---\n").stated.title is None


@given(st.text(max_size=200))
def test_any_body_is_read_or_refused(body):
    try:
        front = read(f"---\n{body}\n---\nBody.")
    except ReadError:
        return
    assert front is None or front.end > 0
