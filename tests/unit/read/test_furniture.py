"""Furniture rules: what goes, and above all what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.document import BlockKind
from tocsin.read.base import Unit
from tocsin.read.furniture import (
    furniture_of,
    is_furniture_line,
    is_no_article,
    mark_furniture,
    plain_line,
    section_of,
)

PROSE = (
    "The leader of North Korea plans to visit Russia this month, officials in Seoul said on "
    "Tuesday, and he will talk to its president about weapons."
)
ANYWHERE = frozenset({"any"})


def units(*texts):
    return [Unit(BlockKind.PARAGRAPH, 0, len(text), text) for text in texts]


def kept(*texts):
    marks = mark_furniture(units(*texts))
    return [text for text, mark in zip(texts, marks, strict=True) if mark is None]


LINES = """\
Estimated read time 4 min read
4 min read
5 minute read
Reading time: 3 minutes
3-min read
1,204 views
12 Shares
No comments
Share this
Share this article
Share on Facebook
Share
Facebook Twitter WhatsApp
Tweet
Click to share on Twitter (Opens in new window)
Like this:
Loading...
Print this article
Follow us on Twitter
Follow us on Telegram and Facebook
Advertisement
- Advertisement -
ADVERTISEMENT
Sponsored content
Story continues below advertisement
Sign up for our newsletter
Sign up for our free daily newsletter
Subscribe to our newsletter
Subscribe now
Subscribe
Enter your email address
Your email address
Get the latest news delivered to your inbox
We use cookies to improve your experience on our website.
This site uses cookies. By continuing to browse, you agree to our use of cookies.
By clicking accept you agree to the use of cookies on this site.
Accept all cookies
Cookie settings
Copyright \u00a9 2023 Example News
\u00a9 2023 Example News. All rights reserved.
All rights reserved
All rights reserved.
Read more:
Read More
Read also: Putin in Beijing
Related: Kim visits Vladivostok
ALSO READ | What Seoul fears
Continue reading
Click here to read more
Skip to content
Privacy Policy
Home > World > Asia
Photo: Reuters
Image credit: KCNA
Getty Images
Tags: Russia, North Korea
#Russia #NorthKorea
Filed under: World
Share this story on social media
Back to top
Next article
"""


@pytest.mark.parametrize("line", LINES.splitlines())
def test_a_furniture_line_is_known(line):
    assert furniture_of(line, zones=ANYWHERE)


STAYS = """\
The minister said that they should share this burden with their allies.
Share prices fell after the sanctions were announced
Kim follows Putin to Beijing
Cookies and tea were served at the summit.
The advertisement for the arms fair drew protests
Related parties to the conflict
Copyright law was not discussed
Subscribe to the treaty or leave it, Moscow told them
Read my lips, he said
Russia and North Korea
What Russia gains
More weapons for Moscow
The latest on the war
How Concerning is a Russia-Kim Jong Un Alliance?
Opinion: How concerning is the alliance
Explainer: what the pact says
Follow the money
Sign of a new era
Tag along
News of the visit spread
Pictures of the missile were shown on television.
Getting closer
Home rule for the region
4 minutes after the launch
12 states voted against
Comments by the minister
Discussion
Responses
Recommendations
Sanctions on more goods
By the end of the year
Editorial control of the state
Video shows the launch
"""


@pytest.mark.parametrize("line", STAYS.splitlines())
def test_a_line_of_an_article_is_kept(line):
    assert not is_furniture_line(line)


SECTIONS = """\
You May Also Like
You might also like:
Related posts
Related Articles
RELATED STORIES
Recommended for you
More From Author
More from this author
More from Example News
More on this story
Latest news
Most read
Popular Posts
Trending now
Read next
About the author
Sponsored
"""
COMMENTS = """\
+ There are no comments
Add yours
Leave a comment
Leave a Reply
Post a comment
Comments
Comments (12)
12 comments
3 thoughts on \u201cKim in Moscow\u201d
Join the conversation
Be the first to comment
What do you think?
"""


@pytest.mark.parametrize("line", SECTIONS.splitlines())
def test_a_heading_that_ends_the_article_is_known(line):
    assert section_of(line).until == "prose"


@pytest.mark.parametrize("line", COMMENTS.splitlines())
def test_a_heading_of_comments_is_known(line):
    assert section_of(line).until == "end"


def test_a_paragraph_with_a_phrase_in_it_stays():
    text = f"{PROSE} Read more: share this, sign up for our newsletter. All rights reserved."
    assert kept(text) == [text]


def test_everything_behind_related_posts_goes():
    tail = ["You May Also Like", "Putin in Beijing", "An excerpt that is cut off\u2026", "Jane"]
    assert kept(PROSE, *tail) == [PROSE]


def test_two_paragraphs_of_prose_end_a_section():
    texts = [
        PROSE,
        "Related stories",
        "Putin in Beijing",
        PROSE + " A.",
        PROSE + " B.",
        "End of it all.",
    ]
    assert kept(*texts) == [texts[0], *texts[3:]]


def test_one_teaser_does_not_end_a_section():
    texts = [PROSE, PROSE, "Related stories", "Putin in Beijing", PROSE, "Kim in Hanoi", PROSE]
    assert kept(*texts) == texts[:2]


def test_a_marked_heading_above_the_prose_that_goes_on_stays():
    heading = Unit(BlockKind.HEADING, 0, 10, "Background", is_marked=True)
    text = [*units(PROSE, "Related stories", "Putin in Beijing"), heading, *units(PROSE, PROSE)]
    assert [mark is None for mark in mark_furniture(text)] == [
        True,
        False,
        False,
        True,
        True,
        True,
    ]


def test_readers_comments_go_however_long():
    texts = [PROSE, PROSE, PROSE, "3 comments", "Jane says:", PROSE, PROSE]
    assert kept(*texts) == texts[:3]


def test_comments_behind_related_posts_go_however_long():
    texts = [
        PROSE,
        PROSE,
        "About the author",
        "Jane lives in Tbilisi.",
        "2 comments",
        PROSE,
        PROSE,
    ]
    assert kept(*texts) == texts[:2]


def test_a_comment_link_above_the_article_does_not_end_it():
    texts = [PROSE, "Leave a comment", PROSE, PROSE, PROSE]
    assert kept(*texts) == [PROSE] * 4


def test_a_section_needs_something_before_it():
    assert PROSE in kept("Latest news", "Kim in Moscow", PROSE)


def test_a_section_label_goes_at_the_head_alone():
    assert kept("World", "Title", PROSE) == ["Title", PROSE]
    assert "World" in kept(PROSE, PROSE, "World", PROSE, PROSE)


def test_a_line_about_the_author_goes_at_the_tail_alone():
    line = "Associated Press writer Jon Doe in Seoul contributed to this report."
    assert kept(PROSE, PROSE, line) == [PROSE, PROSE]
    assert line in kept(line, PROSE, PROSE, PROSE)


def test_a_mark_of_the_end_goes():
    assert kept(PROSE, PROSE, "ENDS") == [PROSE, PROSE]
    assert kept(PROSE, PROSE, "* * *") == [PROSE, PROSE]


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found",
        "Page not found",
        "Just a moment...",
        "Access Denied",
        "Are you a robot?",
        "Sign in",
    ],
)
def test_a_page_that_is_no_article_is_known_by_its_title(title):
    assert is_no_article(title)


@pytest.mark.parametrize(
    "title",
    ["403 soldiers land in Rason", "Access to Rason port opens", "Moment of truth for Seoul"],
)
def test_the_title_of_an_article_is_not_taken_for_that(title):
    assert not is_no_article(title)


def test_a_line_is_judged_in_plain_typography():
    assert plain_line("Don\u2019t\u00a0miss  it !") == "Don't miss it!"


@given(st.text(max_size=320))
def test_any_line_is_judged_without_harm(line):
    assert is_furniture_line(line) in {True, False}
