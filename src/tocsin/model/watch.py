"""What a watch keeps of its runs: states of feeds, what came from them, and the last answers."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedVisit:
    """A visit to a feed after which nothing of it was left to read.

    Attributes:
        feed: Its address.
        etag: What the server called its state; empty for nothing.
        modified: When the server said that it had changed; empty for nothing.
    """

    KIND: ClassVar[str] = "visit"

    feed: str
    etag: str = ""
    modified: str = ""

    @property
    def key(self) -> str:
        """Return what it is looked up by."""
        return self.feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article that came from a feed.

    Attributes:
        feed: The address of the feed.
        link: The address of the article.
        document: Id of the document that it became; empty where it could not be read.
        reason: Why it could not be read; empty where it could.
        attempt: Which attempt this was, from 1.
    """

    KIND: ClassVar[str] = "arrival"

    feed: str
    link: str
    document: str = ""
    reason: str = ""
    attempt: int = 1

    @property
    def key(self) -> str:
        """Return what it is looked up by."""
        return self.feed


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchAnswer:
    """The answer that a watch gave last under a name.

    Attributes:
        name: The name in the file of the watch.
        assessment: Id of the assessment.
    """

    KIND: ClassVar[str] = "answer"

    name: str
    assessment: str

    @property
    def key(self) -> str:
        """Return what it is looked up by."""
        return self.name
