"""Feeds over the one door: asked with their state, bounded, and as strict as pages."""

import time

import pytest

from tocsin.errors import FetchError
from tocsin.read.fetch import Door, FeedState, fetch_feed
from tocsin.settings import Settings

RAW = b"<rss><channel></channel></rss>"
KIND = {"Content-Type": "application/rss+xml"}


NOTHING = FeedState()


def get(server, state=NOTHING, *, settings=None, path="/feed"):
    door = Door(
        resolve=lambda host, port: ["127.0.0.1"],
        is_allowed=lambda address: address == "127.0.0.1",
        ports=None,
    )
    url = f"http://news.example:{server.port}{path}"
    chosen = settings or Settings(fetch_seconds=5.0)
    return fetch_feed(url, settings=chosen, state=state, door=door)


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "text/html", ""])
def test_feed_of_any_declared_kind_comes_with_its_state(server, kind):
    more = {"ETag": '"1"', "Last-Modified": "Tue, 05 Sep 2023 10:00:00 GMT"}
    server.pages["/feed"] = (200, {"Content-Type": kind, **more}, RAW)
    raw, state = get(server)
    assert raw == RAW
    assert state == FeedState('"1"', "Tue, 05 Sep 2023 10:00:00 GMT")


def test_known_state_is_asked_with_and_nothing_comes_where_it_stands(server):
    server.pages["/feed"] = (304, {}, b"")
    assert get(server, FeedState('"1"', "yesterday")) is None
    headers = server.requests[0][1]
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "yesterday"


def test_nothing_is_asked_with_where_no_state_is_known(server):
    server.pages["/feed"] = (200, KIND, RAW)
    get(server)
    assert not {"If-None-Match", "If-Modified-Since"} & set(server.requests[0][1])


def test_redirect_without_end_is_refused(server):
    server.pages["/feed"] = (302, {"Location": "/feed"}, b"")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        get(server)


@pytest.mark.parametrize("status", [404, 500, 503])
def test_server_that_fails_is_told(server, status):
    server.pages["/feed"] = (status, KIND, RAW)
    with pytest.raises(FetchError, match=f"status {status}"):
        get(server)


def test_feed_that_is_too_large_is_refused(server):
    server.pages["/feed"] = (200, KIND, RAW * 100)
    with pytest.raises(FetchError, match="larger than 1,000 bytes"):
        get(server, settings=Settings(max_bytes=1_000))


def test_feed_that_hangs_ends_when_its_time_is_up(server):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b" ")
            time.sleep(0.05)

    server.pages["/feed"] = drip
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.3 seconds"):
        get(server, settings=Settings(fetch_seconds=0.3))
    assert time.monotonic() - start < 2


def test_strict_door_is_the_default(server):
    with pytest.raises(FetchError, match="no public address"):
        fetch_feed("http://127.0.0.1:8080/feed", settings=Settings(), state=FeedState())
