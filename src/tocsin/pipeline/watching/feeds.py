"""From feeds to documents: each article loaded once, and kept for good."""

import datetime as dt
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace

from tocsin.errors import FetchError, ReadError
from tocsin.model.watch import Arrival, FeedVisit
from tocsin.pipeline.base import Refused, Watcher
from tocsin.read import Failure, Overrides, Reading
from tocsin.read.base import Source
from tocsin.read.feeds import Entry, Feed, parse_feed
from tocsin.read.fetch import FeedState, fetch_feed
from tocsin.read.sources import load_page, read_loaded
from tocsin.settings import Settings
from tocsin.store import Ledger

MOST_ATTEMPTS = 3
"""Runs in which an article that cannot be read is tried."""
PAGE_SHARE = 4
"""Pages of a feed that may each take their longest before its time is up."""

LoadFeed = Callable[[str, Settings, FeedState], tuple[bytes, FeedState] | None]
LoadPage = Callable[[str, Settings], Source]


def _load_feed(
    url: str, settings: Settings, state: FeedState
) -> tuple[bytes, FeedState] | None:
    """Load a feed through the one door."""
    return fetch_feed(url, settings=settings, state=state)


def _load_page(url: str, settings: Settings) -> Source:
    """Load a page through the one door."""
    return load_page(url, settings=settings)


@dataclass(slots=True)
class FeedReader:
    """Reads feeds, each once however many pairs look at it.

    Attributes:
        ledger: Keeps what came, and what servers said of the state of a feed.
        settings: Limits on size and time.
        watcher: Hears how it goes.
        today: The day of the run.
        load_feed: Loads a feed; another one is for tests.
        load_page: Loads a page; likewise.
    """

    ledger: Ledger
    settings: Settings
    watcher: Watcher
    today: dt.date
    load_feed: LoadFeed = _load_feed
    load_page: LoadPage = _load_page
    _visited: dict[str, list[Refused]] = field(default_factory=dict)

    def readings(self, feed: str) -> Iterator[Reading | Refused]:
        """Yield every article that ever came from a feed, and what could not be read now.

        Raises:
            StoreError: The ledger cannot be used.
        """
        if feed not in self._visited:
            self._visited[feed] = list(self._visit(feed))
        yield from self._visited[feed]
        for one in self._arrived(feed).values():
            yield Reading(self.ledger.document(one.document), b"")  # its bytes are kept

    def _arrived(self, feed: str) -> dict[str, Arrival]:
        """Return the articles that came from a feed, by their address."""
        return {one.link: one for one in self.ledger.seen(Arrival, feed) if one.document}

    def _visit(self, feed: str) -> Iterator[Refused]:
        """Load what is new in a feed; yield what could not be read.

        The state of the feed is kept only when nothing of it is left to read, so that what is
        left comes again.
        """
        self.watcher.step("reading", feed)
        end = time.monotonic() + self.settings.feed_seconds
        last = self.ledger.seen(FeedVisit, feed)[-1:]
        state = FeedState(last[0].etag, last[0].modified) if last else FeedState()
        try:
            loaded = self.load_feed(feed, self.settings, state)
            if loaded is None:
                return
            found = parse_feed(loaded[0], feed)
        except ReadError as error:
            yield Refused(feed, error)
            return
        self._tell(feed, found)
        left = yield from self._read_new(feed, found, end)
        if not left:
            after = loaded[1]
            self.ledger.add_seen(FeedVisit(feed=feed, etag=after.etag, modified=after.modified))

    def _tell(self, feed: str, found: Feed) -> None:
        """Tell what of a feed is not read."""
        if found.dropped:
            noun = "entry has" if found.dropped == 1 else "entries have"
            self.watcher.note(f"{feed}: {found.dropped} {noun} no http(s) address; left out.")
        if found.is_cut:
            kept = len(found.entries)
            self.watcher.note(f"{feed}: more entries than are taken; the first {kept} count.")

    def _read_new(self, feed: str, found: Feed, end: float) -> Generator[Refused, None, int]:
        """Read the new articles of a feed; yield those that failed, return how many are left."""
        known, tried = self._arrived(feed), self._attempts(feed)
        new = [
            one
            for one in found.entries
            if one.link not in known and tried.get(one.link, 0) < MOST_ATTEMPTS
        ]
        left = 0
        for place, entry in enumerate(new):
            seconds = end - time.monotonic()
            if seconds <= 0:
                left += len(new) - place
                self.watcher.note(
                    f"{feed}: the time is up; {len(new) - place} entries are left for the next "
                    "run. Raise feed_seconds to read more at once."
                )
                break
            attempt = tried.get(entry.link, 0) + 1
            error = self._read(feed, entry, seconds, attempt)
            if error is not None:
                left += attempt < MOST_ATTEMPTS
                yield Refused(entry.link, error)
        return left

    def _attempts(self, feed: str) -> dict[str, int]:
        """Return how often each article that failed was tried."""
        failed = (one for one in self.ledger.seen(Arrival, feed) if not one.document)
        return {one.link: one.attempt for one in failed}

    def _read(self, feed: str, entry: Entry, seconds: float, attempt: int) -> ReadError | None:
        """Read and keep one article; return why it could not be read."""
        self.watcher.step("reading", entry.link)
        found = self._reading(entry, seconds)
        if isinstance(found, Failure):
            reason = found.error.message
            self.ledger.add_seen(
                Arrival(feed=feed, link=entry.link, reason=reason, attempt=attempt)
            )
            return found.error
        self.ledger.add_document(found.document, found.raw)
        self.ledger.add_seen(Arrival(feed=feed, link=entry.link, document=found.document.id))
        return None

    def _reading(self, entry: Entry, seconds: float) -> Reading | Failure:
        """Return the article of an entry: from the feed where it is whole there, else its page.

        What states no date, in a feed that gives none, is dated by the day on which it came.
        """
        weaker = Overrides(title=entry.title, date=entry.date or self.today)
        longest = min(self.settings.fetch_seconds, self.settings.feed_seconds / PAGE_SHARE)
        brief = replace(self.settings, fetch_seconds=max(0.1, min(longest, seconds)))
        try:
            source = entry.source() if entry.content else self.load_page(entry.link, brief)
        except FetchError as error:
            return Failure(entry.link, error)
        named = replace(source, path=entry.link)
        return read_loaded(named, settings=self.settings, weaker=weaker)
