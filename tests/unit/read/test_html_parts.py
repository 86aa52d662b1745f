"""What trafilatura and our own rules take out of a page."""

import json

import pytest

from tocsin.read.html_parts import html_parts

PROSE = (
    "The leader of North Korea plans to visit Russia {}, officials in Seoul said on Tuesday, "
    "and he will talk to its president about weapons number {}."
)


def page(body, head=""):
    return f"<html><head><title>Kim in Moscow</title>{head}</head><body>{body}</body></html>"


ARTICLE = "<article>" + "".join(f"<p>{PROSE.format(n, n)}</p>" for n in range(6)) + "</article>"


def linked(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        linked(
            {
                "@type": "NewsArticle",
                "datePublished": "2023-09-05T01:00:00Z",
                "dateModified": "2023-09-09",
            }
        ),
        linked([{"@type": "WebPage"}, {"@type": "Article", "datePublished": "2023-09-05"}]),
        linked({"@graph": [{"@type": ["BlogPosting"], "datePublished": "2023-09-05"}]}),
        '<meta property="article:published_time" content="2023-09-05T10:00:00Z">',
        '<meta name="date" content="2023-09-05">',
    ],
)
def test_a_stated_date_is_found(head):
    assert html_parts(page(ARTICLE, head))["date"].startswith("2023-09-05")


@pytest.mark.parametrize(
    "body",
    [
        ARTICLE,
        ARTICLE + "<footer>Copyright 2019 Example News</footer>",
        ARTICLE + "<footer>\u00a9 2018-2021</footer>",
    ],
)
def test_no_date_is_guessed(body):
    assert html_parts(page(body))["date"] is None


def test_title_author_site_and_language_are_found():
    head = '<meta property="og:site_name" content="Example News"><meta name="author" content="Jane Doe">'
    parts = html_parts(
        page("<h1>Kim in Moscow</h1>" + ARTICLE, head).replace("<html>", '<html lang="en-GB">')
    )
    assert (parts["title"], parts["author"], parts["publisher"], parts["language"]) == (
        "Kim in Moscow",
        "Jane Doe",
        "Example News",
        "en",
    )


def test_kinds_of_blocks_are_kept():
    body = ARTICLE.replace(
        "</article>",
        f"<h2>What next</h2><blockquote><p>{PROSE.format(8, 8)}</p></blockquote><ul><li>{PROSE.format(9, 9)}</li></ul></article>",
    )
    kinds = [kind for kind, _ in html_parts(page(body))["blocks"]]
    assert kinds[-3:] == ["heading", "quote", "list_item"]


def test_line_breaks_separate_words():
    body = ARTICLE.replace("Tuesday", "Tuesday<br>evening")
    assert "Tuesday evening" in html_parts(page(body))["blocks"][0][1]


def test_a_short_fragment_is_taken():
    parts = html_parts("<p>Russia sold weapons to Iran, two officials said.</p><p>No.</p>")
    assert ["paragraph", "Russia sold weapons to Iran, two officials said."] in [
        list(block) for block in parts["blocks"]
    ]


def test_menus_and_scripts_are_not_taken():
    body = "<nav><p>A menu of links that ends as a sentence does, here.</p></nav>" + ARTICLE
    blocks = html_parts(page(body + "<script>var x = 'A long text in a script.';</script>"))[
        "blocks"
    ]
    assert len(blocks) == 6


def test_damaged_linked_data_does_no_harm():
    assert html_parts(page(ARTICLE, '<script type="application/ld+json">{"@type": </script>'))[
        "blocks"
    ]
    assert (
        html_parts(
            page(
                ARTICLE, linked([[[[[[[[[{"@type": "Article", "datePublished": "2023"}]]]]]]]]])
            )
        )["date"]
        is None
    )
