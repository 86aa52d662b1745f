"""Feeds: what counts as an article, and that no feed costs more than it may."""

import time
from datetime import date

import pytest

from tocsin.errors import ReadError
from tocsin.read.base import Overrides, Reading, Source
from tocsin.read.feeds import MOST_ENTRIES, WHOLE_TEXT, parse_feed
from tocsin.read.sources import read_loaded
from tocsin.settings import Settings

URL = "https://news.example/world/feed"
LONG = "North Korea plans to send shells to Russia, officials said. " * 40


def rss(*items):
    return f"<?xml version='1.0'?><rss version='2.0'><channel><link>https://x.example</link>{''.join(items)}</channel></rss>".encode()


def item(link="https://news.example/a", more=""):
    return f"<item><link>{link}</link>{more}</item>"


def only(raw):
    (entry,) = parse_feed(raw, URL).entries
    return entry


RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item><title>T</title><link>https://news.example/a</link><dc:date>2023-09-05T09:00:00Z</dc:date>
</item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;T&lt;/b&gt;</title>
<link rel="enclosure" href="https://news.example/a.mp3"/><link href="../a"/>
<published>2023-09-05T23:00:00-01:00</published></entry></feed>"""
PLAIN = rss(item(more="<title>T</title><pubDate>Tue, 05 Sep 2023 10:00:00 GMT</pubDate>"))


@pytest.mark.parametrize(
    ("raw", "day"),
    [(PLAIN, date(2023, 9, 5)), (RDF, date(2023, 9, 5)), (ATOM, date(2023, 9, 6))],
)
def test_every_kind_of_feed_gives_address_title_and_day(raw, day):
    entry = only(raw)
    assert (entry.link, entry.title, entry.date) == ("https://news.example/a", "T", day)
    assert entry.content == ""


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://x.example/a",
        "",
        "https://u:p@x.example/a",
    ],
)
def test_addresses_that_are_none_of_the_web_are_dropped(link):
    found = parse_feed(rss(item(link), item()), URL)
    assert [one.link for one in found.entries] == ["https://news.example/a"]
    assert found.dropped == 1


def test_address_that_comes_twice_counts_once():
    found = parse_feed(rss(item(), item(), item("/world/b")), URL)
    assert [one.link for one in found.entries] == [
        "https://news.example/a",
        "https://news.example/world/b",
    ]


@pytest.mark.parametrize("text", ["yesterday", "32 Sep 2023", "2023-13-45", "99999999999", ""])
def test_days_that_cannot_be_read_are_none(text):
    assert only(rss(item(more=f"<pubDate>{text}</pubDate>"))).date is None


def test_entry_that_holds_the_whole_text_needs_no_page():
    body = f"<description><![CDATA[<p>{LONG}</p>]]></description>"
    entry = only(rss(item(more=body)))
    assert len(LONG) > WHOLE_TEXT
    found = read_loaded(
        entry.source(), settings=Settings(), weaker=Overrides(title="T", date=date(2023, 9, 5))
    )
    assert isinstance(found, Reading)
    assert found.document.date == date(2023, 9, 5)
    assert found.document.url == found.document.path == "https://news.example/a"
    assert "plans to send shells" in found.document.text


def test_what_a_text_says_of_itself_wins_over_the_feed():
    raw = f"---\ndate: 2023-09-03\n---\n\n{LONG}".encode()
    source = Source(path="p", raw=raw, media_type="text/plain")
    weaker = Overrides(date=date(2023, 9, 5), title="T")
    found = read_loaded(source, settings=Settings(), weaker=weaker)
    assert (found.document.date, found.document.title) == (date(2023, 9, 3), "T")


def test_feed_that_is_not_well_formed_is_read_as_far_as_it_goes():
    raw = rss(item(more="<title>A &nbsp; B & C</title>")).replace(b"</channel></rss>", b"")
    assert only(raw).title == "A B C"


def test_feed_with_very_many_entries_is_cut_in_little_time():
    raw = rss(*[f"<item><link>/{place}</link></item>" for place in range(100_000)])
    start = time.process_time()
    found = parse_feed(raw, URL)
    assert time.process_time() - start < 2
    assert len(found.entries) == MOST_ENTRIES
    assert found.is_cut


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
<rss><channel><item><link>https://news.example/&lol2;</link></item></channel></rss>"""


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (BOMB, "defines entities of its own"),
        (BOMB.decode().encode("utf-16"), "defines entities of its own"),
        (BOMB.replace(b"ENTITY lol ", b"ENTITY lol SYSTEM "), "defines entities"),
        (b"<rss>" + b"<a>" * 100_000, "nested deeper than 64"),
        (b"<html><body>no feed</body></html>", "outermost element is 'html'"),
        (b"hello", "is no feed"),
        (b"", "is no feed"),
    ],
)
def test_hostile_feeds_are_refused(raw, message):
    with pytest.raises(ReadError, match=message):
        parse_feed(raw, URL)


def test_outside_entity_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://news.example/secret")
    raw = rss(item("&amp;x;")).replace(
        b"?>", f"?><!DOCTYPE rss SYSTEM 'file://{secret}'>".encode(), 1
    )
    assert "secret" not in str(parse_feed(raw, URL))
