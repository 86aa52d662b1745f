"""Feeds of a watch: each article once, failures tried again and given up, time bounded."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin.errors import FetchError
from tocsin.model.watch import Arrival, FeedVisit
from tocsin.pipeline.base import Refused, Silence
from tocsin.pipeline.watching import feeds as module
from tocsin.pipeline.watching.feeds import MOST_ATTEMPTS, FeedReader
from tocsin.read import Reading
from tocsin.read.base import Source
from tocsin.read.fetch import FeedState
from tocsin.settings import Settings
from tocsin.store import open_ledger

FEED = "https://news.example/feed"
TODAY = date(2023, 9, 7)
TEXT = "Kim Jong Un plans to travel to Russia this month, US officials said. " * 8


def feed(*names, day="Tue, 05 Sep 2023 10:00:00 GMT"):
    items = "".join(
        f"<item><title>{name}</title><link>/{name}</link><pubDate>{day}</pubDate></item>"
        for name in names
    )
    return f"<rss><channel>{items}</channel></rss>".encode()


class Net:
    """A network of one feed and its pages; counts what is loaded."""

    def __init__(self, raw):
        self.raw, self.state = raw, FeedState(etag="1")
        self.broken, self.loaded, self.asked = set(), [], []

    def feed(self, url, settings, state):
        self.asked.append(state)
        if self.raw is None:
            raise FetchError(f"{url} hangs.", subject=url)
        return None if state == self.state else (self.raw, self.state)

    def page(self, url, settings):
        self.loaded.append(url)
        name = url.rsplit("/", 1)[-1]
        if name in self.broken:
            raise FetchError(f"{url} hangs.", subject=url)
        return Source(path=url, raw=f"{TEXT}{name}".encode(), media_type="text/plain", url=url)


class Notes(Silence):
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(str(tmp_path / "ledger.sqlite")) as found:
        yield found


def read(ledger, net, *, settings=None, notes=None):
    """Return the paths that a run reads, and what it cannot."""
    reader = FeedReader(
        ledger, settings or Settings(), notes or Notes(), TODAY, net.feed, net.page
    )
    found = list(reader.readings(FEED))
    paths = [one.document.path for one in found if isinstance(one, Reading)]
    return paths, [one.path for one in found if isinstance(one, Refused)]


def test_articles_come_once_and_stay(ledger):
    net = Net(feed("a", "b"))
    both = [f"https://news.example/{name}" for name in "ab"]
    assert read(ledger, net) == (both, [])
    assert read(ledger, net) == (both, [])
    assert net.loaded == both
    assert net.asked == [FeedState(), FeedState(etag="1")]
    net.raw, net.state = feed("c"), FeedState(etag="2")  # the others have left the feed
    assert read(ledger, net) == ([*both, "https://news.example/c"], [])
    assert len(net.loaded) == 3
    assert ledger.verify() == []


def test_day_of_the_feed_dates_an_article_and_else_that_of_the_run(ledger):
    read(ledger, Net(feed("a")))
    read(ledger, replace_feed(Net(feed("b", day="soon"))))
    assert [one.date for one in ledger.documents()] == [date(2023, 9, 5), TODAY]


def replace_feed(net):
    net.state = FeedState(etag="2")
    return net


def test_feed_that_fails_leaves_what_came_before(ledger):
    net = Net(feed("a"))
    read(ledger, net)
    net.raw = None
    assert read(ledger, net) == (["https://news.example/a"], [FEED])


def test_article_that_fails_is_tried_again_and_given_up(ledger):
    net = Net(feed("a", "b"))
    net.broken = {"a"}
    b = ["https://news.example/b"]
    for _ in range(MOST_ATTEMPTS):
        assert read(ledger, net) == (b, ["https://news.example/a"])
    assert read(ledger, net) == (b, [])
    assert net.loaded.count("https://news.example/a") == MOST_ATTEMPTS
    assert [one.attempt for one in ledger.seen(Arrival, FEED) if not one.document] == [1, 2, 3]


def test_article_that_comes_in_the_end_counts(ledger):
    net = Net(feed("a"))
    net.broken = {"a"}
    read(ledger, net)
    assert ledger.seen(FeedVisit, FEED) == ()  # nothing says that the feed is read
    net.broken = set()
    assert read(ledger, net) == (["https://news.example/a"], [])


def test_time_that_is_up_leaves_the_rest_for_the_next_run(ledger, monkeypatch):
    net, notes = Net(feed("a", "b", "c")), Notes()
    clock = iter([0.0, 1.0, 3.0])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    settings = replace(Settings(), feed_seconds=2.0)
    assert read(ledger, net, settings=settings, notes=notes) == (["https://news.example/a"], [])
    assert "2 entries are left for the next run" in notes.notes[0]
    monkeypatch.undo()
    assert len(read(ledger, net)[0]) == 3


def test_page_gets_a_part_of_the_time_of_its_feed(ledger):
    seen = []
    net = Net(feed("a"))
    net.page, page = (
        lambda url, settings: seen.append(settings.fetch_seconds) or page(url, settings),
        net.page,
    )
    read(ledger, net, settings=replace(Settings(), feed_seconds=8.0))
    assert seen == [2.0]


def test_two_pairs_load_a_feed_once(ledger):
    net = Net(feed("a"))
    reader = FeedReader(ledger, Settings(), Silence(), TODAY, net.feed, net.page)
    assert len(list(reader.readings(FEED))) == len(list(reader.readings(FEED))) == 1
    assert len(net.asked) == 1


def test_what_is_no_feed_is_told(ledger):
    paths, refused = read(ledger, Net(b"<html></html>"))
    assert (paths, refused) == ([], [FEED])


def test_dropped_and_cut_entries_are_told(ledger, monkeypatch):
    monkeypatch.setattr("tocsin.read.feeds.MOST_ENTRIES", 3)
    notes, net = Notes(), Net(feed("a", "b", "c", "d").replace(b"/b<", b"javascript:x<"))
    assert len(read(ledger, net, notes=notes)[0]) == 2
    assert "1 entry has no http(s) address" in notes.notes[0]
    assert "more entries than are taken; the first 2 count" in notes.notes[1]
